//! LimeSurvey's VV files: two rows of headings, words and codes, and words of their own for what a line cannot hold.

use crate::Unreadable;
use crate::table::{Cell, Table};

/// The same table as LimeSurvey's CSV would have it: one row of headings with code and text, nothing at all where a
/// question was not shown.
pub(crate) fn table(vv: &Table) -> Result<Option<Table>, Unreadable> {
    let Some(texts) = vv.first_said(0) else { return Ok(None) };
    let codes = texts + 1;
    if codes >= vv.rows() {
        return Ok(None);
    }
    let own = |cell: Cell| OWN.contains(&cell.text().trim());
    if vv.row(codes).filter(|cell| own(*cell)).count() < 2 {
        return Ok(None);
    }
    let mut table = Table::default();
    let heads: Vec<Head> = vv.row(codes).map(|cell| head(cell.text().trim())).collect();
    for (column, head) in heads.iter().enumerate() {
        let words = vv.cell(texts, column).text().split_whitespace().collect::<Vec<_>>().join(" ");
        let text = if words.is_empty() { &head.question } else { &words };
        // The text may be that of the question, the same for all its columns, or that of each part.
        let same = |next: usize| {
            heads.get(next).is_some_and(|other| other.question == head.question)
                && vv.cell(texts, next).text().trim() != vv.cell(texts, column).text().trim()
        };
        let part = head.sub.is_some() && (same(column + 1) || column > 0 && same(column - 1));
        let heading = match &head.sub {
            _ if own(vv.cell(codes, column)) => head.question.clone(),
            None => format!("{}. {text}", head.question),
            Some(sub) if part => format!("{}[{sub}]. [{text}]", head.question),
            Some(sub) => format!("{}[{sub}]. {text}", head.question),
        };
        table.push(&heading)?;
    }
    table.end_row(vv.line(codes))?;
    for row in codes + 1..vv.rows() {
        for cell in vv.row(row) {
            match cell.text() {
                "{question_not_shown}" => table.push_missing()?,
                text => table.push(&plain(text))?,
            }
        }
        table.end_row(vv.line(row))?;
    }
    Ok(Some(table))
}

/// What the tool writes of its own, with codes.
const OWN: &[&str] = &[
    "id",
    "submitdate",
    "lastpage",
    "startlanguage",
    "token",
    "seed",
    "startdate",
    "datestamp",
    "ipaddr",
    "refurl",
];

/// A code taken apart.
struct Head {
    question: String,
    sub: Option<String>,
}

/// `Q2_SQ001`, or of version 1 `123X4X56SQ001`, the name of the database: survey, group, question.
fn head(code: &str) -> Head {
    if let Some(head) = database_name(code) {
        return head;
    }
    match code.split_once('_') {
        Some((question, sub)) if !question.is_empty() => {
            Head { question: question.to_owned(), sub: Some(sub.to_owned()) }
        }
        _ => Head { question: code.to_owned(), sub: None },
    }
}

fn database_name(code: &str) -> Option<Head> {
    let (survey, rest) = code.split_once('X')?;
    let (group, rest) = rest.split_once('X')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let end = rest.find(|char: char| !char.is_ascii_digit()).unwrap_or(rest.len());
    let (id, sub) = rest.split_at(end);
    if !(digits(survey) && digits(group) && digits(id)) {
        return None;
    }
    Some(Head { question: format!("X{id}"), sub: (!sub.is_empty()).then(|| sub.to_owned()) })
}

fn plain(text: &str) -> String {
    const WORDS: [(&str, &str); 5] =
        [("{newline}", "\n"), ("{cr}", "\r"), ("{tab}", "\t"), ("{quote}", "\""), ("{lbrace}", "{")];
    WORDS.iter().fold(text.to_owned(), |text, (word, char)| text.replace(word, char))
}
