//! Who may do what.
use crate::state::{Person, State};
use protocol::entity::Can;

pub(crate) fn can(_state: &State, _person: &Person, _can: Can) -> bool {
    false
}
