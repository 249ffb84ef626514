//! Data folders that earlier versions wrote are opened, checked, exported and continued.

use protocol::limits::SMALL_COUNT;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tests::http::request;
use tests::room::{bearer, exchange};
use tests::said::said;
use tests::{Folder, Phone, Server, plan};

/// Every folder under `golden/folders`.
fn folders() -> Vec<PathBuf> {
    folders_of("folders")
}

fn folders_of(kind: &str) -> Vec<PathBuf> {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(kind);
    let entries = std::fs::read_dir(golden).expect("there are golden folders");
    entries.map(|entry| entry.expect("a folder can be read").path()).collect()
}

fn json_of(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).expect("a golden file")).expect("a golden file is JSON")
}

/// What differs, but for fields that `found` has more.
fn lost(place: &str, golden: &Value, found: &Value, differences: &mut Vec<String>) {
    match (golden, found) {
        (Value::Object(fields), Value::Object(_)) => {
            for (name, value) in fields {
                lost(&format!("{place}.{name}"), value, &found[name], differences);
            }
        }
        (Value::Array(all), Value::Array(these)) if all.len() == these.len() => {
            for (n, (golden, found)) in all.iter().zip(these).enumerate() {
                lost(&format!("{place}[{n}]"), golden, found, differences);
            }
        }
        _ if golden == found => {}
        // A forum that says nothing of it has the share that every person has now.
        (Value::Null, Value::Number(_)) if place == "export.forum.topics_per_person" => {}
        _ => differences.push(format!("{place}: {golden} became {found}")),
    }
}

fn assert_holds(golden: &Value, found: &Value, folder: &Path) {
    let mut differences = Vec::new();
    lost("export", golden, found, &mut differences);
    assert!(differences.is_empty(), "{}: {differences:#?}", folder.display());
}

fn assert_sound(server: &Server, folder: &Path) {
    let check = server.run(&["check"]);
    let said = String::from_utf8_lossy(&check.stdout).into_owned();
    assert!(check.status.success() && said.starts_with("sound: forums 1"), "{}: {said}", folder.display());
}

/// A command of the owner, who may speak in every forum: the day goes on.
async fn go_on(server: &Server, forum: &str, ended: bool, question: &str) {
    let owner = exchange(server).await;
    let (mut phone, _) = Phone::hello(server.address, forum, &owner).await;
    if ended {
        phone.order(json!({"do": "reopen_forum"})).await.expect("the forum is reopened");
    }
    phone.order(json!({"do": "set_forum", "question": question})).await.expect("a command is taken");
    let answer = request(server.address, "GET /api/forums", &[bearer(&owner)], None).await;
    assert_eq!(answer.json()[0]["question"], question);
}

#[tokio::test]
async fn folders_of_earlier_versions_are_opened_and_continued() {
    for golden in folders() {
        let mut exported = json_of(&golden.join("export.json"));
        if exported["results"]["voters"].as_u64().is_some_and(|voters| voters < u64::from(SMALL_COUNT)) {
            // Those builds showed what one can work ballots out from.
            exported["results"]["axes"] = json!([]);
        }
        let forum = exported["forum"]["id"].as_str().expect("a forum has an id");
        let code = exported["forum"]["code"].as_str().expect("a forum has a code");
        let ended = exported["forum"]["state"] == "ended";
        let export = |server: &Server| server.export(code);

        let mut server = Server::start_in(Folder::copy_of(&golden.join("data")), &[]);
        assert_sound(&server, &golden);
        assert_holds(&exported, &export(&server), &golden);
        go_on(&server, forum, ended, "Et demain ?").await;
        assert!(server.stop().success());

        assert_sound(&server, &golden);
        assert_eq!(export(&server)["forum"]["question"], "Et demain ?", "without a server");
        server.start_again();
        go_on(&server, forum, false, "Et après-demain ?").await;
        server.kill();
        server.start_again();
        assert_sound(&server, &golden);
        let end = export(&server);
        assert_eq!(end["forum"]["question"], "Et après-demain ?");
        assert_eq!(end["contributions"], export(&server)["contributions"]);
        for list in ["people", "topics", "groups", "contributions", "axes"] {
            assert_holds(&exported[list], &end[list], &golden);
        }
    }
}

#[test]
fn words_taken_back_are_not_in_the_golden_folders() {
    let mut looked_for = 0;
    for golden in folders() {
        let plan = plan::read(&golden.join("plan.jsonl")).expect("a golden plan");
        let data = Folder::copy_of(&golden.join("data"));
        for text in said(&plan).retired {
            looked_for += 1;
            assert_eq!(data.files_with(&text), Vec::<PathBuf>::new(), "{text:?}");
        }
    }
    assert!(looked_for > 0, "there are words that were taken back");
}

/// A phone that was away sends what waited: as it was written then, byte by byte.
#[tokio::test]
async fn an_old_outbox_is_sent_unchanged() {
    let mut sent = 0;
    for golden in folders() {
        let outbox = golden.join("outbox.json");
        if !outbox.exists() {
            continue;
        }
        let outbox = json_of(&outbox);
        let exported = json_of(&golden.join("export.json"));
        let forum = exported["forum"]["id"].as_str().expect("a forum has an id");
        let server = Server::start_in(Folder::copy_of(&golden.join("data")), &[]);
        let token = outbox["token"].as_str().expect("an outbox is somebody's");
        let (mut phone, _) = Phone::hello(server.address, forum, token).await;
        let commands = outbox["commands"].as_array().expect("an outbox has commands");
        for command in commands {
            let id = command["id"].as_str().expect("a command has an id");
            let answer = phone.order_as(id, command.clone()).await;
            assert!(answer.is_ok(), "{}: {command}: {answer:?}", golden.display());
            let again = phone.order_as(id, command.clone()).await;
            assert_eq!(answer, again, "{}: {command} is done once", golden.display());
            sent += 1;
        }
        assert_sound(&server, &golden);
        let export = server.export(forum).to_string();
        for text in commands.iter().filter_map(|command| command["text"].as_str()) {
            assert!(export.contains(text), "{}: {text:?} is in the export", golden.display());
        }
    }
    assert!(sent > 0, "there are old outboxes");
}

/// A program of before does not know the form of the commits that are written now: the version of the
/// tables, which it looks at first, is one that it refuses with a sentence.
#[test]
fn a_program_of_before_refuses_the_folder() {
    let version = |data: &Folder| -> u32 {
        let database = rusqlite::Connection::open(data.path().join("bourdon.sqlite")).expect("a database");
        database.query_row("PRAGMA user_version", [], |row| row.get(0)).expect("a version")
    };
    let mut server = Server::start();
    assert!(server.stop().success());
    let now = version(&server.data);
    for golden in folders() {
        assert!(version(&Folder::copy_of(&golden.join("data"))) < now, "{}", golden.display());
    }
    let database = rusqlite::Connection::open(server.data.path().join("bourdon.sqlite")).expect("a database");
    database.pragma_update(None, "user_version", now + 1).expect("a database");
    drop(database);
    for words in [&["check"][..], &["serve", "--listen", "127.0.0.1:0"], &["export", "ABCDEF"]] {
        let output = server.run(words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            !output.status.success() && said.contains("was written by a newer bourdon"),
            "{words:?}: {said}"
        );
    }
}

/// Years later the address on a receipt still tells what became of the words, down to the state of the sheets.
#[tokio::test]
async fn receipts_of_earlier_versions_tell_the_whole_path() {
    let mut looked_up = 0;
    for golden in folders_of("receipts") {
        let mut server = Server::start_in(Folder::copy_of(&golden.join("data")), &[]);
        let receipts = json_of(&golden.join("receipts.json"));
        for _ in 0..2 {
            for (receipt, told) in receipts.as_object().expect("receipts by their letters") {
                let body = json!({"receipt": receipt});
                let answer = request(server.address, "POST /api/receipts", &[], Some(&body)).await;
                assert_eq!(answer.status, 200, "{}: {receipt}", golden.display());
                assert_holds(told, &answer.json(), &golden);
                looked_up += 1;
            }
            assert!(server.stop().success());
            server.start_again();
        }
    }
    assert!(looked_up > 0, "there are golden receipts");
}
