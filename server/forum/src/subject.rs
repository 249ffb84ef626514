//! A forum as a subject: what the log, the task and the sockets ask of it.

use crate::audience::Audience;
use crate::entry::{self, Caller, Entry, Holder};
use crate::event::Event;
use crate::state::State;
use crate::{audience, decide, permissions, texts, view};
use jiff::Timestamp;
use protocol::command::Order;
use protocol::entity::{Count, CountKey, Entity, Key};
use protocol::limits::{FACILITATOR_RATE, PARTICIPANT_RATE};
use protocol::message::Role;
use protocol::secret::{ReceiptCode, Token};
use protocol::{Command, ForumLanguage, ParticipantId, Refusal, Scope, TextId};
use std::collections::{BTreeMap, BTreeSet};
use subject::{Here, SecretHash, Skip, Subject, hash_token};

impl Subject for State {
    type Language = ForumLanguage;
    type Caller = Caller;
    type Event = Event;
    type Holder = Holder;
    type Audience = Audience;

    fn decide(&self, caller: &Caller, order: &Order, now: Timestamp) -> Result<Entry, Refusal> {
        decide::decide(self, caller, order, now)
    }

    fn draw(&self, entry: &mut Entry, random: &mut dyn FnMut() -> u8) {
        entry::give_receipts(entry, self, || ReceiptCode::draw(&mut *random));
    }

    fn apply(&mut self, entry: &Entry, seq: u64, at: Timestamp) {
        State::apply(self, entry, seq, at);
    }

    /// Whoever replaces the hall's Wi-Fi or a logo erases what stood there.
    fn owed(&self) -> Vec<Command> {
        self.erasing().collect()
    }

    fn skip(&mut self, skip: Skip) {
        State::skip(self, skip);
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
            Caller::Owner | Caller::Facilitator(_) => Some(FACILITATOR_RATE),
            Caller::Projector(_) | Caller::Participant(_) => Some(PARTICIPANT_RATE),
            Caller::Newcomer | Caller::Voter(_) | Caller::Unnamed => None,
        }
    }

    fn has_own_secret(&self, command: &Command) -> bool {
        let opens = |token: &Token| self.holder(&hash_token(token));
        match command {
            Command::Join(join) => opens(&join.token) == Some(Holder::Participant(join.r#as)),
            Command::ComeBack(back) => matches!(opens(&back.token), Some(Holder::Participant(_))),
            Command::AddFacilitator(add) => opens(&add.token) == Some(Holder::Pass(add.r#as)),
            Command::AddProjector(add) => opens(&add.token) == Some(Holder::Pass(add.r#as)),
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
            Audience::Group(_) | Audience::Axis(_) => Refusal::NotFound {},
            Audience::Forum | Audience::Facilitation | Audience::Own(_) => Refusal::NotAllowed {},
        }
    }

    fn is_own(audience: Audience) -> bool {
        match audience {
            Audience::Own(_) => true,
            Audience::Forum | Audience::Group(_) | Audience::Axis(_) | Audience::Facilitation => false,
        }
    }

    fn keys(&self, audience: Audience) -> Vec<Key> {
        view::keys(self, audience)
    }

    fn view(&self, audience: Audience, key: Key) -> Option<Entity> {
        view::view(self, audience, key)
    }

    fn words(&self, audience: Audience, key: Key) -> Vec<TextId> {
        texts::texts(self, audience, key)
    }

    fn take_touched(&mut self) -> BTreeSet<(Audience, Key)> {
        State::take_touched(self)
    }

    fn shuts_out(&self, audience: Audience, key: Key) -> bool {
        audience == Audience::Facilitation
            && match key {
                Key::Pass(_) => true,
                Key::Person(person) => State::role(self, &Caller::Participant(person)).is_none(),
                _ => false,
            }
    }

    fn narrows(audience: Audience, key: Key) -> Option<Audience> {
        match (audience, key) {
            (Audience::Forum, Key::Group(group)) => Some(Audience::Group(group)),
            (Audience::Forum, Key::Axis(axis)) => Some(Audience::Axis(axis)),
            _ => None,
        }
    }

    fn counts(&self, audience: Audience) -> Vec<CountKey> {
        view::counts(self, audience)
    }

    fn count(&self, audience: Audience, key: CountKey, here: &dyn Here) -> Option<Count> {
        Some(match view::count(self, audience, key)? {
            Count::People { joined, .. } => {
                let elsewhere = self.ahead(here.now()).map_or(0, |hall| here.people_elsewhere(hall));
                Count::People { joined, here: here.people(), elsewhere }
            }
            other => other,
        })
    }

    fn take_counted(&mut self) -> BTreeSet<(Audience, CountKey)> {
        State::take_counted(self)
    }

    fn person(caller: &Caller) -> Option<ParticipantId> {
        match caller {
            Caller::Participant(person) => Some(*person),
            Caller::Owner
            | Caller::Newcomer
            | Caller::Facilitator(_)
            | Caller::Projector(_)
            | Caller::Voter(_)
            | Caller::Unnamed => None,
        }
    }

    fn people(&self, audience: Audience) -> Vec<ParticipantId> {
        view::people(self, audience)
    }

    fn neighbours(&self, person: ParticipantId) -> Vec<Audience> {
        let group = self.group_of(person).map(Audience::Group);
        group.into_iter().chain([Audience::Facilitation]).collect()
    }

    fn newcomer(audience: Audience, key: Key) -> Option<ParticipantId> {
        match (audience, key) {
            (Audience::Group(_), Key::Member(person)) => Some(person),
            _ => None,
        }
    }

    fn headcount() -> Option<(Audience, CountKey)> {
        Some((Audience::Forum, CountKey::People))
    }

    fn may_show(&self, caller: &Caller) -> bool {
        match State::role(self, caller) {
            Some(Role::Facilitator | Role::CoFacilitator) => true,
            Some(Role::Participant | Role::Projector) | None => false,
        }
    }

    fn is_screen(&self, caller: &Caller) -> bool {
        State::role(self, caller) == Some(Role::Projector)
    }

    fn set_key(&mut self, key: [u8; 32]) {
        self.set_dot_key(key);
    }

    fn is_key_spent(&self) -> bool {
        self.is_vote_final()
    }

    fn spends_key(entry: &Entry) -> bool {
        entry.events.iter().any(|event| matches!(event, Event::VoteSealed(_) | Event::ForumEnded(_)))
    }

    fn receipts(&self) -> Vec<ReceiptCode> {
        State::receipts(self)
    }

    fn receipts_of(entry: &Entry) -> Vec<ReceiptCode> {
        entry::receipts(entry).collect()
    }
}
