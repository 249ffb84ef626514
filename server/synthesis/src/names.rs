//! What tells a heap from the others, in people's own words: phrases of several voices, and whole sentences.
//! Nothing is made up.

use crate::card::sentences;
use crate::heaps::Heaps;
use crate::phrases::{Phrased, distinct};
use crate::reading::Reading;
use crate::suggestion::{HeapPhrase, Sentence};
use crate::threads;
use crate::vectors::{Direction, dot, unit};
use crate::words::plain;
use std::collections::BTreeSet;

/// Phrases whose meaning is compared with that of their axis.
const PHRASES_COMPARED: usize = 16;
const PHRASES_SHOWN: usize = 3;
const SENTENCE_WORDS: std::ops::RangeInclusive<usize> = 4..=16;
/// The cards from the middle of an axis that may give its sentences.
const SENTENCE_CARDS: usize = 40;
const SENTENCES_SHOWN: usize = 2;
/// Two sentences shown are less alike than this.
const SENTENCES_ALIKE: f32 = 0.6;

/// The phrases that tell each heap from the rest; cards of heap `heaps.count` and above are the rest only.
pub(crate) fn name(reading: &Reading<'_>, heaps: &Heaps, compare_meaning: bool) -> Vec<Vec<HeapPhrase>> {
    let (all, sizes) = (heaps.of.len() as f64, sizes(heaps));
    let mut scored: Vec<Vec<(f64, &Phrased, HeapPhrase)>> = vec![Vec::new(); heaps.count];
    for phrased in &reading.phrases {
        let mut here: Vec<(usize, usize)> =
            phrased.cards.iter().map(|&card| (heaps.of[card], card)).collect();
        here.sort_unstable();
        for here in here.chunk_by(|a, b| a.0 == b.0).filter(|here| here[0].0 < heaps.count) {
            let heap = here[0].0;
            let (inside, size) = (here.len() as f64, sizes[heap] as f64);
            let outside = phrased.cards.len() as f64 - inside;
            let telling = log_odds(inside, size) - log_odds(outside, all - size);
            let z = telling / (1.0 / (inside + 0.5) + 1.0 / (outside + 0.5)).sqrt();
            let voices = distinct(here, |(_, card)| reading.voices[card]);
            if z > 0.0 && voices >= 2 {
                let longer = 1.0 + 0.5 * (phrased.stems.len() as f64 - 1.0);
                let phrase = HeapPhrase { text: phrased.spelling.clone(), cards: here.len(), voices };
                scored[heap].push((z * longer, phrased, phrase));
            }
        }
    }
    let best = |scored: &mut Vec<(f64, &Phrased, HeapPhrase)>| {
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.stems.cmp(&b.1.stems)));
    };
    threads::over(scored, reading.threads, |heap, mut scored| {
        best(&mut scored);
        if compare_meaning {
            let middle = middle(reading, heaps.cards(heap));
            scored.truncate(PHRASES_COMPARED);
            for (score, phrased, _) in &mut scored {
                if let Some(meaning) = phrased.meaning.get_or_init(|| reading.meaning(&phrased.spelling)) {
                    *score *= f64::from(0.5 + dot(meaning, &middle).max(0.0));
                }
            }
            best(&mut scored);
        }
        let mut used: BTreeSet<&str> = BTreeSet::new();
        let mut shown = Vec::new();
        for (_, phrased, phrase) in scored {
            if shown.len() < PHRASES_SHOWN && phrased.stems.iter().all(|stem| !used.contains(stem.as_str())) {
                used.extend(phrased.stems.iter().map(String::as_str));
                shown.push(phrase);
            }
        }
        shown
    })
}

fn sizes(heaps: &Heaps) -> Vec<usize> {
    (0..heaps.count).map(|heap| heaps.cards(heap).count()).collect()
}

fn log_odds(with: f64, of: f64) -> f64 {
    let share = (with + 0.5) / (of + 1.0);
    libm::log(share / (1.0 - share))
}

/// The middle of the meanings of some cards.
pub(crate) fn middle(reading: &Reading<'_>, cards: impl Iterator<Item = usize>) -> Vec<f32> {
    let mut middle = vec![0.0; reading.mean.len()];
    for meaning in cards.filter_map(|card| reading.whole(card)) {
        for (sum, value) in middle.iter_mut().zip(meaning) {
            *sum += value;
        }
    }
    unit(&mut middle);
    middle
}

/// Up to two sentences from the middle of an axis, of two voices.
pub(crate) fn telling_sentences(
    reading: &Reading<'_>,
    cards: &[usize],
    centroid: &Direction,
) -> Vec<Sentence> {
    let mut central: Vec<(f32, usize)> =
        cards.iter().map(|&card| (centroid.along(&reading.smooth, card), card)).collect();
    central.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut users = vec![0u32; reading.terms.len()];
    for &(word, _) in cards.iter().flat_map(|&card| &reading.alone.words[card]) {
        users[word as usize] += 1;
    }
    let middle = middle(reading, cards.iter().copied());

    let mut candidates = Vec::new();
    for &(_, card) in central.iter().take(SENTENCE_CARDS) {
        let text = reading.cards[card].text.as_str();
        for (number, sentence) in sentences(text).into_iter().enumerate() {
            let start = sentence.as_ptr() as usize - text.as_ptr() as usize;
            let asked = text[start + sentence.len()..].trim_start().starts_with('?');
            if asked
                || sentence.contains('?')
                || !SENTENCE_WORDS.contains(&sentence.split_whitespace().count())
            {
                continue;
            }
            let inside = start..start + sentence.len();
            let stems: BTreeSet<&str> = reading.segments[card]
                .iter()
                .flatten()
                .filter(|word| word.counts() && inside.contains(&word.at.start))
                .map(|word| word.stem.as_str())
                .collect();
            let term = |stem: &&str| reading.terms.binary_search_by(|term| term.as_str().cmp(stem)).ok();
            let mut users: Vec<u32> = stems.iter().filter_map(term).map(|term| users[term]).collect();
            users.sort_unstable();
            let specific = users.iter().rev().take(4).sum::<u32>() as f32;
            candidates.push((specific, card, sentence, reading.sentence(card, number), stems));
        }
    }
    let most = candidates.iter().map(|candidate| candidate.0).fold(1e-9, f32::max);
    for (score, _, _, meaning, _) in &mut candidates {
        *score = *score / most / 2.0 + meaning.as_ref().map_or(0.0, |meaning| dot(meaning, &middle));
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(b.2)));
    let mut shown: Vec<usize> = Vec::new();
    for (at, (_, card, sentence, meaning, stems)) in candidates.iter().enumerate() {
        let repeats = shown.iter().any(|&earlier| {
            let (_, other_card, other_sentence, other_meaning, other_stems) = &candidates[earlier];
            let like = match (meaning, other_meaning) {
                (Some(one), Some(other)) => dot(one, other) >= SENTENCES_ALIKE,
                _ => 2 * stems.intersection(other_stems).count() > stems.len().max(other_stems.len()),
            };
            like || reading.voices[*card] == reading.voices[*other_card]
                || plain(sentence) == plain(other_sentence)
        });
        if !repeats && shown.len() < SENTENCES_SHOWN {
            shown.push(at);
        }
    }
    shown
        .into_iter()
        .map(|at| Sentence { text: candidates[at].2.to_owned(), card: reading.id(candidates[at].1) })
        .collect()
}
