//! The phrases that several voices said.

use crate::card::Card;
use crate::words::{Lexicon, Segments, Word};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// Words of a phrase that are no stop words.
const PHRASE_CONTENT_MAX: usize = 3;
/// Words of a phrase.
const PHRASE_WORDS_MAX: usize = 5;
/// A noun stands so often as nouns do, of its occurrences.
const NOUN_SHARE: f64 = 0.3;
/// A segment of so few words may begin with its noun.
const SHORT_SEGMENT: usize = 6;
/// No phrase goes over these.
const CLAUSES: [&str; 10] = ["qui", "que", "dont", "ne", "pas", "est", "sont", "which", "that", "is"];

/// A phrase that at least two voices said.
pub(crate) struct Phrased {
    /// Of its words that are no stop words.
    pub(crate) stems: Vec<String>,
    /// As most wrote it, rather in lower case.
    pub(crate) spelling: String,
    pub(crate) cards: Vec<usize>,
    pub(crate) meaning: OnceLock<Option<Vec<f32>>>,
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

/// How many different values these have.
pub(crate) fn distinct<T: Copy, V: Ord>(of: &[T], value: impl Fn(T) -> V) -> usize {
    let mut values: Vec<V> = of.iter().map(|&one| value(one)).collect();
    values.sort_unstable();
    values.dedup();
    values.len()
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
