//! What the tables hold of a subject, fetched a slice at a time on the thread that holds the file.

use super::body::TextRow;
use super::seal::{self, Seal};
use super::{LogError, SubjectRow};
use protocol::{SubjectId, SubjectKind};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// Rows fetched at once: about a millisecond.
const SLICE: usize = 500;

/// A subject as it stands in the tables.
pub(super) struct Rows {
    pub(super) id: SubjectId,
    kind: SubjectKind,
    pub(super) code: String,
    pub(super) epoch: String,
    pub(super) key: Option<[u8; 32]>,
    seal: Seal,
    checkpoint: Option<(CheckpointRow, Seal)>,
    pub(super) commits: Vec<CommitRow>,
    pub(super) texts: BTreeMap<u64, TextRow>,
    pub(super) done: Vec<(String, u64)>,
    next: Part,
}

/// A checkpoint as it stands in its table.
pub(super) struct CheckpointRow {
    pub(super) seq: u64,
    pub(super) state: Vec<u8>,
}

/// What is fetched next. Texts come before the commits that may erase them, and those that were added
/// meanwhile together with the last commit, so that the parts fit although the log goes on.
enum Part {
    Texts,
    Commits,
    Commands,
    Nothing,
}

/// A commit as it stands in its table.
pub(super) struct CommitRow {
    pub(super) seq: u64,
    pub(super) at: String,
    pub(super) hash: [u8; 32],
    pub(super) json: String,
}

/// All subjects. One whose row cannot be read is an error of its own: it hides no other.
pub(super) fn subjects(connection: &Connection) -> Result<Vec<Result<SubjectRow, LogError>>, LogError> {
    let mut statement = connection.prepare("SELECT id, code, kind FROM forums")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let rows: Vec<(String, String, String)> = rows.collect::<Result<_, _>>()?;
    let subject = |(id, code, kind): (String, String, String)| match (id.parse(), kind.parse()) {
        (Ok(id), Ok(kind)) => Ok(SubjectRow { id, code, kind }),
        (Err(_), _) => {
            Err(LogError::Damaged { of: format!("{kind} {code}"), problem: format!("{id:?} is not an id") })
        }
        (_, Err(_)) => Err(unknown_kind(&kind, &code)),
    };
    Ok(rows.into_iter().map(subject).collect())
}

fn unknown_kind(kind: &str, code: &str) -> LogError {
    LogError::Damaged { of: code.to_owned(), problem: format!("there is no {kind:?}") }
}

/// What the index beside the log holds of a subject's receipts.
pub(super) fn receipts(connection: &Connection, subject: SubjectId) -> rusqlite::Result<BTreeSet<String>> {
    let mut statement = connection.prepare_cached("SELECT receipt FROM receipts WHERE forum = ?1")?;
    statement.query_map([subject.to_string()], |row| row.get(0))?.collect()
}

impl Rows {
    /// All of a subject at once.
    pub(super) fn whole(connection: &Connection, id: SubjectId) -> Result<Self, LogError> {
        let mut rows = Self::begin(connection, id)?;
        while rows.is_more() {
            rows.fetch(connection)?;
        }
        Ok(rows)
    }

    /// The subject's own row and its checkpoint.
    pub(super) fn begin(connection: &Connection, id: SubjectId) -> Result<Self, LogError> {
        let of = id.to_string();
        let (code, kind, epoch, key, seal) = connection
            .query_row("SELECT code, kind, epoch, dot_key, seal FROM forums WHERE id = ?1", [&of], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            })
            .optional()?
            .ok_or(LogError::NoSubject)?;
        let (code, kind): (String, String) = (code, kind);
        let kind = kind.parse().map_err(|_| unknown_kind(&kind, &code))?;
        let checkpoint = connection
            .query_row("SELECT seq, state, seal FROM checkpoints WHERE forum = ?1", [&of], |row| {
                Ok((CheckpointRow { seq: row.get(0)?, state: row.get(1)? }, row.get(2)?))
            })
            .optional()?;
        let (commits, texts, done, next) = (Vec::new(), BTreeMap::new(), Vec::new(), Part::Texts);
        Ok(Self { id, kind, code, epoch, key, seal, checkpoint, commits, texts, done, next })
    }

    /// What the log is about, for people.
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.kind, self.code)
    }

    pub(super) fn is_more(&self) -> bool {
        !matches!(self.next, Part::Nothing)
    }

    /// The next slice.
    pub(super) fn fetch(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        match self.next {
            Part::Texts => {
                if self.fetch_texts(connection)? < SLICE {
                    self.next = Part::Commits;
                }
            }
            Part::Commits => {
                if self.fetch_commits(connection)? < SLICE {
                    while self.fetch_texts(connection)? == SLICE {}
                    self.next = Part::Commands;
                }
            }
            Part::Commands => {
                if self.fetch_commands(connection)? < SLICE {
                    let last = self.last_seq();
                    self.done.retain(|(_, seq)| *seq <= last);
                    self.next = Part::Nothing;
                }
            }
            Part::Nothing => {}
        }
        Ok(())
    }

    fn fetch_texts(&mut self, connection: &Connection) -> rusqlite::Result<usize> {
        let after = self.texts.last_key_value().map_or(0, |(id, _)| *id);
        let before = self.texts.len();
        let mut statement = connection.prepare_cached(
            "SELECT id, salt, text FROM texts WHERE forum = ?1 AND id > ?2 ORDER BY id LIMIT ?3",
        )?;
        let rows = statement.query_map(params![self.id.to_string(), after, SLICE], |row| {
            let text = TextRow { id: row.get(0)?, salt: row.get(1)?, text: row.get(2)? };
            Ok((text.id, text))
        })?;
        for row in rows {
            let (id, text) = row?;
            self.texts.insert(id, text);
        }
        Ok(self.texts.len() - before)
    }

    fn fetch_commits(&mut self, connection: &Connection) -> rusqlite::Result<usize> {
        let before = self.commits.len();
        let mut statement = connection.prepare_cached(
            "SELECT seq, at, hash, body FROM commits WHERE forum = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
        )?;
        let rows = statement.query_map(params![self.id.to_string(), self.last_seq(), SLICE], |row| {
            Ok(CommitRow { seq: row.get(0)?, at: row.get(1)?, hash: row.get(2)?, json: row.get(3)? })
        })?;
        for row in rows {
            self.commits.push(row?);
        }
        Ok(self.commits.len() - before)
    }

    fn fetch_commands(&mut self, connection: &Connection) -> rusqlite::Result<usize> {
        let before = self.done.len();
        let after = self.done.last().map_or("", |(command, _)| command.as_str());
        let mut statement = connection.prepare_cached(
            "SELECT command, seq FROM commands WHERE forum = ?1 AND command > ?2 ORDER BY command LIMIT ?3",
        )?;
        let rows = statement
            .query_map(params![self.id.to_string(), after, SLICE], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let rows: Vec<_> = rows.collect::<Result<_, _>>()?;
        self.done.extend(rows);
        Ok(self.done.len() - before)
    }

    fn last_seq(&self) -> u64 {
        self.commits.last().map_or(0, |row| row.seq)
    }

    /// What no commit covers, and is not as it was written.
    pub(super) fn broken_seals(&self) -> Option<String> {
        let sealed =
            seal::subject(&self.id.to_string(), self.kind, &self.code, &self.epoch, self.key.as_ref());
        (self.seal != Some(sealed)).then(|| "its code, epoch or key is not as it was written".to_owned())
    }

    /// The checkpoint, if it is as it was written and of this log.
    pub(super) fn checkpoint(&self) -> Option<&CheckpointRow> {
        let (checkpoint, sealed) = self.checkpoint.as_ref()?;
        let seal = seal::checkpoint(&self.id.to_string(), checkpoint.seq, &checkpoint.state);
        (*sealed == Some(seal) && checkpoint.seq <= self.last_seq()).then_some(checkpoint)
    }

    /// The number of a checkpoint that is not as it was written.
    pub(super) fn broken_checkpoint(&self) -> Option<u64> {
        let (checkpoint, _) = self.checkpoint.as_ref()?;
        self.checkpoint().is_none().then_some(checkpoint.seq)
    }
}
