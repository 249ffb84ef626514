//! Bodies of the HTTP routes beside the socket.

use crate::command::{self, Aside, Kind, Order};
use crate::entity::{ForumState, Gone, Name, Outcome};
use crate::programme::command::{Answers, CreateProgramme};
use crate::programme::entity::{Item, ProgrammeSummary};
use crate::programme::{ItemId, ProgrammeId, ProgrammeLanguage};
use crate::secret::{ReceiptCode, Token};
use crate::{
    CollegeId, CommandId, ContributionId, ForumId, ForumLanguage, Language, ParticipantId, Position, Refusal,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use ts_rs::TS;

/// The header by which a browser says which one it is at a door: a UUID that it made for itself. Who
/// mistypes is told apart by it from others behind the same address.
pub const DEVICE: &str = "bourdon-device";

/// `POST /api/owner`: exchanges the owner key for an owner's token, made by the client.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Exchange {
    /// The owner key of the printed link.
    pub key: Token,
    /// The token that will speak for the owner.
    pub token: Token,
}

/// `POST /api/forums` (owner's token): creates a forum.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CreateForum {
    /// The command's id.
    pub id: CommandId,
    /// The creator's pass and the token that opens it.
    pub pass: crate::PassId,
    #[expect(missing_docs, reason = "as for the pass")]
    pub token: Token,
    /// What is created.
    #[serde(flatten)]
    pub command: command::CreateForum,
}

/// Answer to [`CreateForum`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Created {
    pub forum: ForumId,
    pub code: String,
    pub position: Position,
}

/// One forum of this server, for its owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct ForumSummary {
    pub id: ForumId,
    pub code: String,
    pub question: String,
    #[ts(type = "string")]
    pub date: Date,
    pub state: ForumState,
    pub people: u32,
}

/// `GET /api/forums` (owner's token): the forums of this server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum ListedForum {
    /// One that can be read.
    Sound(ForumSummary),
    /// One that cannot.
    Damaged(DamagedForum),
}

/// A forum that cannot be read from the log: what is known of it elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct DamagedForum {
    pub id: ForumId,
    pub code: String,
}

/// `POST /api/programmes` (owner's token): makes a programme.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct MakeProgramme {
    /// The command's id.
    pub id: CommandId,
    /// The creator's pass and the token that opens it.
    pub pass: crate::PassId,
    #[expect(missing_docs, reason = "as for the pass")]
    pub token: Token,
    /// What is made.
    #[serde(flatten)]
    pub command: CreateProgramme,
}

/// Answer to [`MakeProgramme`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct ProgrammeMade {
    pub programme: ProgrammeId,
    pub code: String,
    pub position: Position,
}

/// `GET /api/programmes` (owner's token): the programmes of this server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum ListedProgramme {
    /// One that can be read.
    Sound(ProgrammeSummary),
    /// One that cannot.
    Damaged(DamagedProgramme),
}

/// A programme that cannot be read from the log: what is known of it elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct DamagedProgramme {
    pub id: ProgrammeId,
    pub code: String,
}

/// `GET /api/questionnaires/CODE/NUMBER`: what a campaign of the programme with this code asks whoever has its link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Questionnaire {
    /// What the programme is called.
    pub programme: String,
    /// Of its words: BCP 47.
    pub language: String,
    /// It takes answers.
    pub open: bool,
    /// With the number of a sheet and its letters only.
    pub numbered: bool,
    /// The campaign; while it is open its questions and choices too.
    pub items: Vec<Item>,
}

/// `POST /api/questionnaires/CODE/NUMBER`: answers without an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct AnswerQuestionnaire {
    /// The command's id.
    pub id: CommandId,
    /// The sheet that this becomes.
    pub r#as: ItemId,
    /// The number that is printed on the sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The letters beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letters: Option<String>,
    /// By question; null: left empty.
    #[ts(type = "Record<string, unknown>")]
    pub answers: Answers,
}

/// `GET /api/forums/CODE`: what a door shows to whoever knows the code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Door {
    pub forum: ForumId,
    pub code: String,
    pub question: String,
    pub language: String,
    pub door_open: bool,
    pub state: ForumState,
    pub colleges: Vec<DoorCollege>,
}

/// A college to choose from at the door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct DoorCollege {
    pub id: CollegeId,
    pub label: String,
}

/// `POST /api/forums/CODE/join`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Join {
    /// The command's id.
    pub id: CommandId,
    /// Who joins.
    #[serde(flatten)]
    pub command: command::Join,
}

/// `POST /api/forums/CODE/come_back`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ComeBack {
    /// The command's id.
    pub id: CommandId,
    /// Who comes back.
    #[serde(flatten)]
    pub command: command::ComeBack,
}

/// Answer to [`Join`] and [`ComeBack`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Joined {
    pub forum: ForumId,
    pub participant: ParticipantId,
    pub position: Position,
}

/// `POST /api/forums/{forum}/snapshots`: the snapshots of several scopes, as one list. Groups and axes that are not
/// there for the caller are left out.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(bound = "")]
#[ts(concrete(L = ForumLanguage))]
pub struct AskSnapshots<L: Language = ForumLanguage> {
    /// At most [`SNAPSHOTS_AT_ONCE_MAX`](crate::limits::SNAPSHOTS_AT_ONCE_MAX); each once.
    pub scopes: BTreeSet<L::Scope>,
}

/// `POST /api/receipts`: what became of a contribution.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct AskReceipt {
    /// The receipt.
    pub receipt: ReceiptCode,
}

/// Answer to [`AskReceipt`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Traced {
    /// Its words are gone, and with them all that could be said of it.
    Gone(Gone),
    /// The words, and what became of them.
    Said(Box<Said>),
}

/// A contribution as everybody may read it who has its receipt: nobody is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Said {
    /// What the forum asked, and in which language.
    pub question: String,
    pub language: String,
    pub kind: Kind,
    pub text: String,
    /// What its group was about; nothing for a disagreement about an axis.
    pub topics: Vec<String>,
    /// Names of the axes that it stands under, or what it is a duplicate of; the main one first.
    pub axes: Vec<String>,
    /// It is one more voice for another contribution that says the same.
    #[ts(as = "Option<bool>", optional)]
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub duplicate: bool,
    /// Why it stands under no axis; nothing: nobody has looked at it.
    #[ts(optional)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aside: Option<Aside>,
    /// What became of it in the programmes of this server in which its forum stands.
    #[ts(as = "Option<Vec<Path>>", optional)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<Path>,
}

/// What became of a contribution in a territory's programme, as far as the office has decided it. Words of choices are
/// those of the table of nouns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Path {
    /// What it is called.
    pub programme: String,
    /// Its code, once its plan was published: « /demarche/CODE » leads there.
    #[ts(optional)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Nothing: the committee has not decided it yet.
    #[ts(optional)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<PathOutcome>,
    pub axes: Vec<PathAxis>,
    /// So many sheets are not told, since there are very many.
    #[ts(as = "Option<u32>", optional)]
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more: u32,
}

/// The committee's outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
#[expect(missing_docs, reason = "they say it")]
pub struct PathOutcome {
    pub outcome: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// The axis of the forum of which it was decided, where it was not of the words themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<String>,
}

/// A strategic axis that rests on the words, or took them in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
#[expect(missing_docs, reason = "they say it")]
pub struct PathAxis {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
    /// « /demarche/CODE/axes/PAGE », once it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    pub objectives: Vec<PathObjective>,
}

/// An objective with its action sheets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct PathObjective {
    pub name: String,
    pub sheets: Vec<PathSheet>,
}

/// An action sheet that was validated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct PathSheet {
    pub name: String,
    pub state: String,
    /// A new version of it is being written; this one stands until it is validated.
    #[ts(as = "Option<bool>", optional)]
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub revised: bool,
    /// « /demarche/CODE/actions/PAGE », once it was published.
    #[ts(optional)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// It rests on these very words, or on the axis of the forum that they stand under.
    #[ts(as = "Option<bool>", optional)]
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rests: bool,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// `GET /api/forums/FORUM/regroupings?before=NUMBER`: what people did to the table, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Regroupings {
    /// A page of them.
    pub list: Vec<Regrouping>,
    /// Older ones come before this number; nothing: there are none.
    pub before: Option<u32>,
}

/// What one command did to the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Regrouping {
    /// From 1 in the order of the log.
    pub number: u32,
    /// When, in milliseconds since 1970.
    pub at: i64,
    pub by: By,
    pub what: Regrouped,
    pub axes: Vec<AxisChange>,
    pub moves: Vec<Moved>,
    /// So many contributions went other ways still.
    pub others: u32,
}

/// Whose regrouping it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The owner, or a facilitator by the label of the pass.
    Facilitator(Option<String>),
    /// A host, or somebody of the room.
    Person(Name),
}

/// The first of what a command did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "as the events are called")]
pub enum Regrouped {
    AxisCreated,
    AxisRenamed,
    AxisRemoved,
    Attached,
    Detached,
    Accepted,
    AxesMerged,
    AxisSplit,
    OutcomeSet,
    DuplicateSet,
    SortingClosed,
    SortingReopened,
}

/// An axis before and after; nothing: it was not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct AxisChange {
    pub before: Option<AxisStood>,
    pub after: Option<AxisStood>,
}

/// An axis as it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AxisStood {
    /// Nothing: it was erased since.
    pub name: Option<String>,
    /// That were not taken back then.
    pub contributions: u32,
}

/// Contributions that went the same way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Moved {
    pub before: Place,
    pub after: Place,
    pub contributions: u32,
    /// The first of them.
    pub some: Vec<ContributionId>,
}

/// Where a contribution lay.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct Place {
    /// Names of axes, the main one first; nothing in the place of one that was erased since.
    pub axes: Vec<Option<String>>,
    /// Why under none; nothing: it stood under one, or waited.
    #[ts(optional)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// `GET /api/server`: where phones find this server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct ServerInfo {
    pub version: String,
    /// Addresses that phones can use, best first, like `http://192.168.1.20:7373`.
    pub addresses: Vec<String>,
    /// The server's disk is nearly full.
    pub disk_low: bool,
}

/// Body of every answer with a status of 400 and above.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HttpRefused {
    /// Why.
    pub refused: Refusal,
}

impl From<CreateForum> for Order {
    fn from(CreateForum { id, command, .. }: CreateForum) -> Self {
        Self::new(id, command)
    }
}

impl From<MakeProgramme> for Order<ProgrammeLanguage> {
    fn from(MakeProgramme { id, command, .. }: MakeProgramme) -> Self {
        Self::new(id, command)
    }
}

impl From<Join> for Order {
    fn from(Join { id, command }: Join) -> Self {
        Self::new(id, command)
    }
}

impl From<ComeBack> for Order {
    fn from(ComeBack { id, command }: ComeBack) -> Self {
        Self::new(id, command)
    }
}
