//! Campaigns of questionnaires: what is asked, where it was handed out, what came back.

use super::{
    Home, NAME, ORDER, QUESTION as LINES, Spec, TEXT, TITLE, about, answer, count, field, label, parent,
};
use crate::limits::programme as limits;
use crate::programme::field::{Answer, Kind, Label};
use crate::programme::noun::Noun;

const STATES: &[Answer] = &[
    answer("preparation", "Préparé", "Prepared"),
    answer("distributed", "Distribué", "Distributed"),
    answer("returning", "En retour", "Coming back"),
    answer("keying", "En saisie", "Being keyed"),
    answer("processed", "Traité", "Processed"),
    answer("published", "Publié", "Published"),
];

const KINDS: &[Answer] = &[
    answer("single", "Une seule réponse", "One answer"),
    answer("several", "Plusieurs réponses", "Several answers"),
    answer("number", "Nombre", "Number"),
    answer("scale", "Échelle", "Scale"),
    answer("date", "Date", "Date"),
    answer("short_text", "Texte court", "Short text"),
    answer("long_text", "Texte long", "Long text"),
];

const PLACES: &[Answer] = &[
    answer("school", "École", "Primary school"),
    answer("college", "Collège", "Lower secondary school"),
    answer("lycee", "Lycée", "Upper secondary school"),
    answer("childcare", "Accueil de jeunes enfants", "Childcare"),
    answer("town_hall", "Mairie", "Town hall"),
    answer("association", "Association", "Association"),
    answer("event", "Évènement", "Event"),
    answer("online", "En ligne", "Online"),
    answer("other", "Autre", "Other"),
];

const NUMBER: Kind =
    Kind::Number { unit: label("", ""), min: -1_000_000_000, max: 1_000_000_000, decimals: 6 };
const SHEETS: Label = label("questionnaires", "questionnaires");

pub(super) const CAMPAIGN: Spec = Spec {
    label: label("Campagne de questionnaires", "Campaign of questionnaires"),
    home: Home::Programme,
    max: limits::CAMPAIGNS_MAX,
    one_of: &[],
    fields: &[
        field("name", TITLE, "Titre", "Title").required(),
        field("audience", TITLE, "Public", "Audience"),
        field("summary", TEXT, "Présentation imprimée", "Printed introduction"),
        field("thanks", LINES, "Remerciement", "Thanks"),
        field("start", Kind::Day, "Début", "Start"),
        field("end", Kind::Day, "Fin", "End"),
        field("state", Kind::Choice(STATES), "État", "State"),
        field("comment", TEXT, "Commentaire des résultats", "Comment on the results"),
    ],
};

pub(super) const QUESTION: Spec = Spec {
    label: label("Question", "Question"),
    home: Home::Campaign,
    max: limits::QUESTIONS_MAX,
    one_of: &[],
    fields: &[
        parent("campaign", Noun::Campaign, "Campagne", "Campaign"),
        field("text", LINES, "Question", "Question").required(),
        field("kind", Kind::Choice(KINDS), "Type", "Kind").required(),
        field("hint", LINES, "Aide", "Hint"),
        field("min", NUMBER, "Minimum", "Minimum"),
        field("max", NUMBER, "Maximum", "Maximum"),
        field("choices_max", count(label("réponses", "answers"), 100), "Réponses au plus", "Answers at most"),
        field("only_if", Kind::Item(Noun::Question), "Posée seulement après", "Asked only after"),
        field("only_if_choices", Kind::Items(Noun::Choice), "Si la réponse est", "If the answer is"),
        field("code", NAME, "Code dans les fichiers", "Code in files"),
        field("order", ORDER, "Rang", "Rank"),
    ],
};

pub(super) const CHOICE: Spec = Spec {
    label: label("Réponse proposée", "Choice"),
    home: Home::Campaign,
    max: limits::CHOICES_MAX,
    one_of: &[],
    fields: &[
        parent("question", Noun::Question, "Question", "Question"),
        field("name", TITLE, "Libellé", "Label").required(),
        field("code", NAME, "Code dans les fichiers", "Code in files"),
        field("order", ORDER, "Rang", "Rank"),
    ],
};

pub(super) const PLACE: Spec = Spec {
    label: label("Lieu", "Place"),
    home: Home::Campaign,
    max: limits::PLACES_MAX,
    one_of: &[],
    fields: &[
        parent("campaign", Noun::Campaign, "Campagne", "Campaign"),
        field("name", TITLE, "Nom", "Name").required(),
        field("kind", Kind::Choice(PLACES), "Type", "Kind"),
        field("commune", Kind::Item(Noun::Commune), "Commune", "Commune"),
    ],
};

pub(super) const BATCH: Spec = Spec {
    label: label("Lot", "Batch"),
    home: Home::Campaign,
    max: limits::BATCHES_MAX,
    one_of: &[],
    fields: &[
        parent("campaign", Noun::Campaign, "Campagne", "Campaign"),
        field("place", Kind::Item(Noun::Place), "Lieu", "Place"),
        field("name", NAME, "Nom du lot", "Name of the batch"),
        field("distributed", about(SHEETS), "Distribués", "Distributed"),
        field("distributed_on", Kind::Day, "Distribués le", "Distributed on"),
        // Of few sheets, how many came back tells who answered.
        field("returned", about(SHEETS), "Revenus", "Returned").unpublished(),
        field("returned_on", Kind::Day, "Revenus le", "Returned on"),
        field("processed", about(SHEETS), "Traités", "Processed").unpublished(),
        field("rejected", about(SHEETS), "Écartés", "Rejected").unpublished(),
        field("reason", LINES, "Pourquoi écartés", "Why rejected").unpublished(),
    ],
};
