//! An item as far as it may leave.

use crate::consent::is_public;
use crate::state::{Item, State};
use jiff::Timestamp;
use protocol::entity::Gone;
use protocol::programme::entity::Warning;
use protocol::programme::value::{Amount, Day, Number, Value};
use protocol::programme::{ItemId, Noun};
use protocol::time::TimeOfDay;
use std::collections::BTreeMap;

/// An item without what stays in the office.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Its id; of the programme itself the programme's.
    pub id: ItemId,
    /// What it is.
    pub noun: Noun,
    /// From 1 in the order of adding, for each noun.
    pub number: u32,
    /// Fields whose words are gone, and why.
    pub gone: BTreeMap<String, Gone>,
    /// What does not fit together: said, never a gate.
    pub warnings: Vec<Warning>,
    fields: BTreeMap<String, Value<String>>,
    since: BTreeMap<String, Timestamp>,
}

impl Piece {
    /// Those of an item's fields that everybody may read, and of these the ones that are asked for.
    pub(super) fn new(state: &State, id: ItemId, item: &Item, asked: impl Fn(&str) -> bool) -> Self {
        let (mut fields, mut gone, mut since) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (name, held) in item.fields.iter().filter(|(name, _)| asked(name) && is_public(item, name)) {
            let Some(value) = &held.value else { continue };
            since.extend(held.since.map(|at| (name.clone(), at)));
            match state.lost(value) {
                Some(why) => drop(gone.insert(name.clone(), why)),
                None => drop(fields.insert(name.clone(), state.worded(value))),
            }
        }
        Self { id, noun: item.noun, number: item.number, gone, warnings: Vec::new(), fields, since }
    }

    /// Its place among those of its noun: where it was put, else behind.
    pub fn rank(&self) -> (i64, u32) {
        (self.number("order").map_or(i64::MAX, Number::millionths), self.number)
    }

    /// What a field says.
    pub fn value(&self, field: &str) -> Option<&Value<String>> {
        self.fields.get(field)
    }

    /// Words that somebody typed.
    pub fn text(&self, field: &str) -> Option<&str> {
        match self.value(field)? {
            Value::Text(text) | Value::Code(text) => Some(text),
            _ => None,
        }
    }

    /// Lines that somebody typed.
    pub fn lines(&self, field: &str) -> &[String] {
        match self.value(field) {
            Some(Value::Lines(lines)) => lines,
            _ => &[],
        }
    }

    /// The word of a choice.
    pub fn choice(&self, field: &str) -> Option<&str> {
        match self.value(field)? {
            Value::Choice(word) => Some(word),
            _ => None,
        }
    }

    /// When a state came to be what it is.
    pub fn since(&self, field: &str) -> Option<Timestamp> {
        self.since.get(field).copied()
    }

    /// A day, or as much of it as is known.
    pub fn day(&self, field: &str) -> Option<Day> {
        match self.value(field)? {
            Value::Day(day) => Some(*day),
            _ => None,
        }
    }

    /// A time of the day.
    pub fn time(&self, field: &str) -> Option<TimeOfDay> {
        match self.value(field)? {
            Value::Time(time) => Some(*time),
            _ => None,
        }
    }

    /// A year.
    pub fn year(&self, field: &str) -> Option<i16> {
        match self.value(field)? {
            Value::Year(year) => Some(*year),
            _ => None,
        }
    }

    /// A number.
    pub fn number(&self, field: &str) -> Option<Number> {
        match self.value(field)? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// A number, or what is known of it.
    pub fn amount(&self, field: &str) -> Option<Amount> {
        match self.value(field)? {
            Value::Amount(amount) => Some(*amount),
            _ => None,
        }
    }

    /// The item to which a field refers.
    pub fn item(&self, field: &str) -> Option<ItemId> {
        self.items(field).first().copied()
    }

    /// The items to which a field refers.
    pub fn items(&self, field: &str) -> &[ItemId] {
        self.value(field).map_or(&[], Value::items)
    }

    /// Whether somebody said yes.
    pub fn is(&self, field: &str) -> bool {
        self.value(field) == Some(&Value::Yes(true))
    }
}
