//! Snapshots: all of a scope, compressed once for all who ask within a moment.

use super::pages::takes_gzip;
use super::{App, Bearer, Refused};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::response::{IntoResponse, Response};
use flate2::read::GzDecoder;
use protocol::{ForumId, Scope};
use std::io::Read;
use std::sync::Arc;

pub(super) async fn snapshot(
    State(app): State<Arc<App>>,
    Path((forum, scope)): Path<(String, String)>,
    Bearer(token): Bearer,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let scope: Scope = scope.parse().map_err(|_| Refused::not_found())?;
    let id: ForumId = forum.parse().map_err(|_| Refused::not_found())?;
    let live = app.forums.by_id(id).await?.ok_or_else(Refused::not_found)?;
    let owner = app.forums.is_owner(&token);
    let encoded = live.snapshot(token, owner, scope).await?;
    let common = [(CONTENT_TYPE, "application/json"), (VARY, "Accept-Encoding")];
    if takes_gzip(&headers) {
        return Ok((common, [(CONTENT_ENCODING, "gzip")], encoded.gzip.clone()).into_response());
    }
    let mut plain = Vec::with_capacity(encoded.plain_bytes);
    GzDecoder::new(&encoded.gzip[..]).read_to_end(&mut plain).map_err(|_| Refused::unknown())?;
    Ok((common, plain).into_response())
}
