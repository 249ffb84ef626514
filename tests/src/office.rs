//! Whoever works on a programme: what an officer brings, orders and takes, and how long it takes.

use crate::http::{Answer, request, send};
use crate::phone::{Phone, new_id, new_token};
use crate::real::Replay;
use crate::room::bearer;
use crate::turns::Times;
use crate::{Server, plan, territory};
use protocol::limits::WIRE_VERSION;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

const ROUNDS: usize = 5;

/// So many forums that were held, each by its id and its code, and what was said in them.
pub fn forums(server: &Server, work: &Path, count: usize) -> (Vec<[String; 2]>, Vec<String>) {
    let path = work.join("forum.jsonl");
    let lines = territory::plan(territory::CONTRIBUTIONS);
    plan::write(&path, &lines).expect("a test writes its own folder");
    let ids = (0..count).map(|_| {
        let replayed = Replay::start(server, &path, None).end();
        assert!(replayed.succeeded, "{}", replayed.output);
        ["forum", "code"].map(|name| replayed.summary[name].as_str().expect("a forum was made").to_owned())
    });
    let ids = Vec::from_iter(ids);
    let said = lines.iter().filter(|line| plan::word(line) == "write");
    (ids, said.filter_map(|line| plan::field(line, "text").map(str::to_owned)).collect())
}

/// Whoever works on a programme.
pub struct Office<'a> {
    /// Where it is served.
    pub server: &'a Server,
    /// Of an officer or the owner.
    pub token: String,
    /// Its id.
    pub programme: String,
}

impl Office<'_> {
    /// A pass for the pages; its token.
    pub async fn officer(&self) -> String {
        let token = new_token();
        let add = json!({"do": "add_officer", "as": new_id(), "label": "Bureau", "token": token});
        self.orders([add]).await;
        token
    }

    /// Does this, one after the other.
    pub async fn orders(&self, commands: impl IntoIterator<Item = Value>) {
        let mut phone = Phone::silent(self.server.address).await;
        phone
            .say(
                json!({"hello": {"version": WIRE_VERSION, "programme": self.programme, "token": self.token}}),
            )
            .await;
        for command in commands {
            phone.order(command.clone()).await.unwrap_or_else(|why| panic!("{command}: {why}"));
        }
    }

    /// Brings forums of the same server in, each by its archive.
    pub async fn bring_in(&self, forums: &[[String; 2]]) {
        for (n, [forum, _]) in forums.iter().enumerate() {
            let line = format!("GET /api/forums/{forum}/archive");
            let archive = request(self.server.address, &line, &[bearer(&self.token)], None).await;
            assert_eq!(archive.status, 200, "{}", String::from_utf8_lossy(&archive.body));
            self.take_over(&format!("Forum {}", n + 1), &archive.body).await;
        }
    }

    /// What stands at an address below the programme's.
    pub async fn get(&self, what: &str) -> Answer {
        let line = format!("GET /api/programmes/{}/{what}", self.programme);
        let answer = request(self.server.address, &line, &[bearer(&self.token)], None).await;
        assert_eq!(answer.status, 200, "{what}: {}", String::from_utf8_lossy(&answer.body));
        answer
    }

    /// Seconds that it takes, the median of some.
    pub async fn median(&self, what: &str) -> f64 {
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            let since = Instant::now();
            self.get(what).await;
            times.push(since.elapsed().as_secs_f64());
        }
        Times::of(times).at(0.5)
    }

    /// Brings a file and takes it over as it was proposed: the seconds until it is read, and of both.
    pub async fn take_over(&self, label: &str, file: &[u8]) -> [f64; 2] {
        let line = format!("POST /api/programmes/{}/files", self.programme);
        let since = Instant::now();
        let brought = send(self.server.address, &line, &[bearer(&self.token)], file).await;
        assert_eq!(brought.status, 201, "{}", String::from_utf8_lossy(&brought.body));
        let read = since.elapsed().as_secs_f64();
        let brought = brought.json();
        let line = format!("{line}/{}/import", brought["file"].as_str().expect("a file has an id"));
        let body = json!({"label": label, "mapping": brought["mapping"]});
        let answer = request(self.server.address, &line, &[bearer(&self.token)], Some(&body)).await;
        let seconds = since.elapsed().as_secs_f64();
        let said = String::from_utf8_lossy(&answer.body).into_owned();
        let last: Value = serde_json::from_str(said.lines().last().unwrap_or_default()).unwrap_or_default();
        assert!(last["imported"]["taken"].as_u64().is_some_and(|taken| taken > 0), "{label}: {said}");
        [read, seconds]
    }

    /// The items of a noun by their numbers.
    pub async fn items(&self, noun: &str) -> Vec<Value> {
        let export = self.get("export").await.json();
        let lists = export["scopes"].as_object().expect("scopes").values().filter_map(|list| list.as_array());
        let items = lists.flatten().filter(|entity| entity["item"]["noun"] == noun);
        let mut items = Vec::from_iter(items.map(|entity| entity["item"].clone()));
        items.sort_by_key(|item| item["number"].as_u64());
        items
    }
}

/// As a part of an address.
pub fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        let _ = write!(all, "%{byte:02X}");
        all
    })
}
