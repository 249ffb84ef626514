//! What this client asked for and has not seen answered.

use protocol::{CommandId, Position, Refusal};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::VecDeque;

/// A command as an outbox keeps it: its id, and the rest as it was given. The session does not read
/// it, so that it outlives a new version of the program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// The command's id.
    pub id: CommandId,
    /// `do` and the fields.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

#[derive(Clone, Debug)]
struct Pending {
    order: Order,
    /// The connection on which it was asked for; nothing while there was none.
    connection: Option<u32>,
}

/// Commands in the order in which they were given. Only the first is ever in flight, so that nobody's
/// words change order.
#[derive(Clone, Debug, Default)]
pub(super) struct Outbox {
    orders: VecDeque<Pending>,
    /// When the first was first sent; a `SLOW_DOWN` begins it anew.
    sent_at: Option<u64>,
    /// The first waits until then, after a `SLOW_DOWN`.
    slow_until: Option<u64>,
}

impl Outbox {
    /// Takes a command and says whether no other is before it.
    pub(super) fn push(&mut self, order: Order, connection: Option<u32>) -> bool {
        self.orders.push_back(Pending { order, connection });
        self.orders.len() == 1
    }

    /// What this screen did itself does not stand in the way of what it asked for meanwhile, on the same
    /// connection.
    pub(super) fn see(&mut self, done: &Position, connection: u32) {
        let meanwhile = self.orders.iter_mut().filter(|one| one.connection == Some(connection));
        for seen in meanwhile.filter_map(|one| one.order.rest.get_mut("seen")) {
            *seen = json!(done);
        }
    }

    /// The command to be sent, now that a connection is there.
    pub(super) fn first(&mut self, now: u64) -> Option<&Order> {
        if self.slow_until.is_some_and(|until| now < until) {
            return None;
        }
        self.slow_until = None;
        let first = self.orders.front()?;
        self.sent_at.get_or_insert(now);
        Some(&first.order)
    }

    /// Forgets the first command if this is its id; returns when it was sent.
    pub(super) fn answered(&mut self, id: CommandId) -> Option<u64> {
        self.orders.pop_front_if(|first| first.order.id == id)?;
        self.slow_until = None;
        Some(self.sent_at.take().unwrap_or_default())
    }

    /// Holds the first command back if it was refused for its haste.
    pub(super) fn slow_down(&mut self, id: CommandId, refusal: &Refusal, now: u64) -> bool {
        match refusal {
            Refusal::SlowDown { ms } if self.orders.front().is_some_and(|first| first.order.id == id) => {
                self.slow_until = Some(now + u64::from(*ms));
                self.sent_at = None;
                true
            }
            _ => false,
        }
    }

    /// When the first command may be sent again, after a `SLOW_DOWN`.
    pub(super) fn due(&self) -> Option<u64> {
        self.slow_until
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = CommandId> {
        self.orders.iter().map(|waiting| waiting.order.id)
    }
}
