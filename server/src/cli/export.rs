//! `bourdon export`.

use super::DataFolder;
use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use documents::{File, TableFormat, TextFormat};
use server::export::What;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct Export {
    /// The forum's id or code.
    forum: String,
    #[command(flatten)]
    folder: DataFolder,
    /// What: the book of reports, or the table of contributions. Left out, what the format is for.
    #[arg(long, value_enum)]
    document: Option<Document>,
    /// As what: `json` is everything with names; the others name nobody. `zip` holds all of them.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The file to write; one that is there is replaced once the new one is complete.
    #[arg(long)]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Document {
    Livre,
    Tableau,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    Json,
    Html,
    Docx,
    Odt,
    Xlsx,
    Ods,
    Csv,
    Zip,
}

impl Export {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let what = what(self.document, self.format)?;
        let is_binary =
            matches!(self.format, Format::Docx | Format::Odt | Format::Xlsx | Format::Ods | Format::Zip);
        if self.out.is_none() && is_binary && io::stdout().is_terminal() {
            bail!("this format is not for a terminal: say where it goes with --out FILE");
        }
        let written = server::export::export(&self.folder.data, &self.forum, what).await?;
        match &self.out {
            Some(file) => {
                replace(file, &written).with_context(|| format!("cannot write {}", file.display()))?
            }
            None => {
                let mut out = io::stdout().lock();
                out.write_all(&written)?;
                if self.format == Format::Json {
                    writeln!(out)?;
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn what(document: Option<Document>, format: Format) -> anyhow::Result<What> {
    use Document::{Livre, Tableau};
    Ok(match (document, format) {
        (None, Format::Json) => What::Everything,
        (None | Some(Livre), Format::Html) => What::File(File::Book(TextFormat::Html)),
        (None | Some(Livre), Format::Docx) => What::File(File::Book(TextFormat::Docx)),
        (None | Some(Livre), Format::Odt) => What::File(File::Book(TextFormat::Odt)),
        (None | Some(Tableau), Format::Xlsx) => What::File(File::Table(TableFormat::Xlsx)),
        (None | Some(Tableau), Format::Ods) => What::File(File::Table(TableFormat::Ods)),
        (None | Some(Tableau), Format::Csv) => What::File(File::Table(TableFormat::Csv)),
        (None, Format::Zip) => What::File(File::Everything),
        (Some(Livre), _) => bail!("the livre is written as html, docx or odt"),
        (Some(Tableau), _) => bail!("the tableau is written as xlsx, ods or csv"),
    })
}

/// The old file stands until the new one is on the disk.
fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut unfinished = file.as_os_str().to_owned();
    unfinished.push(".part");
    let unfinished = PathBuf::from(unfinished);
    let written = fs::File::create(&unfinished)
        .and_then(|mut out| out.write_all(bytes).and_then(|()| out.sync_all()))
        .and_then(|()| fs::rename(&unfinished, file));
    if written.is_err() {
        // What is left of it helps nobody.
        let _ = fs::remove_file(&unfinished);
    }
    written
}
