//! `bourdon export`.

use super::DataFolder;
use anyhow::{Context, bail};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use documents::{File, Language, Names, ProgrammeFile};
use server::export::{What, of_programmes};
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct Export {
    /// The id or code of a forum or programme.
    forum: String,
    #[command(flatten)]
    folder: DataFolder,
    /// What: of a forum the book of reports, a digest of a few pages, the table of contributions, or action forms to
    /// fill; left out, the book or the table, whichever the format is for. Of a programme each of its documents.
    #[arg(long, value_parser = PossibleValuesParser::new(documents()))]
    document: Option<String>,
    /// As what: `json` is everything with names and authors; the others are without. `zip` holds all of them.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Name in the book those who agreed to it.
    #[arg(long)]
    with_names: bool,
    /// In which language a document of a programme is written; left out, in the programme's own.
    #[arg(long, value_enum)]
    language: Option<Tongue>,
    /// The file to write; one that is there is replaced once the new one is complete.
    #[arg(long)]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Tongue {
    Fr,
    En,
}

/// What the documents of forums and programmes are called.
fn documents() -> Vec<&'static str> {
    let of_forums = File::all().filter(|file| *file != File::Everything).map(File::called);
    let mut names = Vec::new();
    for name in of_forums.chain(ProgrammeFile::all().map(|file| file.words().0)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn is_of_programme(document: &str) -> bool {
    ProgrammeFile::all().any(|file| file.words().0 == document)
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
    Ics,
}

impl Export {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let names = if self.with_names { Names::OfThoseWhoAgreed } else { Names::None };
        let what = match (self.document.as_deref(), self.language) {
            (Some(paper), language) if is_of_programme(paper) => self.paper(paper, language)?,
            (_, Some(_)) => bail!("a forum's documents are in its own language"),
            (document, None) => what(document, self.format, names)?,
        };
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
                if matches!(what, What::Everything) {
                    writeln!(out)?;
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Export {
    fn paper(&self, name: &str, language: Option<Tongue>) -> anyhow::Result<What> {
        let format = name_of(self.format);
        let language = language.map(|language| match language {
            Tongue::Fr => Language::French,
            Tongue::En => Language::English,
        });
        match ProgrammeFile::of(name, &format) {
            Some(_) if self.with_names => {
                bail!("in a programme's documents each person agrees alone to be named")
            }
            Some(file) => Ok(What::Paper(file, language)),
            None => bail!("there is no {name}.{format}; {}", of_programmes()),
        }
    }
}

fn what(document: Option<&str>, format: Format, names: Names) -> anyhow::Result<What> {
    let ending = name_of(format);
    let path = match (document, format) {
        (None, Format::Json) if names == Names::None => return Ok(What::Everything),
        (None, Format::Zip) => File::Everything.path(),
        (None, Format::Xlsx | Format::Ods | Format::Csv) => format!("tableau.{ending}"),
        (None, _) => format!("livre.{ending}"),
        (Some(document), _) => format!("{document}.{ending}"),
    };
    let all = Vec::from_iter(File::all().filter(|file| names == Names::None || file.can_name()));
    match all.iter().find(|file| file.path() == path) {
        Some(file) => Ok(What::File(*file, names)),
        None => {
            let list = Vec::from_iter(all.iter().map(|file| file.path())).join(", ");
            let named = if names == Names::None { "" } else { " with names" };
            bail!("there is no {path}{named}; there are {list}")
        }
    }
}

/// As it is typed.
fn name_of(value: impl ValueEnum) -> String {
    value.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

/// The old file stands until the new one is on the disk.
pub(super) fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
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
