//! XLSForm: what a form of KoboToolbox or ODK asks.

use crate::frame::plain;
use crate::question::Kind;
use crate::said::{Reason, Refused};
use crate::sheet::Sheet;
use std::collections::BTreeMap;

/// A form.
#[derive(Debug, Default)]
pub(crate) struct Form {
    pub(crate) fields: Vec<Field>,
    /// Repeat groups: line and name.
    pub(crate) repeats: Vec<(u32, String)>,
    pub(crate) rows: usize,
    pub(crate) headings: Vec<String>,
}

/// A line of a form that asks something.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) labels: Vec<String>,
    /// Names and labels of the groups around it, outermost first.
    pub(crate) groups: Vec<(String, Vec<String>)>,
    pub(crate) kind: Kind,
    pub(crate) choices: Vec<Choice>,
    pub(crate) repeated: bool,
    pub(crate) place: bool,
}

/// A choice of a list.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) name: String,
    pub(crate) labels: Vec<String>,
}

/// Rows of a sheet by heading, each with its line.
struct Rows {
    headings: Vec<String>,
    rows: Vec<(u32, Vec<String>)>,
}

impl Rows {
    fn column(&self, names: &[&str]) -> Option<usize> {
        self.headings.iter().position(|heading| names.contains(&plain(heading).as_str()))
    }

    /// Columns of labels: `label`, `label::French (fr)`, `label:English`.
    fn labels(&self) -> Vec<usize> {
        let is_label = |heading: &String| {
            let heading = plain(heading);
            heading == "label"
                || heading.strip_prefix("label").is_some_and(|rest| rest.trim_start().starts_with(':'))
        };
        (0..self.headings.len()).filter(|column| is_label(&self.headings[*column])).collect()
    }
}

/// Reads a form, in a workbook or in one text file with the names of its sheets in the first column.
pub(crate) fn read(sheets: &[Sheet]) -> Option<Form> {
    let sheet = |name: &str| sheets.iter().find(|sheet| plain(&sheet.name) == name);
    let (survey, choices) = match sheet("survey") {
        Some(survey) => {
            (of_sheet(survey)?, sheet("choices").or_else(|| sheet("choices and columns")).and_then(of_sheet))
        }
        None => {
            let one = sheets.first().filter(|sheet| sheet.delimited)?;
            (of_part(one, "survey")?, of_part(one, "choices").or_else(|| of_part(one, "choices and columns")))
        }
    };
    let kind = survey.column(&["type"])?;
    let name = survey.column(&["name", "value"])?;
    Some(form(&survey, choices.as_ref(), kind, name))
}

fn of_sheet(sheet: &Sheet) -> Option<Rows> {
    let first = sheet.table.first_said(0)?;
    let cells = |row: usize| sheet.table.row(row).map(|cell| cell.text().to_owned()).collect::<Vec<_>>();
    let rows = (first + 1..sheet.table.rows()).filter(|row| !sheet.table.is_blank(*row));
    Some(Rows { headings: cells(first), rows: rows.map(|row| (sheet.table.line(row), cells(row))).collect() })
}

fn of_part(sheet: &Sheet, name: &str) -> Option<Rows> {
    let table = &sheet.table;
    let begin = (0..table.rows()).find(|row| plain(table.cell(*row, 0).text()) == name)?;
    let cells = |row: usize| table.row(row).skip(1).map(|cell| cell.text().to_owned()).collect::<Vec<_>>();
    let part: Vec<usize> =
        (begin + 1..table.rows()).take_while(|row| table.cell(*row, 0).said().is_none()).collect();
    let (first, rest) = part.split_first()?;
    let rows =
        rest.iter().filter(|row| !table.is_blank(**row)).map(|row| (table.line(*row), cells(*row))).collect();
    Some(Rows { headings: cells(*first), rows })
}

fn form(survey: &Rows, choices: Option<&Rows>, kind: usize, name: usize) -> Form {
    let mut lists: BTreeMap<String, Vec<Choice>> = BTreeMap::new();
    if let Some(choices) = choices
        && let (Some(list), Some(name)) = (choices.column(&["list name"]), choices.column(&["name", "value"]))
    {
        let labels = choices.labels();
        for (_, row) in &choices.rows {
            let text = |column: usize| row.get(column).map(|text| text.trim().to_owned()).unwrap_or_default();
            if !text(list).is_empty() && !text(name).is_empty() {
                let choice =
                    Choice { name: text(name), labels: labels.iter().map(|label| text(*label)).collect() };
                lists.entry(text(list)).or_default().push(choice);
            }
        }
    }
    let labels = survey.labels();
    let mut form = Form { rows: survey.rows.len(), headings: survey.headings.clone(), ..Form::default() };
    let mut groups: Vec<(String, Vec<String>, bool)> = Vec::new();
    for (line, row) in &survey.rows {
        let text = |column: usize| row.get(column).map(|text| text.trim().to_owned()).unwrap_or_default();
        let own: Vec<String> = labels.iter().map(|label| text(*label)).collect();
        let kind = plain(&text(kind));
        let words: Vec<&str> = kind.split(' ').collect();
        match words.as_slice() {
            ["begin", what @ ("group" | "repeat" | "loop"), ..] => {
                let repeat = *what != "group";
                if repeat && !groups.iter().any(|(_, _, repeat)| *repeat) {
                    form.repeats.push((
                        *line,
                        if text(name).is_empty() {
                            own.first().cloned().unwrap_or_default()
                        } else {
                            text(name)
                        },
                    ));
                }
                groups.push((text(name), own, repeat));
            }
            ["end", ..] => {
                groups.pop();
            }
            _ => {
                let Some((kind, list)) = kind_of(&kind) else { continue };
                // The list's name keeps its letters' case: it is looked for in the cell itself.
                let written = text(survey.column(&["type"]).unwrap_or(0));
                let list = list.and_then(|_| {
                    lists.iter().find(|(known, _)| written.split_whitespace().any(|word| word == *known))
                });
                let field = Field {
                    name: text(name),
                    labels: own,
                    groups: groups.iter().map(|(name, labels, _)| (name.clone(), labels.clone())).collect(),
                    kind,
                    choices: list.map(|(_, choices)| choices.clone()).unwrap_or_default(),
                    repeated: groups.iter().any(|(_, _, repeat)| *repeat),
                    place: ["geopoint", "geotrace", "geoshape", "gps", "location"].contains(&words[0]),
                };
                let other = kind_is_or_other(&written).then(|| Field {
                    name: format!("{}_other", field.name),
                    labels: Vec::new(),
                    groups: field.groups.clone(),
                    kind: Kind::ShortText,
                    choices: Vec::new(),
                    repeated: field.repeated,
                    place: false,
                });
                form.fields.push(field);
                form.fields.extend(other);
            }
        }
    }
    form
}

fn kind_is_or_other(kind: &str) -> bool {
    let kind = plain(kind);
    kind.ends_with(" or other") || kind.ends_with(" or specify other")
}

/// The kind of a type, and whether it has a list; nothing for what is filled in by the machine.
fn kind_of(kind: &str) -> Option<(Kind, Option<()>)> {
    const SEVERAL: &[&str] = &["select multiple", "select all that apply", "add select multiple prompt"];
    const SINGLE: &[&str] = &["select one", "select1", "add select one prompt"];
    if SEVERAL.iter().any(|word| kind.starts_with(word)) {
        return Some((Kind::Several, Some(())));
    }
    if SINGLE.iter().any(|word| kind.starts_with(word)) {
        return Some((Kind::Single, Some(())));
    }
    let kind = match kind.split(' ').next().unwrap_or_default() {
        "rank" => return Some((Kind::Rank, Some(()))),
        "integer" | "int" | "decimal" | "range" => Kind::Number,
        "date" | "datetime" | "time" => Kind::Date,
        "note" => Kind::Note,
        "text" | "string" | "barcode" | "geopoint" | "geotrace" | "geoshape" | "gps" | "location"
        | "image" | "photo" | "audio" | "video" | "file" | "calculate" | "hidden" => Kind::ShortText,
        "acknowledge" | "trigger" => Kind::Single,
        _ => return None,
    };
    Some((kind, None))
}

impl Form {
    /// Repeat groups, which cannot be taken over.
    pub(crate) fn refused(&self) -> Vec<Refused> {
        let columns = |name: &String| {
            self.fields.iter().filter(|field| field.groups.iter().any(|(group, _)| group == name)).count()
        };
        self.repeats
            .iter()
            .map(|(line, name)| Refused {
                line: *line,
                reason: Reason::Repeat { name: name.clone(), columns: columns(name) },
            })
            .collect()
    }
}
