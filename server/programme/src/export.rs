//! Everything that a programme holds, as its officers see it: each scope with its entities.

use crate::audience::Audience;
use crate::state::State;
use crate::view::{keys, view};
use protocol::programme::entity::Entity;
use protocol::programme::noun::Noun;
use protocol::programme::{ProgrammeId, Scope};
use serde::Serialize;
use std::collections::BTreeMap;

/// Version of the form of an export.
const FORM: u32 = 1;

/// Everything that a programme holds.
#[derive(Clone, Debug, Serialize)]
pub struct Export {
    /// Version of this form.
    pub form: u32,
    /// Whose it is.
    pub programme: ProgrammeId,
    /// Its code.
    pub code: String,
    /// The last commit that is contained.
    pub seq: u64,
    /// What stands in each scope; one in which nothing stands is left out.
    pub scopes: BTreeMap<String, Vec<Entity>>,
}

/// The export of a programme after the commit `seq`.
pub fn export(state: &State, seq: u64) -> Export {
    let scopes = audiences(state).filter_map(|audience| {
        let entities: Vec<_> =
            keys(state, audience).into_iter().filter_map(|key| view(state, audience, key)).collect();
        (!entities.is_empty()).then(|| (Scope::from(audience).to_string(), entities))
    });
    Export { form: FORM, programme: state.id, code: state.code.clone(), seq, scopes: scopes.collect() }
}

/// All but what each pass has alone.
fn audiences(state: &State) -> impl Iterator<Item = Audience> {
    let of_items = state.items.iter().flat_map(|(id, item)| match item.noun {
        Noun::Committee => vec![Audience::Committee(*id)],
        Noun::Campaign => vec![Audience::Campaign(*id), Audience::Sheets(*id)],
        Noun::Forum => vec![Audience::Forum(*id)],
        Noun::Action => vec![Audience::Action(*id)],
        _ => Vec::new(),
    });
    let published = state.publications.keys().copied().map(Audience::Publication);
    [
        Audience::Programme,
        Audience::Office,
        Audience::Diagnosis,
        Audience::Interviews,
        Audience::Logos,
        Audience::Plan,
        Audience::Cards,
        Audience::Public,
    ]
    .into_iter()
    .chain(of_items)
    .chain(published)
}
