//! A large day through a server that ends again and again: nothing that it acknowledged may be lost.

use crate::large::{self, Seeded};
use crate::phone::PATIENCE;
use crate::real::{Replay, judge};
use crate::{Folder, Server, plan};
use rusqlite::{Connection, OpenFlags};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

/// Plays a large day, in which `interrupt` ends the server so many times at moments that the seed says,
/// and starts it again. A sentence for each thing that is wrong.
///
/// # Panics
/// When the day does not go on.
pub fn interrupted(
    server: &mut Server,
    seed: u64,
    times: usize,
    mut interrupt: impl FnMut(&mut Server),
) -> Vec<String> {
    let mut seeded = Seeded(seed);
    let folder = Folder::new();
    let (path, acks) = (folder.path().join("large.jsonl"), folder.path().join("acks"));
    let lines = large::plan(seed);
    plan::write(&path, &lines).expect("a test writes its own folder");
    let mut moments = BTreeSet::new();
    while moments.len() < times {
        moments.insert(1 + seeded.below(lines.len() * 9 / 10));
    }
    let replay = Replay::start(server, &path, Some(&acks));
    for moment in moments {
        reach(&acks, moment);
        interrupt(server);
    }
    let replayed = replay.end();
    let mut wrong = judge(server, &lines, &replayed.summary).wrong;
    if !replayed.succeeded {
        wrong.insert(0, format!("the replay failed:\n{}", replayed.output));
    }
    let database = server.data.path().join("bourdon.sqlite");
    let log = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("a database");
    let mut find = log.prepare("SELECT seq FROM commands WHERE command = ?1").expect("a table of commands");
    for ack in plan::read(&acks).expect("an acknowledgement is a line of JSON") {
        let line = &lines[ack["line"].as_u64().expect("a line") as usize - 1];
        let rows = find.query_map([ack["id"].as_str()], |row| row.get(0)).expect("a query");
        let found: Vec<u64> = rows.collect::<Result<_, _>>().expect("numbers");
        match found[..] {
            [seq] if Some(seq) == ack["seq"].as_u64() => {}
            [seq] => wrong.push(format!("acknowledged in {}, found in {seq}: {line}", ack["seq"])),
            // Wishes and supports that stood already were done without an effect.
            [] if ["interest", "support", "enter"].contains(&plan::word(line)) => {}
            [] => wrong.push(format!("lost: {line}, {} in its place", stands(&log, &ack["seq"]))),
            _ => wrong.push(format!("{} times: {line}", found.len())),
        }
    }
    wrong
}

/// What the log holds where something was acknowledged.
fn stands(log: &Connection, seq: &serde_json::Value) -> String {
    let body = log.query_row(
        "SELECT at || ' ' || substr(body, 1, 200) FROM commits WHERE seq = ?1",
        [seq.as_u64()],
        |row| row.get::<_, String>(0),
    );
    body.map_or_else(|error| format!("{error} stands"), |body| format!("{seq} holds {body}"))
}

/// Waits until this many acknowledgements have come.
fn reach(acks: &Path, moment: usize) {
    let count = || std::fs::read(acks).map_or(0, |bytes| bytes.iter().filter(|byte| **byte == b'\n').count());
    let step = Duration::from_millis(2);
    let mut patience = PATIENCE * 3;
    while count() < moment {
        assert!(!patience.is_zero(), "{} acknowledgements, {moment} awaited", count());
        std::thread::sleep(step);
        patience = patience.saturating_sub(step);
    }
}
