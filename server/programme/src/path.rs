//! The whole path of words: from what was said in a forum to the state of the action sheets, as far as the office has
//! decided it. Nobody is named.

use crate::action::state_of;
use crate::state::{Item, State};
use crate::told::{Told, is_outcome_told, is_retained, rank, ranked, resting};
use protocol::http::{Path, PathAxis, PathObjective, PathOutcome, PathSheet};
use protocol::programme::ItemId;
use protocol::programme::entity::Document;
use protocol::programme::noun::Noun;
use protocol::programme::value::Value;
use std::collections::BTreeSet;

/// Bytes of a path: whoever follows a receipt is on a phone.
const PATH_BYTES_MAX: usize = 9_000;
/// Bytes of an axis, an objective or a sheet beside its words.
const PART_BYTES: usize = 70;

/// What became of a contribution in this programme; nothing: it does not stand in it, or its words are gone.
pub fn path(state: &State, contribution: ItemId) -> Option<Path> {
    let item = state.items.get(&contribution).filter(|item| item.noun == Noun::Contribution)?;
    state.words(item, "text")?;
    let under = item.value("under").map_or(&[][..], Value::items).iter().copied();
    let grounds = BTreeSet::from_iter(under.chain([contribution]));
    let mut way = Way::new(state, &grounds);
    let outcome = way.followed(contribution);
    let axes = way.axes(contribution, &grounds);
    let axes = axes.into_iter().map(|(id, axis)| way.axis(id, axis)).collect();
    let own = state.items.get(&state.own());
    let programme = own.and_then(|own| state.words(own, "name")).unwrap_or_default().to_owned();
    let code = way.has_page().then(|| state.code.clone());
    Some(Path { programme, code, outcome, axes, more: way.more })
}

/// A path in the making.
struct Way<'s> {
    state: &'s State,
    told: Told<'s>,
    /// The sheets that rest on the words.
    rest: BTreeSet<ItemId>,
    room: usize,
    more: u32,
}

impl<'s> Way<'s> {
    fn new(state: &'s State, grounds: &BTreeSet<ItemId>) -> Self {
        let told = Told::new(state);
        Self { state, rest: told.resting_on(grounds), told, room: PATH_BYTES_MAX, more: 0 }
    }

    fn plans(&self) -> impl Iterator<Item = &'s crate::state::Publication> {
        self.state.publications.values().filter(|it| it.document == Document::Plan)
    }

    /// Whether the plan was published.
    fn has_page(&self) -> bool {
        self.plans().next().is_some()
    }

    /// Its number on the public page.
    fn page(&self, id: ItemId, item: &Item) -> Option<u32> {
        self.plans().any(|it| it.items.contains_key(&id)).then_some(item.number)
    }

    /// Words that take of the room.
    fn say(&mut self, item: &Item, field: &str) -> Option<String> {
        let words = self.state.words(item, field)?.to_owned();
        self.room = self.room.saturating_sub(words.len());
        Some(words)
    }

    /// The name of an objective or a sheet; nothing: there is no room for it.
    fn name(&mut self, item: &Item) -> Option<String> {
        let bytes = self.state.words(item, "name").map_or(0, str::len) + PART_BYTES;
        self.room = self.room.checked_sub(bytes)?;
        Some(self.state.words(item, "name").unwrap_or_default().to_owned())
    }

    /// The committee's outcome, once everybody may know it.
    fn followed(&mut self, contribution: ItemId) -> Option<PathOutcome> {
        let (of, item) = self.state.decided(contribution)?;
        if !is_outcome_told(self.state, of, item) {
            return None;
        }
        let through = if of == contribution { None } else { self.say(item, "name") };
        let remark = self.say(item, "remark");
        let word = |field| item.choice(field).map(str::to_owned);
        Some(PathOutcome { outcome: word("outcome")?, why: word("why"), remark, through })
    }

    /// The retained axes that rest on these words, took them in, or hold a sheet that rests on them.
    fn axes(&self, contribution: ItemId, grounds: &BTreeSet<ItemId>) -> Vec<(ItemId, &'s Item)> {
        let state = self.state;
        let into = state.decided(contribution).and_then(|(_, item)| item.item("into"));
        let of_sheet = |sheet: &ItemId| {
            let objective = self.told.sheet(*sheet)?.item("objective")?;
            state.items.get(&objective)?.parent()
        };
        let ids = into.into_iter().chain(resting(state, grounds, Noun::AxisSource));
        let ids = BTreeSet::from_iter(ids.chain(self.rest.iter().filter_map(of_sheet)));
        let mut axes = ranked(state, ids.into_iter(), Noun::Axis);
        axes.retain(|(_, axis)| is_retained(axis));
        axes
    }

    fn axis(&mut self, id: ItemId, axis: &Item) -> PathAxis {
        self.room = self.room.saturating_sub(PART_BYTES);
        let name = self.say(axis, "name").unwrap_or_default();
        let original = self.state.words(axis, "original").is_some_and(|original| original != name);
        let original = if original { self.say(axis, "original") } else { None };
        let objectives = ranked(self.state, self.state.children(id), Noun::Objective);
        let objectives = objectives.into_iter().filter_map(|(id, it)| self.objective(id, it)).collect();
        PathAxis { name, original, page: self.page(id, axis), objectives }
    }

    /// Nothing: it is not validated, and neither is a sheet of it.
    fn objective(&mut self, id: ItemId, objective: &Item) -> Option<PathObjective> {
        let mut sheets = self.told.of_objective(id);
        // Those that rest on the words themselves are told before the others.
        sheets.sort_by_key(|(sheet, item)| (!self.rest.contains(sheet), rank(item)));
        if sheets.is_empty() && objective.choice("state") != Some("validated") {
            return None;
        }
        let Some(name) = self.name(objective) else {
            self.more += sheets.len() as u32;
            return None;
        };
        let mut told = Vec::new();
        for (id, item) in sheets {
            let Some(name) = self.name(item) else {
                self.more += 1;
                continue;
            };
            told.push(PathSheet {
                name,
                state: state_of(item).to_owned(),
                revised: self.told.is_revised(id),
                page: self.page(id, item),
                rests: self.rest.contains(&id),
            });
        }
        Some(PathObjective { name, sheets: told })
    }
}
