//! What forums and programmes leave to offices, in the formats that town halls open: the book of a forum and the table of
//! its contributions; of a programme ([`ProgrammeFile`]) its diagnosis and all that it gives away.
//!
//! Pure: no I/O, no clock. The same export, the same dossier gives the same bytes. A document is built once ([`model`]), and each format
//! writes it: a new document needs no new writer, a new format no new document.

mod book;
mod csv;
mod digest;
mod docx;
mod forms;
mod forum;
mod html;
mod logos;
pub mod model;
mod odf;
#[cfg(test)]
mod outcomes;
mod package;
mod pages;
mod programme;
mod qr;
mod raster;
mod readme;
mod sheets;
mod table;
mod weight;
mod words;
mod writing;
mod xlsx;
mod xml;

use crate::forum::Forum;
use crate::model::{Document, Sheet};
use crate::pages::Pages;
use ::forum::export::Export;
use jiff::Timestamp;

pub use crate::programme::{Data, Paper, ProgrammeFile, budget, chart};
pub use sheets::{Sheets, sheets};
pub use words::Language;

/// A file that is made of a forum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// Something to read.
    Text(Text, TextFormat),
    /// The table of contributions (« tableau des contributions »).
    Table(TableFormat),
    /// All of them and the whole forum as data, in one ZIP.
    Everything,
}

/// A document to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// The book of reports (« livre des comptes rendus »).
    Book,
    /// A few pages of it (« synthèse »).
    Digest,
    /// Action forms to fill (« fiches action »).
    Forms,
}

/// What a text is written as.
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

/// Who is named in the book and in the ZIP that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Nobody.
    None,
    /// Those who agreed. Nothing says who wrote what even then.
    OfThoseWhoAgreed,
}

impl File {
    /// All there are.
    pub fn all() -> impl Iterator<Item = Self> {
        let texts = Text::ALL.into_iter();
        texts
            .flat_map(|text| text.formats().iter().map(move |format| Self::Text(text, *format)))
            .chain(TableFormat::ALL.map(Self::Table))
            .chain([Self::Everything])
    }

    /// How addresses call it, and how the names of files end.
    pub fn path(self) -> String {
        let format = match self {
            Self::Text(_, format) => format.path(),
            Self::Table(format) => format.path(),
            Self::Everything => "zip",
        };
        format!("{}.{format}", self.called())
    }

    /// What it is called, whatever it is written as.
    pub fn called(self) -> &'static str {
        match self {
            Self::Text(text, _) => text.path(),
            Self::Table(_) => "tableau",
            Self::Everything => "tout",
        }
    }

    /// Whether [`Names`] make a difference.
    pub fn can_name(self) -> bool {
        matches!(self, Self::Text(Text::Book, _) | Self::Everything)
    }

    /// For the header `Content-Type`.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Text(_, format) => format.content_type(),
            Self::Table(format) => format.content_type(),
            Self::Everything => "application/zip",
        }
    }

    /// The bytes of the file. Its dates are that of the forum's last commit. Where the forum is found after the day is
    /// what it says itself, or else `address`.
    pub fn write(self, export: &Export, names: Names, address: Option<&str>) -> Vec<u8> {
        let at = export.moments.last;
        let address = export.forum.forum.public_address.as_deref().or(address);
        match self {
            Self::Text(text, format) => format.write(&text.document(export, at, names, address)),
            Self::Table(format) => format.write(&table::table(export, at)),
            Self::Everything => everything(export, at, names, address),
        }
    }
}

impl Text {
    const ALL: [Self; 3] = [Self::Book, Self::Digest, Self::Forms];

    fn path(self) -> &'static str {
        match self {
            Self::Book => "livre",
            Self::Digest => "synthese",
            Self::Forms => "fiches",
        }
    }

    fn formats(self) -> &'static [TextFormat] {
        match self {
            Self::Book | Self::Digest => &TextFormat::ALL,
            Self::Forms => &[TextFormat::Docx, TextFormat::Odt],
        }
    }

    fn document(self, export: &Export, at: Timestamp, names: Names, address: Option<&str>) -> Document {
        let forum = Forum::new(export);
        let language = forum.language;
        let mut pages = Pages::new(&forum, address);
        let what = match self {
            Self::Book => {
                book::book(&mut pages, names);
                language.say("Livre des comptes rendus du forum ouvert", "Book of reports of the Open Forum")
            }
            Self::Digest => {
                digest::digest(&mut pages);
                language.say("Synthèse du forum ouvert", "Digest of the Open Forum")
            }
            Self::Forms => {
                forms::forms(&mut pages);
                language.say("Fiches action du forum ouvert", "Action forms of the Open Forum")
            }
        };
        Document {
            title: export.forum.question.clone(),
            subtitle: format!("{what} — {}", language.date(export.forum.forum.date)),
            language: language.tag().to_owned(),
            spoken: export.forum.forum.language.clone(),
            contents: (self == Self::Book).then(|| language.say("Sommaire", "Contents").to_owned()),
            at,
            logos: if self == Self::Forms { Vec::new() } else { logos::logos(export) },
            blocks: pages.blocks,
        }
    }
}

impl TextFormat {
    const ALL: [Self; 3] = [Self::Html, Self::Docx, Self::Odt];

    fn content_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Odt => "odt",
        }
    }

    fn write(self, document: &Document) -> Vec<u8> {
        match self {
            Self::Html => html::html(document),
            Self::Docx => docx::docx(document),
            Self::Odt => odf::odt(document),
        }
    }
}

impl TableFormat {
    const ALL: [Self; 3] = [Self::Xlsx, Self::Ods, Self::Csv];

    fn content_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
            Self::Csv => "csv",
        }
    }

    fn write(self, sheet: &Sheet) -> Vec<u8> {
        match self {
            Self::Xlsx => xlsx::xlsx(sheet).expect("a table has few columns and short texts"),
            Self::Ods => odf::ods(sheet),
            Self::Csv => csv::csv(sheet),
        }
    }
}

/// Each document is built once, whatever it is written as.
fn everything(export: &Export, at: Timestamp, names: Names, address: Option<&str>) -> Vec<u8> {
    let forum = &export.forum.forum;
    let language = Language::of(&forum.language);
    let name = |path: &str| format!("{}_forum-{}_{path}", forum.date, forum.code);
    let mut files = vec![readme::readme(language, names)];
    for text in Text::ALL {
        let document = text.document(export, at, names, address);
        let written = text
            .formats()
            .iter()
            .map(|format| (name(&File::Text(text, *format).path()), format.write(&document)));
        files.extend(written);
    }
    let sheet = table::table(export, at);
    files.extend(TableFormat::ALL.map(|format| (name(&File::Table(format).path()), format.write(&sheet))));
    let data = serde_json::to_vec(&export.clone().without_names()).expect("an export has string keys");
    files.push((name("donnees.json"), data));
    package::zip(at, &[], &files)
}
