//! Which cards lie near which, and what that says of them.

use crate::matrix::{Matrix, WIDE};
use crate::threads;
use crate::vectors::{Vectors, strongest};
use std::collections::BTreeMap;
use std::ops::Range;

/// Cards whose cosines are computed together: the others are then read from memory once for all of them.
const BLOCK: usize = 4 * WIDE;

/// Cards that others are compared with.
pub(crate) struct Compared {
    count: usize,
    meanings: Matrix,
    /// The cards that use a word, by its number.
    users: Vec<Vec<(u32, f32)>>,
}

impl Compared {
    pub(crate) fn with(vectors: &Vectors) -> Self {
        let mut users = vec![Vec::new(); vectors.terms];
        for (card, words) in (0..).zip(&vectors.words) {
            for &(word, weight) in words {
                users[word as usize].push((card, weight));
            }
        }
        let count = vectors.len();
        let meaning = |at: usize, card: usize| if card < count { vectors.meaning(card)[at] } else { 0.0 };
        Self { count, meanings: Matrix::new(vectors.width, count, meaning), users }
    }

    /// The cosines of some cards with the compared ones from `start` on (the first of a panel), a row each.
    fn block(&self, of: &Vectors, cards: Range<usize>, start: usize) -> Vec<Vec<f32>> {
        let width = self.meanings.columns() - start;
        let mut products = vec![0.0; cards.len() * width];
        self.meanings.add_product_from(start, of.meanings(cards.clone()), &mut products);
        let rows = cards.enumerate().map(|(number, card)| {
            let mut row = products[number * width..][..self.count - start].to_vec();
            for &(word, weight) in &of.words[card] {
                let users = &self.users[word as usize];
                let from = users.partition_point(|&(other, _)| (other as usize) < start);
                for &(other, other_weight) in &users[from..] {
                    row[other as usize - start] += weight * other_weight;
                }
            }
            row
        });
        rows.collect()
    }

    /// What `work` makes of each card and its cosines with the compared ones.
    pub(crate) fn each<T: Send>(
        &self,
        of: &Vectors,
        threads: usize,
        work: impl Fn(usize, &[f32]) -> T + Sync,
    ) -> Vec<T> {
        let blocks = threads::over(blocks(of.len()), threads, |_, cards| {
            let rows = self.block(of, cards.clone(), 0);
            cards.zip(rows).map(|(card, row)| work(card, &row)).collect::<Vec<T>>()
        });
        blocks.into_iter().flatten().collect()
    }
}

fn blocks(count: usize) -> Vec<Range<usize>> {
    (0..count).step_by(BLOCK).map(|start| start..count.min(start + BLOCK)).collect()
}

/// The neighbours of each card, in the order of the cards, with their cosines.
pub(crate) type Neighbours = Vec<Vec<(usize, f32)>>;

/// Whoever is near is a neighbour, and so is whoever has the card near; what points elsewhere is none.
pub(crate) fn both_ways(near: &[Vec<(usize, f32)>]) -> Neighbours {
    let mut neighbours = vec![BTreeMap::new(); near.len()];
    for (card, near) in near.iter().enumerate() {
        for &(other, cosine) in near.iter().filter(|&&(_, cosine)| cosine > 0.0) {
            neighbours[card].insert(other, cosine);
            neighbours[other].insert(card, cosine);
        }
    }
    neighbours.into_iter().map(|of| of.into_iter().collect()).collect()
}

/// The nearest cards of each, nearest first, with their cosines.
pub(crate) fn nearest(vectors: &Vectors, count: usize, threads: usize) -> Vec<Vec<(usize, f32)>> {
    Compared::with(vectors).each(vectors, threads, |card, cosines| {
        let mut near: Vec<(usize, f32)> = Vec::with_capacity(count + 1);
        for (other, &cosine) in cosines.iter().enumerate() {
            let nearer = near.len() < count || near.last().is_some_and(|&(_, last)| cosine > last);
            if nearer && other != card {
                near.insert(near.partition_point(|&(_, nearer)| nearer >= cosine), (other, cosine));
                near.truncate(count);
            }
        }
        near
    })
}

/// Each card averaged with its neighbours; `share` of 1 is theirs.
pub(crate) fn smooth(vectors: &Vectors, neighbours: &Neighbours, share: f32, threads: usize) -> Vectors {
    let directions = threads::rows(vectors.len(), threads, |card| {
        let mut direction = vectors.nothing();
        direction.add(vectors, card, 1.0 - share);
        let total: f32 = neighbours[card].iter().map(|(_, cosine)| cosine).sum();
        for &(other, cosine) in &neighbours[card] {
            direction.add(vectors, other, share * cosine / total);
        }
        (direction.meaning, strongest(&direction.words))
    });
    vectors.redirected(directions)
}

/// The distances of all pairs, row by row, each card with those behind it.
pub(crate) fn distances(vectors: &Vectors, threads: usize) -> Vec<f32> {
    let count = vectors.len();
    let mut all = vec![0.0; count * count.saturating_sub(1) / 2];
    let mut rest = all.as_mut_slice();
    let mut parts = Vec::new();
    for cards in blocks(count) {
        let pairs = cards.clone().map(|card| count - 1 - card).sum();
        let part;
        (part, rest) = rest.split_at_mut(pairs);
        parts.push((cards, part));
    }
    let compared = Compared::with(vectors);
    threads::over(parts, threads, |_, (cards, part)| {
        let rows = compared.block(vectors, cards.clone(), cards.start);
        let behind = rows.iter().enumerate().flat_map(|(row, cosines)| &cosines[row + 1..]);
        for (distance, cosine) in part.iter_mut().zip(behind) {
            *distance = (2.0 - 2.0 * cosine.min(1.0)).max(0.0).sqrt();
        }
    });
    all
}
