//! Plays a plan through a server: each person on a socket of their own, as fast as acknowledgements
//! come or in the plan's own time.

mod totals;

pub use totals::Summary;

use crate::connect::{Failed, ServerAddress, converse};
use crate::schedule::Schedule;
use crate::session::{Input, Order, Output, Session};
use anyhow::{Context, bail};
use protocol::http::{Created, Exchange, Joined};
use protocol::plan::{Step, Who};
use protocol::secret::Token;
use protocol::{CommandId, ForumLanguage, PassId, Position, Refusal, Scope};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::fs::File;
use std::time::Duration;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::time::{Instant, sleep, sleep_until, timeout};
use totals::{Outcome, Totals};

/// The replay gives up after so long without an answer to what was sent.
const NO_ANSWER_MAX: Duration = Duration::from_secs(60);
/// Wait before a request that was not answered is made again.
const AGAIN_AFTER: Duration = Duration::from_millis(250);
/// Code of a line that was not sent because what it speaks of was not made.
const NOT_MADE: &str = "NOT_MADE";

/// How fast a plan is played.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Speed {
    /// As fast as acknowledgements come.
    Max,
    /// In the plan's own time, so many times faster.
    Times(f64),
}

impl std::str::FromStr for Speed {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.parse::<f64>() {
            _ if text == "max" => Ok(Self::Max),
            Ok(times) if times > 0.0 && times.is_finite() => Ok(Self::Times(times)),
            Ok(_) | Err(_) => Err("a speed is a number above 0, or max"),
        }
    }
}

/// Plays a plan with the owner's key. Each refusal is printed as it comes; `acks` takes a line for
/// each acknowledgement.
///
/// # Errors
/// When the plan cannot be read, the server does not take the key, or does not answer for a minute.
pub async fn replay(
    plan: &str,
    server: ServerAddress,
    key: Token,
    speed: Speed,
    acks: Option<File>,
) -> anyhow::Result<Summary> {
    let steps = protocol::plan::read(plan, &mut random)?;
    let owner = token();
    let exchange = Exchange { key, token: owner.clone() };
    timeout(NO_ANSWER_MAX, persist::<Value>(&server, "/api/owner", None, &exchange))
        .await
        .context("the server does not answer")?
        .context("the server does not take the key")?;
    let (say, heard) = mpsc::unbounded_channel();
    let replay = Replay {
        schedule: Schedule::new(&steps),
        commands: steps.iter().enumerate().map(|(index, step)| (step.id, index)).collect(),
        steps,
        server,
        speed,
        begun: Instant::now(),
        answered_at: Instant::now(),
        owner,
        forum: None,
        screens: BTreeMap::new(),
        waiting: BinaryHeap::new(),
        sent: BTreeSet::new(),
        say,
        totals: Totals::new(acks),
    };
    replay.run(heard).await
}

/// What comes back of what was sent.
enum Echo {
    /// From somebody's screen.
    Screen(Who, Output),
    /// The forum was created, with the token of its first pass.
    Created(usize, Result<Created, Failed>, Token, Instant),
    /// Somebody joined, or came back on another device.
    Joined(usize, Result<Joined, Failed>, Instant),
}

struct Player {
    inputs: UnboundedSender<Input>,
    /// The group that it follows.
    group: Option<Scope>,
    /// The server closed it for good, with this code.
    stopped: Option<u16>,
}

struct Replay {
    steps: Vec<Step>,
    schedule: Schedule,
    commands: BTreeMap<CommandId, usize>,
    server: ServerAddress,
    speed: Speed,
    begun: Instant,
    answered_at: Instant,
    owner: Token,
    forum: Option<Created>,
    screens: BTreeMap<Who, Player>,
    /// Steps whose turn it is, by the time at which they are to be sent.
    waiting: BinaryHeap<Reverse<(Instant, usize)>>,
    /// Steps that were sent and not answered.
    sent: BTreeSet<usize>,
    say: UnboundedSender<Echo>,
    totals: Totals,
}

impl Replay {
    async fn run(mut self, mut heard: UnboundedReceiver<Echo>) -> anyhow::Result<Summary> {
        self.take_turns(self.schedule.first())?;
        loop {
            let now = Instant::now();
            while self.waiting.peek().is_some_and(|Reverse((at, _))| *at <= now)
                && let Some(Reverse((_, step))) = self.waiting.pop()
            {
                if self.sent.is_empty() {
                    self.answered_at = now;
                }
                self.send(step)?;
            }
            let next = self.waiting.peek().map(|Reverse((at, _))| *at);
            if next.is_none() && self.sent.is_empty() {
                return Ok(self.totals.summary(self.steps.len(), self.forum, self.begun.elapsed()));
            }
            tokio::select! {
                Some(message) = heard.recv() => self.hear(message)?,
                () = sleep_until(next.unwrap_or(now)), if next.is_some() => {}
                () = sleep_until(self.answered_at + NO_ANSWER_MAX), if !self.sent.is_empty() => {
                    bail!("{} lines were not answered for {NO_ANSWER_MAX:?}", self.sent.len());
                }
            }
        }
    }

    /// It is these steps' turn: they wait for their time, or are not sent if what they speak of was
    /// not made.
    fn take_turns(&mut self, mut turn: Vec<usize>) -> anyhow::Result<()> {
        while let Some(step) = turn.pop() {
            if self.schedule.is_made(step) {
                self.waiting.push(Reverse((self.time_of(step), step)));
            } else {
                self.totals.count(&self.steps[step], Outcome::Refused(NOT_MADE.to_owned()))?;
                turn.extend(self.schedule.settle(step, false));
            }
        }
        Ok(())
    }

    fn time_of(&self, step: usize) -> Instant {
        match self.speed {
            Speed::Max => self.begun,
            Speed::Times(times) => {
                let after = Duration::try_from_secs_f64(self.steps[step].at / times);
                self.begun + after.unwrap_or_default()
            }
        }
    }

    fn send(&mut self, index: usize) -> anyhow::Result<()> {
        self.sent.insert(index);
        let step = &self.steps[index];
        let (server, say, begun) = (self.server.clone(), self.say.clone(), Instant::now());
        match (step.word.as_str(), &self.forum) {
            ("create_forum", _) => {
                let (owner, token) = (self.owner.clone(), token());
                let mut body = fields(step);
                body.insert("pass".to_owned(), json!(PassId(uuid())));
                body.insert("token".to_owned(), json!(token));
                tokio::spawn(async move {
                    let created = persist(&server, "/api/forums", Some(&owner), &body).await;
                    let _ = say.send(Echo::Created(index, created, token, begun));
                });
            }
            (word @ ("join" | "come_back"), Some(forum)) => {
                let (path, body) = (format!("/api/forums/{}/{word}", forum.code), fields(step));
                tokio::spawn(async move {
                    let joined = persist(&server, &path, None, &body).await;
                    let _ = say.send(Echo::Joined(index, joined, begun));
                });
            }
            _ => match self.screens.get(&step.who) {
                Some(Player { stopped: Some(code), .. }) => {
                    return self.settle(index, Outcome::Refused(format!("CLOSED_{code}")));
                }
                Some(screen) => {
                    let mut rest = step.body.clone();
                    rest.remove("id");
                    let _ = screen.inputs.send(Input::Order(Order { id: step.id, rest }));
                }
                None => return self.settle(index, Outcome::Refused(NOT_MADE.to_owned())),
            },
        }
        Ok(())
    }

    fn settle(&mut self, step: usize, outcome: Outcome) -> anyhow::Result<()> {
        self.sent.remove(&step);
        self.answered_at = Instant::now();
        let done = matches!(outcome, Outcome::Done { .. });
        self.totals.count(&self.steps[step], outcome)?;
        let turn = self.schedule.settle(step, done);
        self.take_turns(turn)
    }

    fn hear(&mut self, heard: Echo) -> anyhow::Result<()> {
        match heard {
            Echo::Created(step, Ok(created), token, begun) => {
                let outcome = Outcome::done(&created.position, begun);
                self.forum = Some(created);
                self.open_screen(Who::Facilitator, token, [Scope::Forum, Scope::Facilitation]);
                self.settle(step, outcome)
            }
            Echo::Joined(step, Ok(joined), begun) => {
                let token = self.steps[step].body.get("token").cloned().unwrap_or_default();
                let token = serde_json::from_value(token).context("the token of a line")?;
                let who = Who::Person(joined.participant);
                self.open_screen(who, token, [Scope::Forum, Scope::Own]);
                self.settle(step, Outcome::done(&joined.position, begun))
            }
            Echo::Created(step, Err(failed), ..) | Echo::Joined(step, Err(failed), _) => match failed {
                Failed::Refused(refusal) => self.settle(step, Outcome::Refused(refusal.code())),
                Failed::Unexpected(_) | Failed::Unreachable(_) => Err(failed.into()),
            },
            Echo::Screen(who, Output::Done { id, position, after_ms }) => {
                let step = self.commands[&id];
                if self.steps[step].word == "enter" {
                    self.follow_group(who, step);
                }
                self.settle(step, Outcome::Done { seq: position.seq, after_ms })
            }
            Echo::Screen(_, Output::Refused { id, refusal }) => {
                self.settle(self.commands[&id], Outcome::Refused(refusal.code()))
            }
            Echo::Screen(who, Output::Stopped(code)) => {
                if let Some(screen) = self.screens.get_mut(&who) {
                    screen.stopped = Some(code);
                }
                let unanswered = self.sent.iter().copied().find(|&step| self.steps[step].who == who);
                match unanswered {
                    Some(step) => self.settle(step, Outcome::Refused(format!("CLOSED_{code}"))),
                    None => Ok(()),
                }
            }
            Echo::Screen(
                _,
                Output::Welcomed(_)
                | Output::Gone(_)
                | Output::Connect { .. }
                | Output::Send(_)
                | Output::Load(_),
            ) => Ok(()),
        }
    }

    fn open_screen(&mut self, who: Who, token: Token, scopes: [Scope; 2]) {
        let Some(forum) = &self.forum else { return };
        let mut session = Session::<ForumLanguage>::new(forum.forum, token);
        for scope in scopes {
            session.handle(Input::Follow(scope), 0);
        }
        let (inputs, received) = mpsc::unbounded_channel();
        let say = self.say.clone();
        tokio::spawn(converse(self.server.clone(), session, received, move |output| {
            let _ = say.send(Echo::Screen(who, output));
        }));
        self.screens.insert(who, Player { inputs, group: None, stopped: None });
    }

    /// A person's screen shows the group that the person is in.
    fn follow_group(&mut self, who: Who, step: usize) {
        let group = self.steps[step].body.get("group").and_then(Value::as_str).and_then(|id| id.parse().ok());
        if let (Some(screen), Some(group)) = (self.screens.get_mut(&who), group.map(Scope::Group)) {
            if let Some(left) = screen.group.replace(group).filter(|left| *left != group) {
                let _ = screen.inputs.send(Input::Unfollow(left));
            }
            let _ = screen.inputs.send(Input::Follow(group));
        }
    }
}

impl Outcome {
    fn done(position: &Position, begun: Instant) -> Self {
        Self::Done { seq: position.seq, after_ms: begun.elapsed().as_millis() as u64 }
    }
}

/// Makes a request until it is answered, for as long as it takes: what was done is done once.
async fn persist<Answer: DeserializeOwned>(
    server: &ServerAddress,
    path: &str,
    token: Option<&Token>,
    body: &impl Serialize,
) -> Result<Answer, Failed> {
    loop {
        match server.post(path, token, body).await {
            Err(Failed::Unreachable(_)) => sleep(AGAIN_AFTER).await,
            Err(Failed::Refused(Refusal::SlowDown { ms })) => sleep(Duration::from_millis(ms.into())).await,
            answer => return answer,
        }
    }
}

/// The body of a line that goes over HTTP.
fn fields(step: &Step) -> Map<String, Value> {
    let mut fields = step.body.clone();
    fields.remove("do");
    fields
}

fn token() -> Token {
    let mut bytes = [0; 32];
    random(&mut bytes);
    Token::new(bytes)
}

fn uuid() -> uuid::Uuid {
    let mut bytes = [0; 16];
    random(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

#[expect(clippy::expect_used, reason = "without randomness there are no ids")]
fn random(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the system has random bytes");
}
