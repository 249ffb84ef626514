//! The reading half of a socket. A byte bucket stands under the WebSocket, so that frames which
//! never become a message (empty ones, pings) are bounded too.

use crate::live::{Bucket, End, Outlet};
use bytes::Bytes;
use protocol::limits::{MESSAGE_BYTES_MAX, SOCKET_BYTES_BURST, SOCKET_BYTES_PER_SECOND};
use protocol::message::CloseCode;
use std::io::{self, Read, Write};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig, WebSocketContext};
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes, error::ProtocolError};

/// Bytes read at once: small, since every screen has such a buffer and nearly all say nothing longer.
const READ_BYTES: usize = 256;
/// Bytes of a pong or close frame that waits: these go to the outlet at once.
const WRITE_BYTES_MAX: usize = 1024;
/// Time that the other side has to answer a close frame.
const CLOSE_TIME_MAX: Duration = Duration::from_secs(2);

/// Message too big, RFC 6455 section 7.4.1.
const TOO_BIG: u16 = 1009;
/// Not UTF-8.
const NOT_UTF8: u16 = 1007;
/// Protocol error.
const PROTOCOL: u16 = 1002;

/// No more messages will come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SocketEnd {
    /// The socket has to be closed with this code.
    Closing(u16),
    /// It is closed already, by either side.
    Closed,
}

impl From<CloseCode> for SocketEnd {
    fn from(code: CloseCode) -> Self {
        Self::Closing(code as u16)
    }
}

/// The reading half of a socket.
pub(super) struct Reader {
    outlet: Arc<Outlet>,
    context: WebSocketContext,
    bucket: Bucket,
    /// The stream of frames cannot be followed any further.
    is_broken: bool,
}

impl Reader {
    /// Reads from this connection, of which `read` has been read already.
    pub(super) fn new(outlet: Arc<Outlet>, read: &[u8]) -> Self {
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BYTES)
            .write_buffer_size(0)
            .max_write_buffer_size(WRITE_BYTES_MAX)
            .max_message_size(Some(MESSAGE_BYTES_MAX))
            .max_frame_size(Some(MESSAGE_BYTES_MAX));
        // A copy: the buffer of the handshake is large and would be kept.
        let context = WebSocketContext::from_partially_read(read.to_vec(), Role::Server, Some(config));
        let bucket = Bucket::new(f64::from(SOCKET_BYTES_PER_SECOND), SOCKET_BYTES_BURST);
        Self { outlet, context, bucket, is_broken: false }
    }

    /// Takes messages of so many bytes from now on.
    pub(super) fn take_up_to(&mut self, bytes: usize) {
        self.context.set_config(|config| {
            config.max_message_size = Some(bytes);
            config.max_frame_size = Some(bytes);
        });
    }

    /// The next message. Meanwhile what waits for the kernel is written.
    pub(super) async fn next(&mut self) -> Result<Utf8Bytes, SocketEnd> {
        loop {
            match self.read() {
                Ok(Message::Text(text)) => return Ok(text),
                Ok(Message::Binary(_)) => return Err(CloseCode::Unreadable.into()),
                Ok(Message::Ping(_) | Message::Pong(_) | Message::Close(_) | Message::Frame(_)) => {}
                Err(Error::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => self.wait().await?,
                Err(error) => {
                    self.is_broken = true;
                    return Err(gone(&error));
                }
            }
        }
    }

    /// Sees the closing through: what waits goes out, and the other side says that it has heard.
    pub(super) async fn finish(mut self) {
        // Whoever does not answer in time is cut off.
        let _ = timeout(CLOSE_TIME_MAX, async {
            while self.outlet.is_waiting() && self.outlet.stream().writable().await.is_ok() {
                self.outlet.drain();
            }
            match self.outlet.end() {
                Some(End::Closed(_)) if self.is_broken => self.discard().await,
                Some(End::Closed(_)) => self.hear_close().await,
                Some(End::Lost) | None => {}
            }
        })
        .await;
    }

    async fn hear_close(&mut self) {
        loop {
            match self.read() {
                Ok(Message::Close(_)) => return,
                Ok(_) => {}
                Err(Error::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => {
                    if self.bucket.left() < 1.0 || self.outlet.stream().readable().await.is_err() {
                        return;
                    }
                }
                Err(_) => return,
            }
        }
    }

    async fn discard(&self) {
        let mut bytes = [0; READ_BYTES];
        while self.outlet.stream().readable().await.is_ok() {
            match self.outlet.stream().try_read(&mut bytes) {
                Ok(0) => return,
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(_) => return,
            }
        }
    }

    fn read(&mut self) -> Result<Message, Error> {
        self.context.read(&mut Wire { outlet: &self.outlet, bucket: &mut self.bucket })
    }

    async fn wait(&mut self) -> Result<(), SocketEnd> {
        let Self { outlet, bucket, .. } = self;
        loop {
            if outlet.end().is_some() {
                return Err(SocketEnd::Closed);
            }
            let pause = (bucket.left() < 1.0).then(|| bucket.time_until(READ_BYTES as f64));
            tokio::select! {
                () = outlet.woken() => {}
                ready = outlet.stream().writable(), if outlet.is_waiting() => {
                    ready.map_err(|_| SocketEnd::Closed)?;
                    outlet.drain();
                }
                ready = outlet.stream().readable(), if pause.is_none() => {
                    return ready.map_err(|_| SocketEnd::Closed);
                }
                () = sleep(pause.unwrap_or_default()), if pause.is_some() => {}
            }
        }
    }
}

fn gone(error: &Error) -> SocketEnd {
    match error {
        Error::Capacity(_) => SocketEnd::Closing(TOO_BIG),
        Error::Utf8(_) => SocketEnd::Closing(NOT_UTF8),
        Error::ConnectionClosed
        | Error::AlreadyClosed
        | Error::Io(_)
        | Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => SocketEnd::Closed,
        _other => SocketEnd::Closing(PROTOCOL),
    }
}

/// What the WebSocket reads from and writes its pongs and close frames to.
struct Wire<'a> {
    outlet: &'a Outlet,
    bucket: &'a mut Bucket,
}

impl Read for Wire<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let allowed = self.bucket.left() as usize;
        if allowed == 0 {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let length = buffer.len().min(allowed);
        let bytes = self.outlet.stream().try_read(&mut buffer[..length])?;
        self.bucket.take(bytes);
        self.outlet.hear();
        Ok(bytes)
    }
}

impl Write for Wire<'_> {
    fn write(&mut self, frames: &[u8]) -> io::Result<usize> {
        self.outlet.send(&[Bytes::copy_from_slice(frames)]);
        Ok(frames.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
