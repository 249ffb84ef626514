//! Campaigns and their sheets.

use crate::story::{CAMPAIGN, Story, TERRITORY, caller, check, command, id};
use programme::{Audience, Order, decide, letters, totals};
use protocol::Refusal;
use protocol::limits::programme::{WEB_SHEETS_MAX, WEB_SHEETS_OF_A_CAMPAIGN_MAX};
use protocol::programme::ItemId;
use serde_json::{Value, json};

#[test]
fn not_asked_is_not_empty_and_empty_is_not_no() {
    let story = check(&[
        TERRITORY,
        CAMPAIGN,
        r##"
        officer key_sheet {"as":"#s1","campaign":"#camp","batch":"#lot","number":1,"answers":{"#q1":"#yes","#q2":["#aunt","#nurse"],"#q3":2,"#q4":"Un bus"}} => sheet_keyed
        officer key_sheet {"as":"#s2","campaign":"#camp","answers":{"1":1,"#q3":0,"#q4":null,"#q2":[]}}
        officer key_sheet {"as":"#s3","campaign":"#camp","answers":{"#q1":null}}
        see sheets:camp sheet:s1 => {"order":1,"number":1,"way":"paper","answers":{"#q1":["#yes"],"#q2":["#aunt","#nurse"],"#q3":2,"#q4":"Un bus"}}
        see sheets:camp sheet:s2 => {"answers":{"#q1":["#yes"],"#q2":null,"#q3":0,"#q4":null}}
        see cards answer:s1/q4 => {"text":"Un bus","source":"#camp","about":"Que manque-t-il ?"}
        officer key_sheet {"as":"#s4","campaign":"#camp","number":1,"answers":{}} => SHEET_TAKEN {"number":1}
        officer key_sheet {"as":"#s4","campaign":"#camp","number":0,"answers":{}} => BAD_FIELD {"field":"number"}
        officer key_sheet {"as":"#s1","campaign":"#camp","answers":{}} => BAD_COMMAND
        officer key_sheet {"as":"#s4","campaign":"#copil","answers":{}} => NOT_FOUND
        officer key_sheet {"as":"#s4","campaign":"#camp","batch":"#q1","answers":{}} => NOT_FOUND
        officer key_sheet {"as":"#s4","campaign":"#camp","answers":{"#q1":["#yes","#no"]}} => BAD_ANSWER {"question":"#q1","fault":"too_many"}
        officer key_sheet {"as":"#s4","campaign":"#camp","answers":{"#q1":"#aunt"}} => BAD_ANSWER {"question":"#q1","fault":"no_such_item"}
        officer key_sheet {"as":"#s4","campaign":"#camp","answers":{"#q2":["#aunt","#aunt"]}} => BAD_ANSWER {"fault":"twice"}
        officer key_sheet {"as":"#s4","campaign":"#camp","answers":{"#q3":13}} => BAD_ANSWER {"question":"#q3","fault":"out_of_range","min":0,"max":12}
        officer key_sheet {"as":"#s4","campaign":"#camp","answers":{"#q3":"2"}} => BAD_ANSWER {"fault":"not_a"}
        officer key_sheet {"as":"#s4","campaign":"#camp","answers":{"#q9":1}} => NOT_FOUND
        officer remove {"item":"#yes"} => IN_USE
        officer remove {"item":"#q3"} => IN_USE
        officer remove {"item":"#lot"} => IN_USE
        officer remove {"item":"#camp"} => IN_USE
        officer remove {"item":"#creche"} => items_removed
    "##,
    ]);
    let it = totals(&story.state, ItemId(id("camp"))).unwrap();
    assert_eq!((it.sheets, it.withdrawn), (3, 0));
    assert_eq!((it.distributed.at_least, it.distributed.approximate), (40, false));
    assert_eq!((it.returned.at_least, it.returned.approximate), (10, true));
    assert_eq!((it.processed.at_least, it.processed.missing), (0, 1));
}

#[test]
fn a_second_keying_by_somebody_else_counts_what_differs() {
    let story = check(&[
        TERRITORY,
        CAMPAIGN,
        r##"
        officer key_sheet {"as":"#s1","campaign":"#camp","answers":{"#q1":"#yes","#q3":2,"#q4":"Un bus"}}
        officer key_again {"sheet":"#s1","answers":{"#q1":"#yes"}} => KEYED_TWICE
        bo key_again {"sheet":"#s1","answers":{"#q1":"#no","#q3":2,"#q4":" Un bus "}} => sheet_keyed_again
        see sheets:camp sheet:s1 => {"differs":["#q1"]}
        bo key_again {"sheet":"#s1","answers":{}} => KEYED_TWICE
        bo key_again {"sheet":"#s9","answers":{}} => NOT_FOUND
        officer correct_sheet {"sheet":"#s1","answers":{"#q1":"#no","#q3":2}} => sheet_corrected
        officer correct_sheet {"sheet":"#s1","answers":{"#q1":"#no"}} => nothing
        officer correct_sheet {"sheet":"#s1","answers":{},"not_asked":["#q1","#q3","#q4"]} => NOTHING_ANSWERED
        officer correct_sheet {"sheet":"#s1","answers":{"#q4":"Un car"},"not_asked":["#q3"]}
        see sheets:camp sheet:s1 => {"answers":{"#q1":["#no"],"#q3":null,"#q4":"Un car"}}
    "##,
    ]);
    let errors = totals(&story.state, ItemId(id("camp"))).unwrap().errors;
    assert_eq!((errors.sheets, errors.compared, errors.differing), (1, 3, 1));
    assert!(!story.all_words().contains("Un bus"), "an answer that was corrected is gone");
}

#[test]
fn whoever_answers_without_an_account_has_a_sheet_where_sheets_have_numbers() {
    let story = check(&[
        TERRITORY,
        CAMPAIGN,
        r##"
        public respond {"as":"#s1","campaign":"#camp","answers":{}} => CAMPAIGN_CLOSED
        officer open_campaign {"campaign":"#camp"} => campaign_opened
        officer open_campaign {"campaign":"#camp"} => nothing
        public respond {"as":"#s1","campaign":"#camp","number":4,"letters":"ABCD","answers":{}} => WRONG_LETTERS
        public respond {"as":"#s1","campaign":"#camp","answers":{"#q1":"#no"}} => sheet_keyed
        see sheets:camp sheet:s1 => {"way":"web","answers":{"#q1":["#no"]}}
        officer close_campaign {"campaign":"#camp"} => campaign_closed
        public respond {"as":"#s2","campaign":"#camp","answers":{}} => CAMPAIGN_CLOSED
        public key_sheet {"as":"#s2","campaign":"#camp","answers":{}} => NOT_ALLOWED
    "##,
    ]);
    assert_eq!(letters(&story.state, ItemId(id("camp")), 1), None);
    // The letters are those of this number alone, and stay what they are when the campaign opens again.
    let secret = String::from(crate::story::token_of("secret"));
    let open = format!(r##"officer open_campaign {{"campaign":"#camp","secret":"{secret}"}}"##);
    let story = check(&[TERRITORY, CAMPAIGN, &open]);
    let camp = ItemId(id("camp"));
    let [one, two] = [1, 2].map(|number| letters(&story.state, camp, number).unwrap());
    assert!(one.len() == 4 && one != two, "{one} {two}");
    let lower = one.to_lowercase();
    check(&[
        TERRITORY,
        CAMPAIGN,
        &open,
        &format!(
            r##"
        public respond {{"as":"#s1","campaign":"#camp","number":1,"letters":"{two}","answers":{{}}}} => WRONG_LETTERS
        public respond {{"as":"#s1","campaign":"#camp","answers":{{}}}} => WRONG_LETTERS
        public respond {{"as":"#s1","campaign":"#camp","number":1,"letters":" {lower}.","answers":{{"#q3":1}}}} => sheet_keyed
        public respond {{"as":"#s2","campaign":"#camp","number":1,"letters":"{one}","answers":{{}}}} => SHEET_TAKEN
        officer close_campaign {{"campaign":"#camp"}}
        officer open_campaign {{"campaign":"#camp"}}
        public respond {{"as":"#s2","campaign":"#camp","number":2,"letters":"{two}","answers":{{"#q3":1}}}} => sheet_keyed
    "##
        ),
    ]);
}

#[test]
fn an_answer_without_an_account_is_nobodys_and_says_something() {
    check(&[
        TERRITORY,
        CAMPAIGN,
        r##"
        officer open_campaign {"campaign":"#camp"}
        ana respond {"as":"#s1","campaign":"#camp","answers":{"#q1":"#no"}} => NOT_ALLOWED
        bo respond {"as":"#s1","campaign":"#camp","answers":{"#q1":"#no"}} => NOT_ALLOWED
        owner respond {"as":"#s1","campaign":"#camp","answers":{"#q1":"#no"}} => NOT_ALLOWED
        public respond {"as":"#s1","campaign":"#camp","answers":{}} => NOTHING_ANSWERED
        public respond {"as":"#s1","campaign":"#camp","answers":{"#q1":null,"#q2":[],"#q4":" "}} => NOTHING_ANSWERED
        public respond {"as":"#s1","campaign":"#camp","answers":{"#q1":null,"#q3":0}} => sheet_keyed
        officer key_sheet {"as":"#s2","campaign":"#camp","answers":{}} => NOTHING_ANSWERED
        officer key_sheet {"as":"#s2","campaign":"#camp","answers":{"#q1":null}} => sheet_keyed
        officer import_rows {"import":"#imp","part":1,"label":"f.csv","campaign":"#camp","sheets":[{"as":"#s3","answers":{}}]} => ONE_REFUSED {"of":"#s3","refusal":{"code":"NOTHING_ANSWERED"}}
    "##,
    ]);
}

#[test]
fn a_sheet_that_is_withdrawn_loses_its_words_for_ever() {
    let story = check(&[
        TERRITORY,
        CAMPAIGN,
        r##"
        officer key_sheet {"as":"#s1","campaign":"#camp","answers":{"#q3":2,"#q4":"SECRET un"}}
        officer mark {"card":{"answer":{"sheet":"#s1","question":"#q4"}}}
        see sheets:camp sheet:s1 => {"gone":null}
        officer withdraw_sheet {"sheet":"#s1"} => sheet_withdrawn
        see cards answer:s1/q4 => gone
        see sheets:camp sheet:s1 => {"withdrawn":true,"answers":{"#q3":2,"#q4":null},"gone":"taken_back"}
        officer withdraw_sheet {"sheet":"#s1"} => nothing
        officer withdraw_sheet {"sheet":"#s1","on":false} => sheet_withdrawn
        see cards answer:s1/q4 => gone
        see sheets:camp sheet:s1 => {"withdrawn":null,"answers":{"#q3":2},"gone":"taken_back"}
        officer correct_sheet {"sheet":"#s1","answers":{"#q4":"Un car"}}
        see sheets:camp sheet:s1 => {"answers":{"#q4":"Un car"},"gone":null}
        officer withdraw_sheet {"sheet":"#s1"}
        officer correct_sheet {"sheet":"#s1","answers":{"#q4":"SECRET deux"}}
        officer withdraw_sheet {"sheet":"#s1"} => sheet_withdrawn
        officer withdraw_sheet {"sheet":"#s1"} => nothing
        officer key_sheet {"as":"#s2","campaign":"#camp","answers":{"#q3":2}}
        officer withdraw_sheet {"sheet":"#s2"} => sheet_withdrawn
        see sheets:camp sheet:s2 => {"withdrawn":true,"gone":null}
    "##,
    ]);
    assert!(!story.all_words().contains("SECRET"), "{}", story.all_words());
}

#[test]
fn a_sheet_that_was_withdrawn_can_be_removed() {
    check(&[
        TERRITORY,
        CAMPAIGN,
        r##"
        officer key_sheet {"as":"#s1","campaign":"#camp","number":1,"answers":{"#q4":"Un bus"}}
        officer key_sheet {"as":"#s2","campaign":"#camp","answers":{"#q3":0}}
        officer remove {"item":"#s1"} => IN_USE
        officer withdraw_sheet {"sheet":"#s1"}
        officer remove_all {"items":["#s1","#s2"]} => IN_USE
        officer remove {"item":"#s1"} => items_removed
        see sheets:camp sheet:s1 => gone
        officer remove {"item":"#s1"} => NOT_FOUND
        officer key_sheet {"as":"#s3","campaign":"#camp","number":1,"answers":{"#q3":0}} => sheet_keyed
        officer withdraw_sheet {"sheet":"#s2"}
        officer withdraw_sheet {"sheet":"#s3"}
        officer remove {"item":"#camp"} => IN_USE
        officer remove_all {"items":["#camp","#s2","#s3"]} => items_removed
    "##,
    ]);
}

/// So many changes of cards an officer's order makes, played on a copy.
fn cards_told(story: &Story, mut order: Value) -> usize {
    order["id"] = json!(command(0));
    let order: Order = serde_json::from_value(order).unwrap();
    let entry = decide(&story.state, &caller(&story.state, "officer"), &order, story.now).unwrap();
    let mut state = story.state.clone();
    state.apply(&entry, story.commits.len() as u64 + 1, story.now);
    state.take_touched().iter().filter(|(audience, _)| *audience == Audience::Cards).count()
}

#[test]
fn a_question_is_told_to_the_cards_that_show_it_alone() {
    let story = check(&[
        TERRITORY,
        CAMPAIGN,
        r##"
        officer key_sheet {"as":"#s1","campaign":"#camp","answers":{"#q3":1,"#q4":"Un bus"}}
        officer key_sheet {"as":"#s2","campaign":"#camp","answers":{"#q3":2,"#q4":null}}
        officer key_sheet {"as":"#s3","campaign":"#camp","answers":{"#q3":3}}
        officer add {"as":"#soc","noun":"interview_field","fields":{"name":"Social"}}
        officer add {"as":"#e1","noun":"interview","fields":{"field":"#soc"}}
        officer add {"as":"#v1","noun":"verbatim","fields":{"interview":"#e1","text":"Oui."}}
        officer add {"as":"#v2","noun":"verbatim","fields":{"interview":"#e1","text":"Non."}}
        officer add {"as":"#eco","noun":"interview_field","fields":{"name":"Économie"}}
    "##,
    ]);
    let set = |item: &str, fields: Value| json!({ "do": "set", "item": id(item), "fields": fields });
    for (item, fields, cards) in [
        ("q4", json!({ "text": "Et sinon ?" }), 1),
        ("q4", json!({ "kind": "short_text" }), 1),
        ("q4", json!({ "hint": "Facultatif", "order": 2 }), 0),
        ("q3", json!({ "text": "Combien ?" }), 0),
        ("e1", json!({ "notes": "…", "state": "held" }), 0),
        ("e1", json!({ "field": id("eco") }), 2),
    ] {
        assert_eq!(cards_told(&story, set(item, fields.clone())), cards, "{item} {fields}");
    }
    assert_eq!(cards_told(&story, json!({ "do": "erase", "item": id("q4"), "fields": ["text"] })), 1);
    check(&[
        TERRITORY,
        CAMPAIGN,
        r##"
        officer key_sheet {"as":"#s1","campaign":"#camp","answers":{"#q4":"Un bus"}}
        officer set {"item":"#q4","fields":{"text":"Et sinon ?"}}
        see cards answer:s1/q4 => {"about":"Et sinon ?"}
        officer set {"item":"#q4","fields":{"kind":"short_text"}}
        see cards answer:s1/q4 => gone
        officer set {"item":"#q4","fields":{"kind":"long_text"}}
        see cards answer:s1/q4 => {"text":"Un bus"}
        officer erase {"item":"#q4","fields":["text"]}
        see cards answer:s1/q4 => {"text":"Un bus","about":null}
    "##,
    ]);
}

#[test]
fn words_that_are_gone_are_no_error_of_keying() {
    let story = check(&[
        TERRITORY,
        CAMPAIGN,
        r##"
        officer key_sheet {"as":"#s1","campaign":"#camp","answers":{"#q3":2,"#q4":"Un bus"}}
        officer erase {"item":"#s1"}
        bo key_again {"sheet":"#s1","answers":{"#q3":2,"#q4":"Un bus"}} => sheet_keyed_again
        see sheets:camp sheet:s1 => {"differs":[],"gone":"taken_back"}
    "##,
    ]);
    let errors = totals(&story.state, ItemId(id("camp"))).unwrap().errors;
    assert_eq!((errors.sheets, errors.compared, errors.differing), (1, 1, 0));
}

#[test]
fn a_question_that_a_second_keying_answers_stays() {
    check(&[
        TERRITORY,
        CAMPAIGN,
        r##"
        officer key_sheet {"as":"#s1","campaign":"#camp","answers":{"#q1":"#yes"}}
        bo key_again {"sheet":"#s1","answers":{"#q1":"#yes","#q3":2}}
        see sheets:camp sheet:s1 => {"differs":["#q3"]}
        officer remove {"item":"#q3"} => IN_USE
    "##,
    ]);
}

#[test]
fn an_act_about_a_campaign_or_sheet_that_changed_meanwhile_is_refused() {
    check(&[
        TERRITORY,
        CAMPAIGN,
        r##"
        remember closed
        officer open_campaign {"campaign":"#camp"}
        remember open
        bo close_campaign {"campaign":"#camp","seen":"closed"} => MOVED_ON
        bo open_campaign {"campaign":"#camp","seen":"closed"} => nothing
        officer set {"item":"#camp","fields":{"comment":"Bien."}}
        bo close_campaign {"campaign":"#camp","seen":"open"} => campaign_closed
        officer open_campaign {"campaign":"#camp","seen":"open"} => MOVED_ON
        officer key_sheet {"as":"#s1","campaign":"#camp","answers":{"#q3":2,"#q4":"Un bus"}}
        remember keyed
        bo correct_sheet {"sheet":"#s1","answers":{"#q3":3}}
        officer withdraw_sheet {"sheet":"#s1","seen":"keyed"} => MOVED_ON
        remember corrected
        bo key_again {"sheet":"#s1","answers":{"#q3":3}}
        officer withdraw_sheet {"sheet":"#s1","seen":"corrected"} => MOVED_ON
        remember again
        bo erase {"item":"#s1"}
        officer withdraw_sheet {"sheet":"#s1","seen":"again"} => MOVED_ON
        remember erased
        officer withdraw_sheet {"sheet":"#s1","seen":"erased"} => sheet_withdrawn
        bo withdraw_sheet {"sheet":"#s1","seen":"erased"} => nothing
        remember withdrawn
        officer withdraw_sheet {"sheet":"#s1","on":false}
        bo withdraw_sheet {"sheet":"#s1"}
        officer remove {"item":"#s1","seen":"withdrawn"} => MOVED_ON
        officer remove {"item":"#s1"} => items_removed
    "##,
    ]);
}

#[test]
fn answers_from_outside_leave_room_for_keying() {
    let mut story = check(&[TERRITORY]);
    let campaigns = ["c1", "c2", "c3", "c4", "c5"];
    for campaign in campaigns {
        let question = format!("q{campaign}");
        for order in [
            json!({ "do": "add", "as": id(campaign), "noun": "campaign", "fields": { "name": campaign } }),
            json!({
                "do": "add", "as": id(&question), "noun": "question",
                "fields": { "campaign": id(campaign), "text": "?", "kind": "number" },
            }),
            json!({ "do": "open_campaign", "campaign": id(campaign) }),
        ] {
            asked(&mut story, "officer", order).unwrap();
        }
    }
    let sheet = |word: &str, campaign: &str, n: usize| {
        let answers = json!({ id(&format!("q{campaign}")).to_string(): 1 });
        json!({ "do": word, "as": id(&format!("{campaign} {n}")), "campaign": id(campaign), "answers": answers })
    };
    let full = |max: usize| Err(Refusal::LimitReached { max: max as u32 });
    for campaign in &campaigns[..4] {
        for n in 0..WEB_SHEETS_OF_A_CAMPAIGN_MAX {
            asked(&mut story, "public", sheet("respond", campaign, n)).unwrap();
        }
        let more = asked(&mut story, "public", sheet("respond", campaign, WEB_SHEETS_MAX));
        assert!(matches!(more, Err(Refusal::LimitReached { .. })), "{campaign}: {more:?}");
    }
    let web =
        |story: &mut Story, campaign| asked(story, "public", sheet("respond", campaign, WEB_SHEETS_MAX));
    assert_eq!(web(&mut story, "c5"), full(WEB_SHEETS_MAX), "half of all");
    for campaign in ["c1", "c5"] {
        asked(&mut story, "officer", sheet("key_sheet", campaign, WEB_SHEETS_MAX + 1)).unwrap();
    }
    asked(&mut story, "officer", json!({ "do": "withdraw_sheet", "sheet": id("c1 0") })).unwrap();
    asked(&mut story, "officer", json!({ "do": "remove", "item": id("c1 0") })).unwrap();
    assert_eq!(web(&mut story, "c2"), full(WEB_SHEETS_OF_A_CAMPAIGN_MAX));
    assert_eq!(web(&mut story, "c5"), Ok(()));
}

/// Gives an order; what came of it was applied.
fn asked(story: &mut Story, who: &str, mut order: Value) -> Result<(), Refusal> {
    order["id"] = json!(command(story.commits.len()));
    let order: Order = serde_json::from_value(order).unwrap();
    let entry = decide(&story.state, &caller(&story.state, who), &order, story.now)?;
    story.commit(entry);
    Ok(())
}
