//! Commands are kept in outboxes: one of each that was ever sent stands in `golden/commands.jsonl`.
//! Lines are added, never changed.

use protocol::command::{self, Order, WORDS};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeSet;

const GOLDEN: &str = include_str!("golden/commands.jsonl");

#[test]
fn every_command_ever_sent_still_loads() {
    let mut seen = BTreeSet::new();
    for line in GOLDEN.lines() {
        let order = command::read(&RawValue::from_string(line.to_owned()).unwrap())
            .unwrap_or_else(|error| panic!("{error:?}: {line}"));
        seen.insert(order.command.word());
        let sent: Value = serde_json::from_str(line).unwrap();
        let again = serde_json::to_value(&order).unwrap();
        for (field, value) in sent.as_object().unwrap() {
            assert_eq!(&again[field], value, "{field} of {line}");
        }
        assert_eq!(serde_json::from_value::<Order>(again).unwrap(), order);
    }
    let words: BTreeSet<_> = WORDS.iter().map(|(word, ..)| *word).collect();
    assert_eq!(seen, words);
}
