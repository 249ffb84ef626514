//! Token buckets: so much at once, so much a second.

use std::time::Duration;
use tokio::time::Instant;

/// A bucket that fills steadily and is emptied by what is done.
#[derive(Debug)]
pub(crate) struct Bucket {
    per_second: f64,
    most: f64,
    left: f64,
    filled: Instant,
}

impl Bucket {
    /// A full bucket.
    pub(crate) fn new(per_second: f64, at_once: u32) -> Self {
        let most = f64::from(at_once);
        Self { per_second, most, left: most, filled: Instant::now() }
    }

    /// Whether nothing is missing: a new one would be the same.
    pub(crate) fn is_full(&mut self) -> bool {
        self.left() >= self.most
    }

    /// What is in it now.
    pub(crate) fn left(&mut self) -> f64 {
        let now = Instant::now();
        let filled = now.duration_since(self.filled).as_secs_f64() * self.per_second;
        self.left = (self.left + filled).min(self.most);
        self.filled = now;
        self.left
    }

    /// Takes this much out, which [`Bucket::left`] said is there.
    pub(crate) fn take(&mut self, amount: usize) {
        self.left -= amount as f64;
    }

    /// Takes one out.
    ///
    /// # Errors
    /// The time until there will be one.
    pub(crate) fn take_one(&mut self) -> Result<(), Duration> {
        if self.left() >= 1.0 {
            self.take(1);
            Ok(())
        } else {
            Err(self.time_until(1.0))
        }
    }

    /// Takes one out that will be there within `patience`; the time until then.
    ///
    /// # Errors
    /// The time until there will be one, which is longer.
    pub(crate) fn reserve(&mut self, patience: Duration) -> Result<Duration, Duration> {
        let wait = self.time_until(1.0);
        if wait > patience {
            return Err(wait);
        }
        self.take(1);
        Ok(wait)
    }

    /// Puts one back that was not used.
    pub(crate) fn give_back(&mut self) {
        self.left = (self.left + 1.0).min(self.most);
    }

    /// How long it takes until this much is in it.
    pub(crate) fn time_until(&mut self, amount: f64) -> Duration {
        Duration::from_secs_f64((amount - self.left()).max(0.0) / self.per_second)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_and_the_next_one_waits() {
        let mut bucket = Bucket::new(1.0, 3);
        for _ in 0..3 {
            assert_eq!(bucket.take_one(), Ok(()));
        }
        let wait = bucket.take_one().unwrap_err();
        assert!(wait > Duration::ZERO && wait <= Duration::from_secs(1), "{wait:?}");
    }

    #[test]
    fn turns_are_given_one_after_the_other_to_those_who_can_wait() {
        let mut bucket = Bucket::new(1.0, 1);
        let patience = Duration::from_secs(2);
        let waits: Vec<_> = (0..4).map(|_| bucket.reserve(patience)).collect();
        assert_eq!(waits[0], Ok(Duration::ZERO));
        assert!(waits[1..3].iter().all(Result::is_ok) && waits[1] < waits[2], "{waits:?}");
        assert!(waits[3].is_err_and(|wait| wait > patience));
        bucket.give_back();
        assert!(bucket.reserve(patience).is_ok());
        assert!(!bucket.is_full());
    }
}
