//! The web app's pages and what they load.

use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{AppendHeaders, IntoResponse, Response};
use percent_encoding::percent_decode_str;
use protocol::secret::{is_code, read_code};

/// A page opens again from the browser's cache while the laptop is away, for four hours.
const PAGE: &str = "max-age=14400";
const IMMUTABLE: &str = "max-age=31536000, immutable";

const NOT_BUILT: &str = "This bourdon was built without its web app (BOURDON_WEB=skip).\n\
                         Build it again without BOURDON_WEB to have the pages.\n";

/// A file by its path; else a page by its name or a forum by its code, also with signs that a sentence
/// left around them. What is no page is answered by the page that asks for a code, in the reader's language.
pub(super) async fn at(uri: Uri, headers: HeaderMap) -> Response {
    let path = percent_decode_str(uri.path()).decode_utf8_lossy();
    if let Some(response) = file(&path, &headers).filter(|_| !path.ends_with(".html")) {
        return response;
    }
    match read_code(&path).as_str() {
        "ANIMATION" => page("animation.html", &headers),
        "ECRAN" => page("ecran.html", &headers),
        "DEMARCHE" | "DÉMARCHE" => page("demarche.html", &headers),
        "QUESTIONNAIRE" => page("questionnaire.html", &headers),
        "RECU" | "REÇU" => page("recu.html", &headers),
        "APERCU" if cfg!(debug_assertions) => page("apercu.html", &headers),
        code if code.is_empty() || is_code(code) => page("index.html", &headers),
        _ => missing(headers),
    }
}

fn missing(mut headers: HeaderMap) -> Response {
    headers.remove(IF_NONE_MATCH);
    let mut response = page("index.html", &headers);
    if response.status().is_success() {
        *response.status_mut() = StatusCode::NOT_FOUND;
        response.headers_mut().remove(ETAG);
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

fn page(name: &str, headers: &HeaderMap) -> Response {
    match file(name, headers) {
        Some(response) => response,
        None => (StatusCode::SERVICE_UNAVAILABLE, NOT_BUILT).into_response(),
    }
}

fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    let file = web::file(path)?;
    let vary = (VARY, "Accept-Encoding");
    let kept = match file.etag {
        Some(etag) => AppendHeaders(vec![(CACHE_CONTROL, PAGE), (ETAG, etag), vary]),
        None => AppendHeaders(vec![(CACHE_CONTROL, IMMUTABLE), vary]),
    };
    if file.etag.is_some_and(|etag| has(headers, IF_NONE_MATCH, etag)) {
        return Some((StatusCode::NOT_MODIFIED, kept).into_response());
    }
    let content_type = [(CONTENT_TYPE, file.content_type)];
    Some(match file.gzip {
        Some(gzip) if takes_gzip(headers) => {
            (kept, content_type, [(CONTENT_ENCODING, "gzip")], gzip).into_response()
        }
        Some(_) | None => (kept, content_type, file.bytes).into_response(),
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
