//! From heaps to a tree: axes, their objectives, what belongs nowhere.

use crate::heaps::{Heaps, first_best, merge, nearest, settle, silhouette};
use crate::names::{middle, name, telling_sentences};
use crate::phrases::distinct;
use crate::reading::{AXES_MAX, Reading};
use crate::reasons::{Reasons, sizes};
use crate::suggestion::{CardHeap, InnerHeap, Placed, Sorted, VERSION};
use crate::vectors::{Direction, dot};
use protocol::suggestion::Certainty;
use std::collections::BTreeSet;

/// Fewest axes that are suggested unasked.
const AXES_MIN: usize = 4;
/// By how much one axis more must separate the cards better (mean silhouette): each asks for attention.
const AXIS_WORTH: f64 = 0.01;
/// One axis alone is no sorting.
const COMPARED_MIN: usize = 2;
/// How many more heaps are tried than were wished for, when some of them come out empty.
const SPARE_HEAPS: usize = 3;
/// Fewer cards are sorted by hand.
const CARDS_MIN: usize = 24;
/// An axis has so many cards at least, and [`AXIS_SHARE_MIN`] of all.
const AXIS_CARDS_MIN: usize = 3;
const AXIS_SHARE_MIN: f64 = 0.02;
const AXIS_VOICES_MIN: usize = 2;
/// An objective with fewer cards dissolves.
const OBJECTIVE_CARDS_MIN: usize = 3;
/// By how much the best axis must lead the second for a card to be placed.
const PLACED_MARGIN_MIN: f32 = 0.06;
/// A card of one word must lead by more.
const CONTENT_MIN: usize = 2;
const ALSO_MARGIN: f32 = 0.10;
const RATHER_MARGIN: f32 = 0.20;
const WELL_MARGIN: f32 = 0.40;
/// By how much a sentence must lead for its card to stand under a second axis too.
const SENTENCE_MARGIN: f32 = 0.20;
const CENTRAL_SHOWN: usize = 3;

/// A table: which axis each card is nearest to, and which cards lie in none.
pub(crate) struct Table {
    /// The axis of each card, also of those that are not placed.
    pub(crate) nearest: Vec<Option<usize>>,
    pub(crate) centroids: Vec<Direction>,
    pub(crate) names: Vec<Option<String>>,
    /// Cards that a person placed: their margin takes them nowhere.
    pub(crate) pinned: BTreeSet<usize>,
    /// Cards that a person took out.
    pub(crate) taken_out: BTreeSet<usize>,
    /// Axes a card must not be offered again.
    pub(crate) declined: BTreeSet<(usize, usize)>,
}

impl Reading<'_> {
    /// A first table, with so many axes or as many as the cards fall into.
    #[must_use]
    pub fn suggest(&self, axes: Option<usize>) -> Sorted {
        let table = self.first_table(axes);
        self.tree(&table)
    }

    fn first_table(&self, axes: Option<usize>) -> Table {
        let telling = self.telling();
        let heaps = if self.cards.len() < CARDS_MIN { None } else { self.axes(&telling, axes) };
        let count = heaps.as_ref().map_or(0, |heaps| heaps.count);
        let centroids = heaps
            .map_or_else(Vec::new, |heaps| self.smooth.select(&telling).centroids(&heaps.of, heaps.count));
        let near = |card| (count > 0).then(|| nearest(&centroids, &self.smooth, card));
        let mut table = Table {
            nearest: (0..self.cards.len()).map(near).collect(),
            centroids,
            names: vec![None; count],
            pinned: BTreeSet::new(),
            taken_out: BTreeSet::new(),
            declined: BTreeSet::new(),
        };
        self.order(&mut table);
        table
    }

    fn axes(&self, telling: &[usize], axes: Option<usize>) -> Option<Heaps> {
        let small = self.small(axes.unwrap_or(AXES_MAX));
        let vectors = self.smooth.select(telling);
        let made = |count: usize| settle(&vectors, &merge(&vectors, &small, count), self.threads);
        if let Some(count) = axes {
            // Settling may empty a heap: then one more is made first.
            let tried = (count..=count + SPARE_HEAPS).map(made).find(|heaps| heaps.count == count);
            return Some(tried.unwrap_or_else(|| made(count.max(1))));
        }
        let cards_min = (AXIS_SHARE_MIN * self.cards.len() as f64).max(AXIS_CARDS_MIN as f64);
        let sound = |heaps: &Heaps| {
            (0..heaps.count).all(|heap| {
                let voices: BTreeSet<usize> =
                    heaps.cards(heap).map(|card| self.voices[telling[card]]).collect();
                heaps.cards(heap).count() as f64 >= cards_min && voices.len() >= AXIS_VOICES_MIN
            })
        };
        let mut best: Option<(f64, Heaps)> = None;
        for count in AXES_MIN..=AXES_MAX {
            let heaps = made(count);
            let quality = silhouette(&vectors, &heaps) - AXIS_WORTH * count as f64;
            if sound(&heaps) && best.as_ref().is_none_or(|(best, _)| quality > best + 1e-6) {
                best = Some((quality, heaps));
            }
        }
        let fewer = || (COMPARED_MIN..AXES_MIN).rev().map(made).find(sound);
        best.map(|(_, heaps)| heaps).or_else(fewer)
    }

    /// Numbers the axes: most groups first, then most voices, then the first card. One in which most only agree
    /// comes last.
    fn order(&self, table: &mut Table) {
        let mut order: Vec<usize> = (0..table.centroids.len()).collect();
        order.sort_by_cached_key(|&axis| {
            let cards: Vec<usize> =
                (0..self.cards.len()).filter(|&card| table.nearest[card] == Some(axis)).collect();
            let first = cards.first().copied().unwrap_or(usize::MAX);
            let agree = cards.iter().filter(|&&card| self.lexicon.agrees(&self.segments[card])).count();
            let says = 2 * agree <= cards.len();
            std::cmp::Reverse((says, self.groups(&cards), self.voices(&cards), std::cmp::Reverse(first)))
        });
        table.centroids = order.iter().map(|&axis| table.centroids[axis].clone()).collect();
        let mut number = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            number[old] = new;
        }
        for axis in table.nearest.iter_mut().flatten() {
            *axis = number[*axis];
        }
    }

    fn groups(&self, cards: &[usize]) -> usize {
        let groups: Vec<&str> = cards.iter().filter_map(|&card| self.cards[card].group.as_deref()).collect();
        distinct(&groups, |group| group)
    }

    fn voices(&self, cards: &[usize]) -> usize {
        distinct(cards, |card| self.voices[card])
    }

    /// Everything there is to say about a table.
    pub(crate) fn tree(&self, table: &Table) -> Sorted {
        let count = table.centroids.len();
        let fits: Vec<Fit> = (0..self.cards.len()).map(|card| self.fit(table, card)).collect();
        let axis: Vec<Option<usize>> = fits.iter().map(|fit| fit.axis).collect();
        let members: Vec<Vec<usize>> = (0..count)
            .map(|number| (0..axis.len()).filter(|&card| axis[card] == Some(number)).collect())
            .collect();
        let objectives: Vec<Vec<Vec<usize>>> = self.objectives(&axis, &members);

        let heaps = Heaps { of: axis.iter().map(|axis| axis.unwrap_or(count)).collect(), count };
        let mut axis_phrases = name(self, &heaps, self.encoder.is_some()).into_iter();
        let mut objective_of = vec![usize::MAX; axis.len()];
        for (number, cards) in objectives.iter().flatten().enumerate() {
            for &card in cards {
                objective_of[card] = number;
            }
        }
        let objective_heaps = Heaps { of: objective_of, count: objectives.iter().map(Vec::len).sum() };
        let mut objective_phrases = name(self, &objective_heaps, false).into_iter();

        let axes = (0..count)
            .map(|number| {
                let cards = &members[number];
                let centroid = &table.centroids[number];
                let mut by_distance: Vec<(f32, usize)> =
                    cards.iter().map(|&card| (centroid.along(&self.smooth, card), card)).collect();
                by_distance.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
                let mut from = BTreeSet::new();
                let central = by_distance
                    .iter()
                    .map(|&(_, card)| card)
                    .filter(|&card| self.cards[card].group.as_ref().is_none_or(|group| from.insert(group)));
                CardHeap {
                    name: table.names[number].clone(),
                    groups: self.groups(cards),
                    voices: self.voices(cards),
                    phrases: axis_phrases.next().unwrap_or_default(),
                    sentences: telling_sentences(self, cards, centroid),
                    central: self.ids(central.take(CENTRAL_SHOWN)),
                    edge: by_distance.last().map(|&(_, card)| self.id(card)),
                    drawn: cards.iter().map(|&card| self.id(card)).min_by_key(|id| drawn(id)),
                    objectives: objectives[number]
                        .iter()
                        .map(|cards| InnerHeap {
                            phrases: objective_phrases.next().unwrap_or_default(),
                            cards: self.ids(cards.iter().copied()),
                        })
                        .collect(),
                }
            })
            .collect();

        let centres: Vec<Vec<f32>> =
            members.iter().map(|cards| middle(self, cards.iter().copied())).collect();
        let reasons: Vec<Reasons<'_>> = members
            .iter()
            .zip(&table.centroids)
            .map(|(members, centroid)| Reasons::of(self, members, centroid))
            .collect();
        let groups = sizes(self.cards.iter().filter_map(|card| card.group.as_deref()));
        let cards = fits
            .iter()
            .enumerate()
            .map(|(card, fit)| {
                let by_sentence = self.second_by_sentence(table, card, fit.axis, &centres);
                let also = fit.axis.is_some() && (by_sentence.is_some() || fit.margin < ALSO_MARGIN);
                let near = by_sentence.or(fit.second.filter(|_| fit.margin < RATHER_MARGIN));
                Placed {
                    card: self.id(card),
                    axis: fit.axis,
                    nearest: table.nearest[card].filter(|_| count >= COMPARED_MIN),
                    certainty: fit.certainty(),
                    other: near,
                    also: also && near.is_some(),
                    why: fit.axis.map_or_else(Default::default, |axis| reasons[axis].why(card, &groups)),
                }
            })
            .collect();
        let unplaced = self.ids((0..axis.len()).filter(|&card| axis[card].is_none()));
        Sorted {
            version: VERSION,
            meaning: self.encoder.is_some(),
            axes,
            unplaced,
            cards,
            alike: self.alike(),
        }
    }

    fn fit(&self, table: &Table, card: usize) -> Fit {
        let near = table.nearest[card];
        let mut others: Vec<(f32, usize)> = (0..table.centroids.len())
            .filter(|&axis| Some(axis) != near && !table.declined.contains(&(card, axis)))
            .map(|axis| (table.centroids[axis].along(&self.smooth, card), axis))
            .collect();
        others.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let own = near.map_or(0.0, |axis| table.centroids[axis].along(&self.smooth, card));
        let margin = others.first().map_or(1.0, |(second, _)| own - second);
        let content = self.content(card);
        // Where there is no other, nothing is said of how a card fits.
        let placed = table.pinned.contains(&card)
            || (!others.is_empty()
                && !table.taken_out.contains(&card)
                && content > 0
                && margin >= if content < CONTENT_MIN { RATHER_MARGIN } else { PLACED_MARGIN_MIN });
        let axis = near.filter(|_| placed);
        Fit { axis, margin, second: others.first().map(|&(_, axis)| axis) }
    }

    /// Another axis that a sentence of the card prefers.
    fn second_by_sentence(
        &self,
        table: &Table,
        card: usize,
        axis: Option<usize>,
        centres: &[Vec<f32>],
    ) -> Option<usize> {
        let own = axis?;
        let sentences = self.sentences(card);
        let spoken = (0..sentences.len()).filter(|&sentence| !sentences[sentence].is_empty());
        spoken.filter_map(|sentence| self.sentence(card, sentence)).find_map(|sentence| {
            let cosines: Vec<f32> = centres.iter().map(|centre| dot(centre, &sentence)).collect();
            let best = first_best(cosines.iter().copied());
            let leads = best != own && cosines[best] - cosines[own] >= SENTENCE_MARGIN;
            (leads && !table.declined.contains(&(card, best))).then_some(best)
        })
    }

    /// The objectives of each axis, in the order of their first cards.
    fn objectives(&self, axis: &[Option<usize>], members: &[Vec<usize>]) -> Vec<Vec<Vec<usize>>> {
        if members.is_empty() {
            return Vec::new();
        }
        let telling = self.telling();
        let small = self.small(members.len().max(AXES_MAX));
        let centroids = self.smooth.select(&telling).centroids(&small.of, small.count);
        // A small heap is of the axis in which most of its cards lie.
        let mut votes = vec![vec![0usize; members.len()]; small.count];
        for (at, &card) in telling.iter().enumerate() {
            if let Some(axis) = axis[card] {
                votes[small.of[at]][axis] += 1;
            }
        }
        let home = |heap: usize| {
            let most = votes[heap].iter().max().copied().unwrap_or(0);
            votes[heap].iter().position(|&votes| votes == most)
        };
        members
            .iter()
            .enumerate()
            .map(|(number, cards)| {
                let mut heaps: Vec<usize> =
                    (0..small.count).filter(|&heap| home(heap) == Some(number)).collect();
                loop {
                    let mut objectives: Vec<Vec<usize>> = vec![Vec::new(); heaps.len().max(1)];
                    for &card in cards {
                        let along = heaps.iter().map(|&heap| centroids[heap].along(&self.smooth, card));
                        objectives[first_best(along)].push(card);
                    }
                    let least =
                        (0..heaps.len()).min_by_key(|&at| (objectives[at].len(), std::cmp::Reverse(at)));
                    match least {
                        Some(at) if heaps.len() > 1 && objectives[at].len() < OBJECTIVE_CARDS_MIN => {
                            heaps.remove(at);
                        }
                        _ => {
                            objectives.retain(|cards| !cards.is_empty());
                            objectives.sort_by_key(|cards| cards.first().copied());
                            return objectives;
                        }
                    }
                }
            })
            .collect()
    }
}

/// How a card fits.
struct Fit {
    axis: Option<usize>,
    margin: f32,
    second: Option<usize>,
}

impl Fit {
    fn certainty(&self) -> Certainty {
        if self.margin >= WELL_MARGIN {
            Certainty::Well
        } else if self.margin >= RATHER_MARGIN {
            Certainty::Rather
        } else {
            Certainty::Hesitates
        }
    }
}

/// A number that an id alone decides (FNV-1a).
fn drawn(id: &str) -> u64 {
    id.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
