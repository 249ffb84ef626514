//! The command line asks the server that uses a data folder, over this machine's own network.

use crate::owner::OwnerKey;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::time::Duration;

/// Says where the server of a data folder listens, while there is one.
pub(crate) const FILE: &str = "serving.json";
const CONNECT_TIME_MAX: Duration = Duration::from_secs(5);

#[derive(Serialize, Deserialize)]
struct Serving {
    address: SocketAddr,
}

/// Notes where the server of this folder listens.
pub(crate) fn announce(data: &Path, listening: SocketAddr) -> io::Result<()> {
    let ip = match listening.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    let serving = Serving { address: SocketAddr::new(ip, listening.port()) };
    fs::write(data.join(FILE), serde_json::to_vec(&serving)?)
}

/// The server of this folder stops.
pub(crate) fn withdraw(data: &Path) {
    if let Err(error) = fs::remove_file(data.join(FILE)) {
        tracing::warn!(%error, "{FILE} cannot be removed");
    }
}

/// Gets `path` from the server that uses this folder, with the owner key.
pub(crate) fn get(data: &Path, path: &str) -> anyhow::Result<(StatusCode, Vec<u8>)> {
    let Serving { address } = serde_json::from_slice(&fs::read(data.join(FILE))?)?;
    let key = OwnerKey::load(data)?.digits();
    let mut stream = TcpStream::connect_timeout(&address, CONNECT_TIME_MAX)?;
    // With version 1.0 the answer ends where the connection ends.
    write!(stream, "GET {path} HTTP/1.0\r\nHost: {address}\r\nAuthorization: Bearer {key}\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = b"\r\n\r\n";
    let head = answer.windows(end.len()).position(|window| window == end);
    let head = head.ok_or_else(|| anyhow::anyhow!("the server at {address} does not answer as one"))?;
    let status = answer.get("HTTP/1.1 ".len()..).and_then(|rest| rest.get(..3));
    let status = StatusCode::from_bytes(status.unwrap_or_default())?;
    Ok((status, answer.split_off(head + end.len())))
}
