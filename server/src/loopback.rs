//! The command line asks the server that uses a data folder, over this machine's own network.
//!
//! The address that the folder names may be stale, and anybody may listen there: the owner key is sent
//! only to a server that has proved that it holds it, on the connection of the proof. The proof is
//! bound to the address, so that nobody gets it by passing the question on to the server.

use crate::owner::OwnerKey;
use anyhow::{Context, bail, ensure};
use axum::http::header::{AUTHORIZATION, HOST};
use axum::http::{Request, StatusCode};
use bytes::Bytes;
use http_body_util::{BodyExt, Empty, Limited};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use protocol::secret::Token;
use serde::{Deserialize, Serialize};
use std::fs;
use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Says where the server of a data folder listens, while there is one.
pub(crate) const FILE: &str = "serving.json";
/// In front of the challenge.
pub(crate) const PROOF_PATH: &str = "/api/serving";
/// Time to connect and to prove, which takes milliseconds.
const PROOF_TIME_MAX: Duration = Duration::from_secs(5);
/// Time to answer: a check of a million commits takes some seconds.
const ANSWER_TIME_MAX: Duration = Duration::from_secs(120);
const PROOF_BYTES_MAX: usize = 256;
/// The export of a very large forum has some ten million.
const ANSWER_BYTES_MAX: usize = 1024 * 1024 * 1024;

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
pub(crate) async fn get(data: &Path, path: &str) -> anyhow::Result<(StatusCode, Bytes)> {
    let file = data.join(FILE);
    let named =
        fs::read(&file).with_context(|| format!("{} does not say where it listens", file.display()))?;
    let Serving { address } = serde_json::from_slice(&named)?;
    let key = OwnerKey::load(data)?;
    let silent =
        || format!("it does not answer at {address}: perhaps it is suspended, or its address is old");
    let mut server =
        within(PROOF_TIME_MAX, OwnerConnection::to_owner_of(&key, address)).await.with_context(silent)?;
    within(ANSWER_TIME_MAX, server.get(path, Some(&key), ANSWER_BYTES_MAX)).await.with_context(silent)
}

async fn within<T>(time: Duration, act: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    timeout(time, act).await.unwrap_or_else(|_| bail!("nothing came in {} seconds", time.as_secs()))
}

struct OwnerConnection {
    address: SocketAddr,
    requests: SendRequest<Empty<Bytes>>,
}

impl OwnerConnection {
    /// A connection to somebody who listens at this address and holds this key.
    async fn to_owner_of(key: &OwnerKey, address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        let (requests, connection) = handshake(TokioIo::new(stream)).await?;
        // Its errors are those of the requests.
        tokio::spawn(connection);
        let mut server = Self { address, requests };
        let mut challenge = [0; 32];
        getrandom::fill(&mut challenge)?;
        let challenge = String::from(Token::new(challenge));
        let (status, said) = server.get(&format!("{PROOF_PATH}/{challenge}"), None, PROOF_BYTES_MAX).await?;
        let proof = key.proof(&challenge, address);
        ensure!(status == StatusCode::OK && proof.is(&said), "another program listens at {address}");
        Ok(server)
    }

    async fn get(
        &mut self,
        path: &str,
        key: Option<&OwnerKey>,
        bytes_max: usize,
    ) -> anyhow::Result<(StatusCode, Bytes)> {
        let mut request = Request::get(path).header(HOST, self.address.to_string());
        if let Some(key) = key {
            request = request.header(AUTHORIZATION, format!("Bearer {}", key.digits()));
        }
        self.requests.ready().await?;
        let answer = self.requests.send_request(request.body(Empty::new())?).await?;
        let status = answer.status();
        let body = Limited::new(answer.into_body(), bytes_max).collect().await;
        let body = body.map_err(|error| anyhow::anyhow!("its answer does not end well: {error}"))?;
        Ok((status, body.to_bytes()))
    }
}
