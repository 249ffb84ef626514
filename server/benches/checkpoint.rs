//! What a checkpoint of a large forum costs: `cargo bench -p server --bench checkpoint`. The forum's own task makes the copy alone.

use forum::State;
use serde_json::{Value, json};
use std::hint::black_box;
use std::time::{Duration, Instant};

const CONTRIBUTIONS: usize = 20_000;
const PEOPLE: usize = 2_000;
const ROUNDS: usize = 9;

fn id(number: usize) -> String {
    format!("{:08x}-0000-4000-8000-{number:012x}", (number as u32).wrapping_mul(2_654_435_761))
}

/// The small forum of the golden files, with its first person and contribution many times.
fn large() -> State {
    let golden = include_str!("../forum/tests/golden/checkpoint.json");
    let mut checkpoint: Value = serde_json::from_str(golden).expect("it is JSON");
    let state = &mut checkpoint["state"];
    let first = |of: &Value| of.as_object().and_then(|of| of.values().next()).cloned().expect("there is one");
    let (person, mut contribution) = (first(&state["people"]), first(&state["contributions"]));
    for number in 0..PEOPLE {
        state["people"][id(number)] = person.clone();
    }
    for number in 0..CONTRIBUTIONS {
        contribution["wordings"] = json!([number]);
        state["contributions"][id(number)] = contribution.clone();
        state["said"][number.to_string()] = json!(id(number));
    }
    State::from_checkpoint(checkpoint.to_string().as_bytes()).expect("it is a checkpoint")
}

fn median(mut act: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<_> = (0..ROUNDS).map(|_| act()).collect();
    times.sort();
    times[ROUNDS / 2]
}

fn main() {
    let mut state = large();
    let copy = median(|| {
        let begin = Instant::now();
        let kept = black_box(state.kept());
        let took = begin.elapsed();
        drop(kept);
        took
    });
    let json = median(|| {
        let begin = Instant::now();
        black_box(state.to_checkpoint());
        begin.elapsed()
    });
    let ratio = copy.as_secs_f64() / json.as_secs_f64();
    let copies = format!("copy {copy:?}, JSON {json:?}: {ratio:.3}");
    eprintln!("a checkpoint of {CONTRIBUTIONS} contributions and {PEOPLE} people: {copies}");
}
