//! The places for connections: bounded in all, for each address, and with some kept for this machine.

use super::proxy::Proxy;
use crate::shares::{Share, Shares, lock, origin};
use protocol::limits::{ADDRESS_CONNECTIONS, CONNECTIONS_MAX, DESCRIPTORS_KEPT, OWN_CONNECTIONS};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// Connections that may wait until an idle one has gone.
const WAITING_MAX: usize = 64;
/// How long they wait.
const WAIT_MAX: Duration = Duration::from_secs(1);

/// All places of the server.
#[derive(Debug)]
pub(super) struct Places {
    max: usize,
    all: Arc<Semaphore>,
    /// For this machine, when all others are taken.
    own: Arc<Semaphore>,
    shares: Shares<IpAddr>,
    proxy: Option<Proxy>,
    idle: Mutex<Idle>,
    waiting: Semaphore,
    freed: Notify,
}

/// Connections from which nothing is awaited, the longest idle first.
#[derive(Debug, Default)]
struct Idle {
    next: u64,
    connections: BTreeMap<u64, (IpAddr, Arc<Notify>)>,
}

/// The place of a connection, from accepting it until it has ended.
#[derive(Debug)]
pub(super) struct ConnectionPlace {
    places: Arc<Places>,
    ip: IpAddr,
    idle: Mutex<Option<u64>>,
    end: Arc<Notify>,
    permit: Option<OwnedSemaphorePermit>,
    share: Option<Share<IpAddr>>,
}

impl Places {
    pub(super) fn new(proxy: Option<Proxy>) -> Self {
        Self::of(CONNECTIONS_MAX.min(descriptors().saturating_sub(DESCRIPTORS_KEPT)), proxy)
    }

    fn of(max: usize, proxy: Option<Proxy>) -> Self {
        let own = OWN_CONNECTIONS.min(max / 2);
        Self {
            max,
            all: Arc::new(Semaphore::new(max - own)),
            own: Arc::new(Semaphore::new(own)),
            shares: Shares::new(ADDRESS_CONNECTIONS.max(max / 2)),
            proxy,
            idle: Mutex::default(),
            waiting: Semaphore::new(WAITING_MAX),
            freed: Notify::new(),
        }
    }

    pub(super) fn proxy(&self) -> Option<&Proxy> {
        self.proxy.as_ref()
    }

    /// A place for a connection from there. When there is none, the one that was idle longest ends.
    pub(super) async fn enter(self: &Arc<Self>, ip: IpAddr) -> Option<ConnectionPlace> {
        let freed = self.freed.notified();
        if let Some(place) = self.try_enter(ip) {
            return Some(place);
        }
        let _waiting = self.waiting.try_acquire().ok()?;
        let has_share = self.share(ip).is_ok();
        self.end_idle(|other| has_share || origin(other) == origin(ip));
        timeout(WAIT_MAX, freed).await.ok()?;
        self.try_enter(ip)
    }

    /// The share of those for whom a proxy asks.
    pub(super) fn enter_by_proxy(&self, ip: IpAddr) -> Option<Share<IpAddr>> {
        self.shares.take(origin(ip))
    }

    /// Waits until all connections have ended.
    pub(super) async fn all_free(&self) {
        loop {
            let freed = self.freed.notified();
            if self.all.available_permits() + self.own.available_permits() == self.max {
                return;
            }
            freed.await;
        }
    }

    fn try_enter(self: &Arc<Self>, ip: IpAddr) -> Option<ConnectionPlace> {
        let share = self.share(ip).ok()?;
        let all = self.all.clone().try_acquire_owned().ok();
        let is_own = ip.is_loopback() && !self.is_proxy(ip);
        let permit = all.or_else(|| self.own.clone().try_acquire_owned().ok().filter(|_| is_own))?;
        let place = ConnectionPlace {
            places: Arc::clone(self),
            ip,
            idle: Mutex::default(),
            end: Arc::default(),
            permit: Some(permit),
            share,
        };
        place.rests();
        Some(place)
    }

    /// Nothing for those who have no bound of their own.
    fn share(&self, ip: IpAddr) -> Result<Option<Share<IpAddr>>, ()> {
        if ip.is_loopback() || self.is_proxy(ip) {
            return Ok(None);
        }
        self.shares.take(origin(ip)).map(Some).ok_or(())
    }

    fn is_proxy(&self, ip: IpAddr) -> bool {
        self.proxy.as_ref().is_some_and(|proxy| proxy.is(ip))
    }

    fn end_idle(&self, fits: impl Fn(IpAddr) -> bool) {
        let mut idle = lock(&self.idle);
        let longest = idle.connections.iter().find(|(_, (ip, _))| fits(*ip)).map(|(number, _)| *number);
        if let Some((_, end)) = longest.and_then(|number| idle.connections.remove(&number)) {
            end.notify_one();
        }
    }
}

impl ConnectionPlace {
    /// Where the connection comes from.
    pub(super) fn ip(&self) -> IpAddr {
        self.ip
    }

    pub(super) fn places(&self) -> &Places {
        &self.places
    }

    /// Nothing is awaited from it: it may end in another's favour.
    pub(super) fn rests(&self) {
        self.works();
        let mut idle = lock(&self.places.idle);
        idle.next += 1;
        let number = idle.next;
        idle.connections.insert(number, (self.ip, Arc::clone(&self.end)));
        *lock(&self.idle) = Some(number);
    }

    /// It is needed.
    pub(super) fn works(&self) {
        if let Some(number) = lock(&self.idle).take() {
            lock(&self.places.idle).connections.remove(&number);
        }
    }

    /// Waits until it has to end in another's favour.
    pub(super) async fn must_end(&self) {
        self.end.notified().await;
    }
}

impl Drop for ConnectionPlace {
    fn drop(&mut self) {
        self.works();
        drop(self.permit.take());
        drop(self.share.take());
        self.places.freed.notify_waiters();
    }
}

/// How many files and connections the system lets this process have.
fn descriptors() -> usize {
    #[cfg(unix)]
    {
        rlimit::Resource::NOFILE
            .get_soft()
            .map_or(usize::MAX, |max| usize::try_from(max).unwrap_or(usize::MAX))
    }
    #[cfg(not(unix))]
    {
        usize::MAX
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[tokio::test]
    async fn this_machine_gets_in_when_others_have_taken_all() {
        let places = Arc::new(Places::of(200, None));
        let mut taken = Vec::new();
        while let Some(place) = places.try_enter(ip("192.0.2.7")) {
            place.works();
            taken.push(place);
        }
        assert_eq!(taken.len(), 200 - OWN_CONNECTIONS);
        assert!(places.enter(ip("192.0.2.8")).await.is_none());
        assert!(places.enter(ip("127.0.0.1")).await.is_some());
        taken.pop();
        assert!(places.enter(ip("192.0.2.8")).await.is_some());
    }

    #[tokio::test]
    async fn one_address_gets_half_and_others_the_rest() {
        let all = 4 * ADDRESS_CONNECTIONS;
        let proxy = "X-Forwarded-For=192.0.2.1".parse().unwrap();
        let places = Arc::new(Places::of(all, Some(proxy)));
        let mut taken = Vec::new();
        while let Some(place) = places.try_enter(ip("192.0.2.7")) {
            taken.push(place);
        }
        assert_eq!(taken.len(), all / 2);
        taken.extend((0..all / 4).map(|_| places.try_enter(ip("192.0.2.1")).unwrap()));
        assert!(places.try_enter(ip("192.0.2.8")).is_some());
        assert!(places.enter_by_proxy(ip("192.0.2.7")).is_none(), "the same by a proxy");
    }

    #[tokio::test]
    async fn the_longest_idle_ends_first() {
        let places = Arc::new(Places::of(2 * OWN_CONNECTIONS + 2, None));
        let taken: Vec<_> = std::iter::from_fn(|| places.try_enter(ip("192.0.2.7"))).collect();
        taken[0].works();
        let mut taken = taken.into_iter();
        let (busy, longest) = (taken.next().unwrap(), taken.next().unwrap());
        let ends = async {
            longest.must_end().await;
            drop(longest);
        };
        let (entered, ()) = tokio::join!(places.enter(ip("192.0.2.8")), ends);
        assert!(entered.is_some());
        drop(busy);
    }
}
