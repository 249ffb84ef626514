//! What nobody should send: `bad-input.jsonl`, and connections that misbehave. A case is a line:
//! what to `send` and whether the socket is `closed` with a code or the command `refused` with one,
//! or a `string` and what becomes of it as a name, a title and a text: `stored` as one string or for each
//! form, else as it is; a refused one with its `sign` and place (`at`).

use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tests::http::{raw, request};
use tests::phone::{Heard, Phone, new_id, new_token};
use tests::room::{Person, bearer};
use tests::{Room, Server, plan};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;

fn cases(kind: &str) -> Vec<Value> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/bad-input.jsonl");
    let cases = plan::read(file.as_ref()).expect("the list is there");
    let cases: Vec<_> = cases.into_iter().filter(|case| case.get(kind).is_some()).collect();
    assert!(cases.len() > 40);
    cases
}

/// A room with a group that somebody is in, and the ids of another one.
struct Scene {
    server: Server,
    room: Room,
    person: Person,
    group: String,
    topic: String,
    other_group: String,
    other_topic: String,
}

impl Scene {
    async fn new() -> Self {
        let server = Server::start();
        let room = Room::new(&server).await;
        let person = room.join("Nom-de-canari").await;
        let (topic, group) = open_group(&room, &person).await;
        let other = Room::new(&server).await;
        let stranger = other.join("Autre-canari").await;
        let (other_topic, other_group) = open_group(&other, &stranger).await;
        Self { server, room, person, group, topic, other_group, other_topic }
    }

    fn fill(&self, template: &str) -> String {
        let mut text = template.to_owned();
        for (hole, id) in [
            ("{group}", &self.group),
            ("{topic}", &self.topic),
            ("{other_group}", &self.other_group),
            ("{other_topic}", &self.other_topic),
        ] {
            text = text.replace(hole, id);
        }
        while text.contains("{new}") {
            text = text.replacen("{new}", &new_id(), 1);
        }
        text
    }

    /// Every scope as it stands, positions included: whoever asks before and after sees what changed.
    async fn everything(&self) -> Vec<Value> {
        let mut all = Vec::new();
        for (token, scope) in [
            (&self.room.facilitator, "forum".to_owned()),
            (&self.room.facilitator, "facilitation".to_owned()),
            (&self.room.facilitator, format!("group:{}", self.group)),
            (&self.person.token, "self".to_owned()),
        ] {
            let seq = self.room.facilitator(&[]).await.order(json!({"do": "open_door"})).await;
            let snapshot = self.room.snapshot_at(token, &scope, seq.expect("done without an effect")).await;
            assert!(snapshot["entities"].is_array(), "{scope}: {snapshot}");
            all.push(json!([snapshot["entities"], snapshot["position"]]));
        }
        all
    }
}

async fn open_group(room: &Room, person: &Person) -> (String, String) {
    let mut facilitator = room.facilitator(&["forum"]).await;
    let mut phone = room.phone(person, &[]).await;
    let [topic, group] = [new_id(), new_id()];
    facilitator.order(json!({"do": "set_forum", "topics_per_person": 1000})).await.expect("set");
    facilitator.order(json!({"do": "phase", "phase": "marketplace"})).await.expect("phase set");
    phone.order(json!({"do": "propose", "as": topic, "title": "Titre-de-canari"})).await.expect("proposed");
    let place =
        json!({"do": "place", "as": group, "topic": topic, "slot": room.slots[0], "space": room.spaces[0]});
    facilitator.order(place).await.expect("placed");
    facilitator.order(json!({"do": "phase", "phase": "groups"})).await.expect("phase set");
    facilitator.order(json!({"do": "open", "group": group})).await.expect("opened");
    phone.order(json!({"do": "enter", "group": group})).await.expect("entered");
    (topic, group)
}

#[tokio::test]
async fn bad_messages_are_refused_or_close_the_socket() {
    let mut scene = Scene::new().await;
    let before = scene.everything().await;
    for case in cases("send") {
        let name = &case["case"];
        let mut phone = scene.room.phone(&scene.person, &[]).await;
        let heard = loop {
            phone.send(Message::text(scene.fill(case["send"].as_str().expect("a message")))).await;
            match phone.wait(|key, _| key == "refused" || key == "done").await {
                Heard::Said(_, body) if body["refusal"]["ms"].is_u64() => {
                    let ms = body["refusal"]["ms"].as_u64().unwrap_or_default();
                    tokio::time::sleep(Duration::from_millis(ms)).await;
                }
                heard => break heard,
            }
        };
        match heard {
            Heard::Closed(code) => assert_eq!(Some(u64::from(code)), case["closed"].as_u64(), "{name}"),
            Heard::Said(key, body) => {
                assert_eq!(key, "refused", "{name}");
                assert_eq!(body["refusal"]["code"], case["refused"], "{name}");
                phone.outcome(json!({"do": "leave", "group": new_id()})).await;
            }
        }
    }
    assert_eq!(scene.everything().await, before, "nothing changed");
    assert!(scene.server.is_alive());
    let log = scene.server.log();
    for secret in [
        "canari",
        &scene.person.token,
        &scene.room.facilitator,
        &scene.room.owner,
        &scene.server.key,
        "Double",
        "abababab",
        "bonjour",
    ] {
        assert!(!log.contains(secret), "{secret} stands in the log: {log}");
    }
}

#[tokio::test]
async fn bad_frames_close_the_socket() {
    let mut scene = Scene::new().await;
    let before = scene.everything().await;
    let big = json!({"command": {"id": new_id(), "do": "rename", "name": "é".repeat(20_000)}}).to_string();
    for (name, frame) in
        [("binary", Message::binary(br#"{"pong":{}}"#.to_vec())), ("too large", Message::text(big))]
    {
        let mut phone = scene.room.phone(&scene.person, &[]).await;
        phone.send(frame).await;
        let code = phone.closed().await;
        assert!([1002, 1003, 1006, 1009, 4500].contains(&code), "{name}: {code}");
    }
    // Bytes that break the rules of the socket itself: not masked, an unknown opcode, a length
    // beyond all bounds, text that is not UTF-8, a continuation of nothing.
    for bytes in [
        &b"\x81\x02{}"[..],
        b"\x83\x80\0\0\0\0",
        b"\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\0\0\0\0",
        b"\x81\x82\0\0\0\0\xff\xfe",
        b"\x80\x82\0\0\0\0{}",
    ] {
        let mut stream = upgraded(&scene.room).await;
        stream.write_all(bytes).await.expect("the server reads");
        let mut rest = Vec::new();
        let ended = tokio::time::timeout(Duration::from_secs(15), stream.read_to_end(&mut rest)).await;
        assert!(ended.is_ok(), "the server ends the connection after {bytes:?}");
    }
    assert_eq!(scene.everything().await, before, "nothing changed");
    assert!(scene.server.is_alive());
}

/// A connection on which the socket has been opened by hand.
async fn upgraded(room: &Room) -> TcpStream {
    let mut stream = TcpStream::connect(room.address).await.expect("the server listens");
    let head = format!(
        "GET /socket HTTP/1.1\r\nhost: {}\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
         sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        room.address
    );
    stream.write_all(head.as_bytes()).await.expect("the server reads");
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\n") {
        answer.push(stream.read_u8().await.expect("the server answers"));
    }
    assert!(answer.starts_with(b"HTTP/1.1 101"));
    stream
}

#[tokio::test]
async fn strings_come_back_as_they_are_or_are_refused() {
    let scene = Scene::new().await;
    let group = format!("group:{}", scene.group);
    let mut phone = scene.room.phone(&scene.person, &["self", "forum", &group]).await;
    for case in cases("string") {
        let typed = &case["string"];
        let [topic, id] = [new_id(), new_id()];
        for (form, command) in [
            ("name", json!({"do": "rename", "name": typed})),
            ("title", json!({"do": "propose", "as": topic, "title": typed})),
            ("text", json!({"do": "write", "as": id, "group": scene.group, "kind": "idea", "text": typed})),
        ] {
            let refusal = pace(&mut phone, command).await;
            let wanted = case[form].as_str().expect("every form has its outcome");
            let outcome = refusal["code"].as_str().unwrap_or("kept");
            assert_eq!(outcome, wanted, "{form} {typed}");
            if wanted == "BAD_TEXT" {
                assert_eq!(
                    (&refusal["sign"], &refusal["at"]),
                    (&case["sign"], &case["at"]),
                    "{form} {typed}"
                );
            }
            if wanted == "kept" {
                let kept = match form {
                    "name" => last_put(&phone, "me", &json!(scene.person.id))["name"].clone(),
                    "title" => last_put(&phone, "topic", &json!(topic))["title"].clone(),
                    _ => {
                        let contribution = last_put(&phone, "contribution", &json!(id));
                        let wordings = contribution["wordings"].as_array().expect("it has its words");
                        let present = wordings.last().expect("it has its words");
                        last_put(&phone, "wording", present)["text"].clone()
                    }
                };
                assert_eq!(&kept, stored(&case, form), "{form} {:?}", case["case"]);
            }
        }
    }
    let export = scene.server.export(&scene.room.forum).to_string();
    for case in cases("string").iter().filter(|case| case["text"] == "kept") {
        let stored = stored(case, "text");
        assert!(export.contains(&stored.to_string()), "{stored} is exported");
    }
}

fn stored<'a>(case: &'a Value, form: &str) -> &'a Value {
    match &case["stored"] {
        Value::Null => &case["string"],
        Value::Object(forms) => &forms[form],
        stored => stored,
    }
}

/// A command as fast as allowed: a refusal to slow down says how long. Answers with the refusal, or null.
async fn pace(phone: &mut Phone, command: Value) -> Value {
    loop {
        match phone.order(command.clone()).await {
            Err(refusal) if refusal["code"] == "SLOW_DOWN" => {
                tokio::time::sleep(Duration::from_millis(refusal["ms"].as_u64().expect("it says so"))).await;
            }
            Err(refusal) => return refusal,
            Ok(_) => return Value::Null,
        }
    }
}

/// How the phone was last told to show an entity.
fn last_put(phone: &Phone, entity: &str, id: &Value) -> Value {
    let changes = phone.said("changes").into_iter().rev().filter_map(|body| body["changes"].as_array());
    let mut puts = changes.flat_map(|changes| changes.iter().rev()).map(|change| &change["put"][entity]);
    puts.find(|put| &put["id"] == id).unwrap_or_else(|| panic!("{entity} {id} was shown")).clone()
}

#[tokio::test]
async fn bad_requests_are_refused() {
    let mut scene = Scene::new().await;
    let before = scene.everything().await;
    let (address, room) = (scene.room.address, &scene.room);
    let join = format!("POST /api/forums/{}/join", room.code);
    let stolen = json!({"id": new_id(), "as": scene.person.id, "name": "Voleuse", "token": new_token()});
    let answer = request(address, &join, &[], Some(&stolen)).await;
    assert_eq!(answer.refused().as_deref(), Some("NOT_ALLOWED"), "somebody else's id");
    for body in [
        json!({}),
        json!([]),
        json!({"id": new_id(), "as": "here", "name": "A", "token": new_token()}),
        json!({"id": new_id(), "as": new_id(), "name": "A", "token": "short"}),
        json!({"id": new_id(), "as": new_id(), "name": 7, "token": new_token()}),
    ] {
        let answer = request(address, &join, &[], Some(&body)).await;
        assert_eq!((answer.status, answer.refused().as_deref()), (400, Some("BAD_COMMAND")), "{body}");
    }
    let huge = json!({"id": new_id(), "as": new_id(), "name": "A".repeat(70_000), "token": new_token()});
    assert_eq!(request(address, &join, &[], Some(&huge)).await.status, 413);
    for (line, headers, statuses) in [
        ("POST /api/forums", vec![], [401, 403]),
        ("POST /api/forums", vec![bearer(&new_token())], [401, 403]),
        ("POST /api/forums", vec![bearer(&scene.person.token)], [401, 403]),
        ("GET /api/forums", vec![bearer(&room.facilitator)], [401, 403]),
        ("GET /api/forums", vec![bearer("not-a-token")], [401, 403]),
        ("GET /api/nothing", vec![], [404, 404]),
        ("GET /../../etc/passwd", vec![], [404, 400]),
        ("GET /assets/../../Cargo.toml", vec![], [404, 400]),
        ("DELETE /api/forums", vec![], [405, 404]),
    ] {
        let body = line.starts_with("POST").then(|| {
            json!({"id": new_id(), "as": new_id(), "pass": new_id(), "token": new_token(), "question": "Q",
                   "language": "fr"})
        });
        let answer = request(address, line, &headers, body.as_ref()).await;
        assert!(statuses.contains(&answer.status), "{line}: {answer:?}");
    }
    assert_eq!(raw(address, b"bonjour\r\n\r\n").await.status, 400);
    assert_eq!(scene.everything().await, before, "nothing changed");
    assert!(scene.server.is_alive());
    assert!(!scene.server.log().contains("Voleuse"));
}

#[tokio::test]
async fn host_and_origin_are_checked() {
    let server = Server::start_with(&["--address", "http://salle.test:7373"]);
    let address = server.address;
    let path = "GET /api/server";
    let with = |name: &'static str, value: &str| vec![(name, value.to_owned())];
    for host in ["evil.test", "evil.test:80", "169.254.1.1:7373", "localhost.evil.test"] {
        assert_eq!(request(address, path, &with("host", host), None).await.status, 421, "{host}");
    }
    for host in ["localhost", "127.0.0.1", "[::1]", "salle.test"] {
        let host = format!("{host}:{}", address.port());
        assert_eq!(request(address, path, &with("host", &host), None).await.status, 200, "{host}");
    }
    assert!(
        [400, 421]
            .contains(&raw(address, b"GET /api/server HTTP/1.1\r\nconnection: close\r\n\r\n").await.status)
    );
    for host in ["localhost:1; script-src *", "localhost:x", "me@localhost", "localhost; script-src *"] {
        let answer = request(address, path, &with("host", host), None).await;
        assert!([400, 421].contains(&answer.status), "{host}: {answer:?}");
        assert!(!answer.head.contains("script-src"), "{host}: {answer:?}");
    }
    let owner = json!({"key": server.key, "token": new_token()});
    for (origin, status) in [
        (Some("http://evil.test"), 403),
        (Some("null"), 403),
        (Some("https://salle.test.evil.test"), 403),
        (Some("https://salle.test:7373"), 403),
        (Some("http://salle.test:7374"), 403),
        (Some("http://localhost:1"), 403),
        (Some("http://salle.test:7373"), 200),
        (None, 200),
    ] {
        let headers = origin.map(|origin| with("origin", origin)).unwrap_or_default();
        let answer = request(address, "POST /api/owner", &headers, Some(&owner)).await;
        assert_eq!(answer.status / 100, status / 100, "{origin:?}: {answer:?}");
    }
    let own = with("origin", &format!("http://{address}"));
    assert_eq!(request(address, "POST /api/owner", &own, Some(&owner)).await.status / 100, 2);
    for (origin, opens) in [("http://evil.test".to_owned(), false), (format!("http://{address}"), true)] {
        let headers = [
            ("connection", "upgrade".to_owned()),
            ("upgrade", "websocket".to_owned()),
            ("sec-websocket-version", "13".to_owned()),
            ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==".to_owned()),
            ("origin", origin.clone()),
        ];
        let mut head = format!("GET /socket HTTP/1.1\r\nhost: {address}\r\n");
        headers.iter().for_each(|(name, value)| head += &format!("{name}: {value}\r\n"));
        let mut stream = TcpStream::connect(address).await.expect("the server listens");
        stream.write_all(format!("{head}\r\n").as_bytes()).await.expect("the server reads");
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.expect("the server answers");
        assert_eq!(&answer == b"HTTP/1.1 101", opens, "{origin}: {}", String::from_utf8_lossy(&answer));
    }
}

/// Connections that say nothing, or say it too slowly, are ended; others go on meanwhile.
#[tokio::test]
async fn slow_connections_are_ended() {
    let mut scene = Scene::new().await;
    let start = Instant::now();
    let mut silent = TcpStream::connect(scene.room.address).await.expect("the server listens");
    let mut slow = TcpStream::connect(scene.room.address).await.expect("the server listens");
    let writer = async {
        for byte in b"GET /api/server HTTP/1.1\r\nhost: localhost\r\nx-long: ".iter().cycle() {
            if slow.write_all(&[*byte]).await.is_err() || start.elapsed() > Duration::from_secs(20) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        start.elapsed()
    };
    let reader = async {
        let mut rest = Vec::new();
        let _ = silent.read_to_end(&mut rest).await;
        start.elapsed()
    };
    let (slow, silent) = tokio::join!(writer, reader);
    let bound = protocol::limits::HEAD_TIME_MAX + Duration::from_secs(5);
    assert!(slow < bound && silent < bound, "{slow:?} {silent:?}");
    assert!(scene.server.is_alive());
    let mut phone = scene.room.phone(&scene.person, &[]).await;
    assert_eq!(phone.outcome(json!({"do": "leave"})).await, "done");
}
