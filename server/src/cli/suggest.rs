//! `bourdon suggest`.

use clap::Args;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct Suggest {
    /// The file.
    file: PathBuf,
    /// Compare with the axes in the file; the measures are the last line.
    #[arg(long)]
    score: bool,
    /// Compare words alone, without the model.
    #[arg(long)]
    words_only: bool,
}

impl Suggest {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        server::suggest::suggest(&self.file, self.score, self.words_only, &mut io::stdout().lock())?;
        Ok(ExitCode::SUCCESS)
    }
}
