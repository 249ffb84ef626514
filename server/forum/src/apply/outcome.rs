//! What becomes of contributions.

use super::topic::set;
use crate::audience::Audience;
use crate::event::{DuplicateSet, OutcomeSet};
use crate::state::State;
use protocol::ContributionId;
use protocol::entity::{CountKey, Outcome};
use std::sync::Arc;

impl State {
    pub(super) fn outcome_set(&mut self, &OutcomeSet { ref contributions, outcome }: &OutcomeSet) {
        for contribution in contributions {
            self.place_aside(*contribution, outcome.map(Outcome::from));
        }
    }

    pub(super) fn duplicate_set(&mut self, &DuplicateSet { contribution, of }: &DuplicateSet) {
        self.place_aside(contribution, of.map(Outcome::DuplicateOf));
    }

    /// A person says why it stands under no axis, or takes that back.
    fn place_aside(&mut self, id: ContributionId, aside: Option<Outcome>) {
        self.set_aside(id, aside);
        if aside.is_some() {
            self.set_axes(id, Vec::clear);
        }
        self.pin(id, aside.is_some());
    }

    pub(super) fn set_aside(&mut self, id: ContributionId, aside: Option<Outcome>) {
        let Some(contribution) = self.contributions.get_mut(&id).map(Arc::make_mut) else {
            return;
        };
        let before = std::mem::replace(&mut contribution.aside, aside);
        for (outcome, on) in [(before, false), (aside, true)] {
            if let Some(Outcome::DuplicateOf(kept)) = outcome
                && let Some(kept) = self.contributions.get_mut(&kept).map(Arc::make_mut)
            {
                set(&mut kept.duplicates, id, on);
                let axes = kept.axes.iter().copied().map(CountKey::Axis);
                self.counted.extend(axes.map(|axis| (Audience::Forum, axis)));
            }
        }
        self.touch_contribution(id);
        self.outcome_changed(id);
    }

    /// Whoever said what words say that are gone is heard again alone.
    pub(super) fn let_go_of_duplicates(&mut self, id: ContributionId) {
        let duplicates = self
            .contributions
            .get_mut(&id)
            .map(Arc::make_mut)
            .map(|kept| std::mem::take(&mut kept.duplicates));
        for duplicate in duplicates.unwrap_or_default() {
            self.place_aside(duplicate, None);
        }
    }

    /// Sorting is open again as soon as a contribution has no outcome.
    pub(super) fn outcome_changed(&mut self, id: ContributionId) {
        self.recount(Audience::Forum, CountKey::Coverage);
        let unsorted = self.contributions.get(&id).is_some_and(|it| it.is_sorted() && it.outcome().is_none());
        if self.sorting_closed && unsorted {
            self.sorting_set(false);
        }
    }

    pub(super) fn sorting_set(&mut self, closed: bool) {
        self.sorting_closed = closed;
        if closed {
            self.recount_voices();
        }
        self.touch_forum();
    }
}
