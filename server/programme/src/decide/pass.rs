//! Passes of officers and members.

use super::{Decided, Draft, at_most, fresh, room};
use crate::entry::Holder;
use crate::event::{PassAdded, PassRevoked};
use protocol::limits::programme::{COMMITTEES_OF_A_PASS_MAX, PASSES_MAX};
use protocol::programme::ItemId;
use protocol::programme::command::{AddMember, AddOfficer, Revoke};
use protocol::programme::entity::PassKind;
use protocol::programme::noun::Noun;
use protocol::secret::Token;
use protocol::text::Form;
use protocol::{PassId, Refusal};
use std::collections::BTreeSet;
use subject::hash_token;

impl Draft<'_> {
    pub(super) fn add_officer(&mut self, add: &AddOfficer) -> Decided {
        self.add_pass(add.r#as, PassKind::Officer, &add.label, &[], &add.token)
    }

    pub(super) fn add_member(&mut self, add: &AddMember) -> Decided {
        at_most(add.committees.len(), COMMITTEES_OF_A_PASS_MAX)?;
        let distinct: BTreeSet<_> = add.committees.iter().collect();
        fresh(distinct.is_empty() || distinct.len() < add.committees.len())?;
        add.committees
            .iter()
            .try_for_each(|committee| self.item_of(*committee, Noun::Committee).map(drop))?;
        self.add_pass(add.r#as, PassKind::Member, &add.label, &add.committees, &add.token)
    }

    fn add_pass(
        &mut self,
        pass: PassId,
        kind: PassKind,
        label: &str,
        committees: &[ItemId],
        token: &Token,
    ) -> Decided {
        let token = hash_token(token);
        fresh(self.state.passes.contains_key(&pass) || self.state.holder(&token).is_some())?;
        room(self.state.passes.values().filter(|pass| !pass.revoked).count(), PASSES_MAX)?;
        let label = self.text(label, Form::Name)?;
        self.opens(token, Holder::Pass(pass));
        self.happened(PassAdded { pass, kind, label, committees: committees.to_vec() });
        Ok(())
    }

    /// Words can also be erased of a pass that was revoked before.
    pub(super) fn revoke(&mut self, &Revoke { pass: id, erase }: &Revoke) -> Decided {
        let state = self.state;
        let pass = state.passes.get(&id).ok_or(Refusal::NotFound {})?;
        if pass.first {
            return Err(Refusal::NotAllowed {});
        }
        let erased = erase && self.erase_texts(pass.typed.iter().copied().chain(pass.label));
        if erased || !pass.revoked {
            self.happened(PassRevoked { pass: id, erased });
            self.revoke_made_with(id);
        }
        Ok(())
    }

    /// With a pass go those that were made with it: whoever is shut out has no way left.
    fn revoke_made_with(&mut self, id: PassId) {
        let state = self.state;
        for (made, _) in state.passes.iter().filter(|(_, made)| made.by == Some(id) && !made.revoked) {
            self.happened(PassRevoked { pass: *made, erased: false });
            self.revoke_made_with(*made);
        }
    }
}
