//! The client's copy of one scope.

use protocol::message::{Changes, Presence, Snapshot};
use protocol::{ForumLanguage, Language, Position};
use std::collections::{BTreeMap, BTreeSet};

/// What a scope holds, as far as this client knows: nothing before its first snapshot.
#[derive(Clone, Debug, PartialEq)]
pub struct Replica<L: Language = ForumLanguage> {
    /// The last commit that is contained; nothing before the first snapshot.
    pub position: Option<Position>,
    /// What the scope shows.
    pub entities: BTreeMap<L::Key, L::Entity>,
    /// The last value of each count; they stand outside of positions.
    pub counts: BTreeMap<L::CountKey, L::Count>,
    /// Who has a screen open, where the scope shows names.
    pub here: BTreeSet<L::Person>,
}

impl<L: Language> Default for Replica<L> {
    fn default() -> Self {
        Self { position: None, entities: BTreeMap::new(), counts: BTreeMap::new(), here: BTreeSet::new() }
    }
}

impl<L: Language> From<Snapshot<L>> for Replica<L> {
    fn from(snapshot: Snapshot<L>) -> Self {
        Self {
            position: Some(snapshot.position),
            entities: snapshot.entities.into_iter().map(|entity| (L::key(&entity), entity)).collect(),
            counts: snapshot.counts.into_iter().map(|count| (L::count_key(&count), count)).collect(),
            here: snapshot.here.into_iter().collect(),
        }
    }
}

impl<L: Language> Replica<L> {
    /// Takes the changes of one commit; those of a commit that is contained already change nothing.
    pub fn change(&mut self, changes: Changes<L>) {
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
    pub fn count(&mut self, counts: Vec<L::Count>) {
        self.counts.extend(counts.into_iter().map(|count| (L::count_key(&count), count)));
    }

    /// Takes who came and went.
    pub fn presence(&mut self, presence: Presence<L>) {
        self.here.extend(presence.here);
        for person in presence.away {
            self.here.remove(&person);
        }
    }
}
