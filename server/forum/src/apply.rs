//! What events do. Nothing here can fail: what `decide` let pass applies.

mod axis;
mod contribution;
mod forum;
mod group;
mod people;
mod topic;
mod touch;
mod vote;
mod wall;

use crate::entry::{Entry, Holder};
use crate::event::Event;
use crate::state::State;
use jiff::Timestamp;

impl State {
    /// Does what the entry says, committed at `at`, and notes what screens must hear.
    pub fn apply(&mut self, entry: &Entry, at: Timestamp) {
        if let Some((last, _)) = entry.texts.last_key_value() {
            self.next_text = self.next_text.max(last.0 + 1);
        }
        self.texts.extend(entry.texts.iter().map(|(id, text)| (*id, text.clone())));
        for event in &entry.events {
            self.apply_event(event, at);
        }
        for credential in &entry.credentials {
            self.credentials.insert(credential.hash.clone(), credential.holder);
            if let Holder::Participant(person) = credential.holder
                && let Some(person) = self.people.get_mut(&person)
            {
                person.devices += 1;
            }
        }
        for text in &entry.erased {
            self.texts.remove(text);
        }
    }

    fn apply_event(&mut self, event: &Event, at: Timestamp) {
        match event {
            Event::ForumCreated { .. } => self.forum_created(event),
            Event::ForumSet(set) => self.forum_set(set),
            Event::PhaseSet { phase } => self.phase_set(*phase),
            Event::DoorOpened {} => self.door_set(true),
            Event::DoorClosed {} => self.door_set(false),
            Event::ForumEnded {} => self.forum_ended(),
            Event::ForumReopened {} => self.forum_reopened(),

            Event::SlotAdded(added) => self.slot_added(added),
            Event::SlotSet { slot, label, start, end, day } => {
                self.slot_set(*slot, *label, *start, *end, *day)
            }
            Event::SlotRemoved { slot } => self.slot_removed(*slot),
            Event::SpaceAdded(added) => self.space_added(added),
            Event::SpaceSet { space, label, places } => self.space_set(*space, *label, *places),
            Event::SpaceRemoved { space } => self.space_removed(*space),
            Event::CollegeAdded(added) => self.college_added(added),
            Event::CollegeSet { college, label } => self.college_set(*college, *label),
            Event::CollegeRemoved { college } => self.college_removed(*college),

            Event::PassAdded { pass, kind, label } => self.pass_added(*pass, *kind, Some(*label), false),
            Event::PassRevoked { pass } => self.pass_revoked(*pass),

            Event::Joined { person, name, college } => self.joined(*person, *name, *college),
            Event::CameBack { .. } => {}
            Event::Renamed { person, name } => self.renamed(*person, *name),
            Event::CollegeChosen { person, college } => self.college_chosen(*person, *college),

            Event::TopicProposed { topic, title, question, hosts } => {
                self.topic_proposed(*topic, *title, *question, hosts);
            }
            Event::TopicEdited { topic, title, question } => self.topic_edited(*topic, *title, *question),
            Event::TopicAnnounced { topic } => self.topic_announced(*topic),
            Event::QueueLeft { topic } => self.queue_left(*topic),
            Event::QueueReordered { topics } => self.queue_reordered(topics),
            Event::TopicWithdrawn { topic } => self.topic_withdrawn(*topic),
            Event::InterestSet { person, topic, on } => self.interest_set(*person, *topic, *on),
            Event::GroupPlaced { group, topics, cell } => self.group_placed(*group, topics, *cell),
            Event::GroupMoved { group, cell } => self.group_moved(*group, *cell),
            Event::GroupUnplaced { group } => self.group_unplaced(*group),

            Event::GroupOpened { group } => self.group_opened(*group),
            Event::Entered { person, group } => self.entered(*person, *group),
            Event::Left { person, group } => self.left(*person, *group),
            Event::PenTaken { group, person } => self.pen_taken(*group, *person),
            Event::GroupClosed { group } => self.group_closed(*group, at),
            Event::GroupReopened { group } => self.group_opened(*group),
            Event::GroupPosted { group } => self.group_posted(*group),
            Event::ContributionWritten { contribution, person, group, kind, text } => {
                self.written(*contribution, *person, *group, *kind, None, *text);
            }
            Event::ContributionEdited { contribution, text } => {
                self.contribution_edited(*contribution, *text)
            }
            Event::ContributionRetired { contribution } => self.contribution_retired(*contribution),
            Event::SupportSet { person, contribution, on } => self.support_set(*person, *contribution, *on),
            Event::Disagreed { contribution, person, about, text } => {
                self.disagreed(*contribution, *person, *about, *text);
            }

            Event::AxisCreated { axis, name } => self.axis_created(*axis, *name),
            Event::AxisRenamed { axis, name } => self.axis_renamed(*axis, *name),
            Event::AxisRemoved { axis } => self.axis_removed(*axis),
            Event::Attached { axis, contribution } => self.attached(*axis, *contribution),
            Event::Detached { axis, contribution } => self.detached(*axis, *contribution),
            Event::Confirmed { contribution, on } => self.pin(*contribution, *on),
            Event::Accepted { axis, contributions, basis } => self.accepted(*axis, contributions, basis),
            Event::Declined { axis, contribution } => self.declined(*axis, *contribution),
            Event::AlikeDeclined { contribution, with } => self.alike_declined(*contribution, *with),
            Event::AxesMerged { axis, into } => self.axes_merged(*axis, *into),
            Event::AxisSplit { axis, into, name, contributions } => {
                self.axis_split(*axis, *into, *name, contributions);
            }

            Event::VoteOpened {} => self.vote_opened(),
            Event::DotsSet { ballot, axis, dots } => self.dots_set(ballot, *axis, *dots),
            Event::VoteClosed {} => self.vote_closed(),
        }
    }
}
