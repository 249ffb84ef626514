//! The session holds the conversations of `tests/vectors`.

#![expect(clippy::unwrap_used, reason = "a vector that does not fit fails the test")]
use client::replica::Replica;
use client::session::{Input, Output, Session};
use protocol::secret::Token;
use protocol::{ForumId, ForumLanguage, Scope};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Deserialize)]
struct Vector {
    name: String,
    forum: ForumId,
    token: Token,
    steps: Vec<Step>,
    r#final: Final,
}

#[derive(Deserialize)]
struct Step {
    now: u64,
    r#in: Value,
    out: Vec<Value>,
}

#[derive(Deserialize)]
struct Final {
    outbox: Value,
    scopes: BTreeMap<Scope, Value>,
}

#[test]
fn conversations() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors");
    let mut played = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let vector = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            play(&format!("{}", path.display()), vector);
            played += 1;
        }
    }
    assert!(played > 15, "{played} vectors");
}

fn play(file: &str, vector: Vector) {
    let name = vector.name;
    let mut session = Session::<ForumLanguage>::new(vector.forum, vector.token);
    for (number, step) in vector.steps.into_iter().enumerate() {
        let what = format!("{file}: {name}: step {number}: {}", step.r#in);
        let out: Vec<_> = session.handle(input(step.r#in), step.now).into_iter().map(output).collect();
        assert_eq!(json!(out), json!(step.out), "{what}");
    }
    assert_eq!(json!(session.outbox().collect::<Vec<_>>()), vector.r#final.outbox, "{file}: {name}: outbox");
    let scopes: BTreeMap<_, _> =
        session.scopes().map(|scope| (scope, replica(session.replica(scope).unwrap()))).collect();
    let expected: BTreeMap<_, _> =
        vector.r#final.scopes.into_iter().map(|(scope, value)| (scope, sorted(value))).collect();
    assert_eq!(json!(scopes), json!(expected), "{file}: {name}");
}

fn input(mut value: Value) -> Input {
    if let Some(message) = value.get_mut("message").filter(|message| !message.is_string()) {
        *message = Value::from(message.to_string());
    }
    serde_json::from_value(value).unwrap()
}

fn output(output: Output) -> Value {
    match output {
        Output::Send(message) => json!({ "send": serde_json::from_str::<Value>(&message).unwrap() }),
        Output::Done { id, position, .. } => json!({ "done": { "id": id, "position": position } }),
        other => json!(other),
    }
}

fn replica(replica: &Replica) -> Value {
    sorted(json!({
        "position": replica.position,
        "entities": replica.entities.values().collect::<Vec<_>>(),
        "counts": replica.counts.values().collect::<Vec<_>>(),
        "here": replica.here,
    }))
}

fn sorted(mut replica: Value) -> Value {
    for field in ["entities", "counts", "here"] {
        replica[field].as_array_mut().unwrap().sort_by_key(Value::to_string);
    }
    replica
}
