//! Breakout groups.

use crate::audience::Audience;
use crate::event::{Entered, GroupClosed, GroupPosted, GroupUnopened, Left, PenTaken};
use crate::state::State;
use jiff::Timestamp;
use protocol::entity::{CountKey, GroupState, Key};
use protocol::{GroupId, ParticipantId};
use std::sync::Arc;

impl State {
    /// For the first time, or again.
    pub(super) fn group_opened(&mut self, id: GroupId, at: Timestamp) {
        if let Some(group) = self.groups.get_mut(&id) {
            group.state = GroupState::Open;
            group.opened.get_or_insert(at);
            group.closed = None;
        }
        self.touch_group(id);
    }

    /// Who is in it waits there; off the wall nothing is left to wait in. A record without words is no
    /// longer posted.
    pub(super) fn group_unopened(&mut self, &GroupUnopened { group: id }: &GroupUnopened) {
        let Some(group) = self.groups.get_mut(&id) else {
            return;
        };
        group.state = GroupState::Planned;
        group.opened = None;
        group.posted = None;
        if group.cell.is_none() {
            self.empty_group(id);
        }
        self.touch_group(id);
    }

    pub(super) fn entered(&mut self, &Entered { person: id, group }: &Entered) {
        if let Some(person) = self.people.get_mut(&id).map(Arc::make_mut) {
            person.group = Some(group);
        }
        if let Some(group) = self.groups.get_mut(&group) {
            group.members.insert(id);
        }
        self.touch_member(id, group);
    }

    /// Who holds the pen lays it down.
    pub(super) fn left(&mut self, &Left { person: id, group }: &Left) {
        let mut freed = false;
        if let Some(person) = self.people.get_mut(&id).map(Arc::make_mut) {
            person.group = None;
        }
        if let Some(group) = self.groups.get_mut(&group) {
            group.members.remove(&id);
            if group.scribe == Some(id) {
                group.scribe = None;
                freed = true;
            }
        }
        if freed {
            self.touch(Audience::Forum, Key::Group(group));
            self.touch(Audience::Forum, Key::Name(id));
        }
        self.touch_member(id, group);
    }

    /// Everybody is somewhere else then.
    pub(super) fn empty_group(&mut self, id: GroupId) {
        let Some(group) = self.groups.get(&id) else {
            return;
        };
        for member in group.members.clone() {
            self.left(&Left { person: member, group: id });
        }
    }

    fn touch_member(&mut self, person: ParticipantId, group: GroupId) {
        self.touch_person(person);
        self.touch(Audience::Group(group), Key::Member(person));
        self.recount(Audience::Forum, CountKey::Group(group));
    }

    pub(super) fn pen_taken(&mut self, &PenTaken { group: id, person }: &PenTaken) {
        if let Some(group) = self.groups.get_mut(&id) {
            let before = group.scribe.replace(person);
            let named = [Some(person), before].into_iter().flatten();
            self.touched.extend(named.map(|person| (Audience::Forum, Key::Name(person))));
        }
        self.touch(Audience::Forum, Key::Group(id));
    }

    pub(super) fn group_closed(&mut self, &GroupClosed { group: id }: &GroupClosed, at: Timestamp) {
        if let Some(group) = self.groups.get_mut(&id) {
            group.state = GroupState::Closed;
            group.posted.get_or_insert(at);
            group.closed = Some((at, group.scribe));
        }
        self.touch(Audience::Forum, Key::Group(id));
    }

    pub(super) fn group_posted(&mut self, &GroupPosted { group: id }: &GroupPosted, at: Timestamp) {
        if let Some(group) = self.groups.get_mut(&id) {
            group.posted = Some(at);
        }
        self.touch(Audience::Forum, Key::Group(id));
    }
}
