//! What everybody's screen holds, kept up to date by changes alone.

use forum::{Audience, State, count, counts, keys, view};
use protocol::entity::{Change, CountKey};
use protocol::{Count, Entity, Key};
use std::collections::BTreeMap;

/// The screens of all audiences that ever heard something.
#[derive(Debug, Default)]
pub(crate) struct Screens(BTreeMap<Audience, Screen>);

#[derive(Debug, Default, PartialEq)]
struct Screen {
    entities: BTreeMap<Key, Entity>,
    counts: BTreeMap<CountKey, Count>,
}

impl Screens {
    /// Puts and removes what the state says has changed.
    pub(crate) fn hear(&mut self, state: &mut State) {
        for (audience, key) in state.take_touched() {
            let screen = self.0.entry(audience).or_default();
            let change: Change = match view(state, audience, key) {
                Some(entity) => {
                    assert_eq!(entity.key(), key);
                    Change::Put(entity)
                }
                None => Change::Remove(key),
            };
            change.apply(&mut screen.entities);
        }
        // None is what a screen takes for granted.
        for (audience, key) in state.take_counted() {
            let screen = self.0.entry(audience).or_default();
            match count(state, audience, key) {
                Some(Count::Contribution { supports: 0, .. }) => drop(screen.counts.remove(&key)),
                Some(count) => drop(screen.counts.insert(key, count)),
                None => drop(screen.counts.remove(&key)),
            }
        }
    }

    /// Every screen holds what its snapshot holds now.
    pub(crate) fn agree_with(&self, state: &State) {
        for (audience, screen) in &self.0 {
            assert_eq!(*screen, snapshot(state, *audience), "{audience:?}");
        }
    }
}

fn snapshot(state: &State, audience: Audience) -> Screen {
    let entity = |key| (key, view(state, audience, key).expect("what is listed is shown"));
    let number = |key| (key, count(state, audience, key).expect("what is listed is counted"));
    Screen {
        entities: keys(state, audience).into_iter().map(entity).collect(),
        counts: counts(state, audience).into_iter().map(number).collect(),
    }
}
