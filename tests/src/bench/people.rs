//! A forum with people, made once for each number of them and kept under `target/bench`.

use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tests::{Room, Server};

/// People who write: a person may say 20 things a second, and the load says more.
const AUTHORS_MAX: usize = 150;

/// A data folder and who is in it.
#[derive(Clone)]
pub(crate) struct People {
    pub(crate) folder: PathBuf,
    pub(crate) forum: String,
    pub(crate) group: String,
    /// The tokens of all.
    pub(crate) tokens: Vec<String>,
    /// So many, the first, are in the group.
    pub(crate) authors: usize,
}

/// The forum with so many people: that of an earlier run, or a new one.
pub(crate) fn prepare(phones: usize) -> Result<People, String> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench").join(phones.to_string());
    let list = home.join("people.json");
    if !list.exists() {
        let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
        runtime.block_on(make(&home, phones))?;
    }
    let text = fs::read_to_string(&list).map_err(|error| error.to_string())?;
    let list: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let text = |name: &str| list[name].as_str().unwrap_or_default().to_owned();
    let texts = |name: &str| serde_json::from_value(list[name].clone()).map_err(|error| error.to_string());
    Ok(People {
        folder: home.join("data"),
        forum: text("forum"),
        group: text("group"),
        tokens: texts("tokens")?,
        authors: phones.min(AUTHORS_MAX),
    })
}

async fn make(home: &Path, phones: usize) -> Result<(), String> {
    // What a run that was stopped left.
    drop(fs::remove_dir_all(home));
    let mut server = Server::start();
    let room = Room::new(&server).await;
    let mut people = Vec::with_capacity(phones);
    for _ in 0..phones {
        let person = tests::room::Person { id: tests::phone::new_id(), token: tests::phone::new_token() };
        loop {
            let answer = room.ask_to_join(&person, "Camille", json!({})).await;
            match answer.refused() {
                None => break,
                Some(code) if code == "SLOW_DOWN" => tokio::time::sleep(Duration::from_millis(50)).await,
                Some(code) => return Err(format!("joining was refused: {code}")),
            }
        }
        people.push(person);
    }
    let mut facilitator = room.facilitator(&[]).await;
    let refused = |refusal: Value| refusal.to_string();
    facilitator.order(json!({"do": "phase", "phase": "groups"})).await.map_err(refused)?;
    let mut group = String::new();
    for person in people.iter().take(AUTHORS_MAX) {
        let mut phone = room.phone(person, &[]).await;
        if group.is_empty() {
            let topic = tests::phone::new_id();
            group = tests::phone::new_id();
            phone
                .order(json!({"do": "propose", "as": topic, "title": "Un car le samedi"}))
                .await
                .map_err(refused)?;
            let place = json!({
                "do": "place", "as": group, "topic": topic, "slot": room.slots[0], "space": room.spaces[1],
            });
            facilitator.order(place).await.map_err(refused)?;
            facilitator.order(json!({"do": "open", "group": group})).await.map_err(refused)?;
        }
        phone.order(json!({"do": "enter", "group": group})).await.map_err(refused)?;
    }
    server.stop();
    let data = home.join("data");
    fs::create_dir_all(&data).map_err(|error| error.to_string())?;
    for (path, bytes) in server.data.files() {
        let name = path.file_name().unwrap_or_default();
        fs::write(data.join(name), bytes).map_err(|error| error.to_string())?;
    }
    let tokens: Vec<_> = people.iter().map(|person| &person.token).collect();
    let list = json!({"forum": room.forum, "group": group, "tokens": tokens});
    fs::write(home.join("people.json"), list.to_string()).map_err(|error| error.to_string())
}
