//! A receipt leads its author to what became of a contribution: without a name, without a forum, and to nobody
//! who guesses.

use protocol::limits::RECOVERY_MISSES_PER_MINUTE;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::net::IpAddr;
use tests::http::{Answer, request, request_from};
use tests::phone::{Phone, new_id};
use tests::room::{Person, bearer};
use tests::server::run;
use tests::{Folder, Room, Server};
use tokio::task::JoinSet;

async fn ask(server: &Server, receipt: &str) -> Answer {
    let body = json!({ "receipt": receipt });
    request(server.address, "POST /api/receipts", &[], Some(&body)).await
}

/// What is said to whoever holds this receipt.
async fn said(server: &Server, receipt: &str) -> Value {
    let answer = ask(server, receipt).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

/// A group that works, its host in it.
async fn at_work(room: &Room, facilitator: &mut Phone, host: &mut Phone) -> String {
    facilitator.order(json!({"do": "phase", "phase": "groups"})).await.expect("the phase is set");
    let group = room.place(facilitator, host, "Un bus le samedi", (0, 0)).await;
    host.order(json!({"do": "open", "group": group})).await.expect("opened");
    host.order(json!({"do": "enter", "group": group})).await.expect("entered");
    group
}

async fn write(phone: &mut Phone, group: &str, text: &str) -> String {
    let id = new_id();
    let write = json!({"do": "write", "as": id, "group": group, "kind": "need", "text": text});
    phone.order(write).await.expect("written");
    id
}

/// The receipts among what this scope shows, by contribution.
fn receipts(snapshot: &Value) -> Vec<(String, String)> {
    let entities = snapshot["entities"].as_array().expect("a snapshot has entities");
    let receipts = entities.iter().filter_map(|entity| entity.get("receipt"));
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    receipts.map(|receipt| (text(&receipt["contribution"]), text(&receipt["code"]))).collect()
}

async fn own(room: &Room, person: &Person, contribution: &str, seq: u64) -> String {
    let own = receipts(&room.snapshot_at(&person.token, "self", seq).await);
    own.into_iter().find(|(id, _)| id == contribution).expect("an author has the receipt").1
}

#[tokio::test]
async fn a_receipt_leads_to_what_became_of_the_words_and_to_nobody() {
    let mut server = Server::start();
    let room = Room::new(&server).await;
    let (ana, bo) = (room.join("Ana").await, room.join("Bo").await);
    let mut facilitator = room.facilitator(&[]).await;
    let (mut host, mut other) = (room.phone(&ana, &[]).await, room.phone(&bo, &[]).await);
    let group = at_work(&room, &mut facilitator, &mut host).await;
    let need = write(&mut host, &group, "Aller au marché").await;
    let idea = write(&mut host, &group, "Un car à midi").await;
    let [against, axis] = [new_id(), new_id()];
    let about =
        json!({"do": "disagree", "as": against, "about": {"contribution": need}, "text": "Pas le samedi"});
    let seq = other.order(about).await.expect("disagreed");

    let mine = receipts(&room.snapshot_at(&ana.token, "self", seq).await);
    let theirs = receipts(&room.snapshot_at(&bo.token, "self", seq).await);
    let ids = |all: &[(String, String)]| all.iter().map(|(id, _)| id.clone()).collect::<BTreeSet<_>>();
    assert_eq!(ids(&mine), BTreeSet::from([need.clone(), idea.clone()]));
    assert_eq!(ids(&theirs), BTreeSet::from([against.clone()]));
    let codes: BTreeSet<_> = mine.iter().chain(&theirs).map(|(_, code)| code.clone()).collect();
    assert_eq!(codes.len(), 3, "no two have the same");
    assert!(codes.iter().all(|code| code.len() == 10), "{codes:?}");
    for (token, scope) in [
        (&bo.token, format!("group:{group}")),
        (&room.facilitator, "facilitation".to_owned()),
        (&room.facilitator, "forum".to_owned()),
    ] {
        let shown = room.snapshot_at(token, &scope, seq).await.to_string();
        assert!(codes.iter().all(|code| !shown.contains(code)), "{scope} shows a receipt");
    }

    let code = own(&room, &ana, &need, seq).await;
    let words = json!({"question": "Que voulons-nous faire ensemble ?", "language": "fr", "kind": "need",
                       "text": "Aller au marché", "topics": ["Un bus le samedi"], "axes": []});
    assert_eq!(said(&server, &code).await, json!({ "said": words }));
    let typed = format!(" {}-{} ", &code[..5], code[5..].to_lowercase());
    assert_eq!(said(&server, &typed).await, json!({ "said": words }), "however it is typed");

    // What became of it since, and after a kill: the log holds the receipt.
    facilitator.order(json!({"do": "axis", "as": axis, "name": "Se déplacer"})).await.expect("named");
    let attach = json!({"do": "attach", "axis": axis, "contribution": need});
    facilitator.order(attach).await.expect("attached");
    server.kill();
    // An index that is lost is made again.
    let forget = |sql: &str| {
        let database = rusqlite::Connection::open(server.data.path().join("bourdon.sqlite")).expect("a log");
        database.execute_batch(sql).expect("a test changes its own folder");
    };
    forget("DELETE FROM receipts WHERE receipt IN (SELECT receipt FROM receipts LIMIT 2)");
    server.start_again();
    // Whoever asks for the forum starts it.
    let [export, named] =
        ["", "?names=true"].map(|names| format!("GET /api/forums/{}/export{names}", room.forum));
    let named = request(server.address, &named, &[bearer(&room.facilitator)], None).await.json();
    assert_eq!(named["contributions"][0]["receipt"], code.as_str());
    assert_eq!(said(&server, &code).await["said"]["axes"], json!(["Se déplacer"]));
    assert_eq!(said(&server, &theirs[0].1).await["said"]["kind"], "disagreement");
    // A duplicate stands with what it adds a voice to; what was set aside says so.
    let late = own(&room, &ana, &idea, seq).await;
    let mut facilitator = room.facilitator(&[]).await;
    for (command, outcome) in [
        (
            json!({"do": "outcome", "contributions": [idea], "outcome": "outside_territory"}),
            json!([[], null, "outside_territory"]),
        ),
        (json!({"do": "duplicate", "contribution": idea, "of": need}), json!([["Se déplacer"], true, null])),
    ] {
        facilitator.order(command).await.expect("sorted");
        let said = &said(&server, &late).await["said"];
        assert_eq!(json!([said["axes"], said["duplicate"], said["aside"]]), outcome);
    }
    let export = request(server.address, &export, &[bearer(&room.facilitator)], None).await;
    assert!(!String::from_utf8_lossy(&export.body).contains(&code), "who has no names has no receipts");

    // Of words that are gone nothing else is said.
    let mut host = room.phone(&ana, &[]).await;
    host.order(json!({"do": "retire", "contribution": need})).await.expect("taken back");
    assert_eq!(said(&server, &code).await, json!({"gone": "taken_back"}));
    let mut facilitator = room.facilitator(&[]).await;
    let seq = facilitator.order(json!({"do": "retire", "contribution": against})).await.expect("hidden");
    assert_eq!(said(&server, &theirs[0].1).await, json!({"gone": "hidden"}));
    let late = own(&room, &ana, &idea, seq).await;
    facilitator.order(json!({"do": "remove_person", "person": ana.id, "erase": true})).await.expect("erased");
    assert_eq!(said(&server, &late).await, json!({"gone": "erased"}));
}

/// A room in which somebody has written, and the receipt of the words.
async fn written(server: &Server) -> (Room, String) {
    let room = Room::new(server).await;
    let ana = room.join("Ana").await;
    let mut facilitator = room.facilitator(&[]).await;
    let mut host = room.phone(&ana, &[]).await;
    let group = at_work(&room, &mut facilitator, &mut host).await;
    let need = write(&mut host, &group, "Aller au marché").await;
    let seq = host.order(json!({"do": "leave"})).await.expect("left");
    let code = own(&room, &ana, &need, seq).await;
    (room, code)
}

/// The index beside the log says in which forum a receipt is: one that does not agree is said, and made anew.
#[tokio::test]
async fn an_index_that_does_not_agree_is_said_and_made_anew() {
    let mut server = Server::start();
    let (room, code) = written(&server).await;
    assert!(server.stop().success());
    assert!(server.run(&["check"]).status.success());

    // As many as there were, and another one.
    let database = rusqlite::Connection::open(server.data.path().join("bourdon.sqlite")).expect("a log");
    database.execute("UPDATE receipts SET receipt = 'ABCDE23456'", []).expect("a test's own folder");
    drop(database);
    let check = server.run(&["check"]);
    let sentence = String::from_utf8_lossy(&check.stdout).into_owned();
    assert!(!check.status.success(), "{sentence}");
    assert!(sentence.contains(&format!("forum {}: the index of its receipts", room.code)), "{sentence}");
    assert!(sentence.contains("1 missing, 1 wrong") && sentence.contains("open the forum"), "{sentence}");

    let folder = Folder::new();
    let (file, data) = (folder.path().join("backup"), folder.path().join("data"));
    let file = file.to_str().expect("a path of a test is text");
    assert!(server.run(&["backup", "--out", file]).status.success());
    let restored = run(&data, &["restore", file, "--without-journal"]);
    assert!(restored.status.success(), "{}", String::from_utf8_lossy(&restored.stderr));
    assert!(run(&data, &["check"]).status.success(), "it was made anew on the way");
    let other = Server::start_in(Folder::copy_of(&data), &[]);
    assert_eq!(said(&other, &code).await["said"]["text"], "Aller au marché");

    server.start_again();
    assert_eq!(ask(&server, &code).await.refused().as_deref(), Some("NOT_FOUND"));
    assert_eq!(room.snapshot(&room.facilitator, "forum").await.status, 200, "somebody opens the forum");
    assert_eq!(said(&server, &code).await["said"]["text"], "Aller au marché");
    assert!(server.stop().success());
    assert!(server.run(&["check"]).status.success());
}

#[tokio::test]
async fn receipts_are_guessed_slowly_and_start_no_forum() {
    let mut server = Server::start();
    let (_, code) = written(&server).await;
    server.kill();
    // A forum that cannot be read: whoever guesses does not touch it.
    let database = rusqlite::Connection::open(server.data.path().join("bourdon.sqlite")).expect("a log");
    database.execute_batch("UPDATE commits SET body = '{}' WHERE seq = 1").expect("a test's own folder");
    drop(database);
    server.start_again();
    for wrong in ["", "ABCDE", "ABCDE2345O", &"A".repeat(5_000)] {
        let answer = ask(&server, wrong).await;
        assert_eq!((answer.status, answer.refused().as_deref()), (400, Some("BAD_COMMAND")), "{wrong}");
    }
    let address = server.address;
    let mut guesses = JoinSet::new();
    for number in 0..200_usize {
        let receipt: String = (0..10)
            .map(|place| "ABCDEFGH23456789".as_bytes()[(number >> (place % 5)) % 16] as char)
            .collect();
        guesses.spawn(async move {
            let from: IpAddr = "127.0.0.2".parse().expect("an address");
            let device = ("bourdon-device", new_id());
            let body = json!({ "receipt": receipt });
            request_from(from, address, "POST /api/receipts", &[device], Some(&body)).await
        });
    }
    let answers = guesses.join_all().await;
    let outcome = |answer: &Answer| answer.refused().expect("a guess is refused");
    let missed = answers.iter().filter(|answer| outcome(answer) == "NOT_FOUND").count();
    assert!((1..=RECOVERY_MISSES_PER_MINUTE as usize).contains(&missed), "{missed} were answered");
    assert!(answers.iter().all(|answer| ["NOT_FOUND", "SLOW_DOWN"].contains(&&*outcome(answer))));
    assert!(!server.log().contains("damaged"), "a guess read a forum: {}", server.log());
    // The right one is looked up, and then the log says what is wrong.
    assert_eq!(ask(&server, &code).await.status, 503);
}
