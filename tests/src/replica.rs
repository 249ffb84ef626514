//! What a screen knows of a scope, kept as simply as can be: the judge of the real replicas.

use crate::phone::{Heard, Phone};
use protocol::entity::{Change, Entity, Key};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The entities of a scope at a position.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replica {
    /// Under their keys.
    pub entities: BTreeMap<Key, Entity>,
    /// The sequence number of the last change or of the snapshot.
    pub seq: u64,
}

impl Replica {
    /// What a snapshot (its JSON) holds.
    pub fn of(snapshot: &Value) -> Self {
        let entities: Vec<Entity> =
            serde_json::from_value(snapshot["entities"].clone()).expect("a snapshot holds entities");
        let seq = snapshot["position"]["seq"].as_u64().expect("a snapshot has a position");
        Self { entities: entities.into_iter().map(|entity| (entity.key(), entity)).collect(), seq }
    }

    /// Applies the changes of a scope that a phone heard after this replica's position.
    ///
    /// # Panics
    /// When their order is not that of their numbers.
    pub fn hear(&mut self, phone: &Phone, scope: &str) {
        let before = self.seq;
        for heard in phone.heard() {
            match heard {
                Heard::Said(key, body) if key == "changes" && body["scope"].as_str() == Some(scope) => {
                    let seq = body["seq"].as_u64().expect("changes have a number");
                    if seq <= before {
                        continue;
                    }
                    assert!(seq > self.seq, "changes of {scope} come in order: {seq} after {}", self.seq);
                    self.seq = seq;
                    let changes =
                        serde_json::from_value(body["changes"].clone()).expect("changes are changes");
                    self.apply(changes);
                }
                Heard::Said(..) | Heard::Closed(_) => {}
            }
        }
    }

    fn apply(&mut self, changes: Vec<Change>) {
        for change in changes {
            match change {
                Change::Put(entity) => drop(self.entities.insert(entity.key(), entity)),
                Change::Remove(key) => drop(self.entities.remove(&key)),
            }
        }
        // A wording goes with the contribution that names it.
        let mut named = BTreeSet::new();
        for entity in self.entities.values() {
            if let Entity::Contribution(contribution) = entity {
                named.extend(contribution.wordings.iter().map(|text| Key::Wording(*text)));
            }
        }
        self.entities.retain(|key, _| !matches!(key, Key::Wording(..)) || named.contains(key));
    }
}
