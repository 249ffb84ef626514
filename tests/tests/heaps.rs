//! All words of a programme in heaps, as an officer asks for them: a proposal by source, of which nothing changes.

use crate::programmes::Programme;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tests::Server;
use tests::http::{Answer, request};
use tests::phone::{Phone, new_id};
use tests::room::bearer;

/// Six themes, written for this purpose.
const WORDS: &str = include_str!("../../server/synthesis/tests/forum.jsonl");
const PRIVATE: &str = "PRIVATE";

/// A programme with words from two forums, a campaign and an interview field.
struct Desk {
    server: Server,
    programme: Programme,
    officer: Phone,
    /// The source of each card, by the card as JSON.
    cards: BTreeMap<String, String>,
    forum: String,
}

impl Desk {
    async fn new() -> Self {
        let server = Server::start();
        let programme = Programme::make(&server).await;
        let mut officer = programme.screen(&server, &programme.officer).await;
        let [forum, other, campaign, question, field, talk] = [(); 6].map(|()| new_id());
        for (id, noun, fields) in [
            (&forum, "forum", json!({"name": "Forum des habitants"})),
            (&other, "forum", json!({"name": "Forum des professionnels"})),
            (&campaign, "campaign", json!({"name": "Familles"})),
            (
                &question,
                "question",
                json!({"campaign": campaign, "text": "Que faut-il ?", "kind": "long_text"}),
            ),
            (&field, "interview_field", json!({"name": "Mobilité"})),
            (
                &talk,
                "interview",
                json!({"field": field, "person": PRIVATE, "notes": PRIVATE, "state": "held"}),
            ),
        ] {
            order(&mut officer, json!({"do": "add", "as": id, "noun": noun, "fields": fields})).await;
        }
        let mut cards = BTreeMap::new();
        let lines = WORDS.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line"));
        let [mut here, mut there, mut sheets, mut verbatims] = [(); 4].map(|()| Vec::new());
        for (n, line) in lines.enumerate() {
            let (id, text) = (new_id(), line["text"].clone());
            let (card, source) = match n % 4 {
                0 => {
                    here.push(json!({"as": id, "fields": {"text": text, "topic": line["group"]}}));
                    (json!({"contribution": id}), &forum)
                }
                1 => {
                    there.push(json!({"as": id, "fields": {"text": text, "topic": line["group"]}}));
                    (json!({"contribution": id}), &other)
                }
                2 => {
                    sheets.push(json!({"as": id, "answers": BTreeMap::from([(&question, text)])}));
                    (json!({"answer": {"sheet": id, "question": question}}), &campaign)
                }
                _ => {
                    let fields = json!({"interview": talk, "text": text});
                    verbatims.push(json!({"as": id, "noun": "verbatim", "fields": fields}));
                    (json!({"verbatim": id}), &field)
                }
            };
            cards.insert(card.to_string(), source.clone());
        }
        order(&mut officer, json!({"do": "add_all", "items": verbatims})).await;
        let import = json!({"do": "import_rows", "import": new_id(), "part": 1, "label": "Familles", "campaign": campaign, "sheets": sheets});
        order(&mut officer, import).await;
        for (forum, contributions) in [(&forum, here), (&other, there)] {
            order(&mut officer, json!({"do": "bring_in", "forum": forum, "contributions": contributions}))
                .await;
        }
        Self { server, programme, officer, cards, forum }
    }

    async fn ask_as(&self, token: &str, query: &str) -> Answer {
        let line = format!("GET /api/programmes/{}/suggestion{query}", self.programme.id);
        request(self.server.address, &line, &[bearer(token)], None).await
    }

    async fn ask(&self, query: &str) -> Value {
        let answer = self.ask_as(&self.programme.officer, query).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    }

    /// As they stand now.
    async fn all_cards(&self) -> Value {
        let line = format!("GET /api/programmes/{}/export", self.programme.id);
        let export =
            request(self.server.address, &line, &[bearer(&self.programme.officer)], None).await.json();
        export["scopes"]["cards"].clone()
    }

    /// Each card once, in a heap or apart, and each heap with its counts by source and no other number.
    fn check(&self, suggestion: &Value, cards: &BTreeSet<&String>) {
        let mut seen = BTreeSet::new();
        let texts = WORDS.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line"));
        let texts = Vec::from_iter(texts.map(|line| line["text"].as_str().unwrap_or_default().to_owned()));
        for heap in list(&suggestion["heaps"]) {
            let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
            for card in list(&heap["cards"]) {
                assert!(seen.insert(card.to_string()), "{card} lies in two heaps");
                *counts.entry(&self.cards[&card.to_string()]).or_default() += 1;
            }
            let columns = list(&heap["columns"]).iter();
            let columns = columns.filter_map(|it| Some((it["source"].as_str()?, it["cards"].as_u64()?)));
            assert_eq!(columns.collect::<BTreeMap<_, _>>(), counts);
            let fields = heap.as_object().expect("a heap").keys().map(String::as_str);
            assert_eq!(
                fields.collect::<BTreeSet<_>>(),
                BTreeSet::from(["cards", "columns", "name"]),
                "no sum"
            );
            assert!(list(&heap["cards"]).contains(&heap["name"]["card"]), "it is called by words of its own");
            let name = heap["name"]["text"].as_str().expect("a name");
            assert!(texts.iter().any(|text| text.contains(name)), "nobody said: {name}");
        }
        for card in list(&suggestion["apart"]) {
            assert!(seen.insert(card.to_string()), "{card} lies in a heap, too");
        }
        assert_eq!(seen.iter().collect::<BTreeSet<_>>(), *cards);
        assert!(!suggestion.to_string().contains(PRIVATE));
    }
}

async fn order(officer: &mut Phone, command: Value) {
    officer.order(command.clone()).await.unwrap_or_else(|refusal| panic!("{refusal}: {command}"));
}

fn list(of: &Value) -> &Vec<Value> {
    of.as_array().expect("a list")
}

#[tokio::test]
async fn officers_are_proposed_heaps_by_source_and_nothing_changes() {
    let mut desk = Desk::new().await;
    let before = desk.all_cards().await;
    let all = desk.ask("").await;
    desk.check(&all, &desk.cards.keys().collect());
    let heaps = list(&all["heaps"]);
    assert!((4..=9).contains(&heaps.len()), "{}", heaps.len());
    assert!(
        heaps.iter().any(|heap| list(&heap["columns"]).len() > 2),
        "words of several sources lie together"
    );
    assert_eq!(desk.ask("").await, all, "asked again at the same position");
    assert_eq!(list(&desk.ask("?heaps=5").await["heaps"]).len(), 5);

    let own = desk.ask(&format!("?source={}", desk.forum)).await;
    let of_forum = desk.cards.iter().filter(|(_, source)| **source == desk.forum);
    desk.check(&own, &of_forum.map(|(card, _)| card).collect());
    assert_eq!(desk.all_cards().await, before, "nothing changed");

    let heap = heaps[0]["cards"].clone();
    let marked = |cards: &Value| {
        let cards = list(cards).iter().map(|it| &it["card"]).filter(|it| it["evidence"] == true);
        cards.map(|card| card["id"].to_string()).collect::<BTreeSet<_>>()
    };
    order(&mut desk.officer, json!({"do": "mark_all", "cards": heap})).await;
    assert_eq!(marked(&desk.all_cards().await), list(&heap).iter().map(Value::to_string).collect());
    order(&mut desk.officer, json!({"do": "mark_all", "cards": heap, "on": false})).await;
    assert_eq!(desk.all_cards().await, before);
    let lost =
        desk.officer.outcome(json!({"do": "mark_all", "cards": [heap[0], {"verbatim": new_id()}]})).await;
    assert_eq!(lost, "NOT_FOUND");
    assert_eq!(marked(&desk.all_cards().await), BTreeSet::new(), "all of them or none");
}

#[tokio::test]
async fn only_officers_ask_for_heaps() {
    let desk = Desk::new().await;
    let (server, programme) = (&desk.server, &desk.programme);
    let committee = new_id();
    let add = json!({"do": "add", "as": committee, "noun": "committee", "fields": {"name": "COPIL", "role": "steering"}});
    programme.screen(server, &programme.officer).await.order(add).await.expect("it is added");
    let member = programme.pass(server, "add_member", json!({"committees": [committee]})).await;
    let second = programme.pass(server, "add_officer", json!({})).await;
    for (token, query, status) in [
        (&member, String::new(), 403),
        (&member, format!("?source={}", desk.forum), 403),
        (&second, String::new(), 200),
        (&programme.owner, String::new(), 200),
        (&second, "?heaps=1".to_owned(), 400),
        (&second, "?heaps=13".to_owned(), 400),
        (&second, "?source=x".to_owned(), 400),
        (&second, format!("?source={}", new_id()), 404),
    ] {
        assert_eq!(desk.ask_as(token, &query).await.status, status, "{query}");
    }
}

#[tokio::test]
async fn words_that_are_taken_back_while_somebody_asks_lie_in_no_heap() {
    let desk = Desk::new().await;
    let mut left = desk.cards.clone();
    for _ in 0..4 {
        let all = desk.ask("").await;
        let name = all["heaps"][0]["name"].clone();
        let (card, text) = (&name["card"], name["text"].as_str().expect("a name").to_owned());
        let item = ["contribution", "verbatim"].iter().find_map(|kind| card[kind].as_str());
        let item = item.or(card["answer"]["sheet"].as_str()).expect("a card").to_owned();
        let mut officer = desk.programme.screen(&desk.server, &desk.programme.officer).await;
        let (during, ()) =
            tokio::join!(desk.ask(""), order(&mut officer, json!({"do": "erase", "item": item})));
        let is_in = during.to_string().contains(&item);
        let before = left.clone();
        left.remove(&card.to_string());
        desk.check(&during, &if is_in { &before } else { &left }.keys().collect());
        let after = desk.ask("").await;
        desk.check(&after, &left.keys().collect());
        assert!(!after.to_string().contains(&text) && !after.to_string().contains(&item), "{text}");
    }
}
