//! The lines that the program writes to stderr: bounded, so that no stranger fills a disk with them,
//! and lost where they cannot be written.

use std::collections::HashMap;
use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tracing::callsite::Identifier;
use tracing::level_filters::LevelFilter;
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

/// Lines of one kind in [`PERIOD`]; each is some 150 bytes, and there are some thirty kinds.
const LINES_MAX: u32 = 20;
const PERIOD: Duration = Duration::from_secs(60);

/// From here on, what the program says of itself goes to stderr.
pub fn write_to_stderr() {
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .log_internal_errors(false);
    tracing_subscriber::registry().with(lines).with(LevelFilter::INFO).with(Bounded::default()).init();
}

/// Lets so many lines of each kind through; a kind is a place in the source.
#[derive(Default)]
struct Bounded {
    kinds: Mutex<HashMap<Identifier, Period>>,
}

/// What was said since a moment.
struct Period {
    since: Instant,
    lines: u32,
}

impl<S: Subscriber> Layer<S> for Bounded {
    fn event_enabled(&self, event: &Event<'_>, _: Context<'_, S>) -> bool {
        let left_out = {
            let mut kinds = self.kinds.lock().unwrap_or_else(PoisonError::into_inner);
            let now = Instant::now();
            let period = kinds.entry(event.metadata().callsite()).or_insert(Period { since: now, lines: 0 });
            period.line(now)
        };
        match left_out {
            None => false,
            Some(0) => true,
            Some(left_out) => {
                // Whoever cannot read the line misses nothing else.
                let _ = writeln!(io::stderr(), "{left_out} lines like the next one were left out");
                true
            }
        }
    }
}

impl Period {
    /// Whether one more line is written, and how many were left out before it.
    fn line(&mut self, now: Instant) -> Option<u32> {
        let mut left_out = 0;
        if now.duration_since(self.since) >= PERIOD {
            left_out = self.lines.saturating_sub(LINES_MAX);
            *self = Self { since: now, lines: 0 };
        }
        self.lines = self.lines.saturating_add(1);
        (self.lines <= LINES_MAX).then_some(left_out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_lines_a_minute_and_the_rest_is_counted() {
        let start = Instant::now();
        let mut period = Period { since: start, lines: 0 };
        let written = (0..100).filter(|_| period.line(start).is_some()).count();
        assert_eq!(written as u32, LINES_MAX);
        assert_eq!(period.line(start + PERIOD), Some(100 - LINES_MAX));
        assert_eq!(period.line(start + PERIOD), Some(0));
    }
}
