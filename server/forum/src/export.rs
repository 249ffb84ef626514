//! Everything a forum holds, for programs: what people wrote, word for word, and how it hangs
//! together. No secrets, and no dots of a person.

use crate::slots::Times;
use crate::state::{Moments, State};
use crate::view;
use crate::weighing::{Profile, profiles};
use jiff::Timestamp;
use jiff::civil::DateTime;
use protocol::command::{About, Kind};
use protocol::entity::{self, Coverage, Gone, GroupState, Outcome, Results};
use protocol::refusal::Cell;
use protocol::secret::ReceiptCode;
use protocol::suggestion::Basis;
use protocol::{AxisId, CollegeId, ContributionId, GroupId, ParticipantId, TextId, TopicId};
use serde::{Deserialize, Serialize};

/// Everything a forum holds, with when it came to be: UTC, to the minute. Slots are in the order of their times, other lists in that of their numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Export {
    /// The position of the last commit.
    pub seq: u64,
    /// With its phase, its state, its door and where the vote stands.
    pub forum: Forum,
    /// When the phases began, the vote opened and closed, and the forum ended, of several times the last; and when the last commit was made.
    pub moments: Moments,
    /// What documents carry on their first page.
    #[serde(default)]
    pub logos: Vec<Logo>,
    /// Questions of the forum before the present one, oldest first.
    pub earlier_questions: Vec<String>,
    pub slots: Vec<Slot>,
    pub spaces: Vec<entity::Space>,
    pub colleges: Vec<entity::College>,
    pub people: Vec<Person>,
    pub topics: Vec<Topic>,
    /// The topics that wait to be said aloud.
    pub queue: Vec<TopicId>,
    pub groups: Vec<Group>,
    pub contributions: Vec<Contribution>,
    /// What became of all contributions but disagreements, which stand where they disagree.
    #[serde(default)]
    pub coverage: Coverage,
    pub axes: Vec<Axis>,
    /// What carries each axis, in the order in which axes are shown.
    #[serde(default)]
    pub profiles: Vec<Profile>,
    /// Once the vote is closed.
    pub results: Option<Results>,
}

/// The forum itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Forum {
    #[serde(flatten)]
    pub forum: entity::Forum,
    pub question: String,
    pub territory: Vec<String>,
}

/// A logo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    /// With its size.
    #[serde(flatten)]
    pub logo: entity::Logo,
    /// The PNG file in base64.
    pub image: String,
}

/// A slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Slot {
    #[serde(flatten)]
    pub slot: entity::Slot,
    /// When it is, as the hall's clocks show it.
    pub starts: DateTime,
    pub ends: DateTime,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Person {
    pub id: ParticipantId,
    pub number: u32,
    /// Nothing in an export without names.
    pub name: Option<String>,
    pub joined: Timestamp,
    pub college: Option<CollegeId>,
    /// This person agreed that the name stands in the book.
    #[serde(default)]
    pub in_book: bool,
    /// A facilitator took this person out of the forum.
    #[serde(default)]
    pub removed: bool,
    /// Why the name is gone; nothing: it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Gone>,
}

/// A topic, also a withdrawn one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Topic {
    pub id: TopicId,
    pub number: u32,
    pub title: String,
    pub question: Option<String>,
    /// What title and question said before, oldest first.
    pub earlier: Vec<String>,
    /// Nobody in an export without names.
    pub hosts: Vec<Host>,
    pub proposed: Timestamp,
    pub announced: bool,
    pub withdrawn: bool,
    pub interested: u32,
    pub groups: Vec<GroupId>,
    /// Why the title is gone; nothing: it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Gone>,
}

/// Who proposed a topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Host {
    /// Among `people`.
    pub id: ParticipantId,
    /// As everybody is called now.
    pub name: String,
}

/// A group, also one that was taken off the wall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Group {
    pub id: GroupId,
    pub number: u32,
    pub topics: Vec<TopicId>,
    pub cell: Option<Cell>,
    pub state: GroupState,
    pub posted: bool,
    /// When it opened for the first time, was posted, and closed last.
    pub opened_at: Option<Timestamp>,
    pub posted_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    pub contributions: Vec<ContributionId>,
}

/// A contribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Contribution {
    pub id: ContributionId,
    pub number: u32,
    pub group: Option<GroupId>,
    /// Nothing in an export without authors.
    pub author: Option<ParticipantId>,
    /// What leads its author back to it; nothing in an export without authors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<ReceiptCode>,
    pub kind: Kind,
    /// Nothing: it is gone.
    pub text: Option<String>,
    pub written: Timestamp,
    /// When each wording after the first was typed.
    pub edited: Vec<Timestamp>,
    /// Every wording before the present one, oldest first, also those replaced before it was posted.
    pub earlier: Vec<String>,
    pub about: Option<About>,
    /// The first is the main one.
    pub axes: Vec<AxisId>,
    /// A person placed it where it lies, or confirmed it there.
    pub pinned: bool,
    /// What became of it; nothing: nobody looked at it, or it is a disagreement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    pub supports: u32,
    /// Why the text is gone; nothing: it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Gone>,
}

/// An axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Axis {
    pub id: AxisId,
    pub number: u32,
    pub name: String,
    /// Names before the present one, and those of axes merged into this one.
    pub earlier: Vec<String>,
    pub contributions: Vec<ContributionId>,
    /// The suggestions of which something was accepted here.
    pub accepted: Vec<Basis>,
    /// Why the name is gone; nothing: it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Gone>,
}

impl Export {
    /// The same without what people are called, who hosts what and who wrote what.
    pub fn without_names(mut self) -> Self {
        self.people.iter_mut().for_each(|person| person.name = None);
        self.topics.iter_mut().for_each(|topic| topic.hosts.clear());
        self.without_authors()
    }

    /// The same without saying who wrote what.
    pub fn without_authors(mut self) -> Self {
        for contribution in &mut self.contributions {
            contribution.author = None;
            contribution.receipt = None;
        }
        self
    }
}

/// Everything the forum holds at this position.
pub fn export(state: &State, seq: u64) -> Export {
    let texts = |ids: &[TextId]| Vec::from_iter(ids.iter().map(|id| state.text(*id).to_owned()));
    let number_of = |id: &ContributionId| state.contributions.get(id).map(|it| it.number);
    let slots = state.slots_in_order().into_iter().filter_map(|id| {
        let Times { start: starts, end: ends } = state.times(state.slots.get(&id)?);
        Some(Slot { slot: view::slot(state, id)?, starts, ends })
    });
    let people = state.people.iter().map(|(id, person)| Person {
        id: *id,
        number: person.number,
        name: Some(state.text(person.name).to_owned()),
        joined: minute(person.joined),
        college: person.college,
        in_book: person.in_book,
        removed: person.removed,
        gone: state.gone(person.name),
    });
    let topics = state.topics.iter().map(|(id, topic)| Topic {
        id: *id,
        number: topic.number,
        title: state.text(topic.title).to_owned(),
        question: topic.question.map(|question| state.text(question).to_owned()),
        earlier: texts(&topic.earlier),
        hosts: topic.hosts.iter().map(|id| Host { id: *id, name: state.name(*id).to_owned() }).collect(),
        proposed: minute(topic.proposed),
        announced: topic.announced,
        withdrawn: topic.withdrawn,
        interested: topic.interested,
        groups: topic.groups.clone(),
        gone: state.gone(topic.title),
    });
    let groups = state.groups.iter().map(|(id, group)| Group {
        id: *id,
        number: group.number,
        topics: group.topics.clone(),
        cell: group.cell,
        state: group.state,
        posted: group.posted.is_some(),
        opened_at: group.opened.map(minute),
        posted_at: group.posted.map(minute),
        closed_at: group.closed.map(|(at, _)| minute(at)),
        contributions: group.contributions.clone(),
    });
    let contributions = state.contributions.iter().map(|(id, contribution)| {
        let mut earlier = texts(&[contribution.drafts.as_slice(), &contribution.wordings].concat());
        Contribution {
            id: *id,
            number: contribution.number,
            group: contribution.group,
            author: Some(contribution.author),
            receipt: contribution.receipt,
            kind: contribution.kind,
            text: earlier.pop(),
            written: minute(contribution.written),
            edited: contribution.edited.iter().copied().map(minute).collect(),
            earlier,
            about: contribution.about,
            axes: contribution.axes.clone(),
            pinned: contribution.pinned,
            outcome: contribution.outcome(),
            supports: contribution.supports,
            gone: contribution.gone,
        }
    });
    let axes = state.axes.iter().map(|(id, axis)| Axis {
        id: *id,
        number: axis.number,
        name: state.text(axis.name).to_owned(),
        earlier: texts(&axis.earlier),
        contributions: sorted(axis.contributions.iter().copied(), number_of),
        accepted: axis.accepted.clone(),
        gone: state.gone(axis.name),
    });
    let logos = state.logos.iter().map(|logo| {
        let (name, image) = (state.text(logo.name).to_owned(), state.text(logo.image).to_owned());
        Logo { logo: entity::Logo { name, width: logo.width, height: logo.height }, image }
    });
    Export {
        seq,
        forum: Forum {
            forum: view::forum(state),
            question: state.text(state.question).to_owned(),
            territory: texts(&state.territory),
        },
        moments: moments(&state.moments),
        logos: logos.collect(),
        earlier_questions: texts(&state.earlier_questions),
        slots: slots.collect(),
        spaces: sorted(state.spaces.keys().filter_map(|id| view::space(state, *id)), |it| it.number),
        colleges: sorted(state.colleges.keys().filter_map(|id| view::college(state, *id)), |it| it.number),
        people: sorted(people, |it| it.number),
        topics: sorted(topics, |it| it.number),
        queue: state.waiting(),
        groups: sorted(groups, |it| it.number),
        contributions: sorted(contributions, |it| it.number),
        coverage: state.coverage(),
        axes: sorted(axes, |it| it.number),
        profiles: profiles(state),
        results: view::results(state),
    }
}

pub(crate) fn moments(moments: &Moments) -> Moments {
    Moments {
        phases: moments.phases.iter().map(|(phase, at)| (*phase, minute(*at))).collect(),
        vote_opened: moments.vote_opened.map(minute),
        vote_closed: moments.vote_closed.map(minute),
        ended: moments.ended.map(minute),
        last: minute(moments.last),
    }
}

/// A document says the minute: the second of each word would tell who wrote it to whoever sat beside them.
pub(crate) fn minute(at: Timestamp) -> Timestamp {
    let seconds = at.as_second();
    Timestamp::from_second(seconds - seconds.rem_euclid(60)).unwrap_or(at)
}

pub(crate) fn sorted<T, K: Ord>(all: impl Iterator<Item = T>, number: impl Fn(&T) -> K) -> Vec<T> {
    let mut all = Vec::from_iter(all);
    all.sort_by_key(number);
    all
}
