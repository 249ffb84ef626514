//! What does not fit together: computed and said, never a gate.

use crate::action::lacks_values;
use crate::event::Stored;
use crate::state::{Item, State};
use protocol::programme::ItemId;
use protocol::programme::entity::Warning;
use protocol::programme::noun::Noun;
use protocol::programme::value::{Amount, Number};

/// What does not fit together in an item as it stands.
pub(crate) fn warnings(state: &State, id: ItemId, item: &Item) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |when: bool, warning| warnings.extend(when.then_some(warning));
    let children =
        |noun| state.children(id).filter_map(|id| state.items.get(&id)).filter(move |it| it.noun == noun);
    match item.noun {
        Noun::Committee => {
            let nobody = children(Noun::Member).next().is_none();
            let is_resident = |member: &Item| matches!(member.choice("college"), Some("resident" | "young"));
            warn(nobody, Warning::NoMember);
            warn(!nobody && !children(Noun::Member).any(|member| is_resident(member)), Warning::NoResident);
        }
        Noun::Meeting => {
            warn(item.choice("state") == Some("held") && item.value("minutes").is_none(), Warning::NoMinutes);
        }
        Noun::Indicator => {
            warn(item.value("source").is_none(), Warning::NoSource);
            let weighted = item.choice("total") == Some("weighted_mean");
            warn(weighted && item.value("weight").is_none(), Warning::NoWeight);
        }
        Noun::Question => {
            let chooses = matches!(item.choice("kind"), Some("single" | "several"));
            warn(chooses && children(Noun::Choice).next().is_none(), Warning::NoChoice);
        }
        Noun::Batch => {
            let [distributed, returned, processed, rejected] =
                ["distributed", "returned", "processed", "rejected"].map(|field| exact(item, field));
            warn(returned > distributed.or(returned), Warning::MoreReturned);
            let left = processed.unwrap_or(0) + rejected.unwrap_or(0);
            warn(returned.is_some_and(|returned| left > returned), Warning::MoreProcessed);
        }
        Noun::Interview => {
            let held = item.choice("state").is_some_and(|state| state != "planned");
            warn(held && item.value("consent").is_none(), Warning::NoConsent);
        }
        Noun::Action => warn(lacks_values(state, id, item), Warning::NoValue),
        _ => {}
    }
    if let (Some(Stored::Day(start)), Some(Stored::Day(end))) = (item.value("start"), item.value("end")) {
        // A month is not before its days, nor a year before its months.
        warn(String::from(*end) < String::from(*start) && !starts_with(*start, *end), Warning::EndsBefore);
    }
    warnings
}

fn starts_with(day: protocol::programme::Day, whole: protocol::programme::Day) -> bool {
    String::from(day).starts_with(&String::from(whole))
}

/// A number that is known exactly, in millionths.
fn exact(item: &Item, field: &str) -> Option<i64> {
    match item.value(field) {
        Some(Stored::Amount(Amount::Exact(number))) => Some(Number::millionths(*number)),
        _ => None,
    }
}
