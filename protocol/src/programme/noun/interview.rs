//! Interviews: the fields in which people are asked, and what they said.

use super::{Home, NAME, ORDER, PAGES, Spec, TEXT, TITLE, answer, field, label, parent};
use crate::limits::programme as limits;
use crate::programme::field::{Answer, Kind};
use crate::programme::noun::Noun;

const CONSENTS: &[Answer] = &[
    answer("named", "Nom et fonction", "Name and role"),
    answer("role_only", "Fonction seulement", "Role only"),
    answer("nothing", "Rien qui permette de reconnaître", "Nothing that tells who it was"),
];

const STATES: &[Answer] = &[
    answer("planned", "Prévu", "Planned"),
    answer("held", "Mené", "Held"),
    answer("checked", "Relu", "Checked"),
    answer("used", "Exploité", "Used"),
];

pub(super) const FIELD: Spec = Spec {
    label: label("Champ d’entretien", "Field of interviews"),
    home: Home::Interviews,
    max: limits::INTERVIEW_FIELDS_MAX,
    one_of: &[],
    fields: &[
        field("name", NAME, "Nom", "Name").required(),
        field("guide", PAGES, "Guide d’entretien", "Interview guide").unpublished(),
        field("summary", PAGES, "Synthèse du champ", "Synthesis of the field"),
        field("order", ORDER, "Rang", "Rank"),
    ],
};

pub(super) const INTERVIEW: Spec = Spec {
    label: label("Entretien", "Interview"),
    home: Home::Interviews,
    max: limits::INTERVIEWS_MAX,
    one_of: &[],
    fields: &[
        field("field", Kind::Item(Noun::InterviewField), "Champ", "Field").required(),
        field("person", NAME, "Personne rencontrée", "Person met"),
        field("role", TITLE, "Fonction", "Role"),
        field("structure", TITLE, "Structure", "Organisation"),
        field("consent", Kind::Choice(CONSENTS), "Ce qui peut être publié", "What may be published"),
        field("day", Kind::Day, "Date", "Date"),
        field("interviewer", NAME, "Mené par", "Held by").unpublished(),
        field("key_points", PAGES, "Points clés", "Key points"),
        field("notes", PAGES, "Notes", "Notes").unpublished(),
        field("state", Kind::Choice(STATES), "État", "State"),
    ],
};

pub(super) const VERBATIM: Spec = Spec {
    label: label("Verbatim", "Verbatim"),
    home: Home::Interviews,
    max: limits::VERBATIMS_MAX,
    one_of: &[],
    fields: &[
        parent("interview", Noun::Interview, "Entretien", "Interview"),
        field("text", TEXT, "Paroles", "Words").required(),
        field("theme", Kind::Item(Noun::Theme), "Thème", "Theme"),
    ],
};
