//! Questions, and what somebody answered to them.

use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What kind of answers a question has. Without a structure it is a proposal: no cell depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One of a list.
    Single,
    /// Any of a list.
    Several,
    /// A number.
    Number,
    /// A point of a scale.
    Scale,
    /// A day or a moment.
    Date,
    /// A few words.
    ShortText,
    /// More than that.
    LongText,
    /// A list in an order.
    Rank,
    /// Nothing is asked.
    Note,
}

impl Kind {
    /// Whether its answers are counted choice by choice.
    pub fn has_choices(self) -> bool {
        matches!(self, Self::Single | Self::Several | Self::Scale)
    }
}

/// A question of a survey.
#[derive(Clone, Debug)]
pub struct Question {
    /// What was asked, as the file or its structure says it.
    pub label: String,
    /// What kind of answers it has.
    pub kind: Kind,
    /// Its choices where they are known, in their order.
    pub choices: Vec<String>,
    /// It tells who somebody is, and is left out unless somebody asks for it.
    pub personal: bool,
    pub(crate) reads: Reads,
    pub(crate) blanks: Blanks,
}

impl Question {
    /// Whether its choices are what was answered, and nobody's list.
    pub fn lists_answers(&self) -> bool {
        matches!(&self.reads, Reads::Joined { pieces, .. } if pieces.of_answers)
    }
}

/// Where a question's answers stand.
#[derive(Clone, Debug)]
pub(crate) enum Reads {
    /// Nowhere.
    Nothing,
    /// In a column; what stands there may be the code of a choice.
    Column { column: usize, codes: BTreeMap<String, usize> },
    /// In a column, several in a cell.
    Joined { column: usize, pieces: Pieces },
    /// In a column a choice; where those are empty, perhaps all in one more cell.
    Ticks { ticks: Vec<Tick>, whole: Option<(usize, Pieces)> },
    /// In a column a rank.
    Ranks { columns: Vec<usize>, codes: BTreeMap<String, usize> },
}

/// A column that says whether a choice was taken.
#[derive(Clone, Debug)]
pub(crate) struct Tick {
    pub(crate) column: usize,
    pub(crate) choice: usize,
    /// Whatever is written there takes the choice.
    pub(crate) free: bool,
}

/// How a cell with several choices is taken apart.
#[derive(Clone, Debug)]
pub(crate) struct Pieces {
    separator: &'static str,
    /// Choice by its text or code.
    known: BTreeMap<String, usize>,
    /// Separators in one choice at most.
    inside: usize,
    /// What is known are the answers, and no list.
    of_answers: bool,
}

/// Separators in a choice that are looked for in a longer cell; a cell that is one choice may hold any number.
const INSIDE: usize = 24;

/// What stands in cells that hold no answer.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Blanks {
    /// Nothing at all, not even an empty text: the question was not asked.
    pub(crate) missing_not_asked: bool,
    /// Words that say that it was not asked.
    pub(crate) not_asked: &'static [&'static str],
    /// Words that say that there is no answer.
    pub(crate) unanswered: &'static [&'static str],
}

/// What one record answers to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer<'a> {
    /// The question was not put to this person.
    NotAsked,
    /// It was, and there is no answer.
    Empty,
    /// A text, as it stands in its cell.
    Text(&'a str),
    /// Choices by their number, in the order of the answer where that is a ranking, and what is on no list.
    Choices(Vec<usize>, Vec<&'a str>),
}

/// What takes a choice, in the words of the tools.
pub(crate) const TAKEN: &[&str] = &[
    "1", "Y", "y", "X", "x", "Yes", "yes", "YES", "Oui", "oui", "OUI", "True", "true", "TRUE", "VRAI",
    "Vrai", "Ja", "ja", "Sí", "sí", "Sì", "Sim", "sim", "1.0", "-1", "☑", "✓",
];

impl Pieces {
    pub(crate) fn new(separator: &'static str, known: BTreeMap<String, usize>) -> Self {
        let inside = known.keys().map(|choice| choice.matches(separator).count()).max().unwrap_or(0);
        Self { separator, known, inside: inside.min(INSIDE), of_answers: false }
    }

    pub(crate) fn of_answers(separator: &'static str, known: BTreeMap<String, usize>) -> Self {
        Self { of_answers: true, ..Self::new(separator, known) }
    }

    /// The choices of a cell. A choice may hold the separator: the longest that is on the list counts, and what is
    /// on no list stays whole.
    pub(crate) fn of<'a>(&self, cell: &'a str) -> (Vec<usize>, Vec<&'a str>) {
        if let Some(choice) = self.known.get(cell.trim()) {
            return (vec![*choice], Vec::new());
        }
        let (mut taken, mut others) = (Vec::new(), Vec::new());
        let mut seen = BTreeSet::new();
        let mut ends: Vec<usize> =
            memchr::memmem::find_iter(cell.as_bytes(), self.separator.as_bytes()).collect();
        ends.push(cell.len());
        let mut start = 0;
        let mut next = 0;
        while next < ends.len() {
            let last = ends.len().min(next + self.inside + 1);
            let longest = (next..last).rev().find_map(|end| {
                let choice = self.known.get(cell[start..ends[end]].trim())?;
                Some((end, *choice))
            });
            match longest {
                Some((end, choice)) => {
                    if seen.insert(choice) {
                        taken.push(choice);
                    }
                    next = end + 1;
                }
                None => {
                    let piece = cell[start..ends[next]].trim();
                    if !piece.is_empty() {
                        others.push(piece);
                    }
                    next += 1;
                }
            }
            start = ends[next - 1] + self.separator.len();
        }
        (taken, others)
    }
}
