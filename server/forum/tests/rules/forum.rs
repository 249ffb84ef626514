use crate::story::{Story, check, hash, id, in_groups, on_a_day, on_the_market, with_axes};
use forum::{Founding, create};
use protocol::limits::SLOTS_MAX;
use protocol::{PassId, Refusal};
use serde_json::{Value, json};

fn creating(fields: Value) -> Result<(), Refusal> {
    let mut order = json!({
        "id": id("create"), "do": "create_forum", "as": id("forum"), "question": "?", "language": "fr",
    });
    for (field, value) in fields.as_object().unwrap() {
        order[field] = value.clone();
    }
    let founding = Founding { code: "ABCDEF".to_owned(), pass: PassId(id("first")), token: hash("first") };
    let order = serde_json::from_value(order).unwrap();
    create(&order, &founding, Story::new().now).map(|_| ())
}

#[test]
fn creating_opens_the_forum() {
    check(&["
        see forum forum => state=open phase=welcome door_open=true vote=not_open dots=5 dots_per_axis=2
        see forum forum => time_zone=Europe/Paris date=2027-03-12 topics_per_person=20 code=ABCDEF
        see facilitation pass:first => kind=facilitator first=true label=
        count forum people => joined=0
    "]);
}

#[test]
fn a_forum_that_makes_no_sense_is_not_created() {
    let slot = |name: &str| json!({ "as": id(name), "label": "9 h", "start": "09:00", "end": "10:00" });
    let slots = |number: usize| (0..number).map(|n| slot(&n.to_string())).collect::<Value>();
    let bad = Err(Refusal::BadCommand {});
    for (fields, expected) in [
        (json!({}), Ok(())),
        (
            json!({ "question": " \u{200b} " }),
            Err(Refusal::ForumIncomplete { missing: vec!["question".into()] }),
        ),
        (json!({ "question": "x".repeat(501) }), Err(Refusal::TooLong { by: 1 })),
        (json!({ "language": "pt-BR", "time_zone": "America/Port-au-Prince" }), Ok(())),
        (json!({ "dots": 0 }), bad.clone()),
        (json!({ "dots": 51 }), bad.clone()),
        (json!({ "dots_per_axis": 0 }), bad.clone()),
        (json!({ "slots": slots(SLOTS_MAX) }), Ok(())),
        (json!({ "slots": slots(SLOTS_MAX + 1) }), Err(Refusal::LimitReached { max: SLOTS_MAX as u32 })),
        (json!({ "slots": [slot("s"), slot("s")] }), bad.clone()),
        (json!({ "spaces": [{ "as": id("x"), "label": "a", "places": 100_001 }] }), bad.clone()),
        (json!({ "colleges": [{ "as": id("x"), "label": " " }] }), Err(Refusal::Empty {})),
    ] {
        assert_eq!(creating(fields.clone()), expected, "{fields}");
    }
}

#[test]
fn a_zone_and_a_language_exist() {
    let zone = |name: &str| creating(json!({ "time_zone": name }));
    for known in [
        "Europe/Paris",
        "Indian/Reunion",
        "America/Argentina/Buenos_Aires",
        "Asia/Calcutta",
        "UTC",
        "Etc/GMT+5",
    ] {
        assert_eq!(zone(known), Ok(()), "{known}");
    }
    let long = "Europe/".to_owned() + &"a".repeat(100_000);
    for unknown in [
        "",
        " ",
        "Europe",
        "Europe/Pari",
        "Europe/Paris ",
        "Paris",
        "+01:00",
        "CET-1CEST",
        "Etc/Unknown",
        "é",
        &long,
    ] {
        assert_eq!(zone(unknown), Err(Refusal::UnknownTimeZone {}), "{unknown}");
    }
    let language = |tag: &str| creating(json!({ "language": tag }));
    for known in ["fr", "en", "fr-FR", "pt-BR", "br", "oc", "zh-Hant-TW", "sl-rozaj", "FR"] {
        assert_eq!(language(known), Ok(()), "{known}");
    }
    let long = "fr-".to_owned() + &"a".repeat(100_000);
    for unknown in [
        "",
        " ",
        "french",
        "français",
        "francais",
        "fr_FR",
        "xx",
        "fr-ZQ",
        "f",
        "fr--FR",
        "-",
        "é",
        "日本",
        &long,
    ] {
        assert_eq!(language(unknown), Err(Refusal::UnknownLanguage {}), "{unknown}");
    }
}

#[test]
fn the_first_date_is_the_hall_s_own_where_none_is_given() {
    let date = |zone: &str, now: &str| {
        let order = json!({
            "id": id("create"), "do": "create_forum", "as": id("forum"), "question": "?", "language": "fr",
            "time_zone": zone,
        });
        let founding =
            Founding { code: "ABCDEF".to_owned(), pass: PassId(id("first")), token: hash("first") };
        let entry = create(&serde_json::from_value(order).unwrap(), &founding, now.parse().unwrap()).unwrap();
        serde_json::to_value(&entry.events[0]).unwrap()["date"].clone()
    };
    assert_eq!(date("Europe/Paris", "2027-03-12T23:30:00Z"), "2027-03-13");
    assert_eq!(date("Pacific/Noumea", "2027-03-12T14:30:00Z"), "2027-03-13");
    assert_eq!(date("America/Cayenne", "2027-03-12T01:00:00Z"), "2027-03-11");
}

#[test]
fn a_public_address_is_a_host_of_the_web_and_no_page() {
    let mut steps = "
        facilitator set_forum public_address='https://Forum.example/' => forum_set
        see forum forum => public_address=https://forum.example
        facilitator set_forum public_address=https://forum.example => nothing
    "
    .to_owned();
    for wrong in [
        "''",
        "http://forum.example",
        "forum.example",
        "https://",
        "https://a..b",
        "https://-a.example",
        "https://a.example/recu",
        "https://a.example?x",
        "https://b@a.example",
        "https://a.example:0",
        "https://a.example:99999",
        "https://a.example:",
        "https://été.example",
        "'https://a b.example'",
    ] {
        steps += &format!("facilitator set_forum public_address={wrong} => BAD_ADDRESS\n");
    }
    steps += &format!("facilitator set_forum public_address=https://{}a => BAD_ADDRESS\n", "a.".repeat(140));
    steps += "
        facilitator set_forum public_address=https://192.168.1.20:8443 => forum_set
        see forum forum => public_address=https://192.168.1.20:8443
        facilitator set_forum public_address=null => forum_set
    ";
    let story = check(&[&steps]);
    assert_eq!(forum::export(&story.state, 1).forum.forum.public_address, None);
}

#[test]
fn date_zone_and_language_of_the_hall_change() {
    check(&["
        facilitator set_forum date=2027-03-13 time_zone=indian/reunion language=FR-re => forum_set
        see forum forum => date=2027-03-13 time_zone=Indian/Reunion language=fr-RE
        facilitator set_forum time_zone=Indian/Reunion language=fr-RE => nothing
        facilitator set_forum time_zone=Europe/Nantes => UNKNOWN_TIME_ZONE
        facilitator set_forum language=french => UNKNOWN_LANGUAGE
        see forum forum => date=2027-03-13 time_zone=Indian/Reunion language=fr-RE
    "]);
}

#[test]
fn a_forum_exists_once() {
    check(&["
        owner create_forum as=other question=? language=fr => NOT_ALLOWED
    "]);
}

#[test]
fn what_is_left_out_stays() {
    on_the_market(
        "
        facilitator set_forum => nothing
        facilitator set_forum language=fr dots=5 => nothing
        facilitator set_forum question='Et après ?' dots=3 => forum_set
        see forum forum => question='Et après ?' dots=3 dots_per_axis=2 language=fr
        facilitator set_forum question=' ' => EMPTY
        facilitator set_forum dots=51 => BAD_COMMAND
        ana set_forum dots=3 => NOT_ALLOWED
        facilitator set_forum topics_per_person=1 => forum_set
        see ana me => can=[choose_college,disagree] group=-
    ",
    );
}

#[test]
fn phases_go_forward_and_back() {
    on_a_day(
        "
        facilitator phase phase=welcome => nothing
        facilitator phase phase=closing => phase_set
        facilitator phase phase=marketplace => phase_set
        see forum forum => phase=marketplace
        see ana me => can=[propose,choose_college,disagree]
        facilitator phase phase=groups
        see ana me => can=[propose,open_groups,choose_college,disagree]
        bo phase phase=welcome => NOT_ALLOWED
    ",
    );
}

#[test]
fn leaving_priorities_closes_the_vote() {
    with_axes(
        "
        facilitator phase phase=reading => phase_set
        facilitator open_vote => vote_opened
        facilitator phase phase=priorities => phase_set
        facilitator phase phase=actions => vote_closed phase_set
        see forum forum => phase=actions vote=closed
    ",
    );
}

#[test]
fn the_door_opens_and_closes() {
    check(&["
        facilitator open_door => nothing
        facilitator close_door => door_closed
        facilitator close_door => nothing
        eve join name=Eve => DOOR_CLOSED
        facilitator open_door => door_opened
        eve join name=Eve => joined
    "]);
}

#[test]
fn the_end_closes_what_is_open() {
    with_axes(
        "
        facilitator open_vote
        facilitator end => vote_closed vote_sealed group_closed forum_ended
        facilitator end => nothing
        see forum forum => state=ended vote=closed
        see forum group:g1 => state=closed posted=true
        see ana me => can=[]
    ",
    );
}

#[test]
fn after_the_end_words_may_still_be_taken_back() {
    in_groups(
        "
        cy interest topic=t1
        facilitator end
        ana propose as=t2 title=Tard => FORUM_CLOSED
        bo write as=k2 group=g1 kind=need text=Tard => FORUM_CLOSED
        bo edit contribution=k1 text=Tard => FORUM_CLOSED
        ana support contribution=k1 => FORUM_CLOSED
        ana interest topic=t1 => FORUM_CLOSED
        ana choose_college college=c2 => FORUM_CLOSED
        eve join name=Eve => FORUM_CLOSED
        facilitator phase phase=welcome => FORUM_CLOSED
        facilitator open group=g1 => FORUM_CLOSED
        facilitator rename person=ana name=Anna => FORUM_CLOSED
        cy interest topic=t1 on=false => interest_set
        bo retire contribution=k1 => contribution_retired
        bo leave => left
        ana rename name=Anna => renamed
        facilitator add_facilitator as=co label=Co token=co => pass_added
        x come_back recovery=ABCD2345 token=x => came_back
    ",
    );
}

#[test]
fn a_forum_that_reopens_does_not_reopen_the_vote() {
    with_axes(
        "
        facilitator open_vote
        cy dot axis=a1 dots=2
        see cy dot:a1 => dots=2
        facilitator reopen_forum => nothing
        facilitator end
        see cy dot:a1 => gone
        see forum results => voters=1
        facilitator reopen_forum => forum_reopened
        facilitator open_vote => VOTE_CLOSED
        cy dot axis=a1 dots=1 => VOTE_CLOSED
        facilitator set_forum dots=6 => forum_set
    ",
    );
}

#[test]
fn the_wifi_is_told_until_the_end_and_erased_then() {
    let story = on_a_day(
        "
        see forum wifi => gone
        facilitator set_forum wifi='Forum été/bour;don:1' => forum_set
        facilitator set_forum wifi='Forum été/bour;don:1' => nothing
        see forum wifi => name='Forum été' password=bour;don:1
        see facilitation wifi => gone
        facilitator set_forum wifi='Mairie' => forum_set
        see forum wifi => name=Mairie
        facilitator set_forum wifi='a/short' => WIFI_PASSWORD
        facilitator set_forum wifi='012345678901234567890123456789été' => TOO_LONG by=3
        ana set_forum wifi=Mine => NOT_ALLOWED
        facilitator set_forum wifi='' => forum_set
        facilitator set_forum wifi='' => nothing
        see forum wifi => gone
        facilitator set_forum wifi='Forum été/bour;don:2' => forum_set
        facilitator set_forum question='Et après ?' wifi='' => forum_set
        see forum wifi => gone
        facilitator set_forum wifi='Forum été/bour;don:3' => forum_set
        facilitator set_forum wifi='Mairie/bour;don:4' => forum_set
        facilitator set_forum wifi='Mairie/bour;don:4' => forum_set
        facilitator set_forum wifi='Mairie/bour;don:4' => nothing
        see forum wifi => name=Mairie password=bour;don:4
        facilitator set_forum wifi='Mairie/bour;don:5' => forum_set
        facilitator end => forum_ended
        see forum wifi => gone
        facilitator reopen_forum => forum_reopened
        see forum wifi => gone
    ",
    );
    let left: Vec<_> =
        story.state.texts.values().filter(|text| text.contains("don:") || *text == "Mairie").collect();
    assert!(left.is_empty(), "{left:?}");
    for entry in story.commits.iter().flat_map(|commit| &commit.entries) {
        assert!(entry.erased.is_empty() || entry.texts.is_empty(), "the journal cannot note {entry:?}");
    }
    let export = serde_json::to_string(&forum::export(&story.state, 1)).unwrap();
    assert!(!export.contains("wifi") && !export.contains("Mairie"), "{export}");
}
