//! What was read of a file: questions and answers, or the columns of a table.

use crate::question::{Answer, Question, Reads, TAKEN};
use crate::said::{Refused, Said};
use crate::sheet::Sheet;
use crate::table::Cell;
use crate::tools::outlines::Outline;
use serde::Serialize;

/// Which tool wrote a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they are the names of tools")]
pub enum Tool {
    #[serde(rename = "limesurvey")]
    LimeSurvey,
    Kobo,
    Ona,
    GoogleForms,
    MicrosoftForms,
    Framaforms,
    #[serde(rename = "xlsform")]
    XlsForm,
    Table,
    ActionPlan,
    Decidim,
    Insee,
    #[serde(rename = "geojson")]
    GeoJson,
    Unknown,
}

/// A file that was read. Nothing of it was changed: answers are pieces of its text.
#[derive(Debug)]
pub struct Reading {
    /// Who wrote it.
    pub tool: Tool,
    /// What it holds.
    pub content: Content,
    /// Records that were submitted, where the file says it.
    pub submitted: Option<usize>,
    /// What was not read, line by line.
    pub refused: Vec<Refused>,
    /// What else somebody should know.
    pub said: Vec<Said>,
    pub(crate) sheet: Sheet,
    pub(crate) records: Vec<usize>,
}

/// What a file holds.
#[derive(Debug)]
pub enum Content {
    /// Questions, and a record for each person who answered.
    Survey(Vec<Question>),
    /// Columns by their headings, and records.
    Table(Vec<String>),
    /// Outlines of places, and the names of their properties.
    Outlines(Vec<Outline>, Vec<String>),
    /// A form with so many lines, by the headings of its sheet.
    Form(usize, Vec<String>),
}

impl Reading {
    /// Records of the file, refused ones left out.
    pub fn rows(&self) -> usize {
        match &self.content {
            Content::Outlines(outlines, _) => outlines.len(),
            Content::Form(rows, _) => *rows,
            _ => self.records.len(),
        }
    }

    /// The questions of a survey; none of anything else.
    pub fn questions(&self) -> &[Question] {
        if let Content::Survey(questions) = &self.content { questions } else { &[] }
    }

    /// The line on which a record begins, or its row in the sheet.
    pub fn line(&self, record: usize) -> u32 {
        self.sheet.table.line(self.records[record])
    }

    /// A cell of a record by its column, as it stands.
    pub fn cell(&self, record: usize, column: usize) -> &str {
        self.sheet.table.cell(self.records[record], column).text()
    }

    /// What a record answers to a question.
    pub fn answer<'a>(&'a self, record: usize, question: &Question) -> Answer<'a> {
        let row = self.records[record];
        let blanks = &question.blanks;
        let not_asked = |cell: Cell| match cell {
            Cell::Missing => blanks.missing_not_asked,
            Cell::Text(text) => blanks.not_asked.contains(&text.trim()),
        };
        // A text that counts as an answer.
        let said = |column: usize| {
            let cell = self.sheet.table.cell(row, column);
            let text = cell.said().filter(|text| {
                let text = text.trim();
                !blanks.not_asked.contains(&text) && !blanks.unanswered.contains(&text)
            });
            (cell, text)
        };
        match &question.reads {
            Reads::Nothing => Answer::NotAsked,
            Reads::Column { column, codes } => match said(*column) {
                (cell, None) => {
                    if not_asked(cell) {
                        Answer::NotAsked
                    } else {
                        Answer::Empty
                    }
                }
                (_, Some(text)) => match codes.get(text.trim()) {
                    Some(choice) => Answer::Choices(vec![*choice], Vec::new()),
                    None => Answer::Text(text),
                },
            },
            Reads::Joined { column, pieces } => match said(*column) {
                (cell, None) => {
                    if not_asked(cell) {
                        Answer::NotAsked
                    } else {
                        Answer::Empty
                    }
                }
                (_, Some(text)) => {
                    let (choices, others) = pieces.of(text);
                    if choices.is_empty() && others.is_empty() {
                        Answer::Empty
                    } else {
                        Answer::Choices(choices, others)
                    }
                }
            },
            Reads::Ticks { ticks, whole } => {
                let taken = |text: &str, free: bool| free || TAKEN.contains(&text.trim());
                let choices: Vec<usize> = ticks
                    .iter()
                    .filter(|tick| said(tick.column).1.is_some_and(|text| taken(text, tick.free)))
                    .map(|tick| tick.choice)
                    .collect();
                if !choices.is_empty() {
                    return Answer::Choices(choices, Vec::new());
                }
                let ticked = ticks.iter().any(|tick| said(tick.column).1.is_some());
                if let (false, Some((column, pieces))) = (ticked, whole)
                    && let Some(text) = said(*column).1
                {
                    let (choices, others) = pieces.of(text);
                    // What is only half known may be cut where it must not be.
                    let others = if others.is_empty() { others } else { vec![text] };
                    let choices = if others.is_empty() { choices } else { Vec::new() };
                    return Answer::Choices(choices, others);
                }
                let asked = ticks
                    .iter()
                    .filter(|tick| !tick.free)
                    .any(|tick| !not_asked(self.sheet.table.cell(row, tick.column)));
                if asked { Answer::Empty } else { Answer::NotAsked }
            }
            Reads::Ranks { columns, codes } => {
                let texts: Vec<&str> = columns.iter().filter_map(|column| said(*column).1).collect();
                if texts.is_empty() {
                    let asked = columns.iter().any(|column| !not_asked(self.sheet.table.cell(row, *column)));
                    return if asked { Answer::Empty } else { Answer::NotAsked };
                }
                let choice = |text: &&str| codes.get(text.trim()).copied();
                let choices = texts.iter().filter_map(choice).collect();
                Answer::Choices(
                    choices,
                    texts.iter().copied().filter(|text| choice(text).is_none()).collect(),
                )
            }
        }
    }
}
