//! Heaps of cards: many small ones, then few, then each card where it lies best.

use crate::neighbours::distances;
use crate::threads;
use crate::vectors::{Direction, Vectors};
use std::collections::BTreeMap;

/// Above so many cards Ward sees every so-manieth only.
const WARD_CARDS_MAX: usize = 6000;
/// How many it then sees.
const WARD_CARDS_SAMPLE: usize = 4000;
const ROUNDS_MAX: usize = 30;
/// A better value is better by this much; else the first stays.
const BETTER: f32 = 1e-7;

/// The heap of each card, numbered by their first cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heaps {
    pub(crate) of: Vec<usize>,
    pub(crate) count: usize,
}

impl Heaps {
    pub(crate) fn new(labels: &[usize]) -> Self {
        let mut numbers = BTreeMap::new();
        let of: Vec<usize> = labels
            .iter()
            .map(|&label| {
                let next = numbers.len();
                *numbers.entry(label).or_insert(next)
            })
            .collect();
        Self { of, count: numbers.len() }
    }

    pub(crate) fn cards(&self, heap: usize) -> impl Iterator<Item = usize> {
        self.of.iter().enumerate().filter(move |&(_, &of)| of == heap).map(|(card, _)| card)
    }

    pub(crate) fn sizes(&self) -> Vec<usize> {
        let mut sizes = vec![0; self.count];
        for &heap in &self.of {
            sizes[heap] += 1;
        }
        sizes
    }
}

/// Small heaps by Ward's method, each card then settled.
pub(crate) fn small(vectors: &Vectors, count: usize, threads: usize) -> Heaps {
    let step = if vectors.len() > WARD_CARDS_MAX { vectors.len().div_ceil(WARD_CARDS_SAMPLE) } else { 1 };
    let seen: Vec<usize> = (0..vectors.len()).step_by(step).collect();
    let heaps =
        if step == 1 { ward(vectors, count, threads) } else { ward(&vectors.select(&seen), count, threads) };
    let mut start = vec![0; vectors.len()];
    let centroids =
        if step == 1 { Vec::new() } else { vectors.select(&seen).centroids(&heaps.of, heaps.count) };
    for (card, start) in start.iter_mut().enumerate() {
        *start = if step == 1 { heaps.of[card] } else { nearest(&centroids, vectors, card) };
    }
    settle(vectors, &Heaps { of: start, count: heaps.count }, threads)
}

/// Ward's method, cut into so many heaps.
pub(crate) fn ward(vectors: &Vectors, count: usize, threads: usize) -> Heaps {
    let cards = vectors.len();
    if cards <= count {
        return Heaps::new(&(0..cards).collect::<Vec<_>>());
    }
    let mut distances = distances(vectors, threads);
    let steps = kodama::linkage(&mut distances, cards, kodama::Method::Ward);
    let mut above: Vec<usize> = (0..2 * cards).collect();
    for (made, step) in steps.steps().iter().take(cards - count).enumerate() {
        above[step.cluster1] = cards + made;
        above[step.cluster2] = cards + made;
    }
    let top = |mut heap: usize| {
        while above[heap] != heap {
            heap = above[heap];
        }
        heap
    };
    Heaps::new(&(0..cards).map(top).collect::<Vec<_>>())
}

/// Spherical k-means from given heaps.
pub(crate) fn settle(vectors: &Vectors, heaps: &Heaps, threads: usize) -> Heaps {
    let mut of = heaps.of.clone();
    for _ in 0..ROUNDS_MAX {
        let centroids = vectors.centroids(&of, heaps.count);
        let moved = threads::rows(vectors.len(), threads, |card| nearest(&centroids, vectors, card));
        if moved == of {
            break;
        }
        of = moved;
    }
    Heaps::new(&of)
}

/// The heap whose middle is nearest to a card.
pub(crate) fn nearest(centroids: &[Direction], vectors: &Vectors, card: usize) -> usize {
    first_best(centroids.iter().map(|centroid| centroid.along(vectors, card)))
}

/// The place of the largest value, the first if several are.
pub(crate) fn first_best(values: impl Iterator<Item = f32>) -> usize {
    let mut best = (f32::NEG_INFINITY, 0);
    for (place, value) in values.enumerate() {
        if value > best.0 + BETTER {
            best = (value, place);
        }
    }
    best.1
}

/// Joins the two heaps whose cards are nearest to each other on average, until so many are left. With
/// words alone one heap would swallow the rest: their middles are compared, and small ones count as nearer.
pub(crate) fn merge(vectors: &Vectors, heaps: &Heaps, count: usize) -> Heaps {
    let mut sums = vectors.sums(&heaps.of, heaps.count);
    let mut sizes = heaps.sizes();
    let mut numbers: Vec<usize> = (0..heaps.count).collect();
    let mut into = numbers.clone();
    while sums.len() > count {
        let pairs: Vec<(usize, usize)> =
            (0..sums.len()).flat_map(|a| (a + 1..sizes.len()).map(move |b| (a, b))).collect();
        let lengths: Vec<f32> = sums.iter().map(|sum| sum.square().sqrt().max(1e-12)).collect();
        let nearness = |&(a, b): &(usize, usize)| {
            let product = sums[a].product(&sums[b]);
            if vectors.width > 0 {
                return product / (sizes[a] * sizes[b]) as f32;
            }
            let (one, other) = (lengths[a], lengths[b]);
            (product / (one * other) - 1.0) * (one * other / (one + other)).sqrt().sqrt()
        };
        let (a, b) = pairs[first_best(pairs.iter().map(nearness))];
        let (sum, gone) = (sums.remove(b), numbers.remove(b));
        sums[a].join(&sum, 1.0);
        sizes[a] += sizes.remove(b);
        for heap in into.iter_mut().filter(|heap| **heap == gone) {
            *heap = numbers[a];
        }
    }
    Heaps::new(&heaps.of.iter().map(|&heap| into[heap]).collect::<Vec<_>>())
}

/// How much nearer cards are to their own heap than to the next, from -1 to 1 (mean silhouette).
pub(crate) fn silhouette(vectors: &Vectors, heaps: &Heaps) -> f64 {
    let (sums, sizes) = (vectors.sums(&heaps.of, heaps.count), heaps.sizes());
    let mut total = 0.0;
    for (card, &own) in heaps.of.iter().enumerate() {
        if sizes[own] < 2 {
            continue;
        }
        let inside = 1.0 - (sums[own].along(vectors, card) - 1.0) / (sizes[own] as f32 - 1.0);
        let outside = (0..heaps.count)
            .filter(|&heap| heap != own)
            .map(|heap| 1.0 - sums[heap].along(vectors, card) / sizes[heap] as f32)
            .fold(f32::INFINITY, f32::min);
        total += f64::from((outside - inside) / inside.max(outside).max(1e-9));
    }
    total / vectors.len() as f64
}
