//! The rules of a territory's programme: decide, apply, view. Pure: no I/O, no clock, no randomness, no hash order,
//! so that the same log gives the same state on every machine.
//!
//! Most of what a programme holds are *items*: a noun and its fields, as `protocol::programme::noun` has them in one
//! table. They share their commands, their events and their views; what a noun has of its own stands in a file of its
//! name. Answer sheets, imports, publications and passes are no items.

mod action;
mod apply;
mod audience;
mod card;
mod consent;
mod decide;
pub mod dossier;
pub mod entry;
pub mod event;
pub mod export;
pub mod follow_up;
mod known;
pub mod news;
mod outcome;
mod path;
pub mod permissions;
mod plan;
pub mod public;
mod questionnaire;
mod results;
pub mod roadmap;
mod sheet;
mod sorting;
mod state;
mod subject;
mod territory;
mod told;
mod totals;
mod unheard;
mod view;
mod warning;

pub use audience::{Audience, audience};
pub use decide::{Founding, Order, create, decide};
pub use entry::{Caller, Commit, Entry, Holder};
pub use event::Event;
pub use known::Known;
pub use outcome::{Counts, Coverage, coverage};
pub use path::path;
pub use permissions::may_see;
pub use questionnaire::{OnPaper, batch_name, on_paper, opened, questionnaire};
pub use results::{Tables, working};
pub use sheet::letters;
pub use sorting::{Sortable, Sorting, sorting, standing};
pub use state::{RULES, State};
pub use territory::{Computed, Local, territory};
pub use totals::{Count, ErrorRate, Totals, totals};
pub use unheard::Unheard;
pub use view::{keys, summary, view, words};
