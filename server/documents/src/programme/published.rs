//! The files of what was published, and what they are called.

use super::{Paper, ProgrammeFile};
use crate::words::Language;
use crate::{TableFormat, TextFormat};
use ::programme::dossier::{Dossier, Edited, Edition, Excerpt, Published};
use protocol::programme::ItemId;
use protocol::programme::entity::Document;

impl ProgrammeFile {
    /// Those that are made of a published document; the page to read comes first.
    pub fn published(document: Document) -> impl Iterator<Item = Self> {
        let paper = Paper::of(document);
        // The table of committees says who sits in them, not what they decided.
        let has_table = paper.has_table() && document != Document::Minutes;
        let tables = TableFormat::ALL.into_iter().filter(move |_| has_table);
        TextFormat::ALL
            .into_iter()
            .map(move |format| Self::Text(paper, format))
            .chain(tables.map(move |format| Self::Table(paper, format)))
    }

    /// The bytes of a version; the same for ever, but for words that are taken back and for a later version.
    pub fn of_version(self, version: &Excerpt, language: Option<Language>) -> Vec<u8> {
        let dossier = Dossier::from(version);
        self.write(&dossier, language.unwrap_or_else(|| Language::of(&dossier.language)))
    }

    /// What a version is called in addresses: `diagnostic-2.docx`, `resultats-1-2.html` of the first campaign.
    pub fn address(self, edited: &Edited, edition: &Edition) -> String {
        let about = edited.of.as_ref().map(|of| format!("-{}", of.number)).unwrap_or_default();
        let word = match edited.document {
            Document::Composition => "composition",
            Document::Minutes => "releves",
            _ => self.called(),
        };
        format!("{word}{about}-{}.{}", edition.number, self.format())
    }

    /// The file with this address, and the version of which it is; nothing: there is none.
    pub fn at(published: &Published, address: &str) -> Option<(Self, ItemId)> {
        let versions = published.documents.iter().flat_map(|it| it.versions.iter().map(move |one| (it, one)));
        versions
            .flat_map(|(it, one)| Self::published(it.document).map(move |file| (file, it, one)))
            .find(|(file, it, one)| file.address(it, one) == address)
            .map(|(file, _, one)| (file, one.id))
    }

    /// Its format: `docx`.
    pub fn format(self) -> &'static str {
        match self {
            Self::Text(_, format) => format.path(),
            Self::Table(_, format) => format.path(),
            Self::Ics(_) => "ics",
            Self::Data(data) => data.format(),
        }
    }
}

impl Paper {
    fn of(document: Document) -> Self {
        match document {
            Document::Presentation => Self::Presentation,
            Document::Composition | Document::Minutes => Self::Committees,
            Document::Diagnosis => Self::Diagnosis,
            Document::Results => Self::Results,
            Document::Interviews => Self::Interviews,
            Document::Newsletter => Self::Newsletter,
            Document::Plan => Self::Plan,
        }
    }
}
