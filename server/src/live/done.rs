//! The commands that were done, so that each is done once, in memory that does not grow with the day.

use fastbloom::BloomFilter;
use protocol::CommandId;
use std::collections::{HashMap, VecDeque};

/// Commands known exactly: those of a long day. 4 MB.
const RECENT_MAX: usize = 65_536;
/// Size of the filter of the others: 2 MiB, one answer in 100 is wrong at 1.7 million commands.
const FILTER_BITS: usize = 16 * 1024 * 1024;
const FILTER_HASHES: u32 = 5;

/// What is known of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// It was never done.
    Never,
    /// It was done in this commit.
    In(u64),
    /// Only the log can tell.
    Perhaps,
}

/// The commands that a subject's log holds.
pub(super) struct Commands {
    recent: HashMap<CommandId, u64>,
    oldest: VecDeque<CommandId>,
    /// Those that are not recent any more.
    earlier: Option<BloomFilter>,
}

impl Commands {
    /// All commands and the commits in which they were done.
    pub(super) fn new(mut done: Vec<(CommandId, u64)>) -> Self {
        done.sort_unstable_by_key(|(_, seq)| *seq);
        let mut commands = Self { recent: HashMap::new(), oldest: VecDeque::new(), earlier: None };
        for (command, seq) in done {
            commands.push(command, seq);
        }
        commands
    }

    /// Notes that a command is done in this commit.
    pub(super) fn push(&mut self, command: CommandId, seq: u64) {
        if self.oldest.len() == RECENT_MAX
            && let Some(earliest) = self.oldest.pop_front()
        {
            self.recent.remove(&earliest);
            let filter = || BloomFilter::with_num_bits(FILTER_BITS).hashes(FILTER_HASHES);
            self.earlier.get_or_insert_with(filter).insert(&earliest);
        }
        self.recent.insert(command, seq);
        self.oldest.push_back(command);
    }

    /// Whether a command was done.
    pub(super) fn find(&self, command: &CommandId) -> Known {
        match self.recent.get(command) {
            Some(seq) => Known::In(*seq),
            None if self.earlier.as_ref().is_some_and(|earlier| earlier.contains(command)) => Known::Perhaps,
            None => Known::Never,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn command(number: usize) -> CommandId {
        CommandId(Uuid::from_u128(number as u128))
    }

    #[test]
    fn recent_commands_are_known_and_earlier_ones_are_looked_up() {
        let count = RECENT_MAX + 1_000;
        // As the log lists them: in the order of ids, which says nothing about time.
        let listed = (0..count).map(|n| (command(n), (count - n) as u64)).collect();
        let commands = Commands::new(listed);
        assert_eq!(commands.recent.len(), RECENT_MAX);
        assert_eq!(commands.find(&command(0)), Known::In(count as u64));
        assert_eq!(commands.find(&command(RECENT_MAX - 1)), Known::In(1_001));
        assert!((RECENT_MAX..count).all(|n| commands.find(&command(n)) == Known::Perhaps));
        let unknown = (count..count + 1_000).filter(|n| commands.find(&command(*n)) == Known::Never).count();
        assert!(unknown > 990, "{unknown} of 1000 commands that nobody gave are known to be new");
    }
}
