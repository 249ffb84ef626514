//! Dots.

use crate::audience::Audience;
use crate::event::{DotsPlaced, DotsSet, Mark, VoteSealed};
use crate::state::State;
use crate::tally::Tally;
use jiff::Timestamp;
use protocol::AxisId;
use protocol::entity::{CountKey, Key, VoteState};
use protocol::limits::SMALL_COUNT;
use std::collections::BTreeMap;

impl State {
    pub(super) fn vote_opened(&mut self, at: Timestamp) {
        self.moments.vote_opened = Some(at);
        self.axes.values_mut().for_each(|axis| axis.put_to_vote = true);
        self.recount_voices();
        self.set_vote(VoteState::Open);
    }

    pub(super) fn vote_closed(&mut self, at: Timestamp) {
        self.moments.vote_closed = Some(at);
        self.tally = Some(Tally::of(&self.ballots, self.tally.as_ref()));
        self.recount_voices();
        self.set_vote(VoteState::Closed);
    }

    /// From here on nobody can tell whose dots they were.
    pub(super) fn vote_sealed(&mut self, sealed: &VoteSealed) {
        self.tally = Some(Tally::from(sealed));
        self.finish_vote();
        self.ballots.clear();
        self.ballot_changes.clear();
        self.marks.clear();
        self.recount(Audience::Facilitation, CountKey::Voters);
        self.set_vote(self.vote);
    }

    /// The key of the ballots goes.
    pub(super) fn finish_vote(&mut self) {
        self.dots_final = true;
        self.touch_own_dots();
        self.dot_key = None;
        self.voters.clear();
    }

    /// People who placed dots.
    pub(crate) fn voters(&self) -> u32 {
        match &self.tally {
            Some(tally) if self.dots_final => tally.voters,
            Some(_) | None => self.ballots.len() as u32,
        }
    }

    /// People who have placed all their dots, while others still do. A few would be known by their faces: none then.
    pub(crate) fn finished(&self) -> u32 {
        if self.vote != VoteState::Open {
            return 0;
        }
        let most = u32::from(self.dots).min(u32::from(self.dots_per_axis) * self.axes.len() as u32);
        let placed = |dots: &BTreeMap<AxisId, u8>| dots.values().copied().map(u32::from).sum::<u32>();
        let finished = self.ballots.values().filter(|dots| placed(dots) >= most).count() as u32;
        if finished < SMALL_COUNT { 0 } else { finished }
    }

    fn set_vote(&mut self, vote: VoteState) {
        self.vote = vote;
        self.recount(Audience::Forum, CountKey::Finished);
        self.touch_forum();
        self.touch(Audience::Forum, Key::Results);
        self.touch_everybody();
    }

    /// Nothing once the mark was erased: then the vote was sealed later.
    pub(super) fn dots_placed(&mut self, &DotsPlaced { mark }: &DotsPlaced) {
        if let Ok(Mark { ballot, axis, dots }) = serde_json::from_str(self.text(mark)) {
            self.dots_set(&DotsSet { ballot, axis, dots });
        }
        self.marks.push(mark);
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
        *self.ballot_changes.entry(ballot.clone()).or_default() += 1;
        if let Some(person) = self.voters.get(ballot) {
            self.touch(Audience::Own(*person), Key::Dot(axis));
        }
        self.recount_ballots();
    }

    /// The ballots changed.
    pub(super) fn recount_ballots(&mut self) {
        self.recount(Audience::Facilitation, CountKey::Voters);
        self.recount(Audience::Forum, CountKey::Finished);
    }

    pub(super) fn merge_dots(&mut self, axis: AxisId, into: AxisId) {
        let mut shown = self.tally.as_mut().map(|tally| &mut tally.ballots);
        let all = self.ballots.iter_mut().chain(shown.iter_mut().flat_map(|shown| shown.iter_mut()));
        for (ballot, placed) in all {
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
