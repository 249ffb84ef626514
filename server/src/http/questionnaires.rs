//! Questionnaires without an account: what an open campaign asks, and the answers that come in.

use super::guesses::{Tried, Visitor};
use super::{App, HttpRefusal, JsonBody};
use crate::live::{Live, NotDone};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use programme::{Caller, Order};
use protocol::Refusal;
use protocol::http::{AnswerQuestionnaire, Questionnaire};
use protocol::programme::command::Respond;
use std::sync::Arc;

/// What a campaign asks.
pub(super) async fn ask(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((code, number)): Path<(String, u32)>,
) -> Result<Json<Questionnaire>, HttpRefusal> {
    app.guesses.reader(visitor).await?;
    let live = find(&app, visitor, &code).await?;
    let (_, questionnaire) = live.questionnaire(number).await?.ok_or_else(HttpRefusal::not_found)?;
    Ok(Json(questionnaire))
}

/// Takes a sheet in. Letters that do not belong to their number are counted as recovery codes of nobody are.
pub(super) async fn answer(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((code, number)): Path<(String, u32)>,
    JsonBody(body): JsonBody<AnswerQuestionnaire>,
) -> Result<StatusCode, HttpRefusal> {
    let live = find(&app, visitor, &code).await?;
    let (campaign, is_numbered) = live.opened(number).await?.ok_or_else(HttpRefusal::not_found)?;
    let AnswerQuestionnaire { id, r#as, number, letters, answers } = body;
    app.guesses.answer(campaign).await?;
    let order = Order::new(id, Respond { r#as, campaign, number, letters, answers });
    let order = live.order(Caller::Public, order);
    let is_found =
        |answer: &Result<_, NotDone>| !matches!(answer, Err(NotDone::Refused(Refusal::WrongLetters {})));
    if is_numbered {
        app.guesses.secret(Tried::Sheets(campaign), visitor, order, is_found).await??;
    } else {
        order.await?;
    }
    Ok(StatusCode::CREATED)
}

async fn find(app: &App, visitor: Visitor, code: &str) -> Result<Live<programme::State>, HttpRefusal> {
    let id = app.guesses.code(visitor, || app.programmes.id_of(code)).await?;
    app.programmes.by_id(id).await?.ok_or_else(HttpRefusal::not_found)
}
