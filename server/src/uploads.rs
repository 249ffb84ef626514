//! Files that were brought into a programme, for a day at most: beside the log, under a random name, for the server's
//! own user alone. Nothing of them is in the log before they are taken over.

use crate::log::write_whole;
use crate::random::random;
use axum::body::{Body, Bytes};
use http_body_util::BodyExt;
use protocol::limits::programme::FILES_MAX;
use protocol::programme::import::{ImportFile, Imported};
use protocol::programme::{ItemId, ProgrammeId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tokio::sync::mpsc;
use tokio::time::{interval, timeout};
use uuid::Builder;

/// The folder among the data.
const FOLDER: &str = "files";
/// How long a file waits to be taken over.
const AGE_MAX: Duration = Duration::from_secs(24 * 60 * 60);
const SWEEP_INTERVAL: Duration = Duration::from_secs(60 * 60);
/// Time until a file has arrived.
const ARRIVAL_TIME_MAX: Duration = Duration::from_secs(60);
/// Pieces that wait for the disk; whoever sends waits when there are more.
const PIECES_MAX: usize = 16;

/// The files that were brought.
#[derive(Clone, Debug)]
pub(crate) struct Uploads {
    folder: PathBuf,
}

/// What is kept of a file beside it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// Where it was brought.
    pub(crate) programme: ProgrammeId,
    /// The file with the structure of its questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) structure: Option<ItemId>,
    /// How it is taken over, once somebody said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) asked: Option<ImportFile>,
    /// What that came to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) imported: Option<Imported>,
}

/// A file that has arrived; it goes again unless it is kept.
#[derive(Debug)]
pub(crate) struct Upload {
    pub(crate) file: ItemId,
    path: PathBuf,
    stays: bool,
}

/// Why a file has not arrived.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotArrived {
    #[error("too many bytes")]
    TooLarge,
    #[error("it took too long, or was cut off")]
    CutOff,
    #[error("the disk: {0}")]
    Disk(#[from] io::Error),
}

impl Uploads {
    /// Those of this data folder.
    pub(crate) fn new(data: &Path) -> Self {
        Self { folder: data.join(FOLDER) }
    }

    /// Takes away what has waited for too long, now and then.
    pub(crate) async fn watch(self) {
        let mut interval = interval(SWEEP_INTERVAL);
        loop {
            interval.tick().await;
            let uploads = self.clone();
            let swept = tokio::task::spawn_blocking(move || uploads.sweep(SystemTime::now())).await;
            if let Ok(Err(error)) = swept {
                tracing::warn!(%error, "files that were brought cannot be taken away");
            }
        }
    }

    /// What cannot be taken away holds nothing else back.
    fn sweep(&self, now: SystemTime) -> io::Result<()> {
        let mut swept = Ok(());
        for entry in self.entries()? {
            swept = swept.and(entry.and_then(|entry| remove_old(&entry.path(), now)));
        }
        swept
    }

    fn entries(&self) -> io::Result<impl Iterator<Item = io::Result<fs::DirEntry>>> {
        match fs::read_dir(&self.folder) {
            Ok(entries) => Ok(Some(entries).into_iter().flatten()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None.into_iter().flatten()),
            Err(error) => Err(error),
        }
    }

    /// Makes room for one more file of this programme: of too many that wait, the oldest go of which nothing is taken over,
    /// but for the structure that comes with the new one, and those of files whose import goes on. Whether there is room
    /// then.
    pub(crate) fn make_room(
        &self,
        programme: ProgrammeId,
        structure: Option<ItemId>,
        goes_on: impl Fn(ItemId) -> bool,
    ) -> io::Result<bool> {
        let mut waiting = 0_usize;
        let (mut idle, mut needed) = (BTreeMap::new(), BTreeSet::from_iter(structure));
        for entry in self.entries()? {
            let entry = entry?;
            let id = entry.file_name().to_str().and_then(|name| name.parse::<ItemId>().ok());
            let Some((id, kept)) = id.and_then(|id| Some((id, self.find(programme, id)?))) else { continue };
            waiting += 1;
            if goes_on(id) {
                needed.extend(kept.structure);
            } else if let Some(modified) = unless_gone(entry.metadata().and_then(|it| it.modified()))? {
                idle.insert((modified, id), id);
            }
        }
        idle.retain(|_, id| !needed.contains(id));
        let over = (waiting + 1).saturating_sub(FILES_MAX);
        for id in idle.values().take(over) {
            unless_gone(fs::remove_file(self.path(*id)))?;
            unless_gone(fs::remove_file(self.beside(*id)))?;
        }
        Ok(idle.len() >= over)
    }

    /// Writes a body to the disk as it comes in.
    pub(crate) async fn receive(&self, body: Body) -> Result<Upload, NotArrived> {
        let file = new_id();
        let upload = Upload { file, path: self.path(file), stays: false };
        let (pieces, written) = mpsc::channel(PIECES_MAX);
        let (folder, path) = (self.folder.clone(), upload.path.clone());
        let writer = tokio::task::spawn_blocking(move || write(&folder, &path, written));
        let arrived = timeout(ARRIVAL_TIME_MAX, send(body, pieces)).await.unwrap_or(Err(NotArrived::CutOff));
        writer.await.map_err(io::Error::other)??;
        arrived.map(|()| upload)
    }

    /// Keeps a file that has arrived.
    pub(crate) fn keep(&self, mut upload: Upload, kept: &Kept) -> io::Result<()> {
        self.note(upload.file, kept)?;
        upload.stays = true;
        Ok(())
    }

    /// What is kept of a file of this programme.
    pub(crate) fn find(&self, programme: ProgrammeId, file: ItemId) -> Option<Kept> {
        let kept: Kept = serde_json::from_slice(&fs::read(self.beside(file)).ok()?).ok()?;
        (kept.programme == programme).then_some(kept)
    }

    /// Keeps this of a file.
    pub(crate) fn note(&self, file: ItemId, kept: &Kept) -> io::Result<()> {
        write_whole(&self.beside(file), &serde_json::to_vec(kept).map_err(io::Error::other)?)
    }

    /// The bytes of a file; of one that is too large only so many that it is known to be.
    pub(crate) fn bytes(&self, file: ItemId) -> io::Result<Vec<u8>> {
        fs::read(self.path(file))
    }

    /// Takes a file away that is taken over; what is kept of it stays.
    pub(crate) fn remove(&self, file: ItemId) -> io::Result<()> {
        unless_gone(fs::remove_file(self.path(file))).map(drop)
    }

    fn path(&self, file: ItemId) -> PathBuf {
        self.folder.join(file.to_string())
    }

    fn beside(&self, file: ItemId) -> PathBuf {
        self.folder.join(format!("{file}.json"))
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        if !self.stays {
            // What cannot be taken away now goes after a day.
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn remove_old(path: &Path, now: SystemTime) -> io::Result<()> {
    let Some(modified) = unless_gone(fs::metadata(path).and_then(|it| it.modified()))? else { return Ok(()) };
    if now.duration_since(modified).unwrap_or_default() > AGE_MAX {
        unless_gone(fs::remove_file(path))?;
    }
    Ok(())
}

/// Nothing where somebody took it away meanwhile.
fn unless_gone<T>(done: io::Result<T>) -> io::Result<Option<T>> {
    match done {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        done => done.map(Some),
    }
}

fn new_id() -> ItemId {
    ItemId(Builder::from_random_bytes(random()).into_uuid())
}

async fn send(mut body: Body, pieces: mpsc::Sender<Bytes>) -> Result<(), NotArrived> {
    let mut left = files::limits::FILE;
    while let Some(frame) = body.frame().await {
        let Ok(piece) = frame.map_err(|_| NotArrived::CutOff)?.into_data() else { continue };
        left = left.checked_sub(piece.len()).ok_or(NotArrived::TooLarge)?;
        // A writer that stopped says why.
        if pieces.send(piece).await.is_err() {
            break;
        }
    }
    Ok(())
}

fn write(folder: &Path, path: &Path, mut pieces: mpsc::Receiver<Bytes>) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file: File = options.open(path)?;
    while let Some(piece) = pieces.blocking_recv() {
        file.write_all(&piece)?;
    }
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::programme::import::Mapping;

    #[test]
    fn what_waited_for_a_day_goes() {
        let data = std::env::temp_dir().join(new_id().to_string());
        let uploads = Uploads::new(&data);
        uploads.sweep(SystemTime::now()).unwrap();
        fs::create_dir_all(&uploads.folder).unwrap();
        let (programme, file) = (ProgrammeId(new_id().0), new_id());
        let kept = Kept { programme, structure: None, asked: None, imported: None };
        fs::write(uploads.path(file), b"a,b").unwrap();
        let upload = Upload { file, path: uploads.path(file), stays: false };
        uploads.keep(upload, &kept).unwrap();
        let before = SystemTime::now() + AGE_MAX - Duration::from_secs(60);
        uploads.sweep(before).unwrap();
        assert!(uploads.find(programme, file).is_some() && uploads.bytes(file).is_ok());
        assert!(uploads.find(ProgrammeId(file.0), file).is_none(), "it is no other programme's");
        uploads.sweep(before + Duration::from_secs(120)).unwrap();
        assert!(uploads.find(programme, file).is_none() && uploads.bytes(file).is_err());
        fs::remove_dir_all(&data).unwrap();
    }

    #[test]
    fn what_cannot_be_taken_away_holds_nothing_else_back() {
        let data = std::env::temp_dir().join(new_id().to_string());
        let uploads = Uploads::new(&data);
        // No folder is a file.
        fs::create_dir_all(uploads.folder.join("m")).unwrap();
        for name in ["a", "z"] {
            fs::write(uploads.folder.join(name), b"a,b").unwrap();
        }
        assert!(uploads.sweep(SystemTime::now() + 2 * AGE_MAX).is_err());
        let left: Vec<_> = uploads.entries().unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["m"]);
        fs::remove_dir_all(&data).unwrap();
    }

    #[test]
    fn the_oldest_of_which_nothing_is_taken_over_makes_room() {
        let data = std::env::temp_dir().join(new_id().to_string());
        let uploads = Uploads::new(&data);
        fs::create_dir_all(&uploads.folder).unwrap();
        let programme = ProgrammeId(new_id().0);
        let asked = ImportFile { label: "A".to_owned(), mapping: Mapping::Archive {} };
        let bring = |age: u64, structure: Option<ItemId>| {
            let file = new_id();
            let kept = Kept { programme, structure, asked: Some(asked.clone()), imported: None };
            fs::write(uploads.path(file), b"a,b").unwrap();
            let opened = OpenOptions::new().write(true).open(uploads.path(file)).unwrap();
            opened.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
            uploads.note(file, &kept).unwrap();
            file
        };
        let (structure, another) = (bring(80, None), bring(70, None));
        let begun = bring(60, Some(structure));
        let (oldest, newer) = (bring(50, None), bring(40, None));
        let mut others: BTreeSet<_> = (5..FILES_MAX).map(|_| bring(30, None)).collect();
        others.insert(begun);
        let make_room = |others: &BTreeSet<ItemId>| {
            uploads.make_room(programme, Some(another), |file| others.contains(&file)).unwrap()
        };
        assert!(make_room(&others));
        assert!(uploads.find(programme, oldest).is_none() && uploads.bytes(oldest).is_err());
        for file in [begun, newer, structure, another] {
            assert!(uploads.find(programme, file).is_some() && uploads.bytes(file).is_ok());
        }
        others.insert(bring(30, None));
        assert!(make_room(&others), "the newer one goes");
        others.insert(bring(20, None));
        assert!(!make_room(&others), "what goes on stays, and its structure");
        fs::remove_dir_all(&data).unwrap();
    }
}
