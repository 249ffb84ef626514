//! A whole day through the real server: everything that was said is exported, and nothing else.

use std::collections::BTreeSet;
use tests::real::prove;
use tests::{Folder, large, plan};

#[test]
fn a_half_day_is_exported_word_for_word() {
    let proof = prove(concat!(env!("CARGO_MANIFEST_DIR"), "/plans/demi-journee.jsonl").as_ref());
    assert!(proof.wrong.is_empty(), "{:#?}", proof.wrong);
    assert!(proof.facts > 120, "there was something to look for");
    assert_eq!(proof.summary["refused"]["CELL_TAKEN"], 1);
}

/// Whatever people can ask for can be played from a plan.
#[test]
fn every_word_of_the_language_is_played_and_exported() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/plans/tous-les-mots.jsonl");
    let lines = plan::read(path.as_ref()).expect("a plan");
    let played: BTreeSet<_> = lines.iter().filter(|line| line["refused"].is_null()).map(plan::word).collect();
    let words: BTreeSet<_> = protocol::command::WORDS.iter().map(|(word, ..)| *word).collect();
    assert_eq!(played, words);
    let proof = prove(path.as_ref());
    assert!(proof.wrong.is_empty(), "{:#?}", proof.wrong);
    assert!(proof.facts >= 40, "{} facts", proof.facts);
}

#[test]
fn the_demo_begins_like_the_half_day() {
    let day = plan::read(concat!(env!("CARGO_MANIFEST_DIR"), "/plans/demi-journee.jsonl").as_ref());
    let demo = plan::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../server/src/demo.jsonl").as_ref());
    let (day, demo) = (day.expect("a plan"), demo.expect("a plan"));
    assert!(day.starts_with(&demo) && demo.len() > 100);
}

#[test]
fn a_large_day_is_exported_word_for_word() {
    let folder = Folder::new();
    let path = folder.path().join("large.jsonl");
    plan::write(&path, &large::plan(20_260_101)).expect("a test writes its own folder");
    let proof = prove(&path);
    assert!(proof.wrong.is_empty(), "{:#?}", proof.wrong);
    assert!(proof.facts > large::CONTRIBUTIONS);
}
