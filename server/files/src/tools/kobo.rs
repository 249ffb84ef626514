//! KoboToolbox, ODK and Ona: groups in the headings, several choices in one cell, in columns, or both.

use super::own::{self, Own};
use super::xlsform::{Choice, Field, Form};
use super::{Survey, by_column};
use crate::Unreadable;
use crate::frame::Frame;
use crate::joined::{self, Joined};
use crate::kinds::is_date;
use crate::limits;
use crate::question::{Blanks, Kind, Pieces, Question, Reads, Tick};
use crate::said::{Personal, Reason, Refused, Said};
use crate::sheet::Sheet;
use crate::table::{Cell, letters};
use std::collections::{BTreeMap, BTreeSet};

/// When a form was opened and sent, which may stand anywhere: nobody answers with a moment.
const MOMENTS: &[Own] = &[
    Own { words: &["start"], fits: is_moment },
    Own { words: &["end"], fits: is_moment },
    Own { words: &["today"], fits: is_date },
];

fn is_moment(text: &str) -> bool {
    is_date(text) && text.contains(':')
}

/// What a telephone writes down by itself, where the form asks it to: a question may be called so too.
const MACHINE: &[Own] = &[
    Own { words: &["deviceid"], fits: own::one_word },
    Own { words: &["subscriberid"], fits: own::one_word },
    Own { words: &["simserial"], fits: own::one_word },
    Own { words: &["phonenumber"], fits: own::anything },
    Own { words: &["username"], fits: own::anything },
    Own { words: &["audit"], fits: own::one_word },
    Own { words: &["Status"], fits: |text| text.contains("decrypted") || text.contains("missing") },
    Own { words: &["Edits"], fits: own::number },
];

/// Columns that the tools add.
const OWN: &[&str] = &[
    "_id",
    "_uuid",
    "_submission_time",
    "_validation_status",
    "_notes",
    "_status",
    "_submitted_by",
    "__version__",
    "_tags",
    "_index",
    "_parent_index",
    "_parent_table_name",
    "_version",
    "_version_",
    "_duration",
    "_total_media",
    "_media_count",
    "_media_all_received",
    "_xform_id",
    "_xform_id_string",
    "_attachments",
    "_geolocation",
    "_bamboo_dataset_id",
    "_last_edited",
    "_last_edited_by",
    "_date_modified",
    "_edited",
    "meta/instanceID",
    "meta/instanceName",
    "meta/rootUuid",
    "meta/deprecatedID",
    "meta/audit",
    "formhub/uuid",
    "instanceID",
    "instanceName",
    "meta-instanceID",
    "meta-instanceName",
    "SubmissionDate",
    "KEY",
    "PARENT_KEY",
    "SubmitterID",
    "SubmitterName",
    "AttachmentsPresent",
    "AttachmentsExpected",
    "ReviewState",
    "DeviceID",
    "FormVersion",
    "_review_status",
    "_review_comment",
    "rootUuid",
];

fn is_added(heading: &str) -> bool {
    OWN.contains(&heading.trim()) || heading.trim().starts_with("_submission__")
}

const ONA: &[&str] = &[
    "_duration",
    "_total_media",
    "_media_count",
    "_media_all_received",
    "_xform_id",
    "_version",
    "_bamboo_dataset_id",
    "_last_edited_by",
    "_last_edited",
    "_date_modified",
    "_review_status",
];

/// Which of the two it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    Kobo,
    Ona,
}

/// Whether the headings are those of one of the tools; with the form any that it knows.
pub(crate) fn recognise(frame: &Frame, form: Option<&Form>) -> Option<Which> {
    let has = |heading: &str| frame.find(heading).is_some();
    let count = |words: &[&str]| words.iter().filter(|word| has(word)).count();
    let own = frame
        .headings
        .iter()
        .filter(|heading| {
            let heading = heading.trim();
            OWN.contains(&heading)
                && (heading.starts_with('_') || heading.contains("nstance") || heading == "KEY")
        })
        .count();
    let central = has("SubmissionDate") && has("KEY");
    let repeated = frame.headings.iter().any(|heading| repeat_of(heading).is_some());
    let known = form.is_some_and(|form| {
        let slots = Slots::of(form);
        frame.headings.iter().filter(|heading| slots.find(heading).is_some()).count() * 2
            > frame.headings.len()
    });
    let instance = has("meta/instanceID");
    if own >= 2 || central || instance || known || repeated && own > 0 {
        let not_asked = (0..frame.width()).any(|column| frame.said_in(column).any(|text| text == "n/a"));
        let kobo = has("_validation_status") || has("_index") && !has("_parent_index") || central;
        let ona = !kobo && (count(ONA) > 0 || instance || not_asked) || repeated;
        return Some(if ona { Which::Ona } else { Which::Kobo });
    }
    None
}

/// A sheet of a repeat group: its rows say which row of another sheet they belong to.
pub(crate) fn is_repeat(sheet: &Sheet) -> bool {
    let Some(first) = sheet.table.first_said(0) else { return false };
    let find = |name: &str| {
        (0..sheet.table.cells(first)).find(|column| sheet.table.cell(first, *column).text().trim() == name)
    };
    match (find("_parent_table_name"), find("_parent_index"), find("PARENT_KEY")) {
        (Some(name), Some(_), _) => {
            let rows = first + 1..sheet.table.rows();
            rows.clone().any(|row| sheet.table.cell(row, name).said().is_some()) || rows.is_empty()
        }
        (_, _, Some(key)) => {
            (first + 1..sheet.table.rows()).any(|row| sheet.table.cell(row, key).said().is_some())
        }
        _ => false,
    }
}

/// What is said of a repeat group's sheet.
pub(crate) fn refuse_sheet(sheet: &Sheet) -> Refused {
    let first = sheet.table.first_said(0).unwrap_or(0);
    let rows = (first + 1..sheet.table.rows()).filter(|row| !sheet.table.is_blank(*row)).count();
    Refused { line: sheet.table.line(first), reason: Reason::RepeatSheet { name: sheet.name.clone(), rows } }
}

/// `kids/details[2]/name`: the outermost repeat.
fn repeat_of(heading: &str) -> Option<&str> {
    let open = heading.find('[')?;
    let close = open + heading[open..].find(']')?;
    let number = heading[open + 1..close].bytes().all(|byte| byte.is_ascii_digit()) && close > open + 1;
    (number && heading[close + 1..].starts_with('/')).then(|| &heading[..open])
}

/// A row of tags under the headings.
pub(crate) fn has_tags(sheet: &Sheet, heading: usize) -> bool {
    let row = heading + 1;
    row < sheet.table.rows()
        && !sheet.table.is_blank(row)
        && sheet.table.row(row).filter_map(Cell::said).all(|text| text.trim_start().starts_with('#'))
}

/// What a column is for, by every way to write its heading.
struct Slots<'a> {
    of: BTreeMap<String, &'a Field>,
}

impl<'a> Slots<'a> {
    fn of(form: &'a Form) -> Self {
        let mut of = BTreeMap::new();
        // Full paths first: where a name stands in two groups, the path decides.
        for full in [true, false] {
            for field in &form.fields {
                let groups = if full { field.groups.as_slice() } else { &[] };
                for separator in ["/", "-"] {
                    let path: String = groups.iter().map(|(name, _)| format!("{name}{separator}")).collect();
                    of.entry(format!("{path}{}", field.name)).or_insert(field);
                }
                for (language, label) in
                    field.labels.iter().enumerate().filter(|(_, label)| !label.is_empty())
                {
                    let group = |(name, labels): &(String, Vec<String>)| {
                        let label = labels.get(language).filter(|label| !label.is_empty()).unwrap_or(name);
                        format!("{label}/")
                    };
                    let path: String = groups.iter().map(group).collect();
                    of.entry(format!("{path}{label}")).or_insert(field);
                }
            }
        }
        Self { of }
    }

    /// The field of a column, and its choice where the column is that of one.
    fn find(&self, heading: &str) -> Option<(&'a Field, Option<&'a Choice>)> {
        let heading = heading.trim();
        if let Some(field) = self.of.get(heading) {
            return Some((field, None));
        }
        // Choices hold slashes too: what stands before one of them has to be a field.
        heading.rmatch_indices('/').take(16).find_map(|(at, _)| {
            let (field, choice) = (self.of.get(&heading[..at])?, &heading[at + 1..]);
            let is =
                |known: &&Choice| known.name == choice || known.labels.iter().any(|label| label == choice);
            Some((*field, Some(field.choices.iter().find(is)?)))
        })
    }
}

const BLANKS: Blanks = Blanks { missing_not_asked: false, not_asked: &["n/a"], unanswered: &[] };

/// Reads the answers.
pub(crate) fn read(frame: &mut Frame, which: Which, form: Option<&Form>) -> Result<Survey, Unreadable> {
    let mut survey = Survey::default();
    let blanks = if which == Which::Ona { BLANKS } else { Blanks::default() };
    let mut left = vec![true; frame.width()];
    refuse_repeats(frame, &mut left, &mut survey);
    same_records(frame, &mut left, &mut survey);
    survey.submitted = Some(frame.records.len());
    let positions: BTreeSet<String> = frame
        .headings
        .iter()
        .filter_map(|heading| {
            heading.rsplit('/').next()?.strip_prefix('_')?.strip_suffix("_latitude").map(str::to_owned)
        })
        .collect();
    let slots = form.map(Slots::of);
    let asked =
        |column: usize| slots.as_ref().is_some_and(|slots| slots.find(&frame.headings[column]).is_some());
    let mut machine = own::around(frame, &[MOMENTS, MACHINE], is_added, asked);
    own::among(frame, MOMENTS, asked, &mut machine);
    for (column, heading) in frame.headings.iter().enumerate() {
        let last = heading.rsplit('/').next().unwrap_or_default().trim();
        let of_position =
            last.strip_prefix('_').and_then(|rest| rest.rsplit_once('_')).is_some_and(|(name, part)| {
                positions.contains(name)
                    && matches!(part, "latitude" | "longitude" | "altitude" | "precision")
            });
        let own = machine[column] || is_added(heading) && !asked(column);
        if !own && !of_position {
            continue;
        }
        left[column] = false;
        survey.own.push(column);
        let what = match heading.trim() {
            "phonenumber" => Personal::Telephone,
            "username" | "_submitted_by" | "SubmitterName" => Personal::Name,
            _ => continue,
        };
        if frame.said_in(column).next().is_some() {
            survey.personal.push((column, what));
        }
    }
    match form {
        Some(form) => by_form(frame, form, &mut left, blanks, &mut survey)?,
        None => by_headings(frame, &mut left, blanks, &mut survey),
    }
    for question in &mut survey.questions {
        if let Reads::Column { column, .. } = question.reads {
            let last = frame.headings[column].rsplit('/').next().unwrap_or_default().trim();
            if positions.contains(last) {
                question.personal = true;
                question.kind = Kind::ShortText;
                survey.personal.push((column, Personal::Place));
            }
        }
    }
    say_not_offered(frame, &mut survey);
    if survey.questions.is_empty() {
        survey.said.push(Said::NoQuestion);
    }
    Ok(survey)
}

fn refuse_repeats(frame: &Frame, left: &mut [bool], survey: &mut Survey) {
    let mut repeats: Vec<(String, usize)> = Vec::new();
    for (column, heading) in frame.headings.iter().enumerate() {
        let Some(name) = repeat_of(heading) else { continue };
        left[column] = false;
        match repeats.iter_mut().find(|(known, _)| known == name) {
            Some((_, columns)) => *columns += 1,
            None => repeats.push((name.to_owned(), 1)),
        }
    }
    let line = frame.sheet.table.first_said(0).map_or(1, |row| frame.sheet.table.line(row));
    survey.refused.extend(
        repeats.into_iter().map(|(name, columns)| Refused { line, reason: Reason::Repeat { name, columns } }),
    );
}

/// One record in several lines, one for each turn of a repeat group: it counts once, and what differs is refused.
fn same_records(frame: &mut Frame, left: &mut [bool], survey: &mut Survey) {
    let id = ["meta/instanceID", "_uuid", "KEY", "instanceID", "meta-instanceID"]
        .iter()
        .find_map(|name| frame.find(name));
    let Some(id) = id else { return };
    let table = &frame.sheet.table;
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let mut again: Vec<(usize, usize)> = Vec::new();
    for row in &frame.records {
        if let Some(id) = table.cell(*row, id).said().filter(|id| *id != "n/a") {
            match first.get(id) {
                Some(one) => again.push((*row, *one)),
                None => {
                    first.insert(id, *row);
                }
            }
        }
    }
    if again.is_empty() {
        return;
    }
    let differs = |column: &usize| {
        again.iter().any(|(row, one)| table.cell(*row, *column).text() != table.cell(*one, *column).text())
    };
    let different: Vec<usize> = (0..frame.width())
        .filter(|column| left[*column] && !OWN.contains(&frame.headings[*column].trim()))
        .filter(differs)
        .collect();
    let group = |column: &usize| frame.headings[*column].rsplit_once('/').map(|(group, _)| group.to_owned());
    let groups: BTreeSet<Option<String>> = different.iter().map(group).collect();
    // Only where all that differs stands in one group are they turns of a repeat.
    if let (Some(Some(name)), 1) = (groups.first(), groups.len()) {
        let of_group =
            |heading: &String| heading.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('/'));
        let mut columns = 0;
        for (column, heading) in frame.headings.iter().enumerate() {
            if of_group(heading) {
                left[column] = false;
                columns += 1;
            }
        }
        let line = table.first_said(0).map_or(1, |row| table.line(row));
        survey.refused.push(Refused { line, reason: Reason::Repeat { name: name.clone(), columns } });
        for (row, one) in &again {
            survey.refused.push(Refused {
                line: table.line(*row),
                reason: Reason::SameRecord { line: table.line(*one) },
            });
        }
        let dropped: BTreeSet<usize> = again.iter().map(|(row, _)| *row).collect();
        frame.records.retain(|row| !dropped.contains(row));
    } else {
        survey
            .said
            .push(Said::SameRecords { lines: again.iter().map(|(row, _)| table.line(*row)).collect() });
    }
}

fn by_form(
    frame: &Frame,
    form: &Form,
    left: &mut [bool],
    blanks: Blanks,
    survey: &mut Survey,
) -> Result<(), Unreadable> {
    let slots = Slots::of(form);
    let mut unknown = Vec::new();
    let mut done: BTreeSet<*const Field> = BTreeSet::new();
    let found: Vec<Option<(&Field, Option<&Choice>)>> =
        frame.headings.iter().map(|heading| slots.find(heading)).collect();
    // Each column has the choices of its question.
    let listed =
        |(field, choice): &(&Field, Option<&Choice>)| if choice.is_none() { field.choices.len() } else { 0 };
    if found.iter().flatten().map(listed).sum::<usize>() > limits::CHOICES {
        return Err(Unreadable::TooMuchInside);
    }
    for column in 0..frame.width() {
        if !left[column] {
            continue;
        }
        let Some((field, _)) = found[column] else {
            unknown.push(column);
            continue;
        };
        let same = |other: &Option<(&Field, Option<&Choice>)>| {
            other.is_some_and(|(other, _)| std::ptr::eq(other, field))
        };
        if field.kind != Kind::Several {
            // A heading that stands twice is a question twice.
            let label = field
                .labels
                .iter()
                .find(|label| !label.is_empty())
                .cloned()
                .unwrap_or_else(|| field.name.clone());
            survey.questions.push(of_field(field, label, column, blanks));
            if field.place {
                survey.personal.push((column, Personal::Place));
            }
            continue;
        }
        if !done.insert(std::ptr::from_ref(field)) {
            continue;
        }
        let columns: Vec<usize> =
            (0..frame.width()).filter(|column| left[*column] && same(&found[*column])).collect();
        let label = field
            .labels
            .iter()
            .find(|label| !label.is_empty())
            .cloned()
            .unwrap_or_else(|| field.name.clone());
        let mut ticks: Vec<Tick> = Vec::new();
        let mut whole = None;
        for column in columns {
            match found[column].and_then(|(_, choice)| choice) {
                Some(choice) => {
                    let choice =
                        field.choices.iter().position(|known| std::ptr::eq(known, choice)).unwrap_or(0);
                    // A choice whose heading stands twice is taken once.
                    if ticks.iter().all(|known| known.choice != choice) {
                        ticks.push(Tick { column, choice, free: false });
                    }
                }
                None => whole = Some(column),
            }
        }
        let reads = match (ticks.is_empty(), whole) {
            (true, Some(column)) => Reads::Joined { column, pieces: Pieces::new(" ", known(&field.choices)) },
            _ => {
                let pieces = |column| (column, Pieces::new(" ", known(&field.choices)));
                Reads::Ticks { ticks, whole: whole.map(pieces) }
            }
        };
        let choices = field.choices.iter().map(label_of).collect();
        survey.questions.push(Question {
            label,
            kind: Kind::Several,
            choices,
            personal: false,
            reads,
            blanks,
        });
    }
    // What the form does not know was asked by an earlier version of it.
    let mut rest = vec![false; frame.width()];
    for column in &unknown {
        rest[*column] = true;
    }
    if !unknown.is_empty() {
        survey.said.push(Said::NotInStructure {
            headings: unknown.iter().map(|column| frame.label(*column)).collect(),
        });
        by_headings(frame, &mut rest, blanks, survey);
    }
    if !form.repeats.is_empty() && survey.refused.is_empty() {
        survey.said.push(Said::RepeatsAbsent {
            names: form.repeats.iter().map(|repeat| repeat.name.clone()).collect(),
        });
    }
    Ok(())
}

fn label_of(choice: &Choice) -> String {
    choice.labels.iter().find(|label| !label.is_empty()).cloned().unwrap_or_else(|| choice.name.clone())
}

/// Choices by name, and by their labels where no name is the same.
fn known(choices: &[Choice]) -> BTreeMap<String, usize> {
    let names = choices.iter().enumerate().map(|(index, choice)| (choice.name.clone(), index));
    let mut known: BTreeMap<String, usize> = names.collect();
    for (index, choice) in choices.iter().enumerate() {
        for label in choice.labels.iter().filter(|label| !label.is_empty()) {
            known.entry(label.clone()).or_insert(index);
        }
    }
    known
}

fn of_field(field: &Field, label: String, column: usize, blanks: Blanks) -> Question {
    let choices: Vec<String> = field.choices.iter().map(label_of).collect();
    let reads = match field.kind {
        Kind::Rank => Reads::Joined { column, pieces: Pieces::new(" ", known(&field.choices)) },
        Kind::Note => Reads::Nothing,
        _ => Reads::Column { column, codes: known(&field.choices) },
    };
    Question { label, kind: field.kind, choices, personal: field.place, reads, blanks }
}

/// Whether a column holds ticks and nothing else.
fn ticked(frame: &Frame, column: usize) -> bool {
    const TICKS: &[&str] =
        &["0", "1", "0.0", "1.0", "True", "False", "TRUE", "FALSE", "true", "false", "n/a"];
    frame.said_in(column).all(|text| TICKS.contains(&text.trim()))
}

fn by_headings(frame: &Frame, left: &mut [bool], blanks: Blanks, survey: &mut Survey) {
    let names = frame
        .headings
        .iter()
        .all(|heading| heading.trim().chars().all(|char| char.is_alphanumeric() || "_-./[]:".contains(char)));
    let mut column = 0;
    while column < frame.width() {
        if !left[column] || frame.headings[column].trim().is_empty() && frame.said_in(column).next().is_none()
        {
            column += 1;
            continue;
        }
        let heading = frame.headings[column].trim();
        let below = format!("{heading}/");
        let mut end = column + 1;
        while end < frame.width()
            && left[end]
            && frame.headings[end].trim().starts_with(&below)
            && ticked(frame, end)
        {
            end += 1;
        }
        if end > column + 1 {
            // Both forms: the joined cell, and a column a choice.
            let choice = |column: usize| frame.headings[column].trim()[below.len()..].to_owned();
            let columns: Vec<usize> = (column + 1..end).collect();
            let choices = columns.iter().map(|column| choice(*column)).collect();
            let question = several(heading.to_owned(), choices, &columns, Some(column), blanks);
            survey.questions.push(question);
            column = end;
            continue;
        }
        if let Some((question, _)) = heading.rsplit_once('/')
            && ticked(frame, column)
            && frame.said_in(column).next().is_some()
        {
            let of_question = |column: usize| {
                frame.headings[column].trim().rsplit_once('/').is_some_and(|(group, _)| group == question)
            };
            let mut end = column + 1;
            while end < frame.width() && left[end] && of_question(end) && ticked(frame, end) {
                end += 1;
            }
            let columns: Vec<usize> = (column..end).collect();
            if columns.len() > 1 {
                let words = columns.iter().any(|column| {
                    frame.said_in(*column).any(|text| {
                        text.trim().eq_ignore_ascii_case("true") || text.trim().eq_ignore_ascii_case("false")
                    })
                });
                if !words {
                    survey.said.push(Said::TicksByWords { question: question.to_owned() });
                }
                let choices = columns
                    .iter()
                    .map(|column| frame.headings[*column].trim()[question.len() + 1..].to_owned())
                    .collect();
                survey.questions.push(several(question.to_owned(), choices, &columns, None, blanks));
                column = end;
                continue;
            }
        }
        let question = one_cell(frame, column, names, blanks, survey)
            .unwrap_or_else(|| by_column(frame, column, frame.label(column), blanks, false));
        survey.questions.push(question);
        column += 1;
    }
}

fn several(
    label: String,
    choices: Vec<String>,
    columns: &[usize],
    whole: Option<usize>,
    blanks: Blanks,
) -> Question {
    let ticks = columns
        .iter()
        .enumerate()
        .map(|(choice, column)| Tick { column: *column, choice, free: false })
        .collect();
    let known =
        |choices: &[String]| choices.iter().cloned().enumerate().map(|(at, name)| (name, at)).collect();
    let whole = whole.map(|column| (column, Pieces::new(" ", known(&choices))));
    Question {
        label,
        kind: Kind::Several,
        choices,
        personal: false,
        reads: Reads::Ticks { ticks, whole },
        blanks,
    }
}

/// Several choices in one cell, by their names: names have no blanks, and the same come again and again.
fn one_cell(
    frame: &Frame,
    column: usize,
    names: bool,
    blanks: Blanks,
    survey: &mut Survey,
) -> Option<Question> {
    let is_name = |token: &str| {
        let mut chars = token.chars();
        token.len() <= 60
            && chars.next().is_some_and(|first| first.is_alphanumeric() || first == '_')
            && chars.all(|char| char.is_alphanumeric() || "_-.".contains(char))
            && !token.contains("..")
    };
    let mut tokens: BTreeMap<&str, usize> = BTreeMap::new();
    let mut some = false;
    for text in frame.said_in(column).filter(|text| *text != "n/a") {
        let parts: Vec<&str> = text.trim().split(' ').collect();
        some |= parts.len() > 1;
        if parts.iter().any(|part| !is_name(part))
            || parts.iter().collect::<BTreeSet<_>>().len() < parts.len()
        {
            return None;
        }
        for part in parts {
            *tokens.entry(part).or_default() += 1;
        }
        if tokens.len() > 60 {
            return None;
        }
    }
    let all: usize = tokens.values().sum();
    let again: usize = tokens.values().filter(|count| **count > 1).sum();
    let numbers = tokens.keys().all(|token| token.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'));
    if !some || again * 2 < all {
        return None;
    }
    let label = frame.label(column);
    if !names || numbers {
        // Labels hold blanks of their own: they cannot be taken apart.
        let texts = frame.said_in(column).filter(|text| *text != "n/a");
        if !numbers && matches!(joined::look(texts, " ", false), Joined::Yes { .. }) {
            let example =
                frame.said_in(column).find(|text| text.trim().contains(' ')).unwrap_or_default().to_owned();
            survey.said.push(Said::OneOrSeveral { question: label, separator: " ", example });
        }
        return None;
    }
    survey.said.push(Said::Joined { question: label.clone(), separator: " " });
    let choices: Vec<String> = tokens.keys().map(|token| (*token).to_owned()).collect();
    let known = choices.iter().enumerate().map(|(index, choice)| (choice.clone(), index)).collect();
    let reads = Reads::Joined { column, pieces: Pieces::new(" ", known) };
    Some(Question { label, kind: Kind::Several, choices, personal: false, reads, blanks })
}

/// Choices that some records could not take, because their version of the form had none of them.
fn say_not_offered(frame: &Frame, survey: &mut Survey) {
    let table = &frame.sheet.table;
    for question in &survey.questions {
        let Reads::Ticks { ticks, .. } = &question.reads else { continue };
        let mut counts = vec![0; ticks.len()];
        for row in &frame.records {
            let blank = |tick: &Tick| table.cell(*row, tick.column).said().is_none();
            if !ticks.iter().all(blank) {
                counts.iter_mut().zip(ticks).for_each(|(count, tick)| *count += usize::from(blank(tick)));
            }
        }
        let name =
            |tick: &Tick| question.choices.get(tick.choice).cloned().unwrap_or_else(|| letters(tick.column));
        let choices = ticks.iter().zip(&counts).filter(|(_, count)| **count > 0).map(|(tick, _)| name(tick));
        let (choices, most): (Vec<String>, usize) =
            (choices.collect(), counts.into_iter().max().unwrap_or(0));
        if most > 0 {
            survey.said.push(Said::NotOffered { question: question.label.clone(), choices, count: most });
        }
    }
}
