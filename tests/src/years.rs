//! `tests/years`: what five years of a plan cost: 200 action sheets under 20 objectives and 5 axes, 1 500 words of 6 forums
//! on which they rest, values and reviews of five years. Medians of five, side by side with other programs that do the same.
//! One line of JSON; then, when `CHROMIUM` names a browser, what its pages take (`tests/browser/years.spec.ts`). The
//! documents are left in the folder that `DOCUMENTS` names.

use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use tests::http::{Answer, request};
use tests::office::{self, Office};
use tests::phone::new_id;
use tests::real::Replay;
use tests::room::{bearer, exchange};
use tests::turns::Times;
use tests::{Folder, Server, plan};

const ROUNDS: usize = 5;
const FORUMS: usize = 6;
const AXES: usize = 5;
const OBJECTIVES: usize = 20;
const SHEETS: usize = 200;
const SOURCES: usize = 1_500;
const FIRST_YEAR: usize = 2028;
const YEARS: usize = 5;
/// Of so many each, the last is not validated yet.
const DRAFT_EVERY: usize = 20;
/// Items of one list.
const AT_ONCE: usize = 200;

#[tokio::main]
async fn main() {
    let work = Folder::new();
    let folder = std::env::var_os("DOCUMENTS").map(PathBuf::from).expect("DOCUMENTS names a folder");
    let mut server = Server::start();
    let (forums, _) = office::forums(&server, work.path(), FORUMS);
    let token = exchange(&server).await;
    let mut office = begun(&server, &token, work.path());
    let id = office.programme.clone();
    let officer = office.officer().await;
    office.bring_in(&forums).await;
    let [contributions, axes] = [office.items("contribution").await, office.items("forum_axis").await];
    office.orders(five_years(&ids(&contributions), &ids(&axes))).await;

    let mut times: BTreeMap<String, f64> = BTreeMap::new();
    let mut bytes = Map::new();
    for (name, format) in [
        ("convention", "docx"),
        ("convention", "odt"),
        ("convention", "html"),
        ("feuille-de-route", "docx"),
        ("feuille-de-route", "xlsx"),
        ("suites", "docx"),
        ("fiches-action", "docx"),
        ("plan-d-action", "xlsx"),
        ("resultats-decidim", "csv"),
        ("donnees-ouvertes", "csv"),
        ("donnees-ouvertes", "json"),
    ] {
        let called = format!("{name}.{format}");
        let what = format!("documents/{name}?format={format}");
        times.insert(called.clone(), office.median(&what).await);
        let file = office.get(&what).await.body;
        bytes.insert(called.clone(), file.len().into());
        std::fs::write(folder.join(&called), file).expect("the folder can be written");
    }
    let most_memory = server.most_memory() / 1_000_000;

    let plan = std::fs::read(folder.join("plan-d-action.xlsx")).expect("it was written");
    let (mut readings, mut imports) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let [read, all] = begun(&server, &token, work.path()).take_over("Plan", &plan).await;
        readings.push(read);
        imports.push(all);
    }
    times.insert("plan read".to_owned(), Times::of(readings).at(0.5));
    times.insert("plan import".to_owned(), Times::of(imports).at(0.5));
    let file = |name: &str| folder.join(name);
    let html = file("convention.html");
    for (name, program, words) in [
        ("pandoc docx", "pandoc", vec![html.clone(), "-o".into(), work.path().join("pandoc.docx")]),
        ("pandoc odt", "pandoc", vec![html, "-o".into(), work.path().join("pandoc.odt")]),
        ("openpyxl", "", vec!["-c".into(), OPENPYXL.into(), file("plan-d-action.xlsx")]),
    ] {
        let python = std::env::var_os("PYTHON").expect("PYTHON names an interpreter");
        let program = if program.is_empty() { python.as_os_str() } else { OsStr::new(program) };
        let runs = (0..ROUNDS).map(|_| run(program, &words));
        times.insert(name.to_owned(), Times::of(runs.collect()).at(0.5));
    }

    let named = format!("GET /api/forums/{}/export?names=true", forums[0][0]);
    let named = request(server.address, &named, &[bearer(&office.token)], None).await.json();
    let told = named["contributions"].as_array().expect("a list").iter().filter(|it| it["text"].is_string());
    let receipts = Vec::from_iter(told.filter_map(|it| it["receipt"].as_str()).step_by(40));
    let (mut receipt_s, mut largest) = (Vec::new(), 0);
    let asset = asset(&server).await;
    let mut asset_s = Vec::new();
    for receipt in &receipts {
        let since = Instant::now();
        let body = json!({"receipt": receipt});
        let answer = request(server.address, "POST /api/receipts", &[], Some(&body)).await;
        receipt_s.push(since.elapsed().as_secs_f64());
        assert_eq!(answer.status, 200, "{answer:?}");
        largest = largest.max(answer.body.len());
        let since = Instant::now();
        get(&server, &asset).await;
        asset_s.push(since.elapsed().as_secs_f64());
    }
    times.insert("receipt".to_owned(), Times::of(receipt_s).at(0.5));
    times.insert("file".to_owned(), Times::of(asset_s).at(0.5));

    server.kill();
    let since = Instant::now();
    server.start_again();
    office = Office { server: &server, token: exchange(&server).await, programme: id.clone() };
    office.get("snapshot/plan").await;
    let restart_s = since.elapsed().as_secs_f64();
    let memory = server.memory() / 1_000_000;

    let ratio = |one: &str, other: &str| times[one] / times[other];
    let line = json!({
        "sheets": SHEETS, "sources": SOURCES, "contributions": contributions.len(), "median_s": times, "bytes": bytes,
        "ratios": {
            "agreement_docx_pandoc": ratio("convention.docx", "pandoc docx"),
            "agreement_odt_pandoc": ratio("convention.odt", "pandoc odt"),
            "read_openpyxl": ratio("plan read", "openpyxl"),
            "import_openpyxl": ratio("plan import", "openpyxl"), "receipt_file": ratio("receipt", "file"),
        },
        "largest_receipt_bytes": largest, "restart_s": restart_s, "memory_mb": memory, "most_memory_mb": most_memory,
    });
    let _ = writeln!(std::io::stdout(), "{line}");
    if std::env::var_os("CHROMIUM").is_some() {
        let pages = Command::new("npx")
            .args(["playwright", "test", "years.spec.ts"])
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/browser"))
            .env("PROGRAMME", format!("{}/demarche#{id}.{officer}", server.url()))
            .status();
        assert!(pages.is_ok_and(|status| status.success()), "the pages were looked at");
    }
}

const OPENPYXL: &str = "
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1], read_only=True)
assert sum(1 for row in book.worksheets[0].iter_rows(values_only=True) if any(row)) > 200
";

/// A new programme.
fn begun<'s>(server: &'s Server, token: &str, work: &Path) -> Office<'s> {
    let path = work.join("programme.jsonl");
    let made = json!({"who": "officer", "do": "create_programme", "as": "d", "language": "fr",
                      "fields": {"name": "Cinq années de mesure"}});
    plan::write(&path, &[made]).expect("a test writes its own folder");
    let replayed = Replay::start(server, &path, None).end();
    assert!(replayed.succeeded, "{}", replayed.output);
    let programme = replayed.summary["programme"].as_str().expect("a programme was made").to_owned();
    Office { server, token: token.to_owned(), programme }
}

fn ids(items: &[Value]) -> Vec<String> {
    items.iter().map(|item| item["id"].as_str().expect("an item has an id").to_owned()).collect()
}

/// Seconds that a program takes.
fn run(program: &OsStr, words: &[PathBuf]) -> f64 {
    let since = Instant::now();
    let status = Command::new(program).args(words).status();
    assert!(status.is_ok_and(|status| status.success()), "{program:?} {words:?}");
    since.elapsed().as_secs_f64()
}

async fn get(server: &Server, address: &str) -> Answer {
    let answer = request(server.address, &format!("GET {address}"), &[], None).await;
    assert_eq!(answer.status, 200, "{address}");
    answer
}

/// The address of a file of the page of receipts.
async fn asset(server: &Server) -> String {
    let page = String::from_utf8(get(server, "/recu").await.body).expect("UTF-8");
    let found = page.split('"').find(|part| part.starts_with("/assets/") && part.ends_with(".css"));
    found.expect("a page has a style").to_owned()
}

/// What the committee, the mixed groups and five years make of what forums brought.
fn five_years(contributions: &[String], forum_axes: &[String]) -> Vec<Value> {
    let item = |id: &str, noun: &str, fields: Value| json!({"as": id, "noun": noun, "fields": fields});
    let committee = new_id();
    let axes: Vec<_> = (0..AXES).map(|_| new_id()).collect();
    let objectives: Vec<_> = (0..OBJECTIVES).map(|_| new_id()).collect();
    let sheets: Vec<_> = (0..SHEETS).map(|_| new_id()).collect();
    let mut items =
        vec![item(&committee, "committee", json!({"name": "Comité restreint", "role": "restricted"}))];
    let agreement = new_id();
    let articles =
        json!({"name": "Convention de mesure", "preamble": WORDS, "object": WORDS, "commitments": WORDS});
    items.push(item(&agreement, "agreement", articles));
    for n in 0..20 {
        let fields =
            json!({"agreement": agreement, "body": format!("Commune {n}"), "name": format!("Maire {n}")});
        items.push(item(&new_id(), "signatory", fields));
    }
    for (n, axis) in axes.iter().enumerate() {
        let fields = json!({"name": format!("Axe de mesure {}", n + 1), "state": "retained",
                            "reason": "Pour mesurer", "text": WORDS});
        items.push(item(axis, "axis", fields));
    }
    for (n, objective) in objectives.iter().enumerate() {
        let fields =
            json!({"axis": axes[n % AXES], "name": format!("Objectif de mesure {}", n + 1), "text": WORDS});
        items.push(item(objective, "objective", fields));
    }
    for (n, sheet) in sheets.iter().enumerate() {
        items.push(item(
            sheet,
            "action",
            json!({
                "name": format!("Action de mesure {}", n + 1), "objective": objectives[n % OBJECTIVES],
                "context": WORDS, "text": WORDS.repeat(3), "means": WORDS, "lead": format!("Service {}", n % 12),
                "audience": ["Familles", "Jeunes"], "everywhere": true, "partners": ["Caf", "MSA", "Communes"],
                "start": (FIRST_YEAR + n % 2).to_string(), "end": (FIRST_YEAR + 2 + n % 3).to_string(),
                "participation": "concertation", "priority": "middle",
            }),
        ));
        let mut of = |noun: &str, mut fields: Value| {
            fields["action"] = json!(sheet);
            items.push(item(&new_id(), noun, fields));
        };
        for step in 0..4 {
            let due = format!("{}-06", FIRST_YEAR + step);
            of("step", json!({"name": format!("Étape {}", step + 1), "due": due, "done": step < 2}));
        }
        for year in 0..YEARS {
            let amount = if n % 7 == 0 { json!("not_costed") } else { json!(1_000 * (n + 1)) };
            let funder = ["Communauté de communes", "Caf", "Région"][(n + year) % 3];
            of("funding", json!({"year": FIRST_YEAR + year, "funder": funder, "amount": amount}));
        }
        for source in (n..SOURCES).step_by(SHEETS) {
            of("action_source", json!({"contribution": contributions[source * 3 % contributions.len()]}));
        }
        for measure in 0..2 {
            let id = new_id();
            let fields = json!({"action": sheet, "name": format!("Indicateur {}", measure + 1), "unit": "personnes",
                                "baseline": n, "target": 4 * n});
            items.push(item(&id, "measure", fields));
            let values = (0..YEARS)
                .map(|year| json!({"measure": id, "year": FIRST_YEAR + year, "value": n + 10 * year}));
            items.extend(values.map(|fields| item(&new_id(), "measured", fields)));
        }
    }
    // Items come after what they refer to.
    let mut orders =
        Vec::from_iter(items.chunks(AT_ONCE).map(|some| json!({"do": "add_all", "items": some})));
    for (n, sheet) in sheets.iter().enumerate().filter(|(n, _)| n % DRAFT_EVERY != DRAFT_EVERY - 1) {
        let state = ["ongoing", "done", "upcoming", "paused"][n % 4];
        orders.extend([
            json!({"do": "submit_action", "action": sheet}),
            json!({"do": "validate_action", "as": new_id(), "action": sheet, "committee": committee,
                   "decided": "2027-11-16"}),
            json!({"do": "follow_action", "action": sheet, "to": state, "reason": "Pour mesurer"}),
        ]);
        let reviews = (0..YEARS).map(|year| {
            let fields = json!({"action": sheet, "year": FIRST_YEAR + year, "state": state, "done": WORDS, "next": WORDS});
            item(&new_id(), "review", fields)
        });
        orders.push(json!({"do": "add_all", "items": Vec::from_iter(reviews)}));
    }
    for (n, axis) in forum_axes.iter().enumerate() {
        orders.push(
            json!({"do": "set", "item": axis, "fields": {"outcome": "retained", "into": axes[n % AXES]}}),
        );
    }
    orders
}

const WORDS: &str = "Ce qui est fait chaque semaine avec les habitants, les communes et les associations, et ce qui reste à \
                     faire l’année prochaine pour que chacun y trouve sa place. ";
