//! Action sheets: whose they are, how far they are, and what may change of them then.

use super::{Decided, Draft, bad_field, fresh, room};
use crate::action::{is_locked, is_part, missing, state_of};
use crate::entry::Caller;
use crate::event::{Event, ItemAdded, Stored, VersionKept};
use crate::state::Item;
use protocol::Refusal;
use protocol::limits::programme::VERSIONS_MAX;
use protocol::programme::ItemId;
use protocol::programme::command::{
    Course, Fields, FollowAction, ReviseAction, SendBack, SubmitAction, ValidateAction,
};
use protocol::programme::field::Fault;
use protocol::programme::noun::Noun;
use protocol::text::Form;
use std::collections::BTreeMap;

/// What commands of their own change.
const MANAGED: [&str; 4] = ["state", "state_reason", "committee", "decided"];
/// What goes on once a sheet was validated.
const FOLLOWS: [Noun; 2] = [Noun::Review, Noun::Measured];

type Set = BTreeMap<String, Option<Stored>>;

impl Draft<'_> {
    pub(super) fn is_member(&self) -> bool {
        matches!(self.caller, Caller::Member(_))
    }

    /// Members write the sheets of their mixed groups, and what belongs to them; nothing is added to a validated sheet
    /// but what became of it.
    pub(super) fn may_add(&self, noun: Noun, fields: &Fields) -> Decided {
        let refers = |field: &str| fields.get(field).and_then(|id| serde_json::from_value(id.clone()).ok());
        if noun == Noun::Action {
            return self.writes_for(refers("group"));
        }
        let above = noun.parent().filter(|_| is_part(noun)).and_then(|field| refers(field.name));
        match above.and_then(|above| self.sheet_above(above)) {
            // A file brings sheets as they stand elsewhere, with all that belongs to them.
            Some(sheet) => self.may_change(sheet, FOLLOWS.contains(&noun) || self.is_import()),
            None if self.is_member() => Err(Refusal::NotAllowed {}),
            None => Ok(()),
        }
    }

    /// What an item begins as.
    pub(super) fn begins(&self, added: &mut ItemAdded) -> Decided {
        match added.noun {
            Noun::Objective => self.under_retained(&added.fields),
            Noun::Action => {
                let managed = MANAGED.iter().find(|field| added.fields.contains_key(**field));
                if let Some(field) = managed.filter(|_| !self.is_import()) {
                    return Err(bad_field(field, Fault::Fixed {}));
                }
                let state = match added.fields.get("objective") {
                    None => "to_discuss",
                    Some(_) => "draft",
                };
                let state = || Stored::Choice(state.to_owned());
                if !added.fields.contains_key("objective") {
                    added.fields.insert("state".to_owned(), state());
                }
                added.fields.entry("state".to_owned()).or_insert_with(state);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn under_retained(&self, fields: &BTreeMap<String, Stored>) -> Decided {
        let Some(Stored::Item(axis)) = fields.get("axis") else { return Ok(()) };
        let state = match self.state.items.get(axis) {
            Some(axis) => axis.choice("state"),
            None => self.added.get(axis).and_then(|added| added.state.as_deref()),
        };
        if state == Some("retained") { Ok(()) } else { Err(Refusal::AxisNotRetained {}) }
    }

    /// Whether these fields of an item may change now, by whoever asks.
    pub(super) fn may_set(&self, id: ItemId, item: &Item, fields: &Fields) -> Decided {
        let sheet = (item.noun == Noun::Action || is_part(item.noun)).then(|| self.state.root(id));
        let Some(sheet) = sheet else {
            return if self.is_member() { Err(Refusal::NotAllowed {}) } else { Ok(()) };
        };
        if item.noun == Noun::Action {
            if self.is_member() && fields.contains_key("group") {
                return Err(Refusal::NotAllowed {});
            }
            if let Some(field) = MANAGED.iter().find(|field| fields.contains_key(**field)) {
                return Err(bad_field(field, Fault::Fixed {}));
            }
        }
        let ticks = item.noun == Noun::Step && fields.keys().all(|field| field == "done");
        self.may_change(sheet, ticks || FOLLOWS.contains(&item.noun))
    }

    /// What changes of a sheet by itself: without an objective it is to be discussed, with one a draft.
    pub(super) fn goes_with(&self, item: &Item, set: &mut Set) -> Decided {
        let Some(objective) = set.get("objective").filter(|_| item.noun == Noun::Action) else {
            return Ok(());
        };
        let state = match (state_of(item), objective) {
            ("to_discuss", Some(_)) => "draft",
            ("draft", None) => "to_discuss",
            (_, None) => return Err(bad_field("objective", Fault::Missing {})),
            (_, Some(_)) => return Ok(()),
        };
        set.insert("state".to_owned(), Some(Stored::Choice(state.to_owned())));
        Ok(())
    }

    /// Whether an item may be removed now, by whoever asks: a sheet as long as nobody has seen it as one to be validated.
    pub(super) fn may_remove(&self, id: ItemId) -> Decided {
        let item = self.item(id)?;
        if is_part(item.noun) {
            return self.may_change(self.state.root(id), FOLLOWS.contains(&item.noun));
        }
        if self.is_member() {
            return Err(Refusal::NotAllowed {});
        }
        let is_draft = || matches!(state_of(item), "to_discuss" | "draft");
        let was_kept = || self.state.versions_of(id).next().is_some();
        if item.noun == Noun::Action && (!is_draft() || was_kept()) {
            return Err(Refusal::AbandonInstead {});
        }
        Ok(())
    }

    /// Whether what came with a file may be taken back: a committee has not validated it here.
    pub(super) fn may_undo(&self, id: ItemId) -> Decided {
        if self.state.versions_of(id).next().is_some() { Err(Refusal::AbandonInstead {}) } else { Ok(()) }
    }

    fn is_import(&self) -> bool {
        matches!(self.entry.events.first(), Some(Event::PartImported(_)))
    }

    fn may_change(&self, sheet: ItemId, follows: bool) -> Decided {
        let (group, state) = match (self.state.items.get(&sheet), self.added.get(&sheet)) {
            (Some(action), _) => (action.item("group"), state_of(action)),
            (None, Some(added)) => (added.group, ""),
            (None, None) => (None, ""),
        };
        self.writes_for(group)?;
        if is_locked(state) && !follows { Err(Refusal::Validated {}) } else { Ok(()) }
    }

    /// Whether whoever asks writes the sheets of this group.
    fn writes_for(&self, group: Option<ItemId>) -> Decided {
        let is_mixed = |group: &ItemId| {
            self.state.items.get(group).is_some_and(|group| group.choice("role") == Some("mixed_group"))
        };
        let is_own = || group.is_some_and(|group| is_mixed(&group) && self.state.sits_in(self.caller, group));
        if !self.is_member() || is_own() { Ok(()) } else { Err(Refusal::NotAllowed {}) }
    }

    /// The sheet to which something under this item belongs, also when it is being added.
    fn sheet_above(&self, id: ItemId) -> Option<ItemId> {
        let mut above = id;
        while let Some(added) = self.added.get(&above) {
            match added.parent {
                Some(parent) => above = parent,
                None => return (added.noun == Noun::Action).then_some(above),
            }
        }
        let root = self.state.root(above);
        (self.state.noun(root) == Some(Noun::Action)).then_some(root)
    }

    pub(super) fn submit_action(&mut self, &SubmitAction { action: id }: &SubmitAction) -> Decided {
        let action = self.item_of(id, Noun::Action)?;
        self.writes_for(action.item("group"))?;
        match state_of(action) {
            "to_discuss" | "draft" => {
                self.is_complete(id, action)?;
                self.moves(id, action, "to_validate", None)
            }
            "to_validate" => Ok(()),
            _ => Err(Refusal::Validated {}),
        }
    }

    pub(super) fn send_back(&mut self, SendBack { action: id, remark }: &SendBack) -> Decided {
        let action = self.item_of(*id, Noun::Action)?;
        if state_of(action) != "to_validate" {
            return Err(Refusal::NotAllowed {});
        }
        let remark = self.reason(Some(remark))?;
        self.moves(*id, action, "draft", Some(remark))
    }

    pub(super) fn validate_action(&mut self, validate: &ValidateAction) -> Decided {
        let &ValidateAction { r#as: version, action: id, committee, decided } = validate;
        let action = self.item_of(id, Noun::Action)?;
        fresh(self.is_taken(version))?;
        if state_of(action) != "to_validate" {
            return Err(Refusal::NotAllowed {});
        }
        room(self.state.versions_of(id).count(), VERSIONS_MAX)?;
        self.is_complete(id, action)?;
        let (Some(committee), Some(decided)) = (committee, decided) else {
            return Err(Refusal::DecisionRequired {});
        };
        self.item_of(committee, Noun::Committee)?;
        let decision = [
            ("committee".to_owned(), Some(Stored::Item(committee))),
            ("decided".to_owned(), Some(Stored::Day(decided))),
        ];
        self.moves_with(id, action, "validated", None, decision.into())?;
        self.happened(VersionKept { version, action: id, items: self.state.tree(id) });
        Ok(())
    }

    pub(super) fn follow_action(&mut self, follow: &FollowAction) -> Decided {
        let FollowAction { action: id, to, reason } = follow;
        let action = self.item_of(*id, Noun::Action)?;
        let state = state_of(action);
        let goes_on = is_locked(state) && state != "abandoned";
        let never_begun =
            matches!(state, "to_discuss" | "draft") && self.state.versions_of(*id).next().is_none();
        let may = match to {
            Course::Abandoned => !never_begun,
            Course::Upcoming | Course::Ongoing | Course::Paused | Course::Blocked | Course::Done => goes_on,
        };
        if !may {
            return Err(Refusal::NotAllowed {});
        }
        let reason = match to {
            Course::Paused | Course::Blocked | Course::Abandoned => Some(self.reason(reason.as_deref())?),
            Course::Upcoming | Course::Ongoing | Course::Done => {
                self.optional_text(reason.as_deref(), Form::Text)?.map(Stored::Text)
            }
        };
        self.moves(*id, action, to.word(), reason)
    }

    pub(super) fn revise_action(&mut self, &ReviseAction { action: id }: &ReviseAction) -> Decided {
        let action = self.item_of(id, Noun::Action)?;
        match state_of(action) {
            state if is_locked(state) => {}
            "draft" => return Ok(()),
            _ => return Err(Refusal::NotAllowed {}),
        }
        let again = if action.item("objective").is_some() { "draft" } else { "to_discuss" };
        let decision = [("committee".to_owned(), None), ("decided".to_owned(), None)];
        self.moves_with(id, action, again, None, decision.into())
    }

    fn is_complete(&self, id: ItemId, action: &Item) -> Decided {
        let missing = missing(self.state, id, action);
        if missing.is_empty() { Ok(()) } else { Err(Refusal::SheetIncomplete { missing }) }
    }

    fn reason(&mut self, typed: Option<&str>) -> Result<Stored, Refusal> {
        let reason = self.optional_text(typed, Form::Text)?;
        reason.map(Stored::Text).ok_or(Refusal::ReasonRequired {})
    }

    fn moves(&mut self, id: ItemId, action: &Item, to: &str, reason: Option<Stored>) -> Decided {
        self.moves_with(id, action, to, reason, Set::new())
    }

    fn moves_with(
        &mut self,
        id: ItemId,
        action: &Item,
        to: &str,
        reason: Option<Stored>,
        mut set: Set,
    ) -> Decided {
        set.insert("state".to_owned(), Some(Stored::Choice(to.to_owned())));
        set.insert("state_reason".to_owned(), reason);
        set.retain(|field, value| value.as_ref() != action.value(field));
        self.set_fields(id, action, set)
    }
}
