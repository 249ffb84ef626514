//! The doors of forums: what a code shows, and how people come in.

use super::guesses::{Tried, Visitor};
use super::{App, HttpRefusal, JsonBody};
use crate::live::{Live, NotDone};
use axum::Json;
use axum::extract::{Path, State};
use forum::{Caller, hash_token};
use protocol::http::{ComeBack, Door, Join, Joined};
use protocol::{ForumId, Refusal};
use std::sync::Arc;

pub(super) async fn door(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(code): Path<String>,
) -> Result<Json<Door>, HttpRefusal> {
    let (_, live) = find(&app, visitor, &code).await?;
    Ok(Json(live.door().await?))
}

pub(super) async fn join(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(code): Path<String>,
    JsonBody(body): JsonBody<Join>,
) -> Result<Json<Joined>, HttpRefusal> {
    let (forum, live) = find(&app, visitor, &code).await?;
    let participant = body.command.r#as;
    app.guesses.join(forum).await?;
    let joined = live.order(Caller::Newcomer, body.into()).await;
    if let Err(NotDone::Refused(_)) = joined {
        app.guesses.did_not_join(forum);
    }
    Ok(Json(Joined { forum, participant, position: joined? }))
}

pub(super) async fn come_back(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(code): Path<String>,
    JsonBody(body): JsonBody<ComeBack>,
) -> Result<Json<Joined>, HttpRefusal> {
    let (forum, live) = find(&app, visitor, &code).await?;
    let token = hash_token(&body.command.token);
    let order = live.order(Caller::Newcomer, body.into());
    let is_found =
        |answer: &Result<_, NotDone>| !matches!(answer, Err(NotDone::Refused(Refusal::NotFound {})));
    let position = app.guesses.secret(Tried::Recovery(forum), visitor, order, is_found).await??;
    match live.caller(&token, false).await {
        Some(Caller::Participant(participant)) => Ok(Json(Joined { forum, participant, position })),
        Some(_) | None => Err(HttpRefusal::not_found()),
    }
}

/// The forum behind a code.
async fn find(
    app: &App,
    visitor: Visitor,
    typed: &str,
) -> Result<(ForumId, Live<forum::State>), HttpRefusal> {
    let id = app.guesses.code(visitor, || app.forums.id_of(typed)).await?;
    let live = app.forums.by_id(id).await?.ok_or_else(HttpRefusal::not_found)?;
    Ok((id, live))
}
