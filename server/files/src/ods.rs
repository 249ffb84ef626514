//! Workbooks as ODS: every cell as the text that stands in it, as `xlsx` reads them.

use crate::archive::Archive;
use crate::said::Said;
use crate::sheet::Sheet;
use crate::table::{Table, letters};
use crate::xml::{attribute, push_reference, reader};
use crate::{Unreadable, limits};
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;
use std::io::Read;

/// A cell that holds something, so often side by side.
struct Written {
    column: usize,
    times: usize,
    text: String,
}

#[derive(Default)]
struct Open {
    kind: String,
    value: String,
    text: String,
    repeated: usize,
    paragraphs: usize,
    space: bool,
}

/// Reads all sheets of a workbook.
pub(crate) fn read(archive: &mut Archive) -> Result<Vec<Sheet>, Unreadable> {
    let mut kind = String::new();
    if let Some(part) = archive.part("mimetype")? {
        // A longer one is none.
        part.take(200).read_to_string(&mut kind).map_err(|_| Unreadable::Damaged)?;
    }
    if !kind.is_empty() && !kind.contains("spreadsheet") {
        return Err(Unreadable::NoTable);
    }
    let mut reader = reader(archive.part("content.xml")?.ok_or(Unreadable::Damaged)?);
    let mut buffer = Vec::new();
    let blanks = " ".repeat(1000);
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut hidden_styles = BTreeSet::new();
    let mut style = String::new();
    let (mut row, mut times) = (1_u32, 1_u32);
    let mut column = 0_usize;
    let mut cells: Vec<Written> = Vec::new();
    let mut open: Option<Open> = None;
    // Comments and drawings hang on a cell, they do not stand in it.
    let mut aside = 0_usize;
    let mut in_paragraph = false;
    let mut formulas: (u32, Option<String>) = (0, None);
    loop {
        let event = reader.read_event_into(&mut buffer)?;
        let empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(tag) | Event::Empty(tag) => {
                let prefix =
                    tag.name().prefix().map(|prefix| prefix.into_inner().to_owned()).unwrap_or_default();
                let name = tag.local_name().into_inner().to_owned();
                if aside > 0 {
                    aside += usize::from(!empty);
                    buffer.clear();
                    continue;
                }
                match name.as_str() {
                    "style" => style = attribute(&tag, "name").unwrap_or_default(),
                    "table-properties" if attribute(&tag, "display").as_deref() == Some("false") => {
                        hidden_styles.insert(style.clone());
                    }
                    "table" if prefix == "table" && open.is_none() => {
                        let style = attribute(&tag, "style-name").unwrap_or_default();
                        let name = attribute(&tag, "name").unwrap_or_default();
                        if sheets.len() == limits::SHEETS {
                            return Err(Unreadable::TooMuchInside);
                        }
                        let budget = sheets.last().map(|sheet| sheet.table.budget).unwrap_or_default();
                        sheets.push(Sheet {
                            name,
                            hidden: hidden_styles.contains(&style),
                            table: Table::within(budget),
                            ..Sheet::default()
                        });
                        row = 1;
                    }
                    "table-row" => {
                        times = number(&tag, "number-rows-repeated");
                        column = 0;
                        if empty {
                            row = row.saturating_add(times);
                        }
                    }
                    "table-cell" | "covered-table-cell" => {
                        let cell = open_cell(&tag);
                        if let Some(sheet) = sheets.last_mut() {
                            let (wide, high) =
                                (number(&tag, "number-columns-spanned"), number(&tag, "number-rows-spanned"));
                            if wide > 1 || high > 1 {
                                sheet.merged.push((
                                    row,
                                    column as u32,
                                    row.saturating_add(high - 1),
                                    (column as u32).saturating_add(wide - 1),
                                ));
                            }
                            if cell.kind == "date" {
                                sheet.count_date(column, row, true);
                            }
                            let bare = cell
                                .value
                                .parse::<f64>()
                                .is_ok_and(|value| (20_000.0..60_000.0).contains(&value));
                            if cell.kind == "float" && bare && !cell.value.contains('.') {
                                sheet.count_date(column, row, false);
                            }
                        }
                        if attribute(&tag, "formula").is_some() {
                            formulas.0 += 1;
                            formulas.1.get_or_insert_with(|| format!("{}{row}", letters(column)));
                        }
                        if empty {
                            close_cell(cell, &mut column, &mut cells);
                        } else {
                            open = Some(cell);
                        }
                    }
                    "annotation" => aside = usize::from(!empty),
                    _ if prefix == "draw" && open.is_some() => aside = usize::from(!empty),
                    "p" | "h" if prefix == "text" => {
                        if let Some(open) = &mut open {
                            if open.paragraphs > 0 {
                                open.text.push('\n');
                            }
                            open.paragraphs += 1;
                            open.space = true;
                            in_paragraph = !empty;
                        }
                    }
                    "s" if prefix == "text" => {
                        if let (Some(open), Some(sheet)) = (&mut open, sheets.last_mut()) {
                            let count = number(&tag, "c").min(1000) as usize;
                            sheet.table.budget.charge(count)?;
                            open.text.push_str(&blanks[..count]);
                        }
                    }
                    "tab" => push_to(&mut open, '\t'),
                    "line-break" => push_to(&mut open, '\n'),
                    _ => {}
                }
            }
            Event::Text(text) if in_paragraph && aside == 0 => {
                if let Some(open) = &mut open {
                    // Blanks of the XML are one blank; those that count are written as elements.
                    for char in text.xml10_content().chars() {
                        let blank = matches!(char, ' ' | '\n' | '\r' | '\t');
                        if !(blank && open.space) {
                            open.text.push(if blank { ' ' } else { char });
                        }
                        open.space = blank;
                    }
                }
            }
            Event::GeneralRef(reference) if in_paragraph && aside == 0 => {
                if let Some(open) = &mut open {
                    push_reference(&reference, &mut open.text);
                    open.space = false;
                }
            }
            Event::CData(text) if in_paragraph && aside == 0 => {
                if let Some(open) = &mut open {
                    open.text.push_str(&text.xml10_content());
                    open.space = false;
                }
            }
            Event::End(tag) => {
                if aside > 0 {
                    aside -= 1;
                    buffer.clear();
                    continue;
                }
                match tag.local_name().into_inner() {
                    "p" | "h" => in_paragraph = false,
                    "table-cell" | "covered-table-cell" => {
                        if let Some(cell) = open.take() {
                            close_cell(cell, &mut column, &mut cells);
                        }
                    }
                    "table-row" => {
                        if let Some(sheet) = sheets.last_mut()
                            && cells.iter().any(|cell| !cell.text.trim().is_empty())
                        {
                            for copy in 0..times {
                                for Written { column, times, text } in &cells {
                                    for column in *column..*column + *times {
                                        sheet.table.push_at(column, text)?;
                                    }
                                }
                                sheet.table.end_row(row.saturating_add(copy))?;
                            }
                        }
                        cells.clear();
                        row = row.saturating_add(times);
                    }
                    "table" => {
                        if let (Some(sheet), (count, Some(first))) =
                            (sheets.last_mut(), std::mem::take(&mut formulas))
                        {
                            sheet.said.push(Said::Formulas { count, first });
                        }
                    }
                    _ => {}
                }
            }
            Event::Eof => return Ok(sheets),
            _ => {}
        }
        buffer.clear();
    }
}

fn number(tag: &BytesStart, name: &str) -> u32 {
    attribute(tag, name).and_then(|number| number.parse().ok()).unwrap_or(1).max(1)
}

fn push_to(open: &mut Option<Open>, char: char) {
    if let Some(open) = open {
        open.text.push(char);
        open.space = false;
    }
}

fn open_cell(tag: &BytesStart) -> Open {
    let kind = attribute(tag, "value-type").unwrap_or_default();
    let value = match kind.as_str() {
        "date" => attribute(tag, "date-value"),
        "boolean" => attribute(tag, "boolean-value"),
        "string" => attribute(tag, "string-value"),
        "float" | "percentage" | "currency" => attribute(tag, "value"),
        _ => None,
    };
    let repeated = number(tag, "number-columns-repeated") as usize;
    Open { kind, value: value.unwrap_or_default(), repeated, ..Open::default() }
}

/// Puts a cell, as often as it is repeated, into its row. Repeated emptiness is none.
fn close_cell(cell: Open, column: &mut usize, cells: &mut Vec<Written>) {
    let text = match cell.kind.as_str() {
        "date" => cell.value.strip_suffix("T00:00:00").unwrap_or(&cell.value).replace('T', " "),
        "boolean" => cell.value.to_uppercase(),
        "float" | "percentage" | "currency" => match cell.value.parse::<f64>() {
            Ok(number) => crate::xlsx::digits(&cell.value, number),
            Err(_) => cell.text,
        },
        "string" if cell.paragraphs == 0 => cell.value,
        _ => cell.text,
    };
    if !text.is_empty() {
        // One cell beyond the bound is enough to be refused for it.
        let first = (*column).min(limits::COLUMNS);
        let times = cell.repeated.min(limits::COLUMNS + 1 - first);
        cells.push(Written { column: first, times, text });
    }
    *column = column.saturating_add(cell.repeated);
}
