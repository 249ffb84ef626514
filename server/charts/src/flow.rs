//! Things of a legend, one after the other, as many in a line as fit.

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
