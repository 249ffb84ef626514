//! What of the plan everybody may know: retained axes, their objectives, and the sheets that a committee validated.

use crate::action::{is_locked, state_of};
use crate::state::{Item, State, Version};
use protocol::programme::ItemId;
use protocol::programme::noun::Noun;
use protocol::programme::value::{Number, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The action sheets of a programme as they are told. While a new version of one is written, the last one stands.
pub(crate) struct Told<'s> {
    state: &'s State,
    revised: BTreeMap<ItemId, &'s Version>,
}

impl<'s> Told<'s> {
    pub(crate) fn new(state: &'s State) -> Self {
        let mut revised: BTreeMap<_, &Version> = BTreeMap::new();
        for version in state.versions.values() {
            let is_written =
                state.items.get(&version.action).is_some_and(|action| !is_locked(state_of(action)));
            if is_written && revised.get(&version.action).is_none_or(|it| it.version < version.version) {
                revised.insert(version.action, version);
            }
        }
        Self { state, revised }
    }

    /// The sheet; nothing: no committee has validated it yet.
    pub(crate) fn sheet(&self, id: ItemId) -> Option<&'s Item> {
        if let Some(version) = self.revised.get(&id) {
            return version.items.get(&id).map(AsRef::as_ref);
        }
        let item = self.state.items.get(&id)?;
        (item.noun == Noun::Action && is_locked(state_of(item))).then_some(item)
    }

    /// Whether a new version of it is being written.
    pub(crate) fn is_revised(&self, id: ItemId) -> bool {
        self.revised.contains_key(&id)
    }

    /// The sheets of an objective, in their order.
    pub(crate) fn of_objective(&self, objective: ItemId) -> Vec<(ItemId, &'s Item)> {
        let referrers = self.state.referrers.get(&objective).into_iter().flatten();
        let ids = BTreeSet::from_iter(referrers.chain(self.revised.keys()));
        let sheets = ids.into_iter().filter_map(|id| Some((*id, self.sheet(*id)?)));
        let mut sheets =
            Vec::from_iter(sheets.filter(|(_, sheet)| sheet.item("objective") == Some(objective)));
        sheets.sort_by_key(|(_, sheet)| rank(sheet));
        sheets
    }

    /// The sheets that rest on one of these.
    pub(crate) fn resting_on(&self, grounds: &BTreeSet<ItemId>) -> BTreeSet<ItemId> {
        let stand = resting(self.state, grounds, Noun::ActionSource);
        let stand = stand.filter(|id| !self.is_revised(*id) && self.sheet(*id).is_some());
        let rests = |item: &Item| item.noun == Noun::ActionSource && !item.references().is_disjoint(grounds);
        let revised = self.revised.iter().filter(|(_, version)| version.items.values().any(|it| rests(it)));
        stand.chain(revised.map(|(id, _)| *id)).collect()
    }

    /// A sheet with all that belongs to it.
    pub(crate) fn parts(&self, sheet: ItemId) -> Vec<(ItemId, Arc<Item>)> {
        let all = |ids: Vec<ItemId>, items: &BTreeMap<ItemId, Arc<Item>>| {
            ids.into_iter().filter_map(|id| Some((id, items.get(&id)?.clone()))).collect()
        };
        match self.revised.get(&sheet) {
            Some(version) => all(version.items.keys().copied().collect(), &version.items),
            None => all(self.state.tree(sheet), &self.state.items),
        }
    }
}

/// What has a source among these.
pub(crate) fn resting<'s>(
    state: &'s State,
    grounds: &'s BTreeSet<ItemId>,
    source: Noun,
) -> impl Iterator<Item = ItemId> + 's {
    let referrers = grounds.iter().filter_map(|ground| state.referrers.get(ground)).flatten();
    let sources = referrers.filter_map(|id| state.items.get(id)).filter(move |item| item.noun == source);
    sources.filter_map(|source| source.parent())
}

/// Of these items those that are of a noun, in their order.
pub(crate) fn ranked(state: &State, ids: impl Iterator<Item = ItemId>, noun: Noun) -> Vec<(ItemId, &Item)> {
    let items = ids.filter_map(|id| Some((id, state.items.get(&id)?.as_ref())));
    let mut items = Vec::from_iter(items.filter(|(_, item)| item.noun == noun));
    items.sort_by_key(|(_, item)| rank(item));
    items
}

pub(crate) fn is_retained(axis: &Item) -> bool {
    axis.noun == Noun::Axis && axis.choice("state") == Some("retained")
}

/// Whether everybody may know the outcome of an axis of a forum, or of a contribution: once the axis into which it leads is
/// retained; what is not retained, once the committee's work is finished, since until then it may be a slip of the hand.
pub(crate) fn is_outcome_told(state: &State, id: ItemId, item: &Item) -> bool {
    match item.item("into") {
        Some(into) => state.items.get(&into).is_some_and(|axis| is_retained(axis)),
        None => state.outcomes.told.contains(&id),
    }
}

/// Where an item was put among those of its noun, else behind.
pub(crate) fn rank(item: &Item) -> (i64, u32) {
    let order = match item.value("order") {
        Some(Value::Number(order)) => Number::millionths(*order),
        _ => i64::MAX,
    };
    (order, item.number)
}
