//! A disk that fails, is full, or lost something: what was acknowledged stays, what is unknown is never
//! answered, the process ends with 70 and a sentence, and the next start is sound.

use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tests::large::Seeded;
use tests::phone::{Heard, Phone, new_id};
use tests::programs::bourdon;
use tests::{Folder, Room, Server, preload};

/// The status of a process that ended because its log cannot be written.
const LOG_FAILED: i32 = 70;

/// A room in its marketplace, and the phone of somebody in it.
async fn open(server: &Server) -> (Room, String, Phone) {
    let room = Room::new(server).await;
    let mut facilitator = room.facilitator(&[]).await;
    facilitator.order(json!({"do": "phase", "phase": "marketplace"})).await.expect("phase set");
    facilitator.order(json!({"do": "set_forum", "topics_per_person": 1_000})).await.expect("set");
    let person = room.join("Camille").await;
    let phone = room.phone(&person, &[]).await;
    (room, person.token, phone)
}

fn propose(title: &str) -> Value {
    json!({"do": "propose", "as": new_id(), "title": title})
}

/// The titles in the export of a forum.
fn titles(server: &Server, room: &Room) -> Vec<String> {
    let export = server.export(&room.forum);
    let topics = export["topics"].as_array().expect("an export has topics");
    topics.iter().map(|topic| topic["title"].as_str().expect("a topic has a title").to_owned()).collect()
}

fn check(server: &Server) -> (bool, String) {
    let output = server.run(&["check"]);
    (output.status.success(), words(&output))
}

/// What a program said.
fn words(output: &Output) -> String {
    [output.stdout.as_slice(), &output.stderr].map(String::from_utf8_lossy).concat()
}

/// Gives a command that the disk does not take: it is not answered, and the process ends.
async fn give_in_vain(server: &mut Server, mut phone: Phone, id: &str, command: &Value) {
    let mut command = command.clone();
    command["id"] = json!(id);
    phone.say(json!({"command": command})).await;
    let answer = phone.wait(|key, body| ["done", "refused"].contains(&key) && body["id"] == *id).await;
    assert!(matches!(answer, Heard::Closed(_)), "what is unknown is not answered: {answer:?}");
    assert_eq!(server.ended().code(), Some(LOG_FAILED), "{}", server.log());
}

/// Sees that all that was acknowledged is there once after a start, and what was unknown too, once it
/// has been given again.
async fn go_on(
    server: &mut Server,
    room: &Room,
    token: &str,
    acknowledged: &[String],
    id: &str,
    unknown: &Value,
) {
    server.start_again();
    let (mut phone, _) = Phone::hello(server.address, &room.forum, token).await;
    phone.order_as(id, unknown.clone()).await.expect("given again it is done");
    let mut wanted = acknowledged.to_vec();
    wanted.extend(unknown["title"].as_str().map(str::to_owned));
    let mut found = titles(server, room);
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted);
    assert!(check(server).0, "{}", check(server).1);
}

/// A library that fails for whatever is started after these lines while the file `trigger` exists.
fn failing_disk(folder: &Folder, trigger: &Path) -> String {
    let library = preload::library(folder, "faults");
    format!("export LD_PRELOAD={} FAILS_WHILE={}", library.display(), trigger.display())
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_disk_that_cannot_sync_ends_the_process_even_when_it_can_tell_nobody() {
    for stderr in ["", "exec 2>/dev/full"] {
        let folder = Folder::new();
        let trigger = folder.path().join("fails");
        let mut server = Server::start_after(&format!("{}\n{stderr}", failing_disk(&folder, &trigger)));
        let (room, token, mut phone) = open(&server).await;
        let acknowledged: Vec<String> = (0..10).map(|number| format!("Sujet {number}")).collect();
        for title in &acknowledged {
            phone.order(propose(title)).await.expect("proposed");
        }
        fs::write(&trigger, "").expect("a test writes its own folder");
        let (id, unknown) = (new_id(), propose("Peut-être"));
        give_in_vain(&mut server, phone, &id, &unknown).await;
        if stderr.is_empty() {
            assert!(server.log().contains("the log cannot be written"), "{}", server.log());
        }
        fs::remove_file(&trigger).expect("it was there");
        go_on(&mut server, &room, &token, &acknowledged, &id, &unknown).await;
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_may_not_grow_ends_the_process_with_a_sentence() {
    let mut server = Server::start_after("ulimit -f 2000");
    let (room, token, mut phone) = open(&server).await;
    let mut acknowledged = Vec::new();
    let (id, unknown) = loop {
        let (id, command) = (new_id(), propose(&format!("{} {}", "Sujet".repeat(10), acknowledged.len())));
        let mut sent = command.clone();
        sent["id"] = json!(id);
        sent["question"] = json!("mot ".repeat(40));
        phone.say(json!({"command": sent})).await;
        match phone.wait(|key, body| ["done", "refused"].contains(&key) && body["id"] == *id).await {
            Heard::Said(key, _) if key == "done" => {
                acknowledged.push(command["title"].as_str().expect("a title").to_owned());
            }
            Heard::Said(_, body) if body["refusal"]["code"] == "SLOW_DOWN" => {
                let ms = body["refusal"]["ms"].as_u64().expect("it says how long");
                tokio::time::sleep(std::time::Duration::from_millis(ms)).await;
            }
            Heard::Said(_, body) => panic!("{body}"),
            Heard::Closed(_) => break (id, sent),
        }
    };
    assert!(acknowledged.len() > 20);
    assert_eq!(server.ended().code(), Some(LOG_FAILED), "{}", server.log());
    assert!(server.log().contains("the log cannot be written"), "{}", server.log());
    server.prelude.clear();
    go_on(&mut server, &room, &token, &acknowledged, &id, &unknown).await;
}

/// Where no byte can be written any more.
#[cfg(unix)]
fn run_on_a_full_disk(server: &Server, words: &[&str]) -> Output {
    let mut shell = Command::new("sh");
    shell.args(["-c", "ulimit -f 0; exec \"$0\" \"$@\""]).arg(bourdon()).args(words);
    shell.arg("--data").arg(server.data.path()).output().expect("a shell starts")
}

#[cfg(unix)]
#[tokio::test]
async fn a_full_disk_can_be_checked_and_exported_from() {
    let mut server = Server::start();
    let (room, _, mut phone) = open(&server).await;
    phone.order(propose("Un bus le samedi")).await.expect("proposed");
    for end in ["killed", "stopped"] {
        if end == "killed" {
            server.kill();
        } else {
            server.start_again();
            assert!(server.stop().success());
        }
        let checked = run_on_a_full_disk(&server, &["check"]);
        assert!(
            checked.status.success() && words(&checked).starts_with("sound: "),
            "{end}: {}",
            words(&checked)
        );
        let exported = run_on_a_full_disk(&server, &["export", &room.code]);
        assert!(exported.status.success(), "{end}: {}", words(&exported));
        assert!(words(&exported).contains("Un bus le samedi"), "{end}");
    }
    let started = run_on_a_full_disk(&server, &["--listen", "127.0.0.1:0"]);
    assert_eq!(started.status.code(), Some(1), "{}", words(&started));
    assert!(words(&started).contains("bourdon: "), "it says why: {}", words(&started));
}

#[tokio::test]
async fn an_older_database_put_back_after_a_kill_is_not_sound() {
    let mut server = Server::start();
    let (_, _, mut phone) = open(&server).await;
    assert!(server.stop().success());
    let database = server.data.path().join("bourdon.sqlite");
    let older = fs::read(&database).expect("a closed database");
    server.start_again();
    drop(phone);
    let (room, _, again) = open(&server).await;
    phone = again;
    for number in 0..25 {
        phone.order(propose(&format!("Sujet {number}"))).await.expect("proposed");
    }
    server.kill();
    let newer = fs::read(&database).expect("a database");
    let log = server.data.path().join("bourdon.sqlite-wal");
    let kept = fs::read(&log).expect("a killed process leaves its log");
    fs::write(&database, older).expect("put back");
    fs::remove_file(&log).expect("it was there");
    let (sound, said) = check(&server);
    assert!(!sound && said.contains("but it had reached"), "{said}");
    let started = server.run(&["--listen", "127.0.0.1:0"]);
    assert_eq!(started.status.code(), Some(1));
    assert!(words(&started).contains("put back the whole data folder"), "{}", words(&started));

    fs::write(&database, newer).expect("put back");
    fs::write(&log, kept).expect("put back");
    assert!(check(&server).0, "{}", check(&server).1);
    assert_eq!(titles(&server, &room).len(), 25);
}

/// `FLIPS` says how many; `tests/run --long` flips more.
#[tokio::test]
async fn a_flipped_bit_is_found_or_changes_nothing() {
    let mut server = Server::start();
    let (room, _, mut phone) = open(&server).await;
    for number in 0..40 {
        let mut topic = propose(&format!("Sujet {number}"));
        topic["question"] = json!("mot ".repeat(number));
        phone.order(topic).await.expect("proposed");
    }
    assert!(server.stop().success());
    server.start_again();
    let (mut phone, _) = Phone::hello(server.address, &room.forum, &room.facilitator).await;
    for number in 0..10 {
        phone
            .order(json!({"do": "add_space", "as": new_id(), "label": format!("Espace {number}")}))
            .await
            .expect("added");
    }
    server.kill();
    let whole = server.export(&room.forum);
    let files: Vec<PathBuf> =
        ["bourdon.sqlite", "bourdon.sqlite-wal", "high-water.json"].map(PathBuf::from).into();

    let seed = tests::seed();
    let mut seeded = Seeded(seed);
    let (mut found, mut harmless) = (0, 0);
    for _ in 0..tests::dose("FLIPS", 100) {
        let folder = Folder::copy_of(server.data.path());
        let file = &files[seeded.below(files.len())];
        let mut bytes = fs::read(folder.path().join(file)).expect("it is there");
        let bit = seeded.below(bytes.len() * 8);
        bytes[bit / 8] ^= 1 << (bit % 8);
        fs::write(folder.path().join(file), bytes).expect("a test writes its own folder");
        let checked = tests::server::run(folder.path(), &["check"]);
        let said = words(&checked);
        let place = format!("SEED={seed}: bit {bit} of {}: {said}", file.display());
        if checked.status.success() {
            let exported = tests::server::run(folder.path(), &["export", &room.code]);
            let export: Value = serde_json::from_slice(&exported.stdout).unwrap_or_default();
            assert_eq!(export, whole, "sound and not the same: {place}");
            harmless += 1;
        } else {
            assert_eq!(checked.status.code(), Some(1), "{place}");
            assert!(!said.contains("panicked") && said.lines().count() > 0, "{place}");
            found += 1;
        }
    }
    eprintln!("{found} flipped bits were found, {harmless} changed nothing");
    assert!(found > harmless / 4, "{found} found, {harmless} harmless: pages hold mostly what was written");
}
