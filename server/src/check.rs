//! `bourdon check`: whether a data folder is sound.

use crate::log::{CheckReport, Log, LogError, LogReader};
use crate::loopback;
use anyhow::{Context, bail};
use axum::http::StatusCode;
use std::path::Path;

/// Checks a data folder, through the server that uses it if there is one.
///
/// # Errors
/// When it cannot be read at all.
pub async fn check(data: &Path) -> anyhow::Result<CheckReport> {
    if !Log::exists(data) {
        bail!("there are no forums in {}", data.display());
    }
    match LogReader::open(data) {
        Ok(log) => Ok(log.check()?),
        Err(error @ LogError::InUse(_)) => match loopback::get(data, "/api/check").await.context(error)? {
            (StatusCode::OK, json) => Ok(serde_json::from_slice(&json)?),
            (status, _) => bail!("the server that uses {} answers {status}", data.display()),
        },
        Err(error) => Err(error.into()),
    }
}
