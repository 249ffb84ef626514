//! Files of JSON Lines as people's programs write them.

use serde::de::DeserializeOwned;
use std::char::{REPLACEMENT_CHARACTER, decode_utf16};

/// What is wrong with a line of a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}{}: {reason}", self.field.iter().map(|field| format!(", {field}")).collect::<String>())]
pub struct LineError {
    /// Number of the line, from 1.
    pub line: usize,
    /// The field that is wrong, `slots[0].start`; nothing when it is the line as a whole.
    pub field: Option<String>,
    /// What is wrong with it.
    pub reason: String,
}

/// The text of a file: UTF-8 or, if a byte order mark says so, UTF-16. The mark is none of its signs.
///
/// # Errors
/// The line in which bytes are no text.
pub fn text(bytes: &[u8]) -> Result<String, LineError> {
    let wide = |read: fn([u8; 2]) -> u16, bytes: &[u8]| {
        let units = bytes.chunks(2).map(|pair| read([pair[0], pair.get(1).copied().unwrap_or_default()]));
        decode_utf16(units).map(|c| c.unwrap_or(REPLACEMENT_CHARACTER)).collect()
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => Ok(wide(u16::from_le_bytes, rest)),
        [0xFE, 0xFF, rest @ ..] => Ok(wide(u16::from_be_bytes, rest)),
        [0xEF, 0xBB, 0xBF, rest @ ..] | rest => match std::str::from_utf8(rest) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => {
                let line = 1 + rest[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
                Err(LineError { line, field: None, reason: "it is not written in UTF-8".to_owned() })
            }
        },
    }
}

/// The lines of a text that are not blank, with their numbers. Files that were put together have marks
/// within.
pub fn filled(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines =
        text.lines().enumerate().map(|(index, line)| (index + 1, line.trim_start_matches('\u{FEFF}')));
    lines.filter(|(_, line)| !line.trim().is_empty())
}

/// What a line says.
///
/// # Errors
/// See [`LineError`].
pub fn read<T: DeserializeOwned>(line: usize, text: &str) -> Result<T, LineError> {
    let mut json = serde_json::Deserializer::from_str(text);
    let wrong =
        |field: Option<String>, reason: &serde_json::Error| LineError { line, field, reason: said(reason) };
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let field = error.path().to_string();
        wrong((error.inner().is_data() && field != ".").then_some(field), error.inner())
    })?;
    json.end().map_err(|error| wrong(None, &error))?;
    Ok(value)
}

/// The reason without the place, which counts lines within the line.
fn said(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) if error.column() > 0 => format!("{} (column {})", &text[..end], error.column()),
        Some(_) | None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[test]
    fn a_byte_order_mark_is_no_sign_of_the_text() {
        let wide =
            |unit: fn(u16) -> [u8; 2]| "\u{FEFF}é\n😀".encode_utf16().flat_map(unit).collect::<Vec<u8>>();
        for bytes in ["é\n😀".into(), "\u{FEFF}é\n😀".into(), wide(u16::to_le_bytes), wide(u16::to_be_bytes)]
        {
            assert_eq!(text(&bytes).as_deref(), Ok("é\n😀"), "{bytes:?}");
        }
        assert_eq!(text(b"a\nb\xFFc").map_err(|error| error.line), Err(2));
        let lines: Vec<_> = filled("a\n \n\u{FEFF}b\n\u{FEFF}\n").collect();
        assert_eq!(lines, [(1, "a"), (3, "b")]);
    }

    #[test]
    fn a_wrong_line_says_where_and_why() {
        #[derive(Debug, Deserialize)]
        #[expect(dead_code, reason = "only what is wrong with it is looked at")]
        struct Slot {
            slots: Vec<Hours>,
        }
        #[derive(Debug, Deserialize)]
        #[expect(dead_code, reason = "only what is wrong with it is looked at")]
        struct Hours {
            start: crate::time::TimeOfDay,
        }
        let wrong = |text: &str| read::<Slot>(7, text).map(|_| ()).map_err(|error| error.to_string());
        assert_eq!(wrong(r#"{"slots":[{"start":"9:30"}]}"#), Ok(()));
        for (text, said) in [
            (
                r#"{"slots":[{"start":"noon"}]}"#,
                "line 7, slots[0].start: a time of day is written HH:MM (column 26)",
            ),
            (r#"{"slots":null}"#, "line 7, slots: invalid type: null, expected a sequence (column 13)"),
            (r#"{"#, "line 7: EOF while parsing an object (column 1)"),
            (r#"{"slots":[]} more"#, "line 7: trailing characters (column 14)"),
        ] {
            assert_eq!(wrong(text), Err(said.to_owned()), "{text}");
        }
    }
}
