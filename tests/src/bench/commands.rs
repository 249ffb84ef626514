//! What commands cost that are on the disk before they are answered: in many forums at once beside a bare SQLite
//! writer of the same rows, and at a pace beside a bare file.

use crate::load::Load;
use crate::people::{self, People};
use crate::subject::{self, Subject};
use crate::usage::Usage;
use crate::{Arguments, Figures, broken, say};
use rusqlite::{Connection, params};
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};
use tests::Folder;

const FORUMS: usize = 100;
const PEOPLE: usize = 20;
/// Commands a second where it counts how long each takes.
const PACE: u32 = 1_000;
/// Bytes of a command in a log.
const LINE: usize = 400;
const DATABASE: &str = "bourdon.sqlite";

pub(crate) fn run(arguments: &Arguments, figures: &mut Figures) -> Result<(), String> {
    let people = people::prepare(FORUMS, PEOPLE)?;
    let only = ["bourdon".to_owned()];
    let mut subjects = subject::all(&people, &only, arguments.before.as_deref());
    for _ in 0..arguments.rounds {
        for subject in &subjects {
            if let Err(wrong) = measure(subject, &people, arguments.time, figures) {
                say(&format!("{}: {wrong}", subject.name));
            }
        }
        subjects.rotate_left(1);
    }
    Ok(())
}

fn measure(subject: &Subject, people: &People, time: Duration, figures: &mut Figures) -> Result<(), String> {
    let all = FORUMS * PEOPLE;
    let mut put = |what: &'static str, server: &str, value: f64| figures.put(all, what, server, value);
    let running = subject.start()?;
    let talk = running.talk(all)?;
    let mut load = Load::new(talk.as_ref(), running.address, all).map_err(broken)?;
    load.connect().map_err(broken)?;
    load.each(Duration::from_millis(300)).map_err(broken)?;
    let before = Usage::of(running.pid());
    let begun = Instant::now();
    let mut seen = load.each(time).map_err(broken)?;
    let answered = seen.acknowledged.len() as f64;
    let name = &subject.name;
    put("commands a second, one of each person under way", name, answered / begun.elapsed().as_secs_f64());
    put("µs of CPU a command", name, Usage::of(running.pid()).since(&before) / answered);
    put("ms to an acknowledgement, one of each under way, p99", name, at(&mut seen.acknowledged, 0.99));
    put("commands a second, one of each person under way", "SQLite", bare_writer(running.data(), people)?);

    let mut seen = load.pace(PACE, time).map_err(broken)?;
    put("ms to an acknowledgement, 1 000 a second, p50", name, at(&mut seen.acknowledged, 0.5));
    put("ms to an acknowledgement, 1 000 a second, p99", name, at(&mut seen.acknowledged, 0.99));
    let mut synced = bare_file(time).map_err(broken)?;
    put("ms to an acknowledgement, 1 000 a second, p50", "fdatasync", at(&mut synced, 0.5));
    put("ms to an acknowledgement, 1 000 a second, p99", "fdatasync", at(&mut synced, 0.99));
    put("% of a core that others took", name, Usage::of(running.pid()).others_since(&before));
    Ok(())
}

fn at(waited: &mut [f32], share: f64) -> f64 {
    waited.sort_by(f32::total_cmp);
    waited.get((waited.len().saturating_sub(1) as f64 * share) as usize).copied().unwrap_or(f32::NAN).into()
}

/// A commit with what it brought.
struct Rows {
    forum: String,
    seq: u64,
    at: String,
    hash: Vec<u8>,
    body: String,
    commands: Vec<String>,
}

/// Commands a second of one thread that writes what the server has written and does nothing else: one transaction
/// for a commit of each forum.
fn bare_writer(written: &Path, people: &People) -> Result<f64, String> {
    let wrong = |error: rusqlite::Error| error.to_string();
    let (written, anew) = (Folder::copy_of(written), Folder::copy_of(&people.folder));
    let (commits, texts, receipts) = rows(&written, &anew).map_err(wrong)?;
    let mut to = Connection::open(anew.path().join(DATABASE)).map_err(wrong)?;
    for (name, value) in [("journal_mode", "WAL"), ("synchronous", "FULL"), ("secure_delete", "ON")] {
        to.pragma_update(None, name, value).map_err(wrong)?;
    }
    let (mut texts, mut receipts) = (texts.iter(), receipts.iter());
    let mut count = 0;
    let begun = Instant::now();
    for round in commits.chunks(FORUMS) {
        let transaction = to.transaction().map_err(wrong)?;
        let mut write = |commit: &Rows| -> rusqlite::Result<()> {
            let Rows { forum, seq, at, hash, body, commands } = commit;
            transaction
                .prepare_cached(
                    "INSERT INTO commits (forum, seq, at, hash, body) VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![forum, seq, at, hash, body])?;
            for command in commands {
                transaction
                    .prepare_cached("INSERT INTO commands (forum, command, seq) VALUES (?1, ?2, ?3)")?
                    .execute(params![forum, command, seq])?;
                if let Some((forum, id, salt, text)) = texts.next() {
                    transaction
                        .prepare_cached("INSERT INTO texts (forum, id, salt, text) VALUES (?1, ?2, ?3, ?4)")?
                        .execute(params![forum, id, salt, text])?;
                }
                if let Some((receipt, forum)) = receipts.next() {
                    transaction
                        .prepare_cached("INSERT INTO receipts (receipt, forum) VALUES (?1, ?2)")?
                        .execute(params![receipt, forum])?;
                }
                count += 1;
            }
            Ok(())
        };
        round.iter().try_for_each(&mut write).map_err(wrong)?;
        transaction.commit().map_err(wrong)?;
    }
    Ok(f64::from(count) / begun.elapsed().as_secs_f64())
}

type Texts = Vec<(String, u64, Vec<u8>, String)>;
type Receipts = Vec<(String, String)>;

/// What stands in the first database and not yet in the second.
fn rows(written: &Folder, before: &Folder) -> rusqlite::Result<(Vec<Rows>, Texts, Receipts)> {
    let from = Connection::open(written.path().join(DATABASE))?;
    from.execute("ATTACH ?1 AS before", [before.path().join(DATABASE).display().to_string()])?;
    let mut commands = from.prepare("SELECT command FROM commands WHERE forum = ?1 AND seq = ?2")?;
    let mut commits = from.prepare(
        "SELECT forum, seq, at, hash, body FROM main.commits WHERE rowid > (SELECT max(rowid) FROM before.commits)
         ORDER BY rowid",
    )?;
    let commits = commits.query_map([], |row| {
        let (forum, seq): (String, u64) = (row.get(0)?, row.get(1)?);
        let commands =
            commands.query_map(params![forum, seq], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(Rows { forum, seq, at: row.get(2)?, hash: row.get(3)?, body: row.get(4)?, commands })
    })?;
    let commits = commits.collect::<Result<_, _>>()?;
    let mut texts = from.prepare(
        "SELECT forum, id, salt, text FROM main.texts WHERE rowid > (SELECT max(rowid) FROM before.texts)
         ORDER BY rowid",
    )?;
    let texts = texts.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let texts = texts.collect::<Result<_, _>>()?;
    let mut receipts =
        from.prepare("SELECT receipt, forum FROM main.receipts EXCEPT SELECT * FROM before.receipts")?;
    let receipts = receipts.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok((commits, texts, receipts))
}

/// Milliseconds from when each line was meant to be written to when it was on the disk.
fn bare_file(time: Duration) -> std::io::Result<Vec<f32>> {
    let folder = Folder::new();
    let mut file = File::create(folder.path().join("lines"))?;
    let (begun, mut due, mut synced) = (Instant::now(), Instant::now(), Vec::new());
    while begun.elapsed() < time {
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        file.write_all(&[b'x'; LINE])?;
        file.sync_data()?;
        synced.push(due.elapsed().as_secs_f32() * 1e3);
        due += Duration::from_secs(1) / PACE;
    }
    Ok(synced)
}
