//! What became of a contribution, for whoever holds its receipt.

use super::guesses::{Tried, Visitor};
use super::{App, HttpRefusal, JsonBody};
use axum::Json;
use axum::extract::State;
use protocol::http::{AskReceipt, Traced};
use std::sync::Arc;

/// Receipts of nobody are counted as recovery codes of nobody are.
pub(super) async fn trace(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    JsonBody(AskReceipt { receipt }): JsonBody<AskReceipt>,
) -> Result<Json<Traced>, HttpRefusal> {
    let look = app.forums.traced(receipt);
    let is_found = |answer: &Result<Option<_>, _>| !matches!(answer, Ok(None));
    let traced = app.guesses.secret(Tried::Receipts, visitor, look, is_found).await??;
    let (contribution, mut traced) = traced.ok_or_else(HttpRefusal::not_found)?;
    if let Traced::Said(said) = &mut traced {
        said.paths = app.programmes.paths(contribution).await;
    }
    Ok(Json(traced))
}
