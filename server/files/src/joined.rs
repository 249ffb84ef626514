//! Several choices in one cell: whether it is so, and where one ends and the next begins.
//!
//! Tools join by a separator that choices may contain. What a list of choices does not decide is decided by the
//! answers only where there is one reading; everywhere else the reader says so.

use crate::question::Pieces;
use std::collections::{BTreeMap, BTreeSet};

/// What the cells of a column look like.
#[derive(Debug)]
pub(crate) enum Joined {
    /// No cell has the separator, or nothing speaks for several choices.
    No,
    /// Cells hold the separator, but it may be a part of one choice; whether most of what stands between comes again.
    Perhaps { example: String, again: bool },
    /// Several choices a cell, and those of which nothing says whether they are one or two.
    Yes { choices: Vec<String>, pieces: Pieces, undecided: Vec<String> },
}

/// Different pieces of a column that are looked at before it counts as free text.
const MANY: usize = 400;

#[derive(Default)]
struct Piece<'a> {
    count: usize,
    before: BTreeSet<Option<&'a str>>,
    after: BTreeSet<Option<&'a str>>,
    lone: bool,
}

/// Looks at the texts of a column; `certain` where the tool writes several choices so and nothing else.
pub(crate) fn look<'a>(
    texts: impl Iterator<Item = &'a str>,
    separator: &'static str,
    certain: bool,
) -> Joined {
    let mut cells: BTreeMap<&str, usize> = BTreeMap::new();
    for text in texts {
        *cells.entry(text.trim()).or_default() += 1;
    }
    let joined = cells.keys().filter(|cell| cell.trim_end_matches(separator).contains(separator));
    let Some(example) = joined.clone().next().map(|cell| (*cell).to_owned()) else {
        if certain {
            let alone = cells.keys().map(|cell| cell.trim_end_matches(separator).trim().to_owned());
            return yes(alone.filter(|cell| !cell.is_empty()).collect(), separator, Vec::new());
        }
        return Joined::No;
    };
    let mut pieces: BTreeMap<&str, Piece> = BTreeMap::new();
    for (cell, count) in &cells {
        let parts = whole_parts(cell, separator);
        for (index, part) in parts.iter().enumerate() {
            let piece = pieces.entry(part).or_default();
            piece.count += count;
            piece.before.insert(index.checked_sub(1).map(|before| parts[before]));
            piece.after.insert(parts.get(index + 1).copied());
            piece.lone |= parts.len() == 1;
        }
        if pieces.len() > MANY {
            return if certain { everything(&pieces, separator) } else { Joined::No };
        }
    }
    // What always follows the same piece may be the rest of that choice.
    let mut undecided = Vec::new();
    let mut glued: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (text, piece) in &pieces {
        let mut before = piece.before.iter();
        let (Some(Some(first)), None) = (before.next(), before.next()) else { continue };
        if piece.count < 2 {
            continue;
        }
        let together = format!("{first}{separator}{text}");
        // A choice begins with a capital here, and this does not.
        let small = |text: &str| text.chars().next().is_some_and(char::is_lowercase);
        if small(text) && !small(first) {
            glued.insert((first, text));
        }
        undecided.push(together);
    }
    if !certain && !speaks_for_several(&cells, &pieces, &glued, separator) {
        return if undecided.is_empty() && pieces.values().filter(|piece| piece.count > 1).count() < 2 {
            Joined::No
        } else {
            Joined::Perhaps { example, again: come_again(&pieces, 5) }
        };
    }
    let mut choices: BTreeMap<String, usize> = BTreeMap::new();
    for (cell, count) in &cells {
        for choice in glue(&whole_parts(cell, separator), &glued, separator) {
            *choices.entry(choice).or_default() += count;
        }
    }
    yes(choices.into_keys().collect(), separator, undecided)
}

fn everything(pieces: &BTreeMap<&str, Piece>, separator: &'static str) -> Joined {
    yes(pieces.keys().map(|piece| (*piece).to_owned()).collect(), separator, Vec::new())
}

fn yes(choices: Vec<String>, separator: &'static str, undecided: Vec<String>) -> Joined {
    let known = choices.iter().enumerate().map(|(index, choice)| (choice.clone(), index)).collect();
    Joined::Yes { choices, pieces: Pieces::of_answers(separator, known), undecided }
}

/// The parts of a cell. One that begins with a blank, or leaves a bracket open, goes on.
fn whole_parts<'a>(cell: &'a str, separator: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    let (mut opened, mut closed) = (0, 0);
    let last_close = cell.rfind([')', '»', ']']);
    while let Some(found) = cell[at..].find(separator) {
        let end = at + found;
        opened += cell[at..end].matches(['(', '«', '[']).count();
        closed += cell[at..end].matches([')', '»', ']']).count();
        at = end + separator.len();
        let goes_on = opened > closed && last_close.is_some_and(|close| close >= at)
            || separator == "," && cell[at..].starts_with(' ');
        if !goes_on {
            parts.push(cell[start..end].trim());
            start = at;
            (opened, closed) = (0, 0);
        }
    }
    parts.push(cell[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

fn glue(parts: &[&str], glued: &BTreeSet<(&str, &str)>, separator: &str) -> Vec<String> {
    let mut choices: Vec<String> = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| parts[before]);
        match (choices.last_mut(), before.is_some_and(|before| glued.contains(&(before, part)))) {
            (Some(last), true) => {
                last.push_str(separator);
                last.push_str(part);
            }
            _ => choices.push((*part).to_owned()),
        }
    }
    choices
}

/// Whether so many tenths of the pieces stand there twice, or alone.
fn come_again(pieces: &BTreeMap<&str, Piece>, tenths: usize) -> bool {
    let (mut all, mut again) = (0, 0);
    for piece in pieces.values() {
        all += piece.count;
        again += if piece.count > 1 || piece.lone { piece.count } else { 0 };
    }
    again * 10 >= all * tenths
}

/// Some two choices stand together and each also without the other, and most of what stands there comes again.
fn speaks_for_several(
    cells: &BTreeMap<&str, usize>,
    pieces: &BTreeMap<&str, Piece>,
    glued: &BTreeSet<(&str, &str)>,
    separator: &str,
) -> bool {
    if !come_again(pieces, 6) {
        return false;
    }
    // Which cells hold a choice, a bit each.
    let mut holds: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    let mut together: BTreeSet<(String, String)> = BTreeSet::new();
    for (index, cell) in cells.keys().enumerate() {
        let choices: BTreeSet<String> =
            glue(&whole_parts(cell, separator), glued, separator).into_iter().collect();
        if index < 200 {
            let some: Vec<&String> = choices.iter().take(8).collect();
            let pairs = some
                .iter()
                .enumerate()
                .flat_map(|(at, one)| some[at + 1..].iter().map(|other| ((*one).clone(), (*other).clone())));
            together.extend(pairs);
        }
        for choice in choices {
            let bits = holds.entry(choice).or_insert_with(|| vec![0; cells.len().div_ceil(64)]);
            bits[index / 64] |= 1 << (index % 64);
        }
    }
    let without = |one: &String, other: &String| {
        let bits = holds.get(one).into_iter().flatten().zip(holds.get(other).into_iter().flatten());
        bits.into_iter().any(|(one, other)| one & !other != 0)
    };
    together.iter().any(|(one, other)| without(one, other) && without(other, one))
}
