//! The doors of forums: what a code shows, and how people come in.

use super::accept::Peer;
use super::{App, Read, Refused};
use crate::live::{Answer, Live};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use forum::Caller;
use protocol::Refusal;
use protocol::http::{ComeBack, Door, Join, Joined};
use std::sync::Arc;
use std::time::Duration;

/// Who has missed too often waits so long for an answer: a person at a door does not mind, a program
/// that guesses does.
const WAIT_AFTER_MISSES: Duration = Duration::from_secs(2);

pub(super) async fn door(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path(code): Path<String>,
) -> Result<Json<Door>, Refused> {
    let live = find(&app, &peer, &code).await?;
    Ok(Json(live.door().await?))
}

pub(super) async fn join(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path(code): Path<String>,
    Read(body): Read<Join>,
) -> Result<Json<Joined>, Refused> {
    let live = find(&app, &peer, &code).await?;
    let forum = live.door().await?.forum;
    let participant = body.command.r#as;
    let position = live.order(Caller::Newcomer, body.into()).await?;
    Ok(Json(Joined { forum, participant, position }))
}

pub(super) async fn come_back(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path(code): Path<String>,
    Read(body): Read<ComeBack>,
) -> Result<Json<Joined>, Refused> {
    let live = find(&app, &peer, &code).await?;
    let forum = live.door().await?.forum;
    let token = body.command.token.clone();
    let position = match live.order(Caller::Newcomer, body.into()).await {
        Ok(position) => position,
        Err(Answer::Refused(refusal)) => {
            app.misses.note(peer.ip());
            return Err(refusal.into());
        }
        Err(Answer::Unknown) => return Err(Refused::unknown()),
    };
    match live.caller(&token, false).await {
        Some(Caller::Participant(participant)) => Ok(Json(Joined { forum, participant, position })),
        Some(_) | None => Err(Refused::not_found()),
    }
}

/// The forum behind a code. Misses are counted for their address; hits never are, since a whole hall
/// may share one.
async fn find(app: &App, peer: &Peer, typed: &str) -> Result<Live, Refused> {
    let suspect = app.misses.are_too_many(peer.ip());
    if suspect {
        tokio::time::sleep(WAIT_AFTER_MISSES).await;
    }
    if let Some(live) = app.forums.by_code(typed).await? {
        return Ok(live);
    }
    app.misses.note(peer.ip());
    if suspect {
        return Err(Refused(StatusCode::TOO_MANY_REQUESTS, Refusal::TryLater {}));
    }
    Err(Refused::not_found())
}
