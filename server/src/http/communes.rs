//! The official list of communes, searched.

use super::{App, HttpRefusal};
use crate::behind::behind;
use axum::Json;
use axum::extract::{Query, State};
use communes::{VINTAGE, communes};
use protocol::Refusal;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Communes that one search finds.
const FOUND_MAX: usize = 12;
/// Characters of what is looked for.
const WORDS_MAX: usize = 100;

#[derive(Deserialize)]
pub(super) struct Looked {
    search: String,
}

#[derive(Serialize)]
pub(super) struct CommunesFound {
    /// As of 1 January of this year.
    vintage: u16,
    communes: Vec<OneFound>,
}

#[derive(Serialize)]
struct OneFound {
    code: &'static str,
    name: &'static str,
    postcodes: &'static [String],
    /// What it was found by, where that is a part of it today.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'static str>,
}

/// By name, official code or postcode.
pub(super) async fn search(
    State(app): State<Arc<App>>,
    Query(Looked { search }): Query<Looked>,
) -> Result<Json<CommunesFound>, HttpRefusal> {
    let over = search.chars().count().saturating_sub(WORDS_MAX);
    if over > 0 {
        return Err(Refusal::TooLong { by: over as u32 }.into());
    }
    let one = app.searching.clone().acquire_owned().await.map_err(|_| HttpRefusal::unknown())?;
    let search = behind(move || {
        let found = communes().search(&search, FOUND_MAX);
        drop(one);
        found
    });
    let found = search.await.ok_or_else(HttpRefusal::unknown)?;
    let one = |found: communes::Found<'static>| OneFound {
        code: &found.commune.code,
        name: &found.commune.name,
        postcodes: &found.commune.postcodes,
        part: found.by.map(|part| part.name.as_str()),
    };
    Ok(Json(CommunesFound { vintage: VINTAGE, communes: found.into_iter().map(one).collect() }))
}
