//! What commands do: one exhaustive dispatch, one file a noun.

use crate::entry::{Caller, Entry, SecretHash};
use crate::state::State;
use jiff::Timestamp;
use protocol::command::Order;
use protocol::{PassId, Refusal};

/// What the server adds to the creation of a forum.
#[derive(Clone, Debug)]
pub struct Founding {
    /// The code that people type at the door, free on this server.
    pub code: String,
    /// The creator's pass.
    pub pass: PassId,
    /// The hash of the creator's token.
    pub token: SecretHash,
}

/// Says what a `create_forum` does.
///
/// # Errors
/// Why not.
pub fn create(_order: &Order, _founding: &Founding, _now: Timestamp) -> Result<Entry, Refusal> {
    Err(Refusal::NotAllowed {})
}

/// Says what this command of this caller does to the forum as it stands. An entry without events:
/// it is done already.
///
/// # Errors
/// Why not; nothing changes then.
pub fn decide(_state: &State, _caller: &Caller, _order: &Order, _now: Timestamp) -> Result<Entry, Refusal> {
    Err(Refusal::NotAllowed {})
}
