//! The rules, told as stories: who does what, and what comes of it. Start reading at `story`.

#![recursion_limit = "256"]
#![expect(clippy::disallowed_methods, reason = "a test may read and write its golden files")]
#![expect(clippy::unwrap_used, reason = "what a test did not expect ends it")]

mod action;
mod amount;
mod campaign;
mod checkpoint;
mod concurrent;
mod erasure;
mod formats;
mod golden;
mod import;
mod item;
mod laws;
mod logo;
mod outcome;
mod pass;
mod permissions;
mod plan;
mod publication;
mod random;
mod results;
mod screens;
mod story;
mod territory;
mod told;
