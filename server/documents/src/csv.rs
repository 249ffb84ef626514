//! Comma-separated values as French spreadsheets open them: UTF-8 with its mark, semicolons, one line a row.

use crate::model::{Sheet, Value};

/// With these a spreadsheet takes the cell for a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The sheet as a `.csv` file.
pub(crate) fn csv(sheet: &Sheet) -> Vec<u8> {
    let mut out = String::from('\u{feff}');
    let names = sheet.columns.iter().map(|(name, _)| quoted(name));
    line(&mut out, names);
    for row in &sheet.rows {
        line(
            &mut out,
            row.iter().map(|value| match value {
                Value::Text(text) => quoted(text),
                Value::Number(number) => number.to_string(),
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
    let text = text.replace(['\n', '\r'], " ");
    let guard = if text.starts_with(FORMULA) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}
