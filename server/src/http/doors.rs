//! The doors of forums: what a code shows, and how people come in.

use super::guesses::Visitor;
use super::{App, Read, Refused};
use crate::live::{Answer, Live};
use axum::Json;
use axum::extract::{Path, State};
use forum::Caller;
use protocol::http::{ComeBack, Door, Join, Joined};
use protocol::{ForumId, Refusal};
use std::sync::Arc;

pub(super) async fn door(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(code): Path<String>,
) -> Result<Json<Door>, Refused> {
    let (_, live) = find(&app, visitor, &code).await?;
    Ok(Json(live.door().await?))
}

pub(super) async fn join(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(code): Path<String>,
    Read(body): Read<Join>,
) -> Result<Json<Joined>, Refused> {
    let (forum, live) = find(&app, visitor, &code).await?;
    let participant = body.command.r#as;
    app.guesses.join(forum).await?;
    let joined = live.order(Caller::Newcomer, body.into()).await;
    if let Err(Answer::Refused(_)) = joined {
        app.guesses.did_not_join(forum);
    }
    Ok(Json(Joined { forum, participant, position: joined? }))
}

pub(super) async fn come_back(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(code): Path<String>,
    Read(body): Read<ComeBack>,
) -> Result<Json<Joined>, Refused> {
    let (forum, live) = find(&app, visitor, &code).await?;
    let token = body.command.token.clone();
    let order = live.order(Caller::Newcomer, body.into());
    let is_found = |answer: &Result<_, Answer>| !matches!(answer, Err(Answer::Refused(Refusal::NotFound {})));
    let position = app.guesses.recovery(forum, visitor, order, is_found).await??;
    match live.caller(&token, false).await {
        Some(Caller::Participant(participant)) => Ok(Json(Joined { forum, participant, position })),
        Some(_) | None => Err(Refused::not_found()),
    }
}

/// The forum behind a code.
async fn find(app: &App, visitor: Visitor, typed: &str) -> Result<(ForumId, Live), Refused> {
    let id = app.guesses.code(visitor, || app.forums.id_of(typed)).await?;
    let live = app.forums.by_id(id).await?.ok_or_else(Refused::not_found)?;
    Ok((id, live))
}
