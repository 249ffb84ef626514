//! The lines of a plan that are about a programme: local names in the place of ids. `as` names what a line makes; in
//! fields, a name stands where the table of nouns says that an item stands.

use super::command::Command;
use super::language::ProgrammeLanguage;
use super::noun::Noun;
use crate::command::Order;
use crate::lines::{self, LineError};
use crate::secret::Token;
use crate::{CommandId, PassId, Refusal};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use uuid::{Builder, Uuid};

/// Who says a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// `officer`: the holder of the programme's first pass.
    Officer,
    /// `public`: anybody.
    Public,
    /// Whom `add_officer` or `add_member` let in.
    Pass(PassId),
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
    /// The command as it travels: `id`, `do` and the line's fields, with ids for names; passes with a token.
    pub body: Map<String, Value>,
    /// The steps (indexes into the plan) that make what this line names; a name that none makes is never there.
    pub needs: Vec<Option<usize>>,
    /// The code with which this line is expected to be refused.
    pub refused: Option<String>,
}

impl Step {
    /// Whether this step waits for all before it, and all after it wait for this one. What a rewording says that a
    /// field said before must have been said.
    pub fn is_barrier(&self) -> bool {
        BARRIERS.contains(&self.word.as_str()) || self.body.contains_key("was")
    }

    /// The command.
    ///
    /// # Errors
    /// `UNKNOWN_COMMAND` and `BAD_COMMAND`, as from a server.
    pub fn order(&self) -> Result<Order<ProgrammeLanguage>, Refusal> {
        if !super::WORDS.iter().any(|(word, ..)| *word == self.word) {
            return Err(Refusal::UnknownCommand {});
        }
        serde_json::from_value(Value::Object(self.body.clone())).map_err(|_| Refusal::BadCommand {})
    }

    /// Why a server would answer `BAD_COMMAND` before it looks at the programme: the field and what is wrong with it.
    pub fn fault(&self) -> Option<String> {
        Command::fault(&self.word, &Value::Object(self.body.clone()))
    }
}

/// Creating, publishing, importing and deciding.
const BARRIERS: [&str; 17] = [
    "create_programme",
    "bring_in",
    "remove",
    "remove_all",
    "revoke",
    "open_campaign",
    "close_campaign",
    "import_rows",
    "undo_import",
    "submit_action",
    "send_back",
    "validate_action",
    "follow_action",
    "revise_action",
    "finish_outcomes",
    "reopen_outcomes",
    "publish",
];

/// What a plan adds to the fields of a command.
#[derive(Deserialize)]
struct LineHead {
    #[serde(default)]
    at: f64,
    who: String,
    r#do: String,
    refused: Option<String>,
}

/// Reads a plan of one programme. `random` fills ids and tokens with random bytes.
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
    items: BTreeMap<String, Named>,
    passes: BTreeMap<String, Named>,
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
        let Self { items, passes } = self;
        Ok(Reader { items, passes, random }.step(index, line, head, fields))
    }
}

/// What a name stands for.
#[derive(Clone)]
struct Named {
    id: Uuid,
    /// The step that makes it.
    made_by: Option<usize>,
    noun: Option<Noun>,
    /// Of a question: its answers name choices.
    chooses: bool,
}

struct Reader<'a, R> {
    items: &'a mut BTreeMap<String, Named>,
    passes: &'a mut BTreeMap<String, Named>,
    random: &'a mut R,
}

/// A line while its names are found.
struct Line {
    index: usize,
    needs: Vec<Option<usize>>,
}

impl<R: FnMut(&mut [u8])> Reader<'_, R> {
    fn step(&mut self, index: usize, line: usize, head: LineHead, mut body: Map<String, Value>) -> Step {
        let LineHead { at, who, r#do: word, refused } = head;
        let mut names = Line { index, needs: Vec::new() };
        let who = match who.as_str() {
            "officer" => Who::Officer,
            "public" => Who::Public,
            pass => Who::Pass(PassId(self.pass(pass, &mut names))),
        };
        match word.as_str() {
            "add_officer" | "add_member" => self.makes_pass(&mut body, index),
            _ => self.makes(&mut body, &mut names),
        }
        self.uses(&mut body, &mut names);
        let id = CommandId(self.uuid());
        body.insert("id".to_owned(), Value::from(id.to_string()));
        body.insert("do".to_owned(), Value::from(word.as_str()));
        Step { line, at, who, word, id, body, needs: names.needs, refused }
    }

    fn makes_pass(&mut self, body: &mut Map<String, Value>, index: usize) {
        let Some(Value::String(name)) = body.get("as").cloned() else { return };
        let fresh = Named { id: self.uuid(), made_by: None, noun: None, chooses: false };
        let named = self.passes.entry(name).or_insert(fresh);
        named.made_by = Some(index);
        body.insert("as".to_owned(), Value::from(named.id.to_string()));
        let mut bytes = [0; 32];
        (self.random)(&mut bytes);
        body.entry("token").or_insert(Value::from(String::from(Token::new(bytes))));
    }

    /// What this object makes: a line, or one of the items, sheets, axes and contributions that stand in it.
    fn makes(&mut self, object: &mut Map<String, Value>, line: &mut Line) {
        if let Some(Value::String(name)) = object.get("as").cloned() {
            let noun = object.get("noun").and_then(Value::as_str).and_then(Noun::of);
            let kind = object.get("fields").and_then(|fields| fields.get("kind")).and_then(Value::as_str);
            let chooses = noun == Some(Noun::Question) && matches!(kind, Some("single" | "several"));
            let named = self.item(&name);
            named.made_by = Some(line.index);
            named.noun = noun.or(named.noun);
            named.chooses |= chooses;
            let id = named.id;
            object.insert("as".to_owned(), Value::from(id.to_string()));
        }
        for list in ["items", "sheets", "axes", "contributions"] {
            for made in object.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
                if let Value::Object(made) = made {
                    self.makes(made, line);
                }
            }
        }
    }

    /// Puts ids in the place of the names that this object uses.
    fn uses(&mut self, object: &mut Map<String, Value>, line: &mut Line) {
        let item = object.get("item").and_then(Value::as_str).and_then(|name| self.items.get(name));
        let noun = object.get("noun").and_then(Value::as_str).and_then(Noun::of);
        let noun = noun.or_else(|| item.and_then(|item| item.noun)).or_else(|| {
            // Contributions are brought in by their fields alone.
            object.contains_key("fields").then_some(Noun::Contribution)
        });
        for (field, value) in object {
            match field.as_str() {
                "pass" => {
                    if let Value::String(name) = value {
                        *value = Value::from(self.pass(&name.clone(), line).to_string());
                    }
                }
                "item" | "campaign" | "batch" | "sheet" | "import" | "forum" | "of" | "committees"
                | "card" | "action" | "committee" => {
                    self.name(value, line);
                }
                "question" if value.is_string() => self.name(value, line),
                "fields" | "was" => self.fields(noun, value, line),
                "answers" => self.answers(value, line),
                "not_asked" => self.name(value, line),
                "items" | "sheets" | "axes" | "contributions" => {
                    for part in value.as_array_mut().into_iter().flatten() {
                        match part {
                            Value::Object(part) => self.uses(part, line),
                            part => self.name(part, line),
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// The fields of an item of this noun.
    fn fields(&mut self, noun: Option<Noun>, fields: &mut Value, line: &mut Line) {
        for (name, value) in fields.as_object_mut().into_iter().flatten() {
            let field = noun.and_then(|noun| noun.field(name));
            if field.is_some_and(|field| field.kind.noun().is_some()) {
                self.name(value, line);
            }
        }
    }

    /// Answers by the names of their questions; those that choose name what they take.
    fn answers(&mut self, answers: &mut Value, line: &mut Line) {
        let Value::Object(fields) = answers else { return };
        for (question, mut answer) in std::mem::take(fields) {
            let named = self.items.get(&question).cloned();
            if named.as_ref().is_some_and(|named| named.chooses) {
                self.name(&mut answer, line);
            }
            let key = named.map_or(question, |named| {
                line.needs.push(named.made_by);
                named.id.to_string()
            });
            fields.insert(key, answer);
        }
    }

    /// An id in the place of a name, or of each in a list or an object.
    fn name(&mut self, value: &mut Value, line: &mut Line) {
        match value {
            Value::String(name) => {
                let named = self.item(&name.clone()).clone();
                // What the line itself makes is there with it.
                if named.made_by != Some(line.index) {
                    line.needs.push(named.made_by);
                }
                *value = Value::from(named.id.to_string());
            }
            Value::Array(values) => values.iter_mut().for_each(|value| self.name(value, line)),
            Value::Object(fields) => fields.values_mut().for_each(|value| self.name(value, line)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn item(&mut self, name: &str) -> &mut Named {
        let fresh = Named { id: self.uuid(), made_by: None, noun: None, chooses: false };
        self.items.entry(name.to_owned()).or_insert(fresh)
    }

    fn pass(&mut self, name: &str, line: &mut Line) -> Uuid {
        let fresh = Named { id: self.uuid(), made_by: None, noun: None, chooses: false };
        let named = self.passes.entry(name.to_owned()).or_insert(fresh);
        line.needs.push(named.made_by);
        named.id
    }

    fn uuid(&mut self) -> Uuid {
        let mut bytes = [0; 16];
        (self.random)(&mut bytes);
        Builder::from_random_bytes(bytes).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::command::{Add, AddMember, KeySheet, Set};

    const PLAN: &str = r#"
{"who":"officer","do":"create_programme","as":"p","language":"fr","fields":{"name":"P"},"items":[{"as":"c","noun":"committee","fields":{"name":"C","role":"steering"}}]}
{"who":"officer","do":"add","as":"m","noun":"member","fields":{"committee":"c","name":"c"}}
{"who":"officer","do":"add_member","as":"ana","label":"Ana","committees":["c"]}
{"who":"officer","do":"set","item":"p","fields":{"name":"c"}}
{"who":"officer","do":"add","as":"q","noun":"question","fields":{"campaign":"k","text":"?","kind":"single"}}
{"who":"ana","do":"key_sheet","as":"s","campaign":"k","answers":{"q":"c","t":"c"},"refused":"NOT_ALLOWED"}
"#;

    #[test]
    fn names_become_ids_where_the_table_says_that_items_stand() {
        let mut next = 0_u8;
        let steps = read(PLAN, &mut |bytes| {
            next += 1;
            bytes.fill(next);
        })
        .unwrap();
        let orders: Vec<_> = steps.iter().map(|step| step.order().unwrap().command).collect();
        let [
            Command::CreateProgramme(create),
            Command::Add(Add { fields: member, .. }),
            Command::AddMember(AddMember { r#as: pass, committees, .. }),
            Command::Set(Set { item, fields: name, .. }),
            _,
            Command::KeySheet(KeySheet { answers, .. }),
        ] = orders.as_slice()
        else {
            panic!("{orders:?}")
        };
        let committee = create.items[0].r#as;
        assert_eq!(
            (item.0, name["name"].as_str()),
            (create.r#as.0, Some("c")),
            "a name that is a text stays"
        );
        assert_eq!(member["committee"], committee.to_string());
        assert_eq!(member["name"], "c");
        assert_eq!(committees, &[committee]);
        assert_eq!(steps[5].who, Who::Pass(*pass));
        assert_eq!(answers["t"], "c", "what is no choice is what was written");
        assert!(answers.values().any(|answer| *answer == committee.to_string()));
        assert_eq!(steps[1].needs, [Some(0)]);
        assert_eq!(steps[5].refused.as_deref(), Some("NOT_ALLOWED"));
        assert!(steps[0].is_barrier() && !steps[1].is_barrier());
    }
}
