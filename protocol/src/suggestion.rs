//! How contributions could be sorted into axes: `GET /api/forums/FORUM/suggestion`. Nothing is decided
//! by it, and every text in it was written by somebody.

use crate::{AxisId, ContributionId, GroupId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// From what a suggestion was computed: an acceptance cites it, so that anybody can compute again what
/// was shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct Basis {
    /// The version of the rules that sorted.
    pub version: u32,
    /// SHA-256 of the encoder's model, in hexadecimal digits; without one words alone were compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The position in the forum's log.
    #[ts(type = "number")]
    pub seq: u64,
    /// How many heaps were asked for; nothing: as many as there seemed to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heaps: Option<u8>,
}

/// A sorting that the machine proposes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Suggestion {
    /// From what it was computed.
    pub basis: Basis,
    /// The axes of the forum in the order of their numbers, then the heaps that nobody took over.
    pub heaps: Vec<Heap>,
    /// Each contribution that can stand under an axis, in the order of writing.
    pub places: Vec<SuggestedPlace>,
    /// Pairs that may say the same, the likest first. Links, never merges.
    pub alike: Vec<Alike>,
}

/// Contributions that may belong together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Heap {
    /// The axis that it is; nothing: nobody took it over yet.
    pub axis: Option<AxisId>,
    /// Distinct groups.
    pub groups: u32,
    /// Distinct people who said it.
    pub voices: u32,
    /// « Mots de la salle »: up to three, each said by two voices at least.
    pub phrases: Vec<Phrase>,
    /// Up to two, verbatim.
    pub sentences: Vec<Verbatim>,
    /// Smaller heaps inside; each contribution of the heap is in exactly one.
    pub objectives: Vec<Objective>,
    /// Up to three from its middle, of different groups.
    pub central: Vec<ContributionId>,
    /// The one farthest from its middle.
    pub edge: Option<ContributionId>,
    /// One drawn by its number alone.
    pub drawn: Option<ContributionId>,
}

/// A smaller heap inside a heap.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Objective {
    /// As a heap has.
    pub phrases: Vec<Phrase>,
    /// What lies in it.
    pub contributions: Vec<ContributionId>,
}

/// Words that several people used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Phrase {
    /// As most wrote it.
    pub text: String,
    /// Distinct people.
    pub voices: u32,
}

/// A sentence as it was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Verbatim {
    pub text: String,
    pub contribution: ContributionId,
}

/// Where a contribution could lie, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SuggestedPlace {
    /// Which one.
    pub contribution: ContributionId,
    /// The heap, as its place in [`Suggestion::heaps`]; nothing: under no axis.
    pub heap: Option<u32>,
    /// The heap that it is nearest to, also when it is placed nowhere.
    pub nearest: Option<u32>,
    /// How well it fits there.
    pub certainty: Certainty,
    /// A heap that it hesitates with, or may also stand under.
    pub other: Option<u32>,
    /// « Aussi sous … »: the other heap deserves it nearly as much.
    pub also: bool,
    /// « Pourquoi ici ? »
    pub why: Why,
}

/// In three words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// « Va bien ici. »
    Well,
    /// « Plutôt ici. »
    Rather,
    /// « Hésite. »
    Hesitates,
}

/// Why a contribution lies where it lies.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Why {
    /// Up to three words that it shares with its heap.
    pub words: Vec<SharedWord>,
    /// Up to two nearest contributions of the same heap.
    pub near: Vec<ContributionId>,
    /// Where the rest of its group lies, if more than the contribution itself is here.
    pub group: Option<GroupShare>,
    /// No word is shared: near by the sense alone.
    pub by_meaning: bool,
}

/// A word of a contribution that others of its heap use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SharedWord {
    /// As it stands in the contribution.
    pub text: String,
    /// Distinct people of the heap who use it.
    pub voices: u32,
    /// Distinct groups of the heap that use it.
    pub groups: u32,
}

/// « 5 des 8 contributions du groupe sont ici. »
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct GroupShare {
    /// Which one.
    pub group: GroupId,
    /// Its contributions in this heap.
    pub here: u32,
    /// All its contributions.
    pub all: u32,
}

/// Two contributions that may say the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Alike {
    /// The earlier one.
    pub contribution: ContributionId,
    /// The later one.
    pub with: ContributionId,
    /// « Presque la même chose », or only « proche ».
    pub almost: bool,
    /// « Attention : peut-être l'inverse. »
    pub opposite: bool,
}

/// An axis in two, before anything is done: `GET /api/forums/FORUM/suggestion/split/AXIS`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Halves {
    /// From what it was computed.
    pub basis: Basis,
    /// The contributions of each; one alone when the axis cannot be split.
    pub halves: Vec<Vec<ContributionId>>,
}
