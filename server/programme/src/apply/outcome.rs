//! The committee's work on what forums brought.

use crate::audience::Audience;
use crate::event::Event;
use crate::outcome::{Coverage, coverage, is_followed};
use crate::state::State;
use protocol::programme::entity::Key;

impl State {
    pub(super) fn outcomes_set(&mut self, finished: bool, seq: u64) {
        self.outcomes.finished = finished;
        self.outcomes.changed = seq;
        self.touch(Audience::Programme, Key::Item(self.own()));
    }

    /// It is not finished any more once something stands that has no outcome.
    pub(super) fn outcomes_fall_back(&mut self, events: &[Event], seq: u64) {
        let concerns = |event: &Event| match event {
            Event::ItemAdded(added) => is_followed(added.noun),
            Event::ItemSet(set) => self.noun(set.item).is_some_and(is_followed),
            _ => false,
        };
        if self.outcomes.finished && events.iter().any(concerns) {
            let Coverage { axes, contributions } = coverage(self);
            if axes.without + contributions.without > 0 {
                self.outcomes_set(false, seq);
            }
        }
    }
}
