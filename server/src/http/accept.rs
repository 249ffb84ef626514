//! Accepting connections: bounded in number, in time and in memory.

use super::patient::Patient;
use super::places::{ConnectionPlace, Places};
use super::proxy::Proxy;
use super::{App, socket};
use crate::shares::{Share, Shares, lock, origin};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::IntoResponse;
use bytes::Bytes;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use protocol::limits::{HALF_OPEN_MAX, HEAD_TIME_MAX, IDLE_TIME_MAX};
use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::time::{Instant, Sleep, sleep};

/// Connections that the system holds for us: a hall that comes back at once must not be turned away.
const BACKLOG: u32 = 4_096;
/// Bytes of a connection's buffer: a request head of ours is far below.
const BUFFER_BYTES_MAX: usize = 16 * 1024;
/// Bytes of what a connection says first: a socket's handshake is half of that.
const FIRST_BYTES_MAX: usize = 2 * 1024;
pub(super) const HEADERS_MAX: usize = 64;
/// Time in which a connection is not yet half-open: in a hall that comes back at once, many of one
/// address are for a moment.
const HEAD_GRACE: Duration = Duration::from_millis(250);
/// Pause after a failed accept, mostly for want of descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// How long connections may end by themselves when the server stops.
const GOODBYE_TIME_MAX: Duration = Duration::from_secs(3);

/// Listens on an address.
///
/// # Errors
/// As the system gives them.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Who asks. A socket keeps it as long as it lives, so that it is counted.
#[derive(Clone, Debug)]
pub(crate) struct Peer {
    ip: IpAddr,
    connection: Arc<Connection>,
    /// Of whoever asks through a proxy.
    share: Option<Arc<Share<IpAddr>>>,
}

impl Peer {
    /// Where they are.
    pub(crate) fn ip(&self) -> IpAddr {
        self.ip
    }

    /// The address of this machine at which it arrived.
    pub(crate) fn local(&self) -> SocketAddr {
        self.connection.local
    }

    /// Whether it comes from this machine: nobody else can hold a conversation under its own address.
    pub(crate) fn is_here(&self) -> bool {
        self.share.is_none() && (self.ip.is_loopback() || self.ip == self.local().ip().to_canonical())
    }
}

#[derive(Debug)]
struct Connection {
    place: ConnectionPlace,
    /// Where it arrived.
    local: SocketAddr,
    has_asked: AtomicBool,
    half_open: Mutex<Option<Share<IpAddr>>>,
}

impl Connection {
    fn has_asked(&self) -> bool {
        self.has_asked.load(Ordering::Relaxed)
    }

    fn asks(&self) {
        self.place.works();
        if !self.has_asked.swap(true, Ordering::Relaxed) {
            lock(&self.half_open).take();
        }
    }

    /// Whether the first head may be waited for: for a moment, then as one of the half-open.
    fn may_wait(&self, half_open: &Shares<IpAddr>) -> bool {
        let mut share = lock(&self.half_open);
        let is_new = share.is_none();
        *share = share.take().or_else(|| half_open.take(origin(self.place.ip())));
        is_new && share.is_some()
    }

    /// Who asks with this request; nothing when a proxy asks for somebody who has too many already.
    fn peer(self: &Arc<Self>, headers: &HeaderMap) -> Option<Peer> {
        let places = self.place.places();
        let proxy = places.proxy().filter(|proxy| proxy.is(self.place.ip()));
        let client = proxy.and_then(|proxy| proxy.client(headers));
        let share = client.map(|ip| places.enter_by_proxy(ip).map(Arc::new).ok_or(())).transpose().ok()?;
        Some(Peer { ip: client.unwrap_or(self.place.ip()), connection: Arc::clone(self), share })
    }
}

/// Serves until `shutdown`, then lets connections end for a moment. `app` takes over those that begin as a socket.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    app: Option<Arc<App>>,
    proxy: Option<Proxy>,
    shutdown: impl Future<Output = ()>,
) {
    let mut shutdown = pin!(shutdown);
    let places = Arc::new(Places::new(proxy));
    let half_open = Arc::new(Shares::new(HALF_OPEN_MAX));
    let (stopping, stop) = watch::channel(());
    loop {
        let accepted = tokio::select! {
            () = &mut shutdown => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, address)) => {
                // A connection that is already gone shows itself at the first read.
                let _ = stream.set_nodelay(true);
                let (places, router, app) = (Arc::clone(&places), router.clone(), app.clone());
                let (half_open, stop) = (Arc::clone(&half_open), stop.clone());
                tokio::spawn(async move {
                    let Some(place) = places.enter(address.ip().to_canonical()).await else { return };
                    let begun = hear(stream, place, app, &half_open, stop).await;
                    match begun {
                        None => {}
                        Some(Begun::Socket(socket)) => {
                            drop((router, half_open));
                            socket.serve().await;
                        }
                        // On the heap: a socket keeps no room for what a request takes.
                        Some(Begun::Request(request)) => Box::pin(converse(request, router, half_open)).await,
                    }
                });
            }
            Err(error) => {
                tracing::warn!(%error, "a connection cannot be accepted");
                sleep(ACCEPT_PAUSE).await;
            }
        }
    }
    drop(listener);
    drop(stop);
    stopping.send_replace(());
    let all_gone = async {
        stopping.closed().await;
        places.all_free().await;
    };
    if tokio::time::timeout(GOODBYE_TIME_MAX, all_gone).await.is_err() {
        tracing::info!("some connections did not end and were dropped");
    }
}

/// What a connection has said first.
enum Begun {
    Socket(socket::Handshake),
    Request(FirstRequest),
}

/// A connection that is no socket, or not yet.
struct FirstRequest {
    stream: TcpStream,
    /// What was read of it.
    read: Bytes,
    here: Arc<Connection>,
    first_head: Pin<Box<Sleep>>,
    stop: watch::Receiver<()>,
}

/// Waits until a connection says something; nothing: it does not.
async fn hear(
    stream: TcpStream,
    place: ConnectionPlace,
    app: Option<Arc<App>>,
    half_open: &Shares<IpAddr>,
    mut stop: watch::Receiver<()>,
) -> Option<Begun> {
    // An error says that it has gone already.
    let local = stream.local_addr().ok()?;
    let (has_asked, share) = (AtomicBool::new(false), Mutex::default());
    let here = Arc::new(Connection { place, local, has_asked, half_open: share });
    let mut first_head = Box::pin(sleep(HEAD_GRACE));
    let mut read = Vec::new();
    while read.is_empty() {
        tokio::select! {
            ready = stream.readable() => {
                ready.ok()?;
                read.reserve_exact(FIRST_BYTES_MAX);
                match stream.try_read_buf(&mut read) {
                    Ok(1..) => {}
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                    Ok(0) | Err(_) => return None,
                }
            }
            () = &mut first_head => {
                if !here.may_wait(half_open) {
                    return None;
                }
                first_head.as_mut().reset(Instant::now() + HEAD_TIME_MAX - HEAD_GRACE);
            }
            () = here.place.must_end() => return None,
            _ = stop.changed() => return None,
        }
    }
    if let Some(app) = app
        && let Some(asked) = socket::asked(&app, &read)
        && let Some(peer) = here.peer(&asked.headers)
    {
        here.asks();
        return Some(Begun::Socket(asked.of(stream, &read, app, peer)));
    }
    Some(Begun::Request(FirstRequest { stream, read: read.into(), here, first_head, stop }))
}

async fn converse(request: FirstRequest, router: Router, half_open: Arc<Shares<IpAddr>>) {
    let FirstRequest { stream, read, here, mut first_head, mut stop } = request;
    let service = {
        let router = TowerToHyperService::new(router);
        let here = Arc::clone(&here);
        service_fn(move |request: Request<Incoming>| {
            here.asks();
            let answer = here.peer(request.headers()).map(|peer| {
                let mut request = request.map(Body::new);
                request.extensions_mut().insert(peer);
                router.call(request)
            });
            let here = Arc::clone(&here);
            async move {
                let Some(answer) = answer else { return Ok(StatusCode::SERVICE_UNAVAILABLE.into_response()) };
                let response = answer.await?;
                if response.status() != StatusCode::SWITCHING_PROTOCOLS {
                    here.place.rests();
                }
                Ok::<_, Infallible>(response)
            }
        })
    };
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        // It also runs between two requests; until the first one `HEAD_TIME_MAX` counts.
        .header_read_timeout(IDLE_TIME_MAX)
        .max_headers(HEADERS_MAX)
        .max_buf_size(BUFFER_BYTES_MAX)
        .serve_connection(TokioIo::new(Patient::new(stream, read)), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    let (mut waiting, mut running) = (true, true);
    loop {
        tokio::select! {
            // Errors are those of the network or of the other side, which has been answered.
            _ = &mut connection => return,
            () = &mut first_head, if waiting => {
                if here.has_asked() {
                    waiting = false;
                } else if here.may_wait(&half_open) {
                    first_head.as_mut().reset(Instant::now() + HEAD_TIME_MAX - HEAD_GRACE);
                } else {
                    return;
                }
            }
            () = here.place.must_end() => {
                if !here.has_asked() {
                    return;
                }
                connection.as_mut().graceful_shutdown();
            }
            _ = stop.changed(), if running => {
                connection.as_mut().graceful_shutdown();
                running = false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    async fn connect(address: SocketAddr) -> TcpStream {
        TcpStream::connect(address).await.unwrap()
    }

    async fn ask(stream: &mut TcpStream) -> String {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
        let mut answer = [0; 256];
        let length = stream.read(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer[..length]).into_owned()
    }

    #[tokio::test]
    async fn those_who_say_nothing_leave_room_for_those_who_ask() {
        let listener = listen("127.0.0.1:0".parse().unwrap()).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let router = Router::new().route("/", get(|| async { "here" }));
        let served = tokio::spawn(serve(listener, router, None, None, async { drop(stopped.await) }));

        let mut kept = connect(address).await;
        assert!(ask(&mut kept).await.ends_with("here"));
        let mut silent = Vec::new();
        for _ in 0..HALF_OPEN_MAX + 1 {
            silent.push(connect(address).await);
        }
        let mut closed = 0;
        for stream in &mut silent {
            closed += usize::from(stream.read(&mut [0]).await.is_ok_and(|bytes| bytes == 0));
            if closed == 1 {
                assert!(ask(&mut kept).await.ends_with("here"));
                assert!(ask(&mut connect(address).await).await.ends_with("here"));
            }
        }
        assert_eq!(closed, HALF_OPEN_MAX + 1, "in time, all of them");

        stop.send(()).unwrap();
        served.await.unwrap();
        assert_eq!(kept.read(&mut [0]).await.unwrap(), 0);
    }
}
