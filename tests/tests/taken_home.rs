//! What is taken home of a forum: data and a page, without names unless they are asked for.

use crate::promises::group_of;
use serde_json::json;
use tests::http::{Answer, request};
use tests::phone::new_id;
use tests::room::{Person, bearer};
use tests::{Room, Server};

const NAMES: [&str; 2] = ["NAME-OF-ANA", "NAME-OF-BO"];

async fn take(room: &Room, token: &str, path: &str) -> Answer {
    request(room.address, &format!("GET /api/forums/{}/{path}", room.forum), &[bearer(token)], None).await
}

async fn says(room: &Room, who: &Person, group: &str, text: &str) -> String {
    let id = new_id();
    let write = json!({"do": "write", "as": id, "group": group, "kind": "need", "text": text});
    room.phone(who, &[]).await.order(write).await.expect("written");
    id
}

#[tokio::test]
async fn names_are_taken_home_only_when_they_are_asked_for() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let [ana, bo] = [room.join(NAMES[0]).await, room.join(NAMES[1]).await];
    let group = group_of(&room, &[&ana, &bo]).await;
    says(&room, &bo, &group, "Un car le dimanche").await;

    for (path, end) in [("export", ".json"), ("documents/livre.html", "_livre.html")] {
        let answer = take(&room, &room.facilitator, path).await;
        let file = format!("_forum-{}{end}\"", room.code.to_lowercase());
        assert!(
            answer.head.contains("attachment; filename=\"") && answer.head.contains(&file),
            "{}",
            answer.head
        );
        let text = String::from_utf8(answer.body).expect("a text");
        assert!(text.contains("Un car le dimanche"), "{text}");
        for secret in NAMES.into_iter().chain([&*ana.token, &*bo.token]) {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        assert_eq!(take(&room, &ana.token, path).await.status, 403);
    }
    let data = take(&room, &room.facilitator, "export").await.json();
    assert!(
        data["contributions"][0]["author"].is_null() && data["topics"][0]["hosts"] == json!([]),
        "{data}"
    );
    let named = take(&room, &room.facilitator, "export?names=true").await;
    assert!(named.head.contains("_avec-noms.json\""), "{}", named.head);
    for name in NAMES {
        assert!(named.json().to_string().contains(name), "{name}");
        assert!(server.export(&room.forum).to_string().contains(name), "{name}: the command line takes all");
    }
}

#[tokio::test]
async fn the_page_stands_alone_and_holds_what_was_said() {
    let server = Server::start();
    let room = Room::new(&server).await;
    let [ana, bo] = [room.join("Ana").await, room.join("Bo").await];
    let group = group_of(&room, &[&ana, &bo]).await;
    let first = says(&room, &ana, &group, "<script src=\"http://x/y.js\">1 & 2</script>").await;
    let second = says(&room, &bo, &group, "Moins de\nbruit").await;
    let gone = says(&room, &bo, &group, "TAKEN-BACK").await;
    room.phone(&bo, &[]).await.order(json!({"do": "retire", "contribution": gone})).await.expect("retired");
    let mut facilitator = room.facilitator(&[]).await;
    for (axis, contribution) in [("Se <déplacer>", &first), ("Se reposer", &second)] {
        let id = new_id();
        facilitator.order(json!({"do": "axis", "as": id, "name": axis})).await.expect("made");
        facilitator
            .order(json!({"do": "attach", "axis": id, "contribution": contribution}))
            .await
            .expect("attached");
    }
    facilitator.order(json!({"do": "phase", "phase": "priorities"})).await.expect("set");
    for step in ["open_vote", "close_vote"] {
        facilitator.order(json!({"do": step})).await.expect("done");
    }
    for (language, said) in [
        (
            "fr",
            [
                "Les comptes rendus des groupes",
                "Besoin",
                "Les axes",
                "Les priorités",
                "Retiré par la personne",
                "Moins de cinq personnes",
            ],
        ),
        (
            "en",
            [
                "The reports of the groups",
                "Need",
                "The axes",
                "The priorities",
                "Taken back by",
                "Fewer than five people",
            ],
        ),
    ] {
        facilitator.order(json!({"do": "set_forum", "language": language})).await.expect("set");
        let answer = take(&room, &room.facilitator, "documents/livre.html").await;
        let page = String::from_utf8(answer.body).expect("a text");
        assert!(page.contains(&format!("<html lang=\"{language}\"")), "{page}");
        let (_, main) = page.split_once("<main>").expect("it comes after the contents");
        let order: Vec<_> = said[..4].iter().map(|word| main.find(word)).collect();
        assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{language}: {order:?} in {page}");
        for word in
            said.into_iter().chain(["Moins de\nbruit", "A. ", "B. ", "Se &lt;déplacer&gt;", "&amp; 2"])
        {
            assert!(page.contains(word), "{word}: {page}");
        }
        for outside in ["<script", "<link", "<img", "@import", "url(", "TAKEN-BACK"] {
            assert!(!page.contains(outside), "{outside}: {page}");
        }
    }
    assert_eq!(take(&room, &room.facilitator, "documents/livre.exe").await.status, 404);
}

#[tokio::test]
async fn the_sheet_of_the_way_in_shows_the_wifi_as_long_as_it_is_told() {
    let server = Server::start_with(&["--address", "http://192.168.1.20:7373"]);
    let room = Room::with(&server, json!({"wifi": {"name": "Forum été", "password": "a<b>&12345"}})).await;
    let sheet = async |path: &str| {
        let answer = take(&room, &room.facilitator, path).await;
        assert_eq!(answer.status, 200, "{}", answer.head);
        String::from_utf8(answer.body).expect("a text")
    };
    let told = sheet("sheet?language=fr").await;
    for word in
        ["1. Le Wi-Fi de la salle", "Forum été", "a&lt;b&gt;&amp;12345", "192.168.1.20:7373", &*room.code]
    {
        assert!(told.contains(word), "{word}: {told}");
    }
    assert_eq!(told.matches("<svg").count(), 2);
    let away = take(&room, &room.facilitator, "sheet?address=http://10.9.8.7").await;
    assert_eq!(away.status, 404, "an address that this server has not");
    room.facilitator(&[]).await.order(json!({"do": "set_forum", "wifi": null})).await.expect("emptied");
    let emptied = sheet("sheet?language=en").await;
    assert!(!emptied.contains("Forum été") && emptied.matches("<svg").count() == 1, "{emptied}");
}
