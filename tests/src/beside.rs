//! `tests/beside [CONTRIBUTIONS]`: how long people wait for an acknowledgement while a suggestion is
//! computed, against a quiet moment of the same run. One line of JSON.

use serde_json::{Value, json};
use std::io::Write;
use std::time::{Duration, Instant};
use tests::http::request;
use tests::record::record;
use tests::room::bearer;
use tests::turns::{Times, in_turns};
use tests::{Room, Server};

/// A forum with six themes, written for this purpose.
const FORUM: &str = include_str!("../../server/synthesis/tests/forum.jsonl");
/// Topics among which the contributions are spread.
const TOPICS: usize = 60;
/// People who go on meanwhile, and how often each does something.
const PEOPLE: usize = 20;
const EVERY: Duration = Duration::from_millis(200);

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

    // The first time the wordings may still have to be encoded.
    suggest(&room).await;
    let mut seconds = Vec::new();
    let waits = in_turns(&room, &supported, PEOPLE, EVERY, async || {
        let asked = Instant::now();
        suggest(&room).await;
        seconds.push(asked.elapsed().as_secs_f64());
    })
    .await;
    let line = json!({
        "contributions": contributions, "suggestion_s": Times::of(seconds).at(0.5),
        "waits": waits.said(),
    });
    let _ = writeln!(std::io::stdout(), "{line}");
}

async fn suggest(room: &Room) {
    let line = format!("GET /api/forums/{}/suggestion", room.forum);
    let answer = request(room.address, &line, &[bearer(&room.facilitator)], None).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
}
