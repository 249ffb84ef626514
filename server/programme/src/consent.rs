//! What of a published item everybody may read.

use crate::event::Stored;
use crate::state::Item;
use protocol::programme::Noun;

/// Whether this field of an item is shown where the item was published: never what stays in the office; a member's
/// name only with consent; of an interview what its consent allows.
pub(crate) fn is_public(item: &Item, field: &str) -> bool {
    let published = item.noun.field(field).is_some_and(|field| field.published);
    let consent = match item.value("consent") {
        Some(Stored::Choice(consent)) => consent.as_str(),
        _ => "nothing",
    };
    published
        && match (item.noun, field) {
            (Noun::Member, "name" | "substitute") => item.value("named") == Some(&Stored::Yes(true)),
            (Noun::Interview, "person") => consent == "named",
            (Noun::Interview, "role" | "structure" | "day") => consent != "nothing",
            _ => true,
        }
}

/// Whether it was read again by those who may say that it leaves: an interview that was checked, minutes that were
/// validated. Of other items nothing is asked.
pub(crate) fn is_read_again(item: &Item) -> bool {
    match item.noun {
        Noun::Interview => matches!(item.choice("state"), Some("checked" | "used")),
        Noun::Meeting => item.choice("minutes_state") == Some("validated"),
        _ => true,
    }
}
