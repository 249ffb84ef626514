//! What a reading comes to, for the person who brought the file and for scripts.

use crate::question::{Answer, Kind, Question};
use crate::reading::{Content, Reading, Tool};
use crate::said::{Language, Unreadable};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};

/// A reading in numbers and sentences. Written as JSON it is what `bourdon preview` prints.
#[derive(Clone, Debug, Serialize)]
pub struct Preview {
    /// Who wrote the file.
    pub tool: Tool,
    /// Records of it.
    pub rows: usize,
    /// Records that were submitted; of a survey, null where the file does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitted: Option<Option<usize>>,
    /// Of a survey.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub questions: Option<Vec<Counted>>,
    /// Of anything else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<String>>,
    /// What was not read.
    pub refused: Vec<Line>,
    /// What else somebody should know.
    pub warnings: Vec<String>,
}

/// A question with its numbers: answered, empty and not asked are all records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// What was asked.
    pub label: String,
    /// What kind of answers it has.
    pub kind: Kind,
    /// Records with an answer; of several choices, with one taken at least.
    pub answered: usize,
    /// Records without, to whom the question was put.
    pub empty: usize,
    /// Records to whom it was not put.
    pub not_asked: usize,
    /// Of questions with choices: how often each was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choices: Option<Choices>,
    /// It tells who somebody is, and is left out unless somebody asks for it.
    #[serde(skip)]
    pub personal: bool,
}

/// Choices with their numbers, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices(pub Vec<(String, usize)>);

impl Serialize for Choices {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (label, count) in &self.0 {
            map.serialize_entry(label, count)?;
        }
        map.end()
    }
}

/// A line that was not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// First physical line, or row of the sheet.
    pub line: u32,
    /// Why.
    pub reason: String,
}

impl Preview {
    /// The numbers of a reading, with its sentences in a language.
    pub fn of(reading: &Reading, language: Language) -> Self {
        let survey = matches!(reading.content, Content::Survey(_));
        let columns = match &reading.content {
            Content::Survey(_) => None,
            Content::Table(columns) | Content::Outlines(_, columns) | Content::Form(_, columns) => {
                Some(columns.clone())
            }
        };
        Self {
            tool: reading.tool,
            rows: reading.rows(),
            submitted: survey.then_some(reading.submitted),
            questions: survey
                .then(|| reading.questions().iter().map(|question| count(reading, question)).collect()),
            columns,
            refused: reading
                .refused
                .iter()
                .map(|refused| Line { line: refused.line, reason: refused.reason.sentence(language) })
                .collect(),
            warnings: reading.said.iter().map(|said| said.sentence(language)).collect(),
        }
    }

    /// What is said of a file that was not read.
    pub fn of_unreadable(why: Unreadable, language: Language) -> Self {
        Self {
            tool: Tool::Unknown,
            rows: 0,
            submitted: None,
            questions: None,
            columns: Some(Vec::new()),
            refused: Vec::new(),
            warnings: vec![why.sentence(language)],
        }
    }
}

/// Choices of one name stay two: the second gets a number that no other has.
fn told_apart(choices: Vec<(&str, usize)>) -> Vec<(String, usize)> {
    let labels: BTreeSet<&str> = choices.iter().map(|(label, _)| *label).collect();
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    let apart = |(label, count)| {
        let number = last.entry(label).or_default();
        *number += 1;
        if *number == 1 {
            return (String::from(label), count);
        }
        loop {
            let name = format!("{label} ({number})");
            if !labels.contains(name.as_str()) {
                return (name, count);
            }
            *number += 1;
        }
    };
    choices.iter().copied().map(apart).collect()
}

/// Counts the answers to a question.
pub fn count(reading: &Reading, question: &Question) -> Counted {
    let (mut answered, mut empty, mut not_asked) = (0, 0, 0);
    let mut known = vec![0; question.choices.len()];
    let mut others: BTreeMap<&str, usize> = BTreeMap::new();
    let counts = question.kind.has_choices();
    for record in 0..reading.records.len() {
        match reading.answer(record, question) {
            Answer::NotAsked => not_asked += 1,
            Answer::Empty => empty += 1,
            Answer::Text(text) => {
                answered += 1;
                if counts {
                    *others.entry(text).or_default() += 1;
                }
            }
            Answer::Choices(taken, rest) => {
                answered += 1;
                taken.into_iter().for_each(|choice| known[choice] += 1);
                rest.into_iter().filter(|_| counts).for_each(|text| *others.entry(text).or_default() += 1);
            }
        }
    }
    let choices = counts.then(|| {
        let labels = question.choices.iter().map(String::as_str).zip(known);
        Choices(told_apart(labels.chain(others).collect()))
    });
    let Question { label, kind, personal, .. } = question;
    Counted { label: label.clone(), kind: *kind, answered, empty, not_asked, choices, personal: *personal }
}
