//! Forums of the programme, and what was said in them.

use super::{Home, NAME, NOTHING, QUESTION, Spec, TEXT, TITLE, answer, count, field, label, parent};
use crate::limits::programme as limits;
use crate::programme::field::{Answer, Kind};
use crate::programme::noun::Noun;
use crate::text::Form;

const PUBLICS: &[Answer] = &[
    answer("professionals", "Professionnels et professionnelles", "Professionals"),
    answer("residents", "Habitants et habitantes", "Residents"),
    answer("young", "Jeunes", "Young people"),
    answer("everybody", "Tout public", "Everybody"),
    answer("other", "Autre", "Other"),
];

const SOURCES: &[Answer] = &[
    answer("here", "Ce serveur", "This server"),
    answer("archive", "Une archive", "An archive"),
    answer("elsewhere", "Tenu sans Bourdon", "Held without Bourdon"),
];

const KINDS: &[Answer] = &[
    answer("finding", "Constat", "Finding"),
    answer("need", "Besoin", "Need"),
    answer("idea", "Idée", "Idea"),
    answer("proposal", "Proposition", "Proposal"),
    answer("question", "Question", "Question"),
    answer("disagreement", "Désaccord", "Disagreement"),
    answer("next_step", "Suite à donner", "Next step"),
];

pub(super) const FORUM: Spec = Spec {
    label: label("Forum", "Forum"),
    home: Home::Programme,
    max: limits::FORUMS_MAX,
    one_of: &[],
    fields: &[
        field("name", TITLE, "Titre", "Title").required(),
        field("public", Kind::Choice(PUBLICS), "Public", "Public"),
        field("question", QUESTION, "Question", "Question"),
        field("day", Kind::Day, "Date", "Date"),
        field("place", TITLE, "Lieu", "Place"),
        field("source", Kind::Choice(SOURCES), "D’où il vient", "Where it comes from"),
        field("code", NAME, "Code", "Code"),
        field(
            "people",
            count(label("personnes", "people"), 100_000),
            "Personnes présentes",
            "People present",
        ),
        field("summary", TEXT, "Ce qu’il en ressort", "What came of it"),
    ],
};

pub(super) const CONTRIBUTION: Spec = Spec {
    label: label("Contribution", "Contribution"),
    home: Home::Forum,
    max: limits::CONTRIBUTIONS_MAX,
    one_of: &[],
    fields: &[
        parent("forum", Noun::Forum, "Forum", "Forum"),
        field("text", TEXT, "Texte", "Text"),
        field("kind", Kind::Choice(KINDS), "Sorte", "Kind"),
        field("number", count(NOTHING, 1_000_000), "Numéro dans le forum", "Number in the forum"),
        field("topic", TITLE, "Sujet", "Topic"),
        field("axes", Kind::Lines(Form::Title), "Axes du forum", "Axes of the forum"),
        field("supports", count(label("appuis", "supports"), 100_000), "Appuis", "Supports"),
    ],
};
