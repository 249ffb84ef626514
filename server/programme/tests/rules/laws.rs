//! What holds on any day, in any order.

use crate::outcome;
use crate::random::{Roll, beginning, history};
use crate::story::{event_name, id};
use programme::dossier::Dossier;
use programme::roadmap::{RoadMap, Sum};
use programme::{Audience, Commit, Entry, Event, State, keys, totals, view};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use protocol::programme::noun::Noun;
use protocol::programme::value::{Amount, Value};
use protocol::programme::{Entity, ItemId, Key, WORDS};
use std::collections::{BTreeMap, BTreeSet};
use subject::Text;

/// The log as it is read back: entries from their JSON, with the texts that still stand.
fn reread(commits: &[Commit]) -> Vec<Commit> {
    let erased: BTreeSet<_> = commits.iter().flat_map(|it| &it.entries).flat_map(|it| &it.erased).collect();
    let reread = |entry: &Entry| {
        let mut back: Entry = serde_json::from_str(&serde_json::to_string(entry).unwrap()).unwrap();
        assert!(back.texts.values().all(|text| matches!(text, Text::Hash(_))));
        let kept = entry.texts.iter().filter(|(id, _)| !erased.contains(id));
        back.texts.extend(kept.map(|(id, text)| (*id, text.clone())));
        back
    };
    let entries = |commit: &Commit| commit.entries.iter().map(reread).collect();
    commits.iter().map(|commit| Commit { entries: entries(commit), ..commit.clone() }).collect()
}

fn replay(commits: &[Commit]) -> State {
    let mut state = State::default();
    for commit in commits {
        commit.entries.iter().for_each(|entry| state.apply(entry, commit.seq, commit.at));
    }
    state
}

/// The state as it comes back from its checkpoint.
fn restored(state: &State) -> State {
    let mut back = State::from_checkpoint(&state.to_checkpoint()).unwrap();
    back.texts = state.texts.clone();
    back
}

/// What the events say of the sheets of the campaign: how many count, and which answers they give.
fn told(commits: &[Commit]) -> (u32, u32) {
    let mut sheets: BTreeMap<ItemId, bool> = BTreeMap::new();
    let mut of_import: BTreeMap<ItemId, Vec<ItemId>> = BTreeMap::new();
    for entry in commits.iter().flat_map(|commit| &commit.entries) {
        let mut import = None;
        for event in &entry.events {
            match event {
                Event::PartImported(part) => import = Some(part.import),
                Event::SheetKeyed(keyed) => {
                    sheets.insert(keyed.sheet, true);
                    if let Some(import) = import {
                        of_import.entry(import).or_default().push(keyed.sheet);
                    }
                }
                Event::SheetWithdrawn(withdrawn) => drop(sheets.insert(withdrawn.sheet, !withdrawn.on)),
                Event::ImportUndone(undone) => {
                    for sheet in of_import.remove(&undone.import).unwrap_or_default() {
                        sheets.remove(&sheet);
                    }
                }
                Event::ItemsRemoved(removed) => sheets.retain(|sheet, _| !removed.items.contains(sheet)),
                _ => {}
            }
        }
    }
    let counting = sheets.values().filter(|counts| **counts).count() as u32;
    (counting, sheets.len() as u32 - counting)
}

proptest! {
    #![proptest_config(Config::with_cases(64))]

    #[test]
    fn a_snapshot_and_the_changes_after_it_are_the_next_snapshot(history in history()) {
        let mut story = beginning();
        for (step, roll) in history.iter().enumerate() {
            story.go_on(roll);
            if step % 4 == 0 || step + 1 == history.len() {
                story.screens.agree_with(&story.state);
            }
        }
    }

    #[test]
    fn the_same_log_gives_the_same_programme(history in history()) {
        let mut story = beginning();
        history.iter().for_each(|roll| drop(story.go_on(roll)));
        let again = replay(&reread(&story.commits));
        prop_assert_eq!(String::from_utf8(again.to_checkpoint()).unwrap(), String::from_utf8(story.state.to_checkpoint()).unwrap());
        prop_assert_eq!(&again.texts, &story.state.texts);
        story.screens.agree_with(&again);
    }

    #[test]
    fn a_checkpoint_shortens_the_replay(history in history(), at in any::<prop::sample::Index>()) {
        let mut story = beginning();
        let at = at.index(history.len());
        history[..at].iter().for_each(|roll| drop(story.go_on(roll)));
        let mut back = restored(&story.state);
        let before = story.commits.len();
        history[at..].iter().for_each(|roll| drop(story.go_on(roll)));
        for commit in &story.commits[before..] {
            commit.entries.iter().for_each(|entry| back.apply(entry, commit.seq, commit.at));
        }
        prop_assert_eq!(back.to_checkpoint(), story.state.to_checkpoint());
    }

    #[test]
    fn totals_are_what_the_rows_say(history in history()) {
        let mut story = beginning();
        history.iter().for_each(|roll| drop(story.go_on(roll)));
        let it = totals(&story.state, ItemId(id("camp"))).unwrap();
        prop_assert_eq!((it.sheets, it.withdrawn), told(&story.commits));
    }

    /// Costs by year, by funder and by axis come to what the rows say, and nothing that is not costed is a number.
    #[test]
    fn budgets_are_what_the_rows_say(history in history()) {
        let mut story = beginning();
        history.iter().for_each(|roll| drop(story.go_on(roll)));
        let dossier = Dossier::new(&story.state);
        let budget = RoadMap::new(&dossier).budget;
        let (mut costed, mut not_costed, mut euros) = (0, 0, 0_i128);
        for (_, funding) in story.state.known_of(Noun::Funding) {
            let of = funding.item("action").and_then(|id| story.state.known(id)).unwrap();
            match funding.fields["amount"] {
                _ if of.text("state") == Some("abandoned") => {}
                Some(Value::Amount(Amount::Exact(number))) => {
                    costed += 1;
                    euros += i128::from(number.millionths());
                }
                _ => not_costed += 1,
            }
        }
        let total = Sum { euros, costed, not_costed };
        let all = |sums: Vec<Sum>| sums.into_iter().fold(Sum::default(), |all, sum| Sum {
            euros: all.euros + sum.euros, costed: all.costed + sum.costed, not_costed: all.not_costed + sum.not_costed,
        });
        prop_assert_eq!(budget.total, total);
        prop_assert_eq!(all(budget.by_year.values().copied().collect()), total);
        prop_assert_eq!(all(budget.by_funder.values().copied().collect()), total);
        prop_assert_eq!(all(budget.by_axis.values().copied().collect()), total);
    }

    /// What a committee validated stands as it was, whatever comes after it; only words that were taken back go.
    #[test]
    fn versions_of_sheets_stay_as_they_were(history in history()) {
        let mut story = beginning();
        let mut kept: BTreeMap<Key, usize> = BTreeMap::new();
        let sheet = Audience::Action(ItemId(id("act")));
        for roll in &history {
            story.go_on(roll);
            for key in keys(&story.state, sheet) {
                if let Some(Entity::Version(version)) = view(&story.state, sheet, key) {
                    let fields = version.items.iter().map(|item| item.fields.len() + item.gone.len()).sum();
                    prop_assert_eq!(*kept.entry(key).or_insert(fields), fields);
                }
            }
            for key in kept.keys() {
                prop_assert!(view(&story.state, sheet, *key).is_some());
            }
        }
    }

    /// A retained axis rests on something or says why not, an outcome says into what or why not, what is referred to
    /// stands, and the counts are those of what stands.
    #[test]
    fn links_outcomes_and_coverage_hold(history in history()) {
        let mut story = beginning();
        history.iter().for_each(|roll| drop(story.go_on(roll)));
        outcome::holds(&story.state)?;
    }

    /// Whatever was erased stands nowhere any more.
    #[test]
    fn erasing_leaves_no_word(history in history()) {
        let mut story = beginning();
        history.iter().for_each(|roll| drop(story.go_on(roll)));
        let entries = || story.commits.iter().flat_map(|commit| &commit.entries);
        let erased: BTreeSet<_> = entries().flat_map(|entry| &entry.erased).collect();
        let standing: BTreeSet<_> = story.state.texts.values().map(String::as_str).collect();
        let shown = format!("{:?}", story.screens);
        for (text, words) in entries().flat_map(|entry| &entry.texts) {
            let words = words.words().unwrap();
            if erased.contains(text) && words.contains("SECRET") && !standing.contains(words) {
                prop_assert!(!story.state.texts.contains_key(text) && !shown.contains(words), "{words}");
            }
        }
    }
}

/// The table of the language lists exactly the events that each command can cause.
#[test]
fn words_cause_the_events_that_the_table_lists() {
    let mut seen = BTreeSet::from([("create_programme", "programme_created".to_owned())]);
    let listed: BTreeSet<_> = WORDS
        .iter()
        .flat_map(|(word, _, events)| events.iter().map(move |event| (*word, (*event).to_owned())))
        .collect();
    let mut runner = TestRunner::deterministic();
    for _ in 0..12 {
        let histories: Vec<Vec<Roll>> = vec(history(), 60).new_tree(&mut runner).unwrap().current();
        for history in histories {
            let mut story = beginning();
            for (word, entry) in history.iter().filter_map(|roll| story.go_on(roll)) {
                seen.extend(entry.events.iter().map(|event| (word, event_name(event))));
            }
        }
        if listed.is_subset(&seen) {
            break;
        }
    }
    assert_eq!(seen.difference(&listed).collect::<Vec<_>>(), Vec::<&(&str, String)>::new(), "not listed");
    assert_eq!(listed.difference(&seen).collect::<Vec<_>>(), Vec::<&(&str, String)>::new(), "never seen");
}
