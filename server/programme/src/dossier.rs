//! What of a programme may leave it, as it stands: of this documents are made, and of nothing else.
//!
//! An item leaves as a piece, without what stays in the office. Interviews leave once they were checked, their words once
//! somebody marked them as evidence, minutes once they were validated, a questionnaire and what it came to as they were
//! published. Sheets, working counts, guides, notes, passes and files that were brought in never leave.

mod outcome;
mod piece;
mod published;

pub use outcome::{Decided, Outcome};
pub use piece::Piece;
pub use published::{Edited, Edition, Excerpt, Published, published};

use crate::consent::is_read_again;
use crate::outcome::{Coverage, coverage};
use crate::results::Tables;
use crate::state::{Item, Publication, State};
use crate::territory::{Computed, Local, figures, territory};
use crate::unheard::Unheard;
use crate::warning;
use jiff::Timestamp;
use protocol::programme::entity::{CardRef, Document};
use protocol::programme::value::Value;
use protocol::programme::{ItemId, Noun, ProgrammeId};
use std::collections::{BTreeMap, BTreeSet};

/// What of a campaign everybody may know before anything of it was published.
const ANNOUNCED: [&str; 4] = ["name", "audience", "start", "end"];
/// What of a meeting everybody may know before its minutes were validated.
const CALLED: [&str; 6] = ["committee", "day", "time", "place", "state", "minutes_state"];

/// What of a programme may leave.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// Whose it is.
    pub programme: ProgrammeId,
    /// Its code.
    pub code: String,
    /// BCP 47: what most of its words are in.
    pub language: String,
    /// When its last commit was made; of a version, when it was published.
    pub at: Timestamp,
    /// Which version of which document it is; nothing: the whole programme as it stands.
    pub version: Option<Version>,
    /// The figures of each indicator, in the order of the indicators.
    pub series: Vec<Series>,
    /// What was published of campaigns: the campaigns by their numbers, the versions from the first.
    pub released: Vec<Released>,
    /// Everything that was published, from the first.
    pub issued: Vec<Issued>,
    /// When a committee validated each sheet last.
    pub validated: BTreeMap<ItemId, Timestamp>,
    /// What the axes of forums are called, in the order of the contributions that stand under them.
    pub axes: BTreeMap<ItemId, Vec<String>>,
    /// What became of what each forum brought, and how much of it has an outcome of the committee.
    pub outcomes: BTreeMap<ItemId, Vec<Outcome>>,
    #[expect(missing_docs, reason = "it is said")]
    pub coverage: Coverage,
    /// The committee said that its work on it is finished.
    pub is_finished: bool,
    /// Who was not heard; nothing: it was not said.
    pub unheard: Option<Unheard>,
    /// « 2.1.3 »: what the plan was numbered by when it was published; nothing: as it is counted now.
    pub numbers: BTreeMap<ItemId, String>,
    /// Action sheets of which a new version was being written when they were published.
    pub revised: BTreeSet<ItemId>,
    pieces: BTreeMap<ItemId, Piece>,
    order: BTreeMap<Noun, Vec<ItemId>>,
}

/// Of what a dossier is the contents, where it was taken out of what was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// Which document.
    pub document: Document,
    /// From 1.
    pub number: u32,
    /// A later version stands.
    pub is_replaced: bool,
}

/// The figures of an indicator.
#[derive(Clone, Debug)]
pub struct Series {
    /// Which one.
    pub indicator: ItemId,
    /// From the earliest.
    pub vintages: Vec<Vintage>,
}

/// The figures of an indicator in a year.
#[derive(Clone, Debug)]
pub struct Vintage {
    /// The year.
    pub year: i16,
    /// By commune; one that is not there says nothing.
    pub communes: BTreeMap<ItemId, Local>,
    /// The whole territory, where its communes give it.
    pub territory: Option<Computed>,
    /// Figures of areas that hold the territory or are it, as their sources give them.
    pub areas: Vec<ItemId>,
}

/// A document that was published.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "they say it")]
pub struct Issued {
    pub document: Document,
    /// Of which campaign, field, committee or newsletter.
    pub of: Option<ItemId>,
    pub version: u32,
    pub at: Timestamp,
}

/// What a campaign came to, in a version that was published.
#[derive(Clone, Debug)]
pub struct Released {
    /// Which campaign.
    pub campaign: ItemId,
    /// From 1.
    pub version: u32,
    /// When it was published.
    pub at: Timestamp,
    /// What is new in it.
    pub note: Option<String>,
    /// The campaign and what belongs to it, as they stood then.
    pub pieces: BTreeMap<ItemId, Piece>,
    /// Nothing: there were no sheets.
    pub tables: Option<Tables>,
}

impl Dossier {
    /// What of this programme may leave.
    pub fn new(state: &State) -> Self {
        Self::of_items(state, |id, item| leaving(state, id, item))
    }

    fn of_items(state: &State, leaving: impl Fn(ItemId, &Item) -> Option<Leaving>) -> Self {
        let mut pieces = BTreeMap::new();
        let mut order: BTreeMap<Noun, Vec<_>> = BTreeMap::new();
        for (id, item) in &state.items {
            let Some(fields) = leaving(*id, item) else { continue };
            let mut piece = Piece::new(state, *id, item, |field| fields.has(field));
            piece.warnings = warning::warnings(state, *id, item);
            order.entry(item.noun).or_default().push(*id);
            pieces.insert(*id, piece);
        }
        for ids in order.values_mut() {
            ids.sort_by_key(|id| pieces.get(id).map(Piece::rank));
        }
        let indicators = order.get(&Noun::Indicator).into_iter().flatten();
        let series = indicators.map(|id| series(state, *id)).collect();
        let (released, axes) = (released(state), axes(state));
        let (programme, code, language) = (state.id, state.code.clone(), state.language.clone());
        Self {
            programme,
            code,
            language,
            at: state.last,
            version: None,
            series,
            released,
            issued: issued(state),
            validated: validated(state),
            axes,
            outcomes: outcome::outcomes(state),
            coverage: coverage(state),
            is_finished: state.outcomes.finished,
            unheard: Some(Unheard::of(state)),
            numbers: BTreeMap::new(),
            revised: BTreeSet::new(),
            pieces,
            order,
        }
    }

    /// The programme itself.
    pub fn own(&self) -> Option<&Piece> {
        self.all(Noun::Programme).next()
    }

    /// All of a noun, in the order in which they are shown.
    pub fn all(&self, noun: Noun) -> impl Iterator<Item = &Piece> {
        self.order.get(&noun).into_iter().flatten().filter_map(|id| self.pieces.get(id))
    }

    /// Those of a noun that refer to an item in this field.
    pub fn of<'a>(
        &'a self,
        noun: Noun,
        field: &'a str,
        item: ItemId,
    ) -> impl Iterator<Item = &'a Piece> + 'a {
        self.all(noun).filter(move |piece| piece.item(field) == Some(item))
    }

    /// Of each campaign the latest version that was published.
    pub fn latest(&self) -> impl Iterator<Item = &Released> {
        let next = self.released.iter().skip(1).map(|it| Some(it.campaign)).chain([None]);
        self.released.iter().zip(next).filter(|(it, next)| Some(it.campaign) != *next).map(|(it, _)| it)
    }

    /// A thing by its id.
    pub fn piece(&self, id: ItemId) -> Option<&Piece> {
        self.pieces.get(&id)
    }
}

/// The fields of an item that leave.
enum Leaving {
    All,
    These(&'static [&'static str]),
}

impl Leaving {
    fn has(&self, field: &str) -> bool {
        match self {
            Self::All => true,
            Self::These(fields) => fields.contains(&field),
        }
    }
}

/// What of an item leaves as it stands; nothing: it stays.
fn leaving(state: &State, id: ItemId, item: &Item) -> Option<Leaving> {
    let parent = || item.parent().and_then(|parent| state.items.get(&parent));
    match item.noun {
        Noun::Campaign => Some(Leaving::These(&ANNOUNCED)),
        Noun::Question | Noun::Choice | Noun::Place | Noun::Batch | Noun::Contribution => None,
        Noun::Meeting if !is_read_again(item) => Some(Leaving::These(&CALLED)),
        Noun::Interview if !is_read_again(item) => None,
        Noun::Verbatim if !state.evidence.contains(&CardRef::Verbatim(id)) => None,
        Noun::Decision | Noun::Verbatim if !parent().is_some_and(|parent| is_read_again(parent)) => None,
        _ => Some(Leaving::All),
    }
}

fn series(state: &State, indicator: ItemId) -> Series {
    let own = || state.children(indicator).filter_map(|id| Some((id, state.items.get(&id)?)));
    let year = |item: &Item| match item.value("vintage") {
        Some(Value::Year(year)) => Some(*year),
        _ => None,
    };
    let years = BTreeSet::from_iter(own().filter_map(|(_, item)| year(item)));
    let vintages = years.into_iter().map(|at| Vintage {
        year: at,
        communes: figures(state, indicator, at),
        territory: territory(state, indicator, at),
        areas: own()
            .filter(|(_, item)| year(item) == Some(at) && item.choice("area").is_some())
            .map(|(id, _)| id)
            .collect(),
    });
    Series { indicator, vintages: vintages.collect() }
}

fn released(state: &State) -> Vec<Released> {
    let published = state.publications.values().filter(|it| it.document == Document::Results);
    let released = published.filter_map(|Publication { of, version, at, note, items, results, .. }| {
        let pieces = items.iter().map(|(id, item)| (*id, Piece::new(state, *id, item, |_| true)));
        Some(Released {
            campaign: (*of)?,
            version: *version,
            at: *at,
            note: note.and_then(|note| state.texts.get(&note)).cloned(),
            pieces: pieces.collect(),
            tables: results.as_deref().cloned(),
        })
    });
    let mut released: Vec<_> = released.collect();
    let number = |it: &Released| it.pieces.get(&it.campaign).map(|campaign| campaign.number);
    released.sort_by_key(|it| (number(it), it.campaign, it.version));
    released
}

fn issued(state: &State) -> Vec<Issued> {
    let mut issued = Vec::from_iter(state.publications.values().map(|it| {
        let Publication { document, of, version, at, .. } = it;
        Issued { document: *document, of: *of, version: *version, at: *at }
    }));
    issued.sort_by_key(|it| (it.at, it.document, it.of));
    issued
}

fn validated(state: &State) -> BTreeMap<ItemId, Timestamp> {
    let mut validated = BTreeMap::new();
    for it in state.versions.values() {
        let at = validated.entry(it.action).or_insert(it.at);
        *at = it.at.max(*at);
    }
    validated
}

fn axes(state: &State) -> BTreeMap<ItemId, Vec<String>> {
    let contributions = state.items.values().filter(|item| item.noun == Noun::Contribution);
    let mut contributions: Vec<_> = contributions.collect();
    contributions.sort_by_key(|item| item.number);
    let mut axes: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for item in contributions {
        let (Some(forum), Some(Value::Lines(names))) = (item.parent(), item.value("axes")) else { continue };
        let named = axes.entry(forum).or_default();
        for name in names.iter().filter_map(|name| state.texts.get(name)) {
            if !named.contains(name) {
                named.push(name.clone());
            }
        }
    }
    axes
}
