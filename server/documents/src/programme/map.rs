//! Maps of what the tables of the diagnosis say.

use super::Binder;
use super::drawing::{geographies_of, name, of_commune};
use charts::{Area, Limits, Map, Outlines};
use programme::dossier::{Piece, Vintage};
use protocol::programme::Noun;
use protocol::programme::shape::Shape;
use std::collections::{BTreeMap, BTreeSet};

/// Communes for each class, so that none has one alone.
const IN_A_CLASS: usize = 3;
const CLASSES: usize = 4;

impl Binder<'_> {
    /// One vintage over the communes: as a map, where there are outlines.
    pub(super) fn map(&mut self, indicator: &Piece, vintage: &Vintage) {
        let geographies = geographies_of(vintage);
        let Some((year, pieces)) = self.outlines(geographies.last().copied()) else { return };
        let shape = |piece: &Piece| piece.text("shape")?.parse::<Shape>().ok();
        let outlines =
            Outlines::of(pieces.iter().filter_map(|piece| {
                Some((piece.text("code")?, piece.text("name")?, shape(piece)?.degrees()))
            }));
        let mut areas = self.areas(vintage, year);
        // A commune that is called by its code has no name yet.
        for area in areas.iter_mut().filter(|area| area.name == area.code) {
            let named = outlines.names().find(|(code, _)| *code == area.code);
            area.name = named.map_or_else(|| area.code.clone(), |(_, name)| name.to_owned());
        }
        let drawn = areas.iter().filter(|area| outlines.rings(&area.code).is_some()).count();
        if drawn < 2 {
            return;
        }
        let words = self.say_in("carte", "map");
        let title = self.language.labelled(&format!("{}, {}", name(indicator), vintage.year), words);
        let note = self.about_outlines(year, &pieces, &geographies);
        let measure = self.measure(&title, indicator, std::slice::from_ref(vintage), Some(note));
        let limits = Limits::Quantiles((drawn / IN_A_CLASS).clamp(1, CLASSES));
        self.draw(title, |frame| charts::map(frame, &Map { measure, outlines: &outlines, areas, limits }));
    }

    /// The outlines of one year: of that of the figures, else of the nearest one; the latest where no figure says its own.
    fn outlines(&self, geography: Option<i16>) -> Option<(i16, Vec<&Piece>)> {
        let mut by_year: BTreeMap<i16, Vec<&Piece>> = BTreeMap::new();
        for piece in self.dossier.all(Noun::Outline) {
            by_year.entry(piece.year("vintage")?).or_default().push(piece);
        }
        let far = |year: i16| geography.map_or(0, |geography| geography.abs_diff(year));
        by_year.into_iter().rev().min_by_key(|(year, _)| far(*year))
    }

    /// The communes with their figures. Of two of one code, the one of the outlines' year has the outline.
    fn areas(&self, vintage: &Vintage, year: i16) -> Vec<Area> {
        let mut communes = Vec::from_iter(
            self.dossier.all(Noun::Commune).filter_map(|it| Some((it, vintage.communes.get(&it.id)?))),
        );
        communes.sort_by_key(|(commune, _)| commune.year("vintage") != Some(year));
        let mut seen = BTreeSet::new();
        let areas = communes.into_iter().map(|(commune, figure)| {
            let code = commune.text("code").filter(|code| seen.insert(*code));
            let code = code.map_or_else(|| commune.id.to_string(), str::to_owned);
            Area { code, name: name(commune), figure: of_commune(figure) }
        });
        areas.collect()
    }

    /// Of which year the outlines are, whose work, and what a map says when its figures are of another year.
    fn about_outlines(&self, year: i16, pieces: &[&Piece], geographies: &BTreeSet<i16>) -> String {
        let label = self.say_in("Contours au 1er janvier", "Outlines of 1 January");
        let sources = BTreeSet::from_iter(pieces.iter().filter_map(|piece| piece.text("source")));
        let source = if sources.is_empty() {
            String::new()
        } else {
            format!(" ({})", Vec::from_iter(sources).join(", "))
        };
        let about = format!("{label} {year}{source}.");
        if geographies.len() == 1 && geographies.contains(&year) {
            return about;
        }
        let warning = if geographies.is_empty() {
            self.say_in("La géographie des valeurs n’est pas dite", "The geography of the values is not said")
                .to_owned()
        } else {
            let years = Vec::from_iter(geographies.iter().map(i16::to_string)).join(", ");
            format!(
                "{} {years}",
                self.say_in("Les valeurs sont dans la géographie de", "The values are in the geography of")
            )
        };
        let words = self.say_in(
            "des communes ont pu changer de limites, et un même code peut désigner un autre lieu.",
            "communes may have changed their borders, and the same code may name another place.",
        );
        format!("{about} {}", self.language.labelled(&warning, words))
    }
}
