//! Snapshots: all of a scope, compressed once for all who ask within a moment.

use super::access::Bearer;
use super::answer::AnswerBody;
use super::pages::takes_gzip;
use super::{App, HttpRefusal, JsonBody};
use crate::live::Encoded;
use crate::shares::Share;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use forum::SecretHash;
use protocol::http::AskSnapshots;
use protocol::limits::SNAPSHOTS_AT_ONCE_MAX;
use protocol::{ForumId, Refusal, Scope};
use std::sync::Arc;

pub(super) async fn snapshot(
    State(app): State<Arc<App>>,
    Path((forum, scope)): Path<(String, String)>,
    Bearer(token): Bearer,
    headers: HeaderMap,
) -> Result<Response, HttpRefusal> {
    let scope: Scope = scope.parse().map_err(|_| HttpRefusal::not_found())?;
    let id: ForumId = forum.parse().map_err(|_| HttpRefusal::not_found())?;
    let live = app.forums.by_id(id).await?.ok_or_else(HttpRefusal::not_found)?;
    let owner = app.forums.is_owner(&token);
    app.guesses.snapshot(&token)?;
    let share = app.answers.take(token).ok_or_else(HttpRefusal::too_many_answers)?;
    let encoded = live.snapshot(token, owner, scope).await?;
    Ok(answer(&encoded, share, &headers))
}

/// Several at once, for who opens a screen that shows many groups.
pub(super) async fn snapshots(
    State(app): State<Arc<App>>,
    Path(forum): Path<String>,
    Bearer(token): Bearer,
    headers: HeaderMap,
    JsonBody(AskSnapshots { scopes }): JsonBody<AskSnapshots>,
) -> Result<Response, HttpRefusal> {
    if scopes.len() > SNAPSHOTS_AT_ONCE_MAX {
        return Err(HttpRefusal(StatusCode::BAD_REQUEST, Refusal::BadCommand {}));
    }
    let id: ForumId = forum.parse().map_err(|_| HttpRefusal::not_found())?;
    let live = app.forums.by_id(id).await?.ok_or_else(HttpRefusal::not_found)?;
    let owner = app.forums.is_owner(&token);
    for _ in &scopes {
        app.guesses.snapshot(&token)?;
    }
    let share = app.answers.take(token).ok_or_else(HttpRefusal::too_many_answers)?;
    let found = live.snapshots(token, owner, scopes).await?;
    let list = tokio::task::spawn_blocking(move || Encoded::list(&found)).await;
    Ok(answer(&list.map_err(|_| HttpRefusal::unknown())?, share, &headers))
}

fn answer(encoded: &Encoded, share: Share<SecretHash>, headers: &HeaderMap) -> Response {
    let common = [(CONTENT_TYPE, "application/json"), (VARY, "Accept-Encoding")];
    if takes_gzip(headers) {
        let body = Body::new(AnswerBody::whole(encoded.gzip.clone(), share));
        return (common, [(CONTENT_ENCODING, "gzip")], body).into_response();
    }
    (common, Body::new(AnswerBody::unpacked(encoded, share))).into_response()
}
