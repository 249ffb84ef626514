//! A whole day through the real server: everything that was said is exported, and nothing else.

use serde_json::{Value, json};
use std::collections::BTreeSet;
use tests::real::{Replay, prove};
use tests::{Folder, Server, large, plan};

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

/// The invented territory, from its launch to its published diagnosis.
#[test]
fn a_territory_is_played_from_a_plan() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/plans/demarche.jsonl").as_ref();
    let lines = plan::read(path).expect("a plan");
    let server = Server::start();
    let replayed = Replay::start(&server, path, None).end();
    assert!(replayed.succeeded, "{}", replayed.output);
    let lines: Vec<_> = lines.into_iter().filter(|line| line["refused"].is_null()).collect();
    assert_eq!(replayed.summary["acknowledged"], lines.len(), "{}", replayed.output);
    let code = replayed.summary["programme_code"].as_str().expect("a programme was made");
    let output = server.run(&["export", code]);
    let export: Value = serde_json::from_slice(&output.stdout).expect("an export is JSON");
    let scopes = export["scopes"].as_object().expect("scopes");
    let count = |key: &str, fits: &dyn Fn(&Value) -> bool| {
        let entities = scopes
            .iter()
            .filter(|(scope, _)| !scope.starts_with("publication"))
            .flat_map(|(_, list)| list.as_array());
        entities.flatten().filter(|entity| entity.get(key).is_some_and(fits)).count()
    };
    let said = |word: &str| lines.iter().filter(|line| plan::word(line) == word).count();
    assert_eq!(count("sheet", &|_| true), said("key_sheet"));
    assert_eq!(count("pass", &|_| true), 1 + said("add_officer") + said("add_member"));
    for noun in ["commune", "committee", "indicator", "question", "choice", "interview", "forum"] {
        let items =
            |list: &Value| list.as_array().into_iter().flatten().filter(|item| item["noun"] == noun).count();
        let added = lines.iter().filter(|line| line["do"] == "add" && line["noun"] == noun).count();
        let with_others: usize = lines.iter().map(|line| items(&line["items"])).sum();
        let is_one = |item: &Value| item["noun"] == noun;
        assert_eq!(count("item", &is_one), added + with_others, "{noun}");
    }
}

/// A programme and its forums side by side: each line is about the subject that it names, or the last one.
#[test]
fn several_subjects_are_played_from_one_plan() {
    let folder = Folder::new();
    let path = folder.path().join("several.jsonl");
    let forum = |name: &str| json!({"who": "facilitator", "do": "create_forum", "as": name, "question": format!("Question {name} ?"), "language": "fr"});
    let lines = [
        json!({"who": "officer", "do": "create_programme", "as": "d", "language": "fr", "fields": {"name": "Démarche"}}),
        forum("un"),
        json!({"who": "p", "do": "join", "name": "Ana"}),
        forum("deux"),
        json!({"who": "p", "do": "join", "name": "Bo"}),
        json!({"who": "facilitator", "do": "phase", "phase": "marketplace", "in": "un"}),
        json!({"who": "p", "do": "propose", "as": "t", "title": "Un bus de nuit", "in": "un"}),
        json!({"who": "officer", "do": "add", "as": "t", "noun": "theme", "fields": {"name": "Se déplacer"}, "in": "d"}),
        json!({"who": "officer", "do": "add_officer", "as": "aide", "label": "Aide", "in": "d"}),
        json!({"who": "aide", "do": "set", "item": "t", "fields": {"name": "Mobilité"}, "in": "d"}),
    ];
    plan::write(&path, &lines).expect("a test writes its own folder");
    let server = Server::start();
    let replayed = Replay::start(&server, &path, None).end();
    assert!(replayed.succeeded, "{}", replayed.output);
    assert_eq!(replayed.summary["acknowledged"], lines.len());
    let export = |code: &Value| {
        let output = server.run(&["export", code.as_str().expect("a code")]);
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let summary = &replayed.summary;
    let programme = export(&summary["programme_code"]);
    assert!(programme.contains("Mobilité") && !programme.contains("Un bus de nuit"), "{programme}");
    let second = export(&summary["code"]);
    assert!(second.contains("Question deux ?") && !second.contains("Un bus de nuit"), "{second}");
}
