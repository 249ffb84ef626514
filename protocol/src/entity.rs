//! What screens show: the entities of each scope, and the counts beside them.
//!
//! What is long, and what many things share, is an entity of its own: names, questions, wordings. So a
//! change sends what has changed and not what stands beside it.

use crate::command::{About, Aside, Kind, Phase, Table};
use crate::refusal::Cell;
use crate::secret::ReceiptCode;
use crate::time::TimeOfDay;
use crate::{
    AxisId, CollegeId, ContributionId, ForumId, ForumLanguage, GroupId, Language, ParticipantId, PassId,
    SlotId, SpaceId, TextId, TopicId, Wifi,
};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Whether a forum runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they say it")]
pub enum ForumState {
    Open,
    Paused,
    Ended,
}

/// Where the vote stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they say it")]
pub enum VoteState {
    NotOpen,
    Open,
    Closed,
}

/// Why words are gone. A tombstone stands in their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Gone {
    /// Whoever typed them took them back.
    TakenBack,
    /// A facilitator took them off.
    Hidden,
    /// They went with the person who typed them.
    Erased,
}

/// The forum itself. Scope `forum`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Forum {
    pub id: ForumId,
    pub code: String,
    /// BCP 47.
    pub language: String,
    /// IANA name.
    pub time_zone: String,
    /// First day.
    #[ts(type = "string")]
    pub date: Date,
    /// Dots of each person.
    pub dots: u8,
    /// Dots of one person on one axis, at most.
    pub dots_per_axis: u8,
    /// Topics of one person, at most; nothing: no limit.
    pub topics_per_person: Option<u32>,
    /// Where receipts can be looked up when the day is over, like `https://forum.example`.
    #[ts(optional)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_address: Option<String>,
    pub state: ForumState,
    pub phase: Phase,
    pub door_open: bool,
    pub vote: VoteState,
    /// The key of the ballots is gone: the vote stays as it is, for ever.
    pub vote_final: bool,
    /// Who sorts.
    #[serde(default)]
    pub table: Table,
    /// A person said that every contribution has its outcome, and each has it still.
    #[serde(default)]
    pub sorting_closed: bool,
}

/// The question of a topic, or of the forum. Scope `forum`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Question {
    /// Nothing: it is the forum's.
    pub topic: Option<TopicId>,
    pub text: String,
}

/// Names of communes, streets and quarters: they say where, not what it is about. Scope
/// `forum`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Territory {
    pub names: Vec<String>,
}

/// The logos that documents carry, in their order. Scope `facilitation`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Logos {
    pub logos: Vec<Logo>,
}

/// A logo: its picture is loaded apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Logo {
    /// What those hear who do not see it.
    pub name: String,
    /// In points.
    pub width: u32,
    /// In points.
    pub height: u32,
}

/// A time slot. Scope `forum`. Slots come in the order of `number`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Slot {
    pub id: SlotId,
    pub number: u32,
    pub label: String,
    pub start: TimeOfDay,
    pub end: TimeOfDay,
    #[ts(type = "string | null")]
    pub day: Option<Date>,
}

/// A space. Scope `forum`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Space {
    pub id: SpaceId,
    pub number: u32,
    pub label: String,
    pub places: Option<u32>,
}

/// A college. Scope `forum`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct College {
    pub id: CollegeId,
    pub number: u32,
    pub label: String,
}

/// How somebody is called who hosts a topic or holds a pen. Scope `forum`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Name {
    pub id: ParticipantId,
    /// From 1 in the order of joining; tells homonyms apart.
    pub number: u32,
    pub name: String,
    /// Why the name is gone; nothing: it stands.
    #[ts(optional)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Gone>,
}

/// A topic that has not been withdrawn. Scope `forum`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Topic {
    pub id: TopicId,
    /// From 1 in the order of proposing.
    pub number: u32,
    pub title: String,
    /// Nobody when the facilitator proposed it.
    pub hosts: Vec<ParticipantId>,
    pub announced: bool,
    /// Why the title is gone; nothing: it stands.
    #[ts(optional)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Gone>,
}

/// A topic that waits to be said aloud. Scope `forum`. The one with the lowest place speaks now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Waiting {
    pub topic: TopicId,
    #[ts(type = "number")]
    pub place: i64,
}

/// Whether a group runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they say it")]
pub enum GroupState {
    Planned,
    Open,
    Closed,
}

/// A breakout group that is on the wall, or has opened. Scope `forum`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Group {
    pub id: GroupId,
    pub number: u32,
    pub topics: Vec<TopicId>,
    /// Nothing when an opened group was taken off the wall.
    pub cell: Option<Cell>,
    pub state: GroupState,
    /// Its record hangs on the news wall.
    pub posted: bool,
    /// Who holds the pen.
    pub scribe: Option<ParticipantId>,
}

/// An axis. Scope `forum`. Letters A, B, C follow the order of `number`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Axis {
    pub id: AxisId,
    pub number: u32,
    pub name: String,
    /// Why the name is gone; nothing: it stands.
    #[ts(optional)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Gone>,
}

/// What the vote gave, once it is closed. Scope `forum`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
#[expect(missing_docs, reason = "they say it")]
pub struct Results {
    pub voters: u32,
    /// Most dots first.
    pub axes: Vec<AxisResult>,
    /// Why this is not what the ballots say now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Withheld>,
}

/// Why results are not shown, so that nobody's ballot can be worked out from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Withheld {
    /// Fewer than [`SMALL_COUNT`](crate::limits::SMALL_COUNT) people voted: nothing is shown.
    Few,
    /// Fewer ballots than that changed since results were shown: those stay.
    Changes,
}

/// What the vote gave for one axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct AxisResult {
    pub axis: AxisId,
    pub dots: u32,
    /// Distinct people.
    pub people: u32,
}

/// One recorded statement, without its author. Scopes `group:ID`, `axis:ID`, `facilitation` (the
/// newest) and `self` (one's own).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Contribution {
    pub id: ContributionId,
    /// From 1 in the order of writing.
    pub number: u32,
    /// Nothing for a disagreement about an axis.
    pub group: Option<GroupId>,
    pub kind: Kind,
    /// Numbers of its wordings: the present one last, those before it kept once it was posted; none: it is
    /// gone. A wording that is not named here (any more) is not kept anywhere.
    pub wordings: Vec<TextId>,
    /// Of a disagreement.
    #[ts(optional)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<About>,
    /// The first is the main one.
    #[ts(as = "Option<Vec<AxisId>>", optional)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub axes: Vec<AxisId>,
    /// A person placed it where it lies, or confirmed it there.
    #[ts(as = "Option<bool>", optional)]
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pinned: bool,
    /// What became of it; nothing: nobody looked at it, or it is a disagreement, which stands where it disagrees.
    #[ts(optional)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Why its words are gone; nothing: they stand.
    #[ts(optional)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Gone>,
}

/// What became of a contribution: exactly one of these once somebody looked at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It stands under an axis.
    Attached,
    /// It says what this one says, and is one more voice for it.
    DuplicateOf(ContributionId),
    /// It was looked at and goes with nothing.
    NotAttached,
    /// It is about another place.
    OutsideTerritory,
    /// Its words are gone.
    TakenBack,
}

impl From<Aside> for Outcome {
    fn from(aside: Aside) -> Self {
        match aside {
            Aside::NotAttached => Self::NotAttached,
            Aside::OutsideTerritory => Self::OutsideTerritory,
        }
    }
}

/// How many contributions have which outcome: together they are all that were written. On the wire what is 0 is left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[expect(missing_docs, reason = "named after the outcomes")]
pub struct Coverage {
    #[ts(as = "Option<u32>", optional)]
    pub attached: u32,
    #[ts(as = "Option<u32>", optional)]
    pub duplicates: u32,
    #[ts(as = "Option<u32>", optional)]
    pub not_attached: u32,
    #[ts(as = "Option<u32>", optional)]
    pub outside_territory: u32,
    #[ts(as = "Option<u32>", optional)]
    pub taken_back: u32,
    /// Nobody looked at them.
    #[ts(as = "Option<u32>", optional)]
    pub unexamined: u32,
}

impl Coverage {
    /// Counts one more.
    pub fn add(&mut self, outcome: Option<Outcome>) {
        let count = match outcome {
            Some(Outcome::Attached) => &mut self.attached,
            Some(Outcome::DuplicateOf(_)) => &mut self.duplicates,
            Some(Outcome::NotAttached) => &mut self.not_attached,
            Some(Outcome::OutsideTerritory) => &mut self.outside_territory,
            Some(Outcome::TakenBack) => &mut self.taken_back,
            None => &mut self.unexamined,
        };
        *count += 1;
    }
}

/// What a contribution says, or said before. It stands wherever the contribution does and goes with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Wording {
    pub id: TextId,
    pub text: String,
}

/// Somebody who is in a group now. Scope `group:ID`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Member {
    pub id: ParticipantId,
    /// From 1 in the order of joining; tells homonyms apart.
    pub number: u32,
    pub name: String,
    /// Why the name is gone; nothing: it stands.
    #[ts(optional)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Gone>,
}

/// A person as facilitators see them. Scope `facilitation`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Person {
    pub id: ParticipantId,
    /// From 1 in the order of joining; tells homonyms apart.
    pub number: u32,
    pub name: String,
    pub college: Option<CollegeId>,
    /// Where the person is now.
    pub group: Option<GroupId>,
    /// Why the name is gone; nothing: it stands.
    #[ts(optional)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Gone>,
}

/// What a pass opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they say it")]
pub enum PassKind {
    Facilitator,
    Projector,
}

/// A pass that has not been revoked. Scope `facilitation`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Pass {
    pub id: PassId,
    pub kind: PassKind,
    pub label: String,
    /// The pass of the forum's creator; it is not revoked.
    pub first: bool,
}

/// What this person may do now, where a button depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they say it")]
pub enum Can {
    Propose,
    OpenGroups,
    ChooseCollege,
    Disagree,
    Vote,
    Sort,
}

/// The person who asks. Scope `self`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Me {
    pub id: ParticipantId,
    /// From 1 in the order of joining; tells homonyms apart.
    pub number: u32,
    pub name: String,
    pub college: Option<CollegeId>,
    pub group: Option<GroupId>,
    /// This person's name may stand in the book.
    #[ts(as = "Option<bool>", optional)]
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_book: bool,
    pub can: Vec<Can>,
    /// Why the name is gone; nothing: it stands.
    #[ts(optional)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<Gone>,
}

/// The code that leads to what became of one's own contribution. Scope `self`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Receipt {
    pub contribution: ContributionId,
    pub code: ReceiptCode,
}

/// One's own interest in a topic. Scope `self`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Interest {
    pub topic: TopicId,
}

/// One's own support of a contribution. Scope `self`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Support {
    pub contribution: ContributionId,
}

/// One's own dots on an axis, 1 or more. Scope `self`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "they say it")]
pub struct Dot {
    pub axis: AxisId,
    pub dots: u8,
}

macro_rules! entities {
    ($($name:ident($type:ident) $key:ident $(($($id:ty),+))? = $make:expr;)+) => {
        /// Something that a screen shows: one key that names it.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        #[expect(missing_docs, reason = "named after the type that it holds")]
        pub enum Entity { $($name($type),)+ }

        /// Which entity: `"forum"` or `{"topic":"ID"}`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        #[expect(missing_docs, reason = "named after the entity that it finds")]
        pub enum Key { $($key $(($($id),+))?,)+ }

        impl Entity {
            /// The key under which a replica keeps this entity.
            pub fn key(&self) -> Key {
                match self { $(Self::$name(entity) => { let make: fn(&$type) -> Key = $make; make(entity) })+ }
            }
        }
    };
}

entities! {
    Forum(Forum) Forum = |_| Key::Forum;
    Question(Question) Question(Option<TopicId>) = |e| Key::Question(e.topic);
    Territory(Territory) Territory = |_| Key::Territory;
    Wifi(Wifi) Wifi = |_| Key::Wifi;
    Logos(Logos) Logos = |_| Key::Logos;
    Name(Name) Name(ParticipantId) = |e| Key::Name(e.id);
    Slot(Slot) Slot(SlotId) = |e| Key::Slot(e.id);
    Space(Space) Space(SpaceId) = |e| Key::Space(e.id);
    College(College) College(CollegeId) = |e| Key::College(e.id);
    Topic(Topic) Topic(TopicId) = |e| Key::Topic(e.id);
    Waiting(Waiting) Waiting(TopicId) = |e| Key::Waiting(e.topic);
    Group(Group) Group(GroupId) = |e| Key::Group(e.id);
    Axis(Axis) Axis(AxisId) = |e| Key::Axis(e.id);
    Results(Results) Results = |_| Key::Results;
    Contribution(Contribution) Contribution(ContributionId) = |e| Key::Contribution(e.id);
    Wording(Wording) Wording(TextId) = |e| Key::Wording(e.id);
    Member(Member) Member(ParticipantId) = |e| Key::Member(e.id);
    Person(Person) Person(ParticipantId) = |e| Key::Person(e.id);
    Pass(Pass) Pass(PassId) = |e| Key::Pass(e.id);
    Me(Me) Me = |_| Key::Me;
    Receipt(Receipt) Receipt(ContributionId) = |e| Key::Receipt(e.contribution);
    Interest(Interest) Interest(TopicId) = |e| Key::Interest(e.topic);
    Support(Support) Support(ContributionId) = |e| Key::Support(e.contribution);
    Dot(Dot) Dot(AxisId) = |e| Key::Dot(e.axis);
}

/// What a screen must put or remove.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", bound = "")]
#[ts(concrete(L = ForumLanguage))]
pub enum Change<L: Language = ForumLanguage> {
    /// Put this entity in the place of the one with its key.
    Put(L::Entity),
    /// Remove the entity with this key.
    Remove(L::Key),
}

impl<L: Language> Change<L> {
    /// What a replica does with it.
    pub fn apply(self, entities: &mut BTreeMap<L::Key, L::Entity>) {
        L::apply(self, entities);
    }
}

/// What a forum's replica does with a change. The wordings that a contribution does not name go, and all go with it.
pub(crate) fn apply(change: Change, entities: &mut BTreeMap<Key, Entity>) {
    let (key, named) = match &change {
        Change::Put(Entity::Contribution(contribution)) => {
            (Key::Contribution(contribution.id), contribution.wordings.clone())
        }
        Change::Put(entity) => (entity.key(), Vec::new()),
        Change::Remove(key) => (*key, Vec::new()),
    };
    if matches!(key, Key::Contribution(_)) {
        let before = match entities.get(&key) {
            Some(Entity::Contribution(before)) => before.wordings.clone(),
            _ => Vec::new(),
        };
        for text in before.into_iter().filter(|text| !named.contains(text)) {
            entities.remove(&Key::Wording(text));
        }
    }
    match change {
        Change::Put(entity) => drop(entities.insert(key, entity)),
        Change::Remove(key) => drop(entities.remove(&key)),
    }
}

/// How many people: a number, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum Headcount {
    /// So many.
    Counted(u32),
    /// It is not told.
    Untold(Untold),
}

/// Why a number of people is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Untold {
    /// It is below [`SMALL_COUNT`](crate::limits::SMALL_COUNT): they could be recognised.
    Few,
    /// It would tell another one that is.
    Withheld,
}

/// Distinct people who carry an axis, as they were counted last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Voices {
    /// They wrote what stands under it, or a duplicate of that.
    pub authors: Headcount,
    /// They support it.
    pub supporters: Headcount,
    /// Authors and supporters together; of whom there are few is not among them.
    pub people: Headcount,
    /// Those `people` by college, in the order of their numbers, at last those who have none; empty: not told.
    pub colleges: Vec<CollegeVoices>,
}

/// Those of one college among the people who carry an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CollegeVoices {
    /// Its number; nothing: they have no college.
    pub college: Option<u32>,
    /// 0: it is absent.
    pub people: Headcount,
}

/// A number that changes often: absolute, sent on a tick, outside of positions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub enum Count {
    /// Who joined, who has a screen open now, and who of them on a device that is set to another time than the hall.
    /// Scope `forum`.
    People {
        joined: u32,
        here: u32,
        #[ts(as = "Option<u32>", optional)]
        #[serde(default, skip_serializing_if = "is_zero")]
        elsewhere: u32,
    },
    /// People of a college. Scope `facilitation`.
    College { id: CollegeId, joined: u32 },
    /// People interested in a topic. Scope `forum`.
    Topic { id: TopicId, interested: u32 },
    /// People in a group now, and contributions that stand in it. Scope `forum`.
    Group { id: GroupId, members: u32, contributions: u32 },
    /// Contributions under an axis, their duplicates, the distinct groups and slots that both come from, disagreements
    /// about it and (`contrary`) about what stands under it, and whose voices they are. Scope `forum`.
    Axis {
        id: AxisId,
        contributions: u32,
        #[ts(as = "Option<u32>", optional)]
        #[serde(default, skip_serializing_if = "is_zero")]
        duplicates: u32,
        groups: u32,
        #[ts(as = "Option<u32>", optional)]
        #[serde(default, skip_serializing_if = "is_zero")]
        slots: u32,
        disagreements: u32,
        #[ts(as = "Option<u32>", optional)]
        #[serde(default, skip_serializing_if = "is_zero")]
        contrary: u32,
        /// Nothing: they have not been counted yet.
        #[ts(optional)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        voices: Option<Voices>,
    },
    /// What became of all contributions. Scope `forum`.
    Coverage(#[serde(serialize_with = "without_zeros")] Coverage),
    /// Supporters of a contribution; it is not sent before there is one. Scopes `group:ID` and `axis:ID`.
    Contribution { id: ContributionId, supports: u32 },
    /// People who placed a dot. Scope `facilitation`.
    Voters { voters: u32 },
    /// People who have placed all their dots, while the vote is open; 0 while they are fewer than
    /// [`SMALL_COUNT`](crate::limits::SMALL_COUNT). Scope `forum`.
    Finished { finished: u32 },
}

fn without_zeros<S: Serializer>(coverage: &Coverage, to: S) -> Result<S::Ok, S::Error> {
    let Coverage { attached, duplicates, not_attached, outside_territory, taken_back, unexamined } =
        *coverage;
    let counts = [
        ("attached", attached),
        ("duplicates", duplicates),
        ("not_attached", not_attached),
        ("outside_territory", outside_territory),
        ("taken_back", taken_back),
        ("unexamined", unexamined),
    ];
    to.collect_map(counts.into_iter().filter(|(_, count)| *count > 0))
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// Which count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "named after the count that it finds")]
pub enum CountKey {
    People,
    College(CollegeId),
    Topic(TopicId),
    Group(GroupId),
    Axis(AxisId),
    Contribution(ContributionId),
    Voters,
    Finished,
    Coverage,
}

impl Count {
    /// The key under which a replica keeps this count.
    pub fn key(&self) -> CountKey {
        match self {
            Self::People { .. } => CountKey::People,
            Self::College { id, .. } => CountKey::College(*id),
            Self::Topic { id, .. } => CountKey::Topic(*id),
            Self::Group { id, .. } => CountKey::Group(*id),
            Self::Axis { id, .. } => CountKey::Axis(*id),
            Self::Contribution { id, .. } => CountKey::Contribution(*id),
            Self::Voters { .. } => CountKey::Voters,
            Self::Finished { .. } => CountKey::Finished,
            Self::Coverage(_) => CountKey::Coverage,
        }
    }
}
