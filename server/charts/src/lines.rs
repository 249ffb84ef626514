//! How something went over the vintages.

use crate::flow::{Entry, legend};
use crate::svg::{BLUE, INK, SOFT, Sheet, n, over};
use crate::text;
use crate::{Figure, Frame, Language, Measure, Unfit};
use maud::{Markup, html};

/// More lines than these nobody tells apart.
pub const SERIES_MAX: usize = 4;

/// One or few series over vintages.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    /// What is measured.
    pub measure: Measure,
    /// The series.
    pub series: Vec<Series>,
}

/// One place over the vintages.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The place.
    pub name: String,
    /// Its figures, the earliest first.
    pub points: Vec<Point>,
}

/// What it was in one vintage.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The year.
    pub vintage: i16,
    /// What it was.
    pub figure: Figure,
    /// Since the vintage before, the name stands for another perimeter: the line breaks, and this sentence says why.
    pub changed: Option<String>,
}

const DASHES: [&str; SERIES_MAX] = ["none", "7 3", "2 3", "9 3 2 3"];
const INKS: [&str; SERIES_MAX] = [BLUE, "#c2410c", "#6d28d9", "#0f766e"];

/// Draws them.
pub fn lines(frame: &Frame<'_>, lines: &Lines) -> Result<String, Unfit> {
    let Lines { measure, series } = lines;
    let language = frame.language;
    check(series)?;
    let years: Vec<i16> =
        series.iter().flat_map(|series| &series.points).map(|point| point.vintage).collect();
    let (Some(first), Some(last)) = (years.iter().min(), years.iter().max()) else {
        return Err(Unfit::Nothing);
    };
    let axis = Axis::of(series);

    let mut sheet = Sheet::new();
    if let Some(unit) = measure.unit_line(language) {
        sheet.note(frame, &unit);
    }
    if series.len() > 1 {
        let entries: Vec<Entry> = series.iter().enumerate().map(|(at, series)| entry(at, series)).collect();
        legend(&mut sheet, frame, &entries);
    }
    sheet.y += 20.0;
    let ticks: Vec<(f64, String)> =
        axis.ticks().map(|value| (value, axis.label(value, measure, language))).collect();
    let left = ticks.iter().map(|(_, label)| text::width(label)).fold(0.0, f64::max) + 10.0;
    let plot = Plot {
        left: left + 14.0,
        right: frame.width() - 26.0,
        top: sheet.y,
        bottom: sheet.y + (frame.width() * 0.5).clamp(150.0, 300.0),
        years: (f64::from(*first), f64::from(*last)),
        values: (axis.low, axis.high),
    };
    for (value, label) in &ticks {
        let y = plot.y(*value);
        let ink = if *value == 0.0 { INK } else { "#8a8272" };
        sheet.put(html! {
            line x1=(n(left)) x2=(n(frame.width() - 2.0)) y1=(n(y)) y2=(n(y)) stroke=(ink) stroke-width="0.6" {}
            text x=(n(left - 5.0)) y=(n(y + 4.5)) text-anchor="end" fill=(SOFT) { (label) }
        });
    }
    sheet.put(year_labels(&plot, years));
    let mut notes = Vec::new();
    let mut taken = Vec::new();
    for (at, series) in series.iter().enumerate() {
        let pieces = pieces(series, &plot);
        taken.extend(pieces.iter().flat_map(|piece| Room::along(piece)));
        sheet.put(draw(at, series, &plot, &pieces, &mut notes));
    }
    for one in series {
        let others = series.iter().filter(|other| *other != one);
        let others =
            others.flat_map(|other| plot.points(other)).map(|(x, y, _)| Room::around(x, y, 10.0, 34.0));
        let others: Vec<Room> = others.collect();
        sheet.put(numbers(one, &plot, &others, &mut taken, measure, frame));
    }
    sheet.y = plot.bottom + 24.0;
    if axis.low > 0.0 || axis.high < 0.0 {
        sheet.note(frame, language.say("L’axe ne commence pas à 0.", "The axis does not start at 0."));
    }
    for (at, note) in notes.iter().enumerate() {
        sheet.note(frame, &format!("({}) {note}", at + 1));
    }
    for sentence in gaps(series, language) {
        sheet.note(frame, &sentence);
    }
    if let Some(note) = &measure.note {
        sheet.note(frame, note);
    }
    Ok(sheet.finish(frame, &measure.title, &finding(series, measure, language)))
}

fn check(series: &[Series]) -> Result<(), Unfit> {
    if series.len() > SERIES_MAX {
        return Err(Unfit::Many { found: series.len(), most: SERIES_MAX });
    }
    for Series { name, points } in series {
        points.iter().try_for_each(|point| point.figure.check(name))?;
        if !points.is_sorted_by(|a, b| a.vintage < b.vintage) {
            return Err(Unfit::Vintages(name.clone()));
        }
    }
    Ok(())
}

/// Round values that hold all figures; 0 is among them unless that would hide what changes.
struct Axis {
    low: f64,
    high: f64,
    step: f64,
}

impl Axis {
    fn of(series: &[Series]) -> Self {
        let values = series.iter().flat_map(|series| &series.points).filter_map(|point| point.figure.value());
        let (mut low, mut high) =
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), value| (a.min(value), b.max(value)));
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if low > 0.0 && (low == high || low < high * 0.7) {
            low = 0.0;
        }
        if high < 0.0 && (low == high || high > low * 0.7) {
            high = 0.0;
        }
        if low == high {
            high = low + 1.0;
        }
        let rough = (high - low) / 4.0;
        let power = 10_f64.powf(rough.log10().floor());
        let step =
            [1.0, 2.0, 2.5, 5.0, 10.0].map(|times| times * power).into_iter().find(|step| *step >= rough);
        let step = step.unwrap_or(rough);
        Self { low: (low / step).floor() * step, high: (high / step).ceil() * step, step }
    }

    fn ticks(&self) -> impl Iterator<Item = f64> {
        let count = ((self.high - self.low) / self.step).round() as u32;
        (0..=count).map(|at| self.low + self.step * f64::from(at))
    }

    /// With the digits that tell two ticks apart.
    fn label(&self, value: f64, measure: &Measure, language: Language) -> String {
        let decimals = (0..6).find(|decimals| {
            let scaled = self.step * 10_f64.powi(*decimals);
            (scaled - scaled.round()).abs() < 1e-6
        });
        let number = language.number(value, u8::try_from(decimals.unwrap_or(6)).unwrap_or(6));
        language.with_unit(&number, if measure.unit == "%" { "%" } else { "" })
    }
}

struct Plot {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    years: (f64, f64),
    values: (f64, f64),
}

impl Plot {
    fn x(&self, year: i16) -> f64 {
        let (first, last) = self.years;
        if first == last {
            return (self.left + self.right) / 2.0;
        }
        self.left + (f64::from(year) - first) / (last - first) * (self.right - self.left)
    }

    fn y(&self, value: f64) -> f64 {
        let (low, high) = self.values;
        self.bottom - (value - low) / (high - low) * (self.bottom - self.top)
    }

    /// What can be drawn of a series.
    fn points<'a>(&'a self, series: &'a Series) -> impl Iterator<Item = (f64, f64, &'a Point)> {
        let points = series.points.iter();
        points.filter_map(|point| Some((self.x(point.vintage), self.y(point.figure.value()?), point)))
    }
}

fn year_labels(plot: &Plot, mut years: Vec<i16>) -> Markup {
    years.sort_unstable();
    years.dedup();
    // The last is said in any case; before it, as many as have room.
    let mut free = f64::INFINITY;
    let mut labels = Vec::new();
    for year in years.into_iter().rev() {
        let x = plot.x(year);
        let has_room = x + 17.0 <= free;
        if has_room {
            free = x - 20.0;
        }
        labels.push((x, has_room.then_some(year)));
    }
    html! {
        @for (x, year) in labels.iter().rev() {
            line x1=(n(*x)) x2=(n(*x)) y1=(n(plot.bottom)) y2=(n(plot.bottom + 4.0)) stroke=(INK) {}
            @if let Some(year) = year {
                text x=(n(*x)) y=(n(plot.bottom + 18.0)) text-anchor="middle" fill=(SOFT) { (year) }
            }
        }
    }
}

fn entry(at: usize, series: &Series) -> Entry {
    let sample = html! {
        path d="M0 7h26" stroke=(INKS[at]) stroke-width="2" stroke-dasharray=(DASHES[at]) {}
        (mark(at, 13.0, 7.0))
    };
    Entry { sample, words: series.name.clone() }
}

/// A sign that differs from line to line.
fn mark(at: usize, x: f64, y: f64) -> Markup {
    let path = match at {
        0 => "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
        1 => "m-3.6 -3.6h7.2v7.2h-7.2z",
        2 => "m0 -5l5 8.6h-10z",
        _ => "m0 -5.2l5.2 5.2l-5.2 5.2l-5.2 -5.2z",
    };
    let fill = if at == 0 { INKS[0] } else { "#fff" };
    html! { path d={ "M" (n(x)) " " (n(y)) (path) } fill=(fill) stroke=(INKS[at]) stroke-width="1.8" {} }
}

/// A line breaks where the perimeter changed and where there is no number.
fn pieces(series: &Series, plot: &Plot) -> Vec<Vec<(f64, f64)>> {
    let mut pieces: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
    for point in &series.points {
        if point.changed.is_some() {
            pieces.push(Vec::new());
        }
        match (point.figure.value(), pieces.last_mut()) {
            (Some(value), Some(piece)) => piece.push((plot.x(point.vintage), plot.y(value))),
            _ => pieces.push(Vec::new()),
        }
    }
    pieces
}

fn draw(
    at: usize,
    series: &Series,
    plot: &Plot,
    pieces: &[Vec<(f64, f64)>],
    notes: &mut Vec<String>,
) -> Markup {
    let mut breaks = Vec::new();
    for point in &series.points {
        if let Some(note) = &point.changed {
            let number = notes.iter().position(|other| other == note).unwrap_or_else(|| {
                notes.push(note.clone());
                notes.len() - 1
            });
            breaks.push((plot.x(point.vintage), number + 1));
        }
    }
    html! {
        @for piece in pieces.iter().filter(|piece| piece.len() > 1) {
            polyline points=(points(piece)) fill="none" stroke=(INKS[at]) stroke-width="2" stroke-dasharray=(DASHES[at]) {}
        }
        @for (x, y) in pieces.iter().flatten() { (mark(at, *x, *y)) }
        @for (x, number) in breaks {
            path d={ "M" (n(x - 9.0)) " " (n(plot.top)) "V" (n(plot.bottom)) } stroke=(SOFT) stroke-dasharray="1 3" {}
            (over(x - 9.0, plot.top - 4.0, "middle", &format!("({number})")))
        }
    }
}

fn points(piece: &[(f64, f64)]) -> String {
    piece.iter().map(|(x, y)| format!("{},{}", n(*x), n(*y))).collect::<Vec<_>>().join(" ")
}

/// A surface that is taken.
struct Room {
    x: (f64, f64),
    y: (f64, f64),
}

impl Room {
    fn around(x: f64, y: f64, wide: f64, high: f64) -> Self {
        Self { x: (x - wide / 2.0, x + wide / 2.0), y: (y - high / 2.0, y + high / 2.0) }
    }

    /// What a line covers, in small steps.
    fn along(piece: &[(f64, f64)]) -> impl Iterator<Item = Room> {
        const STEP: f64 = 3.0;
        piece.windows(2).flat_map(|ends| {
            let ((x, y), (dx, dy)) = (ends[0], (ends[1].0 - ends[0].0, ends[1].1 - ends[0].1));
            let steps = (dx.hypot(dy) / STEP).ceil().max(1.0) as u32;
            (0..=steps).map(move |step| {
                let part = f64::from(step) / f64::from(steps);
                Room::around(x + part * dx, y + part * dy, 2.0, 2.0)
            })
        })
    }

    fn meets(&self, other: &Room) -> bool {
        self.x.0 < other.x.1 && other.x.0 < self.x.1 && self.y.0 < other.y.1 && other.y.0 < self.y.1
    }
}

/// Numbers above or below their points, where there is room on no line and nearest to no other point; the description
/// has all of them.
fn numbers(
    series: &Series,
    plot: &Plot,
    others: &[Room],
    taken: &mut Vec<Room>,
    measure: &Measure,
    frame: &Frame<'_>,
) -> Markup {
    let mut written = Vec::new();
    for (x, y, point) in plot.points(series) {
        let words = measure.short(point.figure, frame.language);
        let wide = text::width(&words);
        let fits = |x: f64| x.max(plot.left - 14.0 + wide / 2.0).min(frame.width() - 2.0 - wide / 2.0);
        let spots = [0.0, -0.45, 0.45].map(|aside| fits(x + aside * wide));
        let spots = spots.into_iter().flat_map(|x| [(x, y - 12.0), (x, y + 14.0)]);
        let free = spots.into_iter().find(|(x, y)| {
            let room = Room::around(*x, *y, wide + 2.0, 13.0);
            *y < plot.bottom - 4.0 && !taken.iter().chain(others).any(|other| other.meets(&room))
        });
        if let Some((x, y)) = free {
            taken.push(Room::around(x, y, wide + 2.0, 13.0));
            written.push(over(x, y + 4.5, "middle", &words));
        }
    }
    html! { @for number in written { (number) } }
}

/// « Secret statistique : 2013 (Civray). »
fn gaps(series: &[Series], language: Language) -> Vec<String> {
    let mut sentences = Vec::new();
    for (figure, label) in [
        (Figure::Withheld, language.say("Secret statistique", "Withheld")),
        (Figure::Missing, language.say("Non disponible", "Not available")),
        (Figure::NotCosted, language.say("Non chiffré", "Not costed")),
    ] {
        let mut these = Vec::new();
        for Series { name, points } in series {
            let years = points.iter().filter(|point| point.figure == figure);
            let years: Vec<String> = years.map(|point| point.vintage.to_string()).collect();
            if !years.is_empty() {
                these.push(format!("{name} ({})", years.join(", ")));
            }
        }
        if !these.is_empty() {
            sentences.push(format!("{label}{}{}.", language.colon(), these.join(", ")));
        }
    }
    sentences
}

/// Every figure, and the sentences on changed perimeters.
fn finding(series: &[Series], measure: &Measure, language: Language) -> String {
    let colon = language.colon();
    let mut sentences = Vec::new();
    for Series { name, points } in series {
        let mut said = Vec::new();
        for point in points {
            if let Some(changed) = &point.changed {
                said.push(format!("({changed})"));
            }
            said.push(format!("{}{colon}{}", point.vintage, measure.full(point.figure, language)));
        }
        sentences.push(format!("{name}{colon}{}.", said.join(" ; ")));
    }
    sentences.join(" ")
}
