//! What everybody may read of a programme, from the real process and without a token: its page, and each version of each
//! document in each format.

use crate::documents::{part, read_xml};
use crate::programmes::Programme;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tests::Server;
use tests::http::{Answer, request};
use tests::phone::new_id;
use tests::real::Replay;

pub(crate) async fn read(server: &Server, address: &str) -> Answer {
    request(server.address, &format!("GET {address}"), &[], None).await
}

pub(crate) fn text(answer: &Answer) -> String {
    String::from_utf8(answer.body.clone()).expect("UTF-8")
}

/// Where the links of a page lead, in their order.
fn links(page: &str) -> Vec<String> {
    let parts = page.split("href=\"").skip(1).filter_map(|rest| rest.split_once('"'));
    parts.map(|(link, _)| link.to_owned()).collect()
}

/// All words of a file, whatever it is packed in.
fn words(address: &str, file: Vec<u8>) -> String {
    let inside = match address.rsplit('.').next() {
        Some("docx") => "word/document.xml",
        Some("odt" | "ods") => "content.xml",
        Some("xlsx") => "xl/sharedStrings.xml",
        _ => return String::from_utf8(file).expect("UTF-8"),
    };
    read_xml(&part(&file, inside)).0
}

#[tokio::test]
async fn everybody_reads_what_was_published_in_each_version_and_nothing_else() {
    let plan = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/plans/demarche.jsonl"));
    let mut server = Server::start();
    let replayed = Replay::start(&server, plan, None).end();
    assert!(replayed.succeeded, "{}", replayed.output);
    let code = replayed.summary["programme_code"].as_str().expect("a programme was made").to_owned();
    let at = format!("/demarche/{code}");
    let answer = read(&server, &format!("/demarche/{}", code.to_lowercase())).await;
    assert_eq!(answer.status, 200);
    let head = answer.head.to_lowercase();
    assert!(head.contains("cache-control: no-store") && head.contains("default-src 'none'"), "{head}");
    let page = text(&answer);
    for words in [
        "Convention territoriale du Val d’Orbelle (exemple)",
        "Phase 1 : diagnostic partagé",
        "Diagnostic partagé",
        "Deux indicateurs commentés",
        "Version 2, publiée le",
        "Versions précédentes",
        "Version 1, publiée le",
        "Résultats du questionnaire",
        "Questionnaire aux familles",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains("<script"), "it needs none");

    let below = |page: &str| {
        let links = links(page).into_iter().filter(|link| link.starts_with(&format!("{at}/")));
        links.partition::<Vec<_>, _>(|link| link.contains('.'))
    };
    let (documents, pages) = below(&page);
    let mut files = BTreeMap::new();
    for address in documents {
        let answer = read(&server, &address).await;
        assert_eq!(answer.status, 200, "{address}");
        let is_page = address.ends_with(".html");
        assert_eq!(answer.head.to_lowercase().contains("attachment"), !is_page, "{}", answer.head);
        files.insert(address.clone(), words(&address, answer.body));
    }
    // Nine versions as a page, in two formats of offices, and tables of composition, results and two diagnoses.
    assert_eq!(files.len(), 9 * 3 + 4 * 3, "{:?}", files.keys());
    for (address, text) in &files {
        assert!(!text.is_empty(), "{address}");
        // Who agreed to nothing, or to the role alone; what nobody marked; what was taken back; who has a link.
        for private in [
            "Sam Imbert",
            "Mica Garnier",
            "Jo Hubert",
            "Lou Cassin",
            "Charlie Fabre",
            "Alix, service",
            "Je fais cent kilomètres",
            "Les gens viennent",
            "n’est encore",
        ] {
            assert!(!text.contains(private), "{private} in {address}");
        }
    }
    let holds = |name: &str, words: &str| {
        let text = &files[&format!("{at}/{name}")];
        assert!(text.contains(words), "{words} in {name}: {text}");
    };
    for format in ["html", "docx", "odt"] {
        holds(&format!("diagnostic-2.{format}"), "Part des moins de 15 ans");
        holds(&format!("diagnostic-2.{format}"), "Qui n’a pas été entendu");
        holds(&format!("diagnostic-1.{format}"), "remplacée par une version plus récente");
        holds(&format!("composition-1.{format}"), "Dominique Arlet");
        holds(&format!("releves-1-1.{format}"), "Le questionnaire est distribué dans les écoles");
        holds(&format!("entretiens-4-1.{format}"), "Le dernier car part avant la fin des cours.");
        holds(&format!("lettre-1-1.{format}"), "Une convention entre la communauté de communes");
        holds(&format!("presentation-1.{format}"), "Les Amourettes");
        holds(&format!("resultats-1-1.{format}"), "Réponses effectives");
        for words in ["Faire rouler un minibus le samedi", "Aller au marché sans voiture.", "Déjà en place"]
        {
            holds(&format!("suites-et-actions-1.{format}"), words);
        }
    }
    assert!(!files[&format!("{at}/diagnostic-2.html")].contains("remplacée"));

    let english = text(&read(&server, &format!("{at}?language=en")).await);
    assert!(english.contains("What was published") && english.contains("lang=\"fr\""), "{english}");
    let kept = links(&english).into_iter().filter(|link| link.ends_with("?language=en")).count();
    let (again, _) = below(&page);
    assert_eq!(kept, again.len() + pages.len(), "documents and pages keep the language");

    // The plan, from its axes down to the words; what changed since it was published is not in it.
    let pages = BTreeSet::from_iter(pages);
    let axes = (1..=5).map(|n| format!("{at}/axes/{n}"));
    assert_eq!(pages, BTreeSet::from_iter(axes.chain([format!("{at}/actions/1")])));
    let sheet = read(&server, &format!("{at}/actions/1")).await;
    let head = sheet.head.to_lowercase();
    assert!(head.contains("cache-control: no-store") && head.contains("default-src 'none'"), "{head}");
    let sheet = text(&sheet);
    for words in
        ["1.1.1 ", "Faire rouler un minibus le samedi", "En cours", "Aller au marché sans voiture.", "640"]
    {
        assert!(sheet.contains(words), "{words} in {sheet}");
    }
    assert!(!sheet.contains("<script") && !sheet.contains("Ana"), "{sheet}");
    for words in ["Déjà en place", "Un café associatif dans l’ancienne poste.", "1.1.1 "] {
        assert!(page.contains(words), "{words} in {page}");
    }
    for nowhere in ["actions/2", "actions/99", "actions/x", "axes/6", "axes/-1"] {
        assert_eq!(read(&server, &format!("{at}/{nowhere}")).await.status, 404, "{nowhere}");
    }
    let diagnosis = text(&read(&server, &format!("{at}/diagnostic-2.html?language=en")).await);
    assert!(diagnosis.contains("Version 2, published on"), "{diagnosis}");

    let before = read(&server, &format!("{at}/diagnostic-1.docx")).await.body;
    server.kill();
    server.start_again();
    assert!(
        read(&server, &format!("{at}/diagnostic-1.docx")).await.body == before,
        "the same bytes for ever"
    );
    assert_eq!(text(&read(&server, &at).await), page);
}

#[tokio::test]
async fn words_that_are_taken_back_are_gone_from_the_page_and_from_every_version() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let at = format!("/demarche/{}", programme.code);
    let nothing = text(&read(&server, &at).await);
    assert!(nothing.contains("Rien n’est encore publié"), "{nothing}");
    assert!(!nothing.contains("Projet de la vallée"), "its name was not published either");
    for nowhere in ["/demarche/ZZZZZZ".to_owned(), format!("{at}/diagnostic-1.html")] {
        let answer = read(&server, &nowhere).await;
        assert_eq!(answer.status, 404, "{nowhere}");
    }

    let mut officer = programme.screen(&server, &programme.officer).await;
    let (committee, member, publication) = (new_id(), new_id(), new_id());
    for (id, noun, fields) in [
        (&committee, "committee", json!({"name": "Comité", "role": "steering"})),
        (
            &member,
            "member",
            json!({"committee": committee, "name": "Noa Delmas", "body": "Mairie", "named": true}),
        ),
    ] {
        let add = json!({"do": "add", "as": id, "noun": noun, "fields": fields});
        officer.order(add).await.expect("it is added");
    }
    let publish =
        |id: &str, note: &str| json!({"do": "publish", "as": id, "document": "composition", "note": note});
    officer.order(publish(&publication, "Noa Delmas arrive")).await.expect("it is published");
    officer.order(publish(&new_id(), "Relue")).await.expect("it is published");
    let everything = async || {
        let page = text(&read(&server, &at).await);
        let mut all = page.clone();
        for address in links(&page).into_iter().filter(|link| link.starts_with(&format!("{at}/"))) {
            let answer = read(&server, &address).await;
            assert_eq!(answer.status, 200, "{address}");
            all += &words(&address, answer.body);
        }
        all
    };
    let before = everything().await;
    // Once in the note; in each of two versions as page, in two formats of offices and in three tables.
    assert_eq!(before.matches("Noa Delmas").count(), 1 + 2 * 6, "{before}");
    assert!(before.contains("Projet de la vallée"));
    officer
        .order(json!({"do": "erase", "item": member, "fields": ["name"]}))
        .await
        .expect("it is taken back");
    officer
        .order(json!({"do": "erase", "item": publication, "fields": ["note"]}))
        .await
        .expect("it is taken back");
    let after = everything().await;
    assert!(!after.contains("Noa Delmas") && after.contains("Mairie") && after.contains("Relue"), "{after}");
    assert!(after.contains("[Retiré par la personne qui l’a écrit.]"), "{after}");
}
