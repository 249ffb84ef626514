//! A programme as a subject: what the log, the task and the sockets ask of it.

use crate::audience::Audience;
use crate::decide::Order;
use crate::entry::{Caller, Entry, Holder};
use crate::event::Event;
use crate::state::State;
use crate::{audience, decide, permissions, view};
use jiff::Timestamp;
use protocol::limits::{FACILITATOR_RATE, PARTICIPANT_RATE};
use protocol::programme::entity::{Document, Entity, Key, Role};
use protocol::programme::{Command, ProgrammeLanguage, Scope};
use protocol::secret::Token;
use protocol::{Refusal, TextId};
use std::collections::{BTreeMap, BTreeSet};
use subject::{SecretHash, Subject, hash_token};

impl Subject for State {
    type Language = ProgrammeLanguage;
    type Caller = Caller;
    type Event = Event;
    type Holder = Holder;
    type Audience = Audience;

    fn decide(&self, caller: &Caller, order: &Order, now: Timestamp) -> Result<Entry, Refusal> {
        decide::decide(self, caller, order, now)
    }

    fn apply(&mut self, entry: &Entry, seq: u64, at: Timestamp) {
        State::apply(self, entry, seq, at);
    }

    fn texts_mut(&mut self) -> &mut BTreeMap<TextId, String> {
        &mut self.texts
    }

    fn kept(&mut self) -> Self {
        State::kept(self)
    }

    fn to_checkpoint(&self) -> Vec<u8> {
        State::to_checkpoint(self)
    }

    fn from_checkpoint(json: &[u8]) -> Option<Self> {
        State::from_checkpoint(json)
    }

    fn caller(&self, token: &SecretHash, owner: bool) -> Option<Caller> {
        State::caller(self, token).or(owner.then_some(Caller::Owner))
    }

    fn role(&self, caller: &Caller) -> Option<Role> {
        State::role(self, caller)
    }

    fn rate(caller: &Caller) -> Option<(u32, u32)> {
        match caller {
            Caller::Owner | Caller::Officer(_) => Some(FACILITATOR_RATE),
            Caller::Member(_) => Some(PARTICIPANT_RATE),
            Caller::Public => None,
        }
    }

    fn takes_long(command: &Command) -> bool {
        matches!(command, Command::Publish(publish) if publish.document == Document::Results)
    }

    fn has_own_secret(&self, command: &Command) -> bool {
        let opens = |token: &Token| self.holder(&hash_token(token));
        match command {
            Command::AddOfficer(add) => opens(&add.token) == Some(Holder::Pass(add.r#as)),
            Command::AddMember(add) => opens(&add.token) == Some(Holder::Pass(add.r#as)),
            _ => true,
        }
    }

    fn audience(caller: &Caller, scope: Scope) -> Option<Audience> {
        audience::audience(caller, scope)
    }

    fn may_see(&self, caller: &Caller, audience: Audience) -> bool {
        permissions::may_see(self, caller, audience)
    }

    fn unseen(audience: Audience) -> Refusal {
        match audience {
            Audience::Publication(_) => Refusal::NotFound {},
            _ => Refusal::NotAllowed {},
        }
    }

    fn is_own(audience: Audience) -> bool {
        matches!(audience, Audience::Own(_))
    }

    fn keys(&self, audience: Audience) -> Vec<Key> {
        view::keys(self, audience)
    }

    fn view(&self, audience: Audience, key: Key) -> Option<Entity> {
        view::view(self, audience, key)
    }

    fn words(&self, audience: Audience, key: Key) -> Vec<TextId> {
        view::words(self, audience, key)
    }

    fn take_touched(&mut self) -> BTreeSet<(Audience, Key)> {
        State::take_touched(self)
    }

    fn shuts_out(&self, audience: Audience, key: Key) -> bool {
        audience == Audience::Office && matches!(key, Key::Pass(_))
    }

    /// Whoever reads a committee that was removed reads it no more.
    fn narrows(audience: Audience, key: Key) -> Option<Audience> {
        match (audience, key) {
            (Audience::Programme, Key::Item(item)) => Some(Audience::Committee(item)),
            _ => None,
        }
    }
}
