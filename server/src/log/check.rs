//! Whether a log is sound.

use super::links::links;
use super::mark::HighWaterMark;
use super::read::Beginning;
use super::rows::{self, Rows};
use super::seal::{self, Seal};
use super::{ForumRow, LogError};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

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
pub(super) fn check(
    connection: &Connection,
    mark: &Result<HighWaterMark, LogError>,
) -> Result<CheckReport, LogError> {
    let mut report = CheckReport { problems: damages(connection)?, ..Default::default() };
    match mark {
        Ok(mark) => report.problems.extend(mark.missing(connection)?),
        Err(error) => report.problems.push(error.to_string()),
    }
    report.problems.extend(broken_owners(connection)?);
    for row in rows::forums(connection)? {
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

/// Checkpoint and tail against all commits from the first.
fn replayed_otherwise(rows: &Rows) -> Result<Option<String>, LogError> {
    let Some(checkpoint) = rows.checkpoint() else {
        return Ok(None);
    };
    let differs =
        || Some(format!("the checkpoint at commit {} is not what the commits give", checkpoint.seq));
    let from_checkpoint = rows.stored(Beginning::Checkpoint)?.state();
    let from_start = rows.stored(Beginning::FirstCommit)?.state();
    let same = serde_json::to_vec(&from_checkpoint).ok() == serde_json::to_vec(&from_start).ok()
        && from_checkpoint.texts == from_start.texts;
    Ok(if same { None } else { differs() })
}
