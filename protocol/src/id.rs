//! Ids: UUID version 4, made by the client that creates the thing.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// What a log is about, whichever it is.
    SubjectId,
    /// A forum.
    ForumId,
    /// One command; the same id sent again is the same command.
    CommandId,
    /// A person in a forum.
    ParticipantId,
    /// A revocable pass of a facilitator, co-facilitator, desk or projector.
    PassId,
    /// A time slot of the agenda wall.
    SlotId,
    /// A space (room, corner, tree) of the agenda wall.
    SpaceId,
    /// A college, the group a person speaks from.
    CollegeId,
    /// A topic.
    TopicId,
    /// A breakout group.
    GroupId,
    /// A contribution.
    ContributionId,
    /// A development axis of the forum.
    AxisId,
    /// A programme.
    ProgrammeId,
    /// One thing of a programme, of whatever noun it is.
    ItemId,
}

impl From<SubjectId> for ForumId {
    fn from(id: SubjectId) -> Self {
        Self(id.0)
    }
}

impl From<SubjectId> for ProgrammeId {
    fn from(id: SubjectId) -> Self {
        Self(id.0)
    }
}

impl From<ProgrammeId> for SubjectId {
    fn from(id: ProgrammeId) -> Self {
        Self(id.0)
    }
}

impl From<ForumId> for SubjectId {
    fn from(id: ForumId) -> Self {
        Self(id.0)
    }
}

/// One of the forum's things: lists name them by their ids or by the small numbers that screens show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Which<Id> {
    /// The number that the forum gave it.
    Number(u32),
    /// Its id.
    Id(Id),
}

impl<Id> From<Id> for Which<Id> {
    fn from(id: Id) -> Self {
        Self::Id(id)
    }
}

impl<Id: Into<Uuid>> Which<Id> {
    /// The same, of whatever kind it is.
    pub fn of_any_kind(self) -> Which<Uuid> {
        match self {
            Self::Number(number) => Which::Number(number),
            Self::Id(id) => Which::Id(id.into()),
        }
    }
}

/// A text that a person typed, numbered from 1 within its forum; the log keeps texts beside events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct TextId(pub u64);
