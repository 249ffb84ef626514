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
    let code = code(&text.to_uppercase())?;
    let modules = 0..code.size + 2 * MARGIN;
    let is_light = |row: usize, column: usize| match (row.checked_sub(MARGIN), column.checked_sub(MARGIN)) {
        (Some(row), Some(column)) if row < code.size && column < code.size => !code[row][column].value(),
        (Some(_) | None, Some(_) | None) => true,
    };
    let (before, after) = if colours { ("\x1b[97;40m", "\x1b[0m") } else { ("", "") };
    let line = |row: usize| {
        let blocks = modules.clone().map(|column| match (is_light(row, column), is_light(row + 1, column)) {
            (true, true) => '█',
            (true, false) => '▀',
            (false, true) => '▄',
            (false, false) => ' ',
        });
        format!("  {before}{}{after}\n", blocks.collect::<String>())
    };
    Some(modules.clone().step_by(2).map(line).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_its_code_is_a_small_code_with_a_margin() {
        let text = for_terminal("http://192.168.1.20:7373/ABCDEF", false).unwrap();
        let lines: Vec<_> = text.lines().map(str::trim).collect();
        assert_eq!(lines[0].chars().count(), 25 + 2 * MARGIN);
        assert!(lines[0].chars().chain(lines[1].chars()).all(|block| block == '█'));
        assert!(lines[2].starts_with("████ ▄▄▄▄▄ █"), "{text}");
    }
}
