//! What becomes of contributions: exactly one outcome each.

use super::{Decided, Draft, fresh, room};
use crate::event::{DuplicateSet, OutcomeSet, SortingClosed, SortingReopened};
use crate::state::Contribution;
use crate::which;
use protocol::command::{SetDuplicate, SetDuplicates, SetOutcome};
use protocol::entity::Outcome;
use protocol::limits::DUPLICATES_MAX;
use protocol::{ContributionId, Refusal};
use std::collections::BTreeSet;

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

    pub(super) fn set_duplicate(&mut self, &SetDuplicate { contribution, of }: &SetDuplicate) -> Decided {
        self.repeat(contribution, of, &BTreeSet::new(), &mut 0)
    }

    pub(super) fn set_duplicates(&mut self, SetDuplicates { contributions, of }: &SetDuplicates) -> Decided {
        let known = &self.state.contributions;
        let of = of.map(|of| which::ids(known, &[of]).pop().ok_or(Refusal::NotFound {})).transpose()?;
        of.map(|of| self.standing_contribution(of)).transpose()?;
        let along = BTreeSet::from_iter(which::ids(known, contributions));
        let mut came = 0;
        self.each(known, contributions, |draft, id| draft.repeat(id, of, &along, &mut came))
    }

    /// No chains: what is kept is no duplicate, and what becomes one has none but those that come `along`. `came`:
    /// how many more the same command has made.
    fn repeat(
        &mut self,
        id: ContributionId,
        of: Option<ContributionId>,
        along: &BTreeSet<ContributionId>,
        came: &mut usize,
    ) -> Decided {
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
            if !contribution.duplicates.is_subset(along) {
                return Err(Refusal::HasDuplicates {});
            }
            room(kept.duplicates.len() + *came, DUPLICATES_MAX)?;
            *came += 1;
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
