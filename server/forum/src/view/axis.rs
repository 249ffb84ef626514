//! Axes, and what stands under them.

use crate::state::{Contribution, State};
use crate::weighing::Standing;
use protocol::command::About;
use protocol::entity::{self, Count};
use protocol::{AxisId, ContributionId};
use std::collections::BTreeSet;

pub(super) fn axis(state: &State, id: AxisId) -> Option<entity::Axis> {
    let axis = state.axes.get(&id)?;
    let (number, gone) = (axis.number, state.gone(axis.name));
    Some(entity::Axis { id, number, name: state.text(axis.name).to_owned(), gone })
}

/// Whether the axis shows it: attached to it, about it, or about something that is attached to it.
pub(super) fn stands_under(state: &State, contribution: &Contribution, axis: AxisId) -> bool {
    let about = match contribution.about {
        None => false,
        Some(About::Axis(about)) => about == axis,
        Some(About::Contribution(about)) => {
            state.contributions.get(&about).is_some_and(|about| about.axes.contains(&axis))
        }
    };
    about || contribution.axes.contains(&axis)
}

/// All that [`stands_under`] an axis.
pub(super) fn under(state: &State, axis: AxisId) -> BTreeSet<ContributionId> {
    let Some(axis) = state.axes.get(&axis) else {
        return BTreeSet::new();
    };
    let about = axis.contributions.iter().filter_map(|id| state.contributions.get(id));
    let about = about.flat_map(|contribution| &contribution.disagreements);
    axis.contributions.iter().chain(&axis.disagreements).chain(about).copied().collect()
}

pub(super) fn axis_count(state: &State, id: AxisId) -> Option<Count> {
    let axis = state.axes.get(&id)?;
    let Standing { contributions, duplicates, groups, slots, disagreements, contrary } =
        Standing::of(state, axis);
    let voices = axis.voices();
    Some(Count::Axis { id, contributions, duplicates, groups, slots, disagreements, contrary, voices })
}
