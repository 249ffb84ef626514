//! What an archive holds. Each struct is an entry of the file; their fields are added to, never changed.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use protocol::command::{About, Kind, Phase, Table};
use protocol::entity::{
    Coverage, ForumState, Gone, GroupState, Outcome, Results, Space, Voices, VoteState, Wording,
};
use protocol::refusal::Cell;
use protocol::secret::ReceiptCode;
use protocol::time::TimeOfDay;
use protocol::{AxisId, CollegeId, ContributionId, ForumId, GroupId, ParticipantId, SlotId, TextId, TopicId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A forum that is taken elsewhere. Slots are in the order of their times, axes in that in which they are shown, all
/// else in that of its numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Archive {
    pub origin: Origin,
    pub forum: Forum,
    pub colleges: Vec<College>,
    pub slots: Vec<Slot>,
    pub spaces: Vec<Space>,
    /// Those who agreed that their names are published.
    pub people: Vec<Person>,
    pub topics: Vec<Topic>,
    pub groups: Vec<Group>,
    pub axes: Vec<Axis>,
    /// As published: nothing before the vote is closed.
    pub results: Option<Results>,
    pub contributions: Vec<Contribution>,
}

/// Which forum it is, and how far it had come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "they say it")]
pub struct Origin {
    pub forum: ForumId,
    /// Of the log; a restored one has another.
    pub epoch: String,
    /// Number of the last commit.
    pub seq: u64,
}

/// The forum itself. Times are UTC, to the minute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Forum {
    pub code: String,
    pub question: String,
    /// Before the present one, oldest first.
    pub earlier_questions: Vec<String>,
    pub language: String,
    pub time_zone: String,
    pub date: Date,
    pub territory: Vec<String>,
    /// Where receipts can be looked up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_address: Option<String>,
    pub state: ForumState,
    pub phase: Phase,
    pub table: Table,
    pub sorting_closed: bool,
    pub vote: VoteState,
    pub vote_final: bool,
    pub dots: u8,
    pub dots_per_axis: u8,
    /// When each phase began last.
    pub phases: BTreeMap<Phase, Timestamp>,
    pub vote_opened: Option<Timestamp>,
    pub vote_closed: Option<Timestamp>,
    pub ended: Option<Timestamp>,
    /// When the last commit was made.
    pub last: Timestamp,
    /// How many are in it.
    pub people: u32,
}

/// A college.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct College {
    pub id: CollegeId,
    pub number: u32,
    pub label: String,
    /// Nothing in all of them where one has so few people that they could be recognised.
    pub people: Option<u32>,
}

/// A slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Slot {
    pub id: SlotId,
    pub number: u32,
    pub label: String,
    pub start: TimeOfDay,
    pub end: TimeOfDay,
    pub day: Option<Date>,
    /// When it is, as the hall's clocks show it.
    pub starts: DateTime,
    pub ends: DateTime,
}

/// Words that others may stand in for later: they have the number that the forum's log gave them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Later words of the same thing have a higher one.
    pub id: TextId,
    /// Them, or why they are gone.
    #[serde(flatten)]
    pub said: Said,
}

/// Words, or why they are gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they say it")]
pub enum Said {
    Text(String),
    Gone(Gone),
}

impl Said {
    /// The words, if they stand.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Gone(_) => None,
        }
    }

    /// Why they are gone; nothing: they stand.
    pub fn gone(&self) -> Option<Gone> {
        match self {
            Self::Text(_) => None,
            Self::Gone(gone) => Some(*gone),
        }
    }
}

/// Somebody who agreed to be named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Person {
    pub id: ParticipantId,
    pub number: u32,
    pub name: Words,
}

/// A topic, also a withdrawn one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Topic {
    pub id: TopicId,
    pub number: u32,
    pub title: Words,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Wording>,
    /// What title and question said before, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Wording>,
    /// Among `people`: those of its hosts who agreed to be named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<ParticipantId>,
    pub proposed: Timestamp,
    pub announced: bool,
    pub withdrawn: bool,
    pub interested: u32,
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
    pub opened_at: Option<Timestamp>,
    pub posted_at: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
}

/// An axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Axis {
    pub id: AxisId,
    pub number: u32,
    pub name: Words,
    /// Names before the present one, and those of axes merged into this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Wording>,
    /// What carries it, as the forum shows it.
    pub weight: Weight,
}

/// What carries an axis, as the forum's profiles say it; dots stand in the results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Weight {
    pub contributions: u32,
    pub duplicates: u32,
    pub groups: u32,
    pub slots: u32,
    pub disagreements: u32,
    /// Nothing: they have not been counted yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voices: Option<Voices>,
}

/// A contribution, or a disagreement: nobody's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Contribution {
    pub id: ContributionId,
    pub number: u32,
    /// Nothing for a disagreement about an axis.
    pub group: Option<GroupId>,
    pub kind: Kind,
    /// What it says, or why that is gone for good.
    #[serde(flatten)]
    pub said: Said,
    /// What its group read before, oldest first, without drafts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<String>,
    pub written: Timestamp,
    /// When each of the later wordings was typed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edited: Vec<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<About>,
    /// The first is the main one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub axes: Vec<AxisId>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pinned: bool,
    /// Nothing: nobody looked at it, or it is a disagreement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    pub supports: u32,
    /// Nothing: it was written before there were receipts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<ReceiptCode>,
}

impl Contribution {
    /// Whether it must have an outcome: a disagreement stands where it disagrees.
    pub fn is_sorted(&self) -> bool {
        self.group.is_some() && self.about.is_none()
    }
}

impl Archive {
    /// What became of all contributions but disagreements.
    pub fn coverage(&self) -> Coverage {
        let mut coverage = Coverage::default();
        let sorted = self.contributions.iter().filter(|it| it.is_sorted());
        sorted.for_each(|contribution| coverage.add(contribution.outcome));
        coverage
    }
}
