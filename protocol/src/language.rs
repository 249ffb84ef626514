//! What is spoken about: a forum, or a territory's programme. Both are spoken about in the same messages
//! ([`crate::message`]); each has words of its own.

use crate::command::{self, Command, Nature};
use crate::entity::{self, Change, Count, CountKey, Entity, Key};
use crate::message::{Role, Show};
use crate::{ForumId, ParticipantId, Scope, SubjectId};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::{self, Debug, Display};
use std::str::FromStr;
use ts_rs::TS;

/// What a log is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SubjectKind {
    /// One live forum.
    Forum,
    /// A territory's project around its forums.
    Programme,
}

impl Display for SubjectKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Forum => "forum",
            Self::Programme => "programme",
        })
    }
}

impl FromStr for SubjectKind {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "forum" => Ok(Self::Forum),
            "programme" => Ok(Self::Programme),
            _ => Err("no such kind of subject"),
        }
    }
}

/// The words in which one kind of subject is spoken about.
pub trait Language: Copy + Ord + Debug + Send + Sync + 'static {
    /// What these words are about.
    const KIND: SubjectKind;

    /// Whose id it is.
    type Id: Copy + Ord + Debug + Display + FromStr + From<SubjectId> + Into<SubjectId> + Send + Sync;
    /// The id under the name that a hello has for it: `"forum":ID`.
    type Named: Clone + Debug + Eq + From<Self::Id> + Into<Self::Id> + Written;
    /// Who can be here: people of a forum.
    type Person: Copy + Ord + Debug + Send + Sync + Written;
    /// As what somebody is here.
    type Role: Copy + Ord + Debug + Send + Sync + Written;
    /// What can be asked for, tagged by `do`.
    type Command: Clone + Debug + Eq + Send + Sync + Written;
    /// What a screen can follow.
    type Scope: Copy + Ord + Debug + Display + FromStr + Send + Sync + Written;
    /// What a screen shows.
    type Entity: Clone + Debug + Eq + Send + Sync + Written;
    /// Which entity.
    type Key: Copy + Ord + Debug + Send + Sync + Written;
    /// A number that changes often.
    type Count: Clone + Debug + Eq + Send + Sync + Written;
    /// Which count.
    type CountKey: Copy + Ord + Debug + Send + Sync;
    /// What can be asked of the room's screens.
    type Show: Clone + Debug + Eq + Send + Sync + Written;

    /// Whether `word` is one of this language, as in `do`.
    fn knows(word: &str) -> bool;

    /// The word of a command.
    fn word(command: &Self::Command) -> &'static str;

    /// What a command is while it waits.
    fn nature(command: &Self::Command) -> Nature;

    /// Bytes that a message of whoever has this role may have.
    fn message_bytes_max(role: Self::Role) -> usize;

    /// The key under which a replica keeps an entity.
    fn key(entity: &Self::Entity) -> Self::Key;

    /// The key under which a replica keeps a count.
    fn count_key(count: &Self::Count) -> Self::CountKey;

    /// What a replica does with a change.
    fn apply(change: Change<Self>, entities: &mut BTreeMap<Self::Key, Self::Entity>) {
        match change {
            Change::Put(entity) => drop(entities.insert(Self::key(&entity), entity)),
            Change::Remove(key) => drop(entities.remove(&key)),
        }
    }
}

/// What travels as JSON, with a type in TypeScript.
pub trait Written: Serialize + DeserializeOwned + TS<OptionInnerType = Self> {}

impl<T: Serialize + DeserializeOwned + TS<OptionInnerType = Self>> Written for T {}

/// No such thing in a language: nothing can be this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub enum Never {}

/// The words in which a forum is spoken about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ForumLanguage;

/// A forum, as a hello names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NamedForum {
    /// Its id.
    pub forum: ForumId,
}

impl From<ForumId> for NamedForum {
    fn from(forum: ForumId) -> Self {
        Self { forum }
    }
}

impl From<NamedForum> for ForumId {
    fn from(named: NamedForum) -> Self {
        named.forum
    }
}

impl Language for ForumLanguage {
    const KIND: SubjectKind = SubjectKind::Forum;

    type Id = ForumId;
    type Named = NamedForum;
    type Person = ParticipantId;
    type Role = Role;
    type Command = Command;
    type Scope = Scope;
    type Entity = Entity;
    type Key = Key;
    type Count = Count;
    type CountKey = CountKey;
    type Show = Show;

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
        role.message_bytes_max()
    }

    fn key(entity: &Entity) -> Key {
        entity.key()
    }

    fn count_key(count: &Count) -> CountKey {
        count.key()
    }

    fn apply(change: Change, entities: &mut BTreeMap<Key, Entity>) {
        entity::apply(change, entities);
    }
}
