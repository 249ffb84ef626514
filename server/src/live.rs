//! A forum while it is served. One task owns its state and takes commands one batch after the other
//! ([`task`](self)); a hub writes to its sockets. A [`Live`] is the way to both.

mod chain;
mod clock;
mod done;
mod frame;
mod hub;
mod outlet;
mod presence;
mod rate;
mod run;
mod snapshot;
mod subscribers;
mod tail;
mod task;
#[cfg(test)]
mod tests;

pub use hub::SocketId;
pub use outlet::Outlet;
pub use snapshot::Encoded;

pub(crate) use frame::text;
pub(crate) use outlet::End;
pub(crate) use rate::Bucket;

use crate::log::{Log, LogError};
use crate::sorter::Sorter;
use forum::{Caller, SecretHash, Sorting, State};
use protocol::command::{NewLogo, Order};
use protocol::http::{Created, Door, ForumSummary, Traced};
use protocol::message::{Follow, Role, Show, Welcome};
use protocol::secret::{ReceiptCode, Token};
use protocol::{ForumId, Position, Refusal, Scope, Wifi};
use snapshot::Encoding;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use task::Asked;
use tokio::sync::{mpsc, oneshot};

/// What may wait for a forum's task; senders wait when there is more.
const ASKS_MAX: usize = 1_024;

/// A forum that is served.
#[derive(Clone, Debug)]
pub struct Live {
    asks: mpsc::Sender<Asked>,
    /// Where its first commit stands.
    first: Arc<Position>,
}

/// Why there is no result.
#[derive(Debug, thiserror::Error)]
pub enum NotDone {
    /// It was refused; nothing changed.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// Whether it was done is not known: the same command has to be sent again.
    #[error("the forum does not answer")]
    Unknown,
}

/// Who comes in by a socket.
#[derive(Debug)]
pub struct Arrival {
    /// The hash of the token.
    pub token: SecretHash,
    /// Whether the token is an owner's.
    pub owner: bool,
    /// The way out.
    pub outlet: Arc<Outlet>,
    /// What the screen follows, and where it stands.
    pub follow: Vec<Follow>,
    /// Minutes that its own clock is ahead of UTC, if it says so.
    pub ahead: Option<i16>,
}

/// A socket of the forum.
#[derive(Debug)]
pub struct Attached {
    /// Its number.
    pub socket: SocketId,
    /// What it was welcomed with.
    pub welcome: Welcome,
    /// Who speaks on it.
    pub caller: Caller,
    /// The commands of whoever speaks on it.
    pub(crate) rate: Arc<Mutex<Bucket>>,
}

/// What a socket says.
#[derive(Debug)]
pub enum SocketInput {
    /// It asks for something; the answer goes out by the socket.
    Command(Box<Order>),
    /// It follows a scope.
    Follow(Follow),
    /// It follows a scope no longer.
    Unfollow(Scope),
    /// It asks something of the room's screens.
    Show(Show),
    /// It has gone. Each attached socket says this, last and once.
    Left,
}

impl Live {
    /// Reads the forum from the log and starts its task.
    ///
    /// # Errors
    /// What is wrong with the log.
    pub async fn start(log: Log, forum: ForumId, sorter: Sorter) -> Result<Self, LogError> {
        let (asks, inbox) = mpsc::channel(ASKS_MAX);
        let first = task::start(log, forum, sorter, inbox).await?;
        Ok(Self { asks, first: Arc::new(first) })
    }

    /// The task has ended: nothing will be answered any more.
    pub fn is_stopped(&self) -> bool {
        self.asks.is_closed()
    }

    /// Of its log.
    pub fn epoch(&self) -> &str {
        &self.first.epoch
    }

    /// Gives a command and waits until it is durable.
    ///
    /// # Errors
    /// The refusal, or [`NotDone::Unknown`].
    pub async fn order(&self, caller: Caller, order: Order) -> Result<Position, NotDone> {
        let answer = self
            .ask(|reply| Asked::Order { from: task::Origin::Http(caller, reply), order: Box::new(order) })
            .await;
        Ok(answer.ok_or(NotDone::Unknown)??)
    }

    /// Lets a socket in: welcome and what it missed go out by it.
    ///
    /// # Errors
    /// `NOT_ALLOWED`, or [`NotDone::Unknown`].
    pub async fn attach(&self, arrival: Arrival) -> Result<Attached, NotDone> {
        let answer = self.ask(|reply| Asked::Attach(arrival, reply)).await;
        Ok(answer.ok_or(NotDone::Unknown)??)
    }

    /// Passes on what a socket says. It waits while the forum is busy.
    pub async fn say(&self, socket: SocketId, said: SocketInput) {
        let ask = match said {
            SocketInput::Command(order) => Asked::Order { from: task::Origin::Socket(socket), order },
            SocketInput::Follow(follow) => Asked::Follow(socket, follow),
            SocketInput::Unfollow(scope) => Asked::Unfollow(socket, scope),
            SocketInput::Show(show) => Asked::Show(socket, show),
            SocketInput::Left => Asked::Left(socket),
        };
        // A task that stopped has closed the socket.
        let _ = self.asks.send(ask).await;
    }

    /// The snapshot of a scope for the holder of this token.
    ///
    /// # Errors
    /// `NOT_ALLOWED`, `NOT_FOUND`, or [`NotDone::Unknown`].
    pub async fn snapshot(
        &self,
        token: SecretHash,
        owner: bool,
        scope: Scope,
    ) -> Result<Arc<Encoded>, NotDone> {
        snapshot::encoded(self.encoding(token, owner, scope).await?).await.ok_or(NotDone::Unknown)
    }

    /// Those of several scopes; groups and axes that are not there for the holder of this token are left out.
    ///
    /// # Errors
    /// `NOT_ALLOWED`, or [`NotDone::Unknown`].
    pub async fn snapshots(
        &self,
        token: SecretHash,
        owner: bool,
        scopes: BTreeSet<Scope>,
    ) -> Result<Vec<Arc<Encoded>>, NotDone> {
        let mut encodings = Vec::with_capacity(scopes.len());
        for scope in scopes {
            match self.encoding(token, owner, scope).await {
                Err(NotDone::Refused(Refusal::NotFound {})) => {}
                encoding => encodings.push(encoding?),
            }
        }
        let mut snapshots = Vec::with_capacity(encodings.len());
        for encoding in encodings {
            snapshots.push(snapshot::encoded(encoding).await.ok_or(NotDone::Unknown)?);
        }
        Ok(snapshots)
    }

    async fn encoding(&self, token: SecretHash, owner: bool, scope: Scope) -> Result<Encoding, NotDone> {
        let answer = self.ask(|reply| Asked::Snapshot { token, owner, scope, reply }).await;
        Ok(answer.ok_or(NotDone::Unknown)??)
    }

    /// Who speaks with this token.
    pub async fn caller(&self, token: &SecretHash, owner: bool) -> Option<Caller> {
        let token = *token;
        self.read(move |state, _| task::caller(state, &token, owner)).await.ok().flatten()
    }

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

    /// What became of the contribution with this receipt; nothing when this forum has none.
    ///
    /// # Errors
    /// [`NotDone::Unknown`].
    pub async fn traced(&self, receipt: ReceiptCode) -> Result<Option<Traced>, NotDone> {
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

    /// The state as it stands, and the number of its last commit: work on it that takes longer keeps
    /// nobody waiting.
    ///
    /// # Errors
    /// [`NotDone::Unknown`].
    pub async fn copy(&self) -> Result<(State, u64), NotDone> {
        self.read(|state, seq| (state.clone(), seq)).await
    }

    /// Who speaks with this token, and as what.
    pub async fn role(&self, token: &SecretHash, owner: bool) -> Option<Role> {
        let token = *token;
        self.read(move |state, _| state.role(&task::caller(state, &token, owner)?)).await.ok().flatten()
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
        Ok(Created { forum, code, position: Position::clone(&self.first) })
    }

    /// Stops after the batch under way: sockets are told to come back, later asks stay unanswered.
    pub async fn stop(&self) {
        self.ask(Asked::Stop).await;
    }

    /// Reads the state as it stands on the disk, with the number of its last commit.
    async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&State, u64) -> T + Send + 'static,
    ) -> Result<T, NotDone> {
        self.ask(|reply| {
            // Whoever asked may have gone.
            Asked::Read(Box::new(move |state, seq| drop(reply.send(read(state, seq)))))
        })
        .await
        .ok_or(NotDone::Unknown)
    }

    async fn ask<T>(&self, ask: impl FnOnce(oneshot::Sender<T>) -> Asked) -> Option<T> {
        let (reply, answer) = oneshot::channel();
        self.asks.send(ask(reply)).await.ok()?;
        answer.await.ok()
    }
}
