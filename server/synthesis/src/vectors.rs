//! Cards as directions: what they mean and which words they use.

use crate::words::Weights;
use std::collections::BTreeMap;
use std::ops::Range;

/// How much words count beside meaning, of 1.
const WORDS: f32 = 0.3;
/// The strongest words kept of a direction that many cards have been added to.
const WORDS_MAX: usize = 96;
/// A group adds at most this much of its mean to a card.
const CONTEXT_MAX: f32 = 0.35;
/// How fast the group's weight grows with its cohesion.
const CONTEXT_GROWTH: f32 = 12.0;

/// All cards, each of unit length (or empty).
#[derive(Clone)]
pub(crate) struct Vectors {
    /// Numbers of the meaning of a card; 0 without a model.
    pub(crate) width: usize,
    meanings: Vec<f32>,
    pub(crate) words: Vec<Weights>,
    pub(crate) terms: usize,
}

/// The direction of a heap.
#[derive(Clone)]
pub(crate) struct Direction {
    pub(crate) meaning: Vec<f32>,
    pub(crate) words: Vec<f32>,
}

impl Vectors {
    /// Joins meanings, seen from the forum's mean, and words.
    pub(crate) fn join(heard: &[&[f32]], mean: &[f32], words: Vec<Weights>, terms: usize) -> Self {
        let width = mean.len();
        let mut meanings = Vec::with_capacity(heard.len() * width);
        for row in heard {
            meanings.extend(about(row, mean));
        }
        let mut joined = Self { width, meanings, words, terms };
        let share = if width == 0 { 1.0 } else { WORDS };
        for card in 0..joined.len() {
            let (meaning, words) = joined.card_mut(card);
            for value in meaning {
                *value *= (1.0 - share).sqrt();
            }
            for (_, weight) in words {
                *weight *= share.sqrt();
            }
            joined.unit(card);
        }
        joined
    }

    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    pub(crate) fn meaning(&self, card: usize) -> &[f32] {
        self.meanings(card..card + 1)
    }

    /// The meanings of several cards, one behind the other.
    pub(crate) fn meanings(&self, cards: Range<usize>) -> &[f32] {
        &self.meanings[cards.start * self.width..cards.end * self.width]
    }

    fn card_mut(&mut self, card: usize) -> (&mut [f32], &mut Weights) {
        (&mut self.meanings[card * self.width..][..self.width], &mut self.words[card])
    }

    fn unit(&mut self, card: usize) {
        let (meaning, words) = self.card_mut(card);
        let square = dot(meaning, meaning) + words.iter().map(|(_, weight)| weight * weight).sum::<f32>();
        if square > 0.0 {
            let length = square.sqrt();
            meaning.iter_mut().for_each(|value| *value /= length);
            words.iter_mut().for_each(|(_, weight)| *weight /= length);
        }
    }

    fn set(&mut self, card: usize, direction: &Direction) {
        let (meaning, words) = self.card_mut(card);
        meaning.copy_from_slice(&direction.meaning);
        *words = strongest(&direction.words);
        self.unit(card);
    }

    /// These cards alone, in this order.
    pub(crate) fn select(&self, cards: &[usize]) -> Self {
        Self {
            width: self.width,
            meanings: cards.iter().flat_map(|&card| self.meaning(card)).copied().collect(),
            words: cards.iter().map(|&card| self.words[card].clone()).collect(),
            terms: self.terms,
        }
    }

    pub(crate) fn nothing(&self) -> Direction {
        Direction { meaning: vec![0.0; self.width], words: vec![0.0; self.terms] }
    }

    /// Each card moved towards the others of its group, as far as the group holds together.
    pub(crate) fn in_context(&self, groups: &[Option<&str>]) -> Self {
        let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (card, group) in groups.iter().enumerate() {
            if let Some(group) = group {
                members.entry(group).or_default().push(card);
            }
        }
        let mut moved = self.clone();
        for cards in members.values().filter(|cards| cards.len() >= 2) {
            let count = cards.len() as f32;
            let mut sum = self.nothing();
            for &card in cards {
                sum.add(self, card, 1.0);
            }
            let cohesion = (sum.square() - count) / (count * (count - 1.0));
            let pull = (CONTEXT_GROWTH * cohesion * count / (count + 3.0)).clamp(0.0, CONTEXT_MAX);
            if pull <= 0.0 {
                continue;
            }
            for &card in cards {
                let mut others = sum.clone();
                others.add(self, card, -1.0);
                others.unit();
                let mut direction = self.nothing();
                direction.add(self, card, 1.0);
                direction.join(&others, pull);
                moved.set(card, &direction);
            }
        }
        moved
    }

    /// The same cards with these directions.
    pub(crate) fn redirected(&self, directions: Vec<(Vec<f32>, Weights)>) -> Self {
        let (meanings, words): (Vec<_>, Vec<_>) = directions.into_iter().unzip();
        let mut vectors = Self { width: self.width, meanings: meanings.concat(), words, terms: self.terms };
        for card in 0..vectors.len() {
            vectors.unit(card);
        }
        vectors
    }

    /// The sums of the heaps.
    pub(crate) fn sums(&self, heaps: &[usize], count: usize) -> Vec<Direction> {
        let mut sums = vec![self.nothing(); count];
        for (card, &heap) in heaps.iter().enumerate() {
            sums[heap].add(self, card, 1.0);
        }
        sums
    }

    /// The middles of the heaps.
    pub(crate) fn centroids(&self, heaps: &[usize], count: usize) -> Vec<Direction> {
        let mut centroids = self.sums(heaps, count);
        centroids.iter_mut().for_each(Direction::unit);
        centroids
    }
}

impl Direction {
    pub(crate) fn add(&mut self, vectors: &Vectors, card: usize, weight: f32) {
        for (sum, value) in self.meaning.iter_mut().zip(vectors.meaning(card)) {
            *sum += weight * value;
        }
        for &(word, value) in &vectors.words[card] {
            self.words[word as usize] += weight * value;
        }
    }

    pub(crate) fn join(&mut self, other: &Self, weight: f32) {
        for (sum, value) in self.meaning.iter_mut().zip(&other.meaning) {
            *sum += weight * value;
        }
        for (sum, value) in self.words.iter_mut().zip(&other.words) {
            *sum += weight * value;
        }
    }

    pub(crate) fn square(&self) -> f32 {
        dot(&self.meaning, &self.meaning) + dot(&self.words, &self.words)
    }

    pub(crate) fn unit(&mut self) {
        let length = self.square().sqrt();
        if length > 0.0 {
            self.meaning.iter_mut().chain(&mut self.words).for_each(|value| *value /= length);
        }
    }

    /// The product with a card.
    pub(crate) fn along(&self, vectors: &Vectors, card: usize) -> f32 {
        let words = vectors.words[card].iter().map(|&(word, value)| self.words[word as usize] * value);
        dot(&self.meaning, vectors.meaning(card)) + words.sum::<f32>()
    }

    pub(crate) fn product(&self, other: &Self) -> f32 {
        dot(&self.meaning, &other.meaning) + dot(&self.words, &other.words)
    }
}

/// The strongest words, by number.
pub(crate) fn strongest(words: &[f32]) -> Weights {
    let mut kept: Weights = (0..).zip(words.iter().copied()).filter(|&(_, weight)| weight != 0.0).collect();
    if kept.len() > WORDS_MAX {
        kept.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        kept.truncate(WORDS_MAX);
        kept.sort_by_key(|&(word, _)| word);
    }
    kept.shrink_to_fit();
    kept
}

/// Sums adding side by side; fixed, so that every machine adds in the same order.
const LANES: usize = 8;

/// The product of two rows.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut sums = [0f32; LANES];
    for (a, b) in a.iter().zip(b) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    let rest = a_rest.iter().zip(b_rest).map(|(a, b)| a * b);
    sums.into_iter().chain(rest).sum()
}

/// The mean of all rows.
pub(crate) fn mean(rows: &[&[f32]]) -> Vec<f32> {
    let mut sum = vec![0f64; rows.first().map_or(0, |row| row.len())];
    for row in rows {
        for (sum, &value) in sum.iter_mut().zip(*row) {
            *sum += f64::from(value);
        }
    }
    sum.iter().map(|sum| (sum / rows.len() as f64) as f32).collect()
}

/// A row seen from the mean, of unit length.
pub(crate) fn about(row: &[f32], mean: &[f32]) -> Vec<f32> {
    let mut row: Vec<f32> = row.iter().zip(mean).map(|(value, mean)| value - mean).collect();
    unit(&mut row);
    row
}

pub(crate) fn unit(row: &mut [f32]) {
    let length = dot(row, row).sqrt();
    if length > 0.0 {
        row.iter_mut().for_each(|value| *value /= length);
    }
}
