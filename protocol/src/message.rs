//! The messages of the socket (`GET /socket`). A message is a JSON object with one key that names it.

use crate::command::Order;
use crate::entity::{Change, Count, Entity};
use crate::limits::{FACILITATOR_MESSAGE_BYTES_MAX, MESSAGE_BYTES_MAX};
use crate::secret::Token;
use crate::{CommandId, ForumId, HashHead, ParticipantId, Position, Refusal, Scope};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use ts_rs::TS;

/// The first message of a socket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
#[expect(missing_docs, reason = "they say it")]
pub struct Hello {
    /// [`crate::limits::WIRE_VERSION`].
    pub version: u32,
    pub forum: ForumId,
    pub token: Token,
    /// What this screen follows, and where it stands.
    #[serde(default)]
    pub follow: Vec<Follow>,
    /// Minutes that this device's own clock is ahead of UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ahead: Option<i16>,
}

/// A scope to follow. Without a position, when the tail does not reach back to it, or when it is not
/// one of this log, the server answers `load`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
#[expect(missing_docs, reason = "they say it")]
pub struct Follow {
    pub scope: Scope,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}

/// A scope no longer followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Unfollow {
    pub scope: Scope,
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
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "documented at the types they hold")]
pub enum ClientMessage {
    Hello(Hello),
    Command(Order),
    Follow(Follow),
    Unfollow(Unfollow),
    /// Of a facilitator, to the room's screens.
    Show(Show),
    /// Answer to `ping`.
    Pong(Nothing),
}

/// A client's message as the server reads it: the command is decoded in a second step
/// ([`crate::command::read`]).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "as in ClientMessage")]
pub enum Incoming<'a> {
    Hello(Hello),
    #[serde(borrow)]
    Command(&'a RawValue),
    Follow(Follow),
    Unfollow(Unfollow),
    Show(Show),
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
#[expect(missing_docs, reason = "they say it")]
pub struct Welcome {
    pub version: u32,
    pub role: Role,
    /// The person, when the role is participant.
    pub participant: Option<ParticipantId>,
    pub position: Position,
    /// The server's clock, milliseconds since 1970 UTC.
    #[ts(type = "number")]
    pub now: i64,
    /// Screens connected: after a break wait up to 2 s × people / 1 000 before coming back.
    pub people: u32,
}

/// Changes of one scope in one commit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Changes {
    pub scope: Scope,
    #[ts(type = "number")]
    pub seq: u64,
    pub head: HashHead,
    pub changes: Vec<Change>,
}

/// The scope is followed from here on: all changes after `position` will arrive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Followed {
    pub scope: Scope,
    pub position: Position,
}

/// Load the snapshot of this scope, then `follow` it with the snapshot's position. A scope that
/// this caller may not see, or that does not exist, is `gone`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Load {
    pub scope: Scope,
}

/// New values of some counts of a scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Counts {
    pub scope: Scope,
    pub counts: Vec<Count>,
}

/// Who came and went, in a scope that shows names (`facilitation`, `group:ID`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Presence {
    pub scope: Scope,
    pub here: Vec<ParticipantId>,
    pub away: Vec<ParticipantId>,
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
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "documented at the types they hold")]
pub enum ServerMessage {
    Welcome(Welcome),
    Followed(Followed),
    Load(Load),
    Gone(Load),
    Changes(Changes),
    Counts(Counts),
    Presence(Presence),
    Done(Done),
    Refused(Refused),
    /// To a screen of the room, from a facilitator.
    Show(Show),
    /// Heartbeat; to be answered by `pong`.
    Ping(Nothing),
}

/// All entities of one scope at a position (`GET /api/forums/ID/snapshot/SCOPE`, with
/// `Authorization: Bearer TOKEN`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Snapshot {
    pub scope: Scope,
    pub position: Position,
    pub entities: Vec<Entity>,
    pub counts: Vec<Count>,
    /// People of this scope with a screen open, where names are shown.
    pub here: Vec<ParticipantId>,
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
