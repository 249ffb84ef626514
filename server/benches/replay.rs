//! What reading a forum again costs, every hash verified and every rule applied, beside reading and decoding the same
//! rows and nothing else: `cargo bench -p server --bench replay`.

use forum::{Caller, Commit, Entry, Founding, SecretHash, State, hash_token};
use jiff::Timestamp;
use protocol::command::{self, Order};
use protocol::secret::Token;
use protocol::{CommandId, ForumId, ParticipantId, PassId, SubjectId};
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::{Value, json, value::to_raw_value};
use server::forums::Forums;
use server::log::{Log, NewSubject, new_epoch, salt};
use server::sorter::Sorter;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use uuid::Uuid;

const CONTRIBUTIONS: usize = 20_000;
const PEOPLE: usize = 200;
/// Small forums beside the large one.
const FORUMS: usize = 300;
const CONTRIBUTIONS_OF_FORUM: usize = 30;
const PEOPLE_OF_FORUM: usize = 10;
const ROUNDS: usize = 5;

/// A data folder that goes at the end.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left behind in the folder for temporary files harms nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn id() -> Uuid {
    Uuid::new_v4()
}

fn order(mut command: Value) -> Order {
    command["id"] = json!(id());
    command::read(&to_raw_value(&command).expect("it is JSON")).expect("it is a command")
}

/// A forum in the making: its state, and its log, one commit a command.
struct Making<'a> {
    log: &'a Log,
    id: ForumId,
    state: State,
    seq: u64,
    at: Timestamp,
}

impl Making<'_> {
    async fn new(log: &Log, number: usize) -> Making<'_> {
        let (id, pass, at) = (ForumId(id()), PassId(id()), Timestamp::UNIX_EPOCH);
        let slot = json!({"as": Uuid::from_u128(1), "label": "Matin", "start": "09:00", "end": "10:00"});
        let space = json!({"as": Uuid::from_u128(2), "label": "Tilleul"});
        let create = json!({
            "do": "create_forum", "as": id, "question": "Que voulons-nous faire ensemble ?", "language": "fr",
            "slots": [slot], "spaces": [space],
        });
        let code = format!("F{number}");
        let founding = Founding { code: code.clone(), pass, token: hash(number as u8) };
        let entry = forum::create(&order(create), &founding, at).expect("a forum can be created");
        let mut state = State::default();
        state.apply(&entry, 1, at);
        let commit = Commit::new(1, at, vec![entry], salt);
        let new = NewSubject::<State> { id: id.into(), code, epoch: new_epoch(), key: Some([7; 32]), commit };
        log.create(new).await.expect("the log takes it");
        let mut making = Making { log, id, state, seq: 1, at };
        let facilitator = Caller::Facilitator(pass);
        making.order(&facilitator, json!({"do": "phase", "phase": "groups"})).await;
        making
    }

    async fn order(&mut self, caller: &Caller, command: Value) {
        let entry = forum::decide(&self.state, caller, &order(command), self.at).expect("the rules allow it");
        self.at += Duration::from_secs(1);
        self.seq += 1;
        self.state.apply(&entry, self.seq, self.at);
        self.state.take_touched();
        self.state.take_counted();
        let commit = Commit::new(self.seq, self.at, vec![entry], salt);
        self.log.append::<State>(self.id.into(), commit).await.expect("the log takes it");
    }

    /// People who say so much in a group.
    async fn fill(&mut self, people: usize, contributions: usize) {
        let (topic, group) = (id(), id());
        let mut all = Vec::new();
        for _ in 0..people {
            let (person, token) = (id(), String::from(Token::new(rest(id()))));
            self.order(
                &Caller::Newcomer,
                json!({"do": "join", "as": person, "name": "Camille", "token": token}),
            )
            .await;
            all.push(Caller::Participant(ParticipantId(person)));
        }
        self.order(&all[0], json!({"do": "propose", "as": topic, "title": "Un car le samedi"})).await;
        let place = json!({"do": "place", "as": group, "topic": topic, "slot": Uuid::from_u128(1),
                           "space": Uuid::from_u128(2)});
        self.order(&all[0], place).await;
        self.order(&all[0], json!({"do": "open", "group": group})).await;
        for person in &all {
            self.order(person, json!({"do": "enter", "group": group})).await;
        }
        for number in 0..contributions {
            let contribution = id();
            let text =
                format!("{number} : un lieu ouvert le soir pour les familles, près de la gare ou du bourg");
            let write =
                json!({"do": "write", "as": contribution, "group": group, "kind": "need", "text": text});
            self.order(&all[number % people], write).await;
            if number % 2 == 0 {
                let support = json!({"do": "support", "contribution": contribution});
                self.order(&all[(number + 1) % people], support).await;
            }
        }
    }
}

fn hash(number: u8) -> SecretHash {
    hash_token(&Token::new([number; 32]))
}

fn rest(id: Uuid) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[..16].copy_from_slice(id.as_bytes());
    bytes
}

/// All rows of a forum, decoded, and nothing else.
fn read_and_decode(data: &Path, forum: SubjectId) -> usize {
    #[derive(Deserialize)]
    struct Body {
        entries: Vec<Entry>,
    }
    let connection = Connection::open(data.join("bourdon.sqlite")).expect("the log is closed");
    let key = forum.to_string();
    let mut statement =
        connection.prepare("SELECT id, salt, text FROM texts WHERE forum = ?1").expect("a table");
    let texts = statement.query_map([&key], |row| {
        Ok((row.get::<_, u64>(0)?, (row.get::<_, Vec<u8>>(1)?, row.get::<_, String>(2)?)))
    });
    let texts: BTreeMap<_, _> = texts.expect("rows").collect::<Result<_, _>>().expect("rows");
    let mut statement = connection.prepare("SELECT at, body FROM commits WHERE forum = ?1").expect("a table");
    let commits = statement.query_map([&key], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)));
    let commits = commits.expect("rows").map(|row| {
        let (at, body) = row.expect("a row");
        let Body { entries } = serde_json::from_str(&body).expect("a commit");
        (at.parse::<Timestamp>().expect("a time"), entries)
    });
    let commits: Vec<_> = commits.collect();
    let mut statement =
        connection.prepare("SELECT command, seq FROM commands WHERE forum = ?1").expect("a table");
    let commands = statement.query_map([&key], |row| Ok((row.get::<_, String>(0)?, row.get::<_, u64>(1)?)));
    let commands = commands.expect("rows").map(|row| {
        let (command, seq) = row.expect("a row");
        (command.parse::<CommandId>().expect("an id"), seq)
    });
    let commands: Vec<_> = commands.collect();
    black_box(texts).len() + black_box(commits).len() + black_box(commands).len()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

#[tokio::main]
async fn main() {
    let folder = Folder(std::env::temp_dir().join(format!("bourdon-replay-{}", id())));
    let large = {
        let log = Log::open(&folder.0).expect("an empty folder");
        let mut large = Making::new(&log, 0).await;
        large.fill(PEOPLE, CONTRIBUTIONS).await;
        for number in 1..=FORUMS {
            Making::new(&log, number).await.fill(PEOPLE_OF_FORUM, CONTRIBUTIONS_OF_FORUM).await;
        }
        let (id, seq, mut state) = (SubjectId::from(large.id), large.seq, large.state.clone());
        let kept = state.kept();
        log.store_checkpoint(id, seq, move || kept.to_checkpoint()).await.expect("the log takes it");
        log.close().await;
        id
    };
    let [mut plain, mut replays, mut starts, mut alls] = [const { Vec::new() }; 4];
    for _ in 0..ROUNDS {
        let begin = Instant::now();
        black_box(read_and_decode(&folder.0, large));
        plain.push(begin.elapsed());

        let log = Log::open(&folder.0).expect("nobody else has it");
        let begin = Instant::now();
        black_box(log.read_from_start::<State>(large).await.expect("the log is whole").state());
        replays.push(begin.elapsed());
        let begin = Instant::now();
        black_box(log.read::<State>(large).await.expect("the log is whole").state());
        starts.push(begin.elapsed());
        let forums =
            Forums::open(log.clone(), 6, Sorter::start().expect("it starts")).await.expect("they are read");
        let begin = Instant::now();
        assert_eq!(forums.all().await.len(), FORUMS + 1);
        alls.push(begin.elapsed() - *starts.last().expect("it was measured"));
        forums.shutdown().await;
        log.close().await;
    }
    let [plain, replay, start, all] = [plain, replays, starts, alls].map(median);
    let ratio = replay.as_secs_f64() / plain.as_secs_f64();
    eprintln!(
        "{CONTRIBUTIONS} contributions: rows read and decoded {plain:?}; replayed, hashes verified {replay:?} = {ratio:.2} ×"
    );
    eprintln!("the same from a checkpoint, hashes verified {start:?}; {FORUMS} forums beside it {all:?}");
}
