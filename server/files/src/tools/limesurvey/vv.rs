//! LimeSurvey's VV files: two rows of headings, words and codes, and words of their own for what a line cannot hold.

use crate::table::Table;

/// The same table as LimeSurvey's CSV would have it: one row of headings, nothing at all where a question was not shown.
pub(crate) fn table(vv: &Table) -> Option<Table> {
    let first = vv.first_said(0)?;
    let codes = first + 1;
    if codes >= vv.rows() {
        return None;
    }
    let is = |word: &str| vv.row(codes).any(|cell| cell.text().trim() == word);
    if ["id", "submitdate", "lastpage", "startlanguage", "token"].iter().filter(|word| is(word)).count() < 2 {
        return None;
    }
    let mut table = Table::default();
    for cell in vv.row(codes) {
        let code = cell.text().trim();
        match code.split_once('_') {
            Some((question, sub)) if !question.is_empty() => table.push(&format!("{question}[{sub}]")),
            _ => table.push(code),
        }
    }
    table.end_row(vv.line(codes)).ok()?;
    for row in codes + 1..vv.rows() {
        for cell in vv.row(row) {
            match cell.text() {
                "{question_not_shown}" => table.push_missing(),
                text => table.push(&plain(text)),
            }
        }
        table.end_row(vv.line(row)).ok()?;
    }
    Some(table)
}

fn plain(text: &str) -> String {
    const WORDS: [(&str, &str); 5] =
        [("{newline}", "\n"), ("{cr}", "\r"), ("{tab}", "\t"), ("{quote}", "\""), ("{lbrace}", "{")];
    WORDS.iter().fold(text.to_owned(), |text, (word, char)| text.replace(word, char))
}
