//! The few HTTP requests of a client, and the opening of sockets.

use bytes::Bytes;
use flate2::read::GzDecoder;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1;
use hyper::header::{ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HOST};
use hyper::{Method, Request, Response, body::Incoming};
use hyper_util::rt::TokioIo;
use protocol::http::HttpRefused;
use protocol::message::Snapshot;
use protocol::secret::Token;
use protocol::{Language, Refusal};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{self, Read};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::{self, protocol::WebSocketConfig};

/// Requests and handshakes under way at once: a server bounds the half-open ones of an address.
const REQUESTS_MAX: usize = 64;
/// A request without an answer after this has failed.
const ANSWER_TIME_MAX: Duration = Duration::from_secs(10);
/// Bytes of a socket's read buffer, small since one process holds thousands.
const SOCKET_BUFFER_BYTES: usize = 4 * 1024;
/// Bytes of a message from the server; a queue of its own never holds more.
const MESSAGE_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Bytes of an answer, unpacked.
const ANSWER_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// Why a request brought nothing.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The server says no.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// The server answered, but not in our language.
    #[error("unexpected answer: {0}")]
    Unexpected(String),
    /// The server did not answer: the outcome is unknown.
    #[error("the server did not answer: {0}")]
    Unreachable(#[from] io::Error),
}

impl From<hyper::Error> for Failed {
    fn from(error: hyper::Error) -> Self {
        Self::Unreachable(io::Error::other(error))
    }
}

impl From<tungstenite::Error> for Failed {
    fn from(error: tungstenite::Error) -> Self {
        Self::Unreachable(io::Error::other(error))
    }
}

/// A server's address.
#[derive(Clone, Debug)]
pub struct ServerAddress {
    authority: Arc<str>,
    requests: Arc<Semaphore>,
}

/// The address is not `http://HOST[:PORT]`.
#[derive(Debug, thiserror::Error)]
#[error("a server's address is http://HOST:PORT")]
pub struct NoAddress;

impl std::str::FromStr for ServerAddress {
    type Err = NoAddress;

    fn from_str(url: &str) -> Result<Self, NoAddress> {
        let authority = url.trim().strip_prefix("http://").ok_or(NoAddress)?.trim_end_matches('/');
        if authority.is_empty() || authority.contains(['/', '#', '?', '@']) {
            return Err(NoAddress);
        }
        let has_port = authority.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
        let authority = if has_port { authority.to_owned() } else { format!("{authority}:80") };
        Ok(Self { authority: authority.into(), requests: Arc::new(Semaphore::new(REQUESTS_MAX)) })
    }
}

impl ServerAddress {
    /// Posts a body and reads the answer.
    ///
    /// # Errors
    /// See [`Failed`].
    pub async fn post<Answer: DeserializeOwned>(
        &self,
        path: &str,
        token: Option<&Token>,
        body: &impl Serialize,
    ) -> Result<Answer, Failed> {
        let body = serde_json::to_vec(body).map_err(io::Error::from)?;
        read_json(&self.answer(Method::POST, path, token, body).await?)
    }

    /// Loads a snapshot.
    ///
    /// # Errors
    /// See [`Failed`].
    pub async fn snapshot<L: Language>(
        &self,
        id: L::Id,
        token: &Token,
        scope: L::Scope,
    ) -> Result<Snapshot<L>, Failed> {
        let path = format!("/api/{}s/{id}/snapshot/{scope}", L::KIND);
        read_json(&self.answer(Method::GET, &path, Some(token), Vec::new()).await?)
    }

    /// Opens a socket on which nothing has been said.
    ///
    /// # Errors
    /// See [`Failed`].
    pub async fn socket(&self) -> Result<WebSocketStream<TcpStream>, Failed> {
        let _request = self.requests.acquire().await.map_err(io::Error::other)?;
        let config = WebSocketConfig::default()
            .read_buffer_size(SOCKET_BUFFER_BYTES)
            .write_buffer_size(0)
            .max_message_size(Some(MESSAGE_BYTES_MAX));
        let open = async {
            let url = format!("ws://{}/socket", self.authority);
            let stream = self.stream().await?;
            let (socket, _) = tokio_tungstenite::client_async_with_config(url, stream, Some(config)).await?;
            Ok(socket)
        };
        timeout(ANSWER_TIME_MAX, open).await.map_err(io::Error::from)?
    }

    async fn answer(
        &self,
        method: Method,
        path: &str,
        token: Option<&Token>,
        body: Vec<u8>,
    ) -> Result<Vec<u8>, Failed> {
        let _request = self.requests.acquire().await.map_err(io::Error::other)?;
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, self.authority.as_ref())
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT_ENCODING, "gzip");
        if let Some(token) = token {
            request = request.header(AUTHORIZATION, format!("Bearer {}", String::from(token.clone())));
        }
        let request = request.body(Full::new(Bytes::from(body))).map_err(io::Error::other)?;
        let exchange = async {
            let (mut sender, connection) = http1::handshake(TokioIo::new(self.stream().await?)).await?;
            tokio::spawn(connection);
            unpacked(sender.send_request(request).await?).await
        };
        timeout(ANSWER_TIME_MAX, exchange).await.map_err(io::Error::from)?
    }

    async fn stream(&self) -> io::Result<TcpStream> {
        let stream = TcpStream::connect(self.authority.as_ref()).await?;
        stream.set_nodelay(true)?;
        Ok(stream)
    }
}

async fn unpacked(response: Response<Incoming>) -> Result<Vec<u8>, Failed> {
    let status = response.status();
    let is_packed = response.headers().get(CONTENT_ENCODING).is_some_and(|encoding| encoding == "gzip");
    let body = response.into_body().collect().await?.to_bytes();
    let mut answer = Vec::new();
    if is_packed {
        GzDecoder::new(body.as_ref()).take(ANSWER_BYTES_MAX).read_to_end(&mut answer)?;
    } else {
        answer.extend_from_slice(&body);
    }
    if status.is_success() {
        return Ok(answer);
    }
    match serde_json::from_slice(&answer) {
        Ok(HttpRefused { refused }) => Err(Failed::Refused(refused)),
        Err(_) if status.is_server_error() => Err(io::Error::other(status.to_string()).into()),
        Err(_) => Err(Failed::Unexpected(status.to_string())),
    }
}

fn read_json<Answer: DeserializeOwned>(answer: &[u8]) -> Result<Answer, Failed> {
    let answer = if answer.is_empty() { b"null" } else { answer };
    serde_json::from_slice(answer).map_err(|error| Failed::Unexpected(error.to_string()))
}
