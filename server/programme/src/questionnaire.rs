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
    let (id, _) = opened(state, number)?;
    let open = state.open.get(&id)?.open;
    let shown = if open { state.tree(id) } else { vec![id] };
    Some((id, asked(state, id, shown)))
}

/// A campaign on paper.
#[derive(Clone, Debug)]
pub struct OnPaper {
    /// Its number.
    pub number: u32,
    /// It was opened once: there is an address where it is answered by phone, now or later.
    pub was_opened: bool,
    /// What it asks, open or not.
    pub asked: Questionnaire,
}

/// What a campaign asks on paper.
pub fn on_paper(state: &State, campaign: ItemId) -> Option<OnPaper> {
    let item = state.items.get(&campaign).filter(|item| item.noun == Noun::Campaign)?;
    let was_opened = state.open.contains_key(&campaign);
    Some(OnPaper { number: item.number, was_opened, asked: asked(state, campaign, state.tree(campaign)) })
}

/// What a batch of a campaign is called: by its name, or by its place.
pub fn batch_name(state: &State, campaign: ItemId, batch: ItemId) -> Option<String> {
    let item = state.items.get(&batch).filter(|item| item.noun == Noun::Batch)?;
    let item = (item.parent() == Some(campaign)).then_some(item)?;
    let place = || state.words(state.items.get(&item.item("place")?)?, "name");
    let name = state.words(item, "name").or_else(place);
    Some(name.map_or_else(|| item.number.to_string(), str::to_owned))
}

fn asked(state: &State, campaign: ItemId, shown: Vec<ItemId>) -> Questionnaire {
    let open = state.open.get(&campaign);
    let asked = |id: ItemId| {
        let item = state.items.get(&id)?;
        let is_asked = matches!(item.noun, Noun::Campaign | Noun::Question | Noun::Choice);
        is_asked.then(|| published(state, id, item))
    };
    let own = state.items.get(&state.own());
    let name = own.and_then(|own| state.words(own, "name")).unwrap_or_default().to_owned();
    Questionnaire {
        programme: name,
        language: state.language.clone(),
        open: open.is_some_and(|it| it.open),
        numbered: open.is_some_and(|it| it.secret.is_some()),
        items: shown.into_iter().filter_map(asked).collect(),
    }
}
