//! What a programme holds: the fold of all its entries. Indices stand beside what they index, so that no event costs
//! more than a few look-ups.

use crate::audience::Audience;
use crate::entry::{Caller, Holder};
use crate::event::{Answer, Stored};
use crate::plan::AsTold;
use crate::results::{Tables, Told};
use crate::sheet::Sheet;
use crate::unheard::Unheard;
use jiff::Timestamp;
use protocol::entity::Gone;
use protocol::programme::entity::{CardRef, Document, Key, PassKind, Role};
use protocol::programme::noun::Noun;
use protocol::programme::value::Value;
use protocol::programme::{ItemId, ProgrammeId};
use protocol::secret::Token;
use protocol::{PassId, TextId};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use subject::SecretHash;

/// Version of the rules and of the state's form. Raise it when either changes: the state that the same log gives is
/// another one then, and checkpoints of before are not gone on from.
pub const RULES: u32 = 6;

#[derive(Serialize, Deserialize)]
struct Versioned<Held> {
    rules: u32,
    state: Held,
}

/// A programme. Serialised it is a checkpoint: texts stand elsewhere in the log and are handed in again
/// ([`State::texts`]).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct State {
    pub(crate) id: ProgrammeId,
    pub(crate) code: String,
    pub(crate) language: String,
    /// When the last commit was made.
    pub(crate) last: Timestamp,
    pub(crate) items: BTreeMap<ItemId, Arc<Item>>,
    /// So many of each noun were ever added, and so many stand.
    pub(crate) made: BTreeMap<Noun, Made>,
    /// What belongs to an item.
    pub(crate) children: BTreeMap<ItemId, BTreeSet<ItemId>>,
    /// What refers to an item without belonging to it.
    pub(crate) referrers: BTreeMap<ItemId, BTreeSet<ItemId>>,
    /// Questions and choices by their numbers.
    pub(crate) questions: BTreeMap<u32, ItemId>,
    pub(crate) choices: BTreeMap<u32, ItemId>,
    pub(crate) passes: BTreeMap<PassId, Pass>,
    pub(crate) credentials: BTreeMap<SecretHash, Holder>,
    pub(crate) open: BTreeMap<ItemId, OpenCampaign>,
    pub(crate) sheets: BTreeMap<ItemId, Arc<Sheet>>,
    pub(crate) sheets_made: u32,
    /// Sheets of a campaign.
    pub(crate) sheets_of: BTreeMap<ItemId, BTreeSet<ItemId>>,
    /// So many sheets of a campaign were answered without an account.
    pub(crate) web: BTreeMap<ItemId, u32>,
    /// Sheets of a campaign by the numbers that are printed on them.
    pub(crate) numbered: BTreeMap<ItemId, BTreeMap<u32, ItemId>>,
    pub(crate) imports: BTreeMap<ItemId, Import>,
    pub(crate) outcomes: Outcomes,
    /// In the order in which they were marked says nothing.
    #[serde(with = "as_list")]
    pub(crate) evidence: BTreeSet<CardRef>,
    pub(crate) publications: BTreeMap<ItemId, Publication>,
    /// Action sheets as they were validated.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) versions: BTreeMap<ItemId, Version>,
    /// What was published of campaigns.
    pub(crate) told: BTreeMap<ItemId, Arc<Told>>,
    /// The item, sheet, import or publication that says these words.
    pub(crate) said: BTreeMap<TextId, ItemId>,
    /// Texts that stand in a publication, or in a version of an action sheet.
    pub(crate) frozen: BTreeSet<TextId>,
    /// Why a text was erased that its item still refers to.
    pub(crate) gone: BTreeMap<TextId, Gone>,
    /// The number of the next text.
    pub(crate) next_text: u64,
    /// Every text that has not been erased. Fill it when a checkpoint is loaded.
    #[serde(skip)]
    pub texts: BTreeMap<TextId, String>,
    #[serde(skip)]
    pub(crate) touched: BTreeSet<(Audience, Key)>,
}

/// How many items of a noun.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Made {
    pub(crate) ever: u32,
    pub(crate) standing: u32,
}

/// A thing of a programme.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Item {
    pub(crate) noun: Noun,
    pub(crate) number: u32,
    pub(crate) fields: BTreeMap<String, Held>,
    /// The commit that changed it last.
    pub(crate) changed: u64,
    /// The import with which it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) import: Option<ItemId>,
}

/// A field of an item.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Held {
    pub(crate) value: Option<Stored>,
    /// The pass with which it was filled in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) by: Option<PassId>,
    /// Of a state: when it came to be so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) since: Option<Timestamp>,
    /// What it said before, as far as that is kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) earlier: Vec<TextId>,
}

impl Held {
    /// What it says and said.
    pub(crate) fn texts(&self) -> impl Iterator<Item = TextId> {
        let now = self.value.as_ref().map_or(&[][..], Value::texts);
        now.iter().chain(&self.earlier).copied()
    }
}

impl Item {
    pub(crate) fn value(&self, field: &str) -> Option<&Stored> {
        self.fields.get(field)?.value.as_ref()
    }

    /// The word of a choice.
    pub(crate) fn choice(&self, field: &str) -> Option<&str> {
        match self.value(field) {
            Some(Stored::Choice(word)) => Some(word),
            _ => None,
        }
    }

    /// The item that a field refers to.
    pub(crate) fn item(&self, field: &str) -> Option<ItemId> {
        match self.value(field) {
            Some(Stored::Item(item)) => Some(*item),
            _ => None,
        }
    }

    /// The text of a field.
    pub(crate) fn text(&self, field: &str) -> Option<TextId> {
        match self.value(field) {
            Some(Stored::Text(text)) => Some(*text),
            _ => None,
        }
    }

    /// To what it belongs.
    pub(crate) fn parent(&self) -> Option<ItemId> {
        self.noun.parent().and_then(|field| self.item(field.name))
    }

    /// What it refers to without belonging to it.
    pub(crate) fn references(&self) -> BTreeSet<ItemId> {
        let parent = self.noun.parent().map(|field| field.name);
        let others = self.fields.iter().filter(|(name, _)| Some(name.as_str()) != parent);
        others.flat_map(|(_, held)| held.value.iter().flat_map(Value::items)).copied().collect()
    }

    /// All that it says and said.
    pub(crate) fn texts(&self) -> impl Iterator<Item = TextId> {
        self.fields.values().flat_map(Held::texts)
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Pass {
    pub(crate) kind: PassKind,
    /// Nothing for the creator's.
    pub(crate) label: Option<TextId>,
    pub(crate) committees: Vec<ItemId>,
    pub(crate) first: bool,
    pub(crate) revoked: bool,
    /// The officer who made it.
    pub(crate) by: Option<PassId>,
    /// All texts that were typed with it.
    pub(crate) typed: BTreeSet<TextId>,
}

/// A campaign that took answers without an account at some time.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct OpenCampaign {
    pub(crate) open: bool,
    pub(crate) secret: Option<Token>,
    /// The commit that opened or closed it last.
    pub(crate) changed: u64,
}

/// The committee's work on what forums brought.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Outcomes {
    /// Somebody said that all has an outcome, and it still has.
    pub(crate) finished: bool,
    /// The commit that said or changed it last.
    pub(crate) changed: u64,
    /// What is not retained, as it stood when the work was finished: this everybody may know, and it stays so when the
    /// work goes on, until it is decided anew.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(crate) told: BTreeSet<ItemId>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Import {
    pub(crate) label: TextId,
    pub(crate) parts: u32,
    /// Items and sheets that came with it, in the order of coming.
    pub(crate) rows: Vec<ItemId>,
    pub(crate) undone: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Publication {
    pub(crate) document: Document,
    pub(crate) of: Option<ItemId>,
    pub(crate) version: u32,
    pub(crate) at: Timestamp,
    pub(crate) note: Option<TextId>,
    pub(crate) items: BTreeMap<ItemId, Arc<Item>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) plan: Option<Arc<AsTold>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) results: Option<Arc<Tables>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) unheard: Option<Arc<Unheard>>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Version {
    pub(crate) action: ItemId,
    pub(crate) version: u32,
    pub(crate) at: Timestamp,
    pub(crate) items: BTreeMap<ItemId, Arc<Item>>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            id: ProgrammeId(uuid::Uuid::nil()),
            code: String::new(),
            language: String::new(),
            last: Timestamp::UNIX_EPOCH,
            items: BTreeMap::new(),
            made: BTreeMap::new(),
            children: BTreeMap::new(),
            referrers: BTreeMap::new(),
            questions: BTreeMap::new(),
            choices: BTreeMap::new(),
            passes: BTreeMap::new(),
            credentials: BTreeMap::new(),
            open: BTreeMap::new(),
            sheets: BTreeMap::new(),
            sheets_made: 0,
            sheets_of: BTreeMap::new(),
            web: BTreeMap::new(),
            numbered: BTreeMap::new(),
            imports: BTreeMap::new(),
            outcomes: Outcomes::default(),
            evidence: BTreeSet::new(),
            publications: BTreeMap::new(),
            versions: BTreeMap::new(),
            told: BTreeMap::new(),
            said: BTreeMap::new(),
            frozen: BTreeSet::new(),
            gone: BTreeMap::new(),
            next_text: 1,
            texts: BTreeMap::new(),
            touched: BTreeSet::new(),
        }
    }
}

impl State {
    /// A copy that holds what a checkpoint keeps. It costs little: items and sheets stand in both.
    pub fn kept(&mut self) -> Self {
        let texts = std::mem::take(&mut self.texts);
        let kept = self.clone();
        self.texts = texts;
        kept
    }

    /// The state as a checkpoint keeps it.
    pub fn to_checkpoint(&self) -> Vec<u8> {
        serde_json::to_vec(&Versioned { rules: RULES, state: self }).expect("a state is JSON")
    }

    /// The state that a checkpoint holds; nothing when it was stored under other rules or cannot be read.
    pub fn from_checkpoint(json: &[u8]) -> Option<Self> {
        let Versioned { rules, .. } = serde_json::from_slice::<Versioned<IgnoredAny>>(json).ok()?;
        let held = || serde_json::from_slice(json).ok().map(|Versioned { state, .. }| state);
        if rules == RULES { held() } else { None }
    }

    /// The programme's id.
    pub fn id(&self) -> ProgrammeId {
        self.id
    }

    /// The programme as an item of its own.
    pub(crate) fn own(&self) -> ItemId {
        ItemId(self.id.0)
    }

    /// What a secret opens; nothing once its pass was revoked.
    pub fn holder(&self, secret: &SecretHash) -> Option<Holder> {
        self.credentials.get(secret).copied()
    }

    /// Who speaks with this token.
    pub fn caller(&self, token: &SecretHash) -> Option<Caller> {
        let Holder::Pass(id) = self.holder(token)?;
        Some(match self.passes.get(&id)?.kind {
            PassKind::Officer => Caller::Officer(id),
            PassKind::Member => Caller::Member(id),
        })
    }

    /// As what a caller is here; nothing for those who are not (any more).
    pub fn role(&self, caller: &Caller) -> Option<Role> {
        match caller {
            Caller::Owner => Some(Role::Owner),
            Caller::Officer(id) => self.pass(id, PassKind::Officer).map(|_| Role::Officer),
            Caller::Member(id) => self.pass(id, PassKind::Member).map(|_| Role::Member),
            Caller::Public => Some(Role::Public),
        }
    }

    fn pass(&self, id: &PassId, kind: PassKind) -> Option<&Pass> {
        self.passes.get(id).filter(|pass| pass.kind == kind && !pass.revoked)
    }

    /// Whether this caller is a member of this committee.
    pub(crate) fn sits_in(&self, caller: &Caller, committee: ItemId) -> bool {
        let Caller::Member(id) = caller else { return false };
        self.pass(id, PassKind::Member).is_some_and(|pass| pass.committees.contains(&committee))
    }

    /// What must be shown again since the last call, as [`crate::view()`] gives it.
    pub fn take_touched(&mut self) -> BTreeSet<(Audience, Key)> {
        std::mem::take(&mut self.touched)
    }

    /// The items and the sheets that came with an import and still stand.
    pub(crate) fn rows_of(&self, import: ItemId) -> (Vec<ItemId>, Vec<ItemId>) {
        let rows = self.imports.get(&import).map_or(&[][..], |it| &it.rows).iter().copied();
        let items =
            rows.clone().filter(|row| self.items.get(row).is_some_and(|it| it.import == Some(import)));
        let sheets = rows.filter(|row| self.sheets.get(row).is_some_and(|it| it.import == Some(import)));
        (items.collect(), sheets.collect())
    }

    /// What an item is.
    pub(crate) fn noun(&self, item: ItemId) -> Option<Noun> {
        self.items.get(&item).map(|item| item.noun)
    }

    /// Why one of these texts was erased; nothing while all of them stand.
    pub(crate) fn why_gone(&self, texts: impl IntoIterator<Item = TextId>) -> Option<Gone> {
        let missing = texts.into_iter().find(|text| !self.texts.contains_key(text))?;
        Some(self.gone.get(&missing).copied().unwrap_or(Gone::TakenBack))
    }

    /// Why words of a value are gone: it is shown as nothing then.
    pub(crate) fn lost(&self, value: &Stored) -> Option<Gone> {
        self.why_gone(value.texts().iter().copied())
    }

    /// A text as it stands; empty once it was erased.
    pub(crate) fn text(&self, id: TextId) -> &str {
        self.texts.get(&id).map_or("", String::as_str)
    }

    /// A value with its words.
    pub(crate) fn worded(&self, value: &Stored) -> Value<String> {
        value.map(|text| self.text(*text).to_owned())
    }

    /// The words of a field, unless they are gone.
    pub(crate) fn words(&self, item: &Item, field: &str) -> Option<&str> {
        item.text(field).and_then(|text| self.texts.get(&text)).map(String::as_str)
    }

    /// What belongs to an item, directly.
    pub(crate) fn children(&self, item: ItemId) -> impl Iterator<Item = ItemId> {
        self.children.get(&item).into_iter().flatten().copied()
    }

    /// An item with all that belongs to it.
    pub(crate) fn tree(&self, root: ItemId) -> Vec<ItemId> {
        let mut tree = vec![root];
        let mut next = 0;
        while let Some(item) = tree.get(next).copied() {
            tree.extend(self.children(item));
            next += 1;
        }
        tree
    }

    /// The item to which an item belongs in the end: itself, when it belongs to none.
    pub(crate) fn root(&self, item: ItemId) -> ItemId {
        let parent = |item: &ItemId| self.items.get(item).and_then(|item| item.parent());
        std::iter::successors(Some(item), parent).last().unwrap_or(item)
    }

    /// The versions of an action sheet that are kept.
    pub(crate) fn versions_of(&self, action: ItemId) -> impl Iterator<Item = (ItemId, &Version)> {
        self.versions.iter().filter(move |(_, it)| it.action == action).map(|(id, it)| (*id, it))
    }

    /// All items that are kept as they once stood, with this id.
    pub(crate) fn frozen_items(&self, id: ItemId) -> impl Iterator<Item = &Item> {
        let published = self.publications.values().filter_map(move |it| it.items.get(&id));
        let kept = self.versions.values().filter_map(move |it| it.items.get(&id));
        published.chain(kept).map(AsRef::as_ref)
    }

    /// The sheets of a campaign that count.
    pub(crate) fn standing_sheets(&self, campaign: ItemId) -> impl Iterator<Item = (ItemId, &Sheet)> {
        let sheets = self.sheets_of.get(&campaign).into_iter().flatten();
        let sheets = sheets.filter_map(|id| Some((*id, self.sheets.get(id)?.as_ref())));
        sheets.filter(|(_, sheet)| !sheet.withdrawn)
    }

    /// The text of an answer.
    pub(crate) fn answer_text(&self, card: CardRef) -> Option<TextId> {
        let CardRef::Answer { sheet, question } = card else { return None };
        let question = self.items.get(&question)?;
        match self.sheets.get(&sheet)?.answers.get(&question.number)? {
            Answer::Text(text) => Some(*text),
            _ => None,
        }
    }
}

/// A set of what is no JSON string is stored as a list.
mod as_list {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::collections::BTreeSet;

    pub(super) fn serialize<T: Serialize, S: Serializer>(
        set: &BTreeSet<T>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_seq(set)
    }

    pub(super) fn deserialize<'de, T: Deserialize<'de> + Ord, D: Deserializer<'de>>(
        from: D,
    ) -> Result<BTreeSet<T>, D::Error> {
        BTreeSet::deserialize(from)
    }
}
