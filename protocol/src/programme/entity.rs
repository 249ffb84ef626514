//! What screens of a programme show.

use super::noun::Noun;
use super::results::Results;
use super::value::Day;
use super::{ItemId, ProgrammeId};
use crate::PassId;
use crate::entity::Gone;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use ts_rs::TS;

/// A thing of a programme: its fields as the table of nouns names them. What is not there was not filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct Item {
    /// Its id; of the programme itself the programme's.
    pub id: ItemId,
    /// What it is.
    pub noun: Noun,
    /// From 1 in the order of adding, for each noun.
    pub number: u32,
    /// Values as commands have them.
    #[ts(type = "Record<string, unknown>")]
    pub fields: BTreeMap<String, Value>,
    /// Fields whose words are gone, and why.
    #[ts(as = "Option<BTreeMap<String, Gone>>", optional)]
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub gone: BTreeMap<String, Gone>,
    /// What does not fit together: said, never a gate.
    #[ts(as = "Option<Vec<Warning>>", optional)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
    /// Of a campaign that was opened once: whether it takes answers without an account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<bool>,
    /// Of such a campaign: whether its sheets have numbers with letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numbered: Option<bool>,
    /// Of a source: the words that it refers to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Of an action: the first day of its end and its open steps; once it is over the action is late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// Of an action sheet: what it lacks to be handed in, as `SHEET_INCOMPLETE` says it.
    #[ts(as = "Option<Vec<String>>", optional)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// Of an action sheet: the years of which there is a review.
    #[ts(as = "Option<Vec<i16>>", optional)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviewed: Vec<i16>,
    /// Of the programme: the committee has said what becomes of all that forums brought.
    #[ts(as = "Option<bool>", optional)]
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub finished: bool,
}

/// An action sheet as it stood when it was validated. Scope `action:ID`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Version {
    /// Its id.
    pub id: ItemId,
    /// Of this sheet.
    pub action: ItemId,
    /// From 1, for each sheet.
    pub version: u32,
    /// When it was validated.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// The sheet and all that belongs to it.
    pub items: Vec<Item>,
}

/// What does not fit together in an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// « Ce groupe n'a pas d'habitant·e ».
    NoResident,
    /// Nobody sits in it.
    NoMember,
    /// It was held, and has no minutes.
    NoMinutes,
    /// A figure without its source cannot be checked.
    NoSource,
    /// A weighted mean needs something to weigh with.
    NoWeight,
    /// More came back than was handed out.
    MoreReturned,
    /// More were processed and rejected than came back.
    MoreProcessed,
    /// Nobody said what may be published of it.
    NoConsent,
    /// It ends before it starts.
    EndsBefore,
    /// A choice is asked for and none is offered.
    NoChoice,
    /// An action is done and none of its indicators has a value.
    NoValue,
}

/// What a pass opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they say it")]
pub enum PassKind {
    Officer,
    Member,
}

/// As what somebody is in a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Whose server it is, or whose programme.
    Owner,
    /// Runs it.
    Officer,
    /// Sits in a committee or mixed group.
    Member,
    /// Anybody.
    Public,
}

/// A pass that has not been revoked. Scope `office`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Pass {
    pub id: PassId,
    pub kind: PassKind,
    pub label: String,
    /// Of a member.
    pub committees: Vec<ItemId>,
    /// The pass of the programme's creator; it is not revoked.
    pub first: bool,
}

/// Who asks. Scope `self`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Me {
    pub role: Role,
    pub label: String,
    /// Of a member.
    pub committees: Vec<ItemId>,
    /// The programme's code, of which links for everybody are made.
    pub code: String,
}

/// How an answer sheet came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Keyed from paper.
    Paper,
    /// Answered without an account.
    Web,
    /// From the file of another tool.
    File,
}

/// An answer sheet. Scope `sheets:CAMPAIGN`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct Sheet {
    /// Its id.
    pub id: ItemId,
    /// Of this campaign.
    pub campaign: ItemId,
    /// From 1 in the order of coming in.
    pub order: u32,
    /// The batch that it came back with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<ItemId>,
    /// The number that is printed on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// How it came in.
    pub way: Way,
    /// By question; null: asked and not answered; not there: not asked. Choices by their ids.
    #[ts(type = "Record<ItemId, unknown>")]
    pub answers: BTreeMap<ItemId, Value>,
    /// Questions of which the second keying says something else; nothing: it was keyed once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub differs: Option<Vec<ItemId>>,
    /// It counts nowhere.
    #[ts(as = "Option<bool>", optional)]
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
    /// Its words are gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Gone>,
}

/// What a file brought. Scope `office`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct Import {
    /// Its id.
    pub id: ItemId,
    /// What the file is called.
    pub label: String,
    /// Its label is gone, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Gone>,
    /// Parts that are done.
    pub parts: u32,
    /// Items and sheets that came with it.
    pub rows: u32,
}

/// Where words stand that somebody said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they say it")]
pub enum CardRef {
    Verbatim(ItemId),
    Contribution(ItemId),
    Answer { sheet: ItemId, question: ItemId },
}

/// Words with their source. Scope `cards`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct Card {
    /// Where they stand.
    pub id: CardRef,
    /// The forum, the interview field or the campaign: each is a column of its own, never one sum.
    pub source: ItemId,
    /// The words.
    pub text: String,
    /// The question, the topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Evidence for the axes.
    #[ts(as = "Option<bool>", optional)]
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub evidence: bool,
}

/// A document that is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Document {
    /// The programme on one page, and its time line.
    Presentation,
    /// Who sits in the committees.
    Composition,
    /// The diagnosis.
    Diagnosis,
    /// What a campaign came to.
    Results,
    /// What was said in one field of interviews.
    Interviews,
    /// The minutes of one committee, as far as they are validated.
    Minutes,
    /// A newsletter.
    Newsletter,
    /// What came of what was said: axes, objectives, validated sheets, and what was not retained.
    Plan,
}

/// A version of a document that was published. Scopes `public` and `publication:ID`, where what it holds stands beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct Publication {
    /// Its id.
    pub id: ItemId,
    /// Which document.
    pub document: Document,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<ItemId>,
    /// From 1, for each document.
    pub version: u32,
    /// When it was published.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// What is new in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Its note is gone, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Gone>,
    /// A later version stands.
    #[ts(as = "Option<bool>", optional)]
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub replaced: bool,
}

/// One programme of this server, for its owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
#[expect(missing_docs, reason = "they say it")]
pub struct ProgrammeSummary {
    pub id: ProgrammeId,
    pub code: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub territory: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
}

macro_rules! entities {
    ($($name:ident $(($id:ty))? = $make:expr;)+) => {
        /// Something that a screen shows: one key that names it.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        #[expect(missing_docs, reason = "named after the type that it holds")]
        pub enum Entity { $($name($name),)+ }

        /// Which entity: `"me"` or `{"item":"ID"}`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        #[expect(missing_docs, reason = "named after the entity that it finds")]
        pub enum Key { $($name $(($id))?,)+ }

        impl Entity {
            /// The key under which a replica keeps this entity.
            pub fn key(&self) -> Key {
                match self { $(Self::$name(entity) => { let make: fn(&$name) -> Key = $make; make(entity) })+ }
            }
        }
    };
}

entities! {
    Item(ItemId) = |e| Key::Item(e.id);
    Pass(PassId) = |e| Key::Pass(e.id);
    Me = |_| Key::Me;
    Sheet(ItemId) = |e| Key::Sheet(e.id);
    Import(ItemId) = |e| Key::Import(e.id);
    Card(CardRef) = |e| Key::Card(e.id);
    Publication(ItemId) = |e| Key::Publication(e.id);
    Results(ItemId) = |e| Key::Results(e.id);
    Version(ItemId) = |e| Key::Version(e.id);
}
