//! A map of communes in classes.

mod borders;
mod classes;
mod grid;
mod names;
mod outlines;

use crate::fill::{Fill, patterns, sample};
use crate::finding::finding;
use crate::flow::{Entry, index, legend};
use crate::svg::{INK, Sheet, id, n};
use crate::{Figure, Frame, Measure, Unfit};
use borders::{Point, Ring, simplify};
use classes::Classes;
use maud::html;
use std::collections::BTreeMap;

pub use classes::{CLASSES_MAX, Limits};
pub use outlines::{Outlines, Unreadable};

/// A map: every outline is drawn, whether it has a figure or not.
#[derive(Clone, Debug)]
pub struct Map<'a> {
    /// What is measured.
    pub measure: Measure,
    /// The outlines of the territory, and no others.
    pub outlines: &'a Outlines,
    /// The figures.
    pub areas: Vec<Area>,
    /// How they fall into classes.
    pub limits: Limits,
}

/// A commune and its figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Its official code, which its outline is found by.
    pub code: String,
    /// Its name in the vintage of the figure. An outline of another name is another place: the map says so.
    pub name: String,
    /// What it is there.
    pub figure: Figure,
}

/// Heights beyond this many widths are scaled down, on a phone, where the width is scarce,
const TALLEST_NARROW: f64 = 1.2;
/// and on a page: two maps share one.
const TALLEST: f64 = 0.7;
/// So many points are a page's.
const PAGE: f64 = 480.0;

/// Draws it.
pub fn map(frame: &Frame<'_>, map: &Map<'_>) -> Result<String, Unfit> {
    let Map { measure, outlines, areas, limits } = map;
    let language = frame.language;
    if outlines.is_empty() {
        return Err(Unfit::Nothing);
    }
    let mut figures = BTreeMap::new();
    for area in areas {
        area.figure.check(&area.name)?;
        if figures.insert(area.code.as_str(), area).is_some() {
            return Err(Unfit::Twice(area.code.clone()));
        }
    }
    let classes = Classes::of(areas.iter().map(|area| area.figure), limits, measure.decimals)?;

    let id = id(frame);
    let mut sheet = Sheet::new();
    let (shapes, height) = project(outlines, frame.width() - 4.0, sheet.y);
    sheet.y += height + 6.0;
    let mut paths = Vec::new();
    let mut without_figure = Vec::new();
    let mut renamed = Vec::new();
    let mut labels = Vec::new();
    for ((code, outline), rings) in outlines.iter().zip(&shapes) {
        let area = figures.remove(code);
        let name = match area {
            Some(area) if !is_same_name(&area.name, &outline.name) => {
                let contour = language.say("contour", "outline");
                renamed.push(format!("{} ({contour}{}{})", area.name, language.colon(), outline.name));
                renamed.last().cloned().unwrap_or_default()
            }
            Some(area) => area.name.clone(),
            None => outline.name.clone(),
        };
        labels.push((area.map_or(outline.name.as_str(), |area| area.name.as_str()), rings.as_slice()));
        let figure = area.map_or(Figure::Missing, |area| area.figure);
        if area.is_none() {
            without_figure.push(outline.name.as_str());
        }
        let fill = match figure {
            Figure::Withheld => Fill::Withheld,
            Figure::Missing | Figure::NotCosted => Fill::Missing,
            Figure::Known(value) | Figure::AtLeast(value) => classes.fill(value),
        };
        let title = format!("{name}{}{}", language.colon(), measure.full(figure, language));
        paths.push((fill, title, path(rings)));
    }
    let used = classes.fills().into_iter().chain([Fill::Withheld, Fill::Missing]);
    let used = used.filter(|fill| paths.iter().any(|(other, ..)| other == fill));
    sheet.put(patterns(&id, used));
    sheet.put(html! {
        g stroke=(INK) stroke-width="0.8" stroke-linejoin="round" fill-rule="evenodd" {
            @for (fill, title, path) in &paths {
                path fill=(fill.paint(&id)) stroke=[(*fill == Fill::Dark).then_some("#fff")] d=(path) { title { (title) } }
            }
        }
    });
    let names = names::place(&labels, frame.width(), sheet.y);
    if let Some(names) = &names {
        sheet.put(names.draw());
    }
    if let Some(unit) = measure.unit_line(language) {
        sheet.note(frame, &unit);
    }
    let count = |fill| paths.iter().filter(|(other, ..)| *other == fill).count();
    let mut entries = Vec::new();
    for (fill, words) in classes.legend(measure, language) {
        entries.push(Entry { sample: sample(&id, fill), words: format!("{words} ({})", count(fill)) });
    }
    for (fill, words) in [(Fill::Withheld, language.withheld()), (Fill::Missing, language.missing())] {
        if count(fill) > 0 {
            entries.push(Entry { sample: sample(&id, fill), words: format!("{words} ({})", count(fill)) });
        }
    }
    legend(&mut sheet, frame, &entries);
    let numbers =
        language.say("Entre parenthèses : le nombre de communes.", "In brackets: how many communes.");
    sheet.note(frame, numbers);
    match &names {
        Some(names) => index(&mut sheet, frame, &names.numbered),
        None => sheet.note(
            frame,
            language.say(
                "Les communes sont trop nombreuses pour que leurs noms tiennent sur cette carte.",
                "There are too many communes for their names to fit on this map.",
            ),
        ),
    }
    let mut warnings = Vec::new();
    if !renamed.is_empty() {
        let label = language.say("Contours d’un autre nom", "Outlines of another name");
        warnings.push(format!("{label}{}{}.", language.colon(), renamed.join(", ")));
    }
    if !figures.is_empty() {
        let label = language.say("Sans contour", "Without outline");
        let lost =
            figures.values().map(|area| format!("{} ({})", area.name, measure.full(area.figure, language)));
        warnings.push(format!("{label}{}{}.", language.colon(), lost.collect::<Vec<_>>().join(", ")));
    }
    for line in warnings.iter().chain(&measure.note) {
        sheet.note(frame, line);
    }
    let named = areas.iter().map(|area| (area.name.as_str(), area.figure));
    let words =
        finding(measure, language, named.chain(without_figure.iter().map(|name| (*name, Figure::Missing))));
    Ok(sheet.finish(frame, &measure.title, &words))
}

/// Whether two names are one, whatever their capitals, hyphens and apostrophes.
pub fn is_same_name(a: &str, b: &str) -> bool {
    let letters = |name: &str| name.to_lowercase().replace(['-', '’', '\''], " ");
    letters(a) == letters(b)
}

/// The outlines in tenths of a point, fit to the width, their shared borders simplified once; and how high they are.
///
/// Degrees become lengths as around the middle of the territory (equirectangular), which is right to a few thousandths
/// on what a group of communes covers.
fn project(outlines: &Outlines, width: f64, top: f64) -> (Vec<Vec<Ring>>, f64) {
    let bounds = outlines.bounds();
    let [west, south, east, north] = bounds;
    let narrowing = outlines::narrowing(south, north);
    let (wide, high) = ((east - west) * narrowing, north - south);
    let tallest = if width < PAGE { TALLEST_NARROW } else { TALLEST };
    let fits = [width / wide, width * tallest / high].into_iter().filter(|scale| scale.is_finite());
    let scale = fits.fold(f64::INFINITY, f64::min);
    let scale = if scale.is_finite() { scale } else { 1.0 };
    let left = 2.0 + (width - wide * scale) / 2.0;
    let tenths = |value: f64| (value * 10.0).round() as i32;
    let point = |[lon, lat]: [f64; 2]| -> Point {
        [tenths(left + (lon - west) * narrowing * scale), tenths(top + (north - lat) * scale)]
    };
    let shapes: Vec<Vec<Ring>> = outlines
        .iter()
        .map(|(_, outline)| {
            let rings = outline.rings.iter().map(|ring| ring.iter().map(|at| point(*at)).collect());
            let rings: Vec<Ring> = rings.collect();
            borders::visible(rings)
        })
        .collect();
    (simplify(&shapes), high * scale)
}

fn path(rings: &[Ring]) -> String {
    let mut path = String::new();
    for ring in rings {
        for (at, [x, y]) in ring.iter().enumerate() {
            path.push(if at == 0 { 'M' } else { 'L' });
            path.push_str(&format!("{} {}", n(f64::from(*x) / 10.0), n(f64::from(*y) / 10.0)));
        }
        path.push('Z');
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_by_their_words() {
        assert!(is_same_name("Saint-Saviol", "SAINT SAVIOL"));
        assert!(!is_same_name("Saint-Saviol", "Val-de-Comporté"));
    }
}
