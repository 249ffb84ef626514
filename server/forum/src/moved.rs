//! When each thing changed last, and what an act acts on: an act that was asked for on a screen which
//! showed the thing as it was before is refused.
//!
//! Making a thing does not change it: nobody can have seen it otherwise.

use crate::entry::Caller;
use crate::event::Event;
use crate::state::State;
use crate::thing::Thing;
use crate::which;
use protocol::refusal::Cell;
use protocol::{AxisId, Command, ContributionId, GroupId, Which};

impl State {
    /// Notes what this event is about to change.
    pub(crate) fn note(&mut self, event: &Event, seq: u64) {
        for thing in self.changed_by(event) {
            self.changed.insert(thing, seq);
        }
        match event {
            Event::SlotRemoved(removed) => self.changed.retain(|thing, _| match thing {
                Thing::Slot(slot) | Thing::Cell(Cell { slot, .. }) => *slot != removed.slot,
                _ => true,
            }),
            Event::SpaceRemoved(removed) => self.changed.retain(|thing, _| match thing {
                Thing::Space(space) | Thing::Cell(Cell { space, .. }) => *space != removed.space,
                _ => true,
            }),
            Event::CollegeRemoved(removed) => {
                self.changed.remove(&Thing::College(removed.college));
            }
            Event::AxisRemoved(removed) => self.forget_axis(removed.axis),
            Event::AxesMerged(merged) => self.forget_axis(merged.axis),
            _ => {}
        }
    }

    fn forget_axis(&mut self, axis: AxisId) {
        self.changed.remove(&Thing::Axis(axis));
        self.changed.remove(&Thing::Under(axis));
    }

    fn changed_by(&self, event: &Event) -> Vec<Thing> {
        match event {
            Event::PhaseSet(_) | Event::ForumEnded(_) | Event::ForumReopened(_) => vec![Thing::Moment],
            Event::DoorOpened(_) | Event::DoorClosed(_) => vec![Thing::Door],
            Event::VoteOpened(_) | Event::VoteClosed(_) | Event::VoteSealed(_) => vec![Thing::Vote],
            Event::SlotSet(set) => vec![Thing::Slot(set.slot)],
            Event::SpaceSet(set) => vec![Thing::Space(set.space)],
            Event::CollegeSet(set) => vec![Thing::College(set.college)],
            Event::CollegeChosen(chosen) => vec![Thing::CollegeOf(chosen.person)],
            Event::Renamed(renamed) => vec![Thing::Person(renamed.person)],
            Event::NameRetired(retired) => vec![Thing::Person(retired.person)],
            Event::PersonRemoved(removed) => {
                let id = removed.person;
                let holds = |group: &GroupId| self.groups.get(group).is_some_and(|it| it.scribe == Some(id));
                let pen = self.group_of(id).filter(holds).map(Thing::Pen);
                let person = [Thing::Person(id), Thing::Whereabouts(id), Thing::CollegeOf(id)];
                pen.into_iter().chain(person).collect()
            }
            Event::QueueReordered(_) => vec![Thing::Queue],
            Event::TopicAnnounced(event) => vec![Thing::Turn(event.topic)],
            Event::QueueLeft(event) => vec![Thing::Turn(event.topic)],
            Event::QueueReturned(event) => vec![Thing::Turn(event.topic)],
            Event::InterestSet(set) => vec![Thing::Interest(set.person, set.topic)],
            Event::TopicWithdrawn(event) => {
                let groups = self.topics.get(&event.topic).map_or(&[][..], |topic| &topic.groups);
                let groups = groups.iter().flat_map(|group| self.group_and_cell(*group));
                groups.chain([Thing::Topic(event.topic)]).collect()
            }
            Event::GroupPlaced(placed) => {
                let topics = placed.topics.iter().copied().map(Thing::Topic);
                std::iter::once(Thing::Cell(placed.cell)).chain(topics).collect()
            }
            Event::GroupMoved(moved) => {
                let mut things = self.group_and_cell(moved.group);
                things.push(Thing::Cell(moved.cell));
                things
            }
            Event::GroupUnplaced(event) => self.group_and_cell(event.group),
            Event::GroupOpened(event) => vec![Thing::Opening(event.group)],
            Event::GroupUnopened(event) => vec![Thing::Opening(event.group)],
            Event::GroupClosed(event) => vec![Thing::Group(event.group)],
            Event::GroupReopened(event) => vec![Thing::Group(event.group)],
            Event::Entered(entered) => vec![Thing::Whereabouts(entered.person)],
            Event::Left(left) => {
                let scribe = self.groups.get(&left.group).and_then(|group| group.scribe);
                let pen = (scribe == Some(left.person)).then_some(Thing::Pen(left.group));
                pen.into_iter().chain([Thing::Whereabouts(left.person)]).collect()
            }
            Event::PenTaken(taken) => vec![Thing::Pen(taken.group)],
            Event::AxisRenamed(renamed) => vec![Thing::Axis(renamed.axis)],
            Event::Attached(event) => vec![Thing::Place(event.contribution), Thing::Under(event.axis)],
            Event::Detached(event) => vec![Thing::Place(event.contribution), Thing::Under(event.axis)],
            Event::OutcomeSet(set) => places(&set.contributions).collect(),
            Event::DuplicateSet(set) => vec![Thing::Place(set.contribution)],
            Event::SortingClosed(_) | Event::SortingReopened(_) => vec![Thing::Sorting],
            Event::Confirmed(confirmed) => vec![Thing::Place(confirmed.contribution)],
            Event::Accepted(accepted) => {
                places(&accepted.contributions).chain([Thing::Under(accepted.axis)]).collect()
            }
            Event::AxisSplit(split) => {
                places(&split.contributions).chain([Thing::Under(split.axis)]).collect()
            }
            Event::AxisRemoved(removed) => self.lying_under(removed.axis),
            Event::AxesMerged(merged) => {
                let mut things = self.lying_under(merged.axis);
                things.push(Thing::Under(merged.into));
                things
            }
            _ => Vec::new(),
        }
    }

    fn group_and_cell(&self, id: GroupId) -> Vec<Thing> {
        let group = self.groups.get(&id);
        let cell = group.and_then(|group| group.cell).map(Thing::Cell);
        let topics = group.map_or(&[][..], |group| &group.topics).iter().copied().map(Thing::Topic);
        std::iter::once(Thing::Group(id)).chain(cell).chain(topics).collect()
    }

    fn lying_under(&self, axis: AxisId) -> Vec<Thing> {
        let axis = self.axes.get(&axis);
        axis.into_iter().flat_map(|axis| &axis.contributions).copied().map(Thing::Place).collect()
    }

    /// Whether something that the command of this caller acts on changed after this commit. Words
    /// act on nothing: they are kept until they are answered.
    pub(crate) fn has_moved_on(&self, caller: &Caller, command: &Command, seen: u64) -> bool {
        let changed = |thing: &Thing| self.changed.get(thing).is_some_and(|seq| *seq > seen);
        self.acted_on(caller, command).iter().any(changed)
    }

    fn acted_on(&self, caller: &Caller, command: &Command) -> Vec<Thing> {
        let me = match caller {
            Caller::Participant(person) => Some(*person),
            _ => None,
        };
        match command {
            Command::SetPhase(_) | Command::End(_) | Command::OpenVote(_) => {
                vec![Thing::Moment, Thing::Vote]
            }
            Command::ReopenForum(_) => vec![Thing::Moment],
            Command::CloseVote(_) | Command::SealVote(_) => vec![Thing::Vote],
            Command::OpenDoor(_) | Command::CloseDoor(_) => vec![Thing::Door],
            Command::RemoveSlot(command) => vec![Thing::Slot(command.slot)],
            Command::RemoveSpace(command) => vec![Thing::Space(command.space)],
            Command::RemoveCollege(command) => vec![Thing::College(command.college)],
            Command::ChooseCollege(command) => {
                command.person.or(me).map(Thing::CollegeOf).into_iter().collect()
            }
            Command::RemovePerson(command) => vec![Thing::Person(command.person)],
            Command::Announce(command) => vec![Thing::Turn(command.topic)],
            Command::LeaveQueue(command) => vec![Thing::Turn(command.topic)],
            Command::ReturnToQueue(command) => vec![Thing::Turn(command.topic)],
            Command::ReorderQueue(_) => vec![Thing::Queue],
            Command::Withdraw(command) => vec![Thing::Topic(command.topic)],
            Command::Interest(command) => {
                let mine = me.map(|me| Thing::Interest(me, command.topic));
                mine.into_iter().chain([Thing::Topic(command.topic)]).collect()
            }
            Command::Place(command) => {
                let cell = Cell { slot: command.slot, space: command.space };
                vec![Thing::Cell(cell), Thing::Topic(command.topic)]
            }
            Command::Move(command) => {
                let cell = Cell { slot: command.slot, space: command.space };
                vec![Thing::Cell(cell), Thing::Group(command.group)]
            }
            Command::Unplace(command) => vec![Thing::Group(command.group)],
            Command::Open(command) => group(command.group),
            Command::OpenAll(command) => self.groups_named(&command.groups),
            Command::Unopen(command) => self.groups_named(&command.groups),
            Command::Close(command) => group(command.group),
            Command::CloseAll(command) => self.groups_named(&command.groups),
            Command::Reopen(command) => group(command.group),
            Command::ReopenAll(command) => self.groups_named(&command.groups),
            Command::Post(command) => group(command.group),
            Command::Enter(command) => {
                let mine = me.map(Thing::Whereabouts);
                mine.into_iter().chain([Thing::Group(command.group)]).collect()
            }
            Command::Leave(_) => me.map(Thing::Whereabouts).into_iter().collect(),
            Command::TakePen(command) => vec![Thing::Pen(command.group)],
            Command::HandPen(command) => vec![Thing::Pen(command.group)],
            Command::RemoveAxis(command) => whole_axis(command.axis),
            Command::RemoveAxes(command) => {
                which::ids(&self.axes, &command.axes).into_iter().flat_map(whole_axis).collect()
            }
            Command::Attach(command) => vec![Thing::Axis(command.axis), Thing::Place(command.contribution)],
            Command::AttachAll(command) => self.places_under(command.axis, &command.contributions),
            Command::Detach(command) => vec![Thing::Axis(command.axis), Thing::Place(command.contribution)],
            Command::DetachAll(command) => self.places_under(command.axis, &command.contributions),
            Command::Confirm(command) => vec![Thing::Place(command.contribution)],
            Command::ConfirmAll(command) => self.places_named(&command.contributions),
            Command::SetOutcome(command) => self.places_named(&command.contributions),
            Command::SetDuplicate(command) => vec![Thing::Place(command.contribution)],
            Command::SetDuplicates(command) => self.places_named(&command.contributions),
            Command::CloseSorting(_) | Command::ReopenSorting(_) => vec![Thing::Sorting],
            Command::Accept(command) => vec![Thing::Axis(command.axis)],
            Command::Decline(command) => vec![Thing::Axis(command.axis)],
            Command::MergeAxes(command) => vec![Thing::Axis(command.axis), Thing::Axis(command.into)],
            _ => Vec::new(),
        }
    }

    fn groups_named(&self, list: &[Which<GroupId>]) -> Vec<Thing> {
        which::ids(&self.groups, list).into_iter().flat_map(group).collect()
    }

    fn places_named(&self, list: &[Which<ContributionId>]) -> Vec<Thing> {
        places(&which::ids(&self.contributions, list)).collect()
    }

    fn places_under(&self, axis: Which<AxisId>, list: &[Which<ContributionId>]) -> Vec<Thing> {
        let axes = which::ids(&self.axes, &[axis]).into_iter().map(Thing::Axis);
        axes.chain(self.places_named(list)).collect()
    }
}

fn group(group: GroupId) -> Vec<Thing> {
    vec![Thing::Group(group), Thing::Opening(group)]
}

fn whole_axis(axis: AxisId) -> Vec<Thing> {
    vec![Thing::Axis(axis), Thing::Under(axis)]
}

fn places(contributions: &[ContributionId]) -> impl Iterator<Item = Thing> {
    contributions.iter().copied().map(Thing::Place)
}
