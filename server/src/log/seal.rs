//! Seals: hashes over the rows that no commit covers, so that what is read is known to be as it was
//! written.

use protocol::SubjectKind;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

/// A hash over a row; nothing where one was never written.
pub(super) type Seal = Option<[u8; 32]>;

/// Over a row of `forums`. A forum's says no kind: it had none when it was the only one.
pub(super) fn subject(
    id: &str,
    kind: SubjectKind,
    code: &str,
    epoch: &str,
    key: Option<&[u8; 32]>,
) -> [u8; 32] {
    let key = key.map_or(&[][..], |key| key.as_slice());
    match kind {
        SubjectKind::Forum => over([id.as_bytes(), code.as_bytes(), epoch.as_bytes(), key]),
        SubjectKind::Programme => {
            over([id.as_bytes(), code.as_bytes(), epoch.as_bytes(), key, kind.to_string().as_bytes()])
        }
    }
}

/// Over a row of `checkpoints`.
pub(super) fn checkpoint(forum: &str, seq: u64, state: &[u8]) -> [u8; 32] {
    over([forum.as_bytes(), &seq.to_be_bytes(), state])
}

/// Over a row of `owners`.
pub(super) fn owner(hash: &str) -> [u8; 32] {
    over([hash.as_bytes()])
}

/// Each part comes after its length, so that no other parts have the same bytes.
fn over<const PARTS: usize>(parts: [&[u8]; PARTS]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// Seals a subject's row as it now is: after every change to it.
pub(super) fn seal_subject(connection: &Connection, kind: SubjectKind, id: &str) -> rusqlite::Result<()> {
    let seal = connection
        .prepare_cached("SELECT code, epoch, dot_key FROM forums WHERE id = ?1")?
        .query_row([id], |row| {
            let (code, epoch): (String, String) = (row.get(0)?, row.get(1)?);
            let key: Option<[u8; 32]> = row.get(2)?;
            Ok(subject(id, kind, &code, &epoch, key.as_ref()))
        })?;
    connection.prepare_cached("UPDATE forums SET seal = ?2 WHERE id = ?1")?.execute(params![id, seal])?;
    Ok(())
}

/// Seals what was written before there were seals.
pub(super) fn seal_all(connection: &Connection) -> rusqlite::Result<()> {
    for id in column(connection, "SELECT id FROM forums")? {
        seal_subject(connection, SubjectKind::Forum, &id)?;
    }
    for hash in column(connection, "SELECT hash FROM owners")? {
        connection.execute("UPDATE owners SET seal = ?2 WHERE hash = ?1", params![hash, owner(&hash)])?;
    }
    for forum in column(connection, "SELECT forum FROM checkpoints")? {
        let seal =
            connection.query_row("SELECT seq, state FROM checkpoints WHERE forum = ?1", [&forum], |row| {
                Ok(checkpoint(&forum, row.get(0)?, &row.get::<_, Vec<u8>>(1)?))
            })?;
        connection.execute("UPDATE checkpoints SET seal = ?2 WHERE forum = ?1", params![forum, seal])?;
    }
    Ok(())
}

fn column(connection: &Connection, sql: &str) -> rusqlite::Result<Vec<String>> {
    connection.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
}
