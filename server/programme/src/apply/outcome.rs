//! The committee's work on what forums brought.

use crate::audience::Audience;
use crate::event::Event;
use crate::outcome::{Coverage, coverage, is_followed};
use crate::state::{Item, State};
use protocol::programme::ItemId;
use protocol::programme::entity::Key;

/// What the committee decides of an axis of a forum or of a contribution.
const DECIDED: [&str; 4] = ["outcome", "into", "why", "remark"];

impl State {
    pub(super) fn outcomes_set(&mut self, finished: bool, seq: u64) {
        if finished {
            let refused = self.items.iter().filter(|(_, item)| is_refused(item));
            self.outcomes.told = refused.map(|(id, _)| *id).collect();
        }
        self.outcomes.finished = finished;
        self.outcomes.changed = seq;
        self.touch(Audience::Programme, Key::Item(self.own()));
    }

    /// What is decided anew is told once the work is finished.
    pub(super) fn outcome_decided<'f>(&mut self, id: ItemId, mut fields: impl Iterator<Item = &'f String>) {
        if !fields.any(|field| DECIDED.contains(&field.as_str())) {
            return;
        }
        if self.outcomes.finished && self.items.get(&id).is_some_and(|item| is_refused(item)) {
            self.outcomes.told.insert(id);
        } else {
            self.outcomes.told.remove(&id);
        }
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

fn is_refused(item: &Item) -> bool {
    is_followed(item.noun) && item.choice("outcome") == Some("not_retained")
}
