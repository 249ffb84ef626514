//! The validated sheets as open data: one row a sheet in columns that stay what they are (a later version adds behind), with
//! the Table Schema of them (`specs.frictionlessdata.io/table-schema`, version 1, as French open data takes it). Words are
//! French whatever the programme speaks: a file of many territories is one file. Nobody is named but who carries an action.

use super::Binder;
use super::data::written;
use crate::csv::guarded;
use crate::words::Language;
use programme::dossier::{Dossier, Piece};
use programme::follow_up::is_validated;
use programme::roadmap::{RoadMap, Sum, is_late};
use protocol::programme::Noun;
use protocol::programme::field::Kind;
use protocol::programme::value::{Day, Number};
use serde_json::{Value, json};

/// Between entries of a list.
const AND: &str = " | ";

/// A column: its name, its title, and what stands in it.
struct Column {
    name: &'static str,
    title: &'static str,
    of: Type,
}

enum Type {
    Text,
    /// A word of this field of an action sheet.
    Word(&'static str),
    Whole,
    Decimal,
    Yes,
    Date,
}

const fn column(name: &'static str, title: &'static str, of: Type) -> Column {
    Column { name, title, of }
}

const COLUMNS: [Column; 33] = [
    column("demarche_code", "Code de la démarche", Type::Text),
    column("demarche_nom", "Démarche", Type::Text),
    column("donnees_du", "Jour de la dernière modification de la démarche (UTC)", Type::Date),
    column("axe_numero", "Rang de l’axe stratégique", Type::Text),
    column("axe_nom", "Axe stratégique", Type::Text),
    column("objectif_numero", "Numéro de l’objectif (axe.objectif)", Type::Text),
    column("objectif_nom", "Objectif", Type::Text),
    column("action_id", "Identifiant de l’action, qui ne change jamais", Type::Text),
    column("action_numero", "Numéro de la fiche (axe.objectif.action), au jour des données", Type::Text),
    column("action_nom", "Intitulé de l’action", Type::Text),
    column("description", "Description", Type::Text),
    column("etat", "État", Type::Word("state")),
    column("etat_raison", "Pourquoi cet état", Type::Text),
    column("en_retard", "Une échéance est passée, et l’action n’est ni réalisée ni abandonnée", Type::Yes),
    column("pilote", "Structure ou personne qui porte l’action", Type::Text),
    column("partenaires", "Partenaires", Type::Text),
    column("public_vise", "Public visé", Type::Text),
    column("tout_le_territoire", "L’action concerne tout le territoire", Type::Yes),
    column("communes_codes", "Codes officiels géographiques des communes concernées", Type::Text),
    column("date_debut", "Premier jour (d’un mois ou d’une année : son premier)", Type::Date),
    column("date_fin", "Dernier jour (d’un mois ou d’une année : son dernier)", Type::Date),
    column("chaque_annee", "L’action revient chaque année", Type::Yes),
    column("calendrier", "Calendrier, en mots", Type::Text),
    column("participation", "Participation des habitants", Type::Word("participation")),
    column("priorite", "Priorité", Type::Word("priority")),
    column(
        "montant_connu",
        "Somme des montants chiffrés, en euros ; vide : rien n’est chiffré",
        Type::Decimal,
    ),
    column("montants_non_chiffres", "Nombre de financements « non chiffrés »", Type::Whole),
    column("financeurs", "Financeurs", Type::Text),
    column("etapes", "Nombre d’étapes", Type::Whole),
    column("etapes_faites", "Nombre d’étapes faites", Type::Whole),
    column("indicateurs", "Indicateurs d’évaluation", Type::Text),
    column(
        "sources",
        "Nombre de paroles, d’axes de forum, d’indicateurs et de résultats sur lesquels la fiche s’appuie",
        Type::Whole,
    ),
    column("validee_le", "Jour de la validation", Type::Date),
];

/// The sheets as a `.csv` file.
pub(super) fn csv(dossier: &Dossier) -> Vec<u8> {
    let binder = Binder::new(dossier, Language::French);
    let map = RoadMap::new(dossier);
    let heading = COLUMNS.iter().map(|column| column.name.to_owned()).collect();
    let mut rows = vec![heading];
    for part in &map.axes {
        for objective in &part.objectives {
            for (number, action) in objective.actions.iter().filter(|(_, action)| is_validated(action)) {
                let mut row = vec![
                    dossier.code.clone(),
                    guarded(binder.called()),
                    binder.today().to_string(),
                    part.number.clone(),
                    words(part.axis, "name"),
                    objective.number.clone(),
                    words(objective.objective, "name"),
                    action.id.to_string(),
                    number.clone(),
                ];
                row.extend(binder.open(action));
                rows.push(row);
            }
        }
    }
    written(b',', rows)
}

/// What the columns are, for programs that check them.
pub(super) fn schema() -> Vec<u8> {
    let fields = Vec::from_iter(COLUMNS.iter().map(field));
    let schema = json!({
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "name": "actions-d-une-demarche-de-territoire",
        "title": "Actions d’une démarche de territoire",
        "description": "Les fiches action validées d’une démarche, une par ligne, avec l’axe et l’objectif dont elles \
                        relèvent, leur état, leur calendrier et ce qu’elles coûtent. Les entrées d’une liste sont \
                        séparées par « | ».",
        "version": "1.0.0",
        "countryCode": "FR",
        "primaryKey": "action_id",
        "missingValues": [""],
        "fields": fields,
    });
    serde_json::to_vec_pretty(&schema).expect("a schema has string keys")
}

fn field(Column { name, title, of }: &Column) -> Value {
    let mut field = json!({ "name": name, "title": title, "type": match of {
        Type::Text | Type::Word(_) => "string",
        Type::Whole => "integer",
        Type::Decimal => "number",
        Type::Yes => "boolean",
        Type::Date => "date",
    }});
    let mut constraints = json!({});
    if let Type::Word(of) = of
        && let Some(Kind::Choice(answers)) = Noun::Action.field(of).map(|field| &field.kind)
    {
        constraints["enum"] = answers.iter().map(|answer| answer.label.fr).collect();
    }
    if matches!(*name, "demarche_code" | "donnees_du" | "action_id" | "action_nom" | "etat") {
        constraints["required"] = json!(true);
    }
    match *name {
        "action_id" => constraints["unique"] = json!(true),
        "objectif_numero" => constraints["pattern"] = json!("[0-9]+\\.[0-9]+"),
        "action_numero" => constraints["pattern"] = json!("[0-9]+\\.[0-9]+\\.[0-9]+"),
        _ => {}
    }
    if matches!(of, Type::Whole | Type::Decimal) {
        constraints["minimum"] = json!(0);
    }
    field["constraints"] = constraints;
    field
}

impl Binder<'_> {
    /// The columns of a sheet from its name on.
    fn open(&self, action: &Piece) -> [String; 24] {
        let dossier = self.dossier;
        let of = |noun| dossier.of(noun, "action", action.id);
        let word = |field| self.chosen(action, field).unwrap_or_default().to_owned();
        let yes = |yes: bool| yes.to_string();
        let day = |field, which: fn(Day) -> jiff::civil::Date| {
            action.day(field).map_or_else(String::new, |day| which(day).to_string())
        };
        let listed = |entries: &mut dyn Iterator<Item = &str>| {
            let mut all: Vec<&str> = Vec::new();
            entries.for_each(|entry| {
                if !all.contains(&entry) {
                    all.push(entry)
                }
            });
            guarded(&all.join(AND))
        };
        let lines = |field| listed(&mut action.lines(field).iter().map(String::as_str));
        let communes = action.items("communes").iter().filter_map(|id| dossier.piece(*id)?.text("code"));
        let costs = Sum::of(of(Noun::Funding).filter_map(|it| it.amount("amount")));
        let known = Number::from_millionths(i64::try_from(costs.euros).unwrap_or(i64::MAX));
        [
            words(Some(action), "name"),
            words(Some(action), "text"),
            word("state"),
            words(Some(action), "state_reason"),
            yes(is_late(dossier, action, self.today())),
            words(Some(action), "lead"),
            lines("partners"),
            lines("audience"),
            yes(action.is("everywhere")),
            listed(&mut communes.into_iter()),
            day("start", Day::first),
            day("end", Day::last),
            yes(action.is("yearly")),
            words(Some(action), "timing"),
            word("participation"),
            word("priority"),
            if costs.costed == 0 { String::new() } else { Language::English.digits(known) },
            costs.not_costed.to_string(),
            listed(&mut of(Noun::Funding).filter_map(|it| it.text("funder"))),
            of(Noun::Step).count().to_string(),
            of(Noun::Step).filter(|step| step.is("done")).count().to_string(),
            listed(&mut of(Noun::Measure).filter_map(|it| it.text("name"))),
            of(Noun::ActionSource).count().to_string(),
            day("decided", Day::last),
        ]
    }
}

/// What somebody typed.
fn words(piece: Option<&Piece>, field: &str) -> String {
    guarded(piece.and_then(|piece| piece.text(field)).unwrap_or_default())
}
