//! What the log keeps: commits, and in each the entries of the commands that it carries out.

use crate::event::{Ballot, Event};
use crate::secret::{SecretHash, hexadecimal};
use crate::state::State;
use jiff::Timestamp;
use protocol::secret::ReceiptCode;
use protocol::{CommandId, ParticipantId, PassId, TextId};
use serde::ser::Error;
use serde::{Deserialize, Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Who gives a command.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Caller {
    /// The owner of this server; may do what a facilitator may, in every forum.
    Owner,
    /// Somebody at the door, not yet in the forum.
    Newcomer,
    /// A facilitator or co-facilitator.
    Facilitator(PassId),
    /// A screen that only reads.
    Projector(PassId),
    /// A person of the forum.
    Participant(ParticipantId),
    /// A person whose dots were logged under a keyed hash, in logs before the form 2.
    Voter(Ballot),
    /// A person who placed dots; only ever in the log.
    Unnamed,
}

/// What a credential opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// A person's device.
    Participant(ParticipantId),
    /// A facilitator's or projector's pass.
    Pass(PassId),
    /// A person's recovery code.
    Recovery(ParticipantId),
}

/// A secret's hash and what it opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// The hash.
    pub hash: SecretHash,
    /// What it opens.
    pub holder: Holder,
}

/// What one command did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The command's id.
    pub command: CommandId,
    /// Who gave it.
    pub caller: Caller,
    /// What happened, in order; never empty.
    pub events: Vec<Event>,
    /// The texts that these events introduce, normalised.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub texts: BTreeMap<TextId, Text>,
    /// The credentials that these events introduce.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credentials: Vec<Credential>,
    /// The texts that these events erase from the whole log.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub erased: Vec<TextId>,
}

impl Entry {
    /// Gives each contribution of this entry a receipt that none of the forum has; `draw` draws them.
    pub fn give_receipts(&mut self, state: &State, mut draw: impl FnMut() -> ReceiptCode) {
        for event in &mut self.events {
            let receipt = match event {
                Event::ContributionWritten(written) => &mut written.receipt,
                Event::Disagreed(disagreed) => &mut disagreed.receipt,
                _ => continue,
            };
            *receipt = std::iter::repeat_with(&mut draw).find(|code| !state.receipts.contains_key(code));
        }
    }

    /// The receipts of this entry's contributions.
    pub fn receipts(&self) -> impl Iterator<Item = ReceiptCode> {
        self.events.iter().filter_map(|event| match event {
            Event::ContributionWritten(written) => written.receipt,
            Event::Disagreed(disagreed) => disagreed.receipt,
            _ => None,
        })
    }

    /// Whose the texts of this entry are; facilitators' are nobody's.
    pub(crate) fn owner(&self) -> Option<ParticipantId> {
        let named = self.events.iter().find_map(|event| match event {
            Event::Joined(joined) => Some(joined.person),
            Event::Renamed(renamed) => Some(renamed.person),
            _ => None,
        });
        match self.caller {
            Caller::Participant(person) => Some(person),
            _ => named,
        }
    }
}

/// The form in which commits are written now; all forms from 1 on are read.
pub const FORM: u32 = 2;

/// Random bytes beside a text, so that nobody can try out which text has its hash.
pub type Salt = Vec<u8>;

/// A text of an entry. Written down, its salted hash stands in its place, so that the text can be
/// erased and the log's chain of hashes stays whole.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum Text {
    /// Decided and in no commit yet.
    Fresh(String),
    /// As it was committed.
    Salted {
        /// Drawn when it was committed.
        salt: Salt,
        /// What was typed.
        text: String,
    },
    /// Its hash is all that is known of it: it was erased.
    Hash(String),
}

impl Text {
    /// What was typed, while that is known.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Fresh(text) | Self::Salted { text, .. } => Some(text),
            Self::Hash(_) => None,
        }
    }

    /// What stands in its place in hexadecimal digits, once it has a salt.
    pub fn hash(&self) -> Option<String> {
        match self {
            Self::Fresh(_) => None,
            Self::Salted { salt, text } => {
                Some(hexadecimal(&Sha256::new().chain_update(salt).chain_update(text).finalize()))
            }
            Self::Hash(hash) => Some(hash.clone()),
        }
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let hash = self.hash().ok_or_else(|| S::Error::custom("a text without a salt"))?;
        serializer.serialize_str(&hash)
    }
}

impl From<String> for Text {
    fn from(hash: String) -> Self {
        Self::Hash(hash)
    }
}

/// The entries of one batch, at one sequence number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// The form in which it was first written: in another its hash would be another.
    pub form: u32,
    /// From 1, dense.
    pub seq: u64,
    /// When it was decided: never before the commit before it.
    pub at: Timestamp,
    /// In the order in which they were decided.
    pub entries: Vec<Entry>,
}

impl Commit {
    /// A new commit; `draw` gives the salt of each text.
    pub fn new(seq: u64, at: Timestamp, mut entries: Vec<Entry>, mut draw: impl FnMut() -> Salt) -> Self {
        for text in entries.iter_mut().flat_map(|entry| entry.texts.values_mut()) {
            if let Text::Fresh(fresh) = text {
                *text = Text::Salted { salt: draw(), text: std::mem::take(fresh) };
            }
        }
        Self { form: FORM, seq, at, entries }
    }
}
