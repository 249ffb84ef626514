//! The language of Bourdon: what clients and servers say to each other, and what is kept for ever.
//! No I/O, no clock, no randomness. Start reading at [`message`], then [`command`] and [`entity`].
//!
//! # What the wire promises
//!
//! 1. **Order.** The changes of one scope arrive in the order of their sequence numbers.
//! 2. **At most once.** A command id is carried out at most once; a second arrival of one that was
//!    done is answered `done` with the position of the first and does nothing.
//! 3. **An acknowledgement is a position.** `done` carries a position whose state contains the effect.
//! 4. **What was acknowledged is durable.** `done` and changes are sent only after the commit is on disk.
//! 5. **A snapshot goes on.** For each scope and caller, the snapshot at *n* plus the changes to *m*
//!    equals the snapshot at *m*. Counts and presence are outside of it: they are absolute values
//!    that arrive on a tick.
//! 6. **Nobody receives what its scope may not show**, also not in what is caught up: today's rights count.
//! 7. **Unknown fields are ignored.**
//! 8. **An unknown command is refused with its id** (`UNKNOWN_COMMAND`); one whose body does not fit
//!    is refused with its id too (`BAD_COMMAND`).
//! 9. **A new epoch means reload.** Positions of different epochs are not comparable.
//! 10. **A close code says whether to come back.** 4000–4499: come back; 4500–4999: do not.
//!
//! [`command`] and the events of the log are formats for ever: only new optional fields, never a
//! new meaning under an old name. Everything else may ask a screen to load again.

pub mod command;
pub mod entity;
pub mod http;
pub mod id;
pub mod language;
pub mod limits;
pub mod lines;
pub mod message;
pub mod plan;
pub mod plans;
pub mod programme;
pub mod refusal;
pub mod scope;
pub mod secret;
pub mod suggestion;
pub mod text;
pub mod time;
pub mod wifi;

pub use command::Command;
pub use entity::{Count, Entity, Key};
pub use id::*;
pub use language::{ForumLanguage, Language, SubjectKind};
pub use refusal::Refusal;
pub use scope::{HashHead, Position, Scope};
pub use wifi::Wifi;
