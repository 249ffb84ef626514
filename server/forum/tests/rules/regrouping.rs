//! Before and after of every regrouping.

use crate::random::{day, morning};
use crate::story::{Story, id, with_axes};
use forum::{State, export, regroupings};
use proptest::prelude::*;
use protocol::ContributionId;
use protocol::entity::Outcome;
use protocol::http::{AxisChange, AxisStood, By, Place, Regrouped, Regrouping, Regroupings};
use protocol::limits::REGROUPINGS_MAX;
use std::collections::BTreeMap;

fn told(story: &Story, before: Option<u32>) -> Regroupings {
    regroupings(State::default(), &story.commits, before)
}

/// The regroupings of these steps, oldest first.
fn of(steps: &str) -> Vec<Regrouping> {
    let begun = told(&with_axes(""), None).list.len();
    let mut list = told(&with_axes(steps), None).list;
    list.reverse();
    list.split_off(begun)
}

fn place(axes: &[&str], outcome: Option<Outcome>) -> Place {
    Place { axes: axes.iter().map(|axis| Some((*axis).to_owned())).collect(), outcome }
}

fn stood(name: &str, contributions: u32) -> Option<AxisStood> {
    Some(AxisStood { name: Some(name.to_owned()), contributions })
}

/// Where contributions were, where they are, and which.
fn moves(one: &Regrouping) -> Vec<(Place, Place, Vec<ContributionId>)> {
    one.moves.iter().map(|moved| (moved.before.clone(), moved.after.clone(), moved.some.clone())).collect()
}

#[test]
fn each_says_who_what_and_how_it_lay_before_and_after() {
    let list = of("
        facilitator attach axis=a2 contribution=k1
        facilitator rename_axis axis=a2 name='Vivre ici'
        facilitator outcome contributions=k1,k2 outcome=not_attached
        facilitator set_forum table=room
        cy attach axis=a2 contribution=k2
        facilitator confirm contribution=k2 on=true
        facilitator merge_axes axis=a2 into=a1
        facilitator remove_axis axis=a1 confirm=true
        facilitator duplicate contribution=k2 of=k1
    ");
    let [k1, k2] = ["k1", "k2"].map(|name| ContributionId(id(name)));
    let [attached, renamed, aside, by_cy, merged, removed, duplicate] = list.as_slice() else {
        panic!("{list:?}")
    };
    assert_eq!(attached.what, Regrouped::Attached);
    assert_eq!(attached.axes, [AxisChange { before: stood("Rencontres", 1), after: stood("Rencontres", 2) }]);
    let both = place(&["Transports", "Rencontres"], None);
    assert_eq!(moves(attached), [(place(&["Transports"], None), both, vec![k1])]);
    assert_eq!(attached.by, By::Facilitator(None));
    assert_eq!(renamed.axes, [AxisChange { before: stood("Rencontres", 2), after: stood("Vivre ici", 2) }]);
    assert_eq!(aside.what, Regrouped::OutcomeSet);
    let nowhere = place(&[], Some(Outcome::NotAttached));
    assert_eq!(
        moves(aside),
        [
            (place(&["Transports", "Vivre ici"], None), nowhere.clone(), vec![k1]),
            (place(&["Vivre ici"], None), nowhere.clone(), vec![k2]),
        ],
    );
    assert!(matches!(&by_cy.by, By::Person(person) if person.name == "Cy"), "{by_cy:?}");
    assert_eq!(moves(by_cy), [(nowhere, place(&["Vivre ici"], None), vec![k2])]);
    assert_eq!(merged.what, Regrouped::AxesMerged);
    assert_eq!(merged.axes.len(), 2, "{merged:?}");
    assert!(merged.axes.contains(&AxisChange { before: stood("Vivre ici", 1), after: None }), "{merged:?}");
    assert!(
        merged.axes.contains(&AxisChange { before: stood("Transports", 0), after: stood("Transports", 1) })
    );
    assert_eq!(moves(removed), [(place(&["Transports"], None), Place::default(), vec![k2])]);
    let again = place(&[], Some(Outcome::DuplicateOf(k1)));
    assert_eq!(moves(duplicate), [(Place::default(), again, vec![k2])]);
    assert!(list.windows(2).all(|two| two[1].number == two[0].number + 1), "numbers are dense: {list:?}");
}

#[test]
fn names_that_were_erased_are_in_none() {
    let story = with_axes(
        "
        facilitator set_forum table=room
        cy attach axis=a2 contribution=k1
        ana axis as=a3 name='Se voir'
        facilitator remove_person person=ana erase=true
        facilitator remove_person person=cy erase=true
    ",
    );
    let erased =
        story.commits.iter().flat_map(|commit| &commit.entries).flat_map(|entry| entry.erased.clone());
    let erased: Vec<_> = erased.collect();
    // As the log gives commits whose words were erased.
    let mut commits = story.commits.clone();
    for entry in commits.iter_mut().flat_map(|commit| &mut commit.entries) {
        for (text, words) in &mut entry.texts {
            if erased.contains(text) {
                *words = forum::Text::Hash("0".repeat(64));
            }
        }
    }
    let told = regroupings(State::default(), &commits, None);
    let json = serde_json::to_string(&told).unwrap();
    assert!(!json.contains("Cy") && !json.contains("Ana") && !json.contains("Se voir"), "{json}");
    assert_eq!(
        told.list[0].axes,
        [AxisChange { before: None, after: Some(AxisStood { name: None, contributions: 0 }) }]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Page after page all are told once, and what was told last of a contribution is how it lies.
    #[test]
    fn pages_hold_each_once_and_end_where_the_forum_is(day in day()) {
        let mut story = morning();
        for roll in &day {
            story.go_on(roll);
        }
        let (mut all, mut before) = (Vec::new(), None);
        loop {
            let page = told(&story, before);
            prop_assert!(page.list.len() <= REGROUPINGS_MAX);
            all.extend(page.list);
            before = page.before;
            if before.is_none() {
                break;
            }
        }
        all.reverse();
        let numbers: Vec<u32> = all.iter().map(|one| one.number).collect();
        prop_assert_eq!(numbers, (1..=all.len() as u32).collect::<Vec<_>>());
        let moved = all.iter().flat_map(|one| &one.moves);
        let places = moved.flat_map(|moved| moved.some.iter().map(|id| (*id, moved.after.axes.len())));
        let last: BTreeMap<_, _> = places.collect();
        for contribution in export(&story.state, 1).contributions.iter().filter(|it| it.text.is_some()) {
            let told = last.get(&contribution.id).copied().unwrap_or_default();
            prop_assert_eq!(told, contribution.axes.len(), "{:?}", contribution.id);
        }
    }
}
