//! The web app's pages and what they load.

use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use protocol::limits::{CODE_LETTERS, CODE_LETTERS_LOCAL, CODE_LETTERS_PUBLIC};
use protocol::secret::read_code;

/// A page opens again from the browser's cache while the laptop is away, for four hours.
const PAGE: &str = "max-age=14400";
const IMMUTABLE: &str = "max-age=31536000, immutable";

const NOT_BUILT: &str = "This bourdon was built without its web app (BOURDON_WEB=skip).\n\
                         Build it again without BOURDON_WEB to have the pages.\n";
const NO_PAGE: &str = "There is no such page here.\n";

pub(super) async fn start(headers: HeaderMap) -> Response {
    page("index.html", &headers)
}

/// A page by its name, a forum by its code, or a file beside the pages.
pub(super) async fn named(Path(name): Path<String>, headers: HeaderMap) -> Response {
    match name.to_ascii_lowercase().as_str() {
        "animation" => page("animation.html", &headers),
        "ecran" => page("ecran.html", &headers),
        _ if is_code(&name) => page("index.html", &headers),
        _ if name.ends_with(".html") => missing().await,
        _ => file(&name, &headers).unwrap_or(missing().await),
    }
}

pub(super) async fn asset(Path(path): Path<String>, headers: HeaderMap) -> Response {
    match file(&format!("assets/{path}"), &headers) {
        Some(response) => response,
        None => missing().await,
    }
}

pub(super) async fn missing() -> Response {
    (StatusCode::NOT_FOUND, NO_PAGE).into_response()
}

fn is_code(typed: &str) -> bool {
    let code = read_code(typed);
    [CODE_LETTERS_LOCAL, CODE_LETTERS_PUBLIC].contains(&code.len())
        && code.bytes().all(|letter| CODE_LETTERS.contains(&letter))
}

fn page(name: &str, headers: &HeaderMap) -> Response {
    match file(name, headers) {
        Some(response) => response,
        None => (StatusCode::SERVICE_UNAVAILABLE, NOT_BUILT).into_response(),
    }
}

fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    let file = web::file(path)?;
    let kept = if file.immutable { IMMUTABLE } else { PAGE };
    let common = [(CACHE_CONTROL, kept), (ETAG, file.etag), (VARY, "Accept-Encoding")];
    if has(headers, IF_NONE_MATCH, file.etag) {
        return Some((StatusCode::NOT_MODIFIED, common).into_response());
    }
    let content_type = [(CONTENT_TYPE, file.content_type)];
    Some(match file.gzip {
        Some(gzip) if takes_gzip(headers) => {
            (common, content_type, [(CONTENT_ENCODING, "gzip")], gzip).into_response()
        }
        Some(_) | None => (common, content_type, file.bytes).into_response(),
    })
}

/// Whether the browser takes gzip.
pub(super) fn takes_gzip(headers: &HeaderMap) -> bool {
    has(headers, ACCEPT_ENCODING, "gzip")
}

/// Whether this value is in the list that a header holds.
pub(super) fn has(headers: &HeaderMap, name: axum::http::HeaderName, value: &str) -> bool {
    headers
        .get_all(name)
        .iter()
        .filter_map(|list| list.to_str().ok())
        .flat_map(|list| list.split(','))
        .any(|item| item.split(';').next().unwrap_or_default().trim() == value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_a_page_in_any_case() {
        for code in ["ABCDEF", "abcdef", "ABCD2345", "abc-def"] {
            assert!(is_code(code), "{code}");
        }
        for other in ["ABCDE", "ABCDE0", "favicon.svg", "robots.txt", "ABCDEFG"] {
            assert!(!is_code(other), "{other}");
        }
    }
}
