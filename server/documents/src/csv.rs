//! Comma-separated values as French spreadsheets open them: UTF-8 with its mark, semicolons, one line a row.

use crate::model::{Sheet, Value};
use crate::words::Language;

/// With these a spreadsheet takes the cell for a formula.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// The sheet as a `.csv` file.
pub(crate) fn csv(sheet: &Sheet) -> Vec<u8> {
    let language = Language::of(&sheet.language);
    let mut out = String::from('\u{feff}');
    let names = sheet.columns.iter().map(|(name, _)| quoted(name));
    line(&mut out, names);
    for row in &sheet.rows {
        line(
            &mut out,
            row.iter().map(|value| match value {
                Value::Text(text) => quoted(text),
                Value::Number(number) => number.to_string(),
                Value::Decimal(number) => language.digits(*number),
                Value::Empty => String::new(),
            }),
        );
    }
    out.into_bytes()
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (n, cell) in cells.enumerate() {
        if n > 0 {
            out.push(';');
        }
        out.push_str(&cell);
    }
    out.push_str("\r\n");
}

fn quoted(text: &str) -> String {
    let text = guarded(text).replace("\r\n", " ").replace(['\n', '\r'], " ");
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// Words that no spreadsheet takes for a formula.
pub(crate) fn guarded(text: &str) -> String {
    // Some programs drop blanks before they look for one.
    let guard =
        if text.trim_start().starts_with(FORMULA) || text.starts_with(['\t', '\r']) { "'" } else { "" };
    format!("{guard}{text}")
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn no_cell_is_a_formula_also_behind_blanks_and_no_line_breaks_a_row() {
        for text in ["=1", " =1", "\u{a0}+1", "\t@A1", "\r\n-1", "  \n=1"] {
            assert!(quoted(text).starts_with("\"'"), "{text:?}");
        }
        assert_eq!(quoted("un\r\ndeux\ntrois"), "\"un deux trois\"");
        assert_eq!(quoted("a = b"), "\"a = b\"");
    }
}
