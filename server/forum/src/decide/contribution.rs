//! What is written: contributions, supports, disagreements.

use super::group::is_member;
use super::{Decided, Draft, fresh, room, room_for};
use crate::event::{ContributionEdited, ContributionRetired, ContributionWritten, Disagreed, SupportSet};
use crate::state::{Contribution, Group};
use protocol::command::{About, Disagree, Edit, Retire, Support, Write};
use protocol::entity::GroupState;
use protocol::limits::{
    CONTRIBUTIONS_MAX, CONTRIBUTIONS_PER_PERSON_MAX, SCRIBE_AFTER_CLOSE, SUPPORTS_MAX, WORDINGS_MAX,
};
use protocol::text::Form;
use protocol::{ContributionId, ParticipantId, Refusal, TextId};
use std::collections::BTreeSet;

impl<'a> Draft<'a> {
    pub(super) fn write(
        &mut self,
        &Write { r#as: contribution, group: id, kind, ref text }: &Write,
    ) -> Decided {
        let person = self.person()?;
        self.is_new(contribution)?;
        let group = self.shown_group(id)?;
        match group.state {
            GroupState::Planned => return Err(Refusal::GroupNotOpen {}),
            GroupState::Open => is_member(group, person)?,
            GroupState::Closed if self.was_just_scribe(group, person) => {}
            GroupState::Closed => return Err(Refusal::GroupClosed {}),
        }
        let text = self.text(text, Form::Text)?;
        self.happened(ContributionWritten {
            contribution,
            person,
            group: Some(id),
            kind,
            text,
            receipt: None,
        });
        Ok(())
    }

    fn was_just_scribe(&self, group: &Group, person: ParticipantId) -> bool {
        group.closed.is_some_and(|(at, scribe)| {
            scribe == Some(person) && self.state.lived(at, self.now).unsigned_abs() <= SCRIBE_AFTER_CLOSE
        })
    }

    pub(super) fn edit(&mut self, &Edit { contribution: id, ref text }: &Edit) -> Decided {
        let contribution = self.own_contribution(id)?;
        let present = *contribution.wordings.last().ok_or(Refusal::NotFound {})?;
        let text = self.reworded(text, Form::Text, present)?;
        if text != present {
            room(contribution.drafts.len() + contribution.wordings.len(), WORDINGS_MAX)?;
            self.happened(ContributionEdited { contribution: id, text });
        }
        Ok(())
    }

    pub(super) fn retire(&mut self, retire: &Retire) -> Decided {
        match *retire {
            Retire { contribution: Some(id), topic: None, name: None } => self.retire_contribution(id),
            Retire { contribution: None, topic: Some(id), name: None } => self.retire_topic(id),
            Retire { contribution: None, topic: None, name: Some(id) } => self.retire_name(id),
            Retire { .. } => Err(Refusal::BadCommand {}),
        }
    }

    fn retire_contribution(&mut self, id: ContributionId) -> Decided {
        let contribution = self.state.contributions.get(&id).ok_or(Refusal::NotFound {})?;
        if !self.is_facilitator() && !self.is(contribution.author) {
            return Err(Refusal::NotAuthor {});
        }
        if self.erase(contribution.drafts.iter().chain(&contribution.wordings)) {
            let why = self.why(&[contribution.author]);
            self.happened(ContributionRetired { contribution: id, why });
        }
        Ok(())
    }

    /// Erases those of these texts that stand; `false`: none does.
    pub(super) fn erase<'t>(&mut self, texts: impl IntoIterator<Item = &'t TextId>) -> bool {
        let standing = texts.into_iter().filter(|text| self.state.texts.contains_key(text)).copied();
        self.entry.erased = standing.collect();
        !self.entry.erased.is_empty()
    }

    pub(super) fn set_support(&mut self, &Support { contribution: id, on }: &Support) -> Decided {
        let person = self.person()?;
        let contribution = self.state.contributions.get(&id).ok_or(Refusal::NotFound {})?;
        if contribution.author == person {
            return Err(Refusal::OwnContribution {});
        }
        if on && contribution.is_retired() {
            return Err(Refusal::NotFound {});
        }
        let supports = self.state.people.get(&person).map(|person| &person.supports);
        if on != supports.is_some_and(|supports| supports.contains(&id)) {
            if on {
                room(supports.map_or(0, BTreeSet::len), SUPPORTS_MAX)?;
            }
            self.happened(SupportSet { person, contribution: id, on });
        }
        Ok(())
    }

    pub(super) fn disagree(
        &mut self,
        &Disagree { r#as: contribution, about, ref text }: &Disagree,
    ) -> Decided {
        let person = self.person()?;
        self.is_new(contribution)?;
        match about {
            About::Contribution(about) => {
                self.standing_contribution(about)?;
            }
            About::Axis(axis) => {
                self.axis(axis)?;
            }
        }
        let text = self.text(text, Form::Text)?;
        self.happened(Disagreed { contribution, person, about, text, receipt: None });
        Ok(())
    }

    /// A contribution that was not taken back.
    pub(super) fn standing_contribution(&self, id: ContributionId) -> Result<&'a Contribution, Refusal> {
        let contribution = self.state.contributions.get(&id).map(AsRef::as_ref);
        contribution.filter(|contribution| !contribution.is_retired()).ok_or(Refusal::NotFound {})
    }

    fn own_contribution(&self, id: ContributionId) -> Result<&'a Contribution, Refusal> {
        let contribution = self.state.contributions.get(&id).ok_or(Refusal::NotFound {})?;
        if self.is(contribution.author) { Ok(contribution) } else { Err(Refusal::NotAuthor {}) }
    }

    fn is_new(&self, id: ContributionId) -> Decided {
        fresh(self.state.contributions.contains_key(&id))?;
        let contributions = &self.state.contributions;
        let standing = || contributions.values().filter(|it| !it.is_retired()).count();
        room_for(contributions.len(), CONTRIBUTIONS_MAX, standing)?;
        self.sharer().map_or(Ok(()), |person| {
            let wrote = person.wrote.iter().filter_map(|id| contributions.get(id));
            let standing = || wrote.filter(|it| !it.is_retired()).count();
            room_for(person.wrote.len(), CONTRIBUTIONS_PER_PERSON_MAX, standing)
        })
    }
}
