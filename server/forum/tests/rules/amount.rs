//! What a command sends: never much more than itself, whatever stands beside what it changes.

use crate::bounds::{Day, facilitator, id, person, token};
use crate::logo::{logo, png};
use forum::{Audience, Caller, decide, view};
use protocol::Key;
use protocol::command::WORDS;
use protocol::entity::Change;
use protocol::limits::*;
use protocol::message::{Changes, ServerMessage};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use subject::Subject;

/// Each command may send a screen so much, and four times its own bytes: a text comes to three scopes.
const BYTES: usize = 2 * 1024;

/// What changes many things at once sends a list of them; beyond a frame's bound screens load instead.
const LISTS: [(&str, &str); 19] = [
    ("accept", "the contributions named, with their words where they did not show before"),
    ("accept_all", "as `accept`"),
    ("attach", "the words of what comes under an axis, where they did not show before"),
    ("attach_all", "the contributions named, with their words where they did not show before"),
    ("close_all", "the groups named"),
    ("confirm_all", "the contributions named"),
    ("detach_all", "the contributions named"),
    ("duplicate_all", "the contributions named"),
    ("end", "the groups that close"),
    ("open_all", "the groups named"),
    ("outcome", "the contributions named"),
    ("merge_axes", "the contributions that stood under the axis"),
    ("reopen_all", "the groups named"),
    ("remove_person", "what the person proposed, wrote and supported"),
    ("reorder_queue", "the topics named"),
    ("remove_axis", "the contributions that stood under the axis"),
    ("remove_axes", "as `remove_axis`"),
    ("split_axis", "the contributions named, with their words where they did not show before"),
    ("unopen", "the groups named"),
];

/// As many signs as fit, each of four bytes.
fn long(signs: usize) -> String {
    "\u{1F41D}".repeat(signs)
}

/// A day in which everything that can be long is long, and one person hosts as much as a share allows.
fn day() -> Day {
    let (name, title, question) =
        (long(NAME_CHARACTERS_MAX), long(TITLE_CHARACTERS_MAX), long(QUESTION_CHARACTERS_MAX));
    let text = long(TEXT_CHARACTERS_MAX);
    let mut day = Day::new();
    let territory: Vec<_> = (0..TERRITORY_MAX).map(|_| &name).collect();
    let wifi = json!({"name": long(WIFI_NAME_BYTES_MAX / 4), "password": long(15)});
    day.prepare(json!({"do": "set_forum", "question": question, "territory": territory, "wifi": wifi}));
    day.prepare(json!({"do": "add_college", "as": id(b'c', 0), "label": name}));
    day.prepare(json!({"do": "add_college", "as": id(b'c', 1), "label": name}));
    day.prepare(json!({"do": "add_projector", "as": id(b'p', 1), "label": name, "token": token(100)}));
    day.wall(2, SPACES_MAX);
    day.prepare(json!({"do": "phase", "phase": "groups"}));
    for number in 0..3 {
        day.join(number).unwrap();
        day.give(
            &person(number),
            json!({"do": "rename", "name": format!("{number}{}", long(NAME_CHARACTERS_MAX - 1))}),
        )
        .unwrap();
    }
    for number in 0..TOPICS_PER_PERSON as usize {
        let propose = json!({"do": "propose", "as": id(b't', number), "title": title, "question": question});
        day.give(&person(0), propose).unwrap();
        let place = json!({"do": "place", "as": id(b'g', number), "topic": id(b't', number),
            "slot": id(b's', 0), "space": id(b'e', number), "confirm": true});
        day.give(&person(0), place).unwrap();
    }
    for number in 0..10 {
        day.prepare(json!({"do": "open", "group": id(b'g', number)}));
    }
    for number in 0..3 {
        day.give(&person(number), json!({"do": "enter", "group": id(b'g', 0)})).unwrap();
    }
    day.give(&person(0), json!({"do": "take_pen", "group": id(b'g', 0)})).unwrap();
    day.prepare(json!({"do": "post", "group": id(b'g', 0)}));
    for number in 0..6 {
        let write = json!({"do": "write", "as": id(b'k', number), "group": id(b'g', 0), "kind": "need", "text": text});
        day.give(&person(1), write).unwrap();
    }
    for edit in 1..WORDINGS_MAX - 1 {
        let text = format!("{edit:02}{}", long(TEXT_CHARACTERS_MAX - 2));
        day.give(&person(1), json!({"do": "edit", "contribution": id(b'k', 0), "text": text})).unwrap();
    }
    for number in 0..3 {
        day.prepare(json!({"do": "axis", "as": id(b'a', number), "name": format!("{number}{}", long(TITLE_CHARACTERS_MAX - 1))}));
        day.prepare(json!({"do": "attach", "axis": id(b'a', number), "contribution": id(b'k', number)}));
    }
    day.prepare(json!({"do": "attach", "axis": id(b'a', 1), "contribution": id(b'k', 0)}));
    day.prepare(
        json!({"do": "add_slot", "as": id(b's', 9), "label": name, "start": "20:00", "end": "21:00"}),
    );
    for number in 0..20 {
        let about = json!({"contribution": id(b'k', 0)});
        let disagree = json!({"do": "disagree", "as": id(b'd', number), "about": about, "text": text});
        day.give(&person(2), disagree).unwrap();
    }
    day
}

/// Who gives a command, what stands before it, and a command that does something.
type Example = (Caller, Vec<(Caller, Value)>, Value);

/// An example for each word.
fn examples() -> BTreeMap<&'static str, Example> {
    let (host, writer, reader) = (person(0), person(1), person(2));
    let f = facilitator();
    let title = long(TITLE_CHARACTERS_MAX);
    let vote = || vec![(facilitator(), json!({"do": "open_vote"}))];
    let dot = json!({"do": "dot", "axis": id(b'a', 0), "dots": 2});
    let basis = json!({"version": 1, "seq": 1});
    let (t, g, k, a) = (id(b't', 0), id(b'g', 0), id(b'k', 0), id(b'a', 0));
    let k2 = id(b'k', 2);
    let rest = json!([4, 5, 6]);
    let aside =
        || (facilitator(), json!({"do": "outcome", "contributions": rest, "outcome": "not_attached"}));
    let free = json!({"slot": id(b's', 1), "space": id(b'e', 0)});
    let closed = || vec![(facilitator(), json!({"do": "close", "group": g}))];
    let now = Vec::new;
    BTreeMap::from([
        ("set_forum", (f.clone(), now(), json!({"dots": 7, "topics_per_person": 30}))),
        (
            "set_logos",
            (f.clone(), now(), json!({"logos": [logo(&long(NAME_CHARACTERS_MAX), &png(9, 9, false))]})),
        ),
        ("phase", (f.clone(), now(), json!({"phase": "reading"}))),
        ("open_door", (f.clone(), vec![(facilitator(), json!({"do": "close_door"}))], json!({}))),
        ("close_door", (f.clone(), now(), json!({}))),
        ("end", (f.clone(), now(), json!({}))),
        ("reopen_forum", (f.clone(), vec![(facilitator(), json!({"do": "end"}))], json!({}))),
        (
            "add_slot",
            (f.clone(), now(), json!({"as": id(b's', 5), "label": "a", "start": "18:00", "end": "19:00"})),
        ),
        ("set_slot", (f.clone(), now(), json!({"slot": id(b's', 9), "start": "20:30"}))),
        ("remove_slot", (f.clone(), now(), json!({"slot": id(b's', 9)}))),
        (
            "add_space",
            (
                f.clone(),
                vec![(facilitator(), json!({"do": "remove_space", "space": id(b'e', 50)}))],
                json!({"as": id(b'e', 500), "label": "a"}),
            ),
        ),
        ("set_space", (f.clone(), now(), json!({"space": id(b'e', 3), "places": 7}))),
        ("remove_space", (f.clone(), now(), json!({"space": id(b'e', 50)}))),
        ("add_college", (f.clone(), now(), json!({"as": id(b'c', 5), "label": "a"}))),
        ("set_college", (f.clone(), now(), json!({"college": id(b'c', 0), "label": "a"}))),
        ("remove_college", (f.clone(), now(), json!({"college": id(b'c', 0)}))),
        (
            "add_facilitator",
            (f.clone(), now(), json!({"as": id(b'p', 5), "label": "a", "token": token(101)})),
        ),
        ("add_projector", (f.clone(), now(), json!({"as": id(b'p', 5), "label": "a", "token": token(101)}))),
        ("revoke", (f.clone(), now(), json!({"pass": id(b'p', 1)}))),
        ("join", (Caller::Newcomer, now(), json!({"as": id(b'h', 9), "name": "A", "token": token(9)}))),
        ("come_back", (Caller::Newcomer, now(), json!({"recovery": "ABCD2345", "token": token(10)}))),
        ("rename", (host.clone(), now(), json!({"name": "A"}))),
        ("choose_college", (host.clone(), now(), json!({"college": id(b'c', 1)}))),
        ("name_in_book", (host.clone(), now(), json!({"on": true}))),
        ("remove_person", (f.clone(), now(), json!({"person": id(b'h', 1), "erase": true}))),
        ("propose", (writer.clone(), now(), json!({"as": id(b't', 900), "title": "a"}))),
        ("edit_topic", (host.clone(), now(), json!({"topic": id(b't', 15), "title": "a"}))),
        ("announce", (host.clone(), now(), json!({"topic": t}))),
        ("leave_queue", (host.clone(), now(), json!({"topic": t}))),
        (
            "return_to_queue",
            (
                host.clone(),
                vec![(host.clone(), json!({"do": "leave_queue", "topic": t}))],
                json!({"topic": t}),
            ),
        ),
        ("reorder_queue", (f.clone(), now(), json!({"topics": [id(b't', 9)]}))),
        ("withdraw", (host.clone(), now(), json!({"topic": id(b't', 15)}))),
        ("interest", (reader.clone(), now(), json!({"topic": t}))),
        (
            "place",
            (
                host.clone(),
                now(),
                json!({"as": id(b'g', 900), "topic": t, "slot": free["slot"], "space": free["space"], "confirm": true}),
            ),
        ),
        (
            "move",
            (
                host.clone(),
                now(),
                json!({"group": id(b'g', 1), "slot": free["slot"], "space": free["space"], "confirm": true}),
            ),
        ),
        ("unplace", (host.clone(), now(), json!({"group": id(b'g', 15)}))),
        ("open", (reader.clone(), now(), json!({"group": id(b'g', 15)}))),
        ("open_all", (reader.clone(), now(), json!({"groups": [16, id(b'g', 16)]}))),
        ("unopen", (host.clone(), now(), json!({"groups": [2, 3]}))),
        ("enter", (host.clone(), now(), json!({"group": id(b'g', 1)}))),
        ("leave", (host.clone(), now(), json!({}))),
        ("take_pen", (writer.clone(), vec![(host.clone(), json!({"do": "leave"}))], json!({"group": g}))),
        ("hand_pen", (host.clone(), now(), json!({"group": g, "to": id(b'h', 1)}))),
        ("close", (host.clone(), now(), json!({"group": g}))),
        ("close_all", (host.clone(), now(), json!({"groups": [1, 2]}))),
        ("reopen_all", (host.clone(), closed(), json!({"groups": [1]}))),
        ("reopen", (host.clone(), closed(), json!({"group": g}))),
        ("post", (f.clone(), now(), json!({"group": id(b'g', 1)}))),
        (
            "write",
            (writer.clone(), now(), json!({"as": id(b'k', 900), "group": g, "kind": "idea", "text": "a"})),
        ),
        ("edit", (writer.clone(), now(), json!({"contribution": k, "text": "a"}))),
        ("retire", (writer.clone(), now(), json!({"contribution": k}))),
        ("support", (reader.clone(), now(), json!({"contribution": k}))),
        (
            "disagree",
            (
                reader.clone(),
                now(),
                json!({"as": id(b'k', 900), "about": {"axis": a}, "text": long(TEXT_CHARACTERS_MAX)}),
            ),
        ),
        ("axis", (f.clone(), now(), json!({"as": id(b'a', 9), "name": title}))),
        ("rename_axis", (f.clone(), now(), json!({"axis": a, "name": "a"}))),
        ("remove_axis", (f.clone(), now(), json!({"axis": id(b'a', 2), "confirm": true}))),
        ("remove_axes", (f.clone(), now(), json!({"axes": [id(b'a', 2), 1], "confirm": true}))),
        ("attach", (f.clone(), now(), json!({"axis": id(b'a', 2), "contribution": k}))),
        ("attach_all", (f.clone(), now(), json!({"axis": 3, "contributions": [1, 2]}))),
        ("detach_all", (f.clone(), now(), json!({"axis": 1, "contributions": [1]}))),
        ("confirm_all", (f.clone(), now(), json!({"contributions": [1, 2], "on": false}))),
        ("detach", (f.clone(), now(), json!({"axis": a, "contribution": k}))),
        ("confirm", (f.clone(), now(), json!({"contribution": k, "on": false}))),
        ("accept", (f.clone(), now(), json!({"axis": a, "contributions": [id(b'k', 5)], "basis": basis}))),
        (
            "accept_all",
            (
                f.clone(),
                now(),
                json!({"heaps": [{"as": id(b'a', 9), "name": title, "contributions": [6], "basis": basis}]}),
            ),
        ),
        ("decline", (f.clone(), now(), json!({"axis": id(b'a', 2), "contribution": k}))),
        ("decline_alike", (f.clone(), now(), json!({"contribution": k, "with": id(b'k', 1)}))),
        ("merge_axes", (f.clone(), now(), json!({"axis": a, "into": id(b'a', 2)}))),
        (
            "split_axis",
            (f.clone(), now(), json!({"as": id(b'a', 9), "axis": a, "name": "a", "contributions": [k]})),
        ),
        ("outcome", (f.clone(), now(), json!({"contributions": [1, k2], "outcome": "not_attached"}))),
        ("duplicate", (f.clone(), now(), json!({"contribution": k2, "of": k}))),
        ("duplicate_all", (f.clone(), now(), json!({"contributions": [k2, 6], "of": 1}))),
        ("close_sorting", (f.clone(), vec![aside()], json!({}))),
        (
            "reopen_sorting",
            (f.clone(), vec![aside(), (facilitator(), json!({"do": "close_sorting"}))], json!({})),
        ),
        ("open_vote", (f.clone(), now(), json!({}))),
        ("dot", (reader.clone(), vote(), dot.clone())),
        ("close_vote", (f.clone(), vote(), json!({}))),
        (
            "seal_vote",
            (f.clone(), [vote(), vec![(facilitator(), json!({"do": "close_vote"}))]].concat(), json!({})),
        ),
    ])
}

/// The largest sum of bytes that one screen hears: all follow the forum, and one group and one axis beside
/// what is theirs.
fn heard(day: &mut Day, sent: impl FnOnce(&mut Day)) -> usize {
    day.state.take_touched();
    sent(day);
    let mut touched: BTreeMap<Audience, Vec<Key>> = BTreeMap::new();
    for (audience, key) in day.state.take_touched() {
        touched.entry(audience).or_default().push(key);
    }
    let bytes = |(audience, keys): (&Audience, &Vec<Key>)| {
        let change = |key: &Key| match view(&day.state, *audience, *key) {
            Some(entity) => Change::Put(entity),
            None => Change::Remove(*key),
        };
        let changes = keys.iter().map(change).collect();
        let message = ServerMessage::Changes(
            serde_json::from_value::<Changes>(json!({
                "scope": protocol::Scope::from(*audience), "seq": 1_000, "head": "00000000", "changes": []
            }))
            .map(|empty| Changes { changes, ..empty })
            .unwrap(),
        );
        (*audience, serde_json::to_string(&message).unwrap().len())
    };
    let sizes: BTreeMap<_, _> = touched.iter().map(bytes).collect();
    let largest = |fits: fn(&Audience) -> bool| {
        sizes.iter().filter(|(audience, _)| fits(audience)).map(|(_, bytes)| *bytes).max().unwrap_or(0)
    };
    largest(|it| matches!(it, Audience::Forum))
        + largest(|it| matches!(it, Audience::Group(_)))
        + largest(|it| matches!(it, Audience::Axis(_)))
        + largest(|it| matches!(it, Audience::Own(_) | Audience::Facilitation))
}

#[test]
fn no_command_sends_a_screen_much_more_than_itself() {
    let start = day();
    let examples = examples();
    let mut wrong = Vec::new();
    for (word, ..) in WORDS {
        if *word == "create_forum" {
            continue; // nobody follows a forum that does not exist
        }
        let (caller, before, mut command) =
            examples.get(word).unwrap_or_else(|| panic!("{word} has an example")).clone();
        let mut day = start.clone();
        for (caller, step) in before {
            day.give(&caller, step).unwrap();
        }
        if *word == "come_back" {
            continue; // it changes nothing that shows
        }
        command["do"] = json!(word);
        command["id"] = json!(id(b'o', 1));
        let bytes = json!({ "command": command }).to_string().len();
        let heard = heard(&mut day, |day| {
            let order = serde_json::from_value(command.clone()).unwrap();
            let mut entry = decide(&day.state, &caller, &order, day.now)
                .unwrap_or_else(|refusal| panic!("{word}: {refusal:?}"));
            assert!(!entry.events.is_empty(), "{word} does something");
            let mut bytes = (0..=u8::MAX).cycle();
            day.state.draw(&mut entry, &mut || bytes.next().unwrap());
            day.apply(&entry);
        });
        let listed = LISTS.iter().any(|(list, _)| list == word);
        if !listed && heard > BYTES + 4 * bytes {
            wrong.push(format!("{word} of {bytes} bytes sends {heard}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_rename_sends_one_name_however_much_its_person_hosts() {
    let mut day = day();
    let rename = |name: &str| json!({"do": "rename", "name": name});
    let host = heard(&mut day, |day| day.hear(&person(0), rename("A")).unwrap());
    let guest = heard(&mut day, |day| day.hear(&person(2), rename("A")).unwrap());
    assert!(host <= guest + 250, "{host} against {guest}");
}
