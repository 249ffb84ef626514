//! `tests/documents [CONTRIBUTIONS]`: what the documents of an evening's forum cost, beside other programs that make
//! the same of the same, and beside people who go on. Medians of five, side by side. One line of JSON.
//! The documents are left in the folder that `DOCUMENTS` names.

use serde_json::{Map, Value, json};
use std::ffi::OsStr;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use tests::http::request;
use tests::real::Replay;
use tests::room::{bearer, exchange};
use tests::turns::{Times, in_turns};
use tests::{Folder, Room, Server, plan, territory};

const ROUNDS: usize = 5;
/// People who go on meanwhile, and how often each does something.
const PEOPLE: usize = 150;
const EVERY: Duration = Duration::from_secs(2);

#[tokio::main]
async fn main() {
    let contributions =
        std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(territory::CONTRIBUTIONS);
    let folder = std::env::var_os("DOCUMENTS").map(PathBuf::from).expect("DOCUMENTS names a folder");
    let work = Folder::new();
    let path = work.path().join("territoire.jsonl");
    plan::write(&path, &territory::plan(contributions)).expect("a test writes its own folder");
    let server = Server::start();
    let replayed = Replay::start(&server, &path, None).end();
    assert!(replayed.succeeded, "{}", replayed.output);
    let named = |name: &str| replayed.summary[name].as_str().expect("the replay says it").to_owned();
    let owner = exchange(&server).await;
    let room = Room {
        address: server.address,
        facilitator: owner.clone(),
        owner,
        forum: named("forum"),
        code: named("code"),
        slots: Default::default(),
        spaces: Default::default(),
        colleges: Default::default(),
    };

    let (first, all) = timed(get(&room, "tout.zip")).await;
    let memory = server.most_memory() / 1_000_000;
    zip::ZipArchive::new(Cursor::new(&all))
        .and_then(|mut zip| zip.extract(&folder))
        .expect("a ZIP is unpacked");
    let (html, docx, csv) =
        (find(&folder, "livre.html"), find(&folder, "livre.docx"), find(&folder, "tableau.csv"));

    let mut times = Vec::from_iter(
        [
            "tout.zip",
            "livre.docx",
            "livre.odt",
            "tableau.xlsx",
            "pandoc.docx",
            "pandoc.odt",
            "openpyxl",
            "soffice",
        ]
        .map(|name| (name, Vec::new())),
    );
    let profile = format!("-env:UserInstallation=file://{}", work.path().join("office").display());
    for _ in 0..ROUNDS {
        for (name, times) in &mut times {
            let out = work.path().join(*name);
            times.push(match *name {
                "pandoc.docx" | "pandoc.odt" => {
                    run("pandoc", &[html.as_os_str(), "-o".as_ref(), out.as_ref()])
                }
                "openpyxl" => openpyxl(&csv, &out),
                "soffice" => run(
                    "soffice",
                    &[
                        profile.as_ref(),
                        "--headless".as_ref(),
                        "--convert-to".as_ref(),
                        "pdf".as_ref(),
                        "--outdir".as_ref(),
                        work.path().as_os_str(),
                        docx.as_ref(),
                    ],
                ),
                file => timed(get(&room, file)).await.0,
            });
        }
    }
    let times = times.into_iter().map(|(name, times)| (name.to_owned(), Times::of(times).at(0.5)));
    let times = Vec::from_iter(times);
    let of = |name: &str| times.iter().find(|(known, _)| known == name).map_or(f64::NAN, |(_, time)| *time);
    let ratio = |ours, theirs| of(ours) / of(theirs);

    let export = server.export(&room.forum);
    let written = export["contributions"].as_array().expect("a list").iter();
    let mut written = written.filter_map(|one| one["text"].as_str().and(one["id"].as_str()));
    let supported = written.next_back().expect("somebody wrote").to_owned();
    let mut beside_s = Vec::new();
    let waits = in_turns(&room, &supported, PEOPLE, EVERY, async || {
        beside_s.push(timed(get(&room, "tout.zip")).await.0);
    })
    .await;

    let seconds = Map::from_iter(times.iter().map(|(name, time)| (name.clone(), Value::from(*time))));
    let line = json!({
        "contributions": contributions, "zip_bytes": all.len(), "first_zip_s": first, "seconds": seconds,
        "ratios": {
            "docx_pandoc": ratio("livre.docx", "pandoc.docx"), "odt_pandoc": ratio("livre.odt", "pandoc.odt"),
            "xlsx_openpyxl": ratio("tableau.xlsx", "openpyxl"), "zip_soffice": ratio("tout.zip", "soffice"),
        },
        "zip_beside_people_s": Times::of(beside_s).at(0.5), "most_memory_mb": memory,
        "most_memory_beside_people_mb": server.most_memory() / 1_000_000, "waits": waits.said(),
    });
    let _ = writeln!(std::io::stdout(), "{line}");
}

async fn get(room: &Room, document: &str) -> Vec<u8> {
    let line = format!("GET /api/forums/{}/documents/{document}", room.forum);
    let answer = request(room.address, &line, &[bearer(&room.facilitator)], None).await;
    assert_eq!(answer.status, 200, "{document}: {}", String::from_utf8_lossy(&answer.body));
    answer.body
}

async fn timed<T>(work: impl Future<Output = T>) -> (f64, T) {
    let since = Instant::now();
    let made = work.await;
    (since.elapsed().as_secs_f64(), made)
}

fn find(folder: &Path, end: &str) -> PathBuf {
    let mut files = std::fs::read_dir(folder).expect("a folder of its own").filter_map(Result::ok);
    let is_it = |name: &OsStr| name.to_str().is_some_and(|name| name.ends_with(end));
    files.find(|file| is_it(&file.file_name())).expect("the ZIP holds it").path()
}

/// How long another program takes.
fn run(program: &str, words: &[&OsStr]) -> f64 {
    let since = Instant::now();
    let output = Command::new(program).args(words).output().expect("the program is there");
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    since.elapsed().as_secs_f64()
}

/// How long openpyxl takes for the rows of the table, without its own start.
fn openpyxl(csv: &Path, out: &Path) -> f64 {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/openpyxl_table.py");
    let python = std::env::var_os("PYTHON").expect("PYTHON has openpyxl");
    let output = Command::new(python).arg(script).arg(csv).arg(out).output().expect("Python starts");
    String::from_utf8_lossy(&output.stdout).trim().parse().expect("it says seconds")
}
