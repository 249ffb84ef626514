//! Items: adding, setting, removing, and taking words back.

use super::outcome::stands_under;
use super::{Added, Decided, Draft, at_most, bad_field, fresh, one_refused, room};
use crate::event::{ItemAdded, ItemSet, ItemsRemoved, Stored, WordsErased};
use crate::state::{Item, State};
use protocol::entity::Gone;
use protocol::limits::programme::{EARLIER_KEPT, ROWS_MAX};
use protocol::programme::ItemId;
use protocol::programme::command::{Fields, NewItem, SetItem};
use protocol::programme::field::{Fault, Field, Kind};
use protocol::programme::noun::Noun;
use protocol::programme::value::{Amount, Number, Value};
use protocol::{Refusal, TextId};
use std::collections::{BTreeMap, BTreeSet};
use subject::picture;

impl Draft<'_> {
    pub(super) fn add(&mut self, id: ItemId, noun: Noun, fields: &Fields) -> Decided {
        if noun == Noun::Programme {
            return Err(Refusal::NotAllowed {});
        }
        self.may_add(noun, fields)?;
        let mut added = self.new_item(id, noun, fields)?;
        self.begins(&mut added)?;
        self.happened(added);
        Ok(())
    }

    /// An item that this entry adds.
    pub(super) fn new_item(&mut self, id: ItemId, noun: Noun, fields: &Fields) -> Result<ItemAdded, Refusal> {
        fresh(self.is_taken(id))?;
        let standing = self.state.made.get(&noun).map_or(0, |made| made.standing as usize);
        room(standing + self.adding.get(&noun).copied().unwrap_or_default(), noun.spec().max)?;
        let set = self.fields(id, noun, None, fields, None)?;
        let fields: BTreeMap<_, _> =
            set.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        self.complete(noun, |name| fields.get(name))?;
        let item = |field: &str| match fields.get(field) {
            Some(Stored::Item(item)) => Some(*item),
            _ => None,
        };
        let state = match fields.get("state") {
            Some(Stored::Choice(word)) => Some(word.clone()),
            _ => None,
        };
        let parent = noun.parent().and_then(|field| item(field.name));
        self.added.insert(id, Added { noun, parent, group: item("group"), state });
        *self.adding.entry(noun).or_default() += 1;
        Ok(ItemAdded { item: id, noun, fields })
    }

    pub(super) fn add_all(&mut self, items: &[NewItem]) -> Decided {
        at_most(items.len(), ROWS_MAX)?;
        items.iter().try_for_each(|item| {
            self.add(item.r#as, item.noun, &item.fields).map_err(|refusal| one_refused(item.r#as, refusal))
        })
    }

    pub(super) fn set(&mut self, id: ItemId, fields: &Fields, was: Option<&Fields>) -> Decided {
        let state = self.state;
        let item = state.items.get(&id).ok_or(Refusal::NotFound {})?;
        self.may_set(id, item, fields)?;
        let mut set = self.fields(id, item.noun, Some(item), fields, was)?;
        self.goes_with(item, &mut set)?;
        self.set_fields(id, item, set)
    }

    /// Says what changes, and erases wordings that are too old to be kept.
    pub(super) fn set_fields(
        &mut self,
        id: ItemId,
        item: &Item,
        mut set: BTreeMap<String, Option<Stored>>,
    ) -> Decided {
        if set.is_empty() {
            return Ok(());
        }
        let original = self.keep_original(item, &mut set);
        self.complete(item.noun, |name| match set.get(name) {
            Some(value) => value.as_ref(),
            None => item.value(name),
        })?;
        for (name, value) in &set {
            let Some(held) = item.fields.get(name) else { continue };
            let stays = value.as_ref().map_or(&[][..], Value::texts);
            let replaced = held.value.as_ref().map_or(&[][..], Value::texts);
            let earlier = held.earlier.iter().chain(replaced).filter(|text| !stays.contains(text));
            let earlier: Vec<_> = earlier.copied().collect();
            let old = earlier.len().saturating_sub(EARLIER_KEPT);
            let state = self.state;
            let stays = |text: &TextId| state.frozen.contains(text) || original == Some(*text);
            self.erase_texts(earlier[..old].iter().copied().filter(|text| !stays(text)));
        }
        self.happened(ItemSet { item: id, fields: set });
        Ok(())
    }

    pub(super) fn set_all(&mut self, items: &[SetItem]) -> Decided {
        at_most(items.len(), ROWS_MAX)?;
        let distinct: BTreeSet<_> = items.iter().map(|item| item.item).collect();
        fresh(distinct.len() < items.len())?;
        items.iter().try_for_each(|set| {
            self.set(set.item, &set.fields, set.was.as_ref())
                .map_err(|refusal| one_refused(set.item, refusal))
        })
    }

    /// What changes of these fields; nothing: it is emptied.
    pub(super) fn fields(
        &mut self,
        id: ItemId,
        noun: Noun,
        present: Option<&Item>,
        fields: &Fields,
        was: Option<&Fields>,
    ) -> Result<BTreeMap<String, Option<Stored>>, Refusal> {
        let mut set = BTreeMap::new();
        for (name, json) in fields {
            let field = noun.field(name).ok_or_else(|| bad_field(name, Fault::Unknown {}))?;
            let bad = |fault| bad_field(name, fault);
            let value = field.kind.read(json).map_err(bad)?;
            let held = present.and_then(|item| item.value(name));
            let now = held.filter(|held| self.state.lost(held).is_none());
            let now = now.map(|held| self.state.worded(held));
            if value == now {
                continue;
            }
            if field.computed || present.is_some() && matches!(field.kind, Kind::Parent(_) | Kind::Picture) {
                return Err(bad(Fault::Fixed {}));
            }
            if let Some(before) = was.and_then(|was| was.get(name))
                && field.kind.read(before).map_err(bad)? != now
            {
                let by = present.and_then(|item| item.fields.get(name)).and_then(|held| held.by);
                let now = now.map(|now| now.to_json()).unwrap_or_default();
                return Err(Refusal::ChangedMeanwhile { item: id, field: name.clone(), now, by });
            }
            if let Some(value) = &value {
                self.refers(field, value).map_err(bad)?;
            } else if field.required {
                return Err(bad(Fault::Missing {}));
            }
            let value = value.map(|value| self.store(&value, held));
            set.insert(name.clone(), value);
        }
        Ok(set)
    }

    /// Whether what a field refers to is there, and is what it must be; and so a picture.
    fn refers(&self, field: &Field, value: &Value<String>) -> Result<(), Fault> {
        if let (Kind::Picture, [image]) = (field.kind, value.texts())
            && picture::plain_size(image).is_none()
        {
            return Err(Fault::NotA { kind: field.kind.name().to_owned() });
        }
        let Some(noun) = field.kind.noun() else { return Ok(()) };
        let is_one = |item: &ItemId| self.noun(*item) == Some(noun);
        if value.items().iter().all(is_one) { Ok(()) } else { Err(Fault::NoSuchItem { noun }) }
    }

    /// Whether nothing is missing in an item of these values.
    fn complete<'v>(&self, noun: Noun, value: impl Fn(&str) -> Option<&'v Stored>) -> Decided {
        let spec = noun.spec();
        let missing = spec.fields.iter().find(|field| field.required && value(field.name).is_none());
        if let Some(field) = missing {
            return Err(bad_field(field.name, Fault::Missing {}));
        }
        let filled = spec.one_of.iter().filter(|name| value(name).is_some()).count();
        if let [first, ..] = spec.one_of
            && filled != 1
        {
            let fields = spec.one_of.iter().map(|name| (*name).to_owned()).collect();
            return Err(bad_field(first, Fault::OneOf { fields }));
        }
        let some = |amount: &Amount| !matches!(amount, Amount::Exact(number) if *number == Number::from(0));
        let rejected = matches!(value("rejected"), Some(Stored::Amount(amount)) if some(amount));
        if noun == Noun::Batch && rejected && value("reason").is_none() {
            return Err(bad_field("reason", Fault::Missing {}));
        }
        Ok(())
    }

    pub(super) fn remove(&mut self, roots: &[ItemId]) -> Decided {
        at_most(roots.len(), ROWS_MAX)?;
        if roots.contains(&self.state.own()) {
            return Err(Refusal::NotAllowed {});
        }
        let state = self.state;
        let (sheets, roots): (BTreeSet<_>, BTreeSet<_>) =
            roots.iter().copied().partition(|root| state.sheets.contains_key(root));
        roots.iter().try_for_each(|root| self.item(*root).map(drop))?;
        roots.iter().try_for_each(|root| self.may_remove(*root))?;
        if !sheets.is_empty() && self.is_member() {
            return Err(Refusal::NotAllowed {});
        }
        let items: BTreeSet<_> = roots.iter().flat_map(|root| state.tree(*root)).collect();
        let withdrawn =
            sheets.iter().filter_map(|sheet| state.sheets.get(sheet)).all(|sheet| sheet.withdrawn);
        if !withdrawn {
            return Err(Refusal::InUse {});
        }
        self.is_free(&items, &sheets)?;
        self.let_go_of_axes(&items);
        self.erase_unpublished(&items);
        self.erase_sheets(&sheets);
        let removed = &items | &sheets;
        if !removed.is_empty() {
            self.happened(ItemsRemoved { items: removed.into_iter().collect() });
        }
        Ok(())
    }

    /// Whether nothing but these items and sheets refers to these items.
    pub(super) fn is_free(&self, items: &BTreeSet<ItemId>, sheets: &BTreeSet<ItemId>) -> Decided {
        let state = self.state;
        let referred = |item: &ItemId| {
            let lets_go = |referrer: &ItemId| {
                state.noun(*item) == Some(Noun::ForumAxis) && stands_under(state, *referrer)
            };
            let mut referrers = state.referrers.get(item).into_iter().flatten();
            referrers.any(|referrer| !items.contains(referrer) && !lets_go(referrer))
        };
        let seated =
            |item: &ItemId| state.passes.values().any(|pass| !pass.revoked && pass.committees.contains(item));
        if items.iter().any(|item| referred(item) || seated(item) || is_answered(state, *item, sheets)) {
            return Err(Refusal::InUse {});
        }
        Ok(())
    }

    /// Erases all that these items say and said, but for what stands in a publication or a version.
    pub(super) fn erase_unpublished(&mut self, items: &BTreeSet<ItemId>) {
        let state = self.state;
        let texts = items.iter().filter_map(|item| state.items.get(item)).flat_map(|item| item.texts());
        self.erase_texts(texts.filter(|text| !state.frozen.contains(text)));
    }

    /// Erases all that these sheets say.
    pub(super) fn erase_sheets(&mut self, sheets: &BTreeSet<ItemId>) {
        let state = self.state;
        let sheets = sheets.iter().filter_map(|sheet| state.sheets.get(sheet));
        self.erase_texts(sheets.flat_map(|sheet| sheet.texts()));
    }

    pub(super) fn erase(&mut self, id: ItemId, fields: Option<&[String]>) -> Decided {
        let state = self.state;
        let noun = versions(state, id).next().map(|item| item.noun);
        let only = state.imports.get(&id).map(|_| "label");
        let only = only.or(state.publications.get(&id).map(|_| "note"));
        if noun.is_none() && only.is_none() && !state.sheets.contains_key(&id) {
            return Err(Refusal::NotFound {});
        }
        let is_one = |name: &str| only == Some(name) || noun.is_some_and(|noun| noun.field(name).is_some());
        if let Some(unknown) = fields.into_iter().flatten().find(|name| !is_one(name)) {
            return Err(bad_field(unknown, Fault::Unknown {}));
        }
        if self.erase_texts(texts_of(state, id, fields)) {
            let fields = fields.map(<[String]>::to_vec);
            self.happened(WordsErased { item: id, fields, why: Gone::TakenBack });
        }
        Ok(())
    }
}

/// An item as it stands, and as it was published and validated.
fn versions(state: &State, id: ItemId) -> impl Iterator<Item = &Item> {
    state.items.get(&id).map(AsRef::as_ref).into_iter().chain(state.frozen_items(id))
}

/// All texts of these fields of an item, a sheet, an import or a publication, wherever they stand; without fields of all
/// of it.
fn texts_of(state: &State, id: ItemId, fields: Option<&[String]>) -> BTreeSet<TextId> {
    let meant = |name: &str| fields.is_none_or(|fields| fields.iter().any(|field| field == name));
    let held = versions(state, id).flat_map(|item| &item.fields).filter(|(name, _)| meant(name));
    let sheet = state.sheets.get(&id).filter(|_| fields.is_none());
    let label = state.imports.get(&id).filter(|_| meant("label")).map(|import| import.label);
    let note = state.publications.get(&id).filter(|_| meant("note")).and_then(|publication| publication.note);
    let others = sheet.into_iter().flat_map(|sheet| sheet.texts()).chain(label).chain(note);
    held.flat_map(|(_, held)| held.texts()).chain(others).collect()
}

/// Whether a sheet other than these hangs on this item.
fn is_answered(state: &State, id: ItemId, but: &BTreeSet<ItemId>) -> bool {
    let Some(item) = state.items.get(&id) else { return false };
    let sheets = || {
        let sheets = state.sheets_of.get(&state.root(id)).into_iter().flatten();
        sheets.filter(|sheet| !but.contains(sheet)).filter_map(|sheet| state.sheets.get(sheet))
    };
    match item.noun {
        Noun::Campaign => sheets().next().is_some(),
        Noun::Question => sheets().any(|sheet| sheet.speaks_of(item.number)),
        Noun::Choice => sheets().any(|sheet| sheet.takes(item.number)),
        Noun::Batch => sheets().any(|sheet| sheet.batch == Some(id)),
        _ => false,
    }
}
