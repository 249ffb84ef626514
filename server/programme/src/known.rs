//! What whoever brings a file in looks up.

use crate::state::{Item, State};
use protocol::limits::programme::SHEETS_MAX;
use protocol::programme::ItemId;
use protocol::programme::noun::Noun;
use protocol::programme::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// An item as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// What it is.
    pub noun: Noun,
    /// The import with which it came.
    pub import: Option<ItemId>,
    /// Its fields; nothing in the place of one whose words are gone.
    pub fields: BTreeMap<String, Option<Value<String>>>,
}

impl Known {
    /// The words of a field.
    pub fn text(&self, field: &str) -> Option<&str> {
        match self.fields.get(field)? {
            Some(Value::Text(text) | Value::Choice(text) | Value::Code(text)) => Some(text),
            _ => None,
        }
    }

    /// The item that a field refers to.
    pub fn item(&self, field: &str) -> Option<ItemId> {
        match self.fields.get(field)? {
            Some(Value::Item(item)) => Some(*item),
            _ => None,
        }
    }

    /// The items to which a field refers.
    pub fn items(&self, field: &str) -> &[ItemId] {
        self.fields.get(field).and_then(Option::as_ref).map_or(&[], Value::items)
    }

    /// The year that a field says.
    pub fn year(&self, field: &str) -> Option<i16> {
        match self.fields.get(field)? {
            Some(Value::Year(year)) => Some(*year),
            _ => None,
        }
    }
}

impl State {
    /// An item by its id.
    pub fn known(&self, id: ItemId) -> Option<Known> {
        self.items.get(&id).map(|item| self.as_known(item))
    }

    /// All items of a noun.
    pub fn known_of(&self, noun: Noun) -> impl Iterator<Item = (ItemId, Known)> {
        let items = self.items.iter().filter(move |(_, item)| item.noun == noun);
        items.map(|(id, item)| (*id, self.as_known(item)))
    }

    /// What belongs to an item.
    pub fn known_under(&self, parent: ItemId) -> impl Iterator<Item = (ItemId, Known)> {
        self.children(parent).filter_map(|id| Some((id, self.known(id)?)))
    }

    /// Parts of an import that are done, and whether it was undone; nothing: none is.
    pub fn parts_done(&self, import: ItemId) -> Option<(u32, bool)> {
        self.imports.get(&import).map(|import| (import.parts, import.undone))
    }

    /// Whether an item or a sheet stands.
    pub fn stands(&self, id: ItemId) -> bool {
        self.items.contains_key(&id) || self.sheets.contains_key(&id)
    }

    /// What came with an import that was not undone, and does not stand any more.
    pub fn removed_rows(&self) -> BTreeSet<ItemId> {
        let rows = self.imports.values().flat_map(|import| &import.rows).copied();
        rows.filter(|row| !self.stands(*row)).collect()
    }

    /// So many more of a noun may be added.
    pub fn room_for(&self, noun: Noun) -> usize {
        let standing = self.made.get(&noun).map_or(0, |made| made.standing as usize);
        noun.spec().max.saturating_sub(standing)
    }

    /// So many more sheets may come in; withdrawn ones take their room until they are removed.
    pub fn room_for_sheets(&self) -> usize {
        SHEETS_MAX.saturating_sub(self.sheets.len())
    }

    fn as_known(&self, item: &Item) -> Known {
        let fields = item.fields.iter().filter_map(|(name, held)| {
            let value = held.value.as_ref()?;
            let stands = value.texts().iter().all(|text| self.texts.contains_key(text));
            Some((name.clone(), stands.then(|| self.worded(value))))
        });
        Known { noun: item.noun, import: item.import, fields: fields.collect() }
    }
}
