//! How a file could be taken over with one click: without what tells who somebody is.

use super::insee::CODE;
use super::value::plain;
use super::{Source, is_table, logo, outlines};
use files::{Content, Kind, Reading, Tool};
use programme::State;
use protocol::limits::programme::{ANSWERS_MAX, COMMUNES_MAX};
use protocol::programme::field::{Field, Kind as Takes};
use protocol::programme::import::{
    InseeColumn, InseeMapping, Mapping, QuestionMapping, SurveyMapping, TableMapping,
};
use protocol::programme::noun::Noun;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// A mapping that somebody may change; nothing where one has to be made.
pub(crate) fn propose(source: &Source, state: &State) -> Option<Mapping> {
    match source {
        Source::Archive(_) => Some(Mapping::Archive {}),
        Source::Logo(_) => Some(logo::mapping(state)),
        Source::File(reading) if !reading.questions().is_empty() => Some(Mapping::Survey(survey(reading))),
        Source::File(reading) if reading.tool == Tool::Insee => Some(Mapping::Insee(insee(reading, state))),
        Source::File(reading) if reading.tool == Tool::ActionPlan => Some(Mapping::ActionPlan {}),
        Source::File(reading) if is_table(reading) => table(reading).map(Mapping::Table),
        Source::File(reading) => outlines::mapping(reading, state).map(Mapping::Outlines),
    }
}

fn survey(reading: &Reading) -> SurveyMapping {
    let questions = reading.questions().iter().enumerate();
    let asked = questions.filter(|(_, question)| !question.personal && question.kind != Kind::Note);
    let questions = asked.map(|(from, _)| QuestionMapping { from: from as u32, to: None });
    SurveyMapping { questions: questions.take(ANSWERS_MAX).collect(), ..SurveyMapping::default() }
}

fn insee(reading: &Reading, state: &State) -> InseeMapping {
    let is_code = |code: &str| Takes::CommuneCode.read(&json!(code)).is_ok();
    let of_file: BTreeSet<&str> = (0..reading.rows())
        .map(|record| reading.cell(record, CODE).trim())
        .filter(|code| is_code(code))
        .collect();
    let known = state.known_of(Noun::Commune).filter_map(|(_, known)| known.text("code").map(str::to_owned));
    let known: BTreeSet<String> = known.collect();
    let communes = if known.is_empty() {
        of_file.into_iter().map(str::to_owned).take(COMMUNES_MAX).collect()
    } else {
        known.into_iter().filter(|code| of_file.contains(code.as_str())).collect()
    };
    let Content::Table(headings) = &reading.content else {
        return InseeMapping { communes, columns: Vec::new(), geography: None };
    };
    let years: Vec<Option<i16>> = headings.iter().map(|heading| vintage(heading.trim())).collect();
    let last = years.iter().flatten().max().copied();
    let counts = |column: usize| {
        let mut cells = (0..reading.rows()).map(|record| reading.cell(record, column).trim());
        cells.all(|text| matches!(text, "" | "s" | "nd" | "N/A") || super::value::number(text).is_some())
    };
    let columns = years.into_iter().enumerate().skip(1).filter(|(column, _)| counts(*column));
    let columns =
        columns.filter_map(|(from, year)| Some(InseeColumn { from: from as u32, vintage: year.or(last)? }));
    InseeMapping { communes, columns: columns.collect(), geography: None }
}

/// The year in the code of a variable: `P22_POP` and `MED22` are of 2022, `NAIS1621` of 2016 to 2021.
fn vintage(code: &str) -> Option<i16> {
    let digits = |text: &str| text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let year = match code.split_once('_') {
        Some((begin, _)) if digits(begin) == 2 => &begin[begin.len() - 2..],
        _ if digits(code) >= 2 && digits(code) < code.len() => &code[code.len() - 2..],
        _ => return None,
    };
    let year: i16 = year.parse().ok()?;
    Some(if year < 60 { 2000 + year } else { 1900 + year })
}

/// The noun of which most fields have their column.
fn table(reading: &Reading) -> Option<TableMapping> {
    let Content::Table(headings) = &reading.content else { return None };
    let headings: Vec<String> = headings.iter().map(|heading| plain(heading)).collect();
    let column = |field: &Field| {
        let called = [field.name, field.label.fr, field.label.en].map(plain);
        headings.iter().position(|heading| called.contains(heading)).map(|column| column as u32)
    };
    let nouns = Noun::ALL.iter().copied().filter(|noun| !matches!(noun, Noun::Programme | Noun::Logo));
    let mappings = nouns.filter_map(|noun| {
        let fields = noun.spec().fields;
        let columns: BTreeMap<String, u32> = fields
            .iter()
            .filter(|field| !field.computed)
            .filter_map(|field| Some((field.name.to_owned(), column(field)?)))
            .collect();
        let whole =
            fields.iter().filter(|field| field.required).all(|field| columns.contains_key(field.name));
        (whole && !columns.is_empty()).then(|| TableMapping {
            noun,
            columns,
            fixed: BTreeMap::new(),
            days: None,
        })
    });
    mappings.max_by_key(|mapping| mapping.columns.len())
}

#[cfg(test)]
mod tests {
    use super::vintage;

    #[test]
    fn the_year_stands_in_the_code_of_a_variable() {
        for (code, year) in [
            ("P22_POP", Some(2022)),
            ("P99_POP", Some(1999)),
            ("NAIS1621", Some(2021)),
            ("MED21", Some(2021)),
            ("TP6021", Some(2021)),
            ("ETTEFP1024", Some(2024)),
            ("P22_POP1564", Some(2022)),
            ("SUPERF", None),
            ("LIBGEO", None),
        ] {
            assert_eq!(vintage(code), year, "{code}");
        }
    }
}
