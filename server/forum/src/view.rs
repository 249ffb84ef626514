//! What screens show. The same functions make changes and snapshots, so the two cannot disagree.

use crate::audience::Audience;
use crate::permissions;
use crate::state::{Contribution, Person, State};
use crate::tally;
use protocol::command::About;
use protocol::entity::{self, Can, Count, CountKey, Entity, Key, VoteState};
use protocol::http::{Door, DoorCollege, ForumSummary};
use protocol::limits::LATEST_MAX;
use protocol::{
    AxisId, CollegeId, ContributionId, GroupId, ParticipantId, PassId, SlotId, SpaceId, TextId, TopicId,
};
use std::collections::{BTreeMap, BTreeSet};

/// The entity of this key as this audience sees it; nothing: it must be removed.
pub fn view(state: &State, audience: Audience, key: Key) -> Option<Entity> {
    match (audience, key) {
        (Audience::Forum, Key::Forum) => Some(Entity::Forum(forum(state))),
        (Audience::Forum, Key::Question(topic)) => question(state, topic).map(Entity::Question),
        (Audience::Forum, Key::Name(id)) => name(state, id).map(Entity::Name),
        (Audience::Forum, Key::Slot(id)) => slot(state, id).map(Entity::Slot),
        (Audience::Forum, Key::Space(id)) => space(state, id).map(Entity::Space),
        (Audience::Forum, Key::College(id)) => college(state, id).map(Entity::College),
        (Audience::Forum, Key::Topic(id)) => topic(state, id).map(Entity::Topic),
        (Audience::Forum, Key::Waiting(topic)) => {
            let place = *state.queue.get(&topic)?;
            Some(Entity::Waiting(entity::Waiting { topic, place }))
        }
        (Audience::Forum, Key::Group(id)) => group(state, id).map(Entity::Group),
        (Audience::Forum, Key::Axis(id)) => axis(state, id).map(Entity::Axis),
        (Audience::Forum, Key::Results) => tally::results(state).map(Entity::Results),

        (Audience::Group(group), Key::Contribution(id)) => shown(state, id, |it| it.group == Some(group)),
        (Audience::Group(group), Key::Wording(id, text)) => {
            wording(state, id, text, |it| it.group == Some(group))
        }
        (Audience::Group(group), Key::Member(id)) => {
            state.groups.get(&group).filter(|group| group.members.contains(&id))?;
            let person = state.people.get(&id)?;
            let name = state.text(person.name).to_owned();
            Some(Entity::Member(entity::Member { id, number: person.number, name }))
        }
        (Audience::Axis(axis), Key::Contribution(id)) => shown(state, id, |it| stands_under(state, it, axis)),
        (Audience::Axis(axis), Key::Wording(id, text)) => {
            wording(state, id, text, |it| stands_under(state, it, axis))
        }

        (Audience::Facilitation, Key::Person(id)) => state.people.get(&id).map(|person| {
            Entity::Person(entity::Person {
                id,
                number: person.number,
                name: state.text(person.name).to_owned(),
                college: person.college,
                group: person.group,
            })
        }),
        (Audience::Facilitation, Key::Pass(id)) => pass(state, id).map(Entity::Pass),
        (Audience::Facilitation, Key::Contribution(id)) => shown(state, id, |it| state.is_late(it)),
        (Audience::Facilitation, Key::Wording(id, text)) => wording(state, id, text, |it| state.is_late(it)),
        (Audience::Forum, Key::Territory) => Some(Entity::Territory(territory(state))),

        (Audience::Own(person), Key::Me) => me(state, person).map(Entity::Me),
        (Audience::Own(person), Key::Interest(topic)) => state
            .people
            .get(&person)?
            .interests
            .contains(&topic)
            .then_some(Entity::Interest(entity::Interest { topic })),
        (Audience::Own(person), Key::Support(contribution)) => state
            .people
            .get(&person)?
            .supports
            .contains(&contribution)
            .then_some(Entity::Support(entity::Support { contribution })),
        (Audience::Own(person), Key::Dot(axis)) => {
            let dots = *state.ballots.get(&state.ballot(person)?)?.get(&axis)?;
            Some(Entity::Dot(entity::Dot { axis, dots }))
        }
        (Audience::Own(person), Key::Contribution(id)) => shown(state, id, |it| it.author == person),
        (Audience::Own(person), Key::Wording(id, text)) => wording(state, id, text, |it| it.author == person),

        (Audience::Forum, Key::Contribution(_) | Key::Wording(..) | Key::Member(_) | Key::Person(_))
        | (Audience::Forum, Key::Pass(_) | Key::Me | Key::Interest(_) | Key::Support(_) | Key::Dot(_))
        | (Audience::Group(_) | Audience::Axis(_) | Audience::Facilitation | Audience::Own(_), _) => None,
    }
}

/// The keys of everything that this audience sees.
pub fn keys(state: &State, audience: Audience) -> Vec<Key> {
    match audience {
        Audience::Forum => {
            let mut keys = vec![Key::Forum, Key::Question(None), Key::Territory];
            keys.extend(state.queue.keys().copied().map(Key::Waiting));
            keys.extend(state.slots.keys().copied().map(Key::Slot));
            keys.extend(state.spaces.keys().copied().map(Key::Space));
            keys.extend(state.colleges.keys().copied().map(Key::College));
            for (id, topic) in state.topics.iter().filter(|(_, topic)| !topic.withdrawn) {
                keys.push(Key::Topic(*id));
                keys.extend(topic.question.map(|_| Key::Question(Some(*id))));
            }
            keys.extend(shown_groups(state).map(Key::Group));
            let named = state.people.iter().filter(|(id, person)| is_named(state, **id, person));
            keys.extend(named.map(|(id, _)| Key::Name(*id)));
            keys.extend(state.axes.keys().copied().map(Key::Axis));
            keys.extend((state.vote == VoteState::Closed).then_some(Key::Results));
            keys
        }
        Audience::Group(id) => state.groups.get(&id).map_or_else(Vec::new, |group| {
            let contributions = said(state, group.contributions.iter().copied());
            contributions.chain(group.members.iter().copied().map(Key::Member)).collect()
        }),
        Audience::Axis(id) => said(state, under(state, id).into_iter()).collect(),
        Audience::Facilitation => {
            let people = state.people.keys().copied().map(Key::Person);
            let passes = state.passes.iter().filter(|(_, pass)| !pass.revoked);
            let latest = said(state, state.written.iter().rev().take(LATEST_MAX).copied());
            let keys = people.chain(passes.map(|(id, _)| Key::Pass(*id))).chain(latest);
            keys.collect()
        }
        Audience::Own(id) => state.people.get(&id).map_or_else(Vec::new, |person| {
            let mut keys = vec![Key::Me];
            keys.extend(person.interests.iter().copied().map(Key::Interest));
            keys.extend(person.supports.iter().copied().map(Key::Support));
            keys.extend(said(state, person.wrote.iter().copied()));
            let dots = state.ballot(id).and_then(|ballot| state.ballots.get(&ballot));
            keys.extend(dots.into_iter().flat_map(BTreeMap::keys).copied().map(Key::Dot));
            keys
        }),
    }
}

/// The count of this key as this audience sees it; nothing: it is not counted (any more).
/// Who has a screen open (`here`), and where (`elsewhere`), is not known to the rules: 0.
pub fn count(state: &State, audience: Audience, key: CountKey) -> Option<Count> {
    match (audience, key) {
        (Audience::Forum, CountKey::People) => {
            Some(Count::People { joined: state.people.len() as u32, here: 0, elsewhere: 0 })
        }
        (Audience::Forum, CountKey::Topic(id)) => {
            let topic = state.topics.get(&id).filter(|topic| !topic.withdrawn)?;
            Some(Count::Topic { id, interested: topic.interested })
        }
        (Audience::Forum, CountKey::Group(id)) => {
            let group = state.groups.get(&id).filter(|group| state.is_shown(group))?;
            Some(Count::Group {
                id,
                members: group.members.len() as u32,
                contributions: group.contributions.len() as u32 - group.retired,
            })
        }
        (Audience::Forum, CountKey::Axis(id)) => axis_count(state, id),
        (Audience::Group(group), CountKey::Contribution(id)) => {
            supports(state, id, |it| it.group == Some(group))
        }
        (Audience::Axis(axis), CountKey::Contribution(id)) => {
            supports(state, id, |it| stands_under(state, it, axis))
        }
        (Audience::Facilitation, CountKey::College(id)) => {
            state.colleges.get(&id).map(|college| Count::College { id, joined: college.people })
        }
        (Audience::Facilitation, CountKey::Voters) => Some(Count::Voters { voters: state.voters() }),
        (Audience::Forum, CountKey::College(_) | CountKey::Contribution(_) | CountKey::Voters)
        | (Audience::Group(_) | Audience::Axis(_) | Audience::Facilitation | Audience::Own(_), _) => None,
    }
}

/// The keys of everything that this audience sees counted.
pub fn counts(state: &State, audience: Audience) -> Vec<CountKey> {
    match audience {
        Audience::Forum => {
            let mut keys = vec![CountKey::People];
            keys.extend(shown_topics(state).map(CountKey::Topic));
            keys.extend(shown_groups(state).map(CountKey::Group));
            keys.extend(state.axes.keys().copied().map(CountKey::Axis));
            keys
        }
        Audience::Group(id) => state.groups.get(&id).map_or_else(Vec::new, |group| {
            group.contributions.iter().copied().map(CountKey::Contribution).collect()
        }),
        Audience::Axis(id) => under(state, id).into_iter().map(CountKey::Contribution).collect(),
        Audience::Facilitation => {
            let mut keys = vec![CountKey::Voters];
            keys.extend(state.colleges.keys().copied().map(CountKey::College));
            keys
        }
        Audience::Own(_) => Vec::new(),
    }
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
        state: state.state,
        phase: state.phase,
        door_open: state.door_open,
        vote: state.vote,
        vote_final: state.dots_final,
    }
}

/// The question of a topic, or without one that of the forum.
fn question(state: &State, topic: Option<TopicId>) -> Option<entity::Question> {
    let text = match topic {
        None => state.question,
        Some(topic) => state.topics.get(&topic).filter(|topic| !topic.withdrawn)?.question?,
    };
    Some(entity::Question { topic, text: state.text(text).to_owned() })
}

fn territory(state: &State) -> entity::Territory {
    entity::Territory { names: state.territory.iter().map(|name| state.text(*name).to_owned()).collect() }
}

fn name(state: &State, id: ParticipantId) -> Option<entity::Name> {
    let person = state.people.get(&id).filter(|person| is_named(state, id, person))?;
    Some(entity::Name { id, number: person.number, name: state.text(person.name).to_owned() })
}

/// Whether everybody sees how this person is called: as host of a topic, or with the pen of a group.
fn is_named(state: &State, id: ParticipantId, person: &Person) -> bool {
    let group = person.group.and_then(|group| state.groups.get(&group));
    !person.hosts.is_empty() || group.is_some_and(|group| group.scribe == Some(id) && state.is_shown(group))
}

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

pub(crate) fn college(state: &State, id: CollegeId) -> Option<entity::College> {
    let college = state.colleges.get(&id)?;
    let label = state.text(college.label).to_owned();
    Some(entity::College { id, number: college.number, label })
}

fn axis(state: &State, id: AxisId) -> Option<entity::Axis> {
    let axis = state.axes.get(&id)?;
    Some(entity::Axis { id, number: axis.number, name: state.text(axis.name).to_owned() })
}

fn shown_topics(state: &State) -> impl Iterator<Item = TopicId> {
    state.topics.iter().filter(|(_, topic)| !topic.withdrawn).map(|(id, _)| *id)
}

fn shown_groups(state: &State) -> impl Iterator<Item = GroupId> {
    state.groups.iter().filter(|(_, group)| state.is_shown(group)).map(|(id, _)| *id)
}

fn topic(state: &State, id: TopicId) -> Option<entity::Topic> {
    let topic = state.topics.get(&id).filter(|topic| !topic.withdrawn)?;
    Some(entity::Topic {
        id,
        number: topic.number,
        title: state.text(topic.title).to_owned(),
        hosts: topic.hosts.clone(),
        announced: topic.announced,
    })
}

fn group(state: &State, id: GroupId) -> Option<entity::Group> {
    let group = state.groups.get(&id).filter(|group| state.is_shown(group))?;
    Some(entity::Group {
        id,
        number: group.number,
        topics: group.topics.clone(),
        cell: group.cell,
        state: group.state,
        posted: group.posted,
        scribe: group.scribe,
    })
}

fn pass(state: &State, id: PassId) -> Option<entity::Pass> {
    let pass = state.passes.get(&id).filter(|pass| !pass.revoked)?;
    let label = pass.label.map_or("", |label| state.text(label)).to_owned();
    Some(entity::Pass { id, kind: pass.kind, label, first: pass.first })
}

fn me(state: &State, id: ParticipantId) -> Option<entity::Me> {
    let person = state.people.get(&id)?;
    Some(entity::Me {
        id,
        number: person.number,
        name: state.text(person.name).to_owned(),
        college: person.college,
        group: person.group,
        can: [Can::Propose, Can::OpenGroups, Can::ChooseCollege, Can::Disagree, Can::Vote]
            .into_iter()
            .filter(|can| permissions::can(state, person, *can))
            .collect(),
    })
}

fn shown(state: &State, id: ContributionId, seen: impl FnOnce(&Contribution) -> bool) -> Option<Entity> {
    let contribution = state.contributions.get(&id).filter(|it| seen(it))?;
    Some(Entity::Contribution(entity::Contribution {
        id,
        number: contribution.number,
        group: contribution.group,
        kind: contribution.kind,
        wordings: contribution.wordings.clone(),
        about: contribution.about,
        axes: contribution.axes.clone(),
        pinned: contribution.pinned,
    }))
}

fn wording(
    state: &State,
    contribution: ContributionId,
    id: TextId,
    seen: impl FnOnce(&Contribution) -> bool,
) -> Option<Entity> {
    state.contributions.get(&contribution).filter(|it| it.wordings.contains(&id) && seen(it))?;
    Some(Entity::Wording(entity::Wording { contribution, id, text: state.text(id).to_owned() }))
}

/// Contributions, and what they say.
fn said(state: &State, ids: impl Iterator<Item = ContributionId>) -> impl Iterator<Item = Key> {
    ids.flat_map(|id| {
        let wordings = state.contributions.get(&id).map_or(&[][..], |it| it.wordings.as_slice());
        let wordings = wordings.iter().map(move |text| Key::Wording(id, *text));
        std::iter::once(Key::Contribution(id)).chain(wordings)
    })
}

fn supports(state: &State, id: ContributionId, seen: impl FnOnce(&Contribution) -> bool) -> Option<Count> {
    let contribution = state.contributions.get(&id).filter(|it| seen(it))?;
    Some(Count::Contribution { id, supports: contribution.supports })
}

/// Whether the axis shows it: attached to it, about it, or about something that is attached to it.
fn stands_under(state: &State, contribution: &Contribution, axis: AxisId) -> bool {
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
fn under(state: &State, axis: AxisId) -> BTreeSet<ContributionId> {
    let Some(axis) = state.axes.get(&axis) else {
        return BTreeSet::new();
    };
    let about = axis.contributions.iter().filter_map(|id| state.contributions.get(id));
    let about = about.flat_map(|contribution| &contribution.disagreements);
    axis.contributions.iter().chain(&axis.disagreements).chain(about).copied().collect()
}

fn axis_count(state: &State, id: AxisId) -> Option<Count> {
    let axis = state.axes.get(&id)?;
    let standing = |ids: &BTreeSet<ContributionId>| {
        ids.iter()
            .filter_map(|id| state.contributions.get(id))
            .filter(|contribution| !contribution.is_retired())
            .map(|contribution| contribution.group)
            .collect::<Vec<_>>()
    };
    let from = standing(&axis.contributions);
    Some(Count::Axis {
        id,
        contributions: from.len() as u32,
        groups: from.iter().flatten().collect::<BTreeSet<_>>().len() as u32,
        disagreements: standing(&axis.disagreements).len() as u32,
    })
}
