//! The one thread that touches the file.

use super::body::{self, Body};
use super::mark::Mark;
use super::{AppendError, Head, schema};
use protocol::ForumId;
use rusqlite::{Connection, ErrorCode, params};
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

/// Jobs taken at once.
const BATCH_JOBS_MAX: usize = 1_024;
/// Nobody has written for this long: time to tidy up.
const QUIET: Duration = Duration::from_millis(200);
/// Transactions between two checkpoints when it is never quiet: a write-ahead log of about 16 MB.
const TRANSACTIONS_MAX: u32 = 1_000;

type Read = Box<dyn FnOnce(&Connection, &Mark) + Send>;
type Act = Box<dyn FnOnce(&Connection) -> Result<Written, Unwritten> + Send>;

/// What the thread is asked to do.
pub(super) enum Job {
    Write(Write),
    Read(Read),
    Close(oneshot::Sender<()>),
}

/// A write, done in a savepoint of the batch's transaction.
pub(super) struct Write {
    pub(super) act: Act,
    pub(super) reply: oneshot::Sender<Result<(), AppendError>>,
}

/// What a write did.
#[derive(Default)]
pub(super) struct Written {
    /// A forum's new last commit.
    pub(super) head: Option<(ForumId, Head)>,
    /// Something was erased and must not stay in the write-ahead log.
    pub(super) erased: bool,
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

/// Appends a commit after the last one of its forum.
pub(super) fn append(connection: &Connection, forum: ForumId, body: &Body) -> Result<Written, Unwritten> {
    let key = forum.to_string();
    let before = Head::of(connection, forum)?;
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
    let mut statement =
        connection.prepare_cached("UPDATE texts SET salt = x'', text = '' WHERE forum = ?1 AND id = ?2")?;
    for id in &body.erased {
        statement.execute(params![key, id])?;
    }
    let head = Head { seq: body.seq, hash };
    Ok(Written { head: Some((forum, head)), erased: !body.erased.is_empty() })
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
pub(super) fn run(connection: Connection, mut jobs: mpsc::Receiver<Job>, mark: Mark, clock: Runtime) {
    let end = EndsProcess;
    let mut writer = Writer { connection, mark, clock, unsettled: 0 };
    let closed = loop {
        match writer.next(&mut jobs) {
            Ok(Some(first)) => match writer.work(first, &mut jobs) {
                Ok(None) => {}
                Ok(Some(reply)) => break Some(reply),
                Err(error) => {
                    tracing::error!(%error, "the log cannot be written");
                    return;
                }
            },
            Ok(None) => break None,
            Err(error) => {
                tracing::error!(%error, "the log cannot be written");
                return;
            }
        }
    };
    std::mem::forget(end);
    jobs.close();
    let Writer { connection, mut mark, .. } = writer;
    mark.save();
    if let Err((_, error)) = connection.close() {
        tracing::warn!(%error, "the log was not closed");
    }
    if let Some(reply) = closed {
        // Nobody may be waiting any more.
        let _ = reply.send(());
    }
}

struct Writer {
    connection: Connection,
    mark: Mark,
    /// For waiting with a timeout.
    clock: Runtime,
    /// Transactions since the last checkpoint.
    unsettled: u32,
}

impl Writer {
    /// The next job; tidies up when none comes for a while. Nothing when all handles are gone.
    fn next(&mut self, jobs: &mut mpsc::Receiver<Job>) -> rusqlite::Result<Option<Job>> {
        if self.unsettled > 0 || self.mark.has_changed() {
            match self.clock.block_on(async { timeout(QUIET, jobs.recv()).await }) {
                Ok(job) => return Ok(job),
                Err(_quiet) => self.settle()?,
            }
        }
        Ok(jobs.blocking_recv())
    }

    fn settle(&mut self) -> rusqlite::Result<()> {
        self.mark.save();
        self.unsettled = 0;
        schema::checkpoint(&self.connection, "PASSIVE")
    }

    /// Does a job and all others that wait. The answer to a job `Close`, if there is one among them.
    fn work(
        &mut self,
        first: Job,
        jobs: &mut mpsc::Receiver<Job>,
    ) -> rusqlite::Result<Option<oneshot::Sender<()>>> {
        let (mut writes, mut reads) = (Vec::new(), Vec::new());
        let mut close = None;
        let mut next = Some(first);
        while let Some(job) = next {
            match job {
                Job::Write(write) => writes.push(write),
                Job::Read(read) => reads.push(read),
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
            read(&self.connection, &self.mark);
        }
        Ok(close)
    }

    /// One transaction for all writes. An error drops their replies: what became of them is unknown.
    fn write(&mut self, writes: Vec<Write>) -> rusqlite::Result<()> {
        let mut answers = Vec::with_capacity(writes.len());
        let mut erased = false;
        let connection = &self.connection;
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        for Write { act, reply } in writes {
            connection.prepare_cached("SAVEPOINT one")?.execute([])?;
            let result = match act(connection) {
                Ok(written) => {
                    erased |= written.erased;
                    if let Some((forum, head)) = written.head {
                        self.mark.raise(forum, &head);
                    }
                    Ok(())
                }
                Err(Unwritten::Conflict) => {
                    connection.prepare_cached("ROLLBACK TO one")?.execute([])?;
                    Err(AppendError::Conflict)
                }
                Err(Unwritten::Database(error)) => return Err(error),
            };
            connection.prepare_cached("RELEASE one")?.execute([])?;
            answers.push((reply, result));
        }
        connection.prepare_cached("COMMIT")?.execute([])?;
        self.unsettled += 1;
        if erased {
            schema::checkpoint(connection, "TRUNCATE")?;
            self.unsettled = 0;
        }
        for (reply, result) in answers {
            // Who asked may have gone.
            let _ = reply.send(result);
        }
        if self.unsettled >= TRANSACTIONS_MAX {
            self.settle()?;
        }
        if self.mark.is_late() {
            self.mark.save();
        }
        Ok(())
    }
}
