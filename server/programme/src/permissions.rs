//! Who may do what, and who may see what: one table each.

use crate::audience::Audience;
use crate::entry::Caller;
use crate::state::State;
use protocol::Refusal;
use protocol::programme::entity::Role;
use protocol::programme::noun::Noun;

/// Command: officer (and owner), member, anybody.
const TABLE: &[(&str, bool, bool, bool)] = &[
    ("create_programme", false, false, false), // a programme is created by `create`
    ("add", true, true, false),                // a member: what belongs to the sheets of the own mixed group
    ("add_all", true, true, false),
    ("set", true, true, false),
    ("set_all", true, true, false),
    ("remove", true, true, false),
    ("remove_all", true, true, false),
    ("erase", true, false, false),
    ("add_officer", true, false, false),
    ("add_member", true, false, false),
    ("revoke", true, false, false),
    ("open_campaign", true, false, false),
    ("close_campaign", true, false, false),
    ("respond", false, false, true), // while the campaign is open; nothing links an answer to a pass
    ("key_sheet", true, false, false),
    ("key_again", true, false, false), // who did not key it
    ("correct_sheet", true, false, false),
    ("withdraw_sheet", true, false, false),
    ("import_rows", true, false, false),
    ("undo_import", true, false, false),
    ("bring_in", true, false, false),
    ("finish_outcomes", true, false, false), // once all has an outcome
    ("reopen_outcomes", true, false, false),
    ("mark", true, false, false),
    ("mark_all", true, false, false),
    ("submit_action", true, true, false), // a member: sheets of the own mixed group
    ("send_back", true, false, false),
    ("validate_action", true, false, false),
    ("follow_action", true, false, false),
    ("revise_action", true, false, false),
    ("publish", true, false, false),
    ("for", false, false, false), // asking for somebody else
];

/// Whether this role may give the command with this word (as in `do`).
///
/// # Errors
/// `NOT_ALLOWED`.
pub fn permitted(role: Role, word: &str) -> Result<(), Refusal> {
    let row = TABLE.iter().find(|(command, ..)| *command == word);
    let may = row.is_some_and(|(_, officer, member, public)| match role {
        Role::Owner | Role::Officer => *officer,
        Role::Member => *member,
        Role::Public => *public,
    });
    if may { Ok(()) } else { Err(Refusal::NotAllowed {}) }
}

/// Whether this caller may see what this audience sees, today.
pub fn may_see(state: &State, caller: &Caller, audience: Audience) -> bool {
    let Some(role) = state.role(caller) else {
        return false;
    };
    let is_officer = matches!(role, Role::Owner | Role::Officer);
    let is = |item, noun| state.noun(item) == Some(noun);
    match audience {
        Audience::Programme | Audience::Plan => role != Role::Public,
        Audience::Action(action) => role != Role::Public && is(action, Noun::Action),
        Audience::Office | Audience::Diagnosis | Audience::Interviews | Audience::Logos | Audience::Cards => {
            is_officer
        }
        Audience::Committee(committee) => {
            is(committee, Noun::Committee) && (is_officer || state.sits_in(caller, committee))
        }
        Audience::Campaign(campaign) | Audience::Sheets(campaign) => {
            is_officer && is(campaign, Noun::Campaign)
        }
        Audience::Forum(forum) => is_officer && is(forum, Noun::Forum),
        Audience::Public => true,
        Audience::Publication(publication) => state.publications.contains_key(&publication),
        Audience::Own(pass) => role != Role::Public && caller.pass() == pass,
    }
}
