//! A sheet with its headings told from its records.

use crate::said::{Reason, Refused, Said};
use crate::sheet::Sheet;
use crate::table::{Cell, letters};
use std::collections::BTreeMap;

/// Headings and records of a sheet.
#[derive(Debug)]
pub(crate) struct Frame<'a> {
    pub(crate) sheet: &'a Sheet,
    /// One a column, as it stands; empty where there is none.
    pub(crate) headings: Vec<String>,
    /// Rows of the sheet.
    pub(crate) records: Vec<usize>,
    pub(crate) refused: Vec<Refused>,
    pub(crate) said: Vec<Said>,
}

impl<'a> Frame<'a> {
    /// Takes one row as the headings and what follows as records.
    pub(crate) fn new(sheet: &'a Sheet, heading: usize) -> Self {
        let headings =
            (0..sheet.table.cells(heading)).map(|column| sheet.table.cell(heading, column).text().to_owned());
        Self::with_headings(sheet, headings.collect(), heading + 1)
    }

    /// The same where headings stand in several rows.
    pub(crate) fn with_headings(sheet: &'a Sheet, mut headings: Vec<String>, first: usize) -> Self {
        let table = &sheet.table;
        let (mut records, mut refused) = (Vec::new(), Vec::new());
        if sheet.delimited {
            // Empty cells at the end of the headings are a habit of spreadsheets, unless records fill them.
            let named =
                headings.iter().rposition(|heading| !heading.trim().is_empty()).map_or(1, |last| last + 1);
            let said = |row: &usize, column: &usize| table.cell(*row, *column).said().is_some();
            let filled = (first..table.rows())
                .filter_map(|row| {
                    (named..table.cells(row).min(headings.len())).rfind(|column| said(&row, column))
                })
                .max();
            headings.truncate(filled.map_or(named, |last| last + 1));
        } else {
            headings.resize(table.width().max(headings.len()), String::new());
            while headings.last().is_some_and(|last| last.trim().is_empty())
                && (first..table.rows()).all(|row| table.cell(row, headings.len() - 1).said().is_none())
            {
                headings.pop();
            }
        }
        let width = headings.len();
        for row in first..table.rows() {
            if table.is_blank(row) {
                continue;
            }
            let cells = table.cells(row);
            let line = table.line(row);
            let more = (width..cells).any(|column| table.cell(row, column).said().is_some());
            if sheet.delimited && (cells < width || more) {
                refused.push(Refused { line, reason: Reason::Ragged { cells, headings: width } });
            } else if sheet.delimited && table.row(row).any(|cell| cell.text().contains('\u{fffd}')) {
                refused.push(Refused { line, reason: Reason::Unreadable });
            } else {
                records.push(row);
            }
        }
        let mut frame = Self { sheet, headings, records, refused, said: Vec::new() };
        frame.say_of_headings();
        frame
    }

    fn say_of_headings(&mut self) {
        let mut seen: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut empty = Vec::new();
        for (column, heading) in self.headings.iter().enumerate() {
            if heading.trim().is_empty() {
                empty.push(letters(column));
            } else {
                seen.entry(heading.trim()).or_default().push(letters(column));
            }
        }
        if !empty.is_empty() {
            self.said.push(Said::EmptyHeadings { columns: empty });
        }
        let twice = seen.into_iter().filter(|(_, columns)| columns.len() > 1);
        self.said.extend(
            twice.map(|(heading, columns)| Said::SameHeading { heading: heading.to_owned(), columns }),
        );
    }

    pub(crate) fn width(&self) -> usize {
        self.headings.len()
    }

    pub(crate) fn cells(&self, column: usize) -> impl Iterator<Item = Cell<'a>> + Clone {
        let table = &self.sheet.table;
        self.records.iter().map(move |row| table.cell(*row, column))
    }

    /// Every text of a column, blanks left out.
    pub(crate) fn said_in(&self, column: usize) -> impl Iterator<Item = &'a str> + Clone {
        self.cells(column).filter_map(Cell::said)
    }

    /// The heading, or the letters of its column where it has none.
    pub(crate) fn label(&self, column: usize) -> String {
        let heading = self.headings[column].trim();
        if heading.is_empty() { letters(column) } else { heading.to_owned() }
    }

    pub(crate) fn find(&self, heading: &str) -> Option<usize> {
        self.headings.iter().position(|known| known.trim() == heading)
    }

    /// The columns whose heading is one of several words, whatever their case.
    pub(crate) fn columns_of(&self, words: &[&str]) -> impl Iterator<Item = usize> {
        (0..self.width()).filter(|column| is_one_of(&self.headings[*column], words))
    }

    /// The first of them.
    pub(crate) fn find_any(&self, words: &[&str]) -> Option<usize> {
        self.columns_of(words).next()
    }
}

/// Whether a heading is one of some words; blanks may be underscores, and case does not count.
pub(crate) fn is_one_of(heading: &str, words: &[&str]) -> bool {
    // No word is nearly as long.
    if heading.trim().len() > 200 {
        return false;
    }
    let plain = plain(heading);
    words.iter().any(|word| self::plain(word) == plain)
}

/// A heading as it is compared: one blank where there is any, small letters, straight apostrophes.
pub(crate) fn plain(heading: &str) -> String {
    let blank = |char: char| char.is_whitespace() || char == '_';
    let words: Vec<&str> = heading.split(blank).filter(|word| !word.is_empty()).collect();
    words.join(" ").replace('’', "'").to_lowercase()
}
