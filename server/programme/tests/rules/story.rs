//! A story is a text, a line a step:
//!
//! ```text
//! officer add {"as":"#copil","noun":"committee","fields":{"name":"Comité","role":"steering"}} => item_added
//! ana add {"as":"#x","noun":"theme","fields":{"name":"Santé"}}                               => NOT_ALLOWED
//! see programme item:copil => {"number":1,"fields":{"name":"Comité"}}
//! ```
//!
//! After `=>` stand the events, `nothing`, a refusal's code with some of its fields as JSON, or some fields of what is
//! seen, or `gone`; without `=>` the step must be done. `#name` is an id: its letters are the bytes of the id. A token
//! is the name of its holder. `remember NAME` keeps the present position; an order with `"seen":"NAME"` was asked for
//! there.

use crate::screens::Screens;
use jiff::{SignedDuration, Timestamp};
use programme::{Audience, Caller, Commit, Entry, Founding, Order, State, create, decide, view};
use protocol::programme::{ItemId, Scope};
use protocol::secret::Token;
use protocol::{CommandId, PassId};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use subject::{SecretHash, hash_token};
use uuid::Uuid;

/// A programme with a commune, a committee with two members, and a member's pass.
pub(crate) const TERRITORY: &str = r##"
    officer add {"as":"#brame","noun":"commune","fields":{"name":"Brame-la-Vallée","code":"99001","vintage":2027}}
    officer add {"as":"#copil","noun":"committee","fields":{"name":"Comité de pilotage","role":"steering"}}
    officer add {"as":"#jo","noun":"member","fields":{"committee":"#copil","name":"Jo Marin","college":"local_councillor"}}
    officer add {"as":"#lu","noun":"member","fields":{"committee":"#copil","name":"Lu Petit","college":"resident","named":true}}
    officer add_member {"as":"#ana","label":"Ana","committees":["#copil"],"token":"ana"}
    officer add_officer {"as":"#bo","label":"Bo","token":"bo"}
"##;

/// A campaign with four questions and a batch.
pub(crate) const CAMPAIGN: &str = r##"
    officer add {"as":"#camp","noun":"campaign","fields":{"name":"Familles"}}
    officer add {"as":"#q1","noun":"question","fields":{"campaign":"#camp","text":"Un mode de garde ?","kind":"single"}}
    officer add {"as":"#yes","noun":"choice","fields":{"question":"#q1","name":"Oui"}}
    officer add {"as":"#no","noun":"choice","fields":{"question":"#q1","name":"Non"}}
    officer add {"as":"#q2","noun":"question","fields":{"campaign":"#camp","text":"Lesquels ?","kind":"several","choices_max":2}}
    officer add {"as":"#aunt","noun":"choice","fields":{"question":"#q2","name":"La famille"}}
    officer add {"as":"#nurse","noun":"choice","fields":{"question":"#q2","name":"Une assistante maternelle"}}
    officer add {"as":"#creche","noun":"choice","fields":{"question":"#q2","name":"Une crèche"}}
    officer add {"as":"#q3","noun":"question","fields":{"campaign":"#camp","text":"Combien d’enfants ?","kind":"number","min":0,"max":12}}
    officer add {"as":"#q4","noun":"question","fields":{"campaign":"#camp","text":"Que manque-t-il ?","kind":"long_text"}}
    officer add {"as":"#lot","noun":"batch","fields":{"campaign":"#camp","name":"École","distributed":40,"returned":{"at_least":10}}}
"##;

/// Plays the parts after each other and checks every line.
pub(crate) fn check(parts: &[&str]) -> Story {
    let mut story = Story::new();
    let mut wrong = Vec::new();
    for line in parts.iter().flat_map(|part| part.lines()).map(str::trim).filter(|line| !line.is_empty()) {
        let (step, expected) = match line.split_once("=>") {
            Some((step, expected)) => (step.trim(), Some(expected.trim())),
            None => (line, None),
        };
        let came = story.step(step);
        story.screens.agree_with(&story.state);
        let fits = match (&came, expected) {
            (Came::Done(_), None) => true,
            (Came::Done(events), Some(expected)) => events == expected,
            (Came::Refused(_), None) => false,
            (Came::Refused(refusal), Some(expected)) => {
                let (code, fields) = expected.split_once(' ').unwrap_or((expected, "{}"));
                refusal["code"] == code && holds(refusal, &named(fields))
            }
            (Came::Seen(None), Some(expected)) => expected == "gone",
            (Came::Seen(Some(seen)), Some(expected)) => expected != "gone" && holds(seen, &named(expected)),
            (Came::Seen(_), None) => panic!("{line}: nothing is expected"),
        };
        if !fits {
            wrong.push(format!("{line}\n    came {came:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    story
}

/// Whether a value has these fields, each with these fields.
fn holds(value: &Value, expected: &Value) -> bool {
    match (value, expected) {
        (Value::Object(value), Value::Object(expected)) => {
            expected.iter().all(|(name, expected)| holds(value.get(name).unwrap_or(&Value::Null), expected))
        }
        _ => value == expected,
    }
}

pub(crate) struct Story {
    pub(crate) state: State,
    pub(crate) now: Timestamp,
    pub(crate) commits: Vec<Commit>,
    pub(crate) screens: Screens,
    /// Positions that were given a name.
    seen: BTreeMap<String, u64>,
}

impl Story {
    pub(crate) fn new() -> Self {
        let order = json!({
            "id": id("create"), "do": "create_programme", "as": id("programme"), "language": "fr",
            "fields": { "name": "Vallée de la Brame", "small_count": 5 },
            "items": [{ "as": id("health"), "noun": "theme", "fields": { "name": "Santé" } }],
        });
        let mut story = Self {
            state: State::default(),
            now: "2027-03-12T08:00:00Z".parse().unwrap(),
            commits: Vec::new(),
            screens: Screens::default(),
            seen: BTreeMap::new(),
        };
        let order: Order = serde_json::from_value(order).unwrap();
        story.commit(create(&order, &founding(), story.now).unwrap());
        story
    }

    pub(crate) fn commit(&mut self, entry: Entry) {
        if entry.events.is_empty() {
            return;
        }
        let seq = self.commits.len() as u64 + 1;
        self.now += SignedDuration::from_mins(1);
        self.state.apply(&entry, seq, self.now);
        self.screens.hear(&mut self.state);
        self.commits.push(Commit::new(seq, self.now, vec![entry], || vec![7; 16]));
    }

    fn step(&mut self, step: &str) -> Came {
        let (who, rest) = step.split_once(' ').unwrap();
        let (word, body) = rest.split_once(' ').unwrap_or((rest, "{}"));
        match who {
            "remember" => {
                self.seen.insert(word.to_owned(), self.commits.len() as u64);
                Came::Done(String::new())
            }
            "see" => Came::Seen(self.see(word, body.trim())),
            who => {
                let mut order = named(body);
                order["id"] = json!(id(&format!("o{}", self.commits.len())));
                order["do"] = json!(word);
                if let Some(token) = order["token"].as_str() {
                    order["token"] = json!(token_of(token));
                } else {
                    order.as_object_mut().unwrap().remove("token");
                }
                if let Some(seen) = order["seen"].as_str() {
                    order["seen"] = json!({ "epoch": "", "seq": self.seen[seen] });
                } else {
                    order.as_object_mut().unwrap().remove("seen");
                }
                let order: Order =
                    serde_json::from_value(order).unwrap_or_else(|error| panic!("{step}: {error}"));
                self.ask(&caller(&self.state, who), &order)
            }
        }
    }

    fn ask(&mut self, caller: &Caller, order: &Order) -> Came {
        match decide(&self.state, caller, order, self.now) {
            Ok(entry) => {
                let events = entry.events.iter().map(event_name).collect::<Vec<_>>().join(" ");
                self.commit(entry);
                Came::Done(if events.is_empty() { "nothing".to_owned() } else { events })
            }
            Err(refusal) => Came::Refused(serde_json::to_value(refusal).unwrap()),
        }
    }

    /// What a screen shows under a key.
    fn see(&self, scope: &str, key: &str) -> Option<Value> {
        let scope = match scope.split_once(':') {
            Some((word, name)) => format!("{word}:{}", id(name)),
            None => scope.to_owned(),
        };
        let officer = Caller::Officer(PassId(id("first")));
        let audience = programme::audience(&officer, scope.parse::<Scope>().unwrap()).unwrap();
        let key = match key.split_once(':') {
            Some(("answer", both)) => {
                let (sheet, question) = both.split_once('/').unwrap();
                json!({ "card": { "answer": { "sheet": id(sheet), "question": id(question) } } })
            }
            Some((kind @ ("verbatim" | "contribution"), name)) => json!({ "card": { kind: id(name) } }),
            Some((kind, name)) => json!({ kind: id(name) }),
            None => json!(key),
        };
        let entity = view(&self.state, audience, serde_json::from_value(key).unwrap())?;
        let entity = serde_json::to_value(entity).unwrap();
        entity.as_object().unwrap().values().next().cloned()
    }

    /// All words that anybody's screen and the log still hold.
    pub(crate) fn all_words(&self) -> String {
        let mut all = format!("{:?}", self.state.texts.values());
        let officer = Caller::Officer(PassId(id("first")));
        let mut scopes: Vec<Audience> =
            ["programme", "office", "diagnosis", "interviews", "logos", "plan", "cards", "public"]
                .iter()
                .filter_map(|scope| programme::audience(&officer, scope.parse().unwrap()))
                .collect();
        for name in ["copil", "camp", "forum", "pub1", "pub2"] {
            let item = ItemId(id(name));
            scopes.extend([
                Audience::Committee(item),
                Audience::Campaign(item),
                Audience::Sheets(item),
                Audience::Forum(item),
                Audience::Publication(item),
            ]);
        }
        for audience in scopes {
            for key in programme::keys(&self.state, audience) {
                all += &format!("{:?}", view(&self.state, audience, key));
            }
        }
        all
    }
}

#[derive(Debug)]
enum Came {
    /// The events, or `nothing`.
    Done(String),
    Refused(Value),
    Seen(Option<Value>),
}

pub(crate) fn founding() -> Founding {
    Founding { code: "ABCDEF".to_owned(), pass: PassId(id("first")), token: hash("first") }
}

pub(crate) fn event_name(event: &programme::Event) -> String {
    serde_json::to_value(event).unwrap()["event"].as_str().unwrap().to_owned()
}

/// Who gives a command: the creator, the owner, anybody, or the holder of a pass.
pub(crate) fn caller(state: &State, who: &str) -> Caller {
    match who {
        "officer" => Caller::Officer(PassId(id("first"))),
        "owner" => Caller::Owner,
        "public" => Caller::Public,
        who => state.caller(&hash(who)).unwrap_or(Caller::Member(PassId(id(who)))),
    }
}

pub(crate) fn id(name: &str) -> Uuid {
    assert!(name.len() <= 16, "{name}");
    let mut bytes = [0; 16];
    bytes[..name.len()].copy_from_slice(name.as_bytes());
    Uuid::from_bytes(bytes)
}

pub(crate) fn token_of(name: &str) -> Token {
    let mut bytes = [0; 32];
    bytes[..name.len()].copy_from_slice(name.as_bytes());
    Token::new(bytes)
}

pub(crate) fn hash(name: &str) -> SecretHash {
    hash_token(&token_of(name))
}

pub(crate) fn command(number: usize) -> CommandId {
    CommandId(id(&format!("c{number}")))
}

/// JSON with ids in the place of `#names`.
fn named(json: &str) -> Value {
    fn resolve(value: &mut Value) {
        match value {
            Value::String(name) => {
                if let Some(name) = name.strip_prefix('#') {
                    *value = json!(id(name));
                }
            }
            Value::Array(values) => values.iter_mut().for_each(resolve),
            Value::Object(fields) => {
                *fields = std::mem::take(fields)
                    .into_iter()
                    .map(|(name, mut value)| {
                        resolve(&mut value);
                        (name.strip_prefix('#').map_or(name.clone(), |name| id(name).to_string()), value)
                    })
                    .collect();
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut value = serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"));
    resolve(&mut value);
    value
}
