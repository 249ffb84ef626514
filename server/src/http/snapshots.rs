//! Snapshots: all of a scope, compressed once for all who ask within a moment.

use super::access::Bearer;
use super::answer::AnswerBody;
use super::pages::takes_gzip;
use super::{App, HttpRefusal};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::response::{IntoResponse, Response};
use protocol::{ForumId, Scope};
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
    let common = [(CONTENT_TYPE, "application/json"), (VARY, "Accept-Encoding")];
    if takes_gzip(&headers) {
        let body = Body::new(AnswerBody::whole(encoded.gzip.clone(), share));
        return Ok((common, [(CONTENT_ENCODING, "gzip")], body).into_response());
    }
    Ok((common, Body::new(AnswerBody::unpacked(&encoded, share))).into_response())
}
