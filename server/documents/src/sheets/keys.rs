//! The keys of the keying screen, which stand beside the boxes on paper.

const DIGITS: &str = "123456789";
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";

/// The keys of a question's choices, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Keys(String);

impl Keys {
    /// That of a choice; nothing beyond the last key.
    pub(super) fn of(&self, choice: usize) -> String {
        self.0.chars().nth(choice).map(String::from).unwrap_or_default()
    }
}

/// Of each question, from its kind and the number of its choices. Several answers end with the first key of the next
/// question, so where that takes digits they take letters.
pub(super) fn keys<'a>(questions: impl DoubleEndedIterator<Item = (&'a str, usize)>) -> Vec<Keys> {
    let letters = || format!("{LETTERS}{}", LETTERS.to_uppercase());
    let mut keys = Vec::new();
    let mut next = String::new();
    for (kind, choices) in questions.rev() {
        let own = match kind {
            "several" if next == DIGITS || choices > DIGITS.len() => letters(),
            "several" => DIGITS.to_owned(),
            "single" => format!("{DIGITS}{}", letters()),
            _ => String::new(),
        };
        next = match kind {
            "several" => own.clone(),
            "single" if choices > DIGITS.len() => String::new(),
            "short_text" | "long_text" => String::new(),
            _ => DIGITS.to_owned(),
        };
        keys.push(Keys(own));
    }
    keys.reverse();
    keys
}
