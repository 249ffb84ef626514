//! Where a forum is: the zone of the hall's clocks, and the language that is spoken there.

use crate::state::State;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use language_tags::LanguageTag;
use protocol::Refusal;
use protocol::limits::TAG_CHARACTERS_MAX;

/// An IANA time zone, from the tables that travel with the program: the same on every machine.
///
/// # Errors
/// `UNKNOWN_TIME_ZONE`.
pub(crate) fn zone(name: &str) -> Result<TimeZone, Refusal> {
    let zone = TimeZoneDatabase::bundled().get(name).ok().filter(|zone| !zone.is_unknown());
    zone.ok_or(Refusal::UnknownTimeZone {})
}

/// The name of a time zone as the tables write it.
///
/// # Errors
/// `UNKNOWN_TIME_ZONE` for one that is not from there.
pub(crate) fn name(zone: &TimeZone) -> Result<String, Refusal> {
    zone.iana_name().map(str::to_owned).ok_or(Refusal::UnknownTimeZone {})
}

/// A language tag (BCP 47) whose parts are all registered, as the registry writes it.
///
/// # Errors
/// `UNKNOWN_LANGUAGE`.
pub(crate) fn language(tag: &str) -> Result<String, Refusal> {
    if tag.len() > TAG_CHARACTERS_MAX {
        return Err(Refusal::UnknownLanguage {});
    }
    match LanguageTag::parse(tag) {
        Ok(tag) if tag.is_valid() => Ok(tag.into_string()),
        Ok(_) | Err(_) => Err(Refusal::UnknownLanguage {}),
    }
}

impl State {
    /// Minutes that the hall's clocks are ahead of UTC; nothing where an older log names a zone that there is not.
    pub fn ahead(&self, now: Timestamp) -> Option<i16> {
        let zone = zone(&self.time_zone).ok()?;
        Some((zone.to_offset(now).seconds() / 60) as i16)
    }
}

/// The day that it is in this zone.
pub(crate) fn today(zone: &TimeZone, now: Timestamp) -> Date {
    zone.to_datetime(now).date()
}
