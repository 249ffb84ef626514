//! Who gives commands to a forum, and what the log keeps of them.

use crate::event::{Ballot, Event};
use crate::state::State;
use protocol::secret::ReceiptCode;
use protocol::{ParticipantId, PassId};
use serde::{Deserialize, Serialize};

/// Who gives a command.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
    /// A person whose dots were logged under a keyed hash, in logs before the form 2.
    Voter(Ballot),
    /// A person who placed dots; only ever in the log.
    Unnamed,
}

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

/// What one command did.
pub type Entry = subject::Entry<Caller, Event, Holder>;
/// The entries of one batch, at one sequence number.
pub type Commit = subject::Commit<Entry>;

/// Gives each contribution of an entry a receipt that none of the forum has; `draw` draws them.
pub(crate) fn give_receipts(entry: &mut Entry, state: &State, mut draw: impl FnMut() -> ReceiptCode) {
    for event in &mut entry.events {
        let receipt = match event {
            Event::ContributionWritten(written) => &mut written.receipt,
            Event::Disagreed(disagreed) => &mut disagreed.receipt,
            _ => continue,
        };
        *receipt = std::iter::repeat_with(&mut draw).find(|code| !state.receipts.contains_key(code));
    }
}

/// The receipts of an entry's contributions.
pub(crate) fn receipts(entry: &Entry) -> impl Iterator<Item = ReceiptCode> {
    entry.events.iter().filter_map(|event| match event {
        Event::ContributionWritten(written) => written.receipt,
        Event::Disagreed(disagreed) => disagreed.receipt,
        _ => None,
    })
}

/// Whose the texts of an entry are; facilitators' are nobody's.
pub(crate) fn owner(entry: &Entry) -> Option<ParticipantId> {
    let named = entry.events.iter().find_map(|event| match event {
        Event::Joined(joined) => Some(joined.person),
        Event::Renamed(renamed) => Some(renamed.person),
        _ => None,
    });
    match entry.caller {
        Caller::Participant(person) => Some(person),
        _ => named,
    }
}
