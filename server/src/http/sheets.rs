//! Questionnaires on paper, for officers and the owner.

use super::accept::Peer;
use super::access::Bearer;
use super::answer::AnswerBody;
use super::programmes::officers;
use super::{App, HttpRefusal};
use crate::behind::behind;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use documents::Sheets;
use programme::{OnPaper, batch_name, letters, on_paper};
use protocol::Refusal;
use protocol::limits::programme::SHEET_NUMBER_MAX;
use protocol::programme::ItemId;
use serde::Deserialize;
use std::sync::Arc;

/// Questionnaires in one print: a box of paper, and some megabytes.
const SHEETS_MAX: u32 = 500;
/// Bytes of one print: a long questionnaire is printed in fewer copies at a time.
const PRINT_MAX: usize = 32 << 20;

/// Which ones.
#[derive(Deserialize)]
pub(super) struct Wanted {
    /// The first number.
    #[serde(default = "one")]
    from: u32,
    /// How many.
    #[serde(default = "one")]
    count: u32,
    /// In which batch they are handed out.
    batch: Option<ItemId>,
}

fn one() -> u32 {
    1
}

/// A page for the printer.
pub(super) async fn print(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path((programme, campaign)): Path<(String, ItemId)>,
    Query(Wanted { from, count, batch }): Query<Wanted>,
    Bearer(token): Bearer,
) -> Result<impl IntoResponse, HttpRefusal> {
    let (live, _) = officers(&app, &peer, &programme, &token).await?;
    let last = from.saturating_add(count.saturating_sub(1));
    if count > SHEETS_MAX {
        return Err(Refusal::LimitReached { max: SHEETS_MAX }.into());
    }
    if from == 0 || count == 0 || last > SHEET_NUMBER_MAX {
        return Err(Refusal::BadCommand {}.into());
    }
    let share = app.answers.take(token).ok_or_else(HttpRefusal::too_many_answers)?;
    let address = app.addresses.best();
    let code = live.summary().await?.code;
    let one = app.export.clone().acquire_owned().await.map_err(|_| HttpRefusal::unknown())?;
    let (state, _) = live.copy().await?;
    let written = behind(move || {
        let OnPaper { number, was_opened, asked } = on_paper(&state, campaign)?;
        let batch = batch.map(|batch| batch_name(&state, campaign, batch).ok_or(())).transpose().ok()?;
        let form = format!("{address}/questionnaire#{code}-{number}");
        let page = |last| {
            documents::sheets(&Sheets {
                questionnaire: &asked,
                numbers: from..=last,
                batch: batch.as_deref(),
                form: was_opened.then_some(&form),
                letters: &|number| letters(&state, campaign, number),
            })
        };
        let fitting = (PRINT_MAX / page(from).len().max(1)).max(1) as u32;
        let page = if count > fitting { Err(Refusal::LimitReached { max: fitting }) } else { Ok(page(last)) };
        drop(one);
        Some((format!("{code}-{number}_{from}-{last}.html"), page))
    });
    let (name, page) = written.await.flatten().ok_or_else(HttpRefusal::not_found)?;
    let page = page?;
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, Body::new(AnswerBody::whole(page.into(), share))))
}
