//! What people did to the table, for facilitators: it is read from the log, and asking changes nothing.

use super::accept::Peer;
use super::access::{Bearer, facilitated};
use super::{App, HttpRefusal};
use crate::behind::behind;
use axum::extract::{Path, Query, State};
use axum::{Extension, Json};
use protocol::http::Regroupings;
use serde::Deserialize;
use std::sync::Arc;

/// Which of them.
#[derive(Deserialize)]
pub(super) struct Page {
    /// Those before this one; nothing: the newest.
    before: Option<u32>,
}

/// One is made at a time, as with files: it goes through the whole log.
pub(super) async fn regroupings(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path(forum): Path<String>,
    Bearer(token): Bearer,
    Query(Page { before }): Query<Page>,
) -> Result<Json<Regroupings>, HttpRefusal> {
    let live = facilitated(&app, &peer, &forum, &token).await?;
    let _share = app.answers.take(token).ok_or_else(HttpRefusal::too_many_answers)?;
    let one = app.export.clone().acquire_owned().await.map_err(|_| HttpRefusal::unknown())?;
    let stored = app.registry.log().read_from_start(live.summary().await?.id.into()).await?;
    let read = behind(move || {
        let read = stored.regroupings(before);
        drop(one);
        read
    });
    read.await.map(Json).ok_or_else(HttpRefusal::unknown)
}
