//! Documents of a programme: each is made of its dossier, so that nothing is in it that stays in the office.

mod action_plan;
mod actions;
mod agreement;
mod calendar;
mod cells;
mod chart;
mod committees;
mod data;
mod decidim;
mod diagnosis;
mod drawing;
mod evaluation;
mod interviews;
mod map;
mod newsletter;
mod open_data;
mod outcomes;
mod plan;
mod presentation;
mod published;
mod reminders;
mod results;
mod roadmap;
#[cfg(test)]
mod tests;
mod unheard;

use crate::logos;
use crate::model::{Block, Document, Look, Sheet, Value};
use crate::words::Language;
use crate::writing::Writing;
use crate::{TableFormat, TextFormat};
use ::programme::dossier::{Dossier, Piece, Version};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use protocol::programme::ItemId;
use protocol::programme::entity::Document as Published;

pub use chart::chart;
pub use data::Data;
pub use roadmap::budget;

/// A file that is made of a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgrammeFile {
    /// A paper, to read.
    Text(Paper, TextFormat),
    /// The tables of a paper, for spreadsheets.
    Table(Paper, TableFormat),
    /// What has a day, for the calendars that people keep.
    Ics(Paper),
    /// The plan for other programs.
    Data(Data),
}

/// A document of a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// What is known of the territory, for everybody.
    Diagnosis,
    /// What was published of the questionnaires.
    Results,
    /// What people of each field said.
    Interviews,
    /// Who sits in the committees, and what they decided.
    Committees,
    /// Phases, meetings and forums.
    Calendar,
    /// What became of what forums brought.
    Outcomes,
    /// Axes, objectives and actions with their years, and what they cost.
    RoadMap,
    /// The action sheets, one after the other.
    ActionSheets,
    /// The agreement with its annexes.
    Agreement,
    /// What became of the sheets: states, yearly reviews, values.
    Evaluation,
    /// What has to be asked about the sheets, and of whom.
    Reminders,
    /// A newsletter to go on with.
    Newsletter,
    /// What came of what was said, as it is published: axes, objectives, sheets and what was not retained.
    Plan,
    /// The programme on one page, as it is published; at any moment the newsletter says it.
    Presentation,
}

impl ProgrammeFile {
    /// All there are.
    pub fn all() -> impl Iterator<Item = Self> {
        let papers = Paper::ALL.into_iter().flat_map(|paper| {
            let texts = TextFormat::ALL.into_iter().map(move |format| Self::Text(paper, format));
            let tables = TableFormat::ALL.into_iter().filter(move |_| paper.has_table());
            let ics = matches!(paper, Paper::Calendar | Paper::Reminders).then_some(Self::Ics(paper));
            texts.chain(tables.map(move |format| Self::Table(paper, format))).chain(ics)
        });
        papers.chain(Data::ALL.map(Self::Data))
    }

    /// The one of this name and format; nothing: there is none.
    pub fn of(name: &str, format: &str) -> Option<Self> {
        Self::all().find(|file| file.words() == (name, format))
    }

    /// Its name and its format, as [`Self::of`] takes them.
    pub fn words(self) -> (&'static str, &'static str) {
        (self.called(), self.format())
    }

    /// What it is called: `diagnostic.docx`.
    pub fn path(self) -> String {
        format!("{}.{}", self.called(), self.format())
    }

    /// For the header `Content-Type`.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Text(_, format) => format.content_type(),
            Self::Table(_, format) => format.content_type(),
            Self::Ics(_) => "text/calendar; charset=utf-8",
            Self::Data(data) => data.content_type(),
        }
    }

    /// What the whole file is called where it is taken away: `2027-03-12_demarche-ABCDEF_diagnostic.docx`.
    pub fn name(self, dossier: &Dossier) -> String {
        format!("{}_demarche-{}_{}", dossier.at.strftime("%Y-%m-%d"), dossier.code, self.path())
    }

    /// The bytes of the file; its dates are that of the programme's last commit.
    pub fn write(self, dossier: &Dossier, language: Language) -> Vec<u8> {
        match self {
            Self::Text(paper, format) => format.write(&paper.document(dossier, language)),
            Self::Table(paper, format) => {
                paper.sheet(dossier, language).map_or_else(Vec::new, |sheet| format.write(&sheet))
            }
            Self::Ics(Paper::Reminders) => reminders::ics(dossier, language),
            Self::Ics(_) => calendar::ics(dossier, language),
            Self::Data(data) => data.write(dossier, language),
        }
    }

    fn called(self) -> &'static str {
        match self {
            Self::Text(paper, _) | Self::Table(paper, _) | Self::Ics(paper) => paper.path(),
            Self::Data(data) => data.called(),
        }
    }
}

impl Paper {
    const ALL: [Self; 12] = [
        Self::Diagnosis,
        Self::Results,
        Self::Interviews,
        Self::Committees,
        Self::Calendar,
        Self::Outcomes,
        Self::RoadMap,
        Self::ActionSheets,
        Self::Agreement,
        Self::Evaluation,
        Self::Reminders,
        Self::Newsletter,
    ];

    fn path(self) -> &'static str {
        match self {
            Self::Diagnosis => "diagnostic",
            Self::Results => "resultats",
            Self::Interviews => "entretiens",
            Self::Committees => "comites",
            Self::Calendar => "calendrier",
            Self::Outcomes => "suites",
            Self::RoadMap => "feuille-de-route",
            Self::ActionSheets => "fiches-action",
            Self::Agreement => "convention",
            Self::Evaluation => "evaluation",
            Self::Reminders => "relances",
            Self::Newsletter => "lettre",
            Self::Plan => "suites-et-actions",
            Self::Presentation => "presentation",
        }
    }

    fn has_table(self) -> bool {
        match self {
            Self::Diagnosis | Self::Results | Self::Committees | Self::Calendar => true,
            Self::Outcomes | Self::RoadMap | Self::Evaluation | Self::Reminders => true,
            Self::Interviews | Self::ActionSheets | Self::Agreement => false,
            Self::Newsletter | Self::Plan | Self::Presentation => false,
        }
    }

    fn document(self, dossier: &Dossier, language: Language) -> Document {
        let mut binder = Binder::new(dossier, language);
        match self {
            Self::Diagnosis => binder.diagnosis(),
            Self::Results => binder.results(),
            Self::Interviews => binder.interviews(),
            Self::Committees => binder.committees(),
            Self::Calendar => binder.calendar(),
            Self::Outcomes => binder.outcomes(),
            Self::RoadMap => binder.road_map(),
            Self::ActionSheets => binder.action_sheets(),
            Self::Agreement => binder.agreement(),
            Self::Evaluation => binder.evaluation(),
            Self::Reminders => binder.reminders(),
            Self::Newsletter => binder.newsletter(),
            Self::Plan => binder.plan(),
            Self::Presentation => binder.presentation(),
        }
        let what = match self {
            Self::Diagnosis => language.say("Diagnostic partagé", "Shared diagnosis").to_owned(),
            Self::Results => {
                language.say("Résultats des questionnaires", "Results of the questionnaires").to_owned()
            }
            Self::Interviews => {
                language.say("Synthèse des entretiens", "Synthesis of the interviews").to_owned()
            }
            Self::Committees if binder.is_of(Published::Composition) => {
                language.say("Composition des instances", "Committees").to_owned()
            }
            Self::Committees => {
                language.say("Composition des instances et relevés", "Committees and minutes").to_owned()
            }
            Self::Calendar => language.say("Calendrier", "Calendar").to_owned(),
            Self::Outcomes => language.say("Tableau des suites", "Table of outcomes").to_owned(),
            Self::RoadMap => language.say("Feuille de route", "Road map").to_owned(),
            Self::ActionSheets => language.say("Fiches action", "Action sheets").to_owned(),
            Self::Agreement => language.say("Convention", "Agreement").to_owned(),
            Self::Evaluation => language.say("Évaluation", "Evaluation").to_owned(),
            Self::Reminders => language.say("Relances", "Reminders").to_owned(),
            Self::Newsletter => binder.letter_title(),
            Self::Plan => {
                language.say("Suites et plan d’actions", "What came of it, and the action plan").to_owned()
            }
            Self::Presentation => language.say("Présentation", "Introduction").to_owned(),
        };
        // The cover would be half of what has two pages.
        let is_long =
            !matches!(self, Self::Calendar | Self::Reminders | Self::Newsletter | Self::Presentation);
        Document {
            title: format!("{what} — {}", binder.called()),
            subtitle: binder.state(),
            language: language.tag().to_owned(),
            spoken: dossier.language.clone(),
            contents: is_long.then(|| language.say("Sommaire", "Contents").to_owned()),
            at: dossier.at,
            logos: logos::of_programme(dossier),
            blocks: binder.blocks,
        }
    }

    /// Nothing: it has no table.
    fn sheet(self, dossier: &Dossier, language: Language) -> Option<Sheet> {
        match self {
            Self::Diagnosis => Some(diagnosis::sheet(dossier, language)),
            Self::Results => Some(results::sheet(dossier, language)),
            Self::Committees => Some(committees::sheet(dossier, language)),
            Self::Calendar => Some(calendar::sheet(dossier, language)),
            Self::Outcomes => Some(outcomes::sheet(dossier, language)),
            Self::RoadMap => Some(roadmap::sheet(dossier, language)),
            Self::Evaluation => Some(evaluation::sheet(dossier, language)),
            Self::Reminders => Some(reminders::sheet(dossier, language)),
            Self::Interviews | Self::ActionSheets | Self::Agreement => None,
            Self::Newsletter | Self::Plan | Self::Presentation => None,
        }
    }
}

/// A sheet of a programme.
fn sheet(
    dossier: &Dossier,
    language: Language,
    name: &str,
    columns: Vec<(String, u8)>,
    rows: Vec<Vec<Value>>,
) -> Sheet {
    let called = Binder::new(dossier, language).called();
    Sheet {
        title: format!("{name} — {called}"),
        name: name.to_owned(),
        language: language.tag().to_owned(),
        at: dossier.at,
        columns,
        rows,
    }
}

/// A document of a programme in the making.
struct Binder<'d> {
    dossier: &'d Dossier,
    language: Language,
    /// Of drawings, in points.
    width: u16,
    blocks: Vec<Block>,
}

impl Writing for Binder<'_> {
    fn language(&self) -> Language {
        self.language
    }

    fn blocks(&mut self) -> &mut Vec<Block> {
        &mut self.blocks
    }
}

impl<'d> Binder<'d> {
    fn new(dossier: &'d Dossier, language: Language) -> Self {
        Self { dossier, language, width: drawing::WIDTH, blocks: Vec::new() }
    }

    fn say_in(&self, french: &'static str, english: &'static str) -> &'static str {
        self.language.say(french, english)
    }

    /// The day that it says: that of the last commit.
    fn today(&self) -> Date {
        TimeZone::UTC.to_datetime(self.dossier.at).date()
    }

    /// Whether it is a version of this document that was published.
    fn is_of(&self, document: Published) -> bool {
        self.dossier.version.is_some_and(|version| version.document == document)
    }

    /// Of which day it is, and which version.
    fn state(&self) -> String {
        let language = self.language;
        let day = language.date(self.today());
        let Some(Version { number, is_replaced, .. }) = self.dossier.version else {
            return format!("{} {day}", language.say("État au", "As of"));
        };
        let version = match language {
            Language::French => format!("Version {number}, publiée le {day}"),
            Language::English => format!("Version {number}, published on {day}"),
        };
        let replaced =
            language.say(", remplacée par une version plus récente", ", replaced by a later version");
        if is_replaced { version + replaced } else { version }
    }

    /// A sentence of ours.
    fn tell(&mut self, french: &'static str, english: &'static str) {
        let sentence = self.say_in(french, english);
        self.say(Look::Plain, sentence);
    }

    /// Words of the office, paragraph by paragraph; whether there were any.
    fn words(&mut self, piece: Option<&Piece>, field: &str) -> bool {
        let Some(text) = piece.and_then(|piece| piece.text(field)) else { return false };
        for paragraph in text.split('\n').map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
            self.say(Look::Plain, paragraph);
        }
        true
    }

    /// « Label : words », where there are words.
    fn fact(&mut self, french: &'static str, english: &'static str, words: Option<String>) {
        let Some(words) = words.filter(|words| !words.is_empty()) else { return };
        let text = self.language.labelled(self.say_in(french, english), &words);
        self.say(Look::Plain, text);
    }

    /// What the programme is called: its name, or its territory.
    fn called(&self) -> &'d str {
        let own = self.dossier.own();
        own.and_then(|own| own.text("name").or_else(|| own.text("territory"))).unwrap_or_default()
    }

    /// What a thing is called; nothing where it stays in the office or is gone.
    fn named(&self, id: Option<ItemId>) -> Option<&'d str> {
        self.dossier.piece(id?)?.text("name")
    }

    /// A field that is a choice, as it is shown.
    fn chosen(&self, piece: &Piece, field: &str) -> Option<&'static str> {
        piece.choice(field).map(|word| self.language.choice(piece.noun.field(field), word))
    }

    /// Whom to ask.
    fn contact(&mut self) {
        let own = self.dossier.own();
        let of = |field| own.and_then(|own| own.text(field));
        let known = ["contact_name", "contact_phone", "contact_email", "contact_address"];
        let known = Vec::from_iter(known.into_iter().filter_map(of));
        if known.is_empty() {
            self.tell(
                "Aucun contact n’est encore indiqué dans la démarche.",
                "No contact is given in the programme yet.",
            );
        }
        for line in known {
            self.say(Look::Plain, line);
        }
    }

    /// What has to be known of answers to a questionnaire, wherever they are shown.
    fn self_selected(&mut self) {
        let sentence = self.say_in(
            "Ces réponses viennent de personnes qui ont choisi de répondre, là où le questionnaire a été distribué. Elles \
             ne parlent ni pour tout le territoire ni pour celles et ceux qui n’ont rien reçu.",
            "These answers come from people who chose to answer, where the questionnaire was handed out. They speak \
             neither for the whole territory nor for those who received nothing.",
        );
        self.say(Look::Note, sentence);
    }
}
