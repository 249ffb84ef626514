//! QR codes: of a forum's address, of the hall's Wi-Fi, and of texts that must not stand in an address.

use super::accept::Peer;
use super::access::{Bearer, facilitated};
use super::pages::has;
use super::{App, HttpRefusal, JsonBody};
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use protocol::secret::{is_code, read_code};
use protocol::{ForumId, Refusal};
use qrcodegen::{DataTooLong, QrCode, QrCodeEcc, QrSegment};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Characters of a text in a code: more is not read from a wall.
const TEXT_CHARACTERS_MAX: usize = 512;
/// UTF-8 as codes say it (ECI): without it some cameras take letters with accents for others.
const UTF_8: u32 = 26;
/// Modules of white around the code, as the standard asks for.
const MARGIN: i32 = 4;

/// Which of the server's addresses to show; the best one when nothing is said.
#[derive(Deserialize)]
pub(super) struct Chosen {
    address: Option<String>,
}

/// What is to stand in the code.
#[derive(Deserialize)]
pub(super) struct ToEncode {
    text: String,
}

/// The address of a forum.
pub(super) async fn join(
    State(app): State<Arc<App>>,
    Path(file): Path<String>,
    Query(shown): Query<Chosen>,
    headers: HeaderMap,
) -> Result<Response, HttpRefusal> {
    let code = read_code(file.strip_suffix(".svg").ok_or_else(HttpRefusal::not_found)?);
    if !is_code(&code) {
        return Err(HttpRefusal::not_found());
    }
    let address = match shown.address {
        None => app.addresses.best(),
        Some(chosen) if app.addresses.for_phones().contains(&chosen) => chosen,
        Some(_) => return Err(HttpRefusal::not_found()),
    };
    let text = compact(&format!("{address}/{code}"));
    let digest = Sha256::digest(&text);
    let etag = format!("\"{:02x}{:02x}{:02x}{:02x}\"", digest[0], digest[1], digest[2], digest[3]);
    if has(&headers, IF_NONE_MATCH, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, etag)]).into_response());
    }
    let svg = svg(&text)?;
    // The address may change at any time.
    Ok(([(ETAG, etag), (CACHE_CONTROL, "no-cache".to_owned())], svg).into_response())
}

/// Any text, for facilitators: a large code is work.
pub(super) async fn text(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<Peer>,
    Path(forum): Path<String>,
    Bearer(token): Bearer,
    JsonBody(body): JsonBody<ToEncode>,
) -> Result<Response, HttpRefusal> {
    facilitated(&app, &peer, &forum, &token).await?;
    if body.text.is_empty() {
        return Err(Refusal::Empty {}.into());
    }
    let characters = body.text.chars().count();
    if characters > TEXT_CHARACTERS_MAX {
        return Err(Refusal::TooLong { by: (characters - TEXT_CHARACTERS_MAX) as u32 }.into());
    }
    svg(&body.text)
}

/// The hall's Wi-Fi, for everybody in the forum.
pub(super) async fn wifi(
    State(app): State<Arc<App>>,
    Path(forum): Path<String>,
    Bearer(token): Bearer,
) -> Result<Response, HttpRefusal> {
    let id: ForumId = forum.parse().map_err(|_| HttpRefusal::not_found())?;
    let live = app.forums.by_id(id).await?.ok_or_else(HttpRefusal::not_found)?;
    live.caller(&token, app.registry.is_owner(&token)).await.ok_or_else(HttpRefusal::not_allowed)?;
    svg(&live.wifi().await?.ok_or_else(HttpRefusal::not_found)?.qr_text())
}

fn svg(text: &str) -> Result<Response, HttpRefusal> {
    Ok(([(CONTENT_TYPE, "image/svg+xml")], picture(text)?).into_response())
}

/// The picture of a forum's address.
pub(super) fn picture_of_address(address: &str) -> Result<String, Refusal> {
    picture(&compact(address))
}

/// A code as SVG.
pub(super) fn picture(text: &str) -> Result<String, Refusal> {
    let code = code(text).map_err(|_| Refusal::LimitReached { max: TEXT_CHARACTERS_MAX as u32 })?;
    let side = code.size() + 2 * MARGIN;
    let modules = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
    let dark: String = modules
        .filter(|(x, y)| code.get_module(*x, *y))
        .map(|(x, y)| format!("M{} {}h1v1h-1z", x + MARGIN, y + MARGIN))
        .collect();
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"{dark}\"/></svg>"
    ))
}

/// An address as it makes the smallest code. The host and our codes are read in any case, so they stand in
/// capitals, which take less place; the scheme does not: some cameras take `HTTP://` for no link.
fn compact(address: &str) -> String {
    match address.split_once("://") {
        Some((scheme, rest)) => format!("{scheme}://{}", rest.to_uppercase()),
        None => address.to_owned(),
    }
}

fn code(text: &str) -> Result<QrCode, DataTooLong> {
    let segments = match text.find("://").map(|end| text.split_at(end)) {
        Some((scheme, rest)) if QrSegment::is_alphanumeric(rest) => {
            vec![QrSegment::make_bytes(scheme.as_bytes()), QrSegment::make_alphanumeric(rest)]
        }
        Some(_) | None if text.is_ascii() => QrSegment::make_segments(text),
        Some(_) | None => vec![QrSegment::make_eci(UTF_8), QrSegment::make_bytes(text.as_bytes())],
    };
    QrCode::encode_segments(&segments, QrCodeEcc::Medium)
}

/// A code of an address for the terminal, two modules a character. With colours it is right on any
/// background.
pub fn for_terminal(address: &str, colours: bool) -> Option<String> {
    let code = code(&compact(address)).ok()?;
    let modules = -MARGIN..code.size() + MARGIN;
    let (before, after) = if colours { ("\x1b[97;40m", "\x1b[0m") } else { ("", "") };
    let line = |y: i32| {
        let blocks = modules.clone().map(|x| match (code.get_module(x, y), code.get_module(x, y + 1)) {
            (false, false) => '█',
            (false, true) => '▀',
            (true, false) => '▄',
            (true, true) => ' ',
        });
        format!("  {before}{}{after}\n", blocks.collect::<String>())
    };
    Some(modules.clone().step_by(2).map(line).collect())
}
