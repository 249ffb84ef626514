//! Bourdon.
