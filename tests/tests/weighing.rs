//! Every screen hears what carries an axis: people as they were counted at the last such moment, dots once they are shown.

use serde_json::{Value, json};
use tests::http::request;
use tests::phone::{Heard, Phone, new_id};
use tests::room::bearer;
use tests::{Room, Server};

/// The next count of this axis that says what is asked for.
async fn counted(phone: &mut Phone, axis: &str, fits: impl Fn(&Value) -> bool) -> Value {
    let of = |body: &Value| {
        let counts = body["counts"].as_array()?.iter().filter_map(|count| count.get("axis"));
        counts.filter(|count| count["id"] == axis && fits(count)).cloned().next_back()
    };
    let heard = phone.wait(|key, body| key == "counts" && of(body).is_some()).await;
    let Heard::Said(_, body) = heard else { panic!("{heard:?}") };
    of(&body).expect("it fits")
}

#[tokio::test]
async fn a_phone_hears_what_carries_an_axis() {
    let mut server = Server::start();
    let room = Room::new(&server).await;
    let mut facilitator = room.facilitator(&[]).await;
    facilitator.order(json!({"do": "phase", "phase": "groups"})).await.expect("the phase is set");
    let mut people = Vec::new();
    for name in ["Ana", "Bo", "Cy", "Di", "Ed", "Fa"] {
        let person = room.join(name).await;
        let phone = room.phone(&person, &["forum"]).await;
        people.push((person, phone));
    }
    let group = room.place(&mut facilitator, &mut people[0].1, "Un bus le samedi", (0, 0)).await;
    people[0].1.order(json!({"do": "open", "group": group})).await.expect("opened");
    people[0].1.order(json!({"do": "enter", "group": group})).await.expect("entered");
    let [need, copy, axis, other, against] = [(); 5].map(|()| new_id());
    for id in [&need, &copy] {
        let write =
            json!({"do": "write", "as": id, "group": group, "kind": "need", "text": "Aller au marché"});
        people[0].1.order(write).await.expect("written");
    }
    for (axis, name, contribution) in [(&axis, "Se déplacer", &need), (&other, "Se loger", &copy)] {
        facilitator.order(json!({"do": "axis", "as": axis, "name": name})).await.expect("named");
        let attach = json!({"do": "attach", "axis": axis, "contribution": contribution});
        facilitator.order(attach).await.expect("attached");
    }
    let about =
        json!({"do": "disagree", "as": against, "about": {"contribution": need}, "text": "Trop cher"});
    people[1].1.order(about).await.expect("disagreed");
    for (_, phone) in &mut people[1..] {
        phone.order(json!({"do": "support", "contribution": need})).await.expect("supported");
    }
    let reader = &mut people[5].1;
    let before = counted(reader, &axis, |count| count["contrary"] == 1).await;
    assert_eq!(before["slots"], 1);
    assert_eq!(before["voices"], Value::Null, "nobody has been counted yet");

    facilitator.order(json!({"do": "open_vote"})).await.expect("opened");
    let voices = counted(reader, &axis, |count| !count["voices"].is_null()).await["voices"].take();
    let none =
        json!([{"college": 1, "people": 0}, {"college": 2, "people": 0}, {"college": null, "people": 5}]);
    assert_eq!(voices, json!({"authors": "few", "supporters": 5, "people": 5, "colleges": none}));
    // One act more moves no number, and what is told is told again after a kill.
    people[1].1.order(json!({"do": "support", "contribution": need, "on": false})).await.expect("let go");
    for (_, phone) in &mut people {
        phone.order(json!({"do": "dot", "axis": other, "dots": 1})).await.expect("placed");
    }
    let hidden = room.snapshot_at(&people[5].0.token, "forum", 0).await;
    assert!(hidden["entities"].as_array().expect("entities").iter().all(|it| it.get("results").is_none()));
    let seq = facilitator.order(json!({"do": "close_vote"})).await.expect("closed");
    server.kill();
    server.start_again();
    let snapshot = room.snapshot_at(&people[5].0.token, "forum", seq).await;
    let count = snapshot["counts"].as_array().expect("counts").iter().filter_map(|count| count.get("axis"));
    let count = count.clone().find(|count| count["id"] == axis.as_str()).expect("it is counted");
    assert_eq!(count["voices"], voices);
    let export = format!("GET /api/forums/{}/export", room.forum);
    let export = request(server.address, &export, &[bearer(&room.facilitator)], None).await.json();
    let profiles = export["profiles"].as_array().expect("profiles");
    assert_eq!(profiles[0]["voices"], voices);
    assert_eq!(profiles[0]["disagreements"], 1);
    assert_eq!(profiles[1]["dots"], json!({"dots": 6, "people": 6}));
    let place =
        |name: &str| export["axes"].as_array().expect("axes").iter().position(|it| it["name"] == name);
    assert!(place("Se déplacer") < place("Se loger"));
}
