//! Names made of people's own words: phrases of several voices, and whole sentences. Nothing is made up.

use crate::card::sentences;
use crate::heaps::Heaps;
use crate::reading::Reading;
use crate::suggestion::{Phrase, Sentence};
use crate::threads;
use crate::vectors::{Direction, dot, unit};
use crate::words::{Lexicon, Word, plain};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

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

/// A phrase as all cards have it.
struct Candidate<'a> {
    stems: Vec<&'a str>,
    spellings: BTreeMap<&'a str, usize>,
    cards: BTreeSet<usize>,
}

/// The phrases that at least two voices said.
pub(crate) struct Phrases<'a> {
    reading: &'a Reading<'a>,
    candidates: Vec<Candidate<'a>>,
}

impl<'a> Phrases<'a> {
    pub(crate) fn of(reading: &'a Reading<'a>) -> Self {
        let nouns = nouns(reading);
        let mut candidates: BTreeMap<Vec<&str>, Candidate<'_>> = BTreeMap::new();
        for (card, segments) in reading.segments.iter().enumerate() {
            let text = &reading.cards[card].text;
            for run in segments.iter().flat_map(|segment| runs(segment, &nouns, text)) {
                let key = run.iter().map(|word| word.stem.as_str()).collect();
                let candidate = candidates.entry(key).or_insert_with(|| Candidate {
                    stems: run.iter().filter(|word| !word.stop).map(|word| word.stem.as_str()).collect(),
                    spellings: BTreeMap::new(),
                    cards: BTreeSet::new(),
                });
                let spelling = &text[run[0].at.start..run[run.len() - 1].at.end];
                *candidate.spellings.entry(spelling).or_default() += 1;
                candidate.cards.insert(card);
            }
        }
        let candidates = candidates.into_values().filter(|candidate| voices(reading, &candidate.cards) >= 2);
        Self { reading, candidates: candidates.collect() }
    }

    /// The phrases that tell each heap from the rest; cards of heap `heaps.count` and above are the rest only.
    pub(crate) fn name(&self, heaps: &Heaps, compare_meaning: bool) -> Vec<Vec<Phrase>> {
        let reading = self.reading;
        let (all, sizes) = (heaps.of.len() as f64, sizes(heaps));
        let mut scored: Vec<Vec<(f64, &Candidate<'_>, BTreeSet<usize>)>> = vec![Vec::new(); heaps.count];
        for candidate in &self.candidates {
            let mut here: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
            for &card in &candidate.cards {
                here.entry(heaps.of[card]).or_default().insert(card);
            }
            for (heap, cards) in here.into_iter().filter(|&(heap, _)| heap < heaps.count) {
                let (inside, size) = (cards.len() as f64, sizes[heap] as f64);
                let outside = candidate.cards.len() as f64 - inside;
                let telling = log_odds(inside, size) - log_odds(outside, all - size);
                let z = telling / (1.0 / (inside + 0.5) + 1.0 / (outside + 0.5)).sqrt();
                if z > 0.0 && voices(reading, &cards) >= 2 {
                    let longer = 1.0 + 0.5 * (candidate.stems.len() as f64 - 1.0);
                    scored[heap].push((z * longer, candidate, cards));
                }
            }
        }
        threads::rows(heaps.count, reading.threads, |heap| {
            let mut scored = scored[heap].clone();
            scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.stems.cmp(&b.1.stems)));
            if compare_meaning {
                let middle = middle(reading, heaps.cards(heap));
                scored.truncate(PHRASES_COMPARED);
                for (score, candidate, _) in &mut scored {
                    if let Some(meaning) = reading.meaning(candidate.spelling()) {
                        *score *= f64::from(0.5 + dot(&meaning, &middle).max(0.0));
                    }
                }
                scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.stems.cmp(&b.1.stems)));
            }
            let mut used: BTreeSet<&str> = BTreeSet::new();
            let mut shown = Vec::new();
            for (_, candidate, cards) in scored {
                if shown.len() < PHRASES_SHOWN && candidate.stems.iter().all(|stem| !used.contains(stem)) {
                    used.extend(&candidate.stems);
                    let text = candidate.spelling().to_owned();
                    shown.push(Phrase { text, cards: cards.len(), voices: voices(reading, &cards) });
                }
            }
            shown
        })
    }
}

impl<'a> Candidate<'a> {
    /// As most wrote it, rather in lower case.
    fn spelling(&self) -> &'a str {
        let lower = |text: &str| text.starts_with(char::is_lowercase);
        let best = self.spellings.iter().max_by_key(|&(text, times)| (*times, lower(text), Reverse(*text)));
        best.map_or("", |(text, _)| text)
    }
}

fn sizes(heaps: &Heaps) -> Vec<usize> {
    (0..heaps.count).map(|heap| heaps.cards(heap).count()).collect()
}

fn voices(reading: &Reading<'_>, cards: &BTreeSet<usize>) -> usize {
    cards.iter().map(|&card| reading.voices[card]).collect::<BTreeSet<_>>().len()
}

fn log_odds(with: f64, of: f64) -> f64 {
    let share = (with + 0.5) / (of + 1.0);
    libm::log(share / (1.0 - share))
}

/// The middle of the meanings of some cards.
pub(crate) fn middle(reading: &Reading<'_>, cards: impl Iterator<Item = usize>) -> Vec<f32> {
    let mut middle = vec![0.0; reading.meanings.first().map_or(0, Vec::len)];
    for meaning in cards.filter_map(|card| reading.meanings.get(card)) {
        for (sum, value) in middle.iter_mut().zip(meaning) {
            *sum += value;
        }
    }
    unit(&mut middle);
    middle
}

/// Stems that stand where nouns stand; this replaces a grammar.
fn nouns<'a>(reading: &'a Reading<'_>) -> BTreeSet<&'a str> {
    let mut seen: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for segment in reading.segments.iter().flatten() {
        for (at, word) in segment.iter().enumerate().filter(|(_, word)| !word.stop) {
            let noun = match at.checked_sub(1).map(|before| &segment[before]) {
                Some(before) => {
                    reading.lexicon.is_article(&before.plain)
                        || (reading.lexicon.is_preposition(&before.plain) && !infinitive(&word.plain))
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
    let mut frequency: BTreeMap<&str, f32> = BTreeMap::new();
    for &card in cards {
        for stem in Lexicon::stems(&reading.segments[card]).into_iter().collect::<BTreeSet<_>>() {
            *frequency.entry(stem).or_default() += 1.0 / cards.len() as f32;
        }
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
            let mut shares: Vec<f32> = stems.iter().filter_map(|stem| frequency.get(stem)).copied().collect();
            shares.sort_by(|a, b| b.total_cmp(a));
            let specific = shares.iter().take(4).sum::<f32>();
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
