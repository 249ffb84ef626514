//! A data folder that is put back from a copy or a backup, under phones that knew what came after.

use serde_json::{Value, json};
use tests::http::request;
use tests::phone::{Heard, Phone, new_id};
use tests::room::bearer;
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
    let codes: Vec<_> =
        list.json().as_array().expect("a list").iter().map(|row| row["code"].clone()).collect();
    assert_eq!(codes, [json!(other.code)]);
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
