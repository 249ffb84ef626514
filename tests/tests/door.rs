//! The way into a room: its QR code, as a decoder reads it, and addresses as people and chat programs
//! write them.

use serde_json::json;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use tests::http::request;
use tests::phone::{new_id, new_token};
use tests::programs::bourdon;
use tests::room::bearer;
use tests::{Folder, Room, Server};

/// The smallest code that an address on a local network fits into.
const MODULES: usize = 25;
const MARGIN: usize = 4;

/// What a camera reads in a square of modules, and how many it has on a side.
fn read(side: usize, is_dark: impl Fn(usize, usize) -> bool) -> (String, usize) {
    const SCALE: usize = 4;
    let dark = |x, y| is_dark(x / SCALE, y / SCALE);
    let mut image = rqrr::PreparedImage::prepare_from_bitmap(side * SCALE, side * SCALE, dark);
    let grids = image.detect_grids();
    let [grid] = grids.as_slice() else { panic!("{} codes", grids.len()) };
    let (meta, text) = grid.decode().expect("a code that can be read");
    (text, meta.version.to_size())
}

/// A picture that draws each dark module as a square of its own.
struct Picture {
    side: usize,
    dark: Vec<bool>,
}

fn drawn(svg: &str) -> Picture {
    let side = svg.split("viewBox=\"0 0 ").nth(1).and_then(|rest| rest.split(' ').next());
    let side = side.and_then(|side| side.parse().ok()).expect("a picture has a size");
    let mut dark = vec![false; side * side];
    for square in svg.split('M').filter_map(|part| part.split_once("h1v1")) {
        let (x, y) = square.0.split_once(' ').expect("a square has a place");
        let [x, y] = [x, y].map(|number| number.parse::<usize>().expect("a number"));
        dark[y * side + x] = true;
    }
    Picture { side, dark }
}

fn read_svg(svg: &str) -> (String, usize) {
    let Picture { side, dark } = drawn(svg);
    read(side, |x, y| dark[y * side + x])
}

/// What cameras of another make read.
fn read_by_zbar(svg: &str, folder: &Folder) -> String {
    const SCALE: usize = 8;
    let Picture { side, dark } = drawn(svg);
    let pixels = side * SCALE;
    let mut image = format!("P5 {pixels} {pixels} 255\n").into_bytes();
    let grey = |at: usize| if dark[at / pixels / SCALE * side + at % pixels / SCALE] { 0 } else { 255 };
    image.extend((0..pixels * pixels).map(grey));
    let file = folder.path().join("code.pgm");
    std::fs::write(&file, image).expect("a test's own folder");
    let read = Command::new("zbarimg")
        .args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"])
        .arg(&file)
        .output();
    let read = String::from_utf8(read.expect("zbarimg starts").stdout).expect("a text");
    read.strip_suffix('\n').expect("a line").to_owned()
}

fn read_terminal(lines: &[String]) -> (String, usize) {
    let rows: Vec<Vec<char>> =
        lines.iter().map(|line| line.trim_start_matches("  ").chars().collect()).collect();
    read(rows[0].len(), |x, y| match (rows.get(y / 2).and_then(|row| row.get(x)), y % 2) {
        (Some('█'), _) | (Some('▀'), 0) | (Some('▄'), 1) | (None, _) => false,
        (Some(_), _) => true,
    })
}

#[tokio::test]
async fn a_camera_reads_a_link_with_its_scheme_in_small_letters() {
    for (address, modules) in [
        ("http://192.168.1.20:7373", MODULES),
        ("http://192.168.100.200:7373", MODULES),
        ("http://10.0.0.1", MODULES),
        ("https://Forum.exemple.fr", 29),
        ("http://[fd00::1]:7373", 29),
    ] {
        let server = Server::start_with(&["--address", address]);
        let room = Room::new(&server).await;
        let svg = request(server.address, &format!("GET /api/qr/{}.svg", room.code), &[], None).await;
        let (text, size) = read_svg(&String::from_utf8_lossy(&svg.body));
        let (scheme, rest) = text.split_once("://").expect("a link");
        assert_eq!(scheme, address.split_once("://").expect("an address").0);
        assert_eq!(
            format!("{scheme}://{}", rest.to_lowercase()),
            format!("{address}/{}", room.code).to_lowercase()
        );
        assert!(size <= modules, "{text}: {size} modules");
    }
}

#[test]
fn a_camera_reads_the_link_in_the_terminal() {
    let data = Folder::new();
    let mut server = Command::new(bourdon())
        .args(["serve", "--listen", "127.0.0.1:0", "--address", "http://192.168.1.20:7373", "--data"])
        .arg(data.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("bourdon starts");
    let lines = BufReader::new(server.stdout.take().expect("piped")).lines().map_while(Result::ok);
    let square: Vec<String> =
        lines.skip_while(|line| !line.contains('█')).take_while(|line| line.contains('█')).collect();
    server.kill().expect("it runs");
    server.wait().expect("a killed process ends");
    assert_eq!(square.len(), (MODULES + 2 * MARGIN).div_ceil(2));
    assert_eq!(read_terminal(&square), ("http://192.168.1.20:7373".to_owned(), MODULES));
}

#[tokio::test]
async fn cameras_of_two_makes_read_the_wifi_as_it_is() {
    let (server, folder) = (Server::start(), Folder::new());
    let room = Room::new(&server).await;
    let ana = room.join("Ana").await;
    let mut facilitator = room.facilitator(&[]).await;
    let token = new_token();
    let projector = json!({"do": "add_projector", "as": new_id(), "label": "Écran", "token": token});
    facilitator.order(projector).await.expect("added");
    let path = format!("GET /api/forums/{}/wifi", room.forum);
    assert_eq!(request(server.address, &path, &[bearer(&ana.token)], None).await.status, 404);
    for (name, password, read) in [
        ("Mairie", Some("bourdon2027"), "WIFI:T:WPA;S:Mairie;P:bourdon2027;;"),
        ("Salle des fêtes", None, "WIFI:T:nopass;S:Salle des fêtes;;"),
        ("Forum été", Some("à l’heure"), "WIFI:T:WPA;S:Forum été;P:à l’heure;;"),
        ("œuvre №5 — 会", Some("12345678"), "WIFI:T:WPA;S:œuvre №5 — 会;P:12345678;;"),
        (
            r#"a;b,c:d"e\f"#,
            Some(r#"\\;;,,::"""#),
            r#"WIFI:T:WPA;S:a\;b\,c\:d\"e\\f;P:\\\\\;\;\,\,\:\:\"\";;"#,
        ),
    ] {
        let wifi = json!({"name": name, "password": password});
        facilitator.order(json!({"do": "set_forum", "wifi": wifi})).await.expect("set");
        for token in [&ana.token, &token, &room.facilitator] {
            let answer = request(server.address, &path, &[bearer(token)], None).await;
            assert!(answer.status == 200 && answer.head.contains("no-store"), "{}", answer.head);
            let svg = String::from_utf8_lossy(&answer.body);
            assert_eq!(read_svg(&svg).0, read);
            assert_eq!(read_by_zbar(&svg, &folder), read);
        }
    }
    assert_eq!(request(server.address, &path, &[], None).await.status, 401);
    assert_eq!(request(server.address, &path, &[bearer(&new_token())], None).await.status, 403);
}

#[tokio::test]
async fn the_wifi_is_in_no_document_and_gone_at_the_end() {
    const WIFI: [&str; 2] = ["NAME-OF-THE-WIFI", "PASSWORD-OF-THE-WIFI"];
    let mut server = Server::start();
    let wifi = json!({"name": WIFI[0], "password": WIFI[1]});
    let room = Room::with(&server, json!({"wifi": wifi})).await;
    let ana = room.join("Ana").await;
    let snapshot = room.snapshot(&ana.token, "forum").await.json().to_string();
    let door = request(server.address, &format!("GET /api/forums/{}", room.code), &[], None).await;
    for word in WIFI {
        assert!(snapshot.contains(word), "{word} is told in the forum");
        assert!(!String::from_utf8_lossy(&door.body).contains(word), "{word} at the door");
        assert!(!server.export(&room.forum).to_string().contains(word), "{word}");
        assert!(!server.data.files_with(word).is_empty(), "{word} was there");
    }
    room.facilitator(&[]).await.order(json!({"do": "end"})).await.expect("ended");
    let path = format!("GET /api/forums/{}/wifi", room.forum);
    assert_eq!(request(server.address, &path, &[bearer(&ana.token)], None).await.status, 404);
    assert!(server.stop().success());
    server.start_again();
    for word in WIFI {
        assert_eq!(server.data.files_with(word), Vec::<std::path::PathBuf>::new(), "{word}");
        assert!(!server.log().contains(word), "{word}");
        assert!(!room.snapshot(&ana.token, "forum").await.json().to_string().contains(word), "{word}");
    }
    assert!(server.run(&["check"]).status.success());
}
