//! One person takes neither what belongs to all nor everybody's line.

use protocol::limits::{
    GROUPS_PER_PERSON_MAX, QUESTION_CHARACTERS_MAX, TITLE_CHARACTERS_MAX, TOPICS_PER_PERSON,
};
use serde_json::{Value, json};
use std::time::Duration;
use tests::phone::{Heard, Phone, new_id};
use tests::room::Person;
use tests::{Room, Server};

/// A command as fast as allowed: a refusal to slow down says how long.
async fn pace(phone: &mut Phone, command: Value) -> Result<u64, Value> {
    loop {
        match phone.order(command.clone()).await {
            Err(refusal) if refusal["code"] == "SLOW_DOWN" => {
                tokio::time::sleep(Duration::from_millis(refusal["ms"].as_u64().expect("it says so"))).await;
            }
            answer => return answer,
        }
    }
}

async fn market() -> (Server, Room, Phone) {
    let server = Server::start();
    let room = Room::new(&server).await;
    let mut facilitator = room.facilitator(&["forum"]).await;
    facilitator.order(json!({"do": "phase", "phase": "groups"})).await.expect("phase set");
    (server, room, facilitator)
}

fn propose(topic: &str) -> Value {
    let (title, question) =
        ("\u{1F41D}".repeat(TITLE_CHARACTERS_MAX), "\u{1F41D}".repeat(QUESTION_CHARACTERS_MAX));
    json!({"do": "propose", "as": topic, "title": title, "question": question})
}

/// Bytes of the changes that a phone heard of commits after this one.
fn heard_bytes(phone: &Phone, seq: u64) -> usize {
    let later = phone.said("changes").into_iter().filter(|body| body["seq"].as_u64() > Some(seq));
    later.map(|body| body.to_string().len()).sum()
}

#[tokio::test]
async fn one_person_takes_a_share_of_the_topics_and_gives_it_back() {
    let (_server, room, mut facilitator) = market().await;
    let [greedy, other] = [room.join("Ada").await, room.join("Bo").await];
    let mut phone = room.phone(&greedy, &[]).await;
    let topics: Vec<_> = (0..TOPICS_PER_PERSON).map(|_| new_id()).collect();
    for topic in &topics {
        pace(&mut phone, propose(topic)).await.expect("within the share");
    }
    let refused = pace(&mut phone, propose(&new_id())).await.expect_err("beyond the share");
    assert_eq!(refused, json!({"code": "TOO_MANY_TOPICS", "max": TOPICS_PER_PERSON}));
    facilitator.order(propose(&new_id())).await.expect("no share binds the facilitator");
    room.phone(&other, &[]).await.order(propose(&new_id())).await.expect("others have their own share");
    pace(&mut phone, json!({"do": "withdraw", "topic": topics[0]})).await.expect("withdrawn");
    pace(&mut phone, propose(&new_id())).await.expect("a place was given back");
}

#[tokio::test]
async fn one_person_takes_a_share_of_the_wall_and_the_facilitator_still_places() {
    let (_server, room, mut facilitator) = market().await;
    let greedy = room.join("Ada").await;
    let mut phone = room.phone(&greedy, &[]).await;
    let [topic, slot] = [new_id(), room.slots[0].clone()];
    phone.order(propose(&topic)).await.expect("proposed");
    let mut spaces = Vec::new();
    for _ in 0..GROUPS_PER_PERSON_MAX + 2 {
        let space = new_id();
        facilitator.order(json!({"do": "add_space", "as": space, "label": "Tilleul"})).await.expect("added");
        spaces.push(space);
    }
    let place = |space: &str| json!({"do": "place", "as": new_id(), "topic": topic, "slot": slot, "space": space, "confirm": true});
    for space in &spaces[..GROUPS_PER_PERSON_MAX] {
        pace(&mut phone, place(space)).await.expect("within the share");
    }
    let refused =
        pace(&mut phone, place(&spaces[GROUPS_PER_PERSON_MAX])).await.expect_err("beyond the share");
    assert_eq!(refused, json!({"code": "LIMIT_REACHED", "max": GROUPS_PER_PERSON_MAX}));
    facilitator.order(place(&spaces[GROUPS_PER_PERSON_MAX])).await.expect("no share binds the facilitator");
}

/// Every rename of a host sent all topics to every screen, and threw the screens out.
#[tokio::test]
async fn a_rename_sends_nobody_the_topics_of_its_person() {
    let (_server, room, _facilitator) = market().await;
    let [host, other] = [room.join("Ada").await, room.join("Bo").await];
    let mut phone = room.phone(&host, &[]).await;
    for _ in 0..TOPICS_PER_PERSON {
        pace(&mut phone, propose(&new_id())).await.expect("proposed");
    }
    let mut watching = room.phone(&other, &["forum", "self"]).await;
    let rename = json!({"do": "rename", "name": "Ada L."});
    let seq = pace(&mut phone, rename.clone()).await.expect("renamed");
    watching.sees("forum").await;
    let heard = heard_bytes(&watching, seq - 1);
    assert!(heard > 0, "a host is shown by name");
    assert!(heard <= 2048 + 4 * rename.to_string().len(), "{heard} bytes for one name");
}

/// What brings much at once is loaded, by each screen at its own pace.
#[tokio::test]
async fn what_is_too_much_for_a_frame_is_loaded() {
    let (_server, room, mut facilitator) = market().await;
    let writer: Person = room.join("Ada").await;
    let mut phone = room.phone(&writer, &[]).await;
    let group = room.place(&mut facilitator, &mut phone, "Un car", (0, 0)).await;
    let (axis, contribution) = (new_id(), new_id());
    facilitator.order(json!({"do": "axis", "as": axis, "name": "Transports"})).await.expect("an axis");
    facilitator.order(json!({"do": "open", "group": group})).await.expect("opened");
    facilitator.order(json!({"do": "post", "group": group})).await.expect("posted");
    phone.order(json!({"do": "enter", "group": group})).await.expect("entered");
    let long = |edit: usize| format!("{edit} {}", "\u{1F41D}".repeat(2_400));
    let text = long(0);
    let write = json!({"do": "write", "as": contribution, "group": group, "kind": "idea", "text": text});
    phone.order(write).await.expect("written");
    for edit in 1..5 {
        let edit = json!({"do": "edit", "contribution": contribution, "text": long(edit)});
        pace(&mut phone, edit).await.expect("edited");
    }
    let scope = format!("axis:{axis}");
    let mut watching = room.phone(&writer, &[&scope]).await;
    let attach = json!({"do": "attach", "axis": axis, "contribution": contribution});
    let seq = facilitator.order(attach).await.expect("attached");
    let told = watching.wait(|key, body| (key == "load" || key == "changes") && body["scope"] == scope).await;
    assert!(matches!(&told, Heard::Said(key, _) if key == "load"), "{told:?}");
    let snapshot = room.snapshot(&writer.token, &scope).await.json();
    assert!(snapshot["position"]["seq"].as_u64() >= Some(seq), "nobody is given an older one again");
    assert!(snapshot.to_string().contains(&long(4)), "it holds what was said");
    watching.follow(&snapshot).await;
    let detach = json!({"do": "detach", "axis": axis, "contribution": contribution});
    facilitator.order(detach).await.expect("detached");
    let seen = watching.sees(&scope).await;
    assert_eq!(seen.entities.len(), 0, "what leaves takes its words with it");
}
