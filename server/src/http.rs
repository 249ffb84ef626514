//! HTTP.

pub mod socket;
