//! Cards: the words that people said, wherever they stand.

use crate::event::Answer;
use crate::state::State;
use protocol::TextId;
use protocol::programme::entity::{Card, CardRef};
use protocol::programme::noun::Noun;
use protocol::programme::{ItemId, Key};

/// The text of a card while its words stand and count.
pub(crate) fn text(state: &State, card: CardRef) -> Option<TextId> {
    let of = |id: &ItemId, noun| state.items.get(id).filter(|item| item.noun == noun);
    let text = match card {
        CardRef::Verbatim(id) => of(&id, Noun::Verbatim)?.text("text"),
        CardRef::Contribution(id) => of(&id, Noun::Contribution)?.text("text"),
        CardRef::Answer { sheet, question } => {
            let counts = state.sheets.get(&sheet).is_some_and(|sheet| !sheet.withdrawn);
            let open = of(&question, Noun::Question)?.choice("kind") == Some("long_text");
            if counts && open { state.answer_text(card) } else { None }
        }
    };
    text.filter(|text| state.texts.contains_key(text))
}

/// A card as screens show it.
pub(crate) fn card(state: &State, id: CardRef) -> Option<Card> {
    let text = text(state, id)?;
    let words = |item: &ItemId, field| state.items.get(item).and_then(|item| state.words(item, field));
    let (source, about) = match id {
        CardRef::Verbatim(verbatim) => {
            let interview = state.items.get(&verbatim)?.parent()?;
            (state.items.get(&interview)?.item("field")?, None)
        }
        CardRef::Contribution(contribution) => {
            (state.items.get(&contribution)?.parent()?, words(&contribution, "topic"))
        }
        CardRef::Answer { sheet, question } => (state.sheets.get(&sheet)?.campaign, words(&question, "text")),
    };
    Some(Card {
        id,
        source,
        text: state.text(text).to_owned(),
        about: about.map(str::to_owned),
        evidence: state.evidence.contains(&id),
    })
}

/// The texts that a card shows.
pub(crate) fn texts(state: &State, id: CardRef) -> Vec<TextId> {
    let about = match id {
        CardRef::Verbatim(_) => None,
        CardRef::Contribution(contribution) => state.items.get(&contribution).and_then(|it| it.text("topic")),
        CardRef::Answer { question, .. } => state.items.get(&question).and_then(|it| it.text("text")),
    };
    text(state, id).into_iter().chain(about).collect()
}

/// All cards.
pub(crate) fn keys(state: &State) -> Vec<Key> {
    let items = state.items.iter().filter_map(|(id, item)| match item.noun {
        Noun::Verbatim => Some(CardRef::Verbatim(*id)),
        Noun::Contribution => Some(CardRef::Contribution(*id)),
        _ => None,
    });
    let answers = state.sheets.iter().flat_map(|(sheet, it)| {
        let texts = it.answers.iter().filter(|(_, answer)| matches!(answer, Answer::Text(_)));
        let questions = texts.filter_map(|(question, _)| state.questions.get(question));
        questions.map(|question| CardRef::Answer { sheet: *sheet, question: *question })
    });
    items.chain(answers).filter(|card| text(state, *card).is_some()).map(Key::Card).collect()
}
