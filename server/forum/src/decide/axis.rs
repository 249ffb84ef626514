//! Axes, and what stands under them.

use super::many::one_refused;
use super::{Decided, Draft, fresh, room};
use crate::event::{
    Accepted, AlikeDeclined, Attached, AxesMerged, AxisCreated, AxisRemoved, AxisRenamed, AxisSplit,
    Confirmed, Declined, Detached,
};
use crate::state::{Axis, Contribution, State};
use crate::which::{self, Finder};
use protocol::command::{
    Accept, AcceptAll, Attach, AttachAll, Confirm, ConfirmAll, CreateAxis, Decline, DeclineAlike, Detach,
    DetachAll, HeapToAccept, MergeAxes, RemoveAxes, RemoveAxis, RenameAxis, SplitAxis, Table,
};
use protocol::limits::{AXES_MAX, DECLINED_MAX, EARLIER_MAX, HEAPS_MAX};
use protocol::suggestion::Basis;
use protocol::text::Form;
use protocol::{AxisId, ContributionId, Refusal, Which};
use std::collections::BTreeSet;

impl<'a> Draft<'a> {
    pub(super) fn create_axis(&mut self, &CreateAxis { r#as: axis, ref name }: &CreateAxis) -> Decided {
        if !self.is_facilitator() && !self.hosts_something() {
            return Err(self.not_host(&[]));
        }
        self.name_axis(axis, name, &BTreeSet::new())
    }

    /// A new axis beside those that the same command has made already.
    fn name_axis(&mut self, axis: AxisId, name: &str, made: &BTreeSet<AxisId>) -> Decided {
        fresh(self.state.axes.contains_key(&axis) || made.contains(&axis))?;
        room(self.state.axes.len() + made.len(), AXES_MAX)?;
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

    pub(super) fn remove_axes(&mut self, &RemoveAxes { ref axes, confirm }: &RemoveAxes) -> Decided {
        let state = self.state;
        self.each(&state.axes, axes, |draft, axis| draft.remove_axis(&RemoveAxis { axis, confirm }))
    }

    pub(super) fn attach(&mut self, &Attach { axis, contribution: id, pin }: &Attach) -> Decided {
        self.axis(axis)?;
        let contribution = self.standing_contribution(id)?;
        self.sits_at_the_table(contribution)?;
        if !contribution.axes.contains(&axis) {
            self.happened(Attached { axis, contribution: id, pinned: pin });
        }
        Ok(())
    }

    pub(super) fn attach_all(&mut self, AttachAll { axis, contributions }: &AttachAll) -> Decided {
        let (axis, state) = (self.find_axis(*axis)?, self.state);
        self.each(&state.contributions, contributions, |draft, contribution| {
            draft.answers_for_contribution(draft.standing_contribution(contribution)?)?;
            draft.attach(&Attach { axis, contribution, pin: true })
        })
    }

    pub(super) fn detach(&mut self, &Detach { axis, contribution: id, pin }: &Detach) -> Decided {
        self.axis(axis)?;
        let contribution = self.state.contributions.get(&id).ok_or(Refusal::NotFound {})?;
        self.sits_at_the_table(contribution)?;
        if contribution.axes.contains(&axis) {
            self.happened(Detached { axis, contribution: id, pinned: pin });
        }
        Ok(())
    }

    pub(super) fn detach_all(&mut self, DetachAll { axis, contributions }: &DetachAll) -> Decided {
        let (axis, state) = (self.find_axis(*axis)?, self.state);
        self.each(&state.contributions, contributions, |draft, contribution| {
            let lying = draft.state.contributions.get(&contribution).ok_or(Refusal::NotFound {})?;
            draft.answers_for_contribution(lying)?;
            draft.detach(&Detach { axis, contribution, pin: true })
        })
    }

    pub(super) fn confirm(&mut self, &Confirm { contribution: id, on }: &Confirm) -> Decided {
        if self.standing_contribution(id)?.pinned != on {
            self.happened(Confirmed { contribution: id, on });
        }
        Ok(())
    }

    pub(super) fn confirm_all(&mut self, &ConfirmAll { ref contributions, on }: &ConfirmAll) -> Decided {
        let state = self.state;
        self.each(&state.contributions, contributions, |draft, contribution| {
            draft.confirm(&Confirm { contribution, on })
        })
    }

    pub(super) fn accept(&mut self, &Accept { axis: id, ref contributions, ref basis }: &Accept) -> Decided {
        self.axis(id)?;
        fresh(contributions.is_empty() || !is_basis(basis))?;
        let (mut accepted, mut came) = (Vec::new(), BTreeSet::new());
        for contribution in contributions {
            if self.can_accept(id, *contribution)? && came.insert(*contribution) {
                accepted.push(*contribution);
            }
        }
        self.accepted(id, accepted, basis);
        Ok(())
    }

    pub(super) fn accept_all(&mut self, AcceptAll { heaps }: &AcceptAll) -> Decided {
        let known = heaps.iter().filter_map(|heap| match heap {
            HeapToAccept::New { .. } => None,
            HeapToAccept::Under { axis, .. } => Some(*axis),
        });
        let axes = Finder::new(&self.state.axes, known);
        let all = heaps.iter().flat_map(|heap| parts(heap).0).copied();
        let contributions = Finder::new(&self.state.contributions, all);
        let (mut made, mut came) = (BTreeSet::new(), BTreeSet::new());
        for heap in heaps {
            let of = match heap {
                HeapToAccept::New { r#as, .. } => Which::Id(*r#as),
                HeapToAccept::Under { axis, .. } => *axis,
            };
            let axis = self.axis_of(heap, &axes, &mut made).map_err(|refusal| one_refused(of, refusal))?;
            let (wanted, basis) = parts(heap);
            let mut accepted = Vec::new();
            for which in wanted {
                let id = contributions.find(*which).ok_or(Refusal::NotFound {});
                let can = id.and_then(|id| Ok((id, self.can_accept(axis, id)?)));
                let (id, can) = can.map_err(|refusal| one_refused(*which, refusal))?;
                if can && came.insert((axis, id)) {
                    accepted.push(id);
                }
            }
            self.accepted(axis, accepted, basis);
        }
        Ok(())
    }

    /// The axis that a heap comes under, which may have to be made.
    fn axis_of(
        &mut self,
        heap: &HeapToAccept,
        axes: &Finder<AxisId>,
        made: &mut BTreeSet<AxisId>,
    ) -> Result<AxisId, Refusal> {
        let (wanted, basis) = parts(heap);
        fresh(wanted.is_empty() || !is_basis(basis))?;
        match heap {
            &HeapToAccept::New { r#as: id, ref name, .. } => {
                self.name_axis(id, name, made)?;
                made.insert(id);
                Ok(id)
            }
            HeapToAccept::Under { axis, .. } => {
                let known = |id: &AxisId| made.contains(id) || self.state.axes.contains_key(id);
                axes.find(*axis).filter(known).ok_or(Refusal::NotFound {})
            }
        }
    }

    /// Whether nobody placed it in the meantime; what a person put somewhere stays there.
    fn can_accept(&self, axis: AxisId, id: ContributionId) -> Result<bool, Refusal> {
        let contribution = self.state.contributions.get(&id).ok_or(Refusal::NotFound {})?;
        let is_free = !contribution.is_retired() && !contribution.pinned;
        Ok(is_free && !contribution.axes.contains(&axis))
    }

    fn accepted(&mut self, axis: AxisId, contributions: Vec<ContributionId>, basis: &Basis) {
        if !contributions.is_empty() {
            self.happened(Accepted { axis, contributions, basis: basis.clone() });
        }
    }

    pub(super) fn decline(&mut self, &Decline { axis, contribution: id, on }: &Decline) -> Decided {
        self.axis(axis)?;
        let declined = &self.standing_contribution(id)?.declined;
        if declined.contains(&(axis, self.caller.clone())) != on {
            room(if on { declined.len() } else { 0 }, DECLINED_MAX)?;
            self.happened(Declined { axis, contribution: id, on });
        }
        Ok(())
    }

    pub(super) fn decline_alike(
        &mut self,
        &DeclineAlike { contribution: a, with: b, on }: &DeclineAlike,
    ) -> Decided {
        fresh(a == b)?;
        self.standing_contribution(a.max(b))?;
        let declined = &self.standing_contribution(a.min(b))?.declined_alike;
        if declined.contains(&(a.max(b), self.caller.clone())) != on {
            room(if on { declined.len() } else { 0 }, DECLINED_MAX)?;
            self.happened(AlikeDeclined { contribution: a, with: b, on });
        }
        Ok(())
    }

    /// Everybody does when the table is the room's.
    fn sits_at_the_table(&self, contribution: &Contribution) -> Decided {
        match self.state.table {
            Table::Room => Ok(()),
            Table::Facilitators => self.answers_for_contribution(contribution),
        }
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
        &SplitAxis { r#as: into, ref axis, ref name, ref contributions }: &SplitAxis,
    ) -> Decided {
        let id = self.find_axis(*axis)?;
        let axis = self.axis(id)?;
        fresh(self.state.axes.contains_key(&into) || contributions.is_empty())?;
        room(self.state.axes.len(), AXES_MAX)?;
        let finder = Finder::new(&self.state.contributions, contributions.iter().copied());
        let stands = |id: &ContributionId| axis.contributions.contains(id);
        let contributions = contributions.iter().map(|which| finder.find(*which).filter(stands));
        let contributions = contributions.collect::<Option<Vec<_>>>().ok_or(Refusal::NotFound {})?;
        let name = self.text(name, Form::Title)?;
        self.happened(AxisSplit { axis: id, into, name, contributions });
        Ok(())
    }

    fn find_axis(&self, which: Which<AxisId>) -> Result<AxisId, Refusal> {
        let id = which::ids(&self.state.axes, &[which]).pop().ok_or(Refusal::NotFound {})?;
        self.axis(id).map(|_| id)
    }

    pub(super) fn axis(&self, id: AxisId) -> Result<&'a Axis, Refusal> {
        self.state.axes.get(&id).ok_or(Refusal::NotFound {})
    }
}

/// The contributions of a heap, and from what it was computed.
fn parts(heap: &HeapToAccept) -> (&[Which<ContributionId>], &Basis) {
    match heap {
        HeapToAccept::New { contributions, basis, .. } | HeapToAccept::Under { contributions, basis, .. } => {
            (contributions, basis)
        }
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
