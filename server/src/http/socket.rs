//! The socket of a screen (`GET /socket`).

use crate::forums::Forums;
use axum::extract::{Request, State};
use axum::response::Response;

/// Takes a connection over.
pub async fn upgrade(State(_forums): State<Forums>, _request: Request) -> Response {
    Response::default()
}
