//! Who was not heard: what is missing among what may leave, in words and never in numbers.

use crate::consent::is_read_again;
use crate::event::Stored;
use crate::state::{Item, State};
use crate::warning;
use protocol::programme::entity::{Document, Warning};
use protocol::programme::field::Kind;
use protocol::programme::{ItemId, Noun};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Publics whose absence from all forums is said.
const PUBLICS: [&str; 3] = ["professionals", "residents", "young"];
/// What a diagnosis says of the items that it names here, and nothing else of them.
const NAMED: [&str; 2] = ["name", "audience"];

/// Who was not heard, when it was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unheard {
    /// The words of colleges that sit in no committee.
    pub colleges: Vec<String>,
    /// The words of publics for which no forum was held.
    pub publics: Vec<String>,
    /// Committees in which residents do not sit, campaigns of whose answers nothing is published, fields without an
    /// interview that was checked.
    pub items: Vec<ItemId>,
}

impl Unheard {
    pub(crate) fn of(state: &State) -> Self {
        let all = |noun| state.items.iter().filter(move |(_, item)| item.noun == noun);
        let words = |noun, field| BTreeSet::from_iter(all(noun).filter_map(move |(_, it)| it.choice(field)));
        let (present, held) = (words(Noun::Member, "college"), words(Noun::Forum, "public"));
        let colleges = match Noun::Member.field("college").map(|field| field.kind) {
            Some(Kind::Choice(colleges)) => colleges,
            _ => &[],
        };
        let colleges = colleges.iter().map(|college| college.word);
        let publics = PUBLICS.iter().filter(|_| !held.contains("everybody"));
        Self {
            colleges: colleges
                .filter(|it| *it != "other" && !present.contains(it))
                .map(str::to_owned)
                .collect(),
            publics: publics.filter(|it| !held.contains(**it)).map(|it| (*it).to_owned()).collect(),
            items: [Noun::Committee, Noun::Campaign, Noun::InterviewField]
                .into_iter()
                .flat_map(all)
                .filter(|(id, item)| is_silent(state, **id, item))
                .map(|(id, _)| *id)
                .collect(),
        }
    }
}

fn is_silent(state: &State, id: ItemId, item: &Item) -> bool {
    match item.noun {
        Noun::Committee => warning::warnings(state, id, item).contains(&Warning::NoResident),
        Noun::Campaign => !state
            .publications
            .values()
            .any(|it| (it.document, it.of) == (Document::Results, Some(id)) && it.results.is_some()),
        Noun::InterviewField => !state
            .items
            .values()
            .any(|it| it.noun == Noun::Interview && it.item("field") == Some(id) && is_read_again(it)),
        _ => false,
    }
}

/// An item with its name alone.
pub(crate) fn named(item: &Item) -> Item {
    let mut named = item.clone();
    named
        .fields
        .retain(|field, held| NAMED.contains(&field.as_str()) && matches!(held.value, Some(Stored::Text(_))));
    named
}
