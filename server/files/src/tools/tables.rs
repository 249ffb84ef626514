//! Tables that are no surveys: action plans, results of Decidim, INSEE's comparator, and any other.

use crate::frame::Frame;
use crate::kinds::is_number;
use crate::limits;
use crate::said::{Reason, Refused, Said};
use crate::sheet::Sheet;
use crate::table::letters;
use std::collections::BTreeSet;

/// The row of headings of INSEE's comparator: codes of communes, then variables.
pub(crate) fn insee(sheet: &Sheet) -> Option<usize> {
    (0..sheet.table.rows().min(12)).find(|row| sheet.table.cell(*row, 0).text().trim() == "CODGEO")
}

/// What is said of values of INSEE: secrecy and two signs of decimals.
pub(crate) fn say_of_insee(frame: &Frame) -> Vec<Said> {
    let (mut secret, mut count) = (Vec::new(), 0);
    let (mut comma, mut point) = (Vec::new(), false);
    for column in 1..frame.width() {
        let secrets = frame.said_in(column).filter(|text| text.trim() == "s").count();
        if secrets > 0 {
            secret.push(frame.label(column));
            count += secrets;
        }
        let number =
            |sign: char| frame.said_in(column).any(|text| text.contains(sign) && is_number(text.trim()));
        if number(',') {
            comma.push(frame.label(column));
        }
        point |= number('.');
    }
    let mut said = Vec::new();
    if count > 0 {
        said.push(Said::Secrecy { columns: secret, count });
    }
    if !comma.is_empty() && point {
        said.push(Said::Decimals { columns: comma });
    }
    said
}

/// The sheet of an action plan in the form of Territoires en Transitions: its second row begins with the axis.
pub(crate) fn action_plan(sheet: &Sheet) -> Option<usize> {
    (0..sheet.table.rows().min(3))
        .find(|row| sheet.table.line(*row) == 2 && sheet.table.cell(*row, 0).text().trim() == "Axe (x)")
}

/// An action plan: the third row is left aside, and every action has a title; a sub-action has its action.
pub(crate) fn plan<'a>(sheet: &'a Sheet, heading: usize) -> Frame<'a> {
    let mut frame = Frame::new(sheet, heading);
    frame.records.retain(|row| sheet.table.line(*row) > 3);
    let column = |words: &[&str]| frame.find_any(words);
    let title = column(&["Titre de l'action", "Titre de la fiche action"]).unwrap_or(3);
    let sub = column(&["Titre de la sous-action"]);
    let text = |row: usize, column: usize| sheet.table.cell(row, column).text().trim();
    let path = |row: usize| {
        (0..3).map(|column| text(row, column)).filter(|part| !part.is_empty()).collect::<Vec<_>>()
    };
    let actions: BTreeSet<(Vec<&str>, &str)> = frame
        .records
        .iter()
        .filter(|row| sub.is_none_or(|sub| text(**row, sub).is_empty()))
        .map(|row| (path(*row), text(*row, title)))
        .collect();
    let reason = |row: usize| {
        let named = text(row, title);
        let sub = sub.map_or("", |sub| text(row, sub));
        if named.is_empty() {
            Some(Reason::NoTitle)
        } else if named.chars().count() > 300 || sub.chars().count() > 300 {
            Some(Reason::LongTitle)
        } else if !sub.is_empty() && !actions.contains(&(path(row), named)) {
            Some(Reason::NoParent { title: named.to_owned() })
        } else {
            None
        }
    };
    let refused: Vec<(usize, Reason)> =
        frame.records.iter().filter_map(|row| Some((*row, reason(*row)?))).collect();
    let rows: BTreeSet<usize> = refused.iter().map(|(row, _)| *row).collect();
    frame.records.retain(|row| !rows.contains(row));
    frame
        .refused
        .extend(refused.into_iter().map(|(row, reason)| Refused { line: sheet.table.line(row), reason }));
    frame
}

/// Results of Decidim's accountability, in the columns of 0.9 or of those since.
pub(crate) fn is_decidim(frame: &Frame) -> bool {
    let has = |heading: &str| frame.find(heading).is_some();
    let begins = |with: &str| frame.headings.iter().any(|heading| heading.trim().starts_with(with));
    let old = has("decidim_accountability_status_id") || has("result_id") && begins("title_");
    let new = begins("title/")
        && (has("parent/id") || has("status/id") || has("component/id"))
        && (has("progress") || begins("description/"));
    old || new
}

/// Which row holds the headings of any table, and how many rows they take.
pub(crate) fn headings(sheet: &Sheet) -> Option<(usize, usize)> {
    let table = &sheet.table;
    let filled = |row: usize| table.row(row).filter(|cell| cell.said().is_some()).count();
    let first = table.first_said(0)?;
    let sample = first..table.rows().min(first + 15);
    let most = sample.clone().map(filled).max().unwrap_or(0);
    // A title over the table is shorter than its headings.
    let is_heading =
        |row: &usize| if sheet.delimited { filled(*row) > 1 || most < 3 } else { filled(*row) * 2 >= most };
    let heading = sample.clone().find(is_heading).unwrap_or(first);
    let next = heading + 1;
    if next >= table.rows() {
        return Some((heading, 1));
    }
    let merged =
        sheet.merged.iter().any(|(from, left, _, right)| *from == table.line(heading) && right > left);
    let width = table.cells(heading).max(table.cells(next));
    let gaps = (0..width).filter(|column| {
        table.cell(heading, *column).said().is_none() && table.cell(next, *column).said().is_some()
    });
    let words = table
        .row(next)
        .filter_map(|cell| cell.said())
        .all(|text| !is_number(text.trim()) && text.len() < 120);
    let gaps = gaps.skip_while(|column| *column == 0).count();
    let apart = table.row(next).filter_map(|cell| cell.said()).collect::<BTreeSet<_>>().len() == filled(next);
    let two = words
        && (merged && gaps > 0 || gaps * 4 >= width && filled(next) > filled(heading) && apart && gaps > 1);
    Some((heading, if two { 2 } else { 1 }))
}

/// Any table.
pub(crate) fn table(sheet: &Sheet) -> Option<Frame<'_>> {
    let (heading, rows) = headings(sheet)?;
    if rows == 1 {
        return Some(Frame::new(sheet, heading));
    }
    let table = &sheet.table;
    let width = table.cells(heading).max(table.cells(heading + 1));
    let line = table.line(heading);
    let areas: Vec<(u32, u32)> = sheet
        .merged
        .iter()
        .filter(|(from, left, _, right)| *from == line && right > left)
        .map(|(_, left, _, right)| (*left, *right))
        .take(limits::COLUMNS)
        .collect();
    let mut group = "";
    let headings = (0..width).map(|column| {
        let above = table.cell(heading, column).said().map(str::trim);
        let below = table.cell(heading + 1, column).said().map(str::trim);
        let spans = areas.iter().any(|(left, right)| (*left..=*right).contains(&(column as u32)));
        match (above, below) {
            (Some(above), Some(below)) => {
                group = above;
                format!("{above} / {below}")
            }
            (Some(above), None) => {
                group = "";
                above.to_owned()
            }
            (None, Some(below)) if !group.is_empty() && (spans || sheet.merged.is_empty()) => {
                format!("{group} / {below}")
            }
            (None, Some(below)) => below.to_owned(),
            (None, None) => String::new(),
        }
    });
    let mut frame = Frame::with_headings(sheet, headings.collect(), heading + 2);
    frame.said.push(Said::Headings { rows: 2 });
    Some(frame)
}

/// What any table says of its cells: dates that are numbers, days that could be months, numbers that were cut.
pub(crate) fn say_of_cells(frame: &Frame) -> Vec<Said> {
    let mut said = Vec::new();
    for column in 0..frame.width() {
        let heading = frame.headings[column].clone();
        let of_days = |text: &str| {
            ["date", "échéance", "jour", "début", "fin"].iter().any(|word| text.to_lowercase().contains(word))
        };
        if let Some(dates) = frame.sheet.dates.get(&column)
            && let Some(first) = &dates.first_bare
            && (dates.formatted > 0 || of_days(&heading) && dates.bare > 0)
        {
            said.push(Said::BareDates { column: letters(column), first: first.clone() });
        }
        let mut slashes = frame
            .said_in(column)
            .filter(|text| text.as_bytes().get(1..3).is_some_and(|two| two.contains(&b'/')));
        if let Some(example) = slashes.clone().find(|text| crate::kinds::is_either_way(text.trim())) {
            // One date that can only be read one way decides for all.
            let decided = slashes.any(|text| {
                crate::kinds::is_date(text.trim()) && {
                    let mut parts = text.trim().split('/').filter_map(|part| part.parse::<u32>().ok());
                    parts.next().is_some_and(|first| first > 12)
                        || parts.next().is_some_and(|second| second > 12)
                }
            });
            if !decided {
                said.push(Said::DayOrMonth { column: letters(column), heading, example: example.to_owned() });
            }
        }
        let power = frame.said_in(column).find(|text| is_power_of_ten(text.trim()));
        if let Some(example) = power {
            said.push(Said::PowerOfTen { column: letters(column), example: example.to_owned() });
        }
    }
    said
}

/// What spreadsheets make of a long number: `2.02E+11`.
fn is_power_of_ten(text: &str) -> bool {
    text.split_once("E+").is_some_and(|(front, power)| {
        is_number(front) && (1..=3).contains(&power.len()) && power.bytes().all(|byte| byte.is_ascii_digit())
    })
}
