//! The way into a room: its QR code, as a decoder reads it, and addresses as people and chat programs
//! write them.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use tests::http::request;
use tests::programs::bourdon;
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

/// The code of a picture that draws each dark module as a square of its own.
fn read_svg(svg: &str) -> (String, usize) {
    let side = svg.split("viewBox=\"0 0 ").nth(1).and_then(|rest| rest.split(' ').next());
    let side = side.and_then(|side| side.parse().ok()).expect("a picture has a size");
    let mut dark = vec![false; side * side];
    for square in svg.split('M').filter_map(|part| part.split_once("h1v1")) {
        let (x, y) = square.0.split_once(' ').expect("a square has a place");
        let [x, y] = [x, y].map(|number| number.parse::<usize>().expect("a number"));
        dark[y * side + x] = true;
    }
    read(side, |x, y| dark[y * side + x])
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
