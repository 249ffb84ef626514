//! What a forum leaves to offices: its book and the table of its contributions, in the formats that town halls open.
//!
//! Pure: no I/O, no clock. The same export gives the same bytes. A document is built once ([`model`]), and each format
//! writes it: a new document needs no new writer, a new format no new document.

mod book;
mod csv;
mod docx;
mod forum;
mod html;
pub mod model;
mod odf;
mod package;
mod table;
mod words;
mod xlsx;
mod xml;

use ::forum::export::Export;
use jiff::Timestamp;

pub use words::Language;

/// A file that is made of a forum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// The book of reports (« livre des comptes rendus »).
    Book(TextFormat),
    /// The table of contributions (« tableau des contributions »).
    Table(TableFormat),
    /// All of them and the whole forum as data, in one ZIP.
    Everything,
}

/// What a book is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are the names of formats")]
pub enum TextFormat {
    Html,
    Docx,
    Odt,
}

/// What a table is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are the names of formats")]
pub enum TableFormat {
    Xlsx,
    Ods,
    Csv,
}

impl File {
    /// All there are.
    pub const ALL: [Self; 7] = [
        Self::Book(TextFormat::Html),
        Self::Book(TextFormat::Docx),
        Self::Book(TextFormat::Odt),
        Self::Table(TableFormat::Xlsx),
        Self::Table(TableFormat::Ods),
        Self::Table(TableFormat::Csv),
        Self::Everything,
    ];

    /// How addresses call it, and how the names of files end.
    pub fn path(self) -> &'static str {
        match self {
            Self::Book(TextFormat::Html) => "livre.html",
            Self::Book(TextFormat::Docx) => "livre.docx",
            Self::Book(TextFormat::Odt) => "livre.odt",
            Self::Table(TableFormat::Xlsx) => "tableau.xlsx",
            Self::Table(TableFormat::Ods) => "tableau.ods",
            Self::Table(TableFormat::Csv) => "tableau.csv",
            Self::Everything => "tout.zip",
        }
    }

    /// For the header `Content-Type`.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Book(TextFormat::Html) => "text/html; charset=utf-8",
            Self::Book(TextFormat::Docx) => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            Self::Book(TextFormat::Odt) => "application/vnd.oasis.opendocument.text",
            Self::Table(TableFormat::Xlsx) => {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
            Self::Table(TableFormat::Ods) => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Table(TableFormat::Csv) => "text/csv; charset=utf-8",
            Self::Everything => "application/zip",
        }
    }

    /// The bytes of the file. It names nobody, and its dates are that of the last thing that happened in the forum.
    pub fn write(self, export: &Export) -> Vec<u8> {
        let at = last(export);
        match self {
            Self::Book(format) => {
                let book = book::book(export, at);
                match format {
                    TextFormat::Html => html::html(&book),
                    TextFormat::Docx => docx::docx(&book),
                    TextFormat::Odt => odf::odt(&book),
                }
            }
            Self::Table(format) => {
                let table = table::table(export, at);
                match format {
                    TableFormat::Xlsx => xlsx::xlsx(&table).expect("a table has few columns and short texts"),
                    TableFormat::Ods => odf::ods(&table),
                    TableFormat::Csv => csv::csv(&table),
                }
            }
            Self::Everything => {
                let documents = Self::ALL.into_iter().filter(|file| *file != Self::Everything);
                let mut files = Vec::from_iter(documents.map(|file| (file.path(), file.write(export))));
                let data = serde_json::to_vec(&export.clone().without_names());
                files.push(("donnees.json", data.expect("an export has string keys")));
                package::zip(at, &[], &files)
            }
        }
    }
}

/// When something happened last, to the minute.
fn last(export: &Export) -> Timestamp {
    let moments = &export.moments;
    let phases = moments.phases.values().copied();
    let vote = [moments.vote_opened, moments.vote_closed, moments.ended].into_iter().flatten();
    let people = export.people.iter().map(|person| person.joined);
    let topics = export.topics.iter().map(|topic| topic.proposed);
    let groups = export.groups.iter().flat_map(|it| [it.opened_at, it.posted_at, it.closed_at]).flatten();
    let words = export.contributions.iter().flat_map(|it| it.edited.iter().copied().chain([it.written]));
    phases
        .chain(vote)
        .chain(people)
        .chain(topics)
        .chain(groups)
        .chain(words)
        .max()
        .unwrap_or(Timestamp::UNIX_EPOCH)
}
