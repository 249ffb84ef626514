//! Whether a log is sound.

use super::links::links;
use super::mark::HighWaterMark;
use super::read::Beginning;
use super::rows::{self, Rows};
use super::seal::{self, Seal};
use super::{LogError, SubjectRow};
use protocol::{SubjectId, SubjectKind};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use subject::Subject;

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckReport {
    /// Forums looked at.
    pub forums: usize,
    /// Programmes looked at.
    #[serde(default)]
    pub programmes: usize,
    /// Commits looked at.
    pub commits: usize,
    /// A sentence for each thing that is not as it was written.
    pub problems: Vec<String>,
    /// A sentence for each index beside the log that does not agree with it. Nothing is lost: it is made anew of the
    /// log when its forum is opened, and by a restore.
    #[serde(default)]
    pub stale: Vec<String>,
}

impl CheckReport {
    /// Nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty() && self.stale.is_empty()
    }
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
    for row in rows::subjects(connection)? {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                report.forums += 1;
                report.problems.push(error.to_string());
                continue;
            }
        };
        match row.kind {
            SubjectKind::Forum => {
                report.forums += 1;
                look::<forum::State>(connection, &row, &mut report)?;
            }
            SubjectKind::Programme => {
                report.programmes += 1;
                look::<programme::State>(connection, &row, &mut report)?;
            }
        }
    }
    Ok(report)
}

/// Looks at one subject.
fn look<S: Subject>(
    connection: &Connection,
    row: &SubjectRow,
    report: &mut CheckReport,
) -> Result<(), LogError> {
    let SubjectRow { id, code, kind } = row;
    let (mut problems, mut stale) = (Vec::new(), None);
    match Rows::whole(connection, *id) {
        Ok(rows) => {
            report.commits += rows.commits.len();
            problems = broken::<S>(&rows);
            if problems.is_empty() {
                match rows.stored::<S>(Beginning::FirstCommit) {
                    Ok(stored) => {
                        let state = stored.state();
                        stale = stale_receipts(connection, *id, &state)?;
                        problems.extend(replayed_otherwise(&rows, state)?);
                    }
                    Err(error) => problems.push(error.to_string()),
                }
            }
        }
        Err(error) => problems.push(error.to_string()),
    }
    let of_subject = |sentence| format!("{kind} {code}: {sentence}");
    report.problems.extend(problems.into_iter().map(of_subject));
    report.stale.extend(stale.into_iter().map(of_subject));
    Ok(())
}

/// What is not as it was written.
fn broken<S: Subject>(rows: &Rows) -> Vec<String> {
    let checkpoint = rows.broken_checkpoint();
    let checkpoint = checkpoint.map(|seq| format!("the checkpoint at commit {seq} is not as it was written"));
    let links = links::<S>(rows).problems.into_iter();
    links.chain(rows.broken_seals()).chain(checkpoint).collect()
}

/// The index says where a receipt is looked up: without it nobody finds what became of their words.
fn stale_receipts<S: Subject>(
    connection: &Connection,
    id: SubjectId,
    state: &S,
) -> Result<Option<String>, LogError> {
    let logged: BTreeSet<_> = state.receipts().into_iter().map(String::from).collect();
    let indexed = rows::receipts(connection, id)?;
    let (missing, wrong) = (logged.difference(&indexed).count(), indexed.difference(&logged).count());
    Ok((missing + wrong > 0).then(|| {
        format!(
            "the index of its receipts does not agree with the log ({missing} missing, {wrong} wrong): start the \
             server and open the forum's console, which makes it anew"
        )
    }))
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

/// Checkpoint and tail against `from_start`, the state after all commits from the first.
fn replayed_otherwise<S: Subject>(rows: &Rows, mut from_start: S) -> Result<Option<String>, LogError> {
    let Some(checkpoint) = rows.checkpoint() else {
        return Ok(None);
    };
    let differs =
        || Some(format!("the checkpoint at commit {} is not what the commits give", checkpoint.seq));
    let mut from_checkpoint = rows.stored::<S>(Beginning::Checkpoint)?.state();
    let same = from_checkpoint.to_checkpoint() == from_start.to_checkpoint()
        && from_checkpoint.texts_mut() == from_start.texts_mut();
    Ok(if same { None } else { differs() })
}
