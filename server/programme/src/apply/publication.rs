//! What was published.

use super::Context;
use crate::audience::Audience;
use crate::event::Published;
use crate::plan;
use crate::state::{Item, Publication, State};
use crate::unheard::named;
use protocol::programme::ItemId;
use protocol::programme::entity::{Document, Key};
use protocol::programme::value::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

impl State {
    pub(super) fn as_they_stand(&self, items: &[ItemId]) -> BTreeMap<ItemId, Arc<Item>> {
        items.iter().filter_map(|id| Some((*id, self.items.get(id)?.clone()))).collect()
    }

    pub(super) fn published(&mut self, published: &Published, context: &Context<'_>) {
        let Published { publication: id, document, of, version, note, items, results, unheard } = published;
        let (shown, plan) = match document {
            Document::Plan => {
                let (items, told) = plan::items(self, items);
                (items, Some(Arc::new(told)))
            }
            _ => (self.as_they_stand(items), None),
        };
        let silent = unheard.iter().flat_map(|unheard| &unheard.items);
        let silent = silent.filter_map(|id| Some((*id, Arc::new(named(self.items.get(id)?)))));
        let items: BTreeMap<_, _> = silent.chain(shown).collect();
        let shown = items.values().flat_map(|item| &item.fields).filter_map(|(_, held)| held.value.as_ref());
        self.frozen.extend(shown.flat_map(Value::texts));
        let earlier = self.publications.iter().filter(|(_, it)| (it.document, it.of) == (*document, *of));
        let earlier: Vec<_> = earlier.map(|(id, _)| *id).collect();
        let keys = items.keys().map(|item| (Audience::Publication(*id), Key::Item(*item)));
        self.touched.extend(keys);
        if let (Some(made), Some(campaign)) = (results, of) {
            self.tell(*campaign, *id, made);
            self.touched.insert((Audience::Publication(*id), Key::Results(*id)));
        }
        let results = results.clone().map(Arc::new);
        let unheard = unheard.clone().map(Arc::new);
        let (document, of, version, note, at) = (*document, *of, *version, *note, context.at);
        self.said.extend(note.map(|note| (note, *id)));
        let publication = Publication { document, of, version, at, note, items, plan, results, unheard };
        self.publications.insert(*id, publication);
        for publication in earlier.into_iter().chain([*id]) {
            self.touch_publication(publication);
        }
    }
}
