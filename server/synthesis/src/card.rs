//! What the suggestions are made from.

use crate::encoder::Model;
use crate::threads;
use crate::words::Lexicon;
use serde::{Deserialize, Serialize};

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
    /// Of each sentence; empty where the whole says it, or nothing is said.
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
        let sentences = sentences(text);
        let alone = sentences.len() < 2;
        let sentences = sentences.into_iter().map(|sentence| {
            let short = sentence.split_whitespace().take(SENTENCE_WORDS_MIN).count() < SENTENCE_WORDS_MIN;
            if alone || short { Vec::new() } else { self.direction(sentence) }
        });
        Meaning { sentences: sentences.collect(), whole: self.direction(text) }
    }

    /// Many at once, in their order, on so many threads.
    #[must_use]
    pub fn encode_all(&self, texts: &[&str], threads: usize) -> Vec<Meaning> {
        threads::rows(texts.len(), threads, |text| self.encode(texts[text]))
    }

    fn direction(&self, text: &str) -> Vec<f32> {
        let text = self.lexicon.without_places(text);
        self.model.encode(&text.split_whitespace().take(WORDS_MAX).collect::<Vec<_>>().join(" "))
    }
}

/// The sentences of a text, as they stand in it.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive(['.', '!', '?', ';', '\n'])
        .map(|sentence| sentence.trim_matches([' ', '.', ';', ':', '-', '\n', '\r', '\t']))
        .filter(|sentence| !sentence.is_empty())
        .collect()
}
