//! INSEE's comparator: a commune a record, an indicator a column, a figure where they meet.

use super::value::{cut, number};
use super::{Part, Plan, Terms, bad_file, derived, parts_of, room, rows_of, words};
use files::{Content, Language, Reading};
use programme::{Known, State};
use protocol::Refusal;
use protocol::limits::programme::COMMUNES_MAX;
use protocol::programme::ItemId;
use protocol::programme::command::{Fields, NewItem};
use protocol::programme::field::Fault;
use protocol::programme::import::{InseeColumn, InseeMapping, RefusedLine};
use protocol::programme::noun::Noun;
use protocol::programme::value::NoNumber;
use protocol::text::Form;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The column of codes.
pub(super) const CODE: usize = 0;
/// The heading of the column of names, where there is one.
const NAMES: &[&str] = &["LIBGEO", "nom", "NOM"];

struct Insee {
    reading: Box<Reading>,
    import: ItemId,
    label: String,
    language: Language,
    geography: Option<i16>,
    /// Each commune with its record in the file, if it has one.
    communes: Vec<(String, ItemId, Option<usize>)>,
    columns: Vec<(InseeColumn, ItemId)>,
    /// Communes and indicators that are not there yet, by their places among all of them.
    items: BTreeMap<usize, NewItem>,
    /// Figures that stand, of other imports and by hand.
    standing: BTreeSet<(ItemId, ItemId, i16)>,
}

pub(super) fn plan(
    reading: Box<Reading>,
    mapping: &InseeMapping,
    terms: &Terms<'_>,
) -> Result<impl Plan + use<>, Refusal> {
    let &Terms { import, label, language, state } = terms;
    let Content::Table(headings) = &reading.content else { return Err(Refusal::BadCommand {}) };
    if mapping.communes.len() > COMMUNES_MAX {
        return Err(Refusal::LimitReached { max: COMMUNES_MAX as u32 });
    }
    let records: BTreeMap<&str, usize> =
        (0..reading.rows()).rev().map(|record| (reading.cell(record, CODE).trim(), record)).collect();
    let name = headings.iter().position(|heading| NAMES.contains(&heading.trim()));
    let mut items = BTreeMap::new();
    let known_communes = communes_by_code(state, import, mapping.geography);
    let mut communes = Vec::with_capacity(mapping.communes.len());
    let mut seen = BTreeSet::new();
    for code in &mapping.communes {
        let record = records.get(code.as_str()).copied();
        let id = known_communes.get(code).copied().unwrap_or_else(|| derived(import, code, 0));
        if !seen.insert(id) {
            return Err(Refusal::BadField { field: "communes".to_owned(), fault: Fault::Twice {} });
        }
        if !state.stands(id) && record.is_some() {
            let named = record.zip(name).map(|(record, name)| reading.cell(record, name));
            let named = named.filter(|name| !name.trim().is_empty()).unwrap_or(code);
            let mut fields: Fields = BTreeMap::new();
            fields.insert("name".to_owned(), json!(cut(named, Form::Name)));
            fields.insert("code".to_owned(), json!(code));
            fields.extend(mapping.geography.map(|year| ("vintage".to_owned(), json!(year))));
            items.insert(communes.len(), NewItem { r#as: id, noun: Noun::Commune, fields });
        }
        communes.push((code.clone(), id, record));
    }
    let known_indicators = indicators_by_code(state, import);
    let (mut columns, mut standing) = (Vec::with_capacity(mapping.columns.len()), BTreeSet::new());
    for column in &mapping.columns {
        let from = column.from as usize;
        let heading = headings.get(from).filter(|_| from != CODE);
        let heading = heading.ok_or_else(|| bad_file(words::no_such_column(language, column.from)))?;
        let code = cut(heading, Form::Name);
        let id = known_indicators.get(&code).copied().unwrap_or_else(|| derived(import, "indicator", from));
        if !seen.insert(id) {
            return Err(Refusal::BadField { field: "columns".to_owned(), fault: Fault::Twice {} });
        }
        if !state.stands(id) {
            let fields = [("name", json!(code)), ("code", json!(code)), ("source", json!("INSEE"))];
            let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            let indicator = NewItem { r#as: id, noun: Noun::Indicator, fields };
            items.insert(communes.len() + columns.len(), indicator);
        }
        let figures = state.known_under(id).filter(|(_, known)| known.import != Some(import));
        standing.extend(
            figures.filter_map(|(_, known)| Some((id, known.item("commune")?, known.year("vintage")?))),
        );
        columns.push((*column, id));
    }
    for noun in [Noun::Commune, Noun::Indicator] {
        room(items.values().filter(|item| item.noun == noun).count(), state.room_for(noun), noun.spec().max)?;
    }
    let figures = communes.iter().filter(|(.., record)| record.is_some()).count() * columns.len();
    let done = state.known_of(Noun::Figure).filter(|(_, known)| known.import == Some(import)).count();
    room(figures.saturating_sub(done), state.room_for(Noun::Figure), Noun::Figure.spec().max)?;
    let (label, geography) = (cut(label, Form::Title), mapping.geography);
    Ok(Insee { reading, import, label, language, geography, communes, columns, items, standing })
}

/// The communes that the programme has of itself, by their codes. A code can name another place in another year.
fn communes_by_code(state: &State, import: ItemId, geography: Option<i16>) -> BTreeMap<String, ItemId> {
    let mut best = BTreeMap::new();
    for (id, known) in others_of(state, import, Noun::Commune) {
        let Some(code) = known.text("code") else { continue };
        let year = known.year("vintage");
        let fits = (year == geography, year.is_none());
        let (fitted, of_code) = best.entry(code.to_owned()).or_insert((fits, id));
        if fits >= *fitted {
            (*fitted, *of_code) = (fits, id);
        }
    }
    best.into_iter().map(|(code, (_, id))| (code, id)).collect()
}

/// Its indicators, by their codes.
fn indicators_by_code(state: &State, import: ItemId) -> BTreeMap<String, ItemId> {
    let mut by_code = BTreeMap::new();
    for (id, known) in others_of(state, import, Noun::Indicator) {
        if let Some(code) = known.text("code") {
            by_code.entry(code.to_owned()).or_insert(id);
        }
    }
    by_code
}

/// What this import brought has its derived id, also when it goes on.
fn others_of(state: &State, import: ItemId, noun: Noun) -> impl Iterator<Item = (ItemId, Known)> {
    state.known_of(noun).filter(move |(_, known)| known.import != Some(import))
}

impl Insee {
    /// Communes, then indicators.
    fn places(&self) -> usize {
        self.communes.len() + self.columns.len()
    }

    fn figures(&self) -> usize {
        self.communes.len() * self.columns.len()
    }

    /// What stands in a cell, as the value of a figure; null: nothing.
    fn value(&self, record: usize, column: usize, heading: &str) -> Result<Value, String> {
        match self.reading.cell(record, column).trim() {
            "" | "nd" | "N/A" => Ok(Value::Null),
            "s" => Ok(json!(NoNumber::Withheld)),
            text => number(text)
                .map(|number| json!(number))
                .ok_or_else(|| words::no_number(self.language, heading, text)),
        }
    }

    fn figure(&self, place: usize) -> Option<Result<NewItem, RefusedLine>> {
        let (code, commune, record) = &self.communes[place / self.columns.len()];
        let (column, indicator) = &self.columns[place % self.columns.len()];
        let Some(record) = *record else {
            // It is said once, and not for each column.
            let reason = words::no_commune(self.language, code);
            return place.is_multiple_of(self.columns.len()).then_some(Err(RefusedLine { line: 0, reason }));
        };
        let from = column.from as usize;
        let heading =
            if let Content::Table(headings) = &self.reading.content { headings[from].as_str() } else { "" };
        let refused = |reason| Some(Err(RefusedLine { line: self.reading.line(record), reason }));
        let value = match self.value(record, from, heading) {
            Ok(Value::Null) => return None,
            Ok(value) => value,
            Err(reason) => return refused(reason),
        };
        if self.standing.contains(&(*indicator, *commune, column.vintage)) {
            return refused(words::figure_stands(self.language, heading, column.vintage));
        }
        let mut fields: Fields = BTreeMap::new();
        fields.insert("indicator".to_owned(), json!(indicator));
        fields.insert("commune".to_owned(), json!(commune));
        fields.insert("vintage".to_owned(), json!(column.vintage));
        fields.insert("value".to_owned(), value);
        fields.extend(self.geography.map(|year| ("geography".to_owned(), json!(year))));
        Some(Ok(NewItem { r#as: derived(self.import, "figure", place), noun: Noun::Figure, fields }))
    }
}

impl Plan for Insee {
    fn parts(&self) -> u32 {
        parts_of(self.places()) + parts_of(self.figures())
    }

    fn part(&self, number: u32) -> Part {
        let of_items = parts_of(self.places());
        let mut part = Part::new(self.import, number, &self.label);
        if number <= of_items {
            let items = self.items.range(rows_of(number - 1, self.places()));
            part.rows.items.extend(items.map(|(_, item)| item.clone()));
        } else {
            for place in rows_of(number - 1 - of_items, self.figures()) {
                match self.figure(place) {
                    Some(Ok(figure)) => {
                        let record = self.communes[place / self.columns.len()].2.unwrap_or_default();
                        part.lines.insert(figure.r#as, self.reading.line(record));
                        part.rows.items.push(figure);
                    }
                    Some(Err(refused)) => part.refused.push(refused),
                    None => {}
                }
            }
        }
        part
    }
}
