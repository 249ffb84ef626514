//! A forum that ran elsewhere: with its contributions, or what they say by now. Ids are those of the forum, so that
//! brought in twice it is one.

use super::value::cut;
use super::{Part, Plan, Terms, parts_of, room, rows_of, words};
use archive::{Archive, Axis, Contribution};
use files::Language;
use protocol::Refusal;
use protocol::entity::Outcome;
use protocol::programme::ItemId;
use protocol::programme::command::{BringIn, Brought, Fields, NewItem};
use protocol::programme::import::RefusedLine;
use protocol::programme::noun::Noun;
use protocol::text::Form;
use protocol::{AxisId, ContributionId, GroupId};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

struct Forum {
    import: ItemId,
    label: String,
    language: Language,
    forum: ItemId,
    /// Nothing: it was brought in before.
    new: Option<NewItem>,
    /// A forum has no more of them than one part takes; they come before what stands under them.
    axes: Vec<What>,
    /// In the order of the archive, with the line of each.
    contributions: Vec<(u32, What)>,
}

/// What becomes of a contribution or an axis.
enum What {
    Comes(NewItem),
    /// It is there already.
    Says(Brought),
    /// It was there, and somebody removed it.
    WasRemoved,
}

pub(super) fn plan(archive: Archive, terms: &Terms<'_>) -> Result<impl Plan + use<>, Refusal> {
    let &Terms { import, label, language, state } = terms;
    let forum = ItemId(archive.origin.forum.0);
    let new = match state.known(forum) {
        Some(known) if known.noun == Noun::Forum => None,
        // Another thing has its id.
        Some(_) => return Err(Refusal::BadCommand {}),
        None => Some(NewItem { r#as: forum, noun: Noun::Forum, fields: of_forum(&archive) }),
    };
    room(usize::from(new.is_some()), state.room_for(Noun::Forum), Noun::Forum.spec().max)?;
    // What was removed with its forum comes back with it.
    let was_there = state.known(forum).is_some_and(|known| known.import != Some(import));
    let removed = if was_there { state.removed_rows() } else { BTreeSet::new() };
    let what = |noun, id, fields| match state.known(id) {
        None if removed.contains(&id) => Ok(What::WasRemoved),
        None => Ok(comes(noun, id, forum, fields)),
        // A part of this import that was done: it is not done again.
        Some(known) if known.import == Some(import) => Ok(comes(noun, id, forum, fields)),
        Some(known) if known.noun == noun && known.item("forum") == Some(forum) => {
            Ok(What::Says(Brought { r#as: id, fields }))
        }
        Some(_) => Err(Refusal::BadCommand {}),
    };
    let is_new = |what: &What| matches!(what, What::Comes(item) if !state.stands(item.r#as));
    let axes = archive.axes.iter().map(|axis| what(Noun::ForumAxis, ItemId(axis.id.0), of_axis(axis)));
    let axes = axes.collect::<Result<Vec<_>, _>>()?;
    let count = axes.iter().filter(|axis| is_new(axis)).count();
    room(count, state.room_for(Noun::ForumAxis), Noun::ForumAxis.spec().max)?;
    let places =
        Places::of(&archive, |axis| !removed.contains(&ItemId(axis.0)) || state.stands(ItemId(axis.0)));
    let entries = archive.contributions.len() as u32;
    // They come last in the file, before its end.
    let first = lines_before(&archive);
    let mut contributions = Vec::with_capacity(entries as usize);
    for (contribution, line) in archive.contributions.iter().zip(first..) {
        let what = what(Noun::Contribution, ItemId(contribution.id.0), places.fields(contribution))?;
        contributions.push((line, what));
    }
    let count = contributions.iter().filter(|(_, what)| is_new(what)).count();
    room(count, state.room_for(Noun::Contribution), Noun::Contribution.spec().max)?;
    Ok(Forum { import, label: cut(label, Form::Title), language, forum, new, axes, contributions })
}

fn of_forum(archive: &Archive) -> Fields {
    let forum = &archive.forum;
    let fields = [
        ("name", json!(cut(&forum.question, Form::Title))),
        ("question", json!(forum.question)),
        ("day", json!(forum.date)),
        ("source", json!("archive")),
        ("code", json!(forum.code)),
        ("people", json!(forum.people)),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Entries before the first contribution, and one.
fn lines_before(archive: &Archive) -> u32 {
    let Archive { colleges, slots, spaces, people, topics, groups, axes, results, .. } = archive;
    let lists = [
        colleges.len(),
        slots.len(),
        spaces.len(),
        people.len(),
        topics.len(),
        groups.len(),
        axes.len(),
        usize::from(results.is_some()),
    ];
    (2 + lists.iter().sum::<usize>() + 1) as u32
}

/// As the noun `forum_axis` has it; its name is gone where somebody took it off.
fn of_axis(axis: &Axis) -> Fields {
    let name = axis.name.said.text().map(|name| cut(name, Form::Title));
    let fields = [("name", json!(name)), ("number", json!(axis.number))];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn comes(noun: Noun, id: ItemId, forum: ItemId, mut fields: Fields) -> What {
    fields.insert("forum".to_owned(), json!(forum));
    fields.retain(|_, value| !value.is_null());
    What::Comes(NewItem { r#as: id, noun, fields })
}

/// What stands elsewhere in the archive, by what contributions name.
struct Places<'a> {
    topics: BTreeMap<GroupId, String>,
    axes: BTreeMap<AxisId, &'a str>,
    /// Those that stand in the programme.
    standing: BTreeSet<AxisId>,
    /// Under which axes each contribution stands: a duplicate where the one stands to which it adds a voice.
    under: BTreeMap<ContributionId, &'a [AxisId]>,
}

impl<'a> Places<'a> {
    fn of(archive: &'a Archive, stands: impl Fn(AxisId) -> bool) -> Self {
        let titles: BTreeMap<_, _> =
            archive.topics.iter().filter_map(|topic| Some((topic.id, topic.title.said.text()?))).collect();
        let topics = archive.groups.iter().map(|group| {
            let of_group: Vec<_> =
                group.topics.iter().filter_map(|topic| titles.get(topic).copied()).collect();
            (group.id, of_group.join(" / "))
        });
        let axes = archive.axes.iter().filter_map(|axis| Some((axis.id, axis.name.said.text()?)));
        let under = archive.contributions.iter().map(|it| (it.id, it.axes.as_slice()));
        let standing = archive.axes.iter().map(|axis| axis.id).filter(|axis| stands(*axis));
        Self {
            topics: topics.collect(),
            axes: axes.collect(),
            standing: standing.collect(),
            under: under.collect(),
        }
    }

    /// As the noun `contribution` has them; null where there is nothing.
    fn fields(&self, contribution: &Contribution) -> Fields {
        let topic = contribution.group.and_then(|group| self.topics.get(&group));
        let topic = topic.filter(|topic| !topic.is_empty()).map(|topic| cut(topic, Form::Title));
        let mut axes: Vec<&str> = Vec::new();
        for axis in contribution.axes.iter().filter_map(|axis| self.axes.get(axis)) {
            if !axes.contains(axis) {
                axes.push(axis);
            }
        }
        let of = match contribution.outcome {
            Some(Outcome::DuplicateOf(of)) => of,
            _ => contribution.id,
        };
        let under = self.under.get(&of).copied().unwrap_or_default();
        let under: Vec<_> = under.iter().filter(|axis| self.standing.contains(axis)).collect();
        let text = contribution.said.text();
        let stands = text.is_some();
        let fields = [
            ("text", json!(text)),
            ("kind", json!(contribution.kind)),
            ("number", json!(contribution.number)),
            ("topic", json!(topic.filter(|_| stands))),
            ("axes", if stands && !axes.is_empty() { json!(axes) } else { json!(null) }),
            ("under", if stands && !under.is_empty() { json!(under) } else { json!(null) }),
            ("sorted", json!(contribution.outcome.and_then(sorted).filter(|_| stands))),
            ("supports", if stands { json!(contribution.supports) } else { json!(null) }),
        ];
        fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

/// The forum's own outcome in the words of the noun; of what was taken back its words say it.
fn sorted(outcome: Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::Attached => Some("attached"),
        Outcome::DuplicateOf(_) => Some("duplicate"),
        Outcome::NotAttached => Some("not_attached"),
        Outcome::OutsideTerritory => Some("outside"),
        Outcome::TakenBack => None,
    }
}

impl Plan for Forum {
    fn parts(&self) -> u32 {
        1 + parts_of(self.contributions.len())
    }

    fn part(&self, number: u32) -> Part {
        let mut part = Part::new(self.import, number, &self.label);
        if number == 1 {
            part.rows.items.extend(self.new.clone());
            let mut axes = Vec::new();
            for axis in &self.axes {
                match axis {
                    What::Comes(item) => part.rows.items.push(item.clone()),
                    What::Says(says) => axes.push(says.clone()),
                    What::WasRemoved => {}
                }
            }
            part.brought = Some(BringIn { forum: self.forum, axes, contributions: Vec::new() });
            return part;
        }
        let mut contributions = Vec::new();
        for (line, what) in &self.contributions[rows_of(number - 2, self.contributions.len())] {
            match what {
                What::Comes(item) => {
                    part.lines.insert(item.r#as, *line);
                    part.rows.items.push(item.clone());
                }
                What::Says(says) => {
                    part.lines.insert(says.r#as, *line);
                    contributions.push(says.clone());
                }
                What::WasRemoved => {
                    let reason = words::was_removed(self.language);
                    part.refused.push(RefusedLine { line: *line, reason });
                }
            }
        }
        part.brought = Some(BringIn { forum: self.forum, axes: Vec::new(), contributions });
        part
    }
}
