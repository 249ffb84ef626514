//! What is asked of a forum alone.

use super::{Live, NotDone, Served};
use crate::sorter::Sorter;
use forum::{Entry, Heard, Sorting, State};
use protocol::command::NewLogo;
use protocol::http::{Created, Door, ForumSummary, Traced};
use protocol::message::Role;
use protocol::secret::{ReceiptCode, Token};
use protocol::{ContributionId, ForumId, Refusal, SubjectId, Wifi};

impl Served for State {
    /// It reads what is written.
    type Beside = Sorter;
    type Heard = Heard;

    fn heard(&self, sorter: &Sorter, entries: &[Entry]) -> Option<Heard> {
        let heard = sorter.listens().then(|| forum::heard(self, entries));
        heard.filter(|heard| !heard.is_empty())
    }

    fn hear(sorter: &Sorter, id: SubjectId, heard: Heard) {
        sorter.hear(id.into(), heard);
    }
}

impl Live<State> {
    /// What the door shows.
    ///
    /// # Errors
    /// [`NotDone::Unknown`].
    pub async fn door(&self) -> Result<Door, NotDone> {
        self.read(|state, _| forum::door(state)).await
    }

    /// The forum's line in the owner's list.
    ///
    /// # Errors
    /// [`NotDone::Unknown`].
    pub async fn summary(&self) -> Result<ForumSummary, NotDone> {
        self.read(|state, _| forum::summary(state)).await
    }

    /// The contribution with this receipt and what became of it; nothing when this forum has none.
    ///
    /// # Errors
    /// [`NotDone::Unknown`].
    pub async fn traced(&self, receipt: ReceiptCode) -> Result<Option<(ContributionId, Traced)>, NotDone> {
        self.read(move |state, _| forum::traced(state, receipt)).await
    }

    /// The hall's Wi-Fi, while it is told.
    ///
    /// # Errors
    /// [`NotDone::Unknown`].
    pub async fn wifi(&self) -> Result<Option<Wifi>, NotDone> {
        self.read(|state, _| forum::wifi(state)).await
    }

    /// The logos of documents, as `set_logos` takes them.
    ///
    /// # Errors
    /// [`NotDone::Unknown`].
    pub async fn logos(&self) -> Result<Vec<NewLogo>, NotDone> {
        self.read(|state, _| forum::logo_files(state)).await
    }

    /// What a suggestion is computed from: whose, the table, and the position at which it was read.
    ///
    /// # Errors
    /// [`NotDone::Unknown`].
    pub async fn sorting(&self) -> Result<(ForumId, Sorting, u64), NotDone> {
        self.read(|state, seq| (state.id(), forum::sorting(state), seq)).await
    }

    /// What the creation of this forum was answered, for whoever holds its first token.
    ///
    /// # Errors
    /// `NOT_ALLOWED`, or [`NotDone::Unknown`].
    pub async fn created(&self, token: &Token) -> Result<Created, NotDone> {
        let token = forum::hash_token(token);
        let read = move |state: &State| {
            let role = state.caller(&token).and_then(|caller| state.role(&caller));
            (role == Some(Role::Facilitator)).then(|| forum::door(state))
        };
        let Door { forum, code, .. } =
            self.read(move |state, _| read(state)).await?.ok_or(Refusal::NotAllowed {})?;
        Ok(Created { forum, code, position: self.first().clone() })
    }
}
