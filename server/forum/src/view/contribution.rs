//! Contributions, their wordings and their supports.

use crate::state::{Contribution, State};
use protocol::entity::{self, Count, CountKey, Entity, Key};
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
        gone: contribution.gone,
    }))
}

pub(super) fn wording(
    state: &State,
    contribution: ContributionId,
    id: TextId,
    seen: impl FnOnce(&Contribution) -> bool,
) -> Option<Entity> {
    state.contributions.get(&contribution).filter(|it| it.wordings.contains(&id) && seen(it))?;
    Some(Entity::Wording(entity::Wording { contribution, id, text: state.text(id).to_owned() }))
}

/// Contributions, and what they say.
pub(super) fn said(state: &State, ids: impl Iterator<Item = ContributionId>) -> impl Iterator<Item = Key> {
    ids.flat_map(|id| {
        let wordings = state.contributions.get(&id).map_or(&[][..], |it| it.wordings.as_slice());
        let wordings = wordings.iter().map(move |text| Key::Wording(id, *text));
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
