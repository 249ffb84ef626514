//! One forum in one file, to be brought in elsewhere: what was said, what became of it and what was published. It holds
//! no secret, no ballot, and no name but of those who agreed. How the file is written stands in README, « The archive ».
//!
//! Pure: no I/O, no clock. The same archive gives the same bytes. [`Archive::to_bytes`] writes it, [`read`] reads it or
//! names the first entry that is wrong.

mod check;
mod entry;
mod file;

pub use entry::{
    Archive, Axis, College, Contribution, Forum, Group, Origin, Person, Said, Slot, Topic, Weight, Words,
};
pub use file::{FORMAT, Read, Refused, Wrong, read};
