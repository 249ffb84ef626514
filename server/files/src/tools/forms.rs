//! Google Forms and Microsoft Forms: one row of headings, several choices in one cell.

use super::{Survey, by_column, maybe_joined, personal_heading, say_undecided};
use crate::frame::{Frame, is_one_of};
use crate::joined::{self, Joined};
use crate::kinds::is_date;
use crate::question::{Blanks, Kind, Question, Reads};
use crate::said::Said;
use std::collections::{BTreeMap, BTreeSet};

const TIMESTAMP: &[&str] = &[
    "timestamp",
    "horodateur",
    "zeitstempel",
    "marca temporal",
    "informazioni cronologiche",
    "tijdstempel",
    "carimbo de data/hora",
    "horodatage",
];

/// A form of Google begins with when it was sent.
pub(crate) fn is_google(frame: &Frame) -> bool {
    frame.headings.first().is_some_and(|first| is_one_of(first, TIMESTAMP))
        && (frame.records.is_empty() || frame.said_in(0).any(is_date))
}

/// Reads the answers of a form of Google.
pub(crate) fn google(frame: &Frame) -> Survey {
    let mut survey = Survey { submitted: Some(frame.records.len()), ..Survey::default() };
    for column in 1..frame.width() {
        let heading = &frame.headings[column];
        if heading.trim().is_empty() && frame.said_in(column).next().is_none() {
            continue;
        }
        if let Some(what) = personal_heading(heading)
            && what != crate::said::Personal::Name
        {
            survey.personal.push((column, what));
            continue;
        }
        // What a quiz gives, not what somebody answered.
        if is_one_of(heading, &["score", "note", "total score"])
            && frame.said_in(column).all(|text| text.contains(" / "))
        {
            continue;
        }
        let label = frame.label(column);
        survey.questions.push(maybe_joined(frame, column, label, &[", ", ";"], &mut survey.said));
    }
    survey
}

const START: &[&str] =
    &["start time", "heure de début", "startzeit", "hora de inicio", "ora di inizio", "begintijd"];
const END: &[&str] = &[
    "completion time",
    "heure de fin",
    "fertigstellungszeit",
    "hora de finalización",
    "ora di completamento",
    "tijd van voltooien",
];
const OWN: &[&str] = &[
    "id",
    "total points",
    "points totaux",
    "total des points",
    "quiz feedback",
    "commentaires du questionnaire",
    "commentaires sur le questionnaire",
    "last modified time",
    "heure de la dernière modification",
    "grade posted time",
    "heure de publication de la note",
    "language",
    "langue",
];

/// A form of Microsoft begins with a number and two moments.
pub(crate) fn is_microsoft(frame: &Frame) -> bool {
    frame.find_any(START).is_some_and(|column| column < 3)
        && frame.find_any(END).is_some_and(|column| column < 4)
}

/// Reads the answers of a form of Microsoft.
pub(crate) fn microsoft(frame: &Frame) -> Survey {
    let mut survey = Survey { submitted: Some(frame.records.len()), ..Survey::default() };
    survey.said.push(Said::ByHeadings { tool: "Microsoft Forms" });
    let first = frame.find_any(END).map_or(0, |end| end + 1);
    let mut own = true;
    for column in first..frame.width() {
        let heading = &frame.headings[column];
        if heading.trim().is_empty() && frame.said_in(column).next().is_none() {
            continue;
        }
        // The tool's own columns come first, one after the other.
        if own && is_one_of(heading, OWN) {
            continue;
        }
        if own && let Some(what) = personal_heading(heading) {
            survey.personal.push((column, what));
            continue;
        }
        own = false;
        let of_quiz = ["Points - ", "Feedback - ", "Commentaires - "];
        if of_quiz.iter().any(|before| {
            heading.strip_prefix(before).is_some_and(|question| frame.find(question.trim()).is_some())
        }) {
            continue;
        }
        let label = frame.label(column);
        let several = frame.said_in(column).next().is_some()
            && frame.said_in(column).all(|text| text.trim_end().ends_with(';'));
        survey.questions.push(if several {
            ends_with_semicolons(frame, column, label, &mut survey.said)
        } else {
            by_column(frame, column, label, Blanks::default(), true)
        });
    }
    survey
}

/// Every answer ends with a semicolon: several choices, or all of them in an order.
fn ends_with_semicolons(frame: &Frame, column: usize, label: String, said: &mut Vec<Said>) -> Question {
    let orders: BTreeSet<Vec<&str>> = frame
        .said_in(column)
        .map(|cell| cell.trim().trim_end_matches(';').split(';').map(str::trim).collect())
        .collect();
    let sets: BTreeSet<BTreeSet<&str>> = orders.iter().map(|order| order.iter().copied().collect()).collect();
    let (choices, pieces, undecided) = match joined::look(frame.said_in(column), ";", true) {
        Joined::Yes { choices, pieces, undecided } => (choices, pieces, undecided),
        _ => (Vec::new(), crate::question::Pieces { separator: ";", known: BTreeMap::new() }, Vec::new()),
    };
    let ranked = orders.len() > 1 && sets.len() == 1 && sets.first().is_some_and(|set| set.len() > 1);
    let kind = if ranked { Kind::Rank } else { Kind::Several };
    if !ranked {
        say_undecided(&label, undecided, said);
    }
    let reads = Reads::Joined { column, pieces };
    Question { label, kind, choices, personal: false, reads, blanks: Blanks::default() }
}
