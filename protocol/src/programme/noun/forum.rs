//! Forums of the programme, and what was said in them.

use super::axis::{INTO, OUTCOME, REMARK, WHY};
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

/// What the forum itself made of it (the first three of DOMAIN.md 3.4); nobody looked at what says nothing.
const SORTED: &[Answer] = &[
    answer("attached", "Rattachée", "Attached"),
    answer("duplicate", "Doublon", "Duplicate"),
    answer("not_attached", "Non rattachée", "Not attached"),
    answer("outside", "Hors du territoire", "Outside the territory"),
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

pub(super) const FORUM_AXIS: Spec = Spec {
    label: label("Axe du forum", "Axis of the forum"),
    home: Home::Forum,
    max: limits::FORUM_AXES_MAX,
    one_of: &[],
    fields: &[
        parent("forum", Noun::Forum, "Forum", "Forum"),
        field("name", TITLE, "Intitulé", "Name"),
        field("number", count(NOTHING, 1_000_000), "Numéro dans le forum", "Number in the forum"),
        OUTCOME,
        INTO,
        WHY,
        REMARK,
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
        field(
            "under",
            Kind::Items(Noun::ForumAxis),
            "Sous ces axes du forum",
            "Under these axes of the forum",
        ),
        field("sorted", Kind::Choice(SORTED), "Suite donnée par le forum", "Outcome given by the forum"),
        OUTCOME,
        INTO,
        WHY,
        REMARK,
    ],
};
