//! Plays a plan through a server: each person on a socket of their own, as fast as acknowledgements
//! come or in the plan's own time.

mod totals;

pub use totals::Summary;

use crate::connect::{Failed, ServerAddress, converse};
use crate::schedule::Schedule;
use crate::session::{Input, Order, Output, Session};
use anyhow::{Context, bail};
use protocol::http::{Created, Exchange, Joined, ProgrammeMade};
use protocol::plan::Who as InForum;
use protocol::plans::{Speaker, Step, Who};
use protocol::programme::plan::Who as InProgramme;
use protocol::programme::{self, ProgrammeLanguage};
use protocol::secret::Token;
use protocol::{CommandId, ForumLanguage, Language, PassId, Position, Refusal, Scope};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::fs::File;
use std::sync::Arc;
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
    let steps = protocol::plans::read(plan, &mut random)?;
    let owner = token();
    let exchange = Exchange { key, token: owner.clone() };
    timeout(NO_ANSWER_MAX, persist::<Value>(&server, "/api/owner", None, &exchange))
        .await
        .context("the server does not answer")?
        .context("the server does not take the key")?;
    let (say, heard) = mpsc::unbounded_channel();
    let replay = Replay {
        schedule: Schedule::new(&steps),
        commands: Arc::new(steps.iter().enumerate().map(|(index, step)| (step.id(), index)).collect()),
        steps,
        server,
        speed,
        begun: Instant::now(),
        answered_at: Instant::now(),
        owner,
        made: BTreeMap::new(),
        last: (None, None),
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
    /// From somebody's screen: what became of a command.
    Done(usize, Position, u64),
    Refused(usize, Refusal),
    /// The server closed somebody's screen for good, with this code.
    Stopped(Speaker, u16),
    /// A subject was created, with the token of its first pass.
    Created(usize, Result<Made, Failed>, Token, Instant),
    /// Somebody joined, or came back on another device.
    Joined(usize, Result<Joined, Failed>, Instant),
}

/// A subject that was created.
#[derive(Clone)]
enum Made {
    Forum(Created),
    Programme(ProgrammeMade),
}

/// The way to somebody's screen.
enum Inputs {
    Forum(UnboundedSender<Input>),
    Programme(UnboundedSender<Input<ProgrammeLanguage>>),
}

impl Inputs {
    fn order(&self, order: Order) {
        // A screen that has ended has said so.
        match self {
            Self::Forum(inputs) => drop(inputs.send(Input::Order(order))),
            Self::Programme(inputs) => drop(inputs.send(Input::Order(order))),
        }
    }

    /// Another scope of a forum's screen.
    fn follow(&self, input: Input) {
        if let Self::Forum(inputs) = self {
            let _ = inputs.send(input);
        }
    }
}

struct Player {
    inputs: Inputs,
    /// The group that it follows.
    group: Option<Scope>,
    /// The server closed it for good, with this code.
    stopped: Option<u16>,
}

struct Replay {
    steps: Vec<Step>,
    schedule: Schedule,
    commands: Arc<BTreeMap<CommandId, usize>>,
    server: ServerAddress,
    speed: Speed,
    begun: Instant,
    answered_at: Instant,
    owner: Token,
    /// Subjects by their places in the plan.
    made: BTreeMap<usize, Made>,
    last: (Option<Created>, Option<ProgrammeMade>),
    screens: BTreeMap<Speaker, Player>,
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
                let (forum, programme) = self.last;
                return Ok(self.totals.summary(self.steps.len(), forum, programme, self.begun.elapsed()));
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
                let after = Duration::try_from_secs_f64(self.steps[step].at() / times);
                self.begun + after.unwrap_or_default()
            }
        }
    }

    fn send(&mut self, index: usize) -> anyhow::Result<()> {
        self.sent.insert(index);
        let step = &self.steps[index];
        let (server, say, begun) = (self.server.clone(), self.say.clone(), Instant::now());
        match (step.word(), self.made.get(&step.subject)) {
            (word @ ("create_forum" | "create_programme"), _) => {
                let (owner, token, is_forum) = (self.owner.clone(), token(), word == "create_forum");
                let mut body = fields(step);
                body.insert("pass".to_owned(), json!(PassId(uuid())));
                body.insert("token".to_owned(), json!(token));
                tokio::spawn(async move {
                    let created = if is_forum {
                        persist(&server, "/api/forums", Some(&owner), &body).await.map(Made::Forum)
                    } else {
                        persist(&server, "/api/programmes", Some(&owner), &body).await.map(Made::Programme)
                    };
                    let _ = say.send(Echo::Created(index, created, token, begun));
                });
            }
            (word @ ("join" | "come_back"), Some(Made::Forum(forum))) => {
                let (path, body) = (format!("/api/forums/{}/{word}", forum.code), fields(step));
                tokio::spawn(async move {
                    let joined = persist(&server, &path, None, &body).await;
                    let _ = say.send(Echo::Joined(index, joined, begun));
                });
            }
            _ => match self.screens.get(&step.speaker()) {
                Some(Player { stopped: Some(code), .. }) => {
                    return self.settle(index, Outcome::Refused(format!("CLOSED_{code}")));
                }
                Some(screen) => {
                    let mut rest = step.body().clone();
                    rest.remove("id");
                    screen.inputs.order(Order { id: step.id(), rest });
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
                let subject = self.steps[step].subject;
                let outcome = match &created {
                    Made::Forum(forum) => Outcome::done(&forum.position, begun),
                    Made::Programme(programme) => Outcome::done(&programme.position, begun),
                };
                match created.clone() {
                    Made::Forum(forum) => self.last.0 = Some(forum),
                    Made::Programme(programme) => self.last.1 = Some(programme),
                }
                let who = match &created {
                    Made::Forum(_) => Who::Forum(InForum::Facilitator),
                    Made::Programme(_) => Who::Programme(InProgramme::Officer),
                };
                self.made.insert(subject, created);
                self.open_screen(Speaker { subject, who }, token);
                self.settle(step, outcome)
            }
            Echo::Joined(step, Ok(joined), begun) => {
                let who = Who::Forum(InForum::Person(joined.participant));
                self.open_screen_of(step, who)?;
                self.settle(step, Outcome::done(&joined.position, begun))
            }
            Echo::Created(step, Err(failed), ..) | Echo::Joined(step, Err(failed), _) => match failed {
                Failed::Refused(refusal) => self.settle(step, Outcome::Refused(refusal.code())),
                Failed::Unexpected(_) | Failed::Unreachable(_) => Err(failed.into()),
            },
            Echo::Done(step, position, after_ms) => {
                match self.steps[step].word() {
                    "enter" => self.follow_group(step),
                    "add_officer" | "add_member" => self.let_in(step)?,
                    _ => {}
                }
                self.settle(step, Outcome::Done { seq: position.seq, after_ms })
            }
            Echo::Refused(step, refusal) => self.settle(step, Outcome::Refused(refusal.code())),
            Echo::Stopped(speaker, code) => {
                if let Some(screen) = self.screens.get_mut(&speaker) {
                    screen.stopped = Some(code);
                }
                let unanswered =
                    self.sent.iter().copied().find(|&step| self.steps[step].speaker() == speaker);
                match unanswered {
                    Some(step) => self.settle(step, Outcome::Refused(format!("CLOSED_{code}"))),
                    None => Ok(()),
                }
            }
        }
    }

    /// Whom a programme's line let in has a screen.
    fn let_in(&mut self, step: usize) -> anyhow::Result<()> {
        let pass = self.steps[step].body().get("as").cloned().unwrap_or_default();
        let pass = serde_json::from_value(pass).context("the pass of a line")?;
        self.open_screen_of(step, Who::Programme(InProgramme::Pass(pass)))
    }

    /// Opens a screen with the token of a line.
    fn open_screen_of(&mut self, step: usize, who: Who) -> anyhow::Result<()> {
        let token = self.steps[step].body().get("token").cloned().unwrap_or_default();
        let token = serde_json::from_value(token).context("the token of a line")?;
        self.open_screen(Speaker { subject: self.steps[step].subject, who }, token);
        Ok(())
    }

    fn open_screen(&mut self, speaker: Speaker, token: Token) {
        let inputs = match (self.made.get(&speaker.subject), speaker.who) {
            (Some(Made::Forum(forum)), Who::Forum(who)) => {
                let own = if who == InForum::Facilitator { Scope::Facilitation } else { Scope::Own };
                let session = Session::<ForumLanguage>::new(forum.forum, token);
                Inputs::Forum(self.converse(speaker, session, [Scope::Forum, own]))
            }
            (Some(Made::Programme(programme)), Who::Programme(_)) => {
                let session = Session::<ProgrammeLanguage>::new(programme.programme, token);
                let scopes = [programme::Scope::Programme, programme::Scope::Own];
                Inputs::Programme(self.converse(speaker, session, scopes))
            }
            _ => return,
        };
        self.screens.insert(speaker, Player { inputs, group: None, stopped: None });
    }

    fn converse<L: Language>(
        &self,
        speaker: Speaker,
        mut session: Session<L>,
        scopes: [L::Scope; 2],
    ) -> UnboundedSender<Input<L>> {
        for scope in scopes {
            session.handle(Input::Follow(scope), 0);
        }
        let (inputs, received) = mpsc::unbounded_channel();
        let (say, commands) = (self.say.clone(), self.commands.clone());
        tokio::spawn(converse(self.server.clone(), session, received, move |output| {
            let echo = match output {
                Output::Done { id, position, after_ms } => Echo::Done(commands[&id], position, after_ms),
                Output::Refused { id, refusal } => Echo::Refused(commands[&id], refusal),
                Output::Stopped(code) => Echo::Stopped(speaker, code),
                Output::Welcomed(_)
                | Output::Gone(_)
                | Output::Connect { .. }
                | Output::Send(_)
                | Output::Load(_) => return,
            };
            let _ = say.send(echo);
        }));
        inputs
    }

    /// A person's screen shows the group that the person is in.
    fn follow_group(&mut self, step: usize) {
        let speaker = self.steps[step].speaker();
        let group =
            self.steps[step].body().get("group").and_then(Value::as_str).and_then(|id| id.parse().ok());
        if let (Some(screen), Some(group)) = (self.screens.get_mut(&speaker), group.map(Scope::Group)) {
            if let Some(left) = screen.group.replace(group).filter(|left| *left != group) {
                screen.inputs.follow(Input::Unfollow(left));
            }
            screen.inputs.follow(Input::Follow(group));
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
    let mut fields = step.body().clone();
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
