//! What events do. Nothing here can fail: what `decide` let pass applies.

mod axis;
mod contribution;
mod forum;
mod group;
mod outcome;
mod pass;
mod people;
mod topic;
mod touch;
mod vote;
mod wall;

use crate::entry::{Caller, Entry, Holder, owner};
use crate::event::Event;
use crate::state::State;
use jiff::Timestamp;
use std::sync::Arc;

impl State {
    /// Does what the entry of this commit says, and notes what screens must hear.
    pub fn apply(&mut self, entry: &Entry, seq: u64, at: Timestamp) {
        if let Some((last, _)) = entry.texts.last_key_value() {
            self.next_text = self.next_text.max(last.0 + 1);
        }
        let words = entry.texts.iter().filter_map(|(id, text)| Some((*id, text.words()?.to_owned())));
        self.texts.extend(words);
        self.moments.last = at;
        for event in &entry.events {
            self.note(event, seq);
            self.apply_event(event, &entry.caller, at);
        }
        if let Caller::Participant(person) = entry.caller
            && let Some(person) = self.people.get_mut(&person).map(Arc::make_mut)
        {
            person.commands += 1;
        }
        if let Some(owner) = owner(entry).and_then(|owner| self.people.get_mut(&owner)).map(Arc::make_mut) {
            owner.typed.extend(entry.texts.keys());
        }
        for credential in &entry.credentials {
            self.credentials.insert(credential.hash, credential.holder);
            if let Holder::Participant(person) = credential.holder
                && let Some(person) = self.people.get_mut(&person).map(Arc::make_mut)
            {
                person.devices += 1;
            }
            if let (Holder::Pass(made), Caller::Facilitator(by)) = (credential.holder, &entry.caller)
                && let Some(made) = self.passes.get_mut(&made)
            {
                made.by = Some(*by);
            }
        }
        for text in &entry.erased {
            self.texts.remove(text);
        }
        for earlier in [&mut self.earlier_wifi, &mut self.earlier_logos] {
            earlier.retain(|text| !entry.erased.contains(text));
        }
    }

    fn apply_event(&mut self, event: &Event, caller: &Caller, at: Timestamp) {
        match event {
            Event::ForumCreated(event) => self.forum_created(event, at),
            Event::ForumSet(event) => self.forum_set(event),
            Event::LogosSet(event) => self.logos_set(event),
            Event::PhaseSet(event) => self.phase_set(event, at),
            Event::DoorOpened(_) => self.door_set(true),
            Event::DoorClosed(_) => self.door_set(false),
            Event::ForumEnded(_) => self.forum_ended(at),
            Event::ForumReopened(_) => self.forum_reopened(),

            Event::SlotAdded(event) => self.slot_added(event),
            Event::SlotSet(event) => self.slot_set(event),
            Event::SlotRemoved(event) => self.slot_removed(event),
            Event::SpaceAdded(event) => self.space_added(event),
            Event::SpaceSet(event) => self.space_set(event),
            Event::SpaceRemoved(event) => self.space_removed(event),
            Event::CollegeAdded(event) => self.college_added(event),
            Event::CollegeSet(event) => self.college_set(event),
            Event::CollegeRemoved(event) => self.college_removed(event),

            Event::PassAdded(event) => self.pass_added(event),
            Event::PassRevoked(event) => self.pass_revoked(event),

            Event::Joined(event) => self.joined(event, at),
            Event::CameBack(_) => {}
            Event::Renamed(event) => self.renamed(event),
            Event::CollegeChosen(event) => self.college_chosen(event),
            Event::NameInBookSet(event) => self.name_in_book_set(event),
            Event::NameRetired(event) => self.name_retired(event),
            Event::PersonRemoved(event) => self.person_removed(event),

            Event::TopicProposed(event) => self.topic_proposed(event, at),
            Event::TopicEdited(event) => self.topic_edited(event),
            Event::TopicAnnounced(event) => self.topic_announced(event),
            Event::QueueLeft(event) => self.queue_left(event),
            Event::QueueReturned(event) => self.queue_returned(event),
            Event::QueueReordered(event) => self.queue_reordered(event),
            Event::TopicWithdrawn(event) => self.topic_withdrawn(event),
            Event::TopicRetired(event) => self.topic_retired(event),
            Event::InterestSet(event) => self.interest_set(event),
            Event::GroupPlaced(event) => self.group_placed(event),
            Event::GroupMoved(event) => self.group_moved(event),
            Event::GroupUnplaced(event) => self.group_unplaced(event),

            Event::GroupOpened(event) => self.group_opened(event.group, at),
            Event::GroupUnopened(event) => self.group_unopened(event),
            Event::Entered(event) => self.entered(event),
            Event::Left(event) => self.left(event),
            Event::PenTaken(event) => self.pen_taken(event),
            Event::GroupClosed(event) => self.group_closed(event, at),
            Event::GroupReopened(event) => self.group_opened(event.group, at),
            Event::GroupPosted(event) => self.group_posted(event, at),
            Event::ContributionWritten(event) => self.contribution_written(event, at),
            Event::ContributionEdited(event) => self.contribution_edited(event, at),
            Event::ContributionRetired(event) => self.contribution_retired(event),
            Event::SupportSet(event) => self.support_set(event),
            Event::Disagreed(event) => self.disagreed(event, at),

            Event::AxisCreated(event) => self.axis_created(event),
            Event::AxisRenamed(event) => self.axis_renamed(event),
            Event::AxisRemoved(event) => self.axis_removed(event),
            Event::Attached(event) => self.attached(event),
            Event::Detached(event) => self.detached(event),
            Event::Confirmed(event) => self.pin(event.contribution, event.on),
            Event::Accepted(event) => self.accepted(event),
            Event::Declined(event) => self.declined(event, caller),
            Event::AlikeDeclined(event) => self.alike_declined(event, caller),
            Event::AxesMerged(event) => self.axes_merged(event),
            Event::AxisSplit(event) => self.axis_split(event),

            Event::OutcomeSet(event) => self.outcome_set(event),
            Event::DuplicateSet(event) => self.duplicate_set(event),
            Event::SortingClosed(_) => self.sorting_set(true),
            Event::SortingReopened(_) => self.sorting_set(false),

            Event::VoteOpened(_) => self.vote_opened(at),
            Event::DotsSet(event) => self.dots_set(event),
            Event::DotsPlaced(event) => self.dots_placed(event),
            Event::VoteClosed(_) => self.vote_closed(at),
            Event::VoteSealed(event) => self.vote_sealed(event),
        }
    }
}
