//! Who may do what and when, walked over real sockets: role × command × phase, in one golden table.
//! Commands speak of things that do not exist wherever they can: `NOT_FOUND` means that the role may
//! do it, so the table shows the rule and not the thing.

use protocol::command::{Phase, WORDS};
use serde_json::{Value, json};
use std::fmt::Write;
use tests::phone::{Phone, new_id, new_token};
use tests::{Room, Server};

const ROLES: [&str; 4] = ["facilitator", "co_facilitator", "participant", "projector"];

/// What comes last, since it changes what the others meet.
const LAST: [&str; 5] = ["close_vote", "phase", "revoke", "reopen_forum", "end"];

fn body(word: &str, phase: &str) -> Value {
    let mut fields = match word {
        "create_forum" => json!({"as": new_id(), "question": "Q", "language": "fr"}),
        "set_forum" => json!({"dots": 5}),
        "phase" => json!({"phase": phase}),
        "open_door" | "close_door" | "end" | "reopen_forum" | "open_vote" | "close_vote"
        | "choose_college" | "leave" => json!({}),
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
        "propose" => json!({"as": new_id(), "title": "A"}),
        "edit_topic" | "announce" | "leave_queue" | "withdraw" | "interest" => json!({"topic": new_id()}),
        "reorder_queue" => json!({"topics": [new_id()]}),
        "place" => json!({"as": new_id(), "topic": new_id(), "slot": new_id(), "space": new_id()}),
        "move" => json!({"group": new_id(), "slot": new_id(), "space": new_id()}),
        "unplace" | "open" | "enter" | "take_pen" | "close" | "reopen" | "post" => json!({"group": new_id()}),
        "hand_pen" => json!({"group": new_id(), "to": new_id()}),
        "write" => json!({"as": new_id(), "group": new_id(), "kind": "idea", "text": "A"}),
        "edit" => json!({"contribution": new_id(), "text": "A"}),
        "retire" | "support" => json!({"contribution": new_id()}),
        "disagree" => json!({"as": new_id(), "about": {"axis": new_id()}, "text": "A"}),
        "axis" => json!({"as": new_id(), "name": "A"}),
        "rename_axis" => json!({"axis": new_id(), "name": "A"}),
        "remove_axis" => json!({"axis": new_id()}),
        "attach" | "detach" => json!({"axis": new_id(), "contribution": new_id()}),
        "merge_axes" => json!({"axis": new_id(), "into": new_id()}),
        "split_axis" => json!({"as": new_id(), "axis": new_id(), "name": "A", "contributions": []}),
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
        "co_facilitator" => room.facilitator(&[]).await.order(pass("add_facilitator")).await,
        _ => room.facilitator(&[]).await.order(pass("add_projector")).await,
    }
    .expect("the pass is added");
    let (phone, welcome) = Phone::hello(room.address, &room.forum, &token).await;
    assert_eq!(welcome["role"], role);
    phone
}

/// The phases, the vote, and the end.
fn moments() -> Vec<String> {
    let phase = |phase: &Phase| json!(phase).as_str().expect("a phase is a word").to_owned();
    let further = ["vote open", "vote closed", "ended"];
    Phase::ALL.iter().map(phase).chain(further.map(str::to_owned)).collect()
}

/// Brings the forum to this moment; the phase in which it then is.
async fn reach<'a>(room: &Room, moment: &'a str) -> &'a str {
    let mut facilitator = room.facilitator(&[]).await;
    let phase = match moment {
        "vote open" | "vote closed" => {
            open_vote(room, &mut facilitator).await;
            "priorities"
        }
        "ended" => "welcome",
        phase => phase,
    };
    facilitator.order(json!({"do": "phase", "phase": phase})).await.expect("the phase is set");
    match moment {
        "vote closed" => drop(facilitator.order(json!({"do": "close_vote"})).await.expect("closed")),
        "ended" => drop(facilitator.order(json!({"do": "end"})).await.expect("ended")),
        _ => {}
    }
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

#[tokio::test]
async fn who_may_do_what_and_when() {
    let server = Server::start();
    let moments = moments();
    let mut words: Vec<&str> = WORDS.iter().map(|(word, ..)| *word).collect();
    words.sort_by_key(|word| LAST.iter().position(|last| last == word));
    let mut table = String::new();
    for role in ROLES {
        let mut outcomes = vec![Vec::new(); words.len()];
        for moment in &moments {
            let room = Room::new(&server).await;
            let mut phone = phone(&room, role).await;
            let phase = reach(&room, moment).await;
            for (word, outcomes) in words.iter().zip(&mut outcomes) {
                outcomes.push(phone.outcome(body(word, phase)).await);
            }
        }
        writeln!(table, "{role}").expect("a string takes all");
        for (word, outcomes) in words.iter().zip(&outcomes) {
            writeln!(table, "  {word:15} {}", row(&moments, outcomes)).expect("a string takes all");
        }
    }
    insta::assert_snapshot!(table);
}

/// Moments beside each other with the same outcome are said together.
fn row(moments: &[String], outcomes: &[String]) -> String {
    let cells: Vec<_> = moments.iter().zip(outcomes).collect();
    let runs = cells.chunk_by(|(_, one), (_, next)| one == next);
    let said = runs.map(|run| match run {
        [(moment, outcome)] => format!("{moment}: {outcome}"),
        [(_, outcome), ..] if run.len() == moments.len() => format!("always {outcome}"),
        [(first, outcome), .., (last, _)] => format!("{first} to {last}: {outcome}"),
        [] => String::new(),
    });
    said.collect::<Vec<_>>().join(", ")
}
