//! What the owner and officers do with programmes beside the socket.

use super::accept::Peer;
use super::access::{Bearer, is_key_here, must_be_owner};
use super::answer::AnswerBody;
use super::{App, HttpRefusal, JsonBody};
use crate::behind::behind;
use crate::live::Live;
use crate::log::LogError;
use crate::pdf::Browser;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::response::IntoResponse;
use axum::{Extension, Json};
use documents::{Language, ProgrammeFile};
use programme::Caller;
use programme::dossier::Dossier;
use protocol::Refusal;
use protocol::http::{DamagedProgramme, ListedProgramme, MakeProgramme, ProgrammeMade};
use protocol::programme::ItemId;
use protocol::programme::chart::Shown;
use protocol::programme::results::Working;
use serde::Deserialize;
use std::sync::Arc;
use subject::SecretHash;

/// Makes a programme.
pub(super) async fn make(
    State(app): State<Arc<App>>,
    Bearer(token): Bearer,
    JsonBody(body): JsonBody<MakeProgramme>,
) -> Result<(StatusCode, Json<ProgrammeMade>), HttpRefusal> {
    must_be_owner(&app, &token)?;
    Ok((StatusCode::CREATED, Json(app.programmes.make(body).await?)))
}

/// The programmes of this server, by their names.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    Bearer(token): Bearer,
) -> Result<Json<Vec<ListedProgramme>>, HttpRefusal> {
    must_be_owner(&app, &token)?;
    let (mut sound, mut damaged) = (Vec::new(), Vec::new());
    for (id, code, live) in app.programmes.all().await {
        match live {
            Ok(live) => sound.push(live.summary().await?),
            Err(LogError::Stopped) => return Err(HttpRefusal::unknown()),
            Err(error) => {
                tracing::error!(programme = %id, %error, "a programme cannot be read");
                damaged.push(DamagedProgramme { id, code });
            }
        }
    }
    sound.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.code.cmp(&b.code)));
    damaged.sort_by(|a, b| a.code.cmp(&b.code));
    let damaged = damaged.into_iter().map(ListedProgramme::Damaged);
    Ok(Json(damaged.chain(sound.into_iter().map(ListedProgramme::Sound)).collect()))
}

/// Everything that a programme holds, for its officers and the owner. PROGRAMME is an id; a code too for the owner
/// key on this machine.
pub(super) async fn export(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path(programme): Path<String>,
    Bearer(token): Bearer,
) -> Result<impl IntoResponse, HttpRefusal> {
    let (live, _) = officers(&app, &peer, &programme, &token).await?;
    let share = app.answers.take(token).ok_or_else(HttpRefusal::too_many_answers)?;
    let one = app.export.clone().acquire_owned().await.map_err(|_| HttpRefusal::unknown())?;
    let (state, seq) = live.copy().await?;
    let written = behind(move || {
        let written = serde_json::to_vec(&programme::export::export(&state, seq)).ok();
        drop(one);
        written
    });
    let json = written.await.flatten().ok_or_else(HttpRefusal::unknown)?;
    Ok(([(CONTENT_TYPE, "application/json")], Body::new(AnswerBody::whole(json.into(), share))))
}

/// As what a document is wanted, and in which language; left out: in that of the programme.
#[derive(Deserialize)]
pub(super) struct AskedDocument {
    format: String,
    language: Option<Language>,
}

/// A document of a programme, like `diagnostic`, for its officers and the owner; `pdf` where a browser is found.
pub(super) async fn document(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path((programme, name)): Path<(String, String)>,
    Query(AskedDocument { format, language }): Query<AskedDocument>,
    Bearer(token): Bearer,
) -> Result<impl IntoResponse, HttpRefusal> {
    let (live, _) = officers(&app, &peer, &programme, &token).await?;
    let is_pdf = format == "pdf";
    let made = if is_pdf { "html" } else { &format };
    let wanted = ProgrammeFile::of(&name, made).ok_or_else(HttpRefusal::not_found)?;
    let browser = if is_pdf { Some(Browser::find().ok_or(Refusal::NoBrowser {})?) } else { None };
    let content_type = if is_pdf { "application/pdf" } else { wanted.content_type() };
    let share = app.answers.take(token).ok_or_else(HttpRefusal::too_many_answers)?;
    let one = app.export.clone().acquire_owned().await.map_err(|_| HttpRefusal::unknown())?;
    let (state, _) = live.copy().await?;
    let written = behind(move || {
        let dossier = Dossier::new(&state);
        drop(state);
        let language = language.unwrap_or_else(|| Language::of(&dossier.language));
        let written = wanted.write(&dossier, language);
        let written = match browser {
            None => Ok(written),
            Some(browser) => browser.print(&written).map_err(|error| {
                tracing::error!(%error, "the browser made no PDF");
                Refusal::NoBrowser {}
            }),
        };
        drop(one);
        written.map(|written| (wanted.name(&dossier), written))
    });
    let (name, written) = written.await.ok_or_else(HttpRefusal::unknown)??;
    let name = if is_pdf { name.replace(".html", ".pdf") } else { name };
    let name = HeaderValue::try_from(format!("attachment; filename=\"{name}\""));
    let name = name.map_err(|_| HttpRefusal::unknown())?;
    let headers = [(CONTENT_TYPE, HeaderValue::from_static(content_type)), (CONTENT_DISPOSITION, name)];
    Ok((headers, Body::new(AnswerBody::whole(written.into(), share))))
}

/// How an indicator is drawn.
#[derive(Deserialize)]
pub(super) struct Drawn {
    /// In which language; left out: in that of the programme.
    language: Option<Language>,
    /// How many points the drawings are wide, of which text has 13.
    #[serde(default = "of_a_page")]
    width: u16,
}

fn of_a_page() -> u16 {
    640
}

/// An indicator as the diagnosis shows it, for officers and the owner.
pub(super) async fn chart(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path((programme, indicator)): Path<(String, ItemId)>,
    Query(Drawn { language, width }): Query<Drawn>,
    Bearer(token): Bearer,
) -> Result<Json<Shown>, HttpRefusal> {
    let drawn = drawn(&app, &peer, &programme, token, language, move |dossier, language| {
        documents::chart(dossier, indicator, language, width)
    });
    drawn.await?.map(Json).ok_or_else(HttpRefusal::not_found)
}

/// What the plan costs by year, funder and axis, for officers and the owner.
pub(super) async fn budget(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path(programme): Path<String>,
    Query(Drawn { language, width }): Query<Drawn>,
    Bearer(token): Bearer,
) -> Result<Json<Vec<Shown>>, HttpRefusal> {
    let drawn = drawn(&app, &peer, &programme, token, language, move |dossier, language| {
        documents::budget(dossier, language, width)
    });
    drawn.await.map(Json)
}

/// What a table of results counts.
#[derive(Deserialize)]
pub(super) struct AskedTable {
    /// A `Crossing` as JSON.
    table: String,
}

/// Full counts of a campaign's sheets, for officers and the owner.
pub(super) async fn results(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path((programme, campaign)): Path<(String, ItemId)>,
    Query(AskedTable { table }): Query<AskedTable>,
    Bearer(token): Bearer,
) -> Result<Json<Working>, HttpRefusal> {
    let counted = counted(&app, &peer, &programme, token, move |state| {
        let crossing = serde_json::from_str(&table).map_err(|_| Refusal::BadCommand {})?;
        ::programme::working(&state, campaign, &crossing)
    });
    Ok(Json(counted.await??))
}

/// What is drawn of a programme's dossier; of two languages the one that was asked for.
async fn drawn<T: Send + 'static>(
    app: &App,
    peer: &Peer,
    programme: &str,
    token: SecretHash,
    language: Option<Language>,
    draw: impl FnOnce(&Dossier, Language) -> T + Send + 'static,
) -> Result<T, HttpRefusal> {
    let drawn = counted(app, peer, programme, token, move |state| {
        let dossier = Dossier::new(&state);
        drop(state);
        let language = language.unwrap_or_else(|| Language::of(&dossier.language));
        draw(&dossier, language)
    });
    drawn.await
}

/// What is worked out of a programme for its officers and the owner, each in its turn and behind everything else:
/// whoever asked may go, the next one is worked out after this one all the same.
async fn counted<T: Send + 'static>(
    app: &App,
    peer: &Peer,
    programme: &str,
    token: SecretHash,
    count: impl FnOnce(programme::State) -> T + Send + 'static,
) -> Result<T, HttpRefusal> {
    let (live, _) = officers(app, peer, programme, &token).await?;
    let _share = app.answers.take(token).ok_or_else(HttpRefusal::too_many_answers)?;
    let one = app.counting.clone().acquire_owned().await.map_err(|_| HttpRefusal::unknown())?;
    let (state, _) = live.copy().await?;
    let counted = behind(move || {
        let counted = count(state);
        drop(one);
        counted
    });
    counted.await.ok_or_else(HttpRefusal::unknown)
}

/// The programme, for its officers and the owner; and who of them it is.
pub(super) async fn officers(
    app: &App,
    peer: &Peer,
    programme: &str,
    token: &SecretHash,
) -> Result<(Live<programme::State>, Caller), HttpRefusal> {
    let programmes = &app.programmes;
    let is_key = is_key_here(app, peer, token);
    let by_code = || programmes.id_of(programme).filter(|_| is_key);
    let id = programme.parse().ok().or_else(by_code).ok_or_else(HttpRefusal::not_found)?;
    let live = programmes.by_id(id).await?.ok_or_else(HttpRefusal::not_found)?;
    match live.caller(token, is_key || app.registry.is_owner(token)).await {
        Some(caller @ (Caller::Owner | Caller::Officer(_))) => Ok((live, caller)),
        Some(Caller::Member(_) | Caller::Public) | None => Err(HttpRefusal::not_allowed()),
    }
}
