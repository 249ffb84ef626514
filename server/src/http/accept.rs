//! Accepting connections: bounded in number, in time and in memory.

use super::limits::{HalfOpen, HalfOpenGuard};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use protocol::limits::{CONNECTIONS_MAX, HEAD_TIME_MAX, IDLE_TIME_MAX};
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{Instant, sleep};

/// Connections that the system holds for us: a hall that comes back at once must not be turned away.
const BACKLOG: u32 = 4_096;
/// Bytes of a connection's buffer: a request head of ours is far below.
const BUFFER_BYTES_MAX: usize = 16 * 1024;
const HEADERS_MAX: usize = 64;
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

/// The connection of a request. A socket keeps it as long as it lives, so that it is counted.
#[derive(Clone, Debug)]
pub(crate) struct Peer(Arc<Connection>);

#[derive(Debug)]
struct Connection {
    ip: IpAddr,
    /// Where it arrived.
    local: SocketAddr,
    has_asked: AtomicBool,
    half_open: Mutex<Option<HalfOpenGuard>>,
    _permit: OwnedSemaphorePermit,
}

impl Peer {
    /// Where it comes from.
    pub(crate) fn ip(&self) -> IpAddr {
        self.0.ip
    }

    /// The address of this machine at which it arrived.
    pub(crate) fn local(&self) -> SocketAddr {
        self.0.local
    }

    /// Whether it comes from this machine: nobody else can hold a conversation under its own address.
    pub(crate) fn is_here(&self) -> bool {
        self.0.ip.is_loopback() || self.0.ip == self.0.local.ip().to_canonical()
    }

    fn has_asked(&self) -> bool {
        self.0.has_asked.load(Ordering::Relaxed)
    }

    fn asks(&self) {
        if !self.0.has_asked.swap(true, Ordering::Relaxed) {
            self.half_open().take();
        }
    }

    fn half_open(&self) -> MutexGuard<'_, Option<HalfOpenGuard>> {
        self.0.half_open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Serves until `shutdown`, then lets connections end for a moment.
pub(crate) async fn serve(listener: TcpListener, router: Router, shutdown: impl Future<Output = ()>) {
    let mut shutdown = pin!(shutdown);
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let half_open = HalfOpen::default();
    let (stopping, stop) = watch::channel(());
    loop {
        let accepted = tokio::select! {
            () = &mut shutdown => break,
            accepted = accept(&listener, &places) => accepted,
        };
        match accepted {
            Ok((stream, [local, address], permit)) => {
                let connection = Connection {
                    ip: address.ip().to_canonical(),
                    local,
                    has_asked: AtomicBool::new(false),
                    half_open: Mutex::new(None),
                    _permit: permit,
                };
                let peer = Peer(Arc::new(connection));
                tokio::spawn(converse(stream, peer, router.clone(), half_open.clone(), stop.clone()));
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
        let _ = places.acquire_many(CONNECTIONS_MAX as u32).await;
    };
    if tokio::time::timeout(GOODBYE_TIME_MAX, all_gone).await.is_err() {
        tracing::info!("some connections did not end and were dropped");
    }
}

async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> io::Result<(TcpStream, [SocketAddr; 2], OwnedSemaphorePermit)> {
    let permit = places.clone().acquire_owned().await.map_err(io::Error::other)?;
    let (stream, address) = listener.accept().await?;
    // A connection that is already gone shows itself at the first read.
    let _ = stream.set_nodelay(true);
    let local = stream.local_addr()?;
    Ok((stream, [local, address], permit))
}

async fn converse(
    stream: TcpStream,
    peer: Peer,
    router: Router,
    half_open: HalfOpen,
    mut stop: watch::Receiver<()>,
) {
    let service = {
        let router = TowerToHyperService::new(router);
        let peer = peer.clone();
        service_fn(move |request: Request<Incoming>| {
            peer.asks();
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(peer.clone());
            router.call(request)
        })
    };
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        // It also runs between two requests; until the first one `HEAD_TIME_MAX` counts.
        .header_read_timeout(IDLE_TIME_MAX)
        .max_headers(HEADERS_MAX)
        .max_buf_size(BUFFER_BYTES_MAX)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    let mut first_head = pin!(sleep(HEAD_GRACE));
    let (mut waiting, mut running) = (true, true);
    loop {
        tokio::select! {
            // Errors are those of the network or of the other side, which has been answered.
            _ = &mut connection => return,
            () = &mut first_head, if waiting => {
                if peer.has_asked() {
                    waiting = false;
                } else if peer.half_open().is_some() {
                    return;
                } else {
                    let Some(guard) = half_open.enter(peer.ip()) else { return };
                    *peer.half_open() = Some(guard);
                    first_head.as_mut().reset(Instant::now() + HEAD_TIME_MAX - HEAD_GRACE);
                }
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
    use protocol::limits::HALF_OPEN_MAX;
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
        let served = tokio::spawn(serve(listener, router, async { drop(stopped.await) }));

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
