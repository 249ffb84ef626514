//! A forum in the making: a room with slots, spaces and people, as tests need it.

use crate::http::{Answer, request};
use crate::phone::{Phone, new_id, new_token};
use crate::server::Server;
use serde_json::{Value, json};
use std::net::SocketAddr;

/// A forum on a server, with its facilitator's token.
pub struct Room {
    /// Where its server listens.
    pub address: SocketAddr,
    /// The owner's token.
    pub owner: String,
    /// Its id.
    pub forum: String,
    /// Its code.
    pub code: String,
    /// The creator's token.
    pub facilitator: String,
    /// Two slots.
    pub slots: [String; 2],
    /// Two spaces.
    pub spaces: [String; 2],
    /// Two colleges.
    pub colleges: [String; 2],
}

/// Somebody who joined.
#[derive(Clone, Debug)]
pub struct Person {
    /// Their id.
    pub id: String,
    /// Their token.
    pub token: String,
}

impl Room {
    /// Creates a forum.
    pub async fn new(server: &Server) -> Self {
        Self::with(server, json!({})).await
    }

    /// Creates a forum; `more` are further fields.
    pub async fn with(server: &Server, more: Value) -> Self {
        let address = server.address;
        let owner = exchange(server).await;
        let [facilitator, forum] = [new_token(), new_id()];
        let pair = || [new_id(), new_id()];
        let (slots, spaces, colleges) = (pair(), pair(), pair());
        let mut body = json!({
            "id": new_id(), "as": forum, "pass": new_id(), "token": facilitator,
            "question": "Que voulons-nous faire ensemble ?", "language": "fr",
            "slots": [{"as": slots[0], "label": "Matin", "start": "09:00", "end": "10:00"},
                      {"as": slots[1], "label": "Fin de matinée", "start": "10:00", "end": "11:00"}],
            "spaces": [{"as": spaces[0], "label": "Tilleul", "places": 20}, {"as": spaces[1], "label": "Préau"}],
            "colleges": [{"as": colleges[0], "label": "Je vis ici"}, {"as": colleges[1], "label": "Je suis élue ou élu"}],
        });
        add(&mut body, &more);
        let answer = request(address, "POST /api/forums", &[bearer(&owner)], Some(&body)).await;
        assert_eq!(answer.status / 100, 2, "a forum is created: {answer:?}");
        let code = answer.json()["code"].as_str().expect("a forum has a code").to_owned();
        Self { address, owner, forum, code, facilitator, slots, spaces, colleges }
    }

    /// The facilitator's phone.
    pub async fn facilitator(&self, follow: &[&str]) -> Phone {
        self.screen(&self.facilitator, follow).await
    }

    /// Lets somebody in.
    pub async fn join(&self, name: &str) -> Person {
        let person = Person { id: new_id(), token: new_token() };
        let answer = self.ask_to_join(&person, name, json!({})).await;
        assert_eq!(answer.status / 100, 2, "{name} joins: {answer:?}");
        person
    }

    /// Asks to join; `more` are further fields.
    pub async fn ask_to_join(&self, person: &Person, name: &str, more: Value) -> Answer {
        let mut body = json!({"id": new_id(), "as": person.id, "name": name, "token": person.token});
        add(&mut body, &more);
        request(self.address, &format!("POST /api/forums/{}/join", self.code), &[], Some(&body)).await
    }

    /// A person's phone.
    pub async fn phone(&self, person: &Person, follow: &[&str]) -> Phone {
        self.screen(&person.token, follow).await
    }

    /// The screen of whoever holds this token; it follows these scopes.
    pub async fn screen(&self, token: &str, follow: &[&str]) -> Phone {
        let (mut phone, _) = Phone::hello(self.address, &self.forum, token).await;
        for scope in follow {
            phone.follow(&self.snapshot(token, scope).await.json()).await;
        }
        phone
    }

    /// The snapshot of a scope, as this token sees it.
    pub async fn snapshot(&self, token: &str, scope: &str) -> Answer {
        let line = format!("GET /api/forums/{}/snapshot/{scope}", self.forum);
        request(self.address, &line, &[bearer(token), ("accept-encoding", "gzip".to_owned())], None).await
    }

    /// The snapshots of these scopes, as one answer.
    pub async fn snapshots(&self, token: &str, scopes: &[&str]) -> Answer {
        let line = format!("POST /api/forums/{}/snapshots", self.forum);
        let headers = [bearer(token), ("accept-encoding", "gzip".to_owned())];
        request(self.address, &line, &headers, Some(&json!({ "scopes": scopes }))).await
    }

    /// The snapshot of a scope at this position or later: within a second the same one is given again.
    pub async fn snapshot_at(&self, token: &str, scope: &str, seq: u64) -> Value {
        loop {
            let snapshot = self.snapshot(token, scope).await.json();
            if snapshot["position"]["seq"].as_u64().expect("a snapshot has a position") >= seq {
                return snapshot;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }

    /// A topic of `host`, placed at `cell` (slot and space by number); the group's id.
    pub async fn place(
        &self,
        facilitator: &mut Phone,
        host: &mut Phone,
        title: &str,
        cell: (usize, usize),
    ) -> String {
        let [topic, group] = [new_id(), new_id()];
        host.order(json!({"do": "propose", "as": topic, "title": title})).await.expect("proposed");
        let place = json!({"do": "place", "as": group, "topic": topic, "slot": self.slots[cell.0],
                           "space": self.spaces[cell.1], "confirm": true});
        facilitator.order(place).await.expect("placed");
        group
    }
}

/// An owner's token of this server.
pub async fn exchange(server: &Server) -> String {
    let token = new_token();
    let body = json!({"key": server.key, "token": token});
    let answer = request(server.address, "POST /api/owner", &[], Some(&body)).await;
    assert_eq!(answer.status / 100, 2, "the owner key is exchanged: {answer:?}");
    token
}

/// The header that carries a token.
pub fn bearer(token: &str) -> (&'static str, String) {
    ("authorization", format!("Bearer {token}"))
}

fn add(body: &mut Value, more: &Value) {
    for (field, value) in more.as_object().into_iter().flatten() {
        body[field] = value.clone();
    }
}
