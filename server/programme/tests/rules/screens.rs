//! What everybody's screen holds, kept up to date by changes alone.

use programme::{Audience, State, keys, view, words};
use protocol::entity::Change;
use protocol::programme::{Entity, Key, ProgrammeLanguage};
use std::collections::BTreeMap;

/// The screens of all audiences that ever heard something.
#[derive(Debug, Default)]
pub(crate) struct Screens(BTreeMap<Audience, BTreeMap<Key, Entity>>);

impl Screens {
    /// Puts and removes what the state says has changed.
    pub(crate) fn hear(&mut self, state: &mut State) {
        for (audience, key) in state.take_touched() {
            let screen = self.0.entry(audience).or_default();
            let change: Change<ProgrammeLanguage> = match view(state, audience, key) {
                Some(entity) => {
                    assert_eq!(entity.key(), key);
                    Change::Put(entity)
                }
                None => Change::Remove(key),
            };
            change.apply(screen);
        }
    }

    /// Every screen holds what its snapshot holds now, and names the texts that it holds.
    pub(crate) fn agree_with(&self, state: &State) {
        for (audience, screen) in &self.0 {
            let entity = |key| (key, view(state, *audience, key).expect("what is listed is shown"));
            let snapshot: BTreeMap<_, _> = keys(state, *audience).into_iter().map(entity).collect();
            assert_eq!(*screen, snapshot, "{audience:?}");
            for (key, entity) in screen {
                let shown = serde_json::to_string(entity).unwrap();
                let texts = words(state, *audience, *key);
                let says = |text: &String| text.contains("SECRET") && shown.contains(text.as_str());
                let unnamed = state.texts.iter().filter(|(id, text)| says(text) && !texts.contains(id));
                let unnamed: Vec<_> = unnamed
                    .filter(|(_, text)| !texts.iter().any(|id| state.texts.get(id) == Some(text)))
                    .collect();
                assert!(unnamed.is_empty(), "{audience:?} {key:?} shows {unnamed:?}");
            }
        }
    }
}
