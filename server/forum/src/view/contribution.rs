//! Contributions, their wordings and their supports.

use crate::state::{Contribution, State};
use protocol::command::Aside;
use protocol::entity::Outcome;
use protocol::entity::{self, Count, CountKey, Entity, Key};
use protocol::http::{Said, Traced};
use protocol::secret::ReceiptCode;
use protocol::{ContributionId, ParticipantId, TextId};

pub(super) fn contribution(
    state: &State,
    id: ContributionId,
    seen: impl FnOnce(&Contribution) -> bool,
) -> Option<Entity> {
    let contribution = state.contributions.get(&id).filter(|it| seen(it))?;
    Some(Entity::Contribution(entity::Contribution {
        id,
        number: contribution.number,
        group: contribution.group,
        kind: contribution.kind,
        wordings: contribution.wordings.clone(),
        about: contribution.about,
        axes: contribution.axes.clone(),
        pinned: contribution.pinned,
        outcome: contribution.outcome(),
        gone: contribution.gone,
    }))
}

pub(super) fn wording(state: &State, id: TextId, seen: impl FnOnce(&Contribution) -> bool) -> Option<Entity> {
    let said = state.said.get(&id).and_then(|contribution| state.contributions.get(contribution))?;
    let shown = said.wordings.contains(&id) && seen(said);
    shown.then(|| Entity::Wording(entity::Wording { id, text: state.text(id).to_owned() }))
}

/// Contributions, and what they say.
pub(super) fn said(state: &State, ids: impl Iterator<Item = ContributionId>) -> impl Iterator<Item = Key> {
    ids.flat_map(|id| {
        let wordings = state.contributions.get(&id).map_or(&[][..], |it| it.wordings.as_slice());
        let wordings = wordings.iter().map(|text| Key::Wording(*text));
        std::iter::once(Key::Contribution(id)).chain(wordings)
    })
}

pub(super) fn supports(
    state: &State,
    id: ContributionId,
    seen: impl FnOnce(&Contribution) -> bool,
) -> Option<Count> {
    let contribution = state.contributions.get(&id).filter(|it| seen(it))?;
    Some(Count::Contribution { id, supports: contribution.supports })
}

/// Which of these have supporters.
pub(super) fn supported(state: &State, ids: impl Iterator<Item = ContributionId>) -> Vec<CountKey> {
    ids.filter(|id| state.contributions.get(id).is_some_and(|it| it.supports > 0))
        .map(CountKey::Contribution)
        .collect()
}

pub(super) fn support(
    state: &State,
    person: ParticipantId,
    contribution: ContributionId,
) -> Option<entity::Support> {
    state.people.get(&person)?.supports.contains(&contribution).then_some(entity::Support { contribution })
}

/// The receipt of this person's contribution.
pub(super) fn receipt(state: &State, person: ParticipantId, id: ContributionId) -> Option<entity::Receipt> {
    let contribution = state.contributions.get(&id).filter(|it| it.author == person)?;
    contribution.receipt.map(|code| entity::Receipt { contribution: id, code })
}

/// The contribution with this receipt and what became of it, for whoever holds it; nothing: there is none.
pub fn traced(state: &State, receipt: ReceiptCode) -> Option<(ContributionId, Traced)> {
    let id = *state.receipts.get(&receipt)?;
    let contribution = state.contributions.get(&id)?;
    if let Some(gone) = contribution.gone {
        return Some((id, Traced::Gone(gone)));
    }
    let words = |text: TextId| Some(state.text(text).to_owned()).filter(|words| !words.is_empty());
    let group = contribution.group.and_then(|group| state.groups.get(&group));
    let topics = group.into_iter().flat_map(|group| &group.topics).filter_map(|id| state.topics.get(id));
    let (kept, aside) = match contribution.outcome() {
        Some(Outcome::DuplicateOf(of)) => (state.contributions.get(&of), None),
        Some(Outcome::NotAttached) => (None, Some(Aside::NotAttached)),
        Some(Outcome::OutsideTerritory) => (None, Some(Aside::OutsideTerritory)),
        Some(Outcome::Attached | Outcome::TakenBack) | None => (None, None),
    };
    let axes = kept.unwrap_or(contribution).axes.iter().filter_map(|id| state.axes.get(id));
    let said = Said {
        question: state.text(state.question).to_owned(),
        language: state.language.clone(),
        kind: contribution.kind,
        text: contribution.wordings.last().copied().and_then(words)?,
        topics: topics.filter_map(|topic| words(topic.title)).collect(),
        axes: axes.filter_map(|axis| words(axis.name)).collect(),
        duplicate: kept.is_some(),
        aside,
        paths: Vec::new(),
    };
    Some((id, Traced::Said(Box::new(said))))
}
