//! People's moves teach: a table with pinned cards and named axes, sorted again.

use crate::heaps::{Heaps, first_best, ward};
use crate::reading::Reading;
use crate::suggestion::Sorted;
use crate::threads;
use crate::tree::Table;
use crate::vectors::Direction;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

const ROUNDS_MAX: usize = 20;
/// How much a pinned card weighs in the middle of its axis and among its neighbours.
const PINNED_WEIGHT: f32 = 4.0;
/// What an axis gains when all neighbours of a card lie in it.
const AMONG_NEIGHBOURS: f32 = 0.30;
/// What holds a card where it lies.
const HOLD: f32 = 0.05;
/// What the meaning of a name counts beside its cards: √0.7, as in a card.
const NAME: f32 = 0.836_66;

/// The table as it lies before the room.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct OnTable {
    /// The axes, in the order of the table.
    pub axes: Vec<OnTableAxis>,
    /// Ids of cards that a person placed or confirmed, in an axis or outside all. The machine never moves them.
    #[serde(default)]
    pub pinned: BTreeSet<String>,
    /// What a person declined: this card in this axis (by its place in `axes`).
    #[serde(default)]
    pub declined: BTreeSet<(String, usize)>,
}

/// An axis on the table.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct OnTableAxis {
    /// If a person named it.
    #[serde(default)]
    pub name: Option<String>,
    /// Ids.
    #[serde(default)]
    pub cards: Vec<String>,
}

/// What the machine would move; a person does it, or does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Move {
    /// The card.
    pub card: String,
    /// Its axis on the table.
    pub from: Option<usize>,
    /// Where it would lie; none is « non rattachées ».
    pub to: Option<usize>,
}

impl OnTable {
    /// A suggestion taken over as it is: nothing named, nothing pinned.
    #[must_use]
    pub fn of(suggestion: &Sorted) -> Self {
        let axes = suggestion.axes.iter().map(|axis| OnTableAxis {
            name: axis.name.clone(),
            cards: axis.objectives.iter().flat_map(|objective| objective.cards.clone()).collect(),
        });
        Self { axes: axes.collect(), ..Self::default() }
    }

    /// Puts the cards of one axis to another and takes the first away; its place numbers move up.
    pub fn merge(&mut self, from: usize, into: usize) {
        if from == into || from >= self.axes.len() || into >= self.axes.len() {
            return;
        }
        let cards = std::mem::take(&mut self.axes[from].cards);
        self.axes[into].cards.extend(cards);
        self.axes.remove(from);
        let moved = |axis: usize| if axis == from { into } else { axis };
        self.declined = std::mem::take(&mut self.declined)
            .into_iter()
            .map(|(card, axis)| (card, moved(axis)))
            .map(|(card, axis)| (card, if axis > from { axis - 1 } else { axis }))
            .collect();
    }
}

impl Table {
    fn weight(&self, card: usize) -> f32 {
        if self.pinned.contains(&card) { PINNED_WEIGHT } else { 1.0 }
    }
}

impl Reading<'_> {
    /// Sorts again from what is on the table; the axes stay, and stay in their order.
    #[must_use]
    pub fn redo(&self, on_table: &OnTable) -> (Sorted, Vec<Move>) {
        let mut lies: Vec<Option<usize>> = vec![None; self.cards.len()];
        for (number, axis) in on_table.axes.iter().enumerate() {
            for card in axis.cards.iter().filter_map(|id| self.card(id)) {
                lies[card] = Some(number);
            }
        }
        let cards_pinned = on_table.pinned.iter().filter_map(|id| self.card(id));
        let (pinned, taken_out) = cards_pinned.partition(|&card| lies[card].is_some());
        let declined: BTreeSet<(usize, usize)> =
            on_table.declined.iter().filter_map(|(id, axis)| Some((self.card(id)?, *axis))).collect();
        let mut table = Table {
            nearest: lies.clone(),
            centroids: Vec::new(),
            names: on_table.axes.iter().map(|axis| axis.name.clone()).collect(),
            pinned,
            taken_out,
            declined,
        };
        self.settle_table(&mut table);
        let suggestion = self.tree(&table);
        let moves = suggestion
            .cards
            .iter()
            .zip(lies)
            .filter(|(placed, from)| placed.axis != *from)
            .map(|(placed, from)| Move { card: placed.card.clone(), from, to: placed.axis })
            .collect();
        (suggestion, moves)
    }

    fn settle_table(&self, table: &mut Table) {
        let start = table.nearest.clone();
        let names: Vec<Option<Direction>> =
            table.names.iter().map(|name| name.as_deref().and_then(|name| self.named(name))).collect();
        let shares = self.shares(table, names.len());
        table.centroids = self.middles(table, &names);
        for _ in 0..ROUNDS_MAX {
            let moved = threads::rows(self.cards.len(), self.threads, |card| {
                if table.pinned.contains(&card) || table.taken_out.contains(&card) || names.is_empty() {
                    return table.nearest[card];
                }
                let score = |axis: usize| {
                    if table.declined.contains(&(card, axis)) && start[card] != Some(axis) {
                        return f32::NEG_INFINITY;
                    }
                    let hold = if start[card] == Some(axis) { HOLD } else { 0.0 };
                    let among = AMONG_NEIGHBOURS * shares[card][axis];
                    table.centroids[axis].along(&self.smooth, card) + among + hold
                };
                let best = first_best((0..names.len()).map(score));
                (score(best) > f32::NEG_INFINITY).then_some(best)
            });
            let done = moved == table.nearest;
            table.nearest = moved;
            table.centroids = self.middles(table, &names);
            if done {
                break;
            }
        }
    }

    /// The middle of each axis: its cards, pinned ones more, and its name.
    fn middles(&self, table: &Table, names: &[Option<Direction>]) -> Vec<Direction> {
        let mut middles = vec![self.smooth.nothing(); names.len()];
        for (card, axis) in table.nearest.iter().enumerate() {
            if let Some(axis) = *axis {
                middles[axis].add(&self.smooth, card, table.weight(card));
            }
        }
        for (middle, name) in middles.iter_mut().zip(names) {
            middle.unit();
            if let Some(name) = name {
                middle.join(name, 1.0);
                middle.unit();
            }
        }
        middles
    }

    /// What a name alone says; words alone if there is no model.
    fn named(&self, name: &str) -> Option<Direction> {
        let mut direction = self.smooth.nothing();
        if let Some(meaning) = self.meaning(name) {
            direction.meaning = meaning.into_iter().map(|value| value * NAME).collect();
            return Some(direction);
        }
        for segment in self.lexicon.read(&[name]).concat().concat() {
            if let Ok(term) = self.terms.binary_search(&segment.stem) {
                direction.words[term] = 1.0;
            }
        }
        direction.unit();
        (direction.square() > 0.0).then_some(direction)
    }

    /// The share of each axis among the neighbours of each card, by their nearness.
    fn shares(&self, table: &Table, axes: usize) -> Vec<Vec<f32>> {
        let shares = self.neighbours.iter().map(|neighbours| {
            let mut shares = vec![0.0; axes];
            for &(other, cosine) in neighbours {
                if let Some(axis) = table.nearest[other] {
                    shares[axis] += cosine * table.weight(other);
                }
            }
            let total: f32 = shares.iter().sum();
            shares.iter_mut().filter(|_| total > 0.0).for_each(|share| *share /= total);
            shares
        });
        shares.collect()
    }

    /// An axis in two, to be shown before it is done.
    #[must_use]
    pub fn split(&self, cards: &[String]) -> Vec<Vec<String>> {
        let cards: BTreeSet<usize> = cards.iter().filter_map(|id| self.card(id)).collect();
        let cards: Vec<usize> = cards.into_iter().collect();
        let heaps: Heaps = ward(&self.smooth.select(&cards), 2, self.threads);
        (0..heaps.count).map(|heap| self.ids(heaps.cards(heap).map(|at| cards[at]))).collect()
    }
}
