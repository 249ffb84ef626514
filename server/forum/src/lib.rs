//! The rules of an Open Forum: decide, apply, view. Pure: no I/O, no clock, no randomness, no hash
//! order, so that the same log gives the same state on every machine.

pub mod entry;
pub mod event;
