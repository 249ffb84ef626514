//! What screens are told: welcome, what they missed, changes, counts and presence.

use super::{ShowOf, Task};
use crate::live::hub::{Delivery, Followers, SocketId};
use crate::live::subscribers::{Admitted, Subscribers};
use crate::live::{Arrival, Attached, Served, frame, snapshot};
use bytes::Bytes;
use jiff::Timestamp;
use protocol::entity::Change;
use protocol::limits::{FRAME_BYTES_MAX, WIRE_VERSION};
use protocol::message::{
    Changes, CloseCode, Counts, Follow, Followed, Load, Presence, ServerMessage, Snapshot, Welcome,
};
use protocol::{HashHead, Refusal};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use subject::{CountKeyOf, Here, KeyOf, PersonOf, ScopeOf, SecretHash, Subject};

/// People whose presence a screen is told when it begins to follow: a list of 80 KB. Of more people
/// it is told those who came or went last.
const PRESENT_MAX: usize = 2_000;

type Message<S> = ServerMessage<<S as Subject>::Language>;

impl<S: Served> Task<S> {
    /// Lets a socket in.
    pub(super) async fn attach(&mut self, arrival: Arrival<S::Language>) -> Result<Attached<S>, Refusal> {
        let caller = self.state.caller(&arrival.token, arrival.owner).ok_or(Refusal::NotAllowed {})?;
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
            participant: S::person(&caller),
            position: self.chain.position(self.seq),
            now: Timestamp::now().as_millisecond(),
            people: self.subscribers.len() as u32,
        };
        self.hub.send(Delivery::Join(socket, Arc::clone(&arrival.outlet))).await;
        self.send(socket, &Message::<S>::Welcome(welcome.clone())).await;
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
    pub(super) async fn follow(&mut self, socket: SocketId, follow: Follow<S::Language>) {
        let Follow { scope, position } = follow;
        let Some(caller) = self.subscribers.caller(socket) else { return };
        let audience = S::audience(caller, scope)
            .filter(|audience| self.state.may_see(caller, *audience))
            .filter(|audience| self.subscribers.follow(socket, *audience));
        let Some(audience) = audience else {
            return self.send(socket, &Message::<S>::Gone(Load { scope })).await;
        };
        let load = Message::<S>::Load(Load { scope });
        let held = position.filter(|position| self.chain.contains(position));
        let missed = held.and_then(|held| Some((self.tails.since(audience, held.seq)?, held)));
        let Some((changes, held)) = missed else {
            self.subscribers.unfollow(socket, audience);
            return self.send(socket, &load).await;
        };
        let counts = self.presence.counted_after(audience, held.seq).collect();
        let mut missed = vec![frame::text(&Message::<S>::Followed(Followed { scope, position: held }))];
        missed.extend(changes);
        missed.extend(self.counts(audience, counts));
        missed.extend(self.presence(audience));
        self.hub.send(Delivery::CatchUp { socket, missed, load: frame::text(&load) }).await;
    }

    /// Ends it.
    pub(super) fn unfollow(&mut self, socket: SocketId, scope: ScopeOf<S>) {
        let audience = self.subscribers.caller(socket).and_then(|caller| S::audience(caller, scope));
        if let Some(audience) = audience {
            self.subscribers.unfollow(socket, audience);
        }
    }

    /// Passes on to the room's screens what a facilitator asks of them.
    pub(super) async fn show(&mut self, from: SocketId, show: ShowOf<S>) {
        let Some(caller) = self.subscribers.caller(from) else { return };
        if !self.state.may_show(caller) {
            return self.hub.send(Delivery::Close(from, CloseCode::NotAllowed)).await;
        }
        let screens = self
            .subscribers
            .callers()
            .filter(|(_, caller)| self.state.is_screen(caller))
            .map(|(socket, _)| socket)
            .collect();
        self.hub.send(Delivery::Spread(screens, frame::text(&Message::<S>::Show(show)))).await;
    }

    /// The snapshot of a scope, shared where others may see the same.
    pub(super) fn snapshot(
        &mut self,
        token: &SecretHash,
        owner: bool,
        scope: ScopeOf<S>,
    ) -> Result<snapshot::Encoding, Refusal> {
        let caller = self.state.caller(token, owner).ok_or(Refusal::NotAllowed {})?;
        let audience = S::audience(&caller, scope).ok_or(Refusal::NotFound {})?;
        if !self.state.may_see(&caller, audience) {
            return Err(S::unseen(audience));
        }
        if S::is_own(audience) {
            return Ok(snapshot::encode(self.collect(audience)));
        }
        let mut snapshots = std::mem::take(&mut self.snapshots);
        let encoding = snapshots.share(audience, self.seq, || self.collect(audience));
        self.snapshots = snapshots;
        Ok(encoding)
    }

    fn collect(&self, audience: S::Audience) -> Snapshot<S::Language> {
        let state = &self.state;
        let view = |key| state.view(audience, key);
        let people = state.people(audience).into_iter();
        let here = people.filter(|person| self.subscribers.is_here(*person)).collect();
        Snapshot {
            scope: audience.into(),
            position: self.chain.position(self.seq),
            entities: state.keys(audience).into_iter().filter_map(view).collect(),
            counts: state.counts(audience).into_iter().filter_map(|key| self.count(audience, key)).collect(),
            here,
        }
    }

    /// Tells the screens what the last commit changed; `head` is the beginning of its hash.
    pub(super) async fn publish(&mut self, head: HashHead) {
        let mut touched: BTreeMap<S::Audience, Vec<KeyOf<S>>> = BTreeMap::new();
        for (audience, key) in self.state.take_touched() {
            touched.entry(audience).or_default().push(key);
        }
        self.withdraw_rights(&touched).await;
        for (audience, keys) in touched {
            self.subscribers.keep_present(audience, None);
            self.show_newcomers(audience, &keys);
            let followers = self.subscribers.followers(audience);
            if followers.is_none() && S::is_own(audience) {
                self.tails.skip(audience, self.seq);
                continue;
            }
            let change = |key| match self.state.view(audience, key) {
                Some(entity) => Change::Put(entity),
                None => Change::Remove(key),
            };
            let texts = keys.iter().flat_map(|key| self.state.words(audience, *key)).collect();
            let changes = keys.into_iter().map(change).collect();
            let changes = Changes { scope: audience.into(), seq: self.seq, head, changes };
            let frame = frame::text(&Message::<S>::Changes(changes));
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
    async fn load_again(&mut self, audience: S::Audience, followers: Option<Followers>) {
        self.tails.skip(audience, self.seq);
        self.snapshots.forget(audience);
        if let Some(followers) = followers {
            for socket in followers.iter() {
                self.subscribers.unfollow(*socket, audience);
            }
            let load = frame::text(&Message::<S>::Load(Load { scope: audience.into() }));
            self.hub.send(Delivery::Spread(followers, load)).await;
        }
    }

    /// Whoever may not see a scope any more leaves it before the changes go out.
    async fn withdraw_rights(&mut self, touched: &BTreeMap<S::Audience, Vec<KeyOf<S>>>) {
        let touched = || touched.iter().flat_map(|(audience, keys)| keys.iter().map(|key| (*audience, *key)));
        if touched().any(|(audience, key)| self.state.shuts_out(audience, key)) {
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
        let narrowed: BTreeSet<_> =
            touched().filter_map(|(audience, key)| S::narrows(audience, key)).collect();
        for audience in narrowed {
            let Some(followers) = self.subscribers.followers(audience) else { continue };
            for socket in followers.iter() {
                let may_still = self
                    .subscribers
                    .caller(*socket)
                    .is_some_and(|caller| self.state.may_see(caller, audience));
                if !may_still {
                    self.subscribers.unfollow(*socket, audience);
                    self.send(*socket, &Message::<S>::Gone(Load { scope: audience.into() })).await;
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
    fn moved(&mut self, person: PersonOf<S>) {
        let screens = self.subscribers.len();
        let neighbours = self.state.neighbours(person);
        for audience in &neighbours {
            self.subscribers.keep_present(*audience, None);
        }
        self.presence.note_move(person);
        self.presence.show(person, neighbours, screens);
        self.presence.count(S::headcount(), self.seq + 1, screens);
    }

    /// Whoever is new to an audience is shown there as present or not.
    fn show_newcomers(&mut self, audience: S::Audience, keys: &[KeyOf<S>]) {
        for person in keys.iter().filter_map(|key| S::newcomer(audience, *key)) {
            if self.subscribers.is_here(person) {
                self.presence.show(person, [audience], self.subscribers.len());
            }
        }
    }

    fn count(&self, audience: S::Audience, key: CountKeyOf<S>) -> Option<subject::CountOf<S>> {
        self.state.count(audience, key, &self.subscribers)
    }

    fn counts(&self, audience: S::Audience, keys: Vec<CountKeyOf<S>>) -> Option<Bytes> {
        let counts: Vec<_> = keys.into_iter().filter_map(|key| self.count(audience, key)).collect();
        let is_empty = counts.is_empty();
        let message = Message::<S>::Counts(Counts { scope: audience.into(), counts });
        (!is_empty).then(|| frame::text(&message))
    }

    fn present(&self, audience: S::Audience, people: Vec<PersonOf<S>>) -> Option<Bytes> {
        let (here, away): (Vec<_>, Vec<_>) =
            people.into_iter().partition(|person| self.subscribers.is_here(*person));
        let is_empty = here.is_empty() && away.is_empty();
        let message = Message::<S>::Presence(Presence { scope: audience.into(), here, away });
        (!is_empty).then(|| frame::text(&message))
    }

    /// What a screen that begins to follow is told of who is here: the same as the one before, mostly.
    fn presence(&mut self, audience: S::Audience) -> Option<Bytes> {
        let kept = self.subscribers.present(audience);
        let frame = kept.or_else(|| self.present(audience, self.present_to(audience)));
        self.subscribers.keep_present(audience, frame.clone());
        frame
    }

    /// The people of whom a screen is told whether they are here when it begins to follow.
    fn present_to(&self, audience: S::Audience) -> Vec<PersonOf<S>> {
        let mut people = self.state.people(audience);
        if people.len() > PRESENT_MAX {
            people.sort_by_key(|person| Reverse(self.presence.moved(*person)));
            people.truncate(PRESENT_MAX);
        }
        people
    }

    async fn send(&self, socket: SocketId, message: &Message<S>) {
        self.hub.send(Delivery::Answer(socket, frame::text(message))).await;
    }
}

impl<S: Subject> Here for Subscribers<S> {
    fn people(&self) -> u32 {
        self.people_here() as u32
    }

    fn people_elsewhere(&self, ahead: i16) -> u32 {
        Subscribers::people_elsewhere(self, ahead) as u32
    }

    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}
