//! QR codes: of a forum's address, and of texts that must not stand in an address.

use super::pages::has;
use super::{App, Read, Refused};
use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use fast_qr::ECL;
use fast_qr::convert::Builder;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::qr::{QRBuilder, QRCode};
use protocol::Refusal;
use protocol::limits::CODE_LETTERS;
use protocol::secret::read_code;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Characters of a text in a code: more is not read from a wall.
const TEXT_CHARACTERS_MAX: usize = 512;
const CODE_LETTERS_MAX: usize = 16;
/// Modules of white around the code, as the standard asks for.
const MARGIN: usize = 4;

/// Which of the server's addresses to show; the best one when nothing is said.
#[derive(Deserialize)]
pub(super) struct Shown {
    address: Option<String>,
}

/// What is to stand in the code.
#[derive(Deserialize)]
pub(super) struct Text {
    text: String,
}

/// The address of a forum, in upper case, which makes a smaller code.
pub(super) async fn join(
    State(app): State<Arc<App>>,
    Path(file): Path<String>,
    Query(shown): Query<Shown>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let code = read_code(file.strip_suffix(".svg").ok_or_else(Refused::not_found)?);
    if code.len() > CODE_LETTERS_MAX || !code.bytes().all(|letter| CODE_LETTERS.contains(&letter)) {
        return Err(Refused::not_found());
    }
    let address = match shown.address {
        None => app.addresses.best(),
        Some(chosen) if app.addresses.for_phones().contains(&chosen) => chosen,
        Some(_) => return Err(Refused::not_found()),
    };
    let text = format!("{address}/{code}").to_uppercase();
    let digest = Sha256::digest(&text);
    let etag = format!("\"{:02x}{:02x}{:02x}{:02x}\"", digest[0], digest[1], digest[2], digest[3]);
    if has(&headers, IF_NONE_MATCH, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, etag)]).into_response());
    }
    let svg = svg(&text)?;
    // The address may change at any time.
    Ok(([(ETAG, etag), (CACHE_CONTROL, "no-cache".to_owned())], svg).into_response())
}

/// Any text.
pub(super) async fn text(Read(body): Read<Text>) -> Result<Response, Refused> {
    if body.text.is_empty() || body.text.chars().count() > TEXT_CHARACTERS_MAX {
        return Err(Refusal::BadText {}.into());
    }
    svg(&body.text)
}

fn svg(text: &str) -> Result<Response, Refused> {
    let code = code(text).ok_or(Refusal::BadText {})?;
    let svg = SvgBuilder::default().margin(MARGIN).to_str(&code);
    Ok(([(CONTENT_TYPE, "image/svg+xml")], svg).into_response())
}

fn code(text: &str) -> Option<QRCode> {
    QRBuilder::new(text).ecl(ECL::M).build().ok()
}

/// A code for the terminal, two modules a character. With colours it is right on any background.
pub fn for_terminal(text: &str, colours: bool) -> Option<String> {
    let blocks = code(&text.to_uppercase())?.to_str();
    let (before, after) = if colours { ("\x1b[97;40m", "\x1b[0m") } else { ("", "") };
    Some(blocks.lines().map(|line| format!("  {before}{line}{after}\n")).collect())
}
