//! Token buckets: so much at once, so much a second.

use std::time::{Duration, Instant};

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
    pub(crate) fn new(per_second: u32, at_once: u32) -> Self {
        let most = f64::from(at_once);
        Self { per_second: f64::from(per_second), most, left: most, filled: Instant::now() }
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
        let mut bucket = Bucket::new(1, 3);
        for _ in 0..3 {
            assert_eq!(bucket.take_one(), Ok(()));
        }
        let wait = bucket.take_one().unwrap_err();
        assert!(wait > Duration::ZERO && wait <= Duration::from_secs(1), "{wait:?}");
    }
}
