//! A client of Bourdon.
