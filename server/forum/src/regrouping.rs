//! What people did to the table, one after the other: who, and how it lay before and after. No words of
//! contributions are in it: whoever shows it takes them from where they stand, if they stand.

use crate::entry::{Caller, Commit, Entry};
use crate::event::Event;
use crate::state::State;
use protocol::entity::{self, Gone, Outcome};
use protocol::http::{AxisChange, AxisStood, By, Moved, Place, Regrouped, Regrouping, Regroupings};
use protocol::limits::{MOVED_MAX, MOVED_SHOWN, REGROUPINGS_MAX};
use protocol::{AxisId, ContributionId};
use std::collections::{BTreeMap, BTreeSet};

/// The newest regroupings of these commits, or those before one of them. `state` is an empty forum with the key of
/// its ballots.
pub fn regroupings(mut state: State, commits: &[Commit], before: Option<u32>) -> Regroupings {
    let entries = commits.iter().flat_map(|commit| &commit.entries);
    let all = entries.filter(|entry| regrouped(entry).is_some()).count() as u32;
    let end = before.map_or(all, |before| all.min(before.saturating_sub(1)));
    let begin = end.saturating_sub(REGROUPINGS_MAX as u32);
    let (mut number, mut found) = (0, Vec::new());
    for commit in commits {
        for entry in &commit.entries {
            let what = regrouped(entry);
            number += u32::from(what.is_some());
            let what = what.filter(|_| (begin + 1..=end).contains(&number));
            let touched = what.map(|_| Touched::of(&state, &entry.events));
            let before = touched.as_ref().map(|touched| touched.look(&state));
            state.apply(entry, commit.seq, commit.at);
            if let (Some(what), Some(touched), Some(before)) = (what, touched, before) {
                let at = commit.at.as_millisecond();
                found.push((entry.caller.clone(), touched.changed(number, at, what, before, &state)));
            }
        }
        state.take_touched();
        state.take_counted();
    }
    // People are called as they are called now.
    let list = found
        .into_iter()
        .rev()
        .map(|(caller, regrouping)| Regrouping { by: by(&state, &caller), ..regrouping });
    Regroupings { list: list.collect(), before: (begin > 0).then_some(begin + 1) }
}

/// What an entry did to the table; nothing: it did something else.
fn regrouped(entry: &Entry) -> Option<Regrouped> {
    entry.events.iter().find_map(|event| match event {
        Event::AxisCreated(_) => Some(Regrouped::AxisCreated),
        Event::AxisRenamed(_) => Some(Regrouped::AxisRenamed),
        Event::AxisRemoved(_) => Some(Regrouped::AxisRemoved),
        Event::Attached(_) => Some(Regrouped::Attached),
        Event::Detached(_) => Some(Regrouped::Detached),
        Event::Accepted(_) => Some(Regrouped::Accepted),
        Event::AxesMerged(_) => Some(Regrouped::AxesMerged),
        Event::AxisSplit(_) => Some(Regrouped::AxisSplit),
        Event::OutcomeSet(_) => Some(Regrouped::OutcomeSet),
        Event::DuplicateSet(_) => Some(Regrouped::DuplicateSet),
        Event::SortingClosed(_) => Some(Regrouped::SortingClosed),
        Event::SortingReopened(_) => Some(Regrouped::SortingReopened),
        _ => None,
    })
}

fn by(state: &State, caller: &Caller) -> By {
    match caller {
        Caller::Participant(id) => match state.people.get(id) {
            Some(person) => By::Person(entity::Name {
                id: *id,
                number: person.number,
                name: state.text(person.name).to_owned(),
                gone: state.gone(person.name),
            }),
            None => {
                By::Person(entity::Name { id: *id, number: 0, name: String::new(), gone: Some(Gone::Erased) })
            }
        },
        Caller::Facilitator(id) => {
            let label = state.passes.get(id).and_then(|pass| pass.label);
            By::Facilitator(label.and_then(|label| words(state, label)))
        }
        Caller::Owner | Caller::Newcomer | Caller::Projector(_) | Caller::Voter(_) | Caller::Unnamed => {
            By::Facilitator(None)
        }
    }
}

/// What an entry changes.
#[derive(Default)]
struct Touched {
    axes: BTreeSet<AxisId>,
    contributions: BTreeSet<ContributionId>,
}

/// How it lies.
struct Lying {
    axes: BTreeMap<AxisId, AxisStood>,
    places: BTreeMap<ContributionId, Place>,
}

impl Touched {
    fn of(state: &State, events: &[Event]) -> Self {
        let mut touched = Self::default();
        for event in events {
            touched.event(state, event);
        }
        touched
    }

    fn event(&mut self, state: &State, event: &Event) {
        match event {
            Event::AxisCreated(event) => self.axes([event.axis]),
            Event::AxisRenamed(event) => self.axes([event.axis]),
            Event::AxisRemoved(event) => self.all_of(state, event.axis),
            Event::Attached(event) => self.some([event.axis], &[event.contribution]),
            Event::Detached(event) => self.some([event.axis], &[event.contribution]),
            Event::Accepted(event) => self.some([event.axis], &event.contributions),
            Event::AxesMerged(event) => {
                self.axes([event.into]);
                self.all_of(state, event.axis);
            }
            Event::AxisSplit(event) => self.some([event.axis, event.into], &event.contributions),
            Event::OutcomeSet(event) => self.away(state, &event.contributions),
            Event::DuplicateSet(event) => self.away(state, &[event.contribution]),
            _ => {}
        }
    }

    fn axes(&mut self, axes: impl IntoIterator<Item = AxisId>) {
        self.axes.extend(axes);
    }

    fn some(&mut self, axes: impl IntoIterator<Item = AxisId>, contributions: &[ContributionId]) {
        self.axes(axes);
        self.contributions.extend(contributions);
    }

    /// An axis, with all that stands under it.
    fn all_of(&mut self, state: &State, axis: AxisId) {
        self.axes([axis]);
        self.contributions.extend(state.axes.get(&axis).into_iter().flat_map(|axis| &axis.contributions));
    }

    /// Contributions, with the axes that they leave.
    fn away(&mut self, state: &State, contributions: &[ContributionId]) {
        let left = contributions.iter().filter_map(|id| state.contributions.get(id));
        self.some(left.flat_map(|contribution| contribution.axes.clone()), contributions);
    }

    fn look(&self, state: &State) -> Lying {
        let axes = self.axes.iter().filter_map(|id| Some((*id, stood(state, *id)?)));
        let places = self.contributions.iter().map(|id| (*id, place(state, *id)));
        Lying { axes: axes.collect(), places: places.collect() }
    }

    /// What became of what lay so.
    fn changed(&self, number: u32, at: i64, what: Regrouped, before: Lying, state: &State) -> Regrouping {
        let after = self.look(state);
        let axes = self.axes.iter().map(|id| AxisChange {
            before: before.axes.get(id).cloned(),
            after: after.axes.get(id).cloned(),
        });
        let axes = axes.filter(|change| change.before != change.after).collect();
        let mut moves = BTreeMap::<_, Vec<ContributionId>>::new();
        for (id, before) in before.places {
            match after.places.get(&id) {
                Some(after) if *after != before => moves.entry((before, after.clone())).or_default().push(id),
                Some(_) | None => {}
            }
        }
        let others = moves.values().skip(MOVED_MAX).map(|ids| ids.len() as u32).sum();
        let moves = moves.into_iter().take(MOVED_MAX).map(|((before, after), mut some)| {
            let contributions = some.len() as u32;
            some.truncate(MOVED_SHOWN);
            Moved { before, after, contributions, some }
        });
        Regrouping { number, at, by: By::Facilitator(None), what, axes, moves: moves.collect(), others }
    }
}

fn stood(state: &State, id: AxisId) -> Option<AxisStood> {
    let axis = state.axes.get(&id)?;
    let standing = axis.contributions.iter().filter_map(|id| state.contributions.get(id));
    let contributions = standing.filter(|contribution| !contribution.is_retired()).count() as u32;
    Some(AxisStood { name: words(state, axis.name), contributions })
}

fn place(state: &State, id: ContributionId) -> Place {
    let Some(contribution) = state.contributions.get(&id) else { return Place::default() };
    let axes = contribution.axes.iter().filter_map(|id| state.axes.get(id));
    let outcome = contribution.aside.filter(|outcome| *outcome != Outcome::Attached);
    Place { axes: axes.map(|axis| words(state, axis.name)).collect(), outcome }
}

/// A text, unless it was erased.
fn words(state: &State, text: protocol::TextId) -> Option<String> {
    Some(state.text(text).to_owned()).filter(|words| !words.is_empty())
}
