//! Framaforms and other forms of Drupal's Webform: three rows of headings.

use super::{Survey, by_column, maybe_joined, personal_heading};
use crate::frame::{Frame, is_one_of, plain};
use crate::question::{Blanks, Kind, Question, Reads, Tick};
use crate::said::{Personal, Said};
use crate::sheet::Sheet;
use std::collections::BTreeSet;

const OWN: &[&str] = &[
    "serial",
    "série",
    "numéro de série",
    "numéro",
    "sid",
    "submitted time",
    "completed time",
    "modified time",
    "draft",
    "ip address",
    "uid",
    "username",
    "heure de soumission",
    "heure soumise",
    "soumis le",
    "date de soumission",
    "heure de fin",
    "date d'achèvement",
    "terminé le",
    "heure d'achèvement",
    "heure de modification",
    "modifié le",
    "date de modification",
    "brouillon",
    "adresse ip",
    "nom d'utilisateur",
    "identifiant de soumission",
    "webform serial",
    "webform sid",
    "webform time",
    "webform completed time",
    "webform modified time",
    "webform draft",
    "webform ip address",
    "webform uid",
    "webform username",
];

/// The row that names the tool's own columns, and how many of them there are.
fn heading_row(sheet: &Sheet) -> Option<(usize, usize)> {
    let table = &sheet.table;
    (0..table.rows().min(4)).find_map(|row| {
        let own = table.row(row).take_while(|cell| is_one_of(cell.text(), OWN)).count();
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
    let width = table.cells(row);
    let headings = (0..width).map(|column| table.cell(row, column).text().to_owned()).collect();
    let above = |column: usize| match row.checked_sub(1) {
        Some(above) => table.cell(above, column).said().map(|text| text.trim().to_owned()),
        None => None,
    };
    let frame = Frame::with_headings(sheet, headings, row + 1);
    let mut survey = Survey::default();
    survey.said.push(Said::ByHeadings { tool: "Framaforms" });
    let draft = frame.find_any(&["draft", "brouillon", "webform draft"]);
    survey.submitted = Some(match draft {
        Some(draft) => frame
            .cells(draft)
            .filter(|cell| !cell.said().is_some_and(|text| crate::question::TAKEN.contains(&text.trim())))
            .count(),
        None => frame.records.len(),
    });
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
        let ticked = |column: usize| frame.said_in(column).all(|text| matches!(text.trim(), "X" | "x"));
        if ticked(column) {
            let end =
                (column + 1..width).find(|next| above(*next).is_some() || !ticked(*next)).unwrap_or(width);
            survey.questions.push(ticks(&frame, question, column, end));
            column = end;
        } else {
            let words = |column: usize| frame.said_in(column).map(str::trim).collect::<BTreeSet<_>>();
            let first = words(column);
            let mut end = column + 1;
            while end < width && above(end).is_none() && words(end).iter().any(|word| first.contains(word)) {
                end += 1;
            }
            for column in column..end {
                let label = format!("{question} [{}]", frame.label(column));
                survey.questions.push(by_column(&frame, column, label, Blanks::default(), true));
            }
            column = end;
        }
    }
    Some((frame, survey))
}

fn ticks(frame: &Frame, label: String, first: usize, end: usize) -> Question {
    let choices = (first..end).map(|column| frame.label(column)).collect();
    let ticks = (first..end).map(|column| Tick { column, choice: column - first, free: false }).collect();
    let reads = Reads::Ticks { ticks, whole: None };
    Question { label, kind: Kind::Several, choices, personal: false, reads, blanks: Blanks::default() }
}
