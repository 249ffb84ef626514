//! The tools whose files are known by their headings, each with what its blanks, ticks and separators mean.

pub(crate) mod forms;
pub(crate) mod framaforms;
pub(crate) mod kobo;
pub(crate) mod limesurvey;
pub(crate) mod outlines;
pub(crate) mod own;
pub(crate) mod structure;
pub(crate) mod tables;
pub(crate) mod xlsform;

use crate::frame::{Frame, is_one_of};
use crate::joined::{self, Joined};
use crate::kinds::Look;
use crate::question::{Blanks, Kind, Question, Reads};
use crate::said::{Personal, Said};
use crate::table::letters;
use std::collections::BTreeMap;

/// What a tool's reader makes of a sheet.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    pub(crate) questions: Vec<Question>,
    /// Records that were submitted, where the file says it.
    pub(crate) submitted: Option<usize>,
    pub(crate) said: Vec<Said>,
    pub(crate) refused: Vec<crate::said::Refused>,
    /// Columns of the tool's own that tell who somebody is.
    pub(crate) personal: Vec<(usize, Personal)>,
    /// Columns of the tool's own that are no question.
    pub(crate) own: Vec<usize>,
}

/// A question whose answers stand in one column, with the kind that its texts propose.
pub(crate) fn by_column(
    frame: &Frame,
    column: usize,
    label: String,
    blanks: Blanks,
    scales: bool,
) -> Question {
    let counts = |text: &&str| !blanks.not_asked.contains(text) && !blanks.unanswered.contains(text);
    let kind = Look::at(frame.said_in(column).filter(counts)).kind(scales);
    let reads = Reads::Column { column, codes: BTreeMap::new() };
    Question { label, kind, choices: Vec::new(), personal: false, reads, blanks }
}

/// A question whose column may hold several choices a cell.
pub(crate) fn maybe_joined(
    frame: &Frame,
    column: usize,
    label: String,
    separators: &[&'static str],
    said: &mut Vec<Said>,
) -> Question {
    let plain = by_column(frame, column, label, Blanks::default(), true);
    // Choices have one line, however long they are.
    let lines = || frame.said_in(column).any(|text| text.trim().contains(['\n', '\r']));
    if matches!(plain.kind, Kind::Number | Kind::Date | Kind::Scale) || lines() {
        return plain;
    }
    let mut perhaps = None;
    for separator in separators {
        match joined::look(frame.said_in(column), separator, false) {
            Joined::No => {}
            Joined::Perhaps { example, again } => perhaps = perhaps.or(Some((*separator, example, again))),
            Joined::Yes { choices, pieces, undecided } => {
                said.push(Said::Joined {
                    question: plain.label.clone(),
                    separator: separator_name(separator),
                });
                say_undecided(&plain.label, undecided, said);
                let reads = Reads::Joined { column, pieces };
                return Question { kind: Kind::Several, choices, reads, ..plain };
            }
        }
    }
    if let Some((separator, example, again)) = perhaps {
        let (question, separator) = (plain.label.clone(), separator_name(separator));
        if plain.kind == Kind::Single {
            said.push(Said::OneOrSeveral { question, separator, example });
        } else if again {
            said.push(Said::LeftWhole { question, separator, example });
        }
    }
    plain
}

pub(crate) fn separator_name(separator: &'static str) -> &'static str {
    if separator == ", " { "," } else { separator }
}

pub(crate) fn say_undecided(question: &str, undecided: Vec<String>, said: &mut Vec<Said>) {
    // A few show what is meant.
    said.extend(
        undecided
            .into_iter()
            .take(8)
            .map(|example| Said::Undecided { question: question.to_owned(), example }),
    );
}

const MACHINE: &[&str] =
    &["ipaddr", "ip address", "adresse ip", "ip", "ip-adresse", "dirección ip", "indirizzo ip"];

/// Which of the tool's own columns tell of a person.
pub(crate) fn personal_heading(heading: &str) -> Option<Personal> {
    const MAIL: &[&str] = &[
        "email",
        "e-mail",
        "email address",
        "adresse e-mail",
        "adresse de messagerie",
        "adresse email",
        "courriel",
        "e-mail-adresse",
        "username",
        "nom d'utilisateur",
        "dirección de correo electrónico",
        "indirizzo email",
        "mail",
        "adresse mail",
        "adresse électronique",
    ];
    const NAME: &[&str] = &["firstname", "lastname", "name", "nom", "prénom", "last name", "first name"];
    if is_one_of(heading, MACHINE) {
        Some(Personal::Machine)
    } else if is_one_of(heading, MAIL) {
        Some(Personal::Mail)
    } else if is_one_of(heading, NAME) {
        Some(Personal::Name)
    } else {
        None
    }
}

/// What the texts of a column tell of a person: most of them are addresses.
pub(crate) fn personal_texts(frame: &Frame, column: usize) -> Option<Personal> {
    let (mut all, mut mails, mut machines) = (0, 0, 0);
    for text in frame.said_in(column).take(500) {
        let text = text.trim();
        all += 1;
        mails += usize::from(is_mail(text));
        machines += usize::from(text.parse::<std::net::IpAddr>().is_ok());
    }
    if all > 0 && mails * 2 > all {
        Some(Personal::Mail)
    } else if all > 0 && machines * 2 > all {
        Some(Personal::Machine)
    } else {
        None
    }
}

fn is_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains('@') && !text.contains(char::is_whitespace)
    })
}

/// What is said of a column that is left out.
pub(crate) fn say_personal(frame: &Frame, column: usize, what: Personal) -> Said {
    Said::Personal { column: letters(column), heading: frame.headings[column].clone(), what }
}
