//! One plan of a programme, played twice: it comes to the same export, also where the server ended ten times on the way;
//! and the same log gives the same bytes.

use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tests::interrupted::Acks;
use tests::real::Replay;
use tests::server::run;
use tests::{Folder, Server};

/// The server is killed each time that so many more lines of the plan are acknowledged.
const STEP: usize = 14;

/// Plays the invented territory, kills the server so many times meanwhile, and answers its export.
fn played(kills: usize) -> Value {
    let plan = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/plans/demarche.jsonl"));
    let folder = Folder::new();
    let acks = folder.path().join("acks");
    let mut server = Server::start();
    let replay = Replay::start(&server, plan, Some(&acks));
    let mut counted = Acks::new(&acks);
    for kill in 1..=kills {
        counted.reach(kill * STEP);
        server.kill();
        server.start_again();
    }
    let replayed = replay.end();
    assert!(replayed.succeeded, "{}", replayed.output);
    let code = replayed.summary["programme_code"].as_str().expect("a programme was made");
    let export = || server.run(&["export", code]).stdout;
    let (first, second) = (export(), export());
    assert!(first == second, "asked twice, the same bytes");
    assert!(server.stop().success());
    let backup = folder.path().join("backup");
    let file = backup.to_str().expect("a path");
    assert!(server.run(&["backup", "--out", file]).status.success());
    assert!(server.run(&["check"]).status.success());
    assert!(server.run(&["export", code]).stdout == first, "the same log, read anew");
    let elsewhere = Folder::new();
    assert!(run(elsewhere.path(), &["restore", file, "--without-journal"]).status.success());
    let restored = serde_json::from_slice::<Value>(&run(elsewhere.path(), &["export", code]).stdout);
    let export: Value = serde_json::from_slice(&first).expect("an export is JSON");
    assert_eq!(restored.expect("an export is JSON")["scopes"], export["scopes"]);
    export
}

/// An export in which ids and times are replaced by their order. How many commits it took is no part of it, nor whose
/// sheet was first of two people who keyed at once: sheets go by the numbers that are printed on them.
fn in_order(export: &Value) -> Value {
    let mut names = BTreeMap::from([(text(&export["programme"]), "programme".to_owned())]);
    names.insert(text(&export["code"]), "code".to_owned());
    let scopes = export["scopes"].as_object().expect("an export has scopes");
    for entity in scopes.values().flat_map(|list| list.as_array().expect("a list")) {
        let (kind, one) = entity.as_object().and_then(|it| it.iter().next()).expect("an entity has its kind");
        let order = match kind.as_str() {
            "item" => format!("{} {}", text(&one["noun"]), one["number"]),
            "sheet" => format!("sheet {}", one["number"]),
            "pass" => format!("{} {}", text(&one["kind"]), text(&one["label"])),
            "version" => format!("version {}", one["version"]),
            "publication" => format!("{} {}", text(&one["document"]), one["version"]),
            _ => continue,
        };
        names.insert(text(&one["id"]), order);
    }
    let mut times = BTreeSet::new();
    collect_times(export, &mut times);
    names.extend(times.into_iter().zip(1..).map(|(time, n)| (time, format!("time {n}"))));
    let mut ordered = renamed(export, &names);
    ordered.as_object_mut().expect("an export").remove("seq");
    for list in ordered["scopes"].as_object_mut().expect("scopes").values_mut() {
        let list = list.as_array_mut().expect("a list");
        for sheet in list.iter_mut().filter_map(|one| one.get_mut("sheet")?.as_object_mut()) {
            sheet.remove("order");
        }
        list.sort_by_key(Value::to_string);
    }
    ordered
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn collect_times(value: &Value, times: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            times.extend(fields.get("at").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|one| collect_times(one, times));
        }
        Value::Array(list) => list.iter().for_each(|one| collect_times(one, times)),
        _ => {}
    }
}

fn renamed(value: &Value, names: &BTreeMap<String, String>) -> Value {
    let name = |text: &String| match text.split_once(':') {
        Some((scope, id)) if names.contains_key(id) => format!("{scope}:{}", names[id]),
        _ => names.get(text).unwrap_or(text).clone(),
    };
    match value {
        Value::String(text) => json!(name(text)),
        Value::Array(list) => list.iter().map(|one| renamed(one, names)).collect(),
        Value::Object(fields) => {
            Value::Object(Map::from_iter(fields.iter().map(|(key, one)| (name(key), renamed(one, names)))))
        }
        other => other.clone(),
    }
}

#[test]
fn two_plays_of_one_plan_come_to_the_same_export_also_when_the_server_is_killed_ten_times() {
    let (calm, killed) = (in_order(&played(0)), in_order(&played(10)));
    let scopes =
        |export: &Value| Vec::from_iter(export["scopes"].as_object().expect("scopes").keys().cloned());
    assert_eq!(scopes(&calm), scopes(&killed));
    assert!(scopes(&calm).len() > 15, "{:?}", scopes(&calm));
    for scope in scopes(&calm) {
        let (one, other) = (&calm["scopes"][&scope], &killed["scopes"][&scope]);
        assert_eq!(one, other, "{scope}");
    }
    assert_eq!(calm, killed);
}
