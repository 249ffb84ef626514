//! What an export holds, in the sentences of [`crate::said`].

use crate::said::{self, Facts};
use serde_json::Value;

/// Reads an export.
pub fn held(export: &Value) -> Facts {
    let mut facts = Facts::default();
    let forum = &export["forum"];
    facts.add(said::question(text(forum, "question")));
    facts.add(said::sorted_by(text(forum, "table"), forum["sorting_closed"] == true));
    facts.add(said::public_address(forum["public_address"].as_str()));
    for logo in all(export, "logos") {
        facts.add(said::logo(text(logo, "name"), text(logo, "image")));
    }
    for label in ["slots", "spaces", "colleges"].into_iter().flat_map(|list| all(export, list)) {
        facts.add(said::labelled(text(label, "label")));
    }
    for person in all(export, "people") {
        let college = person["college"].as_str().map(|id| text(find(export, "colleges", id), "label"));
        facts.add(said::person(text(person, "name"), college, person["in_book"] == true));
    }
    for topic in all(export, "topics") {
        let interested = topic["interested"].as_u64().unwrap_or(0) as usize;
        let withdrawn = topic["withdrawn"].as_bool().unwrap_or(false);
        facts.add(said::topic(text(topic, "title"), text(topic, "question"), withdrawn, interested));
    }
    for group in all(export, "groups") {
        let topic = find(export, "topics", text(group, "topics/0"));
        let is_shown = !group["cell"].is_null() || group["state"] != "planned";
        if is_shown && topic["withdrawn"] == false {
            facts.add(format!("group {}", in_group(export, group)));
        }
    }
    for contribution in all(export, "contributions").filter(|one| !one["text"].is_null()) {
        let group = contribution["group"].as_str().map(|id| in_group(export, find(export, "groups", id)));
        let place = said::place(group, &about(export, &contribution["about"]));
        let axes = contribution["axes"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let axes: Vec<&str> = axes.map(|axis| text(find(export, "axes", axis), "name")).collect();
        let supports = contribution["supports"].as_u64().unwrap_or(0) as usize;
        let (kind, words) = (text(contribution, "kind"), text(contribution, "text"));
        let outcome = match contribution["outcome"]["duplicate_of"].as_str() {
            Some(kept) => said::duplicate_of(text(find(export, "contributions", kept), "text")),
            None => contribution["outcome"].as_str().unwrap_or("nothing").to_owned(),
        };
        facts.add(said::contribution(kind, words, &place, &axes, supports, &outcome));
    }
    for axis in all(export, "axes") {
        let result = |result: &&Value| result["axis"] == axis["id"];
        let dots = export["results"]["axes"].as_array().map(|results| {
            results.iter().find(result).and_then(|result| result["dots"].as_u64()).unwrap_or(0)
        });
        facts.add(said::axis(text(axis, "name"), dots));
    }
    facts
}

fn about(export: &Value, about: &Value) -> String {
    match about["axis"].as_str() {
        Some(id) => said::about_axis(text(find(export, "axes", id), "name")),
        None => {
            let id = text(about, "contribution");
            said::about_contribution(find(export, "contributions", id)["text"].as_str())
        }
    }
}

fn in_group(export: &Value, group: &Value) -> String {
    let title = text(find(export, "topics", text(group, "topics/0")), "title");
    let label = |list: &str, id: &str| text(find(export, list, text(&group["cell"], id)), "label").to_owned();
    let cell = (!group["cell"].is_null()).then(|| (label("slots", "slot"), label("spaces", "space")));
    said::in_group(title, cell.as_ref().map(|(slot, space)| (&**slot, &**space)))
}

fn all<'a>(export: &'a Value, list: &str) -> impl Iterator<Item = &'a Value> {
    export[list].as_array().into_iter().flatten()
}

fn find<'a>(export: &'a Value, list: &str, id: &str) -> &'a Value {
    all(export, list).find(|one| one["id"] == id).unwrap_or(&Value::Null)
}

/// A text at a path, empty when there is none.
fn text<'a>(value: &'a Value, path: &str) -> &'a str {
    value.pointer(&format!("/{path}")).and_then(Value::as_str).unwrap_or_default()
}
