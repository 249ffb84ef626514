//! The agreement around the action sheets (DOMAIN.md 2.6): what it says, who signs it, how it was amended.

use super::{HEADING, Home, NAME, ORDER, PAGES, Spec, TEXT, TITLE, answer, field, label, parent};
use crate::limits::programme as limits;
use crate::programme::field::{Answer, Kind};
use crate::programme::noun::Noun;

const STATES: &[Answer] = &[
    answer("draft", "Projet", "Draft"),
    answer("adopted", "Arrêtée", "Adopted"),
    answer("signed", "Signée", "Signed"),
    answer("ended", "Échue", "Ended"),
];

const SIGNATURES: &[Answer] = &[
    answer("asked", "Sollicitée", "Asked"),
    answer("decided", "Délibération prise", "Decided"),
    answer("signed", "Signée", "Signed"),
    answer("declined", "Refusée", "Declined"),
];

const AMENDMENT_STATES: &[Answer] =
    &[answer("draft", "Projet", "Draft"), answer("signed", "Signé", "Signed")];

pub(super) const AGREEMENT: Spec = Spec {
    label: label("Convention", "Agreement"),
    home: Home::Plan,
    max: limits::AGREEMENTS_MAX,
    one_of: &[],
    fields: &[
        field("name", HEADING, "Intitulé", "Title").required(),
        field("start", Kind::Day, "Prend effet le", "Takes effect on"),
        field("end", Kind::Day, "Prend fin le", "Ends on"),
        field("state", Kind::Choice(STATES), "État", "State"),
        field("preamble", PAGES, "Préambule", "Preamble"),
        field("object", PAGES, "Objet", "Object"),
        field("fields_caf", PAGES, "Champs d’intervention de la Caf", "Fields of the Caf"),
        field("fields_community", PAGES, "Champs d’intervention de la communauté", "Fields of the community"),
        field("priorities", PAGES, "Champs à privilégier", "Fields to favour"),
        field("commitments", PAGES, "Engagements des partenaires", "Commitments of the partners"),
        field("collaboration", PAGES, "Modalités de collaboration", "How they work together"),
        field("data", PAGES, "Échanges de données", "Exchange of data"),
        field("communication", PAGES, "Communication", "Communication"),
        field("duration", PAGES, "Durée", "Duration"),
        field("execution", PAGES, "Exécution formelle", "Formal execution"),
        field("confidentiality", PAGES, "Confidentialité", "Confidentiality"),
        field("governance", PAGES, "Pilotage et suivi", "Steering and follow-up"),
        field("evaluation", PAGES, "Évaluation", "Evaluation"),
    ],
};

pub(super) const SIGNATORY: Spec = Spec {
    label: label("Signataire", "Signatory"),
    home: Home::Plan,
    max: limits::SIGNATORIES_MAX,
    one_of: &[],
    fields: &[
        parent("agreement", Noun::Agreement, "Convention", "Agreement"),
        field("order", ORDER, "Rang", "Rank"),
        field("body", TITLE, "Structure", "Body").required(),
        field("name", NAME, "Représentée par", "Represented by"),
        field("title", NAME, "Fonction", "Function"),
        field("decision", TITLE, "Délibération", "Decision"),
        field("decided", Kind::Day, "Délibération du", "Decided on"),
        field("state", Kind::Choice(SIGNATURES), "État", "State"),
        field("signed", Kind::Day, "Signée le", "Signed on"),
    ],
};

pub(super) const AMENDMENT: Spec = Spec {
    label: label("Avenant", "Amendment"),
    home: Home::Plan,
    max: limits::AMENDMENTS_MAX,
    one_of: &[],
    fields: &[
        parent("agreement", Noun::Agreement, "Convention", "Agreement"),
        field("name", HEADING, "Intitulé", "Title").required(),
        field("day", Kind::Day, "Date", "Date"),
        field("text", PAGES, "Ce qui change", "What changes"),
        field("state", Kind::Choice(AMENDMENT_STATES), "État", "State"),
        field("reason", TEXT, "Pourquoi", "Why"),
    ],
};
