//! What a list names: things by their ids, or by the small numbers that the forum gave them.

use crate::state::Numbered;
use protocol::Which;
use std::collections::BTreeMap;

/// Finds the things that lists name.
pub(crate) struct Finder<Id> {
    /// Empty when nothing is named by its number.
    numbers: BTreeMap<u32, Id>,
}

impl<Id: Copy + Ord> Finder<Id> {
    /// Finds these among the forum's things.
    pub(crate) fn new<T: Numbered>(
        things: &BTreeMap<Id, T>,
        wanted: impl IntoIterator<Item = Which<Id>>,
    ) -> Self {
        let mut wanted = wanted.into_iter();
        let numbers = if wanted.any(|which| matches!(which, Which::Number(_))) {
            things.iter().map(|(id, thing)| (thing.number(), *id)).collect()
        } else {
            BTreeMap::new()
        };
        Self { numbers }
    }

    /// The id of this one; nothing has a number that was never given. An id is given back as it is.
    pub(crate) fn find(&self, which: Which<Id>) -> Option<Id> {
        match which {
            Which::Number(number) => self.numbers.get(&number).copied(),
            Which::Id(id) => Some(id),
        }
    }
}

/// The ids of all that a list names, but for numbers that nothing has.
pub(crate) fn ids<Id: Copy + Ord, T: Numbered>(things: &BTreeMap<Id, T>, list: &[Which<Id>]) -> Vec<Id> {
    let finder = Finder::new(things, list.iter().copied());
    list.iter().filter_map(|which| finder.find(*which)).collect()
}
