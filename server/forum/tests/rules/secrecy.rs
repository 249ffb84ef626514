//! Nobody's ballot can be worked out, by what is shown or by what remains.

use crate::story::{AXES, DAY, GROUP, MARKET, MORE, Story, check, id};
use forum::{Audience, Entry, Text, count, counts, export, keys, view};
use proptest::collection::vec;
use proptest::prelude::*;
use protocol::limits::SMALL_COUNT;
use protocol::{AxisId, GroupId, ParticipantId};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The first is the one who would like to know.
const VOTERS: [&str; 6] = ["ana", "bo", "cy", "di", "ed", "fa"];

#[derive(Clone, Debug)]
enum Step {
    Open,
    Close,
    Seal,
    End,
    Merge,
    Dot { voter: usize, axis: usize, dots: u8 },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => Just(Step::Open),
        2 => Just(Step::Close),
        1 => Just(Step::Seal),
        1 => Just(Step::End),
        1 => Just(Step::Merge),
        14 => (0..VOTERS.len(), 0..2_usize, 0..3_u8)
            .prop_map(|(voter, axis, dots)| Step::Dot { voter, axis, dots }),
    ]
}

fn line(step: &Step) -> String {
    match step {
        Step::Open => "facilitator open_vote".to_owned(),
        Step::Close => "facilitator close_vote".to_owned(),
        Step::Seal => "facilitator seal_vote".to_owned(),
        Step::End => "facilitator end".to_owned(),
        Step::Merge => "facilitator merge_axes axis=a2 into=a1".to_owned(),
        Step::Dot { voter, axis, dots } => {
            format!("{} dot axis=a{} dots={dots}", VOTERS[*voter], axis + 1)
        }
    }
}

fn morning() -> Story {
    check(&[DAY, MARKET, GROUP, AXES, MORE])
}

/// Everything that one who votes, facilitates and exports gets to see.
fn seen(story: &Story) -> Value {
    let [ana, group, axes] = [vec![id("ana")], vec![id("g1")], vec![id("a1"), id("a2")]];
    let audiences = [Audience::Forum, Audience::Facilitation]
        .into_iter()
        .chain(ana.into_iter().map(|id| Audience::Own(ParticipantId(id))))
        .chain(group.into_iter().map(|id| Audience::Group(GroupId(id))))
        .chain(axes.into_iter().map(|id| Audience::Axis(AxisId(id))));
    let screens = audiences.map(|audience| {
        let entities = keys(&story.state, audience).into_iter().map(|key| view(&story.state, audience, key));
        let numbers =
            counts(&story.state, audience).into_iter().map(|key| count(&story.state, audience, key));
        json!([entities.collect::<Vec<_>>(), numbers.collect::<Vec<_>>()])
    });
    json!([
        screens.collect::<Vec<_>>(),
        export(&story.state, story.commits.len() as u64),
        forum::archive(&story.state, "", story.commits.len() as u64),
        story.commits.len()
    ])
}

/// What remains in the log: erased texts are empty.
fn remains(story: &Story) -> Vec<Entry> {
    let mut entries: Vec<_> = story.commits.iter().flat_map(|commit| commit.entries.clone()).collect();
    let erased: Vec<_> = entries.iter().flat_map(|entry| entry.erased.clone()).collect();
    for entry in &mut entries {
        for (_, text) in entry.texts.iter_mut().filter(|(id, _)| erased.contains(id)) {
            *text = Text::Hash(String::new());
        }
    }
    entries
}

fn shown(story: &Story) -> Option<Value> {
    let results = view(&story.state, Audience::Forum, protocol::Key::Results)?;
    let results = serde_json::to_value(results).unwrap()["results"].take();
    (results["withheld"] != "few").then(|| json!([results["voters"], results["axes"]]))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Had two others voted as the other did, nothing that anybody sees would be different, and nothing
    /// that remains once the vote is closed for good: so each of them may have given at least two
    /// ballots, unless all gave the same.
    #[test]
    fn whose_ballot_it_was_shows_nowhere(
        steps in vec(step(), 1..60),
        (one, other) in (1..VOTERS.len(), 1..VOTERS.len()),
    ) {
        let swapped = |voter: usize| match voter {
            _ if voter == one => other,
            _ if voter == other => one,
            _ => voter,
        };
        let (mut here, mut there) = (morning(), morning());
        for step in &steps {
            here.line(&line(step));
            there.line(&line(&match step {
                Step::Dot { voter, axis, dots } => {
                    Step::Dot { voter: swapped(*voter), axis: *axis, dots: *dots }
                }
                other => other.clone(),
            }));
            prop_assert_eq!(seen(&here), seen(&there), "after {:?}", step);
            if here.state.is_vote_final() {
                prop_assert_eq!(remains(&here), remains(&there));
            }
        }
    }

    /// Who knows which people voted in between cannot subtract: at least five ballots lie between two
    /// results.
    #[test]
    fn what_is_shown_next_differs_by_five_ballots(
        steps in vec(step().prop_filter("axes stay", |step| !matches!(step, Step::Merge)), 1..200),
    ) {
        let mut story = morning();
        let mut ballots: BTreeMap<usize, [u8; 2]> = BTreeMap::new();
        let mut last: Option<(Value, BTreeMap<usize, [u8; 2]>)> = None;
        for step in &steps {
            let before = story.commits.len();
            story.line(&line(step));
            if let Step::Dot { voter, axis, dots } = step
                && story.commits.len() > before
            {
                ballots.entry(*voter).or_default()[*axis] = *dots;
                ballots.retain(|_, dots| *dots != [0, 0]);
            }
            let Some(now) = shown(&story) else { continue };
            match &last {
                Some((shown, _)) if *shown == now => continue,
                Some((_, then)) => {
                    let changed = (0..VOTERS.len()).filter(|voter| then.get(voter) != ballots.get(voter));
                    prop_assert!(changed.count() >= SMALL_COUNT as usize);
                }
                None => {}
            }
            prop_assert!(ballots.len() >= SMALL_COUNT as usize);
            prop_assert_eq!(&now[0], &json!(ballots.len()));
            let dots: u32 = ballots.values().flatten().map(|dots| u32::from(*dots)).sum();
            let axes = now[1].as_array().unwrap();
            let counted: u64 = axes.iter().map(|axis| axis["dots"].as_u64().unwrap()).sum();
            prop_assert_eq!(counted, u64::from(dots));
            last = Some((now, ballots.clone()));
        }
    }
}
