//! What the committee decides: strategic axes, which rest on something or say why not, and what becomes of what forums
//! brought. It is looked at once all that a command does is known, so that an axis and its sources may come together.

use super::{Decided, Draft, bad_field, one_refused};
use crate::event::{Event, ItemSet, OutcomesFinished, OutcomesReopened, Stored};
use crate::outcome::{Coverage, coverage, is_followed};
use crate::state::{Item, State};
use protocol::programme::field::Fault;
use protocol::programme::noun::Noun;
use protocol::programme::{Command, ItemId};
use protocol::{Refusal, TextId};
use std::collections::{BTreeMap, BTreeSet};

/// The field of an axis that keeps what it was called first.
const ORIGINAL: &str = "original";

impl Draft<'_> {
    pub(super) fn finish_outcomes(&mut self) -> Decided {
        if self.state.outcomes.finished {
            return Ok(());
        }
        let Coverage { axes, contributions } = coverage(self.state);
        match (axes.without, contributions.without) {
            (0, 0) => self.happened(OutcomesFinished {}),
            (axes, contributions) => return Err(Refusal::Undecided { axes, contributions }),
        }
        Ok(())
    }

    pub(super) fn reopen_outcomes(&mut self) -> Decided {
        if self.state.outcomes.finished {
            self.happened(OutcomesReopened {});
        }
        Ok(())
    }

    /// What stood under axes of a forum that go stands there no more.
    pub(super) fn let_go_of_axes(&mut self, items: &BTreeSet<ItemId>) {
        let state = self.state;
        let axes = items.iter().filter(|item| state.noun(**item) == Some(Noun::ForumAxis));
        let referrers = axes.filter_map(|axis| state.referrers.get(axis)).flatten();
        let stands = |item: &&ItemId| !items.contains(item) && stands_under(state, **item);
        for id in BTreeSet::from_iter(referrers.filter(stands).copied()) {
            let under = state.items.get(&id).and_then(|item| item.value("under"));
            let left = under.map_or(&[][..], Stored::items).iter().filter(|axis| !items.contains(axis));
            let left = Vec::from_iter(left.copied());
            let under = (!left.is_empty()).then_some(Stored::Items(left));
            self.happened(ItemSet { item: id, fields: BTreeMap::from([("under".to_owned(), under)]) });
        }
    }

    /// An axis that is renamed keeps the words of its first name, under the same number. Says which text that is.
    pub(super) fn keep_original(
        &self,
        item: &Item,
        set: &mut BTreeMap<String, Option<Stored>>,
    ) -> Option<TextId> {
        if item.noun != Noun::Axis {
            return None;
        }
        let kept = item.text(ORIGINAL);
        let first = item.text("name").filter(|name| self.state.texts.contains_key(name));
        if kept.is_none()
            && let Some(first) = first
            && set.contains_key("name")
        {
            set.insert(ORIGINAL.to_owned(), Some(Stored::Text(first)));
            return Some(first);
        }
        kept
    }

    /// Refuses a retained axis that nothing carries, and outcomes that contradict themselves.
    pub(super) fn holds_together(&self, command: &Command) -> Decided {
        let after = After::of(self.state, &self.entry.events);
        let is_list = matches!(
            command,
            Command::AddAll(_) | Command::SetAll(_) | Command::ImportRows(_) | Command::BringIn(_)
        );
        let named = |of, refusal| if is_list { one_refused(of, refusal) } else { refusal };
        after.outcomes.keys().try_for_each(|id| after.outcome(*id).map_err(|why| named(*id, why)))?;
        after.axes.iter().try_for_each(|id| after.axis(*id).map_err(|why| named(*id, why)))
    }
}

/// Whether it is something that stands under axes of a forum: these may go.
pub(super) fn stands_under(state: &State, item: ItemId) -> bool {
    state.noun(item) == Some(Noun::Contribution)
}

/// What axes and outcomes are once an entry is done.
struct After<'a> {
    state: &'a State,
    /// Fields that change, of the items whose outcomes may.
    outcomes: BTreeMap<ItemId, Changed<'a>>,
    /// Axes that change, or whose sources do.
    axes: BTreeSet<ItemId>,
    changed: BTreeMap<ItemId, Changed<'a>>,
    /// Sources that come, by their axes.
    come: BTreeSet<ItemId>,
    removed: BTreeSet<ItemId>,
}

type Changed<'a> = BTreeMap<&'a str, Option<&'a Stored>>;

impl<'a> After<'a> {
    fn of(state: &'a State, events: &'a [Event]) -> Self {
        let mut after = Self {
            state,
            outcomes: BTreeMap::new(),
            axes: BTreeSet::new(),
            changed: BTreeMap::new(),
            come: BTreeSet::new(),
            removed: BTreeSet::new(),
        };
        for event in events {
            match event {
                Event::ItemAdded(added) => {
                    let fields = added.fields.iter().map(|(name, value)| (name.as_str(), Some(value)));
                    if let (Noun::AxisSource, Some(Stored::Item(axis))) =
                        (added.noun, added.fields.get("axis"))
                    {
                        after.come.insert(*axis);
                    }
                    after.changes(added.item, added.noun, fields);
                }
                Event::ItemSet(set) => {
                    let Some(noun) = state.noun(set.item) else { continue };
                    let fields = set.fields.iter().map(|(name, value)| (name.as_str(), value.as_ref()));
                    after.changes(set.item, noun, fields);
                }
                Event::ItemsRemoved(removed) => after.goes(removed.items.iter().copied()),
                Event::ImportUndone(undone) => after.goes(state.rows_of(undone.import).0),
                _ => {}
            }
        }
        after
    }

    fn changes(
        &mut self,
        id: ItemId,
        noun: Noun,
        fields: impl Iterator<Item = (&'a str, Option<&'a Stored>)>,
    ) {
        if noun == Noun::Axis {
            self.axes.insert(id);
            self.changed.entry(id).or_default().extend(fields);
        } else if is_followed(noun) {
            self.outcomes.entry(id).or_default().extend(fields);
        }
    }

    fn goes(&mut self, items: impl IntoIterator<Item = ItemId>) {
        for id in items {
            self.removed.insert(id);
            let source = self.state.items.get(&id).filter(|item| item.noun == Noun::AxisSource);
            self.axes.extend(source.and_then(|source| source.parent()));
        }
    }

    fn value(&self, changed: Option<&Changed<'a>>, id: ItemId, field: &str) -> Option<&'a Stored> {
        match changed.and_then(|changed| changed.get(field)) {
            Some(value) => *value,
            None => self.state.items.get(&id).and_then(|item| item.value(field)),
        }
    }

    /// What carries a retained axis, or why nothing does.
    fn axis(&self, id: ItemId) -> Decided {
        let value = |field: &str| self.value(self.changed.get(&id), id, field);
        let is_retained = matches!(value("state"), Some(Stored::Choice(state)) if state == "retained");
        let stands = |source: &ItemId| {
            !self.removed.contains(source) && self.state.noun(*source) == Some(Noun::AxisSource)
        };
        let carried = || self.come.contains(&id) || self.state.children(id).any(|source| stands(&source));
        if self.removed.contains(&id) || !is_retained || value("reason").is_some() || carried() {
            return Ok(());
        }
        Err(Refusal::ReasonRequired {})
    }

    /// What is retained or joined says into which axis, what is not retained says why, and nothing says both.
    fn outcome(&self, id: ItemId) -> Decided {
        let value = |field: &str| self.value(self.outcomes.get(&id), id, field);
        let against = |fields: &[&str]| match fields.iter().find(|field| value(field).is_some()) {
            Some(field) => Err(bad_field(field, Fault::Against { other: "outcome".to_owned() })),
            None => Ok(()),
        };
        match value("outcome") {
            None => against(&["into", "why", "remark"]),
            Some(Stored::Choice(outcome)) if outcome == "not_retained" => {
                against(&["into"])?;
                if value("why").is_some() { Ok(()) } else { Err(Refusal::ReasonRequired {}) }
            }
            Some(_) => {
                against(&["why"])?;
                let into = value("into").is_some();
                if into { Ok(()) } else { Err(bad_field("into", Fault::Missing {})) }
            }
        }
    }
}
