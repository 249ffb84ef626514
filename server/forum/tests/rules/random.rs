//! Random days: commands by anybody about a handful of things, most of them possible.

use crate::logo::{logo, png};
use crate::story::{Story, check, command, id, token};
use forum::permissions::{Party, permitted};
use forum::{Caller, Entry, State, decide};
use jiff::SignedDuration;
use proptest::collection::vec;
use proptest::prelude::*;
use protocol::command::{Order, WORDS};
use protocol::{ParticipantId, PassId, Refusal};
use serde_json::{Value, json};

/// Everything that a step decides: who, what, about what.
pub(crate) type Roll = [u8; 12];

pub(crate) fn day() -> impl Strategy<Value = Vec<Roll>> {
    vec(any::<Roll>(), 1..120)
}

/// All things of a random day have one of these names, of whatever kind they are.
pub(crate) const NAMES: [&str; 4] = ["x0", "x1", "x2", "x3"];

/// Half of the steps are one of these, so that a day gets somewhere.
const OFTEN: [&str; 29] = [
    "propose",
    "place",
    "open",
    "enter",
    "enter",
    "take_pen",
    "write",
    "write",
    "edit",
    "support",
    "disagree",
    "close",
    "axis",
    "attach",
    "attach",
    "accept",
    "accept_all",
    "reopen",
    "reopen_all",
    "confirm",
    "outcome",
    "duplicate",
    "open_vote",
    "dot",
    "dot",
    "close_vote",
    "phase",
    "unopen",
    "interest",
];

/// Some steps undo so much that they come seldom.
const SELDOM: [&str; 7] =
    ["end", "seal_vote", "close_door", "withdraw", "retire", "set_forum", "remove_person"];

pub(crate) fn morning() -> Story {
    check(&["
        facilitator add_slot as=x0 label=a start=09:00 end=10:00
        facilitator add_slot as=x1 label=b start=10:00 end=11:00
        facilitator add_space as=x0 label=a
        facilitator add_space as=x1 label=b
        facilitator add_college as=x0 label=a
        facilitator add_facilitator as=x0 label=a token=x9
        x0 join name=a college=x0 recovery=ABCDEFG2
        x1 join name=b
        x2 join name=a
        facilitator phase phase=groups
        x0 propose as=x0 title=a
        x1 propose as=x1 title=b
        facilitator propose as=x2 title=c
        x0 place as=x0 topic=x0 slot=x0 space=x0
        x1 place as=x1 topic=x1 slot=x1 space=x1
        x0 open group=x0
        x0 enter group=x0
        x1 enter group=x0
        x0 write as=x0 group=x0 kind=need text=a
        x1 write as=x1 group=x0 kind=idea text=b
        facilitator axis as=x0 name=a
        facilitator axis as=x1 name=b
        facilitator attach axis=x0 contribution=x0
        facilitator attach axis=x1 contribution=x1
    "])
}

/// The order of a step, and who gives it.
pub(crate) fn ask(state: &State, number: usize, roll: &Roll) -> (Caller, Order) {
    let [who, word, a, b, c, d, e, text, flags, number_of, often, _] = *roll;
    let name = |roll: u8| NAMES[usize::from(roll) % NAMES.len()];
    let few = |roll: u8| NAMES[usize::from(roll) % 3];
    let mut word = if often.is_multiple_of(2) {
        OFTEN[usize::from(word) % OFTEN.len()]
    } else {
        WORDS[usize::from(word) % WORDS.len()].0
    };
    if SELDOM.contains(&word) && !often.is_multiple_of(5) {
        word = "write";
    }
    let person = if e.is_multiple_of(4) { Value::Null } else { json!(id(few(e))) };
    let college = if word == "choose_college" && flags & 128 == 0 { Value::Null } else { json!(id(few(d))) };
    let caller = speaker(state, word, who, few(a));
    let typed = ["a", "b", "c", " d ", "e", "f", "g", "h\ni", "", "\u{0}"][usize::from(text) % 10];
    let phases =
        ["groups", "groups", "priorities", "priorities", "priorities", "marketplace", "actions", "closing"];
    let kind = ["finding", "need", "idea", "proposal", "question", "disagreement", "next_step"];
    let about = if flags & 1 == 0 { "contribution" } else { "axis" };
    let contributions = match word {
        "accept" => json!([id(name(c))]),
        "outcome" => json!([id(name(c)), id(name(d))]),
        _ => json!([id(name(c)), 1 + d % 4]),
    };
    let of = if e % 16 < 4 { Value::Null } else { json!(id(name(e))) };
    let outcome = [json!("not_attached"), json!("not_attached"), json!("outside_territory"), Value::Null];
    let outcome = &outcome[usize::from(e) % 4];
    let basis = json!({ "version": 1, "seq": number, "heaps": number_of % 14 });
    let heaps = json!([
        { "as": id(name(a)), "name": typed, "contributions": [1 + b % 4, id(name(c))], "basis": basis },
        { "axis": 1 + e % 3, "contributions": [id(name(c))], "basis": basis },
    ]);
    let password = (flags & 16 != 0).then_some("12345678");
    let wifi = (flags & 48 != 0).then(|| json!({ "name": typed, "password": password }));
    let mut body = json!({
        "id": command(number), "do": word, "as": id(name(a)),
        "question": typed, "title": typed, "name": typed, "label": typed, "text": typed,
        "language": if flags & 2 == 0 { "fr" } else { "en" }, "dots": number_of % 4,
        "topics_per_person": number_of % 3, "phase": phases[usize::from(b) % 8],
        "start": "09:00", "end": if flags & 4 == 0 { "10:00" } else { "11:00" }, "places": number_of,
        "slot": id(few(b)), "space": id(few(c)), "college": college, "person": person, "topic": id(few(d)),
        "group": id(few(b)), "contribution": id(name(c)), "axis": id(few(d)), "into": id(few(e)),
        "to": id(few(c)), "pass": id(few(d)), "topics": [id(few(b)), 1 + c % 3],
        "groups": [id(few(b)), 1 + c % 3], "axes": [id(few(d)), 1 + c % 3],
        "contributions": contributions, "heaps": heaps, "about": { about: id(name(c)) },
        "kind": kind[usize::from(e) % kind.len()], "on": flags & 24 != 0, "confirm": flags & 32 == 0,
        "token": token(name(if flags & 64 == 0 { a } else { b })),
        "with": id(name(e)), "territory": [typed], "basis": basis,
        "recovery": format!("ABCDEFG{}", 2 + number_of % 4), "erase": flags & 2 == 0,
    });
    body["wifi"] = json!(wifi);
    body["table"] = json!(if flags & 6 == 0 { "room" } else { "facilitators" });
    body["pin"] = json!(e % 8 < 6);
    if word == "set_logos" {
        let width = |n| 1 + u32::from(a).wrapping_add(n) % 2;
        body["logos"] =
            (0..u32::from(number_of) % 3).map(|n| logo(typed, &png(width(n), 1, false))).collect();
    }
    body["of"] = of;
    body["outcome"] = outcome.clone();
    if word == "retire" {
        // One of three, and whose name it is.
        body["name"] = body["to"].take();
        let kept = ["contribution", "topic", "name"][usize::from(flags) % 3];
        let fields = body.as_object_mut().unwrap();
        fields.retain(|field, _| !["contribution", "topic", "name"].contains(&&**field) || field == kept);
    } else if word == "remove_person" {
        // Mostly the same one: a day without people comes to nothing.
        body["person"] = json!(id(if text.is_multiple_of(4) { few(e) } else { "x2" }));
    }
    (caller, serde_json::from_value(body).unwrap())
}

/// Mostly somebody who may; sometimes anybody.
fn speaker(state: &State, word: &str, who: u8, pass: &str) -> Caller {
    let never = |role| permitted(role, word, state) == Err(Refusal::NotAllowed {});
    let person = Caller::Participant(ParticipantId(id(NAMES[usize::from(who / 16) % 3])));
    let facilitator = Caller::Facilitator(PassId(id("first")));
    match who % 16 {
        0 => Caller::Newcomer,
        1 => Caller::Projector(PassId(id(pass))),
        2 => Caller::Facilitator(PassId(id(pass))),
        3 => Caller::Owner,
        4 => Caller::Participant(ParticipantId(id("x3"))),
        5..=15 if matches!(word, "join" | "come_back") => Caller::Newcomer,
        5..=15 if never(Party::Participant) => facilitator,
        5..=15 if never(Party::Facilitator) => person,
        5..=7 => facilitator,
        8.. => person,
    }
}

impl Story {
    /// Lets minutes pass and gives the order; what came of it was applied.
    pub(crate) fn go_on(&mut self, roll: &Roll) -> Option<(&'static str, Entry)> {
        let (caller, order) = ask(&self.state, self.commits.len(), roll);
        self.now += SignedDuration::from_mins(i64::from(roll[11] % 8));
        let entry = decide(&self.state, &caller, &order, self.now).ok()?;
        self.commit(entry.clone());
        Some((order.command.word(), entry))
    }
}
