//! Random histories: commands by anybody about a handful of things, most of them possible.

use crate::action::PLAN;
use crate::story::{CAMPAIGN, Story, TERRITORY, check, command, id, token_of};
use programme::{Caller, Entry, decide};
use proptest::collection::vec;
use proptest::prelude::*;
use protocol::PassId;
use protocol::programme::WORDS;
use serde_json::{Value, json};

/// Everything that a step decides: who, what, about what.
pub(crate) type Roll = [u8; 10];

pub(crate) fn history() -> impl Strategy<Value = Vec<Roll>> {
    vec(any::<Roll>(), 1..100)
}

const NAMES: [&str; 4] = ["x0", "x1", "x2", "x3"];

const OFTEN: [&str; 21] = [
    "add",
    "add",
    "set",
    "set",
    "key_sheet",
    "correct_sheet",
    "bring_in",
    "import_rows",
    "erase",
    "publish",
    "mark",
    "mark_all",
    "key_again",
    "submit_action",
    "validate_action",
    "follow_action",
    "revise_action",
    "send_back",
    "finish_outcomes",
    "reopen_outcomes",
    "remove_all",
];

pub(crate) fn beginning() -> Story {
    check(&[
        TERRITORY,
        CAMPAIGN,
        PLAN,
        r##"
        officer add {"as":"#forum","noun":"forum","fields":{"name":"Habitants"}}
        officer add {"as":"#field","noun":"interview_field","fields":{"name":"Mobilité"}}
        officer add {"as":"#talk","noun":"interview","fields":{"field":"#field","state":"used"}}
        officer add {"as":"#i","noun":"indicator","fields":{"name":"Population"}}
        officer add {"as":"#meet","noun":"meeting","fields":{"committee":"#copil","day":"2027-04","minutes_state":"validated"}}
        officer open_campaign {"campaign":"#camp"}
        officer submit_action {"action":"#act"}
        officer add_all {"items":[{"as":"#ax","noun":"axis","fields":{"name":"Se déplacer","state":"retained"}},{"as":"#src","noun":"axis_source","fields":{"axis":"#ax","indicator":"#i"}}]}
        officer bring_in {"forum":"#forum","axes":[{"as":"#fa","fields":{"name":"Bouger"}}],"contributions":[]}
        officer import_rows {"import":"#x4","part":1,"label":"Axes","items":[{"as":"#fi","noun":"forum_axis","fields":{"forum":"#forum","name":"Garder"}}]}
        officer bring_in {"forum":"#forum","contributions":[{"as":"#k","fields":{"text":"Un bus","under":["#fa","#fi"]}}]}
        officer set_all {"items":[{"item":"#fa","fields":{"outcome":"retained","into":"#ax"}},{"item":"#fi","fields":{"outcome":"not_retained","why":"law"}}]}
    "##,
    ])
}

fn ask(number: usize, roll: &Roll) -> (Caller, Value) {
    let [who, word, a, b, c, d, text, flags, often, _] = *roll;
    let name = |roll: u8| NAMES[usize::from(roll) % NAMES.len()];
    let word = if often.is_multiple_of(2) {
        OFTEN[usize::from(word) % OFTEN.len()]
    } else {
        WORDS[usize::from(word) % WORDS.len()].0
    };
    let typed = ["SECRET a", "SECRET b", "c", " d ", "SECRET e", "f\ng", "", "h"][usize::from(text) % 8];
    // What is secret is told apart from what is typed at another time.
    let typed = if typed.starts_with("SECRET") { format!("{typed} /{number}/") } else { typed.to_owned() };
    let text = json!(typed);
    let nothing = Value::Null;
    let sheet = id(if flags & 1 == 0 { "act" } else { name(c) });
    let (noun, fields) = match b % 20 {
        0 => ("committee", json!({ "name": text, "role": "other", "summary": text })),
        1 => (
            "member",
            json!({ "committee": id(if flags & 1 == 0 { "copil" } else { name(c) }), "name": text, "college": "resident" }),
        ),
        2 => (
            "meeting",
            json!({ "committee": id("copil"), "day": "2027-05", "minutes": text, "present": [id("jo")] }),
        ),
        3 => ("verbatim", json!({ "interview": id("talk"), "text": text, "theme": id("health") })),
        4 => ("figure", json!({ "indicator": id("i"), "commune": id("brame"), "vintage": 2024, "value": c })),
        5 => ("theme", json!({ "name": text })),
        6 => ("commune", json!({ "name": text, "now_in": id(name(d)) })),
        7 => (
            "decision",
            json!({ "meeting": id(if flags & 1 == 0 { "meet" } else { name(c) }), "text": text, "who": id("jo") }),
        ),
        16 | 19 => (
            "forum_axis",
            json!({ "forum": id("forum"), "name": text, "outcome": "joined", "into": id(if flags & 1 == 0 { "ax" } else { name(c) }) }),
        ),
        17 => (
            "axis",
            json!({ "name": text, "state": "retained", "reason": if flags & 1 == 0 { text.clone() } else { nothing.clone() } }),
        ),
        18 => (
            "axis_source",
            json!({ "axis": id(if flags & 1 == 0 { "ax" } else { name(c) }), "forum_axis": id(if flags & 2 == 0 { "fa" } else { name(d) }), "reason": text }),
        ),
        8 => {
            ("batch", json!({ "campaign": id("camp"), "distributed": c, "rejected": d % 3, "reason": text }))
        }
        9 => ("axis", json!({ "name": text, "state": if flags & 1 == 0 { "retained" } else { "proposed" } })),
        10 => {
            ("objective", json!({ "axis": id(if flags & 1 == 0 { "axis" } else { name(c) }), "name": text }))
        }
        11 => (
            "action",
            json!({ "name": text, "objective": id(if flags & 1 == 0 { "aim" } else { name(c) }), "group": id("group") }),
        ),
        12 => ("action_source", json!({ "action": sheet, "verbatim": id(name(d)), "reason": text })),
        13 => ("step", json!({ "action": sheet, "name": text, "due": "2028-05", "done": flags & 2 == 0 })),
        14 => (
            "funding",
            json!({
                "action": sheet, "year": 2027 + i16::from(d % 3), "funder": text,
                "amount": if flags & 2 == 0 { json!("not_costed") } else { json!(c) },
            }),
        ),
        _ => ("measured", json!({ "measure": id("measure"), "year": 2028, "value": c, "comment": text })),
    };
    let item = [
        name(a),
        name(a),
        name(a),
        "copil",
        "jo",
        "health",
        "lot",
        "programme",
        "ax",
        "src",
        "fa",
        "k",
        "act",
        "act",
    ][usize::from(d) % 14];
    let set = match c % 12 {
        0 => json!({ "name": text }),
        1 => json!({ "summary": text }),
        2 => json!({ "minutes": text, "present": [id("jo"), id(name(c))] }),
        3 => json!({ "text": text, "theme": nothing }),
        4 => {
            json!({ "outcome": "retained", "into": id(if flags & 1 == 0 { "ax" } else { name(c) }), "why": nothing })
        }
        5 => json!({ "outcome": "not_retained", "into": nothing, "why": "law", "remark": text }),
        6 => json!({ "outcome": nothing, "into": nothing, "why": nothing, "remark": nothing }),
        7 => {
            json!({ "state": if flags & 1 == 0 { "retained" } else { "proposed" }, "reason": if flags & 4 == 0 { text.clone() } else { nothing.clone() } })
        }
        8 => json!({ "now_in": id(name(c)), "state": "active" }),
        9 => json!({ "text": text, "lead": "c", "order": d }),
        _ => {
            json!({ "done": flags & 2 == 0, "amount": d, "objective": if flags & 1 == 0 { nothing.clone() } else { json!(id("aim")) } })
        }
    };
    let was = if flags & 2 == 0 { json!({}) } else { json!({ "name": "c", "summary": nothing }) };
    let answers = json!({
        id("q1").to_string(): ([json!(id("yes")), json!(id("no")), nothing.clone()])[usize::from(c) % 3],
        id("q2").to_string(): ([json!([2, 3]), json!([]), json!([id("aunt")])])[usize::from(d) % 3],
        "4": text,
    });
    let card = match b % 3 {
        0 => json!({ "verbatim": id(name(a)) }),
        1 => json!({ "contribution": id(name(a)) }),
        _ => json!({ "answer": { "sheet": id(name(a)), "question": id("q4") } }),
    };
    let (document, of) = match b % 6 {
        0 => ("composition", nothing.clone()),
        1 => ("diagnosis", nothing.clone()),
        2 => ("interviews", json!(id("field"))),
        3 => ("minutes", json!(id("copil"))),
        4 => ("results", json!(id("camp"))),
        _ => ("presentation", nothing.clone()),
    };
    let items = json!([{ "as": id(name(a)), "noun": noun, "fields": fields }]);
    let sheets = json!([{ "as": id(name(c)), "number": 1 + d % 4, "answers": answers }]);
    let erased = if flags & 4 == 0 { nothing.clone() } else { json!(["name"]) };
    let course = ["upcoming", "ongoing", "paused", "blocked", "done", "abandoned"][usize::from(c) % 6];
    let mut order = json!({
        "id": command(number), "do": word, "language": "fr", "as": id(name(a)), "noun": noun, "fields": fields,
        "item": id(item), "was": was, "items": items, "label": typed, "token": token_of(name(b)),
        "committees": [id(if flags & 8 == 0 { "copil" } else { name(c) })], "pass": id(name(b)), "erase": flags & 16 == 0,
        "campaign": id("camp"), "batch": id("lot"), "answers": answers, "sheet": id(name(a)),
        "import": id(if flags & 32 == 0 { "x4" } else { "x5" }), "part": 1 + d % 3, "sheets": sheets,
        "forum": id("forum"), "card": card, "cards": [card], "on": flags & 64 == 0, "document": document, "of": of, "note": typed,
        "action": id(if flags & 1 == 0 { "act" } else { name(a) }), "remark": typed, "reason": typed,
        "committee": id("copil"), "decided": "2027-05",
        "to": course,
        "contributions": [{ "as": id(if d.is_multiple_of(2) { "k" } else { name(a) }), "fields": { "text": if flags & 128 == 0 { text.clone() } else { nothing.clone() }, "kind": "idea", "under": ([json!([id("fa")]), json!([id(name(c))]), nothing.clone()])[usize::from(flags) % 3] } }],
        "axes": if c % 4 == 0 { json!([{ "as": id(name(d)), "fields": { "name": text } }]) } else { json!([]) },
    });
    match word {
        "set" => order["fields"] = set,
        "set_all" => order["items"] = json!([{ "item": id(item), "fields": set, "was": was }]),
        "remove_all" if flags & 1 == 0 => order["items"] = json!([id(item)]),
        "remove_all" => order["items"] = json!([id(name(a)), id(name(b))]),
        "erase" => order["fields"] = erased,
        "key_sheet" => order["number"] = json!(1 + d % 4),
        "import_rows" if flags & 1 == 0 => order["sheets"] = json!([]),
        "import_rows" => order["items"] = json!([]),
        "publish" => order["as"] = json!(id(["pub1", "pub2", "pub3"][usize::from(a) % 3])),
        _ => {}
    }
    let officer = Caller::Officer(PassId(id("first")));
    let caller = match who % 13 {
        0 => Caller::Public,
        1 => Caller::Member(PassId(id(if flags & 1 == 0 { "ana" } else { "mia" }))),
        2 => Caller::Officer(PassId(id(name(b)))),
        3..=5 => Caller::Officer(PassId(id("bo"))),
        6 => Caller::Owner,
        7 => Caller::Member(PassId(id("mia"))),
        _ => officer,
    };
    (caller, order)
}

impl Story {
    /// Gives the order; what came of it was applied.
    pub(crate) fn go_on(&mut self, roll: &Roll) -> Option<(&'static str, Entry)> {
        let (caller, order) = ask(self.commits.len(), roll);
        let order: programme::Order =
            serde_json::from_value(order.clone()).unwrap_or_else(|error| panic!("{order}: {error}"));
        let entry = decide(&self.state, &caller, &order, self.now).ok()?;
        self.commit(entry.clone());
        Some((order.command.word(), entry))
    }
}
