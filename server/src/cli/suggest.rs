//! `bourdon suggest`.

use clap::{Args, value_parser};
use server::suggest::{Measure, suggest};
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct Suggest {
    /// The file.
    file: PathBuf,
    /// Compare with the axes in the file; the measures are the second line.
    #[arg(long)]
    score: bool,
    /// Also measure so many samples without a tenth of the lines: means and spreads are one line more, always the same.
    #[arg(long, value_name = "N", requires = "score", value_parser = value_parser!(u32).range(1..))]
    repeat: Option<u32>,
    /// Compare words alone, without the model.
    #[arg(long)]
    words_only: bool,
}

impl Suggest {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let measure = Measure { score: self.score, repeat: self.repeat };
        suggest(&self.file, measure, self.words_only, &mut io::stdout().lock())?;
        Ok(ExitCode::SUCCESS)
    }
}
