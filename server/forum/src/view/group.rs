//! Groups and their members.

use crate::state::State;
use protocol::entity::{self, Count};
use protocol::{GroupId, ParticipantId};

pub(super) fn group(state: &State, id: GroupId) -> Option<entity::Group> {
    let group = state.groups.get(&id).filter(|group| state.is_shown(group))?;
    Some(entity::Group {
        id,
        number: group.number,
        topics: group.topics.clone(),
        cell: group.cell,
        state: group.state,
        posted: group.posted.is_some(),
        scribe: group.scribe,
    })
}

pub(super) fn shown_groups(state: &State) -> impl Iterator<Item = GroupId> {
    state.groups.iter().filter(|(_, group)| state.is_shown(group)).map(|(id, _)| *id)
}

pub(super) fn member(state: &State, group: GroupId, id: ParticipantId) -> Option<entity::Member> {
    state.groups.get(&group).filter(|group| group.members.contains(&id))?;
    let person = state.people.get(&id)?;
    let (number, gone) = (person.number, state.gone(person.name));
    Some(entity::Member { id, number, name: state.text(person.name).to_owned(), gone })
}

pub(super) fn group_count(state: &State, id: GroupId) -> Option<Count> {
    let group = state.groups.get(&id).filter(|group| state.is_shown(group))?;
    Some(Count::Group {
        id,
        members: group.members.len() as u32,
        contributions: group.contributions.len() as u32 - group.retired,
    })
}
