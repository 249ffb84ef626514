//! `bourdon preview`.

use clap::{Args, ValueEnum};
use files::{Language, Preview as Seen, Reading, Unreadable};
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
        let (seen, status) = match self.read() {
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

    fn read(&self) -> Result<Reading, Unreadable> {
        let file = bytes(&self.file, Unreadable::NotOpened)?;
        let structure = self.structure.as_deref().map(|path| bytes(path, Unreadable::StructureNotOpened));
        files::read(&file, structure.transpose()?.as_deref())
    }
}

/// The bytes of a file; of one that is too large only so many that it is known to be.
fn bytes(path: &Path, otherwise: Unreadable) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    let bound = files::limits::FILE as u64 + 1;
    let read = File::open(path).and_then(|file| file.take(bound).read_to_end(&mut bytes));
    read.map_err(|error| {
        // The object says it too; why the system refuses is for whoever reads the terminal.
        let _ = writeln!(io::stderr(), "{}: {error}", path.display());
        otherwise
    })?;
    Ok(bytes)
}
