//! What a field takes: one row a field, from which follow the checks of commands, the schema, the types of the
//! web app, the labels of forms and the columns of exports.

use super::ItemId;
use super::noun::Noun;
use super::shape::Shape;
use super::value::{Amount, Day, NoNumber, Number, Value};
use crate::Refusal;
use crate::limits::LOGO_BYTES_MAX;
use crate::limits::programme::LINES_MAX;
use crate::text::{self, Form};
use crate::time::TimeOfDay;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use ts_rs::TS;

/// A field of a noun.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// As in commands, exports and files.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// An item without it is refused.
    pub required: bool,
    /// It is shown where its item was published; else words stay in the office.
    pub published: bool,
    /// The rules fill it in: nobody sets it by hand.
    pub computed: bool,
    /// As forms and headings call it.
    pub label: Label,
}

/// A word of forms and headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "they say it")]
pub struct Label {
    pub fr: &'static str,
    pub en: &'static str,
}

/// One of the answers of a choice.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// As it stands in commands and exports.
    pub word: &'static str,
    /// As it is shown.
    pub label: Label,
}

/// What a field takes.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// What somebody types.
    Text(Form),
    /// Several of them, none twice.
    Lines(Form),
    /// A number.
    #[expect(missing_docs, reason = "they say it")]
    Number { unit: Label, min: i64, max: i64, decimals: u8 },
    /// A number from 0 on, or what is known of it.
    Amount {
        /// What is counted.
        unit: Label,
        /// Whether it may be below 0.
        signed: bool,
        /// Decimals, at most.
        decimals: u8,
        /// Why there may be none.
        without: &'static [NoNumber],
        /// Whether « plus de … » is one.
        at_least: bool,
    },
    /// One of these.
    Choice(&'static [Answer]),
    /// Some of these.
    Choices(&'static [Answer]),
    /// A day, or its month, or its year.
    Day,
    /// A time of the day.
    Time,
    /// A year.
    Year,
    /// Yes or no.
    Yes,
    /// A commune's official code.
    CommuneCode,
    /// Longitude and latitude.
    Point,
    /// The border of a place.
    Shape,
    /// A PNG file in base64: it never changes. That it is whole is seen to by the rules.
    Picture,
    /// The item to which it belongs: it never changes, and goes with it.
    Parent(Noun),
    /// An item.
    Item(Noun),
    /// Several items, none twice.
    Items(Noun),
}

/// Why a field was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "fault", rename_all = "snake_case")]
#[ts(optional_fields)]
#[expect(missing_docs, reason = "fields are said in the variant's sentence")]
pub enum Fault {
    /// The noun has no such field.
    Unknown {},
    /// It must be filled in.
    Missing {},
    /// It is of another kind; what it takes.
    NotA { kind: String },
    /// It is not one of these.
    NotOneOf { words: Vec<String> },
    /// It is below `min` or above `max`.
    OutOfRange { min: Number, max: Number },
    /// It has more decimals than `decimals`.
    TooPrecise { decimals: u8 },
    /// `by` characters too many.
    TooLong { by: u32 },
    /// More than `max`.
    TooMany { max: u32 },
    /// The same twice.
    Twice {},
    /// It holds characters that would harm other readers.
    BadText {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sign: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<u32>,
    },
    /// There is no such item, or it is no `noun`.
    NoSuchItem { noun: Noun },
    /// It never changes.
    Fixed {},
    /// Exactly one of these must be filled in.
    OneOf { fields: Vec<String> },
    /// It does not go with what this field says.
    Against { other: String },
}

impl Kind {
    /// How schemas, the web app and refusals call it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Lines(_) => "lines",
            Self::Number { .. } => "number",
            Self::Amount { .. } => "amount",
            Self::Choice(_) => "choice",
            Self::Choices(_) => "choices",
            Self::Day => "day",
            Self::Time => "time",
            Self::Year => "year",
            Self::Yes => "yes",
            Self::CommuneCode => "commune_code",
            Self::Point => "point",
            Self::Shape => "shape",
            Self::Picture => "picture",
            Self::Parent(_) => "parent",
            Self::Item(_) => "item",
            Self::Items(_) => "items",
        }
    }

    /// What it refers to.
    pub fn noun(&self) -> Option<Noun> {
        match self {
            Self::Parent(noun) | Self::Item(noun) | Self::Items(noun) => Some(*noun),
            _ => None,
        }
    }

    /// The value that this is, with its texts normalised; whether the items are there is not looked at. Nothing: it
    /// says nothing, as an empty text or list does.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(&self, json: &Json) -> Result<Option<Value<String>>, Fault> {
        let value = match self {
            _ if json.is_null() => return Ok(None),
            Self::Text(form) => {
                let Some(typed) = json.as_str() else { return Err(self.not_a()) };
                return Ok(line(typed, *form)?.map(Value::Text));
            }
            Self::Lines(form) => {
                let typed: Vec<String> = self.parse(json)?;
                let lines = typed.iter().map(|typed| line(typed, *form)).collect::<Result<Vec<_>, _>>()?;
                return Ok(some(lines.into_iter().flatten().collect(), LINES_MAX)?.map(Value::Lines));
            }
            Self::Number { min, max, decimals, .. } => {
                let number: Number = self.parse(json)?;
                let (min, max) = (whole(*min), whole(*max));
                in_range(number, min, max, *decimals)?;
                Value::Number(number)
            }
            Self::Amount { signed, decimals, without, at_least, .. } => {
                let amount: Amount = self.parse(json)?;
                match amount {
                    Amount::Not(why) if !without.contains(&why) => return Err(self.not_a()),
                    Amount::AtLeast { .. } if !at_least => return Err(self.not_a()),
                    Amount::Not(_) => {}
                    Amount::Exact(number) | Amount::AtLeast { at_least: number } => {
                        let max = Number::from_millionths(i64::MAX);
                        let min = if *signed { Number::from_millionths(i64::MIN) } else { whole(0) };
                        in_range(number, min, max, *decimals)?;
                    }
                }
                Value::Amount(amount)
            }
            Self::Choice(answers) => {
                let word: String = self.parse(json)?;
                one_of(&word, answers)?;
                Value::Choice(word)
            }
            Self::Choices(answers) => {
                let words: Vec<String> = self.parse(json)?;
                words.iter().try_for_each(|word| one_of(word, answers))?;
                return Ok(some(words, answers.len())?.map(Value::Choices));
            }
            Self::Day => Value::Day(self.parse::<Day>(json)?),
            Self::Time => Value::Time(self.parse::<TimeOfDay>(json)?),
            Self::Year => {
                let year: i64 = self.parse(json)?;
                in_range(whole(year), whole(1800), whole(2200), 0)?;
                Value::Year(year as i16)
            }
            Self::Yes => Value::Yes(self.parse(json)?),
            Self::CommuneCode => {
                let code: String = self.parse(json)?;
                if !is_commune_code(&code) {
                    return Err(self.not_a());
                }
                Value::Code(code)
            }
            Self::Point => {
                let [east, north]: [Number; 2] = self.parse(json)?;
                in_range(east, whole(-180), whole(180), Number::DECIMALS)?;
                in_range(north, whole(-90), whole(90), Number::DECIMALS)?;
                Value::Point([east, north])
            }
            Self::Shape => {
                let text: String = self.parse(json)?;
                let shape: Shape = text.parse().map_err(|_| self.not_a())?;
                let text = shape.to_string();
                match text.len().saturating_sub(Form::Pages.characters_max()) {
                    0 => Value::Text(text),
                    by => return Err(Fault::TooLong { by: by as u32 }),
                }
            }
            Self::Picture => {
                let text: String = self.parse(json)?;
                let is_sign = |sign: u8| sign.is_ascii_alphanumeric() || b"+/=".contains(&sign);
                if text.is_empty() || !text.bytes().all(is_sign) {
                    return Err(self.not_a());
                }
                // Four signs for three bytes.
                match text.len().saturating_sub(LOGO_BYTES_MAX.div_ceil(3) * 4) {
                    0 => Value::Text(text),
                    by => return Err(Fault::TooLong { by: by as u32 }),
                }
            }
            Self::Parent(_) | Self::Item(_) => Value::Item(self.parse::<ItemId>(json)?),
            Self::Items(_) => {
                let items: Vec<ItemId> = self.parse(json)?;
                return Ok(some(items, crate::limits::programme::ITEMS_IN_A_FIELD_MAX)?.map(Value::Items));
            }
        };
        Ok(Some(value))
    }

    fn not_a(&self) -> Fault {
        Fault::NotA { kind: self.name().to_owned() }
    }

    fn parse<T: for<'de> Deserialize<'de>>(&self, json: &Json) -> Result<T, Fault> {
        T::deserialize(json).map_err(|_| self.not_a())
    }
}

/// Two digits of the département (or 2A, 2B) and three of the commune.
fn is_commune_code(code: &str) -> bool {
    let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    match code.as_bytes() {
        [b'2', b'A' | b'B', rest @ ..] => rest.len() == 3 && digits(rest),
        code => code.len() == 5 && digits(code),
    }
}

fn whole(number: i64) -> Number {
    Number::whole(number).unwrap_or(Number::from_millionths(i64::MAX))
}

fn in_range(number: Number, min: Number, max: Number, decimals: u8) -> Result<(), Fault> {
    if number < min || number > max {
        Err(Fault::OutOfRange { min, max })
    } else if !number.has_decimals(decimals) {
        Err(Fault::TooPrecise { decimals })
    } else {
        Ok(())
    }
}

fn one_of(word: &str, answers: &[Answer]) -> Result<(), Fault> {
    if answers.iter().any(|answer| answer.word == word) {
        return Ok(());
    }
    Err(Fault::NotOneOf { words: answers.iter().map(|answer| answer.word.to_owned()).collect() })
}

fn line(typed: &str, form: Form) -> Result<Option<String>, Fault> {
    text::normalise_optional(Some(typed), form).map_err(Fault::from)
}

/// A list; an empty one says nothing.
fn some<T: PartialEq>(list: Vec<T>, max: usize) -> Result<Option<Vec<T>>, Fault> {
    if list.len() > max {
        return Err(Fault::TooMany { max: max as u32 });
    }
    if list.iter().enumerate().any(|(at, one)| list[..at].contains(one)) {
        return Err(Fault::Twice {});
    }
    Ok(Some(list).filter(|list| !list.is_empty()))
}

impl From<Refusal> for Fault {
    /// Why a text was not taken.
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::TooLong { by } => Self::TooLong { by },
            Refusal::BadText { sign, at } => Self::BadText { sign, at },
            _ => Self::Missing {},
        }
    }
}
