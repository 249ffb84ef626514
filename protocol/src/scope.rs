//! What a screen can follow, and where it stands.

use crate::{AxisId, GroupId};
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use ts_rs::TS;

/// What a screen can follow: `"forum"`, `"group:ID"`, `"axis:ID"`, `"facilitation"`, `"self"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub enum Scope {
    /// What everybody in the forum sees; also the projector.
    Forum,
    /// Contributions, disagreements, members and pen of one group.
    Group(GroupId),
    /// The contributions under one axis.
    Axis(AxisId),
    /// People, passes and the newest texts, for facilitators and the desk.
    Facilitation,
    /// What concerns only the person who asks: own dots, interests, supports, words.
    Own,
}

impl FromStr for Scope {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = "no such scope";
        match text.split_once(':') {
            None => match text {
                "forum" => Ok(Self::Forum),
                "facilitation" => Ok(Self::Facilitation),
                "self" => Ok(Self::Own),
                _ => Err(wrong),
            },
            Some(("group", id)) => id.parse().map(Self::Group).map_err(|_| wrong),
            Some(("axis", id)) => id.parse().map(Self::Axis).map_err(|_| wrong),
            Some(_) => Err(wrong),
        }
    }
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Forum => f.write_str("forum"),
            Self::Group(id) => write!(f, "group:{id}"),
            Self::Axis(id) => write!(f, "axis:{id}"),
            Self::Facilitation => f.write_str("facilitation"),
            Self::Own => f.write_str("self"),
        }
    }
}

impl TryFrom<String> for Scope {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Scope> for String {
    fn from(scope: Scope) -> Self {
        scope.to_string()
    }
}

/// A place in the log of a forum. Sequence numbers of different epochs are not comparable, and whoever
/// stands at a commit of another log that was numbered alike has to load: the hash tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct Position {
    /// Drawn when a log is created or restored from a backup.
    pub epoch: String,
    /// Number of the commit, from 1; 0 is before the first.
    #[ts(type = "number")]
    pub seq: u64,
    /// The beginning of that commit's hash; missing in positions of pages before version 2 of the wire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<HashHead>,
}

/// The beginning of a commit's hash, 8 hexadecimal digits. The hash covers all commits before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct HashHead(pub [u8; 4]);

impl TryFrom<String> for HashHead {
    type Error = &'static str;

    fn try_from(digits: String) -> Result<Self, Self::Error> {
        let is_hexadecimal = digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u32::from_str_radix(&digits, 16).ok().filter(|_| is_hexadecimal);
        number.map(|number| Self(number.to_be_bytes())).ok_or("not the beginning of a hash")
    }
}

impl From<HashHead> for String {
    fn from(HashHead(bytes): HashHead) -> Self {
        format!("{:08x}", u32::from_be_bytes(bytes))
    }
}
