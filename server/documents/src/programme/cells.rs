//! Cells of sheets.

use crate::model::Value;

/// Words, where there are any.
pub(super) fn text(text: Option<&str>) -> Value {
    text.filter(|text| !text.is_empty()).map_or(Value::Empty, |text| Value::Text(text.to_owned()))
}

/// A year is no number of things.
pub(super) fn year(year: Option<i16>) -> Value {
    year.and_then(|year| u32::try_from(year).ok()).map_or(Value::Empty, Value::Number)
}
