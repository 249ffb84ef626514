//! Tints with patterns: on a screen they differ in both, in black and white still in one.

use maud::{Markup, html};

/// One way to fill a surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fill {
    Pale,
    Dots,
    Lines,
    Grid,
    Dark,
    Columns,
    Middle,
    Crosses,
    /// Oblique lines, for what is withheld and nothing else.
    Withheld,
    /// White with few dashes: there is no number.
    Missing,
}

use Fill::{Columns, Crosses, Dark, Dots, Grid, Lines, Middle, Missing, Pale, Withheld};

impl Fill {
    fn name(self) -> &'static str {
        match self {
            Pale => "pale",
            Dots => "dots",
            Lines => "lines",
            Grid => "grid",
            Dark => "dark",
            Columns => "columns",
            Middle => "middle",
            Crosses => "crosses",
            Withheld => "withheld",
            Missing => "missing",
        }
    }

    /// Its tint, the side of its pattern, what is drawn on it and in which colour.
    fn pattern(self) -> (&'static str, u8, &'static str, &'static str) {
        match self {
            Pale => ("#eaf2f9", 0, "", ""),
            Dots => ("#cfe0ee", 6, "M1.5 1.5h1.4v1.4h-1.4zM4.5 4.5h1.4v1.4h-1.4z", "#12344d"),
            Lines => ("#a3c3de", 5, "M0 2h5v1.1h-5z", "#12344d"),
            Grid => ("#4a7fae", 6, "M0 0h6v1.3h-6zM0 0h1.3v6h-1.3z", "#fff"),
            Dark => ("#12344d", 0, "", ""),
            Columns => ("#fff", 5, "M2 0h1.6v5h-1.6z", "#12344d"),
            Middle => ("#7ea9cc", 0, "", ""),
            Crosses => ("#fff", 8, "M3 1h1v2h2v1h-2v2h-1v-2h-2v-1h2z", "#12344d"),
            Withheld => ("#fff", 7, "M0 6L6 0h1L0 7zM6 7l1-1v1z", INK),
            Missing => ("#fff", 12, "M1 2h4v1h-4zM7 8h4v1h-4z", "#57534a"),
        }
    }

    /// What `fill` says.
    pub(crate) fn paint(self, id: &str) -> String {
        match self.pattern() {
            (tint, 0, ..) => tint.to_owned(),
            _ => format!("url(#{id}-{})", self.name()),
        }
    }
}

use crate::svg::INK;

/// The patterns of the fills that are used.
pub(crate) fn patterns(id: &str, fills: impl IntoIterator<Item = Fill>) -> Markup {
    html! {
        defs {
            @for fill in fills {
                @let (tint, side, path, ink) = fill.pattern();
                @if side > 0 {
                    pattern id={ (id) "-" (fill.name()) } width=(side) height=(side) patternUnits="userSpaceOnUse" {
                        rect width=(side) height=(side) fill=(tint) {}
                        path d=(path) fill=(ink) {}
                    }
                }
            }
        }
    }
}

/// What a fill looks like, in a legend.
pub(crate) fn sample(id: &str, fill: Fill) -> Markup {
    html! { rect width="26" height="14" fill=(fill.paint(id)) stroke=(INK) stroke-width="0.8" {} }
}
