//! How long people wait for an acknowledgement while the server is busy with something, against quiet moments of the
//! same run.

use crate::{Phone, Room};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Quiet and busy moments take turns.
const TURNS: usize = 5;
const TURN: Duration = Duration::from_secs(4);

/// Times in order.
pub struct Times(Vec<f64>);

impl Times {
    /// Of times in any order.
    pub fn of(mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        Self(times)
    }

    /// The time that this share of them stays below.
    pub fn at(&self, share: f64) -> f64 {
        self.0.get((self.0.len() as f64 * share) as usize).copied().unwrap_or(f64::NAN)
    }

    /// What is said of them.
    pub fn said(&self) -> Value {
        json!({"p50": self.at(0.5), "p99": self.at(0.99), "n": self.0.len()})
    }
}

/// So many people support a contribution and take it back, each once in `every`, while `busy` is done again and
/// again in every second turn. What they waited in milliseconds: quiet, and beside it.
pub async fn in_turns(
    room: &Room,
    contribution: &str,
    people: usize,
    every: Duration,
    mut busy: impl AsyncFnMut(),
) -> [Times; 2] {
    let (is_busy, is_over) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let mut going_on = Vec::new();
    for n in 0..people {
        let person = room.join("Dominique").await;
        let phone = room.phone(&person, &["forum"]).await;
        tokio::time::sleep(every / people as u32).await;
        let person =
            Person { phone, every, is_on: n % 2 == 0, is_busy: is_busy.clone(), is_over: is_over.clone() };
        going_on.push(tokio::spawn(person.go_on(contribution.to_owned())));
    }
    for _ in 0..TURNS {
        tokio::time::sleep(TURN).await;
        is_busy.store(true, Ordering::Relaxed);
        let since = Instant::now();
        while since.elapsed() < TURN {
            busy().await;
        }
        is_busy.store(false, Ordering::Relaxed);
    }
    is_over.store(true, Ordering::Relaxed);
    let (mut quiet, mut beside) = (Vec::new(), Vec::new());
    for person in going_on {
        for (waited, was_busy) in person.await.unwrap_or_default() {
            if was_busy { &mut beside } else { &mut quiet }.push(waited);
        }
    }
    [Times::of(quiet), Times::of(beside)]
}

struct Person {
    phone: Phone,
    every: Duration,
    is_on: bool,
    is_busy: Arc<AtomicBool>,
    is_over: Arc<AtomicBool>,
}

impl Person {
    /// How long each acknowledgement took in milliseconds, and whether the server was busy all the time.
    async fn go_on(mut self, contribution: String) -> Vec<(f64, bool)> {
        let mut waits = Vec::new();
        let mut ticks = tokio::time::interval(self.every);
        while !self.is_over.load(Ordering::Relaxed) {
            ticks.tick().await;
            self.is_on = !self.is_on;
            let (busy, asked) = (self.is_busy.load(Ordering::Relaxed), Instant::now());
            let support = json!({"do": "support", "contribution": contribution, "on": self.is_on});
            if self.phone.order(support).await.is_ok() && busy == self.is_busy.load(Ordering::Relaxed) {
                waits.push((asked.elapsed().as_secs_f64() * 1e3, busy));
            }
        }
        waits
    }
}
