//! Between a forum's words and those of the synthesis: contributions become cards, axes and heaps nobody
//! took over become the table, and what comes back has the ids of the forum again.

use forum::Sorting;
use protocol::suggestion::{
    Alike, Basis, GroupShare, Halves, Heap, Objective, Phrase, SuggestedPlace, Suggestion, Verbatim, Why,
};
use protocol::{AxisId, ContributionId};
use std::collections::{BTreeMap, BTreeSet};
use synthesis::{Card, Material, Meaning, Model, OnTable, OnTableAxis, Reading};

/// The contributions as cards, in their order. `meanings` holds one for each, or none at all.
pub(super) fn cards(sorting: &Sorting, meanings: Vec<Meaning>) -> Vec<Card> {
    let mut meanings = meanings.into_iter();
    let card = |card: &forum::sorting::Sortable| Card {
        id: id(card),
        text: card.text.clone(),
        group: card.group.map(|group| group.to_string()),
        voice: Some(card.author.to_string()),
        meaning: meanings.next(),
    };
    sorting.cards.iter().map(card).collect()
}

/// Digits that sort as the numbers do.
fn id(card: &forum::sorting::Sortable) -> String {
    format!("{:06}", card.number)
}

pub(super) fn suggest(
    sorting: &Sorting,
    cards: &[Card],
    model: Option<&Model>,
    threads: usize,
    basis: Basis,
) -> Suggestion {
    let reading = Reading::new(&Material { cards, places: &sorting.territory, model, threads });
    let first = reading.suggest(basis.heaps.map(usize::from));
    let is_untouched = sorting.cards.iter().all(|card| card.axis.is_none() && !card.pinned);
    let suggestion = match sorting.axes.is_empty() && is_untouched {
        true => first,
        false => reading.redo(&on_table(sorting, &first)).0,
    };
    WayBack::new(sorting).suggestion(suggestion, basis)
}

pub(super) fn split(
    sorting: &Sorting,
    cards: &[Card],
    model: Option<&Model>,
    threads: usize,
    basis: Basis,
    axis: AxisId,
) -> Halves {
    let reading = Reading::new(&Material { cards, places: &sorting.territory, model, threads });
    let under: Vec<String> = sorting.cards.iter().filter(|card| card.axis == Some(axis)).map(id).collect();
    let wire = WayBack::new(sorting);
    Halves { basis, halves: reading.split(&under).iter().map(|half| wire.contributions(half)).collect() }
}

/// The axes as they stand, then those heaps of the first table of which most is still free.
fn on_table(sorting: &Sorting, first: &synthesis::Sorted) -> OnTable {
    let number: BTreeMap<AxisId, usize> =
        sorting.axes.iter().enumerate().map(|(number, axis)| (axis.axis, number)).collect();
    let mut axes: Vec<OnTableAxis> = sorting
        .axes
        .iter()
        .map(|axis| OnTableAxis { name: Some(axis.name.clone()), cards: Vec::new() })
        .collect();
    let mut free = BTreeSet::new();
    for card in &sorting.cards {
        match card.axis.and_then(|axis| number.get(&axis)) {
            Some(axis) => axes[*axis].cards.push(id(card)),
            None if card.pinned => {}
            None => drop(free.insert(id(card))),
        }
    }
    for heap in &first.axes {
        let all: Vec<&String> = heap.objectives.iter().flat_map(|objective| &objective.cards).collect();
        let left: Vec<String> =
            all.iter().filter(|card| free.contains(**card)).map(|&card| card.clone()).collect();
        if left.len() * 2 > all.len() {
            axes.push(OnTableAxis { name: None, cards: left });
        }
    }
    let declined = sorting.cards.iter().flat_map(|card| {
        card.declined.iter().filter_map(|axis| Some((id(card), *number.get(axis)?))).collect::<Vec<_>>()
    });
    OnTable {
        axes,
        pinned: sorting.cards.iter().filter(|card| card.pinned).map(id).collect(),
        declined: declined.collect(),
    }
}

/// The way back to the forum's ids.
struct WayBack<'a> {
    sorting: &'a Sorting,
    cards: BTreeMap<String, &'a forum::sorting::Sortable>,
}

impl<'a> WayBack<'a> {
    fn new(sorting: &'a Sorting) -> Self {
        Self { sorting, cards: sorting.cards.iter().map(|card| (id(card), card)).collect() }
    }

    fn suggestion(&self, of: synthesis::Sorted, basis: Basis) -> Suggestion {
        let axes = self.sorting.axes.iter().map(|axis| Some(axis.axis)).chain(std::iter::repeat(None));
        Suggestion {
            basis,
            heaps: of.axes.into_iter().zip(axes).map(|(heap, axis)| self.heap(heap, axis)).collect(),
            places: of.cards.into_iter().filter_map(|placed| self.place(placed)).collect(),
            alike: of.alike.into_iter().filter_map(|pair| self.alike(&pair)).collect(),
        }
    }

    fn contribution(&self, card: &String) -> Option<ContributionId> {
        self.cards.get(card).map(|card| card.contribution)
    }

    fn contributions(&self, cards: &[String]) -> Vec<ContributionId> {
        cards.iter().filter_map(|card| self.contribution(card)).collect()
    }

    fn heap(&self, heap: synthesis::CardHeap, axis: Option<AxisId>) -> Heap {
        let sentences = heap.sentences.into_iter().filter_map(|sentence| {
            Some(Verbatim { contribution: self.contribution(&sentence.card)?, text: sentence.text })
        });
        let objectives = heap.objectives.into_iter().map(|objective| Objective {
            contributions: self.contributions(&objective.cards),
            phrases: phrases(objective.phrases),
        });
        Heap {
            axis,
            groups: heap.groups as u32,
            voices: heap.voices as u32,
            phrases: phrases(heap.phrases),
            sentences: sentences.collect(),
            objectives: objectives.collect(),
            central: self.contributions(&heap.central),
            edge: heap.edge.and_then(|card| self.contribution(&card)),
            drawn: heap.drawn.and_then(|card| self.contribution(&card)),
        }
    }

    fn place(&self, placed: synthesis::Placed) -> Option<SuggestedPlace> {
        let of = self.cards.get(&placed.card)?;
        let number = |heap: Option<usize>| heap.map(|heap| heap as u32);
        let group = placed.why.group.and_then(|share| {
            Some(GroupShare { group: of.group?, here: share.here as u32, all: share.all as u32 })
        });
        Some(SuggestedPlace {
            contribution: of.contribution,
            heap: number(placed.axis),
            nearest: number(placed.nearest),
            certainty: placed.certainty,
            other: number(placed.other),
            also: placed.also,
            why: Why {
                words: placed.why.words,
                near: self.contributions(&placed.why.near),
                group,
                by_meaning: placed.why.by_meaning,
            },
        })
    }

    /// Nothing when a person does not find them alike.
    fn alike(&self, pair: &synthesis::AlikeCards) -> Option<Alike> {
        let (contribution, with) = (self.contribution(&pair.card)?, self.contribution(&pair.with)?);
        let are_unlike = self.sorting.unlike.contains(&(contribution.min(with), contribution.max(with)));
        let alike = Alike { contribution, with, almost: pair.almost, opposite: pair.opposite };
        (!are_unlike).then_some(alike)
    }
}

fn phrases(phrases: Vec<synthesis::HeapPhrase>) -> Vec<Phrase> {
    phrases.into_iter().map(|phrase| Phrase { text: phrase.text, voices: phrase.voices as u32 }).collect()
}
