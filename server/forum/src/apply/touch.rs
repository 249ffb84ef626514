//! What screens must hear. Too much is harmless, too little is not.

use crate::audience::Audience;
use crate::state::{Contribution, State};
use protocol::command::About;
use protocol::entity::{CountKey, Key, VoteState};
use protocol::{AxisId, ContributionId, GroupId, ParticipantId, TextId};

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

    /// Its entity, wherever it shows.
    pub(super) fn touch_contribution(&mut self, id: ContributionId) {
        let Some(contribution) = self.contributions.get(&id) else {
            return;
        };
        let author = contribution.author;
        let is_late = self.is_late(contribution);
        for audience in self.readers(contribution) {
            self.touch(audience, Key::Contribution(id));
        }
        self.touch(Audience::Own(author), Key::Contribution(id));
        if is_late {
            self.touch(Audience::Facilitation, Key::Contribution(id));
        }
    }

    /// Its supports, wherever they show.
    pub(super) fn recount_supports(&mut self, id: ContributionId) {
        if let Some(contribution) = self.contributions.get(&id) {
            for audience in self.readers(contribution) {
                self.recount(audience, CountKey::Contribution(id));
            }
        }
    }

    /// What stands under the axes of these contributions.
    pub(super) fn recount_axes<'a>(&mut self, contributions: impl IntoIterator<Item = &'a ContributionId>) {
        for id in contributions {
            let axes = self.spoken_for(*id).into_iter().map(CountKey::Axis);
            self.counted.extend(axes.map(|axis| (Audience::Forum, axis)));
        }
    }

    /// People are counted where all live through it: what is told of them says nothing of one act then.
    pub(super) fn recount_voices(&mut self) {
        for axis in self.count_voices() {
            self.recount(Audience::Forum, CountKey::Axis(axis));
        }
    }

    /// What it says now, wherever it shows.
    pub(super) fn touch_wording(&mut self, id: ContributionId, text: TextId) {
        let Some(contribution) = self.contributions.get(&id) else {
            return;
        };
        let key = Key::Wording(text);
        let readers = self.readers(contribution);
        let own = Audience::Own(contribution.author);
        let late = self.is_late(contribution).then_some(Audience::Facilitation);
        self.touched.extend(readers.into_iter().chain([own]).chain(late).map(|it| (it, key)));
    }

    /// All that it says and said, where it begins to show: where it ends, its words go with it.
    pub(super) fn touch_words(&mut self, audience: Audience, id: ContributionId) {
        if let Some(contribution) = self.contributions.get(&id) {
            let words = contribution.wordings.iter().map(|text| (audience, Key::Wording(*text)));
            self.touched.extend(words);
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
