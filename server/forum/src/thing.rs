//! What can change, as far as it matters to those who act.

use protocol::refusal::Cell;
use protocol::{AxisId, CollegeId, ContributionId, GroupId, ParticipantId, SlotId, SpaceId, TopicId};
use serde::{Deserialize, Serialize};

/// What can change under somebody who is about to act on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Thing {
    /// The signpost, and whether the forum runs.
    Moment,
    Vote,
    Door,
    Queue,
    /// Whether somebody said that all is sorted.
    Sorting,
    Slot(SlotId),
    Space(SpaceId),
    College(CollegeId),
    Cell(Cell),
    /// Whether a topic stands, and its groups.
    Topic(TopicId),
    /// Whether a topic waits to be said aloud.
    Turn(TopicId),
    Interest(ParticipantId, TopicId),
    /// Where a group is, and whether it has closed.
    Group(GroupId),
    /// Whether a group has opened: who enters need not wait for that.
    Opening(GroupId),
    Pen(GroupId),
    /// In which group somebody is.
    Whereabouts(ParticipantId),
    CollegeOf(ParticipantId),
    /// How somebody is called, and whether they are still in the forum.
    Person(ParticipantId),
    /// What an axis is called, and whether it stands.
    Axis(AxisId),
    /// What stands under an axis.
    Under(AxisId),
    /// Where a contribution lies.
    Place(ContributionId),
}

/// A map whose keys are things is no JSON object: it is stored as a list.
pub(crate) mod as_list {
    use super::Thing;
    use serde::{Deserialize, Deserializer, Serializer};
    use std::collections::BTreeMap;

    pub(crate) fn serialize<S: Serializer>(
        changed: &BTreeMap<Thing, u64>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(changed)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<Thing, u64>, D::Error> {
        Ok(Vec::<(Thing, u64)>::deserialize(deserializer)?.into_iter().collect())
    }
}
