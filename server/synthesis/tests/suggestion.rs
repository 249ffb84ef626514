//! A forum of our own, labelled before any run (`forum.jsonl`), and what must hold whatever is sorted.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use synthesis::agreement::{rand_index, v_measure};
use synthesis::{Card, Encoder, Material, Model, OnTable, Reading, Sorted};

#[derive(Deserialize)]
struct Line {
    text: String,
    group: Option<String>,
    axis: Option<String>,
    alike: Option<u32>,
    opposite: Option<u32>,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::read(include_bytes!("../model/model.bin")).unwrap());

static LINES: LazyLock<Vec<Line>> = LazyLock::new(|| {
    include_str!("forum.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
});

/// The forum's cards, encoded once.
static CARDS: LazyLock<Vec<Card>> = LazyLock::new(|| {
    let encoder = Encoder::new(&MODEL, &[]);
    let cards = LINES.iter().enumerate().map(|(number, line)| Card {
        id: format!("{number:03}"),
        text: line.text.clone(),
        group: line.group.clone(),
        voice: None,
        meaning: Some(encoder.encode(&line.text)),
    });
    cards.collect()
});

fn reading(cards: &[Card], threads: usize, meaning: bool) -> Reading<'_> {
    Reading::new(&Material { cards, places: &[], model: meaning.then(|| &*MODEL), threads })
}

fn without_groups() -> Vec<Card> {
    CARDS.iter().map(|card| Card { group: None, ..card.clone() }).collect()
}

/// Agreement (V, ARI) with the labels over the cards that have one.
fn agreement(suggestion: &Sorted) -> (f64, f64) {
    let axes: BTreeSet<&str> = LINES.iter().filter_map(|line| line.axis.as_deref()).collect();
    let axes: Vec<&str> = axes.into_iter().collect();
    let (labels, truth): (Vec<usize>, Vec<usize>) = suggestion
        .cards
        .iter()
        .zip(LINES.iter())
        .filter_map(|(card, line)| Some((card.nearest?, axes.binary_search(&line.axis.as_deref()?).ok()?)))
        .unzip();
    (v_measure(&labels, &truth), rand_index(&labels, &truth))
}

fn json(suggestion: &Sorted) -> String {
    serde_json::to_string(suggestion).unwrap()
}

#[test]
fn a_forum_falls_into_its_axes() {
    for (cards, meaning, floor) in [
        (CARDS.clone(), true, (0.92, 0.89)),
        (without_groups(), true, (0.62, 0.56)),
        (CARDS.clone(), false, (0.53, 0.36)),
    ] {
        let reading = reading(&cards, 2, meaning);
        let chosen = reading.suggest(None);
        let (v, ari) = agreement(&reading.suggest(Some(6)));
        assert!(v >= floor.0 && ari >= floor.1, "V {v}, ARI {ari}; floor {floor:?}");
        assert!((4..=8).contains(&chosen.axes.len()));
    }
}

#[test]
fn the_same_bytes_in_any_order_and_on_any_number_of_threads() {
    for meaning in [true, false] {
        let expected = json(&reading(&CARDS, 1, meaning).suggest(None));
        for (threads, turn) in [(1, 71), (2, 40), (3, 0)] {
            let mut cards = CARDS.clone();
            cards.rotate_left(turn);
            cards.swap(3, 90);
            assert_eq!(json(&reading(&cards, threads, meaning).suggest(None)), expected);
        }
    }
}

/// What must hold of every suggestion.
fn check(suggestion: &Sorted, cards: &[Card]) {
    let texts: BTreeMap<&str, &str> =
        cards.iter().map(|card| (card.id.as_str(), card.text.as_str())).collect();
    let mut places: BTreeMap<&str, Vec<Option<usize>>> = BTreeMap::new();
    for id in &suggestion.unplaced {
        places.entry(id).or_default().push(None);
    }
    for (number, axis) in suggestion.axes.iter().enumerate() {
        let ids: Vec<&str> = axis.objectives.iter().flat_map(|of| &of.cards).map(String::as_str).collect();
        for id in &ids {
            places.entry(id).or_default().push(Some(number));
        }
        let written = |text: &str| ids.iter().any(|id| texts[id].contains(text));
        for phrase in axis.phrases.iter().chain(axis.objectives.iter().flat_map(|of| &of.phrases)) {
            assert!(texts.values().any(|text| text.contains(&phrase.text)), "{phrase:?} is made up");
            assert!(phrase.voices >= 2);
        }
        for sentence in &axis.sentences {
            assert!(texts[sentence.card.as_str()].contains(&sentence.text), "{sentence:?} is made up");
            assert!(written(&sentence.text));
        }
        for id in axis.central.iter().chain(&axis.edge).chain(&axis.drawn) {
            assert!(ids.contains(&id.as_str()));
        }
    }
    assert_eq!(suggestion.cards.len(), cards.len());
    for placed in &suggestion.cards {
        assert_eq!(places[placed.card.as_str()], [placed.axis], "{placed:?} lies elsewhere, or twice");
        for word in &placed.why.words {
            assert!(texts[placed.card.as_str()].contains(&word.text));
        }
        assert!(placed.other.is_none() || placed.other != placed.axis);
    }
}

#[test]
fn every_card_has_one_place_and_nothing_is_made_up() {
    for meaning in [true, false] {
        let reading = reading(&CARDS, 2, meaning);
        for axes in [None, Some(1), Some(6), Some(12)] {
            let suggestion = reading.suggest(axes);
            check(&suggestion, &CARDS);
        }
    }
}

#[test]
fn axes_have_names_of_several_voices() {
    let axes = reading(&CARDS, 2, true).suggest(None).axes;
    // A small axis may have no phrase that two voices said; it has its sentences.
    assert!(axes.iter().filter(|axis| axis.phrases.len() == 3).count() >= 5);
    assert!(axes.iter().all(|axis| axis.sentences.len() == 2));
}

#[test]
fn what_says_nothing_lies_beside_the_axes() {
    let suggestion = reading(&CARDS, 2, true).suggest(None);
    for text in ["Tout à fait d'accord.", "Je ne sais pas.", "Merci à tous.", "Oui."] {
        let card = CARDS.iter().find(|card| card.text == text).unwrap();
        assert!(suggestion.unplaced.contains(&card.id), "{text} has an axis");
    }
    assert!(suggestion.unplaced.len() <= CARDS.len() / 5, "{} lie beside", suggestion.unplaced.len());
}

/// The pairs of a mark in the labels.
fn pairs(mark: impl Fn(&Line) -> Option<u32>) -> Vec<(String, String)> {
    let mut pairs: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for (line, card) in LINES.iter().zip(CARDS.iter()) {
        if let Some(number) = mark(line) {
            pairs.entry(number).or_default().push(card.id.clone());
        }
    }
    pairs.into_values().map(|pair| (pair[0].clone(), pair[1].clone())).collect()
}

#[test]
fn near_duplicates_are_linked_and_opposites_warned_of() {
    let suggestion = reading(&CARDS, 2, true).suggest(None);
    let link =
        |(a, b): &(String, String)| suggestion.alike.iter().find(|pair| pair.card == *a && pair.with == *b);
    let duplicates = pairs(|line| line.alike);
    assert_eq!(duplicates.len(), 10);
    for pair in &duplicates {
        let link = link(pair).unwrap_or_else(|| panic!("{pair:?} are not linked"));
        assert!(!link.opposite, "{link:?}");
    }
    let opposites = pairs(|line| line.opposite);
    assert_eq!(opposites.len(), 5);
    for pair in &opposites {
        let link = link(pair).unwrap_or_else(|| panic!("{pair:?} are not linked"));
        assert!(link.opposite, "{link:?} is offered without the warning");
    }
}

#[test]
fn places_do_not_make_heaps() {
    let cards: Vec<Card> = CARDS
        .iter()
        .enumerate()
        .map(|(number, card)| Card {
            text: format!("{} {}", card.text, ["À Saint-Macoux.", "À Civray."][number % 2]),
            group: None,
            meaning: None,
            ..card.clone()
        })
        .collect();
    let places = ["Saint Macoux".to_owned(), "Civray".to_owned()];
    let suggestion =
        Reading::new(&Material { cards: &cards, places: &places, model: None, threads: 2 }).suggest(None);
    let phrases = suggestion.axes.iter().flat_map(|axis| &axis.phrases);
    for text in phrases.map(|phrase| phrase.text.to_lowercase()) {
        assert!(!text.contains("civray") && !text.contains("macoux"), "{text}");
    }
}

#[test]
fn few_cards_are_left_to_hands() {
    let suggestion = reading(&CARDS[..23], 2, false).suggest(None);
    assert!(suggestion.axes.is_empty());
    assert_eq!(suggestion.unplaced.len(), 23);
    assert_eq!(reading(&[], 2, true).suggest(None).cards, []);
}

#[test]
fn where_nothing_is_to_be_compared_nothing_is_said_of_fit() {
    let reading = reading(&CARDS, 2, true);
    let mut on_table = OnTable::of(&reading.suggest(Some(6)));
    on_table.axes.truncate(1);
    let kept = on_table.axes[0].cards[0].clone();
    on_table.pinned.insert(kept.clone());
    let (one, _) = reading.redo(&on_table);
    for placed in &one.cards {
        assert_eq!(placed.axis, (placed.card == kept).then_some(0), "a person alone says so");
        assert_eq!((placed.nearest, placed.other), (None, None));
    }
    assert!(reading.suggest(None).axes.len() > 1);
    check(&one, &CARDS);
}

#[test]
fn so_many_heaps_as_are_wished() {
    for (cards, meaning) in [(CARDS.clone(), true), (without_groups(), true), (CARDS.clone(), false)] {
        let reading = reading(&cards, 2, meaning);
        for wish in 2..=12 {
            assert_eq!(reading.suggest(Some(wish)).axes.len(), wish, "meaning: {meaning}");
        }
    }
}

#[test]
fn a_heap_that_only_agrees_comes_last() {
    let agreeing = [
        "Oui, je partage.",
        "Je partage complètement cet avis.",
        "Oui, je partage cette analyse.",
        "Entièrement d’accord, je partage ce constat.",
        "Oui, je partage l’idée.",
        "Je partage totalement ce point de vue.",
        "Moi aussi, je partage.",
        "Je partage cet avis, oui.",
        "Oui, exactement, je partage ces propos.",
        "Je partage, bravo.",
    ];
    // Said at every table, by more people than anything else.
    let mut cards = CARDS.clone();
    let groups: Vec<Option<String>> = CARDS.iter().map(|card| card.group.clone()).collect();
    for number in 0..40 {
        cards.push(Card {
            id: format!("9{number:03}"),
            text: agreeing[number % agreeing.len()].to_owned(),
            group: groups[number * 3].clone(),
            ..Card::default()
        });
    }
    for wish in [None, Some(6), Some(8)] {
        let axes = reading(&cards, 2, true).suggest(wish).axes;
        let agrees = |axis: &synthesis::CardHeap| {
            let cards: Vec<&String> = axis.objectives.iter().flat_map(|of| &of.cards).collect();
            2 * cards.iter().filter(|id| id.starts_with('9')).count() > cards.len()
        };
        let heaps: Vec<bool> = axes.iter().map(agrees).collect();
        let first = heaps.iter().position(|agrees| *agrees).expect("they make a heap");
        assert!(first > 0 && heaps[first..].iter().all(|agrees| *agrees), "{heaps:?}");
    }
}

#[test]
fn the_example_can_be_sorted() {
    let encoder = Encoder::new(&MODEL, &[]);
    let cards: Vec<Card> = include_str!("../../src/demo.jsonl")
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .filter(|line| line["do"] == "write")
        .enumerate()
        .map(|(number, line)| Card {
            id: format!("{number:03}"),
            text: line["text"].as_str().unwrap().to_owned(),
            group: line["group"].as_str().map(str::to_owned),
            voice: line["who"].as_str().map(str::to_owned),
            meaning: Some(encoder.encode(line["text"].as_str().unwrap())),
        })
        .collect();
    let suggestion = reading(&cards, 2, true).suggest(None);
    assert!(suggestion.axes.len() >= 3, "{} heaps", suggestion.axes.len());
    assert!(
        suggestion.axes.iter().all(|axis| !axis.sentences.is_empty()),
        "each has a sentence for its name"
    );
    check(&suggestion, &cards);
}

#[test]
fn an_axis_is_split_in_two() {
    let reading = reading(&CARDS, 2, true);
    let on_table = OnTable::of(&reading.suggest(None));
    let parts = reading.split(&on_table.axes[0].cards);
    assert_eq!(parts.len(), 2);
    assert_eq!(parts.concat().len(), on_table.axes[0].cards.len());
}

#[test]
fn moves_teach() {
    let cards = without_groups();
    let reading = reading(&cards, 2, true);
    let first = reading.suggest(Some(6));
    let mut on_table = OnTable::of(&first);
    // Each axis stands for the label most of its cards have; two wrong cards of each label are put right.
    let label = |id: &str| LINES[id.parse::<usize>().unwrap()].axis.clone();
    let mut home: BTreeMap<String, usize> = BTreeMap::new();
    for (number, axis) in on_table.axes.iter().enumerate() {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for label in axis.cards.iter().filter_map(|id| label(id)) {
            *counts.entry(label).or_default() += 1;
        }
        if let Some((label, _)) = counts.into_iter().max_by_key(|(_, count)| *count) {
            home.entry(label).or_insert(number);
        }
    }
    let wrong: Vec<(String, usize)> = first
        .cards
        .iter()
        .filter_map(|placed| {
            let right = *home.get(&label(&placed.card)?)?;
            (placed.axis != Some(right)).then(|| (placed.card.clone(), right))
        })
        .collect();
    for (card, right) in wrong.iter().step_by(2) {
        for axis in &mut on_table.axes {
            axis.cards.retain(|id| id != card);
        }
        on_table.axes[*right].cards.push(card.clone());
        on_table.pinned.insert(card.clone());
    }
    let (again, _) = reading.redo(&on_table);
    assert!(
        agreement(&again).1 > agreement(&first).1,
        "{:?} after {:?}",
        agreement(&again),
        agreement(&first)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn pinned_cards_stay_and_declined_suggestions_do_not_return(
        moves in proptest::collection::vec((0..148usize, 0..7usize), 1..20),
        names in proptest::collection::vec(proptest::option::of("(le train|médecin|logement)"), 6),
        threads in 1..4usize,
    ) {
        let reading = reading(&CARDS, threads, false);
        let mut on_table = OnTable::of(&reading.suggest(Some(6)));
        for (axis, name) in on_table.axes.iter_mut().zip(names) {
            axis.name = name;
        }
        // Axis 6 is outside all.
        let moves: BTreeMap<String, usize> = moves.into_iter().map(|(card, to)| (CARDS[card].id.clone(), to)).collect();
        for (card, to) in &moves {
            for axis in &mut on_table.axes {
                axis.cards.retain(|id| id != card);
            }
            if let Some(axis) = on_table.axes.get_mut(*to) {
                axis.cards.push(card.clone());
            }
            on_table.pinned.insert(card.clone());
        }
        let (again, proposed) = reading.redo(&on_table);
        check(&again, &CARDS);
        for (card, to) in &moves {
            let placed = again.cards.iter().find(|placed| placed.card == *card).unwrap();
            prop_assert_eq!(placed.axis, (*to < on_table.axes.len()).then_some(*to));
        }

        // All that was proposed is declined.
        for change in &proposed {
            prop_assert!(!moves.contains_key(&change.card));
            if let Some(to) = change.to {
                on_table.declined.insert((change.card.clone(), to));
            }
        }
        for placed in &again.cards {
            if let Some(other) = placed.other {
                on_table.declined.insert((placed.card.clone(), other));
            }
        }
        let (later, proposed) = reading.redo(&on_table);
        for change in proposed {
            prop_assert!(change.to.is_none_or(|to| !on_table.declined.contains(&(change.card.clone(), to))));
        }
        for placed in later.cards {
            prop_assert!(placed.other.is_none_or(|other| !on_table.declined.contains(&(placed.card.clone(), other))));
        }
    }

    #[test]
    fn any_text_is_read(texts in proptest::collection::vec("\\PC{0,40}", 0..40)) {
        let cards: Vec<Card> = texts
            .into_iter()
            .enumerate()
            .map(|(number, text)| Card { id: format!("{number:03}"), text, ..Card::default() })
            .collect();
        check(&reading(&cards, 2, false).suggest(None), &cards);
    }
}
