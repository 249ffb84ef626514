//! Items.

use super::Context;
use crate::audience::Audience;
use crate::event::{ItemAdded, ItemSet, WordsErased};
use crate::state::{Held, Item, State};
use protocol::TextId;
use protocol::entity::Gone;
use protocol::programme::ItemId;
use protocol::programme::entity::{CardRef, Key};
use protocol::programme::noun::Noun;
use protocol::programme::value::Value;
use std::sync::Arc;

impl State {
    pub(super) fn item_added(&mut self, added: &ItemAdded, context: &Context<'_>) {
        let ItemAdded { item: id, noun, fields } = added;
        let made = self.made.entry(*noun).or_default();
        made.ever += 1;
        made.standing += 1;
        let number = made.ever;
        let held = |(name, value): (&String, &Value<TextId>)| {
            let since = is_state(name).then_some(context.at);
            (name.clone(), Held { value: Some(value.clone()), by: context.by, since, earlier: Vec::new() })
        };
        let fields = fields.iter().map(held).collect();
        let item = Item { noun: *noun, number, fields, changed: context.seq, import: context.import };
        match noun {
            Noun::Question => drop(self.questions.insert(number, *id)),
            Noun::Choice => drop(self.choices.insert(number, *id)),
            _ => {}
        }
        if let Some(parent) = item.parent() {
            self.children.entry(parent).or_default().insert(*id);
        }
        for referred in item.references() {
            self.referrers.entry(referred).or_default().insert(*id);
        }
        self.said.extend(item.texts().map(|text| (text, *id)));
        self.items.insert(*id, Arc::new(item));
        self.outcome_decided(*id, added.fields.keys());
        self.came(*id, context);
        self.touch_item(*id);
    }

    pub(super) fn item_set(&mut self, set: &ItemSet, context: &Context<'_>) {
        let id = set.item;
        // What it stood under before hears of it too.
        self.touch_item(id);
        self.touch_cards(id, |field| set.fields.contains_key(field));
        let Some(item) = self.items.get_mut(&id).map(Arc::make_mut) else { return };
        let before = item.references();
        for (name, value) in &set.fields {
            let held = item.fields.entry(name.clone()).or_default();
            if is_state(name) && held.value != *value {
                held.since = Some(context.at);
            }
            let stays = value.as_ref().map_or(&[][..], Value::texts);
            let replaced = held.value.take();
            let replaced = replaced.iter().flat_map(Value::texts).filter(|text| !stays.contains(text));
            for text in replaced {
                if self.gone.contains_key(text) {
                    if !self.frozen.contains(text) {
                        self.gone.remove(text);
                        self.said.remove(text);
                    }
                } else {
                    held.earlier.push(*text);
                }
            }
            held.earlier.retain(|text| !context.erased.contains(text) && !stays.contains(text));
            self.said.extend(stays.iter().map(|text| (*text, id)));
            held.value.clone_from(value);
            held.by = context.by;
        }
        item.fields.retain(|_, held| held.value.is_some() || !held.earlier.is_empty());
        item.changed = context.seq;
        let after = item.references();
        self.outcome_decided(id, set.fields.keys());
        for referred in before.difference(&after) {
            self.let_go_of(*referred, id);
        }
        for referred in after.difference(&before) {
            self.referrers.entry(*referred).or_default().insert(id);
        }
        self.touch_item(id);
        self.touch_cards(id, |field| set.fields.contains_key(field));
    }

    fn let_go_of(&mut self, referred: ItemId, by: ItemId) {
        if let Some(referrers) = self.referrers.get_mut(&referred) {
            referrers.remove(&by);
            if referrers.is_empty() {
                self.referrers.remove(&referred);
            }
        }
    }

    pub(super) fn remove_items(&mut self, items: &[ItemId]) {
        for id in items {
            self.touch_item(*id);
        }
        // Sheets go before the questions by which their cards are found.
        for id in items {
            self.remove_sheet(*id);
        }
        for id in items {
            let Some(item) = self.items.remove(id) else { continue };
            self.outcomes.told.remove(id);
            if let Some(made) = self.made.get_mut(&item.noun) {
                made.standing = made.standing.saturating_sub(1);
            }
            match item.noun {
                Noun::Question => drop(self.questions.remove(&item.number)),
                Noun::Choice => drop(self.choices.remove(&item.number)),
                Noun::Campaign => drop(self.open.remove(id)),
                Noun::Verbatim => drop(self.evidence.remove(&CardRef::Verbatim(*id))),
                Noun::Contribution => drop(self.evidence.remove(&CardRef::Contribution(*id))),
                _ => {}
            }
            if let Some(parent) = item.parent()
                && let Some(children) = self.children.get_mut(&parent)
            {
                children.remove(id);
                if children.is_empty() {
                    self.children.remove(&parent);
                }
            }
            for referred in item.references() {
                self.let_go_of(referred, *id);
            }
            for text in item.texts().filter(|text| !self.frozen.contains(text)) {
                self.gone.remove(&text);
                self.said.remove(&text);
            }
            for pass in self.passes.values_mut() {
                pass.committees.retain(|committee| committee != id);
            }
        }
    }

    pub(super) fn words_erased(&mut self, erased: &WordsErased, context: &Context<'_>) {
        self.words_went(Some(erased.item), erased.why, context);
    }

    /// Notes why words are erased: those of this item or sheet, or all.
    pub(super) fn words_went(&mut self, of: Option<ItemId>, why: Gone, context: &Context<'_>) {
        for text in context.erased {
            let Some(id) = self.said.get(text).copied().filter(|id| of.is_none_or(|of| of == *id)) else {
                continue;
            };
            self.gone.insert(*text, why);
            if let Some(item) = self.items.get_mut(&id).map(Arc::make_mut) {
                item.changed = context.seq;
            }
            if let Some(sheet) = self.sheets.get_mut(&id).map(Arc::make_mut) {
                sheet.changed = context.seq;
            }
        }
    }

    /// Lets go of texts that were erased: what said them keeps a place for the present one alone.
    pub(super) fn let_go(&mut self, erased: &[TextId]) {
        for text in erased {
            let Some(id) = self.said.get(text).copied() else {
                self.gone.remove(text);
                continue;
            };
            let mut refers =
                self.sheets.get(&id).is_some_and(|sheet| sheet.texts().any(|said| said == *text))
                    || self.imports.get(&id).is_some_and(|import| import.label == *text)
                    || self.publications.get(&id).is_some_and(|it| it.note == Some(*text));
            if let Some(item) = self.items.get(&id) {
                let shows = |held: &Held| held.value.iter().any(|value| value.texts().contains(text));
                let said = |held: &Held| held.earlier.contains(text);
                refers |= item.fields.values().any(shows);
                if item.fields.values().any(said)
                    && let Some(item) = self.items.get_mut(&id).map(Arc::make_mut)
                {
                    item.fields.values_mut().for_each(|held| held.earlier.retain(|earlier| earlier != text));
                    item.fields.retain(|_, held| held.value.is_some() || !held.earlier.is_empty());
                }
            }
            if !refers && !self.frozen.contains(text) {
                self.said.remove(text);
                self.gone.remove(text);
            }
        }
        for (pass, it) in &mut self.passes {
            if erased.iter().filter(|text| it.typed.remove(text)).count() > 0 {
                self.touched.insert((Audience::Office, Key::Pass(*pass)));
            }
        }
    }
}

/// Fields of which it is kept when they came to say what they say.
fn is_state(field: &str) -> bool {
    matches!(field, "state" | "minutes_state")
}
