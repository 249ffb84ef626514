//! How long people wait for an acknowledgement while the server is busy with something, against quiet moments of the
//! same run, and against moments in which another program keeps one processor warm: what two processors of one
//! machine do to each other is not the server's doing.

use crate::{Phone, Room};
use serde_json::{Value, json};
use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Quiet, warm and busy moments take turns.
const TURNS: usize = 10;
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

/// What people waited in milliseconds.
pub struct Waits {
    /// While nothing else happened.
    pub quiet: Times,
    /// While a thread of this program computed behind everything else.
    pub warm: Times,
    /// While the server was busy.
    pub beside: Times,
}

impl Waits {
    /// What is said of them.
    pub fn said(&self) -> Value {
        let ratio = |of: &Times, to: &Times| of.at(0.99) / to.at(0.99);
        json!({
            "quiet_ms": self.quiet.said(), "warm_ms": self.warm.said(), "beside_ms": self.beside.said(),
            "ratio_p99": ratio(&self.beside, &self.quiet), "ratio_p99_warm": ratio(&self.beside, &self.warm),
        })
    }
}

const QUIET: usize = 0;
const WARM: usize = 1;
const BUSY: usize = 2;

/// So many people support a contribution and take it back, each once in `every`, while `busy` is done again and
/// again in every third turn.
pub async fn in_turns(
    room: &Room,
    contribution: &str,
    people: usize,
    every: Duration,
    mut busy: impl AsyncFnMut(),
) -> Waits {
    let (moment, is_over) = (Arc::new(AtomicUsize::new(QUIET)), Arc::new(AtomicBool::new(false)));
    let mut going_on = Vec::new();
    for n in 0..people {
        let person = room.join("Dominique").await;
        let phone = room.phone(&person, &["forum"]).await;
        tokio::time::sleep(every / people as u32).await;
        let person =
            Person { phone, every, is_on: n % 2 == 0, moment: moment.clone(), is_over: is_over.clone() };
        going_on.push(tokio::spawn(person.go_on(contribution.to_owned())));
    }
    for _ in 0..TURNS {
        tokio::time::sleep(TURN).await;
        moment.store(WARM, Ordering::Relaxed);
        let computing = std::thread::spawn(compute_behind);
        tokio::time::sleep(TURN).await;
        computing.join().expect("computing comes to an end");
        moment.store(BUSY, Ordering::Relaxed);
        let since = Instant::now();
        while since.elapsed() < TURN {
            busy().await;
        }
        moment.store(QUIET, Ordering::Relaxed);
    }
    is_over.store(true, Ordering::Relaxed);
    let mut waits = [Vec::new(), Vec::new(), Vec::new()];
    for person in going_on {
        for (waited, when) in person.await.unwrap_or_default() {
            waits[when].push(waited);
        }
    }
    let [quiet, warm, beside] = waits.map(Times::of);
    Waits { quiet, warm, beside }
}

/// Keeps a processor warm for a turn, as work of the server's does that goes behind everything else.
fn compute_behind() {
    step_back();
    let (since, mut sum) = (Instant::now(), 0_u64);
    while since.elapsed() < TURN {
        sum = (0..100_000_u64).fold(sum, |sum, n| black_box(sum.rotate_left(5) ^ n));
    }
}

/// As the server's own threads do that go behind everything else.
fn step_back() {
    #[cfg(target_os = "linux")]
    {
        use thread_priority::{NormalThreadSchedulePolicy, ThreadPriority, ThreadSchedulePolicy};
        let policy = ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Idle);
        let thread = thread_priority::thread_native_id();
        thread_priority::set_thread_priority_and_policy(thread, ThreadPriority::Min, policy)
            .expect("a thread may always go behind");
    }
}

struct Person {
    phone: Phone,
    every: Duration,
    is_on: bool,
    moment: Arc<AtomicUsize>,
    is_over: Arc<AtomicBool>,
}

impl Person {
    /// How long each acknowledgement took in milliseconds, and in which moment all of it was.
    async fn go_on(mut self, contribution: String) -> Vec<(f64, usize)> {
        let mut waits = Vec::new();
        let mut ticks = tokio::time::interval(self.every);
        while !self.is_over.load(Ordering::Relaxed) {
            ticks.tick().await;
            self.is_on = !self.is_on;
            let (when, asked) = (self.moment.load(Ordering::Relaxed), Instant::now());
            let support = json!({"do": "support", "contribution": contribution, "on": self.is_on});
            if self.phone.order(support).await.is_ok() && when == self.moment.load(Ordering::Relaxed) {
                waits.push((asked.elapsed().as_secs_f64() * 1e3, when));
            }
        }
        waits
    }
}
