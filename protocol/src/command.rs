//! What people ask for. Commands are kept in outboxes: a format for ever.
//!
//! A command is tagged by `do` and carries the id of each thing that it makes in `as`.

#![expect(missing_docs, reason = "fields carry the words of the plan format")]

use crate::secret::{RecoveryCode, Token};
use crate::suggestion::Basis;
use crate::time::TimeOfDay;
use crate::{
    AxisId, CollegeId, CommandId, ContributionId, ForumId, GroupId, ParticipantId, PassId, SlotId, SpaceId,
    TopicId,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
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

fn yes() -> bool {
    true
}

macro_rules! commands {
    ($($(#[$doc:meta])* $word:literal $name:ident { $($(#[$attr:meta])* $field:ident: $type:ty),* $(,)? } => [$($event:literal),+];)+) => {
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

        /// The one table of the language: `do`, the command's type, the events it can cause.
        pub const WORDS: &[(&str, &str, &[&str])] = &[$(($word, stringify!($name), &[$($event),+])),+];

        impl Command {
            /// The word of this command, as in `do`.
            pub fn word(&self) -> &'static str {
                match self { $(Self::$name(_) => $word,)+ }
            }
        }
    };
}

commands! {
    /// Creates a forum and opens it, door open, phase welcome (only over `POST /api/forums`).
    "create_forum" CreateForum {
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
    } => ["forum_created"];
    /// Changes the forum's own fields; what is left out stays; 0 topics per person: no share, where nothing is said it is 20.
    "set_forum" SetForum {
        #[serde(default, skip_serializing_if = "Option::is_none")] question: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")] language: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")] time_zone: Option<String>,
        #[ts(type = "string")] #[serde(default, skip_serializing_if = "Option::is_none")] date: Option<Date>,
        #[serde(default, skip_serializing_if = "Option::is_none")] dots: Option<u8>,
        #[serde(default, skip_serializing_if = "Option::is_none")] dots_per_axis: Option<u8>,
        #[serde(default, skip_serializing_if = "Option::is_none")] topics_per_person: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")] territory: Option<Vec<String>>,
    } => ["forum_set"];
    /// Moves the signpost, forward or back. Leaving priorities closes an open vote.
    "phase" SetPhase { phase: Phase } => ["phase_set", "vote_closed"];
    "open_door" OpenDoor {} => ["door_opened"];
    "close_door" CloseDoor {} => ["door_closed"];
    /// Ends the forum: closes the vote, freezes axes and dots, closes groups.
    "end" End {} => ["vote_closed", "vote_sealed", "group_closed", "forum_ended"];
    /// Reopens an ended forum; the vote stays as it was.
    "reopen_forum" ReopenForum {} => ["forum_reopened"];

    "add_slot" AddSlot {
        r#as: SlotId, label: String, start: TimeOfDay, end: TimeOfDay,
        #[ts(type = "string")] #[serde(default, skip_serializing_if = "Option::is_none")] day: Option<Date>,
    } => ["slot_added"];
    /// Changes a slot; what is left out stays.
    "set_slot" SetSlot {
        slot: SlotId,
        #[serde(default, skip_serializing_if = "Option::is_none")] label: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")] start: Option<TimeOfDay>,
        #[serde(default, skip_serializing_if = "Option::is_none")] end: Option<TimeOfDay>,
        #[ts(type = "string")] #[serde(default, skip_serializing_if = "Option::is_none")] day: Option<Date>,
    } => ["slot_set"];
    "remove_slot" RemoveSlot { slot: SlotId } => ["slot_removed"];
    "add_space" AddSpace {
        r#as: SpaceId, label: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] places: Option<u32>,
    } => ["space_added"];
    /// Changes a space; what is left out stays.
    "set_space" SetSpace {
        space: SpaceId,
        #[serde(default, skip_serializing_if = "Option::is_none")] label: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")] places: Option<u32>,
    } => ["space_set"];
    "remove_space" RemoveSpace { space: SpaceId } => ["space_removed"];
    "add_college" AddCollege { r#as: CollegeId, label: String } => ["college_added"];
    "set_college" SetCollege { college: CollegeId, label: String } => ["college_set"];
    "remove_college" RemoveCollege { college: CollegeId } => ["college_removed"];

    /// Lets a co-facilitator in: the holder of `token` may do what a facilitator may.
    "add_facilitator" AddFacilitator { r#as: PassId, label: String, token: Token } => ["pass_added"];
    /// Lets a projector in: the holder of `token` may read.
    "add_projector" AddProjector { r#as: PassId, label: String, token: Token } => ["pass_added"];
    /// Takes a pass back; its sockets close at once.
    "revoke" Revoke { pass: PassId } => ["pass_revoked"];

    /// Comes into the forum (only over `POST /api/forums/CODE/join`).
    "join" Join {
        r#as: ParticipantId, name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] college: Option<CollegeId>,
        token: Token,
        #[serde(default, skip_serializing_if = "Option::is_none")] recovery: Option<RecoveryCode>,
    } => ["joined"];
    /// Comes back on another device (only over `POST /api/forums/CODE/come_back`).
    "come_back" ComeBack { recovery: RecoveryCode, token: Token } => ["came_back"];
    /// Changes a name: one's own, or as a facilitator that of `person`.
    "rename" Rename {
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] person: Option<ParticipantId>,
    } => ["renamed"];
    /// Chooses a college, or none: one's own, or as a facilitator that of `person`.
    "choose_college" ChooseCollege {
        #[serde(default, skip_serializing_if = "Option::is_none")] college: Option<CollegeId>,
        #[serde(default, skip_serializing_if = "Option::is_none")] person: Option<ParticipantId>,
    } => ["college_chosen"];

    /// Proposes a topic; it waits in the queue to be said aloud.
    "propose" Propose {
        r#as: TopicId, title: String,
        #[serde(default, skip_serializing_if = "Option::is_none")] question: Option<String>,
    } => ["topic_proposed"];
    /// Changes title or question of a topic until its group opens; what is left out stays, an
    /// empty question removes it.
    "edit_topic" EditTopic {
        topic: TopicId,
        #[serde(default, skip_serializing_if = "Option::is_none")] title: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")] question: Option<String>,
    } => ["topic_edited"];
    /// The topic was said aloud; it leaves the queue.
    "announce" Announce { topic: TopicId } => ["topic_announced"];
    "leave_queue" LeaveQueue { topic: TopicId } => ["queue_left"];
    /// Puts these waiting topics in this order before the others.
    "reorder_queue" ReorderQueue { topics: Vec<TopicId> } => ["queue_reordered"];
    /// Withdraws a topic and frees its cells.
    "withdraw" Withdraw { topic: TopicId } => ["topic_withdrawn"];
    "interest" Interest { topic: TopicId, #[serde(default = "yes")] on: bool } => ["interest_set"];
    /// Makes a group of a topic in a free cell.
    "place" Place {
        r#as: GroupId, topic: TopicId, slot: SlotId, space: SpaceId, #[serde(default)] confirm: bool,
    } => ["group_placed"];
    "move" Move { group: GroupId, slot: SlotId, space: SpaceId, #[serde(default)] confirm: bool } => ["group_moved"];
    /// Takes a group off the wall; one that has not opened is gone.
    "unplace" Unplace { group: GroupId } => ["group_unplaced"];

    "open" Open { group: GroupId } => ["group_opened"];
    /// Goes into a group and out of the one before.
    "enter" Enter { group: GroupId } => ["entered", "left"];
    "leave" Leave { #[serde(default, skip_serializing_if = "Option::is_none")] group: Option<GroupId> } => ["left"];
    "take_pen" TakePen { group: GroupId } => ["pen_taken"];
    "hand_pen" HandPen { group: GroupId, to: ParticipantId } => ["pen_taken"];
    /// Ends a group and posts its record on the news wall.
    "close" Close { group: GroupId } => ["group_closed"];
    "reopen" Reopen { group: GroupId } => ["group_reopened"];
    /// Posts a group's record on the news wall before it closes.
    "post" Post { group: GroupId } => ["group_posted"];
    "write" Write { r#as: ContributionId, group: GroupId, kind: Kind, text: String } => ["contribution_written"];
    /// Rewords one's own contribution; once posted, both wordings stay.
    "edit" Edit { contribution: ContributionId, text: String } => ["contribution_edited"];
    /// Takes one's own words back: every wording is erased, a tombstone stays.
    "retire" Retire { contribution: ContributionId } => ["contribution_retired"];
    "support" Support { contribution: ContributionId, #[serde(default = "yes")] on: bool } => ["support_set"];
    "disagree" Disagree { r#as: ContributionId, about: About, text: String } => ["disagreed"];

    "axis" CreateAxis { r#as: AxisId, name: String } => ["axis_created"];
    "rename_axis" RenameAxis { axis: AxisId, name: String } => ["axis_renamed"];
    /// Removes an axis under which nothing stands; with `confirm` what stands there is under no axis then.
    "remove_axis" RemoveAxis { axis: AxisId, #[serde(default)] confirm: bool } => ["axis_removed"];
    /// Puts a contribution under an axis; its first one is its main axis. It is pinned then.
    "attach" Attach { axis: AxisId, contribution: ContributionId } => ["attached"];
    /// Takes a contribution from an axis. It is pinned then.
    "detach" Detach { axis: AxisId, contribution: ContributionId } => ["detached"];
    /// Pins a contribution where it lies, under its axes or outside of all; with `on` false lets it go.
    "confirm" Confirm { contribution: ContributionId, #[serde(default = "yes")] on: bool } => ["confirmed"];
    /// Puts contributions under an axis as a suggestion has them. Pinned ones stay where they lie.
    "accept" Accept { axis: AxisId, contributions: Vec<ContributionId>, basis: Basis } => ["accepted"];
    /// Says that a contribution does not belong under an axis: it is not suggested again.
    "decline" Decline { axis: AxisId, contribution: ContributionId } => ["declined"];
    /// Says that two contributions are not alike: it is not suggested again.
    "decline_alike" DeclineAlike { contribution: ContributionId, with: ContributionId } => ["alike_declined"];
    /// Puts all that stands under `axis` under `into` and removes `axis`.
    "merge_axes" MergeAxes { axis: AxisId, into: AxisId } => ["axes_merged"];
    /// Takes these contributions from `axis` to a new one.
    "split_axis" SplitAxis {
        r#as: AxisId, axis: AxisId, name: String, contributions: Vec<ContributionId>,
    } => ["axis_split"];

    "open_vote" OpenVote {} => ["vote_opened"];
    /// Sets the number of one's dots on an axis.
    "dot" Dot { axis: AxisId, dots: u8 } => ["dots_placed"];
    "close_vote" CloseVote {} => ["vote_closed"];
    /// Closes the vote for good: the key of the ballots is destroyed, nothing can be reopened.
    "seal_vote" SealVote {} => ["vote_sealed"];
}

/// A command with its id, as it travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Order {
    /// The command's id.
    pub id: CommandId,
    /// What is asked for.
    #[serde(flatten)]
    pub command: Command,
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
struct Head {
    id: CommandId,
    r#do: String,
}

/// Reads a command in two steps, first id and word, then the rest, so that whatever is wrong with
/// the rest can be refused with the id.
///
/// # Errors
/// See [`Unreadable`].
pub fn read(raw: &RawValue) -> Result<Order, Unreadable> {
    let head: Head = serde_json::from_str(raw.get()).map_err(|_| Unreadable::Envelope)?;
    if !WORDS.iter().any(|(word, ..)| *word == head.r#do) {
        return Err(Unreadable::Command(head.id, crate::Refusal::UnknownCommand {}));
    }
    match serde_json::from_str(raw.get()) {
        Ok(command) => Ok(Order { id: head.id, command }),
        Err(_) => Err(Unreadable::Command(head.id, crate::Refusal::BadCommand {})),
    }
}
