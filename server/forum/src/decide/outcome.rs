//! What becomes of contributions: exactly one outcome each.

use super::{Decided, Draft, fresh, room};
use crate::event::{DuplicateSet, OutcomeSet, SortingClosed, SortingReopened};
use crate::state::Contribution;
use protocol::command::{SetDuplicate, SetOutcome};
use protocol::entity::Outcome;
use protocol::limits::DUPLICATES_MAX;
use protocol::{ContributionId, Refusal};

impl<'a> Draft<'a> {
    pub(super) fn set_outcome(&mut self, SetOutcome { contributions, outcome }: &SetOutcome) -> Decided {
        let (state, aside) = (self.state, outcome.map(Outcome::from));
        let mut changed = Vec::new();
        self.each(&state.contributions, contributions, |draft, id| {
            if draft.sorted_contribution(id)?.aside != aside {
                changed.push(id);
            }
            Ok(())
        })?;
        if !changed.is_empty() {
            self.happened(OutcomeSet { contributions: changed, outcome: *outcome });
        }
        Ok(())
    }

    /// No chains: what is kept is no duplicate, and what is none of its own kind has none.
    pub(super) fn set_duplicate(&mut self, &SetDuplicate { contribution: id, of }: &SetDuplicate) -> Decided {
        let contribution = self.sorted_contribution(id)?;
        let present = match contribution.aside {
            Some(Outcome::DuplicateOf(kept)) => Some(kept),
            _ => None,
        };
        if of == present {
            return Ok(());
        }
        if let Some(of) = of {
            fresh(of == id)?;
            let kept = self.sorted_contribution(of)?;
            if let Some(Outcome::DuplicateOf(of)) = kept.aside {
                return Err(Refusal::IsDuplicate { of });
            }
            if !contribution.duplicates.is_empty() {
                return Err(Refusal::HasDuplicates {});
            }
            room(kept.duplicates.len(), DUPLICATES_MAX)?;
        }
        self.happened(DuplicateSet { contribution: id, of });
        Ok(())
    }

    pub(super) fn close_sorting(&mut self) -> Decided {
        if self.state.sorting_closed {
            return Ok(());
        }
        match self.state.coverage().unexamined {
            0 => self.happened(SortingClosed {}),
            count => return Err(Refusal::Unsorted { count }),
        }
        Ok(())
    }

    pub(super) fn reopen_sorting(&mut self) -> Decided {
        if self.state.sorting_closed {
            self.happened(SortingReopened {});
        }
        Ok(())
    }

    /// One that must have an outcome, and whose words stand.
    fn sorted_contribution(&self, id: ContributionId) -> Result<&'a Contribution, Refusal> {
        let contribution = self.standing_contribution(id)?;
        fresh(!contribution.is_sorted())?;
        Ok(contribution)
    }
}
