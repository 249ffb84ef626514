//! The one thread that touches the file.

use super::body::{self, Body, hash_head};
use super::journal::{Journal, Note};
use super::mark::Marker;
use super::{AppendError, Head, LogError, LogReader, schema};
use protocol::{HashHead, SubjectId};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::hooks::Wal;
use rusqlite::{Connection, ErrorCode, params};
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

/// Jobs taken at once.
const BATCH_JOBS_MAX: usize = 1_024;
/// Nobody has written for this long: time to tidy up.
const QUIET: Duration = Duration::from_millis(200);
/// Pages of the write-ahead log after which it is moved into the database when it is never quiet: 16 MB.
const PAGES_MAX: u32 = 4_000;
/// Pages that are copied at once: about a millisecond.
const COPIED_PAGES: i32 = 256;

type Looked = Box<dyn FnOnce(&Connection) + Send>;
type Close = oneshot::Sender<()>;
type CopyReply = oneshot::Sender<Result<LogReader, LogError>>;
type Act = Box<dyn FnOnce(&Connection) -> Result<Written, Unwritten> + Send>;

/// What the thread is asked to do.
pub(super) enum Job {
    Write(Write),
    Read(Looked),
    Copy(CopyReply),
    Close(Close),
}

/// A write, done in a savepoint of the batch's transaction.
pub(super) struct Write {
    pub(super) act: Act,
    pub(super) reply: oneshot::Sender<Result<Written, AppendError>>,
}

/// What a write did.
#[derive(Default)]
pub(super) struct Written {
    /// A subject's new last commit.
    pub(super) head: Option<(SubjectId, Head)>,
    /// Something was erased and must not stay in the write-ahead log.
    pub(super) erased: bool,
    /// What the journal notes of it.
    pub(super) notes: Vec<Note>,
}

impl Written {
    /// The beginning of the new last commit's hash.
    pub(super) fn hash_head(&self) -> Option<HashHead> {
        self.head.as_ref().map(|(_, head)| hash_head(&head.hash))
    }
}

/// Why a write did nothing.
pub(super) enum Unwritten {
    Conflict,
    Database(rusqlite::Error),
}

impl From<rusqlite::Error> for Unwritten {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::ConstraintViolation) => Self::Conflict,
            Some(_) | None => Self::Database(error),
        }
    }
}

/// Appends a commit after the last one of its subject.
pub(super) fn append(connection: &Connection, subject: SubjectId, body: &Body) -> Result<Written, Unwritten> {
    let key = subject.to_string();
    let before = Head::of(connection, subject)?;
    if body.seq != before.seq + 1 {
        return Err(Unwritten::Conflict);
    }
    let hash = body::hash(&before.hash, body.seq, &body.at, &body.json);
    connection
        .prepare_cached("INSERT INTO commits (forum, seq, at, hash, body) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![key, body.seq, body.at, hash, body.json])?;
    let mut statement =
        connection.prepare_cached("INSERT INTO commands (forum, command, seq) VALUES (?1, ?2, ?3)")?;
    for command in &body.commands {
        statement.execute(params![key, command, body.seq])?;
    }
    let mut statement =
        connection.prepare_cached("INSERT INTO texts (forum, id, salt, text) VALUES (?1, ?2, ?3, ?4)")?;
    for text in &body.texts {
        statement.execute(params![key, text.id, text.salt, text.text])?;
    }
    index_receipts(connection, &key, &body.receipts)?;
    let mut statement =
        connection.prepare_cached("UPDATE texts SET salt = x'', text = '' WHERE forum = ?1 AND id = ?2")?;
    for id in &body.erased {
        statement.execute(params![key, id])?;
    }
    let head = Head { seq: body.seq, hash };
    let notes = body.notes.clone();
    Ok(Written { head: Some((subject, head)), erased: !body.erased.is_empty(), notes })
}

/// Says to which subject these receipts lead.
pub(super) fn index_receipts(
    connection: &Connection,
    subject: &str,
    receipts: &[String],
) -> rusqlite::Result<()> {
    let mut statement =
        connection.prepare_cached("INSERT OR IGNORE INTO receipts (receipt, forum) VALUES (?1, ?2)")?;
    for receipt in receipts {
        statement.execute(params![receipt, subject])?;
    }
    Ok(())
}

/// Ends the process unless the writer ended as it was told to. What waits is never answered, which
/// senders read as "unknown": what the log holds is known again only after it has been opened anew.
struct EndsProcess;

impl Drop for EndsProcess {
    fn drop(&mut self) {
        tracing::error!("the log cannot be written; the process stops and must be started again");
        std::process::exit(70)
    }
}

/// Works until it is told to close. If the disk fails, or the thread itself, the process ends.
pub(super) fn run(
    mut connection: Connection,
    mut jobs: mpsc::Receiver<Job>,
    marker: Marker,
    journal: Journal,
    clock: Runtime,
) {
    let end = EndsProcess;
    let pages = Arc::new(AtomicU32::new(0));
    let mut writer = match count_pages(&mut connection, &pages) {
        Ok(()) => Writer { connection: &connection, marker, journal, clock, pages, copies: VecDeque::new() },
        Err(error) => return tracing::error!(%error, "the log cannot be started"),
    };
    let closed = match writer.serve(&mut jobs) {
        Ok(closed) => closed,
        Err(error) => return tracing::error!(%error, "the log cannot be written"),
    };
    std::mem::forget(end);
    jobs.close();
    writer.marker.sync();
    if let Err((_, error)) = connection.close() {
        tracing::warn!(%error, "the log was not closed");
    }
    if let Some(reply) = closed {
        // Nobody may be waiting any more.
        let _ = reply.send(());
    }
}

/// Counts the pages of the write-ahead log after each transaction.
fn count_pages(connection: &mut Connection, pages: &Arc<AtomicU32>) -> rusqlite::Result<()> {
    let pages = Arc::clone(pages);
    connection.wal_hook(Some(move |_: &mut Wal, count| {
        pages.store(u32::try_from(count).unwrap_or_default(), Ordering::Relaxed);
        Ok(())
    }))
}

/// Why a copy was not made.
enum NoCopy {
    /// The writer was told to close.
    Closed(Close),
    /// There is no room for it, or the file cannot be read.
    Failed(rusqlite::Error),
    /// Something else could not be written meanwhile.
    Unwritable(LogError),
}

struct Writer<'a> {
    connection: &'a Connection,
    marker: Marker,
    journal: Journal,
    /// For waiting with a timeout.
    clock: Runtime,
    /// Pages in the write-ahead log since the last checkpoint.
    pages: Arc<AtomicU32>,
    /// Those who wait for a copy.
    copies: VecDeque<CopyReply>,
}

impl Writer<'_> {
    /// Works until it is told to close, or all handles are gone.
    fn serve(&mut self, jobs: &mut mpsc::Receiver<Job>) -> Result<Option<Close>, LogError> {
        while let Some(first) = self.next(jobs)? {
            if let Some(close) = self.work(first, jobs)? {
                return Ok(Some(close));
            }
            while let Some(reply) = self.copies.pop_front() {
                if let Some(close) = self.hand_out(reply, jobs)? {
                    return Ok(Some(close));
                }
            }
        }
        Ok(None)
    }

    /// The next job; tidies up when none comes for a while. Nothing when all handles are gone.
    fn next(&mut self, jobs: &mut mpsc::Receiver<Job>) -> rusqlite::Result<Option<Job>> {
        if self.unsettled() > 0 || !self.marker.is_synced() {
            match self.clock.block_on(async { timeout(QUIET, jobs.recv()).await }) {
                Ok(job) => return Ok(job),
                Err(_quiet) => self.settle()?,
            }
        }
        Ok(jobs.blocking_recv())
    }

    fn unsettled(&self) -> u32 {
        self.pages.load(Ordering::Relaxed)
    }

    fn settle(&mut self) -> rusqlite::Result<()> {
        self.marker.sync();
        self.checkpoint("PASSIVE")
    }

    fn checkpoint(&self, mode: &str) -> rusqlite::Result<()> {
        self.pages.store(0, Ordering::Relaxed);
        schema::checkpoint(self.connection, mode)
    }

    /// Does a job and all others that wait. The answer to a job `Close`, if there is one among them.
    fn work(&mut self, first: Job, jobs: &mut mpsc::Receiver<Job>) -> Result<Option<Close>, LogError> {
        let (mut writes, mut reads) = (Vec::new(), Vec::new());
        let mut close = None;
        let mut next = Some(first);
        while let Some(job) = next {
            match job {
                Job::Write(write) => writes.push(write),
                Job::Read(read) => reads.push(read),
                Job::Copy(reply) => self.copies.push_back(reply),
                Job::Close(reply) => {
                    close = Some(reply);
                    break;
                }
            }
            next = if writes.len() + reads.len() < BATCH_JOBS_MAX { jobs.try_recv().ok() } else { None };
        }
        if !writes.is_empty() {
            self.write(writes)?;
        }
        for read in reads {
            read(self.connection);
        }
        Ok(close)
    }

    /// Hands out a copy of the log.
    fn hand_out(
        &mut self,
        reply: CopyReply,
        jobs: &mut mpsc::Receiver<Job>,
    ) -> Result<Option<Close>, LogError> {
        let mark = Ok(self.marker.mark().clone());
        let answer = match self.copy(jobs) {
            Ok(connection) => Ok(LogReader { connection, mark }),
            Err(NoCopy::Closed(close)) => return Ok(Some(close)),
            Err(NoCopy::Unwritable(error)) => return Err(error),
            Err(NoCopy::Failed(error)) => Err(error.into()),
        };
        // Who asked may have gone.
        let _ = reply.send(answer);
        Ok(None)
    }

    /// Copies page by page; between two slices what waits is done. What is written meanwhile is written
    /// to the copy too: it is the log as it stands at its last slice.
    fn copy(&mut self, jobs: &mut mpsc::Receiver<Job>) -> Result<Connection, NoCopy> {
        let mut copy = schema::in_memory().map_err(NoCopy::Failed)?;
        let backup = Backup::new(self.connection, &mut copy).map_err(NoCopy::Failed)?;
        while backup.step(COPIED_PAGES).map_err(NoCopy::Failed)? != StepResult::Done {
            if let Ok(job) = jobs.try_recv()
                && let Some(close) = self.work(job, jobs).map_err(NoCopy::Unwritable)?
            {
                return Err(NoCopy::Closed(close));
            }
        }
        drop(backup);
        Ok(copy)
    }

    /// One transaction for all writes. An error drops their replies: what became of them is unknown.
    fn write(&mut self, writes: Vec<Write>) -> Result<(), LogError> {
        let mut answers = Vec::with_capacity(writes.len());
        let mut heads = Vec::new();
        let (mut erased, mut notes) = (false, Vec::new());
        let connection = self.connection;
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        for Write { act, reply } in writes {
            connection.prepare_cached("SAVEPOINT one")?.execute([])?;
            let result = match act(connection) {
                Ok(written) => {
                    erased |= written.erased;
                    notes.extend(written.notes.iter().cloned());
                    heads.extend(written.head.clone());
                    Ok(written)
                }
                Err(Unwritten::Conflict) => {
                    connection.prepare_cached("ROLLBACK TO one")?.execute([])?;
                    Err(AppendError::Conflict)
                }
                Err(Unwritten::Database(error)) => return Err(error.into()),
            };
            connection.prepare_cached("RELEASE one")?.execute([])?;
            answers.push((reply, result));
        }
        if !notes.is_empty() {
            // Before the commit: what the commit erases stands in the journal, whatever happens between.
            self.journal.note(&notes)?;
        }
        connection.prepare_cached("COMMIT")?.execute([])?;
        self.marker.raise(heads);
        if erased {
            self.checkpoint("TRUNCATE")?;
        }
        for (reply, result) in answers {
            // Who asked may have gone.
            let _ = reply.send(result);
        }
        if self.unsettled() >= PAGES_MAX || self.marker.is_late() {
            self.settle()?;
        }
        Ok(())
    }
}
