//! What happened. Events are kept for ever: only new optional fields, never a new meaning under an
//! old name. Texts stand beside the log; events refer to them by [`TextId`]. `person` is whom
//! an event is about; the caller who did it stands in the entry.

#![expect(missing_docs, reason = "types are sentences in the past tense, fields the words of the glossary")]

use jiff::civil::Date;
use protocol::command::{About, Aside, Kind, Phase, Table, is_yes, yes};
use protocol::entity::{Gone, PassKind, Withheld};
use protocol::refusal::Cell;
use protocol::secret::ReceiptCode;
use protocol::suggestion::Basis;
use protocol::time::TimeOfDay;
use protocol::{
    AxisId, CollegeId, ContributionId, ForumId, GroupId, ParticipantId, PassId, SlotId, SpaceId, TextId,
    TopicId,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A person's dots under the keyed hash of their id: 32 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ballot(pub String);

/// The hall's Wi-Fi: its texts are erased when it is emptied, at the latest when the forum ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "they say it")]
pub struct WifiTexts {
    pub name: TextId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<TextId>,
}

impl WifiTexts {
    /// Name and password.
    pub(crate) fn all(self) -> impl Iterator<Item = TextId> {
        [self.name].into_iter().chain(self.password)
    }
}

/// A logo of the forum: its texts are erased when it is taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogoTexts {
    /// What those hear who do not see it.
    pub name: TextId,
    /// The PNG file in base64.
    pub image: TextId,
    /// In points.
    pub width: u32,
    /// In points.
    pub height: u32,
}

impl LogoTexts {
    /// Name and picture.
    pub(crate) fn all(self) -> [TextId; 2] {
        [self.name, self.image]
    }
}

macro_rules! events {
    ($($(#[$attr:meta])* $name:ident { $($(#[$field_attr:meta])* $field:ident: $type:ty),* $(,)? },)+) => {
        /// What happened to a forum.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "event", rename_all = "snake_case")]
        pub enum Event {
            $($name($name),)+
        }

        $(
            $(#[$attr])*
            #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
            pub struct $name { $($(#[$field_attr])* pub $field: $type),* }

            impl From<$name> for Event {
                fn from(event: $name) -> Self {
                    Self::$name(event)
                }
            }
        )+
    };
}

events! {
    ForumCreated {
        forum: ForumId,
        code: String,
        question: TextId,
        language: String,
        time_zone: String,
        date: Date,
        slots: Vec<SlotAdded>,
        spaces: Vec<SpaceAdded>,
        colleges: Vec<CollegeAdded>,
        dots: u8,
        dots_per_axis: u8,
        /// The creator's pass, and its label.
        pass: PassId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        wifi: Option<WifiTexts>,
    },
    /// What changed of a forum's own fields; nothing: it stayed.
    #[derive(Default)]
    ForumSet {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        question: Option<TextId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        time_zone: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        date: Option<Date>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dots: Option<u8>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dots_per_axis: Option<u8>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        topics_per_person: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        territory: Option<Vec<TextId>>,
        #[serde(default, deserialize_with = "protocol::command::given", skip_serializing_if = "Option::is_none")]
        wifi: Option<Option<WifiTexts>>,
        #[serde(default, deserialize_with = "protocol::command::given", skip_serializing_if = "Option::is_none")]
        public_address: Option<Option<String>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        table: Option<Table>,
    },
    LogosSet { logos: Vec<LogoTexts> },
    PhaseSet { phase: Phase },
    DoorOpened {},
    DoorClosed {},
    ForumEnded {},
    ForumReopened {},

    /// A slot as it was added.
    SlotAdded {
        slot: SlotId,
        label: TextId,
        start: TimeOfDay,
        end: TimeOfDay,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        day: Option<Date>,
    },
    SlotSet {
        slot: SlotId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        label: Option<TextId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start: Option<TimeOfDay>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        end: Option<TimeOfDay>,
        #[serde(default, deserialize_with = "protocol::command::given", skip_serializing_if = "Option::is_none")]
        day: Option<Option<Date>>,
    },
    SlotRemoved { slot: SlotId },
    /// A space as it was added.
    SpaceAdded {
        space: SpaceId,
        label: TextId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        places: Option<u32>,
    },
    SpaceSet {
        space: SpaceId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        label: Option<TextId>,
        #[serde(default, deserialize_with = "protocol::command::given", skip_serializing_if = "Option::is_none")]
        places: Option<Option<u32>>,
    },
    SpaceRemoved { space: SpaceId },
    /// A college as it was added.
    CollegeAdded { college: CollegeId, label: TextId },
    CollegeSet { college: CollegeId, label: TextId },
    CollegeRemoved { college: CollegeId },

    PassAdded { pass: PassId, kind: PassKind, label: TextId },
    PassRevoked { pass: PassId },

    Joined {
        person: ParticipantId,
        name: TextId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        college: Option<CollegeId>,
    },
    CameBack { person: ParticipantId },
    Renamed { person: ParticipantId, name: TextId },
    CollegeChosen {
        person: ParticipantId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        college: Option<CollegeId>,
    },
    NameInBookSet { person: ParticipantId, on: bool },

    /// Every name of theirs was erased; this is what remains.
    NameRetired {
        person: ParticipantId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<Gone>,
    },
    /// With `erased` all texts that the person typed were erased.
    PersonRemoved { person: ParticipantId, erased: bool },

    TopicProposed {
        topic: TopicId,
        title: TextId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        question: Option<TextId>,
        hosts: Vec<ParticipantId>,
    },
    TopicEdited {
        topic: TopicId,
        title: TextId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        question: Option<TextId>,
    },
    TopicAnnounced { topic: TopicId },
    QueueLeft { topic: TopicId },
    QueueReturned { topic: TopicId },
    QueueReordered { topics: Vec<TopicId> },
    TopicWithdrawn { topic: TopicId },
    /// Title, question and what they said before were erased; this is what remains.
    TopicRetired {
        topic: TopicId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<Gone>,
    },
    InterestSet { person: ParticipantId, topic: TopicId, on: bool },
    GroupPlaced { group: GroupId, topics: Vec<TopicId>, cell: Cell },
    GroupMoved { group: GroupId, cell: Cell },
    GroupUnplaced { group: GroupId },

    GroupOpened { group: GroupId },
    /// Its opening was taken back; nothing was written in it.
    GroupUnopened { group: GroupId },
    Entered { person: ParticipantId, group: GroupId },
    Left { person: ParticipantId, group: GroupId },
    PenTaken { group: GroupId, person: ParticipantId },
    GroupClosed { group: GroupId },
    GroupReopened { group: GroupId },
    GroupPosted { group: GroupId },
    ContributionWritten {
        contribution: ContributionId,
        person: ParticipantId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        group: Option<GroupId>,
        kind: Kind,
        text: TextId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        receipt: Option<ReceiptCode>,
    },
    ContributionEdited { contribution: ContributionId, text: TextId },
    /// The texts were erased; this is what remains. Without `why` whoever typed them took them back, here and
    /// wherever words are retired.
    ContributionRetired {
        contribution: ContributionId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<Gone>,
    },
    SupportSet { person: ParticipantId, contribution: ContributionId, on: bool },
    Disagreed {
        contribution: ContributionId,
        person: ParticipantId,
        about: About,
        text: TextId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        receipt: Option<ReceiptCode>,
    },

    AxisCreated { axis: AxisId, name: TextId },
    AxisRenamed { axis: AxisId, name: TextId },
    AxisRemoved { axis: AxisId },
    Attached {
        axis: AxisId,
        contribution: ContributionId,
        #[serde(default = "yes", skip_serializing_if = "is_yes")]
        pinned: bool,
    },
    Detached {
        axis: AxisId,
        contribution: ContributionId,
        #[serde(default = "yes", skip_serializing_if = "is_yes")]
        pinned: bool,
    },
    Confirmed { contribution: ContributionId, on: bool },
    /// What a suggestion had under an axis, as far as it was not pinned elsewhere.
    Accepted { axis: AxisId, contributions: Vec<ContributionId>, basis: Basis },
    Declined {
        axis: AxisId,
        contribution: ContributionId,
        #[serde(default = "yes", skip_serializing_if = "is_yes")]
        on: bool,
    },
    AlikeDeclined {
        contribution: ContributionId,
        with: ContributionId,
        #[serde(default = "yes", skip_serializing_if = "is_yes")]
        on: bool,
    },
    AxesMerged { axis: AxisId, into: AxisId },
    AxisSplit { axis: AxisId, into: AxisId, name: TextId, contributions: Vec<ContributionId> },

    /// Why these contributions stand under no axis; nothing: what was said of it was taken back.
    OutcomeSet {
        contributions: Vec<ContributionId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outcome: Option<Aside>,
    },
    /// One contribution says what another says; nothing: it says something of its own.
    DuplicateSet {
        contribution: ContributionId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<ContributionId>,
    },
    SortingClosed {},
    SortingReopened {},

    VoteOpened {},
    /// Of logs before the form 2; since then it is [`DotsPlaced`].
    DotsSet { ballot: Ballot, axis: AxisId, dots: u8 },
    /// Somebody placed dots; whose and where is a [`Mark`], the JSON of a text that is erased when the
    /// vote is sealed.
    DotsPlaced { mark: TextId },
    VoteClosed {},
    /// The key of the ballots and all marks are gone; this is what remains, as it was shown: ballots in
    /// the order of what they hold, so that nothing says whose they were or when they came.
    VoteSealed {
        voters: u32,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        ballots: Vec<BTreeMap<AxisId, u8>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        withheld: Option<Withheld>,
    },
}

/// What a person placed on an axis, under the person's [`Ballot`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Mark {
    pub ballot: Ballot,
    pub axis: AxisId,
    pub dots: u8,
}
