//! Secrets that a client makes. They never appear in `Debug`, logs or the database.

use crate::limits::{CODE_LETTERS, CODE_LETTERS_LOCAL, CODE_LETTERS_PUBLIC};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 32 random bytes as 64 lower-case hexadecimal digits, made by the client.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct Token([u8; 32]);

impl Token {
    /// A token of these random bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, to be hashed.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl TryFrom<String> for Token {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let wrong = "a token is 64 hexadecimal digits";
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return Err(wrong);
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
            let digit = |d: u8| (d as char).to_digit(16).ok_or(wrong);
            *byte = (digit(pair[0])? * 16 + digit(pair[1])?) as u8;
        }
        Ok(Self(bytes))
    }
}

impl From<Token> for String {
    fn from(token: Token) -> Self {
        token.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// A code that brings a person back on another device: letters of [`crate::limits::CODE_LETTERS`],
/// made by the client, compared without case and signs.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// The letters, upper case, to be hashed.
    pub fn letters(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for RecoveryCode {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let letters = read_code(&text);
        if letters.len() == crate::limits::RECOVERY_LETTERS
            && letters.bytes().all(|b| CODE_LETTERS.contains(&b))
        {
            Ok(Self(letters))
        } else {
            Err("a recovery code is 8 letters and digits")
        }
    }
}

impl From<RecoveryCode> for String {
    fn from(code: RecoveryCode) -> Self {
        code.0
    }
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

/// A code as a person typed it or a sentence holds it, in the form in which codes are compared: letters
/// and digits alone, in upper case.
pub fn read_code(typed: &str) -> String {
    typed.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Whether a forum can have this code, as [`read_code`] reads it.
pub fn is_code(code: &str) -> bool {
    [CODE_LETTERS_LOCAL, CODE_LETTERS_PUBLIC].contains(&code.len())
        && code.bytes().all(|letter| CODE_LETTERS.contains(&letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_among_the_signs_around_it() {
        for typed in
            ["ABCDEF", "abcdef", "abc-def", " abc def.", "(ABCDEF)", "ABCDEF/", "« abcdef »", "ABCDEF…"]
        {
            assert_eq!(read_code(typed), "ABCDEF", "{typed}");
        }
        for code in ["ABCDEF", "ABCD2345"] {
            assert!(is_code(code), "{code}");
        }
        for other in ["", "ABCDE", "AABCDEF", "ABCDE0", "ABCDEO", "FAVICONSVG", "ÀBCDE"] {
            assert!(!is_code(other), "{other}");
        }
    }
}
