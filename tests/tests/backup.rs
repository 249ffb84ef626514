//! A data folder that is put back from a copy or a backup, under phones that knew what came after.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tests::http::request;
use tests::phone::{Heard, Phone, new_id};
use tests::room::bearer;
use tests::server::run;
use tests::{Folder, Room, Server};

/// What the server answers to a phone that follows the forum from here on.
async fn comes_back(room: &Room, position: &Value) -> String {
    let mut phone = room.facilitator(&[]).await;
    phone.say(json!({"follow": {"scope": "forum", "position": position}})).await;
    let answer = phone.wait(|key, body| ["followed", "load"].contains(&key) && body["scope"] == "forum");
    match answer.await {
        Heard::Said(key, _) => key,
        Heard::Closed(code) => panic!("closed with {code}"),
    }
}

async fn axis(phone: &mut Phone, name: &str) {
    phone.order(json!({"do": "axis", "as": new_id(), "name": name})).await.expect("an axis is made");
}

/// Where a screen stands that has heard everything.
async fn stands(room: &Room) -> Value {
    let mut phone = room.facilitator(&["forum"]).await;
    axis(&mut phone, "Se déplacer").await;
    let epoch = room.snapshot(&room.facilitator, "forum").await.json()["position"]["epoch"].clone();
    let changes = phone.said("changes");
    let last = changes.last().expect("an axis is shown to everybody");
    json!({"epoch": epoch, "seq": last["seq"], "head": last["head"]})
}

/// The copy of a folder is put back, and other commits get the numbers that a sleeping phone knows.
#[tokio::test]
async fn after_a_copy_was_put_back_whoever_slept_loads() {
    let mut server = Server::start();
    let room = Room::new(&server).await;
    let before = stands(&room).await;
    assert!(server.stop().success());
    let copy = Folder::copy_of(server.data.path());

    server.start_again();
    let asleep = stands(&room).await;
    assert_eq!(comes_back(&room, &asleep).await, "followed", "nothing was put back yet");
    server.kill();
    server.data = copy;
    server.start_again();
    assert_eq!(comes_back(&room, &before).await, "followed", "up to here both are one");
    let mut facilitator = room.facilitator(&[]).await;
    for name in ["Se loger", "Se soigner", "Se nourrir"] {
        axis(&mut facilitator, name).await;
    }
    assert_eq!(comes_back(&room, &before).await, "followed");
    assert_eq!(comes_back(&room, &asleep).await, "load");
    let old_page = json!({"epoch": before["epoch"], "seq": before["seq"]});
    assert_eq!(comes_back(&room, &old_page).await, "load", "a position without the field");
}

fn tamper(server: &Server, sql: &str) {
    let database = rusqlite::Connection::open(server.data.path().join("bourdon.sqlite"));
    database.expect("a database").execute_batch(sql).expect("the database takes it");
}

/// A forum with a damaged commit is not served; the others are, and `check` says which one it is.
#[tokio::test]
async fn a_forum_that_cannot_be_read_hides_no_other() {
    let mut server = Server::start();
    let (damaged, other) = (Room::new(&server).await, Room::new(&server).await);
    assert!(server.stop().success());
    let sql = format!(
        "UPDATE commits SET body = replace(body, 'Tilleul', '') || ' ' WHERE forum = '{}'",
        damaged.forum
    );
    tamper(&server, &sql);
    server.start_again();
    let list = request(server.address, "GET /api/forums", &[bearer(&other.owner)], None).await;
    let list = list.json();
    assert_eq!(list[0], json!({"id": damaged.forum, "code": damaged.code}), "it is not left out silently");
    assert_eq!((&list[1]["code"], &list[2]), (&json!(other.code), &json!(null)));
    assert!(list[1]["question"].is_string(), "{list}");
    let door = format!("GET /api/forums/{}", other.code);
    assert_eq!(request(server.address, &door, &[], None).await.status, 200);
    let check = server.run(&["check"]);
    let said = String::from_utf8_lossy(&check.stdout).into_owned();
    assert!(!check.status.success() && said.contains(&format!("forum {}", damaged.code)), "{said}");
    assert!(!said.contains(&other.code), "{said}");
}

/// Checkpoints of another version of the rules, or none at all: the commits are read instead.
#[tokio::test]
async fn a_checkpoint_of_another_version_is_no_reason_not_to_serve() {
    let mut server = Server::start();
    let room = Room::new(&server).await;
    axis(&mut room.facilitator(&[]).await, "Se loger").await;
    assert!(server.stop().success());
    let before = server.export(&room.forum);
    let database = rusqlite::Connection::open(server.data.path().join("bourdon.sqlite")).expect("a database");
    let row = "SELECT state FROM checkpoints";
    let state: Vec<u8> = database.query_row(row, [], |row| row.get(0)).expect("a stop leaves a checkpoint");
    let state = String::from_utf8(state).expect("a checkpoint is JSON");
    assert!(state.starts_with(r#"{"rules":"#), "{state}");
    drop(database);
    // As a version without seals and rules left it.
    tamper(&server, "UPDATE checkpoints SET state = CAST('{\"of\":\"before\"}' AS BLOB), seal = NULL");
    server.start_again();
    assert_eq!(server.export(&room.forum), before);
    axis(&mut room.facilitator(&[]).await, "Se soigner").await;
    assert!(server.stop().success());
    assert!(server.run(&["check"]).status.success());
}

/// A group in which somebody has written these texts; their contributions.
async fn written(room: &Room, phone: &mut Phone, texts: &[&str]) -> Vec<String> {
    let mut facilitator = room.facilitator(&[]).await;
    facilitator.order(json!({"do": "phase", "phase": "marketplace"})).await.expect("phase set");
    let group = room.place(&mut facilitator, phone, "Un car le dimanche", (0, 0)).await;
    facilitator.order(json!({"do": "phase", "phase": "groups"})).await.expect("phase set");
    facilitator.order(json!({"do": "open", "group": group})).await.expect("opened");
    phone.order(json!({"do": "enter", "group": group})).await.expect("entered");
    let mut contributions = Vec::new();
    for text in texts {
        let id = new_id();
        let write = json!({"do": "write", "as": id, "group": group, "kind": "idea", "text": text});
        phone.order(write).await.expect("written");
        contributions.push(id);
    }
    contributions
}

fn said(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&[&*output.stdout, &*output.stderr].concat()).into_owned()
}

/// `bourdon restore FILE … --data DIR`.
fn restore(file: &Path, more: &[&str], data: &Path) -> std::process::Output {
    let mut words = vec!["restore", file.to_str().expect("a path of a test is text")];
    words.extend(more);
    run(data, &words)
}

/// Taken while the server runs and put back when its folder is lost: what was taken back since then
/// stays so, nobody goes on from what came after, and the day goes on.
#[tokio::test]
async fn a_backup_is_restored_without_what_was_taken_back() {
    let mut server = Server::start();
    let room = Room::new(&server).await;
    let person = room.join("Ana").await;
    let mut phone = room.phone(&person, &[]).await;
    let contributions = written(&room, &mut phone, &["KEPT-WORDS", "TAKEN-BACK-WORDS"]).await;
    let folder = Folder::new();
    let (file, data) = (folder.path().join("backup"), folder.path().join("data"));
    let out = ["backup", "--out", file.to_str().expect("text")];
    let backup = server.run(&out);
    assert!(backup.status.success(), "{}", said(&backup));
    let taken = std::fs::read(&file).expect("a backup");

    phone.order(json!({"do": "retire", "contribution": contributions[1]})).await.expect("taken back");
    let asleep = stands(&room).await;
    let in_use = restore(&file, &["--without-journal"], server.data.path());
    assert!(
        !in_use.status.success() && said(&in_use).contains("another bourdon is using"),
        "{}",
        said(&in_use)
    );
    server.kill();
    let used = restore(&file, &["--without-journal"], server.data.path());
    assert!(!used.status.success() && said(&used).contains("is not empty"), "{}", said(&used));
    let journal = server.data.path().join("erased.jsonl");
    let journal = journal.to_str().expect("text");

    let refused = restore(&file, &[], &data);
    assert!(!refused.status.success() && said(&refused).contains("--without-journal"), "{}", said(&refused));
    assert!(said(&refused).contains(" UTC to "), "it says which time is not covered: {}", said(&refused));
    std::fs::write(&file, &taken[..taken.len() / 2]).expect("a test writes its own folder");
    let refused = restore(&file, &["--journal", journal], &data);
    assert!(!refused.status.success(), "half a backup: {}", said(&refused));
    let word = taken.windows(10).position(|window| window == b"KEPT-WORDS").expect("its words");
    let mut changed = taken.clone();
    changed[word] = b'k';
    std::fs::write(&file, &changed).expect("a test writes its own folder");
    let refused = restore(&file, &["--journal", journal], &data);
    assert!(!refused.status.success() && said(&refused).contains("is not sound"), "{}", said(&refused));
    assert_eq!(
        std::fs::read_dir(folder.path()).expect("its folder").count(),
        1,
        "nothing is left of a refusal"
    );

    std::fs::write(&file, &taken).expect("a test writes its own folder");
    let restored = restore(&file, &["--journal", journal], &data);
    assert!(restored.status.success(), "{}", said(&restored));
    assert!(said(&restored).contains("texts erased again 1"), "{}", said(&restored));
    std::fs::remove_file(&file).expect("the backup holds the words");
    assert_eq!(folder.files_with("TAKEN-BACK-WORDS"), Vec::<PathBuf>::new());
    assert!(!folder.files_with("KEPT-WORDS").is_empty());

    let server = Server::start_in(Folder::copy_of(&data), &[]);
    let room = Room { address: server.address, ..room };
    let check = server.run(&["check"]);
    assert!(check.status.success(), "{}", said(&check));
    let texts: Vec<_> = server.export(&room.forum)["contributions"]
        .as_array()
        .expect("contributions")
        .iter()
        .map(|contribution| contribution["text"].clone())
        .collect();
    assert_eq!(texts, [json!("KEPT-WORDS"), Value::Null]);
    assert_eq!(comes_back(&room, &asleep).await, "load");
    let now = stands(&room).await;
    assert_ne!(now["epoch"], asleep["epoch"]);
    let mut phone = room.phone(&person, &[]).await;
    phone.order(json!({"do": "rename", "name": "Anna"})).await.expect("the day goes on");
}

/// Without a server, into an empty folder that is there already, over a backup that is there already.
#[tokio::test]
async fn a_folder_at_rest_is_backed_up_and_restored() {
    let mut server = Server::start();
    let room = Room::new(&server).await;
    axis(&mut room.facilitator(&[]).await, "Se loger").await;
    assert!(server.stop().success());
    let (folder, data) = (Folder::new(), Folder::new());
    let file = folder.path().join("backup");
    std::fs::write(&file, "an older one").expect("a test writes its own folder");
    let backup = server.run(&["backup", "--out", file.to_str().expect("text")]);
    assert!(backup.status.success(), "{}", said(&backup));
    let restored = restore(&file, &["--without-journal"], data.path());
    assert!(restored.status.success(), "{}", said(&restored));
    let export = run(data.path(), &["export", &room.forum]);
    assert_eq!(
        serde_json::from_slice::<Value>(&export.stdout).expect("an export"),
        server.export(&room.forum)
    );
}

/// A backup of the morning still has the key that tells whose a ballot is: with the forum's end it is
/// gone from what is restored too.
#[tokio::test]
async fn a_key_that_was_destroyed_does_not_come_back() {
    let mut server = Server::start();
    let room = Room::new(&server).await;
    let folder = Folder::new();
    let (file, data) = (folder.path().join("backup"), folder.path().join("data"));
    let backup = server.run(&["backup", "--out", file.to_str().expect("text")]);
    assert!(backup.status.success(), "{}", said(&backup));
    room.facilitator(&[]).await.order(json!({"do": "end"})).await.expect("ended");
    server.kill();
    let keys = |data: &Path| -> u32 {
        let database = rusqlite::Connection::open(data.join("bourdon.sqlite")).expect("a database");
        let sql = "SELECT count(*) FROM forums WHERE dot_key IS NOT NULL";
        database.query_row(sql, [], |row| row.get(0)).expect("a table of forums")
    };
    let journal = server.data.path().join("erased.jsonl");
    let restored = restore(&file, &["--journal", journal.to_str().expect("text")], &data);
    assert!(restored.status.success(), "{}", said(&restored));
    assert_eq!(keys(&data), 0);
    std::fs::remove_dir_all(&data).expect("a test's own folder");
    assert!(restore(&file, &["--without-journal"], &data).status.success());
    assert_eq!(keys(&data), 1, "it was in the backup");
}

/// Every way of erasing is in the journal, and what it says of things that came after the backup does no harm.
#[tokio::test]
async fn topics_names_and_people_that_were_erased_stay_erased() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let [ana, bo] = [room.join("NAME-OF-ANA").await, room.join("NAME-OF-BO").await];
    let [mut ana_phone, mut bo_phone] = [room.phone(&ana, &[]).await, room.phone(&bo, &[]).await];
    written(&room, &mut bo_phone, &["WORDS-OF-BO"]).await;
    let topic = new_id();
    let propose =
        json!({"do": "propose", "as": topic, "title": "TITLE-OF-ANA", "question": "QUESTION-OF-ANA"});
    ana_phone.order(propose).await.expect("proposed");
    let folder = Folder::new();
    let (file, data) = (folder.path().join("backup"), folder.path().join("data"));
    let backup = server.run(&["backup", "--out", file.to_str().expect("text")]);
    assert!(backup.status.success(), "{}", said(&backup));

    let late = room.join("NAME-OF-CY").await;
    ana_phone.order(json!({"do": "edit_topic", "topic": topic, "title": "later"})).await.expect("edited");
    ana_phone.order(json!({"do": "retire", "topic": topic})).await.expect("retired");
    let after = json!({"do": "propose", "as": new_id(), "title": "after the backup"});
    bo_phone.order(after).await.expect("proposed");
    let mut facilitator = room.facilitator(&[]).await;
    for person in [&bo, &late] {
        let remove = json!({"do": "remove_person", "person": person.id, "erase": true});
        facilitator.order(remove).await.expect("removed");
    }
    ana_phone.order(json!({"do": "retire", "name": ana.id})).await.expect("retired");
    let mut server = server;
    server.kill();
    let journal = server.data.path().join("erased.jsonl");
    let restored = restore(&file, &["--journal", journal.to_str().expect("text")], &data);
    assert!(restored.status.success(), "{}", said(&restored));
    std::fs::remove_file(&file).expect("the backup holds the words");
    for words in ["NAME-OF-ANA", "NAME-OF-BO", "WORDS-OF-BO", "TITLE-OF-ANA", "QUESTION-OF-ANA"] {
        assert_eq!(folder.files_with(words), Vec::<PathBuf>::new(), "{words}");
    }

    let server = Server::start_in(Folder::copy_of(&data), &[]);
    let room = Room { address: server.address, ..room };
    assert!(server.run(&["check"]).status.success());
    let export = server.export(&room.forum);
    let gone = |list: &str| {
        export[list].as_array().expect("a list").iter().map(|one| one["gone"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(gone("people"), [json!("taken_back"), json!("erased")]);
    assert!(gone("topics").contains(&json!("taken_back")), "{export}");
    assert_eq!(gone("contributions"), [json!("erased")]);
    assert_eq!(room.ask_to_join(&bo, "Bo", json!({})).await.refused().as_deref(), Some("REMOVED"));
    let mut phone = room.phone(&ana, &[]).await;
    phone.order(json!({"do": "rename", "name": "Anna"})).await.expect("the day goes on");
}

fn ok(output: &std::process::Output) {
    assert!(output.status.success(), "{}", said(output));
}

/// What was written after a restore has the numbers of what came after the backup: the journal of the folder
/// that was lost would erase it.
#[tokio::test]
async fn a_journal_goes_with_the_backups_of_its_own_folder() {
    let mut server = Server::start();
    let room = Room::new(&server).await;
    let person = room.join("Ana").await;
    let mut phone = room.phone(&person, &[]).await;
    let before = written(&room, &mut phone, &["EARLY-WORDS"]).await;
    let group = server.export(&room.forum)["groups"][0]["id"].clone();
    let folder = Folder::new();
    let path = |name: &str| folder.path().join(name);
    let text = |path: &Path| path.to_str().expect("text").to_owned();
    let backup = |server: &Server, to: &Path| ok(&server.run(&["backup", "--out", &text(to)]));
    let lost = |server: &mut Server, to: &Path| {
        server.kill();
        std::fs::copy(server.data.path().join("erased.jsonl"), to).expect("a journal");
    };
    let write =
        |id: &str, text: &str| json!({"do": "write", "as": id, "group": group, "kind": "idea", "text": text});

    backup(&server, &path("first"));
    phone.order(json!({"do": "retire", "contribution": before[0]})).await.expect("taken back");
    let late = new_id();
    phone.order(write(&late, "LATE-WORDS")).await.expect("written");
    phone.order(json!({"do": "retire", "contribution": late})).await.expect("taken back");
    lost(&mut server, &path("first.jsonl"));
    ok(&restore(&path("first"), &["--journal", &text(&path("first.jsonl"))], &path("data")));

    let mut server = Server::start_in(Folder::copy_of(&path("data")), &[]);
    let room = Room { address: server.address, ..room };
    let mut phone = room.phone(&person, &[]).await;
    phone.order(write(&new_id(), "NEW-WORDS")).await.expect("written");
    backup(&server, &path("second"));
    let taken = new_id();
    phone.order(write(&taken, "TAKEN-WORDS")).await.expect("written");
    phone.order(json!({"do": "retire", "contribution": taken})).await.expect("taken back");
    lost(&mut server, &path("second.jsonl"));

    let refused = restore(&path("second"), &["--journal", &text(&path("first.jsonl"))], &path("wrong"));
    assert!(!refused.status.success() && said(&refused).contains("of another folder"), "{}", said(&refused));
    ok(&restore(&path("second"), &["--journal", &text(&path("second.jsonl"))], &path("again")));
    let held = |data: &str| {
        let export = run(&path(data), &["export", &room.forum]);
        let export: Value = serde_json::from_slice(&export.stdout).expect("an export");
        let all = export["contributions"].as_array().expect("contributions").iter();
        all.map(|contribution| contribution["text"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(held("again"), [Value::Null, json!("NEW-WORDS")]);
    ok(&restore(&path("first"), &["--journal", &text(&path("second.jsonl"))], &path("from the start")));
    assert_eq!(held("from the start"), [Value::Null]);
}
