//! Axes, and what stands under them.

use super::topic::set;
use crate::audience::Audience;
use crate::entry::Caller;
use crate::event::{
    Accepted, AlikeDeclined, Attached, AxesMerged, AxisCreated, AxisRemoved, AxisRenamed, AxisSplit,
    Declined, Detached,
};
use crate::state::{Axis, Contribution, State};
use protocol::command::About;
use protocol::entity::{CountKey, Gone, Key};
use protocol::limits::ACCEPTED_MAX;
use protocol::suggestion::Basis;
use protocol::{AxisId, ContributionId, TextId};
use std::collections::BTreeSet;
use std::sync::Arc;

impl State {
    pub(super) fn axis_created(&mut self, &AxisCreated { axis: id, name }: &AxisCreated) {
        self.axes_made += 1;
        let axis = Axis {
            number: self.axes_made,
            name,
            earlier: Vec::new(),
            contributions: BTreeSet::new(),
            disagreements: BTreeSet::new(),
            accepted: Vec::new(),
            put_to_vote: false,
            counted: None,
        };
        self.axes.insert(id, axis);
        self.touch_axis(id);
    }

    pub(super) fn axis_renamed(&mut self, &AxisRenamed { axis: id, name }: &AxisRenamed) {
        if let Some(axis) = self.axes.get_mut(&id) {
            let before = std::mem::replace(&mut axis.name, name);
            if self.gone.remove(&before).is_none() {
                axis.earlier.push(before);
            }
        }
        self.touch(Audience::Forum, Key::Axis(id));
    }

    /// Its names among these texts were erased with the person who typed them.
    pub(super) fn let_go_of_axis(&mut self, id: AxisId, erased: &BTreeSet<TextId>) {
        let Some(axis) = self.axes.get_mut(&id) else {
            return;
        };
        axis.earlier.retain(|name| !erased.contains(name));
        if erased.contains(&axis.name) {
            self.gone.insert(axis.name, Gone::Erased);
            self.touch(Audience::Forum, Key::Axis(id));
        }
    }

    /// What stands under it has no place then: nobody said that it belongs nowhere.
    pub(super) fn axis_removed(&mut self, &AxisRemoved { axis: id }: &AxisRemoved) {
        let Some(axis) = self.axes.get(&id).cloned() else {
            return;
        };
        for contribution in axis.contributions {
            self.set_axes(contribution, |axes| axes.retain(|other| *other != id));
            self.pin(contribution, false);
        }
        for disagreement in axis.disagreements {
            self.redirect(disagreement, None);
        }
        self.gone.remove(&axis.name);
        self.axes.remove(&id);
        self.touch_axis(id);
    }

    pub(super) fn attached(&mut self, &Attached { axis, contribution, pinned }: &Attached) {
        self.stand_under(axis, contribution);
        self.pin(contribution, pinned);
    }

    fn stand_under(&mut self, axis: AxisId, contribution: ContributionId) {
        self.set_axes(contribution, |axes| {
            if !axes.contains(&axis) {
                axes.push(axis);
            }
        });
    }

    pub(super) fn detached(&mut self, &Detached { axis, contribution, pinned }: &Detached) {
        self.set_axes(contribution, |axes| axes.retain(|other| *other != axis));
        self.pin(contribution, pinned);
    }

    pub(super) fn pin(&mut self, id: ContributionId, on: bool) {
        if let Some(contribution) = self.contributions.get_mut(&id).map(Arc::make_mut) {
            contribution.pinned = on;
        }
        self.touch_contribution(id);
    }

    pub(super) fn accepted(&mut self, &Accepted { axis: id, ref contributions, ref basis }: &Accepted) {
        for contribution in contributions {
            self.stand_under(id, *contribution);
        }
        if let Some(axis) = self.axes.get_mut(&id)
            && axis.accepted.last() != Some(basis)
        {
            axis.accepted.push(basis.clone());
            keep_newest(&mut axis.accepted);
        }
    }

    pub(super) fn declined(&mut self, &Declined { axis, contribution, on }: &Declined, by: &Caller) {
        if let Some(contribution) = self.contributions.get_mut(&contribution).map(Arc::make_mut) {
            set(&mut contribution.declined, (axis, by.clone()), on);
        }
    }

    pub(super) fn alike_declined(
        &mut self,
        &AlikeDeclined { contribution: a, with: b, on }: &AlikeDeclined,
        by: &Caller,
    ) {
        let (first, second) = (a.min(b), a.max(b));
        if let Some(contribution) = self.contributions.get_mut(&first).map(Arc::make_mut) {
            set(&mut contribution.declined_alike, (second, by.clone()), on);
        }
    }

    /// Dots on both count on the one that remains.
    pub(super) fn axes_merged(&mut self, &AxesMerged { axis: id, into }: &AxesMerged) {
        let Some(axis) = self.axes.get(&id).cloned() else {
            return;
        };
        for contribution in axis.contributions {
            self.replace_axis(contribution, id, into);
        }
        for disagreement in axis.disagreements {
            self.redirect(disagreement, Some(into));
        }
        if let Some(into) = self.axes.get_mut(&into) {
            into.earlier.extend(self.gone.remove(&axis.name).is_none().then_some(axis.name));
            into.earlier.extend(axis.earlier);
            into.accepted.extend(axis.accepted);
            keep_newest(&mut into.accepted);
        }
        let declines = |it: &Contribution| it.declined.iter().any(|(axis, _)| *axis == id);
        for contribution in self.contributions.values_mut().filter(|it| declines(it)) {
            let declined = &mut Arc::make_mut(contribution).declined;
            let moved = std::mem::take(declined).into_iter();
            declined.extend(moved.map(|(axis, by)| (if axis == id { into } else { axis }, by)));
        }
        self.merge_dots(id, into);
        self.axes.remove(&id);
        self.touch_axis(id);
        self.touch_axis(into);
    }

    pub(super) fn axis_split(&mut self, &AxisSplit { axis, into, name, ref contributions }: &AxisSplit) {
        self.axis_created(&AxisCreated { axis: into, name });
        for contribution in contributions {
            self.replace_axis(*contribution, axis, into);
            self.pin(*contribution, true);
        }
    }

    /// `into` in the place of `axis`: the main axis stays the first.
    fn replace_axis(&mut self, contribution: ContributionId, axis: AxisId, into: AxisId) {
        self.set_axes(contribution, |axes| {
            if let Some(place) = axes.iter().position(|other| *other == axis) {
                axes[place] = into;
                let mut seen = BTreeSet::new();
                axes.retain(|axis| seen.insert(*axis));
            }
        });
    }

    /// A disagreement about one axis becomes one about another, or about none.
    fn redirect(&mut self, id: ContributionId, into: Option<AxisId>) {
        self.touch_contribution(id);
        self.recount_supports(id);
        if let Some(contribution) = self.contributions.get_mut(&id).map(Arc::make_mut) {
            contribution.about = into.map(About::Axis);
        }
        if let Some(axis) = into.and_then(|into| self.axes.get_mut(&into)) {
            axis.disagreements.insert(id);
        }
        self.touch_contribution(id);
        self.recount_supports(id);
        if let Some(into) = into {
            self.touch_words(Audience::Axis(into), id);
        }
    }

    pub(super) fn set_axes(&mut self, id: ContributionId, change: impl FnOnce(&mut Vec<AxisId>)) {
        self.touch_contribution(id);
        let Some(contribution) = self.contributions.get_mut(&id).map(Arc::make_mut) else {
            return;
        };
        let before = BTreeSet::from_iter(contribution.axes.iter().copied());
        change(&mut contribution.axes);
        let after = BTreeSet::from_iter(contribution.axes.iter().copied());
        let disagreements = contribution.disagreements.clone();
        let is_aside = contribution.aside.is_some();
        for axis in before.symmetric_difference(&after) {
            if let Some(axis_now) = self.axes.get_mut(axis) {
                set(&mut axis_now.contributions, id, after.contains(axis));
            }
            self.recount(Audience::Forum, CountKey::Axis(*axis));
            let audience = Audience::Axis(*axis);
            for said in std::iter::once(&id).chain(&disagreements) {
                self.touch(audience, Key::Contribution(*said));
                self.recount(audience, CountKey::Contribution(*said));
                if after.contains(axis) {
                    self.touch_words(audience, *said);
                }
            }
        }
        if is_aside && !after.is_empty() {
            self.set_aside(id, None);
        }
        self.touch_contribution(id);
        self.outcome_changed(id);
    }
}

fn keep_newest(accepted: &mut Vec<Basis>) {
    accepted.drain(..accepted.len().saturating_sub(ACCEPTED_MAX));
}
