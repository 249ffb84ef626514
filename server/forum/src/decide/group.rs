//! Breakout groups: who is there, who holds the pen, when they begin and end.

use super::{Decided, Draft};
use crate::event::{
    Entered, GroupClosed, GroupOpened, GroupPosted, GroupReopened, GroupUnopened, Left, PenTaken,
};
use crate::state::Group;
use protocol::command::{
    Close, CloseAll, Enter, HandPen, Leave, Open, OpenAll, Post, Reopen, ReopenAll, TakePen, Unopen,
};
use protocol::entity::GroupState;
use protocol::{GroupId, ParticipantId, Refusal};

impl Draft<'_> {
    pub(super) fn open(&mut self, &Open { group: id }: &Open) -> Decided {
        match self.shown_group(id)?.state {
            GroupState::Planned => self.happened(GroupOpened { group: id }),
            GroupState::Open => {}
            GroupState::Closed => return Err(Refusal::GroupClosed {}),
        }
        Ok(())
    }

    pub(super) fn open_all(&mut self, OpenAll { groups }: &OpenAll) -> Decided {
        let state = self.state;
        self.each(&state.groups, groups, |draft, group| draft.open(&Open { group }))
    }

    pub(super) fn unopen(&mut self, Unopen { groups }: &Unopen) -> Decided {
        let state = self.state;
        self.each(&state.groups, groups, Self::unopen_one)
    }

    /// What was taken back was written all the same.
    fn unopen_one(&mut self, id: GroupId) -> Decided {
        let group = self.shown_group(id)?;
        self.keeps(group)?;
        match group.state {
            GroupState::Planned => {}
            GroupState::Open if !group.contributions.is_empty() => return Err(Refusal::HasContributions {}),
            GroupState::Open => self.happened(GroupUnopened { group: id }),
            GroupState::Closed => return Err(Refusal::GroupClosed {}),
        }
        Ok(())
    }

    pub(super) fn enter(&mut self, &Enter { group: id }: &Enter) -> Decided {
        let person = self.person()?;
        let group = self.shown_group(id)?;
        if group.members.contains(&person) {
            return Ok(());
        }
        not_closed(group)?;
        if let Some(before) = self.state.group_of(person) {
            self.happened(Left { person, group: before });
        }
        self.happened(Entered { person, group: id });
        Ok(())
    }

    pub(super) fn leave(&mut self, &Leave { group }: &Leave) -> Decided {
        let person = self.person()?;
        match self.state.group_of(person) {
            Some(present) if group.is_none_or(|group| group == present) => {
                self.happened(Left { person, group: present });
            }
            Some(_) | None => {}
        }
        Ok(())
    }

    pub(super) fn take_pen(&mut self, &TakePen { group: id }: &TakePen) -> Decided {
        let person = self.person()?;
        let group = self.shown_group(id)?;
        not_closed(group)?;
        is_member(group, person)?;
        match group.scribe {
            Some(scribe) if scribe == person => {}
            Some(scribe) => return Err(Refusal::PenTaken { person: scribe }),
            None => self.happened(PenTaken { group: id, person }),
        }
        Ok(())
    }

    pub(super) fn hand_pen(&mut self, &HandPen { group: id, to }: &HandPen) -> Decided {
        let group = self.shown_group(id)?;
        not_closed(group)?;
        if !self.is_facilitator() {
            is_member(group, self.person()?)?;
            match group.scribe {
                Some(scribe) if self.is(scribe) => {}
                Some(scribe) => return Err(Refusal::PenTaken { person: scribe }),
                None => return Err(Refusal::NotAllowed {}),
            }
        }
        is_member(group, to)?;
        if group.scribe != Some(to) {
            self.happened(PenTaken { group: id, person: to });
        }
        Ok(())
    }

    pub(super) fn close(&mut self, &Close { group: id }: &Close) -> Decided {
        let group = self.shown_group(id)?;
        self.keeps(group)?;
        match group.state {
            GroupState::Planned => return Err(Refusal::GroupNotOpen {}),
            GroupState::Open => self.happened(GroupClosed { group: id }),
            GroupState::Closed => {}
        }
        Ok(())
    }

    pub(super) fn close_all(&mut self, CloseAll { groups }: &CloseAll) -> Decided {
        let state = self.state;
        self.each(&state.groups, groups, |draft, group| draft.close(&Close { group }))
    }

    pub(super) fn reopen(&mut self, &Reopen { group: id }: &Reopen) -> Decided {
        let group = self.shown_group(id)?;
        self.keeps(group)?;
        match group.state {
            GroupState::Planned => return Err(Refusal::GroupNotOpen {}),
            GroupState::Open => {}
            GroupState::Closed => self.happened(GroupReopened { group: id }),
        }
        Ok(())
    }

    pub(super) fn reopen_all(&mut self, ReopenAll { groups }: &ReopenAll) -> Decided {
        let state = self.state;
        self.each(&state.groups, groups, |draft, group| draft.reopen(&Reopen { group }))
    }

    pub(super) fn post(&mut self, &Post { group: id }: &Post) -> Decided {
        let group = self.shown_group(id)?;
        self.keeps(group)?;
        match group.state {
            GroupState::Planned => return Err(Refusal::GroupNotOpen {}),
            GroupState::Open | GroupState::Closed => {}
        }
        if group.posted.is_none() {
            self.happened(GroupPosted { group: id });
        }
        Ok(())
    }

    /// A host, the scribe, or a facilitator.
    fn keeps(&self, group: &Group) -> Decided {
        if group.scribe.is_some_and(|scribe| self.is(scribe)) {
            return Ok(());
        }
        self.answers_for(&self.hosts(&group.topics))
    }
}

fn not_closed(group: &Group) -> Decided {
    match group.state {
        GroupState::Planned | GroupState::Open => Ok(()),
        GroupState::Closed => Err(Refusal::GroupClosed {}),
    }
}

pub(super) fn is_member(group: &Group, person: ParticipantId) -> Decided {
    if group.members.contains(&person) { Ok(()) } else { Err(Refusal::NotMember {}) }
}
