//! What a facilitator asks of the room's screens: it reaches them and nobody else, and is kept nowhere.

use serde_json::{Value, json};
use tests::phone::{Heard, Phone, new_id, new_token};
use tests::{Room, Server};

/// A screen of the room with a pass of its own; the pass and its token.
async fn projector(room: &Room, facilitator: &mut Phone) -> (Phone, String, String) {
    let [pass, token] = [new_id(), new_token()];
    let add = json!({"do": "add_projector", "as": pass, "label": "Écran", "token": token});
    facilitator.order(add).await.expect("added");
    (room.screen(&token, &["forum"]).await, pass, token)
}

async fn shown(screen: &mut Phone) -> Value {
    match screen.wait(|key, _| key == "show").await {
        Heard::Said(_, show) => show,
        closed @ Heard::Closed(_) => panic!("{closed:?}"),
    }
}

#[tokio::test]
async fn it_reaches_every_screen_of_the_room_in_order_and_nobody_else() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let (anna, bo) = (room.join("Anna").await, room.join("Bo").await);
    let mut facilitator = room.facilitator(&["forum", "facilitation"]).await;
    let token = new_token();
    let helper = json!({"do": "add_facilitator", "as": new_id(), "label": "Bilal", "token": token});
    facilitator.order(helper).await.expect("added");
    let mut helper = room.screen(&token, &["forum", "facilitation"]).await;
    let (mut one, ..) = projector(&room, &mut facilitator).await;
    let (mut other, ..) = projector(&room, &mut facilitator).await;
    let mut phone = room.phone(&anna, &["forum", "self"]).await;
    let _ = room.phone(&bo, &[]).await;
    let before = facilitator.order(json!({"do": "phase", "phase": "marketplace"})).await.expect("set");

    let asked = [json!("next_page"), json!("previous_page"), json!({"scene": "axes"}), json!("moment")];
    for show in &asked {
        facilitator.say(json!({"show": show})).await;
    }
    for screen in [&mut one, &mut other] {
        for show in &asked {
            assert_eq!(&shown(screen).await, show);
        }
    }
    helper.say(json!({"show": "next_page"})).await;
    assert_eq!(shown(&mut one).await, "next_page", "a helper turns pages too");

    // The answer to a command comes after everything that was sent before it.
    for somebody in [&mut facilitator, &mut helper, &mut phone] {
        somebody.outcome(json!({"do": "leave", "group": new_id()})).await;
        assert_eq!(somebody.said("show"), Vec::<&Value>::new());
    }
    let after = facilitator.order(json!({"do": "phase", "phase": "groups"})).await.expect("set");
    assert_eq!(after, before + 1, "the log does not know of it");
    assert_eq!(server.export(&room.forum)["seq"], after);
}

#[tokio::test]
async fn only_a_facilitator_of_today_may_ask() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let mut facilitator = room.facilitator(&["forum"]).await;
    let (mut screen, ..) = projector(&room, &mut facilitator).await;
    let (mut intruder, _, token) = projector(&room, &mut facilitator).await;
    let anna = room.join("Anna").await;
    let mut phone = room.phone(&anna, &["forum"]).await;
    phone.say(json!({"show": "next_page"})).await;
    assert_eq!(phone.closed().await, 4501, "a person turns no pages of the room");
    intruder.say(json!({"show": {"scene": "thanks"}})).await;
    assert_eq!(intruder.closed().await, 4501, "a screen asks nothing of the others");

    // Both may come back for what is theirs.
    room.phone(&anna, &["self"]).await;
    let mut back = room.screen(&token, &["forum"]).await;

    let [pass, token] = [new_id(), new_token()];
    let add = json!({"do": "add_facilitator", "as": pass, "label": "Bilal", "token": token});
    facilitator.order(add).await.expect("added");
    let mut helper = room.screen(&token, &[]).await;
    facilitator.order(json!({"do": "revoke", "pass": pass})).await.expect("revoked");
    helper.say(json!({"show": "next_page"})).await;
    assert_eq!(helper.closed().await, 4501);

    facilitator.say(json!({"show": "moment"})).await;
    for screen in [&mut screen, &mut back] {
        assert_eq!(shown(screen).await, "moment", "the first that it was asked");
    }
}

#[tokio::test]
async fn what_cannot_be_shown_is_unreadable() {
    let server = Server::start();
    let room = Room::new(&server).await;
    for show in
        [json!("dance"), json!({"scene": "secrets"}), json!({"next_page": 3, "moment": 1}), json!(null)]
    {
        let mut facilitator = room.facilitator(&[]).await;
        facilitator.say(json!({"show": show})).await;
        assert_eq!(facilitator.closed().await, 4500, "{show}");
    }
}
