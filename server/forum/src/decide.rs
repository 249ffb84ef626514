//! What commands do: one exhaustive dispatch, one file a noun. Checks come in this order: whether
//! this role may now ([`permissions`]), existence, state, and last the text.

mod axis;
mod contribution;
mod forum;
mod group;
mod pass;
mod people;
mod topic;
mod vote;
mod wall;

use crate::entry::{Caller, Credential, Entry, Holder, SecretHash};
use crate::event::Event;
use crate::permissions::{self, Role};
use crate::state::{Group, State, Topic};
use jiff::Timestamp;
use protocol::command::Order;
use protocol::text::{self, Form};
use protocol::{Command, CommandId, GroupId, ParticipantId, Refusal, TextId, TopicId};
use std::collections::BTreeMap;

pub use forum::{Founding, create};

/// Says what this command of this caller does to the forum as it stands. An entry without events:
/// it is done already. The creation of a forum is [`create`].
///
/// # Errors
/// Why not; nothing changes then.
pub fn decide(state: &State, caller: &Caller, order: &Order, now: Timestamp) -> Result<Entry, Refusal> {
    let role = Role::of(state, caller).ok_or(Refusal::NotAllowed {})?;
    let mut draft = Draft::new(state, caller, order.id, now);
    if role == Role::Newcomer && draft.has_joined(&order.command)? {
        return Ok(draft.entry);
    }
    permissions::permitted(role, order.command.word(), state)?;
    match &order.command {
        Command::CreateForum { .. } => Err(Refusal::NotAllowed {}),
        Command::SetForum {
            question,
            language,
            time_zone,
            date,
            dots,
            dots_per_axis,
            topics_per_person,
            territory,
        } => draft.set_forum(forum::Fields {
            question: question.as_deref(),
            language: language.as_deref(),
            time_zone: time_zone.as_deref(),
            date: *date,
            dots: *dots,
            dots_per_axis: *dots_per_axis,
            topics_per_person: *topics_per_person,
            territory: territory.as_deref(),
        }),
        Command::SetPhase { phase } => draft.set_phase(*phase),
        Command::OpenDoor {} => draft.open_door(),
        Command::CloseDoor {} => draft.close_door(),
        Command::End {} => draft.end(),
        Command::ReopenForum {} => draft.reopen_forum(),

        Command::AddSlot { r#as, label, start, end, day } => draft.add_slot(*r#as, label, *start, *end, *day),
        Command::SetSlot { slot, label, start, end, day } => {
            draft.set_slot(*slot, label.as_deref(), *start, *end, *day)
        }
        Command::RemoveSlot { slot } => draft.remove_slot(*slot),
        Command::AddSpace { r#as, label, places } => draft.add_space(*r#as, label, *places),
        Command::SetSpace { space, label, places } => draft.set_space(*space, label.as_deref(), *places),
        Command::RemoveSpace { space } => draft.remove_space(*space),
        Command::AddCollege { r#as, label } => draft.add_college(*r#as, label),
        Command::SetCollege { college, label } => draft.set_college(*college, label),
        Command::RemoveCollege { college } => draft.remove_college(*college),

        Command::AddFacilitator { r#as, label, token } => draft.add_facilitator(*r#as, label, token),
        Command::AddProjector { r#as, label, token } => draft.add_projector(*r#as, label, token),
        Command::Revoke { pass } => draft.revoke(*pass),

        Command::Join { r#as, name, college, token, recovery } => {
            draft.join(*r#as, name, *college, token, recovery.as_ref())
        }
        Command::ComeBack { recovery, token } => draft.come_back(recovery, token),
        Command::Rename { name, person } => draft.rename(name, *person),
        Command::ChooseCollege { college, person } => draft.choose_college(*college, *person),

        Command::Propose { r#as, title, question } => draft.propose(*r#as, title, question.as_deref()),
        Command::EditTopic { topic, title, question } => {
            draft.edit_topic(*topic, title.as_deref(), question.as_deref())
        }
        Command::Announce { topic } => draft.announce(*topic),
        Command::LeaveQueue { topic } => draft.leave_queue(*topic),
        Command::ReorderQueue { topics } => draft.reorder_queue(topics),
        Command::Withdraw { topic } => draft.withdraw(*topic),
        Command::Interest { topic, on } => draft.set_interest(*topic, *on),
        Command::Place { r#as, topic, slot, space, confirm } => {
            draft.place(*r#as, *topic, wall::cell(*slot, *space), *confirm)
        }
        Command::Move { group, slot, space, confirm } => {
            draft.move_group(*group, wall::cell(*slot, *space), *confirm)
        }
        Command::Unplace { group } => draft.unplace(*group),

        Command::Open { group } => draft.open(*group),
        Command::Enter { group } => draft.enter(*group),
        Command::Leave { group } => draft.leave(*group),
        Command::TakePen { group } => draft.take_pen(*group),
        Command::HandPen { group, to } => draft.hand_pen(*group, *to),
        Command::Close { group } => draft.close(*group),
        Command::Reopen { group } => draft.reopen(*group),
        Command::Post { group } => draft.post(*group),
        Command::Write { r#as, group, kind, text } => draft.write(*r#as, *group, *kind, text),
        Command::Edit { contribution, text } => draft.edit(*contribution, text),
        Command::Retire { contribution } => draft.retire(*contribution),
        Command::Support { contribution, on } => draft.set_support(*contribution, *on),
        Command::Disagree { r#as, about, text } => draft.disagree(*r#as, *about, text),

        Command::CreateAxis { r#as, name } => draft.create_axis(*r#as, name),
        Command::RenameAxis { axis, name } => draft.rename_axis(*axis, name),
        Command::RemoveAxis { axis, confirm } => draft.remove_axis(*axis, *confirm),
        Command::Attach { axis, contribution } => draft.attach(*axis, *contribution),
        Command::Detach { axis, contribution } => draft.detach(*axis, *contribution),
        Command::Confirm { contribution, on } => draft.confirm(*contribution, *on),
        Command::Accept { axis, contributions, basis } => draft.accept(*axis, contributions, basis),
        Command::Decline { axis, contribution } => draft.decline(*axis, *contribution),
        Command::DeclineAlike { contribution, with } => draft.decline_alike(*contribution, *with),
        Command::MergeAxes { axis, into } => draft.merge_axes(*axis, *into),
        Command::SplitAxis { r#as, axis, name, contributions } => {
            draft.split_axis(*r#as, *axis, name, contributions)
        }

        Command::OpenVote {} => draft.open_vote(),
        Command::Dot { axis, dots } => draft.set_dots(*axis, *dots),
        Command::CloseVote {} => draft.close_vote(),
    }?;
    Ok(draft.entry)
}

/// Nothing to say when it goes well: the draft holds it.
type Decided = Result<(), Refusal>;

/// An entry in the making.
struct Draft<'a> {
    state: &'a State,
    caller: &'a Caller,
    now: Timestamp,
    entry: Entry,
    next_text: u64,
}

impl<'a> Draft<'a> {
    fn new(state: &'a State, caller: &'a Caller, command: CommandId, now: Timestamp) -> Self {
        let entry = Entry {
            command,
            caller: caller.clone(),
            events: Vec::new(),
            texts: BTreeMap::new(),
            credentials: Vec::new(),
            erased: Vec::new(),
        };
        Self { state, caller, now, entry, next_text: state.next_text }
    }

    fn happened(&mut self, event: Event) {
        self.entry.events.push(event);
    }

    fn text(&mut self, typed: &str, form: Form) -> Result<TextId, Refusal> {
        let text = text::normalise(typed, form)?;
        Ok(self.store(text))
    }

    fn optional_text(&mut self, typed: Option<&str>, form: Form) -> Result<Option<TextId>, Refusal> {
        let text = text::normalise_optional(typed, form)?;
        Ok(text.map(|text| self.store(text)))
    }

    /// The text in the place of `present`; the same one when nothing changed.
    fn reworded(&mut self, typed: &str, form: Form, present: TextId) -> Result<TextId, Refusal> {
        let text = text::normalise(typed, form)?;
        if text == self.state.text(present) { Ok(present) } else { Ok(self.store(text)) }
    }

    fn store(&mut self, text: String) -> TextId {
        let id = TextId(self.next_text);
        self.next_text += 1;
        self.entry.texts.insert(id, text);
        id
    }

    fn opens(&mut self, hash: SecretHash, holder: Holder) {
        self.entry.credentials.push(Credential { hash, holder });
    }

    fn is_facilitator(&self) -> bool {
        Role::of(self.state, self.caller) == Some(Role::Facilitator)
    }

    /// The person who asks.
    fn person(&self) -> Result<ParticipantId, Refusal> {
        match self.caller {
            Caller::Participant(person) => Ok(*person),
            Caller::Owner
            | Caller::Newcomer
            | Caller::Facilitator(_)
            | Caller::Projector(_)
            | Caller::Voter(_) => Err(Refusal::NotAllowed {}),
        }
    }

    fn is(&self, person: ParticipantId) -> bool {
        *self.caller == Caller::Participant(person)
    }

    /// A topic that has not been withdrawn.
    fn topic(&self, id: TopicId) -> Result<&'a Topic, Refusal> {
        let topic = self.state.topics.get(&id).ok_or(Refusal::NotFound {})?;
        if topic.withdrawn { Err(Refusal::TopicWithdrawn {}) } else { Ok(topic) }
    }

    /// A group whose topic has not been withdrawn.
    fn group(&self, id: GroupId) -> Result<&'a Group, Refusal> {
        let group = self.state.groups.get(&id).ok_or(Refusal::NotFound {})?;
        if self.state.is_withdrawn(group) { Err(Refusal::TopicWithdrawn {}) } else { Ok(group) }
    }

    /// A group as screens show it.
    fn shown_group(&self, id: GroupId) -> Result<&'a Group, Refusal> {
        let group = self.group(id)?;
        if self.state.is_shown(group) { Ok(group) } else { Err(Refusal::NotFound {}) }
    }

    fn hosts(&self, topics: &[TopicId]) -> Vec<ParticipantId> {
        topics
            .iter()
            .filter_map(|id| self.state.topics.get(id))
            .flat_map(|topic| topic.hosts.clone())
            .collect()
    }

    fn not_host(&self, hosts: &[ParticipantId]) -> Refusal {
        Refusal::NotHost { name: hosts.first().map(|host| self.state.name(*host).to_owned()) }
    }

    /// A host, or a facilitator.
    fn answers_for(&self, hosts: &[ParticipantId]) -> Decided {
        if self.is_facilitator() { Ok(()) } else { self.is_host(hosts) }
    }

    /// A host; a facilitator only where there is none.
    fn owns(&self, hosts: &[ParticipantId]) -> Decided {
        if self.is_facilitator() && hosts.is_empty() { Ok(()) } else { self.is_host(hosts) }
    }

    fn is_host(&self, hosts: &[ParticipantId]) -> Decided {
        if hosts.iter().any(|host| self.is(*host)) { Ok(()) } else { Err(self.not_host(hosts)) }
    }
}

/// Refuses what would be one too many.
fn room(present: usize, max: usize) -> Decided {
    if present < max { Ok(()) } else { Err(Refusal::LimitReached { max: max as u32 }) }
}

/// Refuses an id that is taken.
fn fresh(taken: bool) -> Decided {
    if taken { Err(Refusal::BadCommand {}) } else { Ok(()) }
}
