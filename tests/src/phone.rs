//! A phone at the level of the wire: it sends what a test gives it and keeps what it hears.

use crate::replica::Replica;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

/// Longer than any answer takes; a test that waits for it has failed.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// What came over the socket.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// A message of the server: its one key, and what it holds.
    Said(String, Value),
    /// The close code; 1006 when the connection just ended.
    Closed(u16),
}

/// A socket of the server.
pub struct Phone {
    socket: WebSocketStream<TcpStream>,
    heard: Vec<Heard>,
    followed: BTreeMap<String, Replica>,
}

impl Phone {
    /// Opens the socket and says nothing.
    pub async fn silent(address: SocketAddr) -> Self {
        Self::try_silent(address).await.expect("the server opens a socket")
    }

    /// The same of a server that may stop meanwhile.
    pub async fn try_silent(address: SocketAddr) -> Option<Self> {
        let stream = TcpStream::connect(address).await.ok()?;
        let url = format!("ws://{address}/socket");
        let (socket, _) = tokio_tungstenite::client_async(url, stream).await.ok()?;
        Some(Self { socket, heard: Vec::new(), followed: BTreeMap::new() })
    }

    /// The same by way of a proxy, as a page of `origin` opens it.
    pub async fn through(proxy: SocketAddr, host: &str, origin: &str) -> Self {
        let stream = TcpStream::connect(proxy).await.expect("the proxy listens");
        let mut request = format!("ws://{host}/socket").into_client_request().expect("an address");
        request.headers_mut().insert("origin", origin.parse().expect("an origin"));
        let (socket, _) =
            tokio_tungstenite::client_async(request, stream).await.expect("the server opens a socket");
        Self { socket, heard: Vec::new(), followed: BTreeMap::new() }
    }

    /// Opens the socket, says hello and waits for the welcome, which is returned beside it.
    ///
    /// # Panics
    /// When it is not welcome.
    pub async fn hello(address: SocketAddr, forum: &str, token: &str) -> (Self, Value) {
        let mut phone = Self::silent(address).await;
        phone.say(hello(forum, token)).await;
        match phone.wait(|_, _| true).await {
            Heard::Said(key, welcome) if key == "welcome" => (phone, welcome),
            other => panic!("not welcome: {other:?}"),
        }
    }

    /// Sends a message.
    pub async fn say(&mut self, message: Value) {
        self.send(Message::text(message.to_string())).await;
    }

    /// Sends a frame as it is; a socket that the server has closed swallows it.
    pub async fn send(&mut self, message: Message) {
        let _ = self.socket.send(message).await;
    }

    /// Gives a command and waits for its answer: the position, or the refusal.
    ///
    /// # Errors
    /// The refusal.
    ///
    /// # Panics
    /// When the socket closes instead.
    pub async fn order(&mut self, command: Value) -> Result<u64, Value> {
        self.order_as(&new_id(), command).await
    }

    /// The same with a command id of the test's own.
    ///
    /// # Errors
    /// The refusal.
    pub async fn order_as(&mut self, id: &str, mut command: Value) -> Result<u64, Value> {
        command["id"] = json!(id);
        self.say(json!({"command": command})).await;
        let answer = self
            .wait(|key, body| (key == "done" || key == "refused") && body["id"].as_str() == Some(id))
            .await;
        match answer {
            Heard::Said(key, body) if key == "done" => {
                Ok(body["position"]["seq"].as_u64().expect("a position has a number"))
            }
            Heard::Said(_, body) => Err(body["refusal"].clone()),
            Heard::Closed(code) => panic!("closed with {code} instead of an answer to {command}"),
        }
    }

    /// The code of the refusal of a command, or `"done"`.
    pub async fn outcome(&mut self, command: Value) -> String {
        match self.order(command).await {
            Ok(_) => "done".to_owned(),
            Err(refusal) => refusal["code"].as_str().unwrap_or("?").to_owned(),
        }
    }

    /// The first message that fits, or the close; earlier ones stay in [`Self::heard`].
    ///
    /// # Panics
    /// When nothing fits for longer than [`PATIENCE`].
    pub async fn wait(&mut self, fits: impl Fn(&str, &Value) -> bool) -> Heard {
        loop {
            let heard = timeout(PATIENCE, self.next())
                .await
                .unwrap_or_else(|_| panic!("nothing fits in {:#?}", self.heard));
            self.heard.push(heard.clone());
            match &heard {
                Heard::Closed(_) => return heard,
                Heard::Said(key, body) if fits(key, body) => return heard,
                Heard::Said(..) => {}
            }
        }
    }

    /// Waits until the server closes and gives the code.
    pub async fn closed(&mut self) -> u16 {
        match self.wait(|_, _| false).await {
            Heard::Closed(code) => code,
            Heard::Said(..) => unreachable!("nothing else fits"),
        }
    }

    /// Follows the scope of a snapshot from there on.
    pub async fn follow(&mut self, snapshot: &Value) {
        let scope = snapshot["scope"].as_str().expect("a snapshot is one of a scope").to_owned();
        self.say(json!({"follow": {"scope": scope, "position": snapshot["position"]}})).await;
        let followed = self.wait(|key, body| {
            ["followed", "load", "gone"].contains(&key) && body["scope"].as_str() == Some(&*scope)
        });
        let heard = followed.await;
        assert!(matches!(&heard, Heard::Said(key, _) if key == "followed"), "{scope}: {heard:?}");
        self.followed.insert(scope, Replica::of(snapshot));
    }

    /// A scope that is followed, with everything in it that was done before now: the answer to a
    /// command comes after all changes before it.
    pub async fn sees(&mut self, scope: &str) -> Replica {
        self.outcome(json!({"do": "leave", "group": new_id()})).await;
        let mut replica = self.followed[scope].clone();
        replica.hear(self, scope);
        replica
    }

    /// Everything heard so far, in order.
    pub fn heard(&self) -> &[Heard] {
        &self.heard
    }

    /// The messages of one key heard so far.
    pub fn said(&self, wanted: &str) -> Vec<&Value> {
        let mut said = Vec::new();
        for heard in &self.heard {
            match heard {
                Heard::Said(key, body) if key == wanted => said.push(body),
                Heard::Said(..) | Heard::Closed(_) => {}
            }
        }
        said
    }

    /// Ends the connection without a word, as a dead radio does.
    pub fn vanish(self) {
        drop(self);
    }

    /// The next message; pings are answered.
    async fn next(&mut self) -> Heard {
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Text(text))) => {
                    let message: Value = serde_json::from_str(&text).expect("the server speaks JSON");
                    let mut keys: Vec<_> =
                        message.as_object().expect("a message is an object").iter().collect();
                    let (key, body) = keys.pop().expect("a message has a key");
                    assert!(keys.is_empty(), "one key names a message: {message}");
                    if key == "ping" {
                        self.say(json!({"pong": {}})).await;
                    } else {
                        return Heard::Said(key.clone(), body.clone());
                    }
                }
                Some(Ok(Message::Close(frame))) => {
                    return Heard::Closed(frame.map_or(1005, |frame| frame.code.into()));
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Heard::Closed(1006),
            }
        }
    }
}

/// A `hello` that follows nothing.
pub fn hello(forum: &str, token: &str) -> Value {
    json!({"hello": {"version": protocol::limits::WIRE_VERSION, "forum": forum, "token": token}})
}

/// A fresh id.
pub fn new_id() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// A fresh token.
pub fn new_token() -> String {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the system has randomness");
    protocol::secret::Token::new(bytes).into()
}
