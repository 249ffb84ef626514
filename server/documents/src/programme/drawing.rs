//! Charts of what the tables of the diagnosis say.

use super::Binder;
use super::diagnosis::{decimals, is_whole};
use crate::model::{Block, Image, Picture};
use crate::words::Language;
use charts::{Bars, Figure as Known, Frame, Lines, Measure, Order, Place, Point, SERIES_MAX, Series, Unfit};
use programme::dossier::{Piece, Vintage};
use programme::{Computed, Local};
use protocol::programme::Noun;
use protocol::programme::value::{Amount, NoNumber};
use std::collections::BTreeSet;

/// Points across a page of text, and the millimetres that they take there.
pub(super) const WIDTH: u16 = 640;
const WIDTH_ON_PAPER: u32 = 160;
/// The millimetres that a page has for a chart.
const HEIGHT_MAX: u32 = 230;

impl Binder<'_> {
    /// One vintage over the communes: as bars, where there is something to compare.
    pub(super) fn bars(&mut self, indicator: &Piece, vintage: &Vintage) {
        let dossier = self.dossier;
        let figures = dossier.all(Noun::Commune).filter_map(|commune| {
            let local = vintage.communes.get(&commune.id)?;
            Some(Place { name: name(commune), figure: of_commune(local) })
        });
        let places = Vec::from_iter(figures);
        if places.len() < 2 {
            return;
        }
        let words = self.say_in("par commune", "by commune");
        let title = self.language.labelled(&format!("{}, {}", name(indicator), vintage.year), words);
        // Beside a sum the communes would be too small to be told apart.
        let references = if is_level(indicator) { self.references(vintage) } else { Vec::new() };
        let measure = self.measure(&title, indicator, std::slice::from_ref(vintage), None);
        self.draw(title, |frame| {
            charts::bars(frame, &Bars { measure, places, references, order: Order::ByValue })
        });
    }

    /// All vintages: the territory, and beside rates what holds it; of a territory without a value its communes, where they
    /// are few.
    pub(super) fn lines(&mut self, indicator: &Piece, vintages: &[Vintage]) {
        let mut series = self.of_places(indicator, vintages);
        if !series.iter().any(goes_on) {
            series = self.of_communes(vintages);
        }
        series.retain(goes_on);
        let (Some(first), Some(last)) = (vintages.first(), vintages.last()) else { return };
        if series.is_empty() || series.len() > SERIES_MAX {
            return;
        }
        let words = match self.language {
            Language::French => format!("de {} à {}", first.year, last.year),
            Language::English => format!("from {} to {}", first.year, last.year),
        };
        let title = self.language.labelled(name(indicator).as_str(), &words);
        let measure = self.measure(&title, indicator, vintages, self.geographies(vintages));
        self.draw(title, |frame| charts::lines(frame, &Lines { measure, series }));
    }

    fn of_places(&self, indicator: &Piece, vintages: &[Vintage]) -> Vec<Series> {
        let mut series = Vec::new();
        let whole = |vintage: &Vintage| vintage.territory.as_ref().map_or(Known::Missing, of_whole);
        let computed = Series {
            name: self.say_in("Territoire", "Territory").to_owned(),
            points: self.points(vintages, whole, true),
        };
        let is_computed = goes_on(&computed);
        if is_computed {
            series.push(computed);
        }
        let areas = vintages.iter().flat_map(|it| &it.areas).filter_map(|id| self.dossier.piece(*id));
        let is_shown = |area: &&Piece| match area.choice("area") {
            // The territory counts once: as we compute it, or as its source gives it.
            Some("territory") => !is_computed,
            _ => is_level(indicator),
        };
        let areas = BTreeSet::from_iter(areas.filter(is_shown).map(|area| self.area(area)));
        for area in areas {
            let figure = |vintage: &Vintage| {
                let mut own = vintage.areas.iter().filter_map(|id| self.dossier.piece(*id));
                own.find(|it| self.area(it) == area)
                    .map_or(Known::Missing, |it| of_amount(it.amount("value")))
            };
            let points = self.points(vintages, figure, false);
            series.push(Series { name: area.1, points });
        }
        series.retain(goes_on);
        series.truncate(SERIES_MAX);
        series
    }

    fn of_communes(&self, vintages: &[Vintage]) -> Vec<Series> {
        let communes = self.dossier.all(Noun::Commune).map(|commune| {
            let figure =
                |vintage: &Vintage| vintage.communes.get(&commune.id).map_or(Known::Missing, of_commune);
            Series { name: name(commune), points: self.points(vintages, figure, true) }
        });
        communes.collect()
    }

    /// A figure a vintage; a line of communes breaks where they are others than before.
    fn points(&self, vintages: &[Vintage], figure: impl Fn(&Vintage) -> Known, breaks: bool) -> Vec<Point> {
        let before = std::iter::once(None).chain(vintages.iter().map(Some));
        let points = vintages.iter().zip(before).map(|(vintage, before)| Point {
            vintage: vintage.year,
            figure: figure(vintage),
            changed: before.filter(|_| breaks).and_then(|before| self.change(before, vintage)),
        });
        points.collect()
    }

    /// Why two vintages do not speak of the same communes.
    fn change(&self, before: &Vintage, now: &Vintage) -> Option<String> {
        let (then, today) = (geographies_of(before), geographies_of(now));
        if then.is_empty()
            || today.is_empty()
            || then == today
            || before.communes.keys().eq(now.communes.keys())
        {
            return None;
        }
        let years = |years: &BTreeSet<i16>| Vec::from_iter(years.iter().map(i16::to_string)).join(", ");
        let (then, today) = (years(&then), years(&today));
        Some(match self.language {
            Language::French => format!(
                "{} est dans la géographie de {then}, {} dans celle de {today}\u{a0}: les communes ne sont pas les mêmes.",
                before.year, now.year
            ),
            Language::English => format!(
                "{} is in the geography of {then}, {} in that of {today}: the communes are not the same.",
                before.year, now.year
            ),
        })
    }

    /// That vintages are joined across geographies.
    fn geographies(&self, vintages: &[Vintage]) -> Option<String> {
        let years = BTreeSet::from_iter(vintages.iter().flat_map(geographies_of));
        if years.len() < 2 {
            return None;
        }
        let label = self.say_in(
            "Les valeurs sont celles de plusieurs géographies, dont les limites peuvent différer",
            "The values are those of several geographies, whose borders may differ",
        );
        let years = Vec::from_iter(years.iter().map(i16::to_string)).join(", ");
        Some(format!("{}.", self.language.labelled(label, &years)))
    }

    pub(super) fn measure(
        &self,
        title: &str,
        indicator: &Piece,
        vintages: &[Vintage],
        note: Option<String>,
    ) -> Measure {
        Measure {
            title: title.to_owned(),
            unit: indicator.text("unit").unwrap_or_default().to_owned(),
            decimals: decimals(self.dossier, indicator, vintages),
            note,
        }
    }

    /// Without one number that can be drawn the table says all.
    pub(super) fn draw(&mut self, name: String, chart: impl FnOnce(&Frame<'_>) -> Result<String, Unfit>) {
        let id = format!("b{}", self.blocks.len());
        let language = match self.language {
            Language::French => charts::Language::French,
            Language::English => charts::Language::English,
        };
        if let Ok(svg) = chart(&Frame { id: &id, language, width: self.width }) {
            let size = on_paper(&svg);
            self.blocks.push(Block::Picture(Picture { name, image: Image::Svg(svg), size }));
        }
    }

    /// The territory and what holds it.
    fn references(&self, vintage: &Vintage) -> Vec<Place> {
        let whole = vintage.territory.map(|whole| Place {
            name: self.say_in("Territoire", "Territory").to_owned(),
            figure: of_territory(&whole),
        });
        let areas = vintage.areas.iter().filter_map(|id| self.dossier.piece(*id));
        let areas =
            areas.map(|area| Place { name: self.area(area).1, figure: of_amount(area.amount("value")) });
        whole.into_iter().chain(areas).collect()
    }
}

pub(super) fn name(piece: &Piece) -> String {
    piece.text("name").unwrap_or("—").to_owned()
}

/// Whether a place and what holds it have numbers of one size.
fn is_level(indicator: &Piece) -> bool {
    matches!(indicator.choice("kind"), Some("rate" | "index" | "mean" | "median"))
        || indicator.choice("total") == Some("weighted_mean")
}

/// Whether there is something from one vintage to another.
fn goes_on(series: &Series) -> bool {
    series.points.iter().filter(|point| matches!(point.figure, Known::Known(_) | Known::AtLeast(_))).count()
        > 1
}

pub(super) fn geographies_of(vintage: &Vintage) -> BTreeSet<i16> {
    vintage.communes.values().filter_map(|it| it.geography).collect()
}

pub(super) fn of_commune(local: &Local) -> Known {
    if local.twice { Known::Missing } else { of_amount(local.amount) }
}

/// A part of the territory is another place than the whole.
fn of_whole(whole: &Computed) -> Known {
    match whole.value {
        Some(number) if is_whole(whole) && !whole.mixed_geography => Known::Known(number.as_f64()),
        _ if whole.withheld > 0 => Known::Withheld,
        _ => Known::Missing,
    }
}

fn of_territory(whole: &Computed) -> Known {
    of_amount(whole.value.map(Amount::Exact))
}

fn of_amount(amount: Option<Amount>) -> Known {
    match amount {
        Some(Amount::Exact(number)) => Known::Known(number.as_f64()),
        Some(Amount::AtLeast { at_least }) => Known::AtLeast(at_least.as_f64()),
        Some(Amount::Not(NoNumber::Withheld)) => Known::Withheld,
        Some(Amount::Not(NoNumber::NotCosted)) => Known::NotCosted,
        None => Known::Missing,
    }
}

/// Width and height in millimetres: as wide as the text, or as high as the page.
fn on_paper(svg: &str) -> (u32, u32) {
    let sides = svg.split_once("viewBox=\"0 0 ").and_then(|(_, rest)| rest.split_once('"'));
    let sides = sides.and_then(|(sides, _)| {
        let (width, height) = sides.split_once(' ')?;
        Some((width.parse::<f64>().ok()?, height.parse::<f64>().ok()?))
    });
    let (width, height) = sides.unwrap_or((1.0, 1.0));
    let high = (f64::from(WIDTH_ON_PAPER) * height / width).ceil();
    if high <= f64::from(HEIGHT_MAX) {
        return (WIDTH_ON_PAPER, high as u32);
    }
    ((f64::from(HEIGHT_MAX) * width / height) as u32, HEIGHT_MAX)
}
