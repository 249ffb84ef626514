//! Between the cards of a programme and those of the synthesis. What the encoder made of them is not kept: nothing that
//! is erased has a trace here.

use programme::{Sortable, Sorting};
use protocol::programme::ItemId;
use protocol::programme::entity::CardRef;
use protocol::programme::suggestion::{CardHeap, CardSentence, CardSuggestion, SourceCount};
use protocol::suggestion::Basis;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use synthesis::{Card, Material, Model, Reading, Sorted};

pub(super) fn suggest(
    sorting: &Sorting,
    model: Option<&Model>,
    threads: usize,
    basis: Basis,
) -> CardSuggestion {
    // Digits that sort as the numbers do.
    let numbered = sorting.cards.iter().enumerate().map(|(number, card)| (format!("{number:06}"), card));
    let by_id = BTreeMap::from_iter(numbered);
    let cards = Vec::from_iter(by_id.iter().map(|(id, it)| Card {
        id: id.clone(),
        text: it.text.clone(),
        group: it.about.as_ref().map(|about| format!("{} {about}", it.source)),
        voice: Some(it.voice.to_string()),
        meaning: None,
    }));
    let material = Material { cards: &cards, places: &sorting.places, model, threads };
    let Sorted { axes, .. } = Reading::new(&material).suggest(basis.heaps.map(usize::from));
    let mut heaps = Vec::from_iter(axes.into_iter().filter_map(|heap| {
        let inside = heap.objectives.iter().flat_map(|objective| &objective.cards);
        let inside = Vec::from_iter(inside.filter_map(|id| by_id.get(id).copied()));
        let sentence = heap.sentences.first().map(|sentence| (&sentence.card, sentence.text.as_str()));
        let (named, text) = sentence.or_else(|| {
            let central = heap.central.first()?;
            Some((central, by_id.get(central)?.text.as_str()))
        })?;
        let name = CardSentence { card: by_id.get(named)?.card, text: text.to_owned() };
        Some(CardHeap { name, columns: columns(&inside), cards: inside.iter().map(|it| it.card).collect() })
    }));
    heaps.sort_by_key(|heap| Reverse(heap.cards.len()));
    let placed = BTreeSet::from_iter(heaps.iter().flat_map(|heap| &heap.cards).copied());
    let apart = sorting.cards.iter().map(|it| it.card).filter(|card| !placed.contains(card)).collect();
    CardSuggestion { basis, heaps, apart }
}

fn columns(cards: &[&Sortable]) -> Vec<SourceCount> {
    let mut counts: BTreeMap<ItemId, u32> = BTreeMap::new();
    for card in cards {
        *counts.entry(card.source).or_default() += 1;
    }
    counts.into_iter().map(|(source, cards)| SourceCount { source, cards }).collect()
}

/// Without the cards whose words were changed or taken back while it was computed; a heap that was called by such words
/// goes, and its cards lie apart.
pub fn only(mut of: CardSuggestion, sorting: &Sorting, standing: &BTreeSet<CardRef>) -> CardSuggestion {
    let by_card = BTreeMap::from_iter(sorting.cards.iter().map(|it| (it.card, it)));
    let is_named = |heap: &CardHeap| standing.contains(&heap.name.card);
    let (named, nameless): (Vec<_>, Vec<_>) = of.heaps.into_iter().partition(is_named);
    of.heaps = named;
    of.apart.extend(nameless.into_iter().flat_map(|heap| heap.cards));
    of.apart.retain(|card| standing.contains(card));
    for heap in &mut of.heaps {
        heap.cards.retain(|card| standing.contains(card));
        let inside = Vec::from_iter(heap.cards.iter().filter_map(|card| by_card.get(card).copied()));
        heap.columns = columns(&inside);
    }
    of
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::TextId;
    use uuid::Uuid;

    #[test]
    fn what_goes_while_it_is_computed_is_in_no_heap_and_names_none() {
        let id = |n| ItemId(Uuid::from_u128(n));
        let card = |n| CardRef::Verbatim(id(n));
        let sortable = |n: u128| programme::Sortable {
            card: card(n),
            text_id: TextId(n as u64),
            text: format!("Parole {n}"),
            source: id(90 + n % 2),
            about: None,
            voice: id(n),
        };
        let sorting = Sorting { cards: (1..=6).map(sortable).collect(), places: Vec::new() };
        let heap = |numbers: [u128; 3]| CardHeap {
            name: CardSentence { card: card(numbers[0]), text: format!("Parole {}", numbers[0]) },
            columns: columns(&Vec::from_iter(numbers.map(|n| &sorting.cards[n as usize - 1]))),
            cards: numbers.map(card).into(),
        };
        let basis = Basis { version: 1, model: None, seq: 1, heaps: None };
        let of = CardSuggestion { basis, heaps: vec![heap([1, 2, 3]), heap([4, 5, 6])], apart: Vec::new() };
        let all = BTreeSet::from_iter((1..=6).map(card));
        assert_eq!(only(of.clone(), &sorting, &all), of);
        let left = only(of, &sorting, &BTreeSet::from([1, 3, 5, 6].map(card)));
        let [heap] = &left.heaps[..] else { panic!("one heap has lost its name: {left:?}") };
        assert_eq!(heap.cards, [card(1), card(3)]);
        assert_eq!(heap.columns, [SourceCount { source: id(91), cards: 2 }]);
        assert_eq!(left.apart, [card(5), card(6)]);
    }
}
