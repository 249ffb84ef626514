//! What is written.

use super::topic::{count, set};
use crate::audience::Audience;
use crate::event::{ContributionEdited, ContributionRetired, ContributionWritten, Disagreed, SupportSet};
use crate::state::{Contribution, State};
use jiff::Timestamp;
use protocol::command::{About, Kind};
use protocol::entity::{CountKey, Gone, Key};
use protocol::limits::LATEST_MAX;
use protocol::{ContributionId, ParticipantId};
use std::collections::BTreeSet;
use std::sync::Arc;

impl State {
    pub(super) fn contribution_written(&mut self, event: &ContributionWritten, at: Timestamp) {
        self.written(event, None, at);
    }

    fn written(&mut self, event: &ContributionWritten, about: Option<About>, at: Timestamp) {
        let ContributionWritten { contribution: id, person: author, group, kind, text, receipt } = *event;
        self.contributions_made += 1;
        let contribution = Contribution {
            number: self.contributions_made,
            author,
            receipt,
            written: at,
            edited: Vec::new(),
            group,
            kind,
            about,
            drafts: Vec::new(),
            wordings: vec![text],
            gone: None,
            axes: Vec::new(),
            pinned: false,
            declined: BTreeSet::new(),
            declined_alike: BTreeSet::new(),
            aside: None,
            duplicates: BTreeSet::new(),
            disagreements: Vec::new(),
            supports: 0,
        };
        self.contributions.insert(id, Arc::new(contribution));
        self.said.insert(text, id);
        if let Some(receipt) = receipt {
            self.receipts.insert(receipt, id);
            self.touch(Audience::Own(author), Key::Receipt(id));
        }
        if let Some(person) = self.people.get_mut(&author).map(Arc::make_mut) {
            person.wrote.insert(id);
        }
        if let Some(group) = group.and_then(|group| self.groups.get_mut(&group)) {
            group.contributions.push(id);
        }
        if let Some(older) = self.written.len().checked_sub(LATEST_MAX) {
            self.touch(Audience::Facilitation, Key::Contribution(self.written[older]));
        }
        self.written.push(id);
        self.recount_places(id);
        self.touch_contribution(id);
        self.touch_wording(id, text);
        self.outcome_changed(id);
    }

    pub(super) fn disagreed(
        &mut self,
        &Disagreed { contribution: id, person, about, text, receipt }: &Disagreed,
        at: Timestamp,
    ) {
        let group = match about {
            About::Contribution(about) => {
                self.contributions.get_mut(&about).map(Arc::make_mut).and_then(|about| {
                    about.disagreements.push(id);
                    about.group
                })
            }
            About::Axis(axis) => {
                if let Some(axis) = self.axes.get_mut(&axis) {
                    axis.disagreements.insert(id);
                }
                None
            }
        };
        let kind = Kind::Disagreement;
        let written = ContributionWritten { contribution: id, person, group, kind, text, receipt };
        self.written(&written, Some(about), at);
    }

    /// Once others have read it, the wording before stays beside the new one.
    pub(super) fn contribution_edited(
        &mut self,
        &ContributionEdited { contribution: id, text }: &ContributionEdited,
        at: Timestamp,
    ) {
        let Some(contribution) = self.contributions.get_mut(&id).map(Arc::make_mut) else {
            return;
        };
        let group = contribution.group.and_then(|group| self.groups.get(&group));
        if group.is_some_and(|group| group.posted.is_none()) {
            contribution.drafts.append(&mut contribution.wordings);
        }
        contribution.wordings.push(text);
        self.said.insert(text, id);
        contribution.edited.push(at);
        self.touch_contribution(id);
        self.touch_wording(id, text);
    }

    pub(super) fn contribution_retired(
        &mut self,
        &ContributionRetired { contribution: id, why }: &ContributionRetired,
    ) {
        let contribution = self
            .contributions
            .get_mut(&id)
            .map(Arc::make_mut)
            .filter(|contribution| !contribution.is_retired());
        let Some(contribution) = contribution else {
            return;
        };
        contribution.gone = Some(why.unwrap_or(Gone::TakenBack));
        contribution.drafts.clear();
        contribution.wordings.clear();
        if let Some(group) = contribution.group.and_then(|group| self.groups.get_mut(&group)) {
            group.retired += 1;
        }
        self.set_aside(id, None);
        self.let_go_of_duplicates(id);
        self.recount_places(id);
    }

    /// The counts of the group and of the axes in which it is counted.
    fn recount_places(&mut self, id: ContributionId) {
        let Some(contribution) = self.contributions.get(&id) else {
            return;
        };
        let group = contribution.group.map(CountKey::Group);
        let about = match contribution.about {
            Some(About::Axis(axis)) => vec![axis],
            Some(About::Contribution(about)) => {
                self.contributions.get(&about).map_or_else(Vec::new, |about| about.axes.clone())
            }
            None => Vec::new(),
        };
        let axes = contribution.axes.iter().copied().chain(about).map(CountKey::Axis);
        let places = group.into_iter().chain(axes);
        self.counted.extend(places.map(|place| (Audience::Forum, place)));
    }

    pub(super) fn support_set(
        &mut self,
        &SupportSet { person: id, contribution: supported, on }: &SupportSet,
    ) {
        if let Some(person) = self.people.get_mut(&id).map(Arc::make_mut) {
            set(&mut person.supports, supported, on);
        }
        self.count_support(id, supported, on);
    }

    pub(super) fn count_support(&mut self, id: ParticipantId, supported: ContributionId, on: bool) {
        let Some(contribution) = self.contributions.get_mut(&supported).map(Arc::make_mut) else {
            return;
        };
        count(&mut contribution.supports, on);
        self.touch(Audience::Own(id), Key::Support(supported));
        self.recount_supports(supported);
    }
}
