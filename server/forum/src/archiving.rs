//! A forum as it is taken elsewhere: what an [`export`](crate::export()) holds that all may read, and no more.

use crate::export::{minute, moments, sorted};
use crate::slots::Times;
use crate::state::State;
use crate::view;
use crate::weighing::{Profile, profiles};
use archive::{
    Archive, Axis, College, Contribution, Forum, Group, Origin, Person, Said, Slot, Topic, Weight, Words,
};
use protocol::entity::{self, Gone, Wording};
use protocol::limits::SMALL_COUNT;
use protocol::{ParticipantId, SlotId, TextId};

/// The forum as it stands at this commit of the log with this epoch.
pub fn archive(state: &State, epoch: &str, seq: u64) -> Archive {
    Archive {
        origin: Origin { forum: state.id, epoch: epoch.to_owned(), seq },
        forum: forum(state),
        colleges: colleges(state),
        slots: state.slots_in_order().into_iter().filter_map(|id| slot(state, id)).collect(),
        spaces: sorted(state.spaces.keys().filter_map(|id| view::space(state, *id)), |it| it.number),
        people: sorted(people(state), |it| it.number),
        topics: sorted(topics(state), |it| it.number),
        groups: sorted(groups(state), |it| it.number),
        axes: axes(state),
        results: view::results(state),
        contributions: sorted(contributions(state), |it| it.number),
    }
}

fn forum(state: &State) -> Forum {
    let texts = |ids: &[TextId]| Vec::from_iter(ids.iter().map(|id| state.text(*id).to_owned()));
    let moments = moments(&state.moments);
    Forum {
        code: state.code.clone(),
        question: state.text(state.question).to_owned(),
        earlier_questions: texts(&state.earlier_questions),
        language: state.language.clone(),
        time_zone: state.time_zone.clone(),
        date: state.date,
        territory: texts(&state.territory),
        public_address: state.public_address.clone(),
        state: state.state,
        phase: state.phase,
        table: state.table,
        sorting_closed: state.sorting_closed,
        vote: state.vote,
        vote_final: state.dots_final,
        dots: state.dots,
        dots_per_axis: state.dots_per_axis,
        phases: moments.phases,
        vote_opened: moments.vote_opened,
        vote_closed: moments.vote_closed,
        ended: moments.ended,
        last: moments.last,
        people: state.people_in() as u32,
    }
}

/// Counted as documents count them: in all colleges, or in none where one is so small that people could be recognised.
fn colleges(state: &State) -> Vec<College> {
    let with: u32 = state.colleges.values().map(|college| college.people).sum();
    let without = state.people_in() as u32 - with;
    let mut numbers = state.colleges.values().map(|college| college.people).chain([without]);
    let is_told = !numbers.any(|people| (1..SMALL_COUNT).contains(&people));
    let colleges = state.colleges.iter().map(|(id, college)| College {
        id: *id,
        number: college.number,
        label: state.text(college.label).to_owned(),
        people: is_told.then_some(college.people),
    });
    sorted(colleges, |it| it.number)
}

fn slot(state: &State, id: SlotId) -> Option<Slot> {
    let Times { start: starts, end: ends } = state.times(state.slots.get(&id)?);
    let entity::Slot { id, number, label, start, end, day } = view::slot(state, id)?;
    Some(Slot { id, number, label, start, end, day, starts, ends })
}

/// Those who agreed that their names are published.
fn people(state: &State) -> impl Iterator<Item = Person> {
    let named = state.people.iter().filter(|(id, _)| is_named(state, **id));
    named.map(|(id, person)| Person { id: *id, number: person.number, name: words(state, person.name) })
}

fn is_named(state: &State, id: ParticipantId) -> bool {
    state.person(&id).is_some_and(|person| person.in_book && state.gone(person.name).is_none())
}

fn topics(state: &State) -> impl Iterator<Item = Topic> {
    state.topics.iter().map(|(id, topic)| Topic {
        id: *id,
        number: topic.number,
        title: words(state, topic.title),
        question: topic.question.map(|question| wording(state, question)),
        earlier: topic.earlier.iter().map(|text| wording(state, *text)).collect(),
        hosts: topic.hosts.iter().copied().filter(|host| is_named(state, *host)).collect(),
        proposed: minute(topic.proposed),
        announced: topic.announced,
        withdrawn: topic.withdrawn,
        interested: topic.interested,
    })
}

fn groups(state: &State) -> impl Iterator<Item = Group> {
    state.groups.iter().map(|(id, group)| Group {
        id: *id,
        number: group.number,
        topics: group.topics.clone(),
        cell: group.cell,
        state: group.state,
        posted: group.posted.is_some(),
        opened_at: group.opened.map(minute),
        posted_at: group.posted.map(minute),
        closed_at: group.closed.map(|(at, _)| minute(at)),
    })
}

/// In the order of the profiles.
fn axes(state: &State) -> Vec<Axis> {
    let axis = |profile: Profile| {
        let Profile { axis: id, contributions, duplicates, groups, slots, disagreements, voices, .. } =
            profile;
        let axis = state.axes.get(&id)?;
        Some(Axis {
            id,
            number: axis.number,
            name: words(state, axis.name),
            earlier: axis.earlier.iter().map(|text| wording(state, *text)).collect(),
            weight: Weight { contributions, duplicates, groups, slots, disagreements, voices },
        })
    };
    profiles(state).into_iter().filter_map(axis).collect()
}

/// Wordings that only their group read before it was replaced stay with the forum, and so do authors.
fn contributions(state: &State) -> impl Iterator<Item = Contribution> {
    state.contributions.iter().map(|(id, contribution)| {
        let text = |id: &TextId| state.text(*id).to_owned();
        let (said, earlier, edits) = match (contribution.gone, contribution.wordings.as_slice()) {
            (None, [earlier @ .., last]) => (Said::Text(text(last)), earlier, earlier.len()),
            (gone, _) => (Said::Gone(gone.unwrap_or(Gone::TakenBack)), &[][..], 0),
        };
        Contribution {
            id: *id,
            number: contribution.number,
            group: contribution.group,
            kind: contribution.kind,
            said,
            earlier: earlier.iter().map(text).collect(),
            written: minute(contribution.written),
            edited: contribution.edited.iter().rev().take(edits).rev().copied().map(minute).collect(),
            about: contribution.about,
            axes: contribution.axes.clone(),
            pinned: contribution.pinned,
            outcome: contribution.outcome(),
            supports: contribution.supports,
            receipt: contribution.receipt,
        }
    })
}

fn words(state: &State, id: TextId) -> Words {
    let said = match state.gone(id) {
        Some(gone) => Said::Gone(gone),
        None => Said::Text(state.text(id).to_owned()),
    };
    Words { id, said }
}

fn wording(state: &State, id: TextId) -> Wording {
    Wording { id, text: state.text(id).to_owned() }
}
