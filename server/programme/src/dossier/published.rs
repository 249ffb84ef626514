//! What was published, as it was published: without the words that were taken back since.

use super::{Dossier, Leaving, Piece, Version};
use crate::plan::AsTold;
use crate::state::{Publication, State};
use crate::unheard::Unheard;
use jiff::Timestamp;
use protocol::entity::Gone;
use protocol::programme::entity::{CardRef, Document};
use protocol::programme::{ItemId, Noun};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What everybody may read of a programme: what was published, and nothing else.
#[derive(Clone, Debug)]
pub struct Published {
    /// BCP 47: what most of its words are in.
    pub language: String,
    /// The programme as it was published last.
    pub own: Option<Piece>,
    /// The phases as they were presented last, in their order.
    pub phases: Vec<Piece>,
    /// The logos as they were published last, in their order.
    pub logos: Vec<Piece>,
    /// The documents, in the order in which they were published last, the latest first.
    pub documents: Vec<Edited>,
}

impl Published {
    /// Whether the plan was published.
    pub fn has_plan(&self) -> bool {
        self.documents.iter().any(|it| it.document == Document::Plan)
    }
}

/// A document with its versions.
#[derive(Clone, Debug)]
pub struct Edited {
    /// Which one.
    pub document: Document,
    /// What it is about, as the last version has it.
    pub of: Option<Piece>,
    /// The latest first.
    pub versions: Vec<Edition>,
}

/// A version of a document.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Its id.
    pub id: ItemId,
    /// From 1.
    pub number: u32,
    /// When it was published.
    pub at: Timestamp,
    /// What is new in it.
    pub note: Option<String>,
    /// Its note is gone, and why.
    pub gone: Option<Gone>,
}

/// What was published of a programme.
pub fn published(state: &State) -> Published {
    let mut all = Vec::from_iter(&state.publications);
    all.sort_by_key(|(_, it)| (std::cmp::Reverse(it.at), std::cmp::Reverse(it.version)));
    let piece = |publication: &Publication, id: ItemId| {
        let item = publication.items.get(&id)?;
        Some(Piece::new(state, id, item, |_| true))
    };
    let presented = all.iter().find(|(_, it)| it.document == Document::Presentation);
    let ranked = |publication: Option<&(&ItemId, &Publication)>, noun| {
        let items = publication.into_iter().flat_map(|(_, it)| &it.items).filter(|(_, it)| it.noun == noun);
        let mut pieces = Vec::from_iter(items.map(|(id, item)| Piece::new(state, *id, item, |_| true)));
        pieces.sort_by_key(Piece::rank);
        pieces
    };
    let mut documents: Vec<Edited> = Vec::new();
    for (id, publication) in &all {
        let Publication { document, of, version, at, note, .. } = publication;
        let words = note.and_then(|note| state.texts.get(&note)).cloned();
        let edition =
            Edition { id: **id, number: *version, at: *at, note: words, gone: state.why_gone(*note) };
        let is_same = |it: &&mut Edited| it.document == *document && it.of.as_ref().map(|it| it.id) == *of;
        match documents.iter_mut().find(is_same) {
            Some(edited) => edited.versions.push(edition),
            None => documents.push(Edited {
                document: *document,
                of: of.and_then(|of| piece(publication, of)),
                versions: vec![edition],
            }),
        }
    }
    Published {
        language: state.language.clone(),
        own: all.iter().find_map(|(_, it)| piece(it, state.own())),
        phases: ranked(presented, Noun::Phase),
        logos: ranked(all.first(), Noun::Logo),
        documents,
    }
}

/// A version that was published, taken out of its programme: a state that holds it and nothing else.
#[derive(Clone, Debug)]
pub struct Excerpt {
    state: State,
    version: Version,
    unheard: Option<Unheard>,
    plan: Option<Arc<AsTold>>,
}

impl Excerpt {
    /// The plan as it was published last; with the item of this noun and number, as it was published last with it.
    pub fn of_plan(state: &State, with: Option<(Noun, u32)>) -> Option<Self> {
        let holds = |it: &Publication| {
            let is =
                |(noun, number)| it.items.values().any(|item| (item.noun, item.number) == (noun, number));
            it.document == Document::Plan && with.is_none_or(is)
        };
        let plans = state.publications.iter().filter(|(_, it)| holds(it));
        let (id, _) = plans.max_by_key(|(_, it)| it.version)?;
        Self::new(state, *id)
    }

    /// Nothing: it was not published.
    pub fn new(state: &State, id: ItemId) -> Option<Self> {
        let publication = state.publications.get(&id)?;
        // Who answered no questionnaire is what was published of them until then.
        let is_told = |it: &Publication| it.document == Document::Results && it.at <= publication.at;
        let told = state.publications.iter().filter(|(_, it)| publication.unheard.is_some() && is_told(it));
        let shown = BTreeMap::from_iter(told.chain([(&id, publication)]));
        let values = shown.values().flat_map(|it| it.items.values()).flat_map(|item| item.fields.values());
        let texts = values.filter_map(|held| held.value.as_ref()).flat_map(|value| value.texts());
        let texts =
            BTreeSet::from_iter(texts.chain(shown.values().filter_map(|it| it.note.as_ref())).copied());
        let of = |text: &_| texts.contains(text);
        let mut children: BTreeMap<ItemId, BTreeSet<ItemId>> = BTreeMap::new();
        for (id, item) in &publication.items {
            if let Some(parent) = item.parent() {
                children.entry(parent).or_default().insert(*id);
            }
        }
        // Only words that were marked are published.
        let verbatims = publication.items.iter().filter(|(_, item)| item.noun == Noun::Verbatim);
        let &Publication { document, version: number, .. } = publication;
        let later =
            |it: &Publication| (it.document, it.of) == (document, publication.of) && it.version > number;
        Some(Self {
            unheard: publication.unheard.as_deref().cloned(),
            plan: publication.plan.clone(),
            version: Version { document, number, is_replaced: state.publications.values().any(later) },
            state: State {
                id: state.id,
                code: state.code.clone(),
                language: state.language.clone(),
                last: publication.at,
                items: publication.items.clone(),
                children,
                evidence: verbatims.map(|(id, _)| CardRef::Verbatim(*id)).collect(),
                publications: shown.into_iter().map(|(id, it)| (*id, it.clone())).collect(),
                gone: state
                    .gone
                    .iter()
                    .filter(|(text, _)| of(text))
                    .map(|(text, why)| (*text, *why))
                    .collect(),
                texts: texts
                    .iter()
                    .filter_map(|text| Some((*text, state.texts.get(text)?.clone())))
                    .collect(),
                ..State::default()
            },
        })
    }
}

impl From<&Excerpt> for Dossier {
    fn from(Excerpt { state, version, unheard, plan }: &Excerpt) -> Self {
        let of_items = match plan {
            // All that was published of a plan is in it, words of forums too.
            Some(_) => Self::of_items(state, |_, _| Some(Leaving::All)),
            None => Self::new(state),
        };
        let AsTold { numbers, revised } = plan.as_deref().cloned().unwrap_or_default();
        Self { version: Some(*version), unheard: unheard.clone(), numbers, revised, ..of_items }
    }
}
