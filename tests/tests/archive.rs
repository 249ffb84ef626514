//! A forum is taken elsewhere in one file, beside the server and without it.

use crate::promises::group_of;
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tests::http::request;
use tests::phone::{new_id, new_token};
use tests::programs::bourdon;
use tests::room::{Person, bearer};
use tests::{Folder, Room, Server};

/// `bourdon archive WORD…`.
fn archive(words: &[&str]) -> Output {
    Command::new(bourdon()).arg("archive").args(words).output().expect("bourdon starts")
}

fn path(file: &Path) -> &str {
    file.to_str().expect("a test's own path")
}

/// What is said of a file that is whole.
fn whole(file: &Path) -> String {
    let output = archive(&["--check", path(file)]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("a text")
}

/// Why a file cannot be brought in.
fn refused(file: &Path) -> String {
    let output = archive(&["--check", path(file)]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    String::from_utf8(output.stderr).expect("a text")
}

fn entries(file: &Path, kind: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(file).expect("there is an archive");
    let lines = text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON"));
    lines.filter_map(|mut line: Value| line.get_mut(kind).map(Value::take)).collect()
}

async fn writes(room: &Room, who: &Person, group: &str, text: &str) -> String {
    let id = new_id();
    let write = json!({"do": "write", "as": id, "group": group, "kind": "need", "text": text});
    room.phone(who, &[]).await.order(write).await.expect("written");
    id
}

#[tokio::test]
async fn an_archive_is_the_same_beside_the_server_and_without_it() {
    let mut server = Server::start();
    let room = Room::new(&server).await;
    let [ana, bo] = [room.join("NAME-OF-ANA").await, room.join("NAME-OF-BO").await];
    let agrees = json!({"do": "name_in_book", "on": true});
    room.phone(&ana, &[]).await.order(agrees).await.expect("agreed");
    let group = group_of(&room, &[&ana, &bo]).await;
    writes(&room, &ana, &group, "Un car le dimanche").await;
    let gone = writes(&room, &bo, &group, "Bientôt repris").await;

    let folder = Folder::new();
    let file = folder.path().join("beside.jsonl");
    let output = server.run(&["archive", &room.code, "--out", path(&file)]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout), whole(&file));
    assert!(whole(&file).contains("contributions 2 (words gone of 0), names 1; "), "{}", whole(&file));
    let text = std::fs::read_to_string(&file).expect("it was written");
    assert!(text.contains("NAME-OF-ANA") && !text.contains("NAME-OF-BO"), "{text}");
    for secret in [&room.facilitator, &room.owner, &ana.token, &bo.token, &server.key] {
        assert!(!text.contains(secret.as_str()), "{text}");
    }
    let export = server.export(&room.forum);
    let receipts =
        |list: &[Value]| Vec::from_iter(list.iter().map(|it| (it["id"].clone(), it["receipt"].clone())));
    let exported = receipts(export["contributions"].as_array().expect("a list"));
    assert_eq!(receipts(&entries(&file, "contribution")), exported);
    assert!(exported.iter().all(|(_, receipt)| receipt.is_string()));

    let before = std::fs::read(&file).expect("an archive");
    server.stop();
    let alone = folder.path().join("alone.jsonl");
    assert!(server.run(&["archive", &room.forum, "--out", path(&alone)]).status.success());
    assert_eq!(std::fs::read(&alone).expect("an archive"), before);

    server.start_again();
    room.phone(&bo, &[]).await.order(json!({"do": "retire", "contribution": gone})).await.expect("retired");
    room.phone(&ana, &[]).await.order(json!({"do": "retire", "name": ana.id})).await.expect("retired");
    assert!(server.run(&["archive", &room.forum, "--out", path(&file)]).status.success());
    let text = std::fs::read_to_string(&file).expect("it was written");
    for gone in ["Bientôt repris", "NAME-OF-ANA"] {
        assert!(!text.contains(gone), "{gone}: {text}");
    }
    assert_eq!(entries(&file, "contribution")[1]["gone"], "taken_back");
    assert_eq!(receipts(&entries(&file, "contribution")), exported);
    assert!(whole(&file).contains("contributions 2 (words gone of 1), names 0; "), "{}", whole(&file));
}

#[tokio::test]
async fn only_whoever_created_the_forum_takes_it_away() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let ana = room.join("Ana").await;
    let helper = new_token();
    let add = json!({"do": "add_facilitator", "as": new_id(), "label": "Renfort", "token": helper});
    room.facilitator(&[]).await.order(add).await.expect("added");
    let take = async |token: &str| {
        request(room.address, &format!("GET /api/forums/{}/archive", room.forum), &[bearer(token)], None)
            .await
    };
    for token in [&helper, &ana.token, &new_token()] {
        assert_eq!(take(token).await.status, 403);
    }
    for token in [&room.facilitator, &room.owner] {
        let taken = take(token).await;
        assert!(taken.head.contains("_archive.jsonl\""), "{}", taken.head);
        assert!(taken.body.starts_with(b"{\"archive\":{\"format\":1,"));
    }
}

#[tokio::test]
async fn a_changed_archive_is_named_with_its_first_wrong_entry() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let ana = room.join("Ana").await;
    let group = group_of(&room, &[&ana]).await;
    writes(&room, &ana, &group, "Un car le dimanche").await;
    let folder = Folder::new();
    let file = folder.path().join("forum.jsonl");
    assert!(server.run(&["archive", &room.code, "--out", path(&file)]).status.success());
    let lines =
        Vec::from_iter(std::fs::read_to_string(&file).expect("it was written").lines().map(str::to_owned));
    for at in 0..lines.len() {
        let mut changed = lines.clone();
        changed[at] = changed[at].replacen(':', ": ", 2);
        std::fs::write(&file, changed.join("\n")).expect("a test writes its own file");
        let said = refused(&file);
        let named = format!("bourdon: {} cannot be brought in: entry {} is not ", file.display(), at + 1);
        assert!(said.starts_with(&named) && said.lines().count() == 1, "{said}");
    }
    std::fs::write(&file, lines[..lines.len() - 1].join("\n")).expect("a test writes its own file");
    assert!(refused(&file).contains(&format!("entry {} is missing", lines.len())), "{}", refused(&file));
    assert!(refused(&folder.path().join("nowhere")).contains("cannot be brought in"));
    assert_eq!(archive(&[]).status.code(), Some(2), "neither a forum nor a file");
}

/// Killed at any moment: the file is not there, or it is whole, or it is the one of before.
#[tokio::test]
async fn a_kill_leaves_no_half_file() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let folder = Folder::new();
    let file = folder.path().join("forum.jsonl");
    let mut took = std::time::Duration::from_millis(1);
    loop {
        let mut process = Command::new(bourdon())
            .args(["archive", &room.code, "--out", path(&file), "--data", path(server.data.path())])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("bourdon starts");
        tokio::time::sleep(took).await;
        let ended = process.try_wait().expect("it runs or has ended").is_some();
        let _ = process.kill();
        process.wait().expect("it ends");
        if file.exists() {
            whole(&file);
        }
        if ended {
            break;
        }
        took = took.mul_f64(1.3);
    }
    assert!(file.exists());
}
