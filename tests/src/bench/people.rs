//! Forums with people, made once for each number of them and kept under `target/bench`.

use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;
use tests::room::Person;
use tests::{Room, Server};

/// People of a forum who write: a person may say 20 things a second, and the load says more.
const AUTHORS_MAX: usize = 150;
/// Forums that are made at the same time.
const AT_ONCE: usize = 8;

/// A data folder and who is in its forums, each of which has as many people.
#[derive(Clone)]
pub(crate) struct People {
    pub(crate) folder: PathBuf,
    pub(crate) forums: Vec<Forum>,
    /// So many of each forum, the first, are in its group.
    pub(crate) authors: usize,
}

/// A forum with a group.
#[derive(Clone)]
pub(crate) struct Forum {
    pub(crate) id: String,
    pub(crate) code: String,
    pub(crate) group: String,
    /// The tokens of all.
    pub(crate) tokens: Vec<String>,
}

/// So many forums with so many people each: those of an earlier run, or new ones.
pub(crate) fn prepare(forums: usize, phones: usize) -> Result<People, String> {
    let home =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench").join(format!("{forums}x{phones}"));
    let list = home.join("people.json");
    if !list.exists() {
        make(&home, forums, phones)?;
    }
    let text = fs::read_to_string(&list).map_err(|error| error.to_string())?;
    let list: Vec<Value> = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let forums = list.iter().map(|forum| {
        let text = |name: &str| forum[name].as_str().unwrap_or_default().to_owned();
        let tokens = serde_json::from_value(forum["tokens"].clone()).map_err(|error| error.to_string())?;
        Ok(Forum { id: text("forum"), code: text("code"), group: text("group"), tokens })
    });
    let forums = forums.collect::<Result<_, String>>()?;
    Ok(People { folder: home.join("data"), forums, authors: phones.min(AUTHORS_MAX) })
}

fn make(home: &Path, forums: usize, phones: usize) -> Result<(), String> {
    // What a run that was stopped left.
    drop(fs::remove_dir_all(home));
    let mut server = Server::start();
    let (made, left) = (Mutex::new(Vec::new()), Mutex::new(forums));
    let one_after_the_other = || -> Result<(), String> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| error.to_string())?;
        loop {
            let mut left = left.lock().map_err(|_| "another forum was not made")?;
            let Some(fewer) = left.checked_sub(1) else { return Ok(()) };
            *left = fewer;
            drop(left);
            let forum = runtime.block_on(forum(&server, phones))?;
            made.lock().map_err(|_| "another forum was not made")?.push(forum);
        }
    };
    std::thread::scope(|scope| {
        let makers: Vec<_> = (0..AT_ONCE.min(forums)).map(|_| scope.spawn(one_after_the_other)).collect();
        makers
            .into_iter()
            .try_for_each(|maker| maker.join().map_err(|_| "a forum was not made".to_owned())?)
    })?;
    server.stop();
    let data = home.join("data");
    fs::create_dir_all(&data).map_err(|error| error.to_string())?;
    for (path, bytes) in server.data.files() {
        let name = path.file_name().unwrap_or_default();
        fs::write(data.join(name), bytes).map_err(|error| error.to_string())?;
    }
    let list = Value::from(made.into_inner().map_err(|_| "a forum was not made")?);
    fs::write(home.join("people.json"), list.to_string()).map_err(|error| error.to_string())
}

async fn forum(server: &Server, phones: usize) -> Result<Value, String> {
    let room = Room::new(server).await;
    let mut people = Vec::with_capacity(phones);
    for _ in 0..phones {
        let person = Person { id: tests::phone::new_id(), token: tests::phone::new_token() };
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
            group = room.place(&mut facilitator, &mut phone, "Un car le samedi", (0, 1)).await;
            facilitator.order(json!({"do": "open", "group": group})).await.map_err(refused)?;
        }
        phone.order(json!({"do": "enter", "group": group})).await.map_err(refused)?;
    }
    let tokens: Vec<_> = people.iter().map(|person| &person.token).collect();
    Ok(json!({"forum": room.forum, "code": room.code, "group": group, "tokens": tokens}))
}
