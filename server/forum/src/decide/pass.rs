//! Passes of co-facilitators and projectors.

use super::{Decided, Draft, fresh, room};
use crate::entry::Holder;
use crate::event::{PassAdded, PassRevoked};
use protocol::command::{AddFacilitator, AddProjector, Revoke};
use protocol::entity::PassKind;
use protocol::limits::PASSES_MAX;
use protocol::secret::Token;
use protocol::text::Form;
use protocol::{PassId, Refusal};
use subject::hash_token;

impl Draft<'_> {
    pub(super) fn add_facilitator(
        &mut self,
        &AddFacilitator { r#as: pass, ref label, ref token }: &AddFacilitator,
    ) -> Decided {
        self.add_pass(pass, PassKind::Facilitator, label, token)
    }

    pub(super) fn add_projector(
        &mut self,
        &AddProjector { r#as: pass, ref label, ref token }: &AddProjector,
    ) -> Decided {
        self.add_pass(pass, PassKind::Projector, label, token)
    }

    fn add_pass(&mut self, pass: PassId, kind: PassKind, label: &str, token: &Token) -> Decided {
        let token = hash_token(token);
        fresh(self.state.passes.contains_key(&pass) || self.state.holder(&token).is_some())?;
        room(self.state.passes.values().filter(|pass| !pass.revoked).count(), PASSES_MAX)?;
        let label = self.text(label, Form::Name)?;
        self.opens(token, Holder::Pass(pass));
        self.happened(PassAdded { pass, kind, label });
        Ok(())
    }

    pub(super) fn revoke(&mut self, &Revoke { pass: id }: &Revoke) -> Decided {
        let pass = self.state.passes.get(&id).ok_or(Refusal::NotFound {})?;
        if pass.first {
            return Err(Refusal::NotAllowed {});
        }
        if !pass.revoked {
            self.revoke_all(id);
        }
        Ok(())
    }

    /// With a pass go those that were made with it: whoever is shut out has no way left.
    fn revoke_all(&mut self, id: PassId) {
        self.happened(PassRevoked { pass: id });
        let state = self.state;
        for (made, _) in state.passes.iter().filter(|(_, made)| made.by == Some(id) && !made.revoked) {
            self.revoke_all(*made);
        }
    }
}
