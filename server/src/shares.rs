//! What is shared fairly among those who are not known yet, or who could take all.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// An address, or the network behind which one household or hall stands.
pub(crate) fn origin(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V4(ip) => IpAddr::V4(ip),
        IpAddr::V6(ip) => IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() & (u128::MAX << 64))),
    }
}

pub(crate) fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How many of something each of many has at the moment.
#[derive(Debug)]
pub(crate) struct Shares<K: Ord> {
    max: usize,
    counts: Arc<Mutex<BTreeMap<K, usize>>>,
}

/// One of them; given back when dropped.
#[derive(Debug)]
pub(crate) struct Share<K: Ord> {
    counts: Arc<Mutex<BTreeMap<K, usize>>>,
    whose: K,
}

impl<K: Clone + Ord> Shares<K> {
    /// Nobody has any; each may have `max`.
    pub(crate) fn new(max: usize) -> Self {
        Self { max, counts: Arc::default() }
    }

    /// One more; nothing when this would be too many.
    pub(crate) fn take(&self, whose: K) -> Option<Share<K>> {
        let mut counts = lock(&self.counts);
        let count = counts.entry(whose.clone()).or_default();
        if *count >= self.max {
            return None;
        }
        *count += 1;
        Some(Share { counts: Arc::clone(&self.counts), whose })
    }
}

impl<K: Ord> Drop for Share<K> {
    fn drop(&mut self) {
        let mut counts = lock(&self.counts);
        if let Some(count) = counts.get_mut(&self.whose) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.whose);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_bounded_and_let_go() {
        let shares = Shares::new(3);
        let (one, other) = ("192.0.2.7", "192.0.2.8");
        let taken: Vec<_> = (0..3).map(|_| shares.take(one).unwrap()).collect();
        assert!(shares.take(one).is_none());
        assert!(shares.take(other).is_some());
        drop(taken);
        assert!(shares.take(one).is_some());
        assert!(lock(&shares.counts).is_empty(), "nothing is kept of those who left");
    }

    #[test]
    fn a_network_of_ipv6_is_one_origin() {
        let origin = |ip: &str| origin(ip.parse().unwrap());
        assert_eq!(origin("2001:db8::1"), origin("2001:db8::2"));
        assert_ne!(origin("2001:db8:0:1::1"), origin("2001:db8::1"));
        assert_eq!(origin("::ffff:192.0.2.7"), origin("192.0.2.7"));
    }
}
