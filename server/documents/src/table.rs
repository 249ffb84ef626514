//! The table of contributions (« tableau des contributions »): one row each, for spreadsheets. It names nobody.

use crate::forum::Forum;
use crate::model::{Sheet, Value};
use forum::export::{Contribution, Export};
use jiff::Timestamp;
use protocol::command::About;

/// The table of a forum that stood like this at `at`.
pub(crate) fn table(export: &Export, at: Timestamp) -> Sheet {
    let forum = Forum::new(export);
    let language = forum.language;
    let column = |french, english, letters| (language.say(french, english).to_owned(), letters);
    Sheet {
        title: format!("{} — {}", language.say("Contributions", "Contributions"), export.forum.question),
        name: language.say("Contributions", "Contributions").to_owned(),
        language: language.tag().to_owned(),
        at,
        columns: vec![
            column("n°", "no.", 6),
            column("groupe", "group", 8),
            column("sujet", "topic", 24),
            column("créneau", "slot", 14),
            column("espace", "space", 16),
            column("type", "kind", 13),
            column("texte", "text", 56),
            column("appuis", "supports", 8),
            column("axe", "axis", 26),
            column("autres axes", "other axes", 10),
            column("désaccord avec", "disagrees with", 12),
            column("suite", "outcome", 18),
        ],
        rows: export.contributions.iter().map(|one| row(&forum, one)).collect(),
    }
}

fn row<'a>(forum: &Forum<'a>, one: &'a Contribution) -> Vec<Value> {
    let text = |text: &str| if text.is_empty() { Value::Empty } else { Value::Text(text.to_owned()) };
    let group = one.group.and_then(|id| forum.group(id));
    let slot = group.and_then(|group| forum.slot(group));
    let main = one.axes.first().and_then(|id| forum.export.axes.iter().find(|axis| axis.id == *id));
    let others = Vec::from_iter(one.axes.iter().skip(1).map(|axis| forum.letter(*axis)));
    vec![
        Value::Number(one.number),
        group.map_or(Value::Empty, |group| Value::Number(group.number)),
        text(&group.map_or_else(String::new, |group| forum.titles(group))),
        text(slot.map_or("", |slot| slot.slot.label.as_str())),
        text(group.and_then(|group| forum.space(group)).unwrap_or("")),
        text(forum.language.kind(one.kind)),
        text(forum.text(one)),
        Value::Number(one.supports),
        text(&main.map_or_else(String::new, |axis| forum.axis(axis))),
        text(&others.join(", ")),
        text(&one.about.map_or_else(String::new, |about| against(forum, about))),
        text(&forum.outcome(one)),
    ]
}

fn against(forum: &Forum<'_>, about: About) -> String {
    let language = forum.language;
    match about {
        About::Contribution(id) => forum
            .contribution(id)
            .map_or_else(String::new, |one| format!("{}\u{a0}{}", language.say("n°", "no."), one.number)),
        About::Axis(axis) => format!("{} {}", language.say("axe", "axis"), forum.letter(axis)),
    }
}
