//! Objectives and action sheets (« fiches action », DOMAIN.md 2.4 and 4.6).

use super::axis::{GROUNDS, ground};
use super::{HEADING, Home, NAME, NOTHING, ORDER, PAGES, Spec, TEXT, TITLE, answer, field, label, parent};
use crate::limits::programme as limits;
use crate::programme::field::{Answer, Kind};
use crate::programme::noun::Noun;
use crate::programme::value::NoNumber;
use crate::text::Form;

const OBJECTIVE_STATES: &[Answer] = &[
    answer("draft", "Brouillon", "Draft"),
    answer("validated", "Validé", "Validated"),
    answer("replaced", "Remplacé", "Replaced"),
];

const ACTION_STATES: &[Answer] = &[
    answer("to_discuss", "À discuter", "To be discussed"),
    answer("draft", "Brouillon", "Draft"),
    answer("to_validate", "À valider", "To be validated"),
    answer("validated", "Validée", "Validated"),
    answer("upcoming", "À venir", "Upcoming"),
    answer("ongoing", "En cours", "Under way"),
    answer("paused", "En pause", "Paused"),
    answer("blocked", "Bloquée", "Blocked"),
    answer("done", "Réalisée", "Done"),
    answer("abandoned", "Abandonnée", "Abandoned"),
];

/// States of a sheet that a committee validated, and that changes in a new version alone.
pub const VALIDATED: [&str; 7] =
    ["validated", "upcoming", "ongoing", "paused", "blocked", "done", "abandoned"];

/// From least to most.
const PARTICIPATION: &[Answer] = &[
    answer("none", "Aucune", "None"),
    answer("information", "Information", "Information"),
    answer("consultation", "Consultation", "Consultation"),
    answer("concertation", "Concertation", "Dialogue"),
    answer("coconstruction", "Co-construction", "Co-construction"),
];

const PRIORITIES: &[Answer] =
    &[answer("high", "Élevée", "High"), answer("middle", "Moyenne", "Middle"), answer("low", "Basse", "Low")];

const FUNDINGS: &[Answer] = &[
    answer("operating", "Fonctionnement", "Operating"),
    answer("investment", "Investissement", "Investment"),
];

const MEASURES: &[Answer] = &[answer("result", "Résultat", "Result"), answer("means", "Moyens", "Means")];

/// A value of a measure: whatever its unit.
const MEASURED_VALUE: Kind = Kind::Amount {
    unit: NOTHING,
    signed: true,
    decimals: 6,
    without: &[NoNumber::Withheld],
    at_least: false,
};

/// Euros and cents; « non chiffré » is a value, never 0.
const EUROS: Kind = Kind::Amount {
    unit: label("€", "€"),
    signed: false,
    decimals: 2,
    without: &[NoNumber::NotCosted],
    at_least: false,
};

pub(super) const OBJECTIVE: Spec = Spec {
    label: label("Objectif", "Objective"),
    home: Home::Plan,
    max: limits::OBJECTIVES_MAX,
    one_of: &[],
    fields: &[
        parent("axis", Noun::Axis, "Axe", "Axis"),
        field("order", ORDER, "Rang", "Rank"),
        field("name", HEADING, "Intitulé", "Name").required(),
        field("text", TEXT, "Ce qu’il vise", "What it aims at"),
        field("state", Kind::Choice(OBJECTIVE_STATES), "État", "State"),
    ],
};

pub(super) const ACTION: Spec = Spec {
    label: label("Fiche action", "Action sheet"),
    home: Home::Plan,
    max: limits::ACTIONS_MAX,
    one_of: &[],
    fields: &[
        field("order", ORDER, "Rang", "Rank"),
        field("name", HEADING, "Intitulé", "Title").required(),
        field("objective", Kind::Item(Noun::Objective), "Objectif", "Objective"),
        field("related", Kind::Items(Noun::Objective), "En lien avec", "Related to"),
        field("group", Kind::Item(Noun::Committee), "Rédigée par (groupe mixte)", "Written by (mixed group)"),
        field("context", TEXT, "Constat, contexte", "Findings, context"),
        field("reason", TEXT, "Ajoutée par le comité : pourquoi", "Added by the committee: why"),
        field("audience", Kind::Lines(Form::Title), "Public visé", "Whom it is for"),
        field("everywhere", Kind::Yes, "Tout le territoire", "The whole territory"),
        field("communes", Kind::Items(Noun::Commune), "Communes concernées", "Communes concerned"),
        field("text", PAGES, "Description", "Description"),
        field("lead", TITLE, "Pilote", "Who carries it"),
        field("referent", NAME, "Élu·e référent·e", "Councillor in charge"),
        field("partners", Kind::Lines(Form::Title), "Partenaires", "Partners"),
        field("start", Kind::Day, "Début", "Start"),
        field("end", Kind::Day, "Fin", "End"),
        field("yearly", Kind::Yes, "Chaque année", "Every year"),
        field("timing", TITLE, "Calendrier (« à définir »…)", "Timing (“to be decided”…)"),
        field("means", PAGES, "Moyens humains et matériels", "People and means"),
        field("participation", Kind::Choice(PARTICIPATION), "Participation des habitants", "Residents’ part"),
        field("priority", Kind::Choice(PRIORITIES), "Priorité", "Priority"),
        field("notes", PAGES, "Notes", "Notes"),
        field("state", Kind::Choice(ACTION_STATES), "État", "State"),
        field("state_reason", TEXT, "Pourquoi cet état", "Why this state"),
        field("committee", Kind::Item(Noun::Committee), "Validée par", "Validated by"),
        field("decided", Kind::Day, "Validée le", "Validated on"),
    ],
};

pub(super) const ACTION_SOURCE: Spec = Spec {
    label: label("Source de la fiche", "Source of the sheet"),
    home: Home::Action,
    max: limits::SOURCES_MAX,
    one_of: GROUNDS,
    fields: &ground(parent("action", Noun::Action, "Fiche action", "Action sheet")),
};

pub(super) const STEP: Spec = Spec {
    label: label("Étape", "Step"),
    home: Home::Action,
    max: limits::STEPS_MAX,
    one_of: &[],
    fields: &[
        parent("action", Noun::Action, "Fiche action", "Action sheet"),
        field("order", ORDER, "Rang", "Rank"),
        field("name", HEADING, "Étape", "Step").required(),
        field("due", Kind::Day, "Pour le", "Due"),
        field("done", Kind::Yes, "Fait", "Done"),
        field("notes", PAGES, "Notes", "Notes"),
    ],
};

pub(super) const FUNDING: Spec = Spec {
    label: label("Financement", "Funding"),
    home: Home::Action,
    max: limits::FUNDINGS_MAX,
    one_of: &[],
    fields: &[
        parent("action", Noun::Action, "Fiche action", "Action sheet"),
        field("year", Kind::Year, "Année", "Year"),
        field("funder", TITLE, "Financeur", "Funder"),
        field("kind", Kind::Choice(FUNDINGS), "Nature", "Nature"),
        field("amount", EUROS, "Montant", "Amount").required(),
    ],
};

pub(super) const MEASURE: Spec = Spec {
    label: label("Indicateur d’évaluation", "Indicator of evaluation"),
    home: Home::Action,
    max: limits::MEASURES_MAX,
    one_of: &[],
    fields: &[
        parent("action", Noun::Action, "Fiche action", "Action sheet"),
        field("order", ORDER, "Rang", "Rank"),
        field("name", HEADING, "Libellé", "Label").required(),
        field("kind", Kind::Choice(MEASURES), "Nature", "Nature"),
        field("unit", NAME, "Unité", "Unit"),
        field("baseline", MEASURED_VALUE, "Valeur de départ", "Baseline"),
        field("baseline_day", Kind::Day, "Relevée le", "Taken on"),
        field("target", MEASURED_VALUE, "Cible", "Target"),
        field("source", TITLE, "Source", "Source"),
    ],
};

pub(super) const MEASURED: Spec = Spec {
    label: label("Valeur relevée", "Value taken"),
    home: Home::Action,
    max: limits::MEASURED_MAX,
    one_of: &[],
    fields: &[
        parent("measure", Noun::Measure, "Indicateur", "Indicator"),
        field("year", Kind::Year, "Année", "Year").required(),
        field("value", MEASURED_VALUE, "Valeur", "Value").required(),
        field("comment", TEXT, "Commentaire", "Comment"),
    ],
};

pub(super) const REVIEW: Spec = Spec {
    label: label("Bilan annuel", "Yearly review"),
    home: Home::Action,
    max: limits::REVIEWS_MAX,
    one_of: &[],
    fields: &[
        parent("action", Noun::Action, "Fiche action", "Action sheet"),
        field("year", Kind::Year, "Année", "Year").required(),
        field("state", Kind::Choice(ACTION_STATES), "État alors", "State then"),
        field("done", TEXT, "Ce qui a été fait", "What was done"),
        field("next", TEXT, "La suite", "What comes next"),
    ],
};
