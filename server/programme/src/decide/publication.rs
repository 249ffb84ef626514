//! What is published: which items a document takes with it.

use super::{Decided, Draft, fresh, room};
use crate::consent::is_read_again;
use crate::event::Published;
use crate::plan;
use crate::results;
use crate::state::State;
use crate::unheard::Unheard;
use protocol::Refusal;
use protocol::limits::programme::PUBLICATIONS_MAX;
use protocol::programme::ItemId;
use protocol::programme::command::Publish;
use protocol::programme::entity::{CardRef, Document};
use protocol::programme::noun::Noun;
use protocol::text::Form;

impl Draft<'_> {
    pub(super) fn publish(&mut self, publish: &Publish) -> Decided {
        let &Publish { r#as: publication, document, of, ref note, ref tables } = publish;
        let state = self.state;
        fresh(self.is_taken(publication))?;
        room(state.publications.len(), PUBLICATIONS_MAX)?;
        match (subject(document), of) {
            (None, None) => {}
            (Some(noun), Some(of)) => drop(self.item_of(of, noun)?),
            (Some(_), None) => return Err(Refusal::NotFound {}),
            (None, Some(_)) => return Err(Refusal::BadCommand {}),
        }
        let mut items = selection(state, document, of);
        if items.is_empty() {
            return Err(Refusal::NothingToPublish {});
        }
        // Every document says whose it is.
        if !items.contains(&state.own()) {
            items.push(state.own());
        }
        let logos = state.items.iter().filter(|(_, item)| item.noun == Noun::Logo);
        items.extend(logos.map(|(id, _)| *id));
        let results = match (document, of) {
            (Document::Results, Some(campaign)) => results::made(state, campaign, tables.as_deref())?,
            _ if tables.is_some() => return Err(Refusal::BadCommand {}),
            _ => None,
        };
        let note = self.optional_text(note.as_deref(), Form::Question)?;
        let unheard = (document == Document::Diagnosis).then(|| Unheard::of(state));
        let earlier = state.publications.values().filter(|it| it.document == document && it.of == of);
        let version = earlier.map(|it| it.version).max().unwrap_or_default() + 1;
        self.happened(Published { publication, document, of, version, note, items, results, unheard });
        Ok(())
    }
}

/// What a document is about.
fn subject(document: Document) -> Option<Noun> {
    match document {
        Document::Presentation | Document::Composition | Document::Diagnosis | Document::Plan => None,
        Document::Results => Some(Noun::Campaign),
        Document::Interviews => Some(Noun::InterviewField),
        Document::Minutes => Some(Noun::Committee),
        Document::Newsletter => Some(Noun::Newsletter),
    }
}

/// The items that a document shows, as they stand; none: there is nothing to show.
fn selection(state: &State, document: Document, of: Option<ItemId>) -> Vec<ItemId> {
    let all = |nouns: &[Noun]| -> Vec<ItemId> {
        let items = state.items.iter().filter(|(_, item)| nouns.contains(&item.noun));
        items.map(|(id, _)| *id).collect()
    };
    let unless_empty = |heart: Vec<ItemId>, around: Vec<ItemId>| {
        if heart.is_empty() { heart } else { [heart, around].concat() }
    };
    let tree = |root: Option<ItemId>| root.map_or_else(Vec::new, |root| state.tree(root));
    match document {
        Document::Presentation => all(&[Noun::Programme, Noun::Commune, Noun::Phase, Noun::Committee]),
        Document::Composition => unless_empty(all(&[Noun::Member]), all(&[Noun::Programme, Noun::Committee])),
        Document::Diagnosis => {
            let around = [Noun::Programme, Noun::Commune, Noun::Outline, Noun::Theme, Noun::Indicator];
            unless_empty(all(&[Noun::Figure]), all(&around))
        }
        // Lines of tables are communes too.
        Document::Results => {
            let asked = [Noun::Campaign, Noun::Question, Noun::Choice, Noun::Place, Noun::Batch];
            let is_asked = |item: &ItemId| state.noun(*item).is_some_and(|noun| asked.contains(&noun));
            let heart = tree(of).into_iter().filter(is_asked).collect();
            unless_empty(heart, all(&[Noun::Commune]))
        }
        Document::Interviews => {
            let used = |item: &ItemId| {
                state.items.get(item).is_some_and(|item| item.item("field") == of && is_read_again(item))
            };
            let interviews = all(&[Noun::Interview]).into_iter().filter(used);
            let is_said = |item: &ItemId| {
                state.noun(*item) != Some(Noun::Verbatim)
                    || state.evidence.contains(&CardRef::Verbatim(*item))
            };
            let heart = interviews.flat_map(|interview| state.tree(interview)).filter(is_said).collect();
            unless_empty(heart, of.into_iter().collect())
        }
        Document::Minutes => {
            let validated = |item: &ItemId| {
                state.items.get(item).is_some_and(|item| item.noun == Noun::Meeting && is_read_again(item))
            };
            let meetings = of.into_iter().flat_map(|of| state.children(of)).filter(validated);
            let heart = meetings.flat_map(|meeting| state.tree(meeting)).collect();
            let members = tree(of).into_iter().filter(|item| state.noun(*item) == Some(Noun::Member));
            unless_empty(heart, of.into_iter().chain(members).collect())
        }
        Document::Newsletter => of.into_iter().collect(),
        Document::Plan => plan::selection(state),
    }
}
