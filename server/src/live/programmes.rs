//! What is asked of a programme alone.

use super::{Live, NotDone, Served};
use programme::dossier::{Excerpt, Published};
use programme::{Caller, Entry, Sorting, State};
use protocol::http::{Path, ProgrammeMade, Questionnaire};
use protocol::programme::ItemId;
use protocol::programme::entity::{CardRef, ProgrammeSummary};
use protocol::programme::{Noun, ProgrammeId};
use protocol::secret::Token;
use protocol::{PassId, Refusal, SubjectId};
use std::collections::BTreeSet;
use std::sync::Arc;

impl Served for State {
    /// Nothing hears of its commits.
    type Beside = ();
    type Heard = ();

    fn heard(&self, (): &(), _: &[Entry]) -> Option<()> {
        None
    }

    fn hear((): &(), _: SubjectId, (): ()) {}
}

impl Live<State> {
    /// The programme's line in the owner's list.
    ///
    /// # Errors
    /// [`NotDone::Unknown`].
    pub async fn summary(&self) -> Result<ProgrammeSummary, NotDone> {
        self.read(|state, _| programme::summary(state)).await
    }

    /// The campaign of this number, and whether its sheets have numbers; nothing: it was never opened.
    ///
    /// # Errors
    /// [`NotDone::Unknown`].
    pub async fn opened(&self, number: u32) -> Result<Option<(ItemId, bool)>, NotDone> {
        self.read(move |state, _| programme::opened(state, number)).await
    }

    /// What the campaign of this number asks whoever has its link; nothing: it was never opened.
    ///
    /// # Errors
    /// [`NotDone::Unknown`].
    pub async fn questionnaire(&self, number: u32) -> Result<Option<(ItemId, Questionnaire)>, NotDone> {
        self.read(move |state, _| programme::questionnaire(state, number)).await
    }

    /// What everybody may read of it.
    ///
    /// # Errors
    /// [`NotDone::Unknown`].
    pub async fn published(&self) -> Result<Published, NotDone> {
        self.read(|state, _| programme::dossier::published(state)).await
    }

    /// What became of a contribution in it; nothing: it does not stand in it, or its words are gone.
    ///
    /// # Errors
    /// [`NotDone::Unknown`].
    pub async fn path(&self, contribution: ItemId) -> Result<Option<Path>, NotDone> {
        self.read(move |state, _| programme::path(state, contribution)).await
    }

    /// A version that was published; nothing: there is none with this id.
    ///
    /// # Errors
    /// [`NotDone::Unknown`].
    pub async fn excerpt(&self, publication: ItemId) -> Result<Option<Excerpt>, NotDone> {
        self.read(move |state, _| Excerpt::new(state, publication)).await
    }

    /// The plan as it was published last; of an axis or an action sheet, as it was published last with it; nothing: never.
    ///
    /// # Errors
    /// [`NotDone::Unknown`].
    pub async fn plan(&self, with: Option<(Noun, u32)>) -> Result<Option<Excerpt>, NotDone> {
        self.read(move |state, _| Excerpt::of_plan(state, with)).await
    }

    /// What heaps of cards are computed from: whose, the cards of a source or of all, and the position at which they
    /// were read.
    ///
    /// # Errors
    /// [`NotDone::Unknown`].
    pub async fn sorting(&self, source: Option<ItemId>) -> Result<(ProgrammeId, Sorting, u64), NotDone> {
        self.read(move |state, seq| (state.id(), programme::sorting(state, source), seq)).await
    }

    /// Those of these cards whose words are still the same.
    ///
    /// # Errors
    /// [`NotDone::Unknown`].
    pub async fn standing(&self, sorting: Arc<Sorting>) -> Result<BTreeSet<CardRef>, NotDone> {
        let read = move |state: &State, _| {
            programme::standing(state, sorting.cards.iter().map(|it| (it.card, it.text_id)))
        };
        self.read(read).await
    }

    /// What the creation of this programme was answered, for whoever holds its first token.
    ///
    /// # Errors
    /// `NOT_ALLOWED`, or [`NotDone::Unknown`].
    pub async fn made(&self, pass: PassId, token: &Token) -> Result<ProgrammeMade, NotDone> {
        let token = subject::hash_token(token);
        let read = move |state: &State, _| {
            (state.caller(&token) == Some(Caller::Officer(pass))).then(|| programme::summary(state))
        };
        let ProgrammeSummary { id, code, .. } = self.read(read).await?.ok_or(Refusal::NotAllowed {})?;
        Ok(ProgrammeMade { programme: id, code, position: self.first().clone() })
    }
}
