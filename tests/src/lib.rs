//! The server process as tests start it.
