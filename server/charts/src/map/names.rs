//! The names of communes on a map.
//!
//! A name is written whole inside of its commune, in as few lines as that takes. One for which there is no room is a
//! number, explained under the map: inside too, else beside, with a line from its place. Nothing covers anything else.

use super::borders::Ring;
use super::grid::{Cell, Grid, Room, STEP};
use crate::svg::{INK, n};
use crate::text::{self, LINE, wrap};
use maud::{Markup, html};
use unicode_normalization::UnicodeNormalization;

/// Lines of a name.
const LINES_MAX: usize = 3;
/// Which part of a commune its name may cover, so that its tint is still seen.
const COVERED: f64 = 0.6;
/// How far from its place a number may stand, in cells.
const BESIDE: usize = 40;
/// White around words, in points.
const MARGIN: f64 = 2.0;

/// What stands on the map, and what its numbers mean.
pub(super) struct Names {
    labels: Vec<Label>,
    /// Names in the order of their numbers, from 1 on; none where there is no room for all of them.
    pub(super) numbered: Vec<String>,
}

struct Label {
    lines: Vec<String>,
    is_number: bool,
    at: Room,
    /// The place that a number beside is about.
    about: Option<Cell>,
}

/// Places the names of some shapes; none where there is no room for all.
pub(super) fn place(shapes: &[(&str, &[Ring])], width: f64, bottom: f64) -> Option<Names> {
    let mut grid = Grid::of(shapes.iter().map(|(_, rings)| *rings), width, bottom);
    let mut labels = Vec::new();
    let mut rest = Vec::new();
    for (shape, (name, _)) in shapes.iter().enumerate() {
        match layouts(name).find_map(|lines| Some((inside(&mut grid, shape, &lines, COVERED)?, lines))) {
            Some((at, lines)) => labels.push(Label { lines, is_number: false, at, about: None }),
            None => rest.push((sorted_by(name), *name, shape)),
        }
    }
    rest.sort();
    let numbers = (1..).zip(&rest).map(|(number, (.., shape))| (vec![format!("{number}")], *shape));
    let mut outside = Vec::new();
    for (lines, shape) in numbers {
        match inside(&mut grid, shape, &lines, 1.0) {
            Some(at) => labels.push(Label { lines, is_number: true, at, about: None }),
            None => outside.push((lines, shape)),
        }
    }
    for (_, shape) in &outside {
        grid.take_place(grid.middle(*shape));
    }
    for (lines, shape) in outside {
        let about = grid.middle(shape);
        let at = grid.beside(about, size(&lines), BESIDE)?;
        labels.push(Label { lines, is_number: true, at, about: Some(about) });
    }
    Some(Names { labels, numbered: rest.into_iter().map(|(_, name, _)| name.to_owned()).collect() })
}

impl Names {
    pub(super) fn draw(&self) -> Markup {
        html! {
            g stroke=(INK) stroke-width="0.8" {
                @for (label, [x, y]) in self.labels.iter().filter_map(|label| Some((label, label.about?.point()))) {
                    @let [to_x, to_y] = label.at.nearest([x, y]);
                    line x1=(n(x)) y1=(n(y)) x2=(n(to_x)) y2=(n(to_y)) {}
                    rect x=(n(x - 1.5)) y=(n(y - 1.5)) width="3" height="3" fill=(INK) {}
                }
            }
            @for Label { lines, is_number, at, .. } in &self.labels {
                @let [left, top, right, bottom] = at.edges();
                @let [x, y] = [(left + right) / 2.0, (top + bottom - LINE * lines.len() as f64) / 2.0];
                @for (line, words) in lines.iter().enumerate() {
                    @let (wide, y) = (text::width(words) + 2.0 * MARGIN, y + LINE * line as f64);
                    rect x=(n(x - wide / 2.0)) y=(n(y)) width=(n(wide)) height=(n(LINE)) fill="#fff" fill-opacity="0.8" {}
                    text x=(n(x)) y=(n(y + 12.5)) text-anchor="middle" font-weight=[is_number.then_some("bold")] { (words) }
                }
            }
        }
    }
}

/// A name in one line, in two and so on, each as narrow as it can be.
fn layouts(name: &str) -> impl Iterator<Item = Vec<String>> {
    let name = name.trim();
    let fits = |room: f64, lines: usize| {
        let wrapped = wrap(name, room, usize::MAX).lines;
        (wrapped.len() <= lines).then_some(wrapped)
    };
    let widest = text::words(name).map(|word| text::width(word.trim_end())).fold(1.0, f64::max);
    let mut shown = 0;
    (1..=LINES_MAX).filter(|_| !name.is_empty()).filter_map(move |most| {
        let (mut narrow, mut wide) = (widest, text::width(name).max(widest));
        let mut best = fits(narrow, most).or_else(|| fits(wide, most))?;
        while wide - narrow > 1.0 {
            let middle = (narrow + wide) / 2.0;
            match fits(middle, most) {
                Some(lines) => (wide, best) = (middle, lines),
                None => narrow = middle,
            }
        }
        (best.len() > std::mem::replace(&mut shown, best.len())).then_some(best)
    })
}

/// How wide and high some lines are, in points.
fn size(lines: &[String]) -> [f64; 2] {
    let wide = lines.iter().map(|line| text::width(line)).fold(0.0, f64::max);
    [wide + 2.0 * MARGIN, LINE * lines.len() as f64]
}

/// The place inside of a shape that is nearest to its middle, where words cover no more than a part of it.
fn inside(grid: &mut Grid, shape: usize, lines: &[String], covered: f64) -> Option<Room> {
    let [wide, high] = size(lines);
    let is_seen = wide * high <= covered * STEP * STEP * grid.cells(shape) as f64;
    is_seen.then(|| grid.inside(shape, [wide, high]))?
}

/// Without capitals and accents, so that É stands beside E.
fn sorted_by(name: &str) -> String {
    name.nfd().filter(|letter| letter.is_ascii()).collect::<String>().to_lowercase()
}
