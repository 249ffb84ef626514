//! Files that come into a programme: brought, looked at, taken over.

use super::accept::Peer;
use super::access::Bearer;
use super::programmes::officers;
use super::{App, HttpRefusal, JsonBody};
use crate::behind::behind;
use crate::import::{self, Run, Source};
use crate::shares::Share;
use crate::uploads::{Kept, NotArrived, Uploads};
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::{Extension, Json};
use documents::Language;
use hyper::body::Frame;
use protocol::Refusal;
use protocol::limits::programme::FILES_MAX;
use protocol::programme::import::{ImportFile, Imported, Progress, Uploaded};
use protocol::programme::{ItemId, ProgrammeId};
use serde::Deserialize;
use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use subject::SecretHash;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::timeout;

/// Time until a file is read, and until what comes before it is.
const READING_TIME_MAX: Duration = Duration::from_secs(60);

/// How a file is read.
#[derive(Deserialize)]
pub(super) struct ReadAs {
    /// Of sentences.
    #[serde(default)]
    language: Language,
    /// The file, brought before, that holds the structure of its questions.
    structure: Option<ItemId>,
}

/// What somebody brings is one at a time; and so are, for the sake of memory, the readings of all.
struct Turn {
    _person: Share<SecretHash>,
    _reading: OwnedSemaphorePermit,
}

/// A file is brought: it is looked at, and nothing of it stands in the programme.
pub(super) async fn bring(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path(programme): Path<String>,
    Query(ReadAs { language, structure }): Query<ReadAs>,
    Bearer(token): Bearer,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<Uploaded>), HttpRefusal> {
    let (live, _) = officers(&app, &peer, &programme, &token).await?;
    let person = app.bringing.take(token).ok_or_else(HttpRefusal::too_many_answers)?;
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > files::limits::FILE) {
        return Err(NotArrived::TooLarge.into());
    }
    let (state, _) = live.copy().await?;
    let (uploads, id) = (app.uploads.clone(), state.id());
    let (has_room, state) = on_disk(move || {
        let goes_on = |file| state.parts_done(file).is_some_and(|(_, undone)| !undone);
        Ok((uploads.make_room(id, structure, goes_on)?, state))
    })
    .await?;
    if !has_room || app.space.is_low() {
        return Err(Refusal::LimitReached { max: FILES_MAX as u32 }.into());
    }
    let upload = app.uploads.receive(body).await?;
    let (file, uploads) = (upload.file, app.uploads.clone());
    let kept = Kept { programme: id, structure, asked: None, imported: None };
    let language = of(language);
    // Dropped unread, the upload takes its file away.
    let looked = in_turn(&app, person, move |turn| {
        let source = read(&uploads, id, file, structure, language)?;
        let preview = import::preview(&source, &state, language);
        let mapping = import::propose(&source, &state);
        uploads.keep(upload, &kept).map_err(HttpRefusal::from)?;
        drop(turn);
        Ok(Uploaded { file, preview, mapping })
    });
    Ok((StatusCode::CREATED, Json(looked.await?)))
}

/// A file is taken over, or goes on being: what is answered comes line by line.
pub(super) async fn import(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path((programme, file)): Path<(String, String)>,
    Query(ReadAs { language, .. }): Query<ReadAs>,
    Bearer(token): Bearer,
    JsonBody(asked): JsonBody<ImportFile>,
) -> Result<impl IntoResponse, HttpRefusal> {
    let (live, caller) = officers(&app, &peer, &programme, &token).await?;
    let file: ItemId = file.parse().map_err(|_| HttpRefusal::not_found())?;
    let person = app.bringing.take(token).ok_or_else(HttpRefusal::too_many_answers)?;
    let alone = app.importing.take(file).ok_or_else(HttpRefusal::too_many_answers)?;
    let (state, _) = live.copy().await?;
    let (uploads, id) = (app.uploads.clone(), state.id());
    let kept = on_disk(move || Ok(uploads.find(id, file))).await?.ok_or_else(HttpRefusal::not_found)?;
    let begun = state.parts_done(file);
    let is_undone = begun.is_some_and(|(_, undone)| undone);
    if !is_undone && begun.is_some() && kept.asked.as_ref().is_some_and(|before| *before != asked) {
        // Parts of it are done in another way: that one goes on, or is undone.
        return Err(Refusal::BadCommand {}.into());
    }
    let (progress, lines) = unbounded_channel();
    if is_undone {
        let _ = progress.send(Progress::Stopped(Refusal::NotFound {}));
    } else if let Some(imported) = kept.imported {
        let _ = progress.send(Progress::Imported(imported));
    } else {
        let language = of(language);
        let run = Run { live, caller, import: file, language, state, progress };
        begin(&app, person, run, Kept { asked: Some(asked), ..kept }, alone).await?;
    }
    Ok(([(CONTENT_TYPE, "application/jsonl")], Body::new(Lines(lines))))
}

/// Reads the file and plans what becomes of it; what is wrong with that is answered, all else goes on by itself.
async fn begin(
    app: &App,
    person: Share<SecretHash>,
    run: Run,
    kept: Kept,
    alone: Share<ItemId>,
) -> Result<(), HttpRefusal> {
    let (file, uploads) = (run.import, app.uploads.clone());
    let planned = in_turn(app, person, move |turn| {
        let asked = kept.asked.as_ref().ok_or_else(HttpRefusal::unknown)?;
        let source = read(&uploads, kept.programme, file, kept.structure, run.language)?;
        let plan = import::plan(source, asked, file, &run.state, run.language)?;
        uploads.note(file, &kept)?;
        Ok((turn, run, kept, plan))
    });
    let (turn, run, kept, plan) = planned.await?;
    let uploads = app.uploads.clone();
    tokio::spawn(async move {
        let last = match import::carry_on(&run, Arc::from(plan)).await {
            Ok(imported) => match finish(uploads, file, kept, imported.clone()).await {
                Ok(()) => Progress::Imported(imported),
                Err(_) => Progress::Stopped(Refusal::TryLater {}),
            },
            Err(refusal) => Progress::Stopped(refusal),
        };
        drop((turn, alone));
        let _ = run.progress.send(last);
    });
    Ok(())
}

/// All is in the programme: the file goes, and it is kept that it was taken over. The structure of its questions may be
/// that of other files too: it goes after a day.
async fn finish(uploads: Uploads, file: ItemId, kept: Kept, imported: Imported) -> Result<(), HttpRefusal> {
    on_disk(move || {
        uploads.note(file, &Kept { imported: Some(imported), ..kept })?;
        uploads.remove(file)
    })
    .await
}

/// Does this behind everything else once it is this file's turn, and within a minute; what takes longer comes to its
/// end unheard, and until then its turn goes on.
async fn in_turn<T: Send + 'static>(
    app: &App,
    person: Share<SecretHash>,
    work: impl FnOnce(Turn) -> Result<T, HttpRefusal> + Send + 'static,
) -> Result<T, HttpRefusal> {
    let reading = app.reading.clone();
    let done = async move {
        let reading = reading.acquire_owned().await.map_err(|_| HttpRefusal::unknown())?;
        let turn = Turn { _person: person, _reading: reading };
        behind(move || work(turn)).await.ok_or_else(HttpRefusal::unknown)?
    };
    timeout(READING_TIME_MAX, done).await.unwrap_or_else(|_| Err(Refusal::TryLater {}.into()))
}

fn read(
    uploads: &Uploads,
    programme: ProgrammeId,
    file: ItemId,
    structure: Option<ItemId>,
    language: files::Language,
) -> Result<Source, HttpRefusal> {
    let structure = match structure {
        Some(file) => {
            uploads.find(programme, file).ok_or_else(HttpRefusal::not_found)?;
            Some(bytes(uploads, file)?)
        }
        None => None,
    };
    Ok(import::read(&bytes(uploads, file)?, structure.as_deref(), language)?)
}

/// The bytes of a file that is still there.
fn bytes(uploads: &Uploads, file: ItemId) -> Result<Vec<u8>, HttpRefusal> {
    uploads.bytes(file).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => HttpRefusal::not_found(),
        _ => error.into(),
    })
}

async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, HttpRefusal> {
    Ok(tokio::task::spawn_blocking(work).await.map_err(|_| HttpRefusal::unknown())??)
}

fn of(language: Language) -> files::Language {
    match language {
        Language::French => files::Language::French,
        Language::English => files::Language::English,
    }
}

impl From<io::Error> for HttpRefusal {
    fn from(error: io::Error) -> Self {
        tracing::error!(%error, "files that were brought cannot be kept");
        Self::unknown()
    }
}

impl From<NotArrived> for HttpRefusal {
    fn from(why: NotArrived) -> Self {
        match why {
            NotArrived::TooLarge => Self(StatusCode::PAYLOAD_TOO_LARGE, Refusal::BadCommand {}),
            NotArrived::CutOff => Self(StatusCode::REQUEST_TIMEOUT, Refusal::BadCommand {}),
            NotArrived::Disk(error) => error.into(),
        }
    }
}

/// Lines as they come.
struct Lines(UnboundedReceiver<Progress>);

impl HttpBody for Lines {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(context).map(|line| {
            let mut written = serde_json::to_vec(&line?).unwrap_or_default();
            written.push(b'\n');
            Some(Ok(Frame::data(written.into())))
        })
    }
}
