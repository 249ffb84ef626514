//! Dots.

use crate::audience::Audience;
use crate::event::DotsSet;
use crate::state::State;
use protocol::AxisId;
use protocol::entity::{CountKey, Key, VoteState};

impl State {
    pub(super) fn vote_opened(&mut self) {
        self.set_vote(VoteState::Open);
    }

    pub(super) fn vote_closed(&mut self) {
        self.set_vote(VoteState::Closed);
    }

    fn set_vote(&mut self, vote: VoteState) {
        self.vote = vote;
        self.touch_forum();
        self.touch(Audience::Forum, Key::Results);
        self.touch_everybody();
    }

    pub(super) fn dots_set(&mut self, &DotsSet { ref ballot, axis, dots }: &DotsSet) {
        let placed = self.ballots.entry(ballot.clone()).or_default();
        if dots > 0 {
            placed.insert(axis, dots);
        } else {
            placed.remove(&axis);
        }
        if placed.is_empty() {
            self.ballots.remove(ballot);
        }
        if let Some(person) = self.voters.get(ballot) {
            self.touch(Audience::Own(*person), Key::Dot(axis));
        }
        self.recount(Audience::Facilitation, CountKey::Voters);
    }

    pub(super) fn merge_dots(&mut self, axis: AxisId, into: AxisId) {
        for (ballot, placed) in &mut self.ballots {
            let Some(dots) = placed.remove(&axis) else {
                continue;
            };
            *placed.entry(into).or_default() += dots;
            if let Some(person) = self.voters.get(ballot) {
                self.touched.insert((Audience::Own(*person), Key::Dot(axis)));
                self.touched.insert((Audience::Own(*person), Key::Dot(into)));
            }
        }
    }

    pub(super) fn touch_own_dots(&mut self) {
        for (ballot, placed) in &self.ballots {
            if let Some(person) = self.voters.get(ballot) {
                let dots = placed.keys().map(|axis| (Audience::Own(*person), Key::Dot(*axis)));
                self.touched.extend(dots);
            }
        }
    }
}
