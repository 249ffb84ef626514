//! Newsletters, in the order of the one that started this.

use super::{Home, NOTHING, Spec, TEXT, TITLE, answer, count, field, label};
use crate::limits::programme as limits;
use crate::programme::field::{Answer, Kind};

const STATES: &[Answer] = &[
    answer("draft", "Brouillon", "Draft"),
    answer("checked", "Relue", "Checked"),
    answer("validated", "Validée", "Validated"),
    answer("sent", "Diffusée", "Sent out"),
];

pub(super) const NEWSLETTER: Spec = Spec {
    label: label("Lettre d’information", "Newsletter"),
    home: Home::Programme,
    max: limits::NEWSLETTERS_MAX,
    one_of: &[],
    fields: &[
        field("name", TITLE, "Titre", "Title").required(),
        field("number", count(NOTHING, 1_000), "Numéro", "Number"),
        field("day", Kind::Day, "Date", "Date"),
        field("state", Kind::Choice(STATES), "État", "State"),
        field("since", TEXT, "Depuis la dernière lettre", "Since the last newsletter"),
        field("what", TEXT, "De quoi s’agit-il ?", "What is it?"),
        field("how", TEXT, "Comment ça se passe ?", "How does it go?"),
        field("committees", TEXT, "Les instances", "The committees"),
        field("phases", TEXT, "Les phases", "The phases"),
        field("figures", TEXT, "Quelques chiffres", "Some figures"),
        field("forums", TEXT, "Les forums", "The forums"),
        field("axes", TEXT, "Les axes", "The axes"),
        field("next", TEXT, "Et après ?", "What comes next?"),
        field("more", TEXT, "Plus d’infos ?", "More?"),
    ],
};
