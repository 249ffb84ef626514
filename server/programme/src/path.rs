//! The whole path of words: from what was said in a forum to the state of the action sheets, as far as the office has
//! decided it. Nobody is named.

use crate::state::{Item, State};
use protocol::http::{Path, PathAxis, PathObjective, PathOutcome, PathSheet};
use protocol::programme::ItemId;
use protocol::programme::noun::Noun;
use protocol::programme::value::{Number, Value};
use std::collections::BTreeSet;

/// Bytes of names and remarks that a path tells: whoever follows a receipt is on a phone.
const PATH_BYTES_MAX: usize = 9_000;

/// The states of an action sheet from its validation on.
const TOLD: [&str; 7] = ["validated", "upcoming", "ongoing", "paused", "blocked", "done", "abandoned"];

/// What became of a contribution in this programme; nothing: it does not stand in it, or its words are gone.
pub fn path(state: &State, contribution: ItemId) -> Option<Path> {
    let item = state.items.get(&contribution).filter(|item| item.noun == Noun::Contribution)?;
    state.words(item, "text")?;
    let under = item.value("under").map_or(&[][..], Value::items).iter().copied();
    let grounds = BTreeSet::from_iter(under.chain([contribution]));
    let mut room = PATH_BYTES_MAX;
    let outcome = followed(state, contribution, &mut room);
    let sheets = BTreeSet::from_iter(resting(state, &grounds, Noun::ActionSource));
    let mut more = 0;
    let axes = axes(state, contribution, &grounds, &sheets).into_iter();
    let axes = axes.map(|(id, axis)| told(state, id, axis, &sheets, &mut room, &mut more)).collect();
    let own = state.items.get(&state.own());
    let programme = own.and_then(|own| state.words(own, "name")).unwrap_or_default().to_owned();
    Some(Path { programme, outcome, axes, more })
}

/// The committee's outcome, once the axis into which it leads is retained.
fn followed(state: &State, contribution: ItemId, room: &mut usize) -> Option<PathOutcome> {
    let (of, item) = state.decided(contribution)?;
    let into = item.item("into").and_then(|into| state.items.get(&into));
    if into.is_some_and(|axis| !is_retained(axis)) {
        return None;
    }
    let mut said = |item: &Item, field| {
        let words = state.words(item, field)?.to_owned();
        *room = room.saturating_sub(words.len());
        Some(words)
    };
    let through = if of == contribution { None } else { said(item, "name") };
    let remark = said(item, "remark");
    let word = |field| item.choice(field).map(str::to_owned);
    Some(PathOutcome { outcome: word("outcome")?, why: word("why"), remark, through })
}

/// The retained axes that rest on these words, took them in, or hold a sheet that rests on them.
fn axes<'s>(
    state: &'s State,
    contribution: ItemId,
    grounds: &BTreeSet<ItemId>,
    sheets: &BTreeSet<ItemId>,
) -> Vec<(ItemId, &'s Item)> {
    let into = state.decided(contribution).and_then(|(_, item)| item.item("into"));
    let of_sheet = |sheet: &ItemId| {
        let sheet = state.items.get(sheet).filter(|sheet| is_told(sheet))?;
        state.items.get(&sheet.item("objective")?)?.parent()
    };
    let ids = into.into_iter().chain(resting(state, grounds, Noun::AxisSource));
    let ids = BTreeSet::from_iter(ids.chain(sheets.iter().filter_map(of_sheet)));
    let axes = ids.into_iter().filter_map(|id| Some((id, state.items.get(&id)?.as_ref())));
    let mut axes = Vec::from_iter(axes.filter(|(_, axis)| is_retained(axis)));
    axes.sort_by_key(|(_, axis)| rank(axis));
    axes
}

/// What has a source among these words.
fn resting<'s>(
    state: &'s State,
    grounds: &'s BTreeSet<ItemId>,
    source: Noun,
) -> impl Iterator<Item = ItemId> + 's {
    let referrers = grounds.iter().filter_map(|ground| state.referrers.get(ground)).flatten();
    let sources = referrers.filter_map(|id| state.items.get(id)).filter(move |item| item.noun == source);
    sources.filter_map(|source| source.parent())
}

fn told(
    state: &State,
    id: ItemId,
    axis: &Item,
    rest: &BTreeSet<ItemId>,
    room: &mut usize,
    more: &mut u32,
) -> PathAxis {
    let name = state.words(axis, "name").unwrap_or_default().to_owned();
    let original = state.words(axis, "original").filter(|original| *original != name).map(str::to_owned);
    *room = room.saturating_sub(name.len() + original.as_ref().map_or(0, String::len));
    let mut objectives = Vec::from_iter(
        state
            .children(id)
            .filter_map(|id| Some((id, state.items.get(&id)?.as_ref())))
            .filter(|(_, item)| item.noun == Noun::Objective),
    );
    objectives.sort_by_key(|(_, objective)| rank(objective));
    let objectives = objectives.into_iter().filter_map(|(id, objective)| {
        let referrers = state.referrers.get(&id).into_iter().flatten();
        let sheets = referrers.filter_map(|sheet| Some((*sheet, state.items.get(sheet)?.as_ref())));
        let mut sheets = Vec::from_iter(sheets.filter(|(_, sheet)| {
            sheet.noun == Noun::Action && sheet.item("objective") == Some(id) && is_told(sheet)
        }));
        // Those that rest on the words themselves are told before the others.
        sheets.sort_by_key(|(sheet, item)| (!rest.contains(sheet), rank(item)));
        if sheets.is_empty() && objective.choice("state") != Some("validated") {
            return None;
        }
        let name = state.words(objective, "name").unwrap_or_default().to_owned();
        *room = room.saturating_sub(name.len());
        let mut told = Vec::new();
        for (sheet, item) in sheets {
            let name = state.words(item, "name").unwrap_or_default();
            if name.len() > *room {
                *more += 1;
                continue;
            }
            *room -= name.len();
            let state = item.choice("state").unwrap_or_default().to_owned();
            told.push(PathSheet { name: name.to_owned(), state, rests: rest.contains(&sheet) });
        }
        Some(PathObjective { name, sheets: told })
    });
    PathAxis { name, original, objectives: objectives.collect() }
}

fn is_retained(axis: &Item) -> bool {
    axis.noun == Noun::Axis && axis.choice("state") == Some("retained")
}

fn is_told(sheet: &Item) -> bool {
    sheet.noun == Noun::Action && sheet.choice("state").is_some_and(|state| TOLD.contains(&state))
}

/// Where an item was put among those of its noun, else behind.
fn rank(item: &Item) -> (i64, u32) {
    let order = match item.value("order") {
        Some(Value::Number(order)) => Number::millionths(*order),
        _ => i64::MAX,
    };
    (order, item.number)
}
