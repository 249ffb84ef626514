//! A data folder that is put back from a copy or a backup, under phones that knew what came after.

use serde_json::{Value, json};
use tests::phone::{Heard, Phone, new_id};
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
