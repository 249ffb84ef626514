//! Commands about many things: each equals its single commands one after the other, or does nothing.

use crate::bounds::{Day, facilitator, id};
use crate::random::{NAMES, Roll, day, morning};
use crate::story::{Story, command, on_the_market, with_axes};
use forum::{Caller, decide};
use proptest::collection::vec;
use proptest::prelude::*;
use protocol::{PassId, Refusal};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Instant;

/// A word with a list, the field of the list, its single word, and the field of the one.
const TWINS: [(&str, &str, &str, &str); 7] = [
    ("attach_all", "contributions", "attach", "contribution"),
    ("detach_all", "contributions", "detach", "contribution"),
    ("confirm_all", "contributions", "confirm", "contribution"),
    ("remove_axes", "axes", "remove_axis", "axis"),
    ("open_all", "groups", "open", "group"),
    ("close_all", "groups", "close", "group"),
    ("reopen_all", "groups", "reopen", "group"),
];

fn named(name: &str) -> uuid::Uuid {
    crate::story::id(name)
}

/// Gives the orders one after the other; what came of the first that was refused.
fn give(story: &mut Story, caller: &Caller, bodies: impl IntoIterator<Item = Value>) -> Result<(), Refusal> {
    for mut body in bodies {
        body["id"] = json!(command(story.commits.len()));
        let order = serde_json::from_value(body).unwrap();
        let entry = decide(&story.state, caller, &order, story.now)?;
        story.commit(entry);
    }
    Ok(())
}

/// The state without what says in which commit something came to pass.
fn held(story: &Story) -> Value {
    let mut state = serde_json::to_value(&story.state).unwrap();
    state["changed"] = Value::Null;
    for person in state["people"].as_object_mut().unwrap().values_mut() {
        person["commands"] = Value::Null;
    }
    json!([state, story.state.texts])
}

/// The refusal itself, whichever thing it is about.
fn reason(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::OneRefused { refusal, .. } => *refusal,
        refusal => refusal,
    }
}

/// Gives all at once in one forum and one by one in another of the same morning.
fn agree(day: &[Roll], caller: &Caller, all: Value, singles: Vec<Value>) -> Result<(), TestCaseError> {
    let [mut at_once, mut one_by_one] = [(); 2].map(|()| {
        let mut story = morning();
        day.iter().for_each(|roll| drop(story.go_on(roll)));
        story
    });
    let (before, commits) = (held(&at_once), at_once.commits.len());
    let came = give(&mut at_once, caller, [all]);
    let expected = give(&mut one_by_one, caller, singles);
    match (came, expected) {
        (Ok(()), Ok(())) => {
            prop_assert!(at_once.commits.len() <= commits + 1, "one commit");
            prop_assert_eq!(held(&at_once), held(&one_by_one));
            at_once.screens.agree_with(&at_once.state);
        }
        (came, expected) => {
            prop_assert_eq!(came.map_err(reason), expected);
            prop_assert_eq!(held(&at_once), before, "what is refused changes nothing");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_list_is_its_single_commands_one_after_the_other(
        day in day(),
        (twin, axis, on) in (0..TWINS.len(), 0..3_usize, any::<bool>()),
        list in vec((0..4_usize, any::<bool>()), 1..6),
        who in 0..3_usize,
    ) {
        let (word, field, single, one) = TWINS[twin];
        let caller = match who {
            0 => Caller::Participant(protocol::ParticipantId(named("x0"))),
            _ => Caller::Facilitator(PassId(named("first"))),
        };
        let mut story = morning();
        day.iter().for_each(|roll| drop(story.go_on(roll)));
        let state = serde_json::to_value(&story.state).unwrap();
        // What the room moves at a table that is open to it, it moves one at a time.
        prop_assume!(who != 0 || state["table"] != "room" || !word.ends_with("tach_all"));
        let number = |name: &str| {
            let thing = state[field].get(named(name).to_string());
            thing.map_or_else(|| json!(99), |thing| thing["number"].clone())
        };
        let axis = named(NAMES[axis]);
        let names: Vec<_> = list.iter().map(|(name, by_number)| (NAMES[*name], *by_number)).collect();
        let wanted: Vec<_> = names
            .iter()
            .map(|(name, by_number)| if *by_number { number(name) } else { json!(named(name)) })
            .collect();
        let body = |word: &str, field: &str, value: Value| {
            json!({"do": word, "axis": axis, "on": on, "confirm": on, field: value})
        };
        let mut once = BTreeSet::new();
        let names = names.iter().map(|(name, _)| *name).filter(|name| once.insert(*name));
        let singles = names.map(|name| body(single, one, json!(named(name)))).collect();
        agree(&day, &caller, body(word, field, json!(wanted)), singles)?;
    }

    #[test]
    fn heaps_are_accepted_as_one_after_the_other(
        day in day(),
        heaps in vec((any::<bool>(), 0..4_usize, vec(0..4_usize, 1..4)), 1..5),
    ) {
        let caller = Caller::Facilitator(PassId(named("first")));
        let basis = json!({"version": 1, "seq": 1});
        let (mut all, mut singles) = (Vec::new(), Vec::new());
        for (is_new, axis, contributions) in heaps {
            let axis = named(NAMES[axis]);
            let contributions: Vec<_> = contributions.iter().map(|name| named(NAMES[*name])).collect();
            let mut heap = json!({"contributions": contributions, "basis": basis});
            let accept = json!({"do": "accept", "axis": axis, "contributions": contributions, "basis": basis});
            if is_new {
                heap["as"] = json!(axis);
                heap["name"] = json!("Tas");
                singles.push(json!({"do": "axis", "as": axis, "name": "Tas"}));
            } else {
                heap["axis"] = json!(axis);
            }
            all.push(heap);
            singles.push(accept);
        }
        agree(&day, &caller, json!({"do": "accept_all", "heaps": all}), singles)?;
    }
}

#[test]
fn one_that_is_refused_refuses_all_and_is_named() {
    let story = with_axes(
        "
        facilitator attach_all axis=a1 contributions=k2,2,1 => attached
        facilitator detach_all axis=1 contributions=2 => detached
        facilitator detach_all axis=a1 contributions=2 => nothing
        facilitator confirm_all contributions=1,k2 on=false => confirmed confirmed
        facilitator accept_all heaps=a3=Vélos:k1+2,2:1 => axis_created accepted accepted
        ana attach_all axis=a3 contributions=k1,k2 => nothing
        facilitator remove_axes axes=3,a2 => ONE_REFUSED of=3 refusal={code:IN_USE}
        facilitator remove_axes axes=3,a2,3 confirm=true => axis_removed axis_removed
        see forum axis:a1 => number=1
        see forum axis:a3 => gone
        facilitator axis as=a2 name=Rencontres
        facilitator axis as=a3 name=Vélos
        facilitator close_all groups=1 => group_closed
        facilitator reopen_all groups=g1,1,g1 => group_reopened
    ",
    );
    let refused = |who: &Caller, mut body: Value| {
        body["id"] = json!(command(999));
        decide(&story.state, who, &serde_json::from_value(body).unwrap(), story.now).map(|entry| entry.events)
    };
    let one = |of: Value, refusal: Refusal| {
        Err(Refusal::OneRefused { of: serde_json::from_value(of).unwrap(), refusal: Box::new(refusal) })
    };
    let bo = Caller::Participant(protocol::ParticipantId(named("bo")));
    let facilitator = Caller::Facilitator(PassId(named("first")));
    let a1 = named("a1");
    let nobody = json!({"do": "attach_all", "axis": a1, "contributions": [2, 77]});
    assert_eq!(refused(&facilitator, nobody), one(json!(77), Refusal::NotFound {}));
    let not_host = json!({"do": "attach_all", "axis": a1, "contributions": [named("k2")]});
    let ana = Refusal::NotHost { person: Some(protocol::ParticipantId(named("ana"))) };
    assert_eq!(refused(&bo, not_host), one(json!(named("k2")), ana));
    let written = json!({"do": "unopen", "groups": [1]});
    assert_eq!(refused(&facilitator, written), one(json!(1), Refusal::HasContributions {}));
    let basis = json!({"version": 1, "seq": 1});
    let taken = json!({"do": "accept_all", "heaps": [
        {"axis": a1, "contributions": [2], "basis": basis},
        {"as": named("a2"), "name": "A", "contributions": [1], "basis": basis},
    ]});
    assert_eq!(refused(&facilitator, taken), one(json!(named("a2")), Refusal::BadCommand {}));
}

#[test]
fn an_opening_is_taken_back_until_something_is_written() {
    on_the_market(
        "
        bo propose as=t2 title=Autre
        bo place as=g2 topic=t2 slot=s1 space=sp2
        facilitator phase phase=groups
        remember before
        facilitator open_all groups=1,g2 => group_opened group_opened
        cy enter group=g1
        cy take_pen group=g1
        cy unopen groups=g2 => ONE_REFUSED of=g2 'refusal={code:NOT_HOST person:bo}'
        cy unopen groups=g1 => group_unopened
        see forum group:g1 => state=planned posted=false scribe=Cy
        count forum group:g1 => members=1
        ana edit_topic topic=t1 title='Un car le samedi' => topic_edited
        facilitator open_all groups=1 seen=before => MOVED_ON
        facilitator open_all groups=1,2 => group_opened
        facilitator unopen groups=1,2 => group_unopened group_unopened
        facilitator unopen groups=1,2 => nothing
        facilitator open_all groups=1,2
        facilitator post group=g2
        bo unopen groups=g2 => group_unopened
        see forum group:g2 => state=planned posted=false
        cy write as=k1 group=g1 kind=need text=a
        cy retire contribution=k1
        facilitator unopen groups=2,1 => ONE_REFUSED of=1 refusal={code:HAS_CONTRIBUTIONS}
        facilitator close group=g1
        facilitator unopen groups=1 => ONE_REFUSED of=1 refusal={code:GROUP_CLOSED}
        facilitator open group=g2
        cy enter group=g2
        facilitator unplace group=g2
        facilitator unopen groups=g2 => group_unopened
        see forum group:g2 => gone
        see facilitation person:cy => group=-
    ",
    );
}

/// A day with so many contributions in one group, and two axes.
fn full(contributions: usize) -> Day {
    let mut day = Day::new();
    day.group(11);
    (0..contributions).for_each(|number| day.write(number % 11, number).unwrap());
    (0..2).for_each(|number| day.axis(number).unwrap());
    day
}

/// How long a command takes, in milliseconds, on a day of its own.
fn time(prepared: &Day, command: &Value) -> f64 {
    let mut day = prepared.clone();
    let begun = Instant::now();
    day.hear(&facilitator(), command.clone()).unwrap();
    begun.elapsed().as_secs_f64() * 1e3
}

/// Four times as many take four times as long, not sixteen times.
#[test]
#[expect(clippy::print_stdout, reason = "how long it took is for people to read")]
fn no_list_takes_a_time_that_grows_with_its_square() {
    let numbers = |count: usize| (1..=count).collect::<Vec<_>>();
    let ids = |count: usize| (0..count).map(|number| id(b'k', number)).collect::<Vec<_>>();
    let basis = json!({"version": 1, "seq": 1});
    let attach = |count| json!({"do": "attach_all", "axis": 1, "contributions": numbers(count)});
    let cases = |count: usize| {
        [
            (vec![], attach(count)),
            (vec![], json!({"do": "attach_all", "axis": 1, "contributions": ids(count)})),
            (vec![attach(count)], json!({"do": "detach_all", "axis": 1, "contributions": numbers(count)})),
            (vec![attach(count)], json!({"do": "remove_axes", "axes": [1, 2], "confirm": true})),
            (vec![attach(count)], json!({"do": "confirm_all", "contributions": numbers(count), "on": false})),
            (
                vec![],
                json!({"do": "accept", "axis": id(b'a', 0), "contributions": ids(count), "basis": basis}),
            ),
            (
                vec![],
                json!({"do": "accept_all", "heaps": [
                    {"as": id(b'a', 8), "name": "A", "contributions": numbers(count), "basis": basis},
                    {"as": id(b'a', 9), "name": "B", "contributions": ids(count), "basis": basis},
                ]}),
            ),
            (
                vec![attach(count)],
                json!({"do": "split_axis", "as": id(b'a', 9), "axis": 1, "name": "A",
                "contributions": numbers(count)}),
            ),
            (vec![attach(count)], json!({"do": "merge_axes", "axis": id(b'a', 0), "into": id(b'a', 1)})),
            (vec![attach(count)], json!({"do": "remove_axis", "axis": id(b'a', 0), "confirm": true})),
        ]
    };
    let (few, many) = (1_250, 5_000);
    let (some, all) = (full(few), full(many));
    let mut wrong = Vec::new();
    for ((before, small), (before_all, large)) in cases(few).into_iter().zip(cases(many)) {
        let prepared = |start: &Day, steps: Vec<Value>| {
            let mut day = start.clone();
            steps.into_iter().for_each(|step| day.prepare(step));
            day
        };
        let (some, all) = (prepared(&some, before), prepared(&all, before_all));
        // The shortest of a few, taken in turns: others are at work on this machine.
        let (mut short, mut long) = (f64::MAX, f64::MAX);
        for turn in 0..40 {
            short = short.min(time(&some, &small));
            long = long.min(time(&all, &large));
            if turn >= 2 && long <= 10.0 * short {
                break;
            }
        }
        println!("{}: {few} in {short:.1} ms, {many} in {long:.1} ms", large["do"]);
        if long > 10.0 * short {
            wrong.push(format!("{}: {short:.1} ms, {long:.1} ms", large["do"]));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
