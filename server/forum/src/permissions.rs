//! Who may do what, and when: one table; and who may see what. What depends on the thing itself (its host, its author, its
//! members) stands with the noun in `decide`.

use crate::audience::Audience;
use crate::entry::Caller;
use crate::state::{Person, State};
use protocol::Refusal;
use protocol::command::{Phase, Table};
use protocol::entity::{Can, ForumState, VoteState};
use protocol::message;

/// Whom the table knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in the caller")]
pub enum Party {
    Facilitator,
    Participant,
    Newcomer,
    Projector,
}

impl Party {
    /// The role of a caller; nothing for those who are not in the forum (any more).
    pub fn of(state: &State, caller: &Caller) -> Option<Self> {
        if *caller == Caller::Newcomer {
            return Some(Self::Newcomer);
        }
        state.role(caller).map(|role| match role {
            message::Role::Facilitator | message::Role::CoFacilitator => Self::Facilitator,
            message::Role::Participant => Self::Participant,
            message::Role::Projector => Self::Projector,
        })
    }
}

/// The moments in which something may be done.
#[derive(Clone, Copy, Debug)]
enum When {
    /// Never by this role.
    Never,
    /// Also when the forum has ended.
    Always,
    /// While the forum runs.
    Live,
    /// While the forum runs and its door is open.
    Door,
    /// From the marketplace to the groups, and in the second market.
    Topics,
    /// While groups work.
    Groups,
    /// While the vote has never been opened; then colleges stay.
    UnlockedColleges,
    /// While the vote has never been opened; then groups rest.
    UnopenedVote,
    /// Whenever the vote is not open.
    Axes,
    /// As `Axes`, in the phase of priorities.
    Priorities,
    /// As `Axes`, when the table is the room's; else as `Priorities`.
    RoomOrPriorities,
    /// As `Axes`, when the table is the room's.
    Room,
    /// While the vote is open.
    Vote,
}

use When::{
    Always, Axes, Door, Groups, Live, Never, Priorities, Room, RoomOrPriorities, Topics, UnlockedColleges,
    UnopenedVote, Vote,
};

/// Command: facilitator, participant, newcomer. A projector only reads.
const TABLE: &[(&str, When, When, When)] = &[
    ("create_forum", Never, Never, Never), // a forum is created by `decide::create`
    ("set_forum", Live, Never, Never),
    ("set_logos", Always, Never, Never), // documents are made after the end too
    ("phase", Live, Never, Never),
    ("open_door", Live, Never, Never),
    ("close_door", Live, Never, Never),
    ("end", Always, Never, Never), // again: no effect
    ("reopen_forum", Always, Never, Never),
    ("add_slot", Live, Never, Never),
    ("set_slot", Live, Never, Never),
    ("remove_slot", Live, Never, Never),
    ("add_space", Live, Never, Never),
    ("set_space", Live, Never, Never),
    ("remove_space", Live, Never, Never),
    ("add_college", Live, Never, Never),
    ("set_college", Live, Never, Never),
    ("remove_college", Live, Never, Never),
    ("add_facilitator", Always, Never, Never),
    ("add_projector", Always, Never, Never),
    ("revoke", Always, Never, Never),
    ("join", Never, Never, Door),
    ("come_back", Never, Never, Always),
    ("rename", Live, Always, Never),
    ("choose_college", Live, UnlockedColleges, Never),
    ("name_in_book", Never, Always, Never),
    ("remove_person", Always, Never, Never),
    ("propose", Live, Topics, Never),
    ("edit_topic", Live, Live, Never),      // its hosts
    ("announce", Live, Live, Never),        // its hosts
    ("leave_queue", Live, Live, Never),     // its hosts
    ("return_to_queue", Live, Live, Never), // its hosts
    ("reorder_queue", Live, Never, Never),
    ("withdraw", Live, Live, Never),    // its hosts
    ("interest", Never, Always, Never), // after the end only to take it back
    ("place", Live, Topics, Never),     // its hosts
    ("move", Live, Live, Never),        // its hosts
    ("unplace", Live, Live, Never),     // its hosts
    ("open", Live, Groups, Never),
    ("open_all", Live, Groups, Never),
    ("unopen", Live, Live, Never), // as `close`
    ("enter", Never, Live, Never),
    ("leave", Never, Always, Never),
    ("take_pen", Never, Live, Never),                  // its members
    ("hand_pen", Live, Live, Never),                   // its scribe
    ("close", Live, Live, Never),                      // its hosts, its scribe
    ("close_all", Live, Live, Never),                  // as `close`
    ("reopen", UnopenedVote, UnopenedVote, Never),     // its hosts, its scribe
    ("reopen_all", UnopenedVote, UnopenedVote, Never), // as `reopen`
    ("post", Live, Live, Never),                       // its hosts, its scribe
    ("write", Never, Live, Never),                     // its members
    ("edit", Never, Live, Never),                      // its author
    ("retire", Always, Always, Never),                 // its author, its hosts, whose name it is
    ("support", Never, Live, Never),
    ("disagree", Never, Live, Never),
    ("axis", Axes, Priorities, Never), // who hosts a topic
    ("rename_axis", Axes, Never, Never),
    ("remove_axis", Axes, Never, Never),
    ("remove_axes", Axes, Never, Never),
    ("attach", Axes, RoomOrPriorities, Never), // hosts of its group's topics
    ("attach_all", Axes, Priorities, Never),   // as `attach`
    ("detach", Axes, RoomOrPriorities, Never), // hosts of its group's topics
    ("detach_all", Axes, Priorities, Never),   // as `detach`
    ("confirm", Axes, Never, Never),
    ("confirm_all", Axes, Never, Never),
    ("accept", Axes, Never, Never),
    ("accept_all", Axes, Never, Never),
    ("decline", Axes, Room, Never),
    ("decline_alike", Axes, Never, Never),
    ("merge_axes", Axes, Never, Never),
    ("split_axis", Axes, Never, Never),
    ("outcome", Axes, Never, Never),
    ("duplicate", Axes, Never, Never),
    ("duplicate_all", Axes, Never, Never),
    ("close_sorting", Live, Never, Never),
    ("reopen_sorting", Live, Never, Never),
    ("open_vote", Live, Never, Never),
    ("dot", Never, Vote, Never),
    ("close_vote", Live, Never, Never),
    ("seal_vote", Live, Never, Never),
    ("for", Never, Never, Never), // asking for somebody else
];

/// Whether this role may give the command with this word (as in `do`) now.
///
/// # Errors
/// `NOT_ALLOWED` when it never may, otherwise why not now.
pub fn permitted(role: Party, word: &str, state: &State) -> Result<(), Refusal> {
    let row = TABLE.iter().find(|(command, ..)| *command == word);
    let when = match (row, role) {
        (None, _) | (_, Party::Projector) => Never,
        (Some((_, when, _, _)), Party::Facilitator)
        | (Some((_, _, when, _)), Party::Participant)
        | (Some((_, _, _, when)), Party::Newcomer) => *when,
    };
    when.is_now(state)
}

impl When {
    fn is_now(self, state: &State) -> Result<(), Refusal> {
        match self {
            RoomOrPriorities if state.table == Table::Room => return Axes.is_now(state),
            RoomOrPriorities => return Priorities.is_now(state),
            Room if state.table == Table::Room => return Axes.is_now(state),
            Never | Room => return Err(Refusal::NotAllowed {}),
            Always => return Ok(()),
            Live | Door | Topics | Groups | UnlockedColleges | UnopenedVote | Axes | Priorities | Vote => {
                is_live(state)?;
            }
        }
        match (self, state.vote) {
            (UnlockedColleges, VoteState::Open | VoteState::Closed) => return Err(Refusal::CollegeLocked {}),
            (UnopenedVote | Axes | Priorities, VoteState::Open) => return Err(Refusal::VoteOpen {}),
            (UnopenedVote, VoteState::Closed) | (Vote, VoteState::Closed) => {
                return Err(Refusal::VoteClosed {});
            }
            (Vote, VoteState::NotOpen) => return Err(Refusal::VoteNotOpen {}),
            (_, VoteState::NotOpen | VoteState::Open | VoteState::Closed) => {}
        }
        match self {
            Door if !state.door_open => Err(Refusal::DoorClosed {}),
            Topics => match state.phase {
                Phase::Welcome | Phase::Opening => Err(Refusal::TooEarly {}),
                Phase::Marketplace | Phase::Groups | Phase::Actions => Ok(()),
                Phase::Reading | Phase::Priorities | Phase::Closing => Err(Refusal::TopicsClosed {}),
            },
            Groups => match state.phase {
                Phase::Groups | Phase::Actions => Ok(()),
                Phase::Welcome
                | Phase::Opening
                | Phase::Marketplace
                | Phase::Reading
                | Phase::Priorities
                | Phase::Closing => Err(Refusal::TooEarly {}),
            },
            Priorities if state.phase < Phase::Priorities => Err(Refusal::TooEarly {}),
            Priorities if state.phase > Phase::Priorities => Err(Refusal::NotAllowed {}),
            Never | Always | Live | Door | UnlockedColleges | UnopenedVote | Axes | Priorities
            | RoomOrPriorities | Room | Vote => Ok(()),
        }
    }
}

/// Whether the forum runs.
pub(crate) fn is_live(state: &State) -> Result<(), Refusal> {
    match state.state {
        ForumState::Open => Ok(()),
        ForumState::Paused => Err(Refusal::ForumPaused {}),
        ForumState::Ended => Err(Refusal::ForumClosed {}),
    }
}

/// Whether this person may have one more topic.
pub(crate) fn may_host_another(state: &State, person: &Person) -> Result<(), Refusal> {
    match state.topics_per_person {
        Some(max) if person.hosts.len() >= max as usize => Err(Refusal::TooManyTopics { max }),
        Some(_) | None => Ok(()),
    }
}

/// What a person's screen offers.
pub(crate) fn can(state: &State, person: &Person, can: Can) -> bool {
    let word = match can {
        Can::Propose => "propose",
        Can::OpenGroups => "open",
        Can::ChooseCollege => "choose_college",
        Can::Disagree => "disagree",
        Can::Vote => "dot",
        Can::Sort => "decline",
    };
    permitted(Party::Participant, word, state).is_ok()
        && (can != Can::Propose || may_host_another(state, person).is_ok())
}

/// Whether this caller may see what this audience sees, today.
pub fn may_see(state: &State, caller: &Caller, audience: Audience) -> bool {
    let Some(role) = state.role(caller) else {
        return false;
    };
    match audience {
        Audience::Forum => true,
        Audience::Group(group) => state.groups.get(&group).is_some_and(|group| {
            state.is_shown(group)
                && match role {
                    message::Role::Facilitator
                    | message::Role::CoFacilitator
                    | message::Role::Participant => true,
                    message::Role::Projector => group.posted.is_some(),
                }
        }),
        // Under an axis stand words of groups that were not posted: the room's screen shows counts.
        Audience::Axis(axis) => {
            state.axes.contains_key(&axis)
                && match role {
                    message::Role::Facilitator
                    | message::Role::CoFacilitator
                    | message::Role::Participant => true,
                    message::Role::Projector => false,
                }
        }
        Audience::Facilitation => match role {
            message::Role::Facilitator | message::Role::CoFacilitator => true,
            message::Role::Participant | message::Role::Projector => false,
        },
        Audience::Own(person) => *caller == Caller::Participant(person),
    }
}
