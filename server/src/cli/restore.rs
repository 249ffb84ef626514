//! `bourdon restore`.

use super::DataFolder;
use clap::Args;
use server::backup::{self, Restored};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct Restore {
    /// The backup.
    file: PathBuf,
    #[command(flatten)]
    folder: DataFolder,
    /// The file erased.jsonl of the folder that was lost: what people took back after the backup.
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,
    /// Accept that words come back which people took back after the backup.
    #[arg(long)]
    without_journal: bool,
}

impl Restore {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let Self { file, folder, journal, without_journal } = self;
        let restored = backup::restore(&file, &folder.data, journal.as_deref(), without_journal).await?;
        let Restored { forums, commits, erased } = restored;
        let mut out = io::stdout().lock();
        writeln!(out, "restored: forums {forums}, commits {commits}, texts erased again {erased}")?;
        Ok(ExitCode::SUCCESS)
    }
}
