//! What the committee retains: strategic axes with the words and figures that they rest on, and what became of each axis
//! of a forum.

use super::{Home, ORDER, Spec, TEXT, answer, field, label, parent};
use crate::limits::programme as limits;
use crate::programme::field::{Answer, Field, Kind};
use crate::programme::noun::{HEADING, Noun};

const AXIS_STATES: &[Answer] =
    &[answer("proposed", "Proposé", "Proposed"), answer("retained", "Retenu", "Retained")];

/// What the committee makes of an axis of a forum, or of words that stand under none (DOMAIN.md 3.4 and 4.5).
const OUTCOMES: &[Answer] = &[
    answer("retained", "Retenu", "Retained"),
    answer("joined", "Réuni à d’autres", "Joined with others"),
    answer("not_retained", "Non retenu", "Not retained"),
];

const REASONS: &[Answer] = &[
    answer("competence", "Hors des compétences communes", "Outside the common competences"),
    answer("in_place", "Déjà en place", "Already in place"),
    answer("outside", "Hors du territoire", "Outside the territory"),
    answer("law", "Contraire à la loi", "Against the law"),
];

/// What an item rests on: one of these.
pub(super) const GROUNDS: &[&str] = &["forum_axis", "contribution", "verbatim", "indicator", "question"];

/// What a source of an axis or of an action says, whatever it belongs to.
pub(super) const fn ground(belongs: Field) -> [Field; 7] {
    [
        belongs,
        field("forum_axis", Kind::Item(Noun::ForumAxis), "Axe d’un forum", "Axis of a forum"),
        field("contribution", Kind::Item(Noun::Contribution), "Contribution", "Contribution"),
        field("verbatim", Kind::Item(Noun::Verbatim), "Verbatim", "Verbatim"),
        field("indicator", Kind::Item(Noun::Indicator), "Indicateur", "Indicator"),
        field(
            "question",
            Kind::Item(Noun::Question),
            "Résultat d’un questionnaire",
            "Result of a questionnaire",
        ),
        field("reason", TEXT, "Pourquoi", "Why"),
    ]
}

/// What the committee decided of an axis of a forum or of a contribution.
pub(super) const OUTCOME: Field =
    field("outcome", Kind::Choice(OUTCOMES), "Suite donnée par le comité", "Outcome given by the committee");
pub(super) const INTO: Field =
    field("into", Kind::Item(Noun::Axis), "Dans l’axe stratégique", "In the strategic axis");
pub(super) const WHY: Field = field("why", Kind::Choice(REASONS), "Raison", "Reason");
pub(super) const REMARK: Field =
    field("remark", TEXT, "Précision (transmis à…, où…)", "Remark (passed on to…, where…)");

pub(super) const AXIS: Spec = Spec {
    label: label("Axe stratégique", "Strategic axis"),
    home: Home::Plan,
    max: limits::AXES_MAX,
    one_of: &[],
    fields: &[
        field("order", ORDER, "Rang", "Rank"),
        field("name", HEADING, "Intitulé", "Name").required(),
        field("original", HEADING, "Intitulé d’origine", "Original name").computed(),
        field("text", TEXT, "Ce qu’il vise", "What it aims at"),
        field("reason", TEXT, "Ajouté par le comité : pourquoi", "Added by the committee: why"),
        field("state", Kind::Choice(AXIS_STATES), "État", "State"),
        field("committee", Kind::Item(Noun::Committee), "Décidé par", "Decided by"),
        field("decided", Kind::Day, "Décidé le", "Decided on"),
    ],
};

pub(super) const AXIS_SOURCE: Spec = Spec {
    label: label("Source de l’axe", "Source of the axis"),
    home: Home::Plan,
    max: limits::SOURCES_MAX,
    one_of: GROUNDS,
    fields: &ground(parent("axis", Noun::Axis, "Axe", "Axis")),
};
