//! `bourdon export`: everything that a forum holds.

use crate::log::{Log, LogError, LogReader};
use crate::loopback;
use anyhow::{Context, bail};
use axum::http::StatusCode;
use protocol::secret::read_code;
use std::path::Path;

/// The forum with this id or code as JSON, from the server that uses the folder if there is one.
///
/// # Errors
/// When there is no such forum, or the folder cannot be read.
pub async fn export(data: &Path, forum: &str) -> anyhow::Result<Vec<u8>> {
    if !Log::exists(data) {
        bail!("there are no forums in {}", data.display());
    }
    if !forum.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        bail!("{forum} is neither the id nor the code of a forum");
    }
    match LogReader::open(data) {
        Ok(log) => from_log(&log.complete()?, forum),
        Err(error @ LogError::InUse(_)) => {
            let path = format!("/api/forums/{forum}/export?names=true");
            match loopback::get(data, &path).await.context(error)? {
                (StatusCode::OK, json) => Ok(json.into()),
                (StatusCode::NOT_FOUND, _) => bail!("there is no forum {forum}"),
                (status, _) => bail!("the server that uses {} answers {status}", data.display()),
            }
        }
        Err(error) => Err(error.into()),
    }
}

fn from_log(log: &LogReader, forum: &str) -> anyhow::Result<Vec<u8>> {
    let (id, code) = (forum.parse().ok(), read_code(forum));
    let rows = log.forums()?;
    let row = rows.iter().find(|row| Some(row.id) == id || row.code == code);
    let stored = log.read(row.with_context(|| format!("there is no forum {forum}"))?.id)?;
    Ok(serde_json::to_vec(&forum::export(&stored.state(), stored.seq()))?)
}
