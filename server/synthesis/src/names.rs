//! Names made of people's own words: phrases of several voices, and whole sentences. Nothing is made up.

use crate::card::{Card, sentences};
use crate::heaps::Heaps;
use crate::reading::Reading;
use crate::suggestion::{Phrase, Sentence};
use crate::threads;
use crate::vectors::{Direction, dot, unit};
use crate::words::{Lexicon, Segments, Word, plain};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// Words of a phrase that are no stop words.
const PHRASE_CONTENT_MAX: usize = 3;
/// Words of a phrase.
const PHRASE_WORDS_MAX: usize = 5;
/// Phrases whose meaning is compared with that of their axis.
const PHRASES_COMPARED: usize = 16;
const PHRASES_SHOWN: usize = 3;
/// A noun stands so often as nouns do, of its occurrences.
const NOUN_SHARE: f64 = 0.3;
/// A segment of so few words may begin with its noun.
const SHORT_SEGMENT: usize = 6;
const SENTENCE_WORDS: std::ops::RangeInclusive<usize> = 4..=16;
/// The cards from the middle of an axis that may give its sentences.
const SENTENCE_CARDS: usize = 40;
const SENTENCES_SHOWN: usize = 2;
/// Two sentences shown are less alike than this.
const SENTENCES_ALIKE: f32 = 0.6;
/// No phrase goes over these.
const CLAUSES: [&str; 10] = ["qui", "que", "dont", "ne", "pas", "est", "sont", "which", "that", "is"];

/// A phrase that at least two voices said.
pub(crate) struct Phrased {
    /// Of its words that are no stop words.
    stems: Vec<String>,
    /// As most wrote it, rather in lower case.
    spelling: String,
    cards: Vec<usize>,
    meaning: OnceLock<Option<Vec<f32>>>,
}

/// The phrases of all cards.
pub(crate) fn phrases(
    cards: &[&Card],
    segments: &[Segments],
    voices: &[usize],
    lexicon: &Lexicon,
) -> Vec<Phrased> {
    let all = || segments.iter().flatten().flatten();
    let stems: BTreeSet<&str> = all().map(|word| word.stem.as_str()).collect();
    let numbers: BTreeMap<&str, u32> = stems.into_iter().zip(1..).collect();
    let nouns = nouns(segments, lexicon);
    let mut said: Vec<([u32; PHRASE_WORDS_MAX], usize, &[Word])> = Vec::new();
    for (card, segments) in segments.iter().enumerate() {
        for run in segments.iter().flat_map(|segment| runs(segment, &nouns, &cards[card].text)) {
            let mut key = [0; PHRASE_WORDS_MAX];
            for (number, word) in key.iter_mut().zip(run) {
                *number = numbers[word.stem.as_str()];
            }
            said.push((key, card, run));
        }
    }
    said.sort_by_key(|&(key, card, _)| (key, card));
    let phrase = |said: &[([u32; PHRASE_WORDS_MAX], usize, &[Word])]| {
        let mut by: Vec<usize> = said.iter().map(|&(_, card, _)| card).collect();
        by.dedup();
        if distinct(&by, |card| voices[card]) < 2 {
            return None;
        }
        let mut spellings: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, card, run) in said {
            let spelling = &cards[*card].text[run[0].at.start..run[run.len() - 1].at.end];
            *spellings.entry(spelling).or_default() += 1;
        }
        let lower = |text: &str| text.starts_with(char::is_lowercase);
        let (spelling, _) =
            spellings.into_iter().max_by_key(|&(text, times)| (times, lower(text), Reverse(text)))?;
        let stems = said[0].2.iter().filter(|word| !word.stop).map(|word| word.stem.clone());
        Some(Phrased {
            stems: stems.collect(),
            spelling: spelling.to_owned(),
            cards: by,
            meaning: OnceLock::new(),
        })
    };
    said.chunk_by(|a, b| a.0 == b.0).filter_map(phrase).collect()
}

/// The phrases that tell each heap from the rest; cards of heap `heaps.count` and above are the rest only.
pub(crate) fn name(reading: &Reading<'_>, heaps: &Heaps, compare_meaning: bool) -> Vec<Vec<Phrase>> {
    let (all, sizes) = (heaps.of.len() as f64, sizes(heaps));
    let mut scored: Vec<Vec<(f64, &Phrased, Phrase)>> = vec![Vec::new(); heaps.count];
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
                let phrase = Phrase { text: phrased.spelling.clone(), cards: here.len(), voices };
                scored[heap].push((z * longer, phrased, phrase));
            }
        }
    }
    let best = |scored: &mut Vec<(f64, &Phrased, Phrase)>| {
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

/// How many different values these have.
pub(crate) fn distinct<T: Copy, V: Ord>(of: &[T], value: impl Fn(T) -> V) -> usize {
    let mut values: Vec<V> = of.iter().map(|&one| value(one)).collect();
    values.sort_unstable();
    values.dedup();
    values.len()
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

/// Stems that stand where nouns stand; this replaces a grammar.
fn nouns<'a>(segments: &'a [Segments], lexicon: &Lexicon) -> BTreeSet<&'a str> {
    let mut seen: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for segment in segments.iter().flatten() {
        for (at, word) in segment.iter().enumerate().filter(|(_, word)| !word.stop) {
            let noun = match at.checked_sub(1).map(|before| &segment[before]) {
                Some(before) => {
                    lexicon.is_article(&before.plain)
                        || (lexicon.is_preposition(&before.plain) && !infinitive(&word.plain))
                }
                None => segment.len() <= SHORT_SEGMENT && !infinitive(&word.plain),
            };
            let (all, as_noun) = seen.entry(&word.stem).or_default();
            *all += 1.0;
            *as_noun += f64::from(u8::from(noun));
        }
    }
    seen.into_iter()
        .filter(|&(_, (all, as_noun))| as_noun >= NOUN_SHARE * all)
        .map(|(stem, _)| stem)
        .collect()
}

fn infinitive(plain: &str) -> bool {
    ["er", "ir", "re"].iter().any(|end| plain.ends_with(end))
}

/// The runs of words of a segment that may be a name.
fn runs<'a>(segment: &'a [Word], nouns: &BTreeSet<&str>, text: &str) -> Vec<&'a [Word]> {
    let mut runs = Vec::new();
    for (first, word) in segment.iter().enumerate() {
        let number = word.plain.starts_with(|c: char| c.is_ascii_digit());
        if word.stop || number || !nouns.contains(word.stem.as_str()) {
            continue;
        }
        for last in first..segment.len().min(first + PHRASE_WORDS_MAX) {
            let end = &segment[last];
            if end.stop {
                if CLAUSES.contains(&end.plain.as_str()) {
                    break;
                }
                continue;
            }
            let run = &segment[first..=last];
            let content = run.iter().filter(|word| !word.stop).count();
            if content > PHRASE_CONTENT_MAX {
                break;
            }
            let acronym = text[word.at.clone()].chars().all(char::is_uppercase);
            let short = content == 1 && word.plain.chars().count() < 4 && !acronym;
            if !end.weak && !short {
                runs.push(run);
            }
        }
    }
    runs
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
