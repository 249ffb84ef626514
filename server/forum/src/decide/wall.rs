//! Slots, spaces, and the cells of the agenda wall.

use super::{Decided, Draft, fresh, room, room_for};
use crate::event::{
    GroupMoved, GroupPlaced, GroupUnplaced, SlotAdded, SlotRemoved, SlotSet, SpaceAdded, SpaceRemoved,
    SpaceSet,
};
use crate::state::{Group, State};
use protocol::command::{
    AddSlot, AddSpace, Move, Place, RemoveSlot, RemoveSpace, SetSlot, SetSpace, Unplace,
};
use protocol::entity::GroupState;
use protocol::limits::{GROUPS_MAX, GROUPS_PER_PERSON_MAX, PLACES_MAX, SLOTS_MAX, SPACES_MAX};
use protocol::refusal::Cell;
use protocol::text::{self, Form};
use protocol::{GroupId, ParticipantId, Refusal, SlotId, TextId};

impl Draft<'_> {
    pub(super) fn add_slot(
        &mut self,
        &AddSlot { r#as: slot, ref label, start, end, day }: &AddSlot,
    ) -> Decided {
        fresh(self.state.slots.contains_key(&slot))?;
        room(self.state.slots.len(), SLOTS_MAX)?;
        let label = self.slot_label(label)?;
        self.happened(SlotAdded { slot, label, start, end, day });
        Ok(())
    }

    /// What a slot is called; nothing visible: it goes by its times.
    pub(super) fn slot_label(&mut self, typed: &str) -> Result<TextId, Refusal> {
        let label = written_slot_label(typed)?;
        Ok(self.store(label))
    }

    pub(super) fn set_slot(
        &mut self,
        &SetSlot { slot: id, ref label, start, end, day }: &SetSlot,
    ) -> Decided {
        let slot = self.state.slots.get(&id).ok_or(Refusal::NotFound {})?;
        let label = match label {
            Some(typed) if written_slot_label(typed)? != self.state.text(slot.label) => {
                Some(self.slot_label(typed)?)
            }
            Some(_) | None => None,
        };
        let start = start.filter(|start| *start != slot.start);
        let end = end.filter(|end| *end != slot.end);
        let day = day.filter(|day| *day != slot.day);
        if label.is_some() || start.is_some() || end.is_some() || day.is_some() {
            self.happened(SlotSet { slot: id, label, start, end, day });
        }
        Ok(())
    }

    pub(super) fn remove_slot(&mut self, &RemoveSlot { slot }: &RemoveSlot) -> Decided {
        if !self.state.slots.contains_key(&slot) {
            return Err(Refusal::NotFound {});
        }
        if self.state.wall.contains_key(&slot) {
            return Err(Refusal::InUse {});
        }
        self.happened(SlotRemoved { slot });
        Ok(())
    }

    pub(super) fn add_space(&mut self, &AddSpace { r#as: space, ref label, places }: &AddSpace) -> Decided {
        fresh(self.state.spaces.contains_key(&space))?;
        room(self.state.spaces.len(), SPACES_MAX)?;
        number_of_places(places)?;
        let label = self.text(label, Form::Name)?;
        self.happened(SpaceAdded { space, label, places });
        Ok(())
    }

    pub(super) fn set_space(&mut self, &SetSpace { space: id, ref label, places }: &SetSpace) -> Decided {
        let space = self.state.spaces.get(&id).ok_or(Refusal::NotFound {})?;
        number_of_places(places.flatten())?;
        let label = match label {
            Some(label) => Some(self.reworded(label, Form::Name, space.label)?),
            None => None,
        };
        let label = label.filter(|label| *label != space.label);
        let places = places.filter(|places| *places != space.places);
        if label.is_some() || places.is_some() {
            self.happened(SpaceSet { space: id, label, places });
        }
        Ok(())
    }

    pub(super) fn remove_space(&mut self, &RemoveSpace { space }: &RemoveSpace) -> Decided {
        if !self.state.spaces.contains_key(&space) {
            return Err(Refusal::NotFound {});
        }
        if self.state.wall.values().any(|spaces| spaces.contains_key(&space)) {
            return Err(Refusal::InUse {});
        }
        self.happened(SpaceRemoved { space });
        Ok(())
    }

    pub(super) fn place(&mut self, &Place { r#as: group, topic, slot, space, confirm }: &Place) -> Decided {
        let cell = Cell { slot, space };
        fresh(self.state.groups.contains_key(&group))?;
        let hosts = &self.topic(topic)?.hosts;
        self.answers_for(hosts)?;
        let groups = &self.state.groups;
        let shown = || groups.values().filter(|group| self.state.is_shown(group)).count();
        room_for(groups.len(), GROUPS_MAX, shown)?;
        if let Some(person) = self.sharer() {
            room(self.state.groups_of(person), GROUPS_PER_PERSON_MAX)?;
        }
        self.is_free(cell)?;
        if !confirm {
            self.are_free(hosts, slot, group)?;
        }
        self.happened(GroupPlaced { group, topics: vec![topic], cell });
        Ok(())
    }

    pub(super) fn move_group(&mut self, &Move { group: id, slot, space, confirm }: &Move) -> Decided {
        let cell = Cell { slot, space };
        let group = self.movable(id)?;
        if group.cell == Some(cell) {
            return Ok(());
        }
        self.is_free(cell)?;
        if !confirm {
            self.are_free(&self.hosts(&group.topics), slot, id)?;
        }
        self.happened(GroupMoved { group: id, cell });
        Ok(())
    }

    pub(super) fn unplace(&mut self, &Unplace { group: id }: &Unplace) -> Decided {
        if self.movable(id)?.cell.is_some() {
            self.happened(GroupUnplaced { group: id });
        }
        Ok(())
    }

    fn movable(&self, id: GroupId) -> Result<&Group, Refusal> {
        let group = self.group(id)?;
        self.answers_for(&self.hosts(&group.topics))?;
        match group.state {
            GroupState::Planned | GroupState::Open => Ok(group),
            GroupState::Closed => Err(Refusal::GroupClosed {}),
        }
    }

    fn is_free(&self, cell: Cell) -> Decided {
        if !self.state.slots.contains_key(&cell.slot) || !self.state.spaces.contains_key(&cell.space) {
            return Err(Refusal::NotFound {});
        }
        match self.state.holds(cell) {
            None => Ok(()),
            Some(_) => Err(Refusal::CellTaken { free: nearest_free(self.state, cell) }),
        }
    }

    /// None of these people hosts another group that has not closed in a slot at the same time.
    fn are_free(&self, hosts: &[ParticipantId], slot: SlotId, except: GroupId) -> Decided {
        let topics = hosts.iter().filter_map(|host| self.state.people.get(host)).flat_map(|host| &host.hosts);
        let groups = topics.filter_map(|topic| self.state.topics.get(topic)).flat_map(|topic| &topic.groups);
        let others = groups.filter(|id| **id != except).filter_map(|id| self.state.groups.get(id));
        let slots = others.filter(|group| group.state != GroupState::Closed).filter_map(|group| group.cell);
        let at = |id: SlotId| self.state.slots.get(&id).map(|slot| self.state.times(slot));
        let times = at(slot);
        let at_once =
            |other: SlotId| other == slot || at(other).zip(times).is_some_and(|(a, b)| a.overlaps(b));
        match slots.map(|cell| cell.slot).filter(|slot| at_once(*slot)).min_by_key(|slot| at(*slot)) {
            Some(slot) => Err(Refusal::HostBusy { slot }),
            None => Ok(()),
        }
    }
}

fn written_slot_label(typed: &str) -> Result<String, Refusal> {
    Ok(text::normalise_optional(Some(typed), Form::Name)?.unwrap_or_default())
}

/// The next free space of the slot, or else of the slots that come after it, from the wanted space on.
fn nearest_free(state: &State, wanted: Cell) -> Option<Cell> {
    let mut spaces: Vec<_> = state.spaces.iter().map(|(id, space)| (space.number, *id)).collect();
    spaces.sort_unstable();
    let first = spaces.iter().position(|(_, id)| *id == wanted.space)?;
    spaces.rotate_left(first);
    let slots = state.slots_in_order().into_iter();
    slots
        .skip_while(|slot| *slot != wanted.slot)
        .filter(|slot| state.wall.get(slot).is_none_or(|taken| taken.len() < spaces.len()))
        .flat_map(|slot| spaces.iter().map(move |(_, space)| Cell { slot, space: *space }))
        .find(|cell| state.holds(*cell).is_none())
}

pub(super) fn number_of_places(places: Option<u32>) -> Decided {
    if places.is_some_and(|places| places > PLACES_MAX) { Err(Refusal::BadCommand {}) } else { Ok(()) }
}
