//! `bourdon check`.

use super::DataFolder;
use clap::Args;
use std::io::{self, Write};
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct Check {
    #[command(flatten)]
    folder: DataFolder,
}

impl Check {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let report = server::check::check(&self.folder.data).await?;
        let mut out = io::stdout().lock();
        for problem in report.problems.iter().chain(&report.stale) {
            writeln!(out, "{problem}")?;
        }
        let sound = report.is_sound();
        let verdict = if sound { "sound" } else { "not sound" };
        let programmes = match report.programmes {
            0 => String::new(),
            some => format!(", programmes {some}"),
        };
        writeln!(out, "{verdict}: forums {}{programmes}, commits {}", report.forums, report.commits)?;
        Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
