//! What a suggestion for axes is computed from: the contributions that can stand under an axis, and the
//! table as people have left it.

use crate::entry::Entry;
use crate::event::Event;
use crate::state::State;
use protocol::entity::Outcome;
use protocol::{AxisId, ContributionId, GroupId, ParticipantId, TextId};
use std::collections::BTreeSet;

/// The contributions and the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sorting {
    /// In the order of writing.
    pub cards: Vec<Sortable>,
    /// In the order of their numbers.
    pub axes: Vec<AxisOnTable>,
    /// Pairs that a person does not find alike, the lower id first.
    pub unlike: BTreeSet<(ContributionId, ContributionId)>,
    /// Names that say where, not what it is about.
    pub territory: Vec<String>,
}

/// A contribution that was not taken back, answers no other and is no duplicate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct Sortable {
    pub contribution: ContributionId,
    pub number: u32,
    /// The present wording.
    pub text_id: TextId,
    pub text: String,
    pub author: ParticipantId,
    pub group: Option<GroupId>,
    /// Its main axis.
    pub axis: Option<AxisId>,
    /// A person placed it where it lies, or confirmed it there.
    pub pinned: bool,
    /// Axes under which somebody would not have it.
    pub declined: BTreeSet<AxisId>,
}

/// An axis as it has its name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields carry the words of the glossary")]
pub struct AxisOnTable {
    pub axis: AxisId,
    pub name: String,
}

/// The contributions and the table of this forum.
pub fn sorting(state: &State) -> Sorting {
    let cards = state.written.iter().filter_map(|id| {
        let contribution = state.contributions.get(id).filter(|it| it.about.is_none())?;
        if let Some(Outcome::DuplicateOf(_)) = contribution.outcome() {
            return None;
        }
        let text_id = *contribution.wordings.last()?;
        Some(Sortable {
            contribution: *id,
            number: contribution.number,
            text_id,
            text: state.text(text_id).to_owned(),
            author: contribution.author,
            group: contribution.group,
            axis: contribution.axes.first().copied(),
            pinned: contribution.pinned,
            declined: contribution.declined.iter().map(|(axis, _)| *axis).collect(),
        })
    });
    let mut axes: Vec<_> = state.axes.iter().collect();
    axes.sort_by_key(|(_, axis)| axis.number);
    let axes =
        axes.into_iter().map(|(id, axis)| AxisOnTable { axis: *id, name: state.text(axis.name).to_owned() });
    let unlike = state.contributions.iter();
    Sorting {
        cards: cards.collect(),
        axes: axes.collect(),
        unlike: unlike.flat_map(|(id, it)| it.declined_alike.iter().map(|(with, _)| (*id, *with))).collect(),
        territory: territory(state),
    }
}

/// The wordings that came and went with some entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// As in [`Sorting`].
    pub territory: Vec<String>,
    /// New wordings of contributions.
    pub written: Vec<(TextId, String)>,
    /// Texts that nobody may hold any more.
    pub erased: Vec<TextId>,
}

impl Heard {
    /// No wording came or went.
    pub fn is_empty(&self) -> bool {
        self.written.is_empty() && self.erased.is_empty()
    }
}

/// The wordings that come and go with these entries of this forum.
pub fn heard(state: &State, entries: &[Entry]) -> Heard {
    let written = entries.iter().flat_map(|entry| {
        let texts = entry.events.iter().filter_map(|event| match event {
            Event::ContributionWritten(written) => Some(written.text),
            Event::ContributionEdited(edited) => Some(edited.text),
            _ => None,
        });
        texts.filter_map(|text| Some((text, entry.texts.get(&text)?.words()?.to_owned())))
    });
    Heard {
        territory: territory(state),
        written: written.collect(),
        erased: entries.iter().flat_map(|entry| entry.erased.iter().copied()).collect(),
    }
}

fn territory(state: &State) -> Vec<String> {
    state.territory.iter().map(|name| state.text(*name).to_owned()).collect()
}
