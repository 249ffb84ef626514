//! The journal of what was erased, beside the database: a backup of before still holds those words
//! and keys, and whoever restores it erases them again. It holds neither itself. A folder that was restored
//! begins a new one: numbers of texts that came after the backup are given again there.

use super::LogError;
use jiff::Timestamp;
use protocol::SubjectId;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
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

/// A line of a journal. What a log is about stands in it as `forum`: there was nothing else once.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// A log has, or had, this epoch: the journal goes with backups of this epoch alone.
    Epoch {
        /// What it is about.
        #[serde(rename = "forum")]
        subject: SubjectId,
        /// Its epoch.
        epoch: String,
    },
    /// Words, by this entry, which has their numbers.
    Words {
        /// Whose they were.
        #[serde(rename = "forum")]
        subject: SubjectId,
        /// The entry.
        entry: Box<RawValue>,
    },
    /// The key of a forum's ballots.
    BallotKey {
        /// The forum.
        #[serde(rename = "forum")]
        subject: SubjectId,
    },
}

/// A journal as it was read.
#[derive(Debug)]
pub struct Notes {
    /// What was erased after this time stands in it.
    pub since: Timestamp,
    /// Its lines, in order.
    pub notes: Vec<Note>,
}

impl Notes {
    /// Whether this is the journal of another history of this log. Those of before epochs were noted do not
    /// say of which they are.
    pub fn are_of_another(&self, subject: SubjectId, epoch: &str) -> bool {
        let mut epochs = self.notes.iter().filter_map(|note| match note {
            Note::Epoch { subject: of, epoch } => (*of == subject).then_some(epoch.as_str()),
            Note::Words { .. } | Note::BallotKey { .. } => None,
        });
        let first = epochs.next();
        first.is_some_and(|first| first != epoch && epochs.all(|noted| noted != epoch))
    }
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
            begin(data, Timestamp::now()).map_err(folder)?;
        }
        let file = OpenOptions::new().append(true).open(&path).map_err(folder)?;
        Ok(Self { path, file })
    }

    /// Notes what is about to happen; on the disk when it returns.
    pub(super) fn note(&mut self, notes: &[Note]) -> Result<(), LogError> {
        let mut lines = Vec::new();
        for note in notes {
            line(&mut lines, note).map_err(|source| self.failed(source))?;
        }
        let written = self.file.write_all(&lines).and_then(|()| self.file.sync_data());
        written.map_err(|source| self.failed(source))
    }

    fn failed(&self, source: io::Error) -> LogError {
        LogError::Folder { path: self.path.clone(), source }
    }
}

/// Begins the journal of a folder, whole or not at all: what was erased after `since` will stand in it.
///
/// # Errors
/// When it cannot be written.
pub fn begin(data: &Path, since: Timestamp) -> io::Result<()> {
    let mut first = Vec::new();
    line(&mut first, &FirstLine { since })?;
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
pub fn read(path: &Path) -> io::Result<Notes> {
    let text = fs::read_to_string(path)?;
    let mut lines = text.split_inclusive('\n').filter(|line| line.ends_with('\n'));
    let FirstLine { since } = serde_json::from_str(lines.next().unwrap_or_default())?;
    let notes = lines.map(serde_json::from_str).collect::<Result<_, _>>()?;
    Ok(Notes { since, notes })
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
