//! The program as people start it.

#![expect(clippy::unwrap_used, reason = "a test fails where something is missing")]

use protocol::secret::Token;
use serde::Deserialize;
use serde_json::Value;
use server::{Config, Server, demo};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use uuid::Uuid;

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("bourdon-cli-{}", Uuid::new_v4()));
        fs::create_dir(&folder).unwrap();
        Self(folder)
    }

    fn data(&self) -> PathBuf {
        self.0.join("data")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn bourdon(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bourdon"));
    command.args(arguments).arg("--data").arg(data);
    command
}

fn run(data: &Path, arguments: &[&str]) -> Output {
    bourdon(data, arguments).output().unwrap()
}

/// What it says when it ends with a failure: one sentence.
fn sentence(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(said.lines().count(), 1, "{said}");
    said
}

/// One object on one line, whatever became of the file: all was read, some was refused, nothing could be read.
#[test]
fn preview_says_what_it_read() {
    let folder = Folder::new();
    let file = folder.0.join("réponses.csv");
    for (text, status, tool, rows) in [
        ("Horodateur,Avis\n2020-01-01 10:00,oui\n", 0, "google_forms", 1),
        ("Horodateur,Avis\n2020-01-01 10:00,oui\n2020-01-01 10:00\n", 1, "google_forms", 1),
        ("<html></html>", 2, "unknown", 0),
    ] {
        fs::write(&file, text).unwrap();
        let preview = Command::new(env!("CARGO_BIN_EXE_bourdon")).arg("preview").arg(&file).output().unwrap();
        assert_eq!(preview.status.code(), Some(status), "{text}");
        let said: Value = serde_json::from_slice(&preview.stdout).unwrap();
        assert_eq!((said["tool"].as_str().unwrap(), said["rows"].as_u64().unwrap()), (tool, rows));
        assert_eq!(said["refused"].as_array().unwrap().len(), usize::from(status == 1));
        assert_eq!(said["warnings"].as_array().unwrap().is_empty(), status != 2);
    }
    // A file that is not there, a folder, and a structure that is not there: the object says it.
    fs::write(&file, "Horodateur,Avis\n2020-01-01 10:00,oui\n").unwrap();
    let (folder, absent) = (folder.0.as_path(), folder.0.join("absent"));
    for (arguments, words) in [
        (vec![absent.as_path()], "This file does not exist"),
        (vec![folder], "This file does not exist"),
        (vec![file.as_path(), Path::new("--structure"), absent.as_path()], "The structure does not exist"),
    ] {
        let preview = Command::new(env!("CARGO_BIN_EXE_bourdon"))
            .args(["preview", "--language", "en"])
            .args(arguments)
            .output()
            .unwrap();
        assert_eq!(preview.status.code(), Some(2));
        let said: Value = serde_json::from_slice(&preview.stdout).unwrap();
        assert_eq!((said["tool"].as_str(), said["rows"].as_u64()), (Some("unknown"), Some(0)));
        assert!(said["warnings"][0].as_str().unwrap().starts_with(words), "{said}");
    }
}

#[derive(Deserialize)]
struct Line {
    address: String,
    facilitator: String,
    key: Token,
}

/// A server in a process of its own.
struct Served {
    process: Child,
    line: Line,
}

impl Served {
    fn start(data: &Path) -> Self {
        let mut process = bourdon(data, &["--json", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { process, line: serde_json::from_str(&line).unwrap() }
    }

    fn stop(mut self) {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").arg(id).status().unwrap().success());
        assert_eq!(self.process.wait().unwrap().code(), Some(0));
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Plays the example into a data folder, and answers its code.
fn play_example(data: &Path) -> String {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let listener = server::listen("127.0.0.1:0".parse().unwrap()).unwrap();
        let config = Config { data: data.to_owned(), addresses: Vec::new(), proxy: None };
        let server = Server::open(config, listener).await.unwrap();
        let code = demo::create(server.forums()).await.unwrap();
        server.serve(async {}).await;
        code
    })
}

fn export(data: &Path, forum: &str) -> Value {
    let output = run(data, &["export", forum]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn one_line_says_where_it_is_and_the_key_stays() {
    let folder = Folder::new();
    let first = Served::start(&folder.data());
    let key = String::from(first.line.key.clone());
    assert_eq!(first.line.facilitator, format!("{}/animation#{key}", first.line.address));
    assert!(first.line.address.starts_with("http://127.0.0.1:"));
    assert!(folder.data().join("serving.json").exists());
    first.stop();
    assert!(!folder.data().join("serving.json").exists());
    let second = Served::start(&folder.data());
    assert!(second.line.key == Token::try_from(key).unwrap());
    second.stop();
}

#[cfg(unix)]
#[test]
fn only_its_user_reads_the_key() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    Served::start(&folder.data()).stop();
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(folder.data()), mode(folder.data().join("owner-key"))), (0o700, 0o600));
}

#[test]
fn what_hinders_it_is_one_sentence() {
    let folder = Folder::new();
    let data = folder.data();
    let served = Served::start(&data);
    let said = sentence(&run(&data, &["--listen", "127.0.0.1:0"]));
    assert_eq!(said, format!("bourdon: another bourdon is using the folder {}\n", data.display()));
    let listen = served.line.address.strip_prefix("http://").unwrap();
    let said = sentence(&run(&folder.0.join("other"), &["--listen", listen]));
    assert!(said.starts_with(&format!("bourdon: another program listens on {listen}: ")), "{said}");
    assert!(said.contains("--listen"), "{said}");

    let file = folder.0.join("file");
    fs::write(&file, "").unwrap();
    let said = sentence(&run(&file, &["--listen", "127.0.0.1:0"]));
    assert!(said.starts_with(&format!("bourdon: {} cannot be used, ", file.display())), "{said}");
    assert!(said.contains("--data"), "{said}");
    let said = sentence(&run(&data, &["--listen", "127.0.0.1:0", "--address", "forum.example"]));
    assert!(said.contains("forum.example is not an address like http"), "{said}");
    let nowhere = folder.0.join("nowhere");
    let said = sentence(&run(&nowhere, &["check"]));
    assert_eq!(said, format!("bourdon: there are no forums in {}\n", nowhere.display()));
    assert!(!nowhere.exists());
}

#[test]
fn check_and_export_answer_with_and_without_a_server() {
    let folder = Folder::new();
    let data = folder.data();
    let code = play_example(&data);
    let closed = export(&data, &code);
    let check = run(&data, &["check"]);
    assert!(check.status.success() && check.stdout.starts_with(b"sound: forums 1, "), "{check:?}");

    let served = Served::start(&data);
    assert_eq!(export(&data, &code.to_lowercase()), closed);
    assert_eq!(export(&data, closed["forum"]["id"].as_str().unwrap()), closed);
    assert_eq!(run(&data, &["check"]).stdout, check.stdout);
    assert_eq!(sentence(&run(&data, &["export", "ZZZZZZ"])), "bourdon: there is no forum ZZZZZZ\n");
    served.stop();
}

#[test]
fn a_log_that_was_changed_is_not_sound() {
    let folder = Folder::new();
    let data = folder.data();
    play_example(&data);
    let database = rusqlite::Connection::open(data.join("bourdon.sqlite")).unwrap();
    database.execute("UPDATE texts SET text = 'Autre chose' WHERE id = 1", []).unwrap();
    drop(database);
    let check = run(&data, &["check"]);
    assert_eq!(check.status.code(), Some(1));
    let said = String::from_utf8(check.stdout).unwrap();
    assert!(said.contains("text 1 of commit 1 is not as it was written\nnot sound: "), "{said}");
}

#[test]
fn an_export_holds_every_word_of_the_example() {
    let folder = Folder::new();
    let code = play_example(&folder.data());
    let export = export(&folder.data(), &code);
    let mut held = Vec::new();
    strings(&export, &mut held);
    let lines: Vec<Value> =
        include_str!("../src/demo.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let is_reworded = |line: &Value| {
        let topic = &line["as"];
        lines.iter().any(|later| later["do"] == "edit_topic" && later["topic"] == *topic)
    };
    let mut words = 0;
    for line in lines.iter().filter(|line| !is_reworded(line)) {
        for field in ["question", "name", "title", "text", "label"] {
            if let Some(text) = line[field].as_str() {
                assert!(held.iter().any(|held| held == text), "{text} is not in the export");
                words += 1;
            }
        }
    }
    assert!(words > 50);
}

fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| strings(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| strings(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
