//! Commands are kept in outboxes: one of each that was ever sent stands in `golden/commands.jsonl` and
//! `golden/programme_commands.jsonl`. Lines are added, never changed.

use protocol::command::{self, Order, WORDS};
use protocol::programme::{self, ProgrammeLanguage};
use protocol::{ForumLanguage, Language};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeSet;

const GOLDEN: &str = include_str!("golden/commands.jsonl");

const PROGRAMME_GOLDEN: &str = include_str!("golden/programme_commands.jsonl");

#[test]
fn every_command_ever_sent_still_loads() {
    let words: BTreeSet<_> = WORDS.iter().map(|(word, ..)| *word).collect();
    assert_eq!(loaded::<ForumLanguage>(GOLDEN), words);
    let words: BTreeSet<_> = programme::WORDS.iter().map(|(word, ..)| *word).collect();
    assert_eq!(loaded::<ProgrammeLanguage>(PROGRAMME_GOLDEN), words);
}

/// The words of these commands, which all load and come back as they were sent.
fn loaded<L: Language>(golden: &str) -> BTreeSet<&'static str> {
    let mut seen = BTreeSet::new();
    for line in golden.lines() {
        let order = command::read::<L>(&RawValue::from_string(line.to_owned()).expect("a line is JSON"))
            .unwrap_or_else(|error| panic!("{error:?}: {line}"));
        seen.insert(L::word(&order.command));
        let sent: Value = serde_json::from_str(line).expect("a line is JSON");
        let again = serde_json::to_value(&order).expect("a command is JSON");
        for (field, value) in sent.as_object().expect("a command is an object") {
            assert_eq!(&again[field], value, "{field} of {line}");
        }
        assert_eq!(serde_json::from_value::<Order<L>>(again).ok(), Some(order));
    }
    seen
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
