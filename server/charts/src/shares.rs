//! How the answers to a question share out, as published.

use crate::fill::{Fill, patterns, sample};
use crate::flow::{Entry, legend};
use crate::svg::{INK, SOFT, Sheet, id, n, over};
use crate::text::{self, LINE, wrap};
use crate::{Frame, Language, Unfit};
use maud::{Markup, html};

/// More choices than these nobody tells apart; bars show them better.
pub const CHOICES_MAX: usize = FILLS.len();

const FILLS: [Fill; 8] =
    [Fill::Dark, Fill::Pale, Fill::Grid, Fill::Dots, Fill::Middle, Fill::Crosses, Fill::Columns, Fill::Lines];

/// A question of which everybody took one choice, in one row or in several (all, then each commune).
#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    /// The question.
    pub title: String,
    /// Its choices, as they were asked.
    pub choices: Vec<String>,
    /// Who answered.
    pub rows: Vec<Row>,
    /// A sentence that stands under the chart: who was asked, what the numbers do not say.
    pub note: Option<String>,
}

/// Those of one row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Who they are; empty where there is one row alone.
    pub name: String,
    /// How many took each choice.
    pub counts: Vec<Count>,
    /// How many they are together.
    pub base: Count,
}

/// A number of a published table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many.
    Told(u32),
    /// Not told.
    Withheld,
}

const BAR: f64 = 24.0;

/// Draws them.
pub fn shares(frame: &Frame<'_>, shares: &Shares) -> Result<String, Unfit> {
    let Shares { title, choices, rows, note } = shares;
    let language = frame.language;
    check(shares)?;
    let id = id(frame);
    let mut fills = FILLS[..choices.len()].to_vec();
    let is_withheld = |row: &Row| row.base == Count::Withheld || row.counts.contains(&Count::Withheld);
    if rows.iter().any(is_withheld) {
        fills.push(Fill::Withheld);
    }
    let mut sheet = Sheet::new();
    sheet.put(patterns(&id, fills.iter().copied()));
    let words = choices.iter().map(String::as_str).chain([language.withheld()]);
    let entries: Vec<Entry> = fills
        .iter()
        .zip(words)
        .map(|(fill, words)| Entry { sample: sample(&id, *fill), words: words.to_owned() })
        .collect();
    legend(&mut sheet, frame, &entries);
    sheet.y += 6.0;
    for row in rows {
        let heading = match (row.name.as_str(), row.base) {
            (name, Count::Told(base)) if !name.is_empty() => {
                format!("{name} ({})", language.number(base.into(), 0))
            }
            (_, Count::Told(base)) => base_line(language, base),
            (name, Count::Withheld) => name.to_owned(),
        };
        for line in wrap(&heading, frame.width() - 4.0, usize::MAX).lines {
            sheet.y += LINE;
            sheet.put(html! { text x="2" y=(n(sheet.y - 4.0)) { (line) } });
        }
        sheet.put(draw(row, frame, sheet.y));
        sheet.y += BAR + 8.0;
    }
    if let Some(note) = note {
        sheet.note(frame, note);
    }
    Ok(sheet.finish(frame, title, &finding(shares, language)))
}

fn check(Shares { choices, rows, .. }: &Shares) -> Result<(), Unfit> {
    if choices.is_empty() || rows.is_empty() {
        return Err(Unfit::Nothing);
    }
    if choices.len() > CHOICES_MAX {
        return Err(Unfit::Many { found: choices.len(), most: CHOICES_MAX });
    }
    for Row { name, counts, base } in rows {
        let told: u64 = counts.iter().filter_map(|count| count.told()).map(u64::from).sum();
        let is_whole = !counts.contains(&Count::Withheld);
        let fits = match base {
            Count::Told(base) if is_whole => told == u64::from(*base),
            Count::Told(base) => told <= u64::from(*base),
            Count::Withheld => true,
        };
        if counts.len() != choices.len() || !fits {
            return Err(Unfit::Sum(name.clone()));
        }
    }
    Ok(())
}

impl Count {
    fn told(self) -> Option<u32> {
        match self {
            Self::Told(count) => Some(count),
            Self::Withheld => None,
        }
    }
}

fn base_line(language: Language, base: u32) -> String {
    let answers = match (language, base) {
        (Language::French, 0 | 1) => "réponse",
        (Language::French, _) => "réponses",
        (Language::English, 1) => "answer",
        (Language::English, _) => "answers",
    };
    format!("{} {answers}", language.number(base.into(), 0))
}

/// One row: what is told, then what is withheld together.
fn draw(Row { counts, base, .. }: &Row, frame: &Frame<'_>, y: f64) -> Markup {
    let (id, language) = (id(frame), frame.language);
    let room = frame.width() - 4.0;
    let segment = |fill: Fill, x: f64, wide: f64, words: Option<&str>| {
        html! {
            rect x=(n(x)) y=(n(y)) width=(n(wide)) height=(n(BAR)) fill=(fill.paint(&id)) stroke=(INK) stroke-width="0.8" {}
            @if let Some(words) = words.filter(|words| text::width(words) + 6.0 <= wide) {
                (over(x + wide / 2.0, y + BAR / 2.0 + 4.5, "middle", words))
            }
        }
    };
    let base = match base {
        Count::Withheld => return segment(Fill::Withheld, 2.0, room, Some(language.withheld())),
        Count::Told(0) => {
            let words = language.say("aucune réponse", "no answer");
            return html! { text x="2" y=(n(y + 16.0)) font-style="italic" fill=(SOFT) { (words) } };
        }
        Count::Told(base) => *base,
    };
    let wide = |count: u32| room * f64::from(count) / f64::from(base);
    let told: u32 = counts.iter().filter_map(|count| count.told()).sum();
    let mut before = 0;
    let mut segments = Vec::new();
    for (count, fill) in counts.iter().zip(FILLS) {
        if let Count::Told(count) = *count
            && count > 0
        {
            segments.push(segment(fill, 2.0 + wide(before), wide(count), Some(&language.share(count, base))));
            before += count;
        }
    }
    html! {
        @for segment in segments { (segment) }
        @if told < base { (segment(Fill::Withheld, 2.0 + wide(told), wide(base - told), None)) }
    }
}

/// Every number.
fn finding(Shares { choices, rows, .. }: &Shares, language: Language) -> String {
    let colon = language.colon();
    let mut sentences = Vec::new();
    for Row { name, counts, base } in rows {
        let heading = match base {
            Count::Told(base) if name.is_empty() => base_line(language, *base),
            Count::Told(base) => format!("{name}, {}", base_line(language, *base)),
            Count::Withheld => format!("{name} ({})", language.withheld()),
        };
        let said = counts.iter().zip(choices).map(|(count, choice)| match (count, base) {
            (Count::Withheld, _) => format!("{choice}, {}", language.withheld()),
            (Count::Told(count), Count::Told(base)) => {
                let share = language.share(*count, *base);
                format!("{choice}, {share} ({})", language.number(f64::from(*count), 0))
            }
            (Count::Told(count), Count::Withheld) => {
                format!("{choice}, {}", language.number(f64::from(*count), 0))
            }
        });
        let said: Vec<String> = said.collect();
        sentences.push(format!("{heading}{colon}{}.", said.join(" ; ")));
    }
    sentences.join(" ")
}
