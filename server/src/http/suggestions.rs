//! How contributions could be sorted, for facilitators. Asking changes nothing.

use super::accept::Peer;
use super::access::{Bearer, facilitated};
use super::{App, HttpRefusal};
use crate::sorter::Ask;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use forum::SecretHash;
use protocol::limits::HEAPS_MAX;
use protocol::suggestion::{Halves, Suggestion};
use protocol::{AxisId, Refusal};
use serde::Deserialize;
use std::sync::Arc;

/// What is wished for.
#[derive(Default, Deserialize)]
pub(super) struct SuggestionQuery {
    /// So many heaps.
    heaps: Option<u8>,
    /// What was suggested at this position; texts that were erased since are missing.
    at: Option<u64>,
}

pub(super) async fn suggest(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path(forum): Path<String>,
    Bearer(token): Bearer,
    Query(wish): Query<SuggestionQuery>,
) -> Result<Json<Suggestion>, HttpRefusal> {
    if wish.heaps.is_some_and(|heaps| !(2..=HEAPS_MAX).contains(&heaps)) {
        return Err(HttpRefusal(StatusCode::BAD_REQUEST, Refusal::BadCommand {}));
    }
    let ask = ask(&app, &peer, &forum, &token, wish).await?;
    app.sorter.suggest(ask).await.map(Json).ok_or_else(HttpRefusal::unknown)
}

pub(super) async fn split(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path((forum, axis)): Path<(String, String)>,
    Bearer(token): Bearer,
) -> Result<Json<Halves>, HttpRefusal> {
    let ask = ask(&app, &peer, &forum, &token, SuggestionQuery::default()).await?;
    let axis: AxisId = axis.parse().map_err(|_| HttpRefusal::not_found())?;
    if !ask.sorting.axes.iter().any(|there| there.axis == axis) {
        return Err(HttpRefusal::not_found());
    }
    app.sorter.split(ask, axis).await.map(Json).ok_or_else(HttpRefusal::unknown)
}

async fn ask(
    app: &App,
    peer: &Peer,
    forum: &str,
    token: &SecretHash,
    wish: SuggestionQuery,
) -> Result<Ask, HttpRefusal> {
    let live = facilitated(app, peer, forum, token).await?;
    let (forum, sorting, seq) = live.sorting().await?;
    let ask = Ask { forum, sorting, seq, heaps: wish.heaps };
    match wish.at {
        None => Ok(ask),
        Some(at) if (1..=seq).contains(&at) => {
            let mut stored = app.registry.log().read_from_start(forum.into()).await?;
            stored.commits.retain(|commit| commit.seq <= at);
            let sorting = tokio::task::spawn_blocking(move || forum::sorting(&stored.state()));
            Ok(Ask { sorting: sorting.await.map_err(|_| HttpRefusal::unknown())?, seq: at, ..ask })
        }
        Some(_) => Err(HttpRefusal::not_found()),
    }
}
