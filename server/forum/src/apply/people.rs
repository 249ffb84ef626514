//! People and their colleges.

use super::topic::count;
use crate::audience::Audience;
use crate::entry::Holder;
use crate::event::{
    CollegeAdded, CollegeChosen, CollegeRemoved, CollegeSet, ContributionRetired, Joined, Left,
    NameInBookSet, NameRetired, PersonRemoved, Renamed,
};
use crate::state::{College, Person, State};
use jiff::Timestamp;
use protocol::entity::{CountKey, Gone, Key, VoteState};
use protocol::{CollegeId, ParticipantId};
use std::collections::BTreeSet;
use std::sync::Arc;

impl State {
    pub(super) fn joined(&mut self, &Joined { person: id, name, college }: &Joined, at: Timestamp) {
        self.people_joined += 1;
        let person = Person {
            number: self.people_joined,
            name,
            joined: at,
            earlier: Vec::new(),
            removed: false,
            typed: BTreeSet::new(),
            college: None,
            in_book: false,
            group: None,
            commands: 0,
            devices: 0,
            hosts: BTreeSet::new(),
            interests: BTreeSet::new(),
            supports: BTreeSet::new(),
            wrote: BTreeSet::new(),
        };
        self.people.insert(id, Arc::new(person));
        if let Some(ballot) = self.ballot(id) {
            self.voters.insert(ballot, id);
        }
        self.recount(Audience::Forum, CountKey::People);
        self.college_chosen(&CollegeChosen { person: id, college });
    }

    pub(super) fn renamed(&mut self, &Renamed { person: id, name }: &Renamed) {
        let Some(person) = self.people.get_mut(&id).map(Arc::make_mut) else {
            return;
        };
        let before = std::mem::replace(&mut person.name, name);
        if self.gone.remove(&before).is_none() {
            person.earlier.push(before);
        }
        self.touch_name(id);
    }

    fn touch_name(&mut self, id: ParticipantId) {
        self.touch_person(id);
        self.touch(Audience::Forum, Key::Name(id));
        if let Some(group) = self.people.get(&id).and_then(|person| person.group) {
            self.touch(Audience::Group(group), Key::Member(id));
        }
    }

    pub(super) fn name_in_book_set(&mut self, &NameInBookSet { person: id, on }: &NameInBookSet) {
        if let Some(person) = self.people.get_mut(&id).map(Arc::make_mut) {
            person.in_book = on;
        }
        self.touch(Audience::Own(id), Key::Me);
    }

    /// Whoever takes a name back, or has it taken, has not agreed to the next one.
    pub(super) fn name_retired(&mut self, &NameRetired { person: id, why }: &NameRetired) {
        if let Some(person) = self.people.get_mut(&id).map(Arc::make_mut) {
            person.earlier.clear();
            person.in_book = false;
            self.gone.insert(person.name, why.unwrap_or(Gone::TakenBack));
        }
        self.touch_name(id);
    }

    /// What the person proposed and wrote stays, unless it was erased. Dots stay once they were counted.
    pub(super) fn person_removed(&mut self, &PersonRemoved { person: id, erased }: &PersonRemoved) {
        if self.person(&id).is_some() {
            self.take_out(id);
        }
        if erased {
            self.erase_words(id);
        }
    }

    fn take_out(&mut self, id: ParticipantId) {
        self.college_chosen(&CollegeChosen { person: id, college: None });
        if let Some(group) = self.group_of(id) {
            self.left(&Left { person: id, group });
        }
        let Some(person) = self.people.get_mut(&id).map(Arc::make_mut) else {
            return;
        };
        person.removed = true;
        person.in_book = false;
        person.devices = 0;
        let (interests, supports) =
            (std::mem::take(&mut person.interests), std::mem::take(&mut person.supports));
        for topic in interests {
            if let Some(topic) = self.topics.get_mut(&topic) {
                count(&mut topic.interested, false);
            }
            self.touch(Audience::Own(id), Key::Interest(topic));
            self.recount(Audience::Forum, CountKey::Topic(topic));
        }
        for contribution in supports {
            self.count_support(id, contribution, false);
        }
        self.credentials.retain(|_, holder| match holder {
            Holder::Participant(holder) | Holder::Recovery(holder) => *holder != id,
            Holder::Pass(_) => true,
        });
        // Once it was counted, the difference of two results would show it.
        if self.vote == VoteState::Open
            && self.tally.is_none()
            && let Some(ballot) = self.ballot(id)
        {
            let dots = self.ballots.remove(&ballot).unwrap_or_default();
            self.touched.extend(dots.into_keys().map(|axis| (Audience::Own(id), Key::Dot(axis))));
            self.recount_ballots();
        }
        self.recount(Audience::Forum, CountKey::People);
        self.touch_person(id);
    }

    /// Lets go of all texts that are this person's.
    fn erase_words(&mut self, id: ParticipantId) {
        let Some(person) = self.people.get_mut(&id).map(Arc::make_mut) else {
            return;
        };
        let typed = person.typed.clone();
        person.earlier.clear();
        self.gone.insert(person.name, Gone::Erased);
        for contribution in person.wrote.clone() {
            self.contribution_retired(&ContributionRetired { contribution, why: Some(Gone::Erased) });
        }
        for topic in Vec::from_iter(self.topics.keys().copied()) {
            self.let_go_of_topic(topic, |text| typed.contains(text), Gone::Erased);
        }
        for axis in Vec::from_iter(self.axes.keys().copied()) {
            self.let_go_of_axis(axis, &typed);
        }
        self.touch_name(id);
    }

    pub(super) fn college_chosen(&mut self, &CollegeChosen { person: id, college }: &CollegeChosen) {
        let Some(person) = self.people.get_mut(&id).map(Arc::make_mut) else {
            return;
        };
        let before = std::mem::replace(&mut person.college, college);
        if let Some(college) = before.and_then(|college| self.colleges.get_mut(&college)) {
            college.people -= 1;
        }
        if let Some(college) = college.and_then(|college| self.colleges.get_mut(&college)) {
            college.people += 1;
        }
        for college in before.into_iter().chain(college) {
            self.recount(Audience::Facilitation, CountKey::College(college));
        }
        self.touch_person(id);
    }

    pub(super) fn college_added(&mut self, added: &CollegeAdded) {
        self.colleges_made += 1;
        let CollegeAdded { college, label } = *added;
        self.colleges.insert(college, College { number: self.colleges_made, label, people: 0 });
        self.touch_college(college);
    }

    pub(super) fn college_set(&mut self, &CollegeSet { college: id, label }: &CollegeSet) {
        if let Some(college) = self.colleges.get_mut(&id) {
            college.label = label;
        }
        self.touch_college(id);
    }

    pub(super) fn college_removed(&mut self, &CollegeRemoved { college }: &CollegeRemoved) {
        self.colleges.remove(&college);
        self.touch_college(college);
    }

    fn touch_college(&mut self, college: CollegeId) {
        self.touch(Audience::Forum, Key::College(college));
        self.recount(Audience::Facilitation, CountKey::College(college));
    }
}
