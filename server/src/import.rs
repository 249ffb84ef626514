//! Takes files over into a programme. What a file and its mapping come to is cut into parts by these two alone: an import
//! that stopped goes on with the same parts, and a part that was done is done.

mod action_plan;
mod choices;
mod forum;
mod insee;
mod logo;
mod outlines;
mod propose;
mod run;
mod survey;
mod table;
mod value;
mod words;

pub(crate) use propose::propose;
pub(crate) use run::{Run, carry_on};

use archive::Read as ReadArchive;
use files::{Content, Language, Picture, Preview, Reading, Tool};
use programme::State;
use protocol::Refusal;
use protocol::limits::programme::ROWS_MAX;
use protocol::programme::command::{BringIn, ImportRows};
use protocol::programme::import::{ImportFile, Mapping, RefusedLine};
use protocol::programme::{Command, ItemId};
use protocol::text::{Form, normalise};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use uuid::Builder;

/// A file that was read.
pub(crate) enum Source {
    File(Box<Reading>),
    Archive(Box<ReadArchive>),
    Logo(Picture),
}

/// What a file comes to, part by part.
pub(crate) trait Plan: Send + Sync {
    /// How many parts.
    fn parts(&self) -> u32;

    /// One of them, from 1.
    fn part(&self, part: u32) -> Part;
}

/// What one part does: one command of each word at most, so that import, part and word tell its commands apart.
pub(crate) struct Part {
    /// What contributions that are there say by now.
    brought: Option<BringIn>,
    /// What is new.
    rows: ImportRows,
    /// Of what is taken, the line of the file in which it stands.
    lines: BTreeMap<ItemId, u32>,
    /// Items that are taken with another or not at all.
    with: BTreeMap<ItemId, ItemId>,
    /// Lines that are not taken.
    refused: Vec<RefusedLine>,
}

impl Part {
    fn new(import: ItemId, part: u32, label: &str) -> Self {
        let label = label.to_owned();
        let rows = ImportRows { import, part, label, items: Vec::new(), campaign: None, sheets: Vec::new() };
        Self { brought: None, rows, lines: BTreeMap::new(), with: BTreeMap::new(), refused: Vec::new() }
    }

    fn bring_in(&self) -> Option<Command> {
        let brought = self
            .brought
            .clone()
            .filter(|brought| !(brought.axes.is_empty() && brought.contributions.is_empty()));
        brought.map(Command::from)
    }

    fn import_rows(&self) -> Option<Command> {
        Some(self.rows.clone().into())
    }

    /// Takes a row out with all that goes with it; nothing: it is not in it.
    fn leave_out(&mut self, row: ItemId) -> Option<u32> {
        let row = self.with.get(&row).copied().unwrap_or(row);
        let line = self.lines.remove(&row)?;
        let goes = |item: &ItemId| *item == row || self.with.get(item) == Some(&row);
        self.rows.items.retain(|item| !goes(&item.r#as));
        self.rows.sheets.retain(|sheet| sheet.r#as != row);
        if let Some(brought) = &mut self.brought {
            brought.axes.retain(|brought| brought.r#as != row);
            brought.contributions.retain(|brought| brought.r#as != row);
        }
        Some(line)
    }
}

/// What all plans need.
pub(crate) struct Terms<'a> {
    /// The import: the file's id.
    pub(crate) import: ItemId,
    /// What the file is called.
    pub(crate) label: &'a str,
    pub(crate) language: Language,
    /// The programme as it stands.
    pub(crate) state: &'a State,
}

/// What an archive begins with.
const ARCHIVE: &[u8] = b"{\"archive\":";

/// Reads a file, with the structure of its questions where there is one.
pub(crate) fn read(bytes: &[u8], structure: Option<&[u8]>, language: Language) -> Result<Source, Refusal> {
    if bytes.starts_with(ARCHIVE) {
        let read = archive::read(bytes).map(|read| Source::Archive(Box::new(read)));
        return read.map_err(|why| words::of_archive(&why, language));
    }
    if files::is_picture(bytes) {
        return logo::read(bytes, language).map(Source::Logo);
    }
    let read = files::read(bytes, structure).map(|reading| Source::File(Box::new(reading)));
    read.map_err(|why| bad_file(why.sentence(language)))
}

/// What is said of a file before anything is done with it.
pub(crate) fn preview(source: &Source, state: &State, language: Language) -> Value {
    match source {
        Source::File(reading) => {
            let mut preview = Preview::of(reading, language);
            preview.warnings.extend(outlines::warnings(reading, state, language));
            preview.warnings.extend(action_plan::warnings(reading, language));
            serde_json::to_value(preview).unwrap_or_default()
        }
        Source::Logo(picture) => logo::preview(picture, language),
        Source::Archive(read) => json!({
            "tool": "archive", "rows": read.archive.contributions.len(), "columns": [], "refused": [],
            "warnings": words::of_forum(read, language),
        }),
    }
}

/// What a file comes to when it is taken over so.
pub(crate) fn plan(
    source: Source,
    asked: &ImportFile,
    import: ItemId,
    state: &State,
    language: Language,
) -> Result<Box<dyn Plan>, Refusal> {
    // What nobody can read is refused before anything is kept of it.
    normalise(&value::cut(&asked.label, Form::Title), Form::Title)?;
    let terms = Terms { import, label: &asked.label, language, state };
    Ok(match (source, &asked.mapping) {
        (Source::Logo(picture), Mapping::Logo { name }) => Box::new(logo::plan(picture, name, &terms)?),
        (Source::Archive(read), Mapping::Archive {}) => Box::new(forum::plan(read.archive, &terms)?),
        (Source::File(reading), Mapping::Survey(mapping)) if !reading.questions().is_empty() => {
            Box::new(survey::plan(reading, mapping, &terms)?)
        }
        (Source::File(reading), Mapping::Table(mapping)) if is_table(&reading) => {
            Box::new(table::plan(reading, mapping, &terms)?)
        }
        (Source::File(reading), Mapping::ActionPlan {}) if reading.tool == Tool::ActionPlan => {
            Box::new(action_plan::plan(&reading, &terms)?)
        }
        (Source::File(reading), Mapping::Insee(mapping)) if is_table(&reading) => {
            Box::new(insee::plan(reading, mapping, &terms)?)
        }
        (Source::File(reading), Mapping::Outlines(mapping)) => {
            Box::new(outlines::plan(reading, mapping, &terms)?)
        }
        _ => return Err(bad_file(words::of_another_kind(language))),
    })
}

fn is_table(reading: &Reading) -> bool {
    matches!(reading.content, Content::Table(_))
}

fn bad_file(reason: String) -> Refusal {
    Refusal::BadFile { line: None, reason }
}

/// Refuses what the programme has no room for.
fn room(wanted: usize, left: usize, max: usize) -> Result<(), Refusal> {
    if wanted <= left { Ok(()) } else { Err(Refusal::LimitReached { max: max as u32 }) }
}

/// The id of what stands there in a file: the same whenever it is asked for.
fn derived(import: ItemId, what: &str, place: usize) -> ItemId {
    let hash = Sha256::new().chain_update(import.0).chain_update(what).chain_update(place.to_be_bytes());
    let hash = hash.finalize();
    let bytes = std::array::from_fn(|at| hash[at]);
    ItemId(Builder::from_custom_bytes(bytes).into_uuid())
}

/// How many parts so many rows take.
fn parts_of(rows: usize) -> u32 {
    rows.div_ceil(ROWS_MAX) as u32
}

/// The rows of one of them, from 0.
fn rows_of(part: u32, rows: usize) -> std::ops::Range<usize> {
    let first = part as usize * ROWS_MAX;
    first.min(rows)..(first + ROWS_MAX).min(rows)
}
