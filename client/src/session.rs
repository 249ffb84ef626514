//! One screen's conversation with a server, without socket and clock: causes go in, effects come out.
//! It keeps the outbox, resumes after a break, and holds the replica of each scope that it follows.
//!
//! `tests/vectors` fixes its behaviour, for this session and for the web app's alike.

mod outbox;

pub use outbox::Order;

use crate::replica::Replica;
use outbox::Outbox;
use protocol::limits::{HEARTBEAT, MESSAGE_BYTES_MAX, SILENCE_MAX, WIRE_VERSION};
use protocol::message::{ClientMessage, Follow, Hello, Nothing, ServerMessage, Snapshot, Unfollow, Welcome};
use protocol::secret::Token;
use protocol::{CommandId, ForumLanguage, Language, Position, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// First spread of those who come back at once, for 1 000 people and more; milliseconds.
const SPREAD_MS_MAX: u64 = 2_000;
/// From here the waits double, milliseconds.
const RETRY_MS: u64 = 250;
/// Longest wait before another try, milliseconds.
const RETRY_MS_MAX: u64 = 10_000;
/// A connection that was welcomed and lost before this was of no use, milliseconds.
const OF_USE_MS: u64 = 5_000;
/// Wait before a scope is asked for again whose snapshot could not be loaded, milliseconds.
const ASK_AGAIN_MS: u64 = 2_000;

/// What happens to a session.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", bound = "")]
pub enum Input<L: Language = ForumLanguage> {
    /// The session begins, or the network or the screen is back: do not wait any longer.
    Wake,
    /// The socket that was asked for is open.
    Opened,
    /// A message of the open socket.
    Message(String),
    /// The socket was closed with this code (1006 without one), or could not be opened.
    Closed(u16),
    /// This screen shows a scope from now on.
    Follow(L::Scope),
    /// This screen no longer shows a scope.
    Unfollow(L::Scope),
    /// A snapshot that was asked for.
    Snapshot(Snapshot<L>),
    /// A snapshot that was asked for did not come.
    NotLoaded(L::Scope),
    /// Somebody asks for something.
    Order(Order),
    /// Time has passed, see [`Session::due`].
    Tick,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", bound = "")]
pub enum Output<L: Language = ForumLanguage> {
    /// Drop the socket if there is one, and open another within so many milliseconds, at random.
    Connect {
        /// Bound of the random wait, milliseconds.
        within_ms: u64,
    },
    /// Send this message.
    Send(String),
    /// Load the snapshot of this scope.
    Load(L::Scope),
    /// The server knows who speaks.
    Welcomed(Welcome<L>),
    /// A command was done.
    Done {
        /// The command.
        id: CommandId,
        /// A position that contains its effect.
        position: Position,
        /// Milliseconds since it was first sent, without what was waited out for `SLOW_DOWN`.
        after_ms: u64,
    },
    /// A command was refused; this is final.
    Refused {
        /// The command.
        id: CommandId,
        /// Why.
        refusal: Refusal,
    },
    /// A scope is not there (any more) for this person; it is no longer followed.
    Gone(L::Scope),
    /// The server closed with this code, and there is no use in coming back.
    Stopped(u16),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineState {
    Down,
    /// Open, `hello` was said.
    Open,
    Welcomed,
    Stopped,
}

#[derive(Clone, Debug)]
struct FollowedScope<L: Language> {
    scope: L::Scope,
    replica: Replica<L>,
    loading: bool,
    ask_at: Option<u64>,
}

impl<L: Language> FollowedScope<L> {
    fn ask(&self) -> Follow<L> {
        Follow { scope: self.scope, position: self.replica.position.clone() }
    }
}

/// One screen's conversation with a server. Times are milliseconds of any clock that does not go back.
#[derive(Clone, Debug)]
pub struct Session<L: Language = ForumLanguage> {
    subject: L::Id,
    token: Token,
    line: LineState,
    heard_at: u64,
    welcomed_at: u64,
    /// Screens connected when the server last said it.
    people: u32,
    /// Bytes that a message may have.
    message_bytes_max: usize,
    /// Connections lost in a row without having been of use.
    losses: u32,
    outbox: Outbox,
    /// Connections welcomed so far.
    connections: u32,
    followed: Vec<FollowedScope<L>>,
}

impl<L: Language> Session<L> {
    /// A session that [`Input::Wake`] begins.
    pub fn new(subject: L::Id, token: Token) -> Self {
        Self {
            subject,
            token,
            line: LineState::Down,
            heard_at: 0,
            welcomed_at: 0,
            people: 0,
            message_bytes_max: MESSAGE_BYTES_MAX,
            losses: 0,
            outbox: Outbox::default(),
            connections: 0,
            followed: Vec::new(),
        }
    }

    /// What it is about, and the token that speaks there.
    pub fn credentials(&self) -> (L::Id, Token) {
        (self.subject, self.token.clone())
    }

    /// The copy of a scope that is followed.
    pub fn replica(&self, scope: L::Scope) -> Option<&Replica<L>> {
        self.followed.iter().find(|followed| followed.scope == scope).map(|followed| &followed.replica)
    }

    /// The scopes that are followed, in the order in which they were first asked for.
    pub fn scopes(&self) -> impl Iterator<Item = L::Scope> {
        self.followed.iter().map(|followed| followed.scope)
    }

    /// The commands that wait for an answer, in order.
    pub fn outbox(&self) -> impl Iterator<Item = CommandId> {
        self.outbox.ids()
    }

    /// When this session wants its next [`Input::Tick`] at the latest.
    pub fn due(&self) -> Option<u64> {
        match self.line {
            LineState::Down | LineState::Stopped => None,
            LineState::Open => Some(self.silent_at()),
            LineState::Welcomed => {
                let asks = self.followed.iter().filter_map(|followed| followed.ask_at);
                asks.chain(self.outbox.due()).chain([self.silent_at()]).min()
            }
        }
    }

    /// Takes in what happened and says what is to be done, in order.
    pub fn handle(&mut self, input: Input<L>, now: u64) -> Vec<Output<L>> {
        let mut out = Vec::new();
        match input {
            Input::Order(order) => {
                let connection = (self.line == LineState::Welcomed).then_some(self.connections);
                let is_first = self.outbox.push(order, connection);
                if is_first && self.line == LineState::Welcomed {
                    self.send_first(now, &mut out);
                }
            }
            _ if self.line == LineState::Stopped => {}
            Input::Wake => self.wake(now, &mut out),
            Input::Opened => self.opened(now, &mut out),
            Input::Message(message) => {
                self.message(&message, now, &mut out);
                self.overdue(now, &mut out);
            }
            Input::Closed(code @ 4500..=4999) => {
                self.line = LineState::Stopped;
                out.push(Output::Stopped(code));
            }
            Input::Closed(_) => self.lost(now, &mut out),
            Input::Follow(scope) => self.follow(scope, &mut out),
            Input::Unfollow(scope) => self.unfollow(scope, &mut out),
            Input::Snapshot(snapshot) => self.snapshot(snapshot, &mut out),
            Input::NotLoaded(scope) => {
                if let Some(followed) = self.find(scope).filter(|followed| followed.loading) {
                    followed.loading = false;
                    followed.ask_at = Some(now + ASK_AGAIN_MS);
                }
            }
            Input::Tick => self.tick(now, &mut out),
        }
        out
    }

    fn wake(&mut self, now: u64, out: &mut Vec<Output<L>>) {
        let quiet = now > self.heard_at + HEARTBEAT.as_millis() as u64;
        match self.line {
            LineState::Open | LineState::Welcomed if !quiet => self.overdue(now, out),
            LineState::Down | LineState::Open | LineState::Welcomed | LineState::Stopped => {
                self.line = LineState::Down;
                out.push(Output::Connect { within_ms: 0 });
            }
        }
    }

    fn opened(&mut self, now: u64, out: &mut Vec<Output<L>>) {
        self.line = LineState::Open;
        self.heard_at = now;
        for followed in &mut self.followed {
            followed.ask_at = None;
        }
        out.push(send(&ClientMessage::Hello(Hello {
            version: WIRE_VERSION,
            subject: L::Named::from(self.subject),
            token: self.token.clone(),
            follow: self.followed.iter().map(FollowedScope::ask).collect(),
            ahead: None,
        })));
    }

    fn lost(&mut self, now: u64, out: &mut Vec<Output<L>>) {
        if self.line == LineState::Welcomed && now >= self.welcomed_at + OF_USE_MS {
            self.losses = 0;
        }
        self.line = LineState::Down;
        let spread = (u64::from(self.people) * SPREAD_MS_MAX / 1_000).min(SPREAD_MS_MAX);
        let within_ms = match self.losses {
            0 => spread,
            losses => (spread.max(RETRY_MS) << losses.min(6)).min(RETRY_MS_MAX),
        };
        self.losses += 1;
        out.push(Output::Connect { within_ms });
    }

    fn message(&mut self, message: &str, now: u64, out: &mut Vec<Output<L>>) {
        if self.line == LineState::Down {
            return;
        }
        self.heard_at = now;
        let Ok(message) = serde_json::from_str(message) else { return };
        match message {
            ServerMessage::Welcome(welcome) => self.welcome(welcome, now, out),
            ServerMessage::Followed(_) => {}
            ServerMessage::Load(load) => {
                if let Some(followed) = self.find(load.scope).filter(|followed| !followed.loading) {
                    followed.loading = true;
                    followed.ask_at = None;
                    out.push(Output::Load(load.scope));
                }
            }
            ServerMessage::Gone(gone) => {
                if self.find(gone.scope).is_some() {
                    self.followed.retain(|followed| followed.scope != gone.scope);
                    out.push(Output::Gone(gone.scope));
                }
            }
            ServerMessage::Changes(changes) => {
                if let Some(followed) = self.find(changes.scope) {
                    followed.replica.change(changes);
                }
            }
            ServerMessage::Counts(counts) => {
                if let Some(followed) = self.find(counts.scope) {
                    followed.replica.count(counts.counts);
                }
            }
            ServerMessage::Presence(presence) => {
                if let Some(followed) = self.find(presence.scope) {
                    followed.replica.presence(presence);
                }
            }
            ServerMessage::Done(done) => {
                if let Some(sent_at) = self.outbox.answered(done.id) {
                    let after_ms = now.saturating_sub(sent_at);
                    self.outbox.see(&done.position, self.connections);
                    out.push(Output::Done { id: done.id, position: done.position, after_ms });
                    self.send_first(now, out);
                }
            }
            ServerMessage::Refused(refused) => {
                if self.outbox.slow_down(refused.id, &refused.refusal, now) {
                    return;
                }
                if self.outbox.answered(refused.id).is_some() {
                    out.push(Output::Refused { id: refused.id, refusal: refused.refusal });
                    self.send_first(now, out);
                }
            }
            // For those who look at a screen.
            ServerMessage::Show(_) => {}
            ServerMessage::Ping(_) => out.push(send(&ClientMessage::Pong(Nothing {}))),
        }
    }

    fn welcome(&mut self, welcome: Welcome<L>, now: u64, out: &mut Vec<Output<L>>) {
        self.line = LineState::Welcomed;
        self.connections += 1;
        self.welcomed_at = now;
        self.people = welcome.people;
        self.message_bytes_max = L::message_bytes_max(welcome.role);
        for followed in &mut self.followed {
            if followed.replica.position.as_ref().is_some_and(|at| at.epoch != welcome.position.epoch) {
                followed.replica = Replica::default();
            }
        }
        out.push(Output::Welcomed(welcome));
        self.send_first(now, out);
    }

    fn follow(&mut self, scope: L::Scope, out: &mut Vec<Output<L>>) {
        if self.find(scope).is_some() {
            return;
        }
        let followed = FollowedScope { scope, replica: Replica::default(), loading: false, ask_at: None };
        if matches!(self.line, LineState::Open | LineState::Welcomed) {
            out.push(send(&ClientMessage::Follow(followed.ask())));
        }
        self.followed.push(followed);
    }

    fn unfollow(&mut self, scope: L::Scope, out: &mut Vec<Output<L>>) {
        if self.find(scope).is_none() {
            return;
        }
        self.followed.retain(|followed| followed.scope != scope);
        if matches!(self.line, LineState::Open | LineState::Welcomed) {
            out.push(send(&ClientMessage::Unfollow(Unfollow { scope })));
        }
    }

    fn snapshot(&mut self, snapshot: Snapshot<L>, out: &mut Vec<Output<L>>) {
        let open = matches!(self.line, LineState::Open | LineState::Welcomed);
        let Some(followed) = self.find(snapshot.scope).filter(|followed| followed.loading) else { return };
        followed.loading = false;
        followed.replica = Replica::from(snapshot);
        if open {
            out.push(send(&ClientMessage::Follow(followed.ask())));
        }
    }

    fn tick(&mut self, now: u64, out: &mut Vec<Output<L>>) {
        match self.line {
            LineState::Open | LineState::Welcomed if now >= self.silent_at() => self.lost(now, out),
            LineState::Down | LineState::Open | LineState::Welcomed | LineState::Stopped => {
                self.overdue(now, out)
            }
        }
    }

    /// What was put off until now: whoever hears something does not wait for a timer, which may sleep.
    fn overdue(&mut self, now: u64, out: &mut Vec<Output<L>>) {
        if self.line != LineState::Welcomed {
            return;
        }
        for followed in &mut self.followed {
            if followed.ask_at.is_some_and(|at| now >= at) {
                followed.ask_at = None;
                out.push(send(&ClientMessage::Follow(followed.ask())));
            }
        }
        if self.outbox.due().is_some() {
            self.send_first(now, out);
        }
    }

    /// Sends the first command. One that the server would never read is refused here.
    fn send_first(&mut self, now: u64, out: &mut Vec<Output<L>>) {
        while let Some(order) = self.outbox.first(now) {
            let id = order.id;
            let message = message_of(order);
            let Some(over) = message.len().checked_sub(self.message_bytes_max + 1) else {
                return out.push(Output::Send(message));
            };
            self.outbox.answered(id);
            out.push(Output::Refused { id, refusal: Refusal::TooLong { by: over as u32 + 1 } });
        }
    }

    fn silent_at(&self) -> u64 {
        self.heard_at + SILENCE_MAX.as_millis() as u64
    }

    fn find(&mut self, scope: L::Scope) -> Option<&mut FollowedScope<L>> {
        self.followed.iter_mut().find(|followed| followed.scope == scope)
    }
}

fn send<L: Language>(message: &ClientMessage<L>) -> Output<L> {
    Output::Send(serde_json::to_string(message).unwrap_or_default())
}

fn message_of(order: &Order) -> String {
    let command = BTreeMap::from([("command", order)]);
    serde_json::to_string(&command).unwrap_or_default()
}
