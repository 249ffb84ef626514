//! What became of what forums brought, for the table of outcomes: words without their authors.

use crate::state::{Item, State};
use protocol::entity::Gone;
use protocol::programme::ItemId;
use protocol::programme::noun::Noun;
use protocol::programme::value::{Number, Value};
use std::collections::BTreeMap;

/// What became of an axis of a forum, or of a contribution.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Its id.
    pub id: ItemId,
    /// An axis, or a contribution.
    pub noun: Noun,
    /// In its forum, as far as that is known.
    pub number: Option<u32>,
    /// Its name or text, or why that is gone.
    pub said: Result<String, Gone>,
    /// Under which axes of the forum it stands, the main one first.
    pub under: Vec<ItemId>,
    /// The forum's own outcome, in the words of the table of nouns.
    pub sorted: Option<String>,
    /// The committee's.
    pub decided: Option<Decided>,
    /// The committee has to say what becomes of it.
    pub is_needed: bool,
}

/// An outcome of the committee, in the words of the table of nouns.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "they say it")]
pub struct Decided {
    pub outcome: String,
    pub into: Option<ItemId>,
    pub why: Option<String>,
    pub remark: Option<String>,
    /// That of the axis of the forum under which it stands.
    pub through: Option<ItemId>,
}

/// All of them by forum: axes first, each in the order of the forum's numbers.
pub(super) fn outcomes(state: &State) -> BTreeMap<ItemId, Vec<Outcome>> {
    let mut outcomes: BTreeMap<ItemId, Vec<_>> = BTreeMap::new();
    for (id, item) in &state.items {
        let Some(forum) = item.parent().filter(|_| crate::outcome::is_followed(item.noun)) else { continue };
        let of_forum = outcomes.entry(forum).or_default();
        of_forum.push(((item.noun, number(item), item.number), one(state, *id, item)));
    }
    let sorted = outcomes.into_iter().map(|(forum, mut list)| {
        list.sort_by_key(|(place, _)| *place);
        (forum, list.into_iter().map(|(_, outcome)| outcome).collect())
    });
    sorted.collect()
}

fn one(state: &State, id: ItemId, item: &Item) -> Outcome {
    let field = if item.noun == Noun::ForumAxis { "name" } else { "text" };
    let gone = || item.text(field).and_then(|text| state.why_gone([text])).unwrap_or(Gone::TakenBack);
    let decided = state.decided(id).and_then(|(of, item)| {
        Some(Decided {
            outcome: item.choice("outcome")?.to_owned(),
            into: item.item("into"),
            why: item.choice("why").map(str::to_owned),
            remark: state.words(item, "remark").map(str::to_owned),
            through: (of != id).then_some(of),
        })
    });
    Outcome {
        id,
        noun: item.noun,
        number: number(item),
        said: state.words(item, field).map(str::to_owned).ok_or_else(gone),
        under: item.value("under").map_or(&[][..], Value::items).to_vec(),
        sorted: item.choice("sorted").map(str::to_owned),
        decided,
        is_needed: state.needs_outcome(item),
    }
}

fn number(item: &Item) -> Option<u32> {
    match item.value("number") {
        Some(Value::Number(number)) => u32::try_from(Number::millionths(*number) / 1_000_000).ok(),
        _ => None,
    }
}
