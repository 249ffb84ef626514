//! Axes, and what stands under them.

use super::{Decided, Draft, fresh, room};
use crate::event::{
    Accepted, AlikeDeclined, Attached, AxesMerged, AxisCreated, AxisRemoved, AxisRenamed, AxisSplit,
    Confirmed, Declined, Detached,
};
use crate::state::{Axis, Contribution, State};
use protocol::command::{
    Accept, Attach, Confirm, CreateAxis, Decline, DeclineAlike, Detach, MergeAxes, RemoveAxis, RenameAxis,
    SplitAxis,
};
use protocol::limits::{AXES_MAX, DECLINED_MAX, EARLIER_MAX, HEAPS_MAX};
use protocol::suggestion::Basis;
use protocol::text::Form;
use protocol::{AxisId, ContributionId, Refusal};

impl<'a> Draft<'a> {
    pub(super) fn create_axis(&mut self, &CreateAxis { r#as: axis, ref name }: &CreateAxis) -> Decided {
        if !self.is_facilitator() && !self.hosts_something() {
            return Err(self.not_host(&[]));
        }
        fresh(self.state.axes.contains_key(&axis))?;
        room(self.state.axes.len(), AXES_MAX)?;
        let name = self.text(name, Form::Title)?;
        self.happened(AxisCreated { axis, name });
        Ok(())
    }

    fn hosts_something(&self) -> bool {
        let person = self.person().ok().and_then(|person| self.state.people.get(&person));
        person.is_some_and(|person| !person.hosts.is_empty())
    }

    pub(super) fn rename_axis(&mut self, &RenameAxis { axis: id, ref name }: &RenameAxis) -> Decided {
        let axis = self.axis(id)?;
        let name = self.reworded(name, Form::Title, axis.name)?;
        if name != axis.name {
            room(axis.earlier.len(), EARLIER_MAX)?;
            self.happened(AxisRenamed { axis: id, name });
        }
        Ok(())
    }

    /// Dots and disagreements would lose what they are about: with them an axis stays. That one was put
    /// to the vote is enough, so that nobody learns by trying where there are dots.
    pub(super) fn remove_axis(&mut self, &RemoveAxis { axis: id, confirm }: &RemoveAxis) -> Decided {
        let axis = self.axis(id)?;
        let has_source = has_source(self.state, axis) && !confirm;
        if axis.put_to_vote || has_source || stand(self.state, axis.disagreements.iter()) {
            return Err(Refusal::InUse {});
        }
        self.happened(AxisRemoved { axis: id });
        Ok(())
    }

    pub(super) fn attach(&mut self, &Attach { axis, contribution: id }: &Attach) -> Decided {
        self.axis(axis)?;
        let contribution = self.standing_contribution(id)?;
        self.answers_for_contribution(contribution)?;
        if !contribution.axes.contains(&axis) {
            self.happened(Attached { axis, contribution: id });
        }
        Ok(())
    }

    pub(super) fn detach(&mut self, &Detach { axis, contribution: id }: &Detach) -> Decided {
        self.axis(axis)?;
        let contribution = self.state.contributions.get(&id).ok_or(Refusal::NotFound {})?;
        self.answers_for_contribution(contribution)?;
        if contribution.axes.contains(&axis) {
            self.happened(Detached { axis, contribution: id });
        }
        Ok(())
    }

    pub(super) fn confirm(&mut self, &Confirm { contribution: id, on }: &Confirm) -> Decided {
        if self.standing_contribution(id)?.pinned != on {
            self.happened(Confirmed { contribution: id, on });
        }
        Ok(())
    }

    /// Only what nobody placed in the meantime; the others stay where a person put them.
    pub(super) fn accept(&mut self, &Accept { axis: id, ref contributions, ref basis }: &Accept) -> Decided {
        let axis = self.axis(id)?;
        fresh(contributions.is_empty() || !is_basis(basis))?;
        let mut accepted = Vec::new();
        for id in contributions {
            let contribution = self.state.contributions.get(id).ok_or(Refusal::NotFound {})?;
            let is_free = !contribution.is_retired() && !contribution.pinned;
            if is_free && !axis.contributions.contains(id) && !accepted.contains(id) {
                accepted.push(*id);
            }
        }
        if !accepted.is_empty() {
            self.happened(Accepted { axis: id, contributions: accepted, basis: basis.clone() });
        }
        Ok(())
    }

    pub(super) fn decline(&mut self, &Decline { axis, contribution: id }: &Decline) -> Decided {
        self.axis(axis)?;
        let declined = &self.standing_contribution(id)?.declined;
        if !declined.contains(&axis) {
            room(declined.len(), DECLINED_MAX)?;
            self.happened(Declined { axis, contribution: id });
        }
        Ok(())
    }

    pub(super) fn decline_alike(
        &mut self,
        &DeclineAlike { contribution: a, with: b }: &DeclineAlike,
    ) -> Decided {
        fresh(a == b)?;
        self.standing_contribution(a)?;
        self.standing_contribution(b)?;
        if !self.state.are_unlike(a, b) {
            room(self.standing_contribution(a.min(b))?.declined_alike.len(), DECLINED_MAX)?;
            self.happened(AlikeDeclined { contribution: a, with: b });
        }
        Ok(())
    }

    fn answers_for_contribution(&self, contribution: &Contribution) -> Decided {
        let group = contribution.group.and_then(|group| self.state.groups.get(&group));
        self.answers_for(&group.map_or_else(Vec::new, |group| self.hosts(&group.topics)))
    }

    pub(super) fn merge_axes(&mut self, &MergeAxes { axis, into }: &MergeAxes) -> Decided {
        fresh(axis == into)?;
        let earlier = self.axis(axis)?.earlier.len() + self.axis(into)?.earlier.len();
        room(earlier, EARLIER_MAX)?;
        self.happened(AxesMerged { axis, into });
        Ok(())
    }

    pub(super) fn split_axis(
        &mut self,
        &SplitAxis { r#as: into, axis: id, ref name, ref contributions }: &SplitAxis,
    ) -> Decided {
        let axis = self.axis(id)?;
        fresh(self.state.axes.contains_key(&into) || contributions.is_empty())?;
        room(self.state.axes.len(), AXES_MAX)?;
        if !contributions.iter().all(|contribution| axis.contributions.contains(contribution)) {
            return Err(Refusal::NotFound {});
        }
        let name = self.text(name, Form::Title)?;
        let contributions = contributions.to_vec();
        self.happened(AxisSplit { axis: id, into, name, contributions });
        Ok(())
    }

    pub(super) fn axis(&self, id: AxisId) -> Result<&'a Axis, Refusal> {
        self.state.axes.get(&id).ok_or(Refusal::NotFound {})
    }
}

fn is_basis(basis: &Basis) -> bool {
    let is_hash = |hash: &String| hash.len() == 64 && hash.bytes().all(|digit| digit.is_ascii_hexdigit());
    basis.model.as_ref().is_none_or(is_hash) && basis.heaps.is_none_or(|heaps| heaps <= HEAPS_MAX)
}

/// Whether a contribution stands under the axis that was not taken back.
pub(super) fn has_source(state: &State, axis: &Axis) -> bool {
    stand(state, axis.contributions.iter())
}

fn stand<'a>(state: &State, mut ids: impl Iterator<Item = &'a ContributionId>) -> bool {
    ids.any(|id| state.contributions.get(id).is_some_and(|contribution| !contribution.is_retired()))
}
