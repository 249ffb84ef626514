//! What holds whatever happens.

use crate::random::{Roll, day, morning};
use crate::story::Story;
use forum::{Commit, Entry, State, export};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use protocol::TextId;
use protocol::command::WORDS;
use protocol::entity::ForumState;
use std::collections::BTreeSet;

fn checkpoint(state: &State) -> String {
    serde_json::to_string(state).unwrap()
}

fn replay(commits: &[Commit]) -> State {
    let mut state = State::default();
    state.set_dot_key([7; 32]);
    for commit in commits {
        commit.entries.iter().for_each(|entry| state.apply(entry, commit.seq, commit.at));
    }
    state
}

/// The commits as a log gives them back: through JSON, with the texts that were not erased.
fn reread(commits: &[Commit]) -> Vec<Commit> {
    let erased: BTreeSet<TextId> = entries(commits).flat_map(|entry| entry.erased.clone()).collect();
    let reread = |entry: &Entry| {
        let mut back: Entry = serde_json::from_str(&serde_json::to_string(entry).unwrap()).unwrap();
        let kept = entry.texts.iter().filter(|(id, _)| !erased.contains(id));
        back.texts.extend(kept.map(|(id, text)| (*id, text.clone())));
        back
    };
    let entries = |commit: &Commit| commit.entries.iter().map(reread).collect();
    commits.iter().map(|commit| Commit { entries: entries(commit), ..commit.clone() }).collect()
}

fn entries(commits: &[Commit]) -> impl Iterator<Item = &Entry> {
    commits.iter().flat_map(|commit| &commit.entries)
}

/// The state as it comes back from its checkpoint.
fn restored(state: &State) -> State {
    let mut back: State = serde_json::from_str(&checkpoint(state)).unwrap();
    back.texts = state.texts.clone();
    if state.forum_state() != ForumState::Ended {
        back.set_dot_key([7; 32]);
    }
    back
}

proptest! {
    #![proptest_config(Config::with_cases(96))]

    #[test]
    fn a_snapshot_and_the_changes_after_it_are_the_next_snapshot(day in day()) {
        let mut story = morning();
        for (step, roll) in day.iter().enumerate() {
            story.go_on(roll);
            if step % 4 == 0 || step + 1 == day.len() {
                story.screens.agree_with(&story.state);
            }
        }
    }

    #[test]
    fn the_same_log_gives_the_same_forum(day in day()) {
        let mut story = morning();
        day.iter().for_each(|roll| drop(story.go_on(roll)));
        let again = replay(&reread(&story.commits));
        prop_assert_eq!(checkpoint(&again), checkpoint(&story.state));
        story.screens.agree_with(&again);
        prop_assert_eq!(export(&again, 1), export(&story.state, 1));
    }

    #[test]
    fn a_checkpoint_shortens_the_replay(day in day(), at in any::<prop::sample::Index>()) {
        let mut story = morning();
        let at = at.index(day.len());
        day[..at].iter().for_each(|roll| drop(story.go_on(roll)));
        let mut back = restored(&story.state);
        let before = story.commits.len();
        day[at..].iter().for_each(|roll| drop(story.go_on(roll)));
        for commit in &story.commits[before..] {
            commit.entries.iter().for_each(|entry| back.apply(entry, commit.seq, commit.at));
        }
        prop_assert_eq!(checkpoint(&back), checkpoint(&story.state));
    }
}

/// The table of the language lists exactly the events that each command can cause.
#[test]
fn words_cause_the_events_that_the_table_lists() {
    let mut seen = BTreeSet::from([("create_forum", "forum_created".to_owned())]);
    let listed: BTreeSet<_> = WORDS
        .iter()
        .flat_map(|(word, _, events)| events.iter().map(move |event| (*word, (*event).to_owned())))
        .collect();
    let mut runner = TestRunner::deterministic();
    // Some things happen on few days: another batch is lived when one is still to be seen.
    for _ in 0..5 {
        let days: Vec<Vec<Roll>> = vec(day(), 600).new_tree(&mut runner).unwrap().current();
        for day in days {
            let mut story: Story = morning();
            for (word, entry) in day.iter().filter_map(|roll| story.go_on(roll)) {
                for event in &entry.events {
                    let event = serde_json::to_value(event).unwrap()["event"].as_str().unwrap().to_owned();
                    seen.insert((word, event));
                }
            }
        }
        if listed.is_subset(&seen) {
            break;
        }
    }
    assert_eq!(seen.difference(&listed).collect::<Vec<_>>(), Vec::<&(&str, String)>::new(), "not listed");
    assert_eq!(listed.difference(&seen).collect::<Vec<_>>(), Vec::<&(&str, String)>::new(), "never seen");
}
