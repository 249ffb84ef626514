//! Many things at once, over real sockets: one commit, one frame for each screen, one way back.

use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tests::phone::{Heard, Phone, new_id};
use tests::real::prove;
use tests::{Folder, Room, Server, plan};
use tokio_tungstenite::tungstenite::Message;

/// What a facilitator sorts in a large forum.
const CONTRIBUTIONS: usize = 5_000;
/// So many of them are said by one person, at once.
const EACH: usize = 50;

/// Gives a command; haste is waited out.
async fn give(phone: &mut Phone, command: Value) -> u64 {
    loop {
        match phone.order(command.clone()).await {
            Ok(seq) => return seq,
            Err(refusal) => {
                let ms = refusal["ms"].as_u64().unwrap_or_else(|| panic!("{refusal}"));
                tokio::time::sleep(Duration::from_millis(ms)).await;
            }
        }
    }
}

/// The same with its time, which is printed, and what this screen heard of it in each scope that it follows.
#[expect(clippy::print_stdout, reason = "how long it took is for people to read")]
async fn once(phone: &mut Phone, what: &str, command: Value) -> (u64, Vec<(String, String)>) {
    let (heard_before, begun) = (phone.heard().len(), Instant::now());
    let bytes = command.to_string().len();
    let seq = give(phone, command).await;
    println!("{what}: {bytes} bytes, {} ms", begun.elapsed().as_millis());
    let heard = phone.heard()[heard_before..].iter().filter_map(|heard| match heard {
        Heard::Said(key, body) if ["changes", "load"].contains(&key.as_str()) => {
            Some((body["scope"].as_str()?.to_owned(), key.clone()))
        }
        Heard::Said(..) | Heard::Closed(_) => None,
    });
    (seq, heard.collect())
}

/// The ids in the order of their numbers of what stands under an axis.
async fn under(room: &Room, axis: &str, seq: u64) -> Vec<String> {
    let snapshot = room.snapshot_at(&room.facilitator, &format!("axis:{axis}"), seq).await;
    let entities = snapshot["entities"].as_array().expect("entities").iter();
    let mut standing: Vec<_> = entities
        .filter_map(|entity| entity.get("contribution"))
        .map(|it| (it["number"].as_u64(), it["id"].as_str().expect("an id").to_owned()))
        .collect();
    standing.sort();
    standing.into_iter().map(|(_, id)| id).collect()
}

/// Five thousand contributions in one open group.
async fn write_all(room: &Room, facilitator: &mut Phone) -> String {
    give(facilitator, json!({"do": "phase", "phase": "groups"})).await;
    let [topic, group] = [new_id(), new_id()];
    give(facilitator, json!({"do": "propose", "as": topic, "title": "A"})).await;
    let cell =
        json!({"do": "place", "as": group, "topic": topic, "slot": room.slots[0], "space": room.spaces[0]});
    give(facilitator, cell).await;
    give(facilitator, json!({"do": "open", "group": group})).await;
    for _ in 0..CONTRIBUTIONS / EACH {
        let mut phone = room.phone(&room.join("A").await, &[]).await;
        give(&mut phone, json!({"do": "enter", "group": group})).await;
        for number in 0..EACH {
            let write = json!({"do": "write", "as": new_id(), "group": group, "kind": "need",
                "text": number.to_string(), "id": new_id()});
            phone.say(json!({"command": write})).await;
        }
        // The answers come in order: after this one all are written.
        give(&mut phone, json!({"do": "leave", "group": new_id()})).await;
        assert_eq!(phone.said("refused"), Vec::<&Value>::new());
    }
    group
}

#[tokio::test]
async fn five_thousand_contributions_move_at_once_and_back() {
    let mut server = Server::start();
    let room = Room::new(&server).await;
    let mut facilitator = room.facilitator(&[]).await;
    let group = write_all(&room, &mut facilitator).await;
    let [axis, split, heap] = [new_id(), new_id(), new_id()];
    give(&mut facilitator, json!({"do": "axis", "as": axis, "name": "A"})).await;
    drop(facilitator);
    let scopes = ["forum".to_owned(), format!("group:{group}"), format!("axis:{axis}")];
    let scopes = scopes.each_ref().map(String::as_str);
    let mut console = room.facilitator(&scopes).await;
    let numbers: Vec<_> = (1..=CONTRIBUTIONS).collect();

    let attach = json!({"do": "attach_all", "axis": axis, "contributions": numbers});
    let (attached, heard) = once(&mut console, "attached by number", attach).await;
    for scope in &scopes[1..] {
        let frames = heard.iter().filter(|(of, _)| of == scope).count();
        assert_eq!(frames, 1, "{scope}: one frame: {heard:?}");
    }
    let ids = under(&room, &axis, attached).await;
    assert_eq!(ids.len(), CONTRIBUTIONS);

    let mut console = room.facilitator(&[]).await;
    let detach = json!({"do": "detach_all", "axis": 1, "contributions": numbers});
    let (detached, _) = once(&mut console, "detached by number", detach).await;
    assert_eq!(detached, attached + 1, "one commit");
    assert_eq!(under(&room, &axis, detached).await, Vec::<String>::new());
    let let_go = json!({"do": "confirm_all", "contributions": numbers, "on": false});
    let (free, _) = once(&mut console, "let go by number", let_go).await;
    assert_eq!(free, detached + 1, "one commit");

    let attach = json!({"do": "attach_all", "axis": axis, "contributions": ids});
    let (attached, _) = once(&mut console, "attached by id", attach).await;
    assert_eq!(under(&room, &axis, attached).await, ids);
    let divide =
        json!({"do": "split_axis", "as": split, "axis": axis, "name": "B", "contributions": &ids[..2_000]});
    let (divided, _) = once(&mut console, "split by id", divide).await;
    assert_eq!(under(&room, &split, divided).await, ids[..2_000]);
    let detach = json!({"do": "detach_all", "axis": axis, "contributions": &ids[2_000..]});
    once(&mut console, "detached by id", detach).await;
    let let_go = json!({"do": "confirm_all", "contributions": ids, "on": false});
    once(&mut console, "let go by id", let_go).await;
    let basis = json!({"version": 1, "seq": 1});
    let accept = json!({"do": "accept_all", "heaps": [
        {"as": heap, "name": "C", "contributions": &ids[2_000..], "basis": basis},
        {"axis": 2, "contributions": numbers, "basis": basis},
    ]});
    let (accepted, _) = once(&mut console, "accepted", accept).await;
    assert_eq!(under(&room, &heap, accepted).await, ids[2_000..]);
    assert_eq!(under(&room, &split, accepted).await, ids);

    let nobody = json!({"do": "detach_all", "axis": split, "contributions": [1, CONTRIBUTIONS + 1]});
    let refusal = console.order(nobody).await.expect_err("one of them is not there");
    assert_eq!(
        (&refusal["code"], &refusal["of"], &refusal["refusal"]["code"]),
        (&json!("ONE_REFUSED"), &json!(CONTRIBUTIONS + 1), &json!("NOT_FOUND"))
    );

    server.kill();
    server.start_again();
    let room = Room { address: server.address, ..room };
    assert_eq!(under(&room, &split, accepted).await, ids, "the log gives the same");
}

#[tokio::test]
async fn six_hundred_topics_are_put_in_order_and_a_round_opens_and_goes_back() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let mut console = room.facilitator(&[]).await;
    give(&mut console, json!({"do": "phase", "phase": "groups"})).await;
    let topics: Vec<_> = (0..600).map(|_| new_id()).collect();
    for topic in &topics {
        give(&mut console, json!({"do": "propose", "as": topic, "title": "A"})).await;
    }
    let queue = async |seq| {
        let snapshot = room.snapshot_at(&room.facilitator, "forum", seq).await;
        let entities = snapshot["entities"].as_array().expect("entities").iter();
        let mut waiting: Vec<_> = entities
            .filter_map(|entity| entity.get("waiting"))
            .map(|it| (it["place"].as_i64(), it["topic"].as_str().expect("an id").to_owned()))
            .collect();
        waiting.sort();
        waiting.into_iter().map(|(_, topic)| topic).collect::<Vec<_>>()
    };
    let turned: Vec<_> = topics.iter().rev().cloned().collect();
    let order = json!({"do": "reorder_queue", "topics": turned});
    let (seq, _) = once(&mut console, "600 topics by id", order).await;
    assert_eq!(queue(seq).await, turned);
    let back = json!({"do": "reorder_queue", "topics": (1..=600).collect::<Vec<_>>()});
    let (seq, _) = once(&mut console, "600 topics by number", back).await;
    assert_eq!(queue(seq).await, topics);

    let mut groups = Vec::new();
    for (topic, space) in topics.iter().zip(&room.spaces) {
        let group = new_id();
        let place =
            json!({"do": "place", "as": group, "topic": topic, "slot": room.slots[0], "space": space});
        give(&mut console, place).await;
        groups.push(group);
    }
    let states = async |seq| {
        let snapshot = room.snapshot_at(&room.facilitator, "forum", seq).await;
        let entities = snapshot["entities"].as_array().expect("entities").iter();
        let of = |entity: &Value| entity["group"]["state"].as_str().map(str::to_owned);
        entities.filter_map(of).collect::<Vec<_>>()
    };
    let opened = give(&mut console, json!({"do": "open_all", "groups": groups})).await;
    assert_eq!(states(opened).await, ["open", "open"]);
    let back = give(&mut console, json!({"do": "unopen", "groups": [1, 2]})).await;
    assert_eq!((back, states(back).await), (opened + 1, vec!["planned".to_owned(); 2]));
    give(&mut console, json!({"do": "open_all", "groups": [2, groups[0]]})).await;
    let closed = give(&mut console, json!({"do": "close_all", "groups": groups})).await;
    assert_eq!(states(closed).await, ["closed", "closed"]);
    let back = give(&mut console, json!({"do": "reopen_all", "groups": [1, 2]})).await;
    assert_eq!((back, states(back).await), (closed + 1, vec!["open".to_owned(); 2]));
}

/// What is too large closes the socket, as ever; a facilitator's is taken up to 256 KiB.
#[tokio::test]
async fn only_a_facilitators_message_may_be_large() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let command = |ids: usize| {
        let contributions: Vec<_> = (0..ids).map(|_| new_id()).collect();
        let attach =
            json!({"id": new_id(), "do": "attach_all", "axis": new_id(), "contributions": contributions});
        json!({"command": attach}).to_string()
    };
    let (large, too_large) = (command(450), command(7_000));
    let ana = room.join("Ana").await;
    let mut phone = room.phone(&ana, &[]).await;
    phone.send(Message::text(large.clone())).await;
    assert_eq!(phone.closed().await, 1009, "a participant's");
    let mut console = room.facilitator(&[]).await;
    console.send(Message::text(large)).await;
    assert!(matches!(console.wait(|key, _| key == "refused").await, Heard::Said(..)), "it is read");
    console.send(Message::text(too_large)).await;
    assert_eq!(console.closed().await, 1009, "a facilitator's");
}

/// A plan names things in lists by its own names and by numbers.
#[test]
fn a_plan_moves_lists() {
    let basis = json!({"version": 1, "seq": 1});
    let write = |n: usize| json!({"who": "p", "do": "write", "as": format!("k{n}"), "group": "g1", "kind": "need", "text": format!("Besoin {n}")});
    let by_all = |fields: Value| {
        let mut line = json!({"who": "facilitator"});
        fields.as_object().expect("fields").iter().for_each(|(name, value)| line[name] = value.clone());
        line
    };
    let lines = [
        json!({"do": "create_forum", "as": "f", "question": "?", "language": "fr",
            "slots": [{"as": "s", "label": "1", "start": "09:00", "end": "10:00"}],
            "spaces": [{"as": "e1", "label": "A"}, {"as": "e2", "label": "B"}]}),
        json!({"do": "phase", "phase": "groups"}),
        json!({"do": "propose", "as": "t1", "title": "Un car"}),
        json!({"do": "propose", "as": "t2", "title": "Un banc"}),
        json!({"do": "reorder_queue", "topics": [2, "t1"]}),
        json!({"do": "place", "as": "g1", "topic": "t1", "slot": "s", "space": "e1"}),
        json!({"do": "place", "as": "g2", "topic": "t2", "slot": "s", "space": "e2"}),
        json!({"do": "open_all", "groups": ["g1", 2]}),
        json!({"who": "p", "do": "join", "name": "Anna"}),
        json!({"who": "p", "do": "enter", "group": "g1"}),
        write(1),
        write(2),
        write(3),
        json!({"do": "unopen", "groups": [2]}),
        json!({"do": "unopen", "groups": ["g1"], "refused": "ONE_REFUSED"}),
        json!({"do": "unplace", "group": "g2"}),
        json!({"do": "accept_all", "heaps": [
            {"as": "a1", "name": "Bouger", "contributions": ["k1", 2], "basis": basis},
            {"as": "a2", "name": "Parler", "contributions": [3], "basis": basis}]}),
        json!({"do": "attach_all", "axis": "a2", "contributions": [1, "k2"]}),
        json!({"do": "detach_all", "axis": 1, "contributions": ["k2"]}),
        json!({"do": "confirm_all", "contributions": [2, "k3"], "on": false}),
        json!({"do": "split_axis", "as": "a3", "axis": 2, "name": "Écouter", "contributions": ["k3", 2]}),
        json!({"do": "accept_all", "heaps": [
            {"as": "a4", "name": "Trop", "contributions": [3], "basis": basis},
            {"as": "a5", "name": "De trop", "contributions": ["k3"], "basis": basis}]}),
        json!({"do": "attach_all", "axis": "a4", "contributions": ["k3"]}),
        json!({"do": "remove_axes", "axes": ["a4", 5], "confirm": true}),
        json!({"do": "close_all", "groups": [1]}),
        json!({"do": "reopen_all", "groups": ["g1"]}),
    ];
    let folder = Folder::new();
    let path = folder.path().join("plan.jsonl");
    let lines = lines.map(|line| if line["who"].is_null() { by_all(line) } else { line });
    plan::write(&path, &lines).expect("the plan is written");
    let proof = prove(&path);
    assert_eq!(proof.wrong, Vec::<String>::new());
    assert_eq!(proof.summary["refused"], json!({"ONE_REFUSED": 1}));
}
