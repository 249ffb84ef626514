//! Committees and mixed groups: who sits in them, when they meet, what they decide.

use super::{Home, NAME, PAGES, Spec, TEXT, TITLE, answer, field, label, parent};
use crate::limits::programme as limits;
use crate::programme::field::{Answer, Kind};
use crate::programme::noun::Noun;

const ROLES: &[Answer] = &[
    answer("steering", "Comité de pilotage", "Steering committee"),
    answer("technical", "Comité technique", "Technical committee"),
    answer("restricted", "Comité de pilotage restreint", "Restricted steering committee"),
    answer("mixed_group", "Groupe mixte", "Mixed group"),
    answer("other", "Autre instance", "Other committee"),
];

const COMMITTEE_STATES: &[Answer] = &[
    answer("formed", "Constituée", "Formed"),
    answer("active", "Active", "Active"),
    answer("closed", "Close", "Closed"),
];

const COLLEGES: &[Answer] = &[
    answer("resident", "Habitants et habitantes", "Residents"),
    answer("young", "Jeunes", "Young people"),
    answer("professional", "Professionnels et professionnelles", "Professionals"),
    answer("local_councillor", "Élus et élues du territoire", "Local councillors"),
    answer("association", "Associations", "Associations"),
    answer("officer", "Agents et agentes d’une collectivité", "Officers of a local authority"),
    answer("partner", "Partenaires (Caf, MSA…)", "Partners (Caf, MSA…)"),
    answer("other", "Autre", "Other"),
];

const MEETING_STATES: &[Answer] = &[
    answer("planned", "Prévue", "Planned"),
    answer("held", "Tenue", "Held"),
    answer("cancelled", "Annulée", "Cancelled"),
];

const MINUTES_STATES: &[Answer] = &[
    answer("draft", "Brouillon", "Draft"),
    answer("checked", "Relu", "Checked"),
    answer("validated", "Validé", "Validated"),
];

pub(super) const COMMITTEE: Spec = Spec {
    label: label("Instance", "Committee"),
    home: Home::Programme,
    max: limits::COMMITTEES_MAX,
    one_of: &[],
    fields: &[
        field("name", TITLE, "Nom", "Name").required(),
        field("role", Kind::Choice(ROLES), "Rôle", "Role").required(),
        field("summary", TEXT, "Ce qu’elle fait", "What it does"),
        field("state", Kind::Choice(COMMITTEE_STATES), "État", "State"),
    ],
};

pub(super) const MEMBER: Spec = Spec {
    label: label("Membre", "Member"),
    home: Home::Committee,
    max: limits::MEMBERS_MAX,
    one_of: &[],
    fields: &[
        parent("committee", Noun::Committee, "Instance", "Committee"),
        field("name", NAME, "Nom", "Name").required(),
        field("body", TITLE, "Structure représentée", "Body represented"),
        field("college", Kind::Choice(COLLEGES), "Collège", "College"),
        field("title", NAME, "Fonction", "Function"),
        field("substitute", NAME, "Suppléance", "Substitute"),
        field("named", Kind::Yes, "Accepte que son nom soit publié", "Agrees that the name is published")
            .unpublished(),
    ],
};

pub(super) const MEETING: Spec = Spec {
    label: label("Réunion", "Meeting"),
    home: Home::Committee,
    max: limits::MEETINGS_MAX,
    one_of: &[],
    fields: &[
        parent("committee", Noun::Committee, "Instance", "Committee"),
        field("day", Kind::Day, "Date", "Date").required(),
        field("time", Kind::Time, "Heure", "Time"),
        field("place", TITLE, "Lieu", "Place"),
        field("agenda", TEXT, "Ordre du jour", "Agenda"),
        field("state", Kind::Choice(MEETING_STATES), "État", "State"),
        field("present", Kind::Items(Noun::Member), "Présences", "Present"),
        field("excused", Kind::Items(Noun::Member), "Absences excusées", "Excused absences"),
        field("minutes", PAGES, "Relevé de décisions", "Minutes"),
        field("minutes_state", Kind::Choice(MINUTES_STATES), "État du relevé", "State of the minutes"),
    ],
};

pub(super) const DECISION: Spec = Spec {
    label: label("Décision", "Decision"),
    home: Home::Committee,
    max: limits::DECISIONS_MAX,
    one_of: &[],
    fields: &[
        parent("meeting", Noun::Meeting, "Réunion", "Meeting"),
        field("text", TEXT, "Décision", "Decision").required(),
        field("who", Kind::Item(Noun::Member), "Qui s’en charge", "Who sees to it"),
        field("due", Kind::Day, "Pour le", "Due"),
        field("done", Kind::Yes, "Fait", "Done"),
    ],
};
