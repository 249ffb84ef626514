//! What is common to all that this server keeps and serves: a forum, a territory's programme. Each is a fold of the
//! entries of one log. [`Subject`] says what its rules answer; the log, the task that owns it, its sockets and
//! snapshots ask nothing else. Pure, as the rules are.

mod entry;
pub mod picture;
mod secret;

pub use entry::{Commit, Credential, Entry, FORM, Salt, Text};
pub use secret::{SecretHash, hash_token, hexadecimal};

use jiff::{SignedDuration, Timestamp};
use protocol::command::Order;
use protocol::secret::ReceiptCode;
use protocol::{Language, Refusal, TextId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

/// Entries of this subject.
pub type EntryOf<S> = Entry<<S as Subject>::Caller, <S as Subject>::Event, <S as Subject>::Holder>;
/// Commits of this subject.
pub type CommitOf<S> = Commit<EntryOf<S>>;

type Spoken<S> = <S as Subject>::Language;
/// Its id.
pub type IdOf<S> = <Spoken<S> as Language>::Id;
/// Its people.
pub type PersonOf<S> = <Spoken<S> as Language>::Person;
/// Its roles.
pub type RoleOf<S> = <Spoken<S> as Language>::Role;
/// Its commands.
pub type CommandOf<S> = <Spoken<S> as Language>::Command;
/// Its scopes.
pub type ScopeOf<S> = <Spoken<S> as Language>::Scope;
/// Its entities.
pub type EntityOf<S> = <Spoken<S> as Language>::Entity;
/// Their keys.
pub type KeyOf<S> = <Spoken<S> as Language>::Key;
/// Its counts.
pub type CountOf<S> = <Spoken<S> as Language>::Count;
/// Their keys.
pub type CountKeyOf<S> = <Spoken<S> as Language>::CountKey;

/// Something that is kept in a log and served by one task: its state, and what its rules say.
pub trait Subject: Clone + Default + Debug + Send + Sync + 'static {
    /// The words in which it is spoken about.
    type Language: Language;
    /// Who gives a command.
    type Caller: Clone + Ord + Debug + Serialize + DeserializeOwned + Send + Sync;
    /// What happened.
    type Event: Clone + Eq + Debug + Serialize + DeserializeOwned + Send + Sync;
    /// What a credential opens.
    type Holder: Clone + Eq + Debug + Serialize + DeserializeOwned + Send + Sync;
    /// Who hears of a change: a scope with its person resolved.
    type Audience: Copy + Ord + Debug + Into<ScopeOf<Self>> + Send + Sync;

    // What happens.

    /// Says what this command does to the subject as it stands. An entry without events: it is done already.
    ///
    /// # Errors
    /// Why not; nothing changes then.
    fn decide(
        &self,
        caller: &Self::Caller,
        order: &Order<Self::Language>,
        now: Timestamp,
    ) -> Result<EntryOf<Self>, Refusal>;

    /// Puts into a decided entry what only chance can give; `random` draws bytes.
    fn draw(&self, _entry: &mut EntryOf<Self>, _random: &mut dyn FnMut() -> u8) {}

    /// Does what an entry of the commit `seq` says, and notes what screens must hear. It cannot fail.
    fn apply(&mut self, entry: &EntryOf<Self>, seq: u64, at: Timestamp);

    /// What has to be given next by the same caller, in the same commit.
    fn owed(&self) -> Vec<CommandOf<Self>> {
        Vec::new()
    }

    /// Notes time that nobody lived through.
    fn skip(&mut self, _skip: Skip) {}

    // How it is kept.

    /// Every text that has not been erased; a checkpoint holds none, and they are handed in here.
    fn texts_mut(&mut self) -> &mut BTreeMap<TextId, String>;

    /// A copy that holds what a checkpoint keeps, at little cost.
    fn kept(&mut self) -> Self;

    /// The state as a checkpoint keeps it, with the version of the rules.
    fn to_checkpoint(&self) -> Vec<u8>;

    /// The state that a checkpoint holds; nothing when it was stored under other rules or cannot be read.
    fn from_checkpoint(json: &[u8]) -> Option<Self>;

    // Who is who.

    /// Who speaks with this token; `owner`: it is one of the server's owner.
    fn caller(&self, token: &SecretHash, owner: bool) -> Option<Self::Caller>;

    /// As what a caller is here; nothing for those who are not (any more).
    fn role(&self, caller: &Self::Caller) -> Option<RoleOf<Self>>;

    /// Commands a second, and at once, of a caller who has screens; nothing: this caller has none.
    fn rate(caller: &Self::Caller) -> Option<(u32, u32)>;

    /// A command that brings a secret is answered again only to whoever has that secret.
    fn has_own_secret(&self, _command: &CommandOf<Self>) -> bool {
        true
    }

    // What is seen. The same functions make changes and snapshots.

    /// The audience of a scope for this caller; nothing when there is none.
    fn audience(caller: &Self::Caller, scope: ScopeOf<Self>) -> Option<Self::Audience>;

    /// Whether this caller may see what this audience sees, today.
    fn may_see(&self, caller: &Self::Caller, audience: Self::Audience) -> bool;

    /// What those are answered who may not: that it is not for them, or that there is no such thing.
    fn unseen(audience: Self::Audience) -> Refusal;

    /// It is one person's alone: nobody shares its snapshots.
    fn is_own(audience: Self::Audience) -> bool;

    /// The keys of everything that this audience sees.
    fn keys(&self, audience: Self::Audience) -> Vec<KeyOf<Self>>;

    /// The entity of this key as this audience sees it; nothing: it must be removed.
    fn view(&self, audience: Self::Audience, key: KeyOf<Self>) -> Option<EntityOf<Self>>;

    /// The texts whose words that entity holds, so that whatever keeps it can let go of words that were erased.
    fn words(&self, audience: Self::Audience, key: KeyOf<Self>) -> Vec<TextId>;

    /// What must be shown again since the last call.
    fn take_touched(&mut self) -> BTreeSet<(Self::Audience, KeyOf<Self>)>;

    /// When this key is shown again to this audience, somebody may have been shut out of the subject.
    fn shuts_out(&self, audience: Self::Audience, key: KeyOf<Self>) -> bool;

    /// The audience that not all may belong to any more when this key is shown again to this audience.
    fn narrows(_audience: Self::Audience, _key: KeyOf<Self>) -> Option<Self::Audience> {
        None
    }

    // What is counted, and who is here. Nothing by default.

    /// The keys of everything that this audience sees counted.
    fn counts(&self, _audience: Self::Audience) -> Vec<CountKeyOf<Self>> {
        Vec::new()
    }

    /// The count of this key as this audience sees it; nothing: it is not counted (any more).
    fn count(
        &self,
        _audience: Self::Audience,
        _key: CountKeyOf<Self>,
        _here: &dyn Here,
    ) -> Option<CountOf<Self>> {
        None
    }

    /// What must be counted again since the last call.
    fn take_counted(&mut self) -> BTreeSet<(Self::Audience, CountKeyOf<Self>)> {
        BTreeSet::new()
    }

    /// Whether this command may take seconds to decide.
    fn takes_long(_command: &CommandOf<Self>) -> bool {
        false
    }

    /// The person who speaks, if it is one.
    fn person(_caller: &Self::Caller) -> Option<PersonOf<Self>> {
        None
    }

    /// The people whom this audience is shown by name, with whether they are here.
    fn people(&self, _audience: Self::Audience) -> Vec<PersonOf<Self>> {
        Vec::new()
    }

    /// The audiences that hear that this person came or went.
    fn neighbours(&self, _person: PersonOf<Self>) -> Vec<Self::Audience> {
        Vec::new()
    }

    /// The person who is new to this audience when it is shown this key.
    fn newcomer(_audience: Self::Audience, _key: KeyOf<Self>) -> Option<PersonOf<Self>> {
        None
    }

    /// The count that changes when somebody comes or goes.
    fn headcount() -> Option<(Self::Audience, CountKeyOf<Self>)> {
        None
    }

    /// Whether this caller may ask something of the room's screens.
    fn may_show(&self, _caller: &Self::Caller) -> bool {
        false
    }

    /// Whether this caller is a screen of the room.
    fn is_screen(&self, _caller: &Self::Caller) -> bool {
        false
    }

    // What stands beside the log. Nothing by default.

    /// Hands in the key that the log keeps while it is needed.
    fn set_key(&mut self, _key: [u8; 32]) {}

    /// The key is needed no more, and nobody may have it.
    fn is_key_spent(&self) -> bool {
        false
    }

    /// Once this entry is kept the key is needed no more.
    fn spends_key(_entry: &EntryOf<Self>) -> bool {
        false
    }

    /// The receipts by which the server finds this subject.
    fn receipts(&self) -> Vec<ReceiptCode> {
        Vec::new()
    }

    /// Those that an entry adds.
    fn receipts_of(_entry: &EntryOf<Self>) -> Vec<ReceiptCode> {
        Vec::new()
    }
}

/// Who has a screen open now.
pub trait Here {
    /// How many people.
    fn people(&self) -> u32;

    /// How many of them on a device whose own clock is not so many minutes ahead of UTC.
    fn people_elsewhere(&self, ahead: i16) -> u32;

    /// What time it is.
    fn now(&self) -> Timestamp;
}

/// A time that nobody lived through: the machine's clock was set forward, or it slept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skip {
    /// Where it begins.
    pub at: Timestamp,
    /// How long it is.
    pub by: SignedDuration,
}
