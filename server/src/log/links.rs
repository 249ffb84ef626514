//! Whether the rows of a log hold together.

use super::body;
use super::rows::Rows;
use std::collections::{BTreeMap, BTreeSet};
use subject::Subject;

/// What holds the rows of a log together.
pub(super) struct Links {
    /// What is not as it was written.
    pub(super) problems: Vec<String>,
    /// The texts that entries erased.
    pub(super) erased: BTreeSet<u64>,
}

/// Numbers without a gap, each commit with its hash over the one before, each text as it was hashed
/// or erased by an entry, each command under its number.
pub(super) fn links<S: Subject>(rows: &Rows) -> Links {
    let mut problems = Vec::new();
    let mut emptied = BTreeSet::new();
    let mut erased = BTreeSet::new();
    let mut texts: BTreeSet<u64> = rows.texts.keys().copied().collect();
    let mut done: BTreeMap<&str, u64> = rows.done.iter().map(|(command, seq)| (&**command, *seq)).collect();
    let mut before = body::hash_before_first(rows.id);
    for (row, expected) in rows.commits.iter().zip(1..) {
        if row.seq != expected {
            problems.push(format!("commit {expected} is missing"));
            break;
        }
        if body::hash(&before, row.seq, &row.at, &row.json) != row.hash {
            problems.push(format!("commit {expected} is not as it was written"));
            break;
        }
        before = row.hash;
        match body::entries::<S>(&row.json) {
            Ok((_, entries)) => {
                for entry in &entries {
                    if done.remove(&*entry.command.to_string()) != Some(expected) {
                        problems.push(format!("a command of commit {expected} is not under its number"));
                    }
                    erased.extend(entry.erased.iter().map(|id| id.0));
                }
                for (id, hash) in entries.iter().flat_map(|entry| &entry.texts) {
                    texts.remove(&id.0);
                    match rows.texts.get(&id.0) {
                        None => problems.push(format!("text {} of commit {expected} is missing", id.0)),
                        Some(text) if text.is_erased() => {
                            emptied.insert(id.0);
                        }
                        Some(text) if text.kept().is_some_and(|kept| kept.hash() == hash.hash()) => {}
                        Some(_) => problems
                            .push(format!("text {} of commit {expected} is not as it was written", id.0)),
                    }
                }
            }
            Err(error) => problems.push(format!("commit {expected} cannot be read: {error}")),
        }
    }
    problems.extend(emptied.difference(&erased).map(|id| format!("text {id} is gone and was not erased")));
    if problems.is_empty() && !done.is_empty() {
        problems.push(format!("{} commands stand in no commit", done.len()));
    }
    if problems.is_empty() && !texts.is_empty() {
        problems.push(format!("{} texts stand in no commit", texts.len()));
    }
    Links { problems, erased }
}
