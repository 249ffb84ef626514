//! Bourdon: a server for participatory meetings.

pub mod forums;
pub mod http;
pub mod live;
pub mod log;
