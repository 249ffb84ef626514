//! What the suggestions are made from.

use crate::encoder::Model;
use crate::threads;
use crate::words::Lexicon;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A contribution as the synthesis sees it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Card {
    /// Cards are taken in the order of their ids; two cards never have the same.
    pub id: String,
    /// What was written.
    pub text: String,
    /// The group it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Who said it; a card without a voice is a voice of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voice: Option<String>,
    /// What the encoder made of it, if it was encoded when it arrived.
    #[serde(skip)]
    pub meaning: Option<Meaning>,
}

/// What the encoder makes of a card.
#[derive(Clone, Debug)]
pub struct Meaning {
    pub(crate) whole: Vec<f32>,
    /// Of each sentence among the first words; empty where the whole says it, or nothing is said.
    pub(crate) sentences: Vec<Vec<f32>>,
}

/// Words the encoder reads of a card: a long one is about what it begins with.
const WORDS_MAX: usize = 60;
/// Words of a sentence that says something by itself.
const SENTENCE_WORDS_MIN: usize = 4;

/// The encoder with the names of the forum's places, which it does not hear.
pub struct Encoder<'a> {
    model: &'a Model,
    lexicon: Lexicon,
}

impl<'a> Encoder<'a> {
    /// An encoder for the cards of one forum.
    #[must_use]
    pub fn new(model: &'a Model, places: &[String]) -> Self {
        Self { model, lexicon: Lexicon::new(places) }
    }

    /// To be done once for a card, when it arrives.
    #[must_use]
    pub fn encode(&self, text: &str) -> Meaning {
        let heard: Vec<String> = marked(text).map(|sentence| self.lexicon.without_places(sentence)).collect();
        let (mut words, mut sentences) = (Vec::new(), Vec::new());
        for sentence in &heard {
            let start = words.len();
            words.extend(sentence.split_whitespace().take(WORDS_MAX - start));
            sentences.push(start..words.len());
            if words.len() == WORDS_MAX {
                break;
            }
        }
        let says = |sentence: &&Range<usize>| heard.len() > 1 && sentence.len() >= SENTENCE_WORDS_MIN;
        let parts: Vec<Range<usize>> = sentences.iter().filter(says).cloned().collect();
        let mut meanings = self.model.encode_with_parts(&words, &parts).into_iter();
        let whole = meanings.next().unwrap_or_default();
        let part = |sentence| if says(&sentence) { meanings.next().unwrap_or_default() } else { Vec::new() };
        Meaning { whole, sentences: sentences.iter().map(part).collect() }
    }

    /// Many at once, in their order, on so many threads.
    #[must_use]
    pub fn encode_all(&self, texts: &[&str], threads: usize) -> Vec<Meaning> {
        threads::rows(texts.len(), threads, |text| self.encode(texts[text]))
    }
}

/// The sentences of a text, as they stand in it.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    marked(text).map(|sentence| sentence.trim_matches(SENTENCE_ENDS)).collect()
}

/// What stands around a sentence.
const SENTENCE_ENDS: [char; 8] = [' ', '.', ';', ':', '-', '\n', '\r', '\t'];

/// The sentences of a text with their marks. A mark inside a word ends none.
fn marked(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    let sentences = std::iter::from_fn(move || {
        let mut before = ' ';
        let end = rest.char_indices().find(|&(_, character)| {
            let ends = character == '\n' || (character.is_whitespace() && ".!?;".contains(before));
            before = character;
            ends
        });
        let (sentence, after) = rest.split_at(end.map_or(rest.len(), |(at, mark)| at + mark.len_utf8()));
        rest = after;
        (!sentence.is_empty()).then_some(sentence)
    });
    sentences.filter(|sentence| !sentence.trim_matches(SENTENCE_ENDS).is_empty())
}
