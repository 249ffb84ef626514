//! Ages, two sides.

use crate::fill::{Fill, patterns, sample};
use crate::finding::finding;
use crate::flow::{Entry, legend};
use crate::svg::{INK, SOFT, Sheet, id, n};
use crate::text;
use crate::{Figure, Frame, Measure, Unfit};
use maud::{Markup, html};

/// People by age on two sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Pyramid {
    /// What is measured.
    pub measure: Measure,
    /// What the sides are called: « Hommes », « Femmes ».
    pub sides: [String; 2],
    /// The ages, the youngest first; they are drawn at the bottom.
    pub groups: Vec<Group>,
}

/// Those of one age.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// `0 – 14 ans`.
    pub name: String,
    /// How many, left and right.
    pub figures: [Figure; 2],
}

const BAR: f64 = 17.0;
const STEP: f64 = 22.0;

/// Draws it.
pub fn pyramid(frame: &Frame<'_>, pyramid: &Pyramid) -> Result<String, Unfit> {
    let Pyramid { measure, sides, groups } = pyramid;
    let language = frame.language;
    if groups.is_empty() {
        return Err(Unfit::Nothing);
    }
    for Group { name, figures } in groups {
        for figure in figures {
            figure.check(name)?;
            if figure.value().is_some_and(|value| value < 0.0) {
                return Err(Unfit::Negative(name.clone()));
            }
        }
    }
    let id = id(frame);
    let figures = || groups.iter().flat_map(|group| group.figures);
    let names = groups.iter().map(|group| text::width(&group.name)).fold(0.0, f64::max);
    let names = names.min(frame.width() * 0.3) + 12.0;
    let numbers = figures().filter(|figure| figure.value().is_some());
    let words = numbers.map(|figure| text::width(&measure.short(figure, language))).fold(0.0, f64::max) + 6.0;
    let room = ((frame.width() - names) / 2.0 - words - 2.0).max(20.0);
    let most = figures().filter_map(Figure::value).fold(0.0, f64::max);
    let unit = if most > 0.0 { room / most } else { 0.0 };

    let mut sheet = Sheet::new();
    sheet.put(patterns(&id, FILLS));
    if let Some(unit) = measure.unit_line(language) {
        sheet.note(frame, &unit);
    }
    let entries: Vec<Entry> = sides
        .iter()
        .zip(FILLS)
        .map(|(side, fill)| Entry { sample: sample(&id, fill), words: side.clone() })
        .collect();
    legend(&mut sheet, frame, &entries);
    sheet.y += 6.0;
    let middle = frame.width() / 2.0;
    let word = |figure: Figure| {
        let whole = measure.short(figure, language);
        match figure {
            Figure::Withheld if text::width(&whole) > room + words => {
                language.say("secret", "withheld").to_owned()
            }
            Figure::Missing if text::width(&whole) > room + words => {
                language.say("inconnu", "unknown").to_owned()
            }
            _ => whole,
        }
    };
    for group in groups.iter().rev() {
        let name = text::wrap(&group.name, names - 8.0, 1);
        sheet.put(html! {
            @for line in &name.lines {
                text x=(n(middle)) y=(n(sheet.y + 13.0)) text-anchor="middle" {
                    @if name.is_cut { title { (group.name) } }
                    (line)
                }
            }
            @for (side, figure) in [-1.0, 1.0].into_iter().zip(group.figures) {
                @let from = middle + side * names / 2.0;
                (half(figure, side, from, sheet.y, unit, &id, &word(figure)))
            }
        });
        sheet.y += STEP;
    }
    if let Some(note) = &measure.note {
        sheet.note(frame, note);
    }
    let [left, right] = [0, 1].map(|side| {
        let places = groups.iter().map(move |group| (group.name.as_str(), group.figures[side]));
        format!("{}{}{}", sides[side], language.colon(), finding(measure, language, places))
    });
    Ok(sheet.finish(frame, &measure.title, &format!("{left} {right}")))
}

const FILLS: [Fill; 2] = [Fill::Dark, Fill::Lines];

/// A bar from the middle outwards (`side` is −1 or 1), and its number.
fn half(figure: Figure, side: f64, from: f64, y: f64, unit: f64, id: &str, words: &str) -> Markup {
    let wide = figure.value().unwrap_or(0.0) * unit;
    let is_left = side < 0.0;
    let fill = if is_left { FILLS[0] } else { FILLS[1] };
    let is_known = figure.value().is_some();
    html! {
        @if is_known {
            rect x=(n(if is_left { from - wide } else { from })) y=(n(y)) width=(n(wide)) height=(n(BAR))
                fill=(fill.paint(id)) stroke=(INK) stroke-width="0.8" {}
        }
        text x=(n(from + side * (wide + 4.0))) y=(n(y + 13.0)) text-anchor=(if is_left { "end" } else { "start" })
            fill=(if is_known { INK } else { SOFT }) font-style=[(!is_known).then_some("italic")] { (words) }
    }
}
