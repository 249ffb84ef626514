//! The plan as everybody reads it: what was published, down to the words, and nothing else.

use crate::story::{Story, TERRITORY, check, id};
use programme::dossier::{Dossier, Excerpt};
use programme::{path, public};
use protocol::programme::ItemId;
use protocol::programme::noun::Noun;
use serde_json::{Value, json};

/// A forum with two axes; a strategic axis with an objective and three sheets, of which two are validated, and one of these
/// is being revised.
const PLAN: &str = r##"
    officer add {"as":"#forum","noun":"forum","fields":{"name":"Habitants","day":"2027-09-18","summary":"SECRET"}}
    officer bring_in {"forum":"#forum","axes":[{"as":"#fa","fields":{"name":"Se déplacer","number":1}},{"as":"#fb","fields":{"name":"Garder les petits","number":2}}],"contributions":[{"as":"#k1","fields":{"text":"Un bus le samedi","kind":"need","number":1,"under":["#fa"],"topic":"SECRET"}},{"as":"#k2","fields":{"text":"Un car à midi","kind":"idea","number":2,"under":["#fb"]}},{"as":"#k3","fields":{"text":"Une piscine","kind":"idea","number":3}},{"as":"#k4","fields":{"text":"Une navette","kind":"idea","number":4,"under":["#fa"]}}]}
    officer add {"as":"#soc","noun":"interview_field","fields":{"name":"Action sociale","guide":"SECRET"}}
    officer add {"as":"#e1","noun":"interview","fields":{"field":"#soc","person":"SECRET","role":"SECRET","consent":"named","state":"checked"}}
    officer add {"as":"#v1","noun":"verbatim","fields":{"interview":"#e1","text":"On manque de bus."}}
    officer add {"as":"#v2","noun":"verbatim","fields":{"interview":"#e1","text":"SECRET"}}
    officer mark {"card":{"verbatim":"#v1"}}
    officer add {"as":"#ind","noun":"indicator","fields":{"name":"Ménages sans voiture","comment":"SECRET"}}
    officer add_all {"items":[{"as":"#ax","noun":"axis","fields":{"name":"Se déplacer sans voiture","state":"retained"}},{"as":"#s1","noun":"axis_source","fields":{"axis":"#ax","forum_axis":"#fa","reason":"Dit partout"}}]}
    officer set {"item":"#ax","fields":{"name":"Aller partout"}}
    officer add {"as":"#ay","noun":"axis","fields":{"name":"SECRET"}}
    officer add {"as":"#obj","noun":"objective","fields":{"axis":"#ax","name":"Relier les bourgs"}}
    officer add {"as":"#empty","noun":"objective","fields":{"axis":"#ax","name":"SECRET"}}
    officer add {"as":"#a0","noun":"action","fields":{"name":"SECRET","objective":"#obj"}}
    officer add {"as":"#a1","noun":"action","fields":{"name":"Ouvrir une navette","objective":"#obj","audience":["Tous"],"everywhere":true,"text":"Une navette","lead":"Le service mobilité","start":"2028","notes":"SECRET"}}
    officer add {"as":"#a2","noun":"action","fields":{"name":"Relier la gare","objective":"#obj","audience":["Tous"],"everywhere":true,"text":"Un bus","lead":"La Région","start":"2028"}}
    officer add_all {"items":[{"as":"#m1","noun":"measure","fields":{"action":"#a1","name":"Trajets","unit":"trajets"}},{"as":"#m2","noun":"measure","fields":{"action":"#a2","name":"Lignes"}},{"as":"#g1","noun":"action_source","fields":{"action":"#a1","contribution":"#k1"}},{"as":"#g2","noun":"action_source","fields":{"action":"#a1","verbatim":"#v1"}},{"as":"#g3","noun":"action_source","fields":{"action":"#a1","indicator":"#ind"}},{"as":"#g4","noun":"action_source","fields":{"action":"#a2","forum_axis":"#fa"}},{"as":"#g5","noun":"action_source","fields":{"action":"#a1","verbatim":"#v2"}}]}
    officer submit_action {"action":"#a1"}
    officer validate_action {"as":"#w1","action":"#a1","committee":"#copil","decided":"2027-11-04"}
    officer submit_action {"action":"#a2"}
    officer validate_action {"as":"#w2","action":"#a2","committee":"#copil","decided":"2027-11-04"}
    officer follow_action {"action":"#a1","to":"ongoing"}
    officer revise_action {"action":"#a2"}
    officer set {"item":"#a2","fields":{"name":"SECRET"}}
    officer set_all {"items":[{"item":"#fa","fields":{"outcome":"retained","into":"#ax"}},{"item":"#fb","fields":{"outcome":"not_retained","why":"in_place","remark":"Au relais"}},{"item":"#k3","fields":{"outcome":"not_retained","why":"competence"}}]}
"##;
const PUBLISHED: &str = r##"
    officer publish {"as":"#pub1","document":"plan","of":"#copil"} => BAD_COMMAND
    officer publish {"as":"#pub1","document":"plan"} => published
"##;
const FINISHED: &str = "officer finish_outcomes {}";

fn dossier(story: &Story, with: Option<(Noun, u32)>) -> Option<Dossier> {
    Excerpt::of_plan(&story.state, with).map(|excerpt| Dossier::from(&excerpt))
}

fn plan(story: &Story) -> Value {
    serde_json::to_value(public::plan(&dossier(story, None).unwrap())).unwrap()
}

fn action(story: &Story, number: u32) -> Value {
    let dossier = dossier(story, Some((Noun::Action, number)));
    serde_json::to_value(dossier.and_then(|dossier| public::action(&dossier, number))).unwrap()
}

fn axis(story: &Story, number: u32) -> Value {
    let dossier = dossier(story, Some((Noun::Axis, number)));
    serde_json::to_value(dossier.and_then(|dossier| public::axis(&dossier, number))).unwrap()
}

#[test]
fn a_plan_is_published_down_to_the_words_and_without_what_stays_in_the_office() {
    check(&[TERRITORY, r##"officer publish {"as":"#pub1","document":"plan"} => NOTHING_TO_PUBLISH"##]);
    let story = check(&[TERRITORY, PLAN, FINISHED, PUBLISHED]);
    let published = story.published("pub1");
    for secret in ["SECRET", "Ana", "Ada"] {
        assert!(!published.contains(secret), "{secret} in {published}");
    }
    let told = plan(&story);
    assert_eq!(told["version"], 1);
    let line = |id, number: &str, name: &str, state: &str, revised, lead: &str| json!({"id": id, "number": number, "name": name, "state": state, "revised": revised, "lead": lead});
    assert_eq!(
        told["axes"],
        json!([{"id": 1, "number": "1", "name": "Aller partout", "original": "Se déplacer sans voiture", "objectives": [
        {"number": "1.1", "name": "Relier les bourgs", "text": null, "actions": [
            line(2, "1.1.2", "Ouvrir une navette", "ongoing", false, "Le service mobilité"),
            line(3, "1.1.3", "Relier la gare", "validated", true, "La Région"),
        ]}]}]),
        "numbers are those of the whole plan"
    );
    let into = json!({"id": 1, "number": "1", "name": "Aller partout"});
    assert_eq!(
        told["forums"],
        json!([{"name": "Habitants", "day": "2027-09-18", "axes": [
            {"text": "Se déplacer", "outcome": "retained", "why": null, "remark": null, "into": into},
            {"text": "Garder les petits", "outcome": "not_retained", "why": "in_place", "remark": "Au relais", "into": null},
        ], "words": [
            {"text": "Une piscine", "outcome": "not_retained", "why": "competence", "remark": null, "into": null},
        ]}])
    );
    let sheet = action(&story, 2);
    assert_eq!((&sheet["number"], &sheet["axis"]), (&json!("1.1.2"), &into));
    assert_eq!(
        sheet["sources"],
        json!([
            {"kind": "contribution", "text": "Un bus le samedi", "from": "Habitants", "reason": null, "words": []},
            {"kind": "verbatim", "text": "On manque de bus.", "from": "Action sociale", "reason": null, "words": []},
            {"kind": "indicator", "text": "Ménages sans voiture", "from": null, "reason": null, "words": []},
        ])
    );
    let words = json!([{"text": "Un bus le samedi"}, {"text": "Une navette"}]);
    assert_eq!(action(&story, 3)["sources"][0]["words"], words, "what stands under the axis of the forum");
    assert_eq!(axis(&story, 1)["sources"][0]["words"], words);
    assert_eq!(action(&story, 1), Value::Null, "a draft");
}

impl Story {
    /// All that a publication shows, on any screen.
    fn published(&self, publication: &str) -> String {
        let export = programme::export::export(&self.state, 1);
        let export = serde_json::to_value(export).unwrap();
        export["scopes"][format!("publication:{}", id(publication))].to_string()
    }
}

#[test]
fn what_is_not_retained_is_published_once_the_work_is_finished() {
    let story = check(&[TERRITORY, PLAN, PUBLISHED]);
    let forums = plan(&story)["forums"].clone();
    let outcomes = [0, 1].map(|n| forums[0]["axes"][n]["outcome"].clone());
    assert_eq!(outcomes[0], "retained");
    assert!(!story.published("pub1").contains("in_place") && !story.published("pub1").contains("Au relais"));
    assert_eq!((&outcomes[1], &forums[0]["words"]), (&Value::Null, &json!([])));
}

#[test]
fn a_version_stays_as_it_was_its_addresses_hold_and_words_that_are_taken_back_are_gone_from_it() {
    let later = r##"
        officer follow_action {"action":"#a1","to":"done"}
        officer set {"item":"#obj","fields":{"order":2}}
        officer add {"as":"#obj0","noun":"objective","fields":{"axis":"#ax","name":"Avant","state":"validated","order":1}}
    "##;
    let story = check(&[TERRITORY, PLAN, FINISHED, PUBLISHED, later]);
    assert_eq!(action(&story, 2)["state"], "ongoing", "what was published, and nothing else");
    let receipt = serde_json::to_value(path(&story.state, ItemId(id("k1")))).unwrap();
    let page = &receipt["axes"][0]["objectives"][1]["sheets"][0];
    assert_eq!((&page["state"], &page["page"]), (&json!("done"), &json!(2)), "a receipt tells what is");
    assert_eq!((receipt["code"] == Value::Null, &receipt["axes"][0]["page"]), (false, &json!(1)));
    let again = r##"officer publish {"as":"#pub2","document":"plan"}"##;
    let story = check(&[TERRITORY, PLAN, FINISHED, PUBLISHED, later, again]);
    let sheet = action(&story, 2);
    assert_eq!(
        (&sheet["state"], &sheet["number"], &sheet["version"], &sheet["gone_from_plan"]),
        (&json!("done"), &json!("1.2.2"), &json!(2), &json!(false))
    );
    let away = r##"
        officer erase {"item":"#k1"}
        officer add {"as":"#az","noun":"axis","fields":{"name":"Autre","reason":"Demandé","state":"retained"}}
        officer set {"item":"#ax","fields":{"state":"proposed"}}
        officer publish {"as":"#pub3","document":"plan"}
    "##;
    let story = check(&[TERRITORY, PLAN, FINISHED, PUBLISHED, later, again, away]);
    let sheet = action(&story, 2);
    assert_eq!((&sheet["version"], &sheet["gone_from_plan"]), (&json!(2), &json!(true)));
    assert_eq!(
        sheet["sources"][0],
        json!({"kind": "contribution", "text": null, "gone": "taken_back", "from": "Habitants", "reason": null, "words": []})
    );
    assert!(!story.published("pub1").contains("Un bus le samedi"));
}
