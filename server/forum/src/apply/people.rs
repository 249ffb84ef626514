//! People and their colleges.

use crate::audience::Audience;
use crate::event::{CollegeAdded, CollegeChosen, CollegeRemoved, CollegeSet, Joined, Renamed};
use crate::state::{College, Person, State};
use jiff::Timestamp;
use protocol::CollegeId;
use protocol::entity::{CountKey, Key};
use std::collections::BTreeSet;

impl State {
    pub(super) fn joined(&mut self, &Joined { person: id, name, college }: &Joined, at: Timestamp) {
        self.people_joined += 1;
        let person = Person {
            number: self.people_joined,
            name,
            joined: at,
            college: None,
            group: None,
            commands: 0,
            devices: 0,
            hosts: BTreeSet::new(),
            interests: BTreeSet::new(),
            supports: BTreeSet::new(),
            wrote: BTreeSet::new(),
        };
        self.people.insert(id, person);
        if let Some(ballot) = self.ballot(id) {
            self.voters.insert(ballot, id);
        }
        self.recount(Audience::Forum, CountKey::People);
        self.college_chosen(&CollegeChosen { person: id, college });
    }

    pub(super) fn renamed(&mut self, &Renamed { person: id, name }: &Renamed) {
        let Some(person) = self.people.get_mut(&id) else {
            return;
        };
        person.name = name;
        let group = person.group;
        self.touch_person(id);
        self.touch(Audience::Forum, Key::Name(id));
        if let Some(group) = group {
            self.touch(Audience::Group(group), Key::Member(id));
        }
    }

    pub(super) fn college_chosen(&mut self, &CollegeChosen { person: id, college }: &CollegeChosen) {
        let Some(person) = self.people.get_mut(&id) else {
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
