//! What whoever starts the server decides.

use crate::Proxy;
use std::path::PathBuf;

/// What a server needs to know before it starts.
#[derive(Clone, Debug)]
pub struct Config {
    /// The folder with everything that is kept; made when it is missing.
    pub data: PathBuf,
    /// Addresses under which the server is reached too, like `https://forum.example`; the first one
    /// is shown to phones.
    pub addresses: Vec<String>,
    /// The proxy in front of the server, if there is one.
    pub proxy: Option<Proxy>,
}
