//! What events do.

use crate::entry::Entry;
use crate::state::State;
use jiff::Timestamp;

impl State {
    /// Does what the entry says, committed at `at`, and notes what screens must hear.
    pub fn apply(&mut self, _entry: &Entry, _at: Timestamp) {}
}
