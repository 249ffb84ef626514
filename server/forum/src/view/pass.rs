//! Passes of co-facilitators and projectors.

use crate::state::State;
use protocol::PassId;
use protocol::entity;

pub(super) fn pass(state: &State, id: PassId) -> Option<entity::Pass> {
    let pass = state.passes.get(&id).filter(|pass| !pass.revoked)?;
    let label = pass.label.map_or("", |label| state.text(label)).to_owned();
    Some(entity::Pass { id, kind: pass.kind, label, first: pass.first })
}

pub(super) fn valid_passes(state: &State) -> impl Iterator<Item = PassId> {
    state.passes.iter().filter(|(_, pass)| !pass.revoked).map(|(id, _)| *id)
}
