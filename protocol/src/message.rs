//! The messages of the socket (`GET /socket`). A message is a JSON object with one key that names it.

use crate::command::Order;
use crate::entity::Change;
use crate::limits::{FACILITATOR_MESSAGE_BYTES_MAX, MESSAGE_BYTES_MAX};
use crate::secret::Token;
use crate::{CommandId, ForumLanguage, HashHead, Language, Position, Refusal};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use ts_rs::TS;

/// The first message of a socket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(bound = "")]
#[ts(optional_fields, concrete(L = ForumLanguage))]
#[expect(missing_docs, reason = "they say it")]
pub struct Hello<L: Language = ForumLanguage> {
    /// [`crate::limits::WIRE_VERSION`].
    pub version: u32,
    /// What it is about.
    #[serde(flatten)]
    pub subject: L::Named,
    pub token: Token,
    /// What this screen follows, and where it stands.
    #[serde(default)]
    pub follow: Vec<Follow<L>>,
    /// Minutes that this device's own clock is ahead of UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ahead: Option<i16>,
}

/// A scope to follow. Without a position, when the tail does not reach back to it, or when it is not
/// one of this log, the server answers `load`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(bound = "")]
#[ts(optional_fields, concrete(L = ForumLanguage))]
#[expect(missing_docs, reason = "they say it")]
pub struct Follow<L: Language = ForumLanguage> {
    pub scope: L::Scope,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}

/// A scope no longer followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(bound = "")]
#[ts(concrete(L = ForumLanguage))]
#[expect(missing_docs, reason = "they say it")]
pub struct Unfollow<L: Language = ForumLanguage> {
    pub scope: L::Scope,
}

/// What the screen of the room can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they say it")]
pub enum Scene {
    Enter,
    Principles,
    Wall,
    Clock,
    News,
    Axes,
    Thanks,
}

/// What a facilitator asks of the room's screens. It is passed on to those that are open now, and kept nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Show {
    /// The page after the one that is shown.
    NextPage,
    /// The page before it.
    PreviousPage,
    /// This scene, until the moment changes.
    Scene(Scene),
    /// What belongs to the moment.
    Moment,
}

/// Nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// What a client says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case", bound = "")]
#[ts(concrete(L = ForumLanguage))]
#[expect(missing_docs, reason = "documented at the types they hold")]
pub enum ClientMessage<L: Language = ForumLanguage> {
    Hello(Hello<L>),
    Command(Order<L>),
    Follow(Follow<L>),
    Unfollow(Unfollow<L>),
    /// Of a facilitator, to the room's screens.
    Show(L::Show),
    /// Answer to `ping`.
    Pong(Nothing),
}

/// A client's message as the server reads it: the command is decoded in a second step
/// ([`crate::command::read`]).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", bound = "'de: 'a")]
#[expect(missing_docs, reason = "as in ClientMessage")]
pub enum Incoming<'a, L: Language = ForumLanguage> {
    Hello(Hello<L>),
    #[serde(borrow)]
    Command(&'a RawValue),
    Follow(Follow<L>),
    Unfollow(Unfollow<L>),
    Show(L::Show),
    Pong(Nothing),
}

/// Who a token speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they say it")]
pub enum Role {
    Facilitator,
    CoFacilitator,
    Participant,
    Projector,
}

impl Role {
    /// Bytes that a message of whoever has this role may have.
    pub fn message_bytes_max(self) -> usize {
        match self {
            Self::Facilitator | Self::CoFacilitator => FACILITATOR_MESSAGE_BYTES_MAX,
            Self::Participant | Self::Projector => MESSAGE_BYTES_MAX,
        }
    }
}

/// The answer to `hello`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(bound = "")]
#[ts(concrete(L = ForumLanguage))]
#[expect(missing_docs, reason = "they say it")]
pub struct Welcome<L: Language = ForumLanguage> {
    pub version: u32,
    pub role: L::Role,
    /// The person, when the role is participant.
    pub participant: Option<L::Person>,
    pub position: Position,
    /// The server's clock, milliseconds since 1970 UTC.
    #[ts(type = "number")]
    pub now: i64,
    /// Screens connected: after a break wait up to 2 s × people / 1 000 before coming back.
    pub people: u32,
}

/// Changes of one scope in one commit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(bound = "")]
#[ts(concrete(L = ForumLanguage))]
#[expect(missing_docs, reason = "they say it")]
pub struct Changes<L: Language = ForumLanguage> {
    pub scope: L::Scope,
    #[ts(type = "number")]
    pub seq: u64,
    pub head: HashHead,
    pub changes: Vec<Change<L>>,
}

/// The scope is followed from here on: all changes after `position` will arrive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(bound = "")]
#[ts(concrete(L = ForumLanguage))]
#[expect(missing_docs, reason = "they say it")]
pub struct Followed<L: Language = ForumLanguage> {
    pub scope: L::Scope,
    pub position: Position,
}

/// Load the snapshot of this scope, then `follow` it with the snapshot's position. A scope that
/// this caller may not see, or that does not exist, is `gone`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(bound = "")]
#[ts(concrete(L = ForumLanguage))]
#[expect(missing_docs, reason = "they say it")]
pub struct Load<L: Language = ForumLanguage> {
    pub scope: L::Scope,
}

/// New values of some counts of a scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(bound = "")]
#[ts(concrete(L = ForumLanguage))]
#[expect(missing_docs, reason = "they say it")]
pub struct Counts<L: Language = ForumLanguage> {
    pub scope: L::Scope,
    pub counts: Vec<L::Count>,
}

/// Who came and went, in a scope that shows names (`facilitation`, `group:ID`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(bound = "")]
#[ts(concrete(L = ForumLanguage))]
#[expect(missing_docs, reason = "they say it")]
pub struct Presence<L: Language = ForumLanguage> {
    pub scope: L::Scope,
    pub here: Vec<L::Person>,
    pub away: Vec<L::Person>,
}

/// A command was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Done {
    pub id: CommandId,
    /// A position that contains the effect.
    pub position: Position,
}

/// A command was refused; nothing changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Refused {
    pub id: CommandId,
    pub refusal: Refusal,
}

/// What the server says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", bound = "")]
#[ts(concrete(L = ForumLanguage))]
#[expect(missing_docs, reason = "documented at the types they hold")]
pub enum ServerMessage<L: Language = ForumLanguage> {
    Welcome(Welcome<L>),
    Followed(Followed<L>),
    Load(Load<L>),
    Gone(Load<L>),
    Changes(Changes<L>),
    Counts(Counts<L>),
    Presence(Presence<L>),
    Done(Done),
    Refused(Refused),
    /// To a screen of the room, from a facilitator.
    Show(L::Show),
    /// Heartbeat; to be answered by `pong`.
    Ping(Nothing),
}

/// All entities of one scope at a position (`GET /api/forums/ID/snapshot/SCOPE`, with
/// `Authorization: Bearer TOKEN`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(bound = "")]
#[ts(concrete(L = ForumLanguage))]
#[expect(missing_docs, reason = "they say it")]
pub struct Snapshot<L: Language = ForumLanguage> {
    pub scope: L::Scope,
    pub position: Position,
    pub entities: Vec<L::Entity>,
    pub counts: Vec<L::Count>,
    /// People of this scope with a screen open, where names are shown.
    pub here: Vec<L::Person>,
}

/// Why the server closed a socket. 4000–4499: come back; 4500–4999: do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum CloseCode {
    /// The server stops or restarts.
    Restart = 4000,
    /// This socket could not keep up; come back and load what is missing.
    TooSlow = 4001,
    /// Nothing was heard for too long.
    Silent = 4002,
    /// The forum was read again from its log.
    Reread = 4003,
    /// Too many screens were opened with this token in a short time; come back later.
    TooOften = 4004,
    /// The message could not be read.
    Unreadable = 4500,
    /// No such forum, the token does not belong to it (any more), or what was said is not for whoever said it.
    NotAllowed = 4501,
    /// The wire has another version: load the page again.
    Version = 4502,
    /// Too many screens with this token; the oldest goes.
    TooManyScreens = 4503,
    /// Ten times in a row faster than allowed.
    Flood = 4504,
    /// No `hello` in time.
    NoHello = 4505,
}
