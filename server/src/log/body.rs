//! How a commit is written down: readable JSON in which the salted hash of each text stands in the
//! text's place.

use forum::entry::{Commit, Entry};
use jiff::Timestamp;
use protocol::ForumId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

const VERSION: u32 = 1;
const SALT_BYTES: usize = 16;

#[derive(Serialize, Deserialize)]
struct Json {
    version: u32,
    entries: Vec<Entry>,
}

/// A text beside the log.
#[derive(Clone, Debug)]
pub(super) struct SaltedText {
    pub(super) id: u64,
    /// Empty when the text was erased.
    pub(super) salt: Vec<u8>,
    pub(super) text: String,
}

impl SaltedText {
    /// What stands in a commit in the text's place.
    pub(super) fn hash(&self) -> String {
        hex(&Sha256::new().chain_update(&self.salt).chain_update(&self.text).finalize())
    }

    pub(super) fn is_erased(&self) -> bool {
        self.salt.is_empty()
    }
}

/// A commit ready to be written.
pub(super) struct Body {
    pub(super) seq: u64,
    pub(super) at: String,
    pub(super) json: String,
    pub(super) commands: Vec<String>,
    pub(super) texts: Vec<SaltedText>,
    pub(super) erased: Vec<u64>,
}

impl Body {
    /// Takes the texts out of a commit.
    ///
    /// # Errors
    /// When the system has no random bytes or the commit no JSON form.
    pub(super) fn new(commit: Commit) -> anyhow::Result<Self> {
        let Commit { seq, at, mut entries } = commit;
        let mut texts = Vec::new();
        for (id, text) in entries.iter_mut().flat_map(|entry| &mut entry.texts) {
            let mut salt = vec![0; SALT_BYTES];
            getrandom::fill(&mut salt)?;
            let salted = SaltedText { id: id.0, salt, text: std::mem::take(text) };
            *text = salted.hash();
            texts.push(salted);
        }
        let commands = entries.iter().map(|entry| entry.command.to_string()).collect();
        let erased = entries.iter().flat_map(|entry| &entry.erased).map(|id| id.0).collect();
        let json = serde_json::to_string(&Json { version: VERSION, entries })?;
        Ok(Self { seq, at: at.to_string(), json, commands, texts, erased })
    }
}

/// The entries of a written commit, with the hashes in the place of the texts.
pub(super) fn entries(json: &str) -> Result<Vec<Entry>, String> {
    let Json { version, entries } = serde_json::from_str(json).map_err(|error| error.to_string())?;
    if version == VERSION { Ok(entries) } else { Err(format!("form {version} is not known")) }
}

/// A commit as it was appended; a text that is not among `texts` was erased and is empty.
pub(super) fn commit(
    seq: u64,
    at: &str,
    json: &str,
    texts: &BTreeMap<u64, SaltedText>,
) -> Result<Commit, String> {
    let at: Timestamp = at.parse().map_err(|error: jiff::Error| error.to_string())?;
    let mut entries = entries(json)?;
    for (id, text) in entries.iter_mut().flat_map(|entry| &mut entry.texts) {
        *text = texts.get(&id.0).map(|salted| salted.text.clone()).unwrap_or_default();
    }
    Ok(Commit { seq, at, entries })
}

/// What stands in the place of a hash before a forum's first commit.
pub(super) fn hash_before_first(forum: ForumId) -> [u8; 32] {
    Sha256::digest(forum.0.as_bytes()).into()
}

/// The hash of a commit: it covers the one before, so all before it.
pub(super) fn hash(before: &[u8; 32], seq: u64, at: &str, json: &str) -> [u8; 32] {
    Sha256::new()
        .chain_update(before)
        .chain_update(seq.to_be_bytes())
        .chain_update(at)
        .chain_update(json)
        .finalize()
        .into()
}

/// Hexadecimal digits of these bytes.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
