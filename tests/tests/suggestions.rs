//! What a facilitator is suggested, what people make of it, and what is suggested then.

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tests::http::{Answer, request};
use tests::phone::{Phone, new_id};
use tests::record::record;
use tests::room::bearer;
use tests::{Room, Server};

/// A forum with six themes, written for this purpose.
const FORUM: &str = include_str!("../../server/synthesis/tests/forum.jsonl");

/// The forum, after its groups have recorded so many lines of the file.
struct Day {
    room: Room,
    facilitator: Phone,
    /// The ids of the contributions, by their texts.
    ids: BTreeMap<String, String>,
    /// Who wrote.
    hosts: Vec<Phone>,
}

impl Day {
    async fn new(server: &Server, lines: usize) -> Self {
        let room = Room::new(server).await;
        let records = FORUM.lines().take(lines).map(|line| {
            let line: Value = serde_json::from_str(line).expect("a line");
            let topic = line["group"].as_str().unwrap_or("Le reste").to_owned();
            (topic, line["text"].as_str().expect("a text").to_owned())
        });
        let (ids, hosts) = record(&room, records).await;
        let facilitator = room.facilitator(&[]).await;
        Self { room, facilitator, ids, hosts }
    }

    async fn ask_as(&self, token: &str, path: &str) -> Answer {
        let line = format!("GET /api/forums/{}/suggestion{path}", self.room.forum);
        request(self.room.address, &line, &[bearer(token)], None).await
    }

    async fn suggestion(&self) -> Value {
        let answer = self.ask_as(&self.room.facilitator, "").await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    }

    async fn order(&mut self, command: Value) {
        self.facilitator
            .order(command.clone())
            .await
            .unwrap_or_else(|refusal| panic!("{refusal}: {command}"));
    }

    /// Takes a heap over under this name; the id of the axis.
    async fn take_over(&mut self, suggestion: &Value, heap: usize, name: &str) -> String {
        let axis = new_id();
        self.order(json!({"do": "axis", "as": axis, "name": name})).await;
        let contributions = inside(&suggestion["heaps"][heap]);
        let basis = &suggestion["basis"];
        self.order(json!({"do": "accept", "axis": axis, "contributions": contributions, "basis": basis}))
            .await;
        axis
    }
}

/// What lies in a heap.
fn inside(heap: &Value) -> Vec<String> {
    let objectives = heap["objectives"].as_array().expect("objectives");
    objectives.iter().flat_map(|objective| texts(&objective["contributions"])).collect()
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The heap of each contribution.
fn places(suggestion: &Value) -> BTreeMap<String, Option<u64>> {
    let places = suggestion["places"].as_array().expect("places");
    places
        .iter()
        .map(|place| (place["contribution"].as_str().unwrap_or_default().to_owned(), place["heap"].as_u64()))
        .collect()
}

#[tokio::test]
async fn facilitators_ask_and_nothing_changes() {
    let server = Server::start();
    let day = Day::new(&server, 148).await;
    let suggestion = day.suggestion().await;
    let heaps = suggestion["heaps"].as_array().expect("heaps");
    assert!((4..=8).contains(&heaps.len()), "{} heaps", heaps.len());
    assert!(heaps.iter().all(|heap| heap["axis"].is_null()), "nobody has taken one over");
    assert_eq!(suggestion["basis"]["model"].as_str().map(str::len), Some(64), "the model's hash is cited");

    // Each contribution in one heap or in none, as its place says.
    let mut seen = BTreeMap::new();
    for (number, heap) in heaps.iter().enumerate() {
        for contribution in inside(heap) {
            assert_eq!(seen.insert(contribution, Some(number as u64)), None, "twice");
        }
    }
    let placed: BTreeMap<_, _> = places(&suggestion);
    assert_eq!(placed.keys().collect::<BTreeSet<_>>(), day.ids.values().collect());
    assert_eq!(placed.into_iter().filter(|(_, heap)| heap.is_some()).collect::<BTreeMap<_, _>>(), seen);

    // No word that nobody wrote.
    let said = day.ids.keys().map(|text| text.to_lowercase()).collect::<Vec<_>>();
    for heap in heaps {
        for phrase in heap["phrases"].as_array().into_iter().flatten() {
            let phrase = phrase["text"].as_str().expect("a phrase").to_lowercase();
            assert!(said.iter().any(|text| text.contains(&phrase)), "{phrase}");
        }
    }

    let snapshot = day.room.snapshot(&day.room.facilitator, "forum").await.json();
    let entities = snapshot["entities"].as_array().expect("entities");
    assert!(
        !entities.is_empty() && entities.iter().all(|entity| entity.get("axis").is_none()),
        "no axis yet"
    );
    let again = day.ask_as(&day.room.facilitator, "").await;
    assert_eq!(again.json(), suggestion, "asked again at the same position");
    let five = day.ask_as(&day.room.facilitator, "?heaps=5").await.json();
    assert_eq!(five["heaps"].as_array().map(Vec::len), Some(5));
    assert_eq!(five["basis"]["heaps"], 5);
}

#[tokio::test]
async fn only_facilitators_ask() {
    let server = Server::start();
    let day = Day::new(&server, 12).await;
    let person = day.room.join("Dominique").await;
    for path in ["", "?heaps=3", "/split/00000000-0000-4000-8000-000000000000"] {
        assert_eq!(day.ask_as(&person.token, path).await.status, 403, "{path}");
    }
    for (path, status) in [
        ("?heaps=1", 400),
        ("?heaps=13", 400),
        ("?heaps=many", 400),
        ("/split/00000000-0000-4000-8000-000000000000", 404),
        ("/split/x", 404),
    ] {
        assert_eq!(day.ask_as(&day.room.facilitator, path).await.status, status, "{path}");
    }
    let few = day.suggestion().await;
    assert_eq!(few["heaps"], json!([]), "too few contributions for heaps");
    assert_eq!(few["places"].as_array().map(Vec::len), Some(12));
}

#[tokio::test]
async fn what_people_pinned_stays_and_what_they_declined_stays_away() {
    let server = Server::start();
    let mut day = Day::new(&server, 148).await;
    let first = day.suggestion().await;
    let taken =
        [day.take_over(&first, 0, "Premier axe").await, day.take_over(&first, 1, "Deuxième axe").await];

    let second = day.suggestion().await;
    let axes: Vec<_> =
        (0..2).map(|heap| second["heaps"][heap]["axis"].as_str().unwrap_or_default()).collect();
    assert_eq!(axes, taken, "the axes come first");
    let heaps = second["heaps"].as_array().expect("heaps");
    assert!(heaps.len() > 2, "the other heaps are still suggested");
    assert!(heaps[2..].iter().all(|heap| heap["axis"].is_null()));

    // One that lies in the first axis is moved, one of a free heap is kept out of all, one is confirmed.
    let [moved, confirmed, ..] = &inside(&first["heaps"][0])[..] else { panic!("a heap of two") };
    let [outside, declined, ..] = &inside(&second["heaps"][2])[..] else { panic!("a heap of two") };
    day.order(json!({"do": "attach", "axis": taken[1], "contribution": moved})).await;
    day.order(json!({"do": "detach", "axis": taken[0], "contribution": moved})).await;
    day.order(json!({"do": "confirm", "contribution": confirmed})).await;
    day.order(json!({"do": "confirm", "contribution": outside})).await;
    for axis in &taken {
        day.order(json!({"do": "decline", "axis": axis, "contribution": declined})).await;
    }
    let pair = &second["alike"][0];
    let decline = json!({"do": "decline_alike", "contribution": pair["contribution"], "with": pair["with"]});
    day.order(decline).await;

    let third = day.suggestion().await;
    let places = places(&third);
    assert_eq!(places[moved], Some(1));
    assert_eq!(places[confirmed], Some(0));
    assert_eq!(places[outside], None);
    assert!(places[declined].is_none_or(|heap| heap > 1), "declined under both axes");
    let alike = third["alike"].as_array().expect("pairs");
    assert!(
        alike
            .iter()
            .all(|other| [&other["contribution"], &other["with"]] != [&pair["contribution"], &pair["with"]])
    );

    // A heap cannot carry off what a person has placed.
    let order = json!({"do": "accept", "axis": taken[0], "contributions": [moved], "basis": third["basis"]});
    day.order(order).await;
    assert_eq!(self::places(&day.suggestion().await)[moved], Some(1));

    let split = day.ask_as(&day.room.facilitator, &format!("/split/{}", taken[0])).await.json();
    let halves: Vec<_> = split["halves"].as_array().expect("halves").iter().map(texts).collect();
    assert_eq!(halves.len(), 2);
    let mut both: Vec<_> = halves.concat();
    both.sort();
    let mut under = inside(&first["heaps"][0]);
    under.retain(|contribution| contribution != moved);
    under.sort();
    assert_eq!(both, under);
}

/// What was shown can be computed again: by another process, from the log alone, and later.
#[tokio::test]
async fn a_suggestion_follows_from_the_log() {
    let mut server = Server::start();
    let mut day = Day::new(&server, 148).await;
    day.order(json!({"do": "set_forum", "territory": ["Saint-Martin", "Rue Haute"]})).await;
    let before = day.ask_as(&day.room.facilitator, "").await;
    server.kill();
    server.start_again();
    let after = day.ask_as(&day.room.facilitator, "").await;
    day.facilitator = day.room.facilitator(&[]).await;
    assert_eq!(before.status, 200);
    assert_eq!(before.body, after.body);
    let suggestion = before.json();
    day.take_over(&suggestion, 0, "Premier axe").await;
    let at = suggestion["basis"]["seq"].as_u64().expect("a position");
    let again = day.ask_as(&day.room.facilitator, &format!("?at={at}")).await;
    assert_eq!(before.body, again.body);
    assert_eq!(day.ask_as(&day.room.facilitator, "?at=100000").await.status, 404);
    assert!(!server.log().contains("minibus"), "no text in the log of the process");
}

/// A wording that was taken back is suggested nowhere and quoted nowhere.
#[tokio::test]
async fn what_was_taken_back_is_forgotten() {
    let server = Server::start();
    let mut day = Day::new(&server, 148).await;
    let before = day.suggestion().await;
    let sentence = &before["heaps"][0]["sentences"][0];
    let (quoted, quote) = (sentence["contribution"].clone(), sentence["text"].as_str().expect("a sentence"));
    let mut retired = 0;
    for host in &mut day.hosts {
        retired += usize::from(host.outcome(json!({"do": "retire", "contribution": quoted})).await == "done");
    }
    assert_eq!(retired, 1, "its author takes it back");
    let after = day.ask_as(&day.room.facilitator, "").await;
    let body = String::from_utf8_lossy(&after.body);
    assert_eq!(after.status, 200);
    assert!(!body.contains(quote) && !body.contains(quoted.as_str().expect("an id")));
}
