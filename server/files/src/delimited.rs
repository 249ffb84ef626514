//! CSV and its relatives, as programs and people write them.
//!
//! A reader of its own, because what the popular ones hide is what counts here: whether an empty cell was quoted,
//! on which physical line a record begins when lines end with a lone CR, and how many cells a record really has.

use crate::table::Table;
use crate::{Unreadable, limits};
use memchr::{memchr, memchr2, memchr3};

/// A text file that was taken apart.
#[derive(Debug)]
pub(crate) struct Delimited {
    pub(crate) table: Table,
    /// Every text is quoted, and some cells are not even that: they say that nothing was there to be answered.
    pub(crate) tells_missing: bool,
    /// A quote that is never closed begins on this line.
    pub(crate) unclosed: Option<u32>,
}

struct Field {
    start: usize,
    end: usize,
    quoted: bool,
    /// Quotes inside have to be taken out.
    quotes: bool,
}

struct Records<'a> {
    bytes: &'a [u8],
    separator: u8,
    at: usize,
    line: u32,
}

enum Next {
    Record,
    Unclosed,
    /// More fields than any program writes.
    TooWide,
    End,
}

/// Fields of a record: spreadsheets have 16 384 columns, and write empty ones.
const FIELDS: usize = 32_768;

impl<'a> Records<'a> {
    fn new(bytes: &'a [u8], separator: u8) -> Self {
        Self { bytes, separator, at: 0, line: 1 }
    }

    fn end_of_line(&mut self) {
        let crlf = self.bytes[self.at] == b'\r' && self.bytes.get(self.at + 1) == Some(&b'\n');
        self.at += if crlf { 2 } else { 1 };
        self.line += 1;
    }

    fn next(&mut self, fields: &mut Vec<Field>) -> Next {
        fields.clear();
        if self.at >= self.bytes.len() {
            return Next::End;
        }
        loop {
            if fields.len() == FIELDS {
                return Next::TooWide;
            }
            let start = self.at;
            if self.bytes.get(start) == Some(&b'"') {
                match self.quoted() {
                    Some(field) => fields.push(field),
                    None => return Next::Unclosed,
                }
            } else {
                let rest = &self.bytes[start..];
                self.at = start + memchr3(self.separator, b'\n', b'\r', rest).unwrap_or(rest.len());
                fields.push(Field { start, end: self.at, quoted: false, quotes: false });
            }
            match self.bytes.get(self.at) {
                None => return Next::Record,
                Some(byte) if *byte == self.separator => self.at += 1,
                Some(_) => {
                    self.end_of_line();
                    return Next::Record;
                }
            }
        }
    }

    /// From an opening quote to the end of its field.
    fn quoted(&mut self) -> Option<Field> {
        let start = self.at + 1;
        let mut at = start;
        let mut quotes = false;
        loop {
            let close = at + memchr(b'"', &self.bytes[at..])?;
            match self.bytes.get(close + 1) {
                Some(b'"') => {
                    quotes = true;
                    at = close + 2;
                }
                Some(byte) if *byte != self.separator && *byte != b'\n' && *byte != b'\r' => {
                    // Text after the closing quote belongs to the field, as every office program reads it.
                    let rest = &self.bytes[close + 1..];
                    let end = close + 1 + memchr3(self.separator, b'\n', b'\r', rest).unwrap_or(rest.len());
                    self.count_lines(start, close);
                    self.at = end;
                    return Some(Field { start, end, quoted: true, quotes: true });
                }
                _ => {
                    self.count_lines(start, close);
                    self.at = close + 1;
                    return Some(Field { start, end: close, quoted: true, quotes });
                }
            }
        }
    }

    fn count_lines(&mut self, start: usize, end: usize) {
        let mut at = start;
        while let Some(found) = memchr2(b'\n', b'\r', &self.bytes[at..end]) {
            at += found;
            let crlf = self.bytes[at] == b'\r' && at + 1 < end && self.bytes[at + 1] == b'\n';
            at += if crlf { 2 } else { 1 };
            self.line += 1;
        }
    }
}

/// Takes a text apart at the separator that fits best, or at the one that its first line names.
pub(crate) fn take_apart(text: String) -> Result<Delimited, Unreadable> {
    let (skip, named) = named_separator(&text);
    let separator = named.unwrap_or_else(|| best_separator(&text.as_bytes()[skip..]));
    let mut table = Table::default();
    let mut records = Records::new(text.as_bytes(), separator);
    if skip > 0 {
        (records.at, records.line) = (skip, 2);
    }
    let mut fields = Vec::new();
    let (mut bare, mut missing, mut quoted) = (0_u64, 0_u64, 0_u64);
    let mut unclosed = None;
    // Cells are pieces of the text; those whose quotes have to go are written behind it.
    let base = text.len();
    let mut behind = String::new();
    loop {
        let line = records.line;
        match records.next(&mut fields) {
            Next::End => break,
            Next::Unclosed => {
                unclosed = Some(line);
                break;
            }
            Next::TooWide => return Err(Unreadable::TooManyColumns { line }),
            Next::Record => {}
        }
        let blank = |field: &Field| text[field.start..field.end].trim().is_empty();
        if fields.iter().all(blank) {
            continue;
        }
        while fields.len() > limits::COLUMNS && fields.last().is_some_and(blank) {
            fields.pop();
        }
        for field in &fields {
            match (field.quoted, field.start == field.end) {
                (true, _) => quoted += 1,
                (false, true) => missing += 1,
                (false, false) => bare += 1,
            }
            if field.quotes {
                let start = base + behind.len();
                unquote(&text[field.start..field.end], &mut behind);
                table.push_piece(start, base + behind.len())?;
            } else if field.quoted || field.start < field.end {
                table.push_piece(field.start, field.end)?;
            } else {
                table.push_missing()?;
            }
        }
        table.end_row(line)?;
    }
    let mut text = text;
    text.push_str(&behind);
    let tells_missing = bare == 0 && missing > 0 && quoted > 0;
    Ok(Delimited { table: table.with_text(text), tells_missing, unclosed })
}

/// `""` is `"`; a lone quote ends the quoted part and is dropped.
fn unquote(field: &str, into: &mut String) {
    let mut inside = true;
    let mut chars = field.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '"' if inside && chars.peek() == Some(&'"') => {
                chars.next();
                into.push('"');
            }
            '"' if inside => inside = false,
            _ => into.push(char),
        }
    }
}

/// Spreadsheets may write `sep=;` first.
fn named_separator(text: &str) -> (usize, Option<u8>) {
    let line = text.lines().next().unwrap_or_default();
    match line.trim_matches('"').strip_prefix("sep=").map(str::as_bytes) {
        Some(&[separator]) if separator != b'"' => {
            let end = memchr2(b'\n', b'\r', text.as_bytes()).unwrap_or(text.len());
            let crlf = text.as_bytes()[end..].starts_with(b"\r\n");
            ((end + if crlf { 2 } else { 1 }).min(text.len()), Some(separator))
        }
        _ => (0, None),
    }
}

/// The separator at which most records have as many cells as most others.
fn best_separator(bytes: &[u8]) -> u8 {
    let mut best = (0, b',');
    for separator in [b';', b',', b'\t', b'|', b':'] {
        let mut records = Records::new(bytes, separator);
        let mut fields = Vec::new();
        let mut counts = Vec::new();
        while counts.len() < 200 {
            let next = records.next(&mut fields);
            if !matches!(next, Next::Record | Next::TooWide) {
                break;
            }
            if fields.len() > 1 || fields[0].quoted || fields[0].start < fields[0].end {
                counts.push(fields.len());
            }
            if matches!(next, Next::TooWide) {
                break;
            }
        }
        let mut sorted = counts.clone();
        sorted.sort_unstable();
        let (mut often, mut usual) = (0, 1);
        for run in sorted.chunk_by(|left, right| left == right) {
            if run[0] > 1 && run.len() >= often {
                (often, usual) = (run.len(), run[0]);
            }
        }
        // One of the first rows is the headings: their number is the usual one.
        if usual < 2 || !counts.iter().take(4).any(|count| *count == usual) {
            continue;
        }
        // A colon stands in times and texts: it is taken only where nothing else fits.
        let weight = if separator == b':' { 1 } else { 20 };
        let score = often * 1000 / counts.len() * weight + usual.min(40);
        if score > best.0 {
            best = (score, separator);
        }
    }
    best.1
}
