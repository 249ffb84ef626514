//! The time of commits. It is the machine's, but it neither goes back nor stands still while that is set
//! back; where it is set forward, the rules are told that nobody lived through what is left out.

use jiff::{SignedDuration, Timestamp};
use std::time::Duration;
use subject::Skip;
use tokio::time::Instant;

/// A step of the machine's clock, or its sleep; less is drift.
const SKIP_MIN: SignedDuration = SignedDuration::from_secs(60);

/// The time of a subject's commits.
#[derive(Debug)]
pub(super) struct Clock {
    at: Timestamp,
    looked: Instant,
}

impl Clock {
    /// Goes on after the commit at `last`.
    pub(super) fn new(last: Timestamp) -> Self {
        Self { at: last.max(Timestamp::now()), looked: Instant::now() }
    }

    /// What time it is, and what was left out since the last look.
    pub(super) fn look(&mut self) -> (Timestamp, Option<Skip>) {
        let now = Instant::now();
        let passed = now.duration_since(self.looked);
        self.looked = now;
        self.advance(Timestamp::now(), passed)
    }

    fn advance(&mut self, machine: Timestamp, passed: Duration) -> (Timestamp, Option<Skip>) {
        let lived = self.at.saturating_add(passed).unwrap_or(self.at);
        self.at = lived.max(machine);
        let by = self.at.duration_since(lived);
        (self.at, (by >= SKIP_MIN).then_some(Skip { at: lived, by }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    #[test]
    fn the_time_goes_on_whatever_the_machines_clock_does() {
        let mut clock = Clock { at: at(1_000), looked: Instant::now() };
        let second = Duration::from_secs(1);
        assert_eq!(clock.advance(at(1_001), second), (at(1_001), None));
        assert_eq!(clock.advance(at(500), second), (at(1_002), None), "set back");
        assert_eq!(clock.advance(at(501), second), (at(1_003), None));
        let skip = Skip { at: at(1_004), by: SignedDuration::from_secs(3_600) };
        assert_eq!(clock.advance(at(4_604), second), (at(4_604), Some(skip)), "set forward");
        assert_eq!(clock.advance(at(4_607), second), (at(4_607), None), "drift");
    }
}
