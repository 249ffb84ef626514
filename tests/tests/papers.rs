//! The documents of a programme, from the real process: over HTTP and from the command line, served and not.

use crate::documents::{cells, count, part, read_xml};
use crate::programmes::Programme;
use calamine::{Data, Ods, Xlsx};
use serde_json::json;
use std::path::Path;
use tests::Server;
use tests::http::{Answer, request};
use tests::phone::new_id;
use tests::real::Replay;
use tests::room::bearer;

const TEXTS: [&str; 3] = ["html", "docx", "odt"];
const TABLES: [&str; 3] = ["xlsx", "ods", "csv"];
/// What there is: names, whether each has a table, and whether it has a list of its headings.
const PAPERS: [(&str, bool, bool); 12] = [
    ("diagnostic", true, true),
    ("resultats", true, true),
    ("entretiens", false, true),
    ("comites", true, true),
    ("calendrier", true, false),
    ("suites", true, true),
    ("feuille-de-route", true, true),
    ("fiches-action", false, true),
    ("convention", false, true),
    ("evaluation", true, true),
    ("relances", true, false),
    ("lettre", false, false),
];

/// In one language, whatever is asked for.
const OPEN: [(&str, &str); 2] = [("donnees-ouvertes", "csv"), ("donnees-ouvertes", "json")];

/// A validated sheet of which much is late, on whatever day this runs.
const BEGUN_LONG_AGO: &str = r#"
{"who":"officer","do":"add","as":"act9","noun":"action","fields":{"name":"Tenir un annuaire","objective":"obj2","reason":"Demandé partout","audience":["Les familles"],"everywhere":true,"text":"En ligne.","lead":"La coopération","start":"2020","end":"2025"}}
{"who":"officer","do":"add","as":"mes9","noun":"measure","fields":{"action":"act9","name":"Pages tenues à jour"}}
{"who":"officer","do":"submit_action","action":"act9"}
{"who":"officer","do":"validate_action","as":"ver9","action":"act9","committee":"copil","decided":"2020-01-12"}
"#;

fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    let all = PAPERS.into_iter().flat_map(|(name, has_table, _)| {
        let tables = TABLES.into_iter().filter(move |_| has_table);
        TEXTS.into_iter().chain(tables).map(move |format| (name, format))
    });
    let ics = ["calendrier", "relances"].map(|name| (name, "ics"));
    all.chain(ics)
        .chain([("plan-d-action", "xlsx"), ("resultats-decidim", "csv"), ("relances", "json")])
        .chain(OPEN)
}

pub(crate) async fn take(server: &Server, programme: &str, token: &str, document: &str) -> Answer {
    let line = format!("GET /api/programmes/{programme}/documents/{document}");
    request(server.address, &line, &[bearer(token)], None).await
}

#[tokio::test]
async fn a_territorys_documents_are_the_same_over_http_and_from_the_command_line() {
    let plan = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/plans/demarche.jsonl"));
    let folder = tests::Folder::new();
    let longer = folder.path().join("demarche.jsonl");
    let text = std::fs::read_to_string(plan).expect("the plan is read");
    std::fs::write(&longer, format!("{}\n{}\n", text.trim_end(), BEGUN_LONG_AGO.trim()))
        .expect("it is written");
    let mut server = Server::start();
    let replayed = Replay::start(&server, &longer, None).end();
    assert!(replayed.succeeded, "{}", replayed.output);
    let code = replayed.summary["programme_code"].as_str().expect("a programme was made").to_owned();
    let export = |server: &Server, name: &str, format: &str, more: &[&str]| {
        let words = [&["export", code.as_str(), "--document", name, "--format", format], more].concat();
        let output = server.run(&words);
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    let mut taken = Vec::new();
    for (name, format) in files() {
        let answer = take(&server, &code, &server.key, &format!("{name}?format={format}")).await;
        assert_eq!(answer.status, 200, "{name}.{format}: {}", answer.json());
        let called = format!("_demarche-{}_{name}.{format}\"", code.to_lowercase());
        assert!(answer.head.to_lowercase().contains(&called), "{}", answer.head);
        assert!(export(&server, name, format, &[]) == answer.body, "{name}.{format} of the command line");
        let english = take(&server, &code, &server.key, &format!("{name}?format={format}&language=en")).await;
        assert_eq!(
            english.body != answer.body,
            !OPEN.contains(&(name, format)),
            "{name}.{format} in English"
        );
        assert!(export(&server, name, format, &["--language", "en"]) == english.body);
        taken.push((name, format, answer.body));
    }
    let of = |name: &str, format: &str| {
        let found = taken.iter().find(|(one, it, _)| (*one, *it) == (name, format));
        found.map(|(.., bytes)| bytes.clone()).expect("it was taken")
    };
    for (name, _, has_contents) in PAPERS {
        let (docx, docx_elements) = read_xml(&part(&of(name, "docx"), "word/document.xml"));
        let (odt, odt_elements) = read_xml(&part(&of(name, "odt"), "content.xml"));
        let html = String::from_utf8(of(name, "html")).expect("UTF-8");
        let headings = count(&odt_elements, "text:h");
        assert!(headings >= 2, "{name} has {headings} headings");
        let styled = docx_elements.iter().filter(|element| element.starts_with("w:pStyle w:val=\"Heading"));
        assert_eq!(styled.count(), headings, "{name}");
        let in_html: usize = ["<h2 ", "<h3 ", "<h4 "].map(|tag| html.matches(tag).count()).iter().sum();
        assert_eq!(in_html, headings + usize::from(has_contents), "{name}");
        assert_eq!(count(&docx_elements, "w:tblHeader"), count(&docx_elements, "w:tbl"), "{name}");
        for text in [&docx, &odt] {
            // Who was met and agreed to nothing, or to the role alone; who sits and did not agree; what was taken back.
            for private in
                ["Sam Imbert", "Mica Garnier", "Jo Hubert", "Alix, service", "Charlie Fabre", "Lou Cassin"]
            {
                assert!(!text.contains(private), "{name} names {private}");
            }
        }
    }
    let (diagnosis, _) = read_xml(&part(&of("diagnostic", "docx"), "word/document.xml"));
    for words in [
        "Part des moins de 15 ans",
        "Territoire (moyenne pondérée)",
        "Orbelle-le-Pont",
        "Qui n’a pas été entendu",
    ] {
        assert!(diagnosis.contains(words), "{words}");
    }
    let (interviews, _) = read_xml(&part(&of("entretiens", "odt"), "content.xml"));
    assert!(interviews.contains("Le dernier car part avant la fin des cours."), "it was marked");
    assert!(!interviews.contains("Je fais cent kilomètres"), "nobody marked it");
    for (name, has_table, _) in PAPERS {
        if !has_table {
            continue;
        }
        let (xlsx, ods) = (cells::<Xlsx<_>>(of(name, "xlsx")), cells::<Ods<_>>(of(name, "ods")));
        assert!(xlsx.len() > 2 && xlsx.len() == ods.len(), "{name}: {} and {} rows", xlsx.len(), ods.len());
        for (one, other) in xlsx.iter().zip(&ods) {
            let said = |row: &[Data]| Vec::from_iter(row.iter().map(ToString::to_string));
            assert_eq!(said(one), said(other), "{name}");
        }
        let csv = String::from_utf8(of(name, "csv")).expect("UTF-8");
        assert_eq!(csv.lines().count(), xlsx.len(), "{name}");
    }
    assert!(String::from_utf8(of("calendrier", "ics")).expect("UTF-8").starts_with("BEGIN:VCALENDAR\r\n"));
    let answer = take(&server, &code, &server.key, "relances?format=json").await;
    assert_eq!(answer.status, 200);
    let reminders: Vec<serde_json::Value> = serde_json::from_slice(&answer.body).expect("JSON");
    // Its end and baseline, and six years of reviews and values.
    assert_eq!(reminders.iter().filter(|it| it["whom"] == "La coopération (pilote)").count(), 14);
    let calendar = String::from_utf8(of("relances", "ics")).expect("UTF-8");
    assert_eq!(calendar.matches("BEGIN:VEVENT\r\n").count(), reminders.len());
    assert!(server.stop().success());
    for (name, format, bytes) in taken {
        assert!(export(&server, name, format, &[]) == bytes, "{name}.{format} after the end");
    }
}

#[tokio::test]
async fn documents_are_for_officers_and_what_does_not_exist_is_refused_with_what_does() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let committee = new_id();
    let mut officer = programme.screen(&server, &programme.officer).await;
    let add = json!({"do": "add", "as": committee, "noun": "committee", "fields": {"name": "Copil", "role": "steering"}});
    officer.order(add).await.expect("added");
    let member = programme.pass(&server, "add_member", json!({"committees": [committee]})).await;
    let id = &programme.id;
    for token in [&programme.officer, &programme.owner] {
        assert_eq!(take(&server, id, token, "diagnostic?format=html&language=en").await.status, 200);
    }
    assert_eq!(take(&server, id, &member, "diagnostic?format=html").await.status, 403);
    for none in ["livre?format=docx", "diagnostic?format=json", "lettre?format=csv", "tout?format=zip"] {
        assert_eq!(take(&server, id, &programme.officer, none).await.status, 404, "{none}");
    }
    for malformed in ["diagnostic", "diagnostic?format=html&language=de"] {
        assert_eq!(take(&server, id, &programme.officer, malformed).await.status, 400, "{malformed}");
    }
    let forum = tests::Room::new(&server).await;
    for (subject, words, said) in [
        (&programme.code, ["--document", "lettre", "--format", "xlsx"], "there is no lettre.xlsx"),
        (&programme.code, ["--document", "livre", "--format", "docx"], "of a programme there is"),
        (&forum.code, ["--document", "diagnostic", "--format", "docx"], "of a forum there is"),
        (&forum.code, ["--language", "en", "--format", "docx"], "in its own language"),
    ] {
        let output = server.run(&[&["export", subject.as_str()], &words[..]].concat());
        let why = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            !output.status.success() && output.stdout.is_empty() && why.contains(said),
            "{words:?}: {why}"
        );
        let listed = if said.starts_with("of a forum") { "livre.docx" } else { "calendrier.ics" };
        assert!(said.starts_with("in its") || why.contains(listed), "{why}");
    }
}
