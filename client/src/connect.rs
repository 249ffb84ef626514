//! Carries a session out over real sockets.

mod request;

pub use request::{Failed, ServerAddress};

use crate::session::{Input, Output, Session};
use futures_util::{SinkExt, StreamExt};
use protocol::Language;
use protocol::message::Snapshot;
use protocol::secret::Token;
use std::pin::Pin;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;

/// The code of a socket that went without one.
const NO_CODE: u16 = 1006;

/// Holds one screen's conversation: begins `session`, opens and reopens its socket, loads its
/// snapshots, and hands to `say` what the session has to tell. Ends when `inputs` is closed.
pub async fn converse<L: Language>(
    server: ServerAddress,
    session: Session<L>,
    inputs: UnboundedReceiver<Input<L>>,
    say: impl FnMut(Output<L>),
) {
    let line = Link::Waiting;
    let mut screen = Screen { server, session, begun: Instant::now(), line, loads: JoinSet::new(), say };
    screen.handle(Input::Wake).await;
    screen.run(inputs).await;
}

type Opening = Pin<Box<dyn Future<Output = Result<WebSocketStream<TcpStream>, Failed>> + Send>>;

/// Where the socket stands.
enum Link {
    /// For the session to ask for one.
    Waiting,
    Opening(Opening),
    Open(Box<WebSocketStream<TcpStream>>),
}

struct Screen<L: Language, Say> {
    server: ServerAddress,
    session: Session<L>,
    begun: Instant,
    line: Link,
    loads: JoinSet<Input<L>>,
    say: Say,
}

impl<L: Language, Say: FnMut(Output<L>)> Screen<L, Say> {
    async fn run(mut self, mut inputs: UnboundedReceiver<Input<L>>) {
        loop {
            let due = self.session.due().map(|at| self.begun + Duration::from_millis(at));
            let input = tokio::select! {
                input = inputs.recv() => match input {
                    Some(input) => input,
                    None => return,
                },
                Some(input) = heard(&mut self.line) => input,
                Some(loaded) = self.loads.join_next() => match loaded {
                    Ok(input) => input,
                    Err(_) => continue,
                },
                () = sleep_until(due.unwrap_or(self.begun)), if due.is_some() => Input::Tick,
            };
            self.handle(input).await;
        }
    }

    async fn handle(&mut self, input: Input<L>) {
        let now = self.begun.elapsed().as_millis() as u64;
        for output in self.session.handle(input, now) {
            match output {
                Output::Connect { within_ms } => {
                    let server = self.server.clone();
                    self.line = Link::Opening(Box::pin(async move {
                        sleep(at_random(within_ms)).await;
                        server.socket().await
                    }));
                }
                Output::Send(message) => {
                    // A socket that does not take it is found broken by the next read.
                    if let Link::Open(socket) = &mut self.line {
                        let _ = socket.send(Message::text(message)).await;
                    }
                }
                Output::Load(scope) => {
                    self.loads.spawn(load(self.server.clone(), self.session.credentials(), scope));
                }
                told @ (Output::Welcomed(_)
                | Output::Done { .. }
                | Output::Refused { .. }
                | Output::Gone(_)
                | Output::Stopped(_)) => (self.say)(told),
            }
        }
    }
}

/// What the socket brings next; a socket that is closed is gone after that.
async fn heard<L: Language>(line: &mut Link) -> Option<Input<L>> {
    let input = match line {
        Link::Waiting => return None,
        Link::Opening(opening) => match opening.await {
            Ok(socket) => {
                *line = Link::Open(Box::new(socket));
                return Some(Input::Opened);
            }
            Err(_) => Input::Closed(NO_CODE),
        },
        Link::Open(socket) => loop {
            match socket.next().await {
                Some(Ok(Message::Text(text))) => return Some(Input::Message(text.as_str().to_owned())),
                Some(Ok(Message::Close(frame))) => {
                    break Input::Closed(frame.map_or(NO_CODE, |frame| frame.code.into()));
                }
                Some(Ok(Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                Some(Err(_)) | None => break Input::Closed(NO_CODE),
            }
        },
    };
    *line = Link::Waiting;
    Some(input)
}

async fn load<L: Language>(
    server: ServerAddress,
    (subject, token): (L::Id, Token),
    scope: L::Scope,
) -> Input<L> {
    match server.snapshot::<L>(subject, &token, scope).await {
        Ok(snapshot) => Input::Snapshot(Snapshot { scope, ..snapshot }),
        Err(_) => Input::NotLoaded(scope),
    }
}

fn at_random(within_ms: u64) -> Duration {
    let random = getrandom::u64().unwrap_or_default();
    Duration::from_millis(random.checked_rem(within_ms).unwrap_or_default())
}
