//! Who may do what and when: the golden table of the rules, walked over real sockets. Commands speak
//! of things that do not exist wherever they can, so that what is said shows the rule and not the thing.

use protocol::command::WORDS;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;
use tests::phone::{Phone, new_id, new_token};
use tests::room::Person;
use tests::{Room, Server};

/// What comes last, since it changes what the others meet.
const LAST: [&str; 6] = ["seal_vote", "close_vote", "phase", "revoke", "reopen_forum", "end"];

pub(crate) fn body(word: &str, phase: &str) -> Value {
    let mut fields = match word {
        "create_forum" => json!({"as": new_id(), "question": "Q", "language": "fr"}),
        "set_forum" => json!({"dots": 5}),
        "set_logos" => json!({"logos": []}),
        "phase" => json!({"phase": phase}),
        "open_door" | "close_door" | "end" | "reopen_forum" | "open_vote" | "close_vote" | "seal_vote"
        | "choose_college" | "leave" | "reopen_sorting" | "close_sorting" => json!({}),
        "add_slot" => json!({"as": new_id(), "label": "A", "start": "09:00", "end": "10:00"}),
        "add_space" | "add_college" => json!({"as": new_id(), "label": "A"}),
        "set_slot" | "remove_slot" => json!({"slot": new_id()}),
        "set_space" | "remove_space" => json!({"space": new_id()}),
        "set_college" => json!({"college": new_id(), "label": "A"}),
        "remove_college" => json!({"college": new_id()}),
        "add_facilitator" | "add_projector" => json!({"as": new_id(), "label": "A", "token": new_token()}),
        "revoke" => json!({"pass": new_id()}),
        "join" => json!({"as": new_id(), "name": "A", "token": new_token()}),
        "come_back" => json!({"recovery": "ABCDEFGH", "token": new_token()}),
        "rename" => json!({"name": "A"}),
        "name_in_book" => json!({"on": true}),
        "remove_person" => json!({"person": new_id()}),
        "propose" => json!({"as": new_id(), "title": "A"}),
        "edit_topic" | "announce" | "leave_queue" | "return_to_queue" | "withdraw" => {
            json!({"topic": new_id()})
        }
        // After the end an interest can still be taken back.
        "interest" => json!({"topic": new_id(), "on": false}),
        "reorder_queue" => json!({"topics": [new_id()]}),
        "place" => json!({"as": new_id(), "topic": new_id(), "slot": new_id(), "space": new_id()}),
        "move" => json!({"group": new_id(), "slot": new_id(), "space": new_id()}),
        "unplace" | "open" | "enter" | "take_pen" | "close" | "reopen" | "post" => json!({"group": new_id()}),
        "open_all" | "unopen" | "close_all" | "reopen_all" => json!({"groups": []}),
        "hand_pen" => json!({"group": new_id(), "to": new_id()}),
        "write" => json!({"as": new_id(), "group": new_id(), "kind": "idea", "text": "A"}),
        "edit" => json!({"contribution": new_id(), "text": "A"}),
        "retire" | "support" => json!({"contribution": new_id()}),
        "disagree" => json!({"as": new_id(), "about": {"axis": new_id()}, "text": "A"}),
        "axis" => json!({"as": new_id(), "name": "A"}),
        "rename_axis" => json!({"axis": new_id(), "name": "A"}),
        "remove_axis" => json!({"axis": new_id()}),
        "remove_axes" => json!({"axes": []}),
        "attach" | "detach" => json!({"axis": new_id(), "contribution": new_id()}),
        "attach_all" | "detach_all" => json!({"axis": new_id(), "contributions": [1]}),
        "confirm_all" => json!({"contributions": []}),
        "accept_all" => json!({"heaps": []}),
        "confirm" => json!({"contribution": new_id()}),
        "accept" => json!({"axis": new_id(), "contributions": [new_id()], "basis": {"version": 1, "seq": 1}}),
        "decline" => json!({"axis": new_id(), "contribution": new_id()}),
        "decline_alike" => json!({"contribution": new_id(), "with": new_id()}),
        "merge_axes" => json!({"axis": new_id(), "into": new_id()}),
        "split_axis" => json!({"as": new_id(), "axis": new_id(), "name": "A", "contributions": []}),
        "outcome" => json!({"contributions": [], "outcome": null}),
        "duplicate" => json!({"contribution": new_id(), "of": new_id()}),
        "duplicate_all" => json!({"contributions": [], "of": null}),
        "dot" => json!({"axis": new_id(), "dots": 1}),
        new => panic!("{new} is a new word: say here what it needs, and look at the table"),
    };
    fields["do"] = json!(word);
    fields
}

/// A phone of this role.
async fn phone(room: &Room, role: &str) -> Phone {
    let token = new_token();
    let pass = |word: &str| json!({"do": word, "as": new_id(), "label": "A", "token": token});
    match role {
        "facilitator" => return room.facilitator(&[]).await,
        "participant" => return room.phone(&room.join("A").await, &[]).await,
        "participant_at_table" => {
            let open = json!({"do": "set_forum", "table": "room"});
            room.facilitator(&[]).await.order(open).await.expect("the table is the room's");
            return room.phone(&room.join("A").await, &[]).await;
        }
        "co_facilitator" => room.facilitator(&[]).await.order(pass("add_facilitator")).await,
        _ => room.facilitator(&[]).await.order(pass("add_projector")).await,
    }
    .expect("the pass is added");
    let (phone, welcome) = Phone::hello(room.address, &room.forum, &token).await;
    assert_eq!(welcome["role"], role);
    phone
}

const MOMENTS: [&str; 12] = [
    "welcome",
    "opening",
    "marketplace",
    "groups",
    "reading",
    "priorities",
    "actions",
    "closing",
    "door_closed",
    "vote_open",
    "vote_closed",
    "ended",
];

/// Brings the forum to this moment; the phase in which it then is.
async fn reach<'a>(room: &Room, moment: &'a str) -> &'a str {
    let mut facilitator = room.facilitator(&[]).await;
    let phase = match moment {
        "vote_open" | "vote_closed" => {
            open_vote(room, &mut facilitator).await;
            "priorities"
        }
        "ended" | "door_closed" => "priorities",
        phase => phase,
    };
    facilitator.order(json!({"do": "phase", "phase": phase})).await.expect("the phase is set");
    let last = match moment {
        "vote_closed" => "close_vote",
        "ended" => "end",
        "door_closed" => "close_door",
        _ => return phase,
    };
    facilitator.order(json!({"do": last})).await.expect("done");
    phase
}

async fn open_vote(room: &Room, facilitator: &mut Phone) {
    let mut person = room.phone(&room.join("B").await, &[]).await;
    facilitator.order(json!({"do": "phase", "phase": "groups"})).await.expect("the phase is set");
    let group = room.place(facilitator, &mut person, "B", (0, 0)).await;
    facilitator.order(json!({"do": "open", "group": group})).await.expect("opened");
    person.order(json!({"do": "enter", "group": group})).await.expect("entered");
    for _ in 0..2 {
        let [axis, contribution] = [new_id(), new_id()];
        let write = json!({"do": "write", "as": contribution, "group": group, "kind": "idea", "text": "B"});
        person.order(write).await.expect("written");
        facilitator.order(json!({"do": "axis", "as": axis, "name": "B"})).await.expect("named");
        let attach = json!({"do": "attach", "axis": axis, "contribution": contribution});
        facilitator.order(attach).await.expect("attached");
    }
    facilitator.order(json!({"do": "phase", "phase": "priorities"})).await.expect("the phase is set");
    facilitator.order(json!({"do": "open_vote"})).await.expect("opened");
}

/// The golden table of the rules: role, command and moment, and what is said then.
fn table() -> BTreeMap<(String, String, &'static str), String> {
    let text = include_str!("../../server/forum/tests/golden/permissions.txt");
    let mut table = BTreeMap::new();
    for line in text.lines() {
        let (who, outcomes) = line.split_once(": ").expect("a row has outcomes");
        let (role, word) = who.split_once(' ').expect("a row has a role and a command");
        let mut outcomes = outcomes.split(", ");
        let mostly = outcomes.next().expect("a row has an outcome");
        let row = MOMENTS.map(|moment| (moment, mostly.to_owned()));
        let mut row = BTreeMap::from(row);
        for other in outcomes {
            let (code, moments) = other.split_once(" in ").expect("an exception has its moments");
            for moment in moments.split(' ') {
                let known = row.iter_mut().find(|(known, _)| **known == moment);
                code.clone_into(known.unwrap_or_else(|| panic!("{moment} is a new moment")).1);
            }
        }
        table
            .extend(row.into_iter().map(|(moment, code)| ((role.to_owned(), word.to_owned(), moment), code)));
    }
    table
}

/// What is said to somebody who may, about things that do not exist.
const ALLOWED: [&str; 5] = ["done", "NOT_FOUND", "NOT_HOST", "BAD_COMMAND", "AXIS_WITHOUT_SOURCE"];

/// What is said to this command; haste is waited out.
async fn outcome(phone: &mut Phone, command: Value) -> String {
    loop {
        let Err(refusal) = phone.order(command.clone()).await else { return "done".to_owned() };
        match refusal["ms"].as_u64() {
            Some(ms) => tokio::time::sleep(Duration::from_millis(ms)).await,
            None => return refusal["code"].as_str().unwrap_or("?").to_owned(),
        }
    }
}

#[tokio::test]
async fn who_may_do_what_and_when() {
    let table = table();
    let server = Server::start();
    let mut words: Vec<&str> = WORDS.iter().map(|(word, ..)| *word).collect();
    words.sort_by_key(|word| LAST.iter().position(|last| last == word));
    let mut wrong = Vec::new();
    for role in ["facilitator", "co_facilitator", "participant", "participant_at_table", "projector"] {
        for moment in MOMENTS {
            let room = Room::new(&server).await;
            let mut phone = phone(&room, role).await;
            let phase = reach(&room, moment).await;
            for word in &words {
                let row = (role.trim_start_matches("co_").to_owned(), (*word).to_owned(), moment);
                let Some(wanted) = table.get(&row) else {
                    assert!(role.ends_with("at_table"), "{row:?} is in the table");
                    continue; // it is as in the row of the role
                };
                let outcome = outcome(&mut phone, body(word, phase)).await;
                let is_vote = ["seal_vote", "close_vote"].contains(word)
                    && ["VOTE_NOT_OPEN", "VOTE_OPEN"].contains(&&*outcome);
                let fits = match &**wanted {
                    "allowed" => is_vote || ALLOWED.contains(&&*outcome),
                    code => outcome == code,
                };
                if !fits {
                    wrong.push(format!("{role} {word} in {moment}: {wanted} is agreed, {outcome} was said"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A newcomer has no socket: the doors are on HTTP.
#[tokio::test]
async fn who_may_come_in_and_when() {
    let table = table();
    let server = Server::start();
    for moment in MOMENTS {
        let room = Room::new(&server).await;
        reach(&room, moment).await;
        let person = Person { id: new_id(), token: new_token() };
        let joined = room.ask_to_join(&person, "A", json!({})).await;
        let wanted = &table[&("newcomer".to_owned(), "join".to_owned(), moment)];
        let said = joined.refused().unwrap_or_else(|| "allowed".to_owned());
        assert_eq!(said, *wanted, "{moment}: {joined:?}");
    }
}
