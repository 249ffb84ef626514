//! The rules of an Open Forum: decide, apply, view. Pure: no I/O, no clock, no randomness, no hash
//! order, so that the same log gives the same state on every machine.
//!
//! [`decide()`] says what a command does, [`State::apply`] does it and notes what screens must hear,
//! [`view()`] and [`count()`] are what they hear and what a snapshot holds: one function for both.
//! Who may do what stands in [`permissions`].

mod apply;
mod archiving;
mod audience;
mod decide;
pub mod entry;
pub mod event;
pub mod export;
mod hall;
mod moved;
pub mod permissions;
mod regrouping;
mod slots;
pub mod sorting;
mod state;
mod subject;
mod tally;
mod texts;
mod thing;
mod view;
pub mod weighing;
mod which;

pub use ::subject::{SecretHash, Text, hash_token, hexadecimal};
pub use archiving::archive;
pub use audience::{Audience, audience};
pub use decide::{Founding, create, decide, hash_recovery};
pub use entry::{Caller, Commit, Entry, Holder};
pub use event::Event;
pub use export::export;
pub use permissions::may_see;
pub use regrouping::regroupings;
pub use slots::{Times, times};
pub use sorting::{Heard, Sorting, heard, sorting};
pub use state::{Moments, RULES, State};
pub use texts::texts;
pub use view::{count, counts, door, keys, logo_files, people, summary, traced, view, wifi};
