//! Answer sheets, and the letters that belong to their numbers.

use crate::event::Answer;
use crate::state::State;
use hmac::{Hmac, KeyInit, Mac};
use protocol::limits::programme::SHEET_LETTERS;
use protocol::programme::ItemId;
use protocol::programme::entity::Way;
use protocol::secret::{Token, draw_letter};
use protocol::{PassId, TextId};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::collections::BTreeMap;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Sheet {
    /// From 1 in the order of coming in.
    pub(crate) order: u32,
    pub(crate) campaign: ItemId,
    pub(crate) batch: Option<ItemId>,
    pub(crate) number: Option<u32>,
    pub(crate) way: Way,
    /// The pass with which it was keyed.
    pub(crate) by: Option<PassId>,
    pub(crate) answers: BTreeMap<u32, Answer>,
    pub(crate) again: Option<Again>,
    pub(crate) withdrawn: bool,
    /// The commit that changed it last.
    pub(crate) changed: u64,
    /// The import with which it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) import: Option<ItemId>,
}

/// What a second keying came to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Again {
    pub(crate) compared: u32,
    /// Questions of which it said something else.
    pub(crate) differs: Vec<u32>,
}

impl Sheet {
    /// All that it says.
    pub(crate) fn texts(&self) -> impl Iterator<Item = TextId> {
        self.answers.values().filter_map(text)
    }

    /// Whether a keying of it says something to the question of this number.
    pub(crate) fn speaks_of(&self, question: u32) -> bool {
        let differs = |again: &Again| again.differs.contains(&question);
        self.answers.contains_key(&question) || self.again.as_ref().is_some_and(differs)
    }

    /// Whether it takes the choice of this number.
    pub(crate) fn takes(&self, choice: u32) -> bool {
        let takes = |answer: &Answer| matches!(answer, Answer::Choices(taken) if taken.contains(&choice));
        self.answers.values().any(takes)
    }
}

/// The text of an answer that is one.
pub(crate) fn text(answer: &Answer) -> Option<TextId> {
    match answer {
        Answer::Text(text) => Some(*text),
        _ => None,
    }
}

impl<Text> Answer<Text> {
    /// The same with something else in the place of what was written.
    pub(crate) fn map<Other>(&self, text: impl FnOnce(&Text) -> Other) -> Answer<Other> {
        match self {
            Self::Empty => Answer::Empty,
            Self::Choices(choices) => Answer::Choices(choices.clone()),
            Self::Number(number) => Answer::Number(*number),
            Self::Day(day) => Answer::Day(*day),
            Self::Text(written) => Answer::Text(text(written)),
        }
    }
}

/// The letters that are printed beside a sheet's number; nothing: the campaign's sheets have none.
pub fn letters(state: &State, campaign: ItemId, number: u32) -> Option<String> {
    let open = state.open.get(&campaign)?;
    open.secret.as_ref().map(|secret| letters_of(secret, number))
}

/// Four letters that nobody can foresee who has not the secret.
pub(crate) fn letters_of(secret: &Token, number: u32) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.bytes()).expect("HMAC takes keys of any length");
    mac.update(&number.to_be_bytes());
    let drawn = mac.finalize().into_bytes();
    // Of eight bytes hardly one is drawn again.
    let mut bytes = drawn.into_iter().cycle();
    let mut byte = || bytes.next().unwrap_or_default();
    (0..SHEET_LETTERS).map(|_| char::from(draw_letter(&mut byte))).collect()
}
