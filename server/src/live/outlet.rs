//! The way out of one socket. The hub and the socket's own task both write here; what the kernel
//! does not take waits in a queue that is bounded in bytes.

use super::frame;
use bytes::{Buf, Bytes};
use protocol::limits::{QUEUE_BYTES_MAX, TAIL_BYTES_MAX};
use protocol::message::CloseCode;
use std::collections::VecDeque;
use std::io::{self, IoSlice};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::net::TcpStream;
use tokio::sync::Notify;

/// Frames handed to the kernel in one write.
const SLICES_MAX: usize = 16;

/// The way out of one socket.
#[derive(Debug)]
pub struct Outlet {
    stream: TcpStream,
    queue: Mutex<FrameQueue>,
    /// Wakes the socket's task: something waits, or the end has come.
    woken: Notify,
    /// Heartbeats since something was last heard.
    unanswered: AtomicU32,
}

#[derive(Debug)]
struct FrameQueue {
    frames: VecDeque<Bytes>,
    bytes: usize,
    /// One write may leave as much as a tail holds; what comes on top is bounded.
    bytes_max: usize,
    end: Option<End>,
}

/// How a socket ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// A close frame with this code is the last that goes out.
    Closed(u16),
    /// The connection broke.
    Lost,
}

impl Outlet {
    /// The way out of this connection, which has shaken hands.
    pub(crate) fn new(stream: TcpStream) -> Self {
        let queue = FrameQueue { frames: VecDeque::new(), bytes: 0, bytes_max: QUEUE_BYTES_MAX, end: None };
        Self { stream, queue: Mutex::new(queue), woken: Notify::new(), unanswered: AtomicU32::new(0) }
    }

    /// The connection, to be read from.
    pub(crate) fn stream(&self) -> &TcpStream {
        &self.stream
    }

    /// Waits until something waits to be written, or the end has come.
    pub(crate) async fn woken(&self) {
        self.woken.notified().await;
    }

    /// Notes a sign of life.
    pub(crate) fn hear(&self) {
        self.unanswered.store(0, Ordering::Relaxed);
    }

    /// Counts a heartbeat, and says how many there were since something was last heard.
    pub(crate) fn count_heartbeat(&self) -> u32 {
        self.unanswered.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// How this socket ended, if it did.
    pub(crate) fn end(&self) -> Option<End> {
        self.queue().end
    }

    /// Whether something waits for the kernel.
    pub(crate) fn is_waiting(&self) -> bool {
        !self.queue().frames.is_empty()
    }

    /// Bytes that can be sent now without making this socket a slow one.
    pub(crate) fn room(&self) -> usize {
        let queue = self.queue();
        if queue.frames.is_empty() { TAIL_BYTES_MAX } else { queue.bytes_max.saturating_sub(queue.bytes) }
    }

    /// Sends frames, in order, in as few writes as possible. A socket that cannot keep up is closed.
    pub(crate) fn send(&self, frames: &[Bytes]) {
        let mut queue = self.queue();
        if queue.end.is_some() {
            return;
        }
        let idle = queue.frames.is_empty();
        let mut written = 0;
        if idle && let [frame] = frames {
            // Nearly always the kernel takes it whole, and nothing is kept of it. An error comes again below.
            written = self.stream.try_write(frame).unwrap_or(0);
            if written == frame.len() {
                return;
            }
        }
        queue.push(frames);
        queue.advance(written);
        if idle {
            self.write(&mut queue);
            queue.bytes_max = queue.bytes.min(TAIL_BYTES_MAX) + QUEUE_BYTES_MAX;
        }
        if queue.bytes > queue.bytes_max {
            // The first frame may have been written in part.
            queue.frames.truncate(1);
            self.push_close(&mut queue, CloseCode::TooSlow as u16);
        } else if idle && !queue.frames.is_empty() {
            self.woken.notify_one();
        }
    }

    /// Closes with this code after what waits; the first code counts.
    pub(crate) fn close(&self, code: u16) {
        let mut queue = self.queue();
        if queue.end.is_none() {
            let idle = queue.frames.is_empty();
            self.push_close(&mut queue, code);
            if idle {
                self.write(&mut queue);
            }
        }
    }

    /// Writes what waits, as far as the kernel takes it.
    pub(crate) fn drain(&self) {
        self.write(&mut self.queue());
    }

    fn push_close(&self, queue: &mut FrameQueue, code: u16) {
        queue.frames.push_back(frame::close(code));
        queue.bytes = queue.frames.iter().map(Bytes::len).sum();
        queue.end = Some(End::Closed(code));
        self.woken.notify_one();
    }

    fn write(&self, queue: &mut FrameQueue) {
        while let Some(first) = queue.frames.front() {
            let written = if queue.frames.len() == 1 {
                self.stream.try_write(first)
            } else {
                let mut slices = [IoSlice::new(&[]); SLICES_MAX];
                let mut count = 0;
                for (slice, frame) in slices.iter_mut().zip(&queue.frames) {
                    *slice = IoSlice::new(frame);
                    count += 1;
                }
                self.stream.try_write_vectored(&slices[..count])
            };
            match written {
                Ok(bytes) => queue.advance(bytes),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(_) => {
                    queue.frames.clear();
                    queue.bytes = 0;
                    queue.end = Some(End::Lost);
                    self.woken.notify_one();
                    return;
                }
            }
        }
        queue.frames.shrink_to_fit();
    }

    fn queue(&self) -> MutexGuard<'_, FrameQueue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl FrameQueue {
    fn push(&mut self, frames: &[Bytes]) {
        self.bytes += frames.iter().map(Bytes::len).sum::<usize>();
        self.frames.extend(frames.iter().cloned());
    }

    fn advance(&mut self, mut written: usize) {
        self.bytes -= written;
        while let Some(first) = self.frames.front_mut() {
            if written < first.len() {
                first.advance(written);
                return;
            }
            written -= first.len();
            self.frames.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::AsyncReadExt;
    use tokio::net::TcpListener;

    async fn pair() -> (Outlet, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (server, _) = listener.accept().await.unwrap();
        server.writable().await.unwrap();
        (Outlet::new(server), client)
    }

    fn frame(number: usize) -> Bytes {
        Bytes::from(vec![number as u8; QUEUE_BYTES_MAX / 3])
    }

    /// Sends until the kernel takes no more. Returns the bytes sent.
    fn fill(outlet: &Outlet) -> Vec<u8> {
        let mut sent = Vec::new();
        for number in 0.. {
            sent.extend(frame(number));
            outlet.send(&[frame(number)]);
            if outlet.is_waiting() {
                break;
            }
        }
        sent
    }

    #[tokio::test]
    async fn what_the_kernel_does_not_take_follows_in_order() {
        let (outlet, mut client) = pair().await;
        let mut sent = fill(&outlet);
        outlet.send(&[frame(7), frame(8)]);
        sent.extend(frame(7));
        sent.extend(frame(8));
        outlet.close(4000);
        outlet.send(&[frame(9)]);
        sent.extend(frame::close(4000));
        let mut received = vec![0; sent.len()];
        let drain = async {
            while outlet.is_waiting() {
                outlet.stream().writable().await.unwrap();
                outlet.drain();
            }
        };
        let (read, ()) = tokio::join!(client.read_exact(&mut received), drain);
        read.unwrap();
        assert!(received == sent);
        assert_eq!(outlet.end(), Some(End::Closed(4000)));
    }

    #[tokio::test]
    async fn a_socket_that_does_not_keep_up_is_closed_and_holds_little() {
        let (outlet, _client) = pair().await;
        fill(&outlet);
        for number in 0..3 {
            outlet.send(&[frame(number)]);
        }
        assert_eq!(outlet.end(), None);
        outlet.send(&[frame(3)]);
        assert_eq!(outlet.end(), Some(End::Closed(CloseCode::TooSlow as u16)));
        assert!(outlet.queue().bytes <= QUEUE_BYTES_MAX);
    }

    #[tokio::test]
    async fn a_broken_connection_is_noticed_when_it_is_written_to() {
        let (outlet, client) = pair().await;
        drop(client);
        while outlet.end().is_none() {
            outlet.send(&[frame(0)]);
            tokio::task::yield_now().await;
        }
        assert_eq!(outlet.end(), Some(End::Lost));
    }
}
