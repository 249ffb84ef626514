//! Words and numbers in French and English.

/// The language of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are the names of languages")]
pub enum Language {
    French,
    English,
}

use Language::French;

/// No-break space, and the thin one.
const NO_BREAK: char = '\u{a0}';
const THIN: char = '\u{202f}';

impl Language {
    pub(crate) fn say(self, french: &'static str, english: &'static str) -> &'static str {
        if self == French { french } else { english }
    }

    /// A number as people write it: `−1 234,5` or `−1,234.5`.
    pub fn number(self, value: f64, decimals: u8) -> String {
        let digits = format!("{:.*}", usize::from(decimals), value.abs());
        let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
        let is_zero = digits.bytes().all(|byte| matches!(byte, b'0' | b'.'));
        let mut number = String::new();
        if value < 0.0 && !is_zero {
            number.push('−');
        }
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at) % 3 == 0 {
                number.push(if self == French { THIN } else { ',' });
            }
            number.push(digit);
        }
        if !part.is_empty() {
            number.push(if self == French { ',' } else { '.' });
            number.push_str(part);
        }
        number
    }

    /// With its unit: `12,3 %`, `1 234 hab.`.
    pub(crate) fn with_unit(self, number: &str, unit: &str) -> String {
        match unit {
            "" => number.to_owned(),
            "%" if self == French => format!("{number}{THIN}%"),
            "%" => format!("{number}%"),
            unit => format!("{number}{NO_BREAK}{unit}"),
        }
    }

    /// `part` of `base` in whole percent.
    pub(crate) fn share(self, part: u32, base: u32) -> String {
        let percent = 100.0 * f64::from(part) / f64::from(base.max(1));
        if part > 0 && percent < 0.5 {
            format!("<{NO_BREAK}{}", self.with_unit("1", "%"))
        } else {
            self.with_unit(&self.number(percent, 0), "%")
        }
    }

    /// What stands after a name: `Civray : `.
    pub(crate) fn colon(self) -> &'static str {
        self.say("\u{a0}: ", ": ")
    }

    /// `a, b et c`, and no more than ten of them.
    pub(crate) fn list<'a>(self, names: impl IntoIterator<Item = &'a str>) -> String {
        const SHOWN: usize = 10;
        let mut names: Vec<_> = names.into_iter().map(str::to_owned).collect();
        if names.len() > SHOWN + 1 {
            let others = names.len() - SHOWN;
            names.truncate(SHOWN);
            names.push(format!("{others} {}", self.say("autres", "others")));
        }
        match names.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} {} {last}", first.join(", "), self.say("et", "and")),
        }
    }

    pub(crate) fn withheld(self) -> &'static str {
        self.say("secret statistique", "withheld")
    }

    pub(crate) fn missing(self) -> &'static str {
        self.say("non disponible", "not available")
    }

    pub(crate) fn not_costed(self) -> &'static str {
        self.say("non chiffré", "not costed")
    }
}
