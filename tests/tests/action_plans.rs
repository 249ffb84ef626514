//! Action plans of other tools come into a programme of the real process: nothing is dropped, nothing is guessed.

use crate::imports::items;
use crate::papers::take;
use crate::programmes::Programme;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Cursor;
use tests::Server;
use tests::phone::new_id;

const HEADINGS: &str = "Axe (x);Sous-axe (x.x);Sous-sous axe (x.x.x);Titre de la fiche action;Titre de la sous-action;\
    Descriptif;Instances de gouvernance;Objectifs;Indicateurs liés;Structure pilote;Moyens humains et techniques;\
    Partenaires ;Direction ou service pilote;Personne pilote;Élu·e référent·e ;Participation Citoyenne;Financements;\
    Financeur 1;Montant € HT;Financeur 2;Montant € HT;Financeur 3;Montant € HT;Budget prévisionnel total € HT;Statut ;\
    Niveau de priorité;Date de début;Date de fin;Action en amélioration continue;Suivi";

/// A plan as the template of the tool has it: the heading that its own importer refuses, and a third row of explanations.
fn plan() -> String {
    let width = HEADINGS.split(';').count();
    let line = |cells: &[(usize, &str)]| {
        let cell = |column| cells.iter().find(|(at, _)| *at == column).map_or("", |(_, text)| text);
        (0..width).map(|column| format!("\"{}\"", cell(column))).collect::<Vec<_>>().join(";")
    };
    let [axis, objective, title, step] = [0, 1, 3, 4];
    let rows: [&[(usize, &str)]; 6] = [
        &[
            (axis, "Bouger"),
            (objective, "Sans voiture"),
            (2, "Le samedi"),
            (title, "Ouvrir une ligne le samedi"),
            (5, "Un car par heure"),
            (6, "Comité mobilité"),
            (8, "Passagers\nTrajets"),
            (9, "Communauté"),
            (10, "Deux chauffeurs"),
            (11, "Région, Communes (Val, Roche)"),
            (12, "Transports"),
            (15, "Concertation"),
            (17, "Région"),
            (18, "12000"),
            (19, "Département"),
            (23, "12000"),
            (24, "En retard"),
            (25, "Élevé"),
            (26, "01/09/2027"),
            (27, "31/12/2030"),
            (28, "VRAI"),
            (29, "Réunion tous les mois"),
        ],
        &[
            (axis, "Bouger"),
            (objective, "Sans voiture"),
            (2, "Le samedi"),
            (title, "Ouvrir une ligne le samedi"),
            (step, "Choisir les arrêts"),
            (5, "Avec les habitants"),
            (24, "Réalisé"),
            (27, "30/06/2027"),
        ],
        &[
            (axis, "Grandir"),
            (title, "Garder les petits"),
            (23, "2500.5"),
            (24, "Clos"),
            (25, "forte"),
            (26, "47727"),
            (27, "12/14/20"),
        ],
        &[(title, "Écrire une charte"), (24, "Bloqué")],
        &[(axis, "Grandir"), (5, "Sans titre")],
        &[(axis, "Grandir"), (title, "Personne"), (step, "Orpheline")],
    ];
    let mut lines = vec![line(&[(0, "Plan")]), HEADINGS.to_owned(), line(&[(0, "Champ texte")])];
    lines.extend(rows.map(line));
    lines.join("\r\n")
}

fn named<'a>(all: &'a [Value], name: &str) -> &'a Value {
    all.iter().find(|item| item["fields"]["name"] == name).unwrap_or_else(|| panic!("{name} in {all:?}"))
}

#[tokio::test]
async fn a_plan_of_another_tool_loses_nothing_and_guesses_nothing() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let brought = programme.brought(&server, plan().as_bytes()).await;
    let preview = &brought["preview"];
    assert_eq!((&preview["tool"], &preview["rows"]), (&json!("action_plan"), &json!(4)), "{preview}");
    assert_eq!(brought["mapping"], json!({"action_plan": {}}));
    let refused: Vec<_> =
        preview["refused"].as_array().expect("a list").iter().map(|one| one["line"].as_u64()).collect();
    assert_eq!(refused, [Some(9), Some(10)], "no title; a step of no action");
    let warnings = preview["warnings"].to_string();
    for value in ["Clos", "forte", "47727", "12/14/20", "Suivi", "Instances de gouvernance"] {
        assert!(warnings.contains(value), "{value} is said: {warnings}");
    }

    let taken = programme.taken(&server, "Plan.csv", &brought).await;
    assert_eq!((&taken["taken"], &taken["not_taken"]), (&json!(4), &json!(0)), "{taken}");
    let scopes = programme.export(&server);
    let [axes, objectives, actions, steps, fundings, measures] =
        ["axis", "objective", "action", "step", "funding", "measure"].map(|noun| items(&scopes, noun));
    let names = |all: &[Value]| all.iter().map(|item| item["fields"]["name"].clone()).collect::<Vec<_>>();
    assert_eq!(names(&axes), ["Bouger", "Grandir", "Plan.csv"]);
    assert!(axes.iter().all(|axis| axis["fields"]["state"] == "retained"), "{axes:?}");
    assert_eq!(names(&objectives), ["Sans voiture", "Grandir", "Plan.csv"]);

    let line = &named(&actions, "Ouvrir une ligne le samedi")["fields"];
    let expected = json!({
        "objective": objectives[0]["id"], "text": "Un car par heure", "lead": "Communauté, Transports",
        "means": "Deux chauffeurs", "partners": ["Région", "Communes (Val, Roche)"], "participation": "concertation",
        "priority": "high", "state": "ongoing", "start": "2027-09-01", "end": "2030-12-31", "yearly": true,
    });
    for (field, value) in expected.as_object().expect("fields") {
        assert_eq!(&line[field], value, "{field}");
    }
    let notes = line["notes"].as_str().expect("words");
    for kept in ["Le samedi", "Comité mobilité", "En retard", "Réunion tous les mois"] {
        assert!(notes.contains(kept), "{kept} in {notes}");
    }
    let of = |all: &[Value], id: &Value| {
        all.iter()
            .filter(|item| item["fields"]["action"] == *id)
            .map(|item| item["fields"].clone())
            .collect::<Vec<_>>()
    };
    let id = &named(&actions, "Ouvrir une ligne le samedi")["id"];
    let paid: Vec<_> =
        of(&fundings, id).iter().map(|one| (one["funder"].clone(), one["amount"].clone())).collect();
    assert_eq!(paid, [(json!("Région"), json!(12000)), (json!("Département"), json!("not_costed"))]);
    assert_eq!(names(&measures), ["Passagers", "Trajets"]);
    let [step] = &of(&steps, id)[..] else { panic!("{steps:?}") };
    assert_eq!(
        (&step["name"], &step["due"], &step["done"]),
        (&json!("Choisir les arrêts"), &json!("2027-06-30"), &json!(true))
    );
    assert!(step["notes"].as_str().expect("words").contains("Avec les habitants"), "{step}");

    let little = named(&actions, "Garder les petits");
    let fields = &little["fields"];
    assert_eq!(
        (&fields["start"], &fields["end"], &fields["priority"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    for kept in ["Clos", "forte", "47727", "12/14/20"] {
        assert!(fields["notes"].as_str().expect("words").contains(kept), "{kept}: {fields}");
    }
    assert_eq!(
        of(&fundings, &little["id"])[0]["amount"],
        json!(2500.5),
        "the total, where no funder is named"
    );
    let charter = &named(&actions, "Écrire une charte")["fields"];
    assert_eq!(charter["state"], "blocked");
    assert!(charter["state_reason"].as_str().expect("words").contains("Plan.csv"), "{charter}");

    // Brought again it is the same import; undone nothing of it is left.
    let again = programme.taken(&server, "Plan.csv", &brought).await;
    assert_eq!(again["taken"], taken["taken"]);
    assert_eq!(items(&programme.export(&server), "action").len(), actions.len());
    programme
        .order(&server, json!({"do": "undo_import", "import": brought["file"]}))
        .await
        .expect("it is taken back");
    let scopes = programme.export(&server);
    for noun in ["axis", "objective", "action", "step", "funding", "measure"] {
        assert_eq!(items(&scopes, noun), [] as [Value; 0], "{noun}");
    }
}

/// What the tool compares, heading by heading.
const TAKEN: [&str; 28] = [
    "Axe (x)",
    "Sous-axe (x.x)",
    "Sous-sous axe (x.x.x)",
    "Titre de l'action",
    "Titre de la sous-action",
    "Descriptif",
    "Instances de gouvernance",
    "Objectifs",
    "Indicateurs liés",
    "Structure pilote",
    "Moyens humains et techniques",
    "Partenaires",
    "Direction ou service pilote",
    "Personne pilote",
    "Élu·e référent·e",
    "Participation Citoyenne",
    "Financements",
    "Financeur 1",
    "Montant € HT",
    "Financeur 2",
    "Montant € HT",
    "Financeur 3",
    "Montant € HT",
    "Budget prévisionnel total € HT",
    "Statut",
    "Niveau de priorité",
    "Date de début",
    "Date de fin",
];

#[tokio::test]
async fn a_plan_leaves_as_the_tool_takes_it_and_comes_back_as_it_was() {
    let server = Server::start();
    let first = Programme::make(&server).await;
    let [axis, objective, action] = [(); 3].map(|()| new_id());
    let of = |noun: &str, mut fields: Value| {
        fields["action"] = json!(action);
        json!({"as": new_id(), "noun": noun, "fields": fields})
    };
    let all = json!([
        {"as": axis, "noun": "axis", "fields": {"name": "Bouger", "state": "retained", "reason": "Dit partout"}},
        {"as": objective, "noun": "objective", "fields": {"axis": axis, "name": "Sans voiture"}},
        {"as": action, "noun": "action", "fields": {
            "name": "Ouvrir une ligne", "objective": objective, "text": "Un car par heure", "lead": "Service mobilité",
            "partners": ["Région", "Val, Roche et Bois"], "participation": "coconstruction", "priority": "low",
            "start": "2028", "end": "2030-06", "yearly": true,
        }},
        {"as": new_id(), "noun": "action", "fields": {"name": "Ouvrir une ligne", "objective": objective}},
        of("step", json!({"name": "Choisir les arrêts", "due": "2028-03", "done": true})),
        of("funding", json!({"year": 2028, "funder": "Région", "amount": 1200.5})),
        of("funding", json!({"year": 2029, "funder": "Région", "amount": 800})),
        of("funding", json!({"year": 2029, "funder": "Caf", "amount": "not_costed"})),
        of("measure", json!({"name": "Voyages"})),
    ]);
    first.order(&server, json!({"do": "add_all", "items": all})).await.expect("they are added");
    let file = take(&server, &first.id, &first.officer, "plan-d-action?format=xlsx").await;
    assert_eq!(file.status, 200, "{}", String::from_utf8_lossy(&file.body));

    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(&file.body)).expect("a workbook");
    let sheet = book.worksheet_range("Plan").expect("a sheet");
    let cell = |row, column| sheet.get_value((row, column)).cloned().unwrap_or(Data::Empty);
    let headings = Vec::from_iter((0..28).map(|column| cell(1, column).to_string()));
    assert_eq!(headings, TAKEN);
    let row: Vec<_> =
        [0, 1, 3, 11, 15, 16, 17, 18, 19, 23, 24, 25].map(|column| cell(3, column).to_string()).into();
    let expected = [
        "Bouger",
        "Sans voiture",
        "Ouvrir une ligne",
        "Région, «\u{a0}Val, Roche et Bois\u{a0}»",
        "Co-construction",
        "Caf (2029) : non chiffré",
        "Région",
        "2000.5",
        "",
        "2000.5",
        "A discuter",
        "Bas",
    ];
    assert_eq!(row, expected);
    assert!(matches!(cell(3, 26), Data::DateTime(_)), "{:?}", cell(3, 26));
    assert_eq!(
        [cell(4, 3).to_string(), cell(4, 4).to_string(), cell(4, 24).to_string()],
        ["Ouvrir une ligne", "Choisir les arrêts", "Réalisé"]
    );
    assert_eq!(cell(5, 3).to_string(), "Ouvrir une ligne (1.1.2)", "no title twice under one axis");

    let second = Programme::make(&server).await;
    let brought = second.brought(&server, &file.body).await;
    assert_eq!(brought["preview"]["tool"], "action_plan");
    assert_eq!(brought["preview"]["refused"], json!([]), "{brought}");
    let taken = second.taken(&server, "Plan.xlsx", &brought).await;
    assert_eq!((&taken["taken"], &taken["not_taken"]), (&json!(3), &json!(0)), "{taken}");
    let scopes = second.export(&server);
    let fields = named(&items(&scopes, "action"), "Ouvrir une ligne")["fields"].clone();
    for (field, value) in [
        ("text", json!("Un car par heure")),
        ("lead", json!("Service mobilité")),
        ("partners", json!(["Région", "«\u{a0}Val, Roche et Bois\u{a0}»"])),
        ("participation", json!("coconstruction")),
        ("priority", json!("low")),
        ("start", json!("2028-01-01")),
        ("end", json!("2030-06-30")),
        ("yearly", json!(true)),
    ] {
        assert_eq!(fields[field], value, "{field}");
    }
    assert!(fields["notes"].as_str().expect("words").contains("Caf (2029) : non chiffré"), "{fields}");
    let steps = items(&scopes, "step");
    assert_eq!(
        (&steps[0]["fields"]["name"], &steps[0]["fields"]["done"]),
        (&json!("Choisir les arrêts"), &json!(true))
    );
}

/// Rows of a CSV file by the names of their columns.
fn records(file: &[u8], separator: u8) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(file);
    reader.deserialize().map(|row| row.expect("every row has all columns")).collect()
}

#[tokio::test]
async fn what_was_validated_leaves_for_decidim_and_as_open_data_in_words_that_are_exact() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let [axis, other, objective, committee, action] = [(); 5].map(|()| new_id());
    let of = |noun: &str, mut fields: Value| {
        fields["action"] = json!(action);
        json!({"as": new_id(), "noun": noun, "fields": fields})
    };
    let all = json!([
        {"as": axis, "noun": "axis", "fields": {"name": "Bouger", "state": "retained", "reason": "Dit partout"}},
        {"as": other, "noun": "axis", "fields": {"name": "Dormir", "reason": "Pas dit"}},
        {"as": objective, "noun": "objective",
         "fields": {"axis": axis, "name": "Sans <voiture>", "text": "Aller ; venir.\n\nEt \"rester\"."}},
        {"as": committee, "noun": "committee", "fields": {"name": "Copil", "role": "steering"}},
        {"as": action, "noun": "action", "fields": {
            "name": "=Ouvrir", "objective": objective, "text": "Un car,\npar heure", "lead": "Service mobilité",
            "reason": "Dit partout", "audience": ["Jeunes", "Aînés"], "everywhere": true,
            "partners": ["Région", "Val, Roche"], "start": "2028", "end": "2030-06", "participation": "coconstruction",
        }},
        {"as": new_id(), "noun": "action", "fields": {"name": "Brouillon", "objective": objective}},
        of("step", json!({"name": "Choisir", "due": "2028-03", "done": true})),
        of("step", json!({"name": "Ouvrir", "due": "2029"})),
        of("funding", json!({"year": 2028, "funder": "Région", "amount": 1200.5})),
        of("funding", json!({"year": 2029, "funder": "Région", "amount": 800})),
        of("funding", json!({"year": 2029, "funder": "Caf", "amount": "not_costed"})),
        of("measure", json!({"name": "Voyages"})),
    ]);
    for command in [
        json!({"do": "add_all", "items": all}),
        json!({"do": "submit_action", "action": action}),
        json!({"do": "validate_action", "as": new_id(), "action": action, "committee": committee, "decided": "2027-11-16"}),
        json!({"do": "follow_action", "action": action, "to": "ongoing"}),
    ] {
        programme.order(&server, command.clone()).await.unwrap_or_else(|why| panic!("{command}: {why:?}"));
    }
    let file = async |what: &str| {
        let answer = take(&server, &programme.id, &programme.officer, what).await;
        assert_eq!(answer.status, 200, "{what}: {}", String::from_utf8_lossy(&answer.body));
        answer.body
    };

    let results = records(&file("resultats-decidim?format=csv").await, b';');
    let names = Vec::from_iter(results.iter().map(|row| row["title/fr"].as_str()));
    assert_eq!(names, ["1 Bouger", "1.1 Sans <voiture>", "1.1.1 =Ouvrir"]);
    assert_eq!(results[0]["description/fr"], "<p>Axe stratégique</p>", "none may be empty");
    assert_eq!(results[1]["description/fr"], "<p>Aller ; venir.</p><p>Et &quot;rester&quot;.</p>");
    let [ids, parents] =
        ["id", "parent/id"].map(|column| Vec::from_iter(results.iter().map(|row| &row[column])));
    assert_eq!(parents, [&String::new(), ids[0], ids[1]]);
    for id in ids {
        assert!(id.parse::<i32>().expect("a column of 32 bits holds it") > 1_000_000_000, "{id}");
    }
    for (column, said) in [
        ("start_date", "2028-01-01"),
        ("end_date", "2030-06-30"),
        ("status/id", ""),
        ("status/key", "ongoing"),
        ("status/name/fr", "En cours"),
        ("progress", "50"),
        ("external_id", &action),
    ] {
        assert_eq!(results[2][column], said, "{column}");
    }

    let open = file("donnees-ouvertes?format=csv").await;
    let rows = records(&open, b',');
    assert_eq!(rows.len(), 1, "drafts stay in the office");
    for (column, said) in [
        ("action_id", action.as_str()),
        ("action_numero", "1.1.1"),
        ("action_nom", "'=Ouvrir"),
        ("description", "Un car,\npar heure"),
        ("etat", "En cours"),
        ("partenaires", "Région | Val, Roche"),
        ("tout_le_territoire", "true"),
        ("date_debut", "2028-01-01"),
        ("date_fin", "2030-06-30"),
        ("montant_connu", "2000.5"),
        ("montants_non_chiffres", "1"),
        ("financeurs", "Région | Caf"),
        ("etapes_faites", "1"),
        ("priorite", ""),
        ("validee_le", "2027-11-16"),
    ] {
        assert_eq!(rows[0][column], said, "{column}");
    }
    let schema: Value =
        serde_json::from_slice(&file("donnees-ouvertes?format=json").await).expect("a schema is JSON");
    let fields = schema["fields"].as_array().expect("fields").iter().map(|field| field["name"].as_str());
    let heading = String::from_utf8(open).expect("UTF-8").lines().next().map(str::to_owned);
    assert_eq!(Vec::from_iter(fields.flatten()).join(","), heading.expect("a heading"));
}
