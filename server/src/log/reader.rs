//! A log as it stands at one moment, for one who only reads it.

use super::check::{self, CheckReport};
use super::mark::HighWaterMark;
use super::read::{Beginning, Stored};
use super::rows::{self, Rows};
use super::{LogError, SubjectRow, readable, schema};
use jiff::Timestamp;
use protocol::SubjectId;
use rusqlite::Connection;
use std::path::Path;
use subject::Subject;

/// A log that nobody writes: a closed data folder, or the copy that the writer made of an open one.
#[derive(Debug)]
pub struct LogReader {
    pub(super) connection: Connection,
    /// What the log had reached, or why that is not known.
    pub(super) mark: Result<HighWaterMark, LogError>,
}

impl LogReader {
    /// Opens the log in the folder `data`, and locks it for as long as it is read. Nothing is written,
    /// so that it can be read from a full disk.
    ///
    /// # Errors
    /// Each with a sentence for the person who started the program.
    pub fn open(data: &Path) -> Result<Self, LogError> {
        Ok(Self { connection: schema::open_to_read(data)?, mark: HighWaterMark::load(data) })
    }

    /// This log, if no commit is missing that was there once.
    ///
    /// # Errors
    /// [`LogError::Shortened`], or what is wrong with the mark.
    pub fn complete(self) -> Result<Self, LogError> {
        let Self { connection, mark } = self;
        let mark = mark?;
        mark.allow(&connection)?;
        Ok(Self { connection, mark: Ok(mark) })
    }

    /// Whether this log is sound.
    ///
    /// # Errors
    /// When it cannot even be read.
    pub fn check(&self) -> Result<CheckReport, LogError> {
        check::check(&self.connection, &self.mark)
    }

    /// The whole log as the bytes of a database that stands alone.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn into_bytes(mut self) -> Result<Vec<u8>, LogError> {
        let mut bytes = self.connection.serialize(rusqlite::MAIN_DB)?.to_vec();
        // Readers and writers of a database without a write-ahead log have version 1.
        if let Some(versions) = bytes.get_mut(18..20) {
            versions.fill(1);
        }
        Ok(bytes)
    }

    /// When the last commit of all was decided.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn last_commit(&self) -> Result<Option<Timestamp>, LogError> {
        let mut statement = self.connection.prepare("SELECT max(at) FROM commits GROUP BY forum")?;
        let times: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(times.iter().filter_map(|at| at.parse().ok()).max())
    }

    /// All subjects whose rows can be read, in no order.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn subjects(&self) -> Result<Vec<SubjectRow>, LogError> {
        Ok(readable(rows::subjects(&self.connection)?))
    }

    /// Its epoch, of whatever kind it is.
    ///
    /// # Errors
    /// [`LogError::NoSubject`], or what is wrong with the file.
    pub fn epoch(&self, subject: SubjectId) -> Result<String, LogError> {
        Ok(Rows::begin(&self.connection, subject)?.epoch)
    }

    /// All of a subject that is needed to go on with it.
    ///
    /// # Errors
    /// [`LogError::NoSubject`], or what is wrong with the file.
    pub fn read<S: Subject>(&self, subject: SubjectId) -> Result<Stored<S>, LogError> {
        Rows::whole(&self.connection, subject)?.stored(Beginning::Checkpoint)
    }
}
