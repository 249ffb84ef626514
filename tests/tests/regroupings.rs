//! Who regrouped what, as a facilitator reads it.

use serde_json::{Value, json};
use tests::http::request;
use tests::phone::new_id;
use tests::record::record;
use tests::room::bearer;
use tests::{Room, Server};

#[tokio::test]
async fn facilitators_read_who_regrouped_what_and_erased_names_are_in_none() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let said = ["Un bus le samedi", "Un banc devant la mairie"];
    let (ids, _hosts) =
        record(&room, said.into_iter().map(|text| ("Vivre ici".to_owned(), text.to_owned()))).await;
    let mut facilitator = room.facilitator(&[]).await;
    let axis = new_id();
    for command in
        [json!({"do": "axis", "as": axis, "name": "Se voir"}), json!({"do": "set_forum", "table": "room"})]
    {
        facilitator.order(command).await.expect("done");
    }
    let person = room.join("Philippine").await;
    let mut phone = room.phone(&person, &[]).await;
    let [bus, bench] = said.map(|text| ids[text].clone());
    for contribution in [&bus, &bench] {
        let attach = json!({"do": "attach", "axis": axis, "contribution": contribution});
        phone.order(attach).await.expect("the room sorts");
    }
    let ask = async |token: &str, query: &str| {
        let line = format!("GET /api/forums/{}/regroupings{query}", room.forum);
        request(room.address, &line, &[bearer(token)], None).await
    };
    assert_eq!(ask(&person.token, "").await.status, 403);
    assert_eq!(ask(&room.facilitator, "?before=x").await.status, 400);

    let told = ask(&room.facilitator, "").await.json();
    let whats = |told: &Value| -> Vec<Value> {
        told["list"].as_array().expect("a list").iter().map(|one| one["what"].clone()).collect()
    };
    assert_eq!(whats(&told), ["attached", "attached", "axis_created"]);
    let newest = &told["list"][0];
    assert_eq!(newest["by"]["person"]["name"], "Philippine");
    assert_eq!(newest["axes"][0]["before"], json!({"name": "Se voir", "contributions": 1}));
    assert_eq!(newest["axes"][0]["after"], json!({"name": "Se voir", "contributions": 2}));
    assert_eq!(newest["moves"][0]["some"], json!([bench]));
    assert_eq!(newest["moves"][0]["before"], json!({"axes": []}));
    assert_eq!(newest["moves"][0]["after"], json!({"axes": ["Se voir"]}));
    let number = newest["number"].as_u64().expect("a number");
    let older = ask(&room.facilitator, &format!("?before={number}")).await.json();
    assert_eq!(whats(&older), ["attached", "axis_created"]);
    assert_eq!(older["before"], Value::Null);

    let remove = json!({"do": "remove_person", "person": person.id, "erase": true});
    facilitator.order(remove).await.expect("done");
    let told = ask(&room.facilitator, "").await.json();
    assert_eq!(whats(&told), ["attached", "attached", "axis_created"]);
    let text = told.to_string();
    assert!(!text.contains("Philippine"), "{text}");
    assert!(said.iter().all(|words| !text.contains(words)), "no words travel: {text}");
}
