//! How near a suggestion comes to what people made of the same contributions.

use super::{FileLine, cards, human};
use anyhow::{Context, bail};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;
use synthesis::agreement::{rand_index, v_measure};
use synthesis::{Card, Material, Model, OnTable, OnTableAxis, Reading};

/// The share of cards that a person moves, and the share that is taken away.
const TENTH: usize = 10;
/// Draws the same cards every time.
const SEED: u64 = 2016;

#[derive(Serialize)]
pub(super) struct Score {
    n: usize,
    words_only: bool,
    k_human: Agreement,
    k_chosen: Agreement,
    moved_10: Moved,
    stability: Stability,
    /// Grouping and names, of encoded cards.
    seconds: f64,
    /// One sorting again from what is on the table.
    redo_seconds: f64,
    /// Encoding of a card, on average; it is done once, when the card arrives.
    encode_seconds: f64,
}

#[derive(Serialize)]
struct Agreement {
    k: usize,
    v: f64,
    ari: f64,
    nmi: f64,
}

#[derive(Serialize)]
struct Moved {
    ari: f64,
    v: f64,
    gain: f64,
    moved: usize,
}

/// Agreement (ARI) with the suggestion for all lines as they stand.
#[derive(Serialize)]
struct Stability {
    removed_10: f64,
    shuffled: f64,
}

/// The measures of several samples that each lack a tenth of the cards: without times, so the same bytes every time.
#[derive(Serialize)]
pub(super) struct Repeated {
    samples: u32,
    k_human: SpreadAgreement,
    k_chosen: SpreadAgreement,
    moved_10: SpreadMoved,
}

#[derive(Serialize)]
struct SpreadAgreement {
    v: Spread,
    ari: Spread,
}

#[derive(Serialize)]
struct SpreadMoved {
    v: Spread,
    ari: Spread,
    gain: Spread,
}

#[derive(Debug, PartialEq, Serialize)]
struct Spread {
    mean: f64,
    /// The standard deviation.
    spread: f64,
}

/// Scores `samples` parts of the lines: each without the tenth that comes first by the hash of its number and the text.
pub(super) fn repeated(
    lines: &[FileLine],
    samples: u32,
    model: Option<&Model>,
    threads: usize,
) -> anyhow::Result<Repeated> {
    let cards = cards(lines, model, threads);
    let mut measured = Vec::new();
    for sample in 0..samples {
        let kept = without_a_tenth(lines, sample);
        let some: Vec<FileLine> = kept.iter().map(|&line| lines[line].clone()).collect();
        let (truth, k) = human(&some).context("a line has no axis to compare with")?;
        if k < 2 {
            bail!("one human axis is nothing to compare with: sample {sample} has no other");
        }
        let some: Vec<Card> = kept.iter().map(|&card| cards[card].clone()).collect();
        let reading = reading(&some, model, threads);
        let chosen = agreement(&labels(&reading.suggest(None)), &truth);
        let first = labels(&reading.suggest(Some(k)));
        let (on_table, moved) = with_a_tenth_put_right(&some, &first, &truth, k, &mut Random(SEED));
        let first = agreement(&first, &truth);
        let moved = Moved::new(&labels(&reading.redo(&on_table).0), &truth, first.ari, moved);
        measured.push((first, chosen, moved));
    }
    let spread =
        |of: fn(&(Agreement, Agreement, Moved)) -> f64| Spread::new(measured.iter().map(of).collect());
    Ok(Repeated {
        samples,
        k_human: SpreadAgreement { v: spread(|(first, ..)| first.v), ari: spread(|(first, ..)| first.ari) },
        k_chosen: SpreadAgreement {
            v: spread(|(_, chosen, _)| chosen.v),
            ari: spread(|(_, chosen, _)| chosen.ari),
        },
        moved_10: SpreadMoved {
            v: spread(|(.., moved)| moved.v),
            ari: spread(|(.., moved)| moved.ari),
            gain: spread(|(.., moved)| moved.gain),
        },
    })
}

/// The lines of a sample, in their order.
fn without_a_tenth(lines: &[FileLine], sample: u32) -> Vec<usize> {
    let hash = |text: &str| Sha256::new().chain_update(sample.to_be_bytes()).chain_update(text).finalize();
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_cached_key(|&line| hash(&lines[line].text));
    let mut kept = order.split_off(lines.len().div_ceil(TENTH));
    kept.sort_unstable();
    kept
}

impl Spread {
    fn new(values: Vec<f64>) -> Self {
        let mean_of = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let mean = mean_of(&values);
        let squares: Vec<f64> = values.iter().map(|value| (value - mean).powi(2)).collect();
        Self { mean, spread: mean_of(&squares).sqrt() }
    }
}

impl Moved {
    fn new(labels: &[usize], truth: &[usize], before: f64, moved: usize) -> Self {
        let (v, ari) = (v_measure(labels, truth), rand_index(labels, truth));
        Self { ari, v, gain: ari - before, moved }
    }
}

/// Suggests for the lines in several ways and compares with the axes of people.
pub(super) fn score(lines: &[FileLine], model: Option<&Model>, threads: usize) -> anyhow::Result<Score> {
    let (truth, k) = human(lines).context("a line has no axis to compare with")?;
    if k < 2 {
        bail!("one human axis is nothing to compare with");
    }
    let start = Instant::now();
    let mut cards = cards(lines, model, threads);
    let encode_seconds = start.elapsed().as_secs_f64() / lines.len() as f64;

    let start = Instant::now();
    let chosen = labels(&reading(&cards, model, threads).suggest(None));
    let seconds = start.elapsed().as_secs_f64();

    let of_all = reading(&cards, model, threads);
    let first = labels(&of_all.suggest(Some(k)));
    let mut random = Random(SEED);
    let (on_table, moved) = with_a_tenth_put_right(&cards, &first, &truth, k, &mut random);
    let start = Instant::now();
    let (again, _) = of_all.redo(&on_table);
    let redo_seconds = start.elapsed().as_secs_f64();
    let redone = labels(&again);
    drop(of_all);

    let of = |some: &[Card]| labels(&reading(some, model, threads).suggest(None));
    let mut order: Vec<usize> = (0..cards.len()).collect();
    random.shuffle(&mut order);
    let in_order: Vec<Card> = order.iter().map(|&card| std::mem::take(&mut cards[card])).collect();
    let shuffled = of(&in_order);
    let tenth = in_order.len().div_ceil(TENTH);
    let fewer = of(&in_order[tenth..]);
    let mut kept = order.split_off(tenth);
    kept.sort_unstable();
    let before: Vec<usize> = kept.iter().map(|&card| chosen[card]).collect();

    let k_human = agreement(&first, &truth);
    Ok(Score {
        n: lines.len(),
        words_only: model.is_none(),
        moved_10: Moved::new(&redone, &truth, k_human.ari, moved),
        k_human,
        k_chosen: agreement(&chosen, &truth),
        stability: Stability {
            removed_10: rand_index(&fewer, &before),
            shuffled: rand_index(&shuffled, &chosen),
        },
        seconds,
        redo_seconds,
        encode_seconds,
    })
}

fn reading<'a>(cards: &'a [Card], model: Option<&'a Model>, threads: usize) -> Reading<'a> {
    Reading::new(&Material { cards, places: &[], model, threads })
}

/// The axis each card is nearest to, by id; those without any share one.
fn labels(suggestion: &synthesis::Sorted) -> Vec<usize> {
    suggestion.cards.iter().map(|card| card.nearest.unwrap_or(suggestion.axes.len())).collect()
}

/// A person puts a tenth of all cards right, drawn among the wrong ones. Which axis means which human
/// axis is where most of its cards belong, as far as one to one goes.
fn with_a_tenth_put_right(
    cards: &[Card],
    labels: &[usize],
    truth: &[usize],
    k: usize,
    random: &mut Random,
) -> (OnTable, usize) {
    let shared = |axis: usize, human: usize| {
        labels.iter().zip(truth).filter(|&(&label, &truth)| label == axis && truth == human).count()
    };
    let mut pairs: Vec<(usize, usize, usize)> = (0..k)
        .flat_map(|axis| (0..k).map(move |human| (axis, human)))
        .map(|(axis, human)| (shared(axis, human), axis, human))
        .collect();
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut axis_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut taken = vec![false; k];
    for (_, axis, human) in pairs {
        if !taken[axis] && !axis_of.contains_key(&human) {
            taken[axis] = true;
            axis_of.insert(human, axis);
        }
    }
    let right: Vec<usize> = truth.iter().map(|human| axis_of.get(human).copied().unwrap_or(0)).collect();
    let mut wrong: Vec<usize> = (0..labels.len()).filter(|&card| labels[card] != right[card]).collect();
    random.shuffle(&mut wrong);
    wrong.truncate(labels.len().div_ceil(TENTH));

    let mut lies = labels.to_vec();
    for &card in &wrong {
        lies[card] = right[card];
    }
    let mut on_table = OnTable { axes: vec![OnTableAxis::default(); k], ..OnTable::default() };
    for (card, axis) in lies.into_iter().enumerate() {
        on_table.axes[axis].cards.push(cards[card].id.clone());
    }
    on_table.pinned = wrong.iter().map(|&card| cards[card].id.clone()).collect();
    (on_table, wrong.len())
}

fn agreement(labels: &[usize], truth: &[usize]) -> Agreement {
    let (k, v) = (labels.iter().collect::<BTreeSet<_>>().len(), v_measure(labels, truth));
    // With the arithmetic mean, normalised mutual information is the V-measure.
    Agreement { k, v, ari: rand_index(labels, truth), nmi: v }
}

/// Numbers that look random and are always the same (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = (self.next() % (last as u64 + 1)) as usize;
            items.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(texts: impl Iterator<Item = u32>) -> Vec<FileLine> {
        let line = |n: u32| FileLine {
            text: format!("phrase {n}"),
            group: None,
            voice: None,
            kind: None,
            axis: None,
        };
        texts.map(line).collect()
    }

    fn texts(lines: &[FileLine], sample: u32) -> BTreeSet<String> {
        without_a_tenth(lines, sample).into_iter().map(|line| lines[line].text.clone()).collect()
    }

    #[test]
    fn a_sample_lacks_a_tenth_and_the_order_of_the_lines_changes_nothing() {
        let (some, turned) = (lines(0..95), lines((0..95).rev()));
        for sample in 0..20 {
            assert_eq!(without_a_tenth(&some, sample).len(), 85);
            assert!(without_a_tenth(&some, sample).is_sorted());
            assert_eq!(texts(&some, sample), texts(&turned, sample));
        }
        let samples: BTreeSet<BTreeSet<String>> = (0..20).map(|sample| texts(&some, sample)).collect();
        assert_eq!(samples.len(), 20, "each sample lacks others");
    }

    #[test]
    fn a_sample_lacks_the_same_cards_for_ever() {
        let some = lines(0..20);
        let lacks = |sample| -> Vec<u32> {
            let kept = without_a_tenth(&some, sample);
            (0..20).filter(|&n| !kept.contains(&(n as usize))).collect()
        };
        assert_eq!((lacks(0), lacks(1), lacks(2)), (vec![11, 15], vec![12, 16], vec![2, 6]));
    }

    #[test]
    fn a_spread_is_the_standard_deviation() {
        assert_eq!(Spread::new(vec![1.0, 3.0]), Spread { mean: 2.0, spread: 1.0 });
        assert_eq!(Spread::new(vec![0.25]), Spread { mean: 0.25, spread: 0.0 });
    }
}
