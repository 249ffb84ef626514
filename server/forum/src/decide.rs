//! What commands do: one exhaustive dispatch, one file a noun. Checks come in this order: whether
//! this role may now ([`permissions`]), existence, state, and last the text.

mod axis;
mod contribution;
mod forum;
mod group;
mod logo;
mod many;
mod outcome;
mod pass;
mod people;
mod topic;
mod vote;
mod wall;

use crate::entry::{Caller, Entry, Holder};
use crate::event::Event;
use crate::permissions::{self, Party};
use crate::state::{Group, Person, State, Topic};
use jiff::Timestamp;
use protocol::command::Order;
use protocol::entity::Gone;
use protocol::limits::COMMANDS_PER_PERSON_MAX;
use protocol::text::{self, Form};
use protocol::{Command, CommandId, GroupId, ParticipantId, Refusal, TextId, TopicId};
use std::collections::BTreeMap;
use subject::{Credential, SecretHash, Text};

pub use forum::{Founding, create};
pub use people::hash_recovery;

/// Says what this command of this caller does to the forum as it stands. An entry without events:
/// it is done already. The creation of a forum is [`create`].
///
/// # Errors
/// Why not; nothing changes then.
pub fn decide(state: &State, caller: &Caller, order: &Order, now: Timestamp) -> Result<Entry, Refusal> {
    let role = Party::of(state, caller).ok_or(Refusal::NotAllowed {})?;
    let mut draft = Draft::new(state, caller, order.id, now);
    if role == Party::Newcomer && draft.has_joined(&order.command)? {
        return Ok(draft.entry);
    }
    if order.r#for.is_some() {
        permissions::permitted(role, "for", state)?;
    }
    permissions::permitted(role, order.command.word(), state)?;
    draft.has_share_of_log(&order.command)?;
    match &order.command {
        Command::CreateForum(_) => Err(Refusal::NotAllowed {}),
        Command::SetForum(command) => draft.set_forum(command),
        Command::SetLogos(command) => draft.set_logos(command),
        Command::SetPhase(command) => draft.set_phase(command),
        Command::OpenDoor(_) => draft.open_door(),
        Command::CloseDoor(_) => draft.close_door(),
        Command::End(_) => draft.end(),
        Command::ReopenForum(_) => draft.reopen_forum(),

        Command::AddSlot(command) => draft.add_slot(command),
        Command::SetSlot(command) => draft.set_slot(command),
        Command::RemoveSlot(command) => draft.remove_slot(command),
        Command::AddSpace(command) => draft.add_space(command),
        Command::SetSpace(command) => draft.set_space(command),
        Command::RemoveSpace(command) => draft.remove_space(command),
        Command::AddCollege(command) => draft.add_college(command),
        Command::SetCollege(command) => draft.set_college(command),
        Command::RemoveCollege(command) => draft.remove_college(command),

        Command::AddFacilitator(command) => draft.add_facilitator(command),
        Command::AddProjector(command) => draft.add_projector(command),
        Command::Revoke(command) => draft.revoke(command),

        Command::Join(command) => draft.join(command),
        Command::ComeBack(command) => draft.come_back(command),
        Command::Rename(command) => draft.rename(command),
        Command::ChooseCollege(command) => draft.choose_college(command),
        Command::NameInBook(command) => draft.set_name_in_book(command),
        Command::RemovePerson(command) => draft.remove_person(command),

        Command::Propose(command) => draft.propose(command),
        Command::EditTopic(command) => draft.edit_topic(command),
        Command::Announce(command) => draft.announce(command),
        Command::LeaveQueue(command) => draft.leave_queue(command),
        Command::ReturnToQueue(command) => draft.return_to_queue(command),
        Command::ReorderQueue(command) => draft.reorder_queue(command),
        Command::Withdraw(command) => draft.withdraw(command),
        Command::Interest(command) => draft.set_interest(command),
        Command::Place(command) => draft.place(command),
        Command::Move(command) => draft.move_group(command),
        Command::Unplace(command) => draft.unplace(command),

        Command::Open(command) => draft.open(command),
        Command::OpenAll(command) => draft.open_all(command),
        Command::Unopen(command) => draft.unopen(command),
        Command::Enter(command) => draft.enter(command),
        Command::Leave(command) => draft.leave(command),
        Command::TakePen(command) => draft.take_pen(command),
        Command::HandPen(command) => draft.hand_pen(command),
        Command::Close(command) => draft.close(command),
        Command::CloseAll(command) => draft.close_all(command),
        Command::Reopen(command) => draft.reopen(command),
        Command::ReopenAll(command) => draft.reopen_all(command),
        Command::Post(command) => draft.post(command),
        Command::Write(command) => draft.write(command),
        Command::Edit(command) => draft.edit(command),
        Command::Retire(command) => draft.retire(command),
        Command::Support(command) => draft.set_support(command),
        Command::Disagree(command) => draft.disagree(command),

        Command::CreateAxis(command) => draft.create_axis(command),
        Command::RenameAxis(command) => draft.rename_axis(command),
        Command::RemoveAxis(command) => draft.remove_axis(command),
        Command::RemoveAxes(command) => draft.remove_axes(command),
        Command::Attach(command) => draft.attach(command),
        Command::AttachAll(command) => draft.attach_all(command),
        Command::Detach(command) => draft.detach(command),
        Command::DetachAll(command) => draft.detach_all(command),
        Command::Confirm(command) => draft.confirm(command),
        Command::ConfirmAll(command) => draft.confirm_all(command),
        Command::Accept(command) => draft.accept(command),
        Command::AcceptAll(command) => draft.accept_all(command),
        Command::Decline(command) => draft.decline(command),
        Command::DeclineAlike(command) => draft.decline_alike(command),
        Command::MergeAxes(command) => draft.merge_axes(command),
        Command::SplitAxis(command) => draft.split_axis(command),

        Command::SetOutcome(command) => draft.set_outcome(command),
        Command::SetDuplicate(command) => draft.set_duplicate(command),
        Command::SetDuplicates(command) => draft.set_duplicates(command),
        Command::CloseSorting(_) => draft.close_sorting(),
        Command::ReopenSorting(_) => draft.reopen_sorting(),

        Command::OpenVote(_) => draft.open_vote(),
        Command::Dot(command) => draft.set_dots(command),
        Command::CloseVote(_) => draft.close_vote(),
        Command::SealVote(_) => draft.seal_vote(),
    }?;
    let seen = order.seen.as_ref().map(|position| position.seq);
    if !draft.entry.events.is_empty()
        && seen.is_some_and(|seen| state.has_moved_on(caller, &order.command, seen))
    {
        return Err(Refusal::MovedOn {});
    }
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

    fn happened(&mut self, event: impl Into<Event>) {
        self.entry.events.push(event.into());
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
        self.entry.texts.insert(id, Text::Fresh(text));
        id
    }

    fn opens(&mut self, hash: SecretHash, holder: Holder) {
        self.entry.credentials.push(Credential { hash, holder });
    }

    fn is_facilitator(&self) -> bool {
        Party::of(self.state, self.caller) == Some(Party::Facilitator)
    }

    /// The person who asks.
    fn person(&self) -> Result<ParticipantId, Refusal> {
        match self.caller {
            Caller::Participant(person) => Ok(*person),
            Caller::Owner
            | Caller::Newcomer
            | Caller::Facilitator(_)
            | Caller::Projector(_)
            | Caller::Voter(_)
            | Caller::Unnamed => Err(Refusal::NotAllowed {}),
        }
    }

    fn is(&self, person: ParticipantId) -> bool {
        *self.caller == Caller::Participant(person)
    }

    /// The person who asks; nobody for facilitators, whom no share binds.
    fn sharer(&self) -> Option<&'a Person> {
        self.person().ok().and_then(|person| self.state.people.get(&person)).map(AsRef::as_ref)
    }

    /// A person's commands are kept for ever, and so they are counted; one's own words can always be taken back.
    fn has_share_of_log(&self, command: &Command) -> Decided {
        match (self.sharer(), command) {
            (None, _) | (_, Command::Retire(_)) => Ok(()),
            (Some(person), _) if person.commands < COMMANDS_PER_PERSON_MAX => Ok(()),
            (Some(_), _) => Err(Refusal::LimitReached { max: COMMANDS_PER_PERSON_MAX }),
        }
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
        Refusal::NotHost { person: hosts.first().copied() }
    }

    /// A host, or a facilitator.
    fn answers_for(&self, hosts: &[ParticipantId]) -> Decided {
        if self.is_facilitator() { Ok(()) } else { self.is_host(hosts) }
    }

    /// A host; a facilitator only where there is none (any more).
    fn owns(&self, hosts: &[ParticipantId]) -> Decided {
        let is_nobodys = hosts.iter().all(|host| self.state.person(host).is_none());
        if self.is_facilitator() && is_nobodys { Ok(()) } else { self.is_host(hosts) }
    }

    /// Why words of these people go when this caller takes them off; nothing: they are taken back.
    fn why(&self, people: &[ParticipantId]) -> Option<Gone> {
        (!people.is_empty() && !people.iter().any(|person| self.is(*person))).then_some(Gone::Hidden)
    }

    fn is_host(&self, hosts: &[ParticipantId]) -> Decided {
        if hosts.iter().any(|host| self.is(*host)) { Ok(()) } else { Err(self.not_host(hosts)) }
    }
}

/// Refuses what would be one too many, counting only where there were ever so many: those that went gave
/// their place back.
fn room_for(ever: usize, max: usize, present: impl FnOnce() -> usize) -> Decided {
    if ever < max { Ok(()) } else { room(present(), max) }
}

/// Refuses what would be one too many.
fn room(present: usize, max: usize) -> Decided {
    if present < max { Ok(()) } else { Err(Refusal::LimitReached { max: max as u32 }) }
}

/// Refuses an id that is taken.
fn fresh(taken: bool) -> Decided {
    if taken { Err(Refusal::BadCommand {}) } else { Ok(()) }
}
