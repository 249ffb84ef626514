//! The forum itself, at its door and in the owner's list too.

use crate::state::State;
use protocol::command::NewLogo;
use protocol::entity;
use protocol::http::{Door, DoorCollege, ForumSummary};
use protocol::{TopicId, Wifi};

pub(crate) fn forum(state: &State) -> entity::Forum {
    entity::Forum {
        id: state.id,
        code: state.code.clone(),
        language: state.language.clone(),
        time_zone: state.time_zone.clone(),
        date: state.date,
        dots: state.dots,
        dots_per_axis: state.dots_per_axis,
        topics_per_person: state.topics_per_person,
        public_address: state.public_address.clone(),
        state: state.state,
        phase: state.phase,
        door_open: state.door_open,
        vote: state.vote,
        vote_final: state.dots_final,
        table: state.table,
        sorting_closed: state.sorting_closed,
    }
}

/// The question of a topic, or without one that of the forum.
pub(super) fn question(state: &State, topic: Option<TopicId>) -> Option<entity::Question> {
    let text = match topic {
        None => state.question,
        Some(topic) => state.topics.get(&topic).filter(|topic| !topic.withdrawn)?.question?,
    };
    Some(entity::Question { topic, text: state.text(text).to_owned() })
}

pub(super) fn territory(state: &State) -> entity::Territory {
    entity::Territory { names: state.territory.iter().map(|name| state.text(*name).to_owned()).collect() }
}

/// The logos of documents, without their pictures.
pub(super) fn logos(state: &State) -> Option<entity::Logos> {
    let logos = state.logos.iter().map(|logo| entity::Logo {
        name: state.text(logo.name).to_owned(),
        width: logo.width,
        height: logo.height,
    });
    (!state.logos.is_empty()).then(|| entity::Logos { logos: logos.collect() })
}

/// The logos of documents, as `set_logos` takes them.
pub fn logo_files(state: &State) -> Vec<NewLogo> {
    let text = |id| state.text(id).to_owned();
    state.logos.iter().map(|logo| NewLogo { name: text(logo.name), image: text(logo.image) }).collect()
}

/// The hall's Wi-Fi, while it is told.
pub fn wifi(state: &State) -> Option<Wifi> {
    let wifi = state.wifi?;
    let password = wifi.password.map(|password| state.text(password).to_owned());
    Some(Wifi { name: state.text(wifi.name).to_owned(), password })
}

/// What the door shows to whoever knows the code.
pub fn door(state: &State) -> Door {
    let mut colleges: Vec<_> = state.colleges.iter().collect();
    colleges.sort_by_key(|(_, college)| college.number);
    let colleges = colleges
        .into_iter()
        .map(|(id, college)| DoorCollege { id: *id, label: state.text(college.label).to_owned() })
        .collect();
    Door {
        forum: state.id,
        code: state.code.clone(),
        question: state.text(state.question).to_owned(),
        language: state.language.clone(),
        door_open: state.door_open,
        state: state.state,
        colleges,
    }
}

/// The line of this forum in the owner's list.
pub fn summary(state: &State) -> ForumSummary {
    ForumSummary {
        id: state.id,
        code: state.code.clone(),
        question: state.text(state.question).to_owned(),
        date: state.date,
        state: state.state,
        people: state.people.len() as u32,
    }
}
