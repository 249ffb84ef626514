//! What the owner of the server does, and what facilitators take away.

use super::accept::Peer;
use super::{App, Bearer, Read, Refused};
use crate::live::Live;
use crate::log::CheckReport;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, HeaderName};
use axum::{Extension, Json};
use forum::Caller;
use forum::export::Export;
use protocol::http::{CreateForum, Created, Exchange, ForumSummary, Server};
use protocol::secret::Token;
use std::sync::Arc;

/// Exchanges the owner key for a token of the owner's browser.
pub(super) async fn exchange(
    State(app): State<Arc<App>>,
    Read(body): Read<Exchange>,
) -> Result<StatusCode, Refused> {
    if !app.key.is(&body.key) {
        return Err(Refused::not_allowed());
    }
    app.forums.add_owner(&body.token).await.map_err(|_| Refused::unknown())?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn forums(
    State(app): State<Arc<App>>,
    Bearer(token): Bearer,
) -> Result<Json<Vec<ForumSummary>>, Refused> {
    if !app.forums.is_owner(&token) {
        return Err(Refused::not_allowed());
    }
    let mut summaries = Vec::new();
    for live in app.forums.all().await? {
        summaries.push(live.summary().await?);
    }
    summaries.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.code.cmp(&b.code)));
    Ok(Json(summaries))
}

pub(super) async fn create(
    State(app): State<Arc<App>>,
    Bearer(token): Bearer,
    Read(body): Read<CreateForum>,
) -> Result<(StatusCode, Json<Created>), Refused> {
    if !app.forums.is_owner(&token) {
        return Err(Refused::not_allowed());
    }
    let created = app.forums.create(body).await?;
    Ok((StatusCode::CREATED, Json(created)))
}

pub(super) async fn server(State(app): State<Arc<App>>) -> Json<Server> {
    let version = env!("CARGO_PKG_VERSION").to_owned();
    Json(Server { version, addresses: app.addresses.for_phones(), disk_low: app.space.is_low() })
}

/// Everything a forum holds, as a file. FORUM is an id; a code too for the owner key on this machine.
pub(super) async fn export(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path(forum): Path<String>,
    Bearer(token): Bearer,
) -> Result<([(HeaderName, String); 1], Json<Export>), Refused> {
    let live = allowed(&app, &peer, &forum, &token).await?;
    let summary = live.summary().await?;
    let name = format!("attachment; filename=\"bourdon-{}-{}.json\"", summary.code, summary.date);
    Ok(([(CONTENT_DISPOSITION, name)], Json(live.export().await?)))
}

/// The forum, for its facilitators and the owner.
pub(super) async fn allowed(app: &App, peer: &Peer, forum: &str, token: &Token) -> Result<Live, Refused> {
    if is_key_here(app, peer, token) {
        let found = match forum.parse() {
            Ok(id) => app.forums.by_id(id).await?,
            Err(_) => app.forums.by_code(forum).await?,
        };
        return found.ok_or_else(Refused::not_found);
    }
    let id = forum.parse().map_err(|_| Refused::not_found())?;
    let live = app.forums.by_id(id).await?.ok_or_else(Refused::not_allowed)?;
    match live.caller(token, app.forums.is_owner(token)).await {
        Some(Caller::Owner | Caller::Facilitator(_)) => Ok(live),
        Some(Caller::Newcomer | Caller::Projector(_) | Caller::Participant(_) | Caller::Voter(_)) | None => {
            Err(Refused::not_allowed())
        }
    }
}

/// Whether this log is sound, for the owner key on this machine.
pub(super) async fn check(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Bearer(token): Bearer,
) -> Result<Json<CheckReport>, Refused> {
    if !is_key_here(&app, &peer, &token) {
        return Err(Refused::not_allowed());
    }
    Ok(Json(app.forums.log().check().await?))
}

/// Proves to the command line on this machine that this is the server that holds the owner key.
pub(super) async fn prove(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path(challenge): Path<Token>,
) -> Result<String, Refused> {
    if !peer.is_here() {
        return Err(Refused::not_allowed());
    }
    Ok(app.key.proof(&String::from(challenge), peer.local()).digits())
}

/// The owner key itself, and the request comes from this machine: the command line.
fn is_key_here(app: &App, peer: &Peer, token: &Token) -> bool {
    peer.is_here() && app.key.is(token)
}
