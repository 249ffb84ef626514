//! Text files in the encodings that office programs write.

use encoding_rs::{MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// How the bytes of a text file were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, the usual one.
    Utf8,
    /// UTF-8 in which some bytes are none.
    BrokenUtf8,
    /// UTF-16, as « Texte Unicode » of spreadsheets.
    Utf16,
    /// Windows-1252, the « ANSI » of French Windows.
    Windows1252,
    /// Mac Roman.
    MacRoman,
}

/// Reads text, or says that it is none.
pub(crate) fn decode(bytes: &[u8]) -> Option<(Cow<'_, str>, Encoding)> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return utf8(rest);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return Some((UTF_16LE.decode_without_bom_handling(rest).0, Encoding::Utf16));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return Some((UTF_16BE.decode_without_bom_handling(rest).0, Encoding::Utf16));
    }
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    if sample.len() >= 4 && zeros(1) * 4 > sample.len() && zeros(0) * 16 < sample.len() {
        return Some((UTF_16LE.decode_without_bom_handling(bytes).0, Encoding::Utf16));
    }
    if sample.len() >= 4 && zeros(0) * 4 > sample.len() && zeros(1) * 16 < sample.len() {
        return Some((UTF_16BE.decode_without_bom_handling(bytes).0, Encoding::Utf16));
    }
    utf8(bytes)
}

fn utf8(bytes: &[u8]) -> Option<(Cow<'_, str>, Encoding)> {
    let controls = bytes.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    if controls * 1000 > bytes.len() || memchr::memchr(0, bytes).is_some() {
        return None;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some((Cow::Borrowed(text), Encoding::Utf8));
    }
    let (mut good, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|char| !char.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if good > 4 * broken {
        return Some((String::from_utf8_lossy(bytes), Encoding::BrokenUtf8));
    }
    let windows = WINDOWS_1252.decode_without_bom_handling(bytes).0;
    let mac = MACINTOSH.decode_without_bom_handling(bytes).0;
    if likely(&mac) > likely(&windows) {
        return Some((mac, Encoding::MacRoman));
    }
    Some((windows, Encoding::Windows1252))
}

/// How much a text looks like French, or another language of the West: its letters stand where such letters stand.
fn likely(text: &str) -> i64 {
    let mut score = 0;
    let mut before = ' ';
    for char in text.chars() {
        if !char.is_ascii() {
            score += match char {
                'é' | 'è' | 'à' | 'ê' | 'ç' | 'ô' | 'ù' | 'î' | 'â' | 'û' | 'ë' | 'ï' | 'œ' | 'ü' | 'ö'
                | 'ä' | 'ß' | 'ñ' | 'á' | 'í' | 'ó' | 'ú' => 2,
                '’' | '‘' | '«' | '»' | '“' | '”' | '…' | '–' | '—' | '€' | '°' | '\u{a0}' | '²' | '•'
                | '¿' | '¡' => 1,
                'É' | 'È' | 'À' | 'Ê' | 'Ç' | 'Ô' | 'Œ' | 'Î' | 'Â' | 'Ö' | 'Ä' | 'Ü'
                    if !before.is_lowercase() =>
                {
                    1
                }
                '\u{80}'..='\u{9f}' => -4,
                _ => -2,
            };
        }
        before = char;
    }
    score
}
