//! What acts on many things: all of it is done, or nothing, and the refusal says which one it was.

use super::{Decided, Draft};
use crate::state::Numbered;
use crate::which::Finder;
use protocol::{Refusal, Which};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

impl Draft<'_> {
    /// Does this with each thing that the list names, once.
    pub(super) fn each<Id: Copy + Ord + Into<Uuid>, T: Numbered>(
        &mut self,
        things: &BTreeMap<Id, T>,
        list: &[Which<Id>],
        mut one: impl FnMut(&mut Self, Id) -> Decided,
    ) -> Decided {
        let finder = Finder::new(things, list.iter().copied());
        let mut seen = BTreeSet::new();
        for which in list {
            let id = finder.find(*which).ok_or(Refusal::NotFound {});
            let done = id.and_then(|id| if seen.insert(id) { one(self, id) } else { Ok(()) });
            done.map_err(|refusal| one_refused(*which, refusal))?;
        }
        Ok(())
    }
}

/// Why all is refused because of this one.
pub(super) fn one_refused<Id: Into<Uuid>>(of: Which<Id>, refusal: Refusal) -> Refusal {
    match refusal {
        inner @ Refusal::OneRefused { .. } => inner,
        refusal => Refusal::OneRefused { of: of.of_any_kind(), refusal: Box::new(refusal) },
    }
}
