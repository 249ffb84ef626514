//! Columns that a tool adds of its own. A question may have the same name: what a column is, its place and its cells
//! say too.

use crate::frame::{Frame, is_one_of};
use crate::kinds::is_date;

/// A column of a tool's own.
pub(crate) struct Own {
    /// Its heading in the languages of the tool.
    pub(crate) words: &'static [&'static str],
    /// Whether a cell may stand in it.
    pub(crate) fits: fn(&str) -> bool,
}

pub(crate) fn anything(_: &str) -> bool {
    true
}

pub(crate) fn number(text: &str) -> bool {
    text.strip_prefix('-').unwrap_or(text).bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// A moment, or that there was none.
pub(crate) fn moment(text: &str) -> bool {
    is_date(text) || matches!(text, "N/A" | "n/a") || text.parse::<f64>().is_ok()
}

/// The code of a language: `fr`, `de-informal`.
pub(crate) fn language(text: &str) -> bool {
    let begin = text.split(['-', '_']).next().unwrap_or_default();
    (2..=3).contains(&begin.len())
        && begin.bytes().all(|byte| byte.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// An access code: chosen by a machine.
pub(crate) fn code(text: &str) -> bool {
    one_word(text) && (text.len() >= 10 || text.bytes().any(|byte| byte.is_ascii_digit()))
}

pub(crate) fn one_word(text: &str) -> bool {
    !text.contains(char::is_whitespace)
}

/// Whether a heading is a word of some columns.
pub(crate) fn is_word(heading: &str, own: &[Own]) -> bool {
    own.iter().any(|own| is_one_of(heading, own.words))
}

/// Which columns are the tool's own: those before the first question, each once, whose cells fit. What the form asks
/// is none.
pub(crate) fn before(frame: &Frame, own: &[&[Own]], asked: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut finder = Finder::new(frame, own, asked);
    let mut found = vec![false; frame.width()];
    for (column, found) in found.iter_mut().enumerate() {
        *found = finder.takes(column);
        // Somebody may have put a number in front of it all.
        if !*found && column > 0 {
            break;
        }
    }
    found
}

/// The same, with those behind the last question; columns that nobody else has stand among them.
pub(crate) fn around(
    frame: &Frame,
    own: &[&[Own]],
    added: fn(&str) -> bool,
    asked: impl Fn(usize) -> bool,
) -> Vec<bool> {
    let mut finder = Finder::new(frame, own, asked);
    let mut found = vec![false; frame.width()];
    let columns = 0..frame.width();
    for columns in [columns.clone().collect::<Vec<_>>(), columns.rev().collect()] {
        for column in columns {
            if found[column] || !(added(&frame.headings[column]) || finder.takes(column)) {
                break;
            }
            found[column] = true;
        }
    }
    (0..frame.width()).for_each(|column| found[column] &= !added(&frame.headings[column]));
    found
}

/// Puts those among the questions to those that were found.
pub(crate) fn among(frame: &Frame, own: &[Own], asked: impl Fn(usize) -> bool, found: &mut [bool]) {
    let mut finder = Finder::new(frame, &[own], asked);
    for (column, found) in found.iter_mut().enumerate() {
        *found |= frame.said_in(column).next().is_some() && finder.takes(column);
    }
}

struct Finder<'a, F> {
    frame: &'a Frame<'a>,
    /// Those that were not found yet.
    left: Vec<&'a Own>,
    asked: F,
}

impl<'a, F: Fn(usize) -> bool> Finder<'a, F> {
    fn new(frame: &'a Frame<'a>, own: &[&'a [Own]], asked: F) -> Self {
        Self { frame, left: own.iter().copied().flatten().collect(), asked }
    }

    fn takes(&mut self, column: usize) -> bool {
        let heading = &self.frame.headings[column];
        let known = |own: &&Own| {
            is_one_of(heading, own.words) && self.frame.said_in(column).all(|text| (own.fits)(text.trim()))
        };
        let Some(which) = self.left.iter().position(known) else { return false };
        // Where the form asks for the same, the tool's own comes first.
        let again = || self.frame.headings[column + 1..].iter().any(|other| other.trim() == heading.trim());
        if (self.asked)(column) && !again() {
            return false;
        }
        self.left.remove(which);
        true
    }
}
