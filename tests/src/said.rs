//! What a plan says, as facts: the oracle for an export. A small model of its own that knows
//! nothing of the rules: lines that are expected to be refused say nothing.

use crate::plan::{field, word};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// Sentences, each with how often it is true.
#[derive(Debug, Default)]
pub struct Facts(BTreeMap<String, usize>);

impl Facts {
    /// It is true once more.
    pub fn add(&mut self, fact: String) {
        *self.0.entry(fact).or_default() += 1;
    }

    /// What is true here or in `found` and not as often in the other.
    pub fn differences(&self, found: &Self) -> Vec<String> {
        let all: BTreeSet<_> = self.0.keys().chain(found.0.keys()).collect();
        let counts = |fact| [self, found].map(|facts| facts.0.get(fact).copied().unwrap_or(0));
        let differing = all.into_iter().map(|fact| (counts(fact), fact)).filter(|([a, b], _)| a != b);
        differing
            .map(|([said, held], fact)| format!("said {said} times, exported {held} times: {fact}"))
            .collect()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.values().sum()
    }
}

/// What a plan says in the end.
pub struct Said {
    /// What must be found in the export, and nothing else.
    pub facts: Facts,
    /// Texts that must be found nowhere.
    pub retired: Vec<String>,
}

/// The one normalisation of texts.
pub fn normal(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").nfc().collect::<String>().trim().to_owned()
}

/// Reads the plan to its end.
pub fn said(plan: &[Value]) -> Said {
    let mut day = Day::default();
    for line in plan.iter().filter(|line| field(line, "refused").is_none()) {
        day.hear(line);
    }
    let mut standing = day.typed.clone();
    for text in &day.taken_back {
        if let Some(count) = standing.get_mut(text) {
            *count -= 1;
        }
    }
    // What somebody else said too, perhaps within more words, may be found.
    let is_said = |text: &&String| standing.iter().any(|(other, n)| *n > 0 && other.contains(&***text));
    let retired = day.taken_back.iter().filter(|text| !text.is_empty() && !is_said(text)).cloned().collect();
    Said { retired, facts: day.facts() }
}

#[derive(Default)]
struct Day {
    question: String,
    labels: BTreeMap<String, String>,
    people: BTreeMap<String, Person>,
    topics: BTreeMap<String, Topic>,
    groups: BTreeMap<String, Group>,
    contributions: BTreeMap<String, Contribution>,
    axes: BTreeMap<String, String>,
    /// Names in the order in which the lines made them, which is that of the forum's numbers.
    numbered: BTreeMap<&'static str, Vec<String>>,
    dots: BTreeMap<(String, String), u64>,
    vote_closed: bool,
    at_table: String,
    sorting_closed: bool,
    public_address: Option<String>,
    /// Names and pictures.
    logos: Vec<(String, String)>,
    /// All words, and how often they were typed.
    typed: BTreeMap<String, usize>,
    taken_back: Vec<String>,
}

#[derive(Default)]
struct Person {
    name: String,
    names: Vec<String>,
    college: Option<String>,
    in_book: bool,
}

#[derive(Default)]
struct Topic {
    host: String,
    wordings: Vec<String>,
    title: String,
    question: String,
    interested: BTreeSet<String>,
    withdrawn: bool,
}

#[derive(Default)]
struct Group {
    topic: String,
    cell: Option<(String, String)>,
    opened: bool,
}

#[derive(Default)]
struct Contribution {
    author: String,
    wordings: Vec<String>,
    text: String,
    kind: String,
    group: Option<String>,
    about: Value,
    axes: Vec<String>,
    pinned: bool,
    /// Why it stands under no axis, or whose duplicate it is.
    aside: Value,
    supporters: BTreeSet<String>,
    retired: bool,
}

impl Contribution {
    /// A person puts it under an axis, or takes it from there.
    fn lie(&mut self, axis: &str, under: bool) {
        self.axes.retain(|other| under || other != axis);
        if under && !self.axes.iter().any(|other| other == axis) {
            self.axes.push(axis.to_owned());
        }
        if under {
            self.aside = Value::Null;
        }
        self.pinned = true;
    }

    /// A person says why it stands under no axis; null takes that back.
    fn set_aside(&mut self, aside: Value) {
        if !aside.is_null() {
            self.axes.clear();
        }
        self.pinned = !aside.is_null();
        self.aside = aside;
    }

    /// It answers nothing, its words stand, and nobody said what becomes of it.
    fn is_unexamined(&self) -> bool {
        !self.retired && self.about.is_null() && self.axes.is_empty() && self.aside.is_null()
    }
}

impl Day {
    fn hear(&mut self, line: &Value) {
        let get = |name: &str| field(line, name).unwrap_or_default().to_owned();
        let text = |name: &str| normal(&get(name));
        let (who, made) = (get("who"), get("as"));
        let on = line["on"].as_bool().unwrap_or(true);
        if word(line) != "retire" {
            for name in ["name", "title", "question", "text"] {
                if line[name].is_string() {
                    *self.typed.entry(text(name)).or_default() += 1;
                }
            }
        }
        match word(line) {
            "propose" => self.number("topics", &made),
            "place" => self.number("groups", &made),
            "write" | "disagree" => self.number("contributions", &made),
            "axis" | "split_axis" => self.number("axes", &made),
            _ => {}
        }
        match word(line) {
            "create_forum" => {
                self.question = text("question");
                for list in ["slots", "spaces", "colleges"] {
                    for one in line[list].as_array().into_iter().flatten() {
                        self.labels.insert(one["as"].as_str().unwrap_or_default().to_owned(), label(one));
                    }
                }
            }
            "set_forum" => {
                if line["question"].is_string() {
                    self.question = text("question");
                }
                if line["table"].is_string() {
                    self.at_table = get("table");
                }
                if let Some(address) = line.get("public_address") {
                    self.public_address = address.as_str().map(str::to_owned);
                }
            }
            "set_logos" => {
                let logos = line["logos"].as_array().into_iter().flatten();
                let field = |logo: &Value, field: &str| logo[field].as_str().unwrap_or_default().to_owned();
                self.logos = logos.map(|logo| (field(logo, "name"), field(logo, "image"))).collect();
            }
            "add_slot" | "add_space" | "add_college" => drop(self.labels.insert(made, label(line))),
            "set_slot" | "set_space" | "set_college" if line["label"].is_string() => {
                self.labels.insert(get(word(line).trim_start_matches("set_")), label(line));
            }
            "remove_slot" | "remove_space" | "remove_college" => {
                let gone = get(word(line).trim_start_matches("remove_"));
                self.labels.remove(&gone);
                let others = self.people.values_mut().filter(|one| one.college.as_ref() == Some(&gone));
                others.for_each(|one| one.college = None);
            }
            "join" => {
                let college = field(line, "college").map(str::to_owned);
                let names = vec![text("name")];
                self.people.insert(who, Person { name: text("name"), names, college, in_book: false });
            }
            "rename" => {
                let person = if line["person"].is_string() { get("person") } else { who };
                let person = self.people.entry(person).or_default();
                person.name = text("name");
                person.names.push(text("name"));
            }
            "name_in_book" => self.people.entry(who).or_default().in_book = on,
            "choose_college" => {
                self.people.entry(who).or_default().college = field(line, "college").map(str::to_owned);
            }
            "propose" => {
                let (title, question) = (text("title"), text("question"));
                let wordings = vec![title.clone(), question.clone()];
                let topic = Topic { host: who, wordings, title, question, ..Topic::default() };
                self.topics.insert(made, topic);
            }
            "edit_topic" => {
                let topic = self.topics.entry(get("topic")).or_default();
                if line["title"].is_string() {
                    topic.title = text("title");
                    topic.wordings.push(text("title"));
                }
                if line["question"].is_string() {
                    topic.question = text("question");
                    topic.wordings.push(text("question"));
                }
            }
            "withdraw" => self.topics.entry(get("topic")).or_default().withdrawn = true,
            "interest" => set(&mut self.topics.entry(get("topic")).or_default().interested, who, on),
            "place" => {
                let group =
                    Group { topic: get("topic"), cell: Some((get("slot"), get("space"))), opened: false };
                self.groups.insert(made, group);
            }
            "move" => {
                self.groups.entry(get("group")).or_default().cell = Some((get("slot"), get("space")));
            }
            "unplace" => self.groups.entry(get("group")).or_default().cell = None,
            "open" => self.groups.entry(get("group")).or_default().opened = true,
            "open_all" | "unopen" => {
                for group in self.listed("groups", &line["groups"]) {
                    self.groups.entry(group).or_default().opened = word(line) == "open_all";
                }
            }
            "write" => {
                let (text, kind, group) = (text("text"), get("kind"), Some(get("group")));
                let (author, wordings) = (who, vec![text.clone()]);
                let contribution =
                    Contribution { author, wordings, text, kind, group, ..Contribution::default() };
                self.contributions.insert(made, contribution);
            }
            "disagree" => {
                let (text, kind, about) = (text("text"), "disagreement".to_owned(), line["about"].clone());
                let (author, wordings) = (who, vec![text.clone()]);
                let contribution =
                    Contribution { author, wordings, text, kind, about, ..Contribution::default() };
                self.contributions.insert(made, contribution);
            }
            "edit" => {
                let contribution = self.contribution(line);
                contribution.text = text("text");
                contribution.wordings.push(text("text"));
            }
            "retire" if line["topic"].is_string() => self.retire_topic(&get("topic")),
            "retire" if line["name"].is_string() => self.retire_name(&get("name")),
            "retire" => self.retire(&get("contribution")),
            "remove_person" => self.remove_person(&get("person"), line["erase"] == true),
            "support" => set(&mut self.contribution(line).supporters, who, on),
            "axis" => drop(self.axes.insert(made, text("name"))),
            "rename_axis" => drop(self.axes.insert(get("axis"), text("name"))),
            "attach" => self.contribution(line).lie(&get("axis"), true),
            "detach" => self.contribution(line).lie(&get("axis"), false),
            "attach_all" | "detach_all" => {
                let axis = self.which("axes", &line["axis"]);
                for id in self.listed("contributions", &line["contributions"]) {
                    self.contributions.entry(id).or_default().lie(&axis, word(line) == "attach_all");
                }
            }
            "remove_axis" => self.remove_axis(&get("axis")),
            "remove_axes" => {
                for axis in self.listed("axes", &line["axes"]) {
                    self.remove_axis(&axis);
                }
            }
            "outcome" => {
                for id in self.listed("contributions", &line["contributions"]) {
                    self.contributions.entry(id).or_default().set_aside(line["outcome"].clone());
                }
            }
            "duplicate" => {
                let of = line["of"].as_str().map_or(Value::Null, |of| json!({"duplicate_of": of}));
                self.contribution(line).set_aside(of);
            }
            "duplicate_all" => {
                let of = Some(self.which("contributions", &line["of"])).filter(|of| !of.is_empty());
                let of = of.map_or(Value::Null, |of| json!({"duplicate_of": of}));
                for id in self.listed("contributions", &line["contributions"]) {
                    self.contributions.entry(id).or_default().set_aside(of.clone());
                }
            }
            "close_sorting" => self.sorting_closed = true,
            "reopen_sorting" => self.sorting_closed = false,
            "confirm" => self.contribution(line).pinned = on,
            "confirm_all" => {
                for id in self.listed("contributions", &line["contributions"]) {
                    self.contributions.entry(id).or_default().pinned = on;
                }
            }
            "accept" => self.accept(line),
            "accept_all" => line["heaps"].as_array().into_iter().flatten().for_each(|heap| self.accept(heap)),
            "merge_axes" => {
                self.axes.remove(&get("axis"));
                for contribution in self.contributions.values_mut() {
                    exchange(&mut contribution.axes, &get("axis"), &get("into"));
                }
            }
            "split_axis" => {
                let axis = self.which("axes", &line["axis"]);
                for id in self.listed("contributions", &line["contributions"]) {
                    if let Some(contribution) = self.contributions.get_mut(&id) {
                        exchange(&mut contribution.axes, &axis, &made);
                        contribution.pinned = true;
                    }
                }
                self.axes.insert(made, text("name"));
            }
            "dot" => drop(self.dots.insert((get("axis"), who), line["dots"].as_u64().unwrap_or(0))),
            "close_vote" => self.vote_closed = true,
            _ => {}
        }
        // It opens again by itself.
        self.sorting_closed &= !self.contributions.values().any(Contribution::is_unexamined);
    }

    fn retire(&mut self, id: &str) {
        let contribution = self.contributions.entry(id.to_owned()).or_default();
        contribution.retired = true;
        self.taken_back.append(&mut contribution.wordings);
        let repeats = |one: &&mut Contribution| one.aside["duplicate_of"] == id;
        self.contributions.values_mut().filter(repeats).for_each(|one| one.set_aside(Value::Null));
    }

    fn retire_topic(&mut self, topic: &str) {
        let topic = self.topics.entry(topic.to_owned()).or_default();
        (topic.title, topic.question) = Default::default();
        self.taken_back.append(&mut topic.wordings);
    }

    fn retire_name(&mut self, person: &str) {
        let person = self.people.entry(person.to_owned()).or_default();
        person.name.clear();
        person.in_book = false;
        self.taken_back.append(&mut person.names);
    }

    fn remove_person(&mut self, person: &str, erase: bool) {
        self.people.entry(person.to_owned()).or_default().college = None;
        self.topics.values_mut().for_each(|topic| set(&mut topic.interested, person.to_owned(), false));
        self.contributions.values_mut().for_each(|one| set(&mut one.supporters, person.to_owned(), false));
        if !self.vote_closed {
            self.dots.retain(|(_, voter), _| voter != person);
        }
        if !erase {
            return;
        }
        let hosted = self.topics.iter().filter(|(_, topic)| topic.host == person);
        for topic in hosted.map(|(id, _)| id.clone()).collect::<Vec<_>>() {
            let of_topic = |group: &String| self.groups[group].topic == topic;
            let has_written = self.contributions.values().any(|one| one.group.as_ref().is_some_and(of_topic));
            self.topics.entry(topic.clone()).or_default().withdrawn |= !has_written;
            self.retire_topic(&topic);
        }
        let wrote = self.contributions.iter().filter(|(_, one)| one.author == person);
        for contribution in wrote.map(|(id, _)| id.clone()).collect::<Vec<_>>() {
            self.retire(&contribution);
        }
        self.retire_name(person);
    }

    /// What a person placed stays where it lies.
    fn accept(&mut self, heap: &Value) {
        let axis = match field(heap, "as") {
            Some(made) => {
                self.number("axes", made);
                self.axes.insert(made.to_owned(), normal(field(heap, "name").unwrap_or_default()));
                made.to_owned()
            }
            None => self.which("axes", &heap["axis"]),
        };
        for id in self.listed("contributions", &heap["contributions"]) {
            let contribution = self.contributions.entry(id).or_default();
            if !contribution.pinned {
                contribution.lie(&axis, true);
                contribution.pinned = false;
            }
        }
    }

    fn number(&mut self, kind: &'static str, made: &str) {
        self.numbered.entry(kind).or_default().push(made.to_owned());
    }

    /// The name of something that a line calls by its name or its number.
    fn which(&self, kind: &str, one: &Value) -> String {
        match one.as_u64() {
            Some(number) => self.numbered[kind][number as usize - 1].clone(),
            None => one.as_str().unwrap_or_default().to_owned(),
        }
    }

    fn listed(&self, kind: &str, list: &Value) -> Vec<String> {
        list.as_array().into_iter().flatten().map(|one| self.which(kind, one)).collect()
    }

    fn remove_axis(&mut self, axis: &str) {
        for one in self.contributions.values_mut().filter(|one| one.axes.iter().any(|other| other == axis)) {
            one.axes.retain(|other| other != axis);
            one.pinned = false;
        }
        self.axes.remove(axis);
    }

    fn contribution(&mut self, line: &Value) -> &mut Contribution {
        self.contributions.entry(field(line, "contribution").unwrap_or_default().to_owned()).or_default()
    }

    fn facts(&self) -> Facts {
        let mut facts = Facts::default();
        facts.add(question(&self.question));
        let table = if self.at_table.is_empty() { "facilitators" } else { &self.at_table };
        facts.add(sorted_by(table, self.sorting_closed));
        facts.add(public_address(self.public_address.as_deref()));
        for (name, image) in &self.logos {
            facts.add(logo(name, image));
        }
        for label in self.labels.values() {
            facts.add(labelled(label));
        }
        for one in self.people.values() {
            let college = one.college.as_ref().map(|college| &*self.labels[college]);
            facts.add(person(&one.name, college, one.in_book));
        }
        for one in self.topics.values() {
            facts.add(topic(&one.title, &one.question, one.withdrawn, one.interested.len()));
        }
        for (id, one) in &self.groups {
            if (one.cell.is_some() || one.opened) && !self.topics[&one.topic].withdrawn {
                facts.add(format!("group {}", self.group(id)));
            }
        }
        for one in self.contributions.values().filter(|one| !one.retired) {
            let target = one.about["contribution"].as_str().map(|id| &self.contributions[id]);
            // A disagreement about a contribution stands in its group.
            let group = one.group.as_ref().or_else(|| target.and_then(|target| target.group.as_ref()));
            let about = match one.about["axis"].as_str() {
                Some(axis) => about_axis(&self.axes[axis]),
                None => about_contribution(target.filter(|it| !it.retired).map(|it| &*it.text)),
            };
            let place = place(group.map(|group| self.group(group)), &about);
            let axes: Vec<&str> = one.axes.iter().map(|axis| &*self.axes[axis]).collect();
            let outcome = match one.aside["duplicate_of"].as_str() {
                Some(kept) => duplicate_of(&self.contributions[kept].text),
                None if one.about.is_null() && !axes.is_empty() => "attached".to_owned(),
                None => one.aside.as_str().unwrap_or("nothing").to_owned(),
            };
            facts.add(contribution(&one.kind, &one.text, &place, &axes, one.supporters.len(), &outcome));
        }
        for (id, name) in &self.axes {
            let dots = self.dots.iter().filter(|((axis, _), _)| axis == id).map(|(_, dots)| dots).sum();
            facts.add(axis(name, self.vote_closed.then_some(dots)));
        }
        facts
    }

    fn group(&self, id: &str) -> String {
        let group = &self.groups[id];
        let cell = group.cell.as_ref().map(|(slot, space)| (&*self.labels[slot], &*self.labels[space]));
        in_group(&self.topics[&group.topic].title, cell)
    }
}

fn label(line: &Value) -> String {
    normal(field(line, "label").unwrap_or_default())
}

fn set(people: &mut BTreeSet<String>, who: String, on: bool) {
    if on {
        people.insert(who);
    } else {
        people.remove(&who);
    }
}

fn exchange(axes: &mut Vec<String>, from: &str, into: &str) {
    if axes.iter().any(|axis| axis == into) {
        axes.retain(|axis| axis != from);
    }
    for axis in axes.iter_mut().filter(|axis| *axis == from) {
        into.clone_into(axis);
    }
}

// The sentences, so that a plan and an export say the same in the same words.

pub(crate) fn question(text: &str) -> String {
    format!("question {text:?}")
}

pub(crate) fn labelled(label: &str) -> String {
    format!("label {label:?}")
}

pub(crate) fn sorted_by(table: &str, closed: bool) -> String {
    format!("sorting is the {table}'s, closed: {closed}")
}

pub(crate) fn public_address(address: Option<&str>) -> String {
    format!("public address {address:?}")
}

pub(crate) fn logo(name: &str, image: &str) -> String {
    format!("logo {name:?}: {image}")
}

pub(crate) fn person(name: &str, college: Option<&str>, in_book: bool) -> String {
    format!("person {name:?} of {college:?}, in the book: {in_book}")
}

pub(crate) fn topic(title: &str, question: &str, withdrawn: bool, interested: usize) -> String {
    let state = if withdrawn { ", withdrawn" } else { "" };
    format!("topic {title:?} with question {question:?}, {interested} interested{state}")
}

pub(crate) fn in_group(title: &str, cell: Option<(&str, &str)>) -> String {
    format!("{title:?} at {cell:?}")
}

pub(crate) fn place(group: Option<String>, about: &str) -> String {
    format!("in {} {about}", group.as_deref().unwrap_or("no group"))
}

pub(crate) fn about_contribution(text: Option<&str>) -> String {
    format!("about {text:?}")
}

pub(crate) fn about_axis(name: &str) -> String {
    format!("about the axis {name:?}")
}

pub(crate) fn duplicate_of(text: &str) -> String {
    format!("a duplicate of {text:?}")
}

pub(crate) fn contribution(
    kind: &str,
    text: &str,
    place: &str,
    axes: &[&str],
    supports: usize,
    outcome: &str,
) -> String {
    format!("{kind} {text:?} {place} under {axes:?} with {supports} supports, {outcome}")
}

pub(crate) fn axis(name: &str, dots: Option<u64>) -> String {
    format!("axis {name:?} with {dots:?} dots")
}
