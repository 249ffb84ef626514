//! `bourdon backup`.

use super::DataFolder;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct Backup {
    #[command(flatten)]
    folder: DataFolder,
    /// The file; one that is there is replaced when the new one is complete.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Backup {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        server::backup::backup(&self.folder.data, &self.out).await?;
        Ok(ExitCode::SUCCESS)
    }
}
