//! The real server process, and what tests do with it: start, kill and restart it, play a plan
//! through it, speak to it as a phone does, and look for what was said in its export.

pub mod dose;
pub mod folder;
pub mod held;
pub mod http;
pub mod interrupted;
pub mod large;
pub mod office;
pub mod phone;
pub mod plan;
pub mod preload;
pub mod programs;
pub mod real;
pub mod record;
pub mod replica;
pub mod room;
pub mod said;
pub mod server;
pub mod territory;
pub mod turns;

pub use dose::{dose, seed};
pub use folder::Folder;
pub use phone::Phone;
pub use replica::Replica;
pub use room::Room;
pub use server::Server;
