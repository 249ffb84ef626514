//! What a command costs does not grow with what there is already.

use crate::story::{CAMPAIGN, Story, TERRITORY, caller, check, id};
use programme::{Order, State, decide};
use serde_json::{Value, json};

/// A territory with so many figures and sheets.
fn filled(many: usize) -> Story {
    let mut story = check(&[
        TERRITORY,
        CAMPAIGN,
        r##"
        officer add {"as":"#i","noun":"indicator","fields":{"name":"Population"}}
        officer add {"as":"#f","noun":"figure","fields":{"indicator":"#i","commune":"#brame","vintage":2024,"value":1}}
    "##,
    ]);
    for part in 0..many / 200 {
        let figure = |n: usize| {
            let fields =
                json!({ "indicator": id("i"), "commune": id("brame"), "vintage": 1900 + n, "value": n });
            json!({ "as": id(&format!("f{part}-{n}")), "noun": "figure", "fields": fields })
        };
        let sheet = |n: usize| json!({ "as": id(&format!("s{part}-{n}")), "answers": { "3": n % 12, "4": format!("Réponse {n}") } });
        let import = json!({
            "do": "import_rows", "import": id("import"), "part": part + 1, "label": "f.csv", "campaign": id("camp"),
            "items": (0..100).map(figure).collect::<Vec<_>>(), "sheets": (0..100).map(sheet).collect::<Vec<_>>(),
        });
        let touched = apply(&mut story.state, part as u64, import);
        assert!(touched >= 200);
    }
    story
}

/// Does what an officer asks, and says how many things have to be shown again.
fn apply(state: &mut State, seq: u64, mut order: Value) -> usize {
    order["id"] = json!(id(&format!("n{seq}")));
    let order: Order = serde_json::from_value(order).unwrap();
    let now = "2027-04-01T08:00:00Z".parse().unwrap();
    let entry = decide(state, &caller(state, "officer"), &order, now).unwrap();
    state.take_touched();
    state.apply(&entry, 100 + seq, now);
    state.take_touched().len()
}

#[test]
fn an_edit_shows_what_it_changes_and_nothing_else() {
    let [few, many] = [200, 4_000].map(|many| {
        let mut story = filled(many);
        let state = &mut story.state;
        [
            apply(state, 1_000, json!({ "do": "set", "item": id("f"), "fields": { "value": 2 } })),
            apply(state, 1_001, json!({ "do": "set", "item": id("copil"), "fields": { "summary": "…" } })),
            apply(state, 1_002, json!({ "do": "add", "as": id("t"), "noun": "theme", "fields": { "name": "T" } })),
            apply(state, 1_003, json!({
                "do": "key_sheet", "as": id("new"), "campaign": id("camp"), "answers": { "3": 1, "4": "Un bus" },
            })),
            apply(state, 1_004, json!({ "do": "erase", "item": id("s0-1") })),
        ]
    });
    assert_eq!(few, many);
    assert!(few.iter().all(|touched| *touched < 10), "{few:?}");
}
