//! The description of `/api/v1` (OpenAPI 3.1), made of the types of its answers.

use protocol::programme::public::{Action, Axis, Plan, Programme, Refused};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

type SchemaOf = fn(&mut SchemaGenerator) -> Schema;

/// What can be asked for, what that is, and of which type the answer is.
const PATHS: [(&str, &str, SchemaOf); 4] = [
    ("/programmes/{code}", "A programme, and the documents that were published of it", of::<Programme>),
    ("/programmes/{code}/plan", "The plan as it was published last", of::<Plan>),
    ("/programmes/{code}/axes/{id}", "A strategic axis, down to people's own words", of::<Axis>),
    ("/programmes/{code}/actions/{id}", "An action sheet, down to people's own words", of::<Action>),
];

fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

pub(super) fn description() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let settings = settings.with(|settings| settings.definitions_path = "/components/schemas".into());
    let mut generator = settings.into_generator();
    let refused = of::<Refused>(&mut generator);
    let paths = PATHS.map(|(path, summary, schema)| {
        let answer = schema(&mut generator);
        (path.to_owned(), json!({ "get": get(path, summary, &answer, &refused) }))
    });
    json!({
        "openapi": "3.1.1",
        "info": {
            "title": "Bourdon: what was published of a programme",
            "version": "1",
            "description": "What everybody may read, and nothing else. Fields are added, never changed. Words may be taken \
                            back at any time: ask again, with If-None-Match, before each use.",
        },
        "servers": [{ "url": "/api/v1" }],
        "paths": Map::from_iter(paths),
        "components": { "schemas": generator.take_definitions(true) },
    })
}

fn get(path: &str, summary: &str, answer: &Schema, refused: &Schema) -> Value {
    let parameter = |name: &str, what: &str, schema: Value| json!({ "name": name, "in": "path", "required": true, "description": what, "schema": schema });
    let mut parameters = vec![parameter("code", "The code of the programme.", json!({ "type": "string" }))];
    if path.contains("{id}") {
        let number = json!({ "type": "integer", "minimum": 1 });
        parameters.push(parameter("id", "As the plan has it; it never changes.", number));
    }
    let json = |schema: &Schema| json!({ "application/json": { "schema": schema } });
    let headers = json!({ "ETag": { "schema": { "type": "string" } } });
    let refusal = |what: &str| json!({ "description": what, "content": json(refused) });
    json!({
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": { "description": summary, "headers": headers, "content": json(answer) },
            "304": { "description": "The answer whose tag If-None-Match says still holds.", "headers": headers },
            "404": refusal("Nothing of the sort was published."),
            "429": refusal("Too many requests at once: ask again."),
            "503": refusal("It is not known now: ask again."),
        },
    })
}
