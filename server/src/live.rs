//! A subject while it is served. One task owns its state and takes commands one batch after the other
//! ([`task`](self)); a hub writes to its sockets. A [`Live`] is the way to both. What is asked of a forum alone
//! stands in [`forums`](self), and what of a programme in [`programmes`](self).

mod chain;
mod clock;
mod done;
mod forums;
mod frame;
mod hub;
mod outlet;
mod presence;
mod programmes;
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
use protocol::command::Order;
use protocol::message::{Follow, Welcome};
use protocol::{Language, Position, Refusal, SubjectId};
use snapshot::Encoding;
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use subject::{EntryOf, ScopeOf, SecretHash, Subject};
use task::Asked;
use tokio::sync::{mpsc, oneshot};

/// What may wait for a task; senders wait when there is more.
const ASKS_MAX: usize = 1_024;

/// A subject that this server serves: what stands beside its task.
pub trait Served: Subject {
    /// What hears of its commits.
    type Beside: Clone + Debug + Send + Sync + 'static;
    /// What that hears.
    type Heard: Send;

    /// What is heard of these entries, which are decided and not yet kept.
    fn heard(&self, beside: &Self::Beside, entries: &[EntryOf<Self>]) -> Option<Self::Heard>;

    /// Says it: they are kept.
    fn hear(beside: &Self::Beside, id: SubjectId, heard: Self::Heard);
}

/// A subject that is served.
#[derive(Debug)]
pub struct Live<S: Subject> {
    asks: mpsc::Sender<Asked<S>>,
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
    #[error("the task does not answer")]
    Unknown,
}

/// Who comes in by a socket.
#[derive(Debug)]
pub struct Arrival<L: Language> {
    /// The hash of the token.
    pub token: SecretHash,
    /// Whether the token is an owner's.
    pub owner: bool,
    /// The way out.
    pub outlet: Arc<Outlet>,
    /// What the screen follows, and where it stands.
    pub follow: Vec<Follow<L>>,
    /// Minutes that its own clock is ahead of UTC, if it says so.
    pub ahead: Option<i16>,
}

/// A socket that was let in.
#[derive(Debug)]
pub struct Attached<S: Subject> {
    /// Its number.
    pub socket: SocketId,
    /// What it was welcomed with.
    pub welcome: Welcome<S::Language>,
    /// Who speaks on it.
    pub caller: S::Caller,
    /// The commands of whoever speaks on it.
    pub(crate) rate: Arc<Mutex<Bucket>>,
}

/// What a socket says.
#[derive(Debug)]
pub enum SocketInput<L: Language> {
    /// It asks for something; the answer goes out by the socket.
    Command(Box<Order<L>>),
    /// It follows a scope.
    Follow(Follow<L>),
    /// It follows a scope no longer.
    Unfollow(L::Scope),
    /// It asks something of the room's screens.
    Show(L::Show),
    /// It has gone. Each attached socket says this, last and once.
    Left,
}

impl<S: Subject> Clone for Live<S> {
    fn clone(&self) -> Self {
        Self { asks: self.asks.clone(), first: Arc::clone(&self.first) }
    }
}

impl<S: Served> Live<S> {
    /// Reads the subject from the log and starts its task.
    ///
    /// # Errors
    /// What is wrong with the log.
    pub async fn start(log: Log, id: SubjectId, beside: S::Beside) -> Result<Self, LogError> {
        let (asks, inbox) = mpsc::channel(ASKS_MAX);
        let first = task::start(log, id, beside, inbox).await?;
        Ok(Self { asks, first: Arc::new(first) })
    }

    /// Where its first commit stands.
    pub fn first(&self) -> &Position {
        &self.first
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
    pub async fn order(&self, caller: S::Caller, order: Order<S::Language>) -> Result<Position, NotDone> {
        let answer = self
            .ask(|reply| Asked::Order { from: task::Origin::Http(caller, reply), order: Box::new(order) })
            .await;
        Ok(answer.ok_or(NotDone::Unknown)??)
    }

    /// Lets a socket in: welcome and what it missed go out by it.
    ///
    /// # Errors
    /// `NOT_ALLOWED`, or [`NotDone::Unknown`].
    pub async fn attach(&self, arrival: Arrival<S::Language>) -> Result<Attached<S>, NotDone> {
        let answer = self.ask(|reply| Asked::Attach(arrival, reply)).await;
        Ok(answer.ok_or(NotDone::Unknown)??)
    }

    /// Passes on what a socket says. It waits while the task is busy.
    pub async fn say(&self, socket: SocketId, said: SocketInput<S::Language>) {
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
        scope: ScopeOf<S>,
    ) -> Result<Arc<Encoded>, NotDone> {
        snapshot::encoded(self.encoding(token, owner, scope).await?).await.ok_or(NotDone::Unknown)
    }

    /// Those of several scopes; what is not there for the holder of this token are left out.
    ///
    /// # Errors
    /// `NOT_ALLOWED`, or [`NotDone::Unknown`].
    pub async fn snapshots(
        &self,
        token: SecretHash,
        owner: bool,
        scopes: BTreeSet<ScopeOf<S>>,
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

    async fn encoding(&self, token: SecretHash, owner: bool, scope: ScopeOf<S>) -> Result<Encoding, NotDone> {
        let answer = self.ask(|reply| Asked::Snapshot { token, owner, scope, reply }).await;
        Ok(answer.ok_or(NotDone::Unknown)??)
    }

    /// Who speaks with this token.
    pub async fn caller(&self, token: &SecretHash, owner: bool) -> Option<S::Caller> {
        let token = *token;
        self.read(move |state, _| state.caller(&token, owner)).await.ok().flatten()
    }

    /// The state as it stands, and the number of its last commit: work on it that takes longer keeps
    /// nobody waiting.
    ///
    /// # Errors
    /// [`NotDone::Unknown`].
    pub async fn copy(&self) -> Result<(S, u64), NotDone> {
        self.read(|state, seq| (state.clone(), seq)).await
    }

    /// Who speaks with this token, and as what.
    pub async fn role(&self, token: &SecretHash, owner: bool) -> Option<subject::RoleOf<S>> {
        let token = *token;
        self.read(move |state, _| state.role(&state.caller(&token, owner)?)).await.ok().flatten()
    }

    /// Stops after the batch under way: sockets are told to come back, later asks stay unanswered.
    pub async fn stop(&self) {
        self.ask(Asked::Stop).await;
    }

    /// Reads the state as it stands on the disk, with the number of its last commit.
    async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&S, u64) -> T + Send + 'static,
    ) -> Result<T, NotDone> {
        self.ask(|reply| {
            // Whoever asked may have gone.
            Asked::Read(Box::new(move |state, seq| drop(reply.send(read(state, seq)))))
        })
        .await
        .ok_or(NotDone::Unknown)
    }

    async fn ask<T>(&self, ask: impl FnOnce(oneshot::Sender<T>) -> Asked<S>) -> Option<T> {
        let (reply, answer) = oneshot::channel();
        self.asks.send(ask(reply)).await.ok()?;
        answer.await.ok()
    }
}
