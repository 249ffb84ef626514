//! What a suggestion is computed from: the cards of a programme with their words.

use crate::card;
use crate::state::State;
use protocol::TextId;
use protocol::programme::entity::{Card, CardRef};
use protocol::programme::{ItemId, Key, Noun};
use std::collections::BTreeSet;

/// The cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sorting {
    /// In the order of their ids.
    pub cards: Vec<Sortable>,
    /// Names that say where, not what it is about: those of the communes.
    pub places: Vec<String>,
}

/// Words that stand and count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sortable {
    /// Where they stand.
    pub card: CardRef,
    /// Their present wording.
    pub text_id: TextId,
    /// The words.
    pub text: String,
    /// The forum, the interview field or the campaign.
    pub source: ItemId,
    /// Its topic or question in there.
    pub about: Option<String>,
    /// Who said it: a sheet, an interview, or a contribution, whose author is not known.
    pub voice: ItemId,
}

/// The cards of a source, or of all.
pub fn sorting(state: &State, source: Option<ItemId>) -> Sorting {
    let cards = card::keys(state).into_iter().filter_map(|key| {
        let Key::Card(id) = key else { return None };
        let Card { source: own, text, about, .. } =
            card::card(state, id).filter(|it| source.is_none_or(|source| it.source == source))?;
        let voice = match id {
            CardRef::Verbatim(verbatim) => state.items.get(&verbatim)?.parent()?,
            CardRef::Contribution(contribution) => contribution,
            CardRef::Answer { sheet, .. } => sheet,
        };
        Some(Sortable { card: id, text_id: card::text(state, id)?, text, source: own, about, voice })
    });
    let communes = state.items.values().filter(|item| item.noun == Noun::Commune);
    let places = communes.filter_map(|item| state.words(item, "name")).map(str::to_owned);
    Sorting { cards: cards.collect(), places: places.collect() }
}

/// Those of these cards that say now what they said then.
pub fn standing(state: &State, cards: impl IntoIterator<Item = (CardRef, TextId)>) -> BTreeSet<CardRef> {
    let stands = |(id, text): &(CardRef, TextId)| card::text(state, *id) == Some(*text);
    cards.into_iter().filter(stands).map(|(id, _)| id).collect()
}
