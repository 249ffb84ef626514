//! Checkpoints shorten a replay only as long as the same log gives the same state.

use crate::golden;
use crate::random::{beginning, history};
use jiff::Timestamp;
use programme::{Entry, RULES, State};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A history that was written once and is never written again.
const LOG: &str = "log.jsonl";
/// What it gives under the rules of this version.
const CHECKPOINT: &str = "checkpoint.json";

#[derive(Serialize, Deserialize)]
struct Line {
    at: Timestamp,
    entries: Vec<Entry>,
}

fn write_log() -> String {
    let mut runner = TestRunner::deterministic();
    let mut story = beginning();
    for _ in 0..6 {
        let history = history().new_tree(&mut runner).unwrap().current();
        history.iter().for_each(|roll| drop(story.go_on(roll)));
    }
    let lines = story.commits.into_iter().map(|commit| Line { at: commit.at, entries: commit.entries });
    lines.map(|line| serde_json::to_string(&line).unwrap() + "\n").collect()
}

fn replayed() -> State {
    let mut state = State::default();
    for (seq, line) in (1..).zip(golden::read(LOG).lines()) {
        let Line { at, entries } = serde_json::from_str(line).unwrap();
        entries.iter().for_each(|entry| state.apply(entry, seq, at));
    }
    state
}

#[test]
fn whoever_changes_rules_or_state_raises_the_version() {
    let writes = std::env::var_os("BOURDON_WRITE").is_some();
    if writes && golden::read(LOG).is_empty() {
        golden::write(LOG, &write_log());
    }
    let now: Value = serde_json::from_slice(&replayed().to_checkpoint()).unwrap();
    let kept: Value = serde_json::from_str(&golden::read(CHECKPOINT)).unwrap_or_default();
    if writes && kept["rules"] != RULES {
        golden::write(CHECKPOINT, &(serde_json::to_string_pretty(&now).unwrap() + "\n"));
        return;
    }
    assert_eq!(kept["rules"], RULES, "BOURDON_WRITE=1 writes {CHECKPOINT} for the rules of this version");
    assert!(now == kept, "the same log gives another state: raise RULES in state.rs, then BOURDON_WRITE=1");
}

#[test]
fn a_checkpoint_is_read_under_its_own_rules_alone() {
    let golden = golden::read(CHECKPOINT);
    let back = State::from_checkpoint(golden.as_bytes()).unwrap();
    assert_eq!(back.to_checkpoint(), replayed().to_checkpoint());
    let other = golden.replacen(&format!("\"rules\": {RULES}"), "\"rules\": 0", 1);
    assert_ne!(other, golden);
    assert!(State::from_checkpoint(other.as_bytes()).is_none());
}

#[test]
fn what_is_kept_for_a_checkpoint_stays_as_it_was() {
    let mut runner = TestRunner::deterministic();
    let mut story = beginning();
    for roll in (0..4).flat_map(|_| history().new_tree(&mut runner).unwrap().current()) {
        let (before, kept) = (story.state.to_checkpoint(), story.state.kept());
        drop(story.go_on(&roll));
        assert!(kept.to_checkpoint() == before, "{roll:?}");
    }
}
