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

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
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
}

/// A text that a person typed, numbered from 1 within its forum; the log keeps texts beside events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct TextId(pub u64);
