//! HTTP: the pages, the doors of forums, what their owner does, snapshots and files. What people do
//! inside of a forum goes over the socket.

pub mod accept;
mod access;
mod admin;
mod answer;
mod api;
mod communes;
mod doors;
mod files;
mod guesses;
mod pages;
mod patient;
mod places;
mod programmes;
pub mod proxy;
mod published;
pub mod qr;
mod questionnaires;
mod receipts;
mod regroupings;
mod sheets;
mod snapshots;
mod socket;
mod suggestions;

use crate::addresses::Addresses;
use crate::forums::Forums;
use crate::live::NotDone;
use crate::log::LogError;
use crate::owner::OwnerKey;
use crate::programmes::Programmes;
use crate::registry::Registry;
use crate::shares::Shares;
use crate::sorter::Sorter;
use crate::space::DiskSpace;
use crate::uploads::Uploads;
use accept::Peer;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, FromRef, FromRequest, FromRequestParts, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderValue, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use forum::SecretHash;
use guesses::{Guesses, Visitor};
use protocol::Refusal;
use protocol::http::{DEVICE, HttpRefused};
use protocol::limits::{ANSWERS_MAX, BODY_BYTES_MAX};
use protocol::programme::ItemId;
use serde::de::DeserializeOwned;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Time until a body has arrived.
const BODY_TIME_MAX: Duration = Duration::from_secs(10);

/// When whoever waits for too many answers may ask for another one.
const ANSWERS_PAUSE: Duration = Duration::from_secs(1);

/// What all requests share.
pub(crate) struct App {
    pub(crate) registry: Registry,
    pub(crate) forums: Forums,
    pub(crate) programmes: Programmes,
    pub(crate) key: OwnerKey,
    pub(crate) addresses: Addresses,
    pub(crate) sorter: Sorter,
    pub(crate) space: DiskSpace,
    guesses: Guesses,
    /// Large answers on their way, by token.
    answers: Shares<SecretHash>,
    /// One export is made at a time.
    export: Arc<Semaphore>,
    pub(crate) uploads: Uploads,
    /// Files that are brought or taken over, one for each token.
    bringing: Shares<SecretHash>,
    /// Those that are taken over.
    importing: Shares<ItemId>,
    /// One is held in memory at a time.
    reading: Arc<Semaphore>,
    /// One search for a commune runs at a time, and one table of results is counted.
    searching: Arc<Semaphore>,
    counting: Arc<Semaphore>,
    /// Published documents on their way, by address; one is made at a time.
    reading_published: Shares<IpAddr>,
    publishing: Arc<Semaphore>,
    /// So is a page of the plan.
    showing: Arc<Semaphore>,
}

impl App {
    pub(crate) fn new(
        registry: Registry,
        forums: Forums,
        programmes: Programmes,
        key: OwnerKey,
        addresses: Addresses,
        sorter: Sorter,
        uploads: Uploads,
    ) -> Arc<Self> {
        let (guesses, answers) = (Guesses::new(), Shares::new(ANSWERS_MAX));
        let (space, export) = (DiskSpace::default(), Arc::new(Semaphore::new(1)));
        Arc::new(Self {
            registry,
            forums,
            programmes,
            key,
            addresses,
            sorter,
            space,
            guesses,
            answers,
            export,
            uploads,
            bringing: Shares::new(1),
            importing: Shares::new(1),
            reading: Arc::new(Semaphore::new(1)),
            searching: Arc::new(Semaphore::new(1)),
            counting: Arc::new(Semaphore::new(1)),
            reading_published: Shares::new(published::DOCUMENTS_OF_ADDRESS_MAX),
            publishing: Arc::new(Semaphore::new(1)),
            showing: Arc::new(Semaphore::new(1)),
        })
    }
}

impl FromRef<Arc<App>> for Forums {
    fn from_ref(app: &Arc<App>) -> Self {
        app.forums.clone()
    }
}

impl FromRef<Arc<App>> for Programmes {
    fn from_ref(app: &Arc<App>) -> Self {
        app.programmes.clone()
    }
}

pub(crate) fn router(app: Arc<App>) -> Router {
    let api = Router::new()
        .route("/owner", post(admin::exchange))
        .route("/server", get(admin::server))
        .route("/check", get(admin::check))
        .route("/backup", get(admin::backup))
        .route("/serving/{challenge}", get(admin::prove))
        .route("/forums", get(admin::forums).post(admin::create))
        .route("/forums/{forum}", get(doors::door))
        .route("/forums/{forum}/join", post(doors::join))
        .route("/forums/{forum}/come_back", post(doors::come_back))
        .route("/forums/{forum}/snapshot/{scope}", get(snapshots::snapshot::<forum::State>))
        .route("/forums/{forum}/snapshots", post(snapshots::snapshots::<forum::State>))
        .route("/forums/{forum}/export", get(admin::export))
        .route("/forums/{forum}/archive", get(admin::archive))
        .route("/forums/{forum}/documents/{document}", get(admin::document))
        .route("/forums/{forum}/wall", get(admin::wall))
        .route("/forums/{forum}/sheet", get(admin::sheet))
        .route("/forums/{forum}/suggestion", get(suggestions::suggest))
        .route("/forums/{forum}/suggestion/split/{axis}", get(suggestions::split))
        .route("/forums/{forum}/regroupings", get(regroupings::regroupings))
        .route("/forums/{forum}/logos", get(admin::logos))
        .route("/forums/{forum}/qr", post(qr::text))
        .route("/forums/{forum}/wifi", get(qr::wifi))
        .route("/programmes", get(programmes::list).post(programmes::make))
        .route("/programmes/{programme}/snapshot/{scope}", get(snapshots::snapshot::<programme::State>))
        .route("/programmes/{programme}/snapshots", post(snapshots::snapshots::<programme::State>))
        .route("/programmes/{programme}/suggestion", get(suggestions::sort_cards))
        .route("/programmes/{programme}/export", get(programmes::export))
        .route("/programmes/{programme}/results/{campaign}", get(programmes::results))
        .route("/programmes/{programme}/campaigns/{campaign}/sheets", get(sheets::print))
        .route("/programmes/{programme}/charts/{indicator}", get(programmes::chart))
        .route("/programmes/{programme}/budget", get(programmes::budget))
        .route("/programmes/{programme}/documents/{document}", get(programmes::document))
        .route("/communes", get(communes::search))
        .route("/questionnaires/{code}/{number}", get(questionnaires::ask).post(questionnaires::answer))
        .route("/programmes/{programme}/files", post(files::bring).layer(DefaultBodyLimit::disable()))
        .route("/programmes/{programme}/files/{file}/import", post(files::import))
        .route("/receipts", post(receipts::trace))
        .route("/qr/{file}", get(qr::join))
        .nest("/v1", api::router())
        .fallback(|| async { HttpRefusal::not_found() });
    Router::new()
        .route("/socket", get(socket::upgrade))
        .route("/demarche/{code}", get(published::programme))
        .route("/demarche/{code}/{document}", get(published::document))
        .route("/demarche/{code}/axes/{number}", get(published::axis))
        .route("/demarche/{code}/actions/{number}", get(published::action))
        .nest("/api", api)
        .fallback_service(get(pages::at))
        .layer(from_fn_with_state(app.clone(), guard))
        .with_state(app)
}

/// Lets in what is meant for this server and comes from its own pages or from a program, and says in
/// each answer what a browser may do with it.
async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let is_asset = request.uri().path().starts_with("/assets/");
    let host = host(&request).filter(|host| app.addresses.serve(host.host()));
    let policy = policy(host.as_ref());
    // What everybody may read may be read by a page of another server too.
    let is_own = api::is_for_everybody(request.uri().path())
        || host.as_ref().is_some_and(|host| is_own_origin(&app.addresses, host, request.headers()));
    let mut response = if host.is_none() {
        tracing::debug!("a request for another host");
        let sentence = "This server is not known under that name: start it with --address http://NAME.\n";
        refuse(is_api, StatusCode::MISDIRECTED_REQUEST, sentence)
    } else if !is_own {
        refuse(is_api, StatusCode::FORBIDDEN, "This was asked by a page of another server.\n")
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    if is_api {
        headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if !is_part_of_page(headers, is_asset) {
        headers.entry(CONTENT_SECURITY_POLICY).or_insert(policy);
        headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    }
    response
}

/// Scripts, styles, fonts, the icon and what a page asks for stand under the policy of that page: it need not travel
/// with each of them.
fn is_part_of_page(headers: &HeaderMap, is_asset: bool) -> bool {
    headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|kind| {
        ["text/javascript", "text/css", "font/", "application/json"].iter().any(|part| kind.starts_with(part))
            || (is_asset && kind == "image/svg+xml")
    })
}

fn refuse(is_api: bool, status: StatusCode, sentence: &'static str) -> Response {
    if is_api {
        HttpRefusal(status, Refusal::NotAllowed {}).into_response()
    } else {
        (status, sentence).into_response()
    }
}

/// For whom the request is meant: a host and perhaps a port, nothing else.
fn host<T>(request: &axum::http::Request<T>) -> Option<Authority> {
    let authority: Authority = match request.uri().authority() {
        Some(authority) => authority.clone(),
        None => request.headers().get(HOST)?.to_str().ok()?.parse().ok()?,
    };
    let (host, port) = (authority.host(), authority.port_u16());
    let whole = port.map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    (whole == authority.as_str()).then_some(authority)
}

/// Programs send no `Origin`; browsers send that of the page.
fn is_own_origin(addresses: &Addresses, host: &Authority, headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(ORIGIN) else {
        return true;
    };
    origin.to_str().is_ok_and(|origin| addresses.is_own(origin, host.as_str()))
}

/// Only what comes from here; the socket's address is named for browsers to which 'self' is http only.
fn policy(host: Option<&Authority>) -> HeaderValue {
    let sockets = host.map(|host| format!(" ws://{host} wss://{host}")).unwrap_or_default();
    let policy = format!(
        "default-src 'self'; connect-src 'self'{sockets}; img-src 'self' blob: data:; \
         object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    );
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

/// An answer that says why not.
#[derive(Debug)]
pub(crate) struct HttpRefusal(pub(crate) StatusCode, pub(crate) Refusal);

impl HttpRefusal {
    pub(crate) fn not_found() -> Self {
        Self(StatusCode::NOT_FOUND, Refusal::NotFound {})
    }

    pub(crate) fn not_allowed() -> Self {
        Self(StatusCode::FORBIDDEN, Refusal::NotAllowed {})
    }

    /// This token waits for too much already.
    pub(crate) fn too_many_answers() -> Self {
        Refusal::SlowDown { ms: ANSWERS_PAUSE.as_millis() as u32 }.into()
    }

    /// What became of it is not known: ask again.
    pub(crate) fn unknown() -> Self {
        Self(StatusCode::SERVICE_UNAVAILABLE, Refusal::TryLater {})
    }
}

impl From<Refusal> for HttpRefusal {
    fn from(refusal: Refusal) -> Self {
        let status = if refusal == (Refusal::NotFound {}) {
            StatusCode::NOT_FOUND
        } else if refusal == (Refusal::NotAllowed {}) {
            StatusCode::FORBIDDEN
        } else if matches!(refusal, Refusal::TryLater {} | Refusal::SlowDown { .. }) {
            StatusCode::TOO_MANY_REQUESTS
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        Self(status, refusal)
    }
}

impl From<NotDone> for HttpRefusal {
    fn from(answer: NotDone) -> Self {
        match answer {
            NotDone::Refused(refusal) => refusal.into(),
            NotDone::Unknown => Self::unknown(),
        }
    }
}

impl From<LogError> for HttpRefusal {
    fn from(error: LogError) -> Self {
        tracing::error!(%error, "a forum cannot be read");
        Self::unknown()
    }
}

impl IntoResponse for HttpRefusal {
    fn into_response(self) -> Response {
        (self.0, axum::Json(HttpRefused { refused: self.1 })).into_response()
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = HttpRefusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, HttpRefusal> {
        let peer = parts.extensions.get::<Peer>().ok_or_else(HttpRefusal::unknown)?;
        let device = parts.headers.get(DEVICE).and_then(|value| value.to_str().ok());
        Ok(Self { ip: peer.ip(), device: device.and_then(|device| device.parse().ok()) })
    }
}

/// A body of JSON, bounded in size and time.
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for JsonBody<T> {
    type Rejection = HttpRefusal;

    async fn from_request(request: Request<Body>, _: &S) -> Result<Self, HttpRefusal> {
        let refused = |status| HttpRefusal(status, Refusal::BadCommand {});
        let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let is_json = content_type
            .and_then(|value| value.split(';').next())
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
        if !is_json {
            return Err(refused(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        let bytes = tokio::time::timeout(BODY_TIME_MAX, to_bytes(request.into_body(), BODY_BYTES_MAX))
            .await
            .map_err(|_| refused(StatusCode::REQUEST_TIMEOUT))?
            .map_err(|_| refused(StatusCode::PAYLOAD_TOO_LARGE))?;
        serde_json::from_slice(&bytes).map(Self).map_err(|_| refused(StatusCode::BAD_REQUEST))
    }
}
