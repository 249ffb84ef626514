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
    /// The title of an action, of an agreement, on one line.
    Heading,
    /// A question or description; lines may break.
    Question,
    /// A contribution; lines may break.
    Text,
    /// Minutes, a synthesis: some pages; lines may break.
    Pages,
}

impl Form {
    /// Longest text of this form, in Unicode scalar values after normalisation.
    pub fn characters_max(self) -> usize {
        match self {
            Self::Name => limits::NAME_CHARACTERS_MAX,
            Self::Title => limits::TITLE_CHARACTERS_MAX,
            Self::Heading => limits::HEADING_CHARACTERS_MAX,
            Self::Question => limits::QUESTION_CHARACTERS_MAX,
            Self::Text => limits::TEXT_CHARACTERS_MAX,
            Self::Pages => limits::PAGES_CHARACTERS_MAX,
        }
    }

    /// Whether lines may break.
    pub fn breaks_lines(self) -> bool {
        match self {
            Self::Name | Self::Title | Self::Heading => false,
            Self::Question | Self::Text | Self::Pages => true,
        }
    }
}

/// The text as it is stored: NFC, trimmed, without control characters. What breaks a line (CR, and the
/// vertical tabs, form feeds, next lines and separators that word processors leave) is LF where lines may
/// break and one space elsewhere. What would turn the sentence around a name or title stays out of it.
///
/// # Errors
/// `EMPTY` when nothing visible is left, `TOO_LONG`, and `BAD_TEXT` with the place for tag characters
/// outside of a flag and more than [`COMBINING_MARKS_MAX`] combining marks on one base.
pub fn normalise(typed: &str, form: Form) -> Result<String, Refusal> {
    let signs: Vec<Sign> =
        typed.chars().enumerate().filter(|(_, c)| !is_dropped(*c, form)).map(Sign::from).collect();
    if let Some(Sign { at, c }) = stray_tag(&signs).or_else(|| mark_pile(&signs)) {
        return Err(Refusal::BadText { sign: Some(format!("U+{:04X}", c as u32)), at: Some(at as u32 + 1) });
    }
    let text: String = signs.into_iter().map(|sign| sign.c).nfc().collect();
    let text = if form.breaks_lines() {
        text.replace("\r\n", "\n").replace(is_line_break, "\n").trim().to_owned()
    } else {
        let parts = text.split(|c| is_line_break(c) || c == '\t').map(str::trim);
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    };
    if !text.chars().any(is_visible) {
        return Err(Refusal::Empty {});
    }
    let characters = text.chars().count();
    if characters > form.characters_max() {
        return Err(Refusal::TooLong { by: (characters - form.characters_max()) as u32 });
    }
    Ok(text)
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

/// A character of what was typed, and how many stand before it.
#[derive(Clone, Copy)]
struct Sign {
    at: usize,
    c: char,
}

impl From<(usize, char)> for Sign {
    fn from((at, c): (usize, char)) -> Self {
        Self { at, c }
    }
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What says nothing: controls, byte order marks, what Unicode assigns to no character and, where a text
/// stands in the middle of sentences, embeddings, overrides and isolates of a writing direction.
fn is_dropped(c: char, form: Form) -> bool {
    (c.is_control() && c != '\t' && !is_line_break(c))
        || matches!(c, '\u{FEFF}' | '\u{FDD0}'..='\u{FDEF}')
        || c as u32 & 0xFFFE == 0xFFFE
        || (!form.breaks_lines() && matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
}

/// Tag characters spell a region after a black flag and end with a cancel tag (UTS 51, ED-14a);
/// anywhere else they hide text.
fn stray_tag(signs: &[Sign]) -> Option<Sign> {
    /// The flag's first tag, once there is one.
    struct Flag(Option<Sign>);
    let mut flag = None;
    for sign in signs {
        match (sign.c, flag) {
            ('\u{E0020}'..='\u{E007E}', Some(Flag(first))) => flag = Some(Flag(first.or(Some(*sign)))),
            ('\u{E007F}', Some(Flag(Some(_)))) => flag = None,
            ('\u{E0000}'..='\u{E007F}', _) => return Some(*sign),
            (_, Some(Flag(Some(first)))) => return Some(first),
            ('\u{1F3F4}', _) => flag = Some(Flag(None)),
            _ => flag = None,
        }
    }
    flag.and_then(|Flag(first)| first)
}

/// A base with more marks than a script needs; they are counted as they are stored.
fn mark_pile(signs: &[Sign]) -> Option<Sign> {
    let follows = |c: char| is_combining_mark(c) || is_ignorable(c);
    signs.chunk_by(|_, next| follows(next.c)).find_map(|letter| {
        let stored = letter.iter().map(|sign| sign.c).nfc();
        (stored.filter(|c| is_combining_mark(*c)).count() > COMBINING_MARKS_MAX).then_some(letter[0])
    })
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

    fn stored(typed: &str, form: Form) -> String {
        normalise(typed, form).unwrap_or_else(|refusal| panic!("{typed:?}: {refusal:?}"))
    }

    #[test]
    fn what_word_processors_leave_becomes_lines_or_spaces() {
        for sign in ["\n", "\r\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}"] {
            let typed = format!("Un point{sign}Un autre{sign}");
            for form in [Form::Text, Form::Question] {
                assert_eq!(stored(&typed, form), "Un point\nUn autre", "{sign:?}");
            }
            for form in [Form::Title, Form::Name] {
                assert_eq!(stored(&typed, form), "Un point Un autre", "{sign:?}");
            }
        }
        assert_eq!(stored("Un car \u{B}\u{B} le\tdimanche", Form::Title), "Un car le dimanche");
        for c in (0..=0x9F).filter_map(char::from_u32).filter(|c| c.is_control()) {
            if c != '\t' && !is_line_break(c) {
                assert_eq!(stored(&format!("Une{c} garderie"), Form::Text), "Une garderie", "{c:?}");
            }
        }
        for c in ['\u{FEFF}', '\u{FFFE}', '\u{1FFFF}', '\u{FDD0}'] {
            assert_eq!(stored(&format!("{c}a{c}b"), Form::Name), "ab", "{c:?}");
        }
        assert_eq!(stored("می\u{200C}خواهم", Form::Name), "می\u{200C}خواهم", "a joiner that a script needs");
    }

    #[test]
    fn a_name_or_title_turns_nothing_around_it() {
        for c in ('\u{202A}'..='\u{202E}').chain('\u{2066}'..='\u{2069}') {
            assert_eq!(stored(&format!("P1{c}"), Form::Name), "P1", "{c:?}");
            assert_eq!(stored(&format!("{c}Un car"), Form::Title), "Un car", "{c:?}");
            assert_eq!(stored(&format!("a{c}b"), Form::Text), format!("a{c}b"), "{c:?}");
        }
    }

    #[test]
    fn what_would_harm_other_readers_is_refused_with_its_place() {
        let bad = |sign: &str, at| Refusal::BadText { sign: Some(sign.to_owned()), at: Some(at) };
        for (typed, form, refusal) in [
            ("a\u{E0041}", Form::Text, bad("U+E0041", 2)),
            ("🏴\u{E0067}", Form::Text, bad("U+E0067", 2)),
            ("🏴\u{E0067}\u{E0062}🏴", Form::Title, bad("U+E0067", 2)),
            ("🏴\u{E007F}", Form::Title, bad("U+E007F", 2)),
            ("\u{7}\u{FEFF}a\u{E0041}", Form::Text, bad("U+E0041", 4)),
            (
                "Zalgo x\u{336}\u{337}\u{338}\u{336}\u{337}\u{338}\u{336}\u{337}\u{338}",
                Form::Text,
                bad("U+0078", 7),
            ),
            (" \u{200B}\u{FEFF}\n", Form::Text, Refusal::Empty {}),
            ("", Form::Name, Refusal::Empty {}),
        ] {
            assert_eq!(normalise(typed, form), Err(refusal), "{typed:?}");
        }
        assert_eq!(normalise(&"é".repeat(125), Form::Title), Err(Refusal::TooLong { by: 5 }));
    }

    const FORMS: [Form; 6] =
        [Form::Name, Form::Title, Form::Heading, Form::Question, Form::Text, Form::Pages];

    /// Letters among the signs that are dropped, replaced, refused or kept with a neighbour.
    const SIGNS: &str = "[ab é\\u{300}-\\u{303}\\u{FB2C}\\u{1100}\\u{1161}\\x00-\\x20\\x7F-\\xA0\
                         \\u{200B}-\\u{2069}\\u{FEFF}\\u{FE0F}👩🏴\\u{E0060}-\\u{E007F}]{0,30}";

    fn any_text() -> impl Strategy<Value = String> {
        prop_oneof![SIGNS, "\\PC{0,80}", any::<String>()]
    }

    proptest! {
        #[test]
        fn a_stored_text_is_stored_as_it_is(typed in any_text()) {
            for form in FORMS {
                if let Ok(stored) = normalise(&typed, form) {
                    prop_assert_eq!(normalise(&stored, form), Ok(stored));
                }
            }
        }

        #[test]
        fn a_stored_text_holds_no_sign_that_says_nothing(typed in any_text()) {
            for form in FORMS {
                for c in normalise(&typed, form).unwrap_or_default().chars() {
                    prop_assert!(!is_dropped(c, form), "{:?}", c);
                    prop_assert!(!c.is_control() || form.breaks_lines() && matches!(c, '\n' | '\t'), "{:?}", c);
                }
            }
        }

        /// Nothing but what says nothing is lost: every visible character is stored.
        #[test]
        fn every_visible_character_is_stored(typed in any_text()) {
            let visible = |text: &str| text.chars().nfc().filter(|c| is_visible(*c)).collect::<String>();
            for form in FORMS {
                let meant: String = typed.chars().filter(|c| !is_dropped(*c, form)).collect();
                if let Ok(stored) = normalise(&typed, form) {
                    prop_assert_eq!(visible(&stored), visible(&meant));
                }
            }
        }

        #[test]
        fn a_refusal_names_a_place_in_what_was_typed(typed in any_text()) {
            for form in FORMS {
                if let Err(Refusal::BadText { sign, at }) = normalise(&typed, form) {
                    let there = at.and_then(|at| typed.chars().nth(at as usize - 1));
                    prop_assert_eq!(there.map(|c| format!("U+{:04X}", c as u32)), sign);
                }
            }
        }
    }
}
