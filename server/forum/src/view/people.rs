//! People and their colleges.

use crate::permissions;
use crate::state::{Person, State};
use protocol::entity::{self, Can, Count};
use protocol::{CollegeId, ParticipantId};

pub(super) fn person(state: &State, id: ParticipantId) -> Option<entity::Person> {
    let person = state.person(&id)?;
    Some(entity::Person {
        id,
        number: person.number,
        name: state.text(person.name).to_owned(),
        college: person.college,
        group: person.group,
        gone: state.gone(person.name),
    })
}

pub(super) fn me(state: &State, id: ParticipantId) -> Option<entity::Me> {
    let person = state.people.get(&id)?;
    Some(entity::Me {
        id,
        number: person.number,
        name: state.text(person.name).to_owned(),
        college: person.college,
        group: person.group,
        in_book: person.in_book,
        can: [Can::Propose, Can::OpenGroups, Can::ChooseCollege, Can::Disagree, Can::Vote, Can::Sort]
            .into_iter()
            .filter(|can| permissions::can(state, person, *can))
            .collect(),
        gone: state.gone(person.name),
    })
}

pub(super) fn name(state: &State, id: ParticipantId) -> Option<entity::Name> {
    let person = state.people.get(&id).filter(|person| is_named(state, id, person))?;
    let (number, gone) = (person.number, state.gone(person.name));
    Some(entity::Name { id, number, name: state.text(person.name).to_owned(), gone })
}

/// Everybody whose name all see.
pub(super) fn named(state: &State) -> impl Iterator<Item = ParticipantId> {
    state.people.iter().filter(|(id, person)| is_named(state, **id, person)).map(|(id, _)| *id)
}

/// Whether everybody sees how this person is called: as host of a topic, or with the pen of a group.
fn is_named(state: &State, id: ParticipantId, person: &Person) -> bool {
    let group = person.group.and_then(|group| state.groups.get(&group));
    !person.hosts.is_empty() || group.is_some_and(|group| group.scribe == Some(id) && state.is_shown(group))
}

pub(crate) fn college(state: &State, id: CollegeId) -> Option<entity::College> {
    let college = state.colleges.get(&id)?;
    let label = state.text(college.label).to_owned();
    Some(entity::College { id, number: college.number, label })
}

pub(super) fn college_count(state: &State, id: CollegeId) -> Option<Count> {
    state.colleges.get(&id).map(|college| Count::College { id, joined: college.people })
}
