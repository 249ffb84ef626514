//! Charts and maps as SVG.
//!
//! Small typed inputs, one function a chart, text out; the same input gives the same bytes. Made for a phone, for paper
//! and for black and white: numbers stand at what they measure, tints come with patterns, text stays text. A title and
//! a description say in words what is to be seen; the table of the same numbers is the caller's.
//!
//! Pure: no I/O, no clock. No script, no style, no reference to anything outside of the picture.

mod bars;
mod figure;
mod fill;
mod finding;
mod flow;
mod language;
mod lines;
mod map;
mod pyramid;
mod shares;
mod svg;
mod text;

pub use bars::{Bars, Order, bars};
pub use figure::{Figure, Measure, Place};
pub use language::Language;
pub use lines::{Lines, Point, SERIES_MAX, Series, lines};
pub use map::{Area, CLASSES_MAX, Limits, Map, Outlines, Unreadable, is_same_name, map};
pub use pyramid::{Group, Pyramid, pyramid};
pub use shares::{CHOICES_MAX, Count, Row, Shares, shares};

use thiserror::Error;

/// Where a chart will stand.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// What the ids inside begin with: unlike those of the other charts of the page.
    pub id: &'a str,
    /// The language of its words and numbers.
    pub language: Language,
    /// In points, of which text has 13: 340 for a phone, 640 for A4. Between 300 and 1200.
    pub width: u16,
}

impl Frame<'_> {
    fn width(&self) -> f64 {
        f64::from(self.width.clamp(300, 1200))
    }
}

/// Why there is no chart.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum Unfit {
    /// There is nothing to show.
    #[error("there is nothing to show")]
    Nothing,
    /// A number that is none, or has more than fifteen digits.
    #[error("{0}: not a number that can be shown")]
    Number(String),
    /// A count of people below 0.
    #[error("{0}: fewer than none")]
    Negative(String),
    /// More series or choices than can be told apart.
    #[error("{found} are too many to be told apart: at most {most}")]
    #[expect(missing_docs, reason = "the sentence says it")]
    Many { found: usize, most: usize },
    /// A row does not have a count for each choice, or its counts are not its base.
    #[error("{0}: the counts do not fit the choices or the base")]
    Sum(String),
    /// Vintages that go back or stand twice.
    #[error("{0}: vintages must follow one another")]
    Vintages(String),
    /// Limits that do not rise, too many classes or none.
    #[error("the limits must rise, and make one to {CLASSES_MAX} classes")]
    Limits,
    /// The same commune twice.
    #[error("{0} stands twice")]
    Twice(String),
}
