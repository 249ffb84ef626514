//! A client of Bourdon: [`session`] is one screen's conversation with a server, pure; [`connect`]
//! carries it out over real sockets; [`replay`] plays a day's plan through it.

pub mod replica;
pub mod session;
