//! Hashes of secrets: what the log keeps of a token or a code.

use protocol::secret::Token;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// SHA-256 of a token or code; written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SecretHash([u8; 32]);

impl SecretHash {
    /// The hash with these bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl TryFrom<String> for SecretHash {
    type Error = &'static str;

    fn try_from(digits: String) -> Result<Self, Self::Error> {
        Token::try_from(digits)
            .map(|bytes| Self(*bytes.bytes()))
            .map_err(|_| "a hash is 64 hexadecimal digits")
    }
}

impl From<SecretHash> for String {
    fn from(SecretHash(bytes): SecretHash) -> Self {
        hexadecimal(&bytes)
    }
}

/// The hash of a token.
pub fn hash_token(token: &Token) -> SecretHash {
    SecretHash(Sha256::digest(token.bytes()).into())
}

/// Hexadecimal digits of these bytes.
pub fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}
