//! Slots, spaces, and the cells of the agenda wall.

use crate::audience::Audience;
use crate::event::{
    GroupMoved, GroupPlaced, GroupUnplaced, SlotAdded, SlotRemoved, SlotSet, SpaceAdded, SpaceRemoved,
    SpaceSet,
};
use crate::state::{Group, Slot, Space, State};
use protocol::GroupId;
use protocol::entity::{GroupState, Key};
use std::collections::BTreeSet;

impl State {
    pub(super) fn slot_added(&mut self, added: &SlotAdded) {
        self.slots_made += 1;
        let SlotAdded { slot, label, start, end, day } = *added;
        self.slots.insert(slot, Slot { number: self.slots_made, label, start, end, day });
        self.touch(Audience::Forum, Key::Slot(slot));
    }

    pub(super) fn slot_set(&mut self, &SlotSet { slot: id, label, start, end, day }: &SlotSet) {
        if let Some(slot) = self.slots.get_mut(&id) {
            slot.label = label.unwrap_or(slot.label);
            slot.start = start.unwrap_or(slot.start);
            slot.end = end.unwrap_or(slot.end);
            slot.day = day.unwrap_or(slot.day);
        }
        self.touch(Audience::Forum, Key::Slot(id));
    }

    pub(super) fn slot_removed(&mut self, &SlotRemoved { slot }: &SlotRemoved) {
        self.slots.remove(&slot);
        self.touch(Audience::Forum, Key::Slot(slot));
    }

    pub(super) fn space_added(&mut self, added: &SpaceAdded) {
        self.spaces_made += 1;
        let SpaceAdded { space, label, places } = *added;
        self.spaces.insert(space, Space { number: self.spaces_made, label, places });
        self.touch(Audience::Forum, Key::Space(space));
    }

    pub(super) fn space_set(&mut self, &SpaceSet { space: id, label, places }: &SpaceSet) {
        if let Some(space) = self.spaces.get_mut(&id) {
            space.label = label.unwrap_or(space.label);
            space.places = places.unwrap_or(space.places);
        }
        self.touch(Audience::Forum, Key::Space(id));
    }

    pub(super) fn space_removed(&mut self, &SpaceRemoved { space }: &SpaceRemoved) {
        self.spaces.remove(&space);
        self.touch(Audience::Forum, Key::Space(space));
    }

    pub(super) fn group_placed(&mut self, &GroupPlaced { group: id, ref topics, cell }: &GroupPlaced) {
        self.groups_made += 1;
        let group = Group {
            number: self.groups_made,
            topics: topics.to_vec(),
            cell: None,
            state: GroupState::Planned,
            opened: None,
            posted: None,
            scribe: None,
            members: BTreeSet::new(),
            contributions: Vec::new(),
            retired: 0,
            closed: None,
        };
        self.groups.insert(id, group);
        for topic in topics {
            if let Some(topic) = self.topics.get_mut(topic) {
                topic.groups.push(id);
            }
        }
        self.group_moved(&GroupMoved { group: id, cell });
    }

    pub(super) fn group_moved(&mut self, &GroupMoved { group: id, cell }: &GroupMoved) {
        self.free_cell(id);
        if let Some(group) = self.groups.get_mut(&id) {
            group.cell = Some(cell);
            self.wall.entry(cell.slot).or_default().insert(cell.space, id);
        }
        self.touch_group(id);
        self.recount_slots(id);
    }

    /// Who waits in a group that has not opened is in none then.
    pub(super) fn group_unplaced(&mut self, &GroupUnplaced { group: id }: &GroupUnplaced) {
        self.free_cell(id);
        if self.groups.get(&id).is_some_and(|group| group.state == GroupState::Planned) {
            self.empty_group(id);
        }
        self.touch_group(id);
        self.recount_slots(id);
    }

    /// What was said in it was said at another time.
    fn recount_slots(&mut self, id: GroupId) {
        let said = self.groups.get(&id).map_or_else(Vec::new, |group| group.contributions.clone());
        self.recount_axes(&said);
    }

    pub(super) fn free_cell(&mut self, id: GroupId) {
        let Some(cell) = self.groups.get_mut(&id).and_then(|group| group.cell.take()) else {
            return;
        };
        if let Some(spaces) = self.wall.get_mut(&cell.slot) {
            spaces.remove(&cell.space);
            if spaces.is_empty() {
                self.wall.remove(&cell.slot);
            }
        }
    }
}
