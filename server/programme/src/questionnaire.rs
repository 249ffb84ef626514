//! What a campaign asks whoever has its link.

use crate::state::State;
use crate::view::published;
use protocol::http::Questionnaire;
use protocol::programme::{ItemId, Noun};

/// The campaign of this number, and whether its sheets have numbers and letters; nothing: it was never opened.
pub fn opened(state: &State, number: u32) -> Option<(ItemId, bool)> {
    let is_it = |id: &ItemId| {
        state.items.get(id).is_some_and(|item| item.noun == Noun::Campaign && item.number == number)
    };
    let (id, campaign) = state.open.iter().find(|(id, _)| is_it(id))?;
    Some((*id, campaign.secret.is_some()))
}

/// The campaign of this number, and what it asks while it is open; nothing: it was never opened.
pub fn questionnaire(state: &State, number: u32) -> Option<(ItemId, Questionnaire)> {
    let (id, numbered) = opened(state, number)?;
    let open = state.open.get(&id)?.open;
    let shown = if open { state.tree(id) } else { vec![id] };
    let asked = |id: ItemId| {
        let item = state.items.get(&id)?;
        let is_asked = matches!(item.noun, Noun::Campaign | Noun::Question | Noun::Choice);
        is_asked.then(|| published(state, id, item))
    };
    let own = state.items.get(&state.own());
    let name = own.and_then(|own| state.words(own, "name")).unwrap_or_default().to_owned();
    let questionnaire = Questionnaire {
        programme: name,
        language: state.language.clone(),
        open,
        numbered,
        items: shown.into_iter().filter_map(asked).collect(),
    };
    Some((id, questionnaire))
}
