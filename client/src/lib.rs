//! A client of Bourdon: [`session`] is one screen's conversation with a server, pure; [`connect`]
//! carries it out over real sockets; [`replay`] plays a day's plan through it.

pub mod connect;
pub mod replay;
pub mod replica;
pub mod schedule;
pub mod session;
