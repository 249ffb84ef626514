//! Reading a forum. The rows are fetched a slice at a time on the thread that holds the file, and
//! decoded and verified where they are needed.

use super::body::{self, TextRow};
use super::check;
use super::seal::{self, Seal};
use super::{ForumRow, LogError};
use forum::State;
use forum::entry::Commit;
use jiff::Timestamp;
use protocol::{CommandId, ForumId, HashHead, TextId};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// A stored state.
#[derive(Debug)]
pub struct Checkpoint {
    /// The last commit that it contains.
    pub seq: u64,
    /// The state, without texts.
    pub state: State,
}

/// A checkpoint as it stands in its table.
pub(super) struct CheckpointRow {
    pub(super) seq: u64,
    state: Vec<u8>,
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
    /// All commits after the checkpoint, as they were appended: another log that appends them has the
    /// same hashes. Of a text that was erased the hash is left.
    pub commits: Vec<Commit>,
    /// All texts but the erased ones.
    pub texts: BTreeMap<TextId, String>,
    /// All commands that were done, and in which commit.
    pub done: Vec<(CommandId, u64)>,
    /// The beginning of each commit's hash, from the first on.
    pub heads: Vec<HashHead>,
}

/// Rows fetched at once: about a millisecond.
const SLICE: usize = 500;

/// Where to begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    Checkpoint,
    Start,
}

/// A forum as it stands in the tables.
pub(super) struct Rows {
    pub(super) id: ForumId,
    pub(super) code: String,
    epoch: String,
    dot_key: Option<[u8; 32]>,
    seal: Seal,
    checkpoint: Option<(CheckpointRow, Seal)>,
    pub(super) commits: Vec<CommitRow>,
    pub(super) texts: BTreeMap<u64, TextRow>,
    pub(super) done: Vec<(String, u64)>,
    next: Part,
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

    /// The checkpoint, if it was stored under the rules of this program.
    fn readable_checkpoint(&self) -> Option<Checkpoint> {
        let CheckpointRow { seq, state } = self.checkpoint()?;
        let state = State::from_checkpoint(state);
        if state.is_none() {
            tracing::info!(forum = %self.id, seq, "the checkpoint is of other rules; all commits are read instead");
        }
        Some(Checkpoint { seq: *seq, state: state? })
    }

    /// The forum, verified and decoded.
    pub(super) fn stored(&self, from: From) -> Result<Stored, LogError> {
        let links = check::links(self);
        if let Some(problem) = self.broken_seals().into_iter().chain(links.problems).next() {
            return Err(LogError::Damaged { code: self.code.clone(), problem });
        }
        let unreadable = |seq, reason| LogError::Unreadable { forum: self.id, seq, reason };
        let checkpoint = match from {
            From::Checkpoint => self.readable_checkpoint(),
            From::Start => None,
        };
        if let (From::Checkpoint, Some(seq)) = (from, self.broken_checkpoint()) {
            tracing::warn!(forum = %self.id, seq, "the checkpoint is damaged; all commits are read instead");
        }
        let at = match self.commits.last() {
            Some(row) => {
                row.at.parse().map_err(|error: jiff::Error| unreadable(row.seq, error.to_string()))?
            }
            None => Timestamp::MIN,
        };
        let mut texts = self.texts.clone();
        // They may have been fetched before they were erased.
        texts.retain(|id, _| !links.erased.contains(id));
        let after = checkpoint.as_ref().map_or(0, |checkpoint| checkpoint.seq);
        let commits = self
            .commits
            .iter()
            .filter(|row| row.seq > after)
            .map(|row| {
                body::commit(row.seq, &row.at, &row.json, &texts)
                    .map_err(|reason| unreadable(row.seq, reason))
            })
            .collect::<Result<_, _>>()?;
        let done = self
            .done
            .iter()
            .map(|(command, seq)| match command.parse() {
                Ok(command) => Ok((command, *seq)),
                Err(_) => Err(unreadable(*seq, format!("{command} is not a command's id"))),
            })
            .collect::<Result<_, _>>()?;
        let texts = texts.into_values().map(|text| (TextId(text.id), text.text)).collect();
        let (code, epoch) = (self.code.clone(), self.epoch.clone());
        let heads = self.commits.iter().map(|row| body::hash_head(&row.hash)).collect();
        let (id, dot_key) = (self.id, self.dot_key);
        Ok(Stored { id, code, epoch, dot_key, checkpoint, at, commits, texts, done, heads })
    }
}

impl Stored {
    /// Number of the last commit.
    pub fn seq(&self) -> u64 {
        let checkpoint = self.checkpoint.as_ref().map(|checkpoint| checkpoint.seq);
        self.commits.last().map(|commit| commit.seq).or(checkpoint).unwrap_or_default()
    }

    /// The state after the last commit.
    pub fn state(&self) -> State {
        let begin = self.checkpoint.as_ref().map(|checkpoint| checkpoint.state.clone());
        let mut state = begin.unwrap_or_default();
        if let Some(key) = self.dot_key {
            state.set_dot_key(key);
        }
        for commit in &self.commits {
            for entry in &commit.entries {
                state.apply(entry, commit.seq, commit.at);
            }
        }
        // Those that the checkpoint needs did not come with the commits.
        state.texts.clone_from(&self.texts);
        for (command, seq) in &self.done {
            state.remember(*command, *seq);
        }
        state.take_touched();
        state.take_counted();
        state
    }
}
