//! Times of the day as people write them on the wall.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A local time of day, `"09:30"`, 00:00 to 23:59; `"9:30"` is read too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// Minutes since midnight, 0 to 1439.
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let wrong = "a time of day is written HH:MM";
        let (hours, minutes) = text.split_once(':').ok_or(wrong)?;
        if !matches!(hours.len(), 1 | 2) || minutes.len() != 2 {
            return Err(wrong);
        }
        let digits =
            |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<u16>().ok()).flatten();
        match (digits(hours), digits(minutes)) {
            (Some(hours @ 0..=23), Some(minutes @ 0..=59)) => Ok(Self(hours * 60 + minutes)),
            _ => Err(wrong),
        }
    }
}

impl From<Time> for TimeOfDay {
    fn from(time: Time) -> Self {
        Self(time.hour() as u16 * 60 + time.minute() as u16)
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        format!("{:02}:{:02}", time.0 / 60, time.0 % 60)
    }
}

impl std::fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&String::from(*self))
    }
}

/// Minutes after midnight at which a forum's day begins: until five in the morning it is still the night before.
pub const DAY_BEGINS_MINUTES: u16 = 5 * 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_with_one_digit_and_written_with_two() {
        for (typed, written) in [("9:30", "09:30"), ("09:30", "09:30"), ("0:00", "00:00"), ("23:59", "23:59")]
        {
            assert_eq!(TimeOfDay::try_from(typed.to_owned()).map(String::from).as_deref(), Ok(written));
        }
        for wrong in ["", ":30", "9", "9:3", "009:30", "24:00", "9:60", "+9:30", "9 :30", "9h30", "９:30"] {
            assert!(TimeOfDay::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }
}
