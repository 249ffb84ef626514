//! `/api/v1` as another program takes it that knows nothing but its description: every path of that is walked in a real
//! programme, and every answer judged by its schema.

use crate::programmes::Programme;
use boon::{Compiler, Schemas};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use tests::Server;
use tests::http::{Answer, request};
use tests::phone::new_id;
use tests::real::Replay;

const BASE: &str = "/api/v1";

async fn get(server: &Server, path: &str, headers: &[(&str, &str)]) -> Answer {
    let headers = Vec::from_iter(headers.iter().map(|(name, value)| (*name, (*value).to_owned())));
    request(server.address, &format!("GET {BASE}{path}"), &headers, None).await
}

fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    let lines = answer.head.lines().filter_map(|line| line.split_once(": "));
    lines.filter(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).next()
}

/// Why this is not what a schema of the description says; nothing: it is.
fn wrong(description: &Value, schema: &Value, body: &Value) -> Option<String> {
    const AT: &str = "http://bourdon.test/schema.json";
    let mut whole = schema.clone();
    if description["components"].is_object() {
        whole["components"] = description["components"].clone();
    }
    whole["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.enable_format_assertions();
    compiler.add_resource(AT, whole).expect("a schema");
    let compiled = compiler.compile(AT, &mut schemas).expect("a schema");
    schemas.validate(body, compiled).err().map(|wrong| format!("{wrong:#}"))
}

/// What the description says of an answer with this status: its schema, where it has one.
fn assert_described(description: &Value, path: &str, answer: &Answer) {
    let described = &description["paths"][path]["get"]["responses"][answer.status.to_string()];
    assert!(described.is_object(), "{path} {}", answer.status);
    assert_eq!(header(answer, "access-control-allow-origin"), Some("*"), "{path}");
    let Some(schema) = described["content"]["application/json"].get("schema") else {
        assert!(answer.body.is_empty(), "{path} {}", answer.status);
        return;
    };
    assert_eq!(header(answer, "content-type"), Some("application/json"), "{path}");
    let body = answer.json();
    assert_eq!(wrong(description, schema, &body), None, "{path}: {body}");
    assert!(
        wrong(description, schema, &json!({})).is_some(),
        "{path}: a schema that takes anything says nothing"
    );
}

#[tokio::test]
async fn a_program_that_knows_the_description_alone_reads_all_that_was_published() {
    let server = Server::start();
    let plan = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/plans/demarche.jsonl"));
    let replayed = Replay::start(&server, plan, None).end();
    assert!(replayed.succeeded, "{}", replayed.output);
    let code = replayed.summary["programme_code"].as_str().expect("a programme was made").to_owned();
    let answer = get(&server, "/openapi.json", &[]).await;
    assert_eq!((answer.status, header(&answer, "content-type")), (200, Some("application/json")));
    let description = answer.json();
    assert_eq!(description["servers"][0]["url"], BASE);
    assert!(description["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));

    // The ids of axes and sheets are those that the plan has.
    let whole = get(&server, &format!("/programmes/{code}/plan"), &[]).await.json();
    let axes = whole["axes"].as_array().expect("axes");
    let sheets = axes.iter().flat_map(|axis| axis["objectives"].as_array().expect("objectives"));
    let sheets = sheets.flat_map(|objective| objective["actions"].as_array().expect("sheets"));
    let (axes, sheets) = (Vec::from_iter(axes), Vec::from_iter(sheets));
    let ids = |of: &[&Value]| Vec::from_iter(of.iter().map(|it| it["id"].to_string()));
    let (axes, sheets) = (ids(&axes), ids(&sheets));
    assert!(!axes.is_empty() && !sheets.is_empty(), "{whole}");

    let mut walked = 0;
    for path in description["paths"].as_object().expect("paths").keys() {
        let ids = match path {
            _ if path.contains("/axes/") => axes.clone(),
            _ if path.contains("/actions/") => sheets.clone(),
            _ => vec![String::new()],
        };
        for id in ids {
            let there = path.replace("{code}", &code).replace("{id}", &id);
            let answer = get(&server, &there, &[("origin", "https://elsewhere.example")]).await;
            assert_eq!(answer.status, 200, "{there}");
            assert_described(&description, path, &answer);
            assert_eq!(header(&answer, "cache-control"), Some("no-cache"), "{there}");
            let tag = header(&answer, "etag").expect("a tag").to_owned();
            for held in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}")] {
                let again = get(&server, &there, &[("if-none-match", &held)]).await;
                assert_eq!((again.status, header(&again, "etag")), (304, Some(&*tag)), "{there}");
                assert_described(&description, path, &again);
            }
            let other = get(&server, &there, &[("if-none-match", "\"other\"")]).await;
            assert_eq!(other.body, answer.body, "{there}");
            walked += 1;
        }
        for (code, id) in [("ZZZZZZ", "1"), (&*code, "99"), (&*code, "x")] {
            if path.contains("{id}") || code == "ZZZZZZ" {
                let answer = get(&server, &path.replace("{code}", code).replace("{id}", id), &[]).await;
                assert_eq!(answer.status, 404, "{path} {code} {id}");
                assert_described(&description, path, &answer);
            }
        }
    }
    assert_eq!(walked, 2 + axes.len() + sheets.len());

    // What officers take with them is as its own schema says, to each field.
    let schema = get(&server, "/export.schema.json", &[]).await.json();
    let mut export = server.export(&code);
    assert_eq!(wrong(&json!({}), &schema, &export), None);
    let mut entities = export["scopes"]["plan"].as_array_mut().expect("a plan").iter_mut();
    let action = entities.find(|it| it["item"]["noun"] == "action").expect("there is a sheet");
    action["item"]["fields"]["priority"] = json!("urgent");
    assert!(wrong(&json!({}), &schema, &export).is_some(), "no sheet has such a priority");

    // It is read, and nothing else; what people of the programme ask for is not for pages of other servers.
    let line = format!("POST {BASE}/programmes/{code}");
    let answer = request(server.address, &line, &[], Some(&json!({}))).await;
    assert_eq!((answer.status, &answer.json()["refused"]["code"]), (405, &json!("NOT_ALLOWED")));
    assert_eq!(get(&server, "/nowhere", &[]).await.json()["refused"]["code"], "NOT_FOUND");
    let elsewhere = [("origin", "https://elsewhere.example".to_owned())];
    let answer = request(server.address, "GET /api/programmes", &elsewhere, None).await;
    assert_eq!(answer.status, 403);
    assert_eq!(header(&answer, "access-control-allow-origin"), None);
}

#[tokio::test]
async fn before_anything_was_published_nothing_is_told_and_a_tag_changes_with_the_answer() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let there = format!("/programmes/{}", programme.code);
    let nothing = get(&server, &there, &[]).await;
    assert!(nothing.json()["name"].is_null() && nothing.json()["has_plan"] == false, "{}", nothing.json());
    assert_eq!(get(&server, &format!("{there}/plan"), &[]).await.status, 404);
    let tag = header(&nothing, "etag").expect("a tag").to_owned();
    let publish = json!({"do": "publish", "as": new_id(), "document": "presentation"});
    programme.order(&server, publish).await.expect("it is published");
    let answer = get(&server, &there, &[("if-none-match", &tag)]).await;
    assert_eq!((answer.status, &answer.json()["name"]), (200, &json!("Projet de la vallée")));
    let files = &answer.json()["documents"][0]["versions"][0]["files"];
    let files = BTreeSet::from_iter(files.as_array().expect("files").iter().filter_map(Value::as_str));
    for file in files {
        assert_eq!(request(server.address, &format!("GET {file}"), &[], None).await.status, 200, "{file}");
    }
}
