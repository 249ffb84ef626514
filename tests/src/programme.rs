//! `tests/programme`: what a territory's programme of two years costs: 40 communes with 35 indicators of 3 vintages,
//! 1 000 sheets of 60 questions, 40 interviews, 6 forums of 800 contributions. One line of JSON; then, when
//! `CHROMIUM` names a browser, what its pages take (`tests/browser/programme.spec.ts`).

use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use std::io::Write;
use std::process::Command;
use std::time::{Duration, Instant};
use tests::large::Seeded;
use tests::office::{self, Office, encoded};
use tests::real::Replay;
use tests::room::exchange;
use tests::turns::in_turns;
use tests::{Folder, Room, Server, plan, territory};

const COMMUNES: usize = 40;
const INDICATORS: usize = 35;
const VINTAGES: [u32; 3] = [2012, 2017, 2022];
const SHEETS: usize = 1_000;
const INTERVIEWS: usize = 40;
const FORUMS: usize = 6;
/// Of each kind of question; 60 in all.
const SINGLE: usize = 30;
const SEVERAL: usize = 10;
const NUMBERS: usize = 15;
const WORDS: usize = 5;
const CHOICES: [&str; 5] = ["Jamais", "Rarement", "Parfois", "Souvent", "Toujours"];
/// People of a forum who go on meanwhile, and how often each does something.
const PEOPLE: usize = 150;
const EVERY: Duration = Duration::from_secs(2);
const SEED: u64 = 20_261_130;

#[tokio::main]
async fn main() {
    let work = Folder::new();
    let mut server = Server::start();
    let (forums, texts) = office::forums(&server, work.path(), FORUMS);
    let path = work.path().join("programme.jsonl");
    plan::write(&path, &programme()).expect("a test writes its own folder");
    let replayed = Replay::start(&server, &path, None).end();
    assert!(replayed.succeeded, "{}", replayed.output);
    let id = replayed.summary["programme"].as_str().expect("a programme was made").to_owned();
    let mut office = Office { server: &server, token: exchange(&server).await, programme: id.clone() };
    let officer = office.officer().await;
    office.bring_in(&forums).await;
    let survey = survey(&texts);
    let [_, import_s] = office.take_over("Familles.csv", survey.as_bytes()).await;

    let [campaigns, questions] = [office.items("campaign").await, office.items("question").await];
    let of = |n: usize| json!({"by": {"question": questions[n]["id"]}});
    let mut times = Map::new();
    let campaign = campaigns[0]["id"].as_str().expect("an item has an id");
    let results = |table: Value| format!("results/{campaign}?table={}", encoded(&table.to_string()));
    let (counted, crossed) =
        (results(json!({"rows": of(0)})), results(json!({"rows": of(0), "columns": of(1)})));
    times.insert("results_s".to_owned(), office.median(&counted).await.into());
    times.insert("crossing_s".to_owned(), office.median(&crossed).await.into());
    for document in [
        "diagnostic",
        "resultats",
        "entretiens",
        "comites",
        "calendrier",
        "suites",
        "feuille-de-route",
        "fiches-action",
        "convention",
        "lettre",
    ] {
        let name = format!("documents/{document}?format=docx");
        times.insert(format!("{document}_docx_s"), office.median(&name).await.into());
    }
    let most_memory = server.most_memory() / 1_000_000;

    server.kill();
    let since = Instant::now();
    server.start_again();
    office = Office { server: &server, token: exchange(&server).await, programme: id.clone() };
    office.get("snapshot/programme").await;
    let restart_s = since.elapsed().as_secs_f64();
    office.get("snapshot/cards").await;
    let memory = server.memory() / 1_000_000;

    let [forum, code] = forums[0].clone();
    let room = Room {
        address: server.address,
        facilitator: office.token.clone(),
        owner: office.token.clone(),
        forum,
        code,
        slots: Default::default(),
        spaces: Default::default(),
        colleges: Default::default(),
    };
    let export = server.export(&room.forum);
    let written = export["contributions"].as_array().expect("a list").iter();
    let mut written = written.filter_map(|one| one["text"].as_str().and(one["id"].as_str()));
    let supported = written.next_back().expect("somebody wrote").to_owned();
    let work_of =
        [counted.as_str(), &crossed, "documents/diagnostic?format=docx", "documents/resultats?format=odt"];
    let waits = in_turns(&room, &supported, PEOPLE, EVERY, async || {
        for what in work_of {
            office.get(what).await;
        }
    })
    .await;
    let line = json!({
        "contributions": FORUMS * territory::CONTRIBUTIONS, "sheets": SHEETS, "import_s": import_s, "median": times,
        "restart_s": restart_s, "memory_mb": memory, "most_memory_mb": most_memory,
        "waits": waits.said(),
    });
    let _ = writeln!(std::io::stdout(), "{line}");
    if std::env::var_os("CHROMIUM").is_some() {
        let pages = Command::new("npx")
            .args(["playwright", "test", "programme.spec.ts"])
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/browser"))
            .env("PROGRAMME", format!("{}/demarche#{id}.{officer}", server.url()))
            .status();
        assert!(pages.is_ok_and(|status| status.success()), "the pages were looked at");
    }
}

/// A programme without its forums and sheets.
fn programme() -> Vec<Value> {
    let mut lines = Vec::new();
    let mut say = |word: &str, mut line: Value| {
        line["who"] = json!("officer");
        line["do"] = json!(word);
        lines.push(line);
    };
    say("create_programme", json!({"as": "d", "language": "fr", "fields": {"name": "Démarche de mesure"}}));
    let add = |id: String, noun: &str, fields: Value| json!({"as": id, "noun": noun, "fields": fields});
    for n in 0..COMMUNES {
        let fields = json!({
            "name": format!("Commune {n}"), "code": format!("99{n:03}"), "vintage": 2022, "population": 200 + 90 * n,
        });
        say("add", add(format!("c{n}"), "commune", fields));
    }
    let mut seeded = Seeded(SEED);
    for n in 0..INDICATORS {
        let fields = json!({
            "name": format!("Indicateur {n}"), "source": "Exemple", "unit": "habitants", "kind": "count", "total": "sum",
        });
        say("add", add(format!("i{n}"), "indicator", fields));
        for vintage in VINTAGES {
            let figures = (0..COMMUNES).map(|commune| {
                let fields = json!({
                    "indicator": format!("i{n}"), "commune": format!("c{commune}"), "vintage": vintage,
                    "geography": 2022, "value": seeded.below(4_000),
                });
                add(format!("f{n}-{vintage}-{commune}"), "figure", fields)
            });
            let figures = Vec::from_iter(figures);
            say("add_all", json!({"items": figures}));
        }
    }
    for n in 0..7 {
        say("add", add(format!("champ{n}"), "interview_field", json!({"name": format!("Champ {n}")})));
    }
    for n in 0..INTERVIEWS {
        let fields = json!({
            "field": format!("champ{}", n % 7), "role": format!("Rôle {n}"), "consent": "role_only", "state": "checked",
            "key_points": "Ce qui manque, ce qui tient, ce qui pourrait changer. ".repeat(8),
        });
        say("add", add(format!("e{n}"), "interview", fields));
        for verbatim in 0..3 {
            let fields = json!({
                "interview": format!("e{n}"), "text": format!("Parole {verbatim} de l’entretien {n}, dite comme elle fut dite."),
            });
            say("add", add(format!("v{n}-{verbatim}"), "verbatim", fields));
        }
    }
    lines
}

/// As LimeSurvey writes full answers.
fn survey(texts: &[String]) -> String {
    let mut seeded = Seeded(SEED);
    let mut file = "\u{feff}\"ID de la réponse\",\"Date de soumission\",\"Dernière page\"".to_owned();
    let mut head = |question: String| _ = write!(file, ",\"{question}\"");
    (0..SINGLE).for_each(|n| head(format!("Choix {n} ?")));
    for n in 0..SEVERAL {
        CHOICES.iter().for_each(|choice| head(format!("Plusieurs {n} ? [{choice}]")));
    }
    (0..NUMBERS).for_each(|n| head(format!("Nombre {n} ?")));
    (0..WORDS).for_each(|n| head(format!("Mots {n} ?")));
    for row in 0..SHEETS {
        let _ = write!(file, "\r\n\"{row}\",\"2024-03-01 10:00:00\",\"3\"");
        let mut cell = |text: &str| _ = write!(file, ",\"{text}\"");
        for _ in 0..SINGLE {
            cell(CHOICES.get(seeded.below(6)).unwrap_or(&""));
        }
        for _ in 0..SEVERAL * CHOICES.len() {
            cell(["Oui", "Non"][seeded.below(2)]);
        }
        for _ in 0..NUMBERS {
            cell(&seeded.below(90).to_string());
        }
        for _ in 0..WORDS {
            let said = seeded.below(5) == 0;
            cell(&if said { texts[seeded.below(texts.len())].replace('"', "'") } else { String::new() });
        }
    }
    file + "\r\n"
}
