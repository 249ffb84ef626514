//! What screens are told: welcome, what they missed, changes, counts and presence.

use super::{Task, caller};
use crate::live::hub::{Delivery, Followers, SocketId};
use crate::live::subscribers::{Admitted, person};
use crate::live::{Arrival, Attached, frame, snapshot};
use bytes::Bytes;
use forum::{Audience, Caller, SecretHash, may_see};
use jiff::Timestamp;
use protocol::entity::{Change, Count, CountKey, Key};
use protocol::limits::{FRAME_BYTES_MAX, WIRE_VERSION};
use protocol::message::{
    Changes, CloseCode, Counts, Follow, Followed, Load, Presence, Role, ServerMessage, Show, Snapshot,
    Welcome,
};
use protocol::{HashHead, ParticipantId, Refusal, Scope};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// People whose presence a screen is told when it begins to follow: a list of 80 KB. Of more people
/// it is told those who came or went last.
const PRESENT_MAX: usize = 2_000;

impl Task {
    /// Lets a socket in.
    pub(super) async fn attach(&mut self, arrival: Arrival) -> Result<Attached, Refusal> {
        let caller = caller(&self.state, &arrival.token, arrival.owner).ok_or(Refusal::NotAllowed {})?;
        let role = self.state.role(&caller).ok_or(Refusal::NotAllowed {})?;
        let admitted = self.subscribers.admit(caller.clone(), arrival.token);
        let Admitted { socket, rate, oldest, came } = admitted.ok_or(Refusal::NotAllowed {})?;
        self.subscribers.note_clock(socket, arrival.ahead);
        if let Some(oldest) = oldest {
            self.hub.send(Delivery::Close(oldest, CloseCode::TooManyScreens)).await;
        }
        if let Some(person) = came {
            self.moved(person);
        }
        let welcome = Welcome {
            version: WIRE_VERSION,
            role,
            participant: person(&caller),
            position: self.chain.position(self.seq),
            now: Timestamp::now().as_millisecond(),
            people: self.subscribers.len() as u32,
        };
        self.hub.send(Delivery::Join(socket, Arc::clone(&arrival.outlet))).await;
        self.send(socket, &ServerMessage::Welcome(welcome.clone())).await;
        for follow in arrival.follow {
            self.follow(socket, follow).await;
        }
        Ok(Attached { socket, welcome, caller, rate })
    }

    /// Forgets a socket.
    pub(super) async fn leave(&mut self, socket: SocketId) {
        self.hub.send(Delivery::Leave(socket)).await;
        if let Some(person) = self.subscribers.leave(socket) {
            self.moved(person);
        }
    }

    /// Makes a socket follow a scope, from its position on or after it has loaded the snapshot.
    pub(super) async fn follow(&mut self, socket: SocketId, follow: Follow) {
        let Follow { scope, position } = follow;
        let Some(caller) = self.subscribers.caller(socket) else { return };
        let audience = forum::audience(caller, scope)
            .filter(|audience| may_see(&self.state, caller, *audience))
            .filter(|audience| self.subscribers.follow(socket, *audience));
        let Some(audience) = audience else {
            return self.send(socket, &ServerMessage::Gone(Load { scope })).await;
        };
        let load = ServerMessage::Load(Load { scope });
        let held = position.filter(|position| self.chain.contains(position));
        let missed = held.and_then(|held| Some((self.tails.since(audience, held.seq)?, held)));
        let Some((changes, held)) = missed else {
            self.subscribers.unfollow(socket, audience);
            return self.send(socket, &load).await;
        };
        let counts = self.presence.counted_after(audience, held.seq).collect();
        let mut missed = vec![frame::text(&ServerMessage::Followed(Followed { scope, position: held }))];
        missed.extend(changes);
        missed.extend(self.counts(audience, counts));
        missed.extend(self.presence(audience));
        self.hub.send(Delivery::CatchUp { socket, missed, load: frame::text(&load) }).await;
    }

    /// Ends it.
    pub(super) fn unfollow(&mut self, socket: SocketId, scope: Scope) {
        let audience = self.subscribers.caller(socket).and_then(|caller| forum::audience(caller, scope));
        if let Some(audience) = audience {
            self.subscribers.unfollow(socket, audience);
        }
    }

    /// Passes on to the room's screens what a facilitator asks of them.
    pub(super) async fn show(&mut self, from: SocketId, show: Show) {
        let role = |caller| self.state.role(caller);
        match self.subscribers.caller(from).and_then(role) {
            Some(Role::Facilitator | Role::CoFacilitator) => {}
            Some(Role::Participant | Role::Projector) | None => {
                return self.hub.send(Delivery::Close(from, CloseCode::NotAllowed)).await;
            }
        }
        let screens = self
            .subscribers
            .callers()
            .filter(|(_, caller)| role(caller) == Some(Role::Projector))
            .map(|(socket, _)| socket)
            .collect();
        self.hub.send(Delivery::Spread(screens, frame::text(&ServerMessage::Show(show)))).await;
    }

    /// The snapshot of a scope, shared where others may see the same.
    pub(super) fn snapshot(
        &mut self,
        token: &SecretHash,
        owner: bool,
        scope: Scope,
    ) -> Result<snapshot::Encoding, Refusal> {
        let caller = caller(&self.state, token, owner).ok_or(Refusal::NotAllowed {})?;
        let audience = forum::audience(&caller, scope).ok_or(Refusal::NotFound {})?;
        if !may_see(&self.state, &caller, audience) {
            return Err(match audience {
                Audience::Group(_) | Audience::Axis(_) => Refusal::NotFound {},
                Audience::Forum | Audience::Facilitation | Audience::Own(_) => Refusal::NotAllowed {},
            });
        }
        let mut snapshots = std::mem::take(&mut self.snapshots);
        let encoding = match audience {
            Audience::Own(_) => snapshot::encode(self.collect(audience)),
            Audience::Forum | Audience::Group(_) | Audience::Axis(_) | Audience::Facilitation => {
                snapshots.share(audience, self.seq, || self.collect(audience))
            }
        };
        self.snapshots = snapshots;
        Ok(encoding)
    }

    fn collect(&self, audience: Audience) -> Snapshot {
        let state = &self.state;
        let view = |key| forum::view(state, audience, key);
        let people = forum::people(state, audience).into_iter();
        let here = people.filter(|person| self.subscribers.is_here(*person)).collect();
        Snapshot {
            scope: audience.into(),
            position: self.chain.position(self.seq),
            entities: forum::keys(state, audience).into_iter().filter_map(view).collect(),
            counts: forum::counts(state, audience)
                .into_iter()
                .filter_map(|key| self.count(audience, key))
                .collect(),
            here,
        }
    }

    /// Tells the screens what the last commit changed; `head` is the beginning of its hash.
    pub(super) async fn publish(&mut self, head: HashHead) {
        let mut touched: BTreeMap<Audience, Vec<Key>> = BTreeMap::new();
        for (audience, key) in self.state.take_touched() {
            touched.entry(audience).or_default().push(key);
        }
        self.withdraw_rights(&touched).await;
        for (audience, keys) in touched {
            self.subscribers.keep_present(audience, None);
            if let Audience::Group(_) = audience {
                self.show_members(audience, &keys);
            }
            let followers = self.subscribers.followers(audience);
            if followers.is_none() && matches!(audience, Audience::Own(_)) {
                self.tails.skip(audience, self.seq);
                continue;
            }
            let change = |key| match forum::view(&self.state, audience, key) {
                Some(entity) => Change::Put(entity),
                None => Change::Remove(key),
            };
            let texts = keys.iter().flat_map(|key| forum::texts(&self.state, audience, *key)).collect();
            let changes = keys.into_iter().map(change).collect();
            let changes = Changes { scope: audience.into(), seq: self.seq, head, changes };
            let frame = frame::text(&ServerMessage::Changes(changes));
            if frame.len() > FRAME_BYTES_MAX {
                self.load_again(audience, followers).await;
                continue;
            }
            self.tails.push(audience, self.seq, frame.clone(), texts);
            if let Some(followers) = followers {
                self.hub.send(Delivery::Spread(followers, frame)).await;
            }
        }
        let counted = self.state.take_counted();
        self.presence.count(counted, self.seq, self.subscribers.len());
    }

    /// So much has changed at once that the snapshot, which all share and each loads at its own pace, is less.
    async fn load_again(&mut self, audience: Audience, followers: Option<Followers>) {
        self.tails.skip(audience, self.seq);
        self.snapshots.forget(audience);
        if let Some(followers) = followers {
            for socket in followers.iter() {
                self.subscribers.unfollow(*socket, audience);
            }
            let load = frame::text(&ServerMessage::Load(Load { scope: audience.into() }));
            self.hub.send(Delivery::Spread(followers, load)).await;
        }
    }

    /// Whoever may not see a scope any more leaves it before the changes go out.
    async fn withdraw_rights(&mut self, touched: &BTreeMap<Audience, Vec<Key>>) {
        let keys = |audience| touched.get(&audience).into_iter().flatten();
        let is_over = |key: &Key| match key {
            Key::Pass(_) => true,
            Key::Person(person) => self.state.role(&Caller::Participant(*person)).is_none(),
            _ => false,
        };
        if keys(Audience::Facilitation).any(is_over) {
            let revoked: Vec<_> = self
                .subscribers
                .callers()
                .filter(|(_, caller)| self.state.role(caller).is_none())
                .map(|(socket, _)| socket)
                .collect();
            for socket in revoked {
                self.hub.send(Delivery::Close(socket, CloseCode::NotAllowed)).await;
            }
        }
        let changed: BTreeSet<_> = keys(Audience::Forum)
            .filter_map(|key| {
                if let Key::Group(group) = key {
                    Some(Audience::Group(*group))
                } else if let Key::Axis(axis) = key {
                    Some(Audience::Axis(*axis))
                } else {
                    None
                }
            })
            .collect();
        for audience in changed {
            let Some(followers) = self.subscribers.followers(audience) else { continue };
            for socket in followers.iter() {
                let may_still = self
                    .subscribers
                    .caller(*socket)
                    .is_some_and(|caller| may_see(&self.state, caller, audience));
                if !may_still {
                    self.subscribers.unfollow(*socket, audience);
                    self.send(*socket, &ServerMessage::Gone(Load { scope: audience.into() })).await;
                }
            }
        }
    }

    /// Sends the counts and the presence that wait.
    pub(super) async fn tick(&mut self) {
        let waiting = self.presence.take();
        for (audience, keys) in waiting.counts {
            if let Some(followers) = self.subscribers.followers(audience)
                && let Some(frame) = self.counts(audience, keys)
            {
                self.hub.send(Delivery::Spread(followers, frame)).await;
            }
        }
        for (audience, people) in waiting.people {
            if let Some(followers) = self.subscribers.followers(audience)
                && let Some(frame) = self.present(audience, people)
            {
                self.hub.send(Delivery::Spread(followers, frame)).await;
            }
        }
    }

    /// A person came or went: those who are shown names hear of it, and all how many are here.
    fn moved(&mut self, person: ParticipantId) {
        let screens = self.subscribers.len();
        let group = self.state.group_of(person).map(Audience::Group);
        let shown = || group.into_iter().chain([Audience::Facilitation]);
        shown().for_each(|audience| self.subscribers.keep_present(audience, None));
        self.presence.note_move(person);
        self.presence.show(person, shown(), screens);
        self.presence.count([(Audience::Forum, CountKey::People)], self.seq + 1, screens);
    }

    /// Whoever is new in a group is shown there as present or not.
    fn show_members(&mut self, audience: Audience, keys: &[Key]) {
        for key in keys {
            if let Key::Member(person) = key
                && self.subscribers.is_here(*person)
            {
                self.presence.show(*person, [audience], self.subscribers.len());
            }
        }
    }

    fn count(&self, audience: Audience, key: CountKey) -> Option<Count> {
        let count = forum::count(&self.state, audience, key)?;
        Some(match count {
            Count::People { joined, .. } => {
                let here = self.subscribers.people_here() as u32;
                let hall = self.state.ahead(Timestamp::now());
                let elsewhere = hall.map_or(0, |ahead| self.subscribers.people_elsewhere(ahead) as u32);
                Count::People { joined, here, elsewhere }
            }
            other => other,
        })
    }

    fn counts(&self, audience: Audience, keys: Vec<CountKey>) -> Option<Bytes> {
        let counts: Vec<_> = keys.into_iter().filter_map(|key| self.count(audience, key)).collect();
        let message = ServerMessage::Counts(Counts { scope: audience.into(), counts: counts.clone() });
        (!counts.is_empty()).then(|| frame::text(&message))
    }

    fn present(&self, audience: Audience, people: Vec<ParticipantId>) -> Option<Bytes> {
        let (here, away): (Vec<_>, Vec<_>) =
            people.into_iter().partition(|person| self.subscribers.is_here(*person));
        let is_empty = here.is_empty() && away.is_empty();
        let message = ServerMessage::Presence(Presence { scope: audience.into(), here, away });
        (!is_empty).then(|| frame::text(&message))
    }

    /// What a screen that begins to follow is told of who is here: the same as the one before, mostly.
    fn presence(&mut self, audience: Audience) -> Option<Bytes> {
        let kept = self.subscribers.present(audience);
        let frame = kept.or_else(|| self.present(audience, self.present_to(audience)));
        self.subscribers.keep_present(audience, frame.clone());
        frame
    }

    /// The people of whom a screen is told whether they are here when it begins to follow.
    fn present_to(&self, audience: Audience) -> Vec<ParticipantId> {
        let mut people = forum::people(&self.state, audience);
        if people.len() > PRESENT_MAX {
            people.sort_by_key(|person| Reverse(self.presence.moved(*person)));
            people.truncate(PRESENT_MAX);
        }
        people
    }

    async fn send(&self, socket: SocketId, message: &ServerMessage) {
        self.hub.send(Delivery::Answer(socket, frame::text(message))).await;
    }
}
