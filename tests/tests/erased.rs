//! Words that are taken back: who must load for it, and where they are looked for.

use crate::promises::group_of;
use data_encoding::BASE64;
use serde_json::{Value, json};
use tests::phone::{Heard, Phone, new_id};
use tests::room::Person;
use tests::{Room, Server};

const SECRET: &str = "what-was-taken-back";

/// Comes back to a scope from this position, as a phone does after a break: the answer, and all it hears.
async fn back(room: &Room, who: &Person, scope: &str, position: &Value) -> (String, String) {
    let mut phone = room.phone(who, &[]).await;
    phone.say(json!({"follow": {"scope": scope, "position": position}})).await;
    let answer = phone.wait(|key, body| ["followed", "load"].contains(&key) && body["scope"] == scope).await;
    let Heard::Said(answer, _) = answer else { panic!("{scope}: {answer:?}") };
    // The answer to a command comes after all changes before it.
    phone.outcome(json!({"do": "leave", "group": new_id()})).await;
    (answer, format!("{:?}", phone.heard()))
}

async fn says(phone: &mut Phone, group: &str, text: &str) -> (String, u64) {
    let id = new_id();
    let write = json!({"do": "write", "as": id, "group": group, "kind": "need", "text": text});
    let seq = phone.order(write).await.expect("written");
    (id, seq)
}

async fn position(room: &Room, who: &Person, scope: &str) -> Value {
    room.snapshot(&who.token, scope).await.json()["position"].clone()
}

/// Whoever could be sent the words loads; whoever could not gets what was missed.
#[tokio::test]
async fn a_retirement_costs_nobody_elsewhere_a_load() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let [ana, bo, cy] = [room.join("Ana").await, room.join("Bo").await, room.join("Cy").await];
    let here = group_of(&room, &[&ana, &bo]).await;
    let mut facilitator = room.facilitator(&[]).await;
    let mut bo_phone = room.phone(&cy, &[]).await;
    facilitator.order(json!({"do": "phase", "phase": "marketplace"})).await.expect("phase set");
    let elsewhere = room.place(&mut facilitator, &mut bo_phone, "Les haies", (0, 1)).await;
    facilitator.order(json!({"do": "phase", "phase": "groups"})).await.expect("phase set");
    facilitator.order(json!({"do": "open", "group": elsewhere})).await.expect("opened");
    bo_phone.order(json!({"do": "enter", "group": elsewhere})).await.expect("entered");
    let mut phone = room.phone(&ana, &[]).await;
    let (other, _) = says(&mut phone, &here, "an earlier one").await;
    facilitator.order(json!({"do": "axis", "as": new_id(), "name": "Se loger"})).await.expect("made");
    let (scope, other_scope) = (format!("group:{here}"), format!("group:{elsewhere}"));
    let mut stands = Vec::new();
    for (who, scope) in [(&bo, &*scope), (&bo, "forum"), (&bo, &*other_scope), (&bo, "self")] {
        stands.push((who, scope.to_owned(), position(&room, who, scope).await));
    }

    let (taken_back, written) = says(&mut phone, &here, SECRET).await;
    says(&mut bo_phone, &elsewhere, "meanwhile").await;
    let after = room.snapshot_at(&bo.token, &scope, written).await["position"].clone();
    phone.order(json!({"do": "retire", "contribution": taken_back})).await.expect("retired");
    for (who, at, position) in &stands {
        let (answer, heard) = back(&room, who, at, position).await;
        assert_eq!(answer, if *at == scope { "load" } else { "followed" }, "{at}");
        assert!(!heard.contains(SECRET), "{at}: {heard}");
        assert_eq!(heard.contains("meanwhile"), *at == other_scope, "{heard}");
    }
    let (answer, _) = back(&room, &bo, &scope, &after).await;
    assert_eq!(answer, "followed", "who has heard the words hears that they were taken back");
    phone.order(json!({"do": "retire", "contribution": other})).await.expect("retired");
    let (answer, _) = back(&room, &bo, &other_scope, &stands[2].2).await;
    assert_eq!(answer, "followed");
}

/// What must not be found anywhere: words of a topic, of names and of contributions, of somebody who is
/// removed and of somebody who is not.
const TAKEN_BACK: [&str; 4] =
    ["TITLE-TAKEN-BACK", "QUESTION-TAKEN-BACK", "NAME-TAKEN-BACK", "OLD-NAME-TAKEN"];
const ERASED: [&str; 6] =
    ["NAME-ERASED", "OLD-NAME-ERASED", "TITLE-ERASED", "WORDS-ERASED", "EARLIER-ERASED", "AGAINST-ERASED"];

/// Nothing of it is left in the data, the export and what screens load.
async fn assert_nowhere(server: &Server, room: &Room, reader: &str, scopes: &[&str], words: &[&str]) {
    for word in words {
        assert_eq!(server.data.files_with(word), Vec::<std::path::PathBuf>::new(), "{word}");
        assert!(!server.export(&room.forum).to_string().contains(word), "{word}");
        for scope in scopes {
            let snapshot = room.snapshot(reader, scope).await.json().to_string();
            assert!(!snapshot.contains(word), "{word} in {scope}");
        }
    }
}

#[tokio::test]
async fn topics_and_names_are_taken_back() {
    let mut server = Server::start();
    let room = Room::new(&server).await;
    let [ana, bo] = [room.join("OLD-NAME-TAKEN").await, room.join("Bo").await];
    let group = group_of(&room, &[&ana, &bo]).await;
    let mut phone = room.phone(&ana, &[]).await;
    let topic = new_id();
    let propose =
        json!({"do": "propose", "as": topic, "title": "TITLE-TAKEN-BACK", "question": "QUESTION-TAKEN-BACK"});
    phone.order(propose).await.expect("proposed");
    phone.order(json!({"do": "edit_topic", "topic": topic, "title": "kept"})).await.expect("edited");
    phone.order(json!({"do": "rename", "name": "NAME-TAKEN-BACK"})).await.expect("renamed");
    for word in TAKEN_BACK {
        assert!(!server.data.files_with(word).is_empty(), "{word} was there");
    }
    let scope = format!("group:{group}");
    let position = position(&room, &bo, "forum").await;
    phone.order(json!({"do": "retire", "topic": topic})).await.expect("retired");
    phone.order(json!({"do": "retire", "name": ana.id})).await.expect("retired");
    assert_nowhere(&server, &room, &bo.token, &["forum", &scope], &TAKEN_BACK).await;
    assert_nowhere(&server, &room, &room.facilitator, &["facilitation"], &TAKEN_BACK).await;
    let (_, heard) = back(&room, &bo, "forum", &position).await;
    assert!(TAKEN_BACK.iter().all(|word| !heard.contains(word)), "{heard}");
    assert!(server.stop().success());
    server.start_again();
    assert_nowhere(&server, &room, &bo.token, &["forum"], &TAKEN_BACK).await;
    assert!(server.run(&["check"]).status.success());
}

/// A person with words everywhere; their group, and a contribution of theirs.
async fn person_to_erase(room: &Room) -> (Person, Person, String) {
    let bo = Person { id: new_id(), token: tests::phone::new_token() };
    let answer = room.ask_to_join(&bo, "OLD-NAME-ERASED", json!({"recovery": "ABCD2345"})).await;
    assert_eq!(answer.status / 100, 2, "{answer:?}");
    let ana = room.join("Ana").await;
    let group = group_of(room, &[&ana, &bo]).await;
    let mut phone = room.phone(&bo, &[]).await;
    phone.order(json!({"do": "rename", "name": "NAME-ERASED"})).await.expect("renamed");
    let propose = json!({"do": "propose", "as": new_id(), "title": "TITLE-ERASED"});
    phone.order(propose).await.expect("proposed");
    let (written, _) = says(&mut phone, &group, "EARLIER-ERASED").await;
    let edit = json!({"do": "edit", "contribution": written, "text": "WORDS-ERASED"});
    phone.order(edit).await.expect("edited");
    let (of_ana, _) = says(&mut room.phone(&ana, &[]).await, &group, "KEPT-WORDS").await;
    let against = json!({"do": "disagree", "as": new_id(), "about": {"contribution": of_ana}, "text": "AGAINST-ERASED"});
    phone.order(against).await.expect("written");
    (bo, ana, group)
}

#[tokio::test]
async fn a_person_is_removed_and_erased() {
    let mut server = Server::start();
    let room = Room::new(&server).await;
    let (bo, ana, group) = person_to_erase(&room).await;
    for word in ERASED {
        assert!(!server.data.files_with(word).is_empty(), "{word} was there");
    }
    let scope = format!("group:{group}");
    let stands = position(&room, &ana, &scope).await;
    let mut screen = room.phone(&bo, &["forum", "self"]).await;
    let remove = json!({"do": "remove_person", "person": bo.id, "erase": true});
    assert_eq!(room.phone(&ana, &[]).await.outcome(remove.clone()).await, "NOT_ALLOWED");
    let mut facilitator = room.facilitator(&[]).await;
    facilitator.order(remove.clone()).await.expect("removed");
    assert_eq!(screen.closed().await, 4501, "its screens are closed, and do not come back");
    assert_eq!(facilitator.outcome(remove).await, "done", "again: no effect");
    assert_nowhere(&server, &room, &ana.token, &["forum", &scope], &ERASED).await;
    assert_nowhere(&server, &room, &room.facilitator, &["facilitation"], &ERASED).await;
    let (_, heard) = back(&room, &ana, &scope, &stands).await;
    assert!(ERASED.iter().all(|word| !heard.contains(word)), "{heard}");
    assert!(room.snapshot(&ana.token, &scope).await.json().to_string().contains("KEPT-WORDS"));

    assert_eq!(room.snapshot(&bo.token, "forum").await.refused().as_deref(), Some("NOT_ALLOWED"));
    let again = room.ask_to_join(&bo, "Bo", json!({})).await;
    assert_eq!(again.refused().as_deref(), Some("REMOVED"));
    let other = Person { token: tests::phone::new_token(), ..bo.clone() };
    assert_eq!(room.ask_to_join(&other, "Bo", json!({})).await.refused().as_deref(), Some("REMOVED"));
    let come_back = json!({"id": new_id(), "recovery": "ABCD2345", "token": other.token});
    let line = format!("POST /api/forums/{}/come_back", room.code);
    let answer = tests::http::request(room.address, &line, &[], Some(&come_back)).await;
    assert_eq!(answer.refused().as_deref(), Some("NOT_FOUND"), "its recovery code opens nothing");

    assert!(server.stop().success());
    server.start_again();
    assert_nowhere(&server, &room, &ana.token, &["forum"], &ERASED).await;
    assert_eq!(room.ask_to_join(&bo, "Bo", json!({})).await.refused().as_deref(), Some("REMOVED"));
    assert!(server.run(&["check"]).status.success());
}

/// A password that is not that of the hall any more is in no file, before anybody empties it.
#[tokio::test]
async fn a_wifi_that_is_replaced_is_nowhere() {
    let mut server = Server::start();
    let room = Room::new(&server).await;
    let mut facilitator = room.facilitator(&["forum"]).await;
    let wifi = |name, password| json!({"do": "set_forum", "wifi": {"name": name, "password": password}});
    facilitator.order(wifi("the old hall", SECRET)).await.expect("set");
    assert!(!server.data.files_with(SECRET).is_empty(), "it was there");
    facilitator.order(wifi("the new hall", "another-secret")).await.expect("replaced");
    for gone in [SECRET, "the old hall"] {
        assert_eq!(server.data.files_with(gone), Vec::<std::path::PathBuf>::new(), "{gone}");
    }
    let told = |snapshot: &Value| snapshot.to_string().contains("another-secret");
    assert!(told(&room.snapshot(&room.facilitator, "forum").await.json()));
    assert!(server.stop().success());
    server.start_again();
    assert!(told(&room.snapshot(&room.facilitator, "forum").await.json()), "it stands after a start too");
    assert_eq!(server.data.files_with(SECRET), Vec::<std::path::PathBuf>::new());
}

/// A logo with a wrong name is in no file once the right one stands.
#[tokio::test]
async fn a_logo_that_is_replaced_is_nowhere() {
    let mut server = Server::start();
    let room = Room::new(&server).await;
    let mut facilitator = room.facilitator(&["facilitation"]).await;
    let point = |color: &str| BASE64.encode(&png_of(color.as_bytes()));
    let (wrong, right) = (point("wrong"), point("right"));
    let logo =
        |name: &str, image: &str| json!({"do": "set_logos", "logos": [{"name": name, "image": image}]});
    facilitator.order(logo(SECRET, &wrong)).await.expect("set");
    for there in [SECRET, &wrong] {
        assert!(!server.data.files_with(there).is_empty(), "it was there");
    }
    facilitator.order(logo("Communauté", &right)).await.expect("replaced");
    for gone in [SECRET, &wrong] {
        assert_eq!(server.data.files_with(gone), Vec::<std::path::PathBuf>::new(), "{gone}");
    }
    assert!(server.stop().success());
    server.start_again();
    let logos = server.export(&room.forum)["logos"].clone();
    assert_eq!((&logos[0]["name"], &logos[0]["image"]), (&json!("Communauté"), &json!(right)));
    assert_eq!(server.data.files_with(SECRET), Vec::<std::path::PathBuf>::new());
}

/// A row of grey points.
fn png_of(points: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, points.len() as u32, 1);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().expect("a header").write_image_data(points).expect("points");
    file
}
