//! What the owner of the server does, and what facilitators take away.

use super::accept::Peer;
use super::access::{Bearer, facilitated, is_key_here, must_be_key_here, must_be_owner};
use super::answer::AnswerBody;
use super::{App, HttpRefusal, JsonBody, qr};
use crate::behind::behind;
use crate::live::Live;
use crate::log::{CheckReport, LogError};
use crate::page::{self, WayIn};
use crate::pdf::Browser;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName, HeaderValue};
use axum::response::IntoResponse;
use axum::{Extension, Json};
use documents::{Language, Names};
use forum::export::Export;
use forum::{SecretHash, hash_token};
use protocol::Refusal;
use protocol::command::NewLogo;
use protocol::http::{CreateForum, Created, DamagedForum, Exchange, ListedForum, ServerInfo};
use protocol::message::Role;
use protocol::secret::Token;
use serde::Deserialize;
use std::sync::Arc;

/// Exchanges the owner key for a token of the owner's browser.
pub(super) async fn exchange(
    State(app): State<Arc<App>>,
    JsonBody(body): JsonBody<Exchange>,
) -> Result<StatusCode, HttpRefusal> {
    if !app.key.is(&hash_token(&body.key)) {
        return Err(HttpRefusal::not_allowed());
    }
    app.registry.add_owner(&body.token).await.map_err(|_| HttpRefusal::unknown())?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn forums(
    State(app): State<Arc<App>>,
    Bearer(token): Bearer,
) -> Result<Json<Vec<ListedForum>>, HttpRefusal> {
    must_be_owner(&app, &token)?;
    let (mut sound, mut damaged) = (Vec::new(), Vec::new());
    for (id, code, live) in app.forums.all().await {
        match live {
            Ok(live) => sound.push(live.summary().await?),
            Err(LogError::Stopped) => return Err(HttpRefusal::unknown()),
            Err(error) => {
                tracing::error!(forum = %id, %error, "a forum cannot be read");
                damaged.push(DamagedForum { id, code });
            }
        }
    }
    sound.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.code.cmp(&b.code)));
    damaged.sort_by(|a, b| a.code.cmp(&b.code));
    let damaged = damaged.into_iter().map(ListedForum::Damaged);
    Ok(Json(damaged.chain(sound.into_iter().map(ListedForum::Sound)).collect()))
}

pub(super) async fn create(
    State(app): State<Arc<App>>,
    Bearer(token): Bearer,
    JsonBody(body): JsonBody<CreateForum>,
) -> Result<(StatusCode, Json<Created>), HttpRefusal> {
    must_be_owner(&app, &token)?;
    let created = app.forums.create(body).await?;
    Ok((StatusCode::CREATED, Json(created)))
}

pub(super) async fn server(State(app): State<Arc<App>>) -> Json<ServerInfo> {
    let version = env!("CARGO_PKG_VERSION").to_owned();
    Json(ServerInfo { version, addresses: app.addresses.for_phones(), disk_low: app.space.is_low() })
}

/// Whether names are among what is taken away.
#[derive(Deserialize)]
pub(super) struct Named {
    #[serde(default)]
    names: bool,
}

/// In which language a page is, and which address of the server it names.
#[derive(Deserialize)]
pub(super) struct ReadIn {
    #[serde(default)]
    language: Language,
    address: Option<String>,
}

/// Everything a forum holds, as a file: without names unless they are asked for, and who wrote what only for
/// whoever created the forum. FORUM is an id; a code too for the owner key on this machine.
pub(super) async fn export(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path(forum): Path<String>,
    Query(Named { names }): Query<Named>,
    Bearer(token): Bearer,
) -> Result<impl IntoResponse, HttpRefusal> {
    let live = facilitated(&app, &peer, &forum, &token).await?;
    let whole = is_whole(&app, &peer, &live, &token).await;
    let end = if names { "_avec-noms.json" } else { ".json" };
    let kind = File { end: end.to_owned(), content_type: "application/json" };
    file(&app, &live, &token, kind, move |export| {
        serde_json::to_vec(&match (names, whole) {
            (false, _) => export.without_names(),
            (true, false) => export.without_authors(),
            (true, true) => export,
        })
        .map_err(|_| HttpRefusal::unknown())
    })
    .await
}

/// Whether this is whoever created the forum, or has the owner key on this machine.
async fn is_whole(app: &App, peer: &Peer, live: &Live<forum::State>, token: &SecretHash) -> bool {
    is_key_here(app, peer, token)
        || live.role(token, app.registry.is_owner(token)).await == Some(Role::Facilitator)
}

/// A document of a forum, like `livre.docx`, or `livre.pdf` where a browser is found. It names nobody, or those who agreed if that is asked for.
pub(super) async fn document(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path((forum, document)): Path<(String, String)>,
    Query(Named { names }): Query<Named>,
    Bearer(token): Bearer,
) -> Result<impl IntoResponse, HttpRefusal> {
    let live = facilitated(&app, &peer, &forum, &token).await?;
    let (made, is_pdf) = match document.strip_suffix(".pdf") {
        Some(name) => (format!("{name}.html"), true),
        None => (document.clone(), false),
    };
    let wanted = documents::File::all().find(|file| file.path() == made && (!names || file.can_name()));
    let wanted = wanted.ok_or_else(HttpRefusal::not_found)?;
    let browser = if is_pdf { Some(Browser::find().ok_or(Refusal::NoBrowser {})?) } else { None };
    let content_type = if is_pdf { "application/pdf" } else { wanted.content_type() };
    let kind = File { end: format!("_{document}"), content_type };
    let names = if names { Names::OfThoseWhoAgreed } else { Names::None };
    let address = app.addresses.public();
    file(&app, &live, &token, kind, move |export| {
        let written = wanted.write(&export, names, address.as_deref());
        let Some(browser) = browser else { return Ok(written) };
        browser.print(&written).map_err(|error| {
            tracing::error!(%error, "the browser made no PDF");
            Refusal::NoBrowser {}.into()
        })
    })
    .await
}

/// The logos of documents, as `set_logos` takes them: whoever changes one sends the others with it.
pub(super) async fn logos(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path(forum): Path<String>,
    Bearer(token): Bearer,
) -> Result<Json<Vec<NewLogo>>, HttpRefusal> {
    Ok(Json(facilitated(&app, &peer, &forum, &token).await?.logos().await?))
}

/// The agenda wall on paper.
pub(super) async fn wall(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path(forum): Path<String>,
    Query(ReadIn { language, .. }): Query<ReadIn>,
    Bearer(token): Bearer,
) -> Result<impl IntoResponse, HttpRefusal> {
    let live = facilitated(&app, &peer, &forum, &token).await?;
    let kind = File { end: "_mur.html".to_owned(), content_type: HTML };
    file(&app, &live, &token, kind, move |export| Ok(page::wall(&export, language).into())).await
}

/// The way in on paper, at the address that was chosen or at the best one.
pub(super) async fn sheet(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path(forum): Path<String>,
    Query(ReadIn { language, address }): Query<ReadIn>,
    Bearer(token): Bearer,
) -> Result<impl IntoResponse, HttpRefusal> {
    let live = facilitated(&app, &peer, &forum, &token).await?;
    let address = match address {
        None => app.addresses.best(),
        Some(chosen) if app.addresses.for_phones().contains(&chosen) => chosen,
        Some(_) => return Err(HttpRefusal::not_found()),
    };
    let wifi = live.wifi().await?;
    let wifi = wifi.map(|wifi| qr::picture(&wifi.qr_text()).map(|picture| (wifi, picture))).transpose()?;
    let code = live.summary().await?.code;
    let picture = qr::picture_of_address(&format!("{address}/{code}"))?;
    let address = address.trim_start_matches("http://").to_owned();
    let kind = File { end: "_affiche.html".to_owned(), content_type: HTML };
    file(&app, &live, &token, kind, move |export| {
        let (question, spoken) = (export.forum.question, export.forum.forum.language);
        let way = WayIn { question, spoken, address, picture, code, wifi };
        Ok(page::sheet(&way, language).into())
    })
    .await
}

const HTML: &str = "text/html; charset=utf-8";

/// How a file is called that is taken away, and what it is.
struct File {
    end: String,
    content_type: &'static str,
}

/// A forum to be brought in elsewhere, for whoever created it: receipts are in it.
pub(super) async fn archive(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path(forum): Path<String>,
    Bearer(token): Bearer,
) -> Result<impl IntoResponse, HttpRefusal> {
    let live = facilitated(&app, &peer, &forum, &token).await?;
    if !is_whole(&app, &peer, &live, &token).await {
        return Err(HttpRefusal::not_allowed());
    }
    let kind = File { end: "_archive.jsonl".to_owned(), content_type: "application/jsonl" };
    let epoch = live.epoch().to_owned();
    file_of(&app, &live, &token, kind, move |state, seq| Ok(forum::archive(&state, &epoch, seq).to_bytes()))
        .await
}

/// A file made of an export.
async fn file(
    app: &App,
    live: &Live<forum::State>,
    token: &SecretHash,
    kind: File,
    make: impl FnOnce(Export) -> Result<Vec<u8>, HttpRefusal> + Send + 'static,
) -> Result<([(HeaderName, HeaderValue); 2], Body), HttpRefusal> {
    file_of(app, live, token, kind, move |state, seq| make(forum::export(&state, seq))).await
}

/// A file made of a forum. One is made at a time, behind everything else, also when nobody waits for it any more.
async fn file_of(
    app: &App,
    live: &Live<forum::State>,
    token: &SecretHash,
    File { end, content_type }: File,
    make: impl FnOnce(forum::State, u64) -> Result<Vec<u8>, HttpRefusal> + Send + 'static,
) -> Result<([(HeaderName, HeaderValue); 2], Body), HttpRefusal> {
    let share = app.answers.take(*token).ok_or_else(HttpRefusal::too_many_answers)?;
    let summary = live.summary().await?;
    let name = format!("attachment; filename=\"{}_forum-{}{end}\"", summary.date, summary.code);
    let name = HeaderValue::try_from(name).map_err(|_| HttpRefusal::unknown())?;
    let one = app.export.clone().acquire_owned().await.map_err(|_| HttpRefusal::unknown())?;
    let (state, seq) = live.copy().await?;
    let made = behind(move || {
        let made = make(state, seq);
        drop(one);
        made
    });
    let made = made.await.ok_or_else(HttpRefusal::unknown)??;
    let headers = [(CONTENT_TYPE, HeaderValue::from_static(content_type)), (CONTENT_DISPOSITION, name)];
    Ok((headers, Body::new(AnswerBody::whole(made.into(), share))))
}

/// Whether this log is sound, for the owner key on this machine.
pub(super) async fn check(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Bearer(token): Bearer,
) -> Result<Json<CheckReport>, HttpRefusal> {
    must_be_key_here(&app, &peer, &token)?;
    Ok(Json(app.registry.log().check().await?))
}

/// All forums in one file, for the owner key on this machine.
pub(super) async fn backup(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Bearer(token): Bearer,
) -> Result<Vec<u8>, HttpRefusal> {
    must_be_key_here(&app, &peer, &token)?;
    Ok(app.registry.log().backup().await?)
}

/// Proves to the command line on this machine that this is the server that holds the owner key.
pub(super) async fn prove(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path(challenge): Path<Token>,
) -> Result<String, HttpRefusal> {
    if !peer.is_here() {
        return Err(HttpRefusal::not_allowed());
    }
    Ok(app.key.proof(&String::from(challenge), peer.local()).digits())
}
