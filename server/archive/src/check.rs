//! What an archive must be beside whole: each thing once, nothing that leads nowhere, texts as forums have them.

use crate::entry::{Axis, College, Contribution, Forum, Group, Person, Said, Slot, Topic, Words};
use crate::file::{Entry, Wrong};
use protocol::command::About;
use protocol::entity::{Outcome, Results, Space, Wording};
use protocol::limits::{ADDRESS_BYTES_MAX, TAG_CHARACTERS_MAX};
use protocol::secret::ReceiptCode;
use protocol::text::Form;
use protocol::{AxisId, CollegeId, ContributionId, GroupId, ParticipantId, SlotId, SpaceId, TopicId};
use std::collections::BTreeSet;

/// The things of an archive; each has its id and its number to itself.
#[derive(Default)]
struct Things {
    colleges: Known<CollegeId>,
    slots: Known<SlotId>,
    spaces: Known<SpaceId>,
    people: Known<ParticipantId>,
    topics: Known<TopicId>,
    groups: Known<GroupId>,
    axes: Known<AxisId>,
    contributions: Known<ContributionId>,
    receipts: BTreeSet<ReceiptCode>,
}

struct Known<Id> {
    ids: BTreeSet<Id>,
    numbers: BTreeSet<u32>,
}

impl<Id> Default for Known<Id> {
    fn default() -> Self {
        Self { ids: BTreeSet::new(), numbers: BTreeSet::new() }
    }
}

impl<Id: Ord> Known<Id> {
    fn add(&mut self, id: Id, number: u32) -> Result<(), Wrong> {
        if !self.ids.insert(id) {
            Err(Wrong::Twice("id"))
        } else if !self.numbers.insert(number) {
            Err(Wrong::Twice("number"))
        } else {
            Ok(())
        }
    }

    fn hold<'a>(&self, ids: impl IntoIterator<Item = &'a Id>, what: &'static str) -> Result<(), Wrong>
    where
        Id: 'a,
    {
        let all = ids.into_iter().all(|id| self.ids.contains(id));
        if all { Ok(()) } else { Err(Wrong::Nowhere(what)) }
    }
}

/// The first entry that is wrong, from 0, and why.
pub(crate) fn check(entries: &[Entry]) -> Result<(), (usize, Wrong)> {
    let mut things = Things::default();
    let each = |check: &mut dyn FnMut(&Entry) -> Result<(), Wrong>| {
        entries.iter().enumerate().try_for_each(|(at, entry)| check(entry).map_err(|wrong| (at, wrong)))
    };
    each(&mut |entry| texts(entry).and_then(|()| things.add(entry)))?;
    each(&mut |entry| things.lead_on(entry))
}

impl Things {
    fn add(&mut self, entry: &Entry) -> Result<(), Wrong> {
        match entry {
            Entry::College(College { id, number, .. }) => self.colleges.add(*id, *number),
            Entry::Slot(Slot { id, number, .. }) => self.slots.add(*id, *number),
            Entry::Space(Space { id, number, .. }) => self.spaces.add(*id, *number),
            Entry::Person(Person { id, number, .. }) => self.people.add(*id, *number),
            Entry::Topic(Topic { id, number, .. }) => self.topics.add(*id, *number),
            Entry::Group(Group { id, number, .. }) => self.groups.add(*id, *number),
            Entry::Axis(Axis { id, number, .. }) => self.axes.add(*id, *number),
            Entry::Contribution(Contribution { id, number, receipt, .. }) => {
                self.contributions.add(*id, *number)?;
                let is_new = receipt.is_none_or(|receipt| self.receipts.insert(receipt));
                if is_new { Ok(()) } else { Err(Wrong::Twice("receipt")) }
            }
            Entry::Archive(_) | Entry::Forum(_) | Entry::Results(_) | Entry::End(_) => Ok(()),
        }
    }

    /// What the entry names is there.
    fn lead_on(&self, entry: &Entry) -> Result<(), Wrong> {
        match entry {
            Entry::Topic(topic) => self.people.hold(&topic.hosts, "a host"),
            Entry::Group(group) => {
                self.topics.hold(&group.topics, "a topic")?;
                self.slots.hold(group.cell.as_ref().map(|cell| &cell.slot), "a slot")?;
                self.spaces.hold(group.cell.as_ref().map(|cell| &cell.space), "a space")
            }
            Entry::Results(Results { axes, .. }) => self.axes.hold(axes.iter().map(|it| &it.axis), "an axis"),
            Entry::Contribution(contribution) => {
                self.groups.hold(&contribution.group, "a group")?;
                self.axes.hold(&contribution.axes, "an axis")?;
                match &contribution.about {
                    Some(About::Axis(axis)) => self.axes.hold([axis], "an axis")?,
                    Some(About::Contribution(about)) => self.contributions.hold([about], "a contribution")?,
                    None => {}
                }
                match &contribution.outcome {
                    Some(Outcome::DuplicateOf(kept)) => self.contributions.hold([kept], "a contribution"),
                    _ => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }
}

/// The texts of the entry are none that no forum has.
fn texts(entry: &Entry) -> Result<(), Wrong> {
    match entry {
        Entry::Archive(head) => short(&head.origin.epoch, TAG_CHARACTERS_MAX),
        Entry::Forum(forum) => of_forum(forum),
        Entry::College(College { label, .. })
        | Entry::Slot(Slot { label, .. })
        | Entry::Space(Space { label, .. }) => fits(label, Form::Name),
        Entry::Person(person) => words(&person.name, Form::Name),
        Entry::Topic(topic) => {
            words(&topic.title, Form::Title)?;
            topic.question.iter().chain(&topic.earlier).try_for_each(|it| wording(it, Form::Question))
        }
        Entry::Axis(axis) => {
            words(&axis.name, Form::Title)?;
            axis.earlier.iter().try_for_each(|it| wording(it, Form::Title))
        }
        Entry::Contribution(Contribution { said, earlier, .. }) => {
            earlier.iter().map(String::as_str).chain(said.text()).try_for_each(|it| fits(it, Form::Text))
        }
        Entry::Group(_) | Entry::Results(_) | Entry::End(_) => Ok(()),
    }
}

fn of_forum(forum: &Forum) -> Result<(), Wrong> {
    let tags = [&forum.code, &forum.language, &forum.time_zone];
    tags.into_iter().try_for_each(|tag| short(tag, TAG_CHARACTERS_MAX))?;
    forum.public_address.iter().try_for_each(|address| short(address, ADDRESS_BYTES_MAX))?;
    forum.territory.iter().try_for_each(|name| fits(name, Form::Name))?;
    forum.earlier_questions.iter().chain([&forum.question]).try_for_each(|it| fits(it, Form::Question))
}

fn words(words: &Words, form: Form) -> Result<(), Wrong> {
    match &words.said {
        Said::Text(text) => fits(text, form),
        Said::Gone(_) => Ok(()),
    }
}

fn wording(wording: &Wording, form: Form) -> Result<(), Wrong> {
    fits(&wording.text, form)
}

fn fits(text: &str, form: Form) -> Result<(), Wrong> {
    short(text, form.characters_max())
}

fn short(text: &str, characters: usize) -> Result<(), Wrong> {
    let is_plain = !text.chars().any(|c| c.is_control() && c != '\n' && c != '\t');
    if is_plain && text.chars().count() <= characters { Ok(()) } else { Err(Wrong::Text) }
}
