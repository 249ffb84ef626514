//! What is published of the plan: axes, objectives and sheets as they are told, the words on which they rest, and what
//! became of what forums brought.

use crate::action::is_part;
use crate::consent::is_read_again;
use crate::outcome::is_followed;
use crate::state::{Item, State};
use crate::told::{Told, is_outcome_told, is_retained, ranked};
use protocol::programme::ItemId;
use protocol::programme::entity::CardRef;
use protocol::programme::noun::Noun;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the committee decided of what forums brought.
const DECIDED: [&str; 4] = ["outcome", "into", "why", "remark"];

/// What is kept of a plan that was published, beside its items.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AsTold {
    /// « 2.1.3 »: of axes, objectives and sheets, as they were numbered among all of them.
    pub(crate) numbers: BTreeMap<ItemId, String>,
    /// Sheets of which a new version was being written.
    pub(crate) revised: BTreeSet<ItemId>,
}

/// The items of the plan that are published; none: no axis is retained, and no outcome is told.
pub(crate) fn selection(state: &State) -> Vec<ItemId> {
    let told = Told::new(state);
    let mut items = BTreeSet::new();
    let axes = state.items.iter().filter(|(_, item)| is_retained(item));
    for (id, _) in axes {
        items.insert(*id);
        let children = state.children(*id).filter_map(|id| Some((id, state.items.get(&id)?)));
        for (id, child) in children {
            let sheets = told.of_objective(id);
            let is_told = match child.noun {
                Noun::Objective => !sheets.is_empty() || child.choice("state") == Some("validated"),
                _ => true,
            };
            if is_told {
                items.insert(id);
                let parts = sheets.iter().flat_map(|(sheet, _)| told.parts(*sheet));
                items.extend(parts.map(|(id, _)| id));
            }
        }
    }
    let decided = state.items.iter().filter(|(id, item)| {
        is_followed(item.noun) && item.value("outcome").is_some() && is_outcome_told(state, **id, item)
    });
    items.extend(decided.filter(|(_, item)| says(state, item)).map(|(id, _)| *id));
    let around = around(state, &told, &items);
    items.extend(around);
    items.into_iter().collect()
}

/// What these refer to and rest on, the words under an axis on which one rests, and whose words these are.
fn around(state: &State, told: &Told<'_>, items: &BTreeSet<ItemId>) -> BTreeSet<ItemId> {
    let mut found = BTreeSet::new();
    let mut grounds = BTreeSet::new();
    let mut follow = |item: &Item| match item.noun {
        Noun::AxisSource | Noun::ActionSource => grounds.extend(item.references()),
        _ => found.extend(item.references()),
    };
    for id in items {
        if told.sheet(*id).is_some() {
            told.parts(*id).iter().for_each(|(_, part)| follow(part));
        } else if let Some(item) = state.items.get(id).filter(|item| !is_part(item.noun)) {
            follow(item);
        }
    }
    let axes = grounds.iter().filter(|id| state.noun(**id) == Some(Noun::ForumAxis));
    let under = axes.filter_map(|axis| state.referrers.get(axis)).flatten();
    let words = under.filter(|id| state.noun(**id) == Some(Noun::Contribution));
    found.extend(words.chain(&grounds).copied());
    found.retain(|id| state.items.get(id).is_some_and(|item| may_leave(state, *id, item)));
    let above = |field: fn(&Item) -> Option<ItemId>, ids: &BTreeSet<ItemId>| {
        let above = ids.iter().filter_map(|id| field(state.items.get(id)?));
        Vec::from_iter(above.filter(|id| state.items.contains_key(id)))
    };
    found.extend(above(Item::parent, items));
    found.extend(above(Item::parent, &found));
    found.extend(above(|item| item.item("field"), &found));
    found
}

/// Whether an item to which the plan refers is published with it.
fn may_leave(state: &State, id: ItemId, item: &Item) -> bool {
    match item.noun {
        Noun::ForumAxis | Noun::Contribution => says(state, item),
        Noun::Verbatim => {
            let interview = item.parent().and_then(|interview| state.items.get(&interview));
            state.evidence.contains(&CardRef::Verbatim(id)) && interview.is_some_and(|it| is_read_again(it))
        }
        Noun::Indicator | Noun::Question | Noun::Commune | Noun::Committee => true,
        _ => false,
    }
}

/// Whether its words stand.
fn says(state: &State, item: &Item) -> bool {
    let field = if item.noun == Noun::ForumAxis { "name" } else { "text" };
    // A replay does not have the words that are erased later: why they are gone tells it instead.
    item.text(field).is_some_and(|text| !state.gone.contains_key(&text))
}

/// These items as the plan has them.
pub(crate) fn items(state: &State, ids: &[ItemId]) -> (BTreeMap<ItemId, Arc<Item>>, AsTold) {
    let told = Told::new(state);
    let ids = BTreeSet::from_iter(ids.iter().copied());
    let revised = BTreeSet::from_iter(ids.iter().filter(|id| told.is_revised(**id)).copied());
    let stand = ids.iter().filter_map(|id| Some((*id, state.items.get(id)?.clone())));
    let of_versions = revised.iter().flat_map(|sheet| told.parts(*sheet));
    let items = stand.chain(of_versions).filter(|(id, _)| ids.contains(id)).map(|(id, item)| {
        let mut told = item.as_ref().clone();
        told.fields.retain(|field, _| keeps(state, id, &item, field));
        (id, if told.fields.len() == item.fields.len() { item } else { Arc::new(told) })
    });
    let mut numbers = numbers(state);
    numbers.retain(|id, _| ids.contains(id));
    (items.collect(), AsTold { numbers, revised })
}

/// The numbers of all that stands under retained axes, as the road map has them.
fn numbers(state: &State) -> BTreeMap<ItemId, String> {
    let mut numbers = BTreeMap::new();
    let axes = ranked(state, state.items.keys().copied(), Noun::Axis);
    for (n, (axis, _)) in (1..).zip(axes.into_iter().filter(|(_, axis)| is_retained(axis))) {
        numbers.insert(axis, n.to_string());
        for (m, (objective, _)) in (1..).zip(ranked(state, state.children(axis), Noun::Objective)) {
            numbers.insert(objective, format!("{n}.{m}"));
            let referrers = state.referrers.get(&objective).into_iter().flatten().copied();
            let actions = ranked(state, referrers, Noun::Action).into_iter();
            let actions = actions.filter(|(_, action)| action.item("objective") == Some(objective));
            numbers.extend((1..).zip(actions).map(|(k, (action, _))| (action, format!("{n}.{m}.{k}"))));
        }
    }
    numbers
}

/// Whether a field is published: no outcome before it is told, no notes, and of what the plan refers to no more than what
/// it is.
fn keeps(state: &State, id: ItemId, item: &Item, field: &str) -> bool {
    let fields: &[&str] = match item.noun {
        Noun::ForumAxis | Noun::Contribution if DECIDED.contains(&field) => {
            return is_outcome_told(state, id, item);
        }
        Noun::Action | Noun::Step => return field != "notes",
        Noun::ForumAxis => &["forum", "name", "number"],
        Noun::Contribution => &["forum", "text", "number", "kind", "under"],
        Noun::Forum => &["name", "day", "place"],
        Noun::Interview => &["field", "state"],
        Noun::Verbatim => &["interview", "text"],
        Noun::Question => &["campaign", "text"],
        Noun::Campaign | Noun::Committee | Noun::Indicator | Noun::InterviewField => &["name"],
        _ => return true,
    };
    fields.contains(&field)
}
