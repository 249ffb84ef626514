//! What the tables hold of a forum, fetched a slice at a time on the thread that holds the file.

use super::body::TextRow;
use super::seal::{self, Seal};
use super::{ForumRow, LogError};
use protocol::ForumId;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// Rows fetched at once: about a millisecond.
const SLICE: usize = 500;

/// A forum as it stands in the tables.
pub(super) struct Rows {
    pub(super) id: ForumId,
    pub(super) code: String,
    pub(super) epoch: String,
    pub(super) dot_key: Option<[u8; 32]>,
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

/// All forums. One whose row cannot be read is an error of its own: it hides no other.
pub(super) fn forums(connection: &Connection) -> Result<Vec<Result<ForumRow, LogError>>, LogError> {
    let mut statement = connection.prepare("SELECT id, code FROM forums")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    let rows: Vec<(String, String)> = rows.collect::<Result<_, _>>()?;
    let forum = |(id, code): (String, String)| match id.parse() {
        Ok(id) => Ok(ForumRow { id, code }),
        Err(_) => Err(LogError::Damaged { code, problem: format!("{id:?} is not an id") }),
    };
    Ok(rows.into_iter().map(forum).collect())
}

/// What the index beside the log holds of a forum's receipts.
pub(super) fn receipts(connection: &Connection, forum: ForumId) -> rusqlite::Result<BTreeSet<String>> {
    let mut statement = connection.prepare_cached("SELECT receipt FROM receipts WHERE forum = ?1")?;
    statement.query_map([forum.to_string()], |row| row.get(0))?.collect()
}

impl Rows {
    /// All of a forum at once.
    pub(super) fn whole(connection: &Connection, id: ForumId) -> Result<Self, LogError> {
        let mut rows = Self::begin(connection, id)?;
        while rows.is_more() {
            rows.fetch(connection)?;
        }
        Ok(rows)
    }

    /// The forum's own row and its checkpoint.
    pub(super) fn begin(connection: &Connection, id: ForumId) -> Result<Self, LogError> {
        let key = id.to_string();
        let (code, epoch, dot_key, seal) = connection
            .query_row("SELECT code, epoch, dot_key, seal FROM forums WHERE id = ?1", [&key], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })
            .optional()?
            .ok_or(LogError::NoForum)?;
        let checkpoint = connection
            .query_row("SELECT seq, state, seal FROM checkpoints WHERE forum = ?1", [&key], |row| {
                Ok((CheckpointRow { seq: row.get(0)?, state: row.get(1)? }, row.get(2)?))
            })
            .optional()?;
        let (commits, texts, done, next) = (Vec::new(), BTreeMap::new(), Vec::new(), Part::Texts);
        Ok(Self { id, code, epoch, dot_key, seal, checkpoint, commits, texts, done, next })
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
        let key = self.id.to_string();
        let sealed = seal::forum(&key, &self.code, &self.epoch, self.dot_key.as_ref());
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
