//! Why a command was not done: a code for programs with the fields that a screen needs for its
//! sentence. Refusals are advice of the moment and are not remembered.

use crate::programme::field::Fault;
use crate::{ContributionId, ItemId, ParticipantId, PassId, SlotId, SpaceId, Which};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;
use uuid::Uuid;

/// A free cell of the agenda wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct Cell {
    /// When.
    pub slot: SlotId,
    /// Where.
    pub space: SpaceId,
}

/// Why a command was not done. The variants are empty structs where there is nothing to add, so
/// that fields can come later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{}", self.code())]
#[serde(tag = "code", rename_all = "SCREAMING_SNAKE_CASE")]
#[ts(optional_fields)]
#[expect(missing_docs, reason = "fields are said in the variant's sentence")]
pub enum Refusal {
    /// This role, in this state of things, may not.
    NotAllowed {},
    /// No such thing in this forum; also for what belongs to another forum.
    NotFound {},
    /// The moment for it has not come.
    TooEarly {},
    /// Topics are no longer taken.
    TopicsClosed {},
    /// The forum is paused; reading goes on.
    ForumPaused {},
    /// The forum has ended.
    ForumClosed {},
    /// Newcomers are not let in.
    DoorClosed {},
    /// A facilitator took this person out of the forum.
    Removed {},
    /// Too many wrong codes.
    TryLater {},
    /// What is missing, by field name.
    ForumIncomplete { missing: Vec<String> },
    /// A slot, space or college in use, or an axis that holds contributions, is not removed.
    InUse {},
    /// No more of this kind in a forum; `max` is the bound.
    LimitReached { max: u32 },
    /// The cell holds another group; `free` is the nearest free one.
    CellTaken { free: Option<Cell> },
    /// The host already has a group in this slot, which is at the same time; `"confirm":true` passes.
    HostBusy { slot: SlotId },
    /// A group of the topic has opened.
    TitleFixed {},
    /// The group has written.
    HasContributions {},
    /// The host has `max` topics already.
    TooManyTopics { max: u32 },
    /// Only the host decides.
    NotHost { person: Option<ParticipantId> },
    /// Somebody present holds the pen.
    PenTaken { person: ParticipantId },
    /// Only members of the group may.
    NotMember {},
    /// The group has not opened yet.
    GroupNotOpen {},
    /// The group has closed.
    GroupClosed {},
    /// The topic was withdrawn.
    TopicWithdrawn {},
    /// Only the author may.
    NotAuthor {},
    /// Support comes from others.
    OwnContribution {},
    /// Nothing visible was written.
    Empty {},
    /// `by` characters too many.
    TooLong { by: u32 },
    /// The text holds characters that would harm other readers: the first one (`U+E0041`) and its place
    /// among the characters that were typed, from 1.
    BadText {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sign: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<u32>,
    },
    /// A Wi-Fi password has 8 to 63 bytes, or 64 hexadecimal digits.
    WifiPassword {},
    /// Not an address like `https://forum.example`.
    BadAddress {},
    /// The logo of this number, from 1, is no PNG file of at most 48 KiB and 1 000 points a side.
    BadLogo { number: u32 },
    /// No browser on the server's machine made a PDF: there is none, or it failed.
    NoBrowser {},
    /// No time zone has this name (IANA).
    UnknownTimeZone {},
    /// No language has this tag (BCP 47).
    UnknownLanguage {},
    /// Axes do not change while the vote is open.
    VoteOpen {},
    /// The vote was never opened.
    VoteNotOpen {},
    /// The vote is over.
    VoteClosed {},
    /// All `dots` of this person are placed.
    NoDotLeft { dots: u8 },
    /// At most `max` dots on one axis.
    TooManyDots { max: u8 },
    /// The vote has begun; colleges stay.
    CollegeLocked {},
    /// An axis without a contribution cannot be voted on.
    AxisWithoutSource {},
    /// Fewer than two axes.
    NothingToChoose {},
    /// So many contributions have no outcome.
    Unsorted { count: u32 },
    /// It is a duplicate itself, of this one.
    IsDuplicate { of: ContributionId },
    /// Others are duplicates of it.
    HasDuplicates {},
    /// One of several was refused, and so nothing of all was done: which one, as it was named, and why.
    OneRefused {
        #[ts(type = "string | number")]
        of: Which<Uuid>,
        #[ts(type = "Refusal")]
        refusal: Box<Refusal>,
    },
    /// What it acts on changed after the screen on which it was asked for. Final.
    MovedOn {},
    /// Too many commands; send again after `ms` milliseconds. Not final.
    SlowDown { ms: u32 },
    /// The server does not know this word.
    UnknownCommand {},
    /// The body does not fit the word.
    BadCommand {},

    // Of a programme.
    /// This field of an item was not taken, and why.
    BadField {
        field: String,
        #[serde(flatten)]
        fault: Fault,
    },
    /// Somebody else changed this field meanwhile: what it says now, and by which pass.
    ChangedMeanwhile {
        item: ItemId,
        field: String,
        #[ts(type = "unknown")]
        now: Value,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<PassId>,
    },
    /// This answer of a sheet does not fit its question, and why.
    BadAnswer {
        question: ItemId,
        #[serde(flatten)]
        fault: Fault,
    },
    /// The sheet answers no question. Answer one; a blank sheet that came back is counted as rejected in its batch.
    NothingAnswered {},
    /// The campaign takes no answers (any more).
    CampaignClosed {},
    /// A sheet with this number was keyed before.
    SheetTaken { number: u32 },
    /// The letters do not belong to the number of the sheet.
    WrongLetters {},
    /// The sheet was keyed a second time before, or would be by the same person.
    KeyedTwice {},
    /// Parts of an import come one after the other; this one is next.
    OutOfTurn { part: u32 },
    /// There is nothing yet to publish.
    NothingToPublish {},
    /// It is said why, since the reason is published: why an axis stands on nothing that was said or counted, why
    /// something was not retained, why an action rests.
    ReasonRequired {},
    /// So many axes of forums and contributions have no outcome of the committee.
    Undecided { axes: u32, contributions: u32 },
    /// The table in this place, from 0, would tell small counts together with these publications, however much of it is
    /// withheld; of none: by itself, since there are too few sheets.
    TellsSmallCounts { table: u32, earlier: Vec<ItemId> },
    /// Objectives stand under axes that the committee retained.
    AxisNotRetained {},
    /// What an action sheet lacks to be handed in: its fields, or the nouns of which it needs one.
    SheetIncomplete { missing: Vec<String> },
    /// Who validates says which committee decided it, and when.
    DecisionRequired {},
    /// A validated action sheet is changed in a new version.
    Validated {},
    /// An action sheet that was handed in is not removed; it can be abandoned.
    AbandonInstead {},
    /// The file cannot be read or taken over so: why, in a sentence, and in which line.
    BadFile {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        line: Option<u32>,
        reason: String,
    },
}

/// Codes of a programme alone: no screen of a forum words them.
pub const PROGRAMME_CODES: [&str; 19] = [
    "BAD_FIELD",
    "CHANGED_MEANWHILE",
    "BAD_ANSWER",
    "NOTHING_ANSWERED",
    "CAMPAIGN_CLOSED",
    "SHEET_TAKEN",
    "WRONG_LETTERS",
    "KEYED_TWICE",
    "OUT_OF_TURN",
    "NOTHING_TO_PUBLISH",
    "REASON_REQUIRED",
    "UNDECIDED",
    "TELLS_SMALL_COUNTS",
    "AXIS_NOT_RETAINED",
    "SHEET_INCOMPLETE",
    "DECISION_REQUIRED",
    "VALIDATED",
    "ABANDON_INSTEAD",
    "BAD_FILE",
];

impl Refusal {
    /// The code as it stands on the wire.
    pub fn code(&self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::Object(fields)) => {
                fields.get("code").and_then(|code| code.as_str()).unwrap_or_default().to_owned()
            }
            _ => String::new(),
        }
    }
}
