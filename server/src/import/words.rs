//! Why something of a file is not taken, for whoever brought it.

use archive::Read as ReadArchive;
use files::{Language, Picture};
use protocol::Refusal;
use protocol::programme::field::{Fault, Field, Label};

fn of(language: Language, label: Label) -> &'static str {
    match language {
        Language::French => label.fr,
        Language::English => label.en,
    }
}

/// A text as far as a sentence shows it.
fn short(text: &str) -> String {
    let mut chars = text.chars();
    let begin: String = chars.by_ref().take(60).collect();
    if chars.next().is_some() { format!("{begin}…") } else { begin }
}

pub(super) fn not_a(language: Language, field: &Field, text: &str) -> String {
    let (label, text) = (of(language, field.label), short(text));
    match language {
        Language::French => format!("« {text} » ne convient pas à « {label} »."),
        Language::English => format!("“{text}” does not fit “{label}”."),
    }
}

pub(super) fn fault(language: Language, field: &Field, text: &str, fault: &Fault) -> String {
    match fault {
        Fault::TooLong { by } => too_long(language, of(language, field.label), *by),
        _ => not_a(language, field, text),
    }
}

pub(super) fn too_long(language: Language, label: &str, by: u32) -> String {
    let label = short(label);
    match language {
        Language::French => format!("« {label} » : {by} caractères de trop."),
        Language::English => format!("“{label}”: {by} characters too many."),
    }
}

pub(super) fn not_offered(language: Language, question: &str, text: &str) -> String {
    let (question, text) = (short(question), short(text));
    match language {
        Language::French => format!("« {question} » : « {text} » n’est pas une réponse possible."),
        Language::English => format!("“{question}”: “{text}” is no possible answer."),
    }
}

/// Why an axis stands that a file brought.
pub(super) fn from_file(language: Language, label: &str) -> String {
    match language {
        Language::French => format!("Repris du fichier « {label} »."),
        Language::English => format!("Taken from the file “{label}”."),
    }
}

/// Values of a column that are on no list, or are none.
pub(super) fn noted(language: Language, heading: &str, values: &[&str], lines: &[u32]) -> String {
    const SHOWN: usize = 5;
    let [values, lines] = [
        values.iter().map(|value| short(value)).take(SHOWN).collect::<Vec<_>>(),
        lines.iter().map(u32::to_string).take(SHOWN).collect(),
    ]
    .map(|list| list.join(", "));
    match language {
        Language::French => {
            format!(
                "« {heading} » : {values} ne convient pas ; gardé dans les notes de la fiche (lignes {lines})."
            )
        }
        Language::English => {
            format!("“{heading}”: {values} does not fit; kept in the sheet’s notes (lines {lines}).")
        }
    }
}

/// Columns that are kept in notes, since a sheet has no field for them.
pub(super) fn in_notes(language: Language, headings: &[&str]) -> String {
    let headings = headings.join(", ");
    match language {
        Language::French => format!("Gardé dans les notes de chaque fiche, sous son titre : {headings}."),
        Language::English => format!("Kept in each sheet’s notes, under its heading: {headings}."),
    }
}

/// The choice of whatever is on no list.
pub(super) fn other(language: Language) -> &'static str {
    match language {
        Language::French => "Autre",
        Language::English => "Other",
    }
}

/// Asks for the words beside a question.
pub(super) fn which_other(language: Language, question: &str) -> String {
    match language {
        Language::French => format!("{question} : autre, précisez"),
        Language::English => format!("{question}: other, please say"),
    }
}

pub(super) fn missing(language: Language, label: Label) -> String {
    let label = of(language, label);
    match language {
        Language::French => format!("« {label} » manque."),
        Language::English => format!("“{label}” is missing."),
    }
}

pub(super) fn no_commune(language: Language, code: &str) -> String {
    match language {
        Language::French => format!("La commune {code} n’est pas dans ce fichier."),
        Language::English => format!("The commune {code} is not in this file."),
    }
}

pub(super) fn no_number(language: Language, column: &str, text: &str) -> String {
    let (column, text) = (short(column), short(text));
    match language {
        Language::French => format!("« {column} » : « {text} » n’est pas un nombre."),
        Language::English => format!("“{column}”: “{text}” is no number."),
    }
}

pub(super) fn figure_stands(language: Language, column: &str, vintage: i16) -> String {
    let column = short(column);
    match language {
        Language::French => format!("« {column} » : la commune a déjà une valeur de {vintage}."),
        Language::English => format!("“{column}”: the commune has a figure of {vintage} already."),
    }
}

pub(super) fn outline_stands(language: Language, name: &str, vintage: i16) -> String {
    let name = short(name);
    match language {
        Language::French => format!("{name} a déjà un contour de {vintage}."),
        Language::English => format!("{name} has an outline of {vintage} already."),
    }
}

pub(super) fn no_shape(language: Language, name: &str) -> String {
    let name = short(name);
    match language {
        Language::French => {
            format!("Le contour de {name} n’est pas en degrés (WGS 84), ou n’entoure rien.")
        }
        Language::English => {
            format!("The outline of {name} is not in degrees (WGS 84), or surrounds nothing.")
        }
    }
}

pub(super) fn outline_too_long(language: Language, name: &str) -> String {
    let name = short(name);
    match language {
        Language::French => format!("Le contour de {name} a trop de détails : simplifiez-le."),
        Language::English => format!("The outline of {name} has too much detail: simplify it."),
    }
}

/// Outlines of no commune of the programme.
pub(super) fn foreign_outlines(language: Language, number: usize, codes: &str) -> String {
    match language {
        Language::French => {
            format!("Contours d’aucune commune de la démarche, laissés : {number} ({codes}).")
        }
        Language::English => {
            format!("Outlines of no commune of the programme, left out: {number} ({codes}).")
        }
    }
}

/// Communes of the programme without an outline.
pub(super) fn without_outline(language: Language, number: usize, names: &str) -> String {
    match language {
        Language::French => {
            format!("Communes de la démarche sans contour dans ce fichier : {number} ({names}).")
        }
        Language::English => {
            format!("Communes of the programme without an outline in this file: {number} ({names}).")
        }
    }
}

/// The same code is another name.
pub(super) fn renamed_outlines(language: Language, names: &str) -> String {
    match language {
        Language::French => {
            format!("Un même code, un autre nom, donc peut-être un autre lieu (contour, démarche) : {names}.")
        }
        Language::English => {
            format!("The same code, another name, and so maybe another place (outline, programme): {names}.")
        }
    }
}

pub(super) fn of_another_kind(language: Language) -> String {
    match language {
        Language::French => "Ce fichier n’est pas de cette sorte.",
        Language::English => "This file is of another kind.",
    }
    .to_owned()
}

pub(super) fn no_such_column(language: Language, number: u32) -> String {
    match language {
        Language::French => format!("Ce fichier n’a pas de colonne ou de question numéro {}.", number + 1),
        Language::English => format!("This file has no column or question number {}.", number + 1),
    }
}

pub(super) fn not_taken(language: Language) -> String {
    match language {
        Language::French => "Cette ligne n’a pas été reprise, ou a été retirée depuis.",
        Language::English => "This line was not taken, or was removed since.",
    }
    .to_owned()
}

pub(super) fn was_removed(language: Language) -> String {
    match language {
        Language::French => "Cette contribution a été retirée de la démarche.",
        Language::English => "This contribution was removed from the programme.",
    }
    .to_owned()
}

/// Why the rules did not take a row.
pub(super) fn refused(language: Language, refusal: &Refusal) -> String {
    let code = match refusal {
        Refusal::BadField { field, .. } => field.clone(),
        other => other.code(),
    };
    match language {
        Language::French => format!("Refusé par les règles de la démarche : {code}."),
        Language::English => format!("Refused by the programme’s rules: {code}."),
    }
}

pub(super) fn of_archive(why: &archive::Refused, language: Language) -> Refusal {
    let line = match why {
        archive::Refused::Entry { entry, .. } => u32::try_from(*entry).ok(),
        archive::Refused::TooLarge | archive::Refused::Later(_) => None,
    };
    let reason = match (language, why) {
        (Language::English, why) => why.to_string(),
        (_, archive::Refused::TooLarge) => "Cette archive est trop grande.".to_owned(),
        (_, archive::Refused::Later(format)) => {
            format!("Une version plus récente de Bourdon a écrit cette archive (format {format}).")
        }
        (_, archive::Refused::Entry { entry, .. }) => format!(
            "L’entrée {entry} de cette archive n’est pas telle qu’elle a été écrite : l’archive a été abîmée ou modifiée."
        ),
    };
    Refusal::BadFile { line, reason }
}

/// What becomes of a picture.
pub(super) fn of_picture(picture: &Picture, language: Language) -> Vec<String> {
    let [(was_width, was_height), (width, height)] = [picture.was, picture.size];
    let (kept, smaller) = match language {
        Language::French => (
            "Seule l’image est gardée, sur fond blanc : ni lieu, ni date, ni auteur.".to_owned(),
            format!("Réduit de {was_width} × {was_height} à {width} × {height} points."),
        ),
        Language::English => (
            "Only the picture is kept, on white: no place, no date, no author.".to_owned(),
            format!("Made smaller, from {was_width} × {was_height} to {width} × {height} points."),
        ),
    };
    if picture.was == picture.size { vec![kept] } else { vec![smaller, kept] }
}

/// What an archive holds.
pub(super) fn of_forum(read: &ReadArchive, language: Language) -> Vec<String> {
    let forum = &read.archive.forum;
    let (date, code, people) = (forum.date, &forum.code, forum.people);
    let gone = read.archive.contributions.iter().filter(|it| it.said.text().is_none()).count();
    let question = short(&forum.question);
    match language {
        Language::French => vec![
            format!("Forum {code} du {date} : « {question} », {people} personnes."),
            format!("{gone} contributions dont les mots ont été retirés."),
            format!("Empreinte : {}", read.fingerprint),
        ],
        Language::English => vec![
            format!("Forum {code} of {date}: “{question}”, {people} people."),
            format!("{gone} contributions whose words are gone."),
            format!("Fingerprint: {}", read.fingerprint),
        ],
    }
}
