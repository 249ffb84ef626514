//! One indicator in many places.

use crate::finding::{finding, sentence};
use crate::svg::{BLUE, INK, SOFT, Sheet, id, n, over};
use crate::text::{self, LINE, Wrapped, wrap};
use crate::{Figure, Frame, Measure, Place, Unfit};
use maud::{Markup, html};

/// Bars, one a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// What is measured.
    pub measure: Measure,
    /// The places.
    pub places: Vec<Place>,
    /// What they stand beside, in white bars above: the territory, whose value is also a line through all, the
    /// département, the région.
    pub references: Vec<Place>,
    /// How the places follow one another.
    pub order: Order,
}

/// How places follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The highest first, those without a number last.
    ByValue,
    /// As given: the choices of a question, as they were asked.
    Given,
}

const BAR: f64 = 13.0;
const GAP: f64 = 6.0;

struct Row<'a> {
    place: &'a Place,
    label: Wrapped,
    figure: String,
    is_reference: bool,
}

impl Row<'_> {
    fn height(&self) -> f64 {
        LINE * self.label.lines.len() as f64 + GAP
    }
}

/// Draws them.
pub fn bars(frame: &Frame<'_>, bars: &Bars) -> Result<String, Unfit> {
    let Bars { measure, places, references, order } = bars;
    let language = frame.language;
    if places.is_empty() {
        return Err(Unfit::Nothing);
    }
    for Place { name, figure } in places.iter().chain(references) {
        figure.check(name)?;
    }
    let mut sorted: Vec<&Place> = places.iter().collect();
    if *order == Order::ByValue {
        sorted.sort_by(|a, b| rank(a.figure).total_cmp(&rank(b.figure)).then_with(|| a.name.cmp(&b.name)));
    }
    let both = || references.iter().chain(sorted.iter().copied());
    let most = both().map(|place| text::width(&place.name)).fold(0.0, f64::max);
    let names = most.min(frame.width() * 0.38) + 8.0;
    let row = |place, is_reference| Row {
        place,
        label: wrap(&place.name, names - 8.0, 2),
        figure: measure.short(place.figure, language),
        is_reference,
    };
    let rows: Vec<Row<'_>> = references
        .iter()
        .map(|place| row(place, true))
        .chain(sorted.iter().map(|place| row(place, false)))
        .collect();
    let scale = Scale::of(&rows, names, frame.width());

    let mut sheet = Sheet::new();
    if let Some(unit) = measure.unit_line(language) {
        sheet.note(frame, &unit);
    }
    sheet.y += 4.0;
    let top = sheet.y;
    let mut drawn = Vec::new();
    let mut through = None;
    for (at, row) in rows.iter().enumerate() {
        if at > 0 && at == references.len() {
            sheet.y += GAP;
            through = Some(sheet.y);
        }
        drawn.push(draw(row, &scale, sheet.y, &id(frame)));
        sheet.y += row.height();
    }
    sheet.put(html! {
        @if !references.is_empty() {
            defs {
                pattern id={ (id(frame)) "-reference" } width="5" height="5" patternUnits="userSpaceOnUse" {
                    rect width="5" height="5" fill="#fff" {}
                    path d="M0 0h1v5h-1z" fill=(INK) {}
                }
            }
        }
        line x1=(n(scale.zero)) x2=(n(scale.zero)) y1=(n(top)) y2=(n(sheet.y)) stroke=(INK) {}
    });
    for bar in &drawn {
        sheet.put(bar.0.clone());
    }
    if let (Some(from), Some(value)) = (through, references.first().and_then(|place| place.figure.value())) {
        let x = n(scale.at(value));
        sheet.put(html! {
            line x1=(x) x2=(x) y1=(n(from)) y2=(n(sheet.y)) stroke="#fff" stroke-width="3" {}
            line x1=(x) x2=(x) y1=(n(from)) y2=(n(sheet.y)) stroke=(INK) stroke-width="1.2" stroke-dasharray="4 3" {}
        });
    }
    for bar in drawn {
        sheet.put(bar.1);
    }
    if through.is_some()
        && let Some(first) = references.first().filter(|place| place.figure.value().is_some())
    {
        let says = language.say("Ligne en tirets", "Dashed line");
        sheet.note(frame, &format!("{says}{}{}", language.colon(), first.name));
    }
    if let Some(note) = &measure.note {
        sheet.note(frame, note);
    }
    let mut words =
        finding(measure, language, places.iter().map(|place| (place.name.as_str(), place.figure)));
    for reference in references {
        words = format!("{words} {}.", sentence(measure, language, reference));
    }
    Ok(sheet.finish(frame, &measure.title, &words))
}

/// What sorts: the highest first, then what is withheld, then what is missing.
fn rank(figure: Figure) -> f64 {
    match figure {
        Figure::Known(value) | Figure::AtLeast(value) => 0.0 - value,
        Figure::Withheld => f64::MAX,
        Figure::Missing | Figure::NotCosted => f64::INFINITY,
    }
}

/// From values to points, with room for the numbers at both ends.
struct Scale {
    zero: f64,
    unit: f64,
}

impl Scale {
    fn of(rows: &[Row<'_>], names: f64, width: f64) -> Self {
        let words = |row: &Row<'_>| text::width(&row.figure) + 6.0;
        let unsaid =
            rows.iter().filter(|row| row.place.figure.value().is_none()).map(words).fold(0.0, f64::max);
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        let (mut left, mut right) = (0.0_f64, 0.0_f64);
        for row in rows {
            match row.place.figure.value() {
                Some(value) if value < 0.0 => (low, left) = (low.min(value), left.max(words(row))),
                Some(value) => (high, right) = (high.max(value), right.max(words(row))),
                None => {}
            }
        }
        let scale = |right: f64| {
            let room = (width - names - left - right - 2.0).max(40.0);
            let unit = if high > low { room / (high - low) } else { 0.0 };
            Self { zero: names + left - low * unit, unit }
        };
        // What has no bar stands where bars begin, and may need more room than they leave.
        let free = scale(right);
        if free.zero + unsaid <= width { free } else { scale(right.max(unsaid)) }
    }

    fn at(&self, value: f64) -> f64 {
        self.zero + value * self.unit
    }
}

/// A bar, and what is written at it.
fn draw(row: &Row<'_>, scale: &Scale, y: f64, id: &str) -> (Markup, Markup) {
    let Row { place, label, figure, is_reference } = row;
    let middle = y + (row.height() - GAP) / 2.0;
    let baseline = middle + 4.5;
    let first = y + LINE - 3.5;
    let words = html! {
        @for (at, line) in label.lines.iter().enumerate() {
            text x="2" y=(n(first + LINE * at as f64)) font-weight=[is_reference.then_some("bold")] {
                @if label.is_cut { title { (place.name) } }
                (line)
            }
        }
    };
    let Some(value) = place.figure.value() else {
        let figure = over(scale.zero + 5.0, baseline, "start", figure);
        return (html! {}, html! { (words) g font-style="italic" fill=(SOFT) { (figure) } });
    };
    let (from, to) = (scale.zero.min(scale.at(value)), scale.zero.max(scale.at(value)));
    let fill = if *is_reference { format!("url(#{id}-reference)") } else { BLUE.to_owned() };
    let bar = html! {
        rect x=(n(from)) y=(n(middle - BAR / 2.0)) width=(n(to - from)) height=(n(BAR))
            fill=(fill) stroke=[is_reference.then_some(INK)] {}
    };
    let number = if value < 0.0 {
        over(from - 4.0, baseline, "end", figure)
    } else {
        over(to + 4.0, baseline, "start", figure)
    };
    (bar, html! { (words) (number) })
}
