//! What happened. Events are kept for ever: only new optional fields, never a new meaning under an old name. Texts
//! stand beside the log; events refer to them by [`TextId`].

#![expect(missing_docs, reason = "types are sentences in the past tense, fields the words of the glossary")]

use crate::results::Tables;
use crate::unheard::Unheard;
use protocol::entity::Gone;
use protocol::programme::entity::{CardRef, Document, PassKind, Way};
use protocol::programme::value::{Day, Number, Value};
use protocol::programme::{ItemId, Noun, ProgrammeId};
use protocol::secret::Token;
use protocol::{PassId, TextId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a field holds, with texts by their numbers.
pub type Stored = Value<TextId>;

/// What a sheet says to a question that was asked; questions and choices by their numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named after the kinds of questions")]
pub enum Answer<Text = TextId> {
    /// Nothing.
    Empty,
    Choices(Vec<u32>),
    Number(Number),
    Day(Day),
    Text(Text),
}

macro_rules! events {
    ($($(#[$attr:meta])* $name:ident { $($(#[$field_attr:meta])* $field:ident: $type:ty),* $(,)? },)+) => {
        /// What happened to a programme.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "event", rename_all = "snake_case")]
        pub enum Event {
            $($name($name),)+
        }

        $(
            $(#[$attr])*
            #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
            pub struct $name { $($(#[$field_attr])* pub $field: $type),* }

            impl From<$name> for Event {
                fn from(event: $name) -> Self {
                    Self::$name(event)
                }
            }
        )+
    };
}

events! {
    ProgrammeCreated {
        programme: ProgrammeId,
        code: String,
        language: String,
        /// The creator's pass.
        pass: PassId,
        fields: BTreeMap<String, Stored>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        items: Vec<ItemAdded>,
    },
    ItemAdded {
        item: ItemId,
        noun: Noun,
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        fields: BTreeMap<String, Stored>,
    },
    /// What changed; nothing: the field was emptied.
    ItemSet { item: ItemId, fields: BTreeMap<String, Option<Stored>> },
    /// With all that belonged to them.
    ItemsRemoved { items: Vec<ItemId> },
    /// All texts of these fields, or of the whole item, sheet, import or publication, were erased.
    WordsErased {
        item: ItemId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fields: Option<Vec<String>>,
        why: Gone,
    },

    PassAdded {
        pass: PassId,
        kind: PassKind,
        label: TextId,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        committees: Vec<ItemId>,
    },
    /// With `erased` all texts that were typed with it were erased.
    PassRevoked { pass: PassId, #[serde(default)] erased: bool },

    CampaignOpened {
        campaign: ItemId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        secret: Option<Token>,
    },
    CampaignClosed { campaign: ItemId },
    SheetKeyed {
        sheet: ItemId,
        campaign: ItemId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        batch: Option<ItemId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<u32>,
        way: Way,
        answers: Vec<(u32, Answer)>,
    },
    /// So many answers were compared; these questions say something else.
    SheetKeyedAgain { sheet: ItemId, compared: u32, differs: Vec<u32> },
    SheetCorrected {
        sheet: ItemId,
        answers: Vec<(u32, Answer)>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        not_asked: Vec<u32>,
    },
    SheetWithdrawn { sheet: ItemId, on: bool },

    /// What follows in this entry came with it.
    PartImported { import: ItemId, part: u32, label: TextId },
    ImportUndone { import: ItemId },
    /// All that forums brought has an outcome of the committee. It falls back by itself when something comes that has
    /// none.
    OutcomesFinished {},
    OutcomesReopened {},
    CardMarked { card: CardRef, on: bool },

    /// An action sheet was validated: these items are kept as they stand.
    VersionKept { version: ItemId, action: ItemId, items: Vec<ItemId> },

    /// These items, as they stood then.
    Published {
        publication: ItemId,
        document: Document,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<ItemId>,
        version: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<TextId>,
        items: Vec<ItemId>,
        /// Of a campaign of which there are sheets.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        results: Option<Tables>,
        /// Of a diagnosis.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unheard: Option<Unheard>,
    },
}
