//! `/api/v1`: what the public page shows, as JSON for other programs. Read only, for everybody, and described by
//! `/api/v1/openapi.json`.

mod openapi;

use super::guesses::Visitor;
use super::published::{find, item, of_plan};
use super::{App, HttpRefusal};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, CACHE_CONTROL, CONTENT_TYPE, ETAG,
    HeaderValue, IF_NONE_MATCH,
};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use data_encoding::HEXLOWER;
use documents::ProgrammeFile;
use programme::dossier::{Edited, Piece, Published};
use programme::public;
use protocol::Refusal;
use protocol::programme::Noun;
use protocol::programme::public as answers;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Bytes of a hash that tell two answers apart.
const TAG_BYTES: usize = 16;

pub(super) fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/openapi.json", get(description))
        .route("/export.schema.json", get(export_schema))
        .route("/programmes/{code}", get(programme))
        .route("/programmes/{code}/plan", get(plan))
        .route("/programmes/{code}/axes/{id}", get(axis))
        .route("/programmes/{code}/actions/{id}", get(action))
        .method_not_allowed_fallback(|| async {
            HttpRefusal(StatusCode::METHOD_NOT_ALLOWED, Refusal::NotAllowed {})
        })
        .fallback(|| async { HttpRefusal::not_found() })
        .layer(map_response(for_everybody))
}

/// Whether pages of other servers may ask for this.
pub(super) fn is_for_everybody(path: &str) -> bool {
    path.starts_with("/api/v1/")
}

async fn for_everybody(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("etag"));
    response
}

async fn description(headers: HeaderMap) -> Response {
    answer(&headers, &openapi::description())
}

/// Of what officers take with them as JSON.
async fn export_schema(headers: HeaderMap) -> Response {
    answer(&headers, &protocol::programme::schema::export_schema())
}

async fn programme(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, HttpRefusal> {
    let published = find(&app, visitor, &code).await?.published().await?;
    Ok(answer(&headers, &told(&published, &protocol::secret::read_code(&code))))
}

async fn plan(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
    Path(code): Path<String>,
) -> Result<Response, HttpRefusal> {
    let live = find(&app, visitor, &code).await?;
    let plan = of_plan(&app, &live, None, |dossier| Some(public::plan(dossier))).await?;
    Ok(answer(&headers, &plan))
}

async fn axis(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
    Path((code, id)): Path<(String, String)>,
) -> Result<Response, HttpRefusal> {
    let (_, axis) = item(&app, visitor, &code, (Noun::Axis, &id), public::axis).await?;
    Ok(answer(&headers, &axis))
}

async fn action(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
    Path((code, id)): Path<(String, String)>,
) -> Result<Response, HttpRefusal> {
    let (_, action) = item(&app, visitor, &code, (Noun::Action, &id), public::action).await?;
    Ok(answer(&headers, &action))
}

/// The answer, or that it is the one that they have. Words may be taken back at any time: whoever keeps an answer asks
/// before each use whether it still holds.
fn answer(asked: &HeaderMap, answer: &impl Serialize) -> Response {
    let body = match serde_json::to_vec(answer) {
        Ok(body) => Bytes::from(body),
        Err(error) => {
            tracing::error!(%error, "an answer is no JSON");
            return HttpRefusal::unknown().into_response();
        }
    };
    let hash = Sha256::digest(&body);
    let tag = format!("\"{}\"", HEXLOWER.encode(&hash[..TAG_BYTES]));
    let held = asked.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut held = held.flat_map(|list| list.split(',')).map(|it| it.trim().trim_start_matches("W/"));
    let is_held = held.any(|it| it == tag || it == "*");
    let kept = [(CACHE_CONTROL, "no-cache".to_owned()), (ETAG, tag)];
    if is_held {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    (kept, [(CONTENT_TYPE, "application/json")], body).into_response()
}

/// The programme as it was published last, and what was published of it.
fn told(published: &Published, code: &str) -> answers::Programme {
    let words = |field| published.own.as_ref().and_then(|own| own.text(field)).map(str::to_owned);
    let contact = ["contact_name", "contact_phone", "contact_email", "contact_address"];
    let phase = |phase: &Piece| answers::Phase {
        name: phase.text("name").map(str::to_owned),
        start: phase.day("start"),
        end: phase.day("end"),
        done: phase.is("done"),
    };
    answers::Programme {
        code: code.to_owned(),
        language: published.language.clone(),
        name: words("name"),
        question: words("question"),
        territory: words("territory"),
        lead: words("lead"),
        contact: contact.into_iter().filter_map(words).collect(),
        phases: published.phases.iter().map(phase).collect(),
        documents: published.documents.iter().map(|it| edited(it, code)).collect(),
        has_plan: published.has_plan(),
    }
}

fn edited(edited: &Edited, code: &str) -> answers::Edited {
    let versions = edited.versions.iter().map(|edition| {
        let files = ProgrammeFile::published(edited.document);
        let files = files.map(|file| format!("/demarche/{code}/{}", file.address(edited, edition)));
        answers::Edition {
            version: edition.number,
            at: edition.at,
            note: edition.note.clone(),
            files: files.collect(),
        }
    });
    answers::Edited {
        document: edited.document,
        about: edited.of.as_ref().and_then(|of| of.text("name")).map(str::to_owned),
        versions: versions.collect(),
    }
}
