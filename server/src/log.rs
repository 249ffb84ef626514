//! The log: everything that happened in all subjects of this server, in one SQLite file.
//!
//! One thread writes. It takes all appends that wait, of all subjects, into one transaction, so that
//! one sync to the disk serves them all; each has a savepoint of its own and is refused alone. When
//! [`Log::append`] answers `Ok`, the commit is on the disk. Texts stand beside the commits, which
//! hold their salted hashes, so that erasing a text leaves the chain of hashes whole.

mod body;
mod check;
mod journal;
mod links;
mod mark;
mod read;
mod reader;
mod rows;
mod schema;
mod seal;
mod writer;

pub use check::CheckReport;
pub use journal::{FILE as JOURNAL, Note, Notes, begin as begin_journal, read as read_journal};
pub(crate) use journal::{sync_folder_of, write_whole};
pub use read::{Checkpoint, Stored};
pub use reader::LogReader;

use crate::random::random;
use body::Body;
use journal::Journal;
use mark::{HighWaterMark, Marker};
use protocol::secret::ReceiptCode;
use protocol::{CommandId, HashHead, Language, SubjectId, SubjectKind};
use read::Beginning;
use rows::Rows;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use subject::{CommitOf, Salt, SecretHash, Subject};
use tokio::runtime::Builder;
use tokio::sync::{mpsc, oneshot};
use writer::Job;

/// Jobs that wait for the writer; more wait in their senders.
const JOBS_MAX: usize = 4_096;

/// The salt of a text.
pub fn salt() -> Salt {
    random::<16>().to_vec()
}

/// The epoch of a new log.
pub fn new_epoch() -> String {
    subject::hexadecimal(&random::<8>())
}

/// Writes the database of a data folder, as [`LogReader::into_bytes`] gave it.
///
/// # Errors
/// When it cannot be written.
pub fn write_database(data: &Path, bytes: &[u8]) -> Result<(), LogError> {
    let path = data.join(schema::FILE);
    write_whole(&path, bytes).map_err(|source| LogError::Folder { path, source })
}

/// Why the log does not answer.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The data folder or a file in it cannot be made, read or written.
    #[error("{} cannot be used, choose another folder with --data DIR", path.display())]
    Folder {
        /// The folder or file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The disk is full.
    #[error("the disk of the folder {} is full: make room on it, or copy the folder to another disk", .0.display())]
    Full(PathBuf),
    /// The high-water mark cannot be read.
    #[error(
        "{} is damaged ({source}), so that commits could be missing at the end unnoticed: `bourdon check` says \
         whether the log itself is sound; remove this file to go on without it",
        path.display()
    )]
    Mark {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Another process holds the file.
    #[error("another bourdon is using the folder {}", .0.display())]
    InUse(PathBuf),
    /// The file was written by a later version of this program.
    #[error("the folder {} was written by a newer bourdon (form {found}; this one knows {known})", path.display())]
    Newer {
        /// The data folder.
        path: PathBuf,
        /// Version of the tables found.
        found: u32,
        /// Version of the tables that this program writes.
        known: u32,
    },
    /// Commits are missing that were there once.
    #[error(
        "{0}; put back the whole data folder, or remove high-water.json from it to go on without what is missing"
    )]
    Shortened(String),
    /// There is no such forum or programme.
    #[error("there is no such forum")]
    NoSubject,
    /// What stands in the file is not what was written.
    #[error("{of}: {problem}; `bourdon check` lists everything, put back a backup of the data folder")]
    Damaged {
        /// Of what: kind and code.
        of: String,
        /// The first thing that is wrong.
        problem: String,
    },
    /// A commit does not have the form of a commit.
    #[error("commit {seq} of {of} cannot be read: {reason}")]
    Unreadable {
        /// Of what: kind and code.
        of: String,
        /// The commit's number.
        seq: u64,
        /// What is wrong.
        reason: String,
    },
    /// SQLite could not do it.
    #[error("the log cannot be read: {0}")]
    Database(#[from] rusqlite::Error),
    /// The thread that writes cannot be started.
    #[error("the log cannot be started: {0}")]
    Thread(io::Error),
    /// The log was closed, or stopped after an error of the disk.
    #[error("the log has stopped")]
    Stopped,
    /// Something was not written.
    #[error(transparent)]
    Write(#[from] AppendError),
}

/// Why a write was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// Nothing was written: the position is taken or not yet reached, a command was done before, or
    /// the subject or code exists.
    #[error("the log has moved on")]
    Conflict,
    /// The log was closed, or the disk failed and the process ends. Whether it was written is unknown
    /// until the log is opened again.
    #[error("the log has stopped")]
    Stopped,
}

/// A subject in the making.
#[derive(Debug)]
pub struct NewSubject<S: Subject> {
    /// Its id.
    pub id: SubjectId,
    /// Its code, upper case.
    pub code: String,
    /// Tells the numbers of this log from those of any other.
    pub epoch: String,
    /// The key that it needs, if it needs one: under a forum's dots are logged.
    pub key: Option<[u8; 32]>,
    /// Its first commit.
    pub commit: CommitOf<S>,
}

/// A subject of this log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectRow {
    /// Its id.
    pub id: SubjectId,
    /// Its code, upper case.
    pub code: String,
    /// What it is.
    pub kind: SubjectKind,
}

/// The log of all subjects; a handle to the thread that writes it.
#[derive(Clone, Debug)]
pub struct Log {
    jobs: mpsc::Sender<Job>,
}

impl Log {
    /// Opens the log in the folder `data`, which is made if it is missing, and checkpoints it.
    ///
    /// # Errors
    /// Each with a sentence for the person who started the program.
    pub fn open(data: &Path) -> Result<Self, LogError> {
        let connection = schema::open(data)?;
        let mark = HighWaterMark::load(data)?;
        mark.allow(&connection)?;
        let marker = Marker::new(mark, &connection)?;
        let journal = Journal::open(data)?;
        let (jobs, waiting) = mpsc::channel(JOBS_MAX);
        let clock = Builder::new_current_thread().enable_time().build().map_err(LogError::Thread)?;
        std::thread::Builder::new()
            .name("log".to_owned())
            .spawn(move || writer::run(connection, waiting, marker, journal, clock))
            .map_err(LogError::Thread)?;
        Ok(Self { jobs })
    }

    /// Whether a log stands in this folder.
    pub fn exists(data: &Path) -> bool {
        data.join(schema::FILE).is_file()
    }

    /// Appends a commit at the number that it carries and answers the beginning of its hash; durable
    /// when it returns `Ok`, and then nothing that it erases is left in any file.
    ///
    /// # Errors
    /// See [`AppendError`].
    pub async fn append<S: Subject>(
        &self,
        subject: SubjectId,
        commit: CommitOf<S>,
    ) -> Result<HashHead, AppendError> {
        let body = Body::new::<S>(subject, commit).map_err(|_| AppendError::Stopped)?;
        let written = self.write(move |connection| writer::append(connection, subject, &body)).await?;
        written.hash_head().ok_or(AppendError::Stopped)
    }

    /// Adds a subject with its first commit; answers the beginning of its hash.
    ///
    /// # Errors
    /// [`AppendError::Conflict`] when the id or the code is taken.
    pub async fn create<S: Subject>(&self, new: NewSubject<S>) -> Result<HashHead, AppendError> {
        let NewSubject { id, code, epoch, key, commit } = new;
        let body = Body::new::<S>(id, commit).map_err(|_| AppendError::Stopped)?;
        let created = move |connection: &Connection| {
            let (of, kind) = (id.to_string(), S::Language::KIND);
            connection
                .prepare_cached(
                    "INSERT INTO forums (id, kind, code, epoch, dot_key) VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![of, kind.to_string(), code, epoch, key])?;
            seal::seal_subject(connection, kind, &of)?;
            let mut written = writer::append(connection, id, &body)?;
            written.notes.push(Note::Epoch { subject: id, epoch });
            Ok(written)
        };
        self.write(created).await?.hash_head().ok_or(AppendError::Stopped)
    }

    /// All of a subject that is needed to go on with it.
    ///
    /// # Errors
    /// [`LogError::NoSubject`], or what is wrong with the file.
    pub async fn read<S: Subject>(&self, subject: SubjectId) -> Result<Stored<S>, LogError> {
        self.stored(subject, Beginning::Checkpoint).await
    }

    /// Like [`Log::read`], with all commits and without a checkpoint.
    ///
    /// # Errors
    /// As [`Log::read`].
    pub async fn read_from_start<S: Subject>(&self, subject: SubjectId) -> Result<Stored<S>, LogError> {
        self.stored(subject, Beginning::FirstCommit).await
    }

    async fn stored<S: Subject>(&self, subject: SubjectId, from: Beginning) -> Result<Stored<S>, LogError> {
        let mut rows = self.ask(move |connection| Rows::begin(connection, subject)).await?;
        while rows.is_more() {
            rows = self
                .ask(move |connection| {
                    rows.fetch(connection)?;
                    Ok(rows)
                })
                .await?;
        }
        off_thread(move || rows.stored(from)).await
    }

    /// The commit in which a command was done.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub async fn done_in(&self, subject: SubjectId, command: CommandId) -> Result<Option<u64>, LogError> {
        self.ask(move |connection| {
            let mut statement =
                connection.prepare_cached("SELECT seq FROM commands WHERE forum = ?1 AND command = ?2")?;
            let found = statement.query_row([subject.to_string(), command.to_string()], |row| row.get(0));
            Ok(found.optional()?)
        })
        .await
    }

    /// The subjects that hold this receipt. It is an index beside the chain of hashes: what it says is looked up in
    /// the subject itself.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub async fn subjects_of(&self, receipt: ReceiptCode) -> Result<Vec<SubjectId>, LogError> {
        self.ask(move |connection| {
            let mut statement = connection.prepare_cached("SELECT forum FROM receipts WHERE receipt = ?1")?;
            let ids = statement.query_map([String::from(receipt)], |row| row.get::<_, String>(0))?;
            let ids = ids.collect::<Result<Vec<_>, _>>()?;
            Ok(ids.iter().filter_map(|id| id.parse().ok()).collect())
        })
        .await
    }

    /// Makes the index of a subject's receipts anew when it does not hold these.
    ///
    /// # Errors
    /// When the log cannot be read or written.
    pub async fn index_receipts(
        &self,
        subject: SubjectId,
        receipts: Vec<ReceiptCode>,
    ) -> Result<(), LogError> {
        let receipts: BTreeSet<_> = receipts.into_iter().map(String::from).collect();
        if self.ask(move |connection| Ok(rows::receipts(connection, subject)?)).await? == receipts {
            return Ok(());
        }
        let (subject, receipts) = (subject.to_string(), Vec::from_iter(receipts));
        self.write(move |connection| {
            connection.execute("DELETE FROM receipts WHERE forum = ?1", [&subject])?;
            writer::index_receipts(connection, &subject, &receipts)?;
            Ok(writer::Written::default())
        })
        .await?;
        Ok(())
    }

    /// Stores a subject's state after the commit `seq`, in place of one before; it is written on a thread of its own.
    /// It holds no text.
    ///
    /// # Errors
    /// See [`AppendError`].
    pub async fn store_checkpoint(
        &self,
        subject: SubjectId,
        seq: u64,
        state: impl FnOnce() -> Vec<u8> + Send + 'static,
    ) -> Result<(), AppendError> {
        let subject = subject.to_string();
        let of = subject.clone();
        let sealed = move || {
            let state = state();
            let seal = seal::checkpoint(&of, seq, &state);
            Ok((state, seal))
        };
        let (state, seal) = off_thread(sealed).await.map_err(|_| AppendError::Stopped)?;
        self.write(move |connection| {
            // One that was begun before and comes later does not take its place.
            connection
                .prepare_cached(
                    "INSERT INTO checkpoints (forum, seq, state, seal) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (forum) DO UPDATE SET seq = excluded.seq, state = excluded.state, seal = excluded.seal
                     WHERE excluded.seq >= checkpoints.seq",
                )?
                .execute(params![subject, seq, state, seal])?;
            Ok(writer::Written::default())
        })
        .await
        .map(drop)
    }

    /// All subjects whose rows can be read, in no order.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub async fn subjects(&self) -> Result<Vec<SubjectRow>, LogError> {
        Ok(readable(self.ask(rows::subjects).await?))
    }

    /// Destroys a subject's key. Of a forum's dots nobody can tell then whose they were.
    ///
    /// # Errors
    /// See [`AppendError`].
    pub async fn destroy_key<S: Subject>(&self, subject: SubjectId) -> Result<(), AppendError> {
        self.write(move |connection| {
            let of = subject.to_string();
            connection.execute("UPDATE forums SET dot_key = NULL WHERE id = ?1", [&of])?;
            seal::seal_subject(connection, S::Language::KIND, &of)?;
            let notes = vec![Note::BallotKey { subject }];
            Ok(writer::Written { erased: true, notes, ..Default::default() })
        })
        .await
        .map(drop)
    }

    /// Makes the numbers of a subject's commits others than those of any other log.
    ///
    /// # Errors
    /// See [`AppendError`].
    pub async fn set_epoch<S: Subject>(&self, subject: SubjectId, epoch: String) -> Result<(), AppendError> {
        self.write(move |connection| {
            let of = subject.to_string();
            let before =
                connection.query_row("SELECT epoch FROM forums WHERE id = ?1", [&of], |row| row.get(0));
            connection.execute("UPDATE forums SET epoch = ?2 WHERE id = ?1", params![of, epoch])?;
            seal::seal_subject(connection, S::Language::KIND, &of)?;
            let notes = [before?, epoch].map(|epoch| Note::Epoch { subject, epoch }).into();
            Ok(writer::Written { notes, ..Default::default() })
        })
        .await
        .map(drop)
    }

    /// Lets the token with this hash speak for the owner.
    ///
    /// # Errors
    /// See [`AppendError`].
    pub async fn add_owner(&self, hash: SecretHash) -> Result<(), AppendError> {
        let hash = String::from(hash);
        self.write(move |connection| {
            connection.execute(
                "INSERT OR IGNORE INTO owners (hash, seal) VALUES (?1, ?2)",
                params![hash, seal::owner(&hash)],
            )?;
            Ok(writer::Written::default())
        })
        .await
        .map(drop)
    }

    /// The hashes of all tokens that speak for the owner. One that is damaged is no token's; `check` reports it.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub async fn owners(&self) -> Result<Vec<SecretHash>, LogError> {
        self.ask(|connection| {
            let mut rows = connection.prepare("SELECT hash FROM owners")?;
            let hashes: Vec<String> = rows.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
            Ok(hashes.into_iter().filter_map(|hash| hash.try_into().ok()).collect())
        })
        .await
    }

    /// Whether this log is sound, as it stands when it has been copied; commits go on meanwhile.
    ///
    /// # Errors
    /// When it cannot even be read.
    pub async fn check(&self) -> Result<CheckReport, LogError> {
        let copy = self.copy().await?;
        off_thread(move || copy.check()).await
    }

    /// The log as the bytes of a database, as it stands when it has been copied; commits go on meanwhile.
    ///
    /// # Errors
    /// As [`Log::copy`].
    pub async fn backup(&self) -> Result<Vec<u8>, LogError> {
        let copy = self.copy().await?;
        off_thread(move || copy.into_bytes()).await
    }

    /// A copy of the log in memory, made while commits go on.
    ///
    /// # Errors
    /// When the log cannot be read, or there is no room for a copy.
    pub async fn copy(&self) -> Result<LogReader, LogError> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Copy(reply)).await?;
        answer.await.map_err(|_| LogError::Stopped)?
    }

    /// Writes what is left to write and closes the file; later calls answer that the log has stopped.
    pub async fn close(&self) {
        let (reply, closed) = oneshot::channel();
        if self.send(Job::Close(reply)).await.is_ok() {
            // An error says that the thread has gone, which is what was asked for.
            let _ = closed.await;
        }
    }

    async fn write(
        &self,
        act: impl FnOnce(&Connection) -> Result<writer::Written, writer::Unwritten> + Send + 'static,
    ) -> Result<writer::Written, AppendError> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Write(writer::Write { act: Box::new(act), reply }))
            .await
            .map_err(|_| AppendError::Stopped)?;
        answer.await.unwrap_or(Err(AppendError::Stopped))
    }

    async fn ask<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Connection) -> Result<T, LogError> + Send + 'static,
    ) -> Result<T, LogError> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Read(Box::new(move |connection| drop(reply.send(act(connection)))))).await?;
        answer.await.map_err(|_| LogError::Stopped)?
    }

    async fn send(&self, job: Job) -> Result<(), LogError> {
        self.jobs.send(job).await.map_err(|_| LogError::Stopped)
    }
}

/// Those that can be read; the others are in the program's log.
fn readable(rows: Vec<Result<SubjectRow, LogError>>) -> Vec<SubjectRow> {
    let note = |error: &LogError| tracing::error!(%error, "a subject cannot be read");
    rows.into_iter().filter_map(|row| row.inspect_err(note).ok()).collect()
}

/// Does what takes long where nobody waits for the thread.
async fn off_thread<T: Send + 'static>(
    act: impl FnOnce() -> Result<T, LogError> + Send + 'static,
) -> Result<T, LogError> {
    tokio::task::spawn_blocking(act).await.map_err(|error| LogError::Thread(error.into()))?
}

/// The last commit of a subject; number 0 before the first.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Head {
    seq: u64,
    hash: [u8; 32],
}

impl Head {
    /// The last commit of this subject, or what stands before its first.
    fn of(connection: &Connection, subject: SubjectId) -> rusqlite::Result<Self> {
        let last = connection
            .prepare_cached("SELECT seq, hash FROM commits WHERE forum = ?1 ORDER BY seq DESC LIMIT 1")?
            .query_row([subject.to_string()], |row| Ok(Self { seq: row.get(0)?, hash: row.get(1)? }))
            .optional()?;
        Ok(last.unwrap_or(Self { seq: 0, hash: body::hash_before_first(subject) }))
    }
}

#[cfg(test)]
mod tests;
