//! The one task that owns a subject's state.
//!
//! It takes the commands that wait, decides each against the state as already changed by those
//! before it, and appends one commit. **While an append is under way it does nothing else**: nobody
//! sees what is not durable.

mod screens;

use super::chain::Chain;
use super::clock::Clock;
use super::done::{Commands, Known};
use super::hub::{Delivery, Hub, SocketId};
use super::presence::Presence;
use super::snapshot::{Encoding, Snapshots};
use super::subscribers::Subscribers;
use super::tail::Tails;
use super::{Arrival, Attached, Served, frame};
use crate::log::{self, AppendError, Log, LogError, Stored};
use crate::random::{random, random_byte};
use jiff::Timestamp;
use protocol::command::{Nature, Order};
use protocol::limits::BATCH_COMMANDS_MAX;
use protocol::message::{CloseCode, Done, Follow, Refused, ServerMessage};
use protocol::{CommandId, Language, Position, Refusal, SubjectId};
use std::collections::BTreeSet;
use std::time::Duration;
use subject::{Commit, CountKeyOf, EntryOf, PersonOf, ScopeOf, SecretHash, Subject};
use tokio::sync::{mpsc, oneshot};
use tokio::task::{JoinHandle, block_in_place};
use tokio::time::{Instant, timeout_at};
use uuid::Uuid;

/// Other asks taken in one turn.
const ASKS_AT_ONCE: usize = 256;
/// Commits between two checkpoints: a start replays fewer, in milliseconds.
const COMMITS_PER_CHECKPOINT: u64 = 1_000;
/// A subject that nobody asks anything lets go of what is not its state.
const REST_AFTER: Duration = Duration::from_secs(10 * 60);
/// Time that sockets have to hear that the server stops.
const STOP_TIME_MAX: Duration = Duration::from_secs(2);

/// What the task is asked.
pub(super) enum Asked<S: Subject> {
    Order {
        from: Origin<S>,
        order: Box<Order<S::Language>>,
    },
    Attach(Arrival<S::Language>, oneshot::Sender<Result<Attached<S>, Refusal>>),
    Follow(SocketId, Follow<S::Language>),
    Unfollow(SocketId, ScopeOf<S>),
    Show(SocketId, ShowOf<S>),
    Left(SocketId),
    Snapshot {
        token: SecretHash,
        owner: bool,
        scope: ScopeOf<S>,
        reply: oneshot::Sender<Result<Encoding, Refusal>>,
    },
    Read(Look<S>),
    Stop(oneshot::Sender<()>),
}

/// What looks at the state and the number of its last commit.
pub(super) type Look<S> = Box<dyn FnOnce(&S, u64) + Send>;

type ShowOf<S> = <<S as Subject>::Language as Language>::Show;

/// Where a command comes from and its answer goes to.
pub(super) enum Origin<S: Subject> {
    Socket(SocketId),
    Http(S::Caller, oneshot::Sender<Result<Position, Refusal>>),
}

/// What became of a command.
enum Verdict {
    /// It was done before, in this commit.
    DoneIn(u64),
    /// It is done with all that was decided up to now.
    Done,
    Refused(Refusal),
}

struct Task<S: Served> {
    log: Log,
    beside: S::Beside,
    chain: Chain,
    id: SubjectId,
    state: S,
    commands: Commands,
    /// The last commit, and when it was decided.
    seq: u64,
    clock: Clock,
    checkpoint_seq: u64,
    hub: Hub,
    subscribers: Subscribers<S>,
    tails: Tails<S::Audience>,
    snapshots: Snapshots<S::Audience>,
    presence: Presence<S::Audience, CountKeyOf<S>, PersonOf<S>>,
}

/// Reads a subject and starts its task. Returns the position of its first commit.
pub(super) async fn start<S: Served>(
    log: Log,
    id: SubjectId,
    beside: S::Beside,
    inbox: mpsc::Receiver<Asked<S>>,
) -> Result<Position, LogError> {
    let task = Task::<S>::load(log, id, beside, Hub::start()).await?;
    let first = task.chain.position(1);
    tokio::spawn(task.run(inbox));
    Ok(first)
}

impl<S: Served> Task<S> {
    async fn load(log: Log, id: SubjectId, beside: S::Beside, hub: Hub) -> Result<Self, LogError> {
        let stored = log.read::<S>(id).await?;
        let (state, seq) = (stored.state(), stored.seq());
        log.index_receipts(id, state.receipts()).await?;
        let Stored { epoch, key, checkpoint, at, heads, done, .. } = stored;
        let outlived = key.is_some() && state.is_key_spent();
        if outlived {
            // The process ended between the end of what the key was for and the end of the key.
            log.destroy_key::<S>(id).await?;
        }
        Ok(Self {
            log,
            beside,
            chain: Chain::new(epoch, heads),
            id,
            state,
            commands: Commands::new(done),
            seq,
            clock: Clock::new(at),
            checkpoint_seq: checkpoint.filter(|_| !outlived).map_or(0, |checkpoint| checkpoint.seq),
            hub,
            subscribers: Subscribers::default(),
            tails: Tails::new(seq),
            snapshots: Snapshots::default(),
            presence: Presence::new(),
        })
    }

    async fn run(mut self, mut inbox: mpsc::Receiver<Asked<S>>) {
        loop {
            let due = self.presence.due();
            let at = due.unwrap_or_else(|| Instant::now() + REST_AFTER);
            let ask = tokio::select! {
                ask = inbox.recv() => ask,
                () = tokio::time::sleep_until(at), if due.is_some() || !self.tails.is_empty() => {
                    match due {
                        Some(_) => self.tick().await,
                        None => self.rest(),
                    }
                    continue;
                }
            };
            // All handles are gone: nobody will ask.
            let Some(ask) = ask else { break };
            match self.turn(ask, &mut inbox).await {
                Ok(None) => {}
                Ok(Some(stopped)) => {
                    self.stop(&mut inbox).await;
                    // Whoever asked may have gone.
                    let _ = stopped.send(());
                    return;
                }
                // What was asked stays unanswered: what became of it is not known.
                Err(LogError::Stopped | LogError::Write(AppendError::Stopped)) => return,
                Err(error) => {
                    tracing::error!(subject = %self.id, %error, "the task stops");
                    return;
                }
            }
        }
    }

    /// Lets go of what is kept for those who come back after a short break: there are many subjects, and most rest.
    fn rest(&mut self) {
        self.tails = Tails::new(self.seq);
        self.snapshots.clear();
    }

    /// Takes what waits, commands first; they become durable before anything else is answered.
    async fn turn(
        &mut self,
        first: Asked<S>,
        inbox: &mut mpsc::Receiver<Asked<S>>,
    ) -> Result<Option<oneshot::Sender<()>>, LogError> {
        let (mut orders, mut others) = (Vec::new(), Vec::new());
        let mut next = Some(first);
        while let Some(ask) = next {
            match ask {
                Asked::Order { from, order } => orders.push((from, *order)),
                other => others.push(other),
            }
            let is_full = orders.len() >= BATCH_COMMANDS_MAX || others.len() >= ASKS_AT_ONCE;
            next = if is_full { None } else { inbox.try_recv().ok() };
        }
        if !orders.is_empty() {
            self.carry_out(orders).await?;
        }
        let mut stopped = None;
        for ask in others {
            match ask {
                Asked::Order { .. } => unreachable!("orders were sorted out"),
                Asked::Attach(arrival, reply) => {
                    let attached = self.attach(arrival).await;
                    if let Err(Ok(attached)) = reply.send(attached) {
                        self.leave(attached.socket).await;
                    }
                }
                Asked::Follow(socket, follow) => self.follow(socket, follow).await,
                Asked::Unfollow(socket, scope) => self.unfollow(socket, scope),
                Asked::Show(socket, show) => self.show(socket, show).await,
                Asked::Left(socket) => self.leave(socket).await,
                Asked::Snapshot { token, owner, scope, reply } => {
                    // Whoever asked may have gone.
                    let _ = reply.send(self.snapshot(&token, owner, scope));
                }
                Asked::Read(read) => read(&self.state, self.seq),
                Asked::Stop(reply) => stopped = Some(reply),
            }
        }
        Ok(stopped)
    }

    /// Decides a batch, makes it durable, answers it and tells the screens.
    async fn carry_out(&mut self, orders: Vec<(Origin<S>, Order<S::Language>)>) -> Result<(), LogError> {
        let (at, skip) = self.clock.look();
        if let Some(skip) = skip {
            self.state.skip(skip);
        }
        let mut entries = Vec::new();
        let mut outcomes = Vec::with_capacity(orders.len());
        for (from, order) in orders {
            let caller = match &from {
                Origin::Http(caller, _) => caller.clone(),
                Origin::Socket(socket) => match self.subscribers.caller(*socket) {
                    Some(caller) => caller.clone(),
                    None => continue,
                },
            };
            let outcome = match self.done_in(&order.id).await? {
                Some(seq) if self.state.has_own_secret(&order.command) => Verdict::DoneIn(seq),
                Some(_) => Verdict::Refused(Refusal::NotAllowed {}),
                None => self.decide(&caller, &order, at, &mut entries),
            };
            outcomes.push((from, order.id, outcome));
        }
        if !entries.is_empty() {
            let seq = self.seq + 1;
            let erased: BTreeSet<_> = entries.iter().flat_map(|entry| entry.erased.iter().copied()).collect();
            let spends_key = entries.iter().any(S::spends_key);
            let heard = self.state.heard(&self.beside, &entries);
            let commit = Commit::new(seq, at, entries, log::salt);
            let head = match self.log.append::<S>(self.id, commit).await {
                Ok(head) => head,
                Err(AppendError::Conflict) => return self.reread().await,
                Err(error @ AppendError::Stopped) => return Err(error.into()),
            };
            self.chain.push(head);
            if !erased.is_empty() {
                self.tails.erase(&erased);
                self.snapshots.clear();
            }
            if let Some(heard) = heard {
                S::hear(&self.beside, self.id, heard);
            }
            self.seq = seq;
            if spends_key {
                // The checkpoint before knows what the key hid: ballots by an order in time.
                self.store_checkpoint().await.map_err(|_| LogError::Stopped)??;
                self.log.destroy_key::<S>(self.id).await?;
            }
            self.publish(head).await;
        }
        for (from, id, outcome) in outcomes {
            self.answer(from, id, outcome).await;
        }
        if self.seq >= self.checkpoint_seq + COMMITS_PER_CHECKPOINT {
            // A log that cannot store it ends the process.
            drop(self.store_checkpoint());
        }
        Ok(())
    }

    /// The commit in which a command was done before.
    async fn done_in(&self, command: &CommandId) -> Result<Option<u64>, LogError> {
        match self.commands.find(command) {
            Known::Never => Ok(None),
            Known::In(seq) => Ok(Some(seq)),
            Known::Perhaps => self.log.done_in(self.id, *command).await,
        }
    }

    fn decide(
        &mut self,
        caller: &S::Caller,
        order: &Order<S::Language>,
        at: Timestamp,
        entries: &mut Vec<EntryOf<S>>,
    ) -> Verdict {
        let decided = if S::takes_long(&order.command) {
            block_in_place(|| self.state.decide(caller, order, at))
        } else {
            self.state.decide(caller, order, at)
        };
        match decided {
            Ok(entry) if !entry.events.is_empty() && self.is_of_another_history(order) => {
                Verdict::Refused(Refusal::MovedOn {})
            }
            Ok(mut entry) => {
                self.state.draw(&mut entry, &mut random_byte);
                if !entry.events.is_empty() {
                    self.state.apply(&entry, self.seq + 1, at);
                    self.commands.push(order.id, self.seq + 1);
                    entries.push(entry);
                    self.pay_what_is_owed(caller, at, entries);
                }
                Verdict::Done
            }
            Err(refusal) => Verdict::Refused(refusal),
        }
    }

    /// Does what has to follow in the same commit.
    fn pay_what_is_owed(&mut self, caller: &S::Caller, at: Timestamp, entries: &mut Vec<EntryOf<S>>) {
        for command in self.state.owed() {
            let order = Order::new(CommandId(Uuid::from_bytes(random())), command);
            if let Ok(entry) = self.state.decide(caller, &order, at) {
                self.state.apply(&entry, self.seq + 1, at);
                entries.push(entry);
            }
        }
    }

    /// An act that was asked for where the log went another way.
    fn is_of_another_history(&self, order: &Order<S::Language>) -> bool {
        S::Language::nature(&order.command) == Nature::Act
            && order.seen.as_ref().is_some_and(|seen| !self.chain.contains(seen))
    }

    async fn answer(&self, from: Origin<S>, id: CommandId, outcome: Verdict) {
        let result = match outcome {
            Verdict::DoneIn(seq) => Ok(self.chain.position(seq)),
            Verdict::Done => Ok(self.chain.position(self.seq)),
            Verdict::Refused(refusal) => Err(refusal),
        };
        match from {
            Origin::Http(_, reply) => {
                // Whoever asked may have gone.
                let _ = reply.send(result);
            }
            Origin::Socket(socket) => {
                let message = match result {
                    Ok(position) => ServerMessage::<S::Language>::Done(Done { id, position }),
                    Err(refusal) => ServerMessage::Refused(Refused { id, refusal }),
                };
                self.hub.send(Delivery::Answer(socket, frame::text(&message))).await;
            }
        }
    }

    /// The log holds commits that this task has not seen: it begins anew, and so do the screens.
    async fn reread(&mut self) -> Result<(), LogError> {
        tracing::warn!(subject = %self.id, "the log has moved on; reading it again");
        self.hub.send(Delivery::CloseAll(CloseCode::Reread)).await;
        let hub = self.hub.clone();
        let mut anew = Self::load(self.log.clone(), self.id, self.beside.clone(), hub).await?;
        std::mem::swap(&mut anew.subscribers, &mut self.subscribers);
        *self = anew;
        Ok(())
    }

    /// Stores the state as it is now. The task may go on meanwhile.
    fn store_checkpoint(&mut self) -> JoinHandle<Result<(), AppendError>> {
        self.checkpoint_seq = self.seq;
        let (log, id, seq, state) = (self.log.clone(), self.id, self.seq, self.state.kept());
        tokio::spawn(async move { log.store_checkpoint(id, seq, move || state.to_checkpoint()).await })
    }

    /// Tells the sockets to come back and waits a moment until they have gone.
    async fn stop(&mut self, inbox: &mut mpsc::Receiver<Asked<S>>) {
        self.hub.send(Delivery::CloseAll(CloseCode::Restart)).await;
        if self.seq > self.checkpoint_seq && !matches!(self.store_checkpoint().await, Ok(Ok(()))) {
            return;
        }
        let deadline = Instant::now() + STOP_TIME_MAX;
        while self.subscribers.len() > 0 {
            match timeout_at(deadline, inbox.recv()).await {
                Ok(Some(Asked::Left(socket))) => drop(self.subscribers.leave(socket)),
                // Asks stay unanswered: whether they would have been done is not known.
                Ok(Some(_)) => {}
                Ok(None) | Err(_) => return,
            }
        }
    }
}
