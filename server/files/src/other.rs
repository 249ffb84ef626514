//! What is on no list, as lists and answers call it.

/// What an answer or a choice says of what is on no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// That it is so: « Autre », « Autre (précisez) ».
    Named,
    /// What it is: « Autre : un car ».
    Said,
}

const NAMES: &[&str] = &["autre", "autres", "other", "others"];
/// Ask for words and are none; the longer first.
const ASKING: &[&str] = &[
    "merci de préciser",
    "veuillez préciser",
    "à préciser",
    "préciser",
    "précisez",
    "lesquelles",
    "lesquels",
    "laquelle",
    "lequel",
    "please specify",
    "please say",
    "specify",
    "which",
];

impl Other {
    /// Nothing: a text is about what it says.
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let end = text.find(|sign: char| !sign.is_alphabetic()).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        if !NAMES.contains(&name) {
            return None;
        }
        let words = ASKING.iter().fold(rest.to_owned(), |rest, asking| rest.replace(asking, ""));
        if !words.contains(char::is_alphanumeric) {
            return Some(Self::Named);
        }
        let is_apart = rest.starts_with(" - ") || rest.trim_start().starts_with([':', '(', ',', '–', '—']);
        is_apart.then_some(Self::Said)
    }
}

#[cfg(test)]
mod tests {
    use super::Other;

    #[test]
    fn what_is_on_no_list_is_known_by_how_it_begins() {
        for text in
            ["Autre", " autres ", "Other:", "Autre (précisez)", "Autre, merci de préciser :", "Autre…"]
        {
            assert_eq!(Other::of(text), Some(Other::Named), "{text}");
        }
        for text in ["Autre : un car", "AUTRES (un car)", "Autre, précisez : un car", "other - a coach"] {
            assert_eq!(Other::of(text), Some(Other::Said), "{text}");
        }
        for text in ["Autre commune", "Autrement", "Un car", "Autre-lieu", "", "L’autre : un car"] {
            assert_eq!(Other::of(text), None, "{text}");
        }
    }
}
