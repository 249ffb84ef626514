//! What people ask for. Commands are kept in outboxes: a format for ever.
//!
//! A command is tagged by `do` and carries the id of each thing that it makes in `as`. What acts on
//! many things (`attach_all` and the like) does all of it or nothing, as one commit.

#![expect(missing_docs, reason = "fields carry the words of the plan format")]

use crate::secret::{RecoveryCode, Token};
use crate::suggestion::Basis;
use crate::time::TimeOfDay;
use crate::{
    AxisId, CollegeId, CommandId, ContributionId, ForumId, ForumLanguage, GroupId, Language, ParticipantId,
    PassId, Position, SlotId, SpaceId, TopicId, Which, Wifi,
};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use ts_rs::TS;

/// The signposts of a day. They open and close nothing by the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Accueil.
    Welcome,
    /// Ouverture.
    Opening,
    /// Place du marché.
    Marketplace,
    /// Ateliers.
    Groups,
    /// Lecture.
    Reading,
    /// Priorités.
    Priorities,
    /// Groupes d'action.
    Actions,
    /// Clôture.
    Closing,
}

impl Phase {
    /// All phases in the order of a day.
    pub const ALL: [Self; 8] = [
        Self::Welcome,
        Self::Opening,
        Self::Marketplace,
        Self::Groups,
        Self::Reading,
        Self::Priorities,
        Self::Actions,
        Self::Closing,
    ];
}

/// What sort of statement a contribution is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Constat.
    Finding,
    /// Besoin.
    Need,
    /// Idée.
    Idea,
    /// Proposition.
    Proposal,
    /// Question.
    Question,
    /// Désaccord.
    Disagreement,
    /// Suite à donner.
    NextStep,
}

/// What a disagreement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// A contribution.
    Contribution(ContributionId),
    /// An axis.
    Axis(AxisId),
}

/// Whose the table is on which contributions are put under axes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Table {
    /// Facilitators sort, hosts what was said about their topics.
    #[default]
    Facilitators,
    /// Everybody attaches, detaches and declines, one contribution at a time.
    Room,
}

/// Why a contribution stands under no axis, as a person said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Aside {
    /// Non rattachée.
    NotAttached,
    /// Hors territoire.
    OutsideTerritory,
}

/// A slot in the making.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct NewSlot {
    pub r#as: SlotId,
    pub label: String,
    pub start: TimeOfDay,
    pub end: TimeOfDay,
    #[ts(type = "string")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Date>,
}

/// A space in the making.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct NewSpace {
    pub r#as: SpaceId,
    pub label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<u32>,
}

/// A college in the making.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NewCollege {
    pub r#as: CollegeId,
    pub label: String,
}

/// A logo that documents carry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NewLogo {
    /// What those hear who do not see it.
    pub name: String,
    /// A PNG file in base64.
    pub image: String,
}

/// What a suggestion has under one axis: one of the forum's, or one that is made on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum HeapToAccept {
    /// Under a new axis.
    New {
        r#as: AxisId,
        name: String,
        #[ts(type = "Array<ContributionId | number>")]
        contributions: Vec<Which<ContributionId>>,
        basis: Basis,
    },
    /// Under this axis.
    Under {
        #[ts(type = "AxisId | number")]
        axis: Which<AxisId>,
        #[ts(type = "Array<ContributionId | number>")]
        contributions: Vec<Which<ContributionId>>,
        basis: Basis,
    },
}

/// Reads a field that can be left out (nothing), emptied (null) or set.
///
/// # Errors
/// When the value does not fit.
pub fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    value: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(value).map(Some)
}

/// What stands when nothing is said.
pub fn yes() -> bool {
    true
}

/// Whether it is what stands when nothing is said.
pub fn is_yes(on: &bool) -> bool {
    *on
}

/// What a command is while it waits on a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// It carries what somebody typed, or takes back, dots or supports: kept until it is answered.
    Word,
    /// It is about the moment: with [`Order::seen`] it is refused once what it acts on has changed.
    Act,
}

macro_rules! commands {
    ($($(#[$doc:meta])* $word:literal $nature:ident $name:ident { $($(#[$attr:meta])* $field:ident: $type:ty),* $(,)? } => [$($event:literal),+];)+) => {
        /// What somebody asks for.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(tag = "do")]
        pub enum Command {
            $($(#[$doc])* #[serde(rename = $word)] $name($name),)+
        }

        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
            #[ts(optional_fields, rename = concat!(stringify!($name), "Command"))]
            pub struct $name { $($(#[$attr])* pub $field: $type),* }

            impl From<$name> for Command {
                fn from(command: $name) -> Self {
                    Self::$name(command)
                }
            }
        )+

        /// The one table of the language: `do`, what it is while it waits, the events it can cause.
        pub const WORDS: &[(&str, Nature, &[&str])] = &[$(($word, Nature::$nature, &[$($event),+])),+];

        impl Command {
            /// The word of this command, as in `do`.
            pub fn word(&self) -> &'static str {
                match self { $(Self::$name(_) => $word,)+ }
            }

            /// What does not fit in the body of a command of this word: the field and why.
            pub(crate) fn fault(word: &str, body: &Value) -> Option<String> {
                match word {
                    $($word => serde_path_to_error::deserialize::<_, $name>(body).err().map(|error| error.to_string()),)+
                    _ => None,
                }
            }

            /// What this command is while it waits.
            pub fn nature(&self) -> Nature {
                match self { $(Self::$name(_) => Nature::$nature,)+ }
            }
        }
    };
}

pub(crate) use commands;

commands! {
    /// Creates a forum and opens it, door open, phase welcome (only over `POST /api/forums`).
    "create_forum" Word CreateForum {
        r#as: ForumId,
        question: String,
        language: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] time_zone: Option<String>,
        #[ts(type = "string")] #[serde(default, skip_serializing_if = "Option::is_none")] date: Option<Date>,
        #[serde(default)] slots: Vec<NewSlot>,
        #[serde(default)] spaces: Vec<NewSpace>,
        #[serde(default)] colleges: Vec<NewCollege>,
        #[serde(default, skip_serializing_if = "Option::is_none")] dots: Option<u8>,
        #[serde(default, skip_serializing_if = "Option::is_none")] dots_per_axis: Option<u8>,
        #[serde(default, skip_serializing_if = "Option::is_none")] wifi: Option<Box<Wifi>>,
    } => ["forum_created"];
    /// Changes the forum's own fields; what is left out stays; 0 topics per person: no share, where nothing is said it is 20;
    /// a Wi-Fi or a public address (`https://…`, a host alone) that is null is taken away.
    "set_forum" Word SetForum {
        #[serde(default, skip_serializing_if = "Option::is_none")] question: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")] language: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")] time_zone: Option<String>,
        #[ts(type = "string")] #[serde(default, skip_serializing_if = "Option::is_none")] date: Option<Date>,
        #[serde(default, skip_serializing_if = "Option::is_none")] dots: Option<u8>,
        #[serde(default, skip_serializing_if = "Option::is_none")] dots_per_axis: Option<u8>,
        #[serde(default, skip_serializing_if = "Option::is_none")] topics_per_person: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")] territory: Option<Vec<String>>,
        #[ts(type = "Wifi | null")]
        #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
        wifi: Option<Option<Box<Wifi>>>,
        #[ts(type = "string | null")]
        #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
        public_address: Option<Option<String>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] table: Option<Table>,
    } => ["forum_set"];
    /// The logos that documents carry, in their order; those that are not named are erased.
    "set_logos" Word SetLogos { logos: Vec<NewLogo> } => ["logos_set"];
    /// Moves the signpost, forward or back. Leaving priorities closes an open vote.
    "phase" Act SetPhase { phase: Phase } => ["phase_set", "vote_closed"];
    "open_door" Act OpenDoor {} => ["door_opened"];
    "close_door" Act CloseDoor {} => ["door_closed"];
    /// Ends the forum: closes the vote, freezes axes and dots, closes groups.
    "end" Act End {} => ["vote_closed", "vote_sealed", "group_closed", "forum_ended"];
    /// Reopens an ended forum; the vote stays as it was.
    "reopen_forum" Act ReopenForum {} => ["forum_reopened"];

    "add_slot" Word AddSlot {
        r#as: SlotId, label: String, start: TimeOfDay, end: TimeOfDay,
        #[ts(type = "string")] #[serde(default, skip_serializing_if = "Option::is_none")] day: Option<Date>,
    } => ["slot_added"];
    /// Changes a slot; what is left out stays, a day that is null is taken away.
    "set_slot" Word SetSlot {
        slot: SlotId,
        #[serde(default, skip_serializing_if = "Option::is_none")] label: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")] start: Option<TimeOfDay>,
        #[serde(default, skip_serializing_if = "Option::is_none")] end: Option<TimeOfDay>,
        #[ts(type = "string | null")]
        #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
        day: Option<Option<Date>>,
    } => ["slot_set"];
    "remove_slot" Act RemoveSlot { slot: SlotId } => ["slot_removed"];
    "add_space" Word AddSpace {
        r#as: SpaceId, label: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] places: Option<u32>,
    } => ["space_added"];
    /// Changes a space; what is left out stays, places that are null are taken away.
    "set_space" Word SetSpace {
        space: SpaceId,
        #[serde(default, skip_serializing_if = "Option::is_none")] label: Option<String>,
        #[ts(type = "number | null")]
        #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
        places: Option<Option<u32>>,
    } => ["space_set"];
    "remove_space" Act RemoveSpace { space: SpaceId } => ["space_removed"];
    "add_college" Word AddCollege { r#as: CollegeId, label: String } => ["college_added"];
    "set_college" Word SetCollege { college: CollegeId, label: String } => ["college_set"];
    "remove_college" Act RemoveCollege { college: CollegeId } => ["college_removed"];

    /// Lets a co-facilitator in: the holder of `token` may do what a facilitator may.
    "add_facilitator" Word AddFacilitator { r#as: PassId, label: String, token: Token } => ["pass_added"];
    /// Lets a projector in: the holder of `token` may read.
    "add_projector" Word AddProjector { r#as: PassId, label: String, token: Token } => ["pass_added"];
    /// Takes a pass back; its sockets close at once.
    "revoke" Act Revoke { pass: PassId } => ["pass_revoked"];

    /// Comes into the forum (only over `POST /api/forums/CODE/join`).
    "join" Word Join {
        r#as: ParticipantId, name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] college: Option<CollegeId>,
        token: Token,
        #[serde(default, skip_serializing_if = "Option::is_none")] recovery: Option<RecoveryCode>,
    } => ["joined"];
    /// Comes back on another device (only over `POST /api/forums/CODE/come_back`).
    "come_back" Word ComeBack { recovery: RecoveryCode, token: Token } => ["came_back"];
    /// Changes a name: one's own, or as a facilitator that of `person`.
    "rename" Word Rename {
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] person: Option<ParticipantId>,
    } => ["renamed"];
    /// Chooses a college, or none: one's own, or as a facilitator that of `person`.
    "choose_college" Act ChooseCollege {
        #[serde(default, skip_serializing_if = "Option::is_none")] college: Option<CollegeId>,
        #[serde(default, skip_serializing_if = "Option::is_none")] person: Option<ParticipantId>,
    } => ["college_chosen"];

    /// Says whether one's own name may stand in the book.
    "name_in_book" Word NameInBook { on: bool } => ["name_in_book_set"];

    /// Takes a person out of the forum, for good; with `erase` all that the person typed is erased too.
    "remove_person" Act RemovePerson {
        person: ParticipantId, #[serde(default)] erase: bool,
    } => ["topic_withdrawn", "person_removed"];

    /// Proposes a topic; it waits in the queue to be said aloud.
    "propose" Word Propose {
        r#as: TopicId, title: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] question: Option<String>,
    } => ["topic_proposed"];
    /// Changes title or question of a topic until its group opens; what is left out stays, an
    /// empty question removes it.
    "edit_topic" Word EditTopic {
        topic: TopicId,
        #[serde(default, skip_serializing_if = "Option::is_none")] title: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")] question: Option<String>,
    } => ["topic_edited"];
    /// The topic was said aloud; it leaves the queue.
    "announce" Act Announce { topic: TopicId } => ["topic_announced"];
    "leave_queue" Act LeaveQueue { topic: TopicId } => ["queue_left"];
    /// Puts a topic that was said aloud or left the queue back to its former place: it was not said aloud.
    "return_to_queue" Act ReturnToQueue { topic: TopicId } => ["queue_returned"];
    /// Puts these waiting topics in this order before the others.
    "reorder_queue" Act ReorderQueue {
        #[ts(type = "Array<TopicId | number>")] topics: Vec<Which<TopicId>>,
    } => ["queue_reordered"];
    /// Withdraws a topic and frees its cells.
    "withdraw" Act Withdraw { topic: TopicId } => ["topic_withdrawn"];
    "interest" Act Interest { topic: TopicId, #[serde(default = "yes")] on: bool } => ["interest_set"];
    /// Makes a group of a topic in a free cell.
    "place" Act Place {
        r#as: GroupId, topic: TopicId, slot: SlotId, space: SpaceId, #[serde(default)] confirm: bool,
    } => ["group_placed"];
    "move" Act Move { group: GroupId, slot: SlotId, space: SpaceId, #[serde(default)] confirm: bool } => ["group_moved"];
    /// Takes a group off the wall; one that has not opened is gone.
    "unplace" Act Unplace { group: GroupId } => ["group_unplaced"];

    "open" Act Open { group: GroupId } => ["group_opened"];
    "open_all" Act OpenAll {
        #[ts(type = "Array<GroupId | number>")] groups: Vec<Which<GroupId>>,
    } => ["group_opened"];
    /// Takes the opening of groups back in which nothing was ever written.
    "unopen" Act Unopen {
        #[ts(type = "Array<GroupId | number>")] groups: Vec<Which<GroupId>>,
    } => ["group_unopened"];
    /// Goes into a group and out of the one before.
    "enter" Act Enter { group: GroupId } => ["entered", "left"];
    "leave" Act Leave { #[serde(default, skip_serializing_if = "Option::is_none")] group: Option<GroupId> } => ["left"];
    "take_pen" Act TakePen { group: GroupId } => ["pen_taken"];
    "hand_pen" Act HandPen { group: GroupId, to: ParticipantId } => ["pen_taken"];
    /// Ends a group and posts its record on the news wall.
    "close" Act Close { group: GroupId } => ["group_closed"];
    "close_all" Act CloseAll {
        #[ts(type = "Array<GroupId | number>")] groups: Vec<Which<GroupId>>,
    } => ["group_closed"];
    "reopen" Act Reopen { group: GroupId } => ["group_reopened"];
    "reopen_all" Act ReopenAll {
        #[ts(type = "Array<GroupId | number>")] groups: Vec<Which<GroupId>>,
    } => ["group_reopened"];
    /// Posts a group's record on the news wall before it closes.
    "post" Act Post { group: GroupId } => ["group_posted"];
    "write" Word Write { r#as: ContributionId, group: GroupId, kind: Kind, text: String } => ["contribution_written"];
    /// Rewords one's own contribution; once posted, both wordings stay.
    "edit" Word Edit { contribution: ContributionId, text: String } => ["contribution_edited"];
    /// Takes words back: every wording of one thing is erased, a tombstone stays. Of a contribution, a topic,
    /// or of how a person is called and was called before; exactly one of these is named.
    "retire" Word Retire {
        #[serde(default, skip_serializing_if = "Option::is_none")] contribution: Option<ContributionId>,
        #[serde(default, skip_serializing_if = "Option::is_none")] topic: Option<TopicId>,
        #[serde(default, skip_serializing_if = "Option::is_none")] name: Option<ParticipantId>,
    } => ["contribution_retired", "topic_retired", "name_retired"];
    "support" Word Support { contribution: ContributionId, #[serde(default = "yes")] on: bool } => ["support_set"];
    "disagree" Word Disagree { r#as: ContributionId, about: About, text: String } => ["disagreed"];

    "axis" Word CreateAxis { r#as: AxisId, name: String } => ["axis_created"];
    "rename_axis" Word RenameAxis { axis: AxisId, name: String } => ["axis_renamed"];
    /// Removes an axis under which nothing stands; with `confirm` what stands there is under no axis then.
    "remove_axis" Act RemoveAxis { axis: AxisId, #[serde(default)] confirm: bool } => ["axis_removed"];
    "remove_axes" Act RemoveAxes {
        #[ts(type = "Array<AxisId | number>")] axes: Vec<Which<AxisId>>,
        #[serde(default)] confirm: bool,
    } => ["axis_removed"];
    /// Puts a contribution under an axis; its first one is its main axis. It is pinned then, unless `pin` is false:
    /// what takes a move back leaves nothing pinned that was not.
    "attach" Act Attach {
        axis: AxisId, contribution: ContributionId,
        #[ts(optional, as = "Option<bool>")] #[serde(default = "yes", skip_serializing_if = "is_yes")] pin: bool,
    } => ["attached"];
    "attach_all" Act AttachAll {
        #[ts(type = "AxisId | number")] axis: Which<AxisId>,
        #[ts(type = "Array<ContributionId | number>")] contributions: Vec<Which<ContributionId>>,
    } => ["attached"];
    /// Takes a contribution from an axis. It is pinned then, unless `pin` is false.
    "detach" Act Detach {
        axis: AxisId, contribution: ContributionId,
        #[ts(optional, as = "Option<bool>")] #[serde(default = "yes", skip_serializing_if = "is_yes")] pin: bool,
    } => ["detached"];
    "detach_all" Act DetachAll {
        #[ts(type = "AxisId | number")] axis: Which<AxisId>,
        #[ts(type = "Array<ContributionId | number>")] contributions: Vec<Which<ContributionId>>,
    } => ["detached"];
    /// Pins a contribution where it lies, under its axes or outside of all; with `on` false lets it go.
    "confirm" Act Confirm { contribution: ContributionId, #[serde(default = "yes")] on: bool } => ["confirmed"];
    "confirm_all" Act ConfirmAll {
        #[ts(type = "Array<ContributionId | number>")] contributions: Vec<Which<ContributionId>>,
        #[serde(default = "yes")] on: bool,
    } => ["confirmed"];
    /// Puts contributions under an axis as a suggestion has them. Pinned ones stay where they lie.
    "accept" Act Accept { axis: AxisId, contributions: Vec<ContributionId>, basis: Basis } => ["accepted"];
    /// Accepts several heaps of a suggestion at once; axes are made on the way.
    "accept_all" Word AcceptAll { heaps: Vec<HeapToAccept> } => ["axis_created", "accepted"];
    /// Says that a contribution does not belong under an axis: it is not suggested again; with `on` false takes
    /// back what this caller said.
    "decline" Act Decline {
        axis: AxisId, contribution: ContributionId,
        #[ts(optional, as = "Option<bool>")] #[serde(default = "yes", skip_serializing_if = "is_yes")] on: bool,
    } => ["declined"];
    /// Says that two contributions are not alike: it is not suggested again; with `on` false takes back
    /// what this caller said.
    "decline_alike" Act DeclineAlike {
        contribution: ContributionId, with: ContributionId,
        #[ts(optional, as = "Option<bool>")] #[serde(default = "yes", skip_serializing_if = "is_yes")] on: bool,
    } => ["alike_declined"];
    /// Puts all that stands under `axis` under `into` and removes `axis`.
    "merge_axes" Act MergeAxes { axis: AxisId, into: AxisId } => ["axes_merged"];
    /// Takes these contributions from `axis` to a new one.
    "split_axis" Word SplitAxis {
        r#as: AxisId,
        #[ts(type = "AxisId | number")] axis: Which<AxisId>,
        name: String,
        #[ts(type = "Array<ContributionId | number>")] contributions: Vec<Which<ContributionId>>,
    } => ["axis_split"];

    /// Says why contributions stand under no axis, and takes them from all; null takes back what was said.
    "outcome" Act SetOutcome {
        #[ts(type = "Array<ContributionId | number>")] contributions: Vec<Which<ContributionId>>,
        #[ts(optional = false)]
        #[serde(deserialize_with = "Option::deserialize")]
        outcome: Option<Aside>,
    } => ["outcome_set"];
    /// Says that a contribution says what another one says that is kept, and takes it from all axes; null: of none.
    "duplicate" Act SetDuplicate {
        contribution: ContributionId,
        #[ts(optional = false)]
        #[serde(deserialize_with = "Option::deserialize")]
        of: Option<ContributionId>,
    } => ["duplicate_set"];
    /// The same of several. What repeats one of them may come along.
    "duplicate_all" Act SetDuplicates {
        #[ts(type = "Array<ContributionId | number>")] contributions: Vec<Which<ContributionId>>,
        #[ts(optional = false, type = "ContributionId | number | null")]
        #[serde(deserialize_with = "Option::deserialize")]
        of: Option<Which<ContributionId>>,
    } => ["duplicate_set"];
    /// Says that every contribution has its outcome.
    "close_sorting" Act CloseSorting {} => ["sorting_closed"];
    "reopen_sorting" Act ReopenSorting {} => ["sorting_reopened"];

    "open_vote" Act OpenVote {} => ["vote_opened"];
    /// Sets the number of one's dots on an axis.
    "dot" Word Dot { axis: AxisId, dots: u8 } => ["dots_placed"];
    "close_vote" Act CloseVote {} => ["vote_closed"];
    /// Closes the vote for good: the key of the ballots is destroyed, nothing can be reopened.
    "seal_vote" Act SealVote {} => ["vote_sealed"];
}

/// A command with its id, as it travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(bound = "")]
#[ts(optional_fields, concrete(L = ForumLanguage))]
pub struct Order<L: Language = ForumLanguage> {
    /// The command's id.
    pub id: CommandId,
    /// Where the screen stood when an act was asked for: it is refused `MOVED_ON` when what it acts on
    /// changed after that. Without it an act is done whenever it arrives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Position>,
    /// The person for whom somebody else asks. No role may do that yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub r#for: Option<L::Person>,
    /// What is asked for.
    #[serde(flatten)]
    pub command: L::Command,
}

impl<L: Language> Order<L> {
    /// A command of its caller, whatever a screen showed.
    pub fn new(id: CommandId, command: impl Into<L::Command>) -> Self {
        Self { id, seen: None, r#for: None, command: command.into() }
    }
}

/// Why a command could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Not even an id: the socket is closed.
    Envelope,
    /// The word is unknown or the body does not fit: refused with the id.
    Command(CommandId, crate::Refusal),
}

#[derive(Deserialize)]
struct Envelope {
    id: CommandId,
    r#do: String,
}

/// Reads a command in two steps, first id and word, then the rest, so that whatever is wrong with
/// the rest can be refused with the id.
///
/// # Errors
/// See [`Unreadable`].
pub fn read<L: Language>(raw: &RawValue) -> Result<Order<L>, Unreadable> {
    let head: Envelope = serde_json::from_str(raw.get()).map_err(|_| Unreadable::Envelope)?;
    if !L::knows(&head.r#do) {
        return Err(Unreadable::Command(head.id, crate::Refusal::UnknownCommand {}));
    }
    serde_json::from_str(raw.get()).map_err(|_| Unreadable::Command(head.id, crate::Refusal::BadCommand {}))
}
