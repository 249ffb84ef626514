//! The high-water mark: the last commit of each subject, kept outside the database, so that a log
//! that lost its end is noticed at the next start.
//!
//! Every transaction appends the heights that it reached, before anything of it is answered: a mark
//! that outlives the process covers all that was acknowledged. It is synced when nobody writes, at
//! the latest after [`LAG_MAX`]: after a power cut it may lag by as much. It is never ahead of the
//! log, which is on the disk first.

use super::{Head, LogError, readable};
use protocol::SubjectId;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use subject::hexadecimal;

const FILE: &str = "high-water.json";
/// How long what was appended may stay unsynced while commits keep coming.
const LAG_MAX: Duration = Duration::from_secs(5);
/// Lines appended before the file is written anew with one: about 150 KB.
const LINES_MAX: u32 = 1_000;

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Height {
    seq: u64,
    hash: String,
}

type Heights = BTreeMap<SubjectId, Height>;

/// The last known commit of each subject.
#[derive(Clone, Debug)]
pub(super) struct HighWaterMark {
    path: PathBuf,
    heights: Heights,
}

impl HighWaterMark {
    pub(super) fn load(data: &Path) -> Result<Self, LogError> {
        let path = data.join(FILE);
        let heights = match fs::read(&path) {
            Ok(bytes) => heights(&bytes).map_err(io::Error::from),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Heights::new()),
            Err(error) => Err(error),
        };
        match heights {
            Ok(heights) => Ok(Self { path, heights }),
            Err(source) => Err(LogError::Mark { path, source }),
        }
    }

    /// Whether the log may be used: all is there that was there once.
    pub(super) fn allow(&self, connection: &Connection) -> Result<(), LogError> {
        match self.missing(connection)?.into_iter().next() {
            Some(sentence) => Err(LogError::Shortened(sentence)),
            None => Ok(()),
        }
    }

    /// A sentence for each subject that has not all commits that it had.
    pub(super) fn missing(&self, connection: &Connection) -> Result<Vec<String>, LogError> {
        let mut sentences = Vec::new();
        for (subject, height) in &self.heights {
            let found: Option<[u8; 32]> = connection
                .query_row(
                    "SELECT hash FROM commits WHERE forum = ?1 AND seq = ?2",
                    params![subject.to_string(), height.seq],
                    |row| row.get(0),
                )
                .optional()?;
            match found {
                Some(hash) if hexadecimal(&hash) == height.hash => {}
                Some(_) => {
                    sentences.push(format!("commit {} of {subject} is not the one that it was", height.seq))
                }
                None => {
                    let Head { seq, .. } = Head::of(connection, *subject)?;
                    sentences.push(format!(
                        "the log of {subject} ends at commit {seq}, but it had reached {}",
                        height.seq
                    ));
                }
            }
        }
        Ok(sentences)
    }
}

/// A line holds heights, a later one over an earlier one. The first was synced before the file got
/// its name; the last may have been torn by a power cut.
fn heights(bytes: &[u8]) -> serde_json::Result<Heights> {
    let mut heights = Heights::new();
    let mut lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).peekable();
    let mut is_first = true;
    while let Some(line) = lines.next() {
        match serde_json::from_slice::<Heights>(line) {
            Ok(raised) => heights.extend(raised),
            Err(_) if !is_first && lines.peek().is_none() => {}
            Err(error) => return Err(error),
        }
        is_first = false;
    }
    Ok(heights)
}

/// The mark in the hands of the one who writes.
pub(super) struct Marker {
    mark: HighWaterMark,
    /// Where lines are appended; nothing when the file must be written anew first.
    file: Option<File>,
    lines: u32,
    /// Since when something is not synced.
    unsynced: Option<Instant>,
}

impl Marker {
    /// Raises the mark to all that the log holds.
    pub(super) fn new(mut mark: HighWaterMark, connection: &Connection) -> Result<Self, LogError> {
        for subject in readable(super::rows::subjects(connection)?) {
            mark.heights.insert(subject.id, Head::of(connection, subject.id)?.into());
        }
        let mut marker = Self { mark, file: None, lines: 0, unsynced: None };
        marker.attempt(Self::write_anew);
        Ok(marker)
    }

    pub(super) fn mark(&self) -> &HighWaterMark {
        &self.mark
    }

    /// Notes the heights that a transaction reached.
    pub(super) fn raise(&mut self, heads: Vec<(SubjectId, Head)>) {
        if heads.is_empty() {
            return;
        }
        let raised: Heights = heads.into_iter().map(|(subject, head)| (subject, head.into())).collect();
        self.unsynced.get_or_insert_with(Instant::now);
        self.attempt(|marker| {
            let line = line(&raised)?;
            marker.mark.heights.extend(raised);
            match &mut marker.file {
                Some(file) if marker.lines < LINES_MAX => {
                    marker.lines += 1;
                    file.write_all(&line)
                }
                Some(_) | None => marker.write_anew(),
            }
        });
    }

    pub(super) fn is_synced(&self) -> bool {
        self.unsynced.is_none()
    }

    pub(super) fn is_late(&self) -> bool {
        self.unsynced.is_some_and(|since| since.elapsed() > LAG_MAX)
    }

    pub(super) fn sync(&mut self) {
        if self.unsynced.take().is_some() {
            self.attempt(|marker| match &marker.file {
                Some(file) => file.sync_data(),
                None => marker.write_anew(),
            });
        }
    }

    /// A mark that cannot be written is written anew at the next occasion.
    fn attempt(&mut self, act: impl FnOnce(&mut Self) -> io::Result<()>) {
        if let Err(error) = act(self) {
            self.file = None;
            tracing::warn!(%error, "the high-water mark cannot be written");
        }
    }

    /// One line with all heights, under another name first.
    fn write_anew(&mut self) -> io::Result<()> {
        let new = self.mark.path.with_extension("json.new");
        let mut file = File::create(&new)?;
        file.write_all(&line(&self.mark.heights)?)?;
        file.sync_data()?;
        fs::rename(new, &self.mark.path)?;
        self.file = Some(file);
        self.lines = 0;
        self.unsynced = None;
        Ok(())
    }
}

fn line(heights: &Heights) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(heights)?;
    line.push(b'\n');
    Ok(line)
}

impl From<Head> for Height {
    fn from(head: Head) -> Self {
        Self { seq: head.seq, hash: hexadecimal(&head.hash) }
    }
}
