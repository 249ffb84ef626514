//! The language of a territory's programme (*démarche*): its nouns and their fields ([`noun`]), what can be asked
//! ([`command`]), what screens show ([`entity`]) and what they follow ([`scope`]).
//!
//! All nouns but a few have the same commands: `add`, `set`, `remove`. What their fields take stands in one table,
//! from which all else follows.

pub mod chart;
pub mod command;
pub mod entity;
pub mod field;
pub mod import;
mod language;
pub mod noun;
pub mod plan;
pub mod public;
pub mod reminder;
pub mod results;
pub mod schema;
pub mod scope;
pub mod shape;
pub mod suggestion;
pub mod value;

pub use crate::{ItemId, ProgrammeId};
pub use command::{Command, Fields, WORDS};
pub use entity::{Entity, Key};
pub use language::{NamedProgramme, ProgrammeLanguage};
pub use noun::Noun;
pub use scope::Scope;
pub use value::{Amount, Day, Number, Value};
