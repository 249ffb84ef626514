//! Commands are kept in outboxes: one of each that was ever sent stands in `golden/commands.jsonl`.
//! Lines are added, never changed.

use protocol::ForumLanguage;
use protocol::command::{self, Order, WORDS};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeSet;

const GOLDEN: &str = include_str!("golden/commands.jsonl");

#[test]
fn every_command_ever_sent_still_loads() {
    let mut seen = BTreeSet::new();
    for line in GOLDEN.lines() {
        let order = command::read::<ForumLanguage>(&RawValue::from_string(line.to_owned()).unwrap())
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

/// A page that forgets the field would take back what somebody said, or agree for somebody.
#[test]
fn what_takes_back_or_agrees_is_said_and_not_left_out() {
    for (body, field, value) in [
        (r#""do":"outcome","contributions":[17]"#, "outcome", "null"),
        (r#""do":"duplicate","contribution":"dd391026-ffa9-4b85-bdd4-0421b41e8d79""#, "of", "null"),
        (r#""do":"name_in_book""#, "on", "true"),
    ] {
        let id = r#"{"id":"3d6a0f58-2b91-4c7e-8a14-5e9f7c2b6d71""#;
        let read = |rest: &str| {
            command::read::<ForumLanguage>(&RawValue::from_string(format!("{id},{body}{rest}}}")).unwrap())
        };
        assert!(read("").is_err(), "{body}");
        assert!(read(&format!(r#","{field}":{value}"#)).is_ok(), "{body}");
    }
}
