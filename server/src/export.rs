//! `bourdon export` and `bourdon archive`: everything that a forum or programme holds, or a file made of a forum.

use crate::log::{Log, LogError, LogReader};
use crate::loopback;
use anyhow::{Context, bail};
use axum::http::StatusCode;
use documents::{File, Names};
use protocol::SubjectKind;
use protocol::secret::read_code;
use std::path::Path;

/// Why nothing else than JSON is written of a programme.
const NO_DOCUMENT: &str = "of a programme there is JSON alone";

/// What is written.
#[derive(Clone, Copy, Debug)]
pub enum What {
    /// Everything with names, as JSON.
    Everything,
    /// A document.
    File(File, Names),
    /// What is brought in elsewhere.
    Archive,
}

/// The forum or programme with this id or code, from the server that uses the folder if there is one.
///
/// # Errors
/// When there is no such forum, or the folder cannot be read.
pub async fn export(data: &Path, forum: &str, what: What) -> anyhow::Result<Vec<u8>> {
    if !Log::exists(data) {
        bail!("there are no forums in {}", data.display());
    }
    if !forum.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        bail!("{forum} is neither the id nor the code of a forum");
    }
    match LogReader::open(data) {
        Ok(log) => from_log(&log.complete()?, forum, what),
        Err(error @ LogError::InUse(_)) => {
            let path = match what {
                What::Everything => format!("/api/forums/{forum}/export?names=true"),
                What::Archive => format!("/api/forums/{forum}/archive"),
                What::File(file, names) => {
                    let names = names == Names::OfThoseWhoAgreed;
                    format!("/api/forums/{forum}/documents/{}?names={names}", file.path())
                }
            };
            let mut answer = loopback::get(data, &path).await.context(error)?;
            if answer.0 == StatusCode::NOT_FOUND {
                answer = match (loopback::get(data, &format!("/api/programmes/{forum}/export")).await?, what)
                {
                    ((StatusCode::OK, _), What::File(..) | What::Archive) => bail!(NO_DOCUMENT),
                    (answer, _) => answer,
                };
            }
            match answer {
                (StatusCode::OK, written) => Ok(written.into()),
                (StatusCode::NOT_FOUND, _) => bail!("there is no forum {forum}"),
                (status, _) => bail!("the server that uses {} answers {status}", data.display()),
            }
        }
        Err(error) => Err(error.into()),
    }
}

fn from_log(log: &LogReader, forum: &str, what: What) -> anyhow::Result<Vec<u8>> {
    let (id, code) = (forum.parse().ok(), read_code(forum));
    let rows = log.subjects()?;
    let row = rows.iter().find(|row| Some(row.id) == id || row.code == code);
    let row = row.with_context(|| format!("there is no forum {forum}"))?;
    if row.kind == SubjectKind::Programme {
        let What::Everything = what else { bail!(NO_DOCUMENT) };
        let stored = log.read::<programme::State>(row.id)?;
        return Ok(serde_json::to_vec(&programme::export::export(&stored.state(), stored.seq()))?);
    }
    let stored = log.read::<forum::State>(row.id)?;
    let (state, seq) = (stored.state(), stored.seq());
    Ok(match what {
        What::Everything => serde_json::to_vec(&forum::export(&state, seq))?,
        What::File(file, names) => file.write(&forum::export(&state, seq), names, None),
        What::Archive => forum::archive(&state, &stored.epoch, seq).to_bytes(),
    })
}
