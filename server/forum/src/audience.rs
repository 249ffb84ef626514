//! Who hears of a change: a scope with the person resolved.

use crate::entry::Caller;
use protocol::{AxisId, GroupId, ParticipantId, Scope};

/// Who hears of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Everybody in the forum.
    Forum,
    /// Who reads this group.
    Group(GroupId),
    /// Who reads this axis.
    Axis(AxisId),
    /// Facilitators.
    Facilitation,
    /// One person.
    Own(ParticipantId),
}

impl From<Audience> for Scope {
    fn from(audience: Audience) -> Self {
        match audience {
            Audience::Forum => Self::Forum,
            Audience::Group(group) => Self::Group(group),
            Audience::Axis(axis) => Self::Axis(axis),
            Audience::Facilitation => Self::Facilitation,
            Audience::Own(_) => Self::Own,
        }
    }
}

/// The audience of a scope for this caller; nothing when `self` is asked by somebody who is nobody.
pub fn audience(caller: &Caller, scope: Scope) -> Option<Audience> {
    match scope {
        Scope::Forum => Some(Audience::Forum),
        Scope::Group(group) => Some(Audience::Group(group)),
        Scope::Axis(axis) => Some(Audience::Axis(axis)),
        Scope::Facilitation => Some(Audience::Facilitation),
        Scope::Own => match caller {
            Caller::Participant(person) => Some(Audience::Own(*person)),
            Caller::Owner
            | Caller::Newcomer
            | Caller::Facilitator(_)
            | Caller::Projector(_)
            | Caller::Voter(_)
            | Caller::Unnamed => None,
        },
    }
}
