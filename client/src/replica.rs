//! The client's copy of one scope.

use protocol::entity::CountKey;
use protocol::message::{Changes, Presence, Snapshot};
use protocol::{Count, Entity, Key, ParticipantId, Position};
use std::collections::{BTreeMap, BTreeSet};

/// What a scope holds, as far as this client knows: nothing before its first snapshot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replica {
    /// The last commit that is contained; nothing before the first snapshot.
    pub position: Option<Position>,
    /// What the scope shows.
    pub entities: BTreeMap<Key, Entity>,
    /// The last value of each count; they stand outside of positions.
    pub counts: BTreeMap<CountKey, Count>,
    /// Who has a screen open, where the scope shows names.
    pub here: BTreeSet<ParticipantId>,
}

impl From<Snapshot> for Replica {
    fn from(snapshot: Snapshot) -> Self {
        Self {
            position: Some(snapshot.position),
            entities: snapshot.entities.into_iter().map(|entity| (entity.key(), entity)).collect(),
            counts: snapshot.counts.into_iter().map(|count| (count.key(), count)).collect(),
            here: snapshot.here.into_iter().collect(),
        }
    }
}

impl Replica {
    /// Takes the changes of one commit; those of a commit that is contained already change nothing.
    pub fn change(&mut self, changes: Changes) {
        let Some(position) = &mut self.position else { return };
        if changes.seq <= position.seq {
            return;
        }
        (position.seq, position.head) = (changes.seq, Some(changes.head));
        for change in changes.changes {
            change.apply(&mut self.entities);
        }
    }

    /// Takes new values of counts.
    pub fn count(&mut self, counts: Vec<Count>) {
        self.counts.extend(counts.into_iter().map(|count| (count.key(), count)));
    }

    /// Takes who came and went.
    pub fn presence(&mut self, presence: Presence) {
        self.here.extend(presence.here);
        for person in presence.away {
            self.here.remove(&person);
        }
    }
}
