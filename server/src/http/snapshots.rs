//! Snapshots: all of a scope, compressed once for all who ask within a moment.

use super::access::Bearer;
use super::answer::AnswerBody;
use super::pages::takes_gzip;
use super::{App, HttpRefusal, JsonBody};
use crate::live::{Encoded, Live, Served};
use crate::shares::Share;
use crate::subjects::Subjects;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use protocol::Refusal;
use protocol::http::AskSnapshots;
use protocol::limits::SNAPSHOTS_AT_ONCE_MAX;
use std::sync::Arc;
use subject::{IdOf, ScopeOf, SecretHash};

pub(super) async fn snapshot<S: Served>(
    State(app): State<Arc<App>>,
    State(subjects): State<Subjects<S>>,
    Path((id, scope)): Path<(String, String)>,
    Bearer(token): Bearer,
    headers: HeaderMap,
) -> Result<Response, HttpRefusal> {
    let scope: ScopeOf<S> = scope.parse().map_err(|_| HttpRefusal::not_found())?;
    let live = find(&subjects, &id).await?;
    let owner = app.registry.is_owner(&token);
    app.guesses.snapshot(&token)?;
    let share = app.answers.take(token).ok_or_else(HttpRefusal::too_many_answers)?;
    let encoded = live.snapshot(token, owner, scope).await?;
    Ok(answer(&encoded, share, &headers))
}

/// Several at once, for who opens a screen that shows many groups.
pub(super) async fn snapshots<S: Served>(
    State(app): State<Arc<App>>,
    State(subjects): State<Subjects<S>>,
    Path(id): Path<String>,
    Bearer(token): Bearer,
    headers: HeaderMap,
    JsonBody(AskSnapshots { scopes }): JsonBody<AskSnapshots<S::Language>>,
) -> Result<Response, HttpRefusal> {
    if scopes.len() > SNAPSHOTS_AT_ONCE_MAX {
        return Err(HttpRefusal(StatusCode::BAD_REQUEST, Refusal::BadCommand {}));
    }
    let live = find(&subjects, &id).await?;
    let owner = app.registry.is_owner(&token);
    for _ in &scopes {
        app.guesses.snapshot(&token)?;
    }
    let share = app.answers.take(token).ok_or_else(HttpRefusal::too_many_answers)?;
    let found = live.snapshots(token, owner, scopes).await?;
    let list = tokio::task::spawn_blocking(move || Encoded::list(&found)).await;
    Ok(answer(&list.map_err(|_| HttpRefusal::unknown())?, share, &headers))
}

async fn find<S: Served>(subjects: &Subjects<S>, id: &str) -> Result<Live<S>, HttpRefusal> {
    let id: IdOf<S> = id.parse().map_err(|_| HttpRefusal::not_found())?;
    subjects.by_id(id).await?.ok_or_else(HttpRefusal::not_found)
}

fn answer(encoded: &Encoded, share: Share<SecretHash>, headers: &HeaderMap) -> Response {
    let common = [(CONTENT_TYPE, "application/json"), (VARY, "Accept-Encoding")];
    if takes_gzip(headers) {
        let body = Body::new(AnswerBody::whole(encoded.gzip.clone(), share));
        return (common, [(CONTENT_ENCODING, "gzip")], body).into_response();
    }
    (common, Body::new(AnswerBody::unpacked(encoded, share))).into_response()
}
