//! Things of a legend, one after the other, as many in a line as fit; names by number, in columns.

use crate::Frame;
use crate::svg::{Sheet, n};
use crate::text::{self, LINE, wrap};
use maud::{Markup, html};

/// Room of the sample before the words.
pub(crate) const SAMPLE: (f64, f64) = (26.0, 14.0);
const GAP: f64 = 14.0;

/// A sample (drawn from 0, 0) and its words.
pub(crate) struct Entry {
    pub(crate) sample: Markup,
    pub(crate) words: String,
}

/// Puts entries under what stands there.
pub(crate) fn legend(sheet: &mut Sheet, frame: &Frame<'_>, entries: &[Entry]) {
    let width = frame.width() - 4.0;
    let room = width - SAMPLE.0 - 6.0;
    let mut x = 0.0;
    let mut height = 0.0;
    for Entry { sample, words } in entries {
        let lines = wrap(words, room, usize::MAX).lines;
        let own = SAMPLE.0 + 6.0 + lines.iter().map(|line| text::width(line)).fold(0.0, f64::max);
        if x > 0.0 && x + own > width {
            sheet.y += height;
            (x, height) = (0.0, 0.0);
        }
        let (left, top) = (x + 2.0, sheet.y + 3.0);
        sheet.put(html! {
            g transform={ "translate(" (n(left)) " " (n(top)) ")" } { (sample) }
            @for (at, line) in lines.iter().enumerate() {
                text x=(n(left + SAMPLE.0 + 6.0)) y=(n(top + 11.5 + LINE * at as f64)) { (line) }
            }
        });
        x += own + GAP;
        height = f64::max(height, LINE * lines.len() as f64 + 4.0);
    }
    sheet.y += height;
}

/// Names by their number, from 1 on, in columns under what stands there.
pub(crate) fn index(sheet: &mut Sheet, frame: &Frame<'_>, names: &[String]) {
    let width = frame.width() - 4.0;
    let number = |at: usize| format!("{}", at + 1);
    let indent = text::width(&number(names.len())) + 8.0;
    let widest = names.iter().map(|name| text::width(name)).fold(0.0, f64::max);
    // Two columns also on a phone.
    let column = (indent + widest + GAP).min((width + GAP) / 2.0);
    let columns = ((width + GAP) / column) as usize;
    for (row, names) in names.chunks(columns).enumerate() {
        let mut lines_max = 0;
        for (place, name) in names.iter().enumerate() {
            let left = 2.0 + column * place as f64 + indent;
            let lines = wrap(name, column - indent - GAP, usize::MAX).lines;
            let y = |line: usize| n(sheet.y + 12.0 + LINE * line as f64);
            let at = row * columns + place;
            sheet.put(html! {
                text x=(n(left - 6.0)) y=(y(0)) text-anchor="end" font-weight="bold" { (number(at)) }
                @for (at, line) in lines.iter().enumerate() { text x=(n(left)) y=(y(at)) { (line) } }
            });
            lines_max = lines_max.max(lines.len());
        }
        sheet.y += LINE * lines_max as f64;
    }
}
