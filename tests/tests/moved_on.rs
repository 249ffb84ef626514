//! Acts that were asked for on a screen which showed what they act on as it was before.

use serde_json::{Value, json};
use tests::phone::{Phone, new_id};
use tests::{Room, Server};

/// Where a screen stands now.
async fn position(room: &Room) -> (Phone, Value) {
    let (phone, welcome) = Phone::hello(room.address, &room.forum, &room.facilitator).await;
    (phone, welcome["position"].clone())
}

/// Two consoles, and both press « Suivant » before either has heard of the other: the button of the second
/// already names the moment after the next.
#[tokio::test]
async fn two_consoles_do_not_skip_a_phase() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let (mut one, seen) = position(&room).await;
    let (mut other, _) = position(&room).await;
    let phase = |phase: &str| json!({"do": "phase", "phase": phase, "seen": seen});
    assert_eq!(one.outcome(phase("opening")).await, "done");
    assert_eq!(other.outcome(phase("marketplace")).await, "MOVED_ON");
    assert_eq!(other.outcome(phase("opening")).await, "done", "what stands already is done");
    let forum = room.snapshot_at(&room.facilitator, "forum", 2).await;
    let forum = forum["entities"].as_array().expect("entities").iter().find_map(|it| it.get("forum"));
    assert_eq!(forum.expect("the forum")["phase"], "opening");
}

/// A console was closed with an act in its outbox; the day went on; it is opened again, and the server was
/// stopped and started meanwhile.
#[tokio::test]
async fn an_old_act_is_not_carried_out_when_a_page_opens_again() {
    let mut server = Server::start();
    let room = Room::new(&server).await;
    let (mut console, seen) = position(&room).await;
    let kept = [
        json!({"do": "phase", "phase": "opening", "seen": seen}),
        json!({"do": "close_door", "seen": seen}),
        json!({"do": "open_vote", "seen": seen}),
        json!({"do": "end", "seen": seen}),
    ];
    for phase in ["opening", "marketplace", "groups"] {
        console.order(json!({"do": "phase", "phase": phase})).await.expect("the day goes on");
    }
    for act in ["close_door", "open_door"] {
        console.order(json!({"do": act})).await.expect("the day goes on");
    }
    console.vanish();
    server.kill();
    server.start_again();
    let room = Room { address: server.address, ..room };
    let (mut again, now) = position(&room).await;
    for act in kept {
        let refused = again.outcome(act.clone()).await;
        assert!(["MOVED_ON", "NOTHING_TO_CHOOSE"].contains(&refused.as_str()), "{act}: {refused}");
    }
    assert_eq!(again.outcome(json!({"do": "close_door", "seen": now})).await, "done");
}

/// A position of another history says nothing about this one: an act is refused, words are taken.
#[tokio::test]
async fn what_was_seen_elsewhere_counts_for_nothing() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let (mut console, seen) = position(&room).await;
    for (field, other) in [("epoch", json!("another")), ("head", json!("00000000")), ("seq", json!(99))] {
        let mut seen = seen.clone();
        seen[field] = other;
        assert_eq!(console.outcome(json!({"do": "close_door", "seen": seen})).await, "MOVED_ON", "{field}");
    }
    let rename = json!({"do": "set_forum", "question": "Et ensuite ?", "seen": seen});
    assert_eq!(console.outcome(rename).await, "done");
    let person = room.join("Ana").await;
    let mut phone = room.phone(&person, &[]).await;
    let for_another = json!({"do": "rename", "name": "Bo", "for": new_id()});
    assert_eq!(phone.outcome(for_another).await, "NOT_ALLOWED");
}
