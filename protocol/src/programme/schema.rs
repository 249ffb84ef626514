//! The table of nouns for other programs: a JSON Schema of items, and the types and labels of the web app.

use super::field::{Answer, Field, Kind, Label};
use super::noun::Noun;
use super::value::NoNumber;
use serde_json::{Map, Value, json};

/// A JSON Schema (2020-12) of the fields of every noun.
pub fn schema() -> Value {
    let nouns = Noun::ALL.iter().map(|noun| (noun.word().to_owned(), of_noun(*noun)));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": nouns.collect::<Map<_, _>>(),
    })
}

/// A JSON Schema (2020-12) of everything that a programme holds, as `bourdon export` writes it: items field by field, and
/// by their kinds what is no item.
pub fn export_schema() -> Value {
    let defs = Noun::ALL.iter().map(|noun| {
        let mut fields = of_noun(*noun);
        // What was taken back is there no more, whatever was required of it.
        for demand in ["required", "oneOf"] {
            fields.as_object_mut().and_then(|schema| schema.remove(demand));
        }
        (noun.word().to_owned(), fields)
    });
    let mut defs = defs.collect::<Map<_, _>>();
    let id = json!({ "type": "string", "format": "uuid" });
    let kinds = Noun::ALL.iter().map(|noun| {
        let fields = json!({ "$ref": format!("#/$defs/{}", noun.word()) });
        json!({ "properties": { "noun": { "const": noun.word() }, "fields": fields } })
    });
    let item = json!({
        "type": "object",
        "required": ["id", "noun", "number", "fields"],
        "properties": { "id": id, "number": { "type": "integer", "minimum": 1 } },
        "oneOf": kinds.collect::<Vec<_>>(),
    });
    defs.insert("item".to_owned(), item);
    let only = |kind: &str, of: Value| json!({ "type": "object", "required": [kind], "properties": { kind: of }, "additionalProperties": false });
    let items = json!({ "type": "array", "items": { "$ref": "#/$defs/item" } });
    let version = json!({ "type": "object", "required": ["id", "action", "version", "at", "items"], "properties": { "items": items } });
    let mut entities = vec![only("item", json!({ "$ref": "#/$defs/item" })), only("version", version)];
    entities.extend(OTHERS.map(|kind| only(kind, json!({ "type": "object" }))));
    defs.insert("entity".to_owned(), json!({ "oneOf": entities }));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Everything that a programme holds",
        "type": "object",
        "required": ["form", "programme", "code", "seq", "scopes"],
        "properties": {
            "form": { "const": 1 },
            "programme": id,
            "code": { "type": "string" },
            "seq": { "type": "integer", "minimum": 0, "description": "The last commit that is contained." },
            "scopes": {
                "type": "object",
                "additionalProperties": { "type": "array", "items": { "$ref": "#/$defs/entity" } },
            },
        },
        "additionalProperties": false,
        "$defs": defs,
    })
}

/// What an export holds and is neither an item nor the version of a sheet.
const OTHERS: [&str; 7] = ["pass", "me", "sheet", "import", "card", "publication", "results"];

fn of_noun(noun: Noun) -> Value {
    let spec = noun.spec();
    let fields = spec.fields.iter().map(|field| (field.name.to_owned(), of_field(field)));
    let required: Vec<_> =
        spec.fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    let mut schema = json!({
        "title": spec.label.en,
        "type": "object",
        "properties": fields.collect::<Map<_, _>>(),
        "required": required,
        "additionalProperties": false,
    });
    if !spec.one_of.is_empty() {
        schema["oneOf"] = spec.one_of.iter().map(|name| json!({ "required": [name] })).collect();
    }
    schema
}

fn of_field(field: &Field) -> Value {
    let mut schema = of_kind(&field.kind);
    schema["title"] = json!(field.label.en);
    schema
}

fn of_kind(kind: &Kind) -> Value {
    match kind {
        Kind::Text(form) => json!({ "type": "string", "minLength": 1, "maxLength": form.characters_max() }),
        Kind::Lines(form) => json!({
            "type": "array", "uniqueItems": true,
            "items": { "type": "string", "minLength": 1, "maxLength": form.characters_max() },
        }),
        Kind::Number { min, max, decimals, .. } => {
            json!({ "type": if *decimals == 0 { "integer" } else { "number" }, "minimum": min, "maximum": max })
        }
        Kind::Amount { signed, decimals, without, at_least, .. } => {
            let mut number = json!({ "type": if *decimals == 0 { "integer" } else { "number" } });
            if !signed {
                number["minimum"] = json!(0);
            }
            let mut kinds = vec![number.clone()];
            if !without.is_empty() {
                kinds.push(json!({ "enum": without }));
            }
            if *at_least {
                kinds.push(json!({
                    "type": "object", "properties": { "at_least": number }, "required": ["at_least"],
                }));
            }
            json!({ "anyOf": kinds })
        }
        Kind::Choice(answers) => json!({ "enum": words(answers) }),
        Kind::Choices(answers) => {
            json!({ "type": "array", "uniqueItems": true, "items": { "enum": words(answers) } })
        }
        Kind::Day => json!({ "type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" }),
        Kind::Time => json!({ "type": "string", "pattern": "^[0-9]{2}:[0-9]{2}$" }),
        Kind::Year => json!({ "type": "integer", "minimum": 1800, "maximum": 2200 }),
        Kind::Yes => json!({ "type": "boolean" }),
        Kind::CommuneCode => json!({ "type": "string", "pattern": "^([0-9]{2}|2[AB])[0-9]{3}$" }),
        Kind::Point => {
            json!({ "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 })
        }
        Kind::Shape => json!({ "type": "string", "pattern": "^[-0-9,; ]+$" }),
        Kind::Picture => {
            json!({ "type": "string", "contentEncoding": "base64", "contentMediaType": "image/png" })
        }
        Kind::Parent(_) | Kind::Item(_) => json!({ "type": "string", "format": "uuid" }),
        Kind::Items(_) => json!({
            "type": "array", "uniqueItems": true, "items": { "type": "string", "format": "uuid" },
        }),
    }
}

fn words(answers: &[Answer]) -> Vec<&'static str> {
    answers.iter().map(|answer| answer.word).collect()
}

const TABLE_TYPES: &str = r"/** A word of forms and headings. */
export interface Label { fr: string; en: string }

/** A field as forms and tables show it. */
export interface FieldRow {
  name: string;
  kind: 'text' | 'lines' | 'number' | 'amount' | 'choice' | 'choices' | 'day' | 'time' | 'year' | 'yes'
    | 'commune_code' | 'point' | 'shape' | 'picture' | 'parent' | 'item' | 'items';
  label: Label;
  required?: true;
  /** It stays in the office. */
  unpublished?: true;
  computed?: true;
  /** To what it refers. */
  noun?: Noun;
  /** Characters at most, and whether lines may break. */
  characters?: number;
  lines?: true;
  min?: number;
  max?: number;
  decimals?: number;
  unit?: Label;
  /** Why there may be no number, and whether one may be « plus de … ». */
  without?: NoNumber[];
  at_least?: boolean;
  answers?: { word: string; label: Label }[];
}

/** A noun as forms and tables show it. */
export interface NounRow {
  label: Label;
  max: number;
  /** Exactly one of these is filled in; none: nothing of the sort. */
  one_of: string[];
  fields: FieldRow[];
}

";

/// The types of the fields of every noun, and the table itself, in TypeScript.
pub fn typescript() -> String {
    let mut file = String::new();
    for noun in Noun::ALL {
        file += &format!("/** {}. */\nexport type {noun:?}Fields = {{\n", noun.spec().label.en);
        for field in noun.spec().fields {
            let optional = if field.required { "" } else { "?" };
            file += &format!("  {}{optional}: {};\n", field.name, type_of(&field.kind));
        }
        file += "};\n\n";
    }
    let fields = Noun::ALL.iter().map(|noun| format!("  {}: {noun:?}Fields;\n", noun.word()));
    file += &format!(
        "/** The fields of each noun. */\nexport interface FieldsOf {{\n{}}}\n\n",
        fields.collect::<String>()
    );
    file += TABLE_TYPES;
    file += "/** What forms and tables show of each noun, in this order. */\nexport const NOUNS: Record<Noun, NounRow> = {\n";
    let rows = Noun::ALL.iter().map(|noun| format!("  {}: {},\n", noun.word(), row(*noun)));
    file += &rows.collect::<String>();
    file += "};\n";
    file
}

fn type_of(kind: &Kind) -> String {
    let union = |answers: &[Answer]| {
        words(answers).iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" | ")
    };
    match kind {
        Kind::Text(_) | Kind::Day | Kind::Time | Kind::CommuneCode | Kind::Shape | Kind::Picture => {
            "string".to_owned()
        }
        Kind::Lines(_) => "string[]".to_owned(),
        Kind::Number { .. } | Kind::Year => "number".to_owned(),
        Kind::Amount { without, at_least, .. } => {
            let without = without.iter().map(|why| match why {
                NoNumber::Withheld => " | 'withheld'",
                NoNumber::NotCosted => " | 'not_costed'",
            });
            let at_least = if *at_least { " | { at_least: number }" } else { "" };
            format!("number{}{at_least}", without.collect::<String>())
        }
        Kind::Choice(answers) => union(answers),
        Kind::Choices(answers) => format!("({})[]", union(answers)),
        Kind::Yes => "boolean".to_owned(),
        Kind::Point => "[number, number]".to_owned(),
        Kind::Parent(_) | Kind::Item(_) => "ItemId".to_owned(),
        Kind::Items(_) => "ItemId[]".to_owned(),
    }
}

fn row(noun: Noun) -> Value {
    let spec = noun.spec();
    json!({
        "label": spec.label, "max": spec.max, "one_of": spec.one_of,
        "fields": spec.fields.iter().map(field_row).collect::<Vec<_>>(),
    })
}

fn field_row(field: &Field) -> Value {
    let mut row = json!({ "name": field.name, "kind": field.kind.name(), "label": field.label });
    let mut put = |name: &str, value: Value| row[name] = value;
    if field.required {
        put("required", json!(true));
    }
    if !field.published {
        put("unpublished", json!(true));
    }
    if field.computed {
        put("computed", json!(true));
    }
    if let Some(noun) = field.kind.noun() {
        put("noun", json!(noun));
    }
    let unit = |unit: &Label| !unit.fr.is_empty();
    match &field.kind {
        Kind::Text(form) | Kind::Lines(form) => {
            put("characters", json!(form.characters_max()));
            if form.breaks_lines() {
                put("lines", json!(true));
            }
        }
        Kind::Number { unit: of, min, max, decimals } => {
            put("min", json!(min));
            put("max", json!(max));
            put("decimals", json!(decimals));
            if unit(of) {
                put("unit", json!(of));
            }
        }
        Kind::Amount { unit: of, signed, decimals, without, at_least } => {
            if !signed {
                put("min", json!(0));
            }
            put("decimals", json!(decimals));
            put("without", json!(without));
            put("at_least", json!(at_least));
            if unit(of) {
                put("unit", json!(of));
            }
        }
        Kind::Choice(answers) | Kind::Choices(answers) => {
            let answers = answers.iter().map(|answer| json!({ "word": answer.word, "label": answer.label }));
            put("answers", answers.collect());
        }
        _ => {}
    }
    row
}
