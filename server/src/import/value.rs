//! What a cell says to a field.

use super::words;
use files::Language;
use programme::State;
use protocol::programme::field::{Answer, Field, Kind};
use protocol::programme::import::DayOrder;
use protocol::programme::noun::Noun;
use protocol::programme::value::{NoNumber, Number};
use protocol::programme::{Day, ItemId};
use protocol::text::Form;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A number as people and programs write it: blanks between thousands, a comma or a point before decimals; rounded to the
/// millionth. Nothing: it is none.
pub(super) fn number(text: &str) -> Option<Number> {
    let (sign, digits) = match text.trim().strip_prefix(['-', '−']) {
        Some(digits) => (-1, digits),
        None => (1, text.trim()),
    };
    let (whole, decimals) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let mut parts = whole.split([' ', '\u{a0}', '\u{202f}']);
    let first = parts.next().unwrap_or_default();
    let thousands: Vec<_> = parts.collect();
    let grouped = thousands.is_empty() || first.len() <= 3 && thousands.iter().all(|part| part.len() == 3);
    let all: String = [first, &thousands.concat()].concat();
    let of_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !grouped || all.is_empty() || !of_digits(&all) || !of_digits(decimals) {
        return None;
    }
    let mut millionths = all.parse::<i64>().ok()?.checked_mul(1_000_000)?;
    let kept: String = decimals.chars().chain("000000".chars()).take(6).collect();
    let up = decimals.as_bytes().get(6).is_some_and(|next| *next >= b'5');
    millionths = millionths.checked_add(kept.parse::<i64>().ok()? + i64::from(up))?;
    let number = Number::from_millionths(sign * millionths);
    // Larger ones are exact on the wire only where they are whole.
    (number.has_decimals(0) || number.as_f64().abs() < 1.0e9).then_some(number)
}

/// A day: `2027-03-12`, also with a time of midnight; with slashes as somebody said that they are read.
pub(super) fn day(text: &str, order: Option<DayOrder>) -> Option<Day> {
    let text = text.trim();
    let text = ["T00:00:00", " 00:00:00"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    if let Ok(day) = Day::try_from(text.to_owned()) {
        return Some(day);
    }
    let mut parts = text.split(['/', '.']);
    let (one, two, year) = (parts.next()?, parts.next()?, parts.next()?);
    let (day, month) = match order? {
        DayOrder::DayFirst => (one, two),
        DayOrder::MonthFirst => (two, one),
    };
    let written = format!("{year}-{:02}-{:02}", month.parse::<u8>().ok()?, day.parse::<u8>().ok()?);
    parts.next().is_none().then(|| Day::try_from(written).ok()).flatten()
}

/// What is compared of a name.
pub(super) fn plain(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").replace('’', "'").to_lowercase()
}

/// As much of a text as a form holds, on one line.
pub(super) fn cut(text: &str, form: Form) -> String {
    let text = if form.breaks_lines() { text.trim().to_owned() } else { plain_line(text) };
    if text.chars().count() <= form.characters_max() {
        return text;
    }
    text.chars().take(form.characters_max() - 1).chain(['…']).collect()
}

fn plain_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Items by their names, for fields that refer to them; nothing where several have one name.
pub(super) struct Names(BTreeMap<Noun, BTreeMap<String, Option<ItemId>>>);

impl Names {
    /// Those of the nouns to which these fields refer, without what this import brought: its plan is the same when it
    /// goes on.
    pub(super) fn of<'a>(state: &State, import: ItemId, fields: impl Iterator<Item = &'a Field>) -> Self {
        let nouns = fields.filter_map(|field| field.kind.noun());
        Self(nouns.map(|noun| (noun, names(state, import, noun))).collect())
    }

    fn find(&self, noun: Noun, text: &str) -> Option<ItemId> {
        let known = self.0.get(&noun)?;
        known.get(&plain(text)).copied().flatten().or_else(|| text.trim().parse().ok())
    }
}

fn names(state: &State, import: ItemId, noun: Noun) -> BTreeMap<String, Option<ItemId>> {
    let mut names = BTreeMap::new();
    for (id, known) in state.known_of(noun).filter(|(_, known)| known.import != Some(import)) {
        let called = ["name", "text", "code"].iter().filter_map(|field| known.text(field));
        let called: std::collections::BTreeSet<_> = called.map(plain).collect();
        for name in called {
            names.entry(name).and_modify(|known| *known = None).or_insert(Some(id));
        }
    }
    names
}

/// How cells are read.
pub(super) struct Reader<'a> {
    pub(super) names: &'a Names,
    pub(super) days: Option<DayOrder>,
    pub(super) language: Language,
}

impl Reader<'_> {
    /// What a cell says to a field, as commands have it; null: nothing.
    pub(super) fn value(&self, field: &Field, text: &str) -> Result<Value, String> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Value::Null);
        }
        let none = || words::not_a(self.language, field, text);
        let value = match &field.kind {
            Kind::Text(_) | Kind::CommuneCode | Kind::Shape | Kind::Picture | Kind::Time => json!(text),
            Kind::Lines(_) => json!(pieces(text)),
            Kind::Number { .. } => json!(number(text).ok_or_else(none)?),
            Kind::Amount { without, .. } => {
                // As INSEE writes « secret statistique ».
                if text == "s" && without.contains(&NoNumber::Withheld) {
                    json!(NoNumber::Withheld)
                } else {
                    json!(number(text).ok_or_else(none)?)
                }
            }
            Kind::Choice(answers) => json!(answer(answers, text).ok_or_else(none)?),
            Kind::Choices(answers) => {
                let words = pieces(text).into_iter().map(|piece| answer(answers, piece).ok_or_else(none));
                json!(words.collect::<Result<Vec<_>, _>>()?)
            }
            Kind::Day => json!(day(text, self.days).ok_or_else(none)?),
            Kind::Year => json!(text.parse::<i64>().map_err(|_| none())?),
            Kind::Yes => json!(yes(text).ok_or_else(none)?),
            Kind::Point => {
                let (east, north) = text.split_once([';', ' ']).ok_or_else(none)?;
                json!([number(east).ok_or_else(none)?, number(north).ok_or_else(none)?])
            }
            Kind::Parent(noun) | Kind::Item(noun) => json!(self.names.find(*noun, text).ok_or_else(none)?),
            Kind::Items(noun) => {
                let ids =
                    pieces(text).into_iter().map(|piece| self.names.find(*noun, piece).ok_or_else(none));
                json!(ids.collect::<Result<Vec<_>, _>>()?)
            }
        };
        field.kind.read(&value).map_err(|fault| words::fault(self.language, field, text, &fault))?;
        Ok(value)
    }
}

fn pieces(text: &str) -> Vec<&str> {
    text.split([';', '\n']).map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

fn answer(answers: &'static [Answer], text: &str) -> Option<&'static str> {
    let text = plain(text);
    let is_it = |answer: &&Answer| {
        [answer.word, answer.label.fr, answer.label.en].iter().any(|known| plain(known) == text)
    };
    answers.iter().find(is_it).map(|answer| answer.word)
}

fn yes(text: &str) -> Option<bool> {
    match plain(text).as_str() {
        "oui" | "yes" | "true" | "vrai" | "1" | "x" => Some(true),
        "non" | "no" | "false" | "faux" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (text, millionths) in [
            ("12", 12_000_000),
            (" 145.056438049001", 145_056_438),
            ("0,0000005", 1),
            ("1 234,5", 1_234_500_000),
            ("27\u{202f}496", 27_496_000_000),
            ("−3", -3_000_000),
        ] {
            assert_eq!(number(text).map(Number::millionths), Some(millionths), "{text}");
        }
        for wrong in ["", "s", "5+", "1 2", "12 34", "1.2.3", "1e3", "N/A", "99999999999999", "1234567890.5"]
        {
            assert_eq!(number(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_day_with_slashes_is_read_as_somebody_said() {
        let written = |text, order| day(text, order).map(String::from);
        assert_eq!(written("2027-03-12 00:00:00", None).as_deref(), Some("2027-03-12"));
        assert_eq!(written("3/1/2019", Some(DayOrder::DayFirst)).as_deref(), Some("2019-01-03"));
        assert_eq!(written("3/1/2019", Some(DayOrder::MonthFirst)).as_deref(), Some("2019-03-01"));
        for wrong in ["3/1/2019", "2027-03-12 10:00:00", "bientôt"] {
            assert_eq!(written(wrong, None), None, "{wrong}");
        }
        assert_eq!(written("31/2/2019", Some(DayOrder::DayFirst)), None);
    }
}
