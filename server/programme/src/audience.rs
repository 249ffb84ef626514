//! Who hears of a change: a scope with the one who asks resolved.

use crate::entry::Caller;
use protocol::PassId;
use protocol::programme::{ItemId, Scope};

/// Who hears of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "as the scopes are called")]
pub enum Audience {
    Programme,
    Office,
    Diagnosis,
    Interviews,
    Logos,
    Plan,
    Action(ItemId),
    Committee(ItemId),
    Campaign(ItemId),
    Sheets(ItemId),
    Forum(ItemId),
    Cards,
    Public,
    Publication(ItemId),
    /// The holder of a pass; nobody's: the owner.
    Own(Option<PassId>),
}

impl From<Audience> for Scope {
    fn from(audience: Audience) -> Self {
        match audience {
            Audience::Programme => Self::Programme,
            Audience::Office => Self::Office,
            Audience::Diagnosis => Self::Diagnosis,
            Audience::Interviews => Self::Interviews,
            Audience::Logos => Self::Logos,
            Audience::Plan => Self::Plan,
            Audience::Action(item) => Self::Action(item),
            Audience::Committee(item) => Self::Committee(item),
            Audience::Campaign(item) => Self::Campaign(item),
            Audience::Sheets(item) => Self::Sheets(item),
            Audience::Forum(item) => Self::Forum(item),
            Audience::Cards => Self::Cards,
            Audience::Public => Self::Public,
            Audience::Publication(item) => Self::Publication(item),
            Audience::Own(_) => Self::Own,
        }
    }
}

/// The audience of a scope for this caller; nothing when `self` is asked by somebody who is nobody.
pub fn audience(caller: &Caller, scope: Scope) -> Option<Audience> {
    match scope {
        Scope::Programme => Some(Audience::Programme),
        Scope::Office => Some(Audience::Office),
        Scope::Diagnosis => Some(Audience::Diagnosis),
        Scope::Interviews => Some(Audience::Interviews),
        Scope::Logos => Some(Audience::Logos),
        Scope::Plan => Some(Audience::Plan),
        Scope::Action(item) => Some(Audience::Action(item)),
        Scope::Committee(item) => Some(Audience::Committee(item)),
        Scope::Campaign(item) => Some(Audience::Campaign(item)),
        Scope::Sheets(item) => Some(Audience::Sheets(item)),
        Scope::Forum(item) => Some(Audience::Forum(item)),
        Scope::Cards => Some(Audience::Cards),
        Scope::Public => Some(Audience::Public),
        Scope::Publication(item) => Some(Audience::Publication(item)),
        Scope::Own => match caller {
            Caller::Public => None,
            Caller::Owner | Caller::Officer(_) | Caller::Member(_) => Some(Audience::Own(caller.pass())),
        },
    }
}
