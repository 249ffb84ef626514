//! Secrets that a client makes. They never appear in `Debug`, logs or the database.

use crate::limits::{CODE_LETTERS, CODE_LETTERS_LOCAL, CODE_LETTERS_PUBLIC, RECEIPT_LETTERS};
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

/// A code that leads its author to what became of a contribution, without a forum and without a name:
/// letters of [`crate::limits::CODE_LETTERS`], drawn by the server, compared without case and signs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct ReceiptCode([u8; RECEIPT_LETTERS]);

impl ReceiptCode {
    /// One that nobody can foresee when `byte` draws bytes that nobody can.
    pub fn draw(mut byte: impl FnMut() -> u8) -> Self {
        Self(std::array::from_fn(|_| draw_letter(&mut byte)))
    }
}

impl TryFrom<String> for ReceiptCode {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let letters = read_code(&text);
        let code = <[u8; RECEIPT_LETTERS]>::try_from(letters.as_bytes()).ok();
        let code = code.filter(|code| code.iter().all(|letter| CODE_LETTERS.contains(letter)));
        code.map(Self).ok_or("a receipt is 10 letters and digits")
    }
}

impl From<ReceiptCode> for String {
    fn from(code: ReceiptCode) -> Self {
        code.0.iter().map(|letter| char::from(*letter)).collect()
    }
}

impl std::fmt::Debug for ReceiptCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReceiptCode(…)")
    }
}

/// A letter of [`crate::limits::CODE_LETTERS`], each as likely as any other: bytes above the last multiple
/// of their number are drawn again.
pub fn draw_letter(mut byte: impl FnMut() -> u8) -> u8 {
    let even = u8::MAX - u8::MAX % CODE_LETTERS.len() as u8;
    loop {
        let drawn = byte();
        if drawn < even {
            return CODE_LETTERS[usize::from(drawn) % CODE_LETTERS.len()];
        }
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
    fn a_receipt_is_ten_letters_however_it_is_typed() {
        let mut bytes = (0..=u8::MAX).rev();
        let drawn = ReceiptCode::draw(|| bytes.next().unwrap());
        let letters = String::from(drawn);
        assert_eq!(letters, "98765432ZY");
        for typed in ["98765432ZY", "98765-432zy", " 9876 5432 zy."] {
            assert_eq!(ReceiptCode::try_from(typed.to_owned()), Ok(drawn), "{typed}");
        }
        for other in ["", "98765432Z", "98765432ZYY", "98765432ZO", "98765432É"] {
            assert!(ReceiptCode::try_from(other.to_owned()).is_err(), "{other}");
        }
    }

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
