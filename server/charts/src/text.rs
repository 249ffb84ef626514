//! How much room words take. Fonts are the page's, so this is an estimate, and rather too much.

/// Points of a letter's height, and of a line.
pub(crate) const SIZE: f64 = 13.0;
pub(crate) const LINE: f64 = 16.0;

/// How wide a text is.
pub(crate) fn width(text: &str) -> f64 {
    let em: f64 = text
        .chars()
        .map(|letter| match letter {
            'i' | 'j' | 'l' | '\'' | '’' | '.' | ',' | ':' | ';' | '|' | '!' => 0.3,
            '\u{202f}' => 0.22,
            ' ' | '\u{a0}' | 'f' | 't' | 'r' | 'I' | '-' | '(' | ')' => 0.38,
            'm' | 'w' | 'M' | 'W' | '%' | 'œ' | '—' | '…' => 0.92,
            letter if letter.is_uppercase() => 0.72,
            letter if letter > '\u{2e80}' => 1.05,
            _ => 0.58,
        })
        .sum();
    em * SIZE
}

/// A text in lines.
pub(crate) struct Wrapped {
    pub(crate) lines: Vec<String>,
    /// Not all of it is there.
    pub(crate) is_cut: bool,
}

/// In lines no wider than `room`, at most `most` of them.
pub(crate) fn wrap(text: &str, room: f64, most: usize) -> Wrapped {
    let mut lines = vec![String::new()];
    for word in words(text) {
        let fits = |line: &str, more: &str| width(line) + width(more.trim_end()) <= room;
        if let Some(line) = lines.last_mut() {
            if line.is_empty() || fits(line, word) {
                line.push_str(word);
            } else {
                lines.push(word.to_owned());
            }
        }
        // A word that is wider than a line goes on in the next.
        while let Some(line) = lines.last_mut().filter(|line| width(line.trim_end()) > room) {
            let end = end_of(line, room);
            if end == line.len() {
                break;
            }
            let rest = line.split_off(end);
            lines.push(rest);
        }
    }
    let is_cut = lines.len() > most;
    lines.truncate(most);
    if is_cut && let Some(last) = lines.last_mut() {
        let end = end_of(last.trim_end(), room - width("…"));
        last.truncate(end);
        *last = format!("{}…", last.trim_end());
    }
    Wrapped { lines: lines.iter().map(|line| line.trim_end().to_owned()).collect(), is_cut }
}

/// How many bytes of a line fit; at least its first letter.
fn end_of(line: &str, room: f64) -> usize {
    let ends = line.char_indices().map(|(at, letter)| at + letter.len_utf8());
    let mut fitting = ends.clone().take_while(|end| width(&line[..*end]) <= room);
    fitting.by_ref().last().or_else(|| ends.clone().next()).unwrap_or(0)
}

/// Words with the space or hyphen after them.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive([' ', '\n', '\t', '-'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_on_in_the_next_line() {
        let Wrapped { lines, is_cut } = wrap("Saint-Pierre-d’Exideuil et alentours", 110.0, 3);
        assert_eq!(lines, ["Saint-Pierre-", "d’Exideuil et", "alentours"]);
        assert!(!is_cut);
        let Wrapped { lines, is_cut } = wrap("Saint-Pierre-d’Exideuil et alentours", 110.0, 2);
        assert_eq!(lines, ["Saint-Pierre-", "d’Exideuil et…"]);
        assert!(is_cut);
        assert_eq!(wrap("", 10.0, 2).lines, [""]);
        assert_eq!(wrap("ééé", 1.0, 9).lines, ["é", "é", "é"]);
    }
}
