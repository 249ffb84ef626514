//! The plan format: a forum day as JSON Lines, one action a line, with local names in the place of
//! ids. `as` names what a line makes; the kind of thing follows from `do`, and in the other fields
//! from the field's name.
//!
//! A line keeps its fields as they were written, but for the names: what a server may refuse is
//! refused by the server, not here.

use crate::command::Order;
use crate::lines::{self, LineError};
use crate::secret::Token;
use crate::{Command, CommandId, ParticipantId, Refusal};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use uuid::{Builder, Uuid};

/// Who gives a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// The holder of the forum's first pass.
    Facilitator,
    /// The person that a `join` made.
    Person(ParticipantId),
}

/// One line of a plan, ready to be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Number of the line in its file, from 1.
    pub line: usize,
    /// When, in seconds from the plan's start.
    pub at: f64,
    /// Who says it.
    pub who: Who,
    /// The word of the command.
    pub word: String,
    /// The command's id.
    pub id: CommandId,
    /// The command as it travels: `id`, `do` and the line's fields, with ids for names; `join`, `come_back`
    /// and the passes with a token.
    pub body: Map<String, Value>,
    /// For each name that the line uses, the steps (indexes into the plan) before this one that make
    /// it. One of them must be done before this step is sent; a name that none makes is never there.
    pub needs: Vec<Vec<usize>>,
    /// The code with which this line is expected to be refused.
    pub refused: Option<String>,
}

impl Step {
    /// Whether this step waits for all before it, and all after it wait for this one. What has a number
    /// must be there when something is said about that number.
    pub fn is_barrier(&self) -> bool {
        let has_numbers =
            |list: &Value| list.as_array().is_some_and(|list| list.iter().any(Value::is_number));
        BARRIERS.contains(&self.word.as_str()) || self.body.values().any(has_numbers)
    }

    /// The command.
    ///
    /// # Errors
    /// `UNKNOWN_COMMAND` and `BAD_COMMAND`, as from a server.
    pub fn order(&self) -> Result<Order, Refusal> {
        if !crate::command::WORDS.iter().any(|(word, ..)| *word == self.word) {
            return Err(Refusal::UnknownCommand {});
        }
        serde_json::from_value(Value::Object(self.body.clone())).map_err(|_| Refusal::BadCommand {})
    }

    /// Why a server would answer `BAD_COMMAND` before it looks at the forum: the field and what is wrong with it.
    pub fn fault(&self) -> Option<String> {
        Command::fault(&self.word, &Value::Object(self.body.clone()))
    }
}

const BARRIERS: [&str; 32] = [
    "create_forum",
    "set_forum",
    "phase",
    "open_door",
    "close_door",
    "remove_college",
    "remove_person",
    "place",
    "move",
    "unplace",
    "withdraw",
    "open",
    "open_all",
    "unopen",
    "close",
    "close_all",
    "reopen",
    "reopen_all",
    "post",
    "axis",
    "remove_axis",
    "remove_axes",
    "merge_axes",
    "split_axis",
    "accept_all",
    "close_sorting",
    "reopen_sorting",
    "open_vote",
    "close_vote",
    "seal_vote",
    "end",
    "reopen_forum",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum NamedKind {
    Forum,
    Topic,
    Group,
    Slot,
    Space,
    College,
    Contribution,
    Axis,
    Person,
    Pass,
}

impl NamedKind {
    fn made_by(word: &str) -> Option<Self> {
        match word {
            "create_forum" => Some(Self::Forum),
            "add_slot" => Some(Self::Slot),
            "add_space" => Some(Self::Space),
            "add_college" => Some(Self::College),
            "add_facilitator" | "add_projector" => Some(Self::Pass),
            "join" => Some(Self::Person),
            "propose" => Some(Self::Topic),
            "place" => Some(Self::Group),
            "write" | "disagree" => Some(Self::Contribution),
            "axis" | "split_axis" => Some(Self::Axis),
            _ => None,
        }
    }

    fn of_field(field: &str) -> Option<Self> {
        match field {
            "topic" | "topics" => Some(Self::Topic),
            "group" | "groups" => Some(Self::Group),
            "slot" | "slots" => Some(Self::Slot),
            "space" | "spaces" => Some(Self::Space),
            "college" | "colleges" => Some(Self::College),
            "contribution" | "contributions" | "of" | "with" => Some(Self::Contribution),
            "axis" | "axes" | "into" | "heaps" => Some(Self::Axis),
            "to" | "person" => Some(Self::Person),
            "pass" => Some(Self::Pass),
            _ => None,
        }
    }
}

/// What a plan adds to the fields of a command.
#[derive(Deserialize)]
struct LineHead {
    #[serde(default)]
    at: f64,
    who: String,
    r#do: String,
    refused: Option<String>,
}

/// Reads a plan. `random` fills ids and tokens with random bytes.
///
/// # Errors
/// A line that is not JSON, or without `who` and `do`.
pub fn read(plan: &str, random: &mut impl FnMut(&mut [u8])) -> Result<Vec<Step>, LineError> {
    let mut names = Names::default();
    lines::filled(plan)
        .enumerate()
        .map(|(index, (line, text))| names.read(index, line, text, random))
        .collect()
}

/// What the names of a plan stand for; in a plan of several subjects each has its own.
#[derive(Default)]
pub struct Names {
    ids: BTreeMap<(NamedKind, String), Named>,
    tokens: BTreeMap<Uuid, Token>,
}

impl Names {
    /// Reads the line that is the plan's step `index`, from 0.
    ///
    /// # Errors
    /// As [`read`].
    pub fn read(
        &mut self,
        index: usize,
        line: usize,
        text: &str,
        random: &mut impl FnMut(&mut [u8]),
    ) -> Result<Step, LineError> {
        let head = lines::read(line, text)?;
        let mut fields: Map<String, Value> = lines::read(line, text)?;
        fields.retain(|field, _| !["at", "who", "do", "in", "refused"].contains(&field.as_str()));
        let Self { ids, tokens } = self;
        Ok(PlanReader { names: ids, tokens, random }.step(index, line, head, fields))
    }
}

/// The id of a local name, and the steps that make it.
struct Named {
    id: Uuid,
    made_by: Vec<usize>,
}

struct PlanReader<'a, R> {
    names: &'a mut BTreeMap<(NamedKind, String), Named>,
    tokens: &'a mut BTreeMap<Uuid, Token>,
    random: &'a mut R,
}

impl<R: FnMut(&mut [u8])> PlanReader<'_, R> {
    fn step(&mut self, index: usize, line: usize, head: LineHead, mut body: Map<String, Value>) -> Step {
        let LineHead { at, who, r#do: word, refused } = head;
        let mut needs = Vec::new();
        let speaker = match who.as_str() {
            "facilitator" => Who::Facilitator,
            person if word == "join" => {
                body.insert("as".to_owned(), Value::from(person));
                Who::Person(ParticipantId(self.named(NamedKind::Person, person).id))
            }
            person => Who::Person(ParticipantId(self.uses(NamedKind::Person, person, &mut needs))),
        };
        self.resolve_fields(index, &mut body, &mut needs);
        if word == "retire"
            && let Some(name) = body.get_mut("name")
        {
            // Whose name it is.
            self.resolve(index, NamedKind::Person, name, &mut needs);
        }
        if let Some(Value::Object(about)) = body.get_mut("about") {
            self.resolve_fields(index, about, &mut needs);
        }
        if let Some(kind) = NamedKind::made_by(&word) {
            let made = match body.get("as") {
                Some(Value::String(name)) => self.makes(index, kind, name),
                _ => self.uuid(),
            };
            body.insert("as".to_owned(), Value::from(made.to_string()));
            if matches!(kind, NamedKind::Person | NamedKind::Pass) {
                let token = String::from(self.token(made));
                body.entry("token").or_insert(Value::from(token));
            }
        }
        if matches!(word.as_str(), "place" | "move") {
            body.insert("confirm".to_owned(), Value::from(true));
        }
        if word == "come_back" {
            // Another device.
            let token = String::from(self.new_token());
            body.entry("token").or_insert(Value::from(token));
        }
        let id = CommandId(self.uuid());
        body.insert("id".to_owned(), Value::from(id.to_string()));
        body.insert("do".to_owned(), Value::from(word.as_str()));
        Step { line, at, who: speaker, word, id, body, needs, refused }
    }

    /// Puts ids in the place of the names in these fields.
    fn resolve_fields(&mut self, index: usize, fields: &mut Map<String, Value>, needs: &mut Vec<Vec<usize>>) {
        for (field, value) in fields {
            if let Some(kind) = NamedKind::of_field(field) {
                self.resolve(index, kind, value, needs);
            }
        }
    }

    /// Puts ids in the place of a name, of a list of names, or of the names in what `create_forum` and
    /// `accept_all` make on the way.
    fn resolve(&mut self, index: usize, kind: NamedKind, value: &mut Value, needs: &mut Vec<Vec<usize>>) {
        match value {
            Value::String(name) => *value = Value::from(self.uses(kind, name, needs).to_string()),
            Value::Array(values) => {
                for value in values {
                    self.resolve(index, kind, value, needs);
                }
            }
            Value::Object(fields) => {
                if let Some(Value::String(name)) = fields.get("as") {
                    let id = self.makes(index, kind, name);
                    fields.insert("as".to_owned(), Value::from(id.to_string()));
                }
                self.resolve_fields(index, fields, needs);
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn named(&mut self, kind: NamedKind, name: &str) -> &mut Named {
        let id = self.uuid();
        self.names.entry((kind, name.to_owned())).or_insert(Named { id, made_by: Vec::new() })
    }

    fn makes(&mut self, index: usize, kind: NamedKind, name: &str) -> Uuid {
        let named = self.named(kind, name);
        named.made_by.push(index);
        named.id
    }

    fn uses(&mut self, kind: NamedKind, name: &str, needs: &mut Vec<Vec<usize>>) -> Uuid {
        let named = self.named(kind, name);
        needs.push(named.made_by.clone());
        named.id
    }

    fn uuid(&mut self) -> Uuid {
        let mut bytes = [0; 16];
        (self.random)(&mut bytes);
        Builder::from_random_bytes(bytes).into_uuid()
    }

    /// The token of a person or a pass: the same for each line that makes it.
    fn token(&mut self, holder: Uuid) -> Token {
        let token = self.new_token();
        self.tokens.entry(holder).or_insert(token).clone()
    }

    fn new_token(&mut self) -> Token {
        let mut bytes = [0; 32];
        (self.random)(&mut bytes);
        Token::new(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{
        About, CreateForum, Disagree, HandPen, HeapToAccept, Join, Place, Propose, Support, Write,
    };
    use crate::{Command, Which};

    fn steps(plan: &str) -> Vec<Step> {
        let mut next = 0_u8;
        read(plan, &mut |bytes| {
            next += 1;
            bytes.fill(next);
        })
        .unwrap()
    }

    const DAY: &str = r#"
{"at":0,"who":"facilitator","do":"create_forum","as":"f","question":"?","language":"fr","slots":[{"as":"x","label":"1","start":"09:00","end":"10:00"}],"spaces":[{"as":"x","label":"A"}],"colleges":[{"as":"x","label":"C"}]}
{"at":1,"who":"p","do":"join","name":"Ana","college":"x"}
{"at":2,"who":"p","do":"propose","as":"x","title":"T"}
{"at":3,"who":"facilitator","do":"place","topic":"x","slot":"x","space":"x","as":"x"}
{"at":4,"who":"p","do":"write","as":"k","group":"x","kind":"need","text":"…"}
{"at":5,"who":"p","do":"disagree","as":"d","about":{"contribution":"k"},"text":"…"}
{"at":6,"who":"facilitator","do":"hand_pen","group":"x","to":"p"}
{"at":7,"who":"q","do":"support","contribution":"k","refused":"NOT_MADE"}
"#;

    #[test]
    fn lists_hold_names_and_numbers() {
        let steps = steps(concat!(
            r#"{"who":"facilitator","do":"accept_all","heaps":[{"as":"x","name":"A","contributions":["k",7],"basis":{"version":1,"seq":1}}]}"#,
            "\n",
            r#"{"who":"facilitator","do":"attach_all","axis":"x","contributions":["k"]}"#,
            "\n",
            r#"{"who":"facilitator","do":"close_all","groups":[3,"k"]}"#,
            "\n",
            r#"{"who":"facilitator","do":"detach_all","axis":"x","contributions":[7]}"#,
        ));
        let orders: Vec<_> = steps.iter().map(|step| step.order().unwrap().command).collect();
        let [Command::AcceptAll(accept), Command::AttachAll(attach), Command::CloseAll(close), _] = &*orders
        else {
            panic!("{orders:?}")
        };
        let [HeapToAccept::New { r#as: made, contributions, .. }] = &*accept.heaps else {
            panic!("{accept:?}")
        };
        assert_eq!((attach.axis, contributions[1]), (Which::Id(*made), Which::Number(7)));
        assert_eq!((&attach.contributions[..], close.groups[0]), (&contributions[..1], Which::Number(3)));
        assert_eq!(steps[1].needs, [vec![0], vec![]], "the heap made the axis, nobody the contribution");
        let barriers: Vec<_> = steps.iter().map(Step::is_barrier).collect();
        assert_eq!(barriers, [true, false, true, true], "a number is only known when all before it is done");
    }

    #[test]
    fn names_of_each_kind_become_ids() {
        let steps = steps(DAY);
        let orders: Vec<_> = steps.iter().map(|step| step.order().unwrap().command).collect();
        let [
            Command::CreateForum(CreateForum { slots, spaces, colleges, .. }),
            Command::Join(Join { r#as: person, college, .. }),
            Command::Propose(Propose { r#as: topic, .. }),
            Command::Place(Place { topic: placed, slot, space, r#as: group, confirm: true }),
            Command::Write(Write { r#as: words, group: written, .. }),
            Command::Disagree(Disagree { about: About::Contribution(about), .. }),
            Command::HandPen(HandPen { to, .. }),
            Command::Support(Support { contribution, on: true }),
        ] = orders.as_slice()
        else {
            panic!("{orders:?}")
        };
        assert_eq!((college, topic, group), (&Some(colleges[0].r#as), placed, written));
        assert_eq!((*slot, *space), (slots[0].r#as, spaces[0].r#as));
        assert_eq!((to, steps[1].who), (person, Who::Person(*person)));
        assert_eq!((about, contribution), (words, words));
        assert_ne!(topic.0, group.0);
    }

    #[test]
    fn a_line_needs_the_lines_that_make_its_names() {
        let steps = steps(DAY);
        assert_eq!(steps[3].needs, [[0], [0], [2]]);
        assert_eq!(steps[4].needs, [[1], [3]]);
        assert_eq!(steps[7].needs, [vec![], vec![4]], "nobody made q");
        assert_eq!(steps.iter().map(|s| s.line).collect::<Vec<_>>(), (2..10).collect::<Vec<_>>());
    }

    #[test]
    fn a_name_made_twice_keeps_its_id() {
        let steps = steps(concat!(
            r#"{"who":"p","do":"join","name":"Ana"}"#,
            "\n",
            r#"{"who":"p","do":"join","name":"Ana"}"#,
            "\n",
            r#"{"who":"p","do":"interest","topic":"t"}"#
        ));
        assert_eq!(
            (&steps[0].body["as"], &steps[0].body["token"]),
            (&steps[1].body["as"], &steps[1].body["token"])
        );
        assert_ne!(steps[0].id, steps[1].id);
        assert_eq!(steps[2].needs, [vec![0, 1], vec![]]);
    }

    #[test]
    fn what_a_server_refuses_stays_as_it_was_written() {
        let steps = steps(concat!(
            r#"{"who":"facilitator","do":"fly","topic":7}"#,
            "\n",
            r#"{"who":"facilitator","do":"phase","phase":"noon"}"#
        ));
        assert_eq!(steps[0].order(), Err(Refusal::UnknownCommand {}));
        assert_eq!(steps[0].body["topic"], 7);
        assert_eq!(steps[1].order(), Err(Refusal::BadCommand {}));
        assert!(!steps[0].is_barrier() && steps[1].is_barrier());
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        for (plan, said) in [
            ("\n{\"who\":\"p\"", "line 2: EOF"),
            ("\u{FEFF}{\"who\":\"p\"}", "line 1: missing field `do`"),
            ("{\"who\":\"p\",\"do\":7}", "line 1, do: invalid type: integer `7`, expected a string"),
            ("{\"who\":\"p\",\"do\":\"leave\",\"at\":\"9:30\"}", "line 1, at: invalid type: string"),
            ("[]", "line 1: invalid"),
        ] {
            let error = read(plan, &mut |_| {}).unwrap_err();
            assert!(error.to_string().starts_with(said), "{error}");
        }
        assert_eq!(read("\u{FEFF}{\"who\":\"p\",\"do\":\"leave\"}", &mut |_| {}).unwrap().len(), 1);
    }
}
