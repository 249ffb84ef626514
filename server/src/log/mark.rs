//! The high-water mark: the last commit of each forum, kept outside the database, so that a log
//! that lost its end is noticed at the next start. It is written after commits and may lag.

use super::body::hex;
use super::{Head, LogError};
use protocol::ForumId;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const FILE: &str = "high-water.json";
/// How far the mark may lag behind while commits keep coming.
const LAG_MAX: Duration = Duration::from_secs(5);

#[derive(Clone, Serialize, Deserialize)]
struct Height {
    seq: u64,
    hash: String,
}

/// The last known commit of each forum.
pub(super) struct Mark {
    path: PathBuf,
    heights: BTreeMap<ForumId, Height>,
    /// Since when it differs from the file.
    changed: Option<Instant>,
}

impl Mark {
    pub(super) fn load(data: &Path) -> Result<Self, LogError> {
        let path = data.join(FILE);
        let heights = match fs::read(&path) {
            Ok(json) => serde_json::from_slice(&json).map_err(io::Error::from),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeMap::new()),
            Err(error) => Err(error),
        };
        match heights {
            Ok(heights) => Ok(Self { path, heights, changed: None }),
            Err(source) => Err(LogError::Folder { path, source }),
        }
    }

    /// A sentence for each forum that has not all commits that it had.
    pub(super) fn missing(&self, connection: &Connection) -> Result<Vec<String>, LogError> {
        let mut sentences = Vec::new();
        for (forum, height) in &self.heights {
            let found: Option<[u8; 32]> = connection
                .query_row(
                    "SELECT hash FROM commits WHERE forum = ?1 AND seq = ?2",
                    params![forum.to_string(), height.seq],
                    |row| row.get(0),
                )
                .optional()?;
            match found {
                Some(hash) if hex(&hash) == height.hash => {}
                Some(_) => sentences
                    .push(format!("commit {} of forum {forum} is not the one that it was", height.seq)),
                None => {
                    let Head { seq, .. } = Head::of(connection, *forum)?;
                    sentences.push(format!(
                        "the log of forum {forum} ends at commit {seq}, but it had reached {}",
                        height.seq
                    ));
                }
            }
        }
        Ok(sentences)
    }

    pub(super) fn raise(&mut self, forum: ForumId, head: &Head) {
        self.heights.insert(forum, Height { seq: head.seq, hash: hex(&head.hash) });
        self.changed.get_or_insert_with(Instant::now);
    }

    pub(super) fn has_changed(&self) -> bool {
        self.changed.is_some()
    }

    pub(super) fn is_late(&self) -> bool {
        self.changed.is_some_and(|since| since.elapsed() > LAG_MAX)
    }

    /// Writes the file whole, under another name first.
    pub(super) fn save(&mut self) {
        if self.changed.take().is_some()
            && let Err(error) = self.write()
        {
            tracing::warn!(%error, "the high-water mark cannot be written");
        }
    }

    fn write(&self) -> io::Result<()> {
        let new = self.path.with_extension("json.new");
        let mut file = File::create(&new)?;
        file.write_all(&serde_json::to_vec(&self.heights)?)?;
        file.sync_data()?;
        fs::rename(new, &self.path)
    }
}
