//! `bourdon export`.

use super::DataFolder;
use clap::{Args, ValueEnum};
use std::io::{self, Write};
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct Export {
    /// The forum's id or code.
    forum: String,
    #[command(flatten)]
    folder: DataFolder,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    #[default]
    Json,
}

impl Export {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let written = match self.format {
            Format::Json => server::export::export(&self.folder.data, &self.forum).await?,
        };
        let mut out = io::stdout().lock();
        out.write_all(&written)?;
        writeln!(out)?;
        Ok(ExitCode::SUCCESS)
    }
}
