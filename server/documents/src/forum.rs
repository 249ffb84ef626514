//! What hangs together in an export, looked up by documents.

use crate::words::Language;
use forum::export::{Axis, Contribution, Export, Group, Person, Slot, Topic};
use forum::weighing::Profile;
use protocol::command::About;
use protocol::entity::{Gone, Outcome};
use protocol::{AxisId, ContributionId, GroupId, SpaceId, TopicId};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// An export with its things by their ids.
pub(crate) struct Forum<'a> {
    pub(crate) export: &'a Export,
    pub(crate) language: Language,
    topics: BTreeMap<TopicId, &'a Topic>,
    groups: BTreeMap<GroupId, &'a Group>,
    contributions: BTreeMap<ContributionId, &'a Contribution>,
    disagreements: BTreeMap<About, Vec<&'a Contribution>>,
    letters: BTreeMap<AxisId, String>,
}

impl<'a> Forum<'a> {
    pub(crate) fn new(export: &'a Export) -> Self {
        let mut disagreements = BTreeMap::<_, Vec<_>>::new();
        for contribution in &export.contributions {
            if let Some(about) = contribution.about {
                disagreements.entry(about).or_default().push(contribution);
            }
        }
        Self {
            export,
            language: Language::of(&export.forum.forum.language),
            topics: export.topics.iter().map(|topic| (topic.id, topic)).collect(),
            groups: export.groups.iter().map(|group| (group.id, group)).collect(),
            contributions: export.contributions.iter().map(|one| (one.id, one)).collect(),
            disagreements,
            letters: export.axes.iter().enumerate().map(|(place, axis)| (axis.id, letter(place))).collect(),
        }
    }

    pub(crate) fn contribution(&self, id: ContributionId) -> Option<&'a Contribution> {
        self.contributions.get(&id).copied()
    }

    pub(crate) fn group(&self, id: GroupId) -> Option<&'a Group> {
        self.groups.get(&id).copied()
    }

    /// What was said against it.
    pub(crate) fn disagreements(&self, about: About) -> &[&'a Contribution] {
        self.disagreements.get(&about).map_or(&[], Vec::as_slice)
    }

    /// A, B, C in the order of the axes.
    pub(crate) fn letter(&self, axis: AxisId) -> &str {
        self.letters.get(&axis).map_or("", String::as_str)
    }

    pub(crate) fn axis(&self, axis: &Axis) -> String {
        let name = if axis.name.is_empty() { self.language.gone(axis.gone) } else { &axis.name };
        format!("{}. {name}", self.letter(axis.id))
    }

    pub(crate) fn title<'t>(&self, topic: &'t Topic) -> &'t str {
        if topic.gone.is_some() { self.language.gone(topic.gone) } else { &topic.title }
    }

    /// The titles of a group's topics in one line.
    pub(crate) fn titles(&self, group: &Group) -> String {
        let topics = group.topics.iter().filter_map(|id| self.topics.get(id));
        Vec::from_iter(topics.map(|topic| self.title(topic))).join(" + ")
    }

    /// The questions of a group's topics.
    pub(crate) fn questions(&self, group: &Group) -> impl Iterator<Item = &'a str> {
        let topics = group.topics.iter().filter_map(|id| self.topics.get(id).copied());
        Vec::from_iter(topics.filter_map(|topic| topic.question.as_deref())).into_iter()
    }

    pub(crate) fn slot(&self, group: &Group) -> Option<&'a Slot> {
        let cell = group.cell?;
        self.export.slots.iter().find(|slot| slot.slot.id == cell.slot)
    }

    pub(crate) fn space(&self, group: &Group) -> Option<&'a str> {
        Some(self.space_named(group.cell?.space))
    }

    fn space_named(&self, id: SpaceId) -> &'a str {
        self.export.spaces.iter().find(|space| space.id == id).map_or("", |space| space.label.as_str())
    }

    /// « n° 12 ».
    pub(crate) fn number(&self, contribution: &Contribution) -> String {
        format!("{}\u{a0}{}", self.language.say("n°", "no."), contribution.number)
    }

    /// The kind of a contribution and the topics of its group: « Besoin — Les bus du soir ».
    pub(crate) fn origin(&self, contribution: &Contribution) -> String {
        let group = contribution.group.and_then(|id| self.group(id));
        group.map_or_else(String::new, |group| {
            format!("{} — {}", self.language.kind(contribution.kind), self.titles(group))
        })
    }

    /// The topics of a group and its slot: « Les bus du soir · Tour 1 ».
    pub(crate) fn place(&self, group: &Group) -> String {
        let slot = self.slot(group).map(|slot| match slot.slot.label.as_str() {
            "" => self.time(slot),
            label => label.to_owned(),
        });
        Vec::from_iter(std::iter::once(self.titles(group)).chain(slot)).join(" · ")
    }

    /// What it says, or why it says nothing.
    pub(crate) fn text(&self, contribution: &'a Contribution) -> &'a str {
        contribution.text.as_deref().unwrap_or(self.language.gone(contribution.gone))
    }

    /// Contributions that an axis can hold: disagreements stand where they disagree.
    pub(crate) fn sortable(&self) -> impl Iterator<Item = &'a Contribution> {
        self.export.contributions.iter().filter(|one| one.about.is_none())
    }

    /// What became of it, in a word or two.
    pub(crate) fn outcome(&self, one: &Contribution) -> String {
        let language = self.language;
        let gone = match one.gone {
            Some(Gone::Hidden | Gone::Erased) => language.say("retirée", "removed"),
            Some(Gone::TakenBack) | None => language.say("reprise", "taken back"),
        };
        let word = match one.outcome {
            Some(Outcome::Attached) => language.say("rattachée", "under an axis"),
            Some(Outcome::DuplicateOf(kept)) => {
                let of = language.say("doublon de", "duplicate of");
                let kept = self.contribution(kept).map_or_else(String::new, |kept| self.number(kept));
                return format!("{of} {kept}");
            }
            Some(Outcome::NotAttached) => language.say("non rattachée", "read, under no axis"),
            Some(Outcome::OutsideTerritory) => language.say("hors territoire", "outside the territory"),
            Some(Outcome::TakenBack) => gone,
            None if one.text.is_none() => gone,
            None if one.about.is_some() => language.say("désaccord", "disagreement"),
            None => language.say("non examinée", "not looked at"),
        };
        word.to_owned()
    }

    /// Those who proposed the topics of a group and agreed to be named.
    pub(crate) fn agreeing_hosts(&self, group: &Group) -> String {
        let hosts = group.topics.iter().filter_map(|id| self.topics.get(id)).flat_map(|topic| &topic.hosts);
        let hosts = BTreeSet::from_iter(hosts.map(|host| host.id));
        let people = self.export.people.iter().filter(|person| hosts.contains(&person.id));
        Vec::from_iter(people.filter_map(agreed)).join(", ")
    }

    /// What was put under an axis, in the order of their numbers.
    pub(crate) fn under(&self, axis: &Axis) -> Vec<&'a Contribution> {
        Vec::from_iter(axis.contributions.iter().filter_map(|id| self.contribution(*id)))
    }

    /// The same by groups, in the order in which these were made.
    pub(crate) fn under_by_group(&self, axis: &Axis) -> BTreeMap<Option<u32>, Vec<&'a Contribution>> {
        let mut by_group = BTreeMap::<_, Vec<_>>::new();
        for one in self.under(axis) {
            let group = one.group.and_then(|id| self.group(id)).map(|group| group.number);
            by_group.entry(group).or_default().push(one);
        }
        by_group
    }

    /// A few of what was put under an axis.
    pub(crate) fn quotes(&self, axis: &Axis, number: usize) -> Vec<&'a Contribution> {
        let mut standing = self.under(axis);
        standing.retain(|one| one.text.is_some());
        few(standing, number)
    }

    /// The axes in the order in which they are shown.
    pub(crate) fn by_weight(&self) -> impl Iterator<Item = &'a Axis> {
        let profiles = &self.export.profiles;
        let place = |axis: &Axis| profiles.iter().position(|profile| profile.axis == axis.id);
        let mut axes = Vec::from_iter(&self.export.axes);
        axes.sort_by_key(|axis| place(axis).unwrap_or(usize::MAX));
        axes.into_iter()
    }

    /// What carries this axis; nothing in an export of before axes were weighed.
    pub(crate) fn profile(&self, axis: &Axis) -> Option<&'a Profile> {
        self.export.profiles.iter().find(|profile| profile.axis == axis.id)
    }

    /// « 10 h – 11 h 30 », "10:00–11:30", with the day where the forum has several.
    pub(crate) fn time(&self, slot: &Slot) -> String {
        let times =
            format!("{} – {}", self.language.time(slot.starts.time()), self.language.time(slot.ends.time()));
        let first = self.export.slots.first().map(|slot| slot.starts.date());
        let is_alone = self.export.slots.iter().all(|slot| Some(slot.starts.date()) == first);
        if is_alone { times } else { format!("{}, {times}", self.language.date(slot.starts.date())) }
    }
}

/// What somebody is called who is in the forum and agreed to be named.
pub(crate) fn agreed(person: &Person) -> Option<&str> {
    person.name.as_deref().filter(|_| person.in_book && !person.removed && person.gone.is_none())
}

/// A few of them in the order of their numbers: first what most people support, of each group one before a second.
pub(crate) fn few(mut all: Vec<&Contribution>, number: usize) -> Vec<&Contribution> {
    all.sort_by_key(|one| (Reverse(one.supports), one.number));
    let mut seen = BTreeSet::new();
    let (mut few, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| seen.insert(one.group));
    few.extend(others);
    few.truncate(number);
    few.sort_by_key(|one| one.number);
    few
}

fn letter(place: usize) -> String {
    let last = char::from(b'A' + u8::try_from(place % 26).unwrap_or_default());
    match place / 26 {
        0 => last.to_string(),
        before => format!("{}{last}", letter(before - 1)),
    }
}
