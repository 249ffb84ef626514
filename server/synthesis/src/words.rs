//! Words: where they stand in a text, their stems, and which of them count.

use rust_stemmers::{Algorithm, Stemmer};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What an apostrophe ends rather than joins.
const ELISIONS: [&str; 15] = [
    "c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quelqu", "aujourd", "quoiqu",
];

/// Where no phrase goes on.
const BREAKS: &str = ".!?;:,()[]\"«»“”\n•/|";

/// The words of a place name at most.
const PLACE_WORDS_MAX: usize = 6;

/// A word in its text.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// Its bytes in the text.
    pub(crate) at: Range<usize>,
    /// In lower case without accents.
    pub(crate) plain: String,
    /// What its forms have in common; of a stop word the plain form.
    pub(crate) stem: String,
    /// A closed-class word: says nothing alone.
    pub(crate) stop: bool,
    /// Does not count for grouping: a word of proposing itself, a number or a place.
    pub(crate) weak: bool,
}

impl Word {
    /// Counts for grouping.
    pub(crate) fn counts(&self) -> bool {
        !self.stop && !self.weak
    }
}

/// The runs of words between punctuation marks.
pub(crate) type Segments = Vec<Vec<Word>>;

/// The lists that stand beside this file.
pub(crate) struct Lexicon {
    french: BTreeSet<String>,
    english: BTreeSet<String>,
    weak: BTreeSet<String>,
    articles: BTreeSet<String>,
    prepositions: BTreeSet<String>,
    negations: BTreeSet<String>,
    reversing: BTreeSet<String>,
    agreeing: BTreeSet<String>,
    agreed: BTreeSet<String>,
    numbers: BTreeSet<String>,
    places: BTreeSet<String>,
    stemmers: [Stemmer; 2],
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    French,
    English,
}

impl Lexicon {
    /// With the names of the forum's places, which tell where a thing is and not what it is about.
    pub(crate) fn new(places: &[String]) -> Self {
        let list = |text: &str| text.split_whitespace().map(plain).collect();
        let mut lexicon = Self {
            french: list(include_str!("words/stop_fr.txt")),
            english: list(include_str!("words/stop_en.txt")),
            weak: list(include_str!("words/weak.txt")),
            articles: list(include_str!("words/articles.txt")),
            prepositions: list(include_str!("words/prepositions.txt")),
            negations: list(include_str!("words/negations.txt")),
            reversing: list(include_str!("words/reversing.txt")),
            agreeing: list(include_str!("words/agreeing.txt")),
            agreed: list(include_str!("words/agreed.txt")),
            numbers: list(include_str!("words/numbers.txt")),
            places: BTreeSet::new(),
            stemmers: [Stemmer::create(Algorithm::French), Stemmer::create(Algorithm::English)],
        };
        lexicon.places = places.iter().map(|place| joined(&lexicon.cut(place).concat())).collect();
        lexicon.places.remove("");
        lexicon
    }

    /// The words of all cards; cards in doubt are read in the language of most.
    pub(crate) fn read(&self, texts: &[&str]) -> Vec<Segments> {
        let mut all: Vec<Segments> = texts.iter().map(|text| self.cut(text)).collect();
        let languages: Vec<Option<Language>> = all.iter().map(|segments| self.language(segments)).collect();
        let english = languages.iter().filter(|&&language| language == Some(Language::English)).count();
        let common = if 2 * english > languages.len() { Language::English } else { Language::French };
        for ((segments, language), text) in all.iter_mut().zip(languages).zip(texts) {
            self.stem(segments, language.unwrap_or(common), text);
        }
        all
    }

    /// The stems that count for grouping.
    pub(crate) fn stems(segments: &Segments) -> Vec<&str> {
        segments.iter().flatten().filter(|word| word.counts()).map(|word| word.stem.as_str()).collect()
    }

    /// The text without the names of places.
    pub(crate) fn without_places(&self, text: &str) -> String {
        let segments = self.cut(text);
        let mut kept = String::with_capacity(text.len());
        let mut end = 0;
        for word in segments.iter().flat_map(|segment| {
            let place = self.place_words(segment);
            segment.iter().zip(place).filter(|(_, place)| *place).map(|(word, _)| word)
        }) {
            kept.push_str(&text[end..word.at.start]);
            end = word.at.end;
        }
        kept.push_str(&text[end..]);
        kept
    }

    pub(crate) fn is_article(&self, plain: &str) -> bool {
        self.articles.contains(plain)
    }

    pub(crate) fn is_preposition(&self, plain: &str) -> bool {
        self.prepositions.contains(plain)
    }

    /// What may make a card the opposite of one that else says the same: its negations (as one), its
    /// words of undoing, its numbers.
    pub(crate) fn turning<'a>(&self, segments: &'a Segments) -> BTreeSet<&'a str> {
        let words = segments.iter().flatten();
        let turning = words.filter_map(|word| match word.plain.as_str() {
            plain if self.negations.contains(plain) => Some("ne"),
            plain if self.reversing.contains(plain) || self.numbers.contains(plain) => Some(plain),
            plain => plain.starts_with(|c: char| c.is_ascii_digit()).then_some(plain),
        });
        turning.collect()
    }

    /// « Oui, je partage »: says that others are right, and next to nothing of its own.
    pub(crate) fn agrees(&self, segments: &Segments) -> bool {
        let words = || segments.iter().flatten();
        let own = words().filter(|word| {
            word.counts() && !self.agreeing.contains(&word.plain) && !self.agreed.contains(&word.plain)
        });
        words().any(|word| self.agreeing.contains(&word.plain)) && own.count() < 2
    }

    fn language(&self, segments: &Segments) -> Option<Language> {
        let (mut french, mut english) = (0, 0);
        for word in segments.iter().flatten() {
            french += usize::from(self.french.contains(&word.plain));
            english += usize::from(self.english.contains(&word.plain));
        }
        match french.cmp(&english) {
            std::cmp::Ordering::Greater => Some(Language::French),
            std::cmp::Ordering::Less => Some(Language::English),
            std::cmp::Ordering::Equal => None,
        }
    }

    fn stem(&self, segments: &mut Segments, language: Language, text: &str) {
        let (stops, stemmer) = match language {
            Language::French => (&self.french, &self.stemmers[0]),
            Language::English => (&self.english, &self.stemmers[1]),
        };
        for segment in segments {
            let places = self.place_words(segment);
            for (word, place) in segment.iter_mut().zip(places) {
                let number = word.plain.starts_with(|c: char| c.is_ascii_digit());
                word.stop = stops.contains(&word.plain) || word.plain.chars().count() < 2;
                word.weak = place || number || self.weak.contains(&word.plain);
                if !word.stop {
                    word.stem = plain(&stemmer.stem(&text[word.at.clone()].to_lowercase()));
                }
            }
        }
    }

    /// Which words of a segment belong to the name of a place.
    fn place_words(&self, segment: &[Word]) -> Vec<bool> {
        let mut place = vec![false; segment.len()];
        if self.places.is_empty() {
            return place;
        }
        for first in 0..segment.len() {
            for last in first..segment.len().min(first + PLACE_WORDS_MAX) {
                if self.places.contains(&joined(&segment[first..=last])) {
                    place[first..=last].fill(true);
                }
            }
        }
        place
    }

    /// The words of a text, not yet stemmed.
    fn cut(&self, text: &str) -> Segments {
        let mut segments = vec![Vec::new()];
        let mut start = None;
        let mut characters = text.char_indices().peekable();
        let mut before = ' ';
        while let Some((at, character)) = characters.next() {
            let follows = characters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
            let apostrophe = matches!(character, '\'' | '’');
            let inside = character.is_alphanumeric()
                || is_mark(character)
                || (start.is_some() && character == '-' && follows);
            if inside {
                start.get_or_insert(at);
            } else {
                if let Some(start) = start.take() {
                    let elided = apostrophe && ELISIONS.contains(&plain(&text[start..at]).as_str());
                    let end = if elided { at + character.len_utf8() } else { at };
                    push(&mut segments, text, start..end);
                }
                let dash = before == ' ' && matches!(character, '-' | '–' | '—');
                if BREAKS.contains(character) || dash {
                    segments.push(Vec::new());
                }
            }
            before = character;
        }
        if let Some(start) = start {
            push(&mut segments, text, start..text.len());
        }
        segments.retain(|segment| !segment.is_empty());
        segments
    }
}

fn push(segments: &mut Segments, text: &str, at: Range<usize>) {
    let plain = plain(text[at.clone()].trim_end_matches(['\'', '’']));
    if let Some(segment) = segments.last_mut().filter(|_| !plain.is_empty()) {
        segment.push(Word { at, stem: plain.clone(), plain, stop: false, weak: false });
    }
}

/// An accent written as a character of its own.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

fn joined(words: &[Word]) -> String {
    let words: Vec<&str> = words.iter().map(|word| word.plain.as_str()).collect();
    words.join(" ").replace('-', " ")
}

/// In lower case without accents.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase).filter(|&character| !is_mark(character)) {
        match character {
            'à' | 'â' | 'ä' | 'á' | 'ã' | 'å' => plain.push('a'),
            'é' | 'è' | 'ê' | 'ë' => plain.push('e'),
            'î' | 'ï' | 'í' | 'ì' => plain.push('i'),
            'ô' | 'ö' | 'ó' | 'õ' | 'ò' => plain.push('o'),
            'ù' | 'û' | 'ü' | 'ú' => plain.push('u'),
            'ç' => plain.push('c'),
            'ÿ' => plain.push('y'),
            'ñ' => plain.push('n'),
            'œ' => plain.push_str("oe"),
            'æ' => plain.push_str("ae"),
            other => plain.push(other),
        }
    }
    plain
}

/// Words with their weights, by the number of the word.
pub(crate) type Weights = Vec<(u32, f32)>;

/// The weights of each card's words (tf-idf, unit length), and the words by number. Words in more
/// than half of the cards are dropped.
pub(crate) fn weigh<'a>(cards: &[Vec<&'a str>]) -> (Vec<Weights>, Vec<&'a str>) {
    let count = cards.len();
    let mut frequency: BTreeMap<&str, usize> = BTreeMap::new();
    for card in cards {
        for &stem in &card.iter().copied().collect::<BTreeSet<_>>() {
            *frequency.entry(stem).or_default() += 1;
        }
    }
    frequency.retain(|_, &mut frequency| 2 * frequency <= count.max(2));
    let terms: Vec<&str> = frequency.keys().copied().collect();
    let numbers: BTreeMap<&str, u32> = terms.iter().copied().zip(0..).collect();
    let weights = cards
        .iter()
        .map(|card| {
            let mut times: BTreeMap<u32, f64> = BTreeMap::new();
            for number in card.iter().filter_map(|stem| numbers.get(stem)) {
                *times.entry(*number).or_default() += 1.0;
            }
            let mut weights: Weights = times
                .into_iter()
                .map(|(number, times)| {
                    let rare =
                        libm::log((1.0 + count as f64) / (1.0 + frequency[terms[number as usize]] as f64))
                            + 1.0;
                    (number, ((1.0 + libm::log(times)) * rare) as f32)
                })
                .collect();
            let length = weights.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
            for (_, weight) in &mut weights {
                *weight /= length;
            }
            weights
        })
        .collect();
    (weights, terms)
}
