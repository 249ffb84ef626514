//! The room that is left on the disk of the data folder: said before there is none.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// A large forum day takes some 50 MB, its write-ahead log and a copy of it as much again.
const LOW_BYTES: u64 = 200 * 1024 * 1024;
const INTERVAL: Duration = Duration::from_secs(30);

/// Whether little room is left.
#[derive(Clone, Debug, Default)]
pub(crate) struct DiskSpace(Arc<AtomicBool>);

impl DiskSpace {
    /// Whether the disk is nearly full.
    pub(crate) fn is_low(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Looks at the disk of this folder now and then.
    pub(crate) async fn watch(self, data: PathBuf) {
        let mut interval = tokio::time::interval(INTERVAL);
        loop {
            interval.tick().await;
            match fs4::available_space(&data) {
                Ok(bytes) => self.note(bytes, &data),
                Err(error) => return tracing::warn!(%error, "the room on the disk is not known"),
            }
        }
    }

    fn note(&self, bytes: u64, data: &Path) {
        let is_low = bytes < LOW_BYTES;
        let was_low = self.0.swap(is_low, Ordering::Relaxed);
        let (megabytes, data) = (bytes / 1_000_000, data.display());
        if is_low && !was_low {
            tracing::warn!(megabytes, %data, "the disk is nearly full: make room, or the server will stop");
        } else if was_low && !is_low {
            tracing::info!(megabytes, %data, "there is room on the disk again");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_disk_is_low_until_there_is_room_again() {
        let (space, data) = (DiskSpace::default(), Path::new("data"));
        assert!(!space.is_low());
        for (bytes, is_low) in [(LOW_BYTES - 1, true), (0, true), (LOW_BYTES, false)] {
            space.note(bytes, data);
            assert_eq!(space.is_low(), is_low);
        }
    }
}
