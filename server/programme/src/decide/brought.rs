//! What was said in forums, brought in; and words that are marked.

use super::{Decided, Draft, at_most, bad_field, fresh, one_refused};
use crate::card;
use crate::event::{CardMarked, Stored, WordsErased};
use crate::state::Item;
use protocol::Refusal;
use protocol::entity::Gone;
use protocol::limits::programme::CARDS_MARKED_MAX;
use protocol::limits::programme::ROWS_MAX;
use protocol::programme::ItemId;
use protocol::programme::command::{BringIn, Brought, Fields, Mark, MarkAll};
use protocol::programme::field::Fault;
use protocol::programme::noun::Noun;
use protocol::programme::value::Value;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// What the committee decides: no forum says it.
const DECIDED: [&str; 4] = ["outcome", "into", "why", "remark"];

impl Draft<'_> {
    pub(super) fn bring_in(&mut self, BringIn { forum, axes, contributions }: &BringIn) -> Decided {
        at_most(axes.len() + contributions.len(), ROWS_MAX)?;
        self.item_of(*forum, Noun::Forum)?;
        let mut seen = BTreeSet::new();
        let axes = axes.iter().map(|axis| (Noun::ForumAxis, axis));
        let contributions = contributions.iter().map(|contribution| (Noun::Contribution, contribution));
        axes.chain(contributions).try_for_each(|(noun, brought)| {
            if !seen.insert(brought.r#as) {
                return Err(Refusal::BadCommand {});
            }
            self.bring(*forum, noun, brought).map_err(|refusal| one_refused(brought.r#as, refusal))
        })
    }

    fn bring(&mut self, forum: ItemId, noun: Noun, Brought { r#as: id, fields }: &Brought) -> Decided {
        let not_theirs = |name: &&String| *name == "forum" || DECIDED.contains(&name.as_str());
        if let Some(name) = fields.keys().find(not_theirs) {
            return Err(bad_field(name, Fault::Fixed {}));
        }
        let said = if noun == Noun::ForumAxis { "name" } else { "text" };
        let taken_back = fields.get(said).is_none_or(|text| text.is_null());
        let Ok(present) = self.item(*id) else {
            let mut fields: Fields = fields.clone();
            fields.insert("forum".to_owned(), json!(forum));
            if taken_back {
                fields.retain(|name, _| matches!(name.as_str(), "forum" | "kind" | "number"));
            }
            return self.add(*id, noun, &fields);
        };
        if present.noun != noun || present.parent() != Some(forum) {
            return Err(Refusal::BadCommand {});
        }
        let is_gone = present.text(said).is_none_or(|text| !self.state.texts.contains_key(&text));
        if taken_back {
            if self.erase_texts(present.texts()) {
                self.happened(WordsErased { item: *id, fields: None, why: Gone::TakenBack });
            }
            return Ok(());
        }
        if is_gone {
            return Ok(());
        }
        // What was erased here stays erased.
        let stays = |name: &String| present.value(name).is_none_or(|value| self.state.lost(value).is_none());
        let fields = fields.clone().into_iter().filter(|(name, _)| stays(name)).collect();
        let mut set = self.fields(*id, present.noun, Some(present), &fields, None)?;
        self.erase_beside(*id, present, &mut set);
        self.set_fields(*id, present, set)
    }

    /// Erases what topic and axes said and do not say any more: the forum may have taken it back. A topic that is gone
    /// there stays gone.
    fn erase_beside(&mut self, id: ItemId, present: &Item, set: &mut BTreeMap<String, Option<Stored>>) {
        let mut erased = Vec::new();
        for name in ["topic", "axes", "name"] {
            let (Some(value), Some(held)) = (set.get(name), present.fields.get(name)) else { continue };
            let stays = value.as_ref().map_or(&[][..], Value::texts);
            let leaves = held.texts().filter(|text| !stays.contains(text));
            if self.erase_texts(leaves) {
                erased.push(name.to_owned());
            }
        }
        if set.get("topic").is_some_and(Option::is_none) {
            set.remove("topic");
        }
        if !erased.is_empty() {
            self.happened(WordsErased { item: id, fields: Some(erased), why: Gone::TakenBack });
        }
    }

    pub(super) fn mark(&mut self, &Mark { card, on }: &Mark) -> Decided {
        let marked = self.state.evidence.contains(&card);
        if on && card::text(self.state, card).is_none() || !on && !marked {
            return if on { Err(Refusal::NotFound {}) } else { Ok(()) };
        }
        if on != marked {
            self.happened(CardMarked { card, on });
        }
        Ok(())
    }

    pub(super) fn mark_all(&mut self, MarkAll { cards, on }: &MarkAll) -> Decided {
        at_most(cards.len(), CARDS_MARKED_MAX)?;
        let distinct: BTreeSet<_> = cards.iter().collect();
        fresh(distinct.len() < cards.len())?;
        cards.iter().try_for_each(|card| self.mark(&Mark { card: *card, on: *on }))
    }
}
