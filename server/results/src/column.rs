//! Answers as columns: a code a sheet, and once for each code what it stands for.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The code of a question that this sheet was not asked.
pub(crate) const NOT_ASKED: u16 = 0;
/// The code of a question that was asked and left empty.
pub(crate) const EMPTY: u16 = 1;
/// The first code that stands for an answer.
pub(crate) const ANSWERED: u16 = 2;

/// Most different answers that a column can tell apart; of a question with more choices the later ones are not taken.
pub const DIFFERENT_MAX: usize = 60_000;

/// What one sheet says to one question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer<'a> {
    /// The form did not come to this question.
    NotAsked,
    /// It was asked, and nothing was given.
    Empty,
    /// One choice, by its place in the question's list.
    Choice(u16),
    /// At least one choice, each by its place; none is [`Answer::Empty`].
    Choices(&'a [u16]),
    /// A number.
    Number(f64),
    /// Words; the column keeps only that there are some.
    Text,
}

/// What a column can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    /// One of so many choices; also a scale, a commune, a batch.
    Single {
        /// How many there are.
        choices: u16,
    },
    /// Some of so many choices.
    Several {
        /// How many there are.
        choices: u16,
    },
    /// A number.
    Number,
    /// Words.
    Text,
}

/// An answer that does not fit its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// The answer is of another kind.
    #[error("an answer of another kind than its question")]
    Kind,
    /// There is no such choice, or several choices without any.
    #[error("no such choice")]
    Choice,
    /// Not a number, or an infinite one.
    #[error("not a number")]
    Number,
    /// More than [`DIFFERENT_MAX`] different answers.
    #[error("too many different answers")]
    Different,
}

/// All answers to one question, a code a sheet, in the order of the sheets.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    kind: Kind,
    /// The column whose answer decides whether this one is asked.
    asked_by: Option<usize>,
    codes: Vec<u16>,
    /// What the codes from [`ANSWERED`] on stand for, where that is not the code itself.
    sets: Vec<Vec<u16>>,
    numbers: Vec<f64>,
    known_sets: BTreeMap<Vec<u16>, u16>,
    known_numbers: BTreeMap<u64, u16>,
}

impl Column {
    /// An empty column.
    pub fn new(kind: Kind) -> Column {
        let mut column = Column {
            kind,
            asked_by: None,
            codes: Vec::new(),
            sets: Vec::new(),
            numbers: Vec::new(),
            known_sets: BTreeMap::new(),
            known_numbers: BTreeMap::new(),
        };
        if let Kind::Several { choices } = kind {
            for (choice, code) in (0..choices).zip(ANSWERED..).take(DIFFERENT_MAX) {
                column.known_sets.insert(vec![choice], code);
                column.sets.push(vec![choice]);
            }
        }
        column
    }

    /// The same column, asked or not by what was answered to another one of the same sheets. What is said of
    /// who answered otherwise then changes both together, as on the form.
    pub fn asked_by(mut self, column: usize) -> Column {
        self.asked_by = Some(column);
        self
    }

    /// Adds the answer of the next sheet.
    pub fn push(&mut self, answer: Answer) -> Result<(), Misfit> {
        let code = match (self.kind, answer) {
            (_, Answer::NotAsked) => NOT_ASKED,
            (_, Answer::Empty) => EMPTY,
            (Kind::Single { choices }, Answer::Choice(choice)) if choice < choices => {
                next(usize::from(choice))?
            }
            (Kind::Single { .. }, Answer::Choice(_)) => return Err(Misfit::Choice),
            (Kind::Several { choices }, Answer::Choices(taken)) => {
                let mut taken = taken.to_vec();
                taken.sort_unstable();
                taken.dedup();
                if taken.last().is_none_or(|last| *last >= choices) {
                    return Err(Misfit::Choice);
                }
                match self.known_sets.get(&taken) {
                    Some(code) => *code,
                    None => {
                        let code = next(self.sets.len())?;
                        self.known_sets.insert(taken.clone(), code);
                        self.sets.push(taken);
                        code
                    }
                }
            }
            (Kind::Number, Answer::Number(number)) if number.is_finite() => {
                let number = number + 0.0;
                match self.known_numbers.get(&number.to_bits()) {
                    Some(code) => *code,
                    None => {
                        let code = next(self.numbers.len())?;
                        self.known_numbers.insert(number.to_bits(), code);
                        self.numbers.push(number);
                        code
                    }
                }
            }
            (Kind::Number, Answer::Number(_)) => return Err(Misfit::Number),
            (Kind::Text, Answer::Text) => ANSWERED,
            _ => return Err(Misfit::Kind),
        };
        self.codes.push(code);
        Ok(())
    }

    /// What it can hold.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// How many sheets.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// No sheet yet.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    pub(crate) fn codes(&self) -> &[u16] {
        &self.codes
    }

    pub(crate) fn parent(&self) -> Option<usize> {
        self.asked_by
    }

    /// How many codes there are.
    pub(crate) fn width(&self) -> usize {
        usize::from(ANSWERED)
            + match self.kind {
                Kind::Single { choices } => usize::from(choices).min(DIFFERENT_MAX),
                Kind::Several { .. } => self.sets.len(),
                Kind::Number => self.numbers.len(),
                Kind::Text => 1,
            }
    }

    /// The choices that a code of several stands for.
    pub(crate) fn choices(&self, code: u16) -> &[u16] {
        code.checked_sub(ANSWERED).and_then(|at| self.sets.get(usize::from(at))).map_or(&[], Vec::as_slice)
    }

    /// The number that a code stands for.
    pub(crate) fn number(&self, code: u16) -> Option<f64> {
        code.checked_sub(ANSWERED).and_then(|at| self.numbers.get(usize::from(at))).copied()
    }
}

fn next(known: usize) -> Result<u16, Misfit> {
    if known >= DIFFERENT_MAX {
        return Err(Misfit::Different);
    }
    Ok(ANSWERED + u16::try_from(known).map_err(|_| Misfit::Different)?)
}

/// In which editions of the results a sheet counts. A sheet that is corrected after it was published ends and
/// stands a second time, as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Life {
    /// The first edition with it.
    pub from: u32,
    /// The first edition without it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub until: Option<u32>,
}

impl Life {
    /// Whether it counts in this edition.
    pub fn holds(&self, edition: u32) -> bool {
        self.from <= edition && self.until.is_none_or(|until| edition < until)
    }
}

/// The sheets of a campaign: columns of one length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheets {
    columns: Vec<Column>,
    lives: Vec<Life>,
}

/// Columns that are no sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Uneven {
    /// Column `column` has another length than the first.
    #[error("column {column} has another length than the first")]
    Length {
        /// Which.
        column: usize,
    },
    /// A column is asked by one that does not stand before it.
    #[error("column {column} is asked by one that does not stand before it")]
    Order {
        /// Which.
        column: usize,
    },
}

impl Sheets {
    /// Sheets that all count in every edition.
    pub fn new(columns: Vec<Column>) -> Result<Sheets, Uneven> {
        let len = columns.first().map_or(0, Column::len);
        for (at, column) in columns.iter().enumerate() {
            if column.len() != len {
                return Err(Uneven::Length { column: at });
            }
            if column.parent().is_some_and(|parent| parent >= at) {
                return Err(Uneven::Order { column: at });
            }
        }
        Ok(Sheets { lives: vec![Life { from: 0, until: None }; len], columns })
    }

    /// The same sheets, each with the editions in which it counts.
    pub fn living(mut self, lives: Vec<Life>) -> Result<Sheets, Uneven> {
        if lives.len() != self.lives.len() {
            return Err(Uneven::Length { column: self.columns.len() });
        }
        self.lives = lives;
        Ok(self)
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.lives.len()
    }

    /// None.
    pub fn is_empty(&self) -> bool {
        self.lives.is_empty()
    }

    /// Their columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The editions in which each counts.
    pub fn lives(&self) -> &[Life] {
        &self.lives
    }
}
