//! Messages that somebody changed on purpose, by the ten thousand: each is answered or closes the socket,
//! and the server goes on as if nothing had been said.

use crate::permissions::body;
use protocol::command::WORDS;
use serde_json::{Value, json};
use std::time::Duration;
use tests::large::Seeded;
use tests::phone::{Heard, Phone, hello, new_id};
use tests::room::Person;
use tests::{Room, Server, dose, seed};
use tokio_tungstenite::tungstenite::Message;

/// Each may give 20 commands a second.
const PEOPLE: usize = 150;
/// Sent at once by one of them: less than the burst that is allowed.
const AT_ONCE: usize = 30;
/// People who speak at the same time.
const SPEAKERS: usize = 10;

/// One message and what was done to it.
struct Mutations {
    seeded: Seeded,
    ids: Vec<String>,
}

impl Mutations {
    fn message(&mut self) -> Message {
        let (word, ..) = WORDS[self.seeded.below(WORDS.len())];
        let mut command = body(word, "groups");
        for _ in 0..1 + self.seeded.below(3) {
            self.mutate(&mut command);
        }
        if let Value::Object(fields) = &mut command
            && self.seeded.below(10) > 0
        {
            fields.insert("id".to_owned(), json!(new_id()));
        }
        let mut text = json!({"command": command}).to_string();
        if self.seeded.below(25) == 0 {
            text = self.mangle(text);
        }
        Message::text(text)
    }

    /// Changes one value somewhere.
    fn mutate(&mut self, value: &mut Value) {
        match value {
            Value::Object(fields) if !fields.is_empty() && self.seeded.below(6) > 0 => {
                let names: Vec<String> = fields.keys().cloned().collect();
                let name = &names[self.seeded.below(names.len())];
                match self.seeded.below(8) {
                    0 => drop(fields.remove(name)),
                    1 => drop(fields.insert(self.word(), json!(1))),
                    2 => {
                        let moved = fields.remove(name).unwrap_or_default();
                        fields.insert(self.word(), moved);
                    }
                    _ => fields.get_mut(name).into_iter().for_each(|field| self.mutate(field)),
                }
            }
            Value::Array(values) if !values.is_empty() && self.seeded.below(3) > 0 => {
                let place = self.seeded.below(values.len());
                self.mutate(&mut values[place]);
            }
            value => *value = self.value(),
        }
    }

    fn word(&mut self) -> String {
        ["as", "to", "text", "on", "dots", "topic", "group", "", "é", "__proto__"][self.seeded.below(10)]
            .to_owned()
    }

    fn value(&mut self) -> Value {
        match self.seeded.below(16) {
            0 => Value::Null,
            1 => json!(true),
            2 => json!(-1),
            3 => json!(u64::MAX),
            4 => json!(1e308),
            5 => json!(""),
            6 => json!("mot ".repeat(1 << self.seeded.below(12))),
            7 => json!("\u{202e}\u{0}\u{feff}\u{1f469}\u{200d}"),
            8 => json!([]),
            9 => json!({}),
            10 => (0..100).fold(json!(0), |inner, _| Value::Array(vec![inner])),
            11 => json!(new_id()),
            12 => json!(new_id().replace('-', "")),
            _ => json!(self.ids[self.seeded.below(self.ids.len())]),
        }
    }

    /// Changes letters of what is JSON no longer.
    fn mangle(&mut self, text: String) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        for _ in 0..1 + self.seeded.below(4) {
            let place = self.seeded.below(letters.len());
            match self.seeded.below(4) {
                0 if letters.len() > 1 => drop(letters.remove(place)),
                1 => letters.insert(place, ['{', '"', '\\', '\u{0}', ']', ','][self.seeded.below(6)]),
                2 => letters[place] = char::from(b' ' + self.seeded.below(90) as u8),
                _ => letters.truncate(place + 1),
            }
        }
        letters.into_iter().collect()
    }
}

/// Sends some and waits until each was answered or the socket was closed; how many were read.
async fn send(room: &Room, person: &Person, messages: Vec<Message>) -> usize {
    let mut phone = Phone::silent(room.address).await;
    phone.say(hello(&room.forum, &person.token)).await;
    for message in messages {
        phone.send(message).await;
    }
    let last = new_id();
    phone.say(json!({"command": {"id": last, "do": "leave", "group": new_id()}})).await;
    let end = phone.wait(|key, body| ["done", "refused"].contains(&key) && body["id"] == *last).await;
    let answers = phone.said("done").len() + phone.said("refused").len();
    let slow =
        phone.said("refused").into_iter().filter(|body| body["refusal"]["code"] == "SLOW_DOWN").count();
    match end {
        // The one that closed it was read too.
        Heard::Closed(_) => answers + 1 - slow,
        Heard::Said(..) => {
            assert!(answers > AT_ONCE / 2, "most have an id and are answered: {answers}");
            answers - 1 - slow
        }
    }
}

/// `MESSAGES` says how many; `tests/run --long` sends more.
#[tokio::test]
async fn mutated_messages_harm_nobody() {
    let mut server = Server::start();
    let room = Room::new(&server).await;
    let mut facilitator = room.facilitator(&[]).await;
    facilitator.order(json!({"do": "phase", "phase": "groups"})).await.expect("phase set");
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        people.push(room.join(&format!("Personne {number}")).await);
    }
    let mut host = room.phone(&people[0], &[]).await;
    let group = room.place(&mut facilitator, &mut host, "Un sujet", (0, 0)).await;
    let mut ids = vec![group, room.forum.clone()];
    ids.extend(room.slots.iter().chain(&room.spaces).chain(&room.colleges).cloned());
    ids.extend(people.iter().take(5).map(|person| person.id.clone()));
    let mut mutations = Mutations { seeded: Seeded(seed()), ids };

    let wanted = dose("MESSAGES", 100_000);
    let mut read = 0;
    while read < wanted {
        let before = read;
        for speakers in people.chunks(SPEAKERS) {
            let sent = speakers.iter().map(|person| {
                let messages = (0..AT_ONCE).map(|_| mutations.message()).collect();
                send(&room, person, messages)
            });
            read += futures_util::future::join_all(sent.collect::<Vec<_>>()).await.iter().sum::<usize>();
        }
        if read == before {
            // All were told to slow down.
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        assert!(server.is_alive(), "{}", server.log());
    }
    eprintln!("{read} mutated messages were read");
    assert!(!server.log().contains("panicked"), "{}", server.log());
    let newcomer = room.join("Basile").await;
    let mut phone = room.phone(&newcomer, &["forum"]).await;
    let propose = json!({"do": "propose", "as": new_id(), "title": "Comme si de rien n’était"});
    phone.order(propose).await.expect("proposed");
    assert!(server.export(&room.forum).to_string().contains("Comme si de rien n’était"));
    let check = server.run(&["check"]);
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
}
