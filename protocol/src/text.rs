//! What people type: one normalisation, one set of refusals, for every name, title and text.

use crate::limits::{self, COMBINING_MARKS_MAX};
use crate::refusal::Refusal;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What kind of text a field holds; it decides the length and whether lines may break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A person's name or a label, on one line.
    Name,
    /// A topic's title or an axis' name, on one line.
    Title,
    /// A question or description; lines may break.
    Question,
    /// A contribution; lines may break.
    Text,
}

impl Form {
    /// Longest text of this form, in Unicode scalar values after normalisation.
    pub fn characters_max(self) -> usize {
        match self {
            Self::Name => limits::NAME_CHARACTERS_MAX,
            Self::Title => limits::TITLE_CHARACTERS_MAX,
            Self::Question => limits::QUESTION_CHARACTERS_MAX,
            Self::Text => limits::TEXT_CHARACTERS_MAX,
        }
    }

    fn breaks_lines(self) -> bool {
        match self {
            Self::Name | Self::Title => false,
            Self::Question | Self::Text => true,
        }
    }
}

/// The text as it is stored: NFC, lines ended by LF, trimmed.
///
/// # Errors
/// `EMPTY` when nothing visible is left, `TOO_LONG`, and `BAD_TEXT` for control characters (LF and
/// TAB are fine where lines may break), tag characters outside of a flag, and more than
/// [`COMBINING_MARKS_MAX`] combining marks on one base.
pub fn normalise(typed: &str, form: Form) -> Result<String, Refusal> {
    let text: String = typed.replace("\r\n", "\n").replace('\r', "\n").nfc().collect();
    let text = text.trim();
    if has_forbidden_control(text, form) || has_stray_tag(text) || has_mark_pile(text) {
        return Err(Refusal::BadText {});
    }
    if !text.chars().any(is_visible) {
        return Err(Refusal::Empty {});
    }
    let characters = text.chars().count();
    if characters > form.characters_max() {
        return Err(Refusal::TooLong { by: (characters - form.characters_max()) as u32 });
    }
    Ok(text.to_owned())
}

/// Like [`normalise`], for a field that may be left out: nothing visible means nothing was said.
///
/// # Errors
/// As [`normalise`], but for `EMPTY`.
pub fn normalise_optional(typed: Option<&str>, form: Form) -> Result<Option<String>, Refusal> {
    match typed.map(|typed| normalise(typed, form)) {
        None | Some(Err(Refusal::Empty {})) => Ok(None),
        Some(Ok(text)) => Ok(Some(text)),
        Some(Err(refusal)) => Err(refusal),
    }
}

fn has_forbidden_control(text: &str, form: Form) -> bool {
    text.chars().any(|c| c.is_control() && !(form.breaks_lines() && matches!(c, '\n' | '\t')))
}

/// Tag characters spell a region after a black flag and end with a cancel tag (UTS 51, ED-14a);
/// anywhere else they hide text.
fn has_stray_tag(text: &str) -> bool {
    let mut inside_flag = false;
    let mut tags = 0;
    for c in text.chars() {
        match c {
            '\u{1F3F4}' => {
                if inside_flag && tags > 0 {
                    return true;
                }
                (inside_flag, tags) = (true, 0);
            }
            '\u{E0020}'..='\u{E007E}' if inside_flag => tags += 1,
            '\u{E007F}' if inside_flag && tags > 0 => (inside_flag, tags) = (false, 0),
            '\u{E0000}'..='\u{E007F}' => return true,
            _ => {
                if inside_flag && tags > 0 {
                    return true;
                }
                inside_flag = false;
            }
        }
    }
    inside_flag && tags > 0
}

fn has_mark_pile(text: &str) -> bool {
    let mut marks = 0;
    for c in text.chars() {
        if is_combining_mark(c) {
            marks += 1;
            if marks > COMBINING_MARKS_MAX {
                return true;
            }
        } else if !is_ignorable(c) {
            marks = 0;
        }
    }
    false
}

fn is_visible(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !is_ignorable(c) && !is_combining_mark(c) && c != '\u{2800}'
}

/// Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties) and the other format characters:
/// they show nothing of themselves.
fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{0600}'..='\u{0605}' | '\u{061C}' | '\u{06DD}' | '\u{070F}'
        | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_type_is_normalised_once() {
        for (typed, stored) in [
            ("  Un bus le samedi \r\n\r\npour tous\r", "Un bus le samedi \n\npour tous"),
            ("e\u{301}cole", "école"),
            ("a\tb", "a\tb"),
            ("שלום", "שלום"),
            ("👩‍👩‍👧", "👩‍👩‍👧"),
            (
                "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
                "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
            ),
        ] {
            assert_eq!(normalise(typed, Form::Text), Ok(stored.to_owned()), "{typed:?}");
        }
    }

    #[test]
    fn what_would_harm_other_readers_is_refused() {
        for (typed, form, refusal) in [
            ("a\u{0}b", Form::Text, Refusal::BadText {}),
            ("a\nb", Form::Title, Refusal::BadText {}),
            ("a\tb", Form::Name, Refusal::BadText {}),
            ("a\u{E0041}", Form::Text, Refusal::BadText {}),
            ("🏴\u{E0067}", Form::Text, Refusal::BadText {}),
            (
                "x\u{336}\u{337}\u{338}\u{336}\u{337}\u{338}\u{336}\u{337}\u{338}",
                Form::Text,
                Refusal::BadText {},
            ),
            (" \u{200B}\u{FEFF}\n", Form::Text, Refusal::Empty {}),
            ("", Form::Name, Refusal::Empty {}),
        ] {
            assert_eq!(normalise(typed, form), Err(refusal), "{typed:?}");
        }
        assert_eq!(normalise(&"é".repeat(125), Form::Title), Err(Refusal::TooLong { by: 5 }));
    }

    proptest! {
        #[test]
        fn a_stored_text_is_stored_as_it_is(typed in "\\PC{0,80}") {
            if let Ok(stored) = normalise(&typed, Form::Text) {
                prop_assert_eq!(normalise(&stored, Form::Text), Ok(stored));
            }
        }
    }
}
