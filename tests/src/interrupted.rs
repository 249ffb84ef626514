//! A large day through a server that ends again and again: nothing that it acknowledged may be lost.

use crate::large::{self, Seeded};
use crate::phone::PATIENCE;
use crate::real::{Replay, judge};
use crate::{Folder, Server, plan};
use rusqlite::{Connection, OpenFlags};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
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
    let mut counted = Acks::new(&acks);
    for moment in moments {
        counted.reach(moment);
        interrupt(server);
    }
    let replayed = replay.end();
    let mut wrong = judge(server, &lines, &replayed.summary).wrong;
    if !replayed.succeeded {
        wrong.insert(0, format!("the replay failed:\n{}", replayed.output));
    }
    let database = server.data.path().join("bourdon.sqlite");
    let log = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("a database");
    let mut found = BTreeMap::<String, Vec<u64>>::new();
    let mut rows = log.prepare("SELECT command, seq FROM commands").expect("a table of commands");
    let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("a query");
    for (command, seq) in rows.map(|row| row.expect("an id and a number")) {
        found.entry(command).or_default().push(seq);
    }
    for ack in plan::read(&acks).expect("an acknowledgement is a line of JSON") {
        let line = &lines[ack["line"].as_u64().expect("a line") as usize - 1];
        let found = found.get(ack["id"].as_str().expect("an id")).map_or(&[][..], Vec::as_slice);
        match *found {
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

/// Counts the acknowledgements that have come.
pub struct Acks<'a> {
    path: &'a Path,
    read: u64,
    count: usize,
}

impl<'a> Acks<'a> {
    /// Those that a replay writes to this file.
    pub fn new(path: &'a Path) -> Self {
        Self { path, read: 0, count: 0 }
    }

    /// Waits until there are so many.
    ///
    /// # Panics
    /// When they do not come.
    pub fn reach(&mut self, moment: usize) {
        let step = Duration::from_millis(2);
        let mut patience = PATIENCE * 3;
        while self.count() < moment {
            assert!(!patience.is_zero(), "{} acknowledgements, {moment} awaited", self.count);
            std::thread::sleep(step);
            patience = patience.saturating_sub(step);
        }
    }

    fn count(&mut self) -> usize {
        let mut new = Vec::new();
        if let Ok(mut file) = File::open(self.path) {
            file.seek(SeekFrom::Start(self.read)).expect("a file has an end");
            self.read += file.read_to_end(&mut new).expect("a test reads its own folder") as u64;
            self.count += new.iter().filter(|byte| **byte == b'\n').count();
        }
        self.count
    }
}
