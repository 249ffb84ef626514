//! When slots are, and their order.

use crate::state::{Slot, State};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use protocol::SlotId;
use protocol::time::{DAY_BEGINS_MINUTES, TimeOfDay};

/// When a slot is, as the hall's clocks show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Times {
    /// It starts then.
    pub start: DateTime,
    /// It ends then.
    pub end: DateTime,
}

impl Times {
    /// Whether nobody can be in both: one that begins when the other ends is after it.
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Without a day a slot is on the forum's first date, whose day lasts until five in the morning; an end that is not
/// after the start is the day after it.
pub fn times(start: TimeOfDay, end: TimeOfDay, day: Option<Date>, first: Date) -> Times {
    let at =
        |day: Date, time: TimeOfDay| day.at(0, 0, 0, 0).saturating_add(i64::from(time.minutes()).minutes());
    let of_the_night = day.is_none() && start.minutes() < DAY_BEGINS_MINUTES;
    let day = day.unwrap_or(first);
    let start_day = if of_the_night { day.saturating_add(1.day()) } else { day };
    let end_day = if end <= start { start_day.saturating_add(1.day()) } else { start_day };
    Times { start: at(start_day, start), end: at(end_day, end) }
}

impl State {
    pub(crate) fn times(&self, slot: &Slot) -> Times {
        times(slot.start, slot.end, slot.day, self.date)
    }

    /// The slots as their times follow each other.
    pub(crate) fn slots_in_order(&self) -> Vec<SlotId> {
        let mut slots = Vec::from_iter(&self.slots);
        slots.sort_by_key(|(_, slot)| (self.times(slot), slot.number));
        slots.into_iter().map(|(id, _)| *id).collect()
    }
}
