//! Strategic axes and what they rest on; what becomes of what forums brought; the path from words to sheets.

use crate::story::{Story, TERRITORY, check, id};
use programme::export::export;
use programme::{State, coverage, path};
use proptest::prelude::*;
use protocol::programme::ItemId;
use protocol::programme::noun::Noun;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A forum with an axis, under which two of three contributions stand; a strategic axis that is proposed.
const FORUM: &str = r##"
    officer add {"as":"#forum","noun":"forum","fields":{"name":"Habitants"}}
    officer bring_in {"forum":"#forum","axes":[{"as":"#fa","fields":{"name":"Se déplacer","number":1}},{"as":"#fb","fields":{"name":"Garder les petits","number":2}}],"contributions":[{"as":"#k1","fields":{"text":"Un bus le samedi","kind":"need","number":1,"under":["#fa"],"sorted":"attached"}},{"as":"#k2","fields":{"text":"Un car à midi","kind":"idea","number":2,"under":["#fb","#fa"]}},{"as":"#k3","fields":{"text":"Une piscine","kind":"idea","number":3,"sorted":"not_attached"}}]} => item_added item_added item_added item_added item_added
    officer add {"as":"#ax","noun":"axis","fields":{"name":"Se déplacer sans voiture"}}
"##;

fn counts(story: &Story) -> Value {
    let it = coverage(&story.state);
    let of = |counts: &programme::Counts| {
        json!([counts.retained, counts.joined, counts.not_retained, counts.without, counts.needless])
    };
    json!([of(&it.axes), of(&it.contributions)])
}

fn path_of(story: &Story, contribution: &str) -> Value {
    serde_json::to_value(path(&story.state, ItemId(id(contribution)))).unwrap()
}

#[test]
fn an_axis_is_retained_once_something_carries_it_or_a_reason_is_given() {
    check(&[
        TERRITORY,
        FORUM,
        r##"
        officer set {"item":"#ax","fields":{"state":"retained"}} => REASON_REQUIRED
        officer add {"as":"#s1","noun":"axis_source","fields":{"axis":"#ax","forum_axis":"#fa","reason":"Dit dans six groupes"}} => item_added
        officer set {"item":"#ax","fields":{"state":"retained"}} => item_set
        officer remove {"item":"#s1"} => REASON_REQUIRED
        officer remove {"item":"#fa"} => IN_USE
        officer set {"item":"#ax","fields":{"reason":"Demandé par les trois communes"}} => item_set
        officer remove {"item":"#s1"} => items_removed
        officer set {"item":"#ax","fields":{"reason":null}} => REASON_REQUIRED
        officer add_all {"items":[{"as":"#ay","noun":"axis","fields":{"name":"Vieillir ici","state":"retained"}},{"as":"#s2","noun":"axis_source","fields":{"axis":"#ay","contribution":"#k1"}}]} => item_added item_added
        officer add_all {"items":[{"as":"#az","noun":"axis","fields":{"name":"Autre","state":"retained"}}]} => ONE_REFUSED {"of":"#az","refusal":{"code":"REASON_REQUIRED"}}
        officer remove_all {"items":["#ay"]} => items_removed
        officer add {"as":"#s3","noun":"axis_source","fields":{"axis":"#ax","forum_axis":"#fa","contribution":"#k1"}} => BAD_FIELD {"fault":"one_of"}
    "##,
    ]);
}

#[test]
fn what_came_with_an_import_and_carries_an_axis_is_not_taken_back_under_it() {
    check(&[
        TERRITORY,
        FORUM,
        r##"
        officer import_rows {"import":"#imp","part":1,"label":"Sources","items":[{"as":"#s1","noun":"axis_source","fields":{"axis":"#ax","forum_axis":"#fa"}}]}
        officer set {"item":"#ax","fields":{"state":"retained"}}
        officer undo_import {"import":"#imp"} => REASON_REQUIRED
        officer set {"item":"#ax","fields":{"state":"proposed"}}
        officer undo_import {"import":"#imp"} => import_undone
    "##,
    ]);
}

#[test]
fn an_axis_that_is_renamed_keeps_its_first_name() {
    let story = check(&[
        TERRITORY,
        FORUM,
        r##"
        officer set {"item":"#ax","fields":{"original":"Autre"}} => BAD_FIELD {"field":"original","fault":"fixed"}
        officer add {"as":"#ay","noun":"axis","fields":{"name":"A","original":"B"}} => BAD_FIELD {"field":"original","fault":"fixed"}
        officer set {"item":"#ax","fields":{"name":"Aller partout"}} => item_set
        see plan item:ax => {"fields":{"name":"Aller partout","original":"Se déplacer sans voiture"}}
        officer set {"item":"#ax","fields":{"name":"Aller partout sans voiture"}} => item_set
        see plan item:ax => {"fields":{"name":"Aller partout sans voiture","original":"Se déplacer sans voiture"}}
    "##,
    ]);
    let copies = story.state.texts.values().filter(|text| *text == "Se déplacer sans voiture").count();
    assert_eq!(copies, 1, "it is the same text");
    let mut more = String::new();
    for n in 0..30 {
        more +=
            &format!("officer set {{\"item\":\"#ax\",\"fields\":{{\"name\":\"Nom {n}\"}}}} => item_set\n");
    }
    more += r##"
        see plan item:ax => {"fields":{"name":"Nom 29","original":"Se déplacer sans voiture"}}
        officer erase {"item":"#ax","fields":["original"]} => words_erased
        see plan item:ax => {"fields":{"name":"Nom 29","original":null},"gone":{"original":"taken_back"}}
        officer set {"item":"#ax","fields":{"name":"Nom 30"}} => item_set
        see plan item:ax => {"fields":{"original":null},"gone":{"original":"taken_back"}}
    "##;
    let story = check(&[TERRITORY, FORUM, &more]);
    assert!(!story.all_words().contains("sans voiture"));
}

#[test]
fn an_outcome_holds_together_or_is_refused() {
    check(&[
        TERRITORY,
        FORUM,
        r##"
        officer set {"item":"#fa","fields":{"outcome":"retained"}} => BAD_FIELD {"field":"into","fault":"missing"}
        officer set {"item":"#fa","fields":{"outcome":"joined"}} => BAD_FIELD {"field":"into","fault":"missing"}
        officer set {"item":"#fa","fields":{"outcome":"not_retained"}} => REASON_REQUIRED
        officer set {"item":"#fa","fields":{"outcome":"not_retained","why":"law","into":"#ax"}} => BAD_FIELD {"field":"into","fault":"against","other":"outcome"}
        officer set {"item":"#fa","fields":{"outcome":"retained","why":"law","into":"#ax"}} => BAD_FIELD {"field":"why","fault":"against"}
        officer set {"item":"#fa","fields":{"why":"law"}} => BAD_FIELD {"field":"why","fault":"against"}
        officer set {"item":"#fa","fields":{"outcome":"retained","into":"#copil"}} => BAD_FIELD {"field":"into","fault":"no_such_item"}
        officer set {"item":"#fa","fields":{"outcome":"retained","into":"#ax"}} => item_set
        officer set {"item":"#fa","fields":{"outcome":null}} => BAD_FIELD {"field":"into","fault":"against"}
        officer set_all {"items":[{"item":"#k1","fields":{"outcome":"joined","into":"#ax"}},{"item":"#k3","fields":{"outcome":"not_retained"}}]} => ONE_REFUSED {"of":"#k3","refusal":{"code":"REASON_REQUIRED"}}
        see forum:forum item:k1 => {"fields":{"outcome":null}}
        officer remove {"item":"#ax"} => IN_USE
        officer set {"item":"#fa","fields":{"outcome":null,"into":null}} => item_set
        officer remove {"item":"#ax"} => items_removed
    "##,
    ]);
}

#[test]
fn what_stands_under_an_axis_has_its_outcome_unless_decided_apart_and_the_work_ends_when_all_has_one() {
    let begun = r##"
        officer finish_outcomes {} => UNDECIDED {"axes":2,"contributions":3}
        officer set {"item":"#fa","fields":{"outcome":"retained","into":"#ax"}}
    "##;
    assert_eq!(
        counts(&check(&[TERRITORY, FORUM, begun])),
        json!([[1, 0, {}, 1, 0], [2, 0, {}, 1, 0]]),
        "the main axis says nothing yet, another one does"
    );
    let apart = r##"
        officer set {"item":"#fb","fields":{"outcome":"not_retained","why":"in_place","remark":"Relais petite enfance"}}
        officer set {"item":"#k1","fields":{"outcome":"joined","into":"#ax"}}
    "##;
    assert_eq!(
        counts(&check(&[TERRITORY, FORUM, begun, apart])),
        json!([[1, 0, {"in_place": 1}, 0, 0], [0, 1, {"in_place": 1}, 1, 0]])
    );
    let story = check(&[
        TERRITORY,
        FORUM,
        begun,
        apart,
        r##"
        officer finish_outcomes {} => UNDECIDED {"axes":0,"contributions":1}
        ana finish_outcomes {} => NOT_ALLOWED
        remember before
        officer set {"item":"#k3","fields":{"outcome":"not_retained","why":"competence"}} => item_set
        officer finish_outcomes {} => outcomes_finished
        officer finish_outcomes {} => nothing
        officer reopen_outcomes {"seen":"before"} => MOVED_ON
        officer reopen_outcomes {} => outcomes_reopened
        officer reopen_outcomes {} => nothing
        officer finish_outcomes {} => outcomes_finished
        see programme item:programme => {"finished":true}
        officer bring_in {"forum":"#forum","contributions":[{"as":"#k4","fields":{"text":"Contre","kind":"disagreement"}},{"as":"#k5","fields":{"kind":"idea"}},{"as":"#k6","fields":{"text":"Un bus","under":["#fb"],"sorted":"duplicate"}}]}
        see programme item:programme => {"finished":true}
        officer bring_in {"forum":"#forum","contributions":[{"as":"#k7","fields":{"text":"Un marché"}}]}
        see programme item:programme => {"finished":null}
        officer bring_in {"forum":"#forum","contributions":[{"as":"#k7","fields":{"text":null}}]} => words_erased
        officer finish_outcomes {} => outcomes_finished
        officer set {"item":"#fb","fields":{"outcome":null,"why":null,"remark":null}} => item_set
        see programme item:programme => {"finished":null}
    "##,
    ]);
    assert_eq!(counts(&story), json!([[1, 0, {}, 1, 0], [1, 1, {"competence": 1}, 1, 3]]));
}

#[test]
fn what_the_committee_decided_survives_a_second_bringing_in() {
    let story = check(&[
        TERRITORY,
        FORUM,
        r##"
        officer set {"item":"#fa","fields":{"outcome":"retained","into":"#ax"}}
        officer set {"item":"#k1","fields":{"outcome":"not_retained","why":"outside","remark":"Gare du pôle voisin"}}
        officer bring_in {"forum":"#forum","axes":[{"as":"#fa","fields":{"name":"Bouger","number":1}},{"as":"#fb","fields":{"name":null,"number":2}}],"contributions":[{"as":"#k1","fields":{"text":"Un train","under":["#fa","#fb"],"sorted":"attached"}}]} => words_erased item_set words_erased item_set
        see forum:forum item:fa => {"fields":{"name":"Bouger","outcome":"retained","into":"#ax"}}
        see forum:forum item:fb => {"fields":{"name":null},"gone":{"name":"taken_back"}}
        see forum:forum item:k1 => {"fields":{"text":"Un train","outcome":"not_retained","why":"outside","remark":"Gare du pôle voisin","under":["#fa","#fb"]}}
        officer bring_in {"forum":"#forum","axes":[{"as":"#fa","fields":{"name":"Bouger","number":1}},{"as":"#fb","fields":{"name":"SECRET"}}],"contributions":[{"as":"#k1","fields":{"text":"Un train","under":["#fa","#fb"],"sorted":"attached"}}]} => nothing
        officer bring_in {"forum":"#forum","contributions":[{"as":"#k1","fields":{"text":"Un train","outcome":"retained"}}]} => ONE_REFUSED {"refusal":{"code":"BAD_FIELD","field":"outcome","fault":"fixed"}}
        officer bring_in {"forum":"#forum","axes":[{"as":"#k2","fields":{"name":"A"}}],"contributions":[]} => ONE_REFUSED {"refusal":{"code":"BAD_COMMAND"}}
        officer erase {"item":"#fa"} => words_erased
        officer bring_in {"forum":"#forum","axes":[{"as":"#fa","fields":{"name":"SECRET"}}],"contributions":[]} => nothing
        officer remove {"item":"#fb"} => item_set item_set items_removed
        see forum:forum item:k1 => {"fields":{"under":["#fa"]}}
    "##,
    ]);
    let words = story.all_words();
    assert!(!words.contains("SECRET") && !words.contains("Se déplacer\"") && !words.contains("Garder"));
}

#[test]
fn a_path_tells_what_the_office_has_decided_and_nothing_else() {
    let plan = r##"
        officer add {"as":"#s1","noun":"axis_source","fields":{"axis":"#ax","forum_axis":"#fa"}}
        officer set {"item":"#ax","fields":{"state":"retained"}}
        officer add {"as":"#obj","noun":"objective","fields":{"axis":"#ax","name":"Relier les bourgs"}}
        officer set {"item":"#ax","fields":{"state":"proposed"}}
        officer add {"as":"#act","noun":"action","fields":{"name":"Ouvrir une navette","objective":"#obj","audience":["Tous"],"everywhere":true,"text":"Une navette","lead":"Dominique Arlet","start":"2028"}}
        officer add {"as":"#m","noun":"measure","fields":{"action":"#act","name":"Trajets"}}
        officer add {"as":"#as","noun":"action_source","fields":{"action":"#act","contribution":"#k1"}}
        officer set {"item":"#fa","fields":{"outcome":"retained","into":"#ax"}}
        officer set {"item":"#k3","fields":{"outcome":"not_retained","why":"competence","remark":"Transmis à la Région"}}
    "##;
    let proposed = check(&[TERRITORY, FORUM, plan]);
    assert_eq!(path_of(&proposed, "k1"), json!({"programme": "Vallée de la Brame", "axes": []}));
    assert_eq!(path_of(&proposed, "k3")["outcome"], Value::Null, "it may be a slip of the hand");
    let retained = r##"
        officer set {"item":"#ax","fields":{"state":"retained","name":"Aller partout"}}
    "##;
    let told = check(&[TERRITORY, FORUM, plan, retained]);
    assert_eq!(
        path_of(&told, "k1"),
        json!({"programme": "Vallée de la Brame",
               "outcome": {"outcome": "retained", "through": "Se déplacer"},
               "axes": [{"name": "Aller partout", "original": "Se déplacer sans voiture", "objectives": []}]}),
        "a draft is not told"
    );
    let done = check(&[
        TERRITORY,
        FORUM,
        plan,
        retained,
        r##"
        officer submit_action {"action":"#act"}
        officer validate_action {"as":"#v1","action":"#act","committee":"#copil","decided":"2027-11-04"}
        officer follow_action {"action":"#act","to":"done"}
        "##,
    ]);
    let axes = json!([{"name": "Aller partout", "original": "Se déplacer sans voiture", "objectives": [
        {"name": "Relier les bourgs", "sheets": [{"name": "Ouvrir une navette", "state": "done", "rests": true}]}]}]);
    assert_eq!(path_of(&done, "k1")["axes"], axes);
    assert!(!path_of(&done, "k1").to_string().contains("Arlet"));
    assert_eq!(path_of(&done, "k2")["outcome"]["through"], "Se déplacer");
    let gone = r##"officer erase {"item":"#k1"}"##;
    assert_eq!(path_of(&check(&[TERRITORY, FORUM, plan, retained, gone]), "k1"), Value::Null);
    assert_eq!(path_of(&done, "fa"), Value::Null);
}

#[test]
fn what_is_not_retained_is_told_once_the_work_is_finished_and_stays_told_until_it_is_decided_anew() {
    let refused = |why: &str| json!({"outcome": "not_retained", "why": why});
    let decided = r##"
        officer set {"item":"#ax","fields":{"state":"retained","reason":"Demandé"}}
        officer set_all {"items":[{"item":"#fa","fields":{"outcome":"retained","into":"#ax"}},{"item":"#fb","fields":{"outcome":"not_retained","why":"in_place"}},{"item":"#k3","fields":{"outcome":"not_retained","why":"law"}}]}
    "##;
    let of = |steps: &str| {
        let story = check(&[TERRITORY, FORUM, decided, steps]);
        ["k1", "k2", "k3"].map(|of| path_of(&story, of)["outcome"].clone())
    };
    let retained = json!({"outcome": "retained", "through": "Se déplacer"});
    let through = json!({"outcome": "not_retained", "why": "in_place", "through": "Garder les petits"});
    assert_eq!(of(""), [retained.clone(), Value::Null, Value::Null]);
    let slip = r##"officer set {"item":"#k3","fields":{"why":"competence"}}"##;
    assert_eq!(of(slip)[2], Value::Null);
    let finished = "officer finish_outcomes {}\n";
    assert_eq!(
        of(&format!("{slip}\n{finished}")),
        [retained.clone(), through.clone(), refused("competence")]
    );
    let more = format!(
        "{finished}officer bring_in {}\nsee programme item:programme => {{\"finished\":null}}\n",
        r##"{"forum":"#forum","contributions":[{"as":"#k7","fields":{"text":"Un marché"}}]}"##
    );
    assert_eq!(of(&more), [retained.clone(), through.clone(), refused("law")], "it was told");
    assert_eq!(of(&format!("{more}{slip}"))[2], Value::Null, "it is decided anew");
    let again = format!("{finished}officer reopen_outcomes {{}}\n{slip}\n");
    assert_eq!(of(&again), [retained.clone(), through.clone(), Value::Null]);
    assert_eq!(of(&format!("{again}{finished}")), [retained, through, refused("competence")]);
}

#[test]
fn while_a_sheet_is_revised_its_last_version_is_told() {
    let plan = r##"
        officer add {"as":"#s1","noun":"axis_source","fields":{"axis":"#ax","forum_axis":"#fa"}}
        officer set {"item":"#ax","fields":{"state":"retained"}}
        officer add {"as":"#obj","noun":"objective","fields":{"axis":"#ax","name":"Relier les bourgs"}}
        officer add {"as":"#act","noun":"action","fields":{"name":"Ouvrir une navette","objective":"#obj","audience":["Tous"],"everywhere":true,"text":"Une navette","lead":"Dominique Arlet","start":"2028"}}
        officer add {"as":"#m","noun":"measure","fields":{"action":"#act","name":"Trajets"}}
        officer add {"as":"#as","noun":"action_source","fields":{"action":"#act","contribution":"#k1"}}
        officer submit_action {"action":"#act"}
        officer validate_action {"as":"#v1","action":"#act","committee":"#copil","decided":"2027-11-04"}
        officer follow_action {"action":"#act","to":"ongoing"}
        officer revise_action {"action":"#act"}
        officer set {"item":"#act","fields":{"name":"BROUILLON"}}
        officer remove {"item":"#as"}
        officer add {"as":"#as2","noun":"action_source","fields":{"action":"#act","contribution":"#k3"}}
    "##;
    let story = check(&[TERRITORY, FORUM, plan]);
    let sheet = |of: &str| path_of(&story, of)["axes"][0]["objectives"][0]["sheets"][0].clone();
    let stands = json!({"name": "Ouvrir une navette", "state": "validated", "revised": true, "rests": true});
    assert_eq!(sheet("k1"), stands);
    assert_eq!(path_of(&story, "k3")["axes"], json!([]), "the new version is a draft");
    let again = r##"
        officer submit_action {"action":"#act"}
        officer validate_action {"as":"#v2","action":"#act","committee":"#copil","decided":"2028-11-04"}
    "##;
    let story = check(&[TERRITORY, FORUM, plan, again]);
    let sheet = |of: &str| path_of(&story, of)["axes"][0]["objectives"][0]["sheets"][0].clone();
    assert_eq!(sheet("k3"), json!({"name": "BROUILLON", "state": "validated", "rests": true}));
    assert_eq!(sheet("k1"), json!({"name": "BROUILLON", "state": "validated"}), "its axis carries the other");
}

#[test]
fn a_path_of_very_many_sheets_stays_short_and_says_how_many_it_does_not_tell() {
    let sheets = (0..200).map(|n| {
        let fields = format!(r##"{{"name":"Action {n}","objective":"#obj","state":"done"}}"##);
        format!(r##"{{"as":"#a{n}","noun":"action","fields":{fields}}}"##)
    });
    let sheets = Vec::from_iter(sheets).join(",");
    let plan = format!(
        r##"
        officer set {{"item":"#ax","fields":{{"state":"retained","reason":"Demandé"}}}}
        officer add {{"as":"#obj","noun":"objective","fields":{{"axis":"#ax","name":"Relier les bourgs"}}}}
        officer import_rows {{"import":"#imp","part":1,"label":"Plan","items":[{sheets}]}}
        officer add {{"as":"#s1","noun":"axis_source","fields":{{"axis":"#ax","forum_axis":"#fa"}}}}
        officer publish {{"as":"#pub","document":"plan"}}
        "##
    );
    let path = path_of(&check(&[TERRITORY, FORUM, &plan]), "k1");
    let told = path["axes"][0]["objectives"][0]["sheets"].as_array().unwrap();
    assert!(
        told.len() > 50 && path.to_string().len() < 9_500,
        "{} in {}",
        told.len(),
        path.to_string().len()
    );
    assert_eq!(path["more"], 200 - told.len());
}

/// What holds after any history, as the export tells it.
pub(crate) fn holds(state: &State) -> Result<(), TestCaseError> {
    let export = serde_json::to_value(export(state, 1)).unwrap();
    let entities =
        export["scopes"].as_object().unwrap().iter().filter(|(scope, _)| !scope.starts_with("publication"));
    let entities = entities.flat_map(|(_, list)| list.as_array().unwrap());
    let items = entities.filter_map(|entity| entity.get("item").cloned());
    let items: BTreeMap<String, Value> =
        items.map(|item| (item["id"].as_str().unwrap().to_owned(), item)).collect();
    let noun = |item: &Value| Noun::of(item["noun"].as_str().unwrap()).unwrap();
    let says = |item: &Value, field: &str| !item["fields"][field].is_null() || !item["gone"][field].is_null();
    for item in items.values() {
        for field in noun(item).spec().fields {
            let Some(of) = field.kind.noun() else { continue };
            let value = &item["fields"][field.name];
            let named = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
            for id in named.iter().filter_map(Value::as_str) {
                prop_assert!(items.get(id).is_some_and(|item| noun(item) == of), "{} of {item}", field.name);
            }
        }
        let is = |field: &str, word: &str| item["fields"][field] == word;
        if noun(item) == Noun::Axis && is("state", "retained") {
            let carries = |it: &Value| noun(it) == Noun::AxisSource && it["fields"]["axis"] == item["id"];
            prop_assert!(says(item, "reason") || items.values().any(carries), "{item}");
        }
        if matches!(noun(item), Noun::ForumAxis | Noun::Contribution) {
            let (into, why) = (says(item, "into"), says(item, "why"));
            let holds = match item["fields"]["outcome"].as_str() {
                None => !into && !why,
                Some("not_retained") => why && !into,
                Some(_) => into && !why,
            };
            prop_assert!(holds, "{item}");
        }
    }
    let it = coverage(state);
    let mut without = 0;
    for (of, counts) in [(Noun::ForumAxis, &it.axes), (Noun::Contribution, &it.contributions)] {
        let all = Vec::from_iter(items.values().filter(|item| noun(item) == of));
        prop_assert_eq!(counts.all() as usize, all.len());
        let decided = |item: &&&Value| {
            let under = item["fields"]["under"].as_array().into_iter().flatten();
            let under = under.filter_map(|id| items.get(id.as_str()?));
            [**item].into_iter().chain(under).any(|item| says(item, "outcome"))
        };
        prop_assert_eq!(counts.with() as usize, all.iter().filter(decided).count());
        without += counts.without;
    }
    let own = items.values().find(|item| noun(item) == Noun::Programme).unwrap();
    prop_assert!(own["finished"] != true || without == 0, "{} have no outcome", without);
    Ok(())
}
