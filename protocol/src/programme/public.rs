//! What everybody may read of a programme, as other programs read it: the answers of `/api/v1`, of which the public page is
//! made too. What was published, and nothing else; nobody is named who said something.
//!
//! A format for ever: fields are added, never changed. Words of choices are those of the table of nouns.

#![expect(missing_docs, reason = "fields say it, and what they do not say is said")]

use super::entity::Document;
use super::field::Kind;
use super::noun::Noun;
use super::value::{Amount, Day};
use crate::entity::Gone;
use jiff::Timestamp;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

macro_rules! answers {
    ($($(#[$doc:meta])* $name:ident { $($(#[$attr:meta])* $field:ident: $type:ty),* $(,)? },)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
            pub struct $name { $($(#[$attr])* pub $field: $type),* }
        )+
    };
}

answers! {
    /// A programme, and the documents that were published of it.
    Programme {
        code: String,
        /// BCP 47: what most of its words are in.
        language: String,
        name: Option<String>,
        question: Option<String>,
        territory: Option<String>,
        lead: Option<String>,
        /// Whom to ask.
        contact: Vec<String>,
        phases: Vec<Phase>,
        /// The one that was published last comes first.
        documents: Vec<Edited>,
        /// The plan as it was published last stands under `/plan`.
        has_plan: bool,
    },
    /// A part of its time line.
    Phase {
        name: Option<String>,
        #[schemars(schema_with = "day")]
        start: Option<Day>,
        #[schemars(schema_with = "day")]
        end: Option<Day>,
        done: bool,
    },
    /// A document with its versions.
    Edited {
        document: Document,
        /// What it is about, where there are several.
        about: Option<String>,
        /// The latest first.
        versions: Vec<Edition>,
    },
    /// A version of a document: it is never changed, but for words that are taken back.
    Edition {
        version: u32,
        #[schemars(with = "String", extend("format" = "date-time"))]
        at: Timestamp,
        /// What is new in it.
        note: Option<String>,
        /// Paths on this server.
        files: Vec<String>,
    },
    /// The plan as it was published: strategic axes, objectives, validated sheets, and what was not retained.
    Plan {
        version: u32,
        #[schemars(with = "String", extend("format" = "date-time"))]
        at: Timestamp,
        axes: Vec<AxisLine>,
        forums: Vec<Forum>,
    },
    /// A strategic axis in the plan.
    AxisLine {
        /// For ever: `/axes/ID`.
        id: u32,
        /// « 2 »: its place, which may become another one.
        number: String,
        name: Option<String>,
        /// Its first name, where it was renamed.
        original: Option<String>,
        objectives: Vec<Objective>,
    },
    /// What is wanted under an axis.
    Objective {
        /// « 2.1 »
        number: String,
        name: Option<String>,
        text: Option<String>,
        actions: Vec<ActionLine>,
    },
    /// An action sheet in the plan.
    ActionLine {
        /// For ever: `/actions/ID`.
        id: u32,
        /// « 2.1.3 »: its place, which may become another one.
        number: String,
        name: Option<String>,
        #[schemars(schema_with = "state")]
        state: String,
        /// A new version of it was being written.
        revised: bool,
        lead: Option<String>,
    },
    /// What a forum brought, and what the committee made of it.
    Forum {
        name: Option<String>,
        #[schemars(schema_with = "day")]
        day: Option<Day>,
        axes: Vec<Outcome>,
        /// Words that were not retained by themselves, whatever became of the axis under which they stand.
        words: Vec<Outcome>,
    },
    /// What became of an axis of a forum, or of words.
    Outcome {
        text: Option<String>,
        /// Why its words are not there any more.
        #[serde(skip_serializing_if = "Option::is_none")]
        gone: Option<Gone>,
        /// Nothing: that is not said yet.
        #[schemars(schema_with = "outcome")]
        outcome: Option<String>,
        #[schemars(schema_with = "why")]
        why: Option<String>,
        remark: Option<String>,
        /// The strategic axis in which it is.
        into: Option<Link>,
    },
    /// An axis, an objective or a sheet by its number and name.
    Link {
        id: u32,
        number: String,
        name: Option<String>,
    },
    /// A strategic axis: on what it rests, and what follows from it.
    Axis {
        /// The version of the plan in which it was published last.
        version: u32,
        #[schemars(with = "String", extend("format" = "date-time"))]
        at: Timestamp,
        /// A later version of the plan has it no more.
        gone_from_plan: bool,
        id: u32,
        number: String,
        name: Option<String>,
        original: Option<String>,
        text: Option<String>,
        /// Why the committee added it, where nothing of what was said carries it.
        reason: Option<String>,
        decided: Option<Decision>,
        sources: Vec<Source>,
        objectives: Vec<Objective>,
    },
    /// Which committee decided something, and when.
    Decision {
        committee: Option<String>,
        #[schemars(schema_with = "day")]
        day: Option<Day>,
    },
    /// On what an axis or a sheet rests.
    Source {
        kind: SourceKind,
        /// Its name, or the words themselves.
        text: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        gone: Option<Gone>,
        /// The forum, the field of interviews or the campaign from which it is.
        from: Option<String>,
        /// Why it was named.
        reason: Option<String>,
        /// What stands under an axis of a forum, in people's own words.
        words: Vec<Words>,
    },
    /// People's own words.
    Words {
        text: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        gone: Option<Gone>,
    },
    /// An action sheet.
    Action {
        /// The version of the plan in which it was published last.
        version: u32,
        #[schemars(with = "String", extend("format" = "date-time"))]
        at: Timestamp,
        /// A later version of the plan has it no more.
        gone_from_plan: bool,
        id: u32,
        number: String,
        name: Option<String>,
        #[schemars(schema_with = "state")]
        state: String,
        state_reason: Option<String>,
        revised: bool,
        decided: Option<Decision>,
        axis: Option<Link>,
        objective: Option<String>,
        context: Option<String>,
        /// Why the committee added it, where nothing of what was said carries it.
        reason: Option<String>,
        audience: Vec<String>,
        everywhere: bool,
        communes: Vec<String>,
        text: Option<String>,
        lead: Option<String>,
        referent: Option<String>,
        partners: Vec<String>,
        #[schemars(schema_with = "day")]
        start: Option<Day>,
        #[schemars(schema_with = "day")]
        end: Option<Day>,
        yearly: bool,
        timing: Option<String>,
        means: Option<String>,
        #[schemars(schema_with = "participation")]
        participation: Option<String>,
        /// The mixed group that wrote it.
        group: Option<String>,
        steps: Vec<Step>,
        funding: Vec<Funding>,
        measures: Vec<Measure>,
        reviews: Vec<Review>,
        sources: Vec<Source>,
    },
    /// A step of an action.
    Step {
        name: Option<String>,
        #[schemars(schema_with = "day")]
        due: Option<Day>,
        done: bool,
    },
    /// What somebody pays for an action in a year.
    Funding {
        year: Option<i16>,
        funder: Option<String>,
        #[schemars(schema_with = "amount")]
        amount: Option<Amount>,
    },
    /// By what an action is evaluated.
    Measure {
        name: Option<String>,
        unit: Option<String>,
        #[schemars(schema_with = "amount")]
        baseline: Option<Amount>,
        #[schemars(schema_with = "amount")]
        target: Option<Amount>,
        values: Vec<Measured>,
    },
    /// What that was in a year.
    Measured {
        year: Option<i16>,
        #[schemars(schema_with = "amount")]
        value: Option<Amount>,
        comment: Option<String>,
    },
    /// What became of an action in a year.
    Review {
        year: Option<i16>,
        #[schemars(schema_with = "state_or_none")]
        state: Option<String>,
        done: Option<String>,
        next: Option<String>,
    },
    /// Why there is no answer.
    Refused {
        refused: Why,
    },
    /// A refusal.
    Why {
        /// `NOT_FOUND`, or `SLOW_DOWN` and `TRY_LATER`: ask again.
        code: String,
        /// After so many milliseconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ms: Option<u32>,
    },
}

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    ForumAxis,
    Contribution,
    Verbatim,
    Indicator,
    Question,
}

fn words(noun: Noun, field: &str) -> Vec<&'static str> {
    match noun.field(field).map(|field| field.kind) {
        Some(Kind::Choice(answers)) => answers.iter().map(|answer| answer.word).collect(),
        _ => Vec::new(),
    }
}

fn one_of(noun: Noun, field: &str) -> Schema {
    let words = words(noun, field).into_iter().map(Some).chain([None]);
    json_schema!({ "enum": words.collect::<Vec<_>>() })
}

fn state(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": words(Noun::Action, "state") })
}

fn state_or_none(_: &mut SchemaGenerator) -> Schema {
    one_of(Noun::Action, "state")
}

fn outcome(_: &mut SchemaGenerator) -> Schema {
    one_of(Noun::ForumAxis, "outcome")
}

fn why(_: &mut SchemaGenerator) -> Schema {
    one_of(Noun::ForumAxis, "why")
}

fn participation(_: &mut SchemaGenerator) -> Schema {
    one_of(Noun::Action, "participation")
}

fn day(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": ["string", "null"], "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
        "description": "A day, or as much of it as is known.",
    })
}

fn amount(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "description": "A number; at least a number; why there is none, which is never 0; null: nothing is said.",
        "anyOf": [
            { "type": "number" },
            { "enum": ["withheld", "not_costed", null] },
            { "type": "object", "properties": { "at_least": { "type": "number" } }, "required": ["at_least"] },
        ],
    })
}
