//! Cells as they stand in a file: text in one piece, and where each cell begins and ends in it.

use crate::Unreadable;
use crate::limits;

/// What stands in a cell. `Missing` and an empty text differ where a tool makes them differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cell<'a> {
    /// Nothing at all, not even quotes.
    Missing,
    /// A text, as it stands.
    Text(&'a str),
}

impl<'a> Cell<'a> {
    pub(crate) fn text(self) -> &'a str {
        match self {
            Self::Missing => "",
            Self::Text(text) => text,
        }
    }

    /// The text, unless there is none or only blanks.
    pub(crate) fn said(self) -> Option<&'a str> {
        let text = self.text();
        (!text.trim().is_empty()).then_some(text)
    }
}

#[derive(Clone, Copy, Debug)]
struct Span {
    start: u32,
    len: u32,
}

const MISSING: Span = Span { start: 0, len: u32::MAX };

#[derive(Clone, Copy, Debug)]
struct Row {
    first: u32,
    cells: u32,
    line: u32,
}

/// Bytes that a file may still unfold to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget(u64);

impl Default for Budget {
    fn default() -> Self {
        Self(limits::UNPACKED)
    }
}

impl Budget {
    /// Pays for bytes before they are held.
    pub(crate) fn charge(&mut self, bytes: usize) -> Result<(), Unreadable> {
        self.0 = self.0.checked_sub(bytes as u64).ok_or(Unreadable::TooMuchInside)?;
        Ok(())
    }
}

/// Rows of cells. Every cell is paid for with its text, also where the file holds that once for many.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    text: String,
    spans: Vec<Span>,
    rows: Vec<Row>,
    /// What is left, for this table and those after it.
    pub(crate) budget: Budget,
}

impl Table {
    /// A table beside others of its file.
    pub(crate) fn within(budget: Budget) -> Self {
        Self { budget, ..Self::default() }
    }

    /// The same cells as pieces of another text.
    pub(crate) fn with_text(self, text: String) -> Self {
        Self { text, ..self }
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The physical line, or the row of the sheet, on which a row begins.
    pub(crate) fn line(&self, row: usize) -> u32 {
        self.rows[row].line
    }

    /// How many cells a row has.
    pub(crate) fn cells(&self, row: usize) -> usize {
        self.rows[row].cells as usize
    }

    pub(crate) fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells as usize).max().unwrap_or(0)
    }

    pub(crate) fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        let Row { first, cells, .. } = self.rows[row];
        if column >= cells as usize {
            return Cell::Missing;
        }
        let span = self.spans[first as usize + column];
        if span.len == MISSING.len {
            return Cell::Missing;
        }
        Cell::Text(self.text_of(span))
    }

    fn text_of(&self, span: Span) -> &str {
        &self.text[span.start as usize..span.start as usize + span.len as usize]
    }

    pub(crate) fn row(&self, row: usize) -> impl Iterator<Item = Cell<'_>> {
        (0..self.cells(row)).map(move |column| self.cell(row, column))
    }

    pub(crate) fn is_blank(&self, row: usize) -> bool {
        self.row(row).all(|cell| cell.said().is_none())
    }

    /// The first row with anything in it, from one on.
    pub(crate) fn first_said(&self, from: usize) -> Option<usize> {
        (from..self.rows()).find(|row| !self.is_blank(*row))
    }

    /// Puts a piece of the text that the table was made of into the row that is being written.
    pub(crate) fn push_piece(&mut self, start: usize, end: usize) -> Result<(), Unreadable> {
        self.budget.charge(size_of::<Span>() + end - start)?;
        self.spans.push(Span { start: start as u32, len: (end - start) as u32 });
        Ok(())
    }

    pub(crate) fn push_missing(&mut self) -> Result<(), Unreadable> {
        self.budget.charge(size_of::<Span>())?;
        self.spans.push(MISSING);
        Ok(())
    }

    pub(crate) fn push(&mut self, text: &str) -> Result<(), Unreadable> {
        let start = self.text.len();
        self.push_piece(start, start + text.len())?;
        self.text.push_str(text);
        Ok(())
    }

    /// The same at a column of the row that is being written.
    pub(crate) fn push_at(&mut self, column: usize, text: &str) -> Result<(), Unreadable> {
        // Blanks behind the last column that a table may have are none.
        if column >= limits::COLUMNS && text.trim().is_empty() {
            return Ok(());
        }
        while self.open_cells() < column.min(limits::COLUMNS + 1) {
            self.push_missing()?;
        }
        self.push(text)
    }

    /// Ends the row. Rows above the bound are not taken.
    pub(crate) fn end_row(&mut self, line: u32) -> Result<(), Unreadable> {
        let first = self.rows.last().map_or(0, |row| row.first + row.cells);
        let cells = self.spans.len() as u32 - first;
        if cells as usize > limits::COLUMNS {
            return Err(Unreadable::TooManyColumns { line });
        }
        // Some heading rows come on top of the records.
        if self.rows.len() >= limits::ROWS + 10 {
            return Err(Unreadable::TooManyRows);
        }
        self.budget.charge(size_of::<Row>())?;
        self.rows.push(Row { first, cells, line });
        Ok(())
    }

    /// Ends the row if it holds anything, and forgets it otherwise.
    pub(crate) fn end_row_if_said(&mut self, line: u32) -> Result<(), Unreadable> {
        let first = self.spans.len() - self.open_cells();
        let blank = |span: &Span| span.len == MISSING.len || self.text_of(*span).trim().is_empty();
        if self.spans[first..].iter().all(blank) {
            self.spans.truncate(first);
            return Ok(());
        }
        self.end_row(line)
    }

    /// Cells of the row that is being written.
    pub(crate) fn open_cells(&self) -> usize {
        self.spans.len() - self.rows.last().map_or(0, |row| (row.first + row.cells) as usize)
    }
}

/// The letters by which spreadsheets name a column: A, B … Z, AA.
pub(crate) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column.saturating_add(1);
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}
