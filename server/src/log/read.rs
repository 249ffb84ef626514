//! A subject that was read: decoded and verified where it is needed.

use super::LogError;
use super::body;
use super::links::links;
use super::rows::{CheckpointRow, Rows};
use jiff::Timestamp;
use protocol::http::Regroupings;
use protocol::{CommandId, HashHead, SubjectId, TextId};
use std::collections::BTreeMap;
use subject::{CommitOf, Subject};

/// A stored state.
#[derive(Debug)]
pub struct Checkpoint<S> {
    /// The last commit that it contains.
    pub seq: u64,
    /// The state, without texts.
    pub state: S,
}

/// All of a subject that is needed to go on with it.
#[derive(Debug)]
pub struct Stored<S: Subject> {
    /// Its id.
    pub id: SubjectId,
    /// Its code, upper case.
    pub code: String,
    /// Tells the numbers of this log from those of any other.
    pub epoch: String,
    /// Nothing when it was destroyed, or never needed.
    pub key: Option<[u8; 32]>,
    /// The state to begin with, if one was stored.
    pub checkpoint: Option<Checkpoint<S>>,
    /// When its last commit was decided.
    pub at: Timestamp,
    /// All commits after the checkpoint, as they were appended: another log that appends them has the
    /// same hashes. Of a text that was erased the hash is left.
    pub commits: Vec<CommitOf<S>>,
    /// All texts but the erased ones.
    pub texts: BTreeMap<TextId, String>,
    /// All commands that were done, and in which commit.
    pub done: Vec<(CommandId, u64)>,
    /// The beginning of each commit's hash, from the first on.
    pub heads: Vec<HashHead>,
}

/// Where to begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    Checkpoint,
    FirstCommit,
}

impl Rows {
    /// The checkpoint, if it was stored under the rules of this program.
    fn readable_checkpoint<S: Subject>(&self) -> Option<Checkpoint<S>> {
        let CheckpointRow { seq, state } = self.checkpoint()?;
        let state = S::from_checkpoint(state);
        if state.is_none() {
            tracing::info!(subject = %self.id, seq, "the checkpoint is of other rules; all commits are read instead");
        }
        Some(Checkpoint { seq: *seq, state: state? })
    }

    /// The subject, verified and decoded.
    pub(super) fn stored<S: Subject>(&self, from: Beginning) -> Result<Stored<S>, LogError> {
        let links = links::<S>(self);
        if let Some(problem) = self.broken_seals().into_iter().chain(links.problems).next() {
            return Err(LogError::Damaged { of: self.name(), problem });
        }
        let unreadable = |seq, reason| LogError::Unreadable { of: self.name(), seq, reason };
        let checkpoint = match from {
            Beginning::Checkpoint => self.readable_checkpoint::<S>(),
            Beginning::FirstCommit => None,
        };
        if let (Beginning::Checkpoint, Some(seq)) = (from, self.broken_checkpoint()) {
            tracing::warn!(subject = %self.id, seq, "the checkpoint is damaged; all commits are read instead");
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
                body::commit::<S>(row.seq, &row.at, &row.json, &texts)
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
        let (id, key) = (self.id, self.key);
        Ok(Stored { id, code, epoch, key, checkpoint, at, commits, texts, done, heads })
    }
}

impl Stored<forum::State> {
    /// What people did to the table, if all commits were read.
    pub fn regroupings(&self, before: Option<u32>) -> Regroupings {
        forum::regroupings(self.beginning(), &self.commits, before)
    }
}

impl<S: Subject> Stored<S> {
    /// Number of the last commit.
    pub fn seq(&self) -> u64 {
        let checkpoint = self.checkpoint.as_ref().map(|checkpoint| checkpoint.seq);
        self.commits.last().map(|commit| commit.seq).or(checkpoint).unwrap_or_default()
    }

    /// The state after the last commit.
    pub fn state(&self) -> S {
        let mut state = self.beginning();
        for commit in &self.commits {
            for entry in &commit.entries {
                state.apply(entry, commit.seq, commit.at);
            }
        }
        // Those that the checkpoint needs did not come with the commits.
        state.texts_mut().clone_from(&self.texts);
        state.take_touched();
        state.take_counted();
        state
    }

    /// The state before the commits.
    fn beginning(&self) -> S {
        let begin = self.checkpoint.as_ref().map(|checkpoint| checkpoint.state.clone());
        let mut state = begin.unwrap_or_default();
        if let Some(key) = self.key {
            state.set_key(key);
        }
        state
    }
}
