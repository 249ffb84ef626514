//! The tables, and how the file is opened.

use super::LogError;
use rusqlite::{Connection, ErrorCode};
use std::fs::{DirBuilder, OpenOptions};
use std::path::Path;
use std::time::Duration;

/// Name of the database in the data folder.
pub(super) const FILE: &str = "bourdon.sqlite";
/// How long a new process waits for the one that it replaces.
const LOCK_TIME_MAX: Duration = Duration::from_millis(500);

/// Each brings the tables one version further; `user_version` counts them. Old ones never change.
const MIGRATIONS: [&str; 1] = ["
    CREATE TABLE forums (
        id TEXT NOT NULL PRIMARY KEY,
        code TEXT NOT NULL UNIQUE,
        epoch TEXT NOT NULL,
        dot_key BLOB
    ) STRICT;
    CREATE TABLE commits (
        forum TEXT NOT NULL REFERENCES forums (id),
        seq INTEGER NOT NULL,
        at TEXT NOT NULL,
        hash BLOB NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (forum, seq)
    ) STRICT;
    CREATE TABLE commands (
        forum TEXT NOT NULL,
        command TEXT NOT NULL,
        seq INTEGER NOT NULL,
        PRIMARY KEY (forum, command)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE texts (
        forum TEXT NOT NULL,
        id INTEGER NOT NULL,
        salt BLOB NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (forum, id)
    ) STRICT;
    CREATE TABLE checkpoints (
        forum TEXT NOT NULL PRIMARY KEY,
        seq INTEGER NOT NULL,
        state BLOB NOT NULL
    ) STRICT;
    CREATE TABLE owners (hash TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
"];

/// The database of a data folder, locked for this process, with the tables of this version.
pub(super) fn open(data: &Path) -> Result<Connection, LogError> {
    make_folder(data)?;
    make_file(data)?;
    let connection = Connection::open(data.join(FILE)).map_err(|error| explain(data, error))?;
    prepare(&connection, data).map_err(|error| match error {
        LogError::Database(error) => explain(data, error),
        other => other,
    })?;
    Ok(connection)
}

fn prepare(connection: &Connection, data: &Path) -> Result<(), LogError> {
    connection.busy_timeout(LOCK_TIME_MAX)?;
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "secure_delete", "ON")?;
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(32);

    // The lock is taken by the first write, even an empty one.
    connection.execute_batch("BEGIN EXCLUSIVE")?;
    let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = MIGRATIONS.len() as u32;
    if found > known {
        return Err(LogError::Newer { path: data.to_owned(), found, known });
    }
    for migration in &MIGRATIONS[found as usize..] {
        connection.execute_batch(migration)?;
    }
    connection.pragma_update(None, "user_version", known)?;
    connection.execute_batch("COMMIT")?;
    checkpoint(connection, "TRUNCATE")?;
    Ok(())
}

/// Moves what stands in the write-ahead log into the database.
pub(super) fn checkpoint(connection: &Connection, mode: &str) -> rusqlite::Result<()> {
    connection.query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], |_| Ok(()))
}

/// The folder may hold names and words: only its owner reads it.
fn make_folder(data: &Path) -> Result<(), LogError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(data).map_err(|source| LogError::Folder { path: data.to_owned(), source })
}

/// In a folder that others may read; SQLite gives the files beside it the same mode.
fn make_file(data: &Path) -> Result<(), LogError> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let path = data.join(FILE);
    options.open(&path).map(drop).map_err(|source| LogError::Folder { path: data.to_owned(), source })
}

fn explain(data: &Path, error: rusqlite::Error) -> LogError {
    use std::io::{Error, ErrorKind};
    let path = data.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => LogError::InUse(path),
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            LogError::Folder { path, source: Error::from(ErrorKind::PermissionDenied) }
        }
        Some(ErrorCode::DiskFull) => LogError::Folder { path, source: Error::from(ErrorKind::StorageFull) },
        Some(ErrorCode::NotADatabase) => {
            let sentence = format!("{FILE} in it is not a database of bourdon");
            LogError::Folder { path, source: Error::new(ErrorKind::InvalidData, sentence) }
        }
        Some(_) | None => LogError::Database(error),
    }
}
