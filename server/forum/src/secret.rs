//! Hashes of secrets: what the log keeps of a token or a recovery code.

use protocol::ForumId;
use protocol::secret::{RecoveryCode, Token};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// SHA-256 of a token or recovery code, in hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SecretHash(pub String);

/// The hash of a token.
pub fn hash_token(token: &Token) -> SecretHash {
    SecretHash(hexadecimal(&Sha256::digest(token.bytes())))
}

/// The hash of a recovery code, different in each forum.
pub fn hash_recovery(forum: ForumId, code: &RecoveryCode) -> SecretHash {
    let hash = Sha256::new().chain_update(forum.0.as_bytes()).chain_update(code.letters()).finalize();
    SecretHash(hexadecimal(&hash))
}

/// Hexadecimal digits of these bytes.
pub fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}
