//! Topics, their queue, and who is interested.

use crate::state::State;
use protocol::entity::{self, Count};
use protocol::{ParticipantId, TopicId};

pub(super) fn topic(state: &State, id: TopicId) -> Option<entity::Topic> {
    let topic = state.topics.get(&id).filter(|topic| !topic.withdrawn)?;
    Some(entity::Topic {
        id,
        number: topic.number,
        title: state.text(topic.title).to_owned(),
        hosts: topic.hosts.clone(),
        announced: topic.announced,
        gone: state.gone(topic.title),
    })
}

pub(super) fn shown_topics(state: &State) -> impl Iterator<Item = TopicId> {
    state.topics.iter().filter(|(_, topic)| !topic.withdrawn).map(|(id, _)| *id)
}

pub(super) fn waiting(state: &State, topic: TopicId) -> Option<entity::Waiting> {
    let place = *state.queue.get(&topic)?;
    Some(entity::Waiting { topic, place })
}

pub(super) fn interest(state: &State, person: ParticipantId, topic: TopicId) -> Option<entity::Interest> {
    state.people.get(&person)?.interests.contains(&topic).then_some(entity::Interest { topic })
}

pub(super) fn topic_count(state: &State, id: TopicId) -> Option<Count> {
    let topic = state.topics.get(&id).filter(|topic| !topic.withdrawn)?;
    Some(Count::Topic { id, interested: topic.interested })
}
