//! Passes of co-facilitators and projectors.

use crate::audience::Audience;
use crate::entry::Holder;
use crate::event::{PassAdded, PassRevoked};
use crate::state::{Pass, State};
use protocol::entity::{Key, PassKind};
use protocol::{PassId, TextId};

impl State {
    pub(super) fn pass_added(&mut self, &PassAdded { pass, kind, label }: &PassAdded) {
        self.add_pass(pass, kind, Some(label), false);
    }

    pub(super) fn add_pass(&mut self, id: PassId, kind: PassKind, label: Option<TextId>, first: bool) {
        self.passes.insert(id, Pass { kind, label, first, revoked: false, by: None });
        self.touch(Audience::Facilitation, Key::Pass(id));
    }

    pub(super) fn pass_revoked(&mut self, &PassRevoked { pass: id }: &PassRevoked) {
        if let Some(pass) = self.passes.get_mut(&id) {
            pass.revoked = true;
        }
        self.credentials.retain(|_, holder| *holder != Holder::Pass(id));
        self.touch(Audience::Facilitation, Key::Pass(id));
    }
}
