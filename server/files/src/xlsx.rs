//! Workbooks as XLSX: every cell as the text that stands in it.
//!
//! Numbers keep their digits, dates become ISO 8601 where the cell says that it is a date, and nothing else changes.

use crate::archive::Archive;
use crate::said::Said;
use crate::sheet::Sheet;
use crate::table::{Budget, Table, letters};
use crate::xml::{attribute, push_reference, reader};
use crate::{Unreadable, limits};
use jiff::ToSpan;
use jiff::civil::date;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::io::BufRead;

/// What a number format makes of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Number,
    Date,
    Time,
    Elapsed,
}

#[derive(Default)]
struct Book {
    strings: Vec<(u32, u32)>,
    text: String,
    formats: Vec<Format>,
    from_1904: bool,
}

/// Reads all sheets of a workbook.
pub(crate) fn read(archive: &mut Archive) -> Result<Vec<Sheet>, Unreadable> {
    let root = relations(archive, "_rels/.rels", "")?;
    let workbook = root
        .values()
        .find(|(kind, _)| kind.ends_with("/officeDocument"))
        .map_or_else(|| "xl/workbook.xml".to_owned(), |(_, target)| target.clone());
    let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
    let relations = relations(archive, &format!("{folder}/_rels/{file}.rels"), folder)?;
    let of_kind = |kind: &str| {
        relations.values().find(|(known, _)| known.ends_with(kind)).map(|(_, target)| target.clone())
    };
    let mut book = Book::default();
    let mut budget = Budget::default();
    let sheets = list_of_sheets(archive, &workbook, &mut book)?;
    if let Some(part) = archive.part(&of_kind("/styles").unwrap_or_else(|| format!("{folder}/styles.xml")))? {
        book.formats = formats(part)?;
    }
    if let Some(part) =
        archive.part(&of_kind("/sharedStrings").unwrap_or_else(|| format!("{folder}/sharedStrings.xml")))?
    {
        shared_strings(part, &mut book, &mut budget)?;
    }
    let mut read = Vec::new();
    for (index, (name, hidden, id)) in sheets.into_iter().enumerate() {
        let (kind, target) = match relations.get(&id) {
            Some((kind, target)) => (kind.as_str(), target.clone()),
            None => ("/worksheet", format!("{folder}/worksheets/sheet{}.xml", index + 1)),
        };
        if !kind.ends_with("/worksheet") {
            continue;
        }
        let mut sheet = Sheet { name, hidden, table: Table::within(budget), ..Sheet::default() };
        if let Some(part) = archive.part(&target)? {
            cells(part, &book, &mut sheet)?;
        }
        budget = sheet.table.budget;
        read.push(sheet);
    }
    Ok(read)
}

/// Kind and target by id.
fn relations(
    archive: &mut Archive,
    part: &str,
    folder: &str,
) -> Result<BTreeMap<String, (String, String)>, Unreadable> {
    let mut relations = BTreeMap::new();
    let Some(part) = archive.part(part)? else { return Ok(relations) };
    let mut reader = reader(part);
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer)? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().into_inner() == "Relationship" => {
                let target = attribute(&tag, "Target").unwrap_or_default();
                let target = match target.strip_prefix('/') {
                    Some(absolute) => absolute.to_owned(),
                    None if folder.is_empty() => target,
                    None => format!("{folder}/{target}"),
                };
                let kind = attribute(&tag, "Type").unwrap_or_default();
                relations.insert(attribute(&tag, "Id").unwrap_or_default(), (kind, target));
                if relations.len() > 10 * limits::SHEETS {
                    return Err(Unreadable::TooMuchInside);
                }
            }
            Event::Eof => return Ok(relations),
            _ => {}
        }
        buffer.clear();
    }
}

/// Name, whether it is hidden, and the id of its relation.
fn list_of_sheets(
    archive: &mut Archive,
    part: &str,
    book: &mut Book,
) -> Result<Vec<(String, bool, String)>, Unreadable> {
    let mut reader = reader(archive.part(part)?.ok_or(Unreadable::Damaged)?);
    let mut buffer = Vec::new();
    let mut sheets = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer)? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().into_inner() {
                "workbookPr" => {
                    book.from_1904 =
                        matches!(attribute(&tag, "date1904").as_deref(), Some("1" | "true" | "on"));
                }
                "sheet" => {
                    let hidden = attribute(&tag, "state").is_some_and(|state| state != "visible");
                    sheets.push((
                        attribute(&tag, "name").unwrap_or_default(),
                        hidden,
                        attribute(&tag, "id").unwrap_or_default(),
                    ));
                    if sheets.len() > limits::SHEETS {
                        return Err(Unreadable::TooMuchInside);
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok(sheets),
            _ => {}
        }
        buffer.clear();
    }
}

/// What each cell style makes of a number.
fn formats(part: impl BufRead) -> Result<Vec<Format>, Unreadable> {
    let mut reader = reader(part);
    let mut buffer = Vec::new();
    let mut own = BTreeMap::new();
    let mut formats = Vec::new();
    let mut in_cells = false;
    loop {
        match reader.read_event_into(&mut buffer)? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().into_inner() {
                "numFmt" => {
                    let id = attribute(&tag, "numFmtId").and_then(|id| id.parse::<u32>().ok());
                    if let Some(id) = id {
                        own.insert(id, format_of(&attribute(&tag, "formatCode").unwrap_or_default()));
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id = attribute(&tag, "numFmtId").and_then(|id| id.parse::<u32>().ok()).unwrap_or(0);
                    formats.push(own.get(&id).copied().unwrap_or(match id {
                        14..=17 | 22 | 27..=36 | 50..=58 => Format::Date,
                        18..=21 | 45 | 47 => Format::Time,
                        46 => Format::Elapsed,
                        _ => Format::Number,
                    }));
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().into_inner() == "cellXfs" => in_cells = false,
            Event::Eof => return Ok(formats),
            _ => {}
        }
        buffer.clear();
    }
}

/// Reads the code of a number format.
fn format_of(code: &str) -> Format {
    let first =
        code.split(';').next().unwrap_or_default().to_lowercase().replace("am/pm", "h").replace("a/p", "h");
    let mut plain = String::new();
    let mut chars = first.chars();
    while let Some(char) = chars.next() {
        match char {
            '"' => while chars.next().is_some_and(|char| char != '"') {},
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|char| *char != ']').collect();
                if !inside.is_empty() && inside.chars().all(|char| "hms".contains(char)) {
                    return Format::Elapsed;
                }
            }
            _ => plain.push(char),
        }
    }
    let has = |letters: &str| plain.contains(|char| letters.contains(char));
    if plain == "general" || has("#0?@") && !has("yd") {
        Format::Number
    } else if has("yd") || has("m") && !has("hs") {
        Format::Date
    } else if has("hs") {
        Format::Time
    } else {
        Format::Number
    }
}

fn shared_strings(part: impl BufRead, book: &mut Book, budget: &mut Budget) -> Result<(), Unreadable> {
    let mut reader = reader(part);
    let put = |start: usize, book: &mut Book, budget: &mut Budget| {
        budget.charge(size_of::<(u32, u32)>() + book.text.len() - start)?;
        book.strings.push((start as u32, book.text.len() as u32));
        Ok::<(), Unreadable>(())
    };
    let mut buffer = Vec::new();
    let mut start = 0;
    let mut phonetic = false;
    let mut in_text = false;
    loop {
        match reader.read_event_into(&mut buffer)? {
            Event::Start(tag) => match tag.local_name().into_inner() {
                "si" => start = book.text.len(),
                "rPh" => phonetic = true,
                "t" => in_text = !phonetic,
                _ => {}
            },
            Event::Empty(tag) if tag.local_name().into_inner() == "si" => {
                put(book.text.len(), book, budget)?;
            }
            Event::Text(text) if in_text => book.text.push_str(&text.xml10_content()),
            Event::CData(text) if in_text => book.text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if in_text => push_reference(&reference, &mut book.text),
            Event::End(tag) => match tag.local_name().into_inner() {
                "t" => in_text = false,
                "rPh" => phonetic = false,
                "si" => {
                    let plain = without_escapes(&book.text[start..]);
                    if let Some(plain) = plain {
                        book.text.truncate(start);
                        book.text.push_str(&plain);
                    }
                    put(start, book, budget)?;
                }
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
        buffer.clear();
    }
}

/// `_x000D_` stands for a character that XML cannot hold, `_x005F_` for an underscore before what looks like that.
fn without_escapes(text: &str) -> Option<String> {
    text.contains("_x").then_some(())?;
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 7).filter(|code| code.ends_with('_'));
        let char = code.and_then(|code| u32::from_str_radix(&code[..4], 16).ok()).and_then(char::from_u32);
        match char {
            Some(char) => {
                plain.push_str(&rest[..at]);
                plain.push(char);
                rest = &rest[at + 7..];
            }
            None => {
                plain.push_str(&rest[..at + 2]);
                rest = &rest[at + 2..];
            }
        }
    }
    plain.push_str(rest);
    Some(plain)
}

/// Column and row that a reference such as `AB12` names, from 0 and from 1.
fn place(reference: &str) -> Option<(usize, u32)> {
    let reference = reference.trim_matches('$');
    let digits = reference.find(|char: char| char.is_ascii_digit())?;
    let column =
        reference[..digits].bytes().filter(|byte| *byte != b'$').try_fold(0_u32, |column, byte| {
            let letter = u32::from(byte.to_ascii_uppercase().wrapping_sub(b'A'));
            byte.is_ascii_alphabetic().then(|| column.saturating_mul(26).saturating_add(letter + 1))
        })?;
    Some((column.checked_sub(1)? as usize, reference[digits..].parse().ok()?))
}

#[derive(Default)]
struct Open {
    column: usize,
    kind: String,
    style: usize,
    value: String,
    has_value: bool,
    formula: bool,
    formula_text: String,
}

impl Open {
    /// Two formulas say their value themselves: some programs write ticks so, without a stored result.
    fn constant(&mut self) {
        let value = match self.formula_text.trim() {
            "TRUE()" => "1",
            "FALSE()" => "0",
            _ => return,
        };
        *self = Self {
            column: self.column,
            kind: "b".to_owned(),
            value: value.to_owned(),
            has_value: true,
            ..Self::default()
        };
    }
}

fn open_cell(tag: &BytesStart, next_column: usize) -> Open {
    let mut open = Open { column: next_column, ..Open::default() };
    for attribute in tag.attributes().with_checks(false).flatten() {
        let value = attribute.value.as_ref();
        match attribute.key.local_name().into_inner() {
            "r" => {
                if let Some((column, _)) = place(value) {
                    open.column = column;
                }
            }
            "t" => open.kind.push_str(value),
            "s" => open.style = value.parse().unwrap_or(0),
            _ => {}
        }
    }
    open
}

fn cells(part: impl BufRead, book: &Book, sheet: &mut Sheet) -> Result<(), Unreadable> {
    let mut reader = reader(part);
    let mut buffer = Vec::new();
    let mut row = 0_u32;
    let mut column = 0;
    let mut open: Option<Open> = None;
    let (mut in_value, mut in_formula, mut phonetic) = (false, false, false);
    let mut formulas: (u32, Option<String>) = (0, None);
    let mut without_value: (u32, Option<String>) = (0, None);
    let mut errors: (u32, Option<String>) = (0, None);
    loop {
        match reader.read_event_into(&mut buffer)? {
            Event::Start(tag) => match tag.local_name().into_inner() {
                "row" => {
                    row = attribute(&tag, "r")
                        .and_then(|row| row.parse().ok())
                        .unwrap_or(row.saturating_add(1));
                    column = 0;
                }
                "c" => open = Some(open_cell(&tag, column)),
                "v" => {
                    in_value = true;
                    if let Some(open) = &mut open {
                        open.has_value = true;
                    }
                }
                "t" if open.is_some() && !phonetic => {
                    in_value = true;
                    if let Some(open) = &mut open {
                        open.has_value = true;
                    }
                }
                "rPh" => phonetic = true,
                "f" => {
                    in_formula = true;
                    if let Some(open) = &mut open {
                        open.formula = true;
                    }
                }
                _ => {}
            },
            Event::Empty(tag) => match tag.local_name().into_inner() {
                "row" => {
                    row =
                        attribute(&tag, "r").and_then(|row| row.parse().ok()).unwrap_or(row.saturating_add(1))
                }
                "c" => column = open_cell(&tag, column).column.saturating_add(1),
                "f" => {
                    if let Some(open) = &mut open {
                        open.formula = true;
                    }
                }
                "v" | "t" | "is" => {
                    if let Some(open) = &mut open {
                        open.has_value |= open.kind != "n" && !open.kind.is_empty();
                    }
                }
                "mergeCell" => {
                    let area = attribute(&tag, "ref").unwrap_or_default();
                    let (from, to) = area.split_once(':').unwrap_or((&area, &area));
                    if let (Some(from), Some(to)) = (place(from), place(to)) {
                        sheet.merged.push((from.1, from.0 as u32, to.1, to.0 as u32));
                    }
                }
                _ => {}
            },
            Event::Text(text) if in_formula => {
                if let Some(open) = &mut open {
                    open.formula_text.push_str(&text.xml10_content());
                }
            }
            Event::Text(text) if in_value => {
                if let Some(open) = &mut open {
                    open.value.push_str(&text.xml10_content());
                }
            }
            Event::CData(text) if in_value => {
                if let Some(open) = &mut open {
                    open.value.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(reference) if in_value => {
                if let Some(open) = &mut open {
                    push_reference(&reference, &mut open.value);
                }
            }
            Event::End(tag) => match tag.local_name().into_inner() {
                "v" | "t" => in_value = false,
                "f" => in_formula = false,
                "rPh" => phonetic = false,
                "c" => {
                    let Some(mut cell) = open.take() else { continue };
                    cell.constant();
                    column = cell.column.saturating_add(1);
                    let here = || format!("{}{row}", letters(cell.column));
                    if cell.formula && cell.has_value && !cell.value.is_empty() {
                        formulas.0 += 1;
                        formulas.1.get_or_insert_with(here);
                    } else if cell.formula && cell.kind != "str" {
                        without_value.0 += 1;
                        without_value.1.get_or_insert_with(here);
                    }
                    if cell.kind == "e" {
                        errors.0 += 1;
                        errors.1.get_or_insert_with(here);
                    }
                    write(&cell, row, book, sheet)?;
                }
                "row" => sheet.table.end_row_if_said(row)?,
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    if let (count, Some(first)) = formulas {
        sheet.said.push(Said::Formulas { count, first });
    }
    if let (count, Some(first)) = without_value {
        sheet.said.push(Said::FormulasWithoutValue { count, first });
    }
    if let (count, Some(first)) = errors {
        sheet.said.push(Said::ErrorCells { count, first });
    }
    Ok(())
}

/// Puts a cell into its row. A cell without a value is none.
fn write(cell: &Open, row: u32, book: &Book, sheet: &mut Sheet) -> Result<(), Unreadable> {
    if !cell.has_value || cell.column < sheet.table.open_cells() {
        return Ok(());
    }
    let mut text: std::borrow::Cow<str> = cell.value.as_str().into();
    match cell.kind.as_str() {
        "s" => {
            let index = cell.value.trim().parse::<usize>().ok();
            let Some((start, end)) = index.and_then(|index| book.strings.get(index)) else { return Ok(()) };
            text = (&book.text[*start as usize..*end as usize]).into();
        }
        "b" => text = if matches!(cell.value.trim(), "1" | "true") { "TRUE".into() } else { "FALSE".into() },
        "inlineStr" | "str" => {
            if let Some(plain) = without_escapes(&cell.value) {
                text = plain.into();
            }
        }
        "e" => {}
        "d" => {
            sheet.count_date(cell.column, row, true);
            text = cell.value.strip_suffix("T00:00:00").unwrap_or(&cell.value).replace('T', " ").into();
        }
        _ => {
            let raw = cell.value.trim();
            if raw.is_empty() {
                return Ok(());
            }
            let format = book.formats.get(cell.style).copied().unwrap_or(Format::Number);
            match (format, raw.parse::<f64>()) {
                (Format::Number, Ok(number)) => {
                    if (20_000.0..60_000.0).contains(&number) && number.fract() == 0.0 {
                        sheet.count_date(cell.column, row, false);
                    }
                    text = digits(raw, number).into();
                }
                (_, Ok(number)) => match moment(number, format, book.from_1904) {
                    Some(moment) => {
                        sheet.count_date(cell.column, row, true);
                        text = moment.into();
                    }
                    None => text = digits(raw, number).into(),
                },
                (_, Err(_)) => {}
            }
        }
    }
    sheet.table.push_at(cell.column, &text)
}

/// A number as a person reads it: the shortest digits that mean the same where the file holds the sixteen and more
/// that computers add (613.17999999999995 is 613.18), and no power of ten.
pub(crate) fn digits(raw: &str, number: f64) -> String {
    let count = raw.bytes().filter(u8::is_ascii_digit).count();
    let power = raw.contains(['e', 'E']);
    if (raw.contains('.') && count > 15 || power) && number.is_finite() && number.abs() < 1e21 {
        return format!("{number}");
    }
    raw.to_owned()
}

/// The moment that a serial number of days stands for.
fn moment(number: f64, format: Format, from_1904: bool) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&number) {
        return None;
    }
    let mut days = number.floor() as i64;
    let mut seconds = ((number - number.floor()) * 86_400.0).round() as i64;
    if seconds == 86_400 {
        (days, seconds) = (days + 1, 0);
    }
    let clock = |hours: i64| format!("{hours:02}:{:02}:{:02}", seconds % 3600 / 60, seconds % 60);
    match format {
        Format::Elapsed => return Some(clock(days * 24 + seconds / 3600)),
        Format::Time if days == 0 => return Some(clock(seconds / 3600)),
        _ => {}
    }
    // The calendar of 1900 counts a 29 February that never was.
    let first = match (from_1904, days) {
        (true, _) => date(1904, 1, 1),
        (false, 0..60) => date(1899, 12, 31),
        (false, _) => date(1899, 12, 30),
    };
    let day = first.checked_add(days.days()).ok()?;
    Some(if seconds == 0 { day.to_string() } else { format!("{day} {}", clock(seconds / 3600)) })
}
