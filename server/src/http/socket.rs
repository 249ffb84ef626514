//! The socket of a screen (`GET /socket`): a hello, then what it asks for. What it hears is written
//! by the hub of its subject.

mod reader;

use super::accept::{HEADERS_MAX, Peer};
use super::patient::Patient;
use super::{App, host, is_own_origin};
use crate::live::{Arrival, Attached, Bucket, Live, NotDone, Outlet, Served, SocketId, SocketInput, text};
use crate::subjects::Subjects;
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use hyper_util::rt::TokioIo;
use protocol::command::{self, Order, Unreadable};
use protocol::limits::{HELLO_TIME_MAX, WIRE_VERSION};
use protocol::message::{CloseCode, Hello, Incoming, Refused, ServerMessage};
use protocol::{Language, Refusal, SubjectKind};
use reader::{Reader, SocketEnd};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use subject::{IdOf, hash_token};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

/// Commands refused in a row for coming too fast: whoever waits as told never gets there.
const TOO_FAST_MAX: u32 = 10;

/// A socket that is asked for in the first words of a connection, as nearly all are.
pub(super) struct Asked {
    pub(super) headers: HeaderMap,
    /// Bytes of the head.
    length: usize,
    accept: String,
}

/// What these bytes ask for, if they are the whole head of a handshake that would be answered; anything else is a
/// request like others.
pub(super) fn asked(app: &App, bytes: &[u8]) -> Option<Asked> {
    if !bytes.starts_with(b"GET /socket HTTP/1.1\r\n") {
        return None;
    }
    let mut fields = [httparse::EMPTY_HEADER; HEADERS_MAX];
    let mut head = httparse::Request::new(&mut fields);
    let httparse::Status::Complete(length) = head.parse(bytes).ok()? else { return None };
    let mut request = Request::new(());
    for field in head.headers.iter() {
        let name = HeaderName::from_bytes(field.name.as_bytes()).ok()?;
        request.headers_mut().append(name, HeaderValue::from_bytes(field.value).ok()?);
    }
    let host = host(&request).filter(|host| app.addresses.serve(host.host()))?;
    let headers = std::mem::take(request.headers_mut());
    let has_body =
        headers.contains_key(header::CONTENT_LENGTH) || headers.contains_key(header::TRANSFER_ENCODING);
    let accept = accept(&headers)?;
    let is_taken = !has_body && is_own_origin(&app.addresses, &host, &headers);
    is_taken.then_some(Asked { headers, length, accept })
}

impl Asked {
    /// The connection on which it was asked for, of which `read` was read.
    pub(super) fn of(self, stream: TcpStream, read: &[u8], app: Arc<App>, peer: Peer) -> Handshake {
        let read = Bytes::copy_from_slice(&read[self.length..]);
        Handshake { accept: self.accept, stream, read, app, peer }
    }
}

/// A socket that is asked for.
pub(super) struct Handshake {
    accept: String,
    stream: TcpStream,
    /// What came after the head.
    read: Bytes,
    app: Arc<App>,
    peer: Peer,
}

impl Handshake {
    /// Answers it and serves the socket.
    pub(super) async fn serve(self) {
        let Self { accept, stream, read, app, peer } = self;
        let answer = format!(
            "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
             sec-websocket-accept: {accept}\r\n\r\n"
        );
        drop(accept);
        // Nothing was written before: the kernel takes it whole, or the connection broke.
        let is_open = stream.writable().await.is_ok();
        let is_answered =
            is_open && stream.try_write(answer.as_bytes()).is_ok_and(|bytes| bytes == answer.len());
        drop(answer);
        if is_answered {
            serve(stream, read, app, peer).await;
        }
    }
}

/// Takes the connection over. The accept loop has to serve a bare [`TcpStream`], since the hub
/// writes to it directly.
pub(super) async fn upgrade(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    mut request: Request<Body>,
) -> Response {
    let Some(accept) = accept(request.headers()) else {
        return (StatusCode::UPGRADE_REQUIRED, [(header::UPGRADE, "websocket")]).into_response();
    };
    let upgrade = hyper::upgrade::on(&mut request);
    tokio::spawn(async move {
        // An error says that the connection broke.
        let Ok(upgraded) = upgrade.await else { return };
        match upgraded.downcast::<TokioIo<Patient>>() {
            // A task of its own: that of the upgrade is large.
            Ok(parts) => {
                drop(tokio::spawn(serve(parts.io.into_inner().into_inner(), parts.read_buf, app, peer)))
            }
            Err(_) => tracing::error!(target: "socket", "the connection is not a TCP stream"),
        }
    });
    let headers = [
        (header::CONNECTION, "upgrade"),
        (header::UPGRADE, "websocket"),
        (header::SEC_WEBSOCKET_ACCEPT, accept.as_str()),
    ];
    (StatusCode::SWITCHING_PROTOCOLS, headers, Body::empty()).into_response()
}

/// The answer to the handshake of RFC 6455; nothing when it is none.
fn accept(headers: &HeaderMap) -> Option<String> {
    let has = |name, token: &str| {
        let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        values.flat_map(|value| value.split(',')).any(|value| value.trim().eq_ignore_ascii_case(token))
    };
    let is_handshake = has(header::CONNECTION, "upgrade")
        && has(header::UPGRADE, "websocket")
        && has(header::SEC_WEBSOCKET_VERSION, "13");
    let key = headers.get(header::SEC_WEBSOCKET_KEY)?;
    is_handshake.then(|| derive_accept_key(key.as_bytes()))
}

/// The connection counts as long as its `peer` is kept.
async fn serve(stream: TcpStream, read: Bytes, app: Arc<App>, _peer: Peer) {
    let outlet = Arc::new(Outlet::new(stream));
    let mut reader = Reader::new(Arc::clone(&outlet), &read);
    drop(read);
    let Err(gone) = converse(&mut reader, &outlet, app).await;
    match gone {
        SocketEnd::Closing(code) => {
            outlet.close(code);
            tracing::info!(target: "socket", code, "closed for what was said");
        }
        SocketEnd::Closed => tracing::debug!(target: "socket", end = ?outlet.end(), "closed"),
    }
    Box::pin(reader.finish()).await;
}

async fn converse(reader: &mut Reader, outlet: &Arc<Outlet>, app: Arc<App>) -> Result<Infallible, SocketEnd> {
    let first = timeout(HELLO_TIME_MAX, reader.next()).await.map_err(|_| CloseCode::NoHello)??;
    match read_kind(&first)? {
        SubjectKind::Forum => screen(reader, outlet, &first, &app, &app.forums).await,
        SubjectKind::Programme => screen(reader, outlet, &first, &app, &app.programmes).await,
    }
}

/// From the hello on.
async fn screen<S: Served>(
    reader: &mut Reader,
    outlet: &Arc<Outlet>,
    first: &str,
    app: &App,
    subjects: &Subjects<S>,
) -> Result<Infallible, SocketEnd> {
    // On the heap: what it takes to come in is not kept for as long as the screen stays.
    let mut screen = Box::pin(greet(reader, outlet, first, app, subjects)).await?;
    let end = listen(reader, &mut screen).await;
    Box::pin(screen.live.say(screen.socket, SocketInput::Left)).await;
    end
}

/// A screen that was let in.
struct Screen<S: Served> {
    live: Live<S>,
    socket: SocketId,
    outlet: Arc<Outlet>,
    /// The commands of whoever speaks.
    rate: Arc<Mutex<Bucket>>,
    /// Commands refused in a row for coming too fast.
    too_fast: u32,
}

/// Lets the screen in.
async fn greet<S: Served>(
    reader: &mut Reader,
    outlet: &Arc<Outlet>,
    first: &str,
    app: &App,
    subjects: &Subjects<S>,
) -> Result<Screen<S>, SocketEnd> {
    let Hello { subject, token, follow, ahead, .. } = read_hello::<S::Language>(first)?;
    let id: IdOf<S> = subject.into();
    let token = hash_token(&token);
    app.guesses.hello(&token).await.map_err(|_| CloseCode::TooOften)?;
    let live = subjects.by_id(id).await.map_err(|error| {
        tracing::error!(target: "socket", subject = %id, %error, "the log cannot be read");
        CloseCode::Restart
    })?;
    let live = live.ok_or(CloseCode::NotAllowed)?;
    let owner = app.registry.is_owner(&token);
    let arrival = Arrival { token, owner, outlet: Arc::clone(outlet), follow, ahead };
    let attached = live.attach(arrival).await.map_err(|answer| match answer {
        NotDone::Refused(_) => CloseCode::NotAllowed,
        NotDone::Unknown => CloseCode::Restart,
    })?;
    reader.take_up_to(S::Language::message_bytes_max(attached.welcome.role));
    let Attached { socket, rate, .. } = attached;
    Ok(Screen { live, socket, outlet: Arc::clone(outlet), rate, too_fast: 0 })
}

/// What a hello is about. Another version of the wire may have another hello: only its version is read then.
fn read_kind(text: &str) -> Result<SubjectKind, CloseCode> {
    #[derive(Deserialize)]
    struct Head {
        version: u32,
        programme: Option<IgnoredAny>,
    }
    #[derive(Deserialize)]
    struct Envelope {
        hello: Head,
    }
    match serde_json::from_str::<Envelope>(text) {
        Ok(Envelope { hello: Head { version: WIRE_VERSION, programme: None } }) => Ok(SubjectKind::Forum),
        Ok(Envelope { hello: Head { version: WIRE_VERSION, .. } }) => Ok(SubjectKind::Programme),
        Ok(_) => Err(CloseCode::Version),
        Err(_) => Err(CloseCode::Unreadable),
    }
}

fn read_hello<L: Language>(text: &str) -> Result<Hello<L>, CloseCode> {
    match serde_json::from_str(text) {
        Ok(Incoming::Hello(hello)) => Ok(hello),
        Ok(Incoming::Command(_) | Incoming::Follow(_) | Incoming::Unfollow(_))
        | Ok(Incoming::Show(_) | Incoming::Pong(_))
        | Err(_) => Err(CloseCode::Unreadable),
    }
}

async fn listen<S: Served>(reader: &mut Reader, screen: &mut Screen<S>) -> Result<Infallible, SocketEnd> {
    loop {
        let message = reader.next().await?;
        let message = serde_json::from_str(&message).map_err(|_| CloseCode::Unreadable)?;
        // On the heap: a screen that only listens, as nearly all do, keeps no room for what it could say.
        Box::pin(screen.take(message)).await?;
    }
}

impl<S: Served> Screen<S> {
    async fn take(&mut self, message: Incoming<'_, S::Language>) -> Result<(), CloseCode> {
        let input = match message {
            Incoming::Hello(_) => return Err(CloseCode::Unreadable),
            Incoming::Pong(_) => return Ok(()),
            Incoming::Unfollow(unfollow) => SocketInput::Unfollow(unfollow.scope),
            Incoming::Follow(follow) => {
                self.wait_for_one().await;
                SocketInput::Follow(follow)
            }
            Incoming::Show(show) => {
                self.wait_for_one().await;
                SocketInput::Show(show)
            }
            Incoming::Command(raw) => match self.read(raw)? {
                Ok(order) => SocketInput::Command(Box::new(order)),
                Err(refused) => {
                    self.outlet.send(&[text(&ServerMessage::<S::Language>::Refused(refused))]);
                    return Ok(());
                }
            },
        };
        self.live.say(self.socket, input).await;
        Ok(())
    }

    /// A command, or what it is answered at once.
    fn read(&mut self, raw: &RawValue) -> Result<Result<Order<S::Language>, Refused>, CloseCode> {
        let (id, order) = match command::read(raw) {
            Ok(order) => (order.id, Ok(order)),
            Err(Unreadable::Command(id, refusal)) => (id, Err(refusal)),
            Err(Unreadable::Envelope) => return Err(CloseCode::Unreadable),
        };
        let order = match self.take_one() {
            Ok(()) => {
                self.too_fast = 0;
                order
            }
            Err(_) if self.too_fast == TOO_FAST_MAX => return Err(CloseCode::Flood),
            Err(wait) => {
                self.too_fast += 1;
                Err(Refusal::SlowDown { ms: wait.as_millis() as u32 + 1 })
            }
        };
        Ok(order.map_err(|refusal| Refused { id, refusal }))
    }

    /// Waits until whoever speaks may do one thing more.
    async fn wait_for_one(&self) {
        while let Err(wait) = self.take_one() {
            tokio::time::sleep(wait).await;
        }
    }

    /// Takes one from what whoever speaks may do.
    fn take_one(&self) -> Result<(), Duration> {
        self.rate.lock().unwrap_or_else(PoisonError::into_inner).take_one()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::ForumLanguage;

    #[test]
    fn a_hello_of_another_version_is_told_apart_from_nonsense() {
        let read = |text: &str| {
            read_kind(text)?;
            read_hello::<ForumLanguage>(text).map(|_| ())
        };
        let ids =
            format!(r#""forum":"{}","token":"{}""#, "00000000-0000-4000-8000-000000000000", "0".repeat(64));
        assert_eq!(read(&format!(r#"{{"hello":{{"version":{WIRE_VERSION},{ids}}}}}"#)), Ok(()));
        for version in [WIRE_VERSION - 1, WIRE_VERSION + 1] {
            let hello = format!(r#"{{"hello":{{"version":{version},"who":"me"}}}}"#);
            assert_eq!(read(&hello), Err(CloseCode::Version));
        }
        let nobody = format!(r#"{{"hello":{{"version":{WIRE_VERSION}}}}}"#);
        for text in ["", "{}", "[]", r#"{"pong":{}}"#, &nobody, r#"{"hello":{}}"#] {
            assert_eq!(read(text), Err(CloseCode::Unreadable), "{text}");
        }
    }
}
