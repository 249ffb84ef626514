//! Dots.

use super::axis::has_source;
use super::{Decided, Draft};
use crate::entry::Caller;
use crate::event::{DotsPlaced, Mark, VoteClosed, VoteOpened, VoteSealed};
use crate::tally::Tally;
use protocol::Refusal;
use protocol::command::Dot;
use protocol::entity::VoteState;
use protocol::limits::BALLOT_CHANGES_MAX;

impl Draft<'_> {
    pub(super) fn open_vote(&mut self) -> Decided {
        if self.state.dots_final {
            return Err(Refusal::VoteClosed {});
        }
        if self.state.vote == VoteState::Open {
            return Ok(());
        }
        if !self.state.axes.values().all(|axis| has_source(self.state, axis)) {
            return Err(Refusal::AxisWithoutSource {});
        }
        if self.state.axes.len() < 2 {
            return Err(Refusal::NothingToChoose {});
        }
        self.happened(VoteOpened {});
        Ok(())
    }

    /// The log knows the ballot, not the person.
    pub(super) fn set_dots(&mut self, &Dot { axis, dots }: &Dot) -> Decided {
        let ballot = self.state.ballot(self.person()?).ok_or(Refusal::VoteClosed {})?;
        self.axis(axis)?;
        let placed = self.state.ballots.get(&ballot);
        let present = placed.and_then(|placed| placed.get(&axis)).copied().unwrap_or(0);
        if dots == present {
            return Ok(());
        }
        if dots > self.state.dots_per_axis {
            return Err(Refusal::TooManyDots { max: self.state.dots_per_axis });
        }
        let others: u32 =
            placed.into_iter().flatten().map(|(_, dots)| u32::from(*dots)).sum::<u32>() - u32::from(present);
        if dots > present && others + u32::from(dots) > u32::from(self.state.dots) {
            return Err(Refusal::NoDotLeft { dots: self.state.dots });
        }
        if self.state.ballot_changes.get(&ballot) >= Some(&BALLOT_CHANGES_MAX) {
            return Err(Refusal::LimitReached { max: BALLOT_CHANGES_MAX });
        }
        let mark = serde_json::to_string(&Mark { ballot, axis, dots }).map_err(|_| Refusal::BadCommand {})?;
        let mark = self.store(mark);
        self.entry.caller = Caller::Unnamed;
        self.happened(DotsPlaced { mark });
        Ok(())
    }

    pub(super) fn close_vote(&mut self) -> Decided {
        match self.state.vote {
            VoteState::NotOpen => return Err(Refusal::VoteNotOpen {}),
            VoteState::Open => self.happened(VoteClosed {}),
            VoteState::Closed => {}
        }
        Ok(())
    }

    pub(super) fn seal_vote(&mut self) -> Decided {
        match (self.state.vote, &self.state.tally) {
            (VoteState::Closed, _) if self.state.dots_final => {}
            (VoteState::Closed, Some(tally)) => self.seal(tally.sealed()),
            (VoteState::Open, _) => return Err(Refusal::VoteOpen {}),
            (VoteState::NotOpen | VoteState::Closed, _) => return Err(Refusal::VoteNotOpen {}),
        }
        Ok(())
    }

    /// Closes the vote for good, if it was ever opened.
    pub(super) fn finish_vote(&mut self) {
        let state = self.state;
        let before = state.tally.as_ref();
        let tally = match state.vote {
            VoteState::NotOpen => None,
            VoteState::Open => {
                self.happened(VoteClosed {});
                Some(Tally::of(&state.ballots, before))
            }
            VoteState::Closed => before.cloned(),
        };
        if let Some(tally) = tally.filter(|_| !state.dots_final) {
            self.seal(tally.sealed());
        }
    }

    fn seal(&mut self, sealed: VoteSealed) {
        self.entry.erased.extend(&self.state.marks);
        self.happened(sealed);
    }
}
