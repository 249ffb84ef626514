//! The rules, told as stories: who does what, and what comes of it. Start reading at `story`.

#![expect(clippy::disallowed_methods, reason = "a test may read and write its golden files")]
#![expect(clippy::unwrap_used, reason = "what a test did not expect ends it")]

mod amount;
mod archiving;
mod axis;
mod bounds;
mod checkpoint;
mod contribution;
mod erasure;
mod export;
mod formats;
mod forum;
mod golden;
mod group;
mod laws;
mod logo;
mod many;
mod moved;
mod outcome;
mod people;
mod permissions;
mod random;
mod regrouping;
mod screens;
mod secrecy;
mod slots;
mod story;
mod topic;
mod vote;
mod wall;
mod weighing;
