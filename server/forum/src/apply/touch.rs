//! What screens must hear. Too much is harmless, too little is not.

use crate::audience::Audience;
use crate::state::{Contribution, State};
use protocol::command::About;
use protocol::entity::{CountKey, Key, VoteState};
use protocol::limits::LATEST_MAX;
use protocol::{AxisId, ContributionId, GroupId, ParticipantId};

impl State {
    pub(super) fn touch(&mut self, audience: Audience, key: Key) {
        self.touched.insert((audience, key));
    }

    pub(super) fn recount(&mut self, audience: Audience, key: CountKey) {
        self.counted.insert((audience, key));
    }

    pub(super) fn touch_forum(&mut self) {
        self.touch(Audience::Forum, Key::Forum);
    }

    /// What somebody may do has changed for all.
    pub(super) fn touch_everybody(&mut self) {
        self.touched.extend(self.people.keys().map(|person| (Audience::Own(*person), Key::Me)));
    }

    pub(super) fn touch_person(&mut self, person: ParticipantId) {
        self.touch(Audience::Own(person), Key::Me);
        self.touch(Audience::Facilitation, Key::Person(person));
    }

    pub(super) fn touch_group(&mut self, group: GroupId) {
        self.touch(Audience::Forum, Key::Group(group));
        self.recount(Audience::Forum, CountKey::Group(group));
    }

    pub(super) fn touch_axis(&mut self, axis: AxisId) {
        self.touch(Audience::Forum, Key::Axis(axis));
        self.recount(Audience::Forum, CountKey::Axis(axis));
        if self.vote == VoteState::Closed {
            self.touch(Audience::Forum, Key::Results);
        }
    }

    /// Its entity and its count, wherever they show.
    pub(super) fn touch_contribution(&mut self, id: ContributionId) {
        let Some(contribution) = self.contributions.get(&id) else {
            return;
        };
        let author = contribution.author;
        let is_late = contribution.number as usize + LATEST_MAX > self.written.len();
        for audience in self.readers(contribution) {
            self.touch(audience, Key::Contribution(id));
            self.recount(audience, CountKey::Contribution(id));
        }
        self.touch(Audience::Own(author), Key::Contribution(id));
        if is_late {
            self.touch(Audience::Facilitation, Key::Contribution(id));
        }
    }

    /// The group and the axes where the contribution shows.
    pub(super) fn readers(&self, contribution: &Contribution) -> Vec<Audience> {
        let about = match contribution.about {
            None => &[][..],
            Some(About::Axis(ref axis)) => std::slice::from_ref(axis),
            Some(About::Contribution(about)) => {
                self.contributions.get(&about).map_or(&[][..], |about| about.axes.as_slice())
            }
        };
        let axes = contribution.axes.iter().chain(about).copied().map(Audience::Axis);
        contribution.group.map(Audience::Group).into_iter().chain(axes).collect()
    }
}
