//! Bourdon: a server for participatory meetings.

pub mod log;
