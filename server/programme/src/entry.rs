//! Who asks, and what a credential opens.

use crate::event::Event;
use protocol::PassId;
use serde::{Deserialize, Serialize};

/// What one command did.
pub type Entry = subject::Entry<Caller, Event, Holder>;
/// The entries of one batch.
pub type Commit = subject::Commit<Entry>;
/// A secret's hash and what it opens.
pub type Credential = subject::Credential<Holder>;

/// Who gives a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Caller {
    /// The owner of this server; may do what an officer may, in every programme.
    Owner,
    /// An officer.
    Officer(PassId),
    /// A member of a committee or mixed group.
    Member(PassId),
    /// Anybody, without a pass: reads what was published, and answers a campaign.
    Public,
}

impl Caller {
    /// The pass with which somebody speaks.
    pub fn pass(self) -> Option<PassId> {
        match self {
            Self::Officer(pass) | Self::Member(pass) => Some(pass),
            Self::Owner | Self::Public => None,
        }
    }
}

/// What a credential opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// An officer's or member's pass.
    Pass(PassId),
}
