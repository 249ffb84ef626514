//! What events do. Nothing here can fail: what `decide` let pass applies.

mod item;
mod outcome;
mod pass;
mod publication;
mod sheet;
mod touch;
mod version;

use crate::audience::Audience;
use crate::entry::{Caller, Entry, Holder};
use crate::event::{CardMarked, Event, ItemAdded, PartImported, ProgrammeCreated};
use crate::state::{Import, OpenCampaign, State};
use jiff::Timestamp;
use protocol::programme::entity::{CardRef, Key, PassKind};
use protocol::programme::{ItemId, Noun};
use protocol::{PassId, TextId};

/// What all events of an entry have in common.
struct Context<'a> {
    by: Option<PassId>,
    seq: u64,
    at: Timestamp,
    erased: &'a [TextId],
    /// The import with which items come.
    import: Option<ItemId>,
}

impl State {
    /// Does what the entry of this commit says, and notes what screens must hear.
    pub fn apply(&mut self, entry: &Entry, seq: u64, at: Timestamp) {
        if let Some((last, _)) = entry.texts.last_key_value() {
            self.next_text = self.next_text.max(last.0 + 1);
        }
        let words = entry.texts.iter().filter_map(|(id, text)| Some((*id, text.words()?.to_owned())));
        self.texts.extend(words);
        self.last = at;
        let by = entry.caller.pass();
        if let Some(pass) = by.and_then(|by| self.passes.get_mut(&by)) {
            pass.typed.extend(entry.texts.keys());
        }
        // Before words go, so that what shows them is still known.
        self.touch_texts(&entry.erased);
        let mut context = Context { by, seq, at, erased: &entry.erased, import: None };
        for event in &entry.events {
            self.apply_event(event, &mut context);
        }
        for credential in &entry.credentials {
            self.credentials.insert(credential.hash, credential.holder);
            let Holder::Pass(made) = credential.holder;
            if let (Caller::Officer(by), Some(made)) = (&entry.caller, self.passes.get_mut(&made)) {
                made.by = Some(*by);
            }
        }
        for text in &entry.erased {
            self.texts.remove(text);
        }
        self.let_go(&entry.erased);
        self.outcomes_fall_back(&entry.events, seq);
    }

    fn apply_event(&mut self, event: &Event, context: &mut Context<'_>) {
        match event {
            Event::ProgrammeCreated(event) => self.programme_created(event, context),
            Event::ItemAdded(event) => self.item_added(event, context),
            Event::ItemSet(event) => self.item_set(event, context),
            Event::ItemsRemoved(event) => self.remove_items(&event.items),
            Event::WordsErased(event) => self.words_erased(event, context),
            Event::PassAdded(event) => self.pass_added(event),
            Event::PassRevoked(event) => self.pass_revoked(event, context),
            Event::CampaignOpened(event) => {
                let open = OpenCampaign { open: true, secret: event.secret.clone(), changed: context.seq };
                self.open.insert(event.campaign, open);
                self.touch_item(event.campaign);
            }
            Event::CampaignClosed(event) => {
                if let Some(campaign) = self.open.get_mut(&event.campaign) {
                    campaign.open = false;
                    campaign.changed = context.seq;
                }
                self.touch_item(event.campaign);
            }
            Event::SheetKeyed(event) => self.sheet_keyed(event, context),
            Event::SheetKeyedAgain(event) => self.sheet_keyed_again(event, context),
            Event::SheetCorrected(event) => self.sheet_corrected(event, context),
            Event::SheetWithdrawn(event) => self.sheet_withdrawn(event, context),
            Event::PartImported(event) => self.part_imported(event, context),
            Event::ImportUndone(event) => self.import_undone(event.import),
            Event::OutcomesFinished(_) => self.outcomes_set(true, context.seq),
            Event::OutcomesReopened(_) => self.outcomes_set(false, context.seq),
            Event::CardMarked(event) => self.card_marked(event),
            Event::VersionKept(event) => self.version_kept(event, context),
            Event::Published(event) => self.published(event, context),
        }
    }

    fn programme_created(&mut self, created: &ProgrammeCreated, context: &mut Context<'_>) {
        self.id = created.programme;
        self.code.clone_from(&created.code);
        self.language.clone_from(&created.language);
        self.add_pass(created.pass, PassKind::Officer, None, &[], true);
        let (item, noun, fields) = (self.own(), Noun::Programme, created.fields.clone());
        self.item_added(&ItemAdded { item, noun, fields }, context);
        created.items.iter().for_each(|item| self.item_added(item, context));
    }

    fn part_imported(
        &mut self,
        &PartImported { import, part, label }: &PartImported,
        context: &mut Context<'_>,
    ) {
        self.said.insert(label, import);
        let begun = || Import { label, parts: 0, rows: Vec::new(), undone: false };
        self.imports.entry(import).or_insert_with(begun).parts = part;
        context.import = Some(import);
        self.touch(Audience::Office, Key::Import(import));
    }

    /// What came with an import comes to stand in it.
    fn came(&mut self, row: ItemId, context: &Context<'_>) {
        if let Some(import) = context.import.and_then(|import| self.imports.get_mut(&import)) {
            import.rows.push(row);
        }
    }

    fn import_undone(&mut self, id: ItemId) {
        let (items, sheets) = self.rows_of(id);
        if let Some(import) = self.imports.get_mut(&id) {
            import.undone = true;
            import.rows.clear();
            self.said.remove(&import.label);
            self.gone.remove(&import.label);
        }
        let items: Vec<_> = items.into_iter().flat_map(|item| self.tree(item)).collect();
        sheets.into_iter().for_each(|sheet| self.remove_sheet(sheet));
        self.remove_items(&items);
        self.touch(Audience::Office, Key::Import(id));
    }

    fn card_marked(&mut self, &CardMarked { card, on }: &CardMarked) {
        if on {
            self.evidence.insert(card);
        } else {
            self.evidence.remove(&card);
        }
        self.touch(Audience::Cards, Key::Card(card));
        if let CardRef::Verbatim(verbatim) = card {
            self.touch_sources(verbatim);
        }
    }
}
