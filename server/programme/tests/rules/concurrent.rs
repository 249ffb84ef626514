//! Three people write on one sheet at the same time, each on what was shown to them a while ago.

use crate::action::PLAN;
use crate::story::{Story, TERRITORY, caller, check, command, id};
use programme::{Audience, Order, decide, view};
use proptest::collection::vec;
use proptest::prelude::*;
use protocol::Refusal;
use protocol::programme::{Entity, ItemId, Key};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const PEOPLE: [&str; 3] = ["officer", "bo", "mia"];
const FIELDS: [&str; 3] = ["text", "context", "means"];

/// What somebody typed into a field and did not send yet, and what the field said when that began.
type Desk = BTreeMap<&'static str, (String, Value)>;

fn now(story: &Story, field: &str) -> Value {
    let sheet = ItemId(id("act"));
    let Some(Entity::Item(item)) = view(&story.state, Audience::Plan, Key::Item(sheet)) else { panic!() };
    item.fields.get(field).cloned().unwrap_or_default()
}

/// Sends what somebody typed; where somebody else wrote meanwhile, both texts are joined, which is what people do who see
/// them beside each other.
fn send(story: &mut Story, who: &str, field: &'static str, (mut text, mut was): (String, Value)) {
    loop {
        let order = json!({
            "id": command(story.commits.len()), "do": "set", "item": id("act"),
            "fields": { field: text }, "was": { field: was },
        });
        let order: Order = serde_json::from_value(order).unwrap();
        match decide(&story.state, &caller(&story.state, who), &order, story.now) {
            Ok(entry) => {
                story.commit(entry);
                return;
            }
            Err(Refusal::ChangedMeanwhile { now: other, field: which, .. }) => {
                assert_eq!((which.as_str(), &other), (field, &now(story, field)), "both texts are shown");
                text = format!("{} {text}", other.as_str().unwrap_or_default());
                was = other;
            }
            Err(other) => panic!("{other:?}"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn three_people_lose_no_text_in_any_order(steps in vec((0..3_usize, 0..3_usize, any::<bool>()), 1..40)) {
        let mut story = check(&[TERRITORY, PLAN]);
        let mut desks: BTreeMap<&str, Desk> = BTreeMap::new();
        let mut typed: BTreeSet<(&str, String)> = BTreeSet::new();
        for (n, (person, field, sends)) in steps.into_iter().enumerate() {
            let (who, field) = (PEOPLE[person], FIELDS[field]);
            let said = now(&story, field);
            let desk = desks.entry(who).or_default();
            let word = format!("w{n}.");
            typed.insert((field, word.clone()));
            let (text, _) = desk.entry(field).or_insert_with(|| (said.as_str().unwrap_or_default().to_owned(), said));
            text.push_str(&word);
            if sends {
                let draft = desk.remove(field).unwrap();
                send(&mut story, who, field, draft);
            }
        }
        for (who, desk) in desks {
            for (field, draft) in desk {
                send(&mut story, who, field, draft);
            }
        }
        for (field, word) in typed {
            let all = now(&story, field);
            prop_assert!(all.as_str().is_some_and(|all| all.contains(&word)), "{field} lost {word}: {all}");
        }
        story.screens.agree_with(&story.state);
    }
}
