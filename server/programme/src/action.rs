//! Action sheets: how far they are, what they lack, what they quote.

use crate::state::{Item, State};
use protocol::TextId;
use protocol::programme::ItemId;
use protocol::programme::entity::CardRef;
use protocol::programme::noun::{Home, Noun, VALIDATED};
use protocol::programme::value::{Day, Value};
use std::collections::BTreeSet;

/// The state of a sheet.
pub(crate) fn state_of(action: &Item) -> &str {
    action.choice("state").unwrap_or("to_discuss")
}

/// Whether a state is that of a validated sheet.
pub(crate) fn is_locked(state: &str) -> bool {
    VALIDATED.contains(&state)
}

/// Whether nothing more is to come of a sheet in this state.
pub(crate) fn is_over(state: &str) -> bool {
    matches!(state, "done" | "abandoned")
}

/// What a sheet lacks to be handed in, by the fields that are to be filled in or the nouns of which there must be one;
/// of other items, and of sheets that were handed in, nothing.
pub(crate) fn missing(state: &State, id: ItemId, item: &Item) -> Vec<String> {
    if item.noun != Noun::Action || is_locked(state_of(item)) {
        return Vec::new();
    }
    let says = |field: &str| match item.value(field) {
        Some(Value::Lines(lines)) => lines.iter().any(|line| state.texts.contains_key(line)),
        Some(Value::Items(items)) => !items.is_empty(),
        Some(value) => state.lost(value).is_none(),
        None => false,
    };
    let any = |fields: &[&str]| fields.iter().any(|field| says(field));
    let has = |noun| state.children(id).any(|child| state.noun(child) == Some(noun));
    let wanted = [
        ("name", says("name")),
        ("objective", says("objective")),
        ("action_source", has(Noun::ActionSource) || says("reason")),
        ("audience", says("audience")),
        ("communes", any(&["everywhere", "communes"])),
        ("text", says("text")),
        ("lead", says("lead")),
        ("start", any(&["start", "yearly", "timing"])),
        ("measure", has(Noun::Measure)),
    ];
    wanted.iter().filter(|(_, is_there)| !is_there).map(|(name, _)| (*name).to_owned()).collect()
}

/// The first of the end of an action and of the days of its open steps; of other items, and of actions that are over,
/// nothing.
pub(crate) fn due(state: &State, id: ItemId, item: &Item) -> Option<Day> {
    if item.noun != Noun::Action || is_over(state_of(item)) {
        return None;
    }
    let steps = state.children(id).filter_map(|id| state.items.get(&id));
    let open = steps.filter(|step| step.noun == Noun::Step && step.value("done") != Some(&Value::Yes(true)));
    let day = |item: &Item, field| match item.value(field) {
        Some(Value::Day(day)) => Some(*day),
        _ => None,
    };
    open.filter_map(|step| day(step, "due")).chain(day(item, "end")).min_by_key(|day| day.last())
}

/// The years of which there is a review of a sheet; of other items none.
pub(crate) fn reviewed(state: &State, id: ItemId, item: &Item) -> Vec<i16> {
    if item.noun != Noun::Action {
        return Vec::new();
    }
    let reviews = state.children(id).filter_map(|id| state.items.get(&id));
    let years = reviews.filter(|it| it.noun == Noun::Review).filter_map(|it| match it.value("year") {
        Some(Value::Year(year)) => Some(*year),
        _ => None,
    });
    Vec::from_iter(BTreeSet::from_iter(years))
}

/// The words to which a source refers. What was said in an interview is quoted once it is evidence.
pub(crate) fn quoted(state: &State, source: &Item) -> Option<TextId> {
    if !matches!(source.noun, Noun::ActionSource | Noun::AxisSource) {
        return None;
    }
    let words = [
        ("forum_axis", "name"),
        ("contribution", "text"),
        ("verbatim", "text"),
        ("indicator", "name"),
        ("question", "text"),
    ];
    let (field, of, says) =
        words.iter().find_map(|(field, says)| Some((field, source.item(field)?, says)))?;
    if *field == "verbatim" && !state.evidence.contains(&CardRef::Verbatim(of)) {
        return None;
    }
    state.items.get(&of)?.text(says).filter(|text| state.texts.contains_key(text))
}

/// Whether items of a noun belong to action sheets.
pub(crate) fn is_part(noun: Noun) -> bool {
    noun.spec().home == Home::Action
}

/// Whether a done action has no value of any of its indicators.
pub(crate) fn lacks_values(state: &State, id: ItemId, item: &Item) -> bool {
    let measures = || state.children(id).filter(|child| state.noun(*child) == Some(Noun::Measure));
    state_of(item) == "done" && !measures().any(|measure| state.children(measure).next().is_some())
}
