//! Google Forms and Microsoft Forms: one row of headings, several choices in one cell.

use super::own::{self, Own};
use super::{Survey, by_column, maybe_joined, personal_heading, say_undecided};
use crate::frame::{Frame, is_one_of};
use crate::joined::{self, Joined};
use crate::kinds::{is_date, is_number};
use crate::question::{Blanks, Kind, Pieces, Question, Reads};
use crate::said::{Personal, Said};
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
        let personal = personal_heading(heading).filter(|what| *what != Personal::Name);
        if let Some(what) = personal {
            survey.personal.push((column, what));
            // The tool writes the address behind the time; whatever comes later was asked.
            if column == 1 {
                continue;
            }
        }
        // What a quiz gives, not what somebody answered.
        if column < 3
            && is_one_of(heading, &["score", "note", "total score"])
            && frame.said_in(column).next().is_some()
            && frame.said_in(column).all(is_score)
        {
            survey.own.push(column);
            continue;
        }
        let label = frame.label(column);
        let question = maybe_joined(frame, column, label, &[", ", ";"], &mut survey.said);
        survey.questions.push(Question { personal: personal.is_some(), ..question });
    }
    survey
}

/// `3 / 5`
fn is_score(text: &str) -> bool {
    text.split_once(" / ").is_some_and(|(got, of)| is_number(got.trim()) && is_number(of.trim()))
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
/// What comes before the first question.
const OWN: &[Own] = &[
    Own { words: &["id"], fits: own::number },
    Own { words: START, fits: own::moment },
    Own { words: END, fits: own::moment },
    Own {
        words: &["email", "e-mail", "adresse de messagerie", "e-mail-adresse", "correo electrónico"],
        fits: is_account,
    },
    Own { words: &["name", "nom", "nombre", "nome"], fits: own::anything },
    Own { words: &["total points", "points totaux", "total des points"], fits: own::number },
    Own {
        words: &["quiz feedback", "commentaires du questionnaire", "commentaires sur le questionnaire"],
        fits: own::anything,
    },
    Own { words: &["last modified time", "heure de la dernière modification"], fits: own::moment },
    Own { words: &["grade posted time", "heure de publication de la note"], fits: own::moment },
    Own { words: &["language", "langue"], fits: is_language },
];

/// The account of somebody, or that there is none.
fn is_account(text: &str) -> bool {
    super::is_mail(text) || own::one_word(text)
}

/// `English (United Kingdom)`
fn is_language(text: &str) -> bool {
    own::language(text) || text.contains('(') && text.trim_end_matches('\u{200e}').ends_with(')')
}

/// A form of Microsoft begins with a number and two moments.
pub(crate) fn is_microsoft(frame: &Frame) -> bool {
    frame.find_any(START).is_some_and(|column| column < 3)
        && frame.find_any(END).is_some_and(|column| column < 4)
}

/// Reads the answers of a form of Microsoft.
pub(crate) fn microsoft(frame: &Frame) -> Survey {
    let mut survey = Survey { submitted: Some(frame.records.len()), ..Survey::default() };
    survey.said.push(Said::ByHeadings { tool: "Microsoft Forms" });
    let own = own::before(frame, &[OWN], |_| false);
    for (column, heading) in frame.headings.iter().enumerate() {
        if heading.trim().is_empty() && frame.said_in(column).next().is_none() {
            continue;
        }
        if own[column] {
            survey.own.push(column);
            survey.personal.extend(personal_heading(heading).map(|what| (column, what)));
            continue;
        }
        let of_quiz = ["Points - ", "Feedback - ", "Commentaires - "];
        if of_quiz.iter().any(|before| {
            heading.strip_prefix(before).is_some_and(|question| frame.find(question.trim()).is_some())
        }) {
            survey.own.push(column);
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
        _ => (Vec::new(), Pieces::new(";", BTreeMap::new()), Vec::new()),
    };
    let ranked = orders.len() > 1 && sets.len() == 1 && sets.first().is_some_and(|set| set.len() > 1);
    let kind = if ranked { Kind::Rank } else { Kind::Several };
    if !ranked {
        say_undecided(&label, undecided, said);
    }
    let reads = Reads::Joined { column, pieces };
    Question { label, kind, choices, personal: false, reads, blanks: Blanks::default() }
}
