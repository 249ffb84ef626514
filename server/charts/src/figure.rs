//! What is measured, and what it is somewhere.

use crate::{Language, Unfit};

/// What a chart is of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measure {
    /// Its title, which readers of screens hear first.
    pub title: String,
    /// `%`, `hab.`, or nothing.
    pub unit: String,
    /// Digits after the point, of every number.
    pub decimals: u8,
    /// A sentence that stands under the chart: source, vintage, warning.
    pub note: Option<String>,
}

/// What is known of a number. Withheld is not missing, and neither is 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// So much.
    Known(f64),
    /// « Plus de … »: shown as what it is at least.
    AtLeast(f64),
    /// « Secret statistique ».
    Withheld,
    /// Nobody knows.
    Missing,
    /// « Non chiffré »: nobody said what it costs.
    NotCosted,
}

impl Figure {
    /// What can be drawn of it.
    pub(crate) fn value(self) -> Option<f64> {
        match self {
            Self::Known(value) | Self::AtLeast(value) => Some(value),
            Self::Withheld | Self::Missing | Self::NotCosted => None,
        }
    }

    pub(crate) fn check(self, name: &str) -> Result<(), Unfit> {
        match self.value() {
            Some(value) if !value.is_finite() || value.abs() >= 1e15 => Err(Unfit::Number(name.to_owned())),
            _ => Ok(()),
        }
    }
}

/// Somewhere, and what it is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// As people call it.
    pub name: String,
    /// What it is there.
    pub figure: Figure,
}

impl Measure {
    /// A figure in words; units other than % are said once, above.
    pub(crate) fn short(&self, figure: Figure, language: Language) -> String {
        let unit = if self.unit == "%" { "%" } else { "" };
        self.write(figure, unit, language)
    }

    /// A figure in words, with its unit.
    pub(crate) fn full(&self, figure: Figure, language: Language) -> String {
        self.write(figure, &self.unit, language)
    }

    fn write(&self, figure: Figure, unit: &str, language: Language) -> String {
        let number = |value| language.with_unit(&language.number(value, self.decimals.min(6)), unit);
        match figure {
            Figure::Known(value) => number(value),
            Figure::AtLeast(value) => format!("{} {}", language.say("plus de", "over"), number(value)),
            Figure::Withheld => language.withheld().to_owned(),
            Figure::Missing => language.missing().to_owned(),
            Figure::NotCosted => language.not_costed().to_owned(),
        }
    }

    /// The unit, where it is not said at each number.
    pub(crate) fn unit_line(&self, language: Language) -> Option<String> {
        let said = !matches!(self.unit.as_str(), "" | "%");
        said.then(|| format!("{}{}{}", language.say("Unité", "Unit"), language.colon(), self.unit))
    }
}
