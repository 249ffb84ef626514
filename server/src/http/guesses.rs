//! What may be tried at the doors, and how fast: codes of forums, recovery codes, joining, and screens that
//! open or load again and again. Whoever tries too much waits; nobody is refused for what others did.

use super::HttpRefusal;
use crate::live::Bucket;
use crate::shares::{lock, origin};
use forum::SecretHash;
use protocol::limits::{
    CODE_MISSES_PER_MINUTE, CODE_MISSES_PER_MINUTE_AND_ADDRESS, HELLO_RATE, JOIN_RATE,
    RECOVERY_MISSES_AT_ONCE, RECOVERY_MISSES_PER_MINUTE, SNAPSHOT_RATE, TURN_WAIT_MAX,
};
use protocol::programme::ItemId;
use protocol::{ForumId, Refusal};
use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};
use uuid::Uuid;

/// Buckets kept of one kind; those that are full again go first when there are more.
const KEPT_MAX: usize = 10_000;

/// Who stands at a door: where they are, and the id that their browser made for itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Visitor {
    pub(super) ip: IpAddr,
    pub(super) device: Option<Uuid>,
}

/// What all doors of the server count.
#[derive(Debug)]
pub(super) struct Guesses {
    /// Codes of no forum.
    devices: Buckets<Uuid>,
    addresses: Buckets<IpAddr>,
    /// Recovery codes and receipts of nobody.
    searching: Buckets<Uuid>,
    crowds: Buckets<Tried>,
    lanes: Mutex<HashMap<(Tried, IpAddr), Lane>>,
    joins: Buckets<ForumId>,
    /// Sheets that come in without an account.
    sheets: Buckets<ItemId>,
    /// What is read without an account, questionnaires and what was published, by address.
    readers: Buckets<IpAddr>,
    /// Screens that open, and what they load, by token.
    hellos: Buckets<SecretHash>,
    snapshots: Buckets<SecretHash>,
}

/// Among which secrets somebody tries to find one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Tried {
    /// The recovery codes of a forum.
    Recovery(ForumId),
    /// The receipts of all forums of this server.
    Receipts,
    /// The letters beside the numbers of a campaign's sheets.
    Sheets(ItemId),
}

/// Secrets of one kind are tried one after the other from one address.
type Lane = Arc<tokio::sync::Mutex<Bucket>>;

/// A bucket each; one that is not kept is full.
#[derive(Debug)]
struct Buckets<K> {
    per_second: f64,
    at_once: u32,
    kept: Mutex<HashMap<K, Bucket>>,
}

impl<K: Eq + Hash> Buckets<K> {
    fn new((per_second, at_once): (u32, u32)) -> Self {
        Self { per_second: f64::from(per_second), at_once, kept: Mutex::default() }
    }

    fn per_minute(misses: u32) -> Self {
        Self { per_second: f64::from(misses) / 60.0, at_once: misses, kept: Mutex::default() }
    }

    fn with<T>(&self, key: K, act: impl FnOnce(&mut Bucket) -> T) -> T {
        let mut kept = lock(&self.kept);
        if kept.len() >= KEPT_MAX && !kept.contains_key(&key) {
            kept.retain(|_, bucket| !bucket.is_full());
            if kept.len() >= KEPT_MAX {
                kept.clear();
            }
        }
        act(kept.entry(key).or_insert_with(|| Bucket::new(self.per_second, self.at_once)))
    }
}

impl Guesses {
    pub(super) fn new() -> Self {
        Self {
            devices: Buckets::per_minute(CODE_MISSES_PER_MINUTE),
            addresses: Buckets::per_minute(CODE_MISSES_PER_MINUTE_AND_ADDRESS),
            searching: Buckets::per_minute(CODE_MISSES_PER_MINUTE),
            crowds: Buckets::per_minute(RECOVERY_MISSES_PER_MINUTE),
            lanes: Mutex::default(),
            joins: Buckets::new(JOIN_RATE),
            sheets: Buckets::new(JOIN_RATE),
            readers: Buckets::new(SNAPSHOT_RATE),
            hellos: Buckets::new(HELLO_RATE),
            snapshots: Buckets::new(SNAPSHOT_RATE),
        }
    }

    /// Looks a code up. Right codes never wait, except behind an address that misses beyond all
    /// measure: there each try has its turn.
    pub(super) async fn code<T>(
        &self,
        visitor: Visitor,
        look: impl FnOnce() -> Option<T>,
    ) -> Result<T, HttpRefusal> {
        let address = origin(visitor.ip);
        let wait = self.addresses.with(address, |bucket| match bucket.left() >= 1.0 {
            true => Ok(None),
            false => bucket.reserve(TURN_WAIT_MAX).map(Some),
        });
        let reserved = wait.map_err(slow_down)?;
        if let Some(wait) = reserved {
            pause(wait).await;
        }
        if let Some(found) = look() {
            if reserved.is_some() {
                self.addresses.with(address, Bucket::give_back);
            }
            return Ok(found);
        }
        if reserved.is_none() {
            self.addresses.with(address, |bucket| bucket.take(1));
        }
        let is_own = visitor.device.is_some_and(|device| self.devices.with(device, misses_too_often));
        Err(if is_own { Refusal::TryLater {}.into() } else { HttpRefusal::not_found() })
    }

    /// Tries a secret: `found` says whether there was one. Tries of one address come one after
    /// the other, so that a guesser gets no more answers by asking many times at once.
    pub(super) async fn secret<T>(
        &self,
        tried: Tried,
        visitor: Visitor,
        attempt: impl Future<Output = T>,
        found: impl FnOnce(&T) -> bool,
    ) -> Result<T, HttpRefusal> {
        if visitor.device.is_some_and(|device| self.searching.with(device, |bucket| bucket.left() < 1.0)) {
            return Err(Refusal::TryLater {}.into());
        }
        let deadline = Instant::now() + TURN_WAIT_MAX;
        let lane = self.lane(tried, origin(visitor.ip));
        let mut lane = timeout_at(deadline, lane.lock_owned()).await.map_err(|_| slow_down(TURN_WAIT_MAX))?;
        let turn = lane.time_until(1.0);
        if Instant::now() + turn > deadline {
            return Err(slow_down(turn));
        }
        let crowd = self.crowds.with(tried, |bucket| bucket.time_until(1.0));
        pause(turn.max(crowd).min(deadline.saturating_duration_since(Instant::now()))).await;
        let answer = attempt.await;
        if !found(&answer) {
            lane.take(1);
            // Debts would make those wait who come long after the guesser has gone.
            self.crowds.with(tried, |bucket| {
                if bucket.left() >= 1.0 {
                    bucket.take(1)
                }
            });
            if let Some(device) = visitor.device {
                self.searching.with(device, misses_too_often);
            }
        }
        Ok(answer)
    }

    /// Waits for the turn of somebody who joins; whoever would wait too long is told when to come.
    pub(super) async fn join(&self, forum: ForumId) -> Result<(), HttpRefusal> {
        let wait = self.joins.with(forum, |bucket| bucket.reserve(TURN_WAIT_MAX)).map_err(slow_down)?;
        pause(wait).await;
        Ok(())
    }

    /// Somebody did not join after all.
    pub(super) fn did_not_join(&self, forum: ForumId) {
        self.joins.with(forum, Bucket::give_back);
    }

    /// Waits for the turn of a sheet that comes in.
    pub(super) async fn answer(&self, campaign: ItemId) -> Result<(), HttpRefusal> {
        let wait = self.sheets.with(campaign, |bucket| bucket.reserve(TURN_WAIT_MAX)).map_err(slow_down)?;
        pause(wait).await;
        Ok(())
    }

    /// Waits for the turn of somebody who reads without an account; whoever would wait too long is told when to come.
    pub(super) async fn reader(&self, visitor: Visitor) -> Result<(), HttpRefusal> {
        let reserve = |bucket: &mut Bucket| bucket.reserve(TURN_WAIT_MAX);
        let wait = self.readers.with(origin(visitor.ip), reserve).map_err(slow_down)?;
        pause(wait).await;
        Ok(())
    }

    /// Waits for the turn of a screen that opens; whoever would wait too long is told when to come.
    pub(super) async fn hello(&self, token: &SecretHash) -> Result<(), HttpRefusal> {
        let wait = self.hellos.with(*token, |bucket| bucket.reserve(TURN_WAIT_MAX));
        pause(wait.map_err(slow_down)?).await;
        Ok(())
    }

    /// A snapshot is asked for with this token.
    pub(super) fn snapshot(&self, token: &SecretHash) -> Result<(), HttpRefusal> {
        self.snapshots.with(*token, Bucket::take_one).map_err(slow_down)
    }

    fn lane(&self, tried: Tried, address: IpAddr) -> Lane {
        let mut lanes = lock(&self.lanes);
        if lanes.len() >= KEPT_MAX {
            lanes.retain(|_, lane| {
                Arc::strong_count(lane) > 1 || lane.try_lock().is_ok_and(|mut bucket| !bucket.is_full())
            });
        }
        let bucket = || {
            // Both together are what a minute allows.
            let later = RECOVERY_MISSES_PER_MINUTE - RECOVERY_MISSES_AT_ONCE;
            Bucket::new(f64::from(later) / 60.0, RECOVERY_MISSES_AT_ONCE)
        };
        lanes.entry((tried, address)).or_insert_with(|| Arc::new(tokio::sync::Mutex::new(bucket()))).clone()
    }
}

/// Counts a miss; whether there were too many.
fn misses_too_often(bucket: &mut Bucket) -> bool {
    bucket.take_one().is_err()
}

/// A timer ticks each millisecond: whoever need not wait would wait for its next tick.
async fn pause(wait: Duration) {
    if !wait.is_zero() {
        sleep(wait).await;
    }
}

fn slow_down(wait: Duration) -> HttpRefusal {
    Refusal::SlowDown { ms: wait.as_millis() as u32 + 1 }.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visitor(ip: &str, device: Option<u128>) -> Visitor {
        Visitor { ip: ip.parse().unwrap(), device: device.map(Uuid::from_u128) }
    }

    fn refusal(result: Result<(), HttpRefusal>) -> Refusal {
        result.unwrap_err().1
    }

    #[tokio::test]
    async fn a_device_that_misses_too_often_is_told_so_and_its_neighbour_is_not() {
        let guesses = Guesses::new();
        let (one, other) = (visitor("192.0.2.7", Some(1)), visitor("192.0.2.7", Some(2)));
        for _ in 0..CODE_MISSES_PER_MINUTE {
            assert_eq!(refusal(guesses.code(one, || None).await), Refusal::NotFound {});
        }
        assert_eq!(refusal(guesses.code(one, || None).await), Refusal::TryLater {});
        assert_eq!(refusal(guesses.code(other, || None).await), Refusal::NotFound {});
        assert!(guesses.code(one, || Some(())).await.is_ok(), "the right code opens");
    }

    #[tokio::test(start_paused = true)]
    async fn an_address_that_misses_beyond_all_measure_waits() {
        let guesses = Guesses::new();
        let (one, other) = (visitor("192.0.2.7", None), visitor("192.0.2.8", None));
        let tries = (0..2 * CODE_MISSES_PER_MINUTE_AND_ADDRESS).map(|_| guesses.code(one, || None::<()>));
        let answers = futures_util::future::join_all(tries).await;
        let slow =
            answers.into_iter().filter(|it| matches!(it, Err(HttpRefusal(_, Refusal::SlowDown { .. }))));
        assert!(slow.count() > CODE_MISSES_PER_MINUTE_AND_ADDRESS as usize / 2);
        assert!(guesses.code(other, || Some(())).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_reads_without_an_account_and_without_end_is_told_to_wait() {
        let guesses = Guesses::new();
        let (one, other) = (visitor("192.0.2.7", None), visitor("192.0.2.8", None));
        let opened = (0..3 * SNAPSHOT_RATE.1).map(|_| guesses.reader(one));
        let answers = futures_util::future::join_all(opened).await;
        let slow =
            answers.into_iter().filter(|it| matches!(it, Err(HttpRefusal(_, Refusal::SlowDown { .. }))));
        assert!(slow.count() > SNAPSHOT_RATE.1 as usize);
        assert!(guesses.reader(other).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn recovery_codes_tried_at_once_from_one_address_get_few_answers() {
        let guesses = Guesses::new();
        let forum = Tried::Recovery(ForumId(Uuid::from_u128(1)));
        let tries =
            (0..1_000).map(|n| guesses.secret(forum, visitor("192.0.2.7", Some(n)), async {}, |()| false));
        let mut answered = 0;
        let guesser = async {
            let answers = futures_util::future::join_all(tries).await;
            answered = answers.into_iter().filter(Result::is_ok).count();
        };
        let person = guesses.secret(forum, visitor("192.0.2.8", Some(0)), async {}, |()| true);
        let ((), person) = tokio::join!(guesser, person);
        assert!(person.is_ok(), "others are not refused");
        assert!(answered <= RECOVERY_MISSES_PER_MINUTE as usize, "{answered}");
        assert!(answered >= RECOVERY_MISSES_AT_ONCE as usize, "{answered}");
    }
}
