//! Bodies of the HTTP routes beside the socket.

use crate::command::{NewCollege, NewSlot, NewSpace, Order};
use crate::entity::ForumState;
use crate::secret::{RecoveryCode, Token};
use crate::{CollegeId, CommandId, ForumId, ParticipantId, Position, Refusal};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
#[ts(optional_fields)]
#[expect(missing_docs, reason = "as in the command create_forum")]
pub struct CreateForum {
    /// The command's id.
    pub id: CommandId,
    pub r#as: ForumId,
    /// The creator's pass and the token that opens it.
    pub pass: crate::PassId,
    pub token: Token,
    pub question: String,
    pub language: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    #[ts(type = "string")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    #[serde(default)]
    pub slots: Vec<NewSlot>,
    #[serde(default)]
    pub spaces: Vec<NewSpace>,
    #[serde(default)]
    pub colleges: Vec<NewCollege>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dots: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dots_per_axis: Option<u8>,
}

/// Answer to [`CreateForum`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Created {
    pub forum: ForumId,
    pub code: String,
    pub position: Position,
}

/// `GET /api/forums` (owner's token): one forum of this server.
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
#[ts(optional_fields)]
#[expect(missing_docs, reason = "as in the command join")]
pub struct Join {
    /// The command's id.
    pub id: CommandId,
    pub r#as: ParticipantId,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub college: Option<CollegeId>,
    pub token: Token,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery: Option<RecoveryCode>,
}

/// `POST /api/forums/CODE/come_back`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "as in the command come_back")]
pub struct ComeBack {
    /// The command's id.
    pub id: CommandId,
    pub recovery: RecoveryCode,
    pub token: Token,
}

/// Answer to [`Join`] and [`ComeBack`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Joined {
    pub forum: ForumId,
    pub participant: ParticipantId,
    pub position: Position,
}

/// `GET /api/server`: where phones find this server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Server {
    pub version: String,
    /// Addresses that phones can use, best first, like `http://192.168.1.20:7373`.
    pub addresses: Vec<String>,
}

/// Body of every answer with a status of 400 and above.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HttpRefused {
    /// Why.
    pub refused: Refusal,
}

impl From<CreateForum> for Order {
    fn from(body: CreateForum) -> Self {
        let CreateForum {
            id,
            r#as,
            question,
            language,
            time_zone,
            date,
            slots,
            spaces,
            colleges,
            dots,
            dots_per_axis,
            ..
        } = body;
        let command = crate::Command::CreateForum {
            r#as,
            question,
            language,
            time_zone,
            date,
            slots,
            spaces,
            colleges,
            dots,
            dots_per_axis,
        };
        Self { id, command }
    }
}

impl From<Join> for Order {
    fn from(Join { id, r#as, name, college, token, recovery }: Join) -> Self {
        Self { id, command: crate::Command::Join { r#as, name, college, token, recovery } }
    }
}

impl From<ComeBack> for Order {
    fn from(ComeBack { id, recovery, token }: ComeBack) -> Self {
        Self { id, command: crate::Command::ComeBack { recovery, token } }
    }
}
