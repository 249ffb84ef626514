//! What the log keeps: commits, and in each the entries of the commands that it carries out.

use crate::event::{Ballot, Event};
use jiff::Timestamp;
use protocol::{CommandId, ParticipantId, PassId, TextId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Who gives a command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Caller {
    /// The owner of this server; may do what a facilitator may, in every forum.
    Owner,
    /// Somebody at the door, not yet in the forum.
    Newcomer,
    /// A facilitator or co-facilitator.
    Facilitator(PassId),
    /// A screen that only reads.
    Projector(PassId),
    /// A person of the forum.
    Participant(ParticipantId),
    /// A person whose dots are logged under a keyed hash; only ever in the log.
    Voter(Ballot),
}

/// SHA-256 of a token or recovery code, in hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SecretHash(pub String);

/// What a credential opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// A person's device.
    Participant(ParticipantId),
    /// A facilitator's or projector's pass.
    Pass(PassId),
    /// A person's recovery code.
    Recovery(ParticipantId),
}

/// A secret's hash and what it opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// The hash.
    pub hash: SecretHash,
    /// What it opens.
    pub holder: Holder,
}

/// What one command did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The command's id.
    pub command: CommandId,
    /// Who gave it.
    pub caller: Caller,
    /// What happened, in order; never empty.
    pub events: Vec<Event>,
    /// The texts that these events introduce, normalised.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub texts: BTreeMap<TextId, String>,
    /// The credentials that these events introduce.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credentials: Vec<Credential>,
    /// The texts that these events erase from the whole log.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub erased: Vec<TextId>,
}

/// The entries of one batch, at one sequence number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commit {
    /// From 1, dense.
    pub seq: u64,
    /// When it was decided: never before the commit before it.
    pub at: Timestamp,
    /// In the order in which they were decided.
    pub entries: Vec<Entry>,
}
