//! Dots.

use super::axis::has_source;
use super::{Decided, Draft};
use crate::entry::Caller;
use crate::event::{DotsSet, VoteClosed, VoteOpened};
use protocol::Refusal;
use protocol::command::Dot;
use protocol::entity::VoteState;

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
        self.entry.caller = Caller::Voter(ballot.clone());
        self.happened(DotsSet { ballot, axis, dots });
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
}
