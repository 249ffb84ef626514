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
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::sleep;

/// Connections that the system holds for us: a hall that comes back at once must not be turned away.
const BACKLOG: u32 = 4_096;
/// Bytes of a connection's buffer: a request head of ours is far below.
const BUFFER_BYTES_MAX: usize = 16 * 1024;
const HEADERS_MAX: usize = 64;
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
    has_asked: AtomicBool,
    half_open: Mutex<Option<HalfOpenGuard>>,
    _permit: OwnedSemaphorePermit,
}

impl Peer {
    /// Where it comes from.
    pub(crate) fn ip(&self) -> IpAddr {
        self.0.ip
    }

    fn has_asked(&self) -> bool {
        self.0.has_asked.load(Ordering::Relaxed)
    }

    fn asks(&self) {
        if !self.0.has_asked.swap(true, Ordering::Relaxed) {
            self.0.half_open.lock().unwrap_or_else(PoisonError::into_inner).take();
        }
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
            Ok((stream, address, permit)) => {
                if let Some(guard) = half_open.enter(address.ip()) {
                    let connection = Connection {
                        ip: address.ip().to_canonical(),
                        has_asked: AtomicBool::new(false),
                        half_open: Mutex::new(Some(guard)),
                        _permit: permit,
                    };
                    let peer = Peer(Arc::new(connection));
                    tokio::spawn(converse(stream, peer, router.clone(), stop.clone()));
                }
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
) -> io::Result<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let permit = places.clone().acquire_owned().await.map_err(io::Error::other)?;
    let (stream, address) = listener.accept().await?;
    // A connection that is already gone shows itself at the first read.
    let _ = stream.set_nodelay(true);
    Ok((stream, address, permit))
}

async fn converse(stream: TcpStream, peer: Peer, router: Router, mut stop: watch::Receiver<()>) {
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
    let mut first_head = pin!(sleep(HEAD_TIME_MAX));
    let (mut waiting, mut running) = (true, true);
    loop {
        tokio::select! {
            // Errors are those of the network or of the other side, which has been answered.
            _ = &mut connection => return,
            () = &mut first_head, if waiting => {
                if !peer.has_asked() {
                    return;
                }
                waiting = false;
            }
            _ = stop.changed(), if running => {
                connection.as_mut().graceful_shutdown();
                running = false;
            }
        }
    }
}
