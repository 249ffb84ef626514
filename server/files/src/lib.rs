//! Reads the files that people bring: exports of survey tools, tables, action plans, outlines, logos.
//!
//! Pure: bytes in, a [`Reading`] out; no I/O, no clock. A cell is text until a person or the tool's own structure says
//! otherwise, so that no cell is changed. The preview and the import ask the same [`Reading`].

mod archive;
mod delimited;
mod frame;
mod joined;
mod kinds;
pub mod limits;
mod ods;
mod other;
mod picture;
mod preview;
mod question;
mod reading;
mod said;
mod sheet;
mod table;
mod text;
mod tools;
mod xlsx;
mod xml;

pub use other::Other;
pub use picture::{NoPicture, Picture, is_picture, picture};
pub use preview::{Choices, Counted, Line, Preview, count};
pub use question::{Answer, Kind, Question};
pub use reading::{Content, Reading, Tool};
pub use said::{Language, Personal, Reason, Refused, Said, Unreadable};
pub use text::Encoding;
pub use tools::outlines::{Outline, Ring};

use crate::archive::Archive;
use crate::frame::Frame;
use crate::sheet::Sheet;
use crate::tools::structure::Structure;
use crate::tools::{Survey, forms, framaforms, kobo, limesurvey, outlines, tables, xlsform};
use std::collections::BTreeSet;

/// What a file is before anybody looks at its headings.
enum Opened {
    Sheets(Vec<Sheet>, Vec<Said>, Vec<Refused>),
    Survey(limesurvey::structure::Form),
    Outlines(outlines::Outlines),
}

/// Reads a file, with the structure of its tool where there is one.
pub fn read(file: &[u8], structure: Option<&[u8]>) -> Result<Reading, Unreadable> {
    let structure = structure.map(of_structure).transpose()?;
    match open(file)? {
        Opened::Sheets(sheets, said, refused) => {
            let mut reading = of_sheets(sheets, structure.as_ref())?;
            reading.said.splice(0..0, said);
            reading.refused.extend(refused);
            reading.refused.sort_by_key(|refused| refused.line);
            if reading.records.len() > limits::ROWS {
                return Err(Unreadable::TooManyRows);
            }
            Ok(reading)
        }
        Opened::Survey(form) => {
            Ok(Reading { submitted: Some(0), ..plain(Tool::LimeSurvey, Content::Survey(form.alone())) })
        }
        Opened::Outlines(outlines::Outlines { outlines, columns, refused, said }) => {
            Ok(Reading { refused, said, ..plain(Tool::GeoJson, Content::Outlines(outlines, columns)) })
        }
    }
}

/// A reading without records.
fn plain(tool: Tool, content: Content) -> Reading {
    Reading {
        tool,
        content,
        submitted: None,
        refused: Vec::new(),
        said: Vec::new(),
        sheet: Sheet::default(),
        records: Vec::new(),
    }
}

fn of_structure(file: &[u8]) -> Result<Structure, Unreadable> {
    match open(file).map_err(|_| Unreadable::Structure)? {
        Opened::Survey(form) => Ok(Structure::LimeSurvey(form)),
        Opened::Sheets(sheets, ..) => Structure::of_sheets(&sheets).ok_or(Unreadable::Structure),
        Opened::Outlines(_) => Err(Unreadable::Structure),
    }
}

/// Tells packed files, XML, JSON and text apart by what they begin with.
fn open(file: &[u8]) -> Result<Opened, Unreadable> {
    if file.len() > limits::FILE {
        return Err(Unreadable::TooLarge);
    }
    if file.is_empty() {
        return Err(Unreadable::Nothing);
    }
    if file.starts_with(b"PK\x03\x04") || file.starts_with(b"PK\x05\x06") || file.starts_with(b"PK\x07\x08") {
        let mut archive = Archive::open(file)?;
        let sheets = if archive.names().any(|name| name == "content.xml") {
            ods::read(&mut archive)?
        } else if archive.names().any(|name| name.contains("xl/")) {
            xlsx::read(&mut archive)?
        } else if archive.names().any(|name| name.ends_with(".lss")) {
            return Err(Unreadable::SurveyArchive);
        } else {
            return Err(Unreadable::OtherArchive);
        };
        return Ok(Opened::Sheets(sheets, Vec::new(), Vec::new()));
    }
    if file.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(Unreadable::OldWorkbook);
    }
    if file.starts_with(b"%PDF") || file.starts_with(b"\x89PNG") || file.starts_with(b"\xFF\xD8\xFF") {
        return Err(Unreadable::NoTable);
    }
    let (text, encoding) = text::decode(file).ok_or(Unreadable::Binary)?;
    let begin = text.trim_start();
    if begin.is_empty() {
        return Err(Unreadable::Nothing);
    }
    if begin.starts_with('<') {
        let start: String = begin.chars().take(500).collect::<String>().to_lowercase();
        if start.contains("<html") || start.contains("<table") || start.contains("<!doctype html") {
            return Err(Unreadable::Page);
        }
        if start.starts_with("<?xml") || start.contains("<document") {
            return limesurvey::structure::of_xml(&text).map(Opened::Survey);
        }
    }
    if begin.starts_with('{') && begin[1..].trim_start().starts_with('"') {
        return outlines::read(&text).map(Opened::Outlines);
    }
    if begin.starts_with('[') && serde_json::from_str::<serde::de::IgnoredAny>(begin).is_ok() {
        return Err(Unreadable::Json);
    }
    let mut said = Vec::new();
    if encoding != Encoding::Utf8 {
        said.push(Said::Encoding { encoding });
    }
    let taken = delimited::take_apart(text.into_owned())?;
    if let (0, Some(line)) = (taken.table.rows(), taken.unclosed) {
        return Err(Unreadable::Unclosed { line });
    }
    let mut refused = Vec::new();
    refused.extend(taken.unclosed.map(|line| Refused { line, reason: Reason::Unclosed }));
    if let Some(line) = twice(&taken.table) {
        said.push(Said::Twice { line });
    }
    if let Some(table) = limesurvey::vv::table(&taken.table)? {
        let sheet = Sheet { table, delimited: true, tells_missing: true, ..Sheet::default() };
        return Ok(Opened::Sheets(vec![sheet], said, refused));
    }
    let sheet =
        Sheet { table: taken.table, delimited: true, tells_missing: taken.tells_missing, ..Sheet::default() };
    Ok(Opened::Sheets(vec![sheet], said, refused))
}

/// The line of a text that was UTF-8, was read as Windows-1252 and written again: `Ã©`.
fn twice(table: &table::Table) -> Option<u32> {
    let broken =
        |text: &str| ["Ã©", "Ã¨", "Ãª", "Ã§", "Ã\u{a0}", "Ã´", "â€™"].iter().any(|pair| text.contains(pair));
    (0..table.rows().min(2000))
        .find(|row| table.row(*row).any(|cell| broken(cell.text())))
        .map(|row| table.line(row))
}

fn of_sheets(mut sheets: Vec<Sheet>, structure: Option<&Structure>) -> Result<Reading, Unreadable> {
    let (survey_form, kobo_form) = match structure {
        Some(Structure::LimeSurvey(form)) => (Some(form), None),
        Some(Structure::XlsForm(form)) => (None, Some(form)),
        None => (None, None),
    };
    if let Some(form) = xlsform::read(&sheets) {
        let refused = form.refused();
        return Ok(Reading { refused, ..plain(Tool::XlsForm, Content::Form(form.rows, form.headings)) });
    }
    if let Some(form) = limesurvey::structure::of_text(&sheets) {
        return Ok(Reading { submitted: Some(0), ..plain(Tool::LimeSurvey, Content::Survey(form.alone())) });
    }
    if sheets.is_empty() {
        return Err(Unreadable::NoTable);
    }
    let repeats: Vec<Refused> =
        sheets.iter().filter(|sheet| kobo::is_repeat(sheet)).map(kobo::refuse_sheet).collect();
    let said_of: Vec<usize> = (0..sheets.len())
        .filter(|index| sheets[*index].table.first_said(0).is_some() && !kobo::is_repeat(&sheets[*index]))
        .collect();
    let visible: Vec<usize> = said_of.iter().copied().filter(|index| !sheets[*index].hidden).collect();
    let candidates = if visible.is_empty() { said_of } else { visible };
    let Some(first) = candidates.first().copied() else {
        if repeats.is_empty() {
            return Err(Unreadable::Nothing);
        }
        // Repeat groups alone, as they are exported sheet by sheet: there is nothing that they belong to.
        let survey = plain(Tool::Kobo, Content::Survey(Vec::new()));
        return Ok(Reading { refused: repeats, submitted: Some(0), ..survey });
    };
    let known = candidates
        .iter()
        .find_map(|index| Some((*index, recognise(&sheets[*index], survey_form, kobo_form)?)));
    let (chosen, tool) = known.unwrap_or_else(|| {
        // Of sheets that nobody knows the largest is the table.
        let size = |index: &usize| {
            (0..sheets[*index].table.rows()).map(|row| sheets[*index].table.cells(row)).sum::<usize>()
        };
        (
            candidates.iter().copied().max_by_key(|index| (size(index), usize::MAX - index)).unwrap_or(first),
            Tool::Table,
        )
    });
    let others: Vec<String> = candidates
        .iter()
        .filter(|index| **index != chosen)
        .map(|index| sheets[*index].name.clone())
        .collect();
    let mut sheet = sheets.swap_remove(chosen);
    let mut said = std::mem::take(&mut sheet.said);
    if !others.is_empty() {
        said.push(Said::OtherSheets { read: sheet.name.clone(), others });
    }
    let (content, submitted, mut refused, more, records) = take(&sheet, tool, survey_form, kobo_form)?;
    said.extend(more);
    refused.extend(repeats);
    Ok(Reading { tool, content, submitted, refused, said, sheet, records })
}

/// Which tool wrote a sheet; nothing where it is a table like others.
fn recognise(
    sheet: &Sheet,
    survey: Option<&limesurvey::structure::Form>,
    kobo_form: Option<&xlsform::Form>,
) -> Option<Tool> {
    if tables::action_plan(sheet).is_some() {
        return Some(Tool::ActionPlan);
    }
    if tables::insee(sheet).is_some() {
        return Some(Tool::Insee);
    }
    if framaforms::recognise(sheet) {
        return Some(Tool::Framaforms);
    }
    let frame = Frame::new(sheet, sheet.table.first_said(0)?);
    if tables::is_decidim(&frame) {
        return Some(Tool::Decidim);
    }
    if let Some(which) = kobo::recognise(&frame, kobo_form) {
        return Some(if which == kobo::Which::Kobo { Tool::Kobo } else { Tool::Ona });
    }
    if forms::is_microsoft(&frame) {
        return Some(Tool::MicrosoftForms);
    }
    if forms::is_google(&frame) {
        return Some(Tool::GoogleForms);
    }
    limesurvey::recognise(&frame, survey).then_some(Tool::LimeSurvey)
}

type Taken = (Content, Option<usize>, Vec<Refused>, Vec<Said>, Vec<usize>);

/// Tells headings from records, and reads them as the tool writes them.
fn take(
    sheet: &Sheet,
    tool: Tool,
    survey_form: Option<&limesurvey::structure::Form>,
    kobo_form: Option<&xlsform::Form>,
) -> Result<Taken, Unreadable> {
    let first = sheet.table.first_said(0).unwrap_or(0);
    let mut before = Vec::new();
    let (mut frame, survey) = match tool {
        Tool::Framaforms => {
            framaforms::read(sheet).map(|(frame, survey)| (frame, Some(survey))).ok_or(Unreadable::Damaged)?
        }
        Tool::Kobo | Tool::Ona => {
            let tags = kobo::has_tags(sheet, first);
            let headings =
                (0..sheet.table.cells(first)).map(|column| sheet.table.cell(first, column).text().to_owned());
            let mut frame = Frame::with_headings(sheet, headings.collect(), first + 1 + usize::from(tags));
            if tags {
                before.push(Said::Tags { line: sheet.table.line(first + 1) });
            }
            let which = if tool == Tool::Kobo { kobo::Which::Kobo } else { kobo::Which::Ona };
            let survey = kobo::read(&mut frame, which, kobo_form)?;
            (frame, Some(survey))
        }
        Tool::GoogleForms | Tool::MicrosoftForms => {
            let frame = Frame::new(sheet, first);
            let survey =
                if tool == Tool::GoogleForms { forms::google(&frame) } else { forms::microsoft(&frame) };
            (frame, Some(survey))
        }
        Tool::LimeSurvey => {
            let frame = Frame::new(sheet, first);
            let survey = limesurvey::read(&frame, survey_form)?;
            (frame, Some(survey))
        }
        Tool::ActionPlan => (tables::plan(sheet, tables::action_plan(sheet).unwrap_or(first)), None),
        Tool::Insee => (Frame::new(sheet, tables::insee(sheet).unwrap_or(first)), None),
        Tool::Decidim => (Frame::new(sheet, first), None),
        _ => (tables::table(sheet).ok_or(Unreadable::Nothing)?, None),
    };
    let ragged = frame.records.is_empty() && frame.refused.len() > 1;
    if tool == Tool::Table && sheet.delimited && (ragged || frame.width() < 2 && prose(&frame)) {
        return Err(Unreadable::Prose);
    }
    let mut said = before;
    said.append(&mut frame.said);
    let area = |(top, left, bottom, right): &(u32, u32, u32, u32)| {
        format!("{}{top}:{}{bottom}", table::letters(*left as usize), table::letters(*right as usize))
    };
    if !sheet.merged.is_empty() {
        // One more than a sentence names.
        said.push(Said::Merged { areas: sheet.merged.iter().take(9).map(area).collect() });
    }
    said.extend(tables::say_of_cells(&frame));
    let mut refused = std::mem::take(&mut frame.refused);
    let (content, submitted) = match survey {
        Some(Survey { mut questions, submitted, said: more, refused: other, personal, own }) => {
            said.extend(more);
            refused.extend(other);
            let mut seen = personal;
            for question in &mut questions {
                let question::Reads::Column { column, .. } = question.reads else { continue };
                if let Some(what) = tools::personal_texts(&frame, column) {
                    question.personal = true;
                    seen.push((column, what));
                }
            }
            said.extend(questions.iter().filter_map(same_choices));
            seen.sort_by_key(|(column, _)| *column);
            seen.dedup_by_key(|(column, _)| *column);
            let told = |column: &usize| {
                frame.said_in(*column).next().is_some() && seen.iter().all(|(known, _)| known != column)
            };
            let headings: Vec<String> =
                own.into_iter().filter(told).map(|column| frame.label(column)).collect();
            if !headings.is_empty() {
                said.push(Said::OwnColumns { headings });
            }
            said.extend(seen.into_iter().map(|(column, what)| tools::say_personal(&frame, column, what)));
            (Content::Survey(questions), submitted)
        }
        None => {
            if tool == Tool::Insee {
                said.extend(tables::say_of_insee(&frame));
            }
            for column in 0..frame.width() {
                if let Some(what) = tools::personal_texts(&frame, column) {
                    said.push(tools::say_personal(&frame, column, what));
                }
            }
            (Content::Table(frame.headings.clone()), None)
        }
    };
    Ok((content, submitted, refused, said, frame.records))
}

/// Choices of one name: they are counted apart, as nothing says that they are one.
fn same_choices(question: &Question) -> Option<Said> {
    let mut labels = BTreeSet::new();
    let label = question.choices.iter().find(|label| !labels.insert(label.as_str()))?;
    Some(Said::SameChoices { question: question.label.clone(), label: label.clone() })
}

/// One column whose cells are whole sentences.
fn prose(frame: &Frame) -> bool {
    let long = frame.said_in(0).filter(|text| text.split_whitespace().count() > 6).count();
    frame.records.is_empty() || long * 2 > frame.records.len()
}
