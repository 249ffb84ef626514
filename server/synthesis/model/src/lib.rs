//! The packed sentence encoder, carried inside the program, so that the one file a facilitator copies
//! is all that is needed. `BOURDON_MODEL=skip` at build time leaves it out.

/// The bytes of the model; none in a program built without it.
pub const BYTES: Option<&[u8]> = CARRIED;

#[cfg(carried)]
const CARRIED: Option<&[u8]> = Some(include_bytes!("../model.bin"));

#[cfg(not(carried))]
const CARRIED: Option<&[u8]> = None;

/// SHA-256 of [`BYTES`], in hexadecimal digits.
pub const SHA256: Option<&str> = option_env!("MODEL_SHA256");
