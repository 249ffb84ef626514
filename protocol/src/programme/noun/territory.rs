//! The programme, its territory, its time line and who carries it.

use super::{Home, NAME, NOTHING, ORDER, PAGES, QUESTION, Spec, TEXT, TITLE, answer, count, field, label};
use crate::limits::programme as limits;
use crate::programme::field::{Answer, Kind};
use crate::programme::noun::Noun;
use crate::programme::value::NoNumber;
use crate::text::Form;

const STAGES: &[Answer] = &[
    answer("preparation", "En préparation", "In preparation"),
    answer("diagnosis", "Diagnostic", "Diagnosis"),
    answer("strategy", "Stratégie", "Strategy"),
    answer("action_plan", "Plan d’actions", "Action plan"),
    answer("signed", "Signée", "Signed"),
    answer("running", "En œuvre", "Under way"),
    answer("evaluated", "Évaluée", "Evaluated"),
];

pub(super) const PROGRAMME: Spec = Spec {
    label: label("Démarche", "Programme"),
    home: Home::Programme,
    max: 1,
    one_of: &[],
    fields: &[
        field("name", TITLE, "Nom de la démarche", "Name of the programme").required(),
        field("territory", TITLE, "Territoire", "Territory"),
        field("lead", TITLE, "Collectivité porteuse", "Lead authority"),
        field("partners", Kind::Lines(Form::Title), "Partenaires", "Partners"),
        field("question", QUESTION, "Question posée au territoire", "Question asked of the territory"),
        field("summary", TEXT, "Présentation", "Introduction"),
        field("stage", Kind::Choice(STAGES), "Étape", "Stage"),
        field("horizon_start", Kind::Year, "Première année", "First year"),
        field(
            "horizon_years",
            Kind::Number { unit: label("ans", "years"), min: 1, max: 15, decimals: 0 },
            "Durée",
            "Duration",
        ),
        field("contact_name", NAME, "Contact", "Contact"),
        field("contact_phone", NAME, "Téléphone", "Phone"),
        field("contact_email", TITLE, "Courriel", "E-mail"),
        field("contact_address", QUESTION, "Adresse", "Address"),
        field(
            "small_count",
            Kind::Number { unit: label("réponses", "answers"), min: 3, max: 20, decimals: 0 },
            "Effectif en dessous duquel rien n’est publié",
            "Count below which nothing is published",
        ),
        field("method", PAGES, "Méthode et limites", "Method and limits"),
    ],
};

pub(super) const COMMUNE: Spec = Spec {
    label: label("Commune", "Commune"),
    home: Home::Programme,
    max: limits::COMMUNES_MAX,
    one_of: &[],
    fields: &[
        field("name", NAME, "Nom", "Name").required(),
        field("code", Kind::CommuneCode, "Code officiel", "Official code"),
        field("vintage", Kind::Year, "Géographie au 1er janvier", "Geography of 1 January"),
        field("postcode", NAME, "Code postal", "Postcode"),
        field(
            "population",
            Kind::Amount {
                unit: label("habitants", "inhabitants"),
                signed: false,
                decimals: 0,
                without: &[NoNumber::Withheld],
                at_least: true,
            },
            "Population",
            "Population",
        ),
        field("point", Kind::Point, "Longitude et latitude", "Longitude and latitude"),
        field("now_in", Kind::Item(Noun::Commune), "Fait partie de", "Is part of"),
    ],
};

pub(super) const PHASE: Spec = Spec {
    label: label("Phase", "Phase"),
    home: Home::Programme,
    max: limits::PHASES_MAX,
    one_of: &[],
    fields: &[
        field("name", TITLE, "Nom", "Name").required(),
        field("start", Kind::Day, "Début", "Start"),
        field("end", Kind::Day, "Fin", "End"),
        field("summary", TEXT, "Ce qui s’y passe", "What happens"),
        field("done", Kind::Yes, "Terminée", "Done"),
        field("order", count(NOTHING, 1_000), "Rang", "Rank"),
    ],
};

pub(super) const LOGO: Spec = Spec {
    label: label("Logo", "Logo"),
    home: Home::Logos,
    max: limits::LOGOS_MAX,
    one_of: &[],
    fields: &[
        field("name", TITLE, "De qui est ce logo", "Whose logo it is").required(),
        field("picture", Kind::Picture, "Image", "Picture").required(),
        field("order", ORDER, "Rang", "Rank"),
    ],
};
