//! What was published of a programme, for everybody and without an account: its page, and its documents.

use super::answer::AnswerBody;
use super::guesses::Visitor;
use super::{App, HttpRefusal};
use crate::behind::behind;
use crate::live::Live;
use crate::page;
use crate::shares::origin;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue,
};
use axum::response::{IntoResponse, Response};
use documents::{Language, ProgrammeFile};
use programme::dossier::Dossier;
use programme::public;
use protocol::Refusal;
use protocol::limits::TURN_WAIT_MAX;
use protocol::programme::Noun;
use serde::Deserialize;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// Documents on their way to one address: a hall that reads at once stands behind one.
pub(super) const DOCUMENTS_OF_ADDRESS_MAX: usize = 64;
/// They bring their style and pictures along, and no script runs in them.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// Left out: the language of the programme.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct Asked {
    language: Option<Language>,
}

/// The page of a programme.
pub(super) async fn programme(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(code): Path<String>,
    Query(Asked { language }): Query<Asked>,
) -> Response {
    let read = async {
        let live = find(&app, visitor, &code).await?;
        let plan = match of_plan(&app, &live, None, |dossier| Some(public::plan(dossier))).await {
            Err(refusal) if refusal.1 != (Refusal::NotFound {}) => return Err(refusal),
            plan => plan.ok(),
        };
        Ok(page::programme(&live.published().await?, plan.as_ref(), &address(&code), language))
    };
    answered(read.await, language)
}

/// The page of a strategic axis.
pub(super) async fn axis(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((code, number)): Path<(String, String)>,
    Query(Asked { language }): Query<Asked>,
) -> Response {
    let read = async {
        let (live, axis) = item(&app, visitor, &code, (Noun::Axis, &number), public::axis).await?;
        Ok(page::axis(&live.published().await?, &axis, &address(&code), language))
    };
    answered(read.await, language)
}

/// The page of an action sheet.
pub(super) async fn action(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((code, number)): Path<(String, String)>,
    Query(Asked { language }): Query<Asked>,
) -> Response {
    let read = async {
        let (live, action) = item(&app, visitor, &code, (Noun::Action, &number), public::action).await?;
        Ok(page::action(&live.published().await?, &action, &address(&code), language))
    };
    answered(read.await, language)
}

fn address(code: &str) -> String {
    format!("/demarche/{}", protocol::secret::read_code(code))
}

/// An item of the plan as it was published last, and the programme that it belongs to.
pub(super) async fn item<T: Send + 'static>(
    app: &App,
    visitor: Visitor,
    code: &str,
    (noun, number): (Noun, &str),
    read: fn(&Dossier, u32) -> Option<T>,
) -> Result<(Live<programme::State>, T), HttpRefusal> {
    let number = number.parse().map_err(|_| HttpRefusal::not_found())?;
    let live = find(app, visitor, code).await?;
    let item = of_plan(app, &live, Some((noun, number)), move |dossier| read(dossier, number)).await?;
    Ok((live, item))
}

/// What is made of the plan as it was published last, or as it was published last with this item.
pub(super) async fn of_plan<T: Send + 'static>(
    app: &App,
    live: &Live<programme::State>,
    with: Option<(Noun, u32)>,
    make: impl FnOnce(&Dossier) -> Option<T> + Send + 'static,
) -> Result<T, HttpRefusal> {
    let one = turn(&app.showing).await?;
    let excerpt = live.plan(with).await?.ok_or_else(HttpRefusal::not_found)?;
    let made = behind(move || {
        let made = make(&Dossier::from(&excerpt));
        drop(one);
        made
    });
    made.await.ok_or_else(HttpRefusal::unknown)?.ok_or_else(HttpRefusal::not_found)
}

/// Those who do not get a turn come back, and nobody's documents in the office wait behind them.
async fn turn(of: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, HttpRefusal> {
    let one = timeout(TURN_WAIT_MAX, of.clone().acquire_owned()).await;
    one.map_err(|_| HttpRefusal::too_many_answers())?.map_err(|_| HttpRefusal::unknown())
}

/// A document, like `diagnostic-2.docx`.
pub(super) async fn document(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((code, address)): Path<(String, String)>,
    Query(Asked { language }): Query<Asked>,
) -> Response {
    match made(&app, visitor, &code, &address, language).await {
        Ok((file, body)) if file.format() == "html" => shown(StatusCode::OK, body),
        Ok((file, body)) => {
            let mut response = shown(StatusCode::OK, body);
            let headers = response.headers_mut();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.content_type()));
            let name = format!("attachment; filename=\"{}_{address}\"", protocol::secret::read_code(&code));
            headers.extend(HeaderValue::try_from(name).ok().map(|name| (CONTENT_DISPOSITION, name)));
            response
        }
        Err(refusal) => refused(refusal, language),
    }
}

async fn made(
    app: &App,
    visitor: Visitor,
    code: &str,
    address: &str,
    language: Option<Language>,
) -> Result<(ProgrammeFile, Body), HttpRefusal> {
    let live = find(app, visitor, code).await?;
    let found = ProgrammeFile::at(&live.published().await?, address);
    let (file, version) = found.ok_or_else(HttpRefusal::not_found)?;
    let share = app.reading_published.take(origin(visitor.ip)).ok_or_else(HttpRefusal::too_many_answers)?;
    let one = turn(&app.publishing).await?;
    let excerpt = live.excerpt(version).await?.ok_or_else(HttpRefusal::not_found)?;
    let written = behind(move || {
        let written = file.of_version(&excerpt, language);
        drop(one);
        written
    });
    let written = written.await.ok_or_else(HttpRefusal::unknown)?;
    Ok((file, Body::new(AnswerBody::whole(written.into(), share))))
}

pub(super) async fn find(
    app: &App,
    visitor: Visitor,
    code: &str,
) -> Result<Live<programme::State>, HttpRefusal> {
    app.guesses.reader(visitor).await?;
    let id = app.guesses.code(visitor, || app.programmes.id_of(code)).await?;
    app.programmes.by_id(id).await?.ok_or_else(HttpRefusal::not_found)
}

/// Words may be taken back at any time: no browser keeps them.
fn shown(status: StatusCode, body: Body) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (CACHE_CONTROL, "no-store"),
    ];
    (status, headers, body).into_response()
}

fn answered(page: Result<String, HttpRefusal>, language: Option<Language>) -> Response {
    match page {
        Ok(page) => shown(StatusCode::OK, Body::from(page)),
        Err(refusal) => refused(refusal, language),
    }
}

fn refused(HttpRefusal(status, refusal): HttpRefusal, language: Option<Language>) -> Response {
    let language = language.unwrap_or_default();
    if refusal == (Refusal::NotFound {}) {
        return shown(status, Body::from(page::nowhere(language)));
    }
    let sentence = language.say(
        "Trop de demandes à la fois : réessayez dans un instant.\n",
        "Too many requests at once: try again in a moment.\n",
    );
    (status, [(CACHE_CONTROL, "no-store")], sentence).into_response()
}
