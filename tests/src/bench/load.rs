//! One thread that plays all phones: raw WebSocket over mio, no parsing beyond frames, so that the load
//! costs less than any server.

use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};
use std::collections::{BTreeMap, VecDeque};
use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr};
use std::time::{Duration, Instant};

/// Stands before the time of a change, inside the text that the server passes on.
const MARK: &[u8] = b"@at:";
/// Digits of that time.
const STAMP: usize = 16;
/// Connections that are made at a time.
const CONNECTING_MAX: usize = 256;
/// Time in which all have to be in, and what was said last has to arrive.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a server under load understands.
pub(crate) trait Talk {
    /// The path of a connection; phones come first, then the publishers of their own.
    fn path(&self, connection: usize) -> &'static str;
    /// What a connection says first, if it says something.
    fn hello(&self, connection: usize, heard: &Heard) -> Option<String>;
    /// Stands in what the server says when a phone is in. A publisher is in after the handshake.
    fn welcome(&self) -> &'static [u8];
    /// Connections that are no phones: they only publish.
    fn publishers(&self) -> usize;
    /// The connection that says the change with this number.
    fn author(&self, number: usize) -> usize;
    /// A change as this connection says it; `text` has to be passed on.
    fn change(&self, connection: usize, text: &str) -> String;
    /// How many phones hear a change.
    fn hearers(&self) -> usize;
}

/// The last changes that the first phone heard, by the scope they were about.
pub(crate) type Heard = BTreeMap<Vec<u8>, Vec<u8>>;

/// What a phase of changes saw.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) changes: usize,
    pub(crate) deliveries: usize,
    pub(crate) lost: usize,
    pub(crate) bytes: usize,
    /// Milliseconds from when a change was meant to be said to when it was read.
    pub(crate) waited: Vec<f32>,
    /// The same to when it was acknowledged.
    pub(crate) acknowledged: Vec<f32>,
}

/// All connections.
pub(crate) struct Load<'a> {
    talk: &'a dyn Talk,
    address: SocketAddr,
    poll: Poll,
    phones: usize,
    connections: Vec<Connection>,
    ready: usize,
    began: Instant,
    said: usize,
    /// Whoever is answered says the next thing at once.
    goes_on: bool,
    seen: Seen,
    heard: Heard,
    buffer: Vec<u8>,
}

struct Connection {
    stream: Option<TcpStream>,
    state: State,
    /// The part of a frame that came.
    rest: Vec<u8>,
    /// When what is not acknowledged yet was meant to be said.
    asked: VecDeque<u64>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Away,
    Connecting,
    Upgrading,
    Greeting,
    Ready,
}

impl<'a> Load<'a> {
    /// Nobody is connected yet.
    pub(crate) fn new(talk: &'a dyn Talk, address: SocketAddr, phones: usize) -> io::Result<Self> {
        let away =
            || Connection { stream: None, state: State::Away, rest: Vec::new(), asked: VecDeque::new() };
        let connections = (0..phones + talk.publishers()).map(|_| away()).collect();
        Ok(Self {
            talk,
            address,
            poll: Poll::new()?,
            phones,
            connections,
            ready: 0,
            began: Instant::now(),
            said: 0,
            goes_on: false,
            seen: Seen::default(),
            heard: Heard::new(),
            buffer: vec![0; 256 * 1024],
        })
    }

    /// How many connections there are.
    pub(crate) fn len(&self) -> usize {
        self.connections.len()
    }

    /// Lets everybody in.
    pub(crate) fn connect(&mut self) -> io::Result<()> {
        let deadline = Instant::now() + PATIENCE;
        let mut next = 0;
        while self.ready < self.connections.len() {
            if Instant::now() > deadline {
                let (ready, all) = (self.ready, self.connections.len());
                return Err(io::Error::other(format!("only {ready} of {all} came in")));
            }
            while next < self.connections.len() && next - self.ready < CONNECTING_MAX {
                self.call(next)?;
                next += 1;
            }
            self.turn(Duration::from_millis(100))?;
        }
        Ok(())
    }

    /// Cuts all connections at once.
    pub(crate) fn cut(&mut self) {
        for connection in &mut self.connections {
            if let Some(stream) = connection.stream.take() {
                // It may be broken already.
                let _ = stream.shutdown(Shutdown::Both);
            }
            connection.state = State::Away;
            connection.rest = Vec::new();
            connection.asked.clear();
        }
        self.ready = 0;
    }

    /// Only listens.
    pub(crate) fn listen(&mut self, time: Duration) -> io::Result<()> {
        let end = Instant::now() + time;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            self.turn(left.min(Duration::from_millis(100)))?;
        }
        Ok(())
    }

    /// So many changes are always under way.
    pub(crate) fn saturate(&mut self, under_way: usize, time: Duration) -> io::Result<Seen> {
        self.seen = Seen::default();
        let (end, hearers) = (Instant::now() + time, self.talk.hearers());
        while Instant::now() < end {
            while self.seen.changes * hearers < self.seen.deliveries + under_way * hearers {
                self.publish(self.now())?;
            }
            self.turn(Duration::from_millis(20))?;
        }
        self.settle()
    }

    /// So many changes a second, whatever becomes of them.
    pub(crate) fn pace(&mut self, per_second: u32, time: Duration) -> io::Result<Seen> {
        self.seen = Seen::default();
        let every = Duration::from_secs(1) / per_second;
        let (start, mut due) = (Instant::now(), Instant::now());
        while start.elapsed() < time {
            while due <= Instant::now() {
                self.publish((due - self.began).as_nanos() as u64)?;
                due += every;
            }
            self.turn(due.saturating_duration_since(Instant::now()))?;
        }
        self.settle()
    }

    /// Everybody has one change under way: who is answered says the next one.
    pub(crate) fn each(&mut self, time: Duration) -> io::Result<Seen> {
        self.seen = Seen::default();
        self.goes_on = true;
        for number in 0..self.phones {
            self.say(number, self.now())?;
        }
        self.listen(time)?;
        self.goes_on = false;
        self.settle()
    }

    fn settle(&mut self) -> io::Result<Seen> {
        let deadline = Instant::now() + PATIENCE;
        let wanted = self.seen.changes * self.talk.hearers();
        let is_asked = |load: &Self| load.connections.iter().any(|connection| !connection.asked.is_empty());
        while (self.seen.deliveries < wanted || is_asked(self)) && Instant::now() < deadline {
            self.turn(Duration::from_millis(50))?;
        }
        let mut seen = std::mem::take(&mut self.seen);
        seen.lost = wanted - seen.deliveries;
        Ok(seen)
    }

    fn now(&self) -> u64 {
        self.began.elapsed().as_nanos() as u64
    }

    fn publish(&mut self, stamp: u64) -> io::Result<()> {
        let author = self.talk.author(self.said);
        self.said += 1;
        self.say(author, stamp)
    }

    fn say(&mut self, number: usize, stamp: u64) -> io::Result<()> {
        let text = format!("@at:{stamp:016x} {}", "un lieu ouvert le soir pour les familles ".repeat(4));
        let change = self.talk.change(number, &text);
        self.seen.changes += 1;
        if number < self.phones {
            self.connections[number].asked.push_back(stamp);
        }
        self.send(number, change.as_bytes())
    }

    fn call(&mut self, number: usize) -> io::Result<()> {
        let mut stream = TcpStream::connect(self.address)?;
        self.poll.registry().register(&mut stream, Token(number), Interest::READABLE | Interest::WRITABLE)?;
        self.connections[number] = Connection {
            stream: Some(stream),
            state: State::Connecting,
            rest: Vec::new(),
            asked: VecDeque::new(),
        };
        Ok(())
    }

    fn turn(&mut self, wait: Duration) -> io::Result<()> {
        let mut events = Events::with_capacity(1024);
        match self.poll.poll(&mut events, Some(wait)) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(()),
            polled => polled?,
        }
        for event in &events {
            let number = event.token().0;
            if event.is_writable() && self.connections[number].state == State::Connecting {
                self.ask(number)?;
            }
            if event.is_readable() {
                self.read(number)?;
            }
        }
        Ok(())
    }

    /// Asks for a WebSocket.
    fn ask(&mut self, number: usize) -> io::Result<()> {
        let request = format!(
            "GET {} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nUpgrade: websocket\r\n\
             Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
            self.talk.path(number),
            address = self.address
        );
        self.connections[number].state = State::Upgrading;
        self.write(number, request.as_bytes())
    }

    /// Says one message, masked with nothing.
    fn send(&mut self, number: usize, message: &[u8]) -> io::Result<()> {
        let length = message.len();
        let mut frame = vec![0x81];
        match length {
            0..126 => frame.push(0x80 | length as u8),
            _ => {
                frame.push(0x80 | 126);
                frame.extend((length as u16).to_be_bytes());
            }
        }
        frame.extend([0; 4]);
        frame.extend(message);
        self.write(number, &frame)
    }

    /// What phones say is short: the kernel takes it whole, or the server does not listen.
    fn write(&mut self, number: usize, bytes: &[u8]) -> io::Result<()> {
        match &mut self.connections[number].stream {
            Some(stream) => stream.write_all(bytes),
            None => Err(io::Error::other("this connection is gone")),
        }
    }

    fn read(&mut self, number: usize) -> io::Result<()> {
        let mut buffer = std::mem::take(&mut self.buffer);
        loop {
            let connection = &mut self.connections[number];
            let Some(stream) = &mut connection.stream else { break };
            let held = connection.rest.len();
            buffer[..held].copy_from_slice(&connection.rest);
            connection.rest.clear();
            match stream.read(&mut buffer[held..]) {
                Ok(0) => return Err(io::Error::other("the server closed a connection")),
                Ok(bytes) => {
                    let is_all = held + bytes < buffer.len();
                    self.seen.bytes += bytes;
                    let used = self.take(number, &buffer[..held + bytes])?;
                    self.connections[number].rest = buffer[used..held + bytes].to_vec();
                    if is_all {
                        break;
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    self.connections[number].rest = buffer[..held].to_vec();
                    break;
                }
                Err(error) => return Err(error),
            }
        }
        self.buffer = buffer;
        Ok(())
    }

    /// Takes what is whole; the bytes that were.
    fn take(&mut self, number: usize, bytes: &[u8]) -> io::Result<usize> {
        let mut at = 0;
        if self.connections[number].state == State::Upgrading {
            let Some(end) = find(bytes, b"\r\n\r\n") else { return Ok(0) };
            if !bytes.starts_with(b"HTTP/1.1 101") {
                return Err(io::Error::other(String::from_utf8_lossy(bytes).into_owned()));
            }
            at = end + 4;
            self.connections[number].state = State::Greeting;
            if let Some(hello) = self.talk.hello(number, &self.heard) {
                self.send(number, hello.as_bytes())?;
            }
            if number >= self.phones {
                self.come_in(number);
            }
        }
        while let Some((operation, start, end)) = frame(&bytes[at..]) {
            let message = &bytes[at + start..at + end];
            match operation {
                1 => self.hear(number, message)?,
                // A ping; the frame of its answer is masked with nothing too.
                9 => {
                    self.write(number, &[&[0x8A, 0x80 | message.len() as u8, 0, 0, 0, 0], message].concat())?
                }
                8 => return Err(io::Error::other("the server said goodbye")),
                _ => {}
            }
            at += end;
        }
        Ok(at)
    }

    fn hear(&mut self, number: usize, message: &[u8]) -> io::Result<()> {
        if message.starts_with(b"{\"ping\"") {
            return self.send(number, b"{\"pong\":{}}");
        }
        if message.starts_with(b"{\"refused\"") {
            return Err(io::Error::other(String::from_utf8_lossy(message).into_owned()));
        }
        if number >= self.phones {
            return Ok(());
        }
        if message.starts_with(b"{\"done\"")
            && let Some(stamp) = self.connections[number].asked.pop_front()
        {
            self.seen.acknowledged.push(self.now().saturating_sub(stamp) as f32 / 1e6);
            return if self.goes_on { self.say(number, self.now()) } else { Ok(()) };
        }
        if self.connections[number].state == State::Greeting {
            if find(message, self.talk.welcome()).is_some() {
                self.come_in(number);
            }
            return Ok(());
        }
        let mut rest = message;
        while let Some(at) = find(rest, MARK) {
            rest = &rest[at + MARK.len()..];
            let stamp = rest.get(..STAMP).and_then(|digits| std::str::from_utf8(digits).ok());
            let stamp = stamp.and_then(|digits| u64::from_str_radix(digits, 16).ok());
            let stamp = stamp.ok_or_else(|| io::Error::other("a time was cut"))?;
            self.seen.deliveries += 1;
            self.seen.waited.push(self.now().saturating_sub(stamp) as f32 / 1e6);
        }
        if number == 0 && message.starts_with(b"{\"changes\"") {
            let scope = message.split(|byte| *byte == b'"').nth(5).unwrap_or_default();
            self.heard.insert(scope.to_vec(), message.to_vec());
        }
        Ok(())
    }

    fn come_in(&mut self, number: usize) {
        self.connections[number].state = State::Ready;
        self.ready += 1;
    }
}

/// The operation of the first frame, and where its payload begins and ends; nothing when it is not whole.
fn frame(bytes: &[u8]) -> Option<(u8, usize, usize)> {
    let (operation, length) = (bytes.first()? & 15, bytes.get(1)? & 127);
    let (start, length) = match length {
        126 => (4, u16::from_be_bytes(bytes.get(2..4)?.try_into().ok()?).into()),
        127 => (10, u64::from_be_bytes(bytes.get(2..10)?.try_into().ok()?) as usize),
        short => (2, short.into()),
    };
    (bytes.len() >= start + length).then_some((operation, start, start + length))
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, wanted)
}
