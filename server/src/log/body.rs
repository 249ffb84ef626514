//! How a commit is written down: readable JSON in which the salted hash of each text stands in the
//! text's place.

use super::journal::Note;
use jiff::Timestamp;
use protocol::{HashHead, SubjectId};
use serde::{Deserialize, Serialize};
use serde_json::value::to_raw_value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use subject::{Commit, CommitOf, EntryOf, FORM, Subject, Text};

#[derive(Serialize, Deserialize)]
struct Json<Entries> {
    /// The form of the commit.
    version: u32,
    entries: Entries,
}

/// A text as it stands in its table: both empty when it was erased.
#[derive(Clone, Debug)]
pub(super) struct TextRow {
    pub(super) id: u64,
    pub(super) salt: Vec<u8>,
    pub(super) text: String,
}

impl TextRow {
    pub(super) fn is_erased(&self) -> bool {
        self.salt.is_empty() && self.text.is_empty()
    }

    /// The text as it was committed, if it was not erased.
    pub(super) fn kept(&self) -> Option<Text> {
        let kept = || Text::Salted { salt: self.salt.clone(), text: self.text.clone() };
        (!self.is_erased()).then(kept)
    }
}

/// A commit ready to be written.
pub(super) struct Body {
    pub(super) seq: u64,
    pub(super) at: String,
    pub(super) json: String,
    pub(super) commands: Vec<String>,
    pub(super) texts: Vec<TextRow>,
    pub(super) receipts: Vec<String>,
    pub(super) erased: Vec<u64>,
    pub(super) notes: Vec<Note>,
}

impl Body {
    /// Takes the texts out of a commit.
    ///
    /// # Errors
    /// When the commit has no JSON form: a text came without a salt.
    pub(super) fn new<S: Subject>(subject: SubjectId, commit: CommitOf<S>) -> serde_json::Result<Self> {
        let Commit { form, seq, at, entries } = commit;
        let json = serde_json::to_string(&Json { version: form, entries: &entries })?;
        let commands = entries.iter().map(|entry| entry.command.to_string()).collect();
        let receipts = entries.iter().flat_map(S::receipts_of).map(String::from).collect();
        let erased = entries.iter().flat_map(|entry| &entry.erased).map(|id| id.0).collect();
        let erasing = entries.iter().filter(|entry| !entry.erased.is_empty());
        let note =
            |entry: &EntryOf<S>| Ok(Note::Words { subject, entry: to_raw_value(&entry.what_it_erases())? });
        let notes = erasing.map(note).collect::<serde_json::Result<_>>()?;
        let texts = entries.into_iter().flat_map(|entry| entry.texts).map(|(id, text)| match text {
            Text::Salted { salt, text } => TextRow { id: id.0, salt, text },
            Text::Fresh(_) | Text::Hash(_) => TextRow { id: id.0, salt: Vec::new(), text: String::new() },
        });
        Ok(Self { seq, at: at.to_string(), json, commands, texts: texts.collect(), receipts, erased, notes })
    }
}

/// The form and the entries of a written commit; of their texts it holds the hashes.
pub(super) fn entries<S: Subject>(json: &str) -> Result<(u32, Vec<EntryOf<S>>), String> {
    let Json { version, entries } = serde_json::from_str(json).map_err(|error| error.to_string())?;
    if (1..=FORM).contains(&version) {
        Ok((version, entries))
    } else {
        Err(format!("form {version} is not known"))
    }
}

/// A commit as it was appended; of a text that is not among `texts` the hash is left.
pub(super) fn commit<S: Subject>(
    seq: u64,
    at: &str,
    json: &str,
    texts: &BTreeMap<u64, TextRow>,
) -> Result<CommitOf<S>, String> {
    let at: Timestamp = at.parse().map_err(|error: jiff::Error| error.to_string())?;
    let (form, mut entries) = entries::<S>(json)?;
    for (id, text) in entries.iter_mut().flat_map(|entry| &mut entry.texts) {
        if let Some(kept) = texts.get(&id.0).and_then(TextRow::kept) {
            *text = kept;
        }
    }
    Ok(Commit { form, seq, at, entries })
}

/// What stands in the place of a hash before a subject's first commit.
pub(super) fn hash_before_first(subject: SubjectId) -> [u8; 32] {
    Sha256::digest(subject.0.as_bytes()).into()
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

/// What positions carry of a commit's hash.
pub(super) fn hash_head(&[a, b, c, d, ..]: &[u8; 32]) -> HashHead {
    HashHead([a, b, c, d])
}
