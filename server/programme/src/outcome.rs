//! What becomes of what forums brought, as the committee decided it: of each axis of a forum and of each contribution.

use crate::state::{Item, State};
use protocol::programme::ItemId;
use protocol::programme::noun::Noun;
use protocol::programme::value::Value;
use std::collections::BTreeMap;

/// How much of what forums brought has an outcome of the committee, its own or that of the axis that it stands under.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "they say it")]
pub struct Coverage {
    pub axes: Counts,
    pub contributions: Counts,
}

/// How many have which outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "they say it")]
pub struct Counts {
    pub retained: u32,
    pub joined: u32,
    /// By the word of the reason.
    pub not_retained: BTreeMap<String, u32>,
    pub without: u32,
    /// Words that are gone, and disagreements, which stand where they disagree: they need none.
    pub needless: u32,
}

impl Counts {
    fn add(&mut self, outcome: Option<&Item>, needs_one: bool) {
        match outcome.and_then(|of| Some((of.choice("outcome")?, of.choice("why")))) {
            Some(("retained", _)) => self.retained += 1,
            Some(("joined", _)) => self.joined += 1,
            Some((_, why)) => *self.not_retained.entry(why.unwrap_or_default().to_owned()).or_default() += 1,
            None if needs_one => self.without += 1,
            None => self.needless += 1,
        }
    }

    /// All of them.
    pub fn all(&self) -> u32 {
        self.with() + self.without + self.needless
    }

    /// Those that have one.
    pub fn with(&self) -> u32 {
        self.retained + self.joined + self.not_retained.values().sum::<u32>()
    }
}

/// How much has an outcome.
pub fn coverage(state: &State) -> Coverage {
    let mut coverage = Coverage::default();
    for (id, item) in &state.items {
        let counts = match item.noun {
            Noun::ForumAxis => &mut coverage.axes,
            Noun::Contribution => &mut coverage.contributions,
            _ => continue,
        };
        counts.add(state.decided(*id).map(|(_, of)| of), state.needs_outcome(item));
    }
    coverage
}

/// Whether these are items of which the committee says what becomes of them.
pub(crate) fn is_followed(noun: Noun) -> bool {
    matches!(noun, Noun::ForumAxis | Noun::Contribution)
}

impl State {
    /// Whose outcome holds for an item: its own, else that of the first axis under which it stands that has one.
    pub(crate) fn decided(&self, id: ItemId) -> Option<(ItemId, &Item)> {
        let item = self.items.get(&id)?;
        let under = item.value("under").map_or(&[][..], Value::items).iter().copied();
        let candidates = std::iter::once(id).chain(under);
        let mut decided = candidates.filter_map(|id| Some((id, self.items.get(&id)?.as_ref())));
        decided.find(|(_, item)| item.value("outcome").is_some())
    }

    /// Whether the committee has to say what becomes of it.
    pub(crate) fn needs_outcome(&self, item: &Item) -> bool {
        // A replay does not have the words that are erased later: why they are gone tells it instead.
        let stands = |field| item.text(field).is_some_and(|text| !self.gone.contains_key(&text));
        match item.noun {
            Noun::ForumAxis => stands("name"),
            Noun::Contribution => stands("text") && item.choice("kind") != Some("disagreement"),
            _ => false,
        }
    }
}
