//! XLSForm: what a form of KoboToolbox or ODK asks.

use crate::frame::plain;
use crate::limits;
use crate::question::Kind;
use crate::said::{Reason, Refused};
use crate::sheet::Sheet;
use crate::table::Table;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A form.
#[derive(Debug, Default)]
pub(crate) struct Form {
    pub(crate) fields: Vec<Field>,
    /// Repeat groups; one inside another is a part of it.
    pub(crate) repeats: Vec<Repeat>,
    pub(crate) rows: usize,
    pub(crate) headings: Vec<String>,
}

/// A repeat group.
#[derive(Debug)]
pub(crate) struct Repeat {
    pub(crate) name: String,
    line: u32,
    fields: usize,
}

/// A line of a form that asks something.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) labels: Vec<String>,
    /// Names and labels of the groups around it, outermost first.
    pub(crate) groups: Vec<(String, Vec<String>)>,
    pub(crate) kind: Kind,
    pub(crate) choices: Rc<[Choice]>,
    pub(crate) repeated: bool,
    pub(crate) place: bool,
}

/// A choice of a list.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) name: String,
    pub(crate) labels: Vec<String>,
}

/// Rows of a sheet by heading.
struct Rows<'a> {
    table: &'a Table,
    /// Columns before the first heading.
    skip: usize,
    headings: Vec<String>,
    rows: Vec<usize>,
}

impl<'a> Rows<'a> {
    fn new(table: &'a Table, skip: usize, heading: usize, rows: impl Iterator<Item = usize>) -> Self {
        let headings = table.row(heading).skip(skip).map(|cell| cell.text().to_owned()).collect();
        Self { table, skip, headings, rows: rows.filter(|row| !table.is_blank(*row)).collect() }
    }

    fn text(&self, row: usize, column: usize) -> &'a str {
        self.table.cell(row, column + self.skip).text().trim()
    }

    fn texts(&self, row: usize, columns: &[usize]) -> Vec<String> {
        columns.iter().map(|column| self.text(row, *column).to_owned()).collect()
    }

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
        let columns = (0..self.headings.len()).filter(|column| is_label(&self.headings[*column]));
        columns.take(limits::LANGUAGES).collect()
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

fn of_sheet(sheet: &Sheet) -> Option<Rows<'_>> {
    let first = sheet.table.first_said(0)?;
    Some(Rows::new(&sheet.table, 0, first, first + 1..sheet.table.rows()))
}

fn of_part<'a>(sheet: &'a Sheet, name: &str) -> Option<Rows<'a>> {
    let table = &sheet.table;
    let begin = (0..table.rows()).find(|row| plain(table.cell(*row, 0).text()) == name)?;
    let mut part = (begin + 1..table.rows()).take_while(|row| table.cell(*row, 0).said().is_none());
    let first = part.next()?;
    Some(Rows::new(table, 1, first, part))
}

/// A group that is open, with the list of its rows where it has one of its own.
struct Group {
    name: String,
    labels: Vec<String>,
    repeat: bool,
    list: Option<Rc<[Choice]>>,
}

fn form(survey: &Rows, choices: Option<&Rows>, kind: usize, name: usize) -> Form {
    let lists = choices.map(lists).unwrap_or_default();
    let list_of = |written: &str| written.split_whitespace().find_map(|word| lists.get(word).cloned());
    let labels = survey.labels();
    let own_lists = ["kobo--score-choices", "kobo--rank-items"].map(|heading| survey.column(&[heading]));
    let mut form = Form { rows: survey.rows.len(), headings: survey.headings.clone(), ..Form::default() };
    let mut groups: Vec<Group> = Vec::new();
    // Inside of how many repeat groups a line stands.
    let mut repeats = 0_usize;
    for row in &survey.rows {
        let own = survey.texts(*row, &labels);
        let named = survey.text(*row, name).to_owned();
        let written = survey.text(*row, kind);
        let kind = plain(written);
        let words: Vec<&str> = kind.split(' ').collect();
        match words.as_slice() {
            ["begin", what, ..] => {
                let repeat = matches!(*what, "repeat" | "loop");
                if repeat && repeats == 0 {
                    let name = if named.is_empty() {
                        own.first().cloned().unwrap_or_default()
                    } else {
                        named.clone()
                    };
                    form.repeats.push(Repeat { name, line: survey.table.line(*row), fields: 0 });
                }
                repeats += usize::from(repeat);
                let list = own_lists.iter().flatten().find_map(|column| list_of(survey.text(*row, *column)));
                groups.push(Group { name: named, labels: own, repeat, list });
            }
            ["end", ..] => {
                repeats -= groups.pop().map_or(0, |group| usize::from(group.repeat));
            }
            _ => {
                let Some((kind, listed)) = kind_of(&kind) else { continue };
                let list = match (listed, groups.last()) {
                    (List::Named, _) => list_of(written),
                    (List::OfGroup, Some(group)) => group.list.clone(),
                    _ => None,
                };
                let around = groups.iter().take(limits::DEPTH);
                let field = Field {
                    name: named,
                    labels: own,
                    groups: around.map(|group| (group.name.clone(), group.labels.clone())).collect(),
                    kind,
                    choices: list.unwrap_or_default(),
                    repeated: repeats > 0,
                    place: ["geopoint", "geotrace", "geoshape", "gps", "location"].contains(&words[0]),
                };
                let other = kind_is_or_other(written).then(|| Field {
                    name: format!("{}_other", field.name),
                    labels: Vec::new(),
                    groups: field.groups.clone(),
                    kind: Kind::ShortText,
                    choices: Rc::default(),
                    repeated: field.repeated,
                    place: false,
                });
                if let (true, Some(repeat)) = (field.repeated, form.repeats.last_mut()) {
                    repeat.fields += 1 + usize::from(other.is_some());
                }
                form.fields.push(field);
                form.fields.extend(other);
            }
        }
    }
    form
}

/// Choices by the name of their list.
fn lists(choices: &Rows) -> BTreeMap<String, Rc<[Choice]>> {
    let mut lists: BTreeMap<String, Vec<Choice>> = BTreeMap::new();
    if let (Some(list), Some(name)) = (choices.column(&["list name"]), choices.column(&["name", "value"])) {
        let labels = choices.labels();
        for row in &choices.rows {
            let (list, name) = (choices.text(*row, list), choices.text(*row, name));
            if !list.is_empty() && !name.is_empty() {
                let choice = Choice { name: name.to_owned(), labels: choices.texts(*row, &labels) };
                lists.entry(list.to_owned()).or_default().push(choice);
            }
        }
    }
    lists.into_iter().map(|(name, choices)| (name, choices.into())).collect()
}

fn kind_is_or_other(kind: &str) -> bool {
    let kind = plain(kind);
    kind.ends_with(" or other") || kind.ends_with(" or specify other")
}

/// Where the choices of a type stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    /// In the list that the type names.
    Named,
    /// In the list that its group names.
    OfGroup,
    Nowhere,
}

/// The kind of a type, and where its list is; nothing for what is filled in by the machine.
fn kind_of(kind: &str) -> Option<(Kind, List)> {
    const SEVERAL: &[&str] = &["select multiple", "select all that apply", "add select multiple prompt"];
    const SINGLE: &[&str] = &["select one", "select1", "add select one prompt"];
    if SEVERAL.iter().any(|word| kind.starts_with(word)) {
        return Some((Kind::Several, List::Named));
    }
    if SINGLE.iter().any(|word| kind.starts_with(word)) {
        return Some((Kind::Single, List::Named));
    }
    if matches!(kind, "score row" | "rank level") {
        return Some((Kind::Single, List::OfGroup));
    }
    let kind = match kind.split(' ').next().unwrap_or_default() {
        "rank" => return Some((Kind::Rank, List::Named)),
        "integer" | "int" | "decimal" | "range" => Kind::Number,
        "date" | "datetime" | "time" => Kind::Date,
        "note" => Kind::Note,
        "text" | "string" | "barcode" | "geopoint" | "geotrace" | "geoshape" | "gps" | "location"
        | "image" | "photo" | "audio" | "video" | "file" | "calculate" | "hidden" => Kind::ShortText,
        "acknowledge" | "trigger" => Kind::Single,
        _ => return None,
    };
    Some((kind, List::Nowhere))
}

impl Form {
    /// Repeat groups, which cannot be taken over.
    pub(crate) fn refused(&self) -> Vec<Refused> {
        let refuse = |repeat: &Repeat| Refused {
            line: repeat.line,
            reason: Reason::Repeat { name: repeat.name.clone(), columns: repeat.fields },
        };
        self.repeats.iter().map(refuse).collect()
    }
}
