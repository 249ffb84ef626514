//! `tests/beside [CONTRIBUTIONS]`: how long people wait for an acknowledgement while a suggestion is
//! computed, against a quiet moment of the same run. One line of JSON.

use serde_json::{Value, json};
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tests::http::request;
use tests::record::record;
use tests::room::bearer;
use tests::{Phone, Room, Server};

/// A forum with six themes, written for this purpose.
const FORUM: &str = include_str!("../../server/synthesis/tests/forum.jsonl");
/// Topics among which the contributions are spread.
const TOPICS: usize = 60;
/// People who go on meanwhile, and how often each does something.
const PEOPLE: usize = 20;
const EVERY: Duration = Duration::from_millis(200);
/// Quiet and busy moments take turns.
const TURNS: usize = 5;
const TURN: Duration = Duration::from_secs(4);

#[tokio::main]
async fn main() {
    let contributions: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(800);
    let server = Server::start();
    let room = Room::new(&server).await;
    let texts: Vec<Value> = FORUM.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let records = (0..contributions).map(|n| {
        let text = texts[n % texts.len()]["text"].as_str().unwrap_or_default();
        (format!("Sujet {}", n % TOPICS), format!("{text} ({n})"))
    });
    let (ids, _hosts) = record(&room, records).await;
    let supported = ids.into_values().next().unwrap_or_default();

    let (is_busy, is_over) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let mut people = Vec::new();
    for n in 0..PEOPLE {
        let person = room.join("Dominique").await;
        let phone = room.phone(&person, &["forum"]).await;
        tokio::time::sleep(EVERY / PEOPLE as u32).await;
        let going_on = go_on(phone, supported.clone(), n % 2 == 0, is_busy.clone(), is_over.clone());
        people.push(tokio::spawn(going_on));
    }
    // The first time the wordings may still have to be encoded.
    suggest(&room).await;
    let mut seconds = Vec::new();
    for _ in 0..TURNS {
        tokio::time::sleep(TURN).await;
        is_busy.store(true, Ordering::Relaxed);
        let busy = Instant::now();
        while busy.elapsed() < TURN {
            let asked = Instant::now();
            suggest(&room).await;
            seconds.push(asked.elapsed().as_secs_f64());
        }
        is_busy.store(false, Ordering::Relaxed);
    }
    is_over.store(true, Ordering::Relaxed);

    let (mut quiet, mut beside) = (Vec::new(), Vec::new());
    for person in people {
        for (waited, was_busy) in person.await.unwrap_or_default() {
            if was_busy { &mut beside } else { &mut quiet }.push(waited);
        }
    }
    let (quiet, beside) = (Times::of(quiet), Times::of(beside));
    let line = json!({
        "contributions": contributions, "suggestion_s": Times::of(seconds).p50,
        "quiet_ms": {"p50": quiet.p50, "p99": quiet.p99, "n": quiet.n},
        "beside_ms": {"p50": beside.p50, "p99": beside.p99, "n": beside.n},
        "ratio_p99": beside.p99 / quiet.p99,
    });
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Does something durable every now and then; how long each took in milliseconds, and when.
async fn go_on(
    mut phone: Phone,
    contribution: String,
    mut on: bool,
    is_busy: Arc<AtomicBool>,
    is_over: Arc<AtomicBool>,
) -> Vec<(f64, bool)> {
    let mut waits = Vec::new();
    let mut ticks = tokio::time::interval(EVERY);
    while !is_over.load(Ordering::Relaxed) {
        ticks.tick().await;
        on = !on;
        let (busy, asked) = (is_busy.load(Ordering::Relaxed), Instant::now());
        let support = json!({"do": "support", "contribution": contribution, "on": on});
        if phone.order(support).await.is_ok() && busy == is_busy.load(Ordering::Relaxed) {
            waits.push((asked.elapsed().as_secs_f64() * 1e3, busy));
        }
    }
    waits
}

async fn suggest(room: &Room) {
    let line = format!("GET /api/forums/{}/suggestion", room.forum);
    let answer = request(room.address, &line, &[bearer(&room.facilitator)], None).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
}

struct Times {
    p50: f64,
    p99: f64,
    n: usize,
}

impl Times {
    fn of(mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied().unwrap_or(f64::NAN);
        Self { p50: at(0.5), p99: at(0.99), n: times.len() }
    }
}
