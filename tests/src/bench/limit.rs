//! The limit: one thread, one frame made once, one write a phone, and nothing that phones say is read.

use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token};
use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

const LISTENER: Token = Token(0);

struct Client {
    stream: TcpStream,
    is_in: bool,
    is_phone: bool,
    inbox: Vec<u8>,
    /// What the kernel did not take, and how much of the first it did.
    outbox: std::collections::VecDeque<(Arc<Vec<u8>>, usize)>,
}

/// Serves until it is killed: what a client of `/publish` says goes to all of `/phone`.
pub(crate) fn serve(address: SocketAddr) -> io::Result<()> {
    let mut poll = Poll::new()?;
    let mut listener = TcpListener::bind(address)?;
    poll.registry().register(&mut listener, LISTENER, Interest::READABLE)?;
    let mut clients: BTreeMap<Token, Client> = BTreeMap::new();
    let mut phones: Vec<Token> = Vec::new();
    let mut next = 1;
    let mut events = Events::with_capacity(1024);
    let mut buffer = vec![0; 64 * 1024];
    loop {
        poll.poll(&mut events, None)?;
        for event in &events {
            if event.token() == LISTENER {
                while let Ok((mut stream, _)) = listener.accept() {
                    stream.set_nodelay(true)?;
                    let both = Interest::READABLE | Interest::WRITABLE;
                    poll.registry().register(&mut stream, Token(next), both)?;
                    let client = Client {
                        stream,
                        is_in: false,
                        is_phone: false,
                        inbox: Vec::new(),
                        outbox: std::collections::VecDeque::new(),
                    };
                    clients.insert(Token(next), client);
                    next += 1;
                }
                continue;
            }
            let Some(client) = clients.get_mut(&event.token()) else { continue };
            if event.is_writable() {
                client.drain();
            }
            if !event.is_readable() {
                continue;
            }
            let mut gone = false;
            loop {
                match client.stream.read(&mut buffer) {
                    Ok(0) => gone = true,
                    Ok(bytes) if client.is_in && client.is_phone && bytes == buffer.len() => continue,
                    Ok(bytes) => {
                        if !(client.is_in && client.is_phone) {
                            client.inbox.extend(&buffer[..bytes]);
                        }
                        if bytes == buffer.len() {
                            continue;
                        }
                    }
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                    Err(_) => gone = true,
                }
                break;
            }
            if gone {
                clients.remove(&event.token());
                phones.retain(|phone| *phone != event.token());
                continue;
            }
            if !client.is_in {
                client.shake_hands();
                if client.is_in && client.is_phone {
                    phones.push(event.token());
                }
                continue;
            }
            let run = Arc::new(std::mem::take(&mut client.inbox));
            let run = Arc::new(unmask(&run, client));
            if run.is_empty() {
                continue;
            }
            for phone in &phones {
                if let Some(phone) = clients.get_mut(phone) {
                    phone.send(&run);
                }
            }
        }
    }
}

/// The frames for phones of what a publisher said; what is not whole yet stays with the publisher.
fn unmask(bytes: &[u8], publisher: &mut Client) -> Vec<u8> {
    let (mut frames, mut at) = (Vec::new(), 0);
    while let Some((start, length)) = head(&bytes[at..]) {
        let mask = &bytes[at + start - 4..at + start];
        let payload = &bytes[at + start..at + start + length];
        text(&mut frames, &payload.iter().zip(mask.iter().cycle()).map(|(b, m)| b ^ m).collect::<Vec<_>>());
        at += start + length;
    }
    publisher.inbox = bytes[at..].to_vec();
    frames
}

/// Where the payload of a whole masked frame begins, and its length.
fn head(bytes: &[u8]) -> Option<(usize, usize)> {
    let (start, length) = match bytes.get(1)? & 127 {
        126 => (8, u16::from_be_bytes(bytes.get(2..4)?.try_into().ok()?).into()),
        short => (6, short.into()),
    };
    (bytes.len() >= start + length).then_some((start, length))
}

fn text(frames: &mut Vec<u8>, payload: &[u8]) {
    frames.push(0x81);
    match payload.len() {
        0..126 => frames.push(payload.len() as u8),
        _ => {
            frames.push(126);
            frames.extend((payload.len() as u16).to_be_bytes());
        }
    }
    frames.extend(payload);
}

impl Client {
    fn shake_hands(&mut self) {
        let request = String::from_utf8_lossy(&self.inbox).into_owned();
        if !request.contains("\r\n\r\n") {
            return;
        }
        let key = request.lines().find_map(|line| line.strip_prefix("Sec-WebSocket-Key: "));
        let accept = derive_accept_key(key.unwrap_or_default().as_bytes());
        self.is_phone = request.starts_with("GET /phone");
        self.is_in = true;
        self.inbox = Vec::new();
        let mut answer = format!(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Accept: {accept}\r\n\r\n"
        )
        .into_bytes();
        text(&mut answer, b"{\"welcome\":{}}");
        self.send(&Arc::new(answer));
    }

    fn send(&mut self, run: &Arc<Vec<u8>>) {
        let written = if self.outbox.is_empty() { self.stream.write(run).unwrap_or(0) } else { 0 };
        if written < run.len() {
            self.outbox.push_back((run.clone(), written));
        }
    }

    fn drain(&mut self) {
        while let Some((run, at)) = self.outbox.front_mut() {
            match self.stream.write(&run[*at..]) {
                Ok(bytes) => *at += bytes,
                Err(_) => return,
            }
            if *at == run.len() {
                self.outbox.pop_front();
            }
        }
    }
}
