//! The server is killed again and again during a large day, and nothing that it acknowledged is lost.

use rusqlite::{Connection, OpenFlags};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;
use tests::large::{self, Seeded};
use tests::phone::PATIENCE;
use tests::real::{Replay, judge};
use tests::{Folder, Server, plan};

const KILLS: usize = 20;

#[test]
fn a_server_killed_twenty_times_loses_nothing() {
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| uuid::Uuid::new_v4().as_u64_pair().0);
    eprintln!("SEED={seed}");
    let mut seeded = Seeded(seed);
    let folder = Folder::new();
    let (path, acks) = (folder.path().join("large.jsonl"), folder.path().join("acks"));
    let lines = large::plan(seed);
    plan::write(&path, &lines).expect("a test writes its own folder");

    let mut server = Server::start();
    let moments: BTreeSet<usize> = (0..KILLS).map(|_| 1 + seeded.below(lines.len() * 9 / 10)).collect();
    let replay = Replay::start(&server, &path, Some(&acks));
    for moment in &moments {
        reach(&acks, *moment);
        server.kill();
        server.start_again();
    }
    let replayed = replay.end();
    assert!(replayed.succeeded, "{}", replayed.output);

    let proof = judge(&mut server, &lines, &replayed.summary);
    assert!(proof.wrong.is_empty(), "{:#?}", proof.wrong);
    let database = server.data.path().join("bourdon.sqlite");
    let log = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("a database");
    let mut find = log.prepare("SELECT seq FROM commands WHERE command = ?1").expect("a table of commands");
    for ack in plan::read(&acks).expect("an acknowledgement is a line of JSON") {
        let line = &lines[ack["line"].as_u64().expect("a line") as usize - 1];
        let rows = find.query_map([ack["id"].as_str()], |row| row.get(0)).expect("a query");
        let found: Vec<u64> = rows.collect::<Result<_, _>>().expect("numbers");
        match found[..] {
            [seq] => assert_eq!(Some(seq), ack["seq"].as_u64(), "{line}"),
            // Wishes and supports that stood already were done without an effect.
            [] => assert!(["interest", "support", "enter"].contains(&plan::word(line)), "lost: {line}"),
            _ => panic!("{line} stands {} times", found.len()),
        }
    }
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
