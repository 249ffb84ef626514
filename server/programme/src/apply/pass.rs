//! Passes of officers and members.

use super::Context;
use crate::audience::Audience;
use crate::entry::Holder;
use crate::event::{PassAdded, PassRevoked};
use crate::state::{Pass, State};
use protocol::entity::Gone;
use protocol::programme::ItemId;
use protocol::programme::entity::{Key, PassKind};
use protocol::{PassId, TextId};
use std::collections::BTreeSet;

impl State {
    pub(super) fn pass_added(&mut self, added: &PassAdded) {
        self.add_pass(added.pass, added.kind, Some(added.label), &added.committees, false);
    }

    pub(super) fn add_pass(
        &mut self,
        id: PassId,
        kind: PassKind,
        label: Option<TextId>,
        committees: &[ItemId],
        first: bool,
    ) {
        let committees = committees.to_vec();
        let pass = Pass { kind, label, committees, first, revoked: false, by: None, typed: BTreeSet::new() };
        self.passes.insert(id, pass);
        self.touch_pass(id);
    }

    pub(super) fn pass_revoked(
        &mut self,
        &PassRevoked { pass: id, erased }: &PassRevoked,
        context: &Context<'_>,
    ) {
        if let Some(pass) = self.passes.get_mut(&id) {
            pass.revoked = true;
        }
        if erased {
            self.words_went(None, Gone::Erased, context);
        }
        self.credentials.retain(|_, holder| *holder != Holder::Pass(id));
        self.touch_pass(id);
    }

    fn touch_pass(&mut self, id: PassId) {
        self.touch(Audience::Office, Key::Pass(id));
        self.touch(Audience::Own(Some(id)), Key::Me);
    }
}
