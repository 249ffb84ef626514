//! A sheet, whatever the file was: cells, and what a reader has to say about them.

use crate::limits;
use crate::said::Said;
use crate::table::Table;
use std::collections::BTreeMap;

/// Rows of a workbook's sheet, or of a text file.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) hidden: bool,
    pub(crate) table: Table,
    /// Merged areas: first row, first column, last row, last column; rows as in the file.
    pub(crate) merged: Vec<(u32, u32, u32, u32)>,
    /// Cells that hold a number without the format of a date, and cells with it, by column.
    pub(crate) dates: BTreeMap<usize, Dates>,
    pub(crate) said: Vec<Said>,
    /// A text file: its rows have as many cells as were written.
    pub(crate) delimited: bool,
    /// Nothing at all is something else than an empty text.
    pub(crate) tells_missing: bool,
}

/// Dates of a column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dates {
    pub(crate) formatted: u32,
    pub(crate) bare: u32,
    pub(crate) first_bare: Option<String>,
}

impl Sheet {
    /// Counts a number that is a date, or could be one. A column that no table may have has none.
    pub(crate) fn count_date(&mut self, column: usize, row: u32, formatted: bool) {
        if column >= limits::COLUMNS {
            return;
        }
        let dates = self.dates.entry(column).or_default();
        if formatted {
            dates.formatted += 1;
        } else {
            dates.bare += 1;
            dates.first_bare.get_or_insert_with(|| format!("{}{row}", crate::table::letters(column)));
        }
    }
}
