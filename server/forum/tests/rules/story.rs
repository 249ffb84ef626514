//! A story is a text, a line a step:
//!
//! ```text
//! ana propose as=t1 title='Un bus' => topic_proposed
//! bo withdraw topic=t1             => NOT_HOST person=ana
//! see forum topic:t1               => title='Un bus' announced=false
//! count forum topic:t1             => interested=0
//! wait 31
//! ```
//!
//! After `=>` stand the events, `nothing`, or the refusal with its fields; without `=>` the step must
//! be done. `see` and `count` name an audience, a key and some fields, or `gone`. `wait` lets minutes
//! pass, `skip` sets the clock forward by them. Every name is an id: its letters are the bytes of the
//! id. A token is the name of its holder.
//! `remember NAME` keeps the present position; an order with `seen=NAME` was asked for there.

use crate::screens::Screens;
use forum::{
    Audience, Caller, Commit, Entry, Founding, SecretHash, State, count, create, decide, hash_token, keys,
    view,
};
use jiff::{SignedDuration, Timestamp};
use protocol::command::Order;
use protocol::entity::CountKey;
use protocol::secret::Token;
use protocol::{CommandId, ForumId, Key, ParticipantId, PassId, Refusal, TextId};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use subject::{Skip, Subject};
use uuid::Uuid;

/// A forum with an open door, two slots of three spaces, two colleges, and Ana, Bo and Cy in it.
pub(crate) const DAY: &str = "
    facilitator add_slot as=s1 label='9 h' start=09:00 end=10:00
    facilitator add_slot as=s2 label='10 h' start=10:00 end=11:00
    facilitator add_space as=sp1 label='Salle 1'
    facilitator add_space as=sp2 label='Salle 2' places=20
    facilitator add_space as=sp3 label=Tilleul
    facilitator add_college as=c1 label='Habitant·e'
    facilitator add_college as=c2 label=Jeune
    ana join name=Ana college=c1
    bo join name=Bo recovery=ABCD2345
    cy join name=Cy
";

/// The marketplace: Ana hosts t1, which stands in s1 × sp1 as g1.
pub(crate) const MARKET: &str = "
    facilitator phase phase=marketplace
    ana propose as=t1 title='Un bus le samedi'
    ana place as=g1 topic=t1 slot=s1 space=sp1
";

/// The group g1 is open; Bo is in it and wrote k1.
pub(crate) const GROUP: &str = "
    facilitator phase phase=groups
    ana open group=g1
    bo enter group=g1
    bo write as=k1 group=g1 kind=need text='Aller au marché'
";

/// Two axes, each with a contribution.
pub(crate) const AXES: &str = "
    bo write as=k2 group=g1 kind=idea text='Un minibus'
    facilitator phase phase=priorities
    facilitator axis as=a1 name=Transports
    facilitator axis as=a2 name=Rencontres
    facilitator attach axis=a1 contribution=k1
    facilitator attach axis=a2 contribution=k2
";

/// With Ana, Bo and Cy enough people that the results of a vote are shown.
pub(crate) const MORE: &str = "
    di join name=Di
    ed join name=Ed
    fa join name=Fa
";

/// Checks these lines on a day that has just begun.
pub(crate) fn on_a_day(steps: &str) -> Story {
    check(&[DAY, steps])
}

/// Checks these lines on the marketplace.
pub(crate) fn on_the_market(steps: &str) -> Story {
    check(&[DAY, MARKET, steps])
}

/// Checks these lines while groups work.
pub(crate) fn in_groups(steps: &str) -> Story {
    check(&[DAY, MARKET, GROUP, steps])
}

/// Checks these lines once there are axes.
pub(crate) fn with_axes(steps: &str) -> Story {
    check(&[DAY, MARKET, GROUP, AXES, steps])
}

/// Checks these lines when there are axes, and people enough to vote on them.
pub(crate) fn before_a_vote(steps: &str) -> Story {
    check(&[DAY, MARKET, GROUP, AXES, MORE, steps])
}

/// Plays the parts after each other and checks every line.
pub(crate) fn check(parts: &[&str]) -> Story {
    let mut story = Story::new();
    let mut wrong = Vec::new();
    for line in parts.iter().flat_map(|part| part.lines()).map(str::trim).filter(|line| !line.is_empty()) {
        let (step, expected) = match line.split_once("=>") {
            Some((step, expected)) => (step, Some(split(expected))),
            None => (line, None),
        };
        let came = story.step(&split(step));
        story.screens.agree_with(&story.state);
        let fits = match (&came, &expected) {
            (Came::Done(_), None) => true,
            (Came::Done(events), Some(expected)) => events == expected,
            (Came::Refused(refusal), expected) => Some(refusal) == expected.as_ref(),
            (Came::Seen(fields), Some(expected)) => expected.iter().all(|field| shows(fields, field)),
            (Came::Seen(_), None) => panic!("{line}: nothing is expected"),
        };
        if !fits {
            wrong.push(format!("{line}\n    came {came:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    story
}

/// Fields that are left out while they say nothing, and one that stands beside each.
const LEFT_OUT: [(&str, &str); 5] = [
    ("about=-", "wordings="),
    ("axes=-", "wordings="),
    ("pinned=-", "wordings="),
    ("outcome=-", "wordings="),
    ("in_book=-", "can="),
];

/// Outcomes that are counted: what there is none of is left out.
const COUNTED: [&str; 6] =
    ["attached=", "duplicates=", "not_attached=", "outside_territory=", "taken_back=", "unexamined="];

fn shows(fields: &[String], expected: &str) -> bool {
    let is_none = |name: &str| {
        expected.strip_prefix(name) == Some("0") && !fields.iter().any(|field| field.starts_with(name))
    };
    fields.iter().any(|field| field == expected)
        || COUNTED.into_iter().any(is_none)
        || LEFT_OUT.iter().any(|(left_out, beside)| {
            let has = |name: &str| fields.iter().any(|field| field.starts_with(name));
            *left_out == expected && !has(left_out.trim_end_matches('-')) && has(beside)
        })
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
        let now = "2027-03-12T08:00:00Z".parse().unwrap();
        let order = json!({
            "id": id("create"), "do": "create_forum", "as": id("forum"),
            "question": "Que voulons-nous pour demain ?", "language": "fr",
        });
        let mut story = Self {
            state: State::default(),
            now,
            commits: Vec::new(),
            screens: Screens::default(),
            seen: BTreeMap::new(),
        };
        story.state.set_dot_key([7; 32]);
        let order = serde_json::from_value(order).unwrap();
        let founding =
            Founding { code: "ABCDEF".to_owned(), pass: PassId(id("first")), token: hash("first") };
        story.commit(create(&order, &founding, now).unwrap());
        story
    }

    pub(crate) fn commit(&mut self, mut entry: Entry) {
        if entry.events.is_empty() {
            return;
        }
        let bytes = String::from(hash(&self.commits.len().to_string())).into_bytes();
        let mut drawn = bytes.into_iter().cycle();
        self.state.draw(&mut entry, &mut || drawn.next().unwrap());
        let seq = self.commits.len() as u64 + 1;
        self.state.apply(&entry, seq, self.now);
        self.screens.hear(&mut self.state);
        self.commits.push(Commit::new(seq, self.now, vec![entry], || vec![7; 16]));
    }

    /// Plays one line, whatever comes of it.
    pub(crate) fn line(&mut self, line: &str) {
        self.step(&split(line));
    }

    fn step(&mut self, words: &[String]) -> Came {
        let [first, second, others @ ..] = words else { panic!("{words:?}") };
        match first.as_str() {
            "remember" => {
                self.seen.insert(second.clone(), self.commits.len() as u64);
                Came::Done(Vec::new())
            }
            "wait" => {
                self.now += SignedDuration::from_mins(second.parse().unwrap());
                Came::Done(Vec::new())
            }
            "skip" => {
                let by = SignedDuration::from_mins(second.parse().unwrap());
                self.state.skip(Skip { at: self.now, by });
                self.now += by;
                Came::Done(Vec::new())
            }
            "see" => Came::Seen(self.see(second, &others[0])),
            "count" => Came::Seen(self.count(second, &others[0])),
            who => {
                let order = self.order(who, second, others);
                match self.ask(who, &order) {
                    Ok(events) => Came::Done(events),
                    Err(refusal) => Came::Refused(refused(&refusal)),
                }
            }
        }
    }

    fn ask(&mut self, who: &str, order: &Order) -> Result<Vec<String>, Refusal> {
        let entry = decide(&self.state, &caller(&self.state, who, order.command.word()), order, self.now)?;
        let name = |event| serde_json::to_value(event).unwrap()["event"].as_str().unwrap().to_owned();
        let events: Vec<_> = entry.events.iter().map(name).collect();
        self.commit(entry);
        Ok(if events.is_empty() { vec!["nothing".to_owned()] } else { events })
    }

    fn order(&self, who: &str, word: &str, fields: &[String]) -> Order {
        let mut body = Map::new();
        let made = id(&format!("order {}", self.commits.len()));
        body.insert("id".to_owned(), json!(made));
        body.insert("do".to_owned(), json!(word));
        if word == "join" {
            body.insert("as".to_owned(), json!(id(who)));
            body.insert("token".to_owned(), json!(token(who)));
        }
        for field in fields {
            let (field, value) = field.split_once('=').unwrap_or_else(|| panic!("{field}"));
            let value = match field {
                "seen" => json!({ "epoch": "", "seq": self.seen[value] }),
                "name" if word == "retire" => json!(id(value)),
                _ => read_value(field, value),
            };
            body.insert(field.to_owned(), value);
        }
        serde_json::from_value(Value::Object(body.clone()))
            .unwrap_or_else(|error| panic!("{}: {error}", Value::Object(body)))
    }

    /// What a screen shows under a key, put together of all that it holds about it.
    fn see(&self, audience: &str, key: &str) -> Vec<String> {
        let audience = read_audience(audience);
        let one = |key| view(&self.state, audience, key).map(|entity| serde_json::to_value(entity).unwrap());
        if key == "queue" {
            let waiting =
                keys(&self.state, audience).into_iter().filter(|key| matches!(key, Key::Waiting(_)));
            let mut waiting: Vec<_> = waiting.filter_map(one).map(|it| it["waiting"].clone()).collect();
            waiting.sort_by_key(|it| it["place"].as_i64());
            let topics: Vec<_> = waiting.iter().map(|it| shown(&it["topic"])).collect();
            return vec![format!("topics=[{}]", topics.join(","))];
        }
        let key: Key = serde_json::from_value(read_key(key)).unwrap();
        let Some(mut entity) = one(key) else { return vec!["gone".to_owned()] };
        let name = |id: &Value| {
            let id = serde_json::from_value(id.clone()).unwrap();
            one(Key::Name(id)).map_or(Value::Null, |name| name["name"]["name"].clone())
        };
        let question =
            |topic| one(Key::Question(topic)).map_or(Value::Null, |it| it["question"]["text"].clone());
        match key {
            Key::Forum => entity["forum"]["question"] = question(None),
            Key::Topic(id) => {
                entity["topic"]["question"] = question(Some(id));
                let hosts = entity["topic"]["hosts"].as_array().unwrap().iter().map(name).collect();
                entity["topic"]["hosts"] = hosts;
            }
            Key::Group(_) if !entity["group"]["scribe"].is_null() => {
                entity["group"]["scribe"] = name(&entity["group"]["scribe"]);
            }
            Key::Contribution(_) => {
                let wordings: Vec<TextId> =
                    serde_json::from_value(entity["contribution"]["wordings"].take()).unwrap();
                let mut texts: Vec<_> = wordings
                    .into_iter()
                    .map(|text| one(Key::Wording(text)).unwrap()["wording"]["text"].clone())
                    .collect();
                entity["contribution"]["text"] = texts.pop().unwrap_or_default();
                entity["contribution"]["earlier"] = texts.into();
            }
            _ => {}
        }
        fields_of(Some(entity))
    }

    fn count(&self, audience: &str, key: &str) -> Vec<String> {
        fields_of(count(&self.state, read_audience(audience), count_key(&read_key(key))))
    }
}

#[derive(Debug)]
enum Came {
    /// The events, or `nothing`.
    Done(Vec<String>),
    /// The code, and the fields.
    Refused(Vec<String>),
    /// The fields, or `gone`.
    Seen(Vec<String>),
}

/// Who gives a command: the facilitator, the owner, somebody at the door, the holder of a pass, or a
/// person.
fn caller(state: &State, who: &str, word: &str) -> Caller {
    match who {
        "facilitator" => Caller::Facilitator(PassId(id("first"))),
        "owner" => Caller::Owner,
        _ if matches!(word, "join" | "come_back") => Caller::Newcomer,
        _ => state.caller(&hash(who)).unwrap_or(Caller::Participant(ParticipantId(id(who)))),
    }
}

pub(crate) fn id(name: &str) -> Uuid {
    assert!(name.len() <= 16, "{name}");
    let mut bytes = [0; 16];
    bytes[..name.len()].copy_from_slice(name.as_bytes());
    Uuid::from_bytes(bytes)
}

pub(crate) fn token(name: &str) -> Token {
    let mut bytes = [0; 32];
    bytes[..name.len()].copy_from_slice(name.as_bytes());
    Token::new(bytes)
}

pub(crate) fn hash(name: &str) -> SecretHash {
    hash_token(&token(name))
}

pub(crate) fn forum_id() -> ForumId {
    ForumId(id("forum"))
}

pub(crate) fn command(number: usize) -> CommandId {
    CommandId(id(&format!("c{number}")))
}

fn read_value(field: &str, value: &str) -> Value {
    match field {
        "topics" | "contributions" | "groups" | "axes" => {
            value.split(',').filter(|name| !name.is_empty()).map(which).collect()
        }
        "heaps" => value.split(',').map(heap).collect(),
        "axis" => which(value),
        "as" | "topic" | "group" | "slot" | "space" | "college" | "contribution" | "into" | "to"
        | "person" | "pass" | "with" | "for" => json!(id(value)),
        "of" if !value.is_empty() => json!(id(value)),
        "of" | "outcome" if value.is_empty() => Value::Null,
        "territory" => json!([value]),
        "wifi" => match value.split_once('/') {
            Some((name, password)) => json!({ "name": name, "password": password }),
            None if value.is_empty() => Value::Null,
            None => json!({ "name": value }),
        },
        "basis" => {
            let fields = value.split(' ').map(|field| field.split_once(':').unwrap());
            let read = |value: &str| serde_json::from_str(value).unwrap_or_else(|_| json!(value));
            fields.map(|(name, value)| (name.to_owned(), read(value))).collect::<Map<_, _>>().into()
        }
        "about" => {
            let (kind, name) = value.split_once(':').unwrap();
            json!({ kind: id(name) })
        }
        "token" => json!(token(value)),
        "label" | "name" | "title" | "text" | "question" | "recovery" => json!(value),
        _ => serde_json::from_str(value).unwrap_or_else(|_| json!(value)),
    }
}

/// A thing by its id, or by its number.
fn which(name: &str) -> Value {
    name.parse::<u32>().map_or_else(|_| json!(id(name)), |number| json!(number))
}

/// `a1:k1+2` is a heap that comes under `a1`, `a3=Vélos:k1+2` one that becomes the axis `a3`.
fn heap(heap: &str) -> Value {
    let (axis, contributions) = heap.split_once(':').unwrap();
    let contributions: Value = contributions.split('+').map(which).collect();
    let basis = json!({"version": 1, "seq": 1});
    match axis.split_once('=') {
        Some((made, name)) => {
            json!({"as": id(made), "name": name, "contributions": contributions, "basis": basis})
        }
        None => json!({"axis": which(axis), "contributions": contributions, "basis": basis}),
    }
}

fn count_key(key: &Value) -> CountKey {
    let Value::Object(fields) = key else {
        return match key.as_str() {
            Some("people") => CountKey::People,
            Some("voters") => CountKey::Voters,
            Some("finished") => CountKey::Finished,
            Some("coverage") => CountKey::Coverage,
            _ => panic!("{key}"),
        };
    };
    let (kind, named) = fields.iter().next().unwrap();
    let id: Uuid = serde_json::from_value(named.clone()).unwrap();
    match kind.as_str() {
        "college" => CountKey::College(protocol::CollegeId(id)),
        "topic" => CountKey::Topic(protocol::TopicId(id)),
        "group" => CountKey::Group(protocol::GroupId(id)),
        "axis" => CountKey::Axis(protocol::AxisId(id)),
        "contribution" => CountKey::Contribution(protocol::ContributionId(id)),
        _ => panic!("{kind}"),
    }
}

fn read_audience(audience: &str) -> Audience {
    match audience.split_once(':') {
        None if audience == "forum" => Audience::Forum,
        None if audience == "facilitation" => Audience::Facilitation,
        None => Audience::Own(ParticipantId(id(audience))),
        Some(("group", group)) => Audience::Group(protocol::GroupId(id(group))),
        Some(("axis", axis)) => Audience::Axis(protocol::AxisId(id(axis))),
        Some(_) => panic!("{audience}"),
    }
}

fn read_key(key: &str) -> Value {
    match key.split_once(':') {
        None => json!(key),
        Some((kind, name)) => json!({ kind: id(name) }),
    }
}

fn refused(refusal: &Refusal) -> Vec<String> {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(refusal) else { panic!("{refusal:?}") };
    let code = shown(&fields.remove("code").unwrap());
    std::iter::once(code).chain(named_fields(&fields)).collect()
}

/// The fields of an entity or a count, which stand under its kind.
fn fields_of(seen: Option<impl Serialize>) -> Vec<String> {
    match serde_json::to_value(seen).unwrap() {
        Value::Object(kinds) => kinds.values().filter_map(Value::as_object).flat_map(named_fields).collect(),
        _ => vec!["gone".to_owned()],
    }
}

fn named_fields(fields: &Map<String, Value>) -> Vec<String> {
    fields.iter().map(|(field, value)| format!("{field}={}", shown(value))).collect()
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => name_of(text).unwrap_or_else(|| text.clone()),
        Value::Array(values) => format!("[{}]", values.iter().map(shown).collect::<Vec<_>>().join(",")),
        Value::Object(fields) if fields.contains_key("name") => shown(&fields["name"]),
        Value::Object(fields) => {
            let fields = fields.iter().map(|(field, value)| format!("{field}:{}", shown(value)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(" "))
        }
        Value::Null => "-".to_owned(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

fn name_of(text: &str) -> Option<String> {
    let bytes = Uuid::parse_str(text).ok()?.into_bytes();
    let name: Vec<u8> = bytes.into_iter().take_while(|byte| *byte != 0).collect();
    String::from_utf8(name).ok()
}

/// Words apart by blanks; between quotes blanks belong to the word.
fn split(step: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in step.chars() {
        match c {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
