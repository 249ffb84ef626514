//! What a field can hold. On the wire a value is plain JSON: `"2027-03"`, `12.5`, `["ID"]`, `{"at_least":1000}`.

use super::ItemId;
use crate::time::TimeOfDay;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value as Json;
use ts_rs::TS;

/// A number, exact to the millionth: what was typed with six decimals comes back as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, TS)]
#[ts(type = "number", rename = "ExactNumber")]
pub struct Number(i64);

impl Number {
    /// Decimals that are kept.
    pub const DECIMALS: u8 = 6;
    const ONE: i64 = 1_000_000;
    /// Readers of JSON keep six decimals of a double up to here, also those that are off by its last bit; whole
    /// numbers may be larger.
    const EXACT_BELOW: f64 = 1.0e9;

    /// A whole number; nothing when it is too large to be kept.
    pub fn whole(number: i64) -> Option<Self> {
        number.checked_mul(Self::ONE).map(Self)
    }

    /// So many millionths.
    pub fn from_millionths(millionths: i64) -> Self {
        Self(millionths)
    }

    /// How many millionths it has.
    pub fn millionths(self) -> i64 {
        self.0
    }

    /// The nearest number with six decimals; nothing when it is too large to be exact.
    pub fn nearest(number: f64) -> Option<Self> {
        let exact = number.is_finite() && number.abs() < Self::EXACT_BELOW;
        exact.then(|| Self((number * Self::ONE as f64).round() as i64))
    }

    /// As a double.
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / Self::ONE as f64
    }

    /// Whether it has at most so many decimals.
    pub fn has_decimals(self, decimals: u8) -> bool {
        let step = 10_i64.pow(u32::from(Self::DECIMALS.saturating_sub(decimals)));
        self.0 % step == 0
    }
}

impl From<u32> for Number {
    fn from(number: u32) -> Self {
        Self(i64::from(number) * Self::ONE)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % Self::ONE == 0 {
            serializer.serialize_i64(self.0 / Self::ONE)
        } else {
            serializer.serialize_f64(self.as_f64())
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;
        impl Visitor<'_> for Read {
            type Value = Number;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a number below a thousand million, or a whole one")
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<Number, E> {
                Number::whole(number).ok_or_else(|| E::custom("too large"))
            }
            fn visit_u64<E: Error>(self, number: u64) -> Result<Number, E> {
                let number = i64::try_from(number).ok().and_then(Number::whole);
                number.ok_or_else(|| E::custom("too large"))
            }
            fn visit_f64<E: Error>(self, number: f64) -> Result<Number, E> {
                Number::nearest(number).ok_or_else(|| E::custom("too large"))
            }
        }
        deserializer.deserialize_any(Read)
    }
}

/// Why there is no number. Neither is 0, and neither is a field that nobody filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NoNumber {
    /// « Secret statistique »: it is known, and may not be told.
    Withheld,
    /// « Non chiffré ».
    NotCosted,
}

/// A number, what is known of one, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum Amount {
    /// So many.
    Exact(Number),
    /// It is not told.
    Not(NoNumber),
    /// « Plus de … »: at least so many, about so many.
    #[expect(missing_docs, reason = "they say it")]
    AtLeast { at_least: Number },
}

/// A day, or as much of it as is known: `2027`, `2027-03`, `2027-03-12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct Day {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl Day {
    /// Its first day.
    pub fn first(self) -> jiff::civil::Date {
        let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        jiff::civil::Date::new(self.year, month, day).unwrap_or(jiff::civil::Date::ZERO)
    }

    /// Its last day.
    pub fn last(self) -> jiff::civil::Date {
        match (self.month, self.day) {
            (Some(_), Some(_)) => self.first(),
            (Some(_), None) => self.first().last_of_month(),
            (None, _) => self.first().last_of_year(),
        }
    }
}

impl TryFrom<String> for Day {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let wrong = "a day is written 2027-03-12, 2027-03 or 2027";
        let mut parts = text.split('-');
        let mut part = |digits: usize| {
            let Some(part) = parts.next() else { return Ok(None) };
            let fits = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<i16>().ok().filter(|_| fits).map(Some).ok_or(wrong)
        };
        let year = part(4)?.ok_or(wrong)?;
        let (month, day) = (part(2)?.map(|month| month as i8), part(2)?.map(|day| day as i8));
        let real = jiff::civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_ok();
        (year > 0 && real && parts.next().is_none()).then_some(Self { year, month, day }).ok_or(wrong)
    }
}

impl From<Day> for String {
    fn from(Day { year, month, day }: Day) -> Self {
        let part = |part: Option<i8>| part.map_or_else(String::new, |part| format!("-{part:02}"));
        format!("{year:04}{}{}", part(month), part(day))
    }
}

/// What a field holds; `Text` is what stands for what was typed: the words themselves, or in a log their number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named after the kinds of fields")]
pub enum Value<Text> {
    Text(Text),
    Lines(Vec<Text>),
    Number(Number),
    Amount(Amount),
    Choice(String),
    Choices(Vec<String>),
    Day(Day),
    Time(TimeOfDay),
    Year(i16),
    Yes(bool),
    Code(String),
    /// Longitude and latitude in degrees.
    Point([Number; 2]),
    Item(ItemId),
    Items(Vec<ItemId>),
}

impl<Text> Value<Text> {
    /// The same with something else in the place of what was typed.
    pub fn map<Other>(&self, mut text: impl FnMut(&Text) -> Other) -> Value<Other> {
        match self {
            Self::Text(typed) => Value::Text(text(typed)),
            Self::Lines(lines) => Value::Lines(lines.iter().map(text).collect()),
            Self::Number(number) => Value::Number(*number),
            Self::Amount(amount) => Value::Amount(*amount),
            Self::Choice(choice) => Value::Choice(choice.clone()),
            Self::Choices(choices) => Value::Choices(choices.clone()),
            Self::Day(day) => Value::Day(*day),
            Self::Time(time) => Value::Time(*time),
            Self::Year(year) => Value::Year(*year),
            Self::Yes(yes) => Value::Yes(*yes),
            Self::Code(code) => Value::Code(code.clone()),
            Self::Point(point) => Value::Point(*point),
            Self::Item(item) => Value::Item(*item),
            Self::Items(items) => Value::Items(items.clone()),
        }
    }

    /// What was typed.
    pub fn texts(&self) -> &[Text] {
        match self {
            Self::Text(text) => std::slice::from_ref(text),
            Self::Lines(lines) => lines,
            _ => &[],
        }
    }

    /// The items that it refers to.
    pub fn items(&self) -> &[ItemId] {
        match self {
            Self::Item(item) => std::slice::from_ref(item),
            Self::Items(items) => items,
            _ => &[],
        }
    }
}

impl Value<String> {
    /// As it stands on the wire.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Text(text) => Json::from(text.as_str()),
            Self::Lines(lines) => Json::from(lines.clone()),
            Self::Number(number) => json(number),
            Self::Amount(amount) => json(amount),
            Self::Choice(choice) | Self::Code(choice) => Json::from(choice.as_str()),
            Self::Choices(choices) => Json::from(choices.clone()),
            Self::Day(day) => json(day),
            Self::Time(time) => json(time),
            Self::Year(year) => Json::from(*year),
            Self::Yes(yes) => Json::from(*yes),
            Self::Point(point) => json(point),
            Self::Item(item) => json(item),
            Self::Items(items) => json(items),
        }
    }
}

fn json(value: &impl Serialize) -> Json {
    serde_json::to_value(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_day_is_as_precise_as_it_was_written() {
        for written in ["2027", "2027-03", "2027-03-12", "2028-02-29"] {
            assert_eq!(Day::try_from(written.to_owned()).map(String::from).as_deref(), Ok(written));
        }
        for wrong in
            ["", "27", "2027-3", "2027-13", "2027-02-29", "2027-03-12-1", "12/03/2027", "-2027", "0000"]
        {
            assert!(Day::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_number_comes_back_as_it_was_written() {
        for written in ["0", "-1", "1.5", "1e-6", "27550", "-0.1", "999999999.999999", "9000000000000"] {
            let number: Number = serde_json::from_str(written).unwrap();
            assert_eq!(serde_json::to_string(&number).unwrap(), written);
        }
        for wrong in ["1000000000.5", "1e300", "9300000000000", "\"1\"", "null", "true"] {
            assert!(serde_json::from_str::<Number>(wrong).is_err(), "{wrong}");
        }
        let number = |written| serde_json::from_str::<Number>(written).unwrap();
        assert!(number("1.5").has_decimals(1) && !number("1.25").has_decimals(1));
        assert!(number("2").has_decimals(0) && !number("2.000001").has_decimals(5));
    }

    #[test]
    fn what_is_known_of_a_number_is_told_apart() {
        for written in ["0", "\"withheld\"", "\"not_costed\"", "{\"at_least\":1000}"] {
            let amount: Amount = serde_json::from_str(written).unwrap();
            assert_eq!(serde_json::to_string(&amount).unwrap(), written);
        }
        assert!(serde_json::from_str::<Amount>("null").is_err());
        assert!(serde_json::from_str::<Amount>("\"s\"").is_err());
    }

    proptest! {
        #[test]
        fn every_number_comes_back(millionths in -999_999_999_999_999_i64..999_999_999_999_999) {
            let number = Number::from_millionths(millionths);
            let again: Number = serde_json::from_str(&serde_json::to_string(&number).unwrap()).unwrap();
            prop_assert_eq!(again, number);
        }
    }
}
