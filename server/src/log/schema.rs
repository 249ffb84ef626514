//! The tables, and how the file is opened.

use super::{LogError, seal};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::fs::{DirBuilder, OpenOptions};
use std::path::Path;
use std::time::Duration;

/// Name of the database in the data folder.
pub(super) const FILE: &str = "bourdon.sqlite";
/// How long a new process waits for the one that it replaces.
const LOCK_TIME_MAX: Duration = Duration::from_millis(500);
/// What a copy takes of the memory before it goes to the disk.
const COPY_KIB_IN_MEMORY: i32 = 64 * 1024;
/// What stays of a write-ahead log that was longer.
const WAL_BYTES_KEPT: u32 = 16 * 1024 * 1024;

/// Each brings the tables one version further; `user_version` counts them. Old ones never change.
///
/// `forums` and the columns `forum` hold each subject: there was nothing else when they got their names.
const MIGRATIONS: [&str; 4] = [
    "
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
",
    "
    ALTER TABLE forums ADD COLUMN seal BLOB;
    ALTER TABLE checkpoints ADD COLUMN seal BLOB;
    ALTER TABLE owners ADD COLUMN seal BLOB;
",
    "
    CREATE TABLE receipts (
        receipt TEXT NOT NULL,
        forum TEXT NOT NULL,
        PRIMARY KEY (receipt, forum)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX receipts_of_forum ON receipts (forum);
",
    "
    ALTER TABLE forums ADD COLUMN kind TEXT NOT NULL DEFAULT 'forum';
",
];

/// The version from which on rows have seals.
const SEALED: u32 = 2;

/// The database of a data folder, locked for this process, with the tables of this version.
pub(super) fn open(data: &Path) -> Result<Connection, LogError> {
    make_folder(data)?;
    make_file(data)?;
    let connection = connect(data, OpenFlags::default())?;
    prepare(&connection, data).map_err(|error| explain(data, error))?;
    Ok(connection)
}

/// The same for one who only reads: the file stays as it is, and tables of an earlier version are
/// brought forward for this connection alone.
pub(super) fn open_to_read(data: &Path) -> Result<Connection, LogError> {
    let connection = connect(data, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    let read = || {
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        lock(&connection)?;
        migrate(&connection, data)
    };
    read().map_err(|error| explain(data, error))?;
    Ok(connection)
}

fn connect(data: &Path, flags: OpenFlags) -> Result<Connection, LogError> {
    Connection::open_with_flags(data.join(FILE), flags).map_err(|error| explain(data, error.into()))
}

fn prepare(connection: &Connection, data: &Path) -> Result<(), LogError> {
    connection.busy_timeout(LOCK_TIME_MAX)?;
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "journal_size_limit", WAL_BYTES_KEPT)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "secure_delete", "ON")?;
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(32);
    lock(connection)?;
    migrate(connection, data)?;
    connection.execute_batch("COMMIT")?;
    checkpoint(connection, "TRUNCATE")?;
    Ok(())
}

/// Takes the lock, which needs no write, and begins a transaction.
fn lock(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(LOCK_TIME_MAX)?;
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    connection.execute_batch("BEGIN EXCLUSIVE")
}

fn migrate(connection: &Connection, data: &Path) -> Result<(), LogError> {
    let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = MIGRATIONS.len() as u32;
    if found > known {
        return Err(LogError::Newer { path: data.to_owned(), found, known });
    }
    if found < known {
        for migration in &MIGRATIONS[found as usize..] {
            connection.execute_batch(migration)?;
        }
        if found < SEALED {
            seal::seal_all(connection)?;
        }
        connection.pragma_update(None, "user_version", known)?;
    }
    Ok(())
}

/// An empty database in memory; what does not fit there stands in a file without a name.
pub(super) fn in_memory() -> rusqlite::Result<Connection> {
    let connection = Connection::open("")?;
    connection.pragma_update(None, "cache_size", -COPY_KIB_IN_MEMORY)?;
    Ok(connection)
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

fn explain(data: &Path, error: LogError) -> LogError {
    use std::io::{Error, ErrorKind};
    let LogError::Database(error) = error else { return error };
    let path = data.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => LogError::InUse(path),
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            LogError::Folder { path, source: Error::from(ErrorKind::PermissionDenied) }
        }
        Some(ErrorCode::DiskFull) => LogError::Full(path),
        Some(ErrorCode::NotADatabase) => {
            let sentence = format!("{FILE} in it is not a database of bourdon");
            LogError::Folder { path, source: Error::new(ErrorKind::InvalidData, sentence) }
        }
        Some(_) | None => LogError::Database(error),
    }
}
