//! What carries each axis: a profile, never one score. What stands under an axis is counted at once; people are
//! counted at moments that everybody lives through, and told again only when so many of them have changed that no
//! single act shows (the same rule as for ballots). Of few people no number is told, and none from which one that
//! is not told could be worked out.

use crate::state::{Axis, State};
use crate::view;
use protocol::entity::{CollegeVoices, Headcount, Outcome, Untold, Voices};
use protocol::limits::SMALL_COUNT;
use protocol::{AxisId, ContributionId, GroupId, ParticipantId};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What carries an axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Profile {
    pub axis: AxisId,
    /// Those that stand under it and whose words stand.
    pub contributions: u32,
    /// Those that say the same as one of these, and are one more voice for it.
    pub duplicates: u32,
    /// Distinct groups and slots that both come from.
    pub groups: u32,
    pub slots: u32,
    /// About the axis, and about what stands under it.
    pub disagreements: u32,
    /// Nothing: they have not been counted yet.
    pub voices: Option<Voices>,
    /// Nothing: the vote is not closed, or its result is withheld.
    pub dots: Option<Dots>,
}

/// Dots on an axis, and the distinct people who put them. Whose they are is not known, so that there are none by
/// college.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "they say it")]
pub struct Dots {
    pub dots: u32,
    pub people: u32,
}

/// What somebody did for an axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "they say it")]
pub struct Part {
    /// The number of this person's college.
    pub college: Option<u32>,
    pub wrote: bool,
    pub supported: bool,
}

/// A college and how many people of it are in the forum. Without a number it is those who have none.
pub type Size = (Option<u32>, u32);

/// The people who carried an axis when they were counted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Counted {
    parts: BTreeMap<ParticipantId, Part>,
    sizes: Vec<Size>,
}

impl Counted {
    fn voices(&self) -> Voices {
        voices(self.parts.values().copied(), &self.sizes)
    }

    /// How many people did something else then than now.
    fn changed(&self, now: &BTreeMap<ParticipantId, Part>) -> usize {
        let all: BTreeSet<_> = self.parts.keys().chain(now.keys()).collect();
        all.into_iter().filter(|person| self.parts.get(person) != now.get(person)).count()
    }
}

/// What stands under an axis.
pub(crate) struct Standing {
    pub(crate) contributions: u32,
    pub(crate) duplicates: u32,
    pub(crate) groups: u32,
    pub(crate) slots: u32,
    /// Disagreements about the axis, and about what stands under it.
    pub(crate) disagreements: u32,
    pub(crate) contrary: u32,
}

impl Standing {
    pub(crate) fn of(state: &State, axis: &Axis) -> Self {
        let found = |ids: &BTreeSet<ContributionId>| {
            Vec::from_iter(
                ids.iter().filter_map(|id| state.contributions.get(id)).filter(|it| !it.is_retired()),
            )
        };
        let attached = found(&axis.contributions);
        let duplicates = found(&attached.iter().flat_map(|it| &it.duplicates).copied().collect());
        let contrary = found(&attached.iter().flat_map(|it| &it.disagreements).copied().collect());
        let groups: BTreeSet<GroupId> =
            attached.iter().chain(&duplicates).filter_map(|it| it.group).collect();
        let cells = groups.iter().filter_map(|group| state.groups.get(group)?.cell);
        let slots: BTreeSet<_> = cells.map(|cell| cell.slot).collect();
        Self {
            contributions: attached.len() as u32,
            duplicates: duplicates.len() as u32,
            groups: groups.len() as u32,
            slots: slots.len() as u32,
            disagreements: found(&axis.disagreements).len() as u32,
            contrary: contrary.len() as u32,
        }
    }
}

/// The profiles of all axes in the order in which they are shown: first those of which most groups spoke, then
/// most people, as far as that is told. The order decides nothing.
pub fn profiles(state: &State) -> Vec<Profile> {
    let results = view::results(state);
    let dots = |id| {
        let found = results.as_ref()?.axes.iter().find(|result| result.axis == id)?;
        Some(Dots { dots: found.dots, people: found.people })
    };
    let mut axes = Vec::from_iter(&state.axes);
    axes.sort_by_key(|(_, axis)| axis.number);
    let mut profiles = Vec::from_iter(axes.into_iter().map(|(id, axis)| {
        let Standing { contributions, duplicates, groups, slots, disagreements, contrary } =
            Standing::of(state, axis);
        Profile {
            axis: *id,
            contributions,
            duplicates,
            groups,
            slots,
            disagreements: disagreements + contrary,
            voices: axis.voices(),
            dots: dots(*id),
        }
    }));
    profiles.sort_by_key(|it| (Reverse(it.groups), Reverse(it.voices.as_ref().map_or(0, people_told))));
    profiles
}

fn people_told(voices: &Voices) -> u32 {
    match voices.people {
        Headcount::Counted(people) => people,
        Headcount::Untold(_) => 0,
    }
}

/// How many people these are, by college too, so that nobody who did little and no small college is recognised.
///
/// Authors or supporters of whom there are fewer than [`SMALL_COUNT`] are not among the people, so that nothing
/// else that is told says how few.
pub fn voices(parts: impl IntoIterator<Item = Part> + Clone, sizes: &[Size]) -> Voices {
    let count = |did: fn(&Part) -> bool| parts.clone().into_iter().filter(did).count() as u32;
    let (authors, supporters) = (count(|it| it.wrote), count(|it| it.supported));
    let heard =
        |part: &Part| (part.wrote && authors >= SMALL_COUNT) || (part.supported && supporters >= SMALL_COUNT);
    let mut by_college = BTreeMap::new();
    for part in parts.clone().into_iter().filter(heard) {
        *by_college.entry(part.college).or_default() += 1;
    }
    let sum: u32 = by_college.values().sum();
    let is_empty = sum == 0;
    let cell = |&(college, size): &Size| Cell {
        size,
        people: by_college.get(&college).copied().unwrap_or_default(),
    };
    let sizes = if is_empty { &[] } else { sizes };
    let told = told(&Vec::from_iter(sizes.iter().map(cell)));
    let colleges = sizes.iter().zip(told).map(|(&(college, _), people)| CollegeVoices { college, people });
    let people = if is_empty && authors + supporters > 0 { WITHHELD } else { Headcount::Counted(sum) };
    let (authors, supporters) = (headcount(authors), headcount(supporters));
    Voices { authors, supporters, people, colleges: colleges.collect() }
}

fn headcount(people: u32) -> Headcount {
    if (1..SMALL_COUNT).contains(&people) {
        Headcount::Untold(Untold::Few)
    } else {
        Headcount::Counted(people)
    }
}

/// A college's people: all who are in the forum, and those of them who are counted here.
#[derive(Clone, Copy, Debug)]
struct Cell {
    size: u32,
    people: u32,
}

impl Cell {
    /// Of a small college neither that it took part is told nor that it did not.
    fn is_small(self) -> bool {
        (1..SMALL_COUNT).contains(&self.size)
    }

    /// Fewer than [`SMALL_COUNT`] took part, or fewer did not.
    fn told(self) -> Headcount {
        let is_few = self.people > 0 && self.people.min(self.size - self.people) < SMALL_COUNT;
        if self.is_small() || is_few { WITHHELD } else { Headcount::Counted(self.people) }
    }

    /// All that it could hold, for whoever reads only this of it.
    fn range(self, told: Headcount) -> (u32, u32) {
        match told {
            Headcount::Counted(people) => (people, people),
            Headcount::Untold(_) => (u32::from(!self.is_small()), self.size),
        }
    }
}

const WITHHELD: Headcount = Headcount::Untold(Untold::Withheld);

/// What is told of each college beside the sum of all. Where the sum would tell what is few, more is withheld: the
/// smallest colleges that have a number, until every one that is withheld could hold at least two numbers. All look
/// alike then: which of them are few would say how few.
fn told(cells: &[Cell]) -> Vec<Headcount> {
    let mut told = Vec::from_iter(cells.iter().map(|cell| cell.told()));
    let sum: u32 = cells.iter().map(|cell| cell.people).sum();
    while is_given_away(cells, &told, sum) {
        let counted = cells.iter().zip(&mut told).filter(|(_, told)| matches!(told, Headcount::Counted(1..)));
        match counted.min_by_key(|(cell, _)| cell.size) {
            Some((_, smallest)) => *smallest = WITHHELD,
            None => break,
        }
    }
    // All are of one college, as their sum says itself.
    let mut untold = told.iter_mut().filter(|told| matches!(told, Headcount::Untold(_)));
    if let (Some(only), None) = (untold.next(), untold.next()) {
        *only = Headcount::Counted(sum);
    }
    told
}

/// Whether one that is not told can hold one number only.
fn is_given_away(cells: &[Cell], told: &[Headcount], sum: u32) -> bool {
    let ranges = Vec::from_iter(cells.iter().zip(told).map(|(cell, told)| cell.range(*told)));
    let (least, most) = ranges.iter().fold((0, 0), |(a, b), (least, most)| (a + least, b + most));
    ranges.into_iter().filter(|(from, to)| from < to).any(|(from, to)| {
        let least_here = from.max((sum + to).saturating_sub(most));
        let most_here = to.min((sum + from).saturating_sub(least));
        least_here >= most_here
    })
}

impl Axis {
    /// The people who carry it, as they were counted last.
    pub(crate) fn voices(&self) -> Option<Voices> {
        self.counted.as_ref().map(Counted::voices)
    }
}

impl State {
    /// Counts the people of all axes, and returns those of which something else is told now.
    pub(crate) fn count_voices(&mut self) -> Vec<AxisId> {
        let mut parts: BTreeMap<AxisId, BTreeMap<ParticipantId, Part>> = BTreeMap::new();
        for (id, person) in &self.people {
            let number = |college| Some(self.colleges.get(college)?.number);
            let college = person.college.as_ref().and_then(number);
            for axis in person.wrote.iter().flat_map(|it| self.spoken_for(*it)) {
                parts
                    .entry(axis)
                    .or_default()
                    .entry(*id)
                    .or_insert(Part { college, ..Part::default() })
                    .wrote = true;
            }
            for axis in person.supports.iter().flat_map(|it| self.spoken_for(*it)) {
                parts
                    .entry(axis)
                    .or_default()
                    .entry(*id)
                    .or_insert(Part { college, ..Part::default() })
                    .supported = true;
            }
        }
        let sizes = self.sizes();
        let mut changed = Vec::new();
        for (id, axis) in &mut self.axes {
            let parts = parts.remove(id).unwrap_or_default();
            let is_far = |counted: &Counted| counted.changed(&parts) >= SMALL_COUNT as usize;
            if axis.counted.as_ref().is_none_or(is_far) {
                axis.counted = Some(Counted { parts, sizes: sizes.clone() });
                changed.push(*id);
            }
        }
        changed
    }

    /// The axes for which these words speak: those it stands under, and a duplicate those of what it repeats.
    pub(crate) fn spoken_for(&self, id: ContributionId) -> Vec<AxisId> {
        let standing = |id: &ContributionId| self.contributions.get(id).filter(|it| !it.is_retired());
        let Some(contribution) = standing(&id) else { return Vec::new() };
        match contribution.outcome() {
            Some(Outcome::DuplicateOf(kept)) => {
                standing(&kept).map_or_else(Vec::new, |kept| kept.axes.clone())
            }
            _ => contribution.axes.clone(),
        }
    }

    /// The colleges and how many are in each; whoever was taken out of the forum has none.
    fn sizes(&self) -> Vec<Size> {
        let mut colleges = Vec::from_iter(self.colleges.values().map(|it| (Some(it.number), it.people)));
        colleges.sort_unstable();
        if colleges.is_empty() {
            return colleges;
        }
        let with: u32 = colleges.iter().map(|(_, people)| people).sum();
        colleges.push((None, self.people.len() as u32 - with));
        colleges
    }
}
