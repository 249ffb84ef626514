use super::*;
use forum::entry::{Caller, Commit, Entry};
use forum::event::{ContributionRetired, DoorOpened, Event, Renamed};
use forum::{RULES, State};
use protocol::secret::Token;
use protocol::{CommandId, ContributionId, ParticipantId, TextId};

use std::collections::BTreeMap;
use subject::{Text, hash_token};
use uuid::Uuid;

/// A data folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        Self(std::env::temp_dir().join(format!("bourdon-log-{}", Uuid::new_v4())))
    }

    /// Changes the closed database behind the log's back.
    fn tamper(&self, sql: &str) {
        let connection = Connection::open(self.0.join("bourdon.sqlite")).unwrap();
        assert!(connection.execute(sql, []).unwrap() > 0, "{sql} changes nothing");
    }

    fn holds(&self, words: &str) -> bool {
        std::fs::read_dir(&self.0).unwrap().any(|file| {
            // The new high-water mark gets its name at any moment.
            let bytes = std::fs::read(file.unwrap().path()).unwrap_or_default();
            bytes.windows(words.len()).any(|window| window == words.as_bytes())
        })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn entry(event: impl Into<Event>) -> Entry {
    Entry {
        command: CommandId(Uuid::new_v4()),
        caller: Caller::Owner,
        events: vec![event.into()],
        texts: BTreeMap::new(),
        credentials: Vec::new(),
        erased: Vec::new(),
    }
}

fn commit(seq: u64, entries: Vec<Entry>) -> Commit {
    Commit::new(seq, "2026-11-24T09:00:00.25Z".parse().unwrap(), entries, salt)
}

/// Somebody writes the text with this number.
fn written(seq: u64, id: u64, text: &str) -> Commit {
    let event = Renamed { person: ParticipantId(Uuid::new_v4()), name: TextId(id) };
    let texts = BTreeMap::from([(TextId(id), Text::Fresh(text.to_owned()))]);
    commit(seq, vec![Entry { texts, ..entry(event) }])
}

fn retired(seq: u64, ids: impl IntoIterator<Item = u64>) -> Commit {
    let event = ContributionRetired { contribution: ContributionId(Uuid::new_v4()), why: None };
    let erased = ids.into_iter().map(TextId).collect();
    commit(seq, vec![Entry { erased, ..entry(event) }])
}

/// The checkpoint of a forum of which nothing is known.
fn checkpoint() -> Vec<u8> {
    State::default().to_checkpoint()
}

async fn create(log: &Log, code: &str) -> SubjectId {
    let id = SubjectId(Uuid::new_v4());
    let commit = commit(1, vec![entry(DoorOpened {})]);
    let (code, epoch) = (code.to_owned(), "e".to_owned());
    log.create(NewSubject::<State> { id, code, epoch, key: Some([7; 32]), commit }).await.unwrap();
    id
}

fn owner() -> SecretHash {
    hash_token(&Token::new([7; 32]))
}

#[tokio::test]
async fn what_was_appended_is_read_again_after_a_restart() {
    let folder = Folder::new();
    let log = Log::open(&folder.0).unwrap();
    let id = create(&log, "ABCDEF").await;
    let second = written(2, 1, "Un bus le samedi");
    log.append::<State>(id, second.clone()).await.unwrap();
    log.store_checkpoint(id, 1, checkpoint).await.unwrap();
    log.close().await;

    let log = Log::open(&folder.0).unwrap();
    let stored = log.read::<State>(id).await.unwrap();
    assert_eq!((stored.code.as_str(), stored.epoch.as_str()), ("ABCDEF", "e"));
    assert_eq!(stored.key, Some([7; 32]));
    assert_eq!(stored.checkpoint.as_ref().map(|checkpoint| checkpoint.seq), Some(1));
    assert_eq!(stored.commits, std::slice::from_ref(&second));
    assert_eq!(stored.texts, BTreeMap::from([(TextId(1), "Un bus le samedi".to_owned())]));
    assert!(stored.done.contains(&(second.entries[0].command, 2)));
    assert_eq!(stored.done.len(), 2);
    assert_eq!(log.done_in(id, second.entries[0].command).await.unwrap(), Some(2));
    assert_eq!(log.done_in(id, CommandId(uuid::Uuid::nil())).await.unwrap(), None);
    assert_eq!(log.read_from_start::<State>(id).await.unwrap().commits.len(), 2);
    assert_eq!(
        log.subjects().await.unwrap(),
        [SubjectRow { id, code: "ABCDEF".to_owned(), kind: SubjectKind::Forum }]
    );

    log.destroy_key::<State>(id).await.unwrap();
    assert_eq!(log.read::<State>(id).await.unwrap().key, None);
    log.close().await;
    assert!(!folder.holds(std::str::from_utf8(&[7; 32]).unwrap()), "the key of the dots is gone");
}

#[tokio::test]
async fn a_commit_goes_only_after_the_one_before_it() {
    let folder = Folder::new();
    let log = Log::open(&folder.0).unwrap();
    let id = create(&log, "ABCDEF").await;
    let second = written(2, 1, "a");
    log.append::<State>(id, second.clone()).await.unwrap();

    for refused in [written(2, 2, "taken"), written(4, 2, "not yet"), Commit { seq: 3, ..second }] {
        assert_eq!(log.append::<State>(id, refused).await, Err(AppendError::Conflict));
    }
    let nowhere = SubjectId(Uuid::new_v4());
    assert_eq!(log.append::<State>(nowhere, written(1, 1, "nowhere")).await, Err(AppendError::Conflict));
    let new = |id, code: &str| NewSubject::<State> {
        id,
        code: code.to_owned(),
        epoch: "e".to_owned(),
        key: Some([0; 32]),
        commit: commit(1, vec![entry(DoorOpened {})]),
    };
    assert_eq!(log.create(new(id, "GHJKMN")).await, Err(AppendError::Conflict));
    assert_eq!(log.create(new(nowhere, "ABCDEF")).await, Err(AppendError::Conflict));

    log.append::<State>(id, written(3, 2, "next")).await.unwrap();
    assert_eq!(log.read_from_start::<State>(id).await.unwrap().commits.len(), 3);
    assert_eq!(log.subjects().await.unwrap().len(), 1);
    log.close().await;
}

#[tokio::test]
async fn a_refused_append_does_not_refuse_those_beside_it() {
    let folder = Folder::new();
    let log = Log::open(&folder.0).unwrap();
    let mut forums = Vec::new();
    for number in 0..20 {
        forums.push(create(&log, &format!("CODE{number}")).await);
    }
    let appends: Vec<_> = forums
        .iter()
        .enumerate()
        .map(|(number, id)| {
            let (log, id) = (log.clone(), *id);
            let seq = if number % 2 == 0 { 2 } else { 9 };
            tokio::spawn(async move { log.append::<State>(id, written(seq, 1, "x")).await })
        })
        .collect();
    for (number, append) in appends.into_iter().enumerate() {
        let expected = if number % 2 == 0 { None } else { Some(AppendError::Conflict) };
        assert_eq!(append.await.unwrap().err(), expected);
    }
    log.close().await;
}

#[tokio::test]
async fn an_erased_text_is_left_in_no_file() {
    let folder = Folder::new();
    let log = Log::open(&folder.0).unwrap();
    let (one, other) = (create(&log, "ABCDEF").await, create(&log, "GHJKMN").await);
    let words = |forum: &str, id: u64| format!("<{forum}{id}>{}", "mots ".repeat((id % 90) as usize));
    for id in 1..=160 {
        log.append::<State>(one, written(id + 1, id, &words("one", id))).await.unwrap();
        log.append::<State>(other, written(id + 1, id, &words("other", id))).await.unwrap();
    }
    assert!(folder.holds("<one3>"));

    let mut seq = 162;
    for id in (1..=160).step_by(3) {
        log.append::<State>(one, retired(seq, [id])).await.unwrap();
        seq += 1;
    }
    for id in (1..=160).step_by(3) {
        assert!(!folder.holds(&format!("<one{id}>")), "while the log is open, text {id}");
    }
    assert_eq!(log.check().await.unwrap().problems, Vec::<String>::new());
    let stored = log.read_from_start::<State>(one).await.unwrap();
    assert_eq!(stored.texts.get(&TextId(1)), None);
    let erased = &stored.commits[1].entries[0].texts[&TextId(1)];
    assert!(matches!(erased, Text::Hash(_)), "its number stays taken: {erased:?}");
    assert_eq!(stored.texts[&TextId(2)], words("one", 2));

    log.append::<State>(one, retired(seq, 1..=160)).await.unwrap();
    log.close().await;
    assert!(!folder.holds("<one"));
    assert!(folder.holds("<other160>"));
}

/// Appends the commits of a forum to another log as they are read, with what was erased in between.
async fn follow(log: &Log, id: SubjectId) {
    let folder = Folder::new();
    let follower = Log::open(&folder.0).unwrap();
    let Stored { code, epoch, commits, heads, texts, .. } = log.read_from_start::<State>(id).await.unwrap();
    let mut commits = commits.into_iter();
    let commit = commits.next().unwrap();
    let new = NewSubject::<State> { id, code, epoch, key: Some([7; 32]), commit };
    let mut chain = vec![follower.create(new).await.unwrap()];
    for commit in commits {
        chain.push(follower.append::<State>(id, commit).await.unwrap());
    }
    assert_eq!(chain, heads);
    assert_eq!(follower.read_from_start::<State>(id).await.unwrap().texts, texts);
    let sound = CheckReport { forums: 1, commits: heads.len(), ..CheckReport::default() };
    assert_eq!(follower.check().await.unwrap(), sound);
    follower.close().await;
}

#[tokio::test]
async fn a_follower_has_the_same_chain() {
    let folder = Folder::new();
    let log = Log::open(&folder.0).unwrap();
    let id = create(&log, "ABCDEF").await;
    for (id_of_text, text) in [(1, "Un bus"), (2, "Un train"), (3, "Un vélo")] {
        log.append::<State>(id, written(id_of_text + 1, id_of_text, text)).await.unwrap();
    }
    log.append::<State>(id, retired(5, [2])).await.unwrap();

    follow(&log, id).await;
    log.close().await;
}

/// Commits in forms that are no longer written keep their form.
#[tokio::test]
async fn a_follower_of_an_old_log_has_the_same_chain() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/folders");
    for entry in std::fs::read_dir(golden).unwrap() {
        let folder = Folder::new();
        std::fs::create_dir(&folder.0).unwrap();
        for file in std::fs::read_dir(entry.unwrap().path().join("data")).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), folder.0.join(file.file_name())).unwrap();
        }
        let log = Log::open(&folder.0).unwrap();
        for row in log.subjects().await.unwrap() {
            follow(&log, row.id).await;
        }
        log.close().await;
    }
}

#[tokio::test]
async fn a_text_without_a_salt_is_not_appended() {
    let folder = Folder::new();
    let log = Log::open(&folder.0).unwrap();
    let id = create(&log, "ABCDEF").await;
    let texts = BTreeMap::from([(TextId(1), Text::Fresh("Un bus".to_owned()))]);
    let entries = vec![Entry { texts, ..entry(DoorOpened {}) }];
    assert_eq!(
        log.append::<State>(id, Commit { entries, ..commit(2, vec![]) }).await,
        Err(AppendError::Stopped)
    );
    log.close().await;
}

#[tokio::test]
async fn a_check_finds_what_was_changed() {
    for (sql, problem) in [
        (
            "UPDATE commits SET body = replace(body, 'owner', 'newcomer') WHERE seq = 2",
            "commit 2 is not as it was",
        ),
        ("UPDATE commits SET at = '2026-11-24T10:00:00Z' WHERE seq = 2", "commit 2 is not as it was"),
        ("UPDATE texts SET text = 'Un train' WHERE id = 1", "text 1 of commit 2 is not as it was"),
        ("DELETE FROM texts WHERE id = 1", "text 1 of commit 2 is missing"),
        ("DELETE FROM commits WHERE seq = 2", "commit 2 is missing"),
        (
            "INSERT INTO checkpoints SELECT id, 2, CAST('{}' AS BLOB), NULL FROM forums",
            "the checkpoint at commit 2 is not as it was written",
        ),
        ("UPDATE commands SET seq = 3 WHERE seq = 2", "a command of commit 2 is not under its number"),
        ("UPDATE forums SET code = 'ABCDEG'", "its code, epoch or key is not as it was written"),
        ("UPDATE forums SET epoch = 'f'", "its code, epoch or key is not as it was written"),
        ("UPDATE forums SET dot_key = zeroblob(32)", "its code, epoch or key is not as it was written"),
        ("UPDATE owners SET hash = 'ac'", "1 of the owner's tokens are not as they were written"),
        ("INSERT INTO texts SELECT id, 9, x'00', '' FROM forums", "1 texts stand in no commit"),
        ("DELETE FROM commits WHERE seq = 3", "ends at commit 2, but it had reached 3"),
        ("DELETE FROM commits WHERE seq > 0", "ends at commit 0, but it had reached 3"),
    ] {
        let folder = Folder::new();
        let log = Log::open(&folder.0).unwrap();
        let id = create(&log, "ABCDEF").await;
        log.append::<State>(id, written(2, 1, "Un bus")).await.unwrap();
        log.append::<State>(id, written(3, 2, "Un vélo")).await.unwrap();
        log.add_owner(owner()).await.unwrap();
        let sound = CheckReport { forums: 1, commits: 3, ..CheckReport::default() };
        assert_eq!(log.check().await.unwrap(), sound);
        log.close().await;

        folder.tamper(sql);
        let report = LogReader::open(&folder.0).unwrap().check().unwrap();
        assert!(report.problems.iter().any(|found| found.contains(problem)), "{sql}: {report:?}");
    }
}

#[tokio::test]
async fn a_checkpoint_that_the_commits_do_not_give_is_found() {
    let folder = Folder::new();
    let log = Log::open(&folder.0).unwrap();
    let id = create(&log, "ABCDEF").await;
    log.append::<State>(id, written(2, 1, "Un bus")).await.unwrap();
    log.store_checkpoint(id, 2, checkpoint).await.unwrap();
    let report = log.check().await.unwrap();
    assert_eq!(report.problems, ["forum ABCDEF: the checkpoint at commit 2 is not what the commits give"]);
    log.close().await;
}

#[tokio::test]
async fn a_checkpoint_that_comes_late_takes_no_newer_one_s_place() {
    let folder = Folder::new();
    let log = Log::open(&folder.0).unwrap();
    let id = create(&log, "ABCDEF").await;
    log.append::<State>(id, written(2, 1, "Un bus")).await.unwrap();
    log.append::<State>(id, written(3, 2, "Un train")).await.unwrap();
    log.store_checkpoint(id, 3, checkpoint).await.unwrap();
    log.store_checkpoint(id, 2, checkpoint).await.unwrap();
    assert_eq!(log.read::<State>(id).await.unwrap().checkpoint.map(|checkpoint| checkpoint.seq), Some(3));
    log.close().await;
}

#[tokio::test]
async fn what_is_damaged_is_not_read() {
    for (sql, problem) in [
        ("UPDATE texts SET text = 'Un train' WHERE id = 1", "text 1 of commit 2 is not as it was written"),
        ("UPDATE commits SET at = '2026-11-24T10:00:00Z' WHERE seq = 2", "commit 2 is not as it was"),
        ("UPDATE commands SET command = 'other' WHERE seq = 2", "a command of commit 2 is not under"),
        ("UPDATE forums SET code = 'ABCDEG'", "its code, epoch or key is not as it was written"),
    ] {
        let folder = Folder::new();
        let log = Log::open(&folder.0).unwrap();
        let (one, other) = (create(&log, "ABCDEF").await, create(&log, "GHJKMN").await);
        log.append::<State>(one, written(2, 1, "Un bus")).await.unwrap();
        log.append::<State>(one, written(3, 2, "Un vélo")).await.unwrap();
        log.store_checkpoint(one, 3, checkpoint).await.unwrap();
        log.close().await;
        folder
            .tamper(&format!("{sql}{}", if sql.contains("forums") { " WHERE code = 'ABCDEF'" } else { "" }));

        let log = Log::open(&folder.0).unwrap();
        let sentence = log.read::<State>(one).await.unwrap_err().to_string();
        assert!(sentence.contains(problem) && sentence.contains("bourdon check"), "{sql}: {sentence}");
        assert!(log.read::<State>(other).await.is_ok(), "{sql}");
        log.close().await;
    }
}

#[tokio::test]
async fn a_damaged_checkpoint_is_not_used() {
    let folder = Folder::new();
    let log = Log::open(&folder.0).unwrap();
    let id = create(&log, "ABCDEF").await;
    log.append::<State>(id, written(2, 1, "Un bus")).await.unwrap();
    log.store_checkpoint(id, 2, checkpoint).await.unwrap();
    assert!(log.read::<State>(id).await.unwrap().commits.is_empty());
    log.close().await;
    folder.tamper("UPDATE checkpoints SET state = CAST('{ }' AS BLOB)");
    let log = Log::open(&folder.0).unwrap();
    let stored = log.read::<State>(id).await.unwrap();
    assert!(stored.checkpoint.is_none());
    assert_eq!(stored.commits.len(), 2);
    log.close().await;
}

/// Of other rules, of none (before there were versions), or no checkpoint at all.
#[tokio::test]
async fn a_checkpoint_of_other_rules_is_not_used() {
    let other = String::from_utf8(checkpoint()).unwrap();
    let other = other.replace(&format!("\"rules\":{RULES},"), &format!("\"rules\":{},", RULES + 1));
    assert_ne!(other.as_bytes(), checkpoint());
    let before = serde_json::to_string(&State::default()).unwrap();
    let unreadable = format!("{{\"rules\":{RULES},\"state\":{{}}}}");
    for state in [other, before, unreadable, "not even JSON".to_owned()] {
        let folder = Folder::new();
        let log = Log::open(&folder.0).unwrap();
        let id = create(&log, "ABCDEF").await;
        log.append::<State>(id, written(2, 1, "Un bus")).await.unwrap();
        log.store_checkpoint(id, 2, {
            let state = state.clone();
            || state.into_bytes()
        })
        .await
        .unwrap();
        let stored = log.read::<State>(id).await.unwrap();
        assert!(stored.checkpoint.is_none(), "{state}");
        assert_eq!(stored.commits.len(), 2);
        assert_eq!(log.check().await.unwrap().problems, Vec::<String>::new());
        log.close().await;
    }
}

#[tokio::test]
async fn a_forum_without_a_readable_row_hides_no_other() {
    let folder = Folder::new();
    let log = Log::open(&folder.0).unwrap();
    let (_, other) = (create(&log, "ABCDEF").await, create(&log, "GHJKMN").await);
    log.close().await;
    let connection = Connection::open(folder.0.join("bourdon.sqlite")).unwrap();
    let sql = "PRAGMA foreign_keys = OFF; UPDATE forums SET id = 'x' WHERE code = 'ABCDEF'";
    connection.execute_batch(sql).unwrap();
    drop(connection);
    let log = Log::open(&folder.0).unwrap();
    assert_eq!(
        log.subjects().await.unwrap(),
        [SubjectRow { id: other, code: "GHJKMN".to_owned(), kind: SubjectKind::Forum }]
    );
    let CheckReport { forums, problems, .. } = log.check().await.unwrap();
    assert_eq!(forums, 2);
    assert!(
        problems.iter().any(|problem| problem.contains("forum ABCDEF: \"x\" is not an id")),
        "{problems:?}"
    );
    log.close().await;
}

/// Not where it was written when the log was closed: a process that is killed closes nothing.
#[tokio::test]
async fn the_mark_covers_what_was_acknowledged_at_once() {
    let folder = Folder::new();
    let log = Log::open(&folder.0).unwrap();
    let id = create(&log, "ABCDEF").await;
    for seq in 2..=1_100 {
        log.append::<State>(id, written(seq, seq, "mot")).await.unwrap();
        let marked = std::fs::read_to_string(folder.0.join("high-water.json")).unwrap();
        let last = marked.lines().next_back().unwrap();
        assert!(last.contains(&format!("\"seq\":{seq},")), "{seq}: {last}");
    }
    log.close().await;
    std::fs::remove_file(folder.0.join("high-water.json")).unwrap();
    Log::open(&folder.0).unwrap().close().await;
    folder.tamper("DELETE FROM commits WHERE seq = 1100");
    let sentence = Log::open(&folder.0).unwrap_err().to_string();
    assert!(
        sentence.contains("ends at commit 1099, but it had reached 1100"),
        "raised at the start: {sentence}"
    );
}

#[tokio::test]
async fn a_torn_mark_is_read_and_a_damaged_one_says_the_way_out() {
    let folder = Folder::new();
    let log = Log::open(&folder.0).unwrap();
    let id = create(&log, "ABCDEF").await;
    log.append::<State>(id, written(2, 1, "mot")).await.unwrap();
    log.close().await;
    let file = folder.0.join("high-water.json");
    let whole = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{whole}{{\"{id}\":{{\"seq\":3,")).unwrap();
    Log::open(&folder.0).unwrap().close().await;

    std::fs::write(&file, whole.replace(':', " ")).unwrap();
    let sentence = Log::open(&folder.0).unwrap_err().to_string();
    for words in ["high-water.json is damaged", "bourdon check", "remove this file"] {
        assert!(sentence.contains(words), "{sentence}");
    }
    let report = LogReader::open(&folder.0).unwrap().check().unwrap();
    assert_eq!((report.commits, report.problems), (2, vec![sentence]));
}

/// A log of so many commits, and its forum.
async fn long_log(folder: &Folder, commits: u64) -> (Log, SubjectId) {
    let log = Log::open(&folder.0).unwrap();
    let id = create(&log, "ABCDEF").await;
    let seqs: Vec<_> = (2..=commits).collect();
    // So few are sent in their order.
    for seqs in seqs.chunks(25) {
        let writes = seqs.iter().map(|seq| log.append::<State>(id, written(*seq, *seq, &"mots ".repeat(60))));
        for written in futures_util::future::join_all(writes).await {
            written.unwrap();
        }
    }
    (log, id)
}

#[tokio::test]
async fn commits_go_on_while_a_long_log_is_checked_and_read() {
    const COMMITS: u64 = 20_000;
    let folder = Folder::new();
    let (log, id) = long_log(&folder, COMMITS).await;
    let mut seq = COMMITS;
    let checked = tokio::spawn({
        let log = log.clone();
        async move { log.check().await }
    });
    while !checked.is_finished() {
        seq += 1;
        log.append::<State>(id, written(seq, seq, "entre deux")).await.unwrap();
    }
    assert_eq!(checked.await.unwrap().unwrap().problems, Vec::<String>::new());
    assert!(seq - COMMITS > 10, "acknowledged while it was checked: {}", seq - COMMITS);

    let before = seq;
    let read = tokio::spawn({
        let log = log.clone();
        async move { log.read_from_start::<State>(id).await }
    });
    while !read.is_finished() {
        seq += 1;
        log.append::<State>(id, retired(seq, [1 + seq - before])).await.unwrap();
    }
    let stored = read.await.unwrap().unwrap();
    assert!(seq - before > 10, "acknowledged while it was read: {}", seq - before);
    assert!(stored.seq() > COMMITS);
    let erased = stored.commits.iter().flat_map(|commit| &commit.entries).flat_map(|entry| &entry.erased);
    assert!(erased.clone().count() > 0);
    for text in erased {
        assert_eq!(stored.texts.get(text), None, "what is erased by what is read");
    }
    log.close().await;
}

#[tokio::test]
async fn the_write_ahead_log_stays_short_although_it_is_never_quiet() {
    const BYTES_MAX: u64 = 32 * 1024 * 1024;
    let folder = Folder::new();
    let log = Log::open(&folder.0).unwrap();
    let id = create(&log, "ABCDEF").await;
    let words = "mots ".repeat(12_000);
    let (mut written_bytes, mut longest) = (0, 0);
    for seq in 2..=1_001 {
        log.append::<State>(id, written(seq, seq, &words)).await.unwrap();
        written_bytes += words.len() as u64;
        longest = longest.max(std::fs::metadata(folder.0.join("bourdon.sqlite-wal")).unwrap().len());
    }
    assert!(written_bytes > BYTES_MAX && longest < BYTES_MAX, "{written_bytes} bytes, {longest} at once");
    log.close().await;
}

#[tokio::test]
async fn a_log_that_lost_its_end_is_not_opened() {
    let folder = Folder::new();
    let log = Log::open(&folder.0).unwrap();
    let id = create(&log, "ABCDEF").await;
    log.append::<State>(id, written(2, 1, "Un bus")).await.unwrap();
    log.close().await;
    folder.tamper("DELETE FROM commits WHERE seq = 2");
    let sentence = Log::open(&folder.0).unwrap_err().to_string();
    assert!(sentence.contains("ends at commit 1, but it had reached 2"), "{sentence}");
}

#[tokio::test]
async fn a_folder_is_used_by_one_program_and_never_by_an_older_one() {
    let folder = Folder::new();
    let log = Log::open(&folder.0).unwrap();
    let sentence = Log::open(&folder.0).unwrap_err().to_string();
    assert_eq!(sentence, format!("another bourdon is using the folder {}", folder.0.display()));
    log.close().await;

    let connection = Connection::open(folder.0.join("bourdon.sqlite")).unwrap();
    connection.pragma_update(None, "user_version", 1_000).unwrap();
    drop(connection);
    let sentence = Log::open(&folder.0).unwrap_err().to_string();
    assert!(sentence.contains("was written by a newer bourdon (form 1000"), "{sentence}");
}

#[tokio::test]
async fn after_close_the_log_has_stopped() {
    let folder = Folder::new();
    let log = Log::open(&folder.0).unwrap();
    let id = create(&log, "ABCDEF").await;
    log.add_owner(owner()).await.unwrap();
    log.add_owner(owner()).await.unwrap();
    assert_eq!(log.owners().await.unwrap(), [owner()]);
    log.close().await;
    assert_eq!(log.append::<State>(id, written(2, 1, "a")).await, Err(AppendError::Stopped));
    assert!(matches!(log.read::<State>(id).await, Err(LogError::Stopped)));
}
