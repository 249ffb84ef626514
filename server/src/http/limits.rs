//! What one address may do before it is known: guess codes, and open connections.

use protocol::limits::{CODE_MISSES_PER_MINUTE, HALF_OPEN_MAX};
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

const MINUTE: Duration = Duration::from_secs(60);
/// Addresses remembered; older ones are forgotten first when there are more.
const ADDRESSES_MAX: usize = 10_000;

/// An address, or the network behind which one household or hall stands.
fn origin(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V4(ip) => IpAddr::V4(ip),
        IpAddr::V6(ip) => IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() & (u128::MAX << 64))),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Codes that do not exist, counted by address and minute.
#[derive(Debug, Default)]
pub(crate) struct Misses(Mutex<HashMap<IpAddr, (Instant, u32)>>);

impl Misses {
    /// Whether this address has missed so often that its next tries must wait.
    pub(crate) fn are_too_many(&self, ip: IpAddr) -> bool {
        lock(&self.0)
            .get(&origin(ip))
            .is_some_and(|(since, count)| since.elapsed() < MINUTE && *count >= CODE_MISSES_PER_MINUTE)
    }

    /// Counts a miss.
    pub(crate) fn note(&self, ip: IpAddr) {
        let mut misses = lock(&self.0);
        if misses.len() >= ADDRESSES_MAX {
            misses.retain(|_, (since, _)| since.elapsed() < MINUTE);
            if misses.len() >= ADDRESSES_MAX {
                misses.clear();
            }
        }
        let (since, count) = misses.entry(origin(ip)).or_insert((Instant::now(), 0));
        if since.elapsed() >= MINUTE {
            (*since, *count) = (Instant::now(), 0);
        }
        *count += 1;
    }
}

/// Connections that have not asked for anything yet, counted by address.
#[derive(Clone, Debug, Default)]
pub(crate) struct HalfOpen(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// One such connection.
#[derive(Debug)]
pub(crate) struct HalfOpenGuard {
    all: HalfOpen,
    origin: IpAddr,
}

impl HalfOpen {
    /// Counts a new connection; nothing when this address has too many.
    pub(crate) fn enter(&self, ip: IpAddr) -> Option<HalfOpenGuard> {
        let origin = origin(ip);
        let mut counts = lock(&self.0);
        let count = counts.entry(origin).or_default();
        if *count >= HALF_OPEN_MAX {
            return None;
        }
        *count += 1;
        Some(HalfOpenGuard { all: self.clone(), origin })
    }
}

impl Drop for HalfOpenGuard {
    fn drop(&mut self) {
        let mut counts = lock(&self.all.0);
        if let Some(count) = counts.get_mut(&self.origin) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.origin);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misses_count_for_the_address_that_misses() {
        let misses = Misses::default();
        let (one, neighbour): (IpAddr, IpAddr) =
            ("2001:db8::1".parse().unwrap(), "2001:db8::2".parse().unwrap());
        let other = "192.0.2.7".parse().unwrap();
        for _ in 0..CODE_MISSES_PER_MINUTE {
            assert!(!misses.are_too_many(one));
            misses.note(one);
        }
        assert!(misses.are_too_many(one) && misses.are_too_many(neighbour));
        assert!(!misses.are_too_many(other));
    }

    #[test]
    fn half_open_connections_are_bounded_and_let_go() {
        let half_open = HalfOpen::default();
        let (one, other) = ("192.0.2.7".parse().unwrap(), "192.0.2.8".parse().unwrap());
        let guards: Vec<_> = (0..HALF_OPEN_MAX).map(|_| half_open.enter(one).unwrap()).collect();
        assert!(half_open.enter(one).is_none());
        assert!(half_open.enter(other).is_some());
        drop(guards);
        assert!(half_open.enter(one).is_some());
        assert!(lock(&half_open.0).is_empty(), "nothing is kept of those who left");
    }
}
