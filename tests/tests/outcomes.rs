//! From a sentence said in a forum to the state of an action sheet, in the real process: the forum is brought in, the
//! committee decides, and the receipt tells the whole path and nobody's name.

use crate::imports::items;
use crate::papers::take;
use crate::programmes::Programme;
use crate::promises::group_of;
use crate::published::{read, text};
use serde_json::{Value, json};
use tests::http::{Answer, request};
use tests::phone::new_id;
use tests::room::bearer;
use tests::{Room, Server};

/// What an answer to a receipt may have: it is read on a phone.
const RECEIPT_BYTES_MAX: usize = 15 * 1024;

async fn ask(server: &Server, receipt: &str) -> Answer {
    let body = json!({ "receipt": receipt });
    request(server.address, "POST /api/receipts", &[], Some(&body)).await
}

async fn paths(server: &Server, receipt: &str) -> Value {
    let answer = ask(server, receipt).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(answer.body.len() <= RECEIPT_BYTES_MAX, "{} bytes", answer.body.len());
    answer.json()["said"]["paths"].clone()
}

#[tokio::test]
async fn a_sentence_is_followed_to_the_state_of_a_sheet_and_another_to_why_not() {
    let mut server = Server::start();
    let programme = Programme::make(&server).await;
    let room = Room::new(&server).await;
    let ana = room.join("NAME-OF-ANA").await;
    let group = group_of(&room, &[&ana]).await;
    let mut phone = room.phone(&ana, &[]).await;
    let [bus, again, pool, apart, axis] = [(); 5].map(|()| new_id());
    for (id, text) in [
        (&bus, "Un bus le samedi"),
        (&again, "Un bus aussi le soir"),
        (&pool, "Une piscine"),
        (&apart, "Un péage"),
    ] {
        let write = json!({"do": "write", "as": id, "group": group, "kind": "need", "text": text});
        phone.order(write).await.expect("written");
    }
    let mut facilitator = room.facilitator(&[]).await;
    for command in [
        json!({"do": "axis", "as": axis, "name": "Se déplacer"}),
        json!({"do": "attach", "axis": axis, "contribution": bus}),
        json!({"do": "attach", "axis": axis, "contribution": apart}),
        json!({"do": "duplicate", "contribution": again, "of": bus}),
        json!({"do": "outcome", "contributions": [pool], "outcome": "not_attached"}),
    ] {
        facilitator.order(command).await.expect("sorted");
    }
    let archive = async || {
        let line = format!("GET /api/forums/{}/archive", room.forum);
        request(server.address, &line, &[bearer(&room.facilitator)], None).await.body
    };
    let named = format!("GET /api/forums/{}/export?names=true", room.forum);
    let named = request(server.address, &named, &[bearer(&room.facilitator)], None).await.json();
    let receipt = |id: &str| {
        let mut all = named["contributions"].as_array().expect("a list").iter();
        let found = all.find(|it| it["id"] == id).expect("it was written");
        found["receipt"].as_str().expect("it has a receipt").to_owned()
    };
    assert_eq!(paths(&server, &receipt(&bus)).await, json!(null), "no programme knows it yet");

    // Brought in twice it is one.
    let file = archive().await;
    for _ in 0..2 {
        let seen = programme.brought(&server, &file).await;
        programme.taken(&server, "Forum", &seen).await;
    }
    let scopes = programme.export(&server);
    let axes = items(&scopes, "forum_axis");
    assert_eq!(
        (axes.len(), &axes[0]["id"], &axes[0]["fields"]["name"]),
        (1, &json!(axis), &json!("Se déplacer"))
    );
    let contributions = items(&scopes, "contribution");
    let of =
        |id: &String| contributions.iter().find(|it| it["id"] == *id).expect("it came")["fields"].clone();
    let sorted = [&bus, &again, &pool].map(|id| (of(id)["sorted"].clone(), of(id)["under"].clone()));
    assert_eq!(
        sorted,
        [
            (json!("attached"), json!([axis])),
            (json!("duplicate"), json!([axis])),
            (json!("not_attached"), json!(null)),
        ]
    );
    assert_eq!(paths(&server, &receipt(&bus)).await[0]["outcome"], json!(null), "nobody has decided");

    // The committee decides.
    let [strategic, source, objective, sheet, cited, committee] = [(); 6].map(|()| new_id());
    let order = async |command: Value| programme.order(&server, command).await;
    let refused = order(json!({"do": "finish_outcomes"})).await.expect_err("nothing is decided");
    assert_eq!(refused, json!({"code": "UNDECIDED", "axes": 1, "contributions": 4}));
    for command in [
        json!({"do": "add_all", "items": [
            {"as": strategic, "noun": "axis", "fields": {"name": "Aller partout", "state": "retained"}},
            {"as": source, "noun": "axis_source", "fields": {"axis": strategic, "forum_axis": axis, "reason": "Dit par tous les groupes"}},
        ]}),
        json!({"do": "set", "item": strategic, "fields": {"name": "Aller partout sans voiture"}}),
        json!({"do": "set", "item": axis, "fields": {"outcome": "retained", "into": strategic}}),
        json!({"do": "set_all", "items": [
            {"item": pool, "fields": {"outcome": "not_retained", "why": "competence", "remark": "Transmis à la Région"}},
            {"item": apart, "fields": {"outcome": "not_retained", "why": "law"}},
        ]}),
    ] {
        order(command.clone()).await.unwrap_or_else(|why| panic!("{command}: {why}"));
    }
    assert_eq!(
        paths(&server, &receipt(&pool)).await[0]["outcome"],
        json!(null),
        "it may be a slip of the hand"
    );
    for command in [
        json!({"do": "finish_outcomes"}),
        json!({"do": "add", "as": committee, "noun": "committee", "fields": {"name": "Comité restreint", "role": "restricted"}}),
        json!({"do": "add_all", "items": [
            {"as": objective, "noun": "objective", "fields": {"axis": strategic, "name": "Relier les bourgs"}},
            {"as": sheet, "noun": "action", "fields": {
                "name": "Ouvrir une navette", "objective": objective, "audience": ["Tous"], "everywhere": true,
                "text": "Une navette", "lead": "NAME-OF-LEAD", "start": "2028",
            }},
            {"as": new_id(), "noun": "measure", "fields": {"action": sheet, "name": "Trajets"}},
            {"as": cited, "noun": "action_source", "fields": {"action": sheet, "contribution": bus}},
        ]}),
    ] {
        order(command.clone()).await.unwrap_or_else(|why| panic!("{command}: {why}"));
    }
    let told = paths(&server, &receipt(&bus)).await;
    assert_eq!(told[0]["outcome"], json!({"outcome": "retained", "through": "Se déplacer"}));
    assert_eq!(told[0]["axes"][0]["original"], "Aller partout");
    assert_eq!(told[0]["axes"][0]["objectives"], json!([]), "a draft is not told");
    for command in [
        json!({"do": "submit_action", "action": sheet}),
        json!({"do": "validate_action", "as": new_id(), "action": sheet, "committee": committee, "decided": "2027-11-04"}),
        json!({"do": "follow_action", "action": sheet, "to": "done"}),
    ] {
        order(command.clone()).await.unwrap_or_else(|why| panic!("{command}: {why}"));
    }
    let objectives = json!([{"name": "Relier les bourgs", "sheets": [{"name": "Ouvrir une navette", "state": "done", "rests": true}]}]);
    for _ in 0..2 {
        let told = paths(&server, &receipt(&bus)).await;
        assert_eq!(told[0]["axes"][0]["objectives"], objectives);
        assert!(!told.to_string().contains("NAME-OF"), "{told}");
        let other = paths(&server, &receipt(&again)).await;
        assert_eq!(
            other[0]["axes"][0]["name"], "Aller partout sans voiture",
            "a duplicate goes the same way"
        );
        server.kill();
        server.start_again();
    }
    let why = paths(&server, &receipt(&pool)).await;
    let outcome = json!({"outcome": "not_retained", "why": "competence", "remark": "Transmis à la Région"});
    assert_eq!((&why[0]["outcome"], &why[0]["axes"]), (&outcome, &json!([])));
    assert_eq!(
        paths(&server, &receipt(&apart)).await[0]["outcome"],
        json!({"outcome": "not_retained", "why": "law"})
    );

    // Published, it is on the page for everybody, and the receipt leads there; a new version of the sheet is a draft.
    let order = async |command: Value| programme.order(&server, command).await;
    order(json!({"do": "publish", "as": new_id(), "document": "plan"})).await.expect("it is published");
    let told = paths(&server, &receipt(&bus)).await[0].clone();
    let sheet_page = &told["axes"][0]["objectives"][0]["sheets"][0]["page"];
    let page = format!("/demarche/{}/actions/{sheet_page}", told["code"].as_str().expect("there is a page"));
    let page = text(&read(&server, &page).await);
    for words in ["Ouvrir une navette", "Réalisée", "Un bus le samedi", "Aller partout sans voiture"] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains("NAME-OF-ANA"), "{page}");
    order(json!({"do": "revise_action", "action": sheet})).await.expect("it is revised");
    order(json!({"do": "set", "item": sheet, "fields": {"name": "BROUILLON"}})).await.expect("it is written");
    let told = paths(&server, &receipt(&bus)).await[0]["axes"][0]["objectives"][0]["sheets"][0].clone();
    let stands = json!({"name": "Ouvrir une navette", "state": "validated", "revised": true, "page": 1, "rests": true});
    assert_eq!(told, stands);

    // The document says the same, without a name.
    let table = take(&server, &programme.id, &programme.officer, "suites?format=csv").await;
    let table = String::from_utf8(table.body).expect("UTF-8");
    for words in
        ["Aller partout sans voiture", "Hors des compétences communes", "Transmis à la Région", "Doublon"]
    {
        assert!(table.contains(words), "{words}: {table}");
    }
    assert!(!table.contains("NAME-OF"), "{table}");

    // What the committee decided survives; what is taken back is gone, and something new opens the work again.
    let mut phone = room.phone(&ana, &[]).await;
    phone.order(json!({"do": "retire", "contribution": bus})).await.expect("taken back");
    let write = json!({"do": "write", "as": new_id(), "group": group, "kind": "idea", "text": "Un marché"});
    phone.order(write).await.expect("written");
    let line = format!("GET /api/forums/{}/archive", room.forum);
    let file = request(server.address, &line, &[bearer(&room.facilitator)], None).await.body;
    let seen = programme.brought(&server, &file).await;
    programme.taken(&server, "Forum", &seen).await;
    let scopes = programme.export(&server);
    assert_eq!(items(&scopes, "forum_axis")[0]["fields"]["outcome"], "retained");
    assert_eq!(items(&scopes, "programme")[0]["finished"], json!(null), "it fell back");
    assert!(!scopes.to_string().contains("Un bus le samedi"));
    assert_eq!(ask(&server, &receipt(&bus)).await.json(), json!({"gone": "taken_back"}));
    let page = text(&read(&server, &format!("/demarche/{}/actions/1", programme.code)).await);
    assert!(page.contains("Ouvrir une navette") && !page.contains("Un bus le samedi"), "{page}");
    assert_eq!(
        paths(&server, &receipt(&apart)).await[0]["outcome"],
        json!({"outcome": "not_retained", "why": "law"}),
        "it was told, and stays told"
    );
    let refused = programme
        .order(&server, json!({"do": "finish_outcomes"}))
        .await
        .expect_err("one came, and one lost its place");
    assert_eq!(
        refused,
        json!({"code": "UNDECIDED", "axes": 0, "contributions": 2}),
        "what came, and what was a duplicate of words that are gone"
    );
}
