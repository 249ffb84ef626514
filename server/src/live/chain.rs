//! Where the commits of a subject stand in its chain of hashes, so that nobody goes on from a commit
//! of another log that is numbered alike.

use protocol::{HashHead, Position};

/// The numbers and hashes of a subject's commits.
#[derive(Debug)]
pub(super) struct Chain {
    epoch: String,
    /// From the first commit on: four bytes each.
    heads: Vec<HashHead>,
}

impl Chain {
    /// The chain of a log with these commits.
    pub(super) fn new(epoch: String, heads: Vec<HashHead>) -> Self {
        Self { epoch, heads }
    }

    /// One commit more.
    pub(super) fn push(&mut self, head: HashHead) {
        self.heads.push(head);
    }

    /// The position of this commit.
    pub(super) fn position(&self, seq: u64) -> Position {
        Position { epoch: self.epoch.clone(), seq, head: self.head_of(seq) }
    }

    /// The position of a commit of this chain.
    pub(super) fn contains(&self, position: &Position) -> bool {
        position.head.is_some() && position.head == self.head_of(position.seq) && position.epoch == self.epoch
    }

    fn head_of(&self, seq: u64) -> Option<HashHead> {
        let index = usize::try_from(seq.checked_sub(1)?).ok()?;
        self.heads.get(index).copied()
    }
}
