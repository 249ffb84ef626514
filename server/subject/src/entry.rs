//! What a log keeps: commits, and in each the entries of the commands that it carries out.

use crate::secret::{SecretHash, hexadecimal};
use jiff::Timestamp;
use protocol::{CommandId, TextId};
use serde::ser::Error;
use serde::{Deserialize, Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A secret's hash and what it opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential<Holder> {
    /// The hash.
    pub hash: SecretHash,
    /// What it opens.
    pub holder: Holder,
}

/// What one command did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry<Caller, Event, Holder> {
    /// The command's id.
    pub command: CommandId,
    /// Who gave it.
    pub caller: Caller,
    /// What happened, in order; empty only where [`Entry::what_it_erases`] is done again.
    pub events: Vec<Event>,
    /// The texts that these events introduce, normalised.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub texts: BTreeMap<TextId, Text>,
    /// The credentials that these events introduce.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub credentials: Vec<Credential<Holder>>,
    /// The texts that these events erase from the whole log.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub erased: Vec<TextId>,
}

impl<Caller: Clone, Event: Clone, Holder: Clone> Entry<Caller, Event, Holder> {
    /// What is done again where all that came after a backup is lost. Of an entry that brought words too, only what it
    /// erases: its events speak of these words, whose numbers will be given again.
    pub fn what_it_erases(&self) -> Self {
        if self.texts.is_empty() {
            return self.clone();
        }
        let (command, caller, erased) = (self.command, self.caller.clone(), self.erased.clone());
        let (events, texts, credentials) = (Vec::new(), BTreeMap::new(), Vec::new());
        Self { command, caller, events, texts, credentials, erased }
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
pub struct Commit<Entry> {
    /// The form in which it was first written: in another its hash would be another.
    pub form: u32,
    /// From 1, dense.
    pub seq: u64,
    /// When it was decided: never before the commit before it.
    pub at: Timestamp,
    /// In the order in which they were decided.
    pub entries: Vec<Entry>,
}

impl<Caller, Event, Holder> Commit<Entry<Caller, Event, Holder>> {
    /// A new commit; `draw` gives the salt of each text.
    pub fn new(
        seq: u64,
        at: Timestamp,
        mut entries: Vec<Entry<Caller, Event, Holder>>,
        mut draw: impl FnMut() -> Salt,
    ) -> Self {
        for text in entries.iter_mut().flat_map(|entry| entry.texts.values_mut()) {
            if let Text::Fresh(fresh) = text {
                *text = Text::Salted { salt: draw(), text: std::mem::take(fresh) };
            }
        }
        Self { form: FORM, seq, at, entries }
    }
}
