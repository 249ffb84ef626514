//! The words in which a programme is spoken about.

use super::command::{self, Command};
use super::entity::{Entity, Key, Role};
use super::{ProgrammeId, Scope};
use crate::command::Nature;
use crate::language::{Language, Never, SubjectKind};
use crate::limits::{FACILITATOR_MESSAGE_BYTES_MAX, MESSAGE_BYTES_MAX};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The words in which a programme is spoken about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProgrammeLanguage;

/// A programme, as a hello names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NamedProgramme {
    /// Its id.
    pub programme: ProgrammeId,
}

impl From<ProgrammeId> for NamedProgramme {
    fn from(programme: ProgrammeId) -> Self {
        Self { programme }
    }
}

impl From<NamedProgramme> for ProgrammeId {
    fn from(named: NamedProgramme) -> Self {
        named.programme
    }
}

impl Language for ProgrammeLanguage {
    const KIND: SubjectKind = SubjectKind::Programme;

    type Id = ProgrammeId;
    type Named = NamedProgramme;
    type Person = Never;
    type Role = Role;
    type Command = Command;
    type Scope = Scope;
    type Entity = Entity;
    type Key = Key;
    type Count = Never;
    type CountKey = Never;
    type Show = Never;

    fn knows(word: &str) -> bool {
        command::WORDS.iter().any(|(known, ..)| *known == word)
    }

    fn word(command: &Command) -> &'static str {
        command.word()
    }

    fn nature(command: &Command) -> Nature {
        command.nature()
    }

    fn message_bytes_max(role: Role) -> usize {
        match role {
            // Members write pages of action sheets, and send what these said before.
            Role::Owner | Role::Officer | Role::Member => FACILITATOR_MESSAGE_BYTES_MAX,
            Role::Public => MESSAGE_BYTES_MAX,
        }
    }

    fn key(entity: &Entity) -> Key {
        entity.key()
    }

    fn count_key(count: &Never) -> Never {
        *count
    }
}
