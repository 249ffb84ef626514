//! Who listens: sockets, who speaks on each, and what each follows.

use super::hub::{Followers, SocketId};
use super::rate::Bucket;
use bytes::Bytes;
use protocol::limits::{FOLLOWS_MAX, SCREENS_MAX};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use subject::{PersonOf, SecretHash, Subject};

/// Rates of those who are away, before the full ones are forgotten.
const RATES_KEPT: usize = 256;

/// The sockets of a subject.
#[derive(Debug)]
pub(super) struct Subscribers<S: Subject> {
    sockets: Vec<Option<Subscriber<S>>>,
    free: Vec<SocketId>,
    joined: usize,
    followed: BTreeMap<S::Audience, Following>,
    /// The sockets of each token, oldest first.
    screens: BTreeMap<SecretHash, Vec<SocketId>>,
    /// All tokens and screens of one caller together.
    rates: BTreeMap<S::Caller, Arc<Mutex<Bucket>>>,
    here: BTreeMap<PersonOf<S>, usize>,
}

#[derive(Debug)]
struct Subscriber<S: Subject> {
    caller: S::Caller,
    token: SecretHash,
    /// Three for most, [`FOLLOWS_MAX`] at most.
    follows: Vec<S::Audience>,
    /// Minutes that the device's own clock is ahead of UTC, if it said so.
    ahead: Option<i16>,
}

#[derive(Debug, Default)]
struct Following {
    sockets: BTreeSet<SocketId>,
    /// The same as a list for the hub, made when it is needed.
    list: Option<Followers>,
    /// The frame that says who is here, as long as that is so.
    present: Option<Bytes>,
}

/// A socket that was let in.
#[derive(Debug)]
pub(super) struct Admitted<Person> {
    pub(super) socket: SocketId,
    /// The commands of whoever speaks on it.
    pub(super) rate: Arc<Mutex<Bucket>>,
    /// The socket that has to go in its place.
    pub(super) oldest: Option<SocketId>,
    /// The person who has a screen open now and had none before.
    pub(super) came: Option<Person>,
}

impl<S: Subject> Default for Subscribers<S> {
    fn default() -> Self {
        Self {
            sockets: Vec::new(),
            free: Vec::new(),
            joined: 0,
            followed: BTreeMap::new(),
            screens: BTreeMap::new(),
            rates: BTreeMap::new(),
            here: BTreeMap::new(),
        }
    }
}

impl<S: Subject> Subscribers<S> {
    /// Lets a socket in; nothing: this caller has no screen.
    pub(super) fn admit(&mut self, caller: S::Caller, token: SecretHash) -> Option<Admitted<PersonOf<S>>> {
        let rate = self.rate(&caller)?;
        let socket = self.free.pop().unwrap_or_else(|| {
            self.sockets.push(None);
            SocketId(self.sockets.len() as u32 - 1)
        });
        let screens = self.screens.entry(token).or_default();
        screens.push(socket);
        let oldest = (screens.len() > SCREENS_MAX).then(|| screens.remove(0));
        let came = S::person(&caller).filter(|person| {
            let screens = self.here.entry(*person).or_default();
            *screens += 1;
            *screens == 1
        });
        self.sockets[socket.0 as usize] =
            Some(Subscriber { caller, token, follows: Vec::new(), ahead: None });
        self.joined += 1;
        Some(Admitted { socket, rate, oldest, came })
    }

    /// Forgets a socket; its place is free again. Returns the person who has no screen any more.
    pub(super) fn leave(&mut self, socket: SocketId) -> Option<PersonOf<S>> {
        let subscriber = self.sockets.get_mut(socket.0 as usize)?.take()?;
        self.free.push(socket);
        self.joined -= 1;
        for audience in &subscriber.follows {
            self.remove_follower(socket, *audience);
        }
        if let Some(screens) = self.screens.get_mut(&subscriber.token) {
            screens.retain(|other| *other != socket);
            if screens.is_empty() {
                self.screens.remove(&subscriber.token);
            }
        }
        let person = S::person(&subscriber.caller)?;
        let screens = self.here.get_mut(&person)?;
        *screens -= 1;
        (*screens == 0).then(|| {
            self.here.remove(&person);
            person
        })
    }

    /// Screens connected.
    pub(super) fn len(&self) -> usize {
        self.joined
    }

    /// Who speaks on this socket.
    pub(super) fn caller(&self, socket: SocketId) -> Option<&S::Caller> {
        self.get(socket).map(|subscriber| &subscriber.caller)
    }

    /// All sockets, and who speaks on each.
    pub(super) fn callers(&self) -> impl Iterator<Item = (SocketId, &S::Caller)> {
        self.sockets
            .iter()
            .enumerate()
            .filter_map(|(place, socket)| Some((SocketId(place as u32), &socket.as_ref()?.caller)))
    }

    /// Makes a socket follow an audience; `false`: it follows too many already.
    pub(super) fn follow(&mut self, socket: SocketId, audience: S::Audience) -> bool {
        let Some(subscriber) = self.sockets.get_mut(socket.0 as usize).and_then(Option::as_mut) else {
            return false;
        };
        if !subscriber.follows.contains(&audience) {
            if subscriber.follows.len() >= FOLLOWS_MAX {
                return false;
            }
            subscriber.follows.push(audience);
        }
        let followed = self.followed.entry(audience).or_default();
        if followed.sockets.insert(socket) {
            followed.list = None;
        }
        true
    }

    /// Ends it.
    pub(super) fn unfollow(&mut self, socket: SocketId, audience: S::Audience) {
        if let Some(subscriber) = self.sockets.get_mut(socket.0 as usize).and_then(Option::as_mut) {
            subscriber.follows.retain(|other| *other != audience);
            self.remove_follower(socket, audience);
        }
    }

    /// The sockets that follow an audience; nothing when there is none.
    pub(super) fn followers(&mut self, audience: S::Audience) -> Option<Followers> {
        let Following { sockets, list, .. } = self.followed.get_mut(&audience)?;
        Some(list.get_or_insert_with(|| sockets.iter().copied().collect()).clone())
    }

    /// The frame that says who of an audience is here, if it is kept: whoever follows next is told the same.
    pub(super) fn present(&self, audience: S::Audience) -> Option<Bytes> {
        self.followed.get(&audience)?.present.clone()
    }

    /// Keeps it until somebody comes or goes, and while the audience is followed.
    pub(super) fn keep_present(&mut self, audience: S::Audience, frame: Option<Bytes>) {
        if let Some(followed) = self.followed.get_mut(&audience) {
            followed.present = frame;
        }
    }

    /// Whether this person has a screen open.
    pub(super) fn is_here(&self, person: PersonOf<S>) -> bool {
        self.here.contains_key(&person)
    }

    /// How many people have a screen open.
    pub(super) fn people_here(&self) -> usize {
        self.here.len()
    }

    /// What the clock of the device shows on which this socket is open.
    pub(super) fn note_clock(&mut self, socket: SocketId, ahead: Option<i16>) {
        if let Some(subscriber) = self.sockets.get_mut(socket.0 as usize).and_then(Option::as_mut) {
            subscriber.ahead = ahead;
        }
    }

    /// How many people have a screen open on a device whose own clock shows another time than the hall's.
    pub(super) fn people_elsewhere(&self, hall: i16) -> usize {
        let elsewhere = self
            .sockets
            .iter()
            .flatten()
            .filter(|subscriber| subscriber.ahead.is_some_and(|ahead| ahead != hall));
        elsewhere.filter_map(|subscriber| S::person(&subscriber.caller)).collect::<BTreeSet<_>>().len()
    }

    /// What this caller may do. It is kept while the caller is away, until it would be as new: coming
    /// back does not fill it.
    fn rate(&mut self, caller: &S::Caller) -> Option<Arc<Mutex<Bucket>>> {
        let (per_second, at_once) = S::rate(caller)?;
        if self.rates.len() > 2 * self.joined + RATES_KEPT {
            self.rates.retain(|_, rate| {
                Arc::strong_count(rate) > 1 || !rate.lock().unwrap_or_else(PoisonError::into_inner).is_full()
            });
        }
        let new = || Arc::new(Mutex::new(Bucket::new(f64::from(per_second), at_once)));
        Some(self.rates.entry(caller.clone()).or_insert_with(new).clone())
    }

    fn get(&self, socket: SocketId) -> Option<&Subscriber<S>> {
        self.sockets.get(socket.0 as usize)?.as_ref()
    }

    fn remove_follower(&mut self, socket: SocketId, audience: S::Audience) {
        if let Some(followed) = self.followed.get_mut(&audience)
            && followed.sockets.remove(&socket)
        {
            followed.list = None;
            if followed.sockets.is_empty() {
                self.followed.remove(&audience);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use forum::{Audience, Caller, State};
    use protocol::ParticipantId;
    use protocol::secret::Token;
    use uuid::Uuid;

    fn hash(number: u8) -> SecretHash {
        subject::hash_token(&Token::new([number; 32]))
    }

    fn somebody(number: u128) -> (Caller, SecretHash) {
        (Caller::Participant(ParticipantId(Uuid::from_u128(number))), hash(number as u8))
    }

    fn admit(
        subscribers: &mut Subscribers<State>,
        caller: Caller,
        token: SecretHash,
    ) -> Admitted<ParticipantId> {
        subscribers.admit(caller, token).expect("somebody has a screen")
    }

    #[test]
    fn nobody_has_no_screen() {
        for caller in [Caller::Newcomer, Caller::Unnamed] {
            assert!(Subscribers::<State>::default().admit(caller, hash(0)).is_none());
        }
    }

    #[test]
    fn a_person_is_here_while_a_screen_is_open() {
        let mut subscribers = Subscribers::<State>::default();
        let (caller, token) = somebody(1);
        let person = ParticipantId(Uuid::from_u128(1));
        let first = admit(&mut subscribers, caller.clone(), token);
        assert_eq!(first.came, Some(person));
        let second = admit(&mut subscribers, caller, token);
        assert_eq!(second.came, None);
        assert_eq!(subscribers.leave(first.socket), None);
        assert!(subscribers.is_here(person));
        assert_eq!(subscribers.leave(second.socket), Some(person));
        assert!(!subscribers.is_here(person));
        assert_eq!(subscribers.len(), 0);
    }

    #[test]
    fn the_oldest_of_too_many_screens_goes() {
        let mut subscribers = Subscribers::<State>::default();
        let (caller, token) = somebody(1);
        let sockets: Vec<_> =
            (0..SCREENS_MAX).map(|_| admit(&mut subscribers, caller.clone(), token)).collect();
        assert!(sockets.iter().all(|admitted| admitted.oldest.is_none()));
        assert_eq!(admit(&mut subscribers, caller.clone(), token).oldest, Some(sockets[0].socket));
        assert_eq!(admit(&mut subscribers, caller, token).oldest, Some(sockets[1].socket));
    }

    #[test]
    fn coming_back_or_with_another_token_does_not_fill_the_bucket() {
        let mut subscribers = Subscribers::<State>::default();
        let (caller, token) = somebody(1);
        let first = admit(&mut subscribers, caller.clone(), token);
        while first.rate.lock().unwrap().take_one().is_ok() {}
        subscribers.leave(first.socket);
        let other = admit(&mut subscribers, caller.clone(), hash(200));
        let again = admit(&mut subscribers, caller, token);
        for rate in [other.rate, again.rate] {
            assert!(rate.lock().unwrap().left() < 2.0);
        }
        let (neighbour, token) = somebody(2);
        assert!(admit(&mut subscribers, neighbour, token).rate.lock().unwrap().is_full());
    }

    #[test]
    fn the_list_of_followers_is_always_today_s() {
        let mut subscribers = Subscribers::<State>::default();
        let (caller, token) = somebody(1);
        let one = admit(&mut subscribers, caller, token).socket;
        let (caller, token) = somebody(2);
        let two = admit(&mut subscribers, caller, token).socket;
        let list = |subscribers: &mut Subscribers<State>| {
            subscribers.followers(Audience::Forum).map(|list| list.to_vec()).unwrap_or_default()
        };
        assert!(subscribers.follow(one, Audience::Forum));
        assert_eq!(list(&mut subscribers), [one]);
        assert!(subscribers.follow(two, Audience::Forum));
        assert_eq!(list(&mut subscribers), [one, two]);
        subscribers.leave(one);
        assert_eq!(list(&mut subscribers), [two]);
        subscribers.unfollow(two, Audience::Forum);
        assert_eq!(list(&mut subscribers), []);
    }

    #[test]
    fn who_is_here_is_kept_as_long_as_somebody_follows() {
        let mut subscribers = Subscribers::<State>::default();
        let (caller, token) = somebody(1);
        let one = admit(&mut subscribers, caller, token).socket;
        let frame = Some(Bytes::from_static(b"here"));
        subscribers.keep_present(Audience::Forum, frame.clone());
        assert_eq!(subscribers.present(Audience::Forum), None);
        subscribers.follow(one, Audience::Forum);
        subscribers.keep_present(Audience::Forum, frame.clone());
        assert_eq!(subscribers.present(Audience::Forum), frame);
        subscribers.leave(one);
        assert_eq!(subscribers.present(Audience::Forum), None);
    }

    #[test]
    fn a_place_is_used_again_without_what_was_followed_there() {
        let mut subscribers = Subscribers::<State>::default();
        let (caller, token) = somebody(1);
        let one = admit(&mut subscribers, caller, token).socket;
        subscribers.follow(one, Audience::Forum);
        subscribers.leave(one);
        let (caller, token) = somebody(2);
        assert_eq!(admit(&mut subscribers, caller, token).socket, one);
        assert!(subscribers.followers(Audience::Forum).is_none());
    }
}
