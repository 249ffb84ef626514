//! `bourdon preview`.

use anyhow::Context;
use clap::{Args, ValueEnum};
use files::{Language, Preview as Seen};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct Preview {
    /// The file.
    file: PathBuf,
    /// What its tool says of its questions: a .lss or .txt of LimeSurvey, or an XLSForm.
    #[arg(long, value_name = "FILE")]
    structure: Option<PathBuf>,
    /// The language of sentences.
    #[arg(long, value_enum, default_value_t = Words::Fr)]
    language: Words,
}

#[derive(Clone, Copy, ValueEnum)]
enum Words {
    Fr,
    En,
}

impl Preview {
    /// Status 0 where all was read, 1 where some was refused, 2 where nothing could be read.
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let language = match self.language {
            Words::Fr => Language::French,
            Words::En => Language::English,
        };
        let bytes = bytes(&self.file)?;
        let structure = self.structure.as_deref().map(self::bytes).transpose()?;
        let (seen, status) = match files::read(&bytes, structure.as_deref()) {
            Ok(reading) => {
                let status = u8::from(!reading.refused.is_empty());
                (Seen::of(&reading, language), status)
            }
            Err(why) => (Seen::of_unreadable(why, language), 2),
        };
        let mut out = io::stdout().lock();
        serde_json::to_writer(&mut out, &seen)?;
        writeln!(out)?;
        Ok(ExitCode::from(status))
    }
}

/// The bytes of a file; of one that is too large only so many that it is known to be.
fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let bound = files::limits::FILE as u64 + 1;
    file.take(bound).read_to_end(&mut bytes).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(bytes)
}
