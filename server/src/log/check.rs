//! Whether a log is sound.

use super::body;
use super::mark::Mark;
use super::read::{self, From, Rows};
use super::seal::{self, Seal};
use super::{ForumRow, LogError};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckReport {
    /// Forums looked at.
    pub forums: usize,
    /// Commits looked at.
    pub commits: usize,
    /// A sentence for each thing that is not as it was written; none: the log is sound.
    pub problems: Vec<String>,
}

/// Looks at everything. `mark` is what the log had reached, or why that is not known.
pub(super) fn check(connection: &Connection, mark: &Result<Mark, LogError>) -> Result<CheckReport, LogError> {
    let mut report = CheckReport { problems: damages(connection)?, ..Default::default() };
    match mark {
        Ok(mark) => report.problems.extend(mark.missing(connection)?),
        Err(error) => report.problems.push(error.to_string()),
    }
    report.problems.extend(broken_owners(connection)?);
    for row in read::forums(connection)? {
        report.forums += 1;
        let ForumRow { id, code } = match row {
            Ok(row) => row,
            Err(error) => {
                report.problems.push(error.to_string());
                continue;
            }
        };
        let problems = match Rows::whole(connection, id) {
            Ok(rows) => {
                report.commits += rows.commits.len();
                problems(&rows)
            }
            Err(error) => vec![error.to_string()],
        };
        report.problems.extend(problems.into_iter().map(|problem| format!("forum {code}: {problem}")));
    }
    Ok(report)
}

fn problems(rows: &Rows) -> Vec<String> {
    let mut problems = links(rows).problems;
    problems.extend(rows.broken_seals());
    if let Some(seq) = rows.broken_checkpoint() {
        problems.push(format!("the checkpoint at commit {seq} is not as it was written"));
    }
    if problems.is_empty() {
        match replayed_otherwise(rows) {
            Ok(problem) => problems.extend(problem),
            Err(error) => problems.push(error.to_string()),
        }
    }
    problems
}

fn broken_owners(connection: &Connection) -> Result<Vec<String>, LogError> {
    let mut statement = connection.prepare("SELECT hash, seal FROM owners")?;
    let owners = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let owners: Vec<(String, Seal)> = owners.collect::<Result<_, _>>()?;
    let broken = owners.iter().filter(|(hash, sealed)| *sealed != Some(seal::owner(hash))).count();
    Ok((broken > 0)
        .then(|| format!("{broken} of the owner's tokens are not as they were written"))
        .into_iter()
        .collect())
}

fn damages(connection: &Connection) -> Result<Vec<String>, LogError> {
    let mut statement = connection.prepare("PRAGMA integrity_check(20)")?;
    let found = statement.query_map([], |row| row.get::<_, String>(0))?;
    let found: Vec<String> = found.collect::<Result<_, _>>()?;
    Ok(found
        .into_iter()
        .filter(|line| line != "ok")
        .map(|line| format!("the file is damaged: {line}"))
        .collect())
}

/// What holds a forum's rows together.
pub(super) struct Links {
    /// What is not as it was written.
    pub(super) problems: Vec<String>,
    /// The texts that entries erased.
    pub(super) erased: BTreeSet<u64>,
}

/// Numbers without a gap, each commit with its hash over the one before, each text as it was hashed
/// or erased by an entry, each command under its number.
pub(super) fn links(rows: &Rows) -> Links {
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
        match body::entries(&row.json) {
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

/// Checkpoint and tail against all commits from the first.
fn replayed_otherwise(rows: &Rows) -> Result<Option<String>, LogError> {
    let Some(checkpoint) = rows.checkpoint() else {
        return Ok(None);
    };
    let differs =
        || Some(format!("the checkpoint at commit {} is not what the commits give", checkpoint.seq));
    let from_checkpoint = rows.stored(From::Checkpoint)?.state();
    let from_start = rows.stored(From::Start)?.state();
    let same = serde_json::to_vec(&from_checkpoint).ok() == serde_json::to_vec(&from_start).ok()
        && from_checkpoint.texts == from_start.texts;
    Ok(if same { None } else { differs() })
}
