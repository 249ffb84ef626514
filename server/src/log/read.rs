//! Reading a forum. The rows are fetched on the writer's thread, and decoded where they are needed.

use super::body::{self, SaltedText};
use super::{ForumRow, LogError};
use forum::State;
use forum::entry::Commit;
use jiff::Timestamp;
use protocol::{CommandId, ForumId, TextId};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// A stored state.
#[derive(Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The last commit that it contains.
    pub seq: u64,
    /// The state as JSON, without texts.
    pub state: Vec<u8>,
}

/// All of a forum that is needed to go on with it.
#[derive(Debug)]
pub struct Stored {
    /// Its id.
    pub id: ForumId,
    /// Its code, upper case.
    pub code: String,
    /// Tells the numbers of this log from those of any other.
    pub epoch: String,
    /// Nothing when it was destroyed.
    pub dot_key: Option<[u8; 32]>,
    /// The state to begin with, if one was stored.
    pub checkpoint: Option<Checkpoint>,
    /// When its last commit was decided.
    pub at: Timestamp,
    /// All commits after the checkpoint. A text that was erased is empty in them.
    pub commits: Vec<Commit>,
    /// All texts but the erased ones.
    pub texts: BTreeMap<TextId, String>,
    /// All commands that were done, and in which commit.
    pub done: Vec<(CommandId, u64)>,
}

/// Where to begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    Checkpoint,
    Start,
}

/// A forum as it stands in the tables.
pub(super) struct Rows {
    pub(super) id: ForumId,
    code: String,
    epoch: String,
    dot_key: Option<[u8; 32]>,
    checkpoint: Option<Checkpoint>,
    /// The number and time of its last commit.
    last: Option<(u64, String)>,
    pub(super) commits: Vec<CommitRow>,
    pub(super) texts: BTreeMap<u64, SaltedText>,
    pub(super) done: Vec<(String, u64)>,
}

/// A commit as it stands in its table.
pub(super) struct CommitRow {
    pub(super) seq: u64,
    pub(super) at: String,
    pub(super) hash: [u8; 32],
    pub(super) json: String,
}

pub(super) fn forums(connection: &Connection) -> Result<Vec<ForumRow>, LogError> {
    let mut statement = connection.prepare("SELECT id, code FROM forums")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    rows.map(|row| {
        let (id, code) = row?;
        let id = id.parse().map_err(|_| rusqlite::Error::InvalidColumnName("forums.id".to_owned()))?;
        Ok(ForumRow { id, code })
    })
    .collect()
}

pub(super) fn forum(connection: &Connection, id: ForumId, from: From) -> Result<Rows, LogError> {
    let key = id.to_string();
    let (code, epoch, dot_key) = connection
        .query_row("SELECT code, epoch, dot_key FROM forums WHERE id = ?1", [&key], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?
        .ok_or(LogError::NoForum)?;
    let checkpoint = match from {
        From::Start => None,
        From::Checkpoint => connection
            .query_row("SELECT seq, state FROM checkpoints WHERE forum = ?1", [&key], |row| {
                Ok(Checkpoint { seq: row.get(0)?, state: row.get(1)? })
            })
            .optional()?,
    };
    let after = checkpoint.as_ref().map_or(0, |checkpoint| checkpoint.seq);
    let last = connection
        .prepare("SELECT seq, at FROM commits WHERE forum = ?1 ORDER BY seq DESC LIMIT 1")?
        .query_row([&key], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let commits = connection
        .prepare("SELECT seq, at, hash, body FROM commits WHERE forum = ?1 AND seq > ?2 ORDER BY seq")?
        .query_map(params![key, after], |row| {
            Ok(CommitRow { seq: row.get(0)?, at: row.get(1)?, hash: row.get(2)?, json: row.get(3)? })
        })?
        .collect::<Result<_, _>>()?;
    let texts = connection
        .prepare("SELECT id, salt, text FROM texts WHERE forum = ?1")?
        .query_map([&key], |row| {
            let text = SaltedText { id: row.get(0)?, salt: row.get(1)?, text: row.get(2)? };
            Ok((text.id, text))
        })?
        .collect::<Result<_, _>>()?;
    let done = connection
        .prepare("SELECT command, seq FROM commands WHERE forum = ?1")?
        .query_map([&key], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    Ok(Rows { id, code, epoch, dot_key, checkpoint, last, commits, texts, done })
}

impl Stored {
    /// Number of the last commit.
    pub fn seq(&self) -> u64 {
        let checkpoint = self.checkpoint.as_ref().map(|checkpoint| checkpoint.seq);
        self.commits.last().map(|commit| commit.seq).or(checkpoint).unwrap_or_default()
    }

    /// The state after the last commit.
    ///
    /// # Errors
    /// [`LogError::Unreadable`], for the checkpoint.
    pub fn state(&self) -> Result<State, LogError> {
        let mut state = match &self.checkpoint {
            Some(Checkpoint { seq, state }) => serde_json::from_slice(state).map_err(|error| {
                LogError::Unreadable { forum: self.id, seq: *seq, reason: error.to_string() }
            })?,
            None => State::default(),
        };
        if let Some(key) = self.dot_key {
            state.set_dot_key(key);
        }
        for commit in &self.commits {
            for entry in &commit.entries {
                state.apply(entry, commit.at);
            }
        }
        // Erased texts came empty with the commits.
        state.texts.clone_from(&self.texts);
        for (command, seq) in &self.done {
            state.remember(*command, *seq);
        }
        state.take_touched();
        state.take_counted();
        Ok(state)
    }
}

impl Rows {
    /// The forum, decoded.
    pub(super) fn stored(self) -> Result<Stored, LogError> {
        let Self { id, code, epoch, dot_key, checkpoint, last, commits, texts, done } = self;
        let unreadable = |seq, reason| LogError::Unreadable { forum: id, seq, reason };
        let at = match last {
            Some((seq, at)) => at.parse().map_err(|error: jiff::Error| unreadable(seq, error.to_string()))?,
            None => Timestamp::MIN,
        };
        let commits = commits
            .iter()
            .map(|row| {
                body::commit(row.seq, &row.at, &row.json, &texts)
                    .map_err(|reason| unreadable(row.seq, reason))
            })
            .collect::<Result<_, _>>()?;
        let done = done
            .into_iter()
            .map(|(command, seq)| match command.parse() {
                Ok(command) => Ok((command, seq)),
                Err(_) => Err(unreadable(seq, format!("{command} is not a command's id"))),
            })
            .collect::<Result<_, _>>()?;
        let texts = texts
            .into_values()
            .filter(|text| !text.is_erased())
            .map(|text| (TextId(text.id), text.text))
            .collect();
        Ok(Stored { id, code, epoch, dot_key, checkpoint, at, commits, texts, done })
    }
}
