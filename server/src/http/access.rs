//! Who may: whose a token is, and what it opens.

use super::accept::Peer;
use super::{App, HttpRefusal};
use crate::live::Live;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use forum::{Caller, SecretHash, hash_token};
use protocol::Refusal;
use protocol::secret::Token;

/// The token of `Authorization: Bearer TOKEN`, as its hash: nothing else of it is needed further in.
pub(super) struct Bearer(pub(super) SecretHash);

impl<S: Sync> FromRequestParts<S> for Bearer {
    type Rejection = HttpRefusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, HttpRefusal> {
        parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .and_then(|digits| Token::try_from(digits.to_owned()).ok())
            .map(|token| Self(hash_token(&token)))
            .ok_or(HttpRefusal(StatusCode::UNAUTHORIZED, Refusal::NotAllowed {}))
    }
}

/// The owner's browser.
pub(super) fn must_be_owner(app: &App, token: &SecretHash) -> Result<(), HttpRefusal> {
    if app.registry.is_owner(token) { Ok(()) } else { Err(HttpRefusal::not_allowed()) }
}

/// The command line on this machine.
pub(super) fn must_be_key_here(app: &App, peer: &Peer, token: &SecretHash) -> Result<(), HttpRefusal> {
    if is_key_here(app, peer, token) { Ok(()) } else { Err(HttpRefusal::not_allowed()) }
}

/// The owner key itself, and the request comes from this machine.
pub(super) fn is_key_here(app: &App, peer: &Peer, token: &SecretHash) -> bool {
    peer.is_here() && app.key.is(token)
}

/// The forum, for its facilitators and the owner. FORUM is an id; a code too for the command line on this
/// machine.
pub(super) async fn facilitated(
    app: &App,
    peer: &Peer,
    forum: &str,
    token: &SecretHash,
) -> Result<Live<forum::State>, HttpRefusal> {
    if is_key_here(app, peer, token) {
        let id = forum.parse().ok().or_else(|| app.forums.id_of(forum)).ok_or_else(HttpRefusal::not_found)?;
        return app.forums.by_id(id).await?.ok_or_else(HttpRefusal::not_found);
    }
    let id = forum.parse().map_err(|_| HttpRefusal::not_found())?;
    let live = app.forums.by_id(id).await?.ok_or_else(HttpRefusal::not_allowed)?;
    match live.caller(token, app.registry.is_owner(token)).await {
        Some(Caller::Owner | Caller::Facilitator(_)) => Ok(live),
        Some(
            Caller::Newcomer
            | Caller::Projector(_)
            | Caller::Participant(_)
            | Caller::Voter(_)
            | Caller::Unnamed,
        )
        | None => Err(HttpRefusal::not_allowed()),
    }
}
