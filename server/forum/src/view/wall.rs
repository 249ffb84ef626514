//! Slots and spaces.

use crate::state::State;
use protocol::entity;
use protocol::{SlotId, SpaceId};

pub(crate) fn slot(state: &State, id: SlotId) -> Option<entity::Slot> {
    let slot = state.slots.get(&id)?;
    let label = state.text(slot.label).to_owned();
    Some(entity::Slot { id, number: slot.number, label, start: slot.start, end: slot.end, day: slot.day })
}

pub(crate) fn space(state: &State, id: SpaceId) -> Option<entity::Space> {
    let space = state.spaces.get(&id)?;
    let label = state.text(space.label).to_owned();
    Some(entity::Space { id, number: space.number, label, places: space.places })
}
