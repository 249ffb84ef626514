//! One's own dots, and the results.

use crate::state::State;
use protocol::entity::{self, AxisResult, Results, VoteState, Withheld};
use protocol::{AxisId, ParticipantId};
use std::cmp::Reverse;
use std::collections::BTreeMap;

pub(super) fn dot(state: &State, person: ParticipantId, axis: AxisId) -> Option<entity::Dot> {
    let dots = *state.ballots.get(&state.ballot(person)?)?.get(&axis)?;
    Some(entity::Dot { axis, dots })
}

/// The axes on which this person has dots.
pub(super) fn dotted(state: &State, person: ParticipantId) -> impl Iterator<Item = AxisId> {
    let dots = state.ballot(person).and_then(|ballot| state.ballots.get(&ballot));
    dots.into_iter().flat_map(BTreeMap::keys).copied()
}

/// What the vote gave; secret until it is closed.
pub(crate) fn results(state: &State) -> Option<Results> {
    let tally = state.tally.as_ref().filter(|_| state.vote == VoteState::Closed)?;
    let nothing = |axis: &AxisId| (*axis, AxisResult { axis: *axis, dots: 0, people: 0 });
    let mut axes: BTreeMap<AxisId, AxisResult> = match tally.withheld {
        Some(Withheld::Few) => BTreeMap::new(),
        Some(Withheld::Changes) | None => state.axes.keys().map(nothing).collect(),
    };
    for (axis, dots) in tally.ballots.values().flatten() {
        if let Some(result) = axes.get_mut(axis) {
            result.dots += u32::from(*dots);
            result.people += 1;
        }
    }
    let mut axes: Vec<_> = axes.into_values().collect();
    let number = |result: &AxisResult| state.axes.get(&result.axis).map(|axis| axis.number);
    axes.sort_by_key(|result| (Reverse(result.dots), number(result)));
    Some(Results { voters: tally.voters, axes, withheld: tally.withheld })
}
