//! Everything a forum holds, for programs.
use crate::state::State;
use serde::Serialize;

/// Everything a forum holds.
#[derive(Clone, Debug, Serialize)]
pub struct Export {
    /// The position of the last commit.
    pub seq: u64,
}

/// Everything the forum holds at this position.
pub fn export(_state: &State, seq: u64) -> Export {
    Export { seq }
}
