//! Whether a log is sound.

use super::LogError;
use super::body;
use super::mark::Mark;
use super::read::{self, From, Rows};
use protocol::ForumId;
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

pub(super) fn check(connection: &Connection, mark: &Mark) -> Result<CheckReport, LogError> {
    let mut report = CheckReport { problems: damages(connection)?, ..Default::default() };
    report.problems.extend(mark.missing(connection)?);
    for row in read::forums(connection)? {
        let rows = read::forum(connection, row.id, From::Start)?;
        report.forums += 1;
        report.commits += rows.commits.len();
        let mut problems = broken_links(row.id, &rows);
        if problems.is_empty() {
            problems.extend(replayed_otherwise(connection, rows)?);
        }
        report.problems.extend(problems.into_iter().map(|problem| format!("forum {}: {problem}", row.code)));
    }
    Ok(report)
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

/// Numbers without a gap, each commit with its hash over the one before, each text as it was hashed
/// or erased by an entry, each command under its number.
fn broken_links(forum: ForumId, rows: &Rows) -> Vec<String> {
    let mut problems = Vec::new();
    let mut emptied = BTreeSet::new();
    let mut erased = BTreeSet::new();
    let mut done: BTreeMap<&str, u64> = rows.done.iter().map(|(command, seq)| (&**command, *seq)).collect();
    let mut before = body::hash_before_first(forum);
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
            Ok(entries) => {
                for entry in &entries {
                    if done.remove(&*entry.command.to_string()) != Some(expected) {
                        problems.push(format!("a command of commit {expected} is not under its number"));
                    }
                    erased.extend(entry.erased.iter().map(|id| id.0));
                }
                for (id, hash) in entries.iter().flat_map(|entry| &entry.texts) {
                    match rows.texts.get(&id.0) {
                        None => problems.push(format!("text {} of commit {expected} is missing", id.0)),
                        Some(text) if text.is_erased() && text.text.is_empty() => {
                            emptied.insert(id.0);
                        }
                        Some(text) if text.hash() == *hash => {}
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
    problems
}

/// Checkpoint and tail against all commits from the first.
fn replayed_otherwise(connection: &Connection, rows: Rows) -> Result<Option<String>, LogError> {
    let short = read::forum(connection, rows.id, From::Checkpoint)?.stored()?;
    let Some(checkpoint) = short.checkpoint.as_ref().map(|checkpoint| checkpoint.seq) else {
        return Ok(None);
    };
    let differs = || Some(format!("the checkpoint at commit {checkpoint} is not what the commits give"));
    let Ok(from_checkpoint) = short.state() else {
        return Ok(differs());
    };
    let from_start = rows.stored()?.state()?;
    let same = serde_json::to_vec(&from_checkpoint).ok() == serde_json::to_vec(&from_start).ok()
        && from_checkpoint.texts == from_start.texts;
    Ok(if same { None } else { differs() })
}
