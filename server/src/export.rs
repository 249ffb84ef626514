//! `bourdon export` and `bourdon archive`: everything that a forum or programme holds, or a file made of a forum.

use crate::log::{Log, LogError, LogReader};
use crate::loopback;
use anyhow::{Context, bail};
use axum::http::StatusCode;
use documents::{File, Language, Names, ProgrammeFile};
use programme::dossier::Dossier;
use protocol::SubjectKind;
use protocol::secret::read_code;
use std::path::Path;

/// What is written.
#[derive(Clone, Copy, Debug)]
pub enum What {
    /// Everything with names, as JSON.
    Everything,
    /// A document of a forum.
    File(File, Names),
    /// A document of a programme; in no language: in its own.
    Paper(ProgrammeFile, Option<Language>),
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
            let (of_forum, of_programme) =
                (format!("/api/forums/{forum}/export"), format!("/api/programmes/{forum}/export"));
            // Where it is asked for, and where it would be if it were of the other kind.
            let (path, other) = match what {
                What::Everything => (format!("{of_forum}?names=true"), of_programme),
                What::Archive => (format!("/api/forums/{forum}/archive"), of_programme),
                What::File(file, names) => {
                    let names = names == Names::OfThoseWhoAgreed;
                    (format!("/api/forums/{forum}/documents/{}?names={names}", file.path()), of_programme)
                }
                What::Paper(file, language) => {
                    let (name, format) = file.words();
                    let language = language.map_or_else(String::new, |it| format!("&language={}", it.tag()));
                    (format!("/api/programmes/{forum}/documents/{name}?format={format}{language}"), of_forum)
                }
            };
            let mut answer = loopback::get(data, &path).await.context(error)?;
            if answer.0 == StatusCode::NOT_FOUND {
                answer = match (loopback::get(data, &other).await?, what) {
                    ((StatusCode::OK, _), What::File(..) | What::Archive) => bail!(of_programmes()),
                    ((StatusCode::OK, _), What::Paper(..)) => bail!(of_forums()),
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
        let stored = log.read::<programme::State>(row.id)?;
        let (state, seq) = (stored.state(), stored.seq());
        return match what {
            What::Everything => Ok(serde_json::to_vec(&programme::export::export(&state, seq))?),
            What::Paper(file, language) => {
                let dossier = Dossier::new(&state);
                let language = language.unwrap_or_else(|| Language::of(&dossier.language));
                Ok(file.write(&dossier, language))
            }
            What::File(..) | What::Archive => bail!(of_programmes()),
        };
    }
    let stored = log.read::<forum::State>(row.id)?;
    let (state, seq) = (stored.state(), stored.seq());
    Ok(match what {
        What::Everything => serde_json::to_vec(&forum::export(&state, seq))?,
        What::File(file, names) => file.write(&forum::export(&state, seq), names, None),
        What::Archive => forum::archive(&state, &stored.epoch, seq).to_bytes(),
        What::Paper(..) => bail!(of_forums()),
    })
}

/// What there is of forums, in a sentence.
pub fn of_forums() -> String {
    let files = Vec::from_iter(File::all().map(File::path));
    format!("of a forum there is JSON, and {}", files.join(", "))
}

/// What there is of programmes, in a sentence.
pub fn of_programmes() -> String {
    let files = Vec::from_iter(ProgrammeFile::all().map(ProgrammeFile::path));
    format!("of a programme there is JSON, and {}", files.join(", "))
}
