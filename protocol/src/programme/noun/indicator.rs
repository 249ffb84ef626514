//! The diagnosis: themes, indicators and their figures.

use super::{Home, NAME, NOTHING, ORDER, Spec, TEXT, TITLE, answer, count, field, label, parent};
use crate::limits::programme as limits;
use crate::programme::field::{Answer, Kind};
use crate::programme::noun::Noun;
use crate::programme::value::NoNumber;

const KINDS: &[Answer] = &[
    answer("count", "Nombre", "Number"),
    answer("rate", "Taux ou part", "Rate or share"),
    answer("mean", "Moyenne", "Mean"),
    answer("median", "Médiane", "Median"),
    answer("euros", "Montant", "Amount of money"),
    answer("index", "Indice", "Index"),
];

const TOTALS: &[Answer] = &[
    answer("sum", "Somme des communes", "Sum of the communes"),
    answer("weighted_mean", "Moyenne pondérée", "Weighted mean"),
    answer("none", "Ne se calcule pas", "Cannot be computed"),
];

const STATES: &[Answer] = &[
    answer("to_collect", "À collecter", "To collect"),
    answer("entered", "Saisi", "Entered"),
    answer("checked", "Vérifié", "Checked"),
    answer("commented", "Commenté", "Commented"),
    answer("validated", "Validé", "Validated"),
];

const AREAS: &[Answer] = &[
    answer("territory", "Le territoire", "The territory"),
    answer("departement", "Le département", "The département"),
    answer("region", "La région", "The region"),
    answer("country", "La France", "France"),
    answer("other", "Autre", "Other"),
];

pub(super) const THEME: Spec = Spec {
    label: label("Thème", "Theme"),
    home: Home::Programme,
    max: limits::THEMES_MAX,
    one_of: &[],
    fields: &[field("name", NAME, "Nom", "Name").required(), field("order", ORDER, "Rang", "Rank")],
};

pub(super) const INDICATOR: Spec = Spec {
    label: label("Indicateur", "Indicator"),
    home: Home::Diagnosis,
    max: limits::INDICATORS_MAX,
    one_of: &[],
    fields: &[
        field("name", TITLE, "Libellé", "Label").required(),
        field("theme", Kind::Item(Noun::Theme), "Thème", "Theme"),
        field("source", TITLE, "Source", "Source"),
        field("code", NAME, "Code de la variable", "Code of the variable"),
        field("unit", NAME, "Unité", "Unit"),
        field("decimals", count(NOTHING, 6), "Décimales", "Decimals"),
        field("kind", Kind::Choice(KINDS), "Nature", "Nature"),
        field("total", Kind::Choice(TOTALS), "Valeur du territoire", "Value of the territory"),
        field("weight", Kind::Item(Noun::Indicator), "Pondéré par", "Weighted by"),
        field("comment", TEXT, "Commentaire", "Comment"),
        field("state", Kind::Choice(STATES), "État", "State"),
        field("order", ORDER, "Rang", "Rank"),
    ],
};

pub(super) const FIGURE: Spec = Spec {
    label: label("Valeur", "Figure"),
    home: Home::Diagnosis,
    max: limits::FIGURES_MAX,
    one_of: &["commune", "area"],
    fields: &[
        parent("indicator", Noun::Indicator, "Indicateur", "Indicator"),
        field("commune", Kind::Item(Noun::Commune), "Commune", "Commune"),
        field("area", Kind::Choice(AREAS), "Zone", "Area"),
        field("area_name", NAME, "Nom de la zone", "Name of the area"),
        field("vintage", Kind::Year, "Millésime", "Vintage").required(),
        field("geography", Kind::Year, "Géographie au 1er janvier", "Geography of 1 January"),
        field(
            "value",
            Kind::Amount {
                unit: NOTHING,
                signed: true,
                decimals: 6,
                without: &[NoNumber::Withheld],
                at_least: true,
            },
            "Valeur",
            "Value",
        ),
        field("note", TITLE, "Remarque", "Remark"),
    ],
};

pub(super) const OUTLINE: Spec = Spec {
    label: label("Contour", "Outline"),
    home: Home::Diagnosis,
    max: limits::OUTLINES_MAX,
    one_of: &[],
    fields: &[
        field("name", NAME, "Nom", "Name").required(),
        field("code", Kind::CommuneCode, "Code officiel", "Official code").required(),
        field("vintage", Kind::Year, "Géographie au 1er janvier", "Geography of 1 January").required(),
        field("shape", Kind::Shape, "Contour", "Outline").required(),
        field("source", TITLE, "Source", "Source"),
    ],
};
