//! How the words of a programme could be grouped: `GET /api/programmes/PROGRAMME/suggestion`. Nothing is decided by it,
//! and every text in it was written or said by somebody.

use super::ItemId;
use super::entity::CardRef;
use crate::suggestion::Basis;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Heaps of cards that the machine proposes; each card lies in one, or apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CardSuggestion {
    /// From what it was computed.
    pub basis: Basis,
    /// The largest first.
    pub heaps: Vec<CardHeap>,
    /// What belongs nowhere clearly.
    pub apart: Vec<CardRef>,
}

/// Cards that may belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CardHeap {
    /// Words of one of them, which speak for it.
    pub name: CardSentence,
    /// How many of each source: columns, never one sum.
    pub columns: Vec<SourceCount>,
    /// From all sources.
    pub cards: Vec<CardRef>,
}

/// Words of a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CardSentence {
    /// Whose words.
    pub card: CardRef,
    /// Verbatim.
    pub text: String,
}

/// How many cards come from a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SourceCount {
    /// The forum, the interview field or the campaign.
    pub source: ItemId,
    /// One at least.
    pub cards: u32,
}
