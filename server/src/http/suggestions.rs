//! How contributions could be sorted, for facilitators, and cards, for officers. Asking changes nothing.

use super::accept::Peer;
use super::access::{Bearer, facilitated};
use super::programmes::officers;
use super::{App, HttpRefusal};
use crate::sorter::{Ask, AskCards, only};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use forum::SecretHash;
use protocol::limits::HEAPS_MAX;
use protocol::limits::programme::CARDS_SORTED_MAX;
use protocol::programme::ItemId;
use protocol::programme::suggestion::CardSuggestion;
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

/// What of a programme's words is wished for.
#[derive(Deserialize)]
pub(super) struct CardsQuery {
    /// Those of this forum, interview field or campaign; left out: all.
    source: Option<ItemId>,
    /// So many heaps.
    heaps: Option<u8>,
}

/// Heaps of a programme's cards, for its officers and the owner.
pub(super) async fn sort_cards(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path(programme): Path<String>,
    Bearer(token): Bearer,
    Query(CardsQuery { source, heaps }): Query<CardsQuery>,
) -> Result<Json<CardSuggestion>, HttpRefusal> {
    if heaps.is_some_and(|heaps| !(2..=HEAPS_MAX).contains(&heaps)) {
        return Err(HttpRefusal(StatusCode::BAD_REQUEST, Refusal::BadCommand {}));
    }
    let (live, _) = officers(&app, &peer, &programme, &token).await?;
    let (programme, sorting, seq) = live.sorting(source).await?;
    if source.is_some() && sorting.cards.is_empty() {
        return Err(HttpRefusal::not_found());
    }
    if sorting.cards.len() > CARDS_SORTED_MAX {
        return Err(Refusal::LimitReached { max: CARDS_SORTED_MAX as u32 }.into());
    }
    let sorting = Arc::new(sorting);
    let ask = AskCards { programme, sorting: sorting.clone(), seq, heaps };
    let suggestion = app.sorter.sort_cards(ask).await.ok_or_else(HttpRefusal::unknown)?;
    let standing = live.standing(sorting.clone()).await?;
    Ok(Json(only(suggestion, &sorting, &standing)))
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
