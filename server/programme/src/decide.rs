//! What commands do: one exhaustive dispatch. Checks come in this order: whether this role may ([`permissions`]),
//! existence, state, and last the fields.

mod action;
mod brought;
mod campaign;
mod import;
mod item;
mod moved;
mod outcome;
mod pass;
mod programme;
mod publication;
mod sheet;

use crate::entry::{Caller, Credential, Entry, Holder};
use crate::event::{Event, Stored};
use crate::permissions;
use crate::state::{Item, State};
use jiff::Timestamp;
use protocol::programme::command::Command;
use protocol::programme::entity::Way;
use protocol::programme::field::Fault;
use protocol::programme::noun::Noun;
use protocol::programme::value::Value;
use protocol::programme::{ItemId, ProgrammeLanguage};
use protocol::text::{self, Form};
use protocol::{CommandId, Refusal, TextId, Which};
use std::collections::{BTreeMap, BTreeSet};
use subject::{SecretHash, Text};

pub use programme::{Founding, create};

/// What somebody asks of a programme.
pub type Order = protocol::command::Order<ProgrammeLanguage>;

/// Says what this command of this caller does to the programme as it stands. An entry without events: it is done
/// already. The creation of a programme is [`create`].
///
/// # Errors
/// Why not; nothing changes then.
pub fn decide(state: &State, caller: &Caller, order: &Order, _now: Timestamp) -> Result<Entry, Refusal> {
    let role = state.role(caller).ok_or(Refusal::NotAllowed {})?;
    if order.r#for.is_some() {
        permissions::permitted(role, "for")?;
    }
    permissions::permitted(role, order.command.word())?;
    let mut draft = Draft::new(state, caller, order.id);
    match &order.command {
        Command::CreateProgramme(_) => Err(Refusal::NotAllowed {}),
        Command::Add(command) => draft.add(command.r#as, command.noun, &command.fields),
        Command::AddAll(command) => draft.add_all(&command.items),
        Command::Set(command) => draft.set(command.item, &command.fields, command.was.as_ref()),
        Command::SetAll(command) => draft.set_all(&command.items),
        Command::Remove(command) => draft.remove(&[command.item]),
        Command::RemoveAll(command) => draft.remove(&command.items),
        Command::Erase(command) => draft.erase(command.item, command.fields.as_deref()),

        Command::AddOfficer(command) => draft.add_officer(command),
        Command::AddMember(command) => draft.add_member(command),
        Command::Revoke(command) => draft.revoke(command),

        Command::OpenCampaign(command) => draft.open_campaign(command),
        Command::CloseCampaign(command) => draft.close_campaign(command),
        Command::Respond(command) => draft.respond(command),
        Command::KeySheet(command) => draft.key_sheet(command, Way::Paper),
        Command::KeyAgain(command) => draft.key_again(command),
        Command::CorrectSheet(command) => draft.correct_sheet(command),
        Command::WithdrawSheet(command) => draft.withdraw_sheet(command),

        Command::ImportRows(command) => draft.import_rows(command),
        Command::UndoImport(command) => draft.undo_import(command),
        Command::BringIn(command) => draft.bring_in(command),
        Command::Mark(command) => draft.mark(command),
        Command::FinishOutcomes(_) => draft.finish_outcomes(),
        Command::ReopenOutcomes(_) => draft.reopen_outcomes(),
        Command::MarkAll(command) => draft.mark_all(command),
        Command::SubmitAction(command) => draft.submit_action(command),
        Command::SendBack(command) => draft.send_back(command),
        Command::ValidateAction(command) => draft.validate_action(command),
        Command::FollowAction(command) => draft.follow_action(command),
        Command::ReviseAction(command) => draft.revise_action(command),
        Command::Publish(command) => draft.publish(command),
    }?;
    draft.holds_together(&order.command)?;
    let seen = order.seen.as_ref().map(|position| position.seq);
    if !draft.entry.events.is_empty() && seen.is_some_and(|seen| state.has_moved_on(&order.command, seen)) {
        return Err(Refusal::MovedOn {});
    }
    Ok(draft.entry)
}

/// Nothing to say when it goes well: the draft holds it.
type Decided = Result<(), Refusal>;

/// What is known of an item that an entry adds.
struct Added {
    noun: Noun,
    parent: Option<ItemId>,
    /// The mixed group of an action sheet.
    group: Option<ItemId>,
    state: Option<String>,
}

/// An entry in the making.
struct Draft<'a> {
    state: &'a State,
    caller: &'a Caller,
    entry: Entry,
    next_text: u64,
    /// Items that this entry adds, and of which noun so many.
    added: BTreeMap<ItemId, Added>,
    adding: BTreeMap<Noun, usize>,
    /// Sheets that this entry adds, by their campaigns and printed numbers.
    numbers: BTreeSet<(ItemId, u32)>,
    sheets: BTreeSet<ItemId>,
}

impl<'a> Draft<'a> {
    fn new(state: &'a State, caller: &'a Caller, command: CommandId) -> Self {
        let entry = Entry {
            command,
            caller: *caller,
            events: Vec::new(),
            texts: BTreeMap::new(),
            credentials: Vec::new(),
            erased: Vec::new(),
        };
        Self {
            state,
            caller,
            entry,
            next_text: state.next_text,
            added: BTreeMap::new(),
            adding: BTreeMap::new(),
            numbers: BTreeSet::new(),
            sheets: BTreeSet::new(),
        }
    }

    fn happened(&mut self, event: impl Into<Event>) {
        self.entry.events.push(event.into());
    }

    fn text(&mut self, typed: &str, form: Form) -> Result<TextId, Refusal> {
        let text = text::normalise(typed, form)?;
        Ok(self.store_text(text))
    }

    fn optional_text(&mut self, typed: Option<&str>, form: Form) -> Result<Option<TextId>, Refusal> {
        let text = text::normalise_optional(typed, form)?;
        Ok(text.map(|text| self.store_text(text)))
    }

    fn store_text(&mut self, text: String) -> TextId {
        let id = TextId(self.next_text);
        self.next_text += 1;
        self.entry.texts.insert(id, Text::Fresh(text));
        id
    }

    /// A value as it is stored; lines that stood in `present` keep their numbers.
    fn store(&mut self, value: &Value<String>, present: Option<&Stored>) -> Stored {
        let standing = present.map_or(&[][..], Value::texts);
        value.map(|text| {
            let same = standing.iter().find(|id| self.state.texts.get(id) == Some(text));
            same.copied().unwrap_or_else(|| self.store_text(text.clone()))
        })
    }

    /// Erases those of these texts that stand.
    fn erase_texts(&mut self, texts: impl IntoIterator<Item = TextId>) -> bool {
        let standing = texts.into_iter().filter(|text| self.state.texts.contains_key(text));
        let standing: BTreeSet<_> = standing.filter(|text| !self.entry.erased.contains(text)).collect();
        self.entry.erased.extend(&standing);
        !standing.is_empty()
    }

    fn opens(&mut self, hash: SecretHash, holder: Holder) {
        self.entry.credentials.push(Credential { hash, holder });
    }

    fn item(&self, id: ItemId) -> Result<&'a Item, Refusal> {
        self.state.items.get(&id).map(AsRef::as_ref).ok_or(Refusal::NotFound {})
    }

    fn item_of(&self, id: ItemId, noun: Noun) -> Result<&'a Item, Refusal> {
        self.item(id).ok().filter(|item| item.noun == noun).ok_or(Refusal::NotFound {})
    }

    /// What an item is, also when it is being added.
    fn noun(&self, id: ItemId) -> Option<Noun> {
        self.state.noun(id).or_else(|| self.added.get(&id).map(|added| added.noun))
    }

    /// Whether any item, sheet, import or publication has this id, or ever had it as far as that is known.
    fn is_taken(&self, id: ItemId) -> bool {
        let state = self.state;
        state.items.contains_key(&id)
            || self.added.contains_key(&id)
            || state.sheets.contains_key(&id)
            || self.sheets.contains(&id)
            || state.imports.contains_key(&id)
            || state.publications.contains_key(&id)
            || state.versions.contains_key(&id)
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

/// Refuses a list that is too long.
pub(crate) fn at_most(list: usize, max: usize) -> Decided {
    if list <= max { Ok(()) } else { Err(Refusal::LimitReached { max: max as u32 }) }
}

fn bad_field(field: &str, fault: Fault) -> Refusal {
    Refusal::BadField { field: field.to_owned(), fault }
}

/// Nothing of all is done, because of this one.
fn one_refused(of: ItemId, refusal: Refusal) -> Refusal {
    Refusal::OneRefused { of: Which::Id(of.0), refusal: Box::new(refusal) }
}
