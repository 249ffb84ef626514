//! A request over a fresh connection, byte by byte as a test wants it.

use serde_json::Value;
use std::io::Read;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

/// Longer than any answer takes, that of a document of a large day too.
const PATIENCE: Duration = Duration::from_secs(120);

/// What the server answered.
#[derive(Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The header lines, as sent.
    pub head: String,
    /// The body, no longer compressed.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as JSON; null when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// The code of a refusal, or nothing.
    pub fn refused(&self) -> Option<String> {
        self.json()["refused"]["code"].as_str().map(str::to_owned)
    }
}

/// Sends one request with the usual `Host` and reads the whole answer.
pub async fn request(
    address: SocketAddr,
    line: &str,
    headers: &[(&str, String)],
    body: Option<&Value>,
) -> Answer {
    raw(address, &written(address, line, headers, body)).await
}

/// The same with a body of any bytes.
pub async fn send(address: SocketAddr, line: &str, headers: &[(&str, String)], body: &[u8]) -> Answer {
    let mut headers = headers.to_vec();
    headers.push(("content-length", body.len().to_string()));
    let mut bytes = written(address, line, &headers, None);
    bytes.extend_from_slice(body);
    raw(address, &bytes).await
}

/// The same from another address of this machine, as another device would.
pub async fn request_from(
    from: IpAddr,
    address: SocketAddr,
    line: &str,
    headers: &[(&str, String)],
    body: Option<&Value>,
) -> Answer {
    over(connect_from(from, address).await, &written(address, line, headers, body)).await
}

/// A connection from another address of this machine.
pub async fn connect_from(from: IpAddr, address: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("the system has sockets");
    socket.bind(SocketAddr::new(from, 0)).expect("this machine has that address");
    socket.connect(address).await.expect("the server listens")
}

/// A request as it goes over the wire.
pub fn written(address: SocketAddr, line: &str, headers: &[(&str, String)], body: Option<&Value>) -> Vec<u8> {
    let mut head = format!("{line} HTTP/1.1\r\nconnection: close\r\n");
    if !headers.iter().any(|(name, _)| *name == "host") {
        head += &format!("host: {address}\r\n");
    }
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    let body = body.map(Value::to_string).unwrap_or_default();
    if !body.is_empty() {
        head += &format!("content-type: application/json\r\ncontent-length: {}\r\n", body.len());
    }
    format!("{head}\r\n{body}").into_bytes()
}

/// Sends these bytes and reads until the server closes.
pub async fn raw(address: SocketAddr, bytes: &[u8]) -> Answer {
    over(TcpStream::connect(address).await.expect("the server listens"), bytes).await
}

async fn over(mut stream: TcpStream, bytes: &[u8]) -> Answer {
    stream.write_all(bytes).await.expect("the server reads");
    let mut all = Vec::new();
    // A server that refuses early may reset the connection; what came before counts.
    let _ = timeout(PATIENCE, stream.read_to_end(&mut all))
        .await
        .unwrap_or_else(|_| panic!("no end of the answer, only {:?}", String::from_utf8_lossy(&all)));
    answer(&all)
}

fn answer(all: &[u8]) -> Answer {
    let split = all.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(all.len());
    let head = String::from_utf8_lossy(&all[..split]).to_lowercase();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    let mut body = all.get(split + 4..).unwrap_or_default().to_vec();
    if head.contains("transfer-encoding: chunked") {
        body = unchunk(&body);
    }
    if head.contains("content-encoding: gzip") {
        let mut plain = Vec::new();
        flate2::read::GzDecoder::new(body.as_slice()).read_to_end(&mut plain).expect("a gzip body");
        body = plain;
    }
    Answer { status, head, body }
}

fn unchunk(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|window| window == b"\r\n") {
        let size = String::from_utf8_lossy(&rest[..end]);
        let size = usize::from_str_radix(size.trim(), 16).unwrap_or(0);
        if size == 0 {
            break;
        }
        body.extend_from_slice(&rest[end + 2..end + 2 + size]);
        rest = &rest[end + 2 + size + 2..];
    }
    body
}
