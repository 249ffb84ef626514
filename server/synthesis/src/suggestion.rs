//! What is suggested. Every text in it was written by somebody.

use protocol::suggestion::{Certainty, SharedWord};
use serde::Serialize;

/// The rules that made a suggestion; stored with what was accepted of it.
pub const VERSION: u32 = 4;

/// A first table: axes, objectives, and what belongs nowhere.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sorted {
    /// [`VERSION`].
    pub version: u32,
    /// Whether an encoder helped, or words alone did.
    pub meaning: bool,
    /// The axes: of a first table those with the most groups and voices first and those that only agree last, later
    /// as on the table.
    pub axes: Vec<CardHeap>,
    /// Ids of the cards that belong to no axis; as much worth as the others.
    pub unplaced: Vec<String>,
    /// Each card, by id.
    pub cards: Vec<Placed>,
    /// Pairs that may say the same. Links, never merges.
    pub alike: Vec<AlikeCards>,
}

/// A heap that may become an axis.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CardHeap {
    /// The name a person gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Distinct groups.
    pub groups: usize,
    /// Distinct voices.
    pub voices: usize,
    /// « Mots de la salle »: up to three, without a shared stem.
    pub phrases: Vec<HeapPhrase>,
    /// Up to two, of two voices.
    pub sentences: Vec<Sentence>,
    /// Its smaller heaps; each card of the axis is in exactly one.
    pub objectives: Vec<InnerHeap>,
    /// Up to three cards from its middle, of different groups.
    pub central: Vec<String>,
    /// The card farthest from its middle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edge: Option<String>,
    /// A card drawn by its id alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drawn: Option<String>,
}

/// A heap inside an axis.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InnerHeap {
    /// As an axis has.
    pub phrases: Vec<HeapPhrase>,
    /// Ids.
    pub cards: Vec<String>,
}

/// Words that several voices used.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HeapPhrase {
    /// As most wrote it.
    pub text: String,
    /// Cards of the heap that have it.
    pub cards: usize,
    /// Their voices, two at least.
    pub voices: usize,
}

/// A sentence, verbatim.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sentence {
    /// As it was written.
    pub text: String,
    /// The card it stands in.
    pub card: String,
}

/// Where a card lies, and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Placed {
    /// Its id.
    pub card: String,
    /// The axis, as its place in [`Sorted::axes`]; none if the card is not placed.
    pub axis: Option<usize>,
    /// The axis it is nearest to, also when it is not placed.
    pub nearest: Option<usize>,
    /// How well it fits there.
    pub certainty: Certainty,
    /// An axis it might also stand under, or hesitates with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<usize>,
    /// « Aussi sous … »: the other axis deserves the card nearly as much.
    pub also: bool,
    /// « Pourquoi ici ? »
    pub why: WhyHere,
}

/// Why a card lies where it lies.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct WhyHere {
    /// Up to three words it shares with its axis, as they stand in the card.
    pub words: Vec<SharedWord>,
    /// Up to two nearest cards of the same axis.
    pub near: Vec<String>,
    /// Where the rest of its group lies, if more than the card itself is here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<ShareOfGroup>,
    /// No word is shared: near by the sense alone.
    pub by_meaning: bool,
}

/// « 5 des 8 contributions du groupe sont ici. »
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShareOfGroup {
    /// The group.
    pub group: String,
    /// Cards of the group in this axis.
    pub here: usize,
    /// Cards of the group.
    pub all: usize,
}

/// Two cards that may say the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AlikeCards {
    /// The first by id.
    pub card: String,
    /// The other.
    pub with: String,
    /// « Presque la même chose », or only « proche ».
    pub almost: bool,
    /// « Attention : peut-être l'inverse. »
    pub opposite: bool,
}
