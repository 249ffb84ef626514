//! What a vote gave, and how much of it is shown: never so little that a ballot could be worked out
//! from it, and never again before as many ballots have changed.

use crate::event::{Ballot, VoteSealed};
use protocol::AxisId;
use protocol::entity::Withheld;
use protocol::limits::SMALL_COUNT;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Only dots of 1 and more, only ballots with dots.
pub(crate) type Ballots = BTreeMap<Ballot, BTreeMap<AxisId, u8>>;

/// What is shown of a closed vote.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Tally {
    /// People who placed dots, as they were counted.
    pub(crate) voters: u32,
    /// The ballots that are shown; none when they are too few.
    pub(crate) ballots: Ballots,
    pub(crate) withheld: Option<Withheld>,
}

impl Tally {
    /// What may be shown of these ballots after what was shown before.
    pub(crate) fn of(ballots: &Ballots, before: Option<&Self>) -> Self {
        let is_few = |count: usize| count < SMALL_COUNT as usize;
        let shown = before.filter(|before| !before.ballots.is_empty());
        let changed = shown.map_or(ballots.len(), |shown| changed(&shown.ballots, ballots));
        match shown {
            Some(shown) if changed == 0 => Self { withheld: None, ..shown.clone() },
            Some(shown) if is_few(changed) || is_few(ballots.len()) => {
                Self { withheld: Some(Withheld::Changes), ..shown.clone() }
            }
            None if is_few(ballots.len()) => {
                Self { voters: ballots.len() as u32, ballots: Ballots::new(), withheld: Some(Withheld::Few) }
            }
            Some(_) | None => Self { voters: ballots.len() as u32, ballots: ballots.clone(), withheld: None },
        }
    }

    /// What remains of it for ever.
    pub(crate) fn sealed(&self) -> VoteSealed {
        let mut ballots: Vec<_> = self.ballots.values().cloned().collect();
        ballots.sort();
        VoteSealed { voters: self.voters, ballots, withheld: self.withheld }
    }
}

impl From<&VoteSealed> for Tally {
    fn from(sealed: &VoteSealed) -> Self {
        let numbered = sealed.ballots.iter().zip(1..);
        let ballots = numbered.map(|(dots, number)| (Ballot(format!("{number:06}")), dots.clone())).collect();
        Self { voters: sealed.voters, ballots, withheld: sealed.withheld }
    }
}

/// How many ballots are not the same in both.
fn changed(one: &Ballots, other: &Ballots) -> usize {
    let all: BTreeSet<_> = one.keys().chain(other.keys()).collect();
    all.into_iter().filter(|ballot| one.get(ballot) != other.get(ballot)).count()
}
