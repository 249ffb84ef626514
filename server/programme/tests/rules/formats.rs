//! Entries are kept for ever: one of each that was ever written stands in `golden/events.jsonl`. Lines are added,
//! never changed.

use crate::golden;
use crate::random::{Roll, beginning, history};
use crate::story::event_name;
use programme::Entry;
use proptest::collection::vec;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use protocol::programme::WORDS;
use serde_json::Value;
use std::collections::BTreeSet;

fn names(entry: &Entry) -> BTreeSet<String> {
    entry.events.iter().map(event_name).collect()
}

#[test]
fn every_event_ever_written_still_loads() {
    if std::env::var_os("BOURDON_WRITE").is_some() {
        add_missing();
    }
    let mut seen = BTreeSet::new();
    for line in golden::read("events.jsonl").lines() {
        let entry: Entry = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert_eq!(serde_json::to_value(&entry).unwrap(), serde_json::from_str::<Value>(line).unwrap());
        seen.extend(names(&entry));
    }
    let all: BTreeSet<_> =
        WORDS.iter().flat_map(|(_, _, events)| *events).map(|event| (*event).to_owned()).collect();
    let missing: Vec<_> = all.difference(&seen).collect();
    assert!(missing.is_empty(), "BOURDON_WRITE=1 adds what is missing: {missing:?}");
}

/// Adds an entry for each event that has none yet.
fn add_missing() {
    let mut lines = golden::read("events.jsonl");
    let mut seen: BTreeSet<String> =
        lines.lines().flat_map(|line| names(&serde_json::from_str(line).unwrap())).collect();
    let mut runner = TestRunner::deterministic();
    let histories: Vec<Vec<Roll>> = vec(history(), 100).new_tree(&mut runner).unwrap().current();
    for history in histories {
        let mut story = beginning();
        history.iter().for_each(|roll| drop(story.go_on(roll)));
        for entry in story.commits.iter().flat_map(|commit| &commit.entries) {
            if !names(entry).is_subset(&seen) {
                seen.extend(names(entry));
                lines += &serde_json::to_string(entry).unwrap();
                lines += "\n";
            }
        }
    }
    golden::write("events.jsonl", &lines);
}
