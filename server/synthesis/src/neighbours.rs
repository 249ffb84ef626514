//! Which cards lie near which.

use crate::threads;
use crate::vectors::{Vectors, dots};

/// Rows computed together, so that each card is read from memory once for all of them.
const BLOCK: usize = 4;

/// The cards that use a word, by its number.
fn users(vectors: &Vectors) -> Vec<Vec<(usize, f32)>> {
    let mut users = vec![Vec::new(); vectors.terms];
    for (card, words) in vectors.words.iter().enumerate() {
        for &(word, weight) in words {
            users[word as usize].push((card, weight));
        }
    }
    users
}

/// Works on the cosines of each card with the cards from `from(card)` on.
fn each<T: Send>(
    vectors: &Vectors,
    threads: usize,
    from: impl Fn(usize) -> usize + Sync,
    work: impl Fn(usize, Vec<f32>) -> T + Sync,
) -> Vec<T> {
    let (count, users) = (vectors.len(), users(vectors));
    let blocks = threads::rows(count.div_ceil(BLOCK), threads, |block| {
        let cards: [usize; BLOCK] = std::array::from_fn(|row| (block * BLOCK + row).min(count - 1));
        let start = cards.iter().map(|&card| from(card)).min().unwrap_or(0);
        let mut cosines: [Vec<f32>; BLOCK] = std::array::from_fn(|_| Vec::with_capacity(count - start));
        for other in start..count {
            let products = dots(cards.map(|card| vectors.meaning(card)), vectors.meaning(other));
            for (row, product) in cosines.iter_mut().zip(products) {
                row.push(product);
            }
        }
        let rows = cards.into_iter().zip(cosines).take(BLOCK.min(count - block * BLOCK));
        rows.map(|(card, mut row)| {
            for &(word, weight) in &vectors.words[card] {
                let users = &users[word as usize];
                for &(other, other_weight) in &users[users.partition_point(|&(other, _)| other < start)..] {
                    row[other - start] += weight * other_weight;
                }
            }
            work(card, row.split_off(from(card) - start))
        })
        .collect::<Vec<T>>()
    });
    blocks.into_iter().flatten().collect()
}

/// The nearest cards of each, nearest first, with their cosines.
pub(crate) fn nearest(vectors: &Vectors, count: usize, threads: usize) -> Vec<Vec<(usize, f32)>> {
    let nearer = |a: &(usize, f32), b: &(usize, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    each(
        vectors,
        threads,
        |_| 0,
        |card, cosines| {
            let mut near: Vec<(usize, f32)> =
                cosines.into_iter().enumerate().filter(|&(other, _)| other != card).collect();
            if count < near.len() {
                near.select_nth_unstable_by(count, nearer);
                near.truncate(count);
            }
            near.sort_by(nearer);
            near
        },
    )
}

/// The distances of all pairs, row by row, each card with those behind it.
pub(crate) fn distances(vectors: &Vectors, threads: usize) -> Vec<f32> {
    let mut all = Vec::with_capacity(vectors.len() * vectors.len().saturating_sub(1) / 2);
    let rows = each(
        vectors,
        threads,
        |card| card + 1,
        |_, mut cosines| {
            for cosine in &mut cosines {
                *cosine = (2.0 - 2.0 * cosine.min(1.0)).max(0.0).sqrt();
            }
            cosines
        },
    );
    for row in rows {
        all.extend_from_slice(&row);
    }
    all
}
