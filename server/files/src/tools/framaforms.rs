//! Framaforms and other forms of Drupal's Webform: three rows of headings.

use super::{Survey, by_column, maybe_joined, personal_heading};
use crate::frame::{Frame, is_one_of, plain};
use crate::question::{Blanks, Kind, Question, Reads, Tick};
use crate::said::{Personal, Said};
use crate::sheet::Sheet;
use crate::table::Cell;
use std::collections::BTreeSet;

/// The tool's own columns, which come first; each stands there once.
const OWN: &[&[&str]] = &[
    &["serial", "série", "numéro de série", "numéro", "webform serial"],
    &["sid", "identifiant de soumission", "webform sid"],
    &[
        "submitted time",
        "heure de soumission",
        "heure soumise",
        "soumis le",
        "date de soumission",
        "webform time",
    ],
    &[
        "completed time",
        "heure de fin",
        "date d'achèvement",
        "terminé le",
        "heure d'achèvement",
        "webform completed time",
    ],
    &[
        "modified time",
        "heure de modification",
        "modifié le",
        "date de modification",
        "webform modified time",
    ],
    DRAFT,
    &["ip address", "adresse ip", "webform ip address"],
    &["uid", "webform uid"],
    &["username", "nom d'utilisateur", "webform username"],
];
const DRAFT: &[&str] = &["draft", "brouillon", "webform draft"];

/// The row that names the tool's own columns, and how many of them there are.
fn heading_row(sheet: &Sheet) -> Option<(usize, usize)> {
    let table = &sheet.table;
    (0..table.rows().min(4)).find_map(|row| {
        let mut left: Vec<&[&str]> = OWN.to_vec();
        let mut is_own = |cell: &Cell| {
            let which = left.iter().position(|words| is_one_of(cell.text(), words));
            which.map(|which| left.remove(which)).is_some()
        };
        let own = table.row(row).take_while(|cell| is_own(cell)).count();
        let ids = table
            .row(row)
            .take(own)
            .any(|cell| matches!(plain(cell.text()).as_str(), "sid" | "uid" | "webform sid" | "webform uid"));
        (own >= 2 && ids).then_some((row, own))
    })
}

pub(crate) fn recognise(sheet: &Sheet) -> bool {
    heading_row(sheet).is_some()
}

/// Reads the answers of a form.
pub(crate) fn read(sheet: &Sheet) -> Option<(Frame<'_>, Survey)> {
    let (row, own) = heading_row(sheet)?;
    let table = &sheet.table;
    let headings = (0..table.cells(row)).map(|column| table.cell(row, column).text().to_owned()).collect();
    let above = |column: usize| match row.checked_sub(1) {
        Some(above) => table.cell(above, column).said().map(|text| text.trim().to_owned()),
        None => None,
    };
    let frame = Frame::with_headings(sheet, headings, row + 1);
    let width = frame.width();
    let mut survey = Survey::default();
    survey.said.push(Said::ByHeadings { tool: "Framaforms" });
    let draft = frame.columns_of(DRAFT).find(|column| *column < own);
    survey.submitted = Some(match draft {
        Some(draft) => frame
            .cells(draft)
            .filter(|cell| !cell.said().is_some_and(|text| crate::question::TAKEN.contains(&text.trim())))
            .count(),
        None => frame.records.len(),
    });
    survey.own.extend(0..own);
    for column in 0..own {
        let what = personal_heading(&frame.headings[column]);
        if let Some(what @ (Personal::Machine | Personal::Mail)) = what
            && frame.said_in(column).next().is_some()
        {
            survey.personal.push((column, what));
        }
    }
    let mut column = own;
    while column < width {
        let Some(question) = above(column) else {
            let label = frame.label(column);
            survey.questions.push(maybe_joined(&frame, column, label, &[","], &mut survey.said));
            column += 1;
            continue;
        };
        // The question stands above the first of its columns; where it ends only the cells can tell.
        let next = (column + 1..width).find(|next| above(*next).is_some()).unwrap_or(width);
        column = Part { frame: &frame, question, first: column, next }.read(&mut survey);
    }
    Some((frame, survey))
}

/// A question of several columns, from its first to the next that has a question above.
struct Part<'a> {
    frame: &'a Frame<'a>,
    question: String,
    first: usize,
    next: usize,
}

impl Part<'_> {
    /// Reads the question, and says where it ends.
    fn read(&self, survey: &mut Survey) -> usize {
        let empty = |column: &usize| self.frame.said_in(*column).next().is_none();
        let Some(said) = (self.first..self.next).find(|column| !empty(column)) else {
            // Nobody answered: what kind of question it was, nothing says.
            return self.ticks(self.next, survey);
        };
        if crossed(self.frame, said) { self.ticks(said, survey) } else { self.grid(said, survey) }
    }

    /// Whether a heading is a question rather than a choice or the row of a grid.
    fn asks(&self, column: usize) -> bool {
        self.frame.headings[column].trim_end().ends_with('?')
    }

    fn ticks(&self, said: usize, survey: &mut Survey) -> usize {
        let frame = self.frame;
        let empty = |column: usize| frame.said_in(column).next().is_none();
        let crossed = |column: usize| !empty(column) && crossed(frame, column);
        // Whatever stands before a cross is a choice too.
        let run = (said..self.next).find(|column| !empty(*column) && !crossed(*column)).unwrap_or(self.next);
        let mut end =
            (self.first..run).rfind(|column| crossed(*column)).map_or(self.first + 1, |last| last + 1);
        let sure = end;
        while end < run && !self.asks(end) {
            end += 1;
        }
        let other = (end == run && run < self.next && is_other(&frame.headings[run])).then_some(run);
        let mut choices: Vec<String> = (self.first..end).map(|column| frame.label(column)).collect();
        let mut ticks: Vec<Tick> = (self.first..end)
            .map(|column| Tick { column, choice: column - self.first, free: false })
            .collect();
        if let Some(column) = other {
            ticks.push(Tick { column, choice: choices.len(), free: true });
            choices.push(frame.label(column));
        } else if sure < end {
            let headings = (sure..end).map(|column| frame.label(column)).collect();
            survey.said.push(Said::ChoiceOrQuestion { question: self.question.clone(), headings });
        }
        survey.questions.push(Question {
            label: self.question.clone(),
            kind: Kind::Several,
            choices,
            personal: false,
            reads: Reads::Ticks { ticks, whole: None },
            blanks: Blanks::default(),
        });
        let Some(other) = other else { return end };
        let label = format!("{} [{}]", self.question, frame.label(other));
        survey.questions.push(by_column(frame, other, label, Blanks::default(), false));
        other + 1
    }

    /// Rows of a grid have the same words; one that nobody answered has none.
    fn grid(&self, said: usize, survey: &mut Survey) -> usize {
        let frame = self.frame;
        let words = |column: usize| frame.said_in(column).map(str::trim).collect::<BTreeSet<_>>();
        let mut known = words(said);
        let mut end = said + 1;
        let asks = self.asks(self.first);
        for column in said + 1..self.next {
            let words = words(column);
            if words.iter().any(|word| known.contains(word)) && (asks || !self.asks(column)) {
                known.extend(words);
                end = column + 1;
            } else if !words.is_empty() {
                break;
            }
        }
        if end > self.first + 1 {
            let last = frame.label(end - 1);
            survey.said.push(Said::GridEnds { question: self.question.clone(), last });
        }
        for column in self.first..end {
            let label = format!("{} [{}]", self.question, frame.label(column));
            survey.questions.push(by_column(frame, column, label, Blanks::default(), true));
        }
        end
    }
}

fn crossed(frame: &Frame, column: usize) -> bool {
    frame.said_in(column).all(|text| matches!(text.trim(), "X" | "x"))
}

/// The column of what somebody wrote instead of a choice.
fn is_other(heading: &str) -> bool {
    let plain = plain(heading);
    ["autre", "other"].iter().any(|word| plain.starts_with(word))
}
