//! The hub of a subject writes to all its sockets. All that waits for a socket goes out in one write,
//! so that under load the loop over the sockets is its own clock.

use super::frame;
use super::outlet::{End, Outlet};
use super::run::{RunId, Runs};
use bytes::Bytes;
use protocol::ForumLanguage;
use protocol::limits::{HEARTBEAT, SILENCE_MAX};
use protocol::message::{CloseCode, Nothing, ServerMessage};
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio::time::{MissedTickBehavior, interval};

/// Deliveries that wait for the hub; the subject's task waits when there are more.
const DELIVERIES_MAX: usize = 1_024;
/// Sockets written to before other tasks get their turn: about a millisecond.
const SENDS_AT_ONCE: usize = 128;
/// The heartbeat goes to one part of the sockets after the other.
const SWEEPS: u32 = 15;
/// Heartbeats in a row that a socket may leave unanswered: those of [`SILENCE_MAX`]. They are counted, not timed:
/// a laptop that slept has not listened either, and the answers wait.
const UNANSWERED_MAX: u32 = SILENCE_MAX.as_secs().div_ceil(HEARTBEAT.as_secs()) as u32;

/// A socket of a subject: its place in the hub. It is used again after the socket left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SocketId(pub(super) u32);

/// The sockets that follow one audience.
pub(super) type Followers = Arc<[SocketId]>;

/// What the subject's task hands to the hub.
#[derive(Debug)]
pub(super) enum Delivery {
    Join(SocketId, Arc<Outlet>),
    Leave(SocketId),
    /// One frame for many.
    Spread(Followers, Bytes),
    /// One frame for one.
    Answer(SocketId, Bytes),
    /// What a screen missed; `load` in its place where that would be too much for its queue.
    CatchUp {
        socket: SocketId,
        missed: Vec<Bytes>,
        load: Bytes,
    },
    Close(SocketId, CloseCode),
    CloseAll(CloseCode),
}

/// The way to a hub. The hub ends, and closes all sockets, when it is dropped.
#[derive(Clone, Debug)]
pub(super) struct Hub(mpsc::Sender<Delivery>);

impl Hub {
    /// Starts a hub.
    pub(super) fn start() -> Self {
        let (sender, deliveries) = mpsc::channel(DELIVERIES_MAX);
        tokio::spawn(run(deliveries));
        Self(sender)
    }

    /// Hands over a delivery; deliveries are carried out in order.
    pub(super) async fn send(&self, delivery: Delivery) {
        // A hub that stopped has closed its sockets: nobody waits for this.
        let _ = self.0.send(delivery).await;
    }
}

#[derive(Debug)]
struct Socket {
    outlet: Arc<Outlet>,
    waiting: RunId,
}

#[derive(Debug)]
struct Sockets {
    places: Vec<Option<Socket>>,
    /// Places of sockets for which something waits.
    busy: Vec<SocketId>,
    runs: Runs,
    joined: usize,
}

/// The heartbeat, the same in every language.
fn ping() -> Bytes {
    frame::text(&ServerMessage::<ForumLanguage>::Ping(Nothing {}))
}

async fn run(mut deliveries: mpsc::Receiver<Delivery>) {
    let mut sockets = Sockets::new();
    let ping = ping();
    let mut heartbeat = interval(HEARTBEAT / SWEEPS);
    heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut sweep = 0;
    loop {
        tokio::select! {
            delivery = deliveries.recv() => match delivery {
                Some(delivery) => sockets.take(delivery),
                None => break,
            },
            _ = heartbeat.tick(), if sockets.joined > 0 => {
                sockets.sweep(sweep, &ping);
                sweep = (sweep + 1) % SWEEPS;
            }
        }
        for _ in 0..DELIVERIES_MAX {
            match deliveries.try_recv() {
                Ok(delivery) => sockets.take(delivery),
                Err(_) => break,
            }
        }
        sockets.write().await;
    }
    sockets.take(Delivery::CloseAll(CloseCode::Reread));
}

impl Sockets {
    fn new() -> Self {
        Self { places: Vec::new(), busy: Vec::new(), runs: Runs::new(), joined: 0 }
    }

    fn take(&mut self, delivery: Delivery) {
        match delivery {
            Delivery::Join(id, outlet) => {
                let place = id.0 as usize;
                if self.places.len() <= place {
                    self.places.resize_with(place + 1, || None);
                }
                self.places[place] = Some(Socket { outlet, waiting: RunId::NOTHING });
                self.joined += 1;
            }
            Delivery::Leave(id) => self.remove(id),
            Delivery::Spread(followers, frame) => self.queue(&followers, &frame),
            Delivery::Answer(id, frame) => self.queue(&[id], &frame),
            Delivery::CatchUp { socket: id, missed, load } => {
                let Some(socket) = self.socket(id) else { return };
                let (room, waiting) = (socket.outlet.room(), socket.waiting);
                let bytes = self.runs.bytes(waiting) + missed.iter().map(Bytes::len).sum::<usize>();
                if bytes <= room {
                    for frame in missed {
                        self.queue(&[id], &frame);
                    }
                } else {
                    self.queue(&[id], &load);
                }
            }
            Delivery::Close(id, code) => self.close(id, code),
            Delivery::CloseAll(code) => {
                for place in 0..self.places.len() {
                    self.close(SocketId(place as u32), code);
                }
            }
        }
    }

    fn socket(&mut self, id: SocketId) -> Option<&mut Socket> {
        self.places.get_mut(id.0 as usize)?.as_mut()
    }

    fn remove(&mut self, id: SocketId) {
        if self.places.get_mut(id.0 as usize).and_then(Option::take).is_some() {
            self.joined -= 1;
        }
    }

    fn queue(&mut self, ids: &[SocketId], frame: &Bytes) {
        self.runs.turn();
        for id in ids {
            if let Some(socket) = self.places.get_mut(id.0 as usize).and_then(Option::as_mut) {
                if socket.waiting == RunId::NOTHING {
                    self.busy.push(*id);
                }
                socket.waiting = self.runs.push(socket.waiting, frame);
            }
        }
    }

    /// Writes what waits for a socket.
    fn flush(&mut self, id: SocketId) {
        if let Some(socket) = self.places.get_mut(id.0 as usize).and_then(Option::as_mut) {
            socket.outlet.send(self.runs.frames(std::mem::take(&mut socket.waiting)));
        }
    }

    fn close(&mut self, id: SocketId, code: CloseCode) {
        self.flush(id);
        if let Some(socket) = self.socket(id) {
            socket.outlet.close(code as u16);
            self.remove(id);
        }
    }

    /// One write for each socket for which something waits.
    async fn write(&mut self) {
        for (number, id) in std::mem::take(&mut self.busy).into_iter().enumerate() {
            if number % SENDS_AT_ONCE == SENDS_AT_ONCE - 1 {
                tokio::task::yield_now().await;
            }
            self.flush(id);
            if self.socket(id).is_some_and(|socket| socket.outlet.end() == Some(End::Lost)) {
                self.remove(id);
            }
        }
        self.runs.clear();
    }

    fn sweep(&mut self, sweep: u32, ping: &Bytes) {
        let mut heard = Vec::new();
        for place in (sweep..self.places.len() as u32).step_by(SWEEPS as usize) {
            let id = SocketId(place);
            match self.socket(id).map(|socket| socket.outlet.count_heartbeat()) {
                None => {}
                Some(heartbeats) if heartbeats > UNANSWERED_MAX => self.close(id, CloseCode::Silent),
                Some(_) => heard.push(id),
            }
        }
        self.queue(&heard, ping);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::{TcpListener, TcpStream};

    #[tokio::test]
    async fn only_who_leaves_heartbeats_unanswered_is_closed() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let _phone = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (stream, _) = listener.accept().await.unwrap();
        let outlet = Arc::new(Outlet::new(stream));
        let mut sockets = Sockets::new();
        sockets.take(Delivery::Join(SocketId(0), Arc::clone(&outlet)));
        let ping = ping();

        for _ in 0..UNANSWERED_MAX {
            sockets.sweep(0, &ping);
        }
        outlet.hear();
        for _ in 0..UNANSWERED_MAX {
            sockets.sweep(0, &ping);
        }
        assert_eq!(outlet.end(), None, "an answer in time counts, whatever the clock says");
        sockets.sweep(0, &ping);
        assert_eq!(outlet.end(), Some(End::Closed(CloseCode::Silent as u16)));
    }
}
