//! What screens show. The same functions make changes and snapshots, so the two cannot disagree.

mod axis;
mod contribution;
mod forum;
mod group;
mod pass;
mod people;
mod topic;
mod vote;
mod wall;

pub use contribution::traced;
pub use forum::{door, logo_files, summary, wifi};
pub(crate) use {
    forum::forum,
    people::college,
    vote::results,
    wall::{slot, space},
};

use crate::audience::Audience;
use crate::state::State;
use axis::{axis, axis_count, stands_under, under};
use contribution::{contribution, receipt, said, support, supported, supports, wording};
use forum::{logos, question, territory};
use group::{group, group_count, member, shown_groups};
use pass::{pass, valid_passes};
use people::{college_count, me, name, named, person};
use protocol::ParticipantId;
use protocol::entity::{Count, CountKey, Entity, Key, VoteState};
use protocol::limits::LATEST_MAX;
use topic::{interest, shown_topics, topic, topic_count, waiting};
use vote::{dot, dotted};

/// The entity of this key as this audience sees it; nothing: it must be removed.
pub fn view(state: &State, audience: Audience, key: Key) -> Option<Entity> {
    match (audience, key) {
        (Audience::Forum, Key::Forum) => Some(Entity::Forum(forum(state))),
        (Audience::Forum, Key::Question(topic)) => question(state, topic).map(Entity::Question),
        (Audience::Forum, Key::Territory) => Some(Entity::Territory(territory(state))),
        (Audience::Forum, Key::Wifi) => wifi(state).map(Entity::Wifi),
        (Audience::Forum, Key::Name(id)) => name(state, id).map(Entity::Name),
        (Audience::Forum, Key::Slot(id)) => slot(state, id).map(Entity::Slot),
        (Audience::Forum, Key::Space(id)) => space(state, id).map(Entity::Space),
        (Audience::Forum, Key::College(id)) => college(state, id).map(Entity::College),
        (Audience::Forum, Key::Topic(id)) => topic(state, id).map(Entity::Topic),
        (Audience::Forum, Key::Waiting(topic)) => waiting(state, topic).map(Entity::Waiting),
        (Audience::Forum, Key::Group(id)) => group(state, id).map(Entity::Group),
        (Audience::Forum, Key::Axis(id)) => axis(state, id).map(Entity::Axis),
        (Audience::Forum, Key::Results) => results(state).map(Entity::Results),

        (Audience::Group(group), Key::Member(id)) => member(state, group, id).map(Entity::Member),
        (Audience::Group(group), Key::Contribution(id)) => {
            contribution(state, id, |it| it.group == Some(group))
        }
        (Audience::Group(group), Key::Wording(text)) => wording(state, text, |it| it.group == Some(group)),

        (Audience::Axis(axis), Key::Contribution(id)) => {
            contribution(state, id, |it| stands_under(state, it, axis))
        }
        (Audience::Axis(axis), Key::Wording(text)) => {
            wording(state, text, |it| stands_under(state, it, axis))
        }

        (Audience::Facilitation, Key::Logos) => logos(state).map(Entity::Logos),
        (Audience::Facilitation, Key::Person(id)) => person(state, id).map(Entity::Person),
        (Audience::Facilitation, Key::Pass(id)) => pass(state, id).map(Entity::Pass),
        (Audience::Facilitation, Key::Contribution(id)) => contribution(state, id, |it| state.is_late(it)),
        (Audience::Facilitation, Key::Wording(text)) => wording(state, text, |it| state.is_late(it)),

        (Audience::Own(person), Key::Me) => me(state, person).map(Entity::Me),
        (Audience::Own(person), Key::Receipt(id)) => receipt(state, person, id).map(Entity::Receipt),
        (Audience::Own(person), Key::Interest(topic)) => interest(state, person, topic).map(Entity::Interest),
        (Audience::Own(person), Key::Support(id)) => support(state, person, id).map(Entity::Support),
        (Audience::Own(person), Key::Dot(axis)) => dot(state, person, axis).map(Entity::Dot),
        (Audience::Own(person), Key::Contribution(id)) => contribution(state, id, |it| it.author == person),
        (Audience::Own(person), Key::Wording(text)) => wording(state, text, |it| it.author == person),

        (Audience::Forum, Key::Contribution(_) | Key::Wording(..) | Key::Member(_) | Key::Person(_))
        | (Audience::Forum, Key::Pass(_) | Key::Me | Key::Interest(_) | Key::Support(_) | Key::Dot(_))
        | (Audience::Forum, Key::Receipt(_) | Key::Logos)
        | (Audience::Group(_) | Audience::Axis(_) | Audience::Facilitation | Audience::Own(_), _) => None,
    }
}

/// The keys of everything that this audience sees.
pub fn keys(state: &State, audience: Audience) -> Vec<Key> {
    match audience {
        Audience::Forum => {
            let mut keys = vec![Key::Forum, Key::Question(None), Key::Territory];
            keys.extend(state.wifi.map(|_| Key::Wifi));
            keys.extend(state.queue.keys().copied().map(Key::Waiting));
            keys.extend(state.slots.keys().copied().map(Key::Slot));
            keys.extend(state.spaces.keys().copied().map(Key::Space));
            keys.extend(state.colleges.keys().copied().map(Key::College));
            for (id, topic) in state.topics.iter().filter(|(_, topic)| !topic.withdrawn) {
                keys.push(Key::Topic(*id));
                keys.extend(topic.question.map(|_| Key::Question(Some(*id))));
            }
            keys.extend(shown_groups(state).map(Key::Group));
            keys.extend(named(state).map(Key::Name));
            keys.extend(state.axes.keys().copied().map(Key::Axis));
            keys.extend((state.vote == VoteState::Closed).then_some(Key::Results));
            keys
        }
        Audience::Group(id) => state.groups.get(&id).map_or_else(Vec::new, |group| {
            let contributions = said(state, group.contributions.iter().copied());
            contributions.chain(people(state, audience).into_iter().map(Key::Member)).collect()
        }),
        Audience::Axis(id) => said(state, under(state, id).into_iter()).collect(),
        Audience::Facilitation => {
            let people = people(state, audience).into_iter().map(Key::Person);
            let passes = valid_passes(state).map(Key::Pass);
            let latest = said(state, state.written.iter().rev().take(LATEST_MAX).copied());
            let logos = (!state.logos.is_empty()).then_some(Key::Logos);
            people.chain(passes).chain(latest).chain(logos).collect()
        }
        Audience::Own(id) => state.people.get(&id).map_or_else(Vec::new, |person| {
            let mut keys = vec![Key::Me];
            keys.extend(person.interests.iter().copied().map(Key::Interest));
            keys.extend(person.supports.iter().copied().map(Key::Support));
            keys.extend(said(state, person.wrote.iter().copied()));
            keys.extend(
                person
                    .wrote
                    .iter()
                    .filter(|it| receipt(state, id, **it).is_some())
                    .copied()
                    .map(Key::Receipt),
            );
            keys.extend(dotted(state, id).map(Key::Dot));
            keys
        }),
    }
}

/// The people whom this audience is shown by name, with whether they are here.
pub fn people(state: &State, audience: Audience) -> Vec<ParticipantId> {
    match audience {
        Audience::Group(id) => {
            state.groups.get(&id).map_or_else(Vec::new, |group| group.members.iter().copied().collect())
        }
        Audience::Facilitation => {
            let people = state.people.iter().filter(|(_, person)| !person.removed);
            people.map(|(id, _)| *id).collect()
        }
        Audience::Forum | Audience::Axis(_) | Audience::Own(_) => Vec::new(),
    }
}

/// The count of this key as this audience sees it; nothing: it is not counted (any more).
/// Who has a screen open (`here`), and where (`elsewhere`), is not known to the rules: 0.
pub fn count(state: &State, audience: Audience, key: CountKey) -> Option<Count> {
    match (audience, key) {
        (Audience::Forum, CountKey::People) => {
            Some(Count::People { joined: state.people_in() as u32, here: 0, elsewhere: 0 })
        }
        (Audience::Forum, CountKey::Topic(id)) => topic_count(state, id),
        (Audience::Forum, CountKey::Group(id)) => group_count(state, id),
        (Audience::Forum, CountKey::Axis(id)) => axis_count(state, id),
        (Audience::Forum, CountKey::Coverage) => Some(Count::Coverage(state.coverage())),
        (Audience::Forum, CountKey::Finished) => Some(Count::Finished { finished: state.finished() }),
        (Audience::Group(group), CountKey::Contribution(id)) => {
            supports(state, id, |it| it.group == Some(group))
        }
        (Audience::Axis(axis), CountKey::Contribution(id)) => {
            supports(state, id, |it| stands_under(state, it, axis))
        }
        (Audience::Facilitation, CountKey::College(id)) => college_count(state, id),
        (Audience::Facilitation, CountKey::Voters) => Some(Count::Voters { voters: state.voters() }),
        (Audience::Forum, CountKey::College(_) | CountKey::Contribution(_) | CountKey::Voters)
        | (Audience::Group(_) | Audience::Axis(_) | Audience::Facilitation | Audience::Own(_), _) => None,
    }
}

/// The keys of everything that this audience sees counted; what nobody has supported is left out.
pub fn counts(state: &State, audience: Audience) -> Vec<CountKey> {
    match audience {
        Audience::Forum => {
            let mut keys = vec![CountKey::People, CountKey::Finished, CountKey::Coverage];
            keys.extend(shown_topics(state).map(CountKey::Topic));
            keys.extend(shown_groups(state).map(CountKey::Group));
            keys.extend(state.axes.keys().copied().map(CountKey::Axis));
            keys
        }
        Audience::Group(id) => state
            .groups
            .get(&id)
            .map_or_else(Vec::new, |group| supported(state, group.contributions.iter().copied())),
        Audience::Axis(id) => supported(state, under(state, id).into_iter()),
        Audience::Facilitation => {
            let mut keys = vec![CountKey::Voters];
            keys.extend(state.colleges.keys().copied().map(CountKey::College));
            keys
        }
        Audience::Own(_) => Vec::new(),
    }
}
