//! What one device or one person does to take everything: nobody else is kept out, and it costs little.

use protocol::http::DEVICE;
use protocol::limits::{
    ANSWERS_MAX, CODE_MISSES_PER_MINUTE_AND_ADDRESS, HELLO_RATE, JOIN_RATE, PARTICIPANT_RATE,
    RECOVERY_MISSES_PER_MINUTE, SNAPSHOT_RATE,
};
use protocol::message::CloseCode;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tests::http::{Answer, connect_from, request, request_from};
use tests::phone::{Heard, PATIENCE, Phone, hello, new_id, new_token};
use tests::record::record;
use tests::room::{Person, bearer};
use tests::server::free_address;
use tests::{Folder, Room, Server};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinSet;
use tokio::time::timeout;

fn ip(text: &str) -> IpAddr {
    text.parse().expect("an address")
}

/// Codes of the right form, none of them twice.
fn code(number: usize, letters: usize) -> String {
    let all = protocol::limits::CODE_LETTERS;
    (0..letters)
        .scan(number, |rest, _| {
            let letter = all[*rest % all.len()] as char;
            *rest /= all.len();
            Some(letter)
        })
        .collect()
}

fn device() -> (&'static str, String) {
    (DEVICE, new_id())
}

/// How often each code was answered.
fn outcomes(answers: &[Answer]) -> BTreeMap<String, usize> {
    let mut outcomes = BTreeMap::new();
    for answer in answers {
        let outcome = answer.refused().unwrap_or_else(|| answer.status.to_string());
        *outcomes.entry(outcome).or_default() += 1;
    }
    outcomes
}

#[tokio::test]
async fn joining_says_nothing_of_recovery_codes() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let owner = Person { id: new_id(), token: new_token() };
    assert_eq!(room.ask_to_join(&owner, "Ana", json!({"recovery": "ABCD2345"})).await.status, 200);
    let thief = || Person { id: new_id(), token: new_token() };
    for name in ["", "Voleuse"] {
        let taken = room.ask_to_join(&thief(), name, json!({"recovery": "ABCD2345"})).await;
        let free = room.ask_to_join(&thief(), name, json!({"recovery": "ABCD2346"})).await;
        assert_eq!((taken.status, taken.refused()), (free.status, free.refused()), "{name}");
    }
    let back = come_back(&room, ip("127.0.0.1"), "ABCD2345").await;
    assert_eq!(back.json()["participant"], owner.id, "it stays whose it was: {back:?}");
}

async fn come_back(room: &Room, from: IpAddr, recovery: &str) -> Answer {
    let body = json!({"id": new_id(), "recovery": recovery, "token": new_token()});
    let line = format!("POST /api/forums/{}/come_back", room.code);
    request_from(from, room.address, &line, &[device()], Some(&body)).await
}

/// However many sockets a guesser opens, as however many devices.
#[tokio::test]
async fn recovery_codes_are_guessed_slowly_and_nobody_else_is_refused() {
    let server = Server::start();
    let room = std::sync::Arc::new(Room::new(&server).await);
    let person = Person { id: new_id(), token: new_token() };
    room.ask_to_join(&person, "Ana", json!({"recovery": "ZZZZZZZZ"})).await;
    let mut guesses = JoinSet::new();
    for number in 0..400 {
        let room = room.clone();
        guesses.spawn(async move { come_back(&room, ip("127.0.0.2"), &code(number, 8)).await });
    }
    let mut answers: Vec<_> = vec![guesses.join_next().await.expect("one of them").expect("answered")];
    let back = come_back(&room, ip("127.0.0.1"), "ZZZZZZZZ").await;
    assert_eq!(back.json()["participant"], person.id, "{back:?}");
    answers.extend(guesses.join_all().await);
    let outcomes = outcomes(&answers);
    assert!(outcomes["NOT_FOUND"] <= RECOVERY_MISSES_PER_MINUTE as usize, "{outcomes:?}");
    assert_eq!(outcomes.keys().collect::<Vec<_>>(), ["NOT_FOUND", "SLOW_DOWN"], "{outcomes:?}");
    let back = come_back(&room, ip("127.0.0.2"), "ZZZZZZZZ").await;
    assert_eq!(back.json()["participant"], person.id, "even beside the guesser: {back:?}");
}

#[tokio::test]
async fn a_hall_behind_one_address_mistypes() {
    let server = Server::start();
    let room = Room::new(&server).await;
    for number in 0..150 {
        let device = [device()];
        let look = |code: String| {
            let line = format!("GET /api/forums/{code}");
            async { request(room.address, &{ line }, &device, None).await }
        };
        for wrong in 0..if number < 30 { 2 } else { 0 } {
            let answer = look(code(2 * number + wrong, 6)).await;
            assert_eq!(answer.refused().as_deref(), Some("NOT_FOUND"), "{number}");
        }
        assert_eq!(look(room.code.clone()).await.status, 200, "{number}");
    }
}

#[tokio::test]
async fn a_crowd_at_the_door_is_let_in_in_turn() {
    let server = Server::start();
    let room = std::sync::Arc::new(Room::new(&server).await);
    let (_, at_once) = JOIN_RATE;
    let mut joining = JoinSet::new();
    let (mut asked, mut joined) = (0, 0);
    let wait = loop {
        assert!(joined < 3 * at_once, "all were let in at once");
        // Those who wait for their turn are few; whoever comes after them is told when to come.
        while joining.len() < 500 {
            let room = room.clone();
            let person = Person { id: new_id(), token: new_token() };
            asked += 1;
            let name = format!("Personne {asked}");
            joining.spawn(async move { (room.ask_to_join(&person, &name, json!({})).await, person) });
        }
        let (answer, person) = joining.join_next().await.expect("one of them").expect("answered");
        match answer.refused().as_deref() {
            None => joined += 1,
            Some("SLOW_DOWN") => {
                break (answer.json()["refused"]["ms"].as_u64().expect("it says so"), person);
            }
            Some(other) => panic!("{other}: {answer:?}"),
        }
    };
    assert!(joined + 500 >= at_once, "{joined} came in before anybody had to wait");
    drop(joining);
    let (mut wait, person) = wait;
    loop {
        tokio::time::sleep(Duration::from_millis(wait)).await;
        let answer = room.ask_to_join(&person, "Patiente", json!({})).await;
        match answer.json()["refused"]["ms"].as_u64() {
            Some(ms) => wait = ms,
            None => return assert_eq!(answer.status, 200, "{answer:?}"),
        }
    }
}

#[tokio::test]
async fn coming_back_does_not_give_more_commands() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let person = Person { id: new_id(), token: new_token() };
    room.ask_to_join(&person, "Ana", json!({"recovery": "ABCD2345"})).await;
    let other = new_token();
    let body = json!({"id": new_id(), "recovery": "ABCD2345", "token": other});
    let line = format!("POST /api/forums/{}/come_back", room.code);
    assert_eq!(request(room.address, &line, &[], Some(&body)).await.status, 200);
    let start = Instant::now();
    let mut done = 0;
    for token in [&person.token, &other, &person.token, &other, &person.token] {
        let mut phone = room.screen(token, &[]).await;
        for _ in 0..PARTICIPANT_RATE.1 {
            phone.say(json!({"command": {"id": new_id(), "do": "leave"}})).await;
        }
        let mut answered = 0;
        while answered < PARTICIPANT_RATE.1 {
            match phone.wait(|key, _| key == "done" || key == "refused").await {
                Heard::Closed(_) => break,
                Heard::Said(key, _) => {
                    answered += 1;
                    done += u32::from(key == "done");
                }
            }
        }
        phone.vanish();
    }
    let (per_second, at_once) = PARTICIPANT_RATE;
    let allowed = f64::from(at_once) + f64::from(per_second) * start.elapsed().as_secs_f64();
    assert!(f64::from(done) <= allowed + 1.0, "{done} of {allowed} in {:?}", start.elapsed());
}

/// A phone that opens its screen again in a tight loop, and one that loads without end.
#[tokio::test]
async fn a_phone_that_comes_back_in_a_loop_waits_and_costs_nobody_else_anything() {
    let server = Server::start();
    let room = Arc::new(Room::new(&server).await);
    let (hasty, other) = (Arc::new(room.join("Hâtive").await), room.join("Calme").await);
    let start = Instant::now();
    let mut hellos = JoinSet::new();
    for _ in 0..300 {
        let (room, hasty) = (Arc::clone(&room), Arc::clone(&hasty));
        hellos.spawn(async move {
            let mut phone = Phone::silent(room.address).await;
            phone.say(hello(&room.forum, &hasty.token)).await;
            match phone.wait(|key, _| key == "welcome").await {
                Heard::Said(..) => None,
                Heard::Closed(code) => Some(code),
            }
        });
    }
    let mut calm = room.phone(&other, &[]).await;
    calm.order(json!({"do": "rename", "name": "Calme"})).await.expect("others notice nothing");
    let answers = hellos.join_all().await;
    let (per_second, at_once) = HELLO_RATE;
    let allowed = f64::from(at_once) + f64::from(per_second) * start.elapsed().as_secs_f64();
    let welcomed = answers.iter().filter(|answer| answer.is_none()).count();
    assert!(welcomed as f64 <= allowed + 1.0, "{welcomed} of {allowed} in {:?}", start.elapsed());
    let told = answers.iter().flatten().all(|code| *code == CloseCode::TooOften as u16);
    assert!(told && welcomed < answers.len(), "the others are told to come back later: {answers:?}");
    let mut again = room.phone(&hasty, &[]).await;
    again.order(json!({"do": "rename", "name": "Patiente"})).await.expect("and whoever waits gets in");

    let (_, at_once) = SNAPSHOT_RATE;
    let line = format!("GET /api/forums/{}/snapshot/forum", room.forum);
    let mut loads = JoinSet::new();
    // Fewer at once than may be on their way with one token.
    for _ in 0..ANSWERS_MAX / 2 {
        let (room, hasty, line) = (Arc::clone(&room), Arc::clone(&hasty), line.clone());
        loads.spawn(async move {
            for _ in 0..at_once {
                let answer = request(room.address, &line, &[bearer(&hasty.token)], None).await;
                if answer.status != 200 {
                    return answer.refused();
                }
            }
            None
        });
    }
    let slow = loads.join_next().await.expect("one of them").expect("answered");
    assert_eq!(slow.as_deref(), Some("SLOW_DOWN"));
    assert_eq!(request(room.address, &line, &[bearer(&other.token)], None).await.status, 200);
}

/// The named header counts from the named peer only.
#[tokio::test]
async fn a_named_proxy_says_who_asks() {
    let server = Server::start_with(&["--behind-proxy", "X-Forwarded-For=127.0.0.1"]);
    let address = server.address;
    let guess = |from: &'static str, client: &'static str, number| {
        let headers = [("x-forwarded-for", client.to_owned())];
        let line = format!("GET /api/forums/{}", code(number, 6));
        async move { request_from(ip(from), address, &line, &headers, None).await }
    };
    let mut guesses = JoinSet::new();
    for number in 0..CODE_MISSES_PER_MINUTE_AND_ADDRESS as usize + 100 {
        guesses.spawn(guess("127.0.0.1", "203.0.113.7", number));
    }
    let one = outcomes(&std::mem::take(&mut guesses).join_all().await);
    assert!(one.contains_key("SLOW_DOWN"), "{one:?}");
    assert_eq!(guess("127.0.0.1", "203.0.113.8", 1).await.refused().as_deref(), Some("NOT_FOUND"));
    for number in 0..CODE_MISSES_PER_MINUTE_AND_ADDRESS as usize + 100 {
        guesses.spawn(guess("127.0.0.2", ["203.0.113.9", "203.0.113.10"][number % 2], number));
    }
    let invented = outcomes(&guesses.join_all().await);
    assert!(invented.contains_key("SLOW_DOWN"), "another peer is not believed: {invented:?}");
    let check = |headers: Vec<(&'static str, String)>| async move {
        request(address, "GET /api/check", &headers, None).await.status
    };
    let key = bearer(&server.key);
    assert_eq!(check(vec![key.clone()]).await, 200, "this machine itself");
    assert_eq!(check(vec![key, ("x-forwarded-for", "203.0.113.7".to_owned())]).await, 403);
}

/// A real nginx, with the configuration that the README gives.
struct Nginx {
    process: Child,
    address: SocketAddr,
    _folder: Folder,
}

impl Nginx {
    fn start(server: SocketAddr) -> Self {
        let readme = include_str!("../../README.md");
        let block = readme.split("```nginx\n").nth(1).and_then(|rest| rest.split("```").next());
        let port = free_address(Ipv4Addr::LOCALHOST.into());
        let site =
            block.expect("the README has an example").replace("listen 443 ssl;", &format!("listen {port};"));
        let site = site.replace("127.0.0.1:7373", &server.to_string());
        let site: String = site
            .lines()
            .filter(|line| !line.trim().starts_with("ssl_"))
            .map(|line| format!("{line}\n"))
            .collect();
        let folder = Folder::new();
        let path = folder.path().display();
        let all = format!(
            "daemon off; pid {path}/pid; error_log stderr; worker_processes 1;\n\
             events {{ worker_connections 1024; }}\n\
             http {{ access_log off; client_body_temp_path {path}/body; proxy_temp_path {path}/proxy;\n\
             fastcgi_temp_path {path}/f; uwsgi_temp_path {path}/u; scgi_temp_path {path}/s;\n{site}}}\n"
        );
        let file = folder.path().join("nginx.conf");
        std::fs::write(&file, all).expect("a test writes into its own folder");
        let program =
            ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx"].map(PathBuf::from);
        let program =
            program.iter().find(|path| path.exists()).expect("nginx is installed (tests/run does it)");
        let process = Command::new(program)
            .arg("-c")
            .arg(&file)
            .arg("-p")
            .arg(folder.path())
            .stderr(Stdio::null())
            .spawn()
            .expect("nginx starts");
        Self { process, address: port, _folder: folder }
    }

    async fn is_up(&self) {
        let up = async {
            while TcpStream::connect(self.address).await.is_err() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(PATIENCE, up).await.expect("nginx listens");
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let _ = self.process.wait();
    }
}

#[tokio::test]
async fn the_readmes_proxy_example_works() {
    const HOST: &str = "forum.example.org";
    let address = "https://forum.example.org";
    let server = Server::start_with(&["--address", address, "--behind-proxy", "X-Forwarded-For=127.0.0.1"]);
    let mut room = Room::new(&server).await;
    let nginx = Nginx::start(server.address);
    nginx.is_up().await;
    room.address = nginx.address;
    let host = ("host", HOST.to_owned());
    let page = [host.clone(), ("origin", address.to_owned()), ("accept-encoding", "gzip".to_owned())];
    let person = Person { id: new_id(), token: new_token() };
    let body = json!({"id": new_id(), "as": person.id, "name": "Ana", "token": person.token});
    let join = format!("POST /api/forums/{}/join", room.code);
    let answer = request(nginx.address, &join, &page, Some(&body)).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let line = format!("GET /api/forums/{}/snapshot/forum", room.forum);
    let mut headers = page.to_vec();
    headers.push(bearer(&person.token));
    let snapshot = request(nginx.address, &line, &headers, None).await;
    assert!(snapshot.json()["entities"].is_array(), "{snapshot:?}");
    let foreign = [host.clone(), ("origin", "http://forum.example.org".to_owned())];
    assert_eq!(request(nginx.address, "GET /api/server", &foreign, None).await.status, 403);

    let mut phone = Phone::through(nginx.address, HOST, address).await;
    phone.say(tests::phone::hello(&room.forum, &person.token)).await;
    assert!(matches!(phone.wait(|key, _| key == "welcome").await, Heard::Said(..)));
    assert_eq!(phone.outcome(json!({"do": "rename", "name": "Anna"})).await, "done");

    let guess = |from: &'static str, number| {
        let (at, headers) = (nginx.address, [host.clone()]);
        let line = format!("GET /api/forums/{}", code(number, 8));
        async move { request_from(ip(from), at, &line, &headers, None).await }
    };
    let mut guesses = JoinSet::new();
    for number in 0..CODE_MISSES_PER_MINUTE_AND_ADDRESS as usize + 100 {
        guesses.spawn(guess("127.0.0.5", number));
    }
    let one = outcomes(&guesses.join_all().await);
    assert!(one.contains_key("SLOW_DOWN"), "{one:?}");
    assert_eq!(guess("127.0.0.6", 1).await.refused().as_deref(), Some("NOT_FOUND"), "another client");
}

/// Snapshots that nobody reads are shared, sent in pieces and few at a time.
#[tokio::test]
async fn answers_that_are_not_read_cost_little() {
    let server = Server::start();
    let room = Room::new(&server).await;
    // Four bytes a letter, which hardly pack: more than the system takes from the server's hands.
    let mut seeded = tests::large::Seeded(7);
    let mut letter = || char::from_u32(0x20000 + (seeded.next_u64() % 0x8000) as u32).expect("a letter");
    let mut text = || (0..2_400).map(|_| letter()).collect::<String>();
    let (_, hosts) = record(&room, (0..20).map(|_| ("Sujet".to_owned(), text()))).await;
    let group = group_of(&room).await;
    for number in 0..30 {
        let person = room.join(&format!("Personne {number}")).await;
        let mut phone = room.phone(&person, &[]).await;
        phone.order(json!({"do": "enter", "group": group})).await.expect("entered");
        for _ in 0..20 {
            let write =
                json!({"do": "write", "as": new_id(), "group": group, "kind": "idea", "text": text()});
            phone.order(write).await.expect("written");
        }
    }
    drop(hosts);
    let person = room.join("Méchante").await;
    let scope = format!("group:{group}");
    let whole = room.snapshot(&person.token, &scope).await;
    assert!(whole.body.len() > 5 << 20, "{} bytes", whole.body.len());
    let before = server.memory();
    let mut silent = JoinSet::new();
    for _ in 0..300 {
        let head = format!(
            "GET /api/forums/{}/snapshot/{scope} HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\n\r\n",
            room.forum, room.address, person.token
        );
        silent.spawn(async move {
            let socket = TcpSocket::new_v4().expect("the system has sockets");
            socket.set_recv_buffer_size(4096).expect("a small window");
            let mut stream = socket.connect(room.address).await.expect("the server listens");
            stream.write_all(head.as_bytes()).await.expect("the server reads");
            let mut status = [0; 12];
            stream.read_exact(&mut status).await.expect("the server answers");
            (stream, String::from_utf8_lossy(&status).into_owned())
        });
    }
    let silent = silent.join_all().await;
    let grown = server.memory().saturating_sub(before);
    assert!(silent.iter().any(|(_, status)| status.ends_with("200")));
    assert!(grown <= 32 << 20, "{} MiB", grown >> 20);
    let own = room.snapshot(&room.facilitator, &scope).await;
    assert_eq!(own.body.len(), whole.body.len(), "others get it whole");
}

/// The only group of the room.
async fn group_of(room: &Room) -> String {
    let forum = room.snapshot(&room.facilitator, "forum").await.json();
    let groups = forum["entities"].as_array().expect("entities").iter();
    let mut ids = groups.filter_map(|entity| entity["group"]["id"].as_str());
    ids.next().expect("a group").to_owned()
}

/// An address of this machine that is not its own alone.
fn outward() -> IpAddr {
    let socket = UdpSocket::bind("0.0.0.0:0").expect("a socket");
    socket.connect("192.0.2.1:9").expect("this machine is in a network");
    socket.local_addr().expect("an address").ip()
}

#[tokio::test]
async fn one_device_does_not_take_all_connections() {
    const FILES: u32 = 400;
    let server = Server::start_small(FILES);
    let room = Room::new(&server).await;
    let person = room.join("Ana").await;
    let outside = outward();
    let there = SocketAddr::new(outside, server.address.port());
    // Connections that have asked once and are kept.
    let mut idle = Vec::new();
    for _ in 0..FILES {
        let mut stream = connect_from(outside, there).await;
        stream
            .write_all(format!("GET /api/server HTTP/1.1\r\nhost: {there}\r\n\r\n").as_bytes())
            .await
            .expect("sent");
        let mut status = [0; 12];
        let answered = timeout(PATIENCE, stream.read_exact(&mut status)).await.expect("in time");
        answered.expect("idle ones give way");
        idle.push(stream);
    }
    let answer = timeout(PATIENCE, request_from(outside, there, "GET /api/server", &[], None)).await;
    assert_eq!(answer.expect("idle ones give way").status, 200);
    drop(idle);
    // Sockets, which nothing ends in another's favour.
    let mut busy = Vec::new();
    for _ in 0..FILES {
        let mut stream = connect_from(outside, there).await;
        let head = format!(
            "GET /socket HTTP/1.1\r\nhost: {there}\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
             sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        let _ = stream.write_all(head.as_bytes()).await;
        let mut status = [0; 12];
        let answered = timeout(Duration::from_secs(3), stream.read_exact(&mut status)).await;
        if !answered.is_ok_and(|read| read.is_ok()) {
            break;
        }
        busy.push(stream);
    }
    assert!(busy.len() < FILES as usize, "all were let in");
    let here = async {
        let mut phone = room.phone(&person, &[]).await;
        phone.outcome(json!({"do": "rename", "name": "Anna"})).await
    };
    assert_eq!(timeout(PATIENCE, here).await.expect("the laptop gets in"), "done");
}

#[tokio::test]
async fn an_export_with_authors_is_the_creators() {
    let server = Server::start();
    let room = Room::new(&server).await;
    record(&room, [("Sujet".to_owned(), "Un banc".to_owned())].into_iter()).await;
    let (co, _) = co_facilitator(&room, &room.facilitator).await;
    let line = format!("GET /api/forums/{}/export?names=true", room.forum);
    let author = |token: String| {
        let line = line.clone();
        async move {
            let answer = request(room.address, &line, &[bearer(&token)], None).await;
            assert_eq!(answer.status, 200, "{answer:?}");
            let export = answer.json();
            assert_eq!(export["contributions"][0]["text"], "Un banc");
            export["contributions"][0]["author"].clone()
        }
    };
    assert!(author(room.owner.clone()).await.is_string());
    assert!(author(room.facilitator.clone()).await.is_string());
    assert_eq!(author(co).await, Value::Null);
    assert!(server.export(&room.forum)["contributions"][0]["author"].is_string());
}

/// A co-facilitator's token and pass, made by whoever holds `by`.
async fn co_facilitator(room: &Room, by: &str) -> (String, String) {
    let (token, pass) = (new_token(), new_id());
    let add = json!({"do": "add_facilitator", "as": pass, "label": "Aide", "token": token});
    room.screen(by, &[]).await.order(add).await.expect("added");
    (token, pass)
}

/// A helper who was shut out has no way left that they made for themselves.
#[tokio::test]
async fn what_a_revoked_pass_made_goes_with_it() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let (co, pass) = co_facilitator(&room, &room.facilitator).await;
    let (friend, _) = co_facilitator(&room, &co).await;
    let mut open = room.screen(&friend, &[]).await;
    room.facilitator(&[]).await.order(json!({"do": "revoke", "pass": pass})).await.expect("revoked");
    assert_eq!(open.closed().await, 4501);
    assert!([401, 403].contains(&room.snapshot(&friend, "facilitation").await.status));
}

#[tokio::test]
async fn the_rooms_screen_reads_no_axis() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let (ids, _hosts) = record(&room, [("Sujet".to_owned(), "Un banc".to_owned())].into_iter()).await;
    let mut facilitator = room.facilitator(&[]).await;
    let (axis, beam) = (new_id(), new_token());
    facilitator.order(json!({"do": "axis", "as": axis, "name": "Dehors"})).await.expect("named");
    let attach = json!({"do": "attach", "axis": axis, "contribution": ids["Un banc"]});
    facilitator.order(attach).await.expect("attached");
    let add = json!({"do": "add_projector", "as": new_id(), "label": "Mur", "token": beam});
    facilitator.order(add).await.expect("added");
    let scope = format!("axis:{axis}");
    assert_eq!(room.snapshot(&room.facilitator, &scope).await.status, 200);
    assert_eq!(room.snapshot(&beam, &scope).await.status, 404);
    let mut screen = room.screen(&beam, &[]).await;
    screen.say(json!({"follow": {"scope": scope}})).await;
    let heard = screen.wait(|key, _| ["gone", "load", "followed"].contains(&key)).await;
    assert!(matches!(&heard, Heard::Said(key, _) if key == "gone"), "{heard:?}");
}

/// However often one forum asks, another one is answered.
#[tokio::test]
async fn one_forums_suggestions_keep_no_other_out() {
    let server = Server::start();
    let rooms = [Room::new(&server).await, Room::new(&server).await];
    let [many, few] = &rooms;
    record(
        many,
        (0..150).map(|n| (format!("Sujet {}", n % 5), format!("Un banc numéro {n} près de l’école"))),
    )
    .await;
    record(few, (0..8).map(|n| (format!("Sujet {}", n % 2), format!("Une fontaine {n}")))).await;
    let ask = |room: &Room| {
        let (address, token) = (room.address, bearer(&room.facilitator));
        let line = format!("GET /api/forums/{}/suggestion", room.forum);
        async move { request(address, &line, &[token], None).await.status }
    };
    let mut asks = JoinSet::new();
    for _ in 0..40 {
        asks.spawn(ask(many));
    }
    // They wait in front of the thread, or are refused, before the other forum asks.
    asks.join_next().await.expect("one of them").expect("answered");
    assert_eq!(ask(few).await, 200);
    let statuses = asks.join_all().await;
    assert!(statuses.contains(&503), "{statuses:?}");
}

#[tokio::test]
async fn a_code_of_any_text_is_for_facilitators() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let person = room.join("Ana").await;
    let body = json!({"text": "https://forum.example.org/".repeat(15)});
    assert_eq!(request(room.address, "POST /api/qr", &[], Some(&body)).await.status / 100, 4);
    let line = format!("POST /api/forums/{}/qr", room.forum);
    assert_eq!(request(room.address, &line, &[], Some(&body)).await.status, 401);
    assert_eq!(request(room.address, &line, &[bearer(&person.token)], Some(&body)).await.status, 403);
    let answer = request(room.address, &line, &[bearer(&room.facilitator)], Some(&body)).await;
    assert_eq!(answer.status, 200);
    assert!(answer.body.starts_with(b"<svg"));
}

/// What the server answers to these pieces, up to the end of its head.
async fn answered(server: &Server, pieces: &[&str]) -> String {
    let mut stream = TcpStream::connect(server.address).await.expect("the server listens");
    stream.set_nodelay(true).expect("a connection");
    for piece in pieces {
        stream.write_all(piece.as_bytes()).await.expect("the server reads");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\n") {
        answer.push(timeout(PATIENCE, stream.read_u8()).await.expect("in time").expect("an answer"));
    }
    String::from_utf8_lossy(&answer).to_lowercase()
}

#[tokio::test]
async fn a_socket_is_asked_for_at_once_or_in_pieces_and_by_own_pages_alone() {
    let server = Server::start();
    let (host, strange) = (format!("host: {}\r\n", server.address), "host: elsewhere.example\r\n".to_owned());
    let ask = |host: &str, more: &str| {
        format!(
            "GET /socket HTTP/1.1\r\n{host}{more}Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
    };
    let whole = ask(&host, "");
    let (first, rest) = whole.split_at(30);
    let open = [vec![&*whole], vec![first, rest]];
    for pieces in open {
        let answer = answered(&server, &pieces).await;
        assert!(answer.starts_with("http/1.1 101"), "{pieces:?}: {answer}");
        // The example of RFC 6455.
        assert!(answer.contains(&"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=".to_lowercase()), "{pieces:?}: {answer}");
    }
    let origin = "origin: http://elsewhere.example\r\n";
    for (head, status) in [(ask(&strange, ""), "421"), (ask(&host, origin), "403")] {
        let answer = answered(&server, &[&head]).await;
        assert!(answer.starts_with(&format!("http/1.1 {status}")), "{head}: {answer}");
    }
}
