//! Outlines of communes: simplified together, so that neighbours keep one border, and joined by code.

use super::value::cut;
use super::{Part, Plan, Terms, bad_file, derived, parts_of, room, rows_of, words};
use charts::Outlines;
use files::{Content, Language, Outline, Reading, Ring};
use programme::State;
use protocol::Refusal;
use protocol::limits::programme::COMMUNES_MAX;
use protocol::programme::ItemId;
use protocol::programme::command::{Fields, NewItem};
use protocol::programme::field::{Fault, Kind};
use protocol::programme::import::{OutlinesMapping, RefusedLine};
use protocol::programme::noun::Noun;
use protocol::programme::shape::Shape;
use protocol::text::Form;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// What properties that are names are called.
const NAMES: &[&str] = &["nom", "name", "libelle", "libgeo", "nom_com", "nom_commune", "nomcom", "com_name"];
/// What properties that are years are called.
const YEARS: &[&str] = &["millesime", "annee", "year", "vintage", "date"];
/// Names and codes in a sentence.
const NAMED_MAX: usize = 12;

/// How the outlines of a file could be taken over: those of the programme's communes, of all where it has none. Nothing: no
/// property is a code of a commune.
pub(super) fn mapping(reading: &Reading, state: &State) -> Option<OutlinesMapping> {
    let outlines = of_file(reading);
    let code = code_property(reading, outlines)?;
    let of_file = codes(outlines, code);
    let known = names_by_code(state);
    let is_wanted = |code: &&str| known.is_empty() || known.contains_key(*code);
    let communes = of_file.into_iter().filter(is_wanted).take(COMMUNES_MAX).map(str::to_owned).collect();
    let name = properties(reading).iter().find(|property| NAMES.contains(&property.to_lowercase().as_str()));
    let years =
        properties(reading).iter().filter(|property| YEARS.contains(&property.to_lowercase().as_str()));
    let vintages: BTreeSet<i16> = years
        .flat_map(|property| outlines.iter().filter_map(|outline| outline.properties.get(property)))
        .filter_map(|text| text.get(..4)?.parse().ok())
        .collect();
    let vintage = if vintages.len() == 1 { vintages.into_iter().next() } else { None };
    Some(OutlinesMapping { communes, code: code.to_owned(), name: name.cloned(), vintage, source: None })
}

/// Which outlines and communes do not join, and which join under another name.
pub(super) fn warnings(reading: &Reading, state: &State, language: Language) -> Vec<String> {
    let outlines = of_file(reading);
    let Some(mapping) = mapping(reading, state) else { return Vec::new() };
    let known = names_by_code(state);
    if known.is_empty() {
        return Vec::new();
    }
    let of_file = codes(outlines, &mapping.code);
    let foreign = Vec::from_iter(of_file.iter().filter(|code| !known.contains_key(**code)).copied());
    let without = Vec::from_iter(
        known.iter().filter(|(code, _)| !of_file.contains(code.as_str())).map(|(_, name)| name.as_str()),
    );
    let mut warnings = Vec::new();
    if !foreign.is_empty() {
        warnings.push(words::foreign_outlines(language, foreign.len(), &listed(&foreign)));
    }
    if !without.is_empty() {
        warnings.push(words::without_outline(language, without.len(), &listed(&without)));
    }
    let renamed = outlines.iter().filter_map(|outline| {
        let name = outline.properties.get(mapping.name.as_ref()?)?;
        let code = outline.properties.get(&mapping.code)?;
        // A commune that is called by its code has no name yet.
        let known = known.get(code).filter(|known| *known != code)?;
        (!charts::is_same_name(name, known)).then(|| format!("{name}, {known}"))
    });
    let renamed = BTreeSet::from_iter(renamed);
    if !renamed.is_empty() {
        let renamed = Vec::from_iter(renamed.iter().map(String::as_str));
        warnings
            .push(words::renamed_outlines(language, &renamed[..renamed.len().min(NAMED_MAX)].join(" ; ")));
    }
    warnings
}

fn listed(names: &[&str]) -> String {
    let more = if names.len() > NAMED_MAX { ", …" } else { "" };
    format!("{}{more}", names[..names.len().min(NAMED_MAX)].join(", "))
}

fn of_file(reading: &Reading) -> &[Outline] {
    if let Content::Outlines(outlines, _) = &reading.content { outlines } else { &[] }
}

fn properties(reading: &Reading) -> &[String] {
    if let Content::Outlines(_, properties) = &reading.content { properties } else { &[] }
}

/// The property that most often is the code of a commune.
fn code_property<'a>(reading: &'a Reading, outlines: &[Outline]) -> Option<&'a str> {
    let is_code = |text: &str| Kind::CommuneCode.read(&json!(text)).is_ok();
    let count = |property: &str| {
        let values = outlines.iter().filter_map(|outline| outline.properties.get(property));
        BTreeSet::from_iter(values.filter(|value| is_code(value))).len()
    };
    let counted = properties(reading).iter().rev().map(|property| (count(property), property.as_str()));
    counted.filter(|(count, _)| *count > 0).max_by_key(|(count, _)| *count).map(|(_, property)| property)
}

fn codes<'a>(outlines: &'a [Outline], property: &str) -> BTreeSet<&'a str> {
    let values = outlines.iter().filter_map(|outline| outline.properties.get(property));
    values.map(String::as_str).filter(|code| Kind::CommuneCode.read(&json!(code)).is_ok()).collect()
}

/// What the programme's communes are called; of two of one code the later one.
fn names_by_code(state: &State) -> BTreeMap<String, String> {
    let communes = state.known_of(Noun::Commune).filter_map(|(_, known)| {
        Some((known.text("code")?.to_owned(), (known.year("vintage"), known.text("name")?.to_owned())))
    });
    let mut latest: BTreeMap<String, (Option<i16>, String)> = BTreeMap::new();
    for (code, commune) in communes {
        match latest.get(&code) {
            Some(present) if present.0 > commune.0 => {}
            _ => drop(latest.insert(code, commune)),
        }
    }
    latest.into_iter().map(|(code, (_, name))| (code, name)).collect()
}

struct Plotted {
    import: ItemId,
    label: String,
    language: Language,
    vintage: i16,
    source: Option<String>,
    /// The codes that were asked for, with what the file has of each.
    communes: Vec<(String, Option<Commune>)>,
    /// Codes of which an outline of this vintage stands.
    standing: BTreeSet<String>,
}

struct Commune {
    name: String,
    line: u32,
    /// Nothing: its outline is none.
    shape: Option<String>,
}

pub(super) fn plan(
    reading: Box<Reading>,
    mapping: &OutlinesMapping,
    terms: &Terms<'_>,
) -> Result<impl Plan + use<>, Refusal> {
    let &Terms { import, label, language, state } = terms;
    let bad = |field: &str, fault| Refusal::BadField { field: field.to_owned(), fault };
    if !matches!(reading.content, Content::Outlines(..)) {
        return Err(bad_file(words::of_another_kind(language)));
    }
    if mapping.communes.len() > COMMUNES_MAX {
        return Err(Refusal::LimitReached { max: COMMUNES_MAX as u32 });
    }
    let wanted = BTreeSet::from_iter(&mapping.communes);
    if wanted.len() < mapping.communes.len() {
        return Err(bad("communes", Fault::Twice {}));
    }
    let vintage = mapping.vintage.ok_or_else(|| bad("vintage", Fault::Missing {}))?;
    for (field, kind, value) in
        [("vintage", Kind::Year, json!(vintage)), ("source", Kind::Text(Form::Title), json!(mapping.source))]
    {
        kind.read(&value).map_err(|fault| bad(field, fault))?;
    }
    let known = names_by_code(state);
    let mut found: BTreeMap<&str, (String, u32, Vec<Ring>)> = BTreeMap::new();
    for outline in of_file(&reading) {
        let Some(code) = outline.properties.get(&mapping.code).filter(|code| wanted.contains(code)) else {
            continue;
        };
        let rings = outline.polygons.iter().flatten().cloned();
        let (.., all) = found.entry(code).or_insert_with(|| {
            let named = mapping.name.as_ref().and_then(|property| outline.properties.get(property));
            let named =
                named.filter(|name| !name.trim().is_empty()).or_else(|| known.get(code)).unwrap_or(code);
            (cut(named, Form::Name), outline.line, Vec::new())
        });
        all.extend(rings);
    }
    let is_sound = |rings: &[_]| Shape::of_degrees(rings).is_ok();
    let sound = found.iter().filter(|(_, (.., rings))| is_sound(rings));
    let simple = Outlines::of(sound.map(|(code, (name, _, rings))| (*code, name.as_str(), rings.clone())))
        .simplified();
    let communes = mapping.communes.iter().map(|code| {
        let commune = found.get(code.as_str()).map(|(name, line, _)| {
            let shape = simple.rings(code).and_then(|rings| Shape::of_degrees(rings).ok());
            Commune { name: name.clone(), line: *line, shape: shape.map(|shape| shape.to_string()) }
        });
        (code.clone(), commune)
    });
    let communes: Vec<_> = communes.collect();
    let of_year = state.known_of(Noun::Outline).filter(|(_, known)| known.year("vintage") == Some(vintage));
    let (own, others): (Vec<_>, Vec<_>) = of_year.partition(|(_, known)| known.import == Some(import));
    let standing = others.iter().filter_map(|(_, known)| known.text("code").map(str::to_owned)).collect();
    let new =
        communes.iter().filter(|(code, commune)| commune.is_some() && !BTreeSet::contains(&standing, code));
    room(new.count().saturating_sub(own.len()), state.room_for(Noun::Outline), Noun::Outline.spec().max)?;
    let (label, source) = (cut(label, Form::Title), mapping.source.clone());
    Ok(Plotted { import, label, language, vintage, source, communes, standing })
}

impl Plan for Plotted {
    fn parts(&self) -> u32 {
        parts_of(self.communes.len())
    }

    fn part(&self, number: u32) -> Part {
        let mut part = Part::new(self.import, number, &self.label);
        for (code, commune) in &self.communes[rows_of(number - 1, self.communes.len())] {
            match self.outline(code, commune.as_ref()) {
                Ok((line, item)) => {
                    part.lines.insert(item.r#as, line);
                    part.rows.items.push(item);
                }
                Err(refused) => part.refused.push(refused),
            }
        }
        part
    }
}

impl Plotted {
    fn outline(&self, code: &str, commune: Option<&Commune>) -> Result<(u32, NewItem), RefusedLine> {
        let Some(Commune { name, line, shape }) = commune else {
            return Err(RefusedLine { line: 0, reason: words::no_commune(self.language, code) });
        };
        let refused = |reason| RefusedLine { line: *line, reason };
        let shape = shape.as_ref().ok_or_else(|| refused(words::no_shape(self.language, name)))?;
        if shape.len() > Form::Pages.characters_max() {
            return Err(refused(words::outline_too_long(self.language, name)));
        }
        if self.standing.contains(code) {
            return Err(refused(words::outline_stands(self.language, name, self.vintage)));
        }
        let mut fields: Fields = BTreeMap::new();
        fields.insert("name".to_owned(), json!(name));
        fields.insert("code".to_owned(), json!(code));
        fields.insert("vintage".to_owned(), json!(self.vintage));
        fields.insert("shape".to_owned(), json!(shape));
        fields.extend(self.source.as_ref().map(|source| ("source".to_owned(), json!(source))));
        Ok((*line, NewItem { r#as: derived(self.import, code, 0), noun: Noun::Outline, fields }))
    }
}
