//! The journal of what was erased, beside the database: a backup of before still holds those words
//! and keys, and whoever restores it erases them again. It holds neither itself.

use super::LogError;
use forum::Entry;
use jiff::Timestamp;
use protocol::ForumId;
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Name of the journal in the data folder.
pub const FILE: &str = "erased.jsonl";

/// The first line of a journal: what was erased since then stands in it.
#[derive(Serialize, Deserialize)]
struct FirstLine {
    since: Timestamp,
}

/// What was erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Erasure {
    /// Words of a forum, by this entry, which has their numbers.
    Words {
        /// The forum.
        forum: ForumId,
        /// The entry.
        entry: Entry,
    },
    /// The key of a forum's ballots.
    BallotKey {
        /// The forum.
        forum: ForumId,
    },
}

/// A journal as it was read.
#[derive(Debug)]
pub struct Erasures {
    /// When it began.
    pub since: Timestamp,
    /// What was erased, in order.
    pub entries: Vec<Erasure>,
}

/// The journal in the hands of the one who writes.
pub(super) struct Journal {
    path: PathBuf,
    file: File,
}

impl Journal {
    /// The journal of this folder, begun when there is none.
    pub(super) fn open(data: &Path) -> Result<Self, LogError> {
        let path = data.join(FILE);
        let folder = |source| LogError::Folder { path: path.clone(), source };
        if !path.exists() {
            begin(data).map_err(folder)?;
        }
        let file = OpenOptions::new().append(true).open(&path).map_err(folder)?;
        Ok(Self { path, file })
    }

    /// Notes what is about to be erased; on the disk when it returns.
    pub(super) fn note(&mut self, erasures: &[Erasure]) -> Result<(), LogError> {
        let mut lines = Vec::new();
        for erasure in erasures {
            line(&mut lines, erasure).map_err(|source| self.failed(source))?;
        }
        let written = self.file.write_all(&lines).and_then(|()| self.file.sync_data());
        written.map_err(|source| self.failed(source))
    }

    fn failed(&self, source: io::Error) -> LogError {
        LogError::Folder { path: self.path.clone(), source }
    }
}

/// Writes a journal without entries, whole or not at all.
fn begin(data: &Path) -> io::Result<()> {
    let mut first = Vec::new();
    line(&mut first, &FirstLine { since: Timestamp::now() })?;
    write_whole(&data.join(FILE), &first)
}

fn line(lines: &mut Vec<u8>, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *lines, value)?;
    lines.push(b'\n');
    Ok(())
}

/// Reads a journal. Its last line may have been torn by a power cut: then nothing was erased yet.
///
/// # Errors
/// When it is not a journal.
pub fn read(path: &Path) -> io::Result<Erasures> {
    let text = fs::read_to_string(path)?;
    let mut lines = text.split_inclusive('\n').filter(|line| line.ends_with('\n'));
    let FirstLine { since } = serde_json::from_str(lines.next().unwrap_or_default())?;
    let entries = lines.map(serde_json::from_str).collect::<Result<_, _>>()?;
    Ok(Erasures { since, entries })
}

/// Writes a file for its owner alone, under another name until it is whole and on the disk.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let new = path.with_file_name(name);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&new, path)?;
    sync_folder_of(path)
}

/// The names in the folder that holds this path are on the disk.
pub(crate) fn sync_folder_of(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
