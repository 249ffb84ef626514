//! `bourdon backup` and `bourdon restore`: all forums in one file, and a data folder made of it.

use crate::log::{self, Log, LogError, LogReader, Note, Notes, write_whole};
use crate::loopback;
use anyhow::{Context, bail, ensure};
use axum::http::StatusCode;
use jiff::Timestamp;
use protocol::{SubjectId, SubjectKind};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use subject::{Commit, EntryOf, Subject};

/// Writes all forums of a data folder to `out`, through the server that uses the folder if there is one.
///
/// # Errors
/// When the folder cannot be read or the file not be written.
pub async fn backup(data: &Path, out: &Path) -> anyhow::Result<()> {
    if !Log::exists(data) {
        bail!("there are no forums in {}", data.display());
    }
    let bytes = match LogReader::open(data) {
        Ok(log) => log.complete()?.into_bytes()?,
        Err(error @ LogError::InUse(_)) => match loopback::get(data, "/api/backup").await.context(error)? {
            (StatusCode::OK, bytes) => bytes.into(),
            (status, _) => bail!("the server that uses {} answers {status}", data.display()),
        },
        Err(error) => return Err(error.into()),
    };
    write_whole(out, &bytes).with_context(|| format!("{} cannot be written", out.display()))
}

/// What was restored.
#[derive(Debug, Default)]
pub struct Restored {
    /// Forums in the folder.
    pub forums: usize,
    /// Commits that the backup held.
    pub commits: usize,
    /// Texts that were taken back after the backup and are erased again.
    pub erased: usize,
}

/// Makes the data folder `data` of a backup. What was taken back after the backup is erased again as
/// `journal` says, the file `erased.jsonl` of the folder that was lost; `uncovered` accepts that none is
/// there, or that it does not reach back to the backup.
///
/// # Errors
/// When the folder is not empty, the backup not sound, or words could come back that were taken back.
pub async fn restore(
    file: &Path,
    data: &Path,
    journal: Option<&Path>,
    uncovered: bool,
) -> anyhow::Result<Restored> {
    ensure_empty(data)?;
    let making = Making::begin(data)?;
    let bytes = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    log::write_database(&making.0, &bytes)?;
    let not_one = || format!("{} is not a backup that this bourdon can restore", file.display());
    let reading = LogReader::open(&making.0).with_context(not_one)?;
    let report = reading.check().with_context(not_one)?;
    ensure!(report.problems.is_empty(), "{} is not sound: {}", file.display(), report.problems.join("; "));
    let last = reading.last_commit()?;
    let read =
        |path: &Path| log::read_journal(path).with_context(|| format!("{} is no journal", path.display()));
    let notes = journal.map(read).transpose()?;
    for row in reading.subjects()? {
        let epoch = reading.epoch(row.id)?;
        ensure!(
            !notes.as_ref().is_some_and(|notes| notes.are_of_another(row.id, &epoch)),
            "the journal is of another folder than the backup of {} {}: give the {} of the folder that was \
             backed up, or of one that was restored from this backup",
            row.kind,
            row.code,
            log::JOURNAL
        );
    }
    drop(reading);

    let missing = uncovered_time(last, notes.as_ref());
    if let Some((from, until)) = missing
        && !uncovered
    {
        let day = |at: Timestamp| at.strftime("%F %R UTC").to_string();
        let time = format!("from {} to {}", day(from), day(until));
        bail!(
            "what people took back {time} would come back: give --journal FILE, the {} of the folder that was \
             lost, or accept it with --without-journal",
            log::JOURNAL
        );
    }
    // What is erased again is noted again, so the new journal reaches back as far as the backup.
    let since = last.filter(|_| missing.is_none()).unwrap_or_else(Timestamp::now);
    log::begin_journal(&making.0, since)
        .with_context(|| format!("{} cannot be written", making.0.display()))?;
    let log = Log::open(&making.0)?;
    let erased = renew(&log, notes.map(|notes| notes.notes).unwrap_or_default()).await;
    log.close().await;
    let erased = erased?;
    making.finish(data)?;
    Ok(Restored { forums: report.forums, commits: report.commits, erased })
}

fn ensure_empty(data: &Path) -> anyhow::Result<()> {
    if Log::exists(data)
        && let Err(error @ LogError::InUse(_)) = LogReader::open(data)
    {
        return Err(error.into());
    }
    let mut entries = match fs::read_dir(data) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        entries => entries.with_context(|| format!("{} cannot be read", data.display()))?,
    };
    ensure!(entries.next().is_none(), "{} is not empty: restore makes a new folder", data.display());
    Ok(())
}

/// The time in which something may have been taken back that no journal tells.
fn uncovered_time(last: Option<Timestamp>, notes: Option<&Notes>) -> Option<(Timestamp, Timestamp)> {
    let last = last?;
    let until = notes.map_or_else(Timestamp::now, |notes| notes.since);
    (until > last).then_some((last, until))
}

/// A new epoch for every subject, so that nobody goes on from what came after the backup, and a new index of its
/// receipts if need be; then what was erased after it is erased again. Answers how many texts that were.
async fn renew(log: &Log, notes: Vec<Note>) -> anyhow::Result<usize> {
    let mut kinds = BTreeMap::new();
    for row in log.subjects().await? {
        match row.kind {
            SubjectKind::Forum => renew_one::<forum::State>(log, row.id).await?,
            SubjectKind::Programme => renew_one::<programme::State>(log, row.id).await?,
        }
        kinds.insert(row.id, row.kind);
    }
    let mut erased = 0;
    for note in notes {
        match note {
            Note::Words { subject, entry } => match kinds.get(&subject) {
                Some(SubjectKind::Forum) => erased += erase::<forum::State>(log, subject, &entry).await?,
                Some(SubjectKind::Programme) => {
                    erased += erase::<programme::State>(log, subject, &entry).await?;
                }
                // It was created after the backup.
                None => {}
            },
            Note::BallotKey { subject } if kinds.contains_key(&subject) => {
                log.destroy_key::<forum::State>(subject).await?;
            }
            Note::BallotKey { .. } | Note::Epoch { .. } => {}
        }
    }
    Ok(erased)
}

async fn renew_one<S: Subject>(log: &Log, id: SubjectId) -> anyhow::Result<()> {
    log.set_epoch::<S>(id, log::new_epoch()).await?;
    Ok(log.index_receipts(id, log.read::<S>(id).await?.state().receipts()).await?)
}

/// Appends an entry that erased words, as far as the words are here. Answers how many were.
async fn erase<S: Subject>(log: &Log, id: SubjectId, noted: &RawValue) -> anyhow::Result<usize> {
    let mut entry: EntryOf<S> = serde_json::from_str(noted.get()).context("the journal cannot be read")?;
    let stored = log.read_from_start::<S>(id).await?;
    // Numbers of texts that came after the backup will be given again.
    entry.erased.retain(|id| stored.texts.contains_key(id));
    let erased = entry.erased.len();
    if erased > 0 {
        ensure!(entry.texts.is_empty(), "the journal holds an entry that brings words: it cannot be applied");
        let commit = Commit::new(stored.seq() + 1, stored.at, vec![entry], log::salt);
        log.append::<S>(id, commit).await?;
    }
    Ok(erased)
}

/// A folder in the making; gone unless it is finished.
struct Making(PathBuf);

impl Making {
    /// Beside the folder that it will be.
    fn begin(data: &Path) -> anyhow::Result<Self> {
        let mut name = data.file_name().context("the data folder has no name")?.to_owned();
        name.push(".restoring");
        let path = data.with_file_name(name);
        let cannot = || format!("{} cannot be made", path.display());
        if path.exists() {
            // A restore did not come to its end.
            fs::remove_dir_all(&path).with_context(cannot)?;
        }
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path).with_context(cannot)?;
        Ok(Self(path))
    }

    fn finish(self, data: &Path) -> anyhow::Result<()> {
        let cannot = || format!("{} cannot be made", data.display());
        if data.exists() {
            fs::remove_dir(data).with_context(cannot)?;
        }
        fs::rename(&self.0, data).with_context(cannot)?;
        log::sync_folder_of(data).with_context(cannot)
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        // Nothing is there when it was finished.
        let _ = fs::remove_dir_all(&self.0);
    }
}
