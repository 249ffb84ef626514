//! The numbered guarantees at the top of the protocol crate, and what the doors promise.

use protocol::Key;
use protocol::limits::SNAPSHOTS_AT_ONCE_MAX;
use serde_json::{Value, json};
use tests::http::request;
use tests::phone::{Heard, Phone, hello, new_id, new_token};
use tests::room::{Person, bearer};
use tests::{Replica, Room, Server};

/// A forum in its group phase, with an open group that `people` have entered.
pub(crate) async fn group_of(room: &Room, people: &[&Person]) -> String {
    let mut facilitator = room.facilitator(&[]).await;
    facilitator.order(json!({"do": "phase", "phase": "marketplace"})).await.expect("phase set");
    let mut host = room.phone(people[0], &[]).await;
    let group = room.place(&mut facilitator, &mut host, "Un car le dimanche", (0, 0)).await;
    facilitator.order(json!({"do": "phase", "phase": "groups"})).await.expect("phase set");
    facilitator.order(json!({"do": "open", "group": group})).await.expect("opened");
    for person in people {
        room.phone(person, &[]).await.order(json!({"do": "enter", "group": group})).await.expect("entered");
    }
    group
}

fn write(group: &str, text: &str) -> Value {
    json!({"do": "write", "as": new_id(), "group": group, "kind": "idea", "text": text})
}

/// Waits until the phone has heard everything of a scope up to this number.
async fn hears(phone: &mut Phone, scope: &str, seq: u64) {
    let heard = |body: &Value| {
        body["scope"].as_str() == Some(scope) && body["seq"].as_u64().is_some_and(|heard| heard >= seq)
    };
    if !phone.said("changes").iter().any(|body| heard(body)) {
        phone.wait(|key, body| key == "changes" && heard(body)).await;
    }
}

/// 1: the changes of one scope arrive in the order of their numbers, also from many people at once.
#[tokio::test(flavor = "multi_thread")]
async fn changes_come_in_order() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let mut listener = room.facilitator(&["forum"]).await;
    room.facilitator(&[])
        .await
        .order(json!({"do": "phase", "phase": "marketplace"}))
        .await
        .expect("phase set");
    let mut people = Vec::new();
    for n in 0..8 {
        let person = room.join(&format!("Personne {n}")).await;
        let mut phone = room.phone(&person, &[]).await;
        people.push(tokio::spawn(async move {
            for topic in 0..5 {
                let propose = json!({"do": "propose", "as": new_id(), "title": format!("Sujet {n}.{topic}")});
                phone.order(propose).await.expect("proposed");
            }
        }));
    }
    for person in people {
        person.await.expect("everybody proposes");
    }
    let seen = listener.sees("forum").await;
    assert_eq!(seen.entities.keys().filter(|key| matches!(key, Key::Topic(_))).count(), 40);
    let snapshot = room.snapshot_at(&room.facilitator, "forum", seen.seq).await;
    assert_eq!(seen.entities, Replica::of(&snapshot).entities);
}

/// 2: a command that was done is answered with its position and does nothing.
#[tokio::test]
async fn a_command_twice_is_a_command_once() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let person = room.join("Anaïs").await;
    let group = group_of(&room, &[&person]).await;
    let (id, command) = (new_id(), write(&group, "Une seule fois"));
    let mut phone = room.phone(&person, &[]).await;
    let first = phone.order_as(&id, command.clone()).await.expect("written");
    phone.order(write(&group, "Autre chose")).await.expect("written");
    assert_eq!(phone.order_as(&id, command.clone()).await, Ok(first));
    phone.vanish();
    let mut phone = room.phone(&person, &[]).await;
    assert_eq!(phone.order_as(&id, command).await, Ok(first), "also over another socket");
    let said = room.snapshot_at(&person.token, &format!("group:{group}"), first + 1).await.to_string();
    assert_eq!(said.matches("Une seule fois").count(), 1);
}

/// 3 and 4: `done` names a position that holds the effect, and a kill right after it takes nothing.
#[tokio::test]
async fn what_was_acknowledged_is_there_and_stays() {
    let mut server = Server::start();
    let room = Room::new(&server).await;
    let person = room.join("Basile").await;
    let group = group_of(&room, &[&person]).await;
    let scope = format!("group:{group}");
    let mut phone = room.phone(&person, &[]).await;
    for n in 0..5 {
        let text = format!("Acquis numéro {n}");
        let seq = phone.order(write(&group, &text)).await.expect("written");
        let snapshot = room.snapshot_at(&person.token, &scope, seq).await.to_string();
        assert!(snapshot.contains(&text), "{snapshot}");
    }
    phone.order(write(&group, "Juste avant la coupure")).await.expect("written");
    server.kill();
    server.start_again();
    let snapshot = room.snapshot(&person.token, &scope).await.json().to_string();
    assert!(snapshot.contains("Juste avant la coupure") && snapshot.contains("Acquis numéro 4"));
}

/// 5: the snapshot at n and the changes to m are the snapshot at m, for every scope and caller.
#[tokio::test]
async fn a_snapshot_goes_on() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let [anna, bo] = [room.join("Anna").await, room.join("Bo").await];
    let group = group_of(&room, &[&anna, &bo]).await;
    let axis = new_id();
    let mut facilitator = room.facilitator(&[]).await;
    facilitator.order(json!({"do": "axis", "as": axis, "name": "Se déplacer"})).await.expect("named");
    let (group_scope, axis_scope) = (format!("group:{group}"), format!("axis:{axis}"));
    let seen = [
        (&room.facilitator, vec!["forum", "facilitation", &*group_scope, &*axis_scope]),
        (&anna.token, vec!["forum", "self", &*group_scope, &*axis_scope]),
        (&bo.token, vec!["forum", "self"]),
    ];
    let mut screens = Vec::new();
    for (round, (token, scopes)) in seen.iter().enumerate() {
        screens.push((room.screen(token, scopes).await, token, scopes));
        phones_do_a_little(&room, &anna, &bo, &group, &axis, round).await;
    }
    for (mut screen, token, scopes) in screens {
        for scope in scopes {
            let seen = screen.sees(scope).await;
            let snapshot = room.snapshot_at(token, scope, seen.seq).await;
            assert_eq!(seen.entities, Replica::of(&snapshot).entities, "{scope}");
        }
    }
}

async fn phones_do_a_little(room: &Room, anna: &Person, bo: &Person, group: &str, axis: &str, round: usize) {
    let mut facilitator = room.facilitator(&[]).await;
    let mut anna = room.phone(anna, &[]).await;
    let mut bo = room.phone(bo, &[]).await;
    let [one, two] = [new_id(), new_id()];
    let enter = json!({"do": "enter", "group": group});
    for phone in [&mut anna, &mut bo] {
        phone.order(enter.clone()).await.expect("entered");
    }
    for (phone, id) in [(&mut anna, &one), (&mut bo, &two)] {
        let text = format!("Tour {round}, {id}");
        let write = json!({"do": "write", "as": id, "group": group, "kind": "need", "text": text});
        phone.order(write).await.expect("written");
    }
    for command in [
        json!({"do": "support", "contribution": one}),
        json!({"do": "edit", "contribution": two, "text": format!("Mieux dit au tour {round}")}),
        json!({"do": "disagree", "as": new_id(), "about": {"contribution": one}, "text": "Pas d’accord"}),
        json!({"do": "rename", "name": format!("Bo {round}")}),
    ] {
        bo.order(command).await.expect("done");
    }
    for command in [
        json!({"do": "attach", "axis": axis, "contribution": one}),
        json!({"do": "attach", "axis": axis, "contribution": two}),
        json!({"do": "detach", "axis": axis, "contribution": one}),
        json!({"do": "add_space", "as": new_id(), "label": format!("Espace {round}")}),
    ] {
        facilitator.order(command).await.expect("done");
    }
    anna.order(json!({"do": "retire", "contribution": one})).await.expect("retired");
}

/// 6: nobody gets a scope that is not theirs.
#[tokio::test]
async fn nobody_sees_what_is_not_theirs() {
    let server = Server::start();
    let [room, other] = [Room::new(&server).await, Room::new(&server).await];
    let person = room.join("Camille").await;
    let stranger = other.join("Personne d’ailleurs").await;
    let group = format!("group:{}", group_of(&room, &[&person]).await);
    let nowhere = format!("group:{}", new_id());
    let mut phone = room.phone(&person, &[]).await;
    for scope in ["facilitation", &*nowhere] {
        phone.say(json!({"follow": {"scope": scope}})).await;
        let gone = phone.wait(|key, _| ["gone", "load", "followed"].contains(&key)).await;
        assert_eq!(gone, Heard::Said("gone".into(), json!({"scope": scope})));
    }
    for (token, scope) in [
        (&person.token, "facilitation"),
        (&person.token, &*nowhere),
        (&stranger.token, "forum"),
        (&stranger.token, &*group),
        (&other.facilitator, "facilitation"),
        (&room.facilitator, "self"),
    ] {
        let answer = room.snapshot(token, scope).await;
        assert!([403, 404].contains(&answer.status), "{scope}: {answer:?}");
        assert!(!String::from_utf8_lossy(&answer.body).contains("entities"));
        let several = room.snapshots(token, &[scope, &nowhere]).await;
        match several.status {
            200 => assert_eq!(several.json(), json!([]), "{scope}"),
            status => assert!([403, 404].contains(&status), "{scope}: {several:?}"),
        }
    }
    let mut seen = Vec::new();
    for scope in ["forum", &*group] {
        seen.push(room.snapshot(&room.facilitator, scope).await.json());
    }
    let several = room.snapshots(&room.facilitator, &["forum", &nowhere, &group]).await.json();
    assert_eq!(several, json!(seen), "several at once are those that are there");
    let many: Vec<_> = (0..=SNAPSHOTS_AT_ONCE_MAX).map(|_| format!("group:{}", new_id())).collect();
    let many: Vec<_> = many.iter().map(String::as_str).collect();
    assert_eq!(room.snapshots(&room.facilitator, &many).await.status, 400);
    assert_eq!(room.snapshots(&room.facilitator, &many[1..]).await.json(), json!([]));
    let mut projector = room.facilitator(&[]).await;
    let token = new_token();
    let pass = json!({"do": "add_projector", "as": new_id(), "label": "Écran", "token": token});
    projector.order(pass).await.expect("added");
    assert_eq!(room.snapshot(&token, "forum").await.status, 200);
    let unposted = room.snapshot(&token, &group).await;
    assert!([403, 404].contains(&unposted.status), "a projector shows a group once it is posted");
    projector.order(json!({"do": "close", "group": &group["group:".len()..]})).await.expect("closed");
    assert_eq!(room.snapshot(&token, &group).await.status, 200);
}

/// 6, of the vote: before it closes nobody sees more than how many have voted or placed
/// all their dots; dots stay one's own.
#[tokio::test]
async fn dots_are_secret() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let [anna, bo] = [room.join("Anna").await, room.join("Bo").await];
    let group = group_of(&room, &[&anna, &bo]).await;
    let mut phone = room.phone(&anna, &["forum", "self"]).await;
    let mut other = room.phone(&bo, &["forum", "self", &format!("group:{group}")]).await;
    let mut facilitator = room.facilitator(&["forum", "facilitation"]).await;
    let axes = [new_id(), new_id()];
    for (n, axis) in axes.iter().enumerate() {
        let id = new_id();
        let write =
            json!({"do": "write", "as": id, "group": group, "kind": "idea", "text": format!("Idée {n}")});
        phone.order(write).await.expect("written");
        facilitator
            .order(json!({"do": "axis", "as": axis, "name": format!("Axe {n}")}))
            .await
            .expect("named");
        facilitator.order(json!({"do": "attach", "axis": axis, "contribution": id})).await.expect("attached");
    }
    facilitator.order(json!({"do": "phase", "phase": "priorities"})).await.expect("phase set");
    facilitator.order(json!({"do": "open_vote"})).await.expect("opened");
    let placed = phone.order(json!({"do": "dot", "axis": axes[0], "dots": 2})).await.expect("placed");
    other.sees("forum").await;
    facilitator.sees("facilitation").await;
    for listener in [&other, &facilitator] {
        for message in listener.said("changes") {
            let text = message.to_string();
            assert!(!text.contains("\"dot\"") && !text.contains("\"put\":{\"results\""), "{text}");
        }
    }
    let own = room.snapshot_at(&anna.token, "self", placed).await.to_string();
    assert!(own.contains("\"dot\":{"), "one sees one's own dots: {own}");
    for (token, scope) in [(&bo.token, "self"), (&bo.token, "forum"), (&room.facilitator, "facilitation")] {
        let snapshot = room.snapshot_at(token, scope, placed).await.to_string();
        assert!(!snapshot.contains("\"dot\"") && !snapshot.contains("\"results\""), "{scope}");
    }
    let closed = facilitator.order(json!({"do": "close_vote"})).await.expect("closed");
    let results = room.snapshot_at(&bo.token, "forum", closed).await.to_string();
    assert!(results.contains(r#""results":{"axes":[],"voters":1,"withheld":"few"}"#), "{results}");
}

/// Once the vote is closed for good the data folder holds no ballot's key, no mark and no order of
/// ballots; before that a person's dots are theirs to see, over a restart too.
#[tokio::test]
async fn a_sealed_vote_leaves_nothing_that_links() {
    let mut server = Server::start();
    let room = Room::new(&server).await;
    let mut people = Vec::new();
    for name in ["Anna", "Bo", "Chloé", "Driss", "Emma"] {
        people.push(room.join(name).await);
    }
    let group = group_of(&room, &[&people[0], &people[1]]).await;
    let mut facilitator = room.facilitator(&["forum", "facilitation"]).await;
    let mut first = room.phone(&people[0], &["forum", "self"]).await;
    let axes = [new_id(), new_id()];
    for axis in &axes {
        let id = new_id();
        first
            .order(json!({"do": "write", "as": id, "group": group, "kind": "idea", "text": "Un abri"}))
            .await
            .expect("written");
        facilitator.order(json!({"do": "axis", "as": axis, "name": "Abris"})).await.expect("named");
        facilitator.order(json!({"do": "attach", "axis": axis, "contribution": id})).await.expect("attached");
    }
    facilitator.order(json!({"do": "open_vote"})).await.expect("opened");
    for (n, person) in people.iter().enumerate() {
        let mut phone = room.phone(person, &["self"]).await;
        let dots = json!({"do": "dot", "axis": axes[n % 2], "dots": 2});
        phone.order(dots).await.expect("dots are placed");
    }
    facilitator.order(json!({"do": "close_vote"})).await.expect("closed");
    server.kill();
    server.start_again();
    let own = room.snapshot(&people[1].token, "self").await.json().to_string();
    assert!(own.contains("\"dot\":{"), "{own}");
    let marks = |server: &Server| {
        let database =
            rusqlite::Connection::open(server.data.path().join("bourdon.sqlite")).expect("a database");
        let count = |sql: &str| database.query_row(sql, [], |row| row.get::<_, u32>(0)).expect("a number");
        (
            count("SELECT count(*) FROM texts WHERE text LIKE '%\"ballot\"%'"),
            count("SELECT count(*) FROM forums WHERE dot_key IS NOT NULL"),
            count("SELECT count(*) FROM checkpoints WHERE state LIKE '%\"marks\":[1%'"),
        )
    };
    server.stop();
    assert_eq!(marks(&server).0, 5, "until then each is there");
    assert_eq!(marks(&server).1, 1);
    server.start_again();
    let mut facilitator = room.facilitator(&["forum"]).await;
    facilitator.order(json!({"do": "seal_vote"})).await.expect("closed for good");
    let own = room.snapshot(&people[1].token, "self").await.json().to_string();
    assert!(!own.contains("\"dot\":{"), "{own}");
    let refused = facilitator.order(json!({"do": "open_vote"})).await.expect_err("it stays closed");
    assert_eq!(refused["code"], "VOTE_CLOSED");
    server.kill();
    assert_eq!(marks(&server), (0, 0, 0), "no mark, no key, no checkpoint of before");
    server.start_again();
    let export = server.export(&room.forum);
    assert_eq!(export["results"]["voters"], 5);
    assert_eq!(export["results"]["axes"][0]["dots"], 6);
    assert!(server.run(&["check"]).status.success());
}

/// 7: unknown fields are ignored.
#[tokio::test]
async fn unknown_fields_are_ignored() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let person = room.join("Driss").await;
    let mut phone = Phone::silent(room.address).await;
    let mut greeting = hello(&room.forum, &person.token);
    greeting["hello"]["screen"] = json!({"width": 320});
    greeting["hello"]["follow"] = json!([{"scope": "forum", "colour": "blue"}]);
    phone.say(greeting).await;
    phone.wait(|key, _| key == "welcome").await;
    assert_eq!(phone.outcome(json!({"do": "rename", "name": "Driss B.", "mood": ["happy"]})).await, "done");
}

/// 8: an unknown command and a body that does not fit are refused with their id.
#[tokio::test]
async fn an_unknown_command_is_refused_with_its_id() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let mut phone = room.phone(&room.join("Élise").await, &[]).await;
    assert_eq!(phone.outcome(json!({"do": "levitate"})).await, "UNKNOWN_COMMAND");
    assert_eq!(phone.outcome(json!({"do": "rename", "name": 7})).await, "BAD_COMMAND");
    assert_eq!(phone.outcome(json!({"do": "rename"})).await, "BAD_COMMAND");
}

/// 9: a position of another epoch means: load again.
#[tokio::test]
async fn a_new_epoch_means_reload() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let person = room.join("Farid").await;
    let (mut phone, welcome) = Phone::hello(room.address, &room.forum, &person.token).await;
    let mut position = welcome["position"].clone();
    for (epoch, answer) in [(None, "followed"), (Some("another"), "load")] {
        if let Some(epoch) = epoch {
            position["epoch"] = json!(epoch);
        }
        phone.say(json!({"follow": {"scope": "forum", "position": position}})).await;
        let heard = phone.wait(|key, _| ["load", "followed", "gone"].contains(&key)).await;
        assert!(matches!(&heard, Heard::Said(key, _) if key == answer), "{heard:?}");
    }
}

/// 10: what each close code stands for.
#[tokio::test]
async fn close_codes_say_whether_to_come_back() {
    let mut server = Server::start();
    let room = Room::new(&server).await;
    let person = room.join("Gisèle").await;

    let mut unreadable = room.phone(&person, &[]).await;
    unreadable.send("no JSON".into()).await;
    assert_eq!(unreadable.closed().await, 4500);

    let mut silent = Phone::silent(room.address).await;
    for (message, code) in [
        (hello(&room.forum, &new_token()), 4501),
        (hello(&new_id(), &person.token), 4501),
        (json!({"hello": {"version": 999, "forum": room.forum, "token": person.token}}), 4502),
    ] {
        let mut phone = Phone::silent(room.address).await;
        phone.say(message.clone()).await;
        assert_eq!(phone.closed().await, code, "{message}");
    }

    let mut screens = Vec::new();
    for _ in 0..=protocol::limits::SCREENS_MAX {
        screens.push(room.phone(&person, &[]).await);
    }
    assert_eq!(screens[0].closed().await, 4503);
    assert_eq!(screens[5].outcome(json!({"do": "rename", "name": "Gisèle M."})).await, "done");

    assert_eq!(silent.closed().await, 4505);

    let mut last = room.phone(&room.join("Hugo").await, &[]).await;
    assert!(server.stop().success());
    assert_eq!(last.closed().await, 4000);
}

/// A participant faster than allowed is told to slow down, and closed when that does not help.
#[tokio::test]
async fn a_flood_is_slowed_down_and_closed() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let mut phone = room.phone(&room.join("Inès").await, &[]).await;
    for n in 0..200 {
        let command = json!({"id": new_id(), "do": "rename", "name": format!("Inès {n}")});
        phone.say(json!({"command": command})).await;
    }
    assert_eq!(phone.closed().await, 4504);
    let slowed = phone.said("refused").iter().filter(|body| body["refusal"]["code"] == "SLOW_DOWN").count();
    assert!(slowed >= 9, "it was told before: {slowed}");
    assert!(phone.said("refused").iter().all(|body| body["refusal"]["ms"].is_u64()));
}

/// A co-facilitator's sockets close at once when the pass is revoked, and the token opens nothing.
#[tokio::test]
async fn a_revoked_pass_closes_its_screens() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let mut facilitator = room.facilitator(&[]).await;
    let (pass, token) = (new_id(), new_token());
    let add = json!({"do": "add_facilitator", "as": pass, "label": "Renfort", "token": token});
    facilitator.order(add).await.expect("added");
    let (mut second, welcome) = Phone::hello(room.address, &room.forum, &token).await;
    assert_eq!(welcome["role"], "co_facilitator");
    assert_eq!(second.outcome(json!({"do": "phase", "phase": "opening"})).await, "done");
    facilitator.order(json!({"do": "revoke", "pass": pass})).await.expect("revoked");
    assert_eq!(second.closed().await, 4501);
    let mut again = Phone::silent(room.address).await;
    again.say(hello(&room.forum, &token)).await;
    assert_eq!(again.closed().await, 4501);
    assert!([401, 403].contains(&room.snapshot(&token, "facilitation").await.status));
}

/// A hall shares one address: joining is never limited, guessing codes is.
#[tokio::test]
async fn joins_are_not_limited_but_guesses_are() {
    let server = Server::start();
    let room = Room::new(&server).await;
    for n in 0..150 {
        room.join(&format!("Personne {n}")).await;
    }
    let mut outcomes = Vec::new();
    let device = [(protocol::http::DEVICE, new_id())];
    for n in 0..protocol::limits::CODE_MISSES_PER_MINUTE + 1 {
        let code = format!("{}{}", &room.code[1..], ["A", "B", "C"][n as usize % 3]);
        let answer = request(room.address, &format!("GET /api/forums/{code}"), &device, None).await;
        outcomes.push((answer.status, answer.refused()));
    }
    let last = outcomes.pop().expect("one more than allowed");
    assert!(outcomes.iter().all(|outcome| *outcome == (404, Some("NOT_FOUND".into()))), "{outcomes:?}");
    assert_eq!(last, (429, Some("TRY_LATER".into())));
    room.join("Personne 151").await;
}

/// Who comes back gets what was missed from the tail, without a snapshot.
#[tokio::test]
async fn a_screen_resumes_from_the_tail() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let person = room.join("Jeanne").await;
    let group = group_of(&room, &[&person]).await;
    let scope = format!("group:{group}");
    let position = room.snapshot(&person.token, &scope).await.json()["position"].clone();
    let mut writer = room.phone(&person, &[]).await;
    let mut last = 0;
    for n in 0..3 {
        last = writer.order(write(&group, &format!("Pendant l’absence {n}"))).await.expect("written");
    }
    let mut phone = room.phone(&person, &[]).await;
    phone.say(json!({"follow": {"scope": scope, "position": position}})).await;
    hears(&mut phone, &scope, last).await;
    assert!(phone.said("load").is_empty());
    let missed: String = phone.said("changes").iter().map(|body| body.to_string()).collect();
    assert!((0..3).all(|n| missed.contains(&format!("Pendant l’absence {n}"))));
}

/// Taking one's words back erases them from every file, snapshot, tail and export; a tombstone stays.
#[tokio::test]
async fn retired_words_are_nowhere() {
    const SECRET: &str = "Mots-que-je-regrette";
    const FIRST: &str = "Premiere-version-regrettee";
    let mut server = Server::start();
    let room = Room::new(&server).await;
    let [anna, bo] = [room.join("Anna").await, room.join("Bo").await];
    let group = group_of(&room, &[&anna, &bo]).await;
    let scope = format!("group:{group}");
    let position = room.snapshot(&bo.token, &scope).await.json()["position"].clone();
    let mut phone = room.phone(&anna, &[]).await;
    let id = new_id();
    let write = json!({"do": "write", "as": id, "group": group, "kind": "need", "text": FIRST});
    phone.order(write).await.expect("written");
    let edit = json!({"do": "edit", "contribution": id, "text": SECRET});
    phone.order(edit).await.expect("edited");
    assert!(!server.data.files_with(SECRET).is_empty(), "it was there");
    phone.order(json!({"do": "retire", "contribution": id})).await.expect("retired");
    for words in [SECRET, FIRST] {
        assert_eq!(server.data.files_with(words), Vec::<std::path::PathBuf>::new());
        assert!(!server.export(&room.forum).to_string().contains(words));
        assert!(!room.snapshot(&bo.token, &scope).await.json().to_string().contains(words));
    }
    let mut late = room.phone(&bo, &[]).await;
    late.say(json!({"follow": {"scope": scope, "position": position}})).await;
    late.wait(|key, _| key == "followed" || key == "load").await;
    late.outcome(json!({"do": "leave"})).await;
    let heard = format!("{:?}", late.heard());
    assert!(!heard.contains(SECRET) && !heard.contains(FIRST), "{heard}");
    assert!(room.snapshot(&bo.token, &scope).await.json().to_string().contains(&id), "a tombstone stays");
    assert!(server.stop().success());
    server.start_again();
    assert_eq!(server.data.files_with(SECRET), Vec::<std::path::PathBuf>::new());
    assert!(room.snapshot(&bo.token, &scope).await.json().to_string().contains(&id));
}

/// The same id and token join once; with another token the id is somebody else's.
#[tokio::test]
async fn joining_twice_is_joining_once() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let person = Person { id: new_id(), token: new_token() };
    for _ in 0..2 {
        assert_eq!(room.ask_to_join(&person, "Karim", json!({})).await.status / 100, 2);
    }
    let thief = Person { id: person.id.clone(), token: new_token() };
    let answer = room.ask_to_join(&thief, "Karim", json!({})).await;
    assert_eq!(answer.refused().as_deref(), Some("NOT_ALLOWED"));
    let people = request(room.address, "GET /api/forums", &[bearer(&room.owner)], None).await.json();
    assert_eq!(people[0]["people"], 1, "{people}");
}
