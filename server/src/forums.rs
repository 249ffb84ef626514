//! The forums of this server.

use crate::live::NotDone;
use crate::log::{Log, LogError};
use crate::random::random;
use crate::registry::Registry;
use crate::sorter::Sorter;
use crate::subjects::{Founded, Subjects};
use forum::{Founding, State};
use protocol::http::{CreateForum, Created, Traced};
use protocol::secret::{ReceiptCode, Token};
use protocol::{ContributionId, ForumId};

/// The forums of this server.
pub type Forums = Subjects<State>;

impl Subjects<State> {
    /// Those of a log that holds nothing else. New ones get codes of so many letters.
    ///
    /// # Errors
    /// What is wrong with the log.
    pub async fn open(log: Log, code_letters: usize, sorter: Sorter) -> Result<Self, LogError> {
        let (registry, rows) = Registry::open(log, code_letters).await?;
        Ok(Self::new(registry, &rows, sorter))
    }

    /// The contribution with this receipt and what became of it; nothing when there is none. The log says in which forum
    /// it is: whoever guesses starts none.
    ///
    /// # Errors
    /// What is wrong with the log.
    pub async fn traced(&self, receipt: ReceiptCode) -> Result<Option<(ContributionId, Traced)>, LogError> {
        for subject in self.log().subjects_of(receipt).await? {
            let Some(live) = self.by_id(subject.into()).await? else { continue };
            match live.traced(receipt).await {
                Ok(None) => {}
                Ok(traced) => return Ok(traced),
                Err(_) => return Err(LogError::Stopped),
            }
        }
        Ok(None)
    }

    /// Creates a forum for the owner. Asked again with the same id and token it answers the same.
    ///
    /// # Errors
    /// The refusal, or [`NotDone::Unknown`].
    pub async fn create(&self, body: CreateForum) -> Result<Created, NotDone> {
        let id = body.command.r#as;
        let (pass, token) = (body.pass, body.token.clone());
        let hash = subject::hash_token(&token);
        let order = body.into();
        let found = |code: &str, at| {
            forum::create(&order, &Founding { code: code.to_owned(), pass, token: hash }, at)
        };
        match self.found(id, Some(random()), found).await? {
            Founded::New(code, position) => Ok(Created { forum: id, code, position }),
            Founded::Before => self.created(id, &token).await,
        }
    }

    async fn created(&self, id: ForumId, token: &Token) -> Result<Created, NotDone> {
        let live = self.by_id(id).await.ok().flatten().ok_or(NotDone::Unknown)?;
        live.created(token).await
    }
}
