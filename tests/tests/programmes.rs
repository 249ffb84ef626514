//! A programme in the real process: made by the owner, edited from two sockets, found whole after a kill, in the
//! export, the check and a backup; and who may do what in it, walked over sockets.

use protocol::programme::WORDS;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tests::http::{Answer, request};
use tests::phone::{Heard, Phone, new_id, new_token};
use tests::room::{bearer, exchange};
use tests::server::run;
use tests::{Folder, Room, Server};

/// A programme, and whoever made it.
pub(crate) struct Programme {
    pub(crate) id: String,
    pub(crate) code: String,
    pub(crate) owner: String,
    pub(crate) officer: String,
}

impl Programme {
    pub(crate) async fn make(server: &Server) -> Self {
        let owner = exchange(server).await;
        let (id, officer) = (new_id(), new_token());
        let body = json!({
            "id": new_id(), "do": "create_programme", "as": id, "pass": new_id(), "token": officer, "language": "fr",
            "fields": {"name": "Projet de la vallée"},
        });
        let made = post(server, &owner, &body).await;
        assert_eq!(made.status, 201, "{}", made.json());
        let again = post(server, &owner, &body).await;
        assert_eq!(again.json(), made.json(), "asked twice, made once");
        let code = made.json()["code"].as_str().expect("it has a code").to_owned();
        Self { id, code, owner, officer }
    }

    pub(crate) async fn screen(&self, server: &Server, token: &str) -> Phone {
        let mut phone = Phone::silent(server.address).await;
        phone.say(self.hello(token)).await;
        let heard = phone.wait(|_, _| true).await;
        assert!(matches!(&heard, Heard::Said(key, _) if key == "welcome"), "{heard:?}");
        phone
    }

    fn hello(&self, token: &str) -> Value {
        json!({"hello": {"version": protocol::limits::WIRE_VERSION, "programme": self.id, "token": token}})
    }

    async fn snapshot(&self, server: &Server, token: &str, scope: &str) -> Answer {
        let line = format!("GET /api/programmes/{}/snapshot/{scope}", self.id);
        request(server.address, &line, &[bearer(token)], None).await
    }

    /// Another pass; the token that opens it.
    pub(crate) async fn pass(&self, server: &Server, word: &str, more: Value) -> String {
        let token = new_token();
        let mut command = json!({"do": word, "as": new_id(), "label": "A", "token": token});
        command.as_object_mut().expect("a command").extend(more.as_object().expect("fields").clone());
        self.screen(server, &self.officer).await.order(command).await.expect("the pass is added");
        token
    }
}

async fn post(server: &Server, token: &str, body: &Value) -> Answer {
    request(server.address, "POST /api/programmes", &[bearer(token)], Some(body)).await
}

async fn list(server: &Server, token: &str) -> Answer {
    request(server.address, "GET /api/programmes", &[bearer(token)], None).await
}

fn add(noun: &str, fields: Value) -> Value {
    json!({"do": "add", "as": new_id(), "noun": noun, "fields": fields})
}

#[tokio::test]
async fn two_officers_edit_and_a_kill_loses_nothing() {
    let mut server = Server::start();
    let programme = Programme::make(&server).await;
    let second = programme.pass(&server, "add_officer", json!({})).await;
    let mut one = programme.screen(&server, &programme.officer).await;
    let mut two = programme.screen(&server, &second).await;
    let position = programme.snapshot(&server, &second, "programme").await.json()["position"].clone();
    two.say(json!({"follow": {"scope": "programme", "position": position}})).await;
    two.wait(|key, body| key == "followed" && body["scope"] == "programme").await;

    one.order(add("committee", json!({"name": "COPIL", "role": "steering"}))).await.expect("it is added");
    let seen = two.wait(|key, body| key == "changes" && body["scope"] == "programme").await;
    assert!(matches!(&seen, Heard::Said(_, body) if body.to_string().contains("COPIL")), "{seen:?}");
    two.order(add("committee", json!({"name": "COTECH", "role": "technical"}))).await.expect("it is added");

    server.kill();
    server.start_again();
    let whole = programme.snapshot(&server, &second, "programme").await.json().to_string();
    assert!(whole.contains("COPIL") && whole.contains("COTECH"), "{whole}");
    assert_eq!(list(&server, &programme.owner).await.json()[0]["name"], "Projet de la vallée");
    assert_eq!(list(&server, &second).await.refused().as_deref(), Some("NOT_ALLOWED"));

    let served = server.run(&["export", &programme.code]);
    assert!(served.status.success(), "{}", String::from_utf8_lossy(&served.stderr));
    assert!(server.stop().success());
    let closed = server.run(&["export", &programme.code]);
    assert_eq!(served.stdout, closed.stdout, "the same of the server and of the folder");
    let export: Value = serde_json::from_slice(&closed.stdout).expect("an export is JSON");
    assert_eq!(export["programme"].as_str(), Some(&*programme.id));
    let told = export["scopes"]["programme"].to_string();
    assert!(told.contains("COPIL") && told.contains("COTECH"), "{told}");
    let checked = server.run(&["check"]);
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(checked.status.success() && said.contains("programmes 1"), "{said}");

    let backup = server.data.path().join("backup");
    let file = backup.to_str().expect("a path");
    assert!(server.run(&["backup", "--out", file]).status.success());
    let other = Folder::new();
    let restored = run(other.path(), &["restore", file, "--without-journal"]);
    assert!(restored.status.success(), "{}", String::from_utf8_lossy(&restored.stderr));
    let mut again: Value =
        serde_json::from_slice(&run(other.path(), &["export", &programme.code]).stdout).expect("it is JSON");
    again["seq"] = export["seq"].clone();
    assert_eq!(again, export);
}

/// The journal erases again what was erased after the backup, also where the same command brought new words.
#[tokio::test]
async fn what_was_corrected_after_a_backup_stays_gone_in_what_is_restored() {
    let mut server = Server::start();
    let programme = Programme::make(&server).await;
    let mut officer = programme.screen(&server, &programme.officer).await;
    let (campaign, question, sheet) = (new_id(), new_id(), new_id());
    for (id, noun, fields) in [
        (&campaign, "campaign", json!({"name": "Familles", "audience": "Familles"})),
        (
            &question,
            "question",
            json!({"campaign": campaign, "text": "Que manque-t-il ?", "kind": "long_text"}),
        ),
    ] {
        let add = json!({"do": "add", "as": id, "noun": noun, "fields": fields});
        officer.order(add).await.expect("it is added");
    }
    let answers = json!({&question: "La voisine du 12 le dit"});
    let key = json!({"do": "key_sheet", "as": sheet, "campaign": campaign, "answers": answers});
    officer.order(key).await.expect("it is keyed");
    let backup = server.data.path().join("backup");
    let file = backup.to_str().expect("a path");
    assert!(server.run(&["backup", "--out", file]).status.success());

    let answers = json!({&question: "Un car le samedi"});
    officer
        .order(json!({"do": "correct_sheet", "sheet": sheet, "answers": answers}))
        .await
        .expect("it is corrected");
    assert!(server.stop().success());
    let journal = server.data.path().join("erased.jsonl");
    let journal = journal.to_str().expect("a path");
    let other = Folder::new();
    let restored = run(other.path(), &["restore", file, "--journal", journal]);
    assert!(restored.status.success(), "{}", String::from_utf8_lossy(&restored.stderr));
    assert!(run(other.path(), &["check"]).status.success());
    let export = run(other.path(), &["export", &programme.code]).stdout;
    let export = String::from_utf8(export).expect("it is JSON");
    assert!(export.contains(&sheet) && !export.contains("voisine") && !export.contains("Un car"), "{export}");
}

/// Officers count everything; what is published holds no small count, and stays when sheets are corrected.
#[tokio::test]
async fn results_are_counted_in_full_and_published_protected() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let mut officer = programme.screen(&server, &programme.officer).await;
    let (campaign, question, yes, no) = (new_id(), new_id(), new_id(), new_id());
    for (id, noun, fields) in [
        (&campaign, "campaign", json!({"name": "Familles"})),
        (
            &question,
            "question",
            json!({"campaign": campaign, "text": "Un mode de garde ?", "kind": "single"}),
        ),
        (&yes, "choice", json!({"question": question, "name": "Oui"})),
        (&no, "choice", json!({"question": question, "name": "Non"})),
    ] {
        let add = json!({"do": "add", "as": id, "noun": noun, "fields": fields});
        officer.order(add).await.expect("it is added");
    }
    for n in 0..30 {
        let answers = json!({&question: if n < 20 { &yes } else { &no }});
        let key = json!({"do": "key_sheet", "as": new_id(), "campaign": campaign, "answers": answers});
        officer.order(key).await.expect("it is keyed");
    }
    let target = format!(
        "GET /api/programmes/{}/results/{campaign}?table=%7B%22rows%22:%7B%22by%22:%7B%22question%22:%22{question}%22%7D%7D%7D",
        programme.id
    );
    let counted = request(server.address, &target, &[bearer(&programme.officer)], None).await.json();
    assert_eq!((&counted["totals"], &counted["answered"]), (&json!([20, 10]), &json!(30)), "{counted}");
    let refused = request(server.address, &target, &[bearer(&new_token())], None).await;
    assert_eq!(refused.status, 403);

    let publish = |id: &str| json!({"do": "publish", "as": id, "document": "results", "of": campaign});
    let (first, second) = (new_id(), new_id());
    officer.order(publish(&first)).await.expect("it is published");
    let read = async |publication: &str| {
        let scope = format!("publication:{publication}");
        programme.snapshot(&server, &programme.officer, &scope).await.json().to_string()
    };
    let told = read(&first).await;
    assert!(told.contains(r#""totals":[20,10]"#), "{told}");
    for _ in 0..2 {
        let answers = json!({&question: no});
        let key = json!({"do": "key_sheet", "as": new_id(), "campaign": campaign, "answers": answers});
        officer.order(key).await.expect("it is keyed");
    }
    let outcome = officer.outcome(publish(&second)).await;
    assert!(
        outcome == "TELLS_SMALL_COUNTS" || !read(&second).await.contains("[20,12]"),
        "two sheets more would be told by the difference: {outcome}"
    );
    assert!(read(&first).await.contains(r#""totals":[20,10]"#), "what was published stays");
}

/// What the diagnosis draws is drawn for those who work on it, with its numbers, in both languages.
#[tokio::test]
async fn an_indicator_is_drawn_with_its_numbers() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let mut officer = programme.screen(&server, &programme.officer).await;
    let (one, other, indicator) = (new_id(), new_id(), new_id());
    let mut items = vec![
        json!({"as": one, "noun": "commune", "fields": {"name": "Val <b>brun"}}),
        json!({"as": other, "noun": "commune", "fields": {"name": "Orbelle"}}),
        json!({"as": indicator, "noun": "indicator", "fields": {"name": "Naissances", "kind": "count", "total": "sum"}}),
    ];
    for (commune, vintage, value) in [(&one, 2019, 12), (&other, 2019, 7), (&one, 2024, 0), (&other, 2024, 5)]
    {
        let fields = json!({"indicator": indicator, "commune": commune, "vintage": vintage, "value": value});
        items.push(json!({"as": new_id(), "noun": "figure", "fields": fields}));
    }
    officer.order(json!({"do": "add_all", "items": items})).await.expect("they are added");
    let target = |indicator: &str, query: &str| {
        format!("GET /api/programmes/{}/charts/{indicator}{query}", programme.id)
    };
    let drawn = async |query: &str| {
        let target = target(&indicator, query);
        request(server.address, &target, &[bearer(&programme.officer)], None).await.json()
    };
    let shown = drawn("?width=340").await;
    let titles: Vec<_> = shown["charts"].as_array().expect("a list").iter().map(|it| &it["title"]).collect();
    assert_eq!(
        titles,
        ["Naissances\u{a0}: de 2019 à 2024", "Naissances, 2024\u{a0}: par commune"],
        "{shown}"
    );
    let bars = shown["charts"][1]["svg"].as_str().expect("a drawing");
    assert!(bars.contains("viewBox=\"0 0 340 ") && bars.contains("Val &lt;b&gt;brun"), "{bars}");
    assert_eq!(shown["table"]["columns"], json!(["Où", "2019", "2024"]));
    assert_eq!(shown["table"]["rows"][0], json!(["Territoire (somme des communes)", "19", "5"]));
    assert_eq!(shown["table"]["rows"][1], json!(["Val <b>brun", "12", "0"]));
    assert_eq!(shown["notes"].as_array().map(Vec::len), Some(1), "{shown}");
    assert_eq!(drawn("?language=en").await["table"]["columns"][0], "Where");
    for (target, token, status) in [
        (target(&indicator, ""), &new_token(), 403),
        (target(&new_id(), ""), &programme.officer, 404),
        (target(&one, ""), &programme.officer, 404),
        (target(&indicator, "?width=-1"), &programme.officer, 400),
    ] {
        let answer = request(server.address, &target, &[bearer(token)], None).await;
        assert_eq!(answer.status, status, "{target}");
    }
}

#[tokio::test]
async fn a_forum_and_a_programme_do_not_open_each_other() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let room = Room::new(&server).await;
    for hello in [
        tests::phone::hello(&programme.id, &programme.officer),
        programme.hello(&room.facilitator),
        json!({"hello": {"version": protocol::limits::WIRE_VERSION, "programme": room.forum, "token": room.facilitator}}),
    ] {
        let mut phone = Phone::silent(server.address).await;
        phone.say(hello.clone()).await;
        assert_eq!(phone.closed().await, 4501, "{hello}");
    }
    assert_eq!(programme.snapshot(&server, &room.facilitator, "programme").await.status, 403);
    let body = json!({
        "id": new_id(), "do": "create_programme", "as": room.forum, "pass": new_id(), "token": new_token(), "language": "fr",
        "fields": {"name": "Projet de la vallée"},
    });
    assert_eq!(post(&server, &programme.owner, &body).await.refused().as_deref(), Some("BAD_COMMAND"));
    let mut officer = programme.screen(&server, &programme.officer).await;
    assert_eq!(officer.outcome(json!({"do": "open_door"})).await, "UNKNOWN_COMMAND");
}

/// Commands that speak of things that do not exist wherever they can: what is said shows the rule and not the thing.
fn body(word: &str, group: &str) -> Value {
    let mut fields = match word {
        "create_programme" => json!({"as": new_id(), "language": "fr", "fields": {"name": "A"}}),
        "add" => json!({"as": new_id(), "noun": "action", "fields": {"name": "A", "group": group}}),
        "add_all" | "set_all" | "remove_all" => json!({"items": []}),
        "set" => json!({"item": new_id(), "fields": {}}),
        "remove" | "erase" => json!({"item": new_id()}),
        "add_officer" => json!({"as": new_id(), "label": "A", "token": new_token()}),
        "add_member" => json!({"as": new_id(), "label": "A", "token": new_token(), "committees": [new_id()]}),
        "revoke" => json!({"pass": new_id()}),
        "open_campaign" | "close_campaign" => json!({"campaign": new_id()}),
        "respond" | "key_sheet" => json!({"as": new_id(), "campaign": new_id(), "answers": {}}),
        "key_again" | "correct_sheet" => json!({"sheet": new_id(), "answers": {}}),
        "withdraw_sheet" => json!({"sheet": new_id()}),
        "import_rows" => json!({"import": new_id(), "part": 2, "label": "A"}),
        "undo_import" => json!({"import": new_id()}),
        "bring_in" => json!({"forum": new_id(), "contributions": []}),
        "finish_outcomes" | "reopen_outcomes" => json!({}),
        "mark" => json!({"card": {"verbatim": new_id()}}),
        "mark_all" => json!({"cards": [{"verbatim": new_id()}]}),
        "submit_action" | "revise_action" => json!({"action": new_id()}),
        "send_back" => json!({"action": new_id(), "remark": "A"}),
        "validate_action" => json!({"as": new_id(), "action": new_id()}),
        "follow_action" => json!({"action": new_id(), "to": "done"}),
        "publish" => json!({"as": new_id(), "document": "results", "of": new_id()}),
        new => panic!("{new} is a new word: say here what it needs, and look at the table"),
    };
    fields["do"] = json!(word);
    fields
}

/// The golden table of the rules: who may give a command.
fn table() -> BTreeMap<&'static str, Vec<&'static str>> {
    let text = include_str!("../../server/programme/tests/golden/permissions.txt");
    let row = |line: &'static str| {
        let (word, roles) = line.split_once(": ").expect("a row has its roles");
        (word, roles.split(' ').collect())
    };
    text.lines().map(row).collect()
}

#[tokio::test]
async fn who_may_do_what() {
    let table = table();
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let committee = new_id();
    let mut officer = programme.screen(&server, &programme.officer).await;
    let named = json!({"name": "Groupe mobilité", "role": "mixed_group"});
    let add = json!({"do": "add", "as": committee, "noun": "committee", "fields": named});
    officer.order(add).await.expect("it is added");
    let passes = [
        ("owner", programme.owner.clone()),
        ("officer", programme.pass(&server, "add_officer", json!({})).await),
        ("member", programme.pass(&server, "add_member", json!({"committees": [committee]})).await),
    ];
    let mut wrong = Vec::new();
    for (role, token) in &passes {
        let mut phone = programme.screen(&server, token).await;
        assert_eq!(phone.said("welcome")[0]["role"], *role);
        for (word, ..) in WORDS {
            let outcome = phone.outcome(body(word, &committee)).await;
            let may = table[word].contains(role);
            if outcome == "BAD_COMMAND" || may == (outcome == "NOT_ALLOWED") {
                wrong.push(format!("{role} {word}: {:?} may, {outcome} was said", table[word]));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let all = ["programme", "plan", "public", "self"];
    let office = ["office", "diagnosis", "interviews", "cards"];
    for (role, token) in passes {
        for scope in all.iter().chain(&office) {
            let seen = programme.snapshot(&server, &token, scope).await;
            let may = role != "member" || all.contains(scope);
            assert_eq!(seen.status, if may { 200 } else { 403 }, "{role} {scope}");
        }
        let papers = programme.snapshot(&server, &token, &format!("committee:{committee}")).await;
        assert_eq!(papers.status, 200, "{role}");
    }
}

/// Two members of a mixed group and an officer write on one sheet: other fields merge, the same field is refused with what
/// it says now, however long it is, and the version that a committee validated outlives a kill.
#[tokio::test]
async fn a_mixed_group_writes_its_sheet_and_its_validated_version_outlives_a_kill() {
    let mut server = Server::start();
    let programme = Programme::make(&server).await;
    let mut officer = programme.screen(&server, &programme.officer).await;
    let [group, axis, objective, sheet, version] = [new_id(), new_id(), new_id(), new_id(), new_id()];
    for (id, noun, fields) in [
        (&group, "committee", json!({"name": "Groupe mobilité", "role": "mixed_group"})),
        (&axis, "axis", json!({"name": "Se déplacer", "state": "retained", "reason": "Dit partout"})),
        (&objective, "objective", json!({"axis": axis, "name": "Sans voiture"})),
    ] {
        let add = json!({"do": "add", "as": id, "noun": noun, "fields": fields});
        officer.order(add).await.expect("it is added");
    }
    let member = |server| programme.pass(server, "add_member", json!({"committees": [group]}));
    let (mia, lou) = (member(&server).await, member(&server).await);
    let mut mia = programme.screen(&server, &mia).await;
    let mut lou = programme.screen(&server, &lou).await;
    let fields = json!({"name": "Un car", "objective": objective, "group": group, "reason": "Demandé"});
    mia.order(json!({"do": "add", "as": sheet, "noun": "action", "fields": fields}))
        .await
        .expect("it is added");
    mia.order(add("measure", json!({"action": sheet, "name": "Voyages"}))).await.expect("it is added");
    let set = |fields: Value, was: Value| json!({"do": "set", "item": sheet, "fields": fields, "was": was});
    let long = |letter: &str| letter.repeat(20_000);
    mia.order(set(json!({"text": long("é")}), json!({"text": null}))).await.expect("it is set");
    lou.order(set(json!({"lead": "Lou"}), json!({"lead": null}))).await.expect("another field merges");
    let same = set(json!({"text": "Deux cars"}), json!({"text": null}));
    assert_eq!(lou.outcome(same).await, "CHANGED_MEANWHILE");
    lou.order(set(json!({"text": long("à")}), json!({"text": long("é")})))
        .await
        .expect("both texts were seen");
    let rest = json!({"audience": ["Tous"], "everywhere": true, "yearly": true});
    mia.order(set(rest, json!({}))).await.expect("it is set");
    mia.order(json!({"do": "submit_action", "action": sheet})).await.expect("nothing is missing");
    let validate = |more: Value| {
        let mut command = json!({"do": "validate_action", "as": version, "action": sheet});
        command.as_object_mut().expect("a command").extend(more.as_object().expect("fields").clone());
        command
    };
    assert_eq!(officer.outcome(validate(json!({}))).await, "DECISION_REQUIRED");
    let decision = json!({"committee": group, "decided": "2027-11-16"});
    officer.order(validate(decision)).await.expect("it is validated");
    assert_eq!(mia.outcome(set(json!({"lead": "Mia"}), json!({}))).await, "VALIDATED");
    officer.order(json!({"do": "revise_action", "action": sheet})).await.expect("a new version begins");
    mia.order(set(json!({"lead": "Mia"}), json!({"lead": "Lou"}))).await.expect("it is a draft again");

    server.kill();
    server.start_again();
    let kept = programme.snapshot(&server, &programme.officer, &format!("action:{sheet}")).await.json();
    let kept = kept["entities"].as_array().expect("a snapshot has entities").iter();
    let kept = kept.filter_map(|entity| entity.get("version")).collect::<Vec<_>>();
    assert_eq!(kept.len(), 1);
    assert!(kept[0]["items"].to_string().contains("\"lead\":\"Lou\""), "{}", kept[0]);
}

#[tokio::test]
async fn a_pass_that_is_taken_back_closes_its_socket() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let (pass, token) = (new_id(), new_token());
    let mut officer = programme.screen(&server, &programme.officer).await;
    let add = json!({"do": "add_officer", "as": pass, "label": "A", "token": token});
    officer.order(add).await.expect("it is added");
    let mut helper = programme.screen(&server, &token).await;
    officer.order(json!({"do": "revoke", "pass": pass})).await.expect("it is taken back");
    assert_eq!(helper.closed().await, 4501);
    let mut again = Phone::silent(server.address).await;
    again.say(programme.hello(&token)).await;
    assert_eq!(again.closed().await, 4501);
}

#[tokio::test]
async fn communes_are_found_in_the_official_list() {
    let server = Server::start();
    let look = |words: &'static str| async move {
        let line = format!("GET /api/communes?search={words}");
        request(server.address, &line, &[], None).await.json()
    };
    let found = look("civray").await;
    assert!(found["vintage"].as_u64() >= Some(2026), "{found}");
    let codes: Vec<_> = found["communes"].as_array().into_iter().flatten().map(|one| &one["code"]).collect();
    assert!(codes.contains(&&json!("86078")), "{found}");
    let part = look("couh%C3%A9").await;
    let is_part = |one: &Value| one["part"] == "Couhé" && one["name"] == "Valence-en-Poitou";
    assert!(part["communes"].as_array().is_some_and(|all| all.iter().any(is_part)), "{part}");
    let long = format!("GET /api/communes?search={}", "a".repeat(101));
    let refused = request(server.address, &long, &[], None).await;
    assert_eq!(refused.refused().as_deref(), Some("TOO_LONG"));
}

#[tokio::test]
async fn an_open_campaign_is_answered_without_an_account() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let mut officer = programme.screen(&server, &programme.officer).await;
    let (campaign, question, yes) = (new_id(), new_id(), new_id());
    for (noun, id, fields) in [
        ("campaign", &campaign, json!({"name": "Aux familles", "comment": "À relire"})),
        ("question", &question, json!({"campaign": campaign, "text": "Un car ?", "kind": "single"})),
        ("choice", &yes, json!({"question": question, "name": "Oui"})),
    ] {
        let add = json!({"do": "add", "as": id, "noun": noun, "fields": fields});
        officer.order(add).await.expect("it is added");
    }
    let path = format!("/api/questionnaires/{}/1", programme.code);
    let ask = || async { request(server.address, &format!("GET {path}"), &[], None).await };
    let answer = |more: Value| {
        let mut body = json!({"id": new_id(), "as": new_id(), "answers": {question.clone(): yes.clone()}});
        body.as_object_mut().expect("a body").extend(more.as_object().expect("fields").clone());
        let line = format!("POST {path}");
        async move { request(server.address, &line, &[], Some(&body)).await }
    };
    assert_eq!(ask().await.status, 404, "it was never opened");

    officer.order(json!({"do": "open_campaign", "campaign": campaign})).await.expect("it opens");
    let shown = ask().await.json();
    assert_eq!(shown["open"], true);
    assert_eq!(shown["items"].as_array().map(Vec::len), Some(3), "{shown}");
    assert_eq!(answer(json!({})).await.status, 201);
    assert_eq!(
        answer(json!({"number": 1, "letters": "ABCD"})).await.refused().as_deref(),
        Some("WRONG_LETTERS")
    );
    let sheets = programme.snapshot(&server, &programme.officer, &format!("sheets:{campaign}")).await.json();
    assert_eq!(sheets["entities"][0]["sheet"]["way"], "web", "{sheets}");

    officer.order(json!({"do": "close_campaign", "campaign": campaign})).await.expect("it closes");
    let closed = ask().await.json();
    assert_eq!(closed["open"], false);
    assert_eq!(closed["items"].as_array().map(Vec::len), Some(1), "what it was called, and no question");
    assert_eq!(answer(json!({})).await.refused().as_deref(), Some("CAMPAIGN_CLOSED"));
}

#[tokio::test]
async fn questionnaires_are_printed_with_the_letters_that_the_form_asks_for() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let mut officer = programme.screen(&server, &programme.officer).await;
    let (campaign, question, batch) = (new_id(), new_id(), new_id());
    for (noun, id, fields) in [
        ("campaign", &campaign, json!({"name": "Aux familles"})),
        (
            "question",
            &question,
            json!({"campaign": campaign, "text": "Depuis quand ?", "kind": "short_text"}),
        ),
        ("batch", &batch, json!({"campaign": campaign, "name": "École du bourg"})),
    ] {
        let add = json!({"do": "add", "as": id, "noun": noun, "fields": fields});
        officer.order(add).await.expect("it is added");
    }
    let path = format!("/api/programmes/{}/campaigns/{campaign}/sheets", programme.id);
    let print = |query: String, token: String| {
        let line = format!("GET {path}?{query}");
        async move { request(server.address, &line, &[bearer(&token)], None).await }
    };
    let mine = |query: &str| print(query.to_owned(), programme.officer.clone());
    assert_eq!(print(String::new(), new_token()).await.refused().as_deref(), Some("NOT_ALLOWED"));
    for (query, refusal) in [
        ("count=0", "BAD_COMMAND"),
        ("from=0", "BAD_COMMAND"),
        ("from=1000000&count=2", "BAD_COMMAND"),
        ("count=501", "LIMIT_REACHED"),
    ] {
        assert_eq!(mine(query).await.refused().as_deref(), Some(refusal), "{query}");
    }
    assert_eq!(mine(&format!("batch={question}")).await.status, 404, "a question is no batch");

    let text = |answer: Answer| String::from_utf8(answer.body).expect("UTF-8");
    let before = text(mine("").await);
    assert!(before.contains("Depuis quand ?") && !before.contains("<svg"), "it was never opened: {before}");
    let open = json!({"do": "open_campaign", "campaign": campaign, "secret": new_token()});
    officer.order(open).await.expect("it opens");
    let page = text(mine(&format!("from=7&count=3&batch={batch}")).await);
    assert_eq!(page.matches("<svg").count(), 3, "{page}");
    assert!(page.contains("École du bourg"));
    let letters = page.split("<b>8\u{a0}").nth(1).and_then(|rest| rest.get(..4)).expect("letters").to_owned();
    let body = json!({"id": new_id(), "as": new_id(), "number": 8, "letters": letters, "answers": {question: "Toujours"}});
    let line = format!("POST /api/questionnaires/{}/1", programme.code);
    assert_eq!(request(server.address, &line, &[], Some(&body)).await.status, 201);
}

#[tokio::test]
async fn of_a_long_questionnaire_fewer_are_printed_at_once() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let mut officer = programme.screen(&server, &programme.officer).await;
    let campaign = new_id();
    let add = json!({"do": "add", "as": campaign, "noun": "campaign", "fields": {"name": "Aux familles"}});
    officer.order(add).await.expect("it is added");
    for number in 0..200 {
        let fields = json!({"campaign": campaign, "text": format!("Question {number} ?"), "kind": "long_text",
                            "hint": "Dites-le. ".repeat(45)});
        let add = json!({"do": "add", "as": new_id(), "noun": "question", "fields": fields});
        officer.order(add).await.expect("it is added");
    }
    let print = async |count: u64| {
        let line = format!("GET /api/programmes/{}/campaigns/{campaign}/sheets?count={count}", programme.id);
        request(server.address, &line, &[bearer(&programme.officer)], None).await
    };
    let refused = print(500).await.json();
    assert_eq!(refused["refused"]["code"], "LIMIT_REACHED", "{refused}");
    let most = refused["refused"]["max"].as_u64().expect("it says how many");
    assert!((1..500).contains(&most), "{most}");
    let whole = print(most).await;
    assert_eq!(whole.status, 200);
    assert!(whole.body.len() <= 32 << 20, "{} bytes", whole.body.len());
    assert_eq!(print(most + 1).await.refused().as_deref(), Some("LIMIT_REACHED"));
}

#[tokio::test]
async fn letters_of_numbered_sheets_are_not_tried_without_end() {
    let server = Server::start();
    let programme = Programme::make(&server).await;
    let mut officer = programme.screen(&server, &programme.officer).await;
    let campaign = new_id();
    let add = json!({"do": "add", "as": campaign, "noun": "campaign", "fields": {"name": "Aux familles"}});
    officer.order(add).await.expect("it is added");
    let open = json!({"do": "open_campaign", "campaign": campaign, "secret": new_token()});
    officer.order(open).await.expect("it opens");
    let line = format!("POST /api/questionnaires/{}/1", programme.code);
    let device = [(protocol::http::DEVICE, new_id())];
    let mut misses = 0;
    let last = loop {
        let body = json!({"id": new_id(), "as": new_id(), "number": 1, "letters": "ZZZZ", "answers": {}});
        let said = request(server.address, &line, &device, Some(&body)).await.refused();
        if said.as_deref() != Some("WRONG_LETTERS") {
            break said;
        }
        misses += 1;
    };
    assert_eq!(last.as_deref(), Some("TRY_LATER"), "whoever guesses waits");
    assert_eq!(misses, protocol::limits::CODE_MISSES_PER_MINUTE);
}
