//! The picture around a chart.

use crate::Frame;
use crate::text::{self, LINE, SIZE};
use maud::{Markup, html};

/// Of text and lines: 17 to 1 on white.
pub(crate) const INK: &str = "#1c1a15";
/// Of what is secondary: 7.5 to 1.
pub(crate) const SOFT: &str = "#57534a";
/// Of bars and of the first line: 6.6 to 1.
pub(crate) const BLUE: &str = "#0b5fa5";

/// A number of an attribute, to a tenth.
pub(crate) fn n(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, tenth) = (tenths.abs() / 10, tenths.abs() % 10);
    if tenth == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{tenth}") }
}

/// The beginning of ids.
pub(crate) fn id(frame: &Frame<'_>) -> String {
    let safe = |letter: char| if letter.is_ascii_alphanumeric() || letter == '_' { letter } else { '-' };
    format!("chart-{}", frame.id.chars().map(safe).collect::<String>())
}

/// A picture that grows downwards.
pub(crate) struct Sheet {
    pub(crate) y: f64,
    parts: Vec<Markup>,
}

impl Sheet {
    pub(crate) fn new() -> Self {
        Self { y: 4.0, parts: Vec::new() }
    }

    pub(crate) fn put(&mut self, part: Markup) {
        self.parts.push(part);
    }

    /// A text over the whole width, and as many lines as it needs.
    pub(crate) fn note(&mut self, frame: &Frame<'_>, note: &str) {
        for line in text::wrap(note, frame.width() - 4.0, usize::MAX).lines {
            self.y += LINE;
            self.put(html! { text x="2" y=(n(self.y - 4.0)) fill=(SOFT) { (line) } });
        }
    }

    /// The whole, in words and as a picture.
    pub(crate) fn finish(self, frame: &Frame<'_>, title: &str, finding: &str) -> String {
        let id = id(frame);
        let (width, height) = (n(frame.width()), n(self.y + 4.0));
        let picture = html! {
            svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox={ "0 0 " (width) " " (height) }
                role="img" aria-labelledby={ (id) "-title " (id) "-desc" } lang=(frame.language.say("fr", "en"))
                font-size=(n(SIZE)) fill=(INK) {
                title id={ (id) "-title" } { (title) }
                desc id={ (id) "-desc" } { (finding) }
                rect width=(width) height=(height) fill="#fff" {}
                @for part in &self.parts { (part) }
            }
        };
        let readable = |letter| if is_xml(letter) { letter } else { '\u{fffd}' };
        picture.into_string().chars().map(readable).collect()
    }
}

/// Whether XML can hold it.
fn is_xml(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// Text on white, so that it is read on lines and patterns; `x` is where it starts, or ends (`end`), or its middle.
pub(crate) fn over(x: f64, y: f64, anchor: &str, words: &str) -> Markup {
    let wide = text::width(words);
    let left = match anchor {
        "end" => x - wide,
        "middle" => x - wide / 2.0,
        _ => x,
    };
    html! {
        rect x=(n(left - 1.0)) y=(n(y - 11.0)) width=(n(wide + 2.0)) height="14" fill="#fff" {}
        text x=(n(x)) y=(n(y)) text-anchor=(anchor) { (words) }
    }
}
