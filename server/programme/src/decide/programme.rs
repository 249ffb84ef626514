//! The programme itself.

use super::{Draft, Order, at_most, one_refused};
use crate::entry::{Caller, Entry, Holder};
use crate::event::ProgrammeCreated;
use crate::state::State;
use jiff::Timestamp;
use language_tags::LanguageTag;
use protocol::limits::TAG_CHARACTERS_MAX;
use protocol::limits::programme::ROWS_MAX;
use protocol::programme::ItemId;
use protocol::programme::command::{Command, CreateProgramme};
use protocol::programme::noun::Noun;
use protocol::{PassId, Refusal};
use subject::SecretHash;

/// What the server adds to the creation of a programme.
#[derive(Clone, Debug)]
pub struct Founding {
    /// The code by which it is called, free on this server.
    pub code: String,
    /// The creator's pass.
    pub pass: PassId,
    /// The hash of the creator's token.
    pub token: SecretHash,
}

/// Says what a `create_programme` of the owner does; to be applied to [`State::default`].
///
/// # Errors
/// `BAD_FIELD`, `LIMIT_REACHED`, `ONE_REFUSED`, `UNKNOWN_LANGUAGE`, and `BAD_COMMAND` for any other command.
pub fn create(order: &Order, founding: &Founding, _now: Timestamp) -> Result<Entry, Refusal> {
    let Command::CreateProgramme(CreateProgramme { r#as, language, fields, items }) = &order.command else {
        return Err(Refusal::BadCommand {});
    };
    at_most(items.len(), ROWS_MAX)?;
    let language = self::language(language)?;
    let nothing = State::default();
    let mut draft = Draft::new(&nothing, &Caller::Owner, order.id);
    let own = draft.new_item(ItemId(r#as.0), Noun::Programme, fields)?;
    let mut added = Vec::new();
    for item in items {
        let refused = |refusal| one_refused(item.r#as, refusal);
        if item.noun == Noun::Programme {
            return Err(refused(Refusal::NotAllowed {}));
        }
        added.push(draft.new_item(item.r#as, item.noun, &item.fields).map_err(refused)?);
    }
    draft.opens(founding.token, Holder::Pass(founding.pass));
    draft.happened(ProgrammeCreated {
        programme: *r#as,
        code: founding.code.clone(),
        language,
        pass: founding.pass,
        fields: own.fields,
        items: added,
    });
    Ok(draft.entry)
}

/// A language tag (BCP 47) whose parts are all registered, as the registry writes it.
fn language(tag: &str) -> Result<String, Refusal> {
    let read = LanguageTag::parse(tag).ok().filter(|read| tag.len() <= TAG_CHARACTERS_MAX && read.is_valid());
    read.map(LanguageTag::into_string).ok_or(Refusal::UnknownLanguage {})
}
