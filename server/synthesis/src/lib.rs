//! Suggestions for axes: from contributions to heaps with reasons. Pure: no I/O, no clock, no
//! randomness, no hash order. The same cards give the same bytes, in any order and on any number of
//! threads.
//!
//! ```text
//! cards -> words + meaning -> with their group -> with their neighbours -> small heaps -> axes -> tree
//! ```
//!
//! Start at [`Reading::new`], then ask it: [`Reading::suggest`], [`Reading::redo`], [`Reading::split`].
//! What comes out is a [`Sorted`]: people decide. No text in it is made up.

pub mod agreement;
mod card;
pub mod encoder;
mod heaps;
mod matrix;
mod names;
mod neighbours;
mod phrases;
mod reading;
mod reasons;
mod redo;
mod suggestion;
mod threads;
mod tree;
mod vectors;
mod words;

pub use card::{Card, Encoder, Meaning};
pub use encoder::Model;
pub use reading::{Material, Reading};
pub use redo::{Move, OnTable, OnTableAxis};
pub use suggestion::*;
