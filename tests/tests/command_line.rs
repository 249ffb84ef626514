//! The programs as somebody starts them: the example, a folder that was tampered with, a replay that
//! cannot begin.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use std::process::{Command, Stdio};
use tests::http::request;
use tests::programs::{bourdon, bourdon_client};
use tests::real::Replay;
use tests::{Folder, Server};

/// `check` sees a changed text, a changed commit and a shortened log.
#[test]
fn a_tampered_folder_is_not_sound() {
    let plan = concat!(env!("CARGO_MANIFEST_DIR"), "/plans/demi-journee.jsonl");
    for (what, sql) in [
        ("nothing", "SELECT 1"),
        ("a text", "UPDATE texts SET text = text || '!' WHERE id = 20"),
        ("an emptied text", "UPDATE texts SET text = '', salt = x'' WHERE id = 20"),
        ("a commit", "UPDATE commits SET body = replace(body, '\"need\"', '\"idea\"')"),
        ("a time", "UPDATE commits SET at = '2020-01-01T00:00:00Z' WHERE seq = 5"),
        ("a gap", "DELETE FROM commits WHERE seq = 7"),
        ("the end", "DELETE FROM commits WHERE seq > (SELECT max(seq) - 3 FROM commits)"),
        ("a command", "DELETE FROM commands WHERE command = (SELECT min(command) FROM commands)"),
    ] {
        let mut server = Server::start();
        let replayed = Replay::start(&server, plan.as_ref(), None).end();
        assert!(replayed.succeeded, "{}", replayed.output);
        assert!(server.stop().success());
        let database = rusqlite::Connection::open(server.data.path().join("bourdon.sqlite"));
        database.expect("a database").execute_batch(sql).expect("the database takes it");
        let check = server.run(&["check"]);
        let said = String::from_utf8_lossy(&check.stdout).into_owned();
        assert_eq!(check.status.success(), what == "nothing", "{what}: {said}");
        assert_eq!(said.contains("not sound"), what != "nothing", "{what}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn what_people_said_is_kept_from_other_users() {
    use std::os::unix::fs::PermissionsExt;
    let server = Server::start();
    for (path, _) in server.data.files() {
        // Where the server listens, and how long its log was, are no secrets.
        if !path.ends_with("serving.json") && !path.ends_with("high-water.json") {
            let mode = path.metadata().expect("a test sees its own files").permissions().mode();
            assert_eq!(mode & 0o077, 0, "{} is for its owner alone", path.display());
        }
    }
    assert!(!server.log().contains(&server.key));
}

/// The example, as started in a time zone, with the line that it says.
struct Demo(std::process::Child, Value);

impl Demo {
    fn start(zone: &str) -> Self {
        use std::io::{BufRead, BufReader};
        let mut demo = Command::new(bourdon())
            .args(["demo", "--json", "--listen", "127.0.0.1:0"])
            .env("TZ", zone)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("bourdon starts");
        let mut line = String::new();
        BufReader::new(demo.stdout.take().expect("piped")).read_line(&mut line).expect("it says where it is");
        Self(demo, serde_json::from_str(&line).expect("a line of JSON"))
    }

    fn stop(mut self) {
        let asked = Command::new("kill").arg(self.0.id().to_string()).status();
        assert!(asked.is_ok_and(|status| status.success()));
        assert!(self.0.wait().expect("it ends").success());
    }
}

/// The example serves a forum and the programme of an invented territory, says so in one line, and leaves nothing behind.
#[tokio::test]
async fn the_demo_says_where_it_is() {
    let demo = Demo::start("Europe/Paris");
    for code in ["code", "programme"] {
        let letters = demo.1[code].as_str().map(str::len);
        assert_eq!(letters, Some(protocol::limits::CODE_LETTERS_LOCAL), "{}", demo.1);
    }
    let port = demo.1["address"].as_str().and_then(|it| it.rsplit(':').next()).and_then(|it| it.parse().ok());
    let here = std::net::SocketAddr::from(([127, 0, 0, 1], port.expect("a port")));
    let line = format!("GET /demarche/{}", demo.1["programme"].as_str().expect("a code"));
    let page = String::from_utf8(request(here, &line, &[], None).await.body).expect("UTF-8");
    assert!(page.contains("Val d’Orbelle (exemple)") && page.contains("Version 2"), "{page}");
    demo.stop();
}

/// It is mid-day there at three in the morning and at eleven in the evening as well.
#[tokio::test]
async fn the_demo_is_a_forum_in_mid_day_at_any_hour() {
    for hour in [3, 11, 23] {
        let zone = zone_where_it_is(hour);
        let demo = Demo::start(&zone);
        let text = |field: &str| demo.1[field].as_str().expect("it says this").to_owned();
        let address = text("address").trim_start_matches("http://").to_owned();
        let port = address.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
        let here = std::net::SocketAddr::from(([127, 0, 0, 1], port));
        let key = ("authorization", format!("Bearer {}", text("key")));
        let export =
            request(here, &format!("GET /api/forums/{}/export", text("code")), &[key], None).await.json();
        let now = TimeZone::get(&zone).expect("a zone").to_datetime(Timestamp::now());
        let time = |slot: usize, field: &str| -> DateTime {
            export["slots"][slot][field].as_str().and_then(|time| time.parse().ok()).expect("a time")
        };
        assert!(time(0, "starts") < now && now < time(0, "ends"), "{zone}, {now}: {}", export["slots"]);
        assert!(now < time(1, "starts"), "{zone}, {now}: {}", export["slots"]);
        demo.stop();
    }
}

/// A zone of whole hours in which clocks show this hour now.
fn zone_where_it_is(hour: i32) -> String {
    let utc = i32::from(TimeZone::UTC.to_datetime(Timestamp::now()).hour());
    // The names count the hours behind UTC; they go from 14 ahead to 12 behind.
    let behind = (utc - hour + 11).rem_euclid(24) - 11;
    format!("Etc/GMT{behind:+}")
}

#[test]
fn the_client_says_what_is_wrong() {
    let server = Server::start();
    let folder = Folder::new();
    let plan = folder.path().join("plan.jsonl");
    let client = |key: &str, server: &str| {
        let mut command = Command::new(bourdon_client());
        command.arg("replay").arg(&plan).args(["--server", server, "--key", key]);
        command.output().expect("bourdon-client starts")
    };
    let output = client(&server.key, &server.url());
    assert!(!output.status.success(), "there is no plan");
    std::fs::write(&plan, "{\"at\":0,\"who\":\"facilitator\",\"do\":\"fly\"}\n").expect("a test writes");
    assert!(!client(&server.key, &server.url()).status.success(), "no such word");
    let demi = concat!(env!("CARGO_MANIFEST_DIR"), "/plans/demi-journee.jsonl");
    std::fs::copy(demi, &plan).expect("a test writes");
    assert!(!client(&"0".repeat(64), &server.url()).status.success(), "not the owner's key");
}

/// Files as other programs write them: with byte order marks, a text that was taken back, numbers for
/// names and times of one digit. What cannot be read is named by line and field.
#[test]
fn files_of_other_programs_are_read_or_refused_with_their_place() {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.path()).expect("a folder");
    let file = folder.path().join("file.jsonl");
    let suggest = |bytes: &[u8]| {
        std::fs::write(&file, bytes).expect("a test writes");
        let output = Command::new(bourdon()).args(["suggest", "--words-only"]).arg(&file).output();
        let output = output.expect("bourdon starts");
        let tree: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        (tree["texts"].clone(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let card = |text: &str, group: Value| json!({"text": text, "group": group, "voice": null, "kind": null, "axis": null});
    let lines =
        "{\"text\": null, \"group\": \"g1\"}\n{\"text\":\"Un car pour aller au marché.\",\"group\":7}\n";
    let wide: Vec<u8> = format!("\u{FEFF}{lines}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [lines.as_bytes(), format!("\u{FEFF}{lines}").as_bytes(), &wide] {
        let (texts, said) = suggest(bytes);
        assert_eq!(texts, json!([card("Un car pour aller au marché.", json!("7"))]), "{said}");
        assert!(said.contains("1 of 2 lines"), "what is left out is said: {said}");
    }
    for (lines, place) in [
        ("{\"text\":\"a\"}\n{\"text\":\"b\",\"group\":[7]}", "line 2, group: "),
        ("{\"text\":\"a\"}\n\n{\"group\":\"g\"}", "line 3: missing field `text`"),
        ("{\"text\":\"a\"}\n{\"text\":", "line 2: "),
    ] {
        let (texts, said) = suggest(lines.as_bytes());
        assert!(texts.is_null() && said.contains(place), "{lines}: {said}");
    }
    let (texts, said) = suggest(b"{\"text\":\"a\"}\n{\"text\":\"\xE9\"}");
    assert!(texts.is_null() && said.contains("line 2: it is not written in UTF-8"), "{said}");

    let server = Server::start();
    let replay = |plan: &str| {
        std::fs::write(&file, plan).expect("a test writes");
        let mut client = Command::new(bourdon_client());
        client.arg("replay").arg(&file).args(["--server", &server.url(), "--key", &server.key]);
        let output = client.output().expect("bourdon-client starts");
        let summary: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        (summary, String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let forum = |start: &str| {
        let slot = json!({"as": "s1", "label": "Matin", "start": start, "end": "10:30"});
        json!({"who": "facilitator", "do": "create_forum", "question": "?", "language": "fr", "slots": [slot]})
    };
    let (summary, said) = replay(&format!("\u{FEFF}{}\n", forum("9:30")));
    let export = server.export(summary["forum"].as_str().unwrap_or_else(|| panic!("no forum: {said}")));
    assert_eq!(export["slots"][0]["start"], "09:30");
    let (_, said) = replay("{\"who\":\"facilitator\",\"do\":\"phase\",\"at\":\"9:30\"}");
    assert!(said.contains("line 1, at: "), "{said}");

    let lines = [
        forum("9:30"),
        json!({"who": "facilitator", "do": "phase", "phase": "noon"}),
        json!({"who": "facilitator", "do": "add_slot", "as": "s2", "label": "Soir", "start": "19:00", "end": 20}),
        json!({"who": "facilitator", "do": "set_forum", "territory": ["Fougères", 7]}),
        json!({"who": "facilitator", "do": "add_space", "as": "e2"}),
    ];
    let (summary, said) = replay(&lines.map(|line| line.to_string()).join("\n"));
    assert_eq!(summary["refused"], json!({"BAD_COMMAND": 4}), "{said}");
    for place in [
        "line 2: BAD_COMMAND, phase: unknown variant `noon`",
        "line 3: BAD_COMMAND, end: ",
        "line 4: BAD_COMMAND, territory[1]: invalid type",
        "line 5: BAD_COMMAND, missing field `label`",
    ] {
        assert!(said.contains(place), "{place}: {said}");
    }
}

/// The axes of a file and their score, offline; the order of its lines changes nothing.
#[test]
fn a_file_of_contributions_falls_into_axes() {
    let forum = concat!(env!("CARGO_MANIFEST_DIR"), "/../server/synthesis/tests/forum.jsonl");
    let suggest = |file: &std::path::Path, words: &[&str]| {
        let output = Command::new(bourdon()).arg("suggest").arg(file).args(words).output();
        let output = output.expect("the program starts");
        let lines: Vec<Value> = String::from_utf8_lossy(&output.stdout)
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON alone on stdout"))
            .collect();
        (output.status.success(), lines)
    };
    // Eight contributions of the forum belong to no axis: people's own sorting is compared without them.
    let folder = Folder::new();
    std::fs::create_dir_all(folder.path()).expect("a folder");
    let text = std::fs::read_to_string(forum).expect("a forum");
    let labelled: Vec<&str> = text.lines().filter(|line| line.contains("\"axis\"")).collect();
    let (file, turned) = (folder.path().join("a.jsonl"), folder.path().join("b.jsonl"));
    std::fs::write(&file, labelled.join("\n")).expect("a file");
    std::fs::write(&turned, labelled.iter().rev().copied().collect::<Vec<_>>().join("\n")).expect("a file");

    let (succeeded, lines) = suggest(&file, &["--score"]);
    let [tree, score] = &lines[..] else { panic!("a tree and a score: {lines:?}") };
    assert!(succeeded);
    assert_eq!(
        (&tree["meaning"], &score["n"], &score["k_human"]["k"]),
        (&json!(true), &json!(140), &json!(6))
    );
    for number in [
        &score["k_human"]["v"],
        &score["k_human"]["ari"],
        &score["k_human"]["nmi"],
        &score["k_chosen"]["ari"],
        &score["moved_10"]["ari"],
        &score["stability"]["removed_10"],
        &score["seconds"],
    ] {
        assert!(number.is_number(), "{score}");
    }
    assert_eq!(score["stability"]["shuffled"], 1.0);
    assert!(score["moved_10"]["ari"].as_f64() > score["k_human"]["ari"].as_f64(), "{score}");

    let repeated = suggest(&file, &["--words-only", "--score", "--repeat", "3"]).1[2].clone();
    assert_eq!(repeated["samples"], 3);
    for spread in [
        &repeated["k_human"]["v"],
        &repeated["k_human"]["ari"],
        &repeated["k_chosen"]["v"],
        &repeated["k_chosen"]["ari"],
        &repeated["moved_10"]["gain"],
    ] {
        assert!(spread["mean"].as_f64() > Some(0.0) && spread["spread"].as_f64() > Some(0.0), "{repeated}");
    }
    let again = suggest(&turned, &["--words-only", "--score", "--repeat", "3"]).1[2].clone();
    assert_eq!(again, repeated, "the same samples, whatever the order of the lines");
    assert_eq!(suggest(&file, &["--repeat", "3"]), (false, Vec::new()), "there is no score to repeat");
    assert_eq!(suggest(&file, &["--score", "--repeat", "0"]), (false, Vec::new()));

    let (_, shuffled) = suggest(&turned, &[]);
    assert_eq!(shuffled, std::slice::from_ref(tree));
    let (_, words) = suggest(&file, &["--words-only"]);
    assert_eq!(words[0]["meaning"], false);
    std::fs::write(&turned, "no JSON").expect("a file");
    assert_eq!(suggest(&turned, &[]), (false, Vec::new()));
}
