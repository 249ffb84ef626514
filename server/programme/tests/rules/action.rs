//! Action sheets: what they need, who writes them, how they go on, and what is kept of them.

use crate::golden;
use crate::story::{Story, TERRITORY, check, id};
use programme::dossier::Dossier;
use programme::roadmap::{RoadMap, Sum};

/// A retained axis with an objective, a mixed group with a pass, and a complete sheet of it.
pub(crate) const PLAN: &str = r##"
    officer add {"as":"#axis","noun":"axis","fields":{"name":"Se déplacer","state":"retained","reason":"Les trois comités le disent"}}
    officer add {"as":"#aim","noun":"objective","fields":{"axis":"#axis","name":"Aller sans voiture"}}
    officer add {"as":"#group","noun":"committee","fields":{"name":"Groupe mobilité","role":"mixed_group"}}
    officer add_member {"as":"#mia","label":"Mia","committees":["#group"],"token":"mia"}
    officer add {"as":"#act","noun":"action","fields":{"name":"Faire passer un car le samedi","objective":"#aim","group":"#group","reason":"Demandé par les trois comités","audience":["Les jeunes"],"everywhere":true,"text":"Un car, deux allers-retours.","lead":"Le service mobilité","start":"2028"}}
    officer add {"as":"#measure","noun":"measure","fields":{"action":"#act","name":"Voyages","unit":"voyages"}}
"##;

#[test]
fn an_objective_stands_under_a_retained_axis_and_a_sheet_without_one_is_to_be_discussed() {
    check(&[
        TERRITORY,
        PLAN,
        r##"
        officer add {"as":"#a2","noun":"axis","fields":{"name":"Se loger"}}
        officer add {"as":"#o2","noun":"objective","fields":{"axis":"#a2","name":"Loger les jeunes"}} => AXIS_NOT_RETAINED
        officer add_all {"items":[{"as":"#a3","noun":"axis","fields":{"name":"Se nourrir","state":"retained","reason":"R"}},{"as":"#o3","noun":"objective","fields":{"axis":"#a3","name":"Manger ici"}}]}
        officer add {"as":"#x0","noun":"action","fields":{"name":"Une idée"}}
        see plan item:x0 => {"fields":{"state":"to_discuss"}}
        officer add {"as":"#x1","noun":"action","fields":{"name":"Une idée","state":"done"}} => BAD_FIELD {"field":"state","fault":"fixed"}
        officer set {"item":"#x0","fields":{"state":"done"}} => BAD_FIELD {"field":"state","fault":"fixed"}
        officer set {"item":"#x0","fields":{"objective":"#aim"}}
        see plan item:x0 => {"fields":{"state":"draft"}}
        officer set {"item":"#x0","fields":{"objective":null}}
        see plan item:x0 => {"fields":{"state":"to_discuss"}}
        officer remove {"item":"#aim"} => IN_USE
        officer remove {"item":"#x0"} => items_removed
    "##,
    ]);
}

#[test]
fn a_sheet_says_what_it_lacks() {
    check(&[
        TERRITORY,
        PLAN,
        r##"
        officer add {"as":"#x0","noun":"action","fields":{"name":"Une idée"}}
        officer submit_action {"action":"#x0"} => SHEET_INCOMPLETE {"missing":["objective","action_source","audience","communes","text","lead","start","measure"]}
        see plan item:x0 => {"missing":["objective","action_source","audience","communes","text","lead","start","measure"]}
        officer set {"item":"#x0","fields":{"objective":"#aim","audience":["Tous"],"communes":["#brame"],"text":"T","lead":"L","timing":"À définir"}}
        officer add {"as":"#x1","noun":"measure","fields":{"action":"#x0","name":"M"}}
        officer submit_action {"action":"#x0"} => SHEET_INCOMPLETE {"missing":["action_source"]}
        officer add {"as":"#i","noun":"indicator","fields":{"name":"Population"}}
        officer add {"as":"#x2","noun":"action_source","fields":{"action":"#x0","indicator":"#i","reason":"Elle baisse"}}
        see plan item:x0 => {"missing":null}
        see action:x0 item:x2 => {"quote":"Population"}
        officer erase {"item":"#x0","fields":["lead"]}
        officer submit_action {"action":"#x0"} => SHEET_INCOMPLETE {"missing":["lead"]}
        officer set {"item":"#x0","fields":{"lead":"L"}}
        officer submit_action {"action":"#x0"} => item_set
        officer submit_action {"action":"#x0"} => nothing
        officer set {"item":"#x0","fields":{"objective":null}} => BAD_FIELD {"field":"objective","fault":"missing"}
        officer remove {"item":"#x0"} => ABANDON_INSTEAD
    "##,
    ]);
}

#[test]
fn a_committee_validates_and_a_new_version_leaves_the_earlier_one_as_it_was() {
    let story = check(&[
        TERRITORY,
        PLAN,
        r##"
        officer add {"as":"#step","noun":"step","fields":{"action":"#act","name":"Choisir le trajet","due":"2028-03"}}
        officer validate_action {"as":"#v1","action":"#act","committee":"#copil","decided":"2027-11-02"} => NOT_ALLOWED
        officer submit_action {"action":"#act"}
        officer send_back {"action":"#act","remark":" "} => REASON_REQUIRED
        officer send_back {"action":"#act","remark":"Dire le trajet"}
        see plan item:act => {"fields":{"state":"draft","state_reason":"Dire le trajet"}}
        officer submit_action {"action":"#act"}
        see plan item:act => {"fields":{"state":"to_validate","state_reason":null}}
        officer validate_action {"as":"#v1","action":"#act"} => DECISION_REQUIRED
        officer validate_action {"as":"#v1","action":"#act","committee":"#copil"} => DECISION_REQUIRED
        officer validate_action {"as":"#v1","action":"#act","committee":"#jo","decided":"2027-11-02"} => NOT_FOUND
        officer validate_action {"as":"#v1","action":"#act","committee":"#copil","decided":"2027-11-02"} => item_set version_kept
        see plan item:act => {"fields":{"state":"validated","committee":"#copil","decided":"2027-11-02"}}
        officer set {"item":"#act","fields":{"text":"Autre chose"}} => VALIDATED
        officer set {"item":"#step","fields":{"name":"Autre chose"}} => VALIDATED
        officer add {"as":"#x0","noun":"funding","fields":{"action":"#act","amount":12}} => VALIDATED
        officer remove {"item":"#measure"} => VALIDATED
        officer set {"item":"#step","fields":{"done":true}} => item_set
        officer add {"as":"#x1","noun":"measured","fields":{"measure":"#measure","year":2028,"value":40}} => item_added
        officer add {"as":"#x2","noun":"review","fields":{"action":"#act","year":2028,"done":"Le car roule"}} => item_added
        officer remove {"item":"#act"} => ABANDON_INSTEAD
        officer follow_action {"action":"#act","to":"paused"} => REASON_REQUIRED
        officer follow_action {"action":"#act","to":"paused","reason":"Le car est en panne"} => item_set
        officer follow_action {"action":"#act","to":"done"} => item_set
        see plan item:act => {"fields":{"state":"done","state_reason":null},"warnings":null,"due":null}
        officer revise_action {"action":"#act"} => item_set
        officer revise_action {"action":"#act"} => nothing
        see plan item:act => {"fields":{"state":"draft","committee":null}}
        officer set {"item":"#act","fields":{"text":"SECRET"}}
        officer remove {"item":"#step"} => items_removed
        officer remove {"item":"#act"} => ABANDON_INSTEAD
        see action:act version:v1 => {"version":1,"action":"#act"}
        officer submit_action {"action":"#act"}
        officer validate_action {"as":"#v2","action":"#act","committee":"#copil","decided":"2028-11-02"}
        see action:act version:v2 => {"version":2}
        officer erase {"item":"#act","fields":["text"]} => words_erased
        officer follow_action {"action":"#act","to":"abandoned","reason":"Plus de chauffeur"}
        officer follow_action {"action":"#act","to":"ongoing"} => NOT_ALLOWED
    "##,
    ]);
    assert!(!story.all_words().contains("SECRET"), "what was taken back is in no version");
    let text = format!("{:?}", story.see("action:act", "version:v1"));
    assert!(text.contains("Choisir le trajet") && text.contains("to_validate").eq(&false), "{text}");
    assert!(!text.contains("Le car roule"), "{text}");
}

#[test]
fn a_done_action_without_a_value_is_warned_of_and_days_say_what_is_due() {
    check(&[
        TERRITORY,
        PLAN,
        r##"
        officer set {"item":"#act","fields":{"end":"2029"}}
        see plan item:act => {"due":"2029"}
        officer add {"as":"#x0","noun":"step","fields":{"action":"#act","name":"A","due":"2028-03"}}
        see plan item:act => {"due":"2028-03"}
        officer set {"item":"#x0","fields":{"done":true}}
        see plan item:act => {"due":"2029"}
        officer submit_action {"action":"#act"}
        officer validate_action {"as":"#v1","action":"#act","committee":"#copil","decided":"2027-11-02"}
        officer follow_action {"action":"#act","to":"done"} => item_set
        see plan item:act => {"warnings":["no_value"],"due":null}
        officer add {"as":"#x1","noun":"measured","fields":{"measure":"#measure","year":2028,"value":0}}
        see plan item:act => {"warnings":null}
    "##,
    ]);
}

#[test]
fn a_mixed_group_writes_its_sheets_and_nothing_else() {
    check(&[
        TERRITORY,
        PLAN,
        r##"
        officer add {"as":"#x9","noun":"action","fields":{"name":"D’un autre","objective":"#aim"}}
        mia add {"as":"#x0","noun":"action","fields":{"name":"Un abri","group":"#group"}} => item_added
        mia add {"as":"#x1","noun":"action","fields":{"name":"Un abri"}} => NOT_ALLOWED
        ana add {"as":"#x1","noun":"action","fields":{"name":"Un abri","group":"#copil"}} => NOT_ALLOWED
        mia add {"as":"#x2","noun":"step","fields":{"action":"#x0","name":"Demander"}} => item_added
        mia add {"as":"#x3","noun":"step","fields":{"action":"#x9","name":"Demander"}} => NOT_ALLOWED
        mia add {"as":"#x3","noun":"theme","fields":{"name":"Demander"}} => NOT_ALLOWED
        mia add {"as":"#x3","noun":"objective","fields":{"axis":"#axis","name":"Demander"}} => NOT_ALLOWED
        mia add_all {"items":[{"as":"#x4","noun":"action","fields":{"name":"Deux","group":"#group"}},{"as":"#x5","noun":"measure","fields":{"action":"#x4","name":"M"}},{"as":"#x6","noun":"measured","fields":{"measure":"#x5","year":2027,"value":1}}]} => item_added item_added item_added
        mia set {"item":"#act","fields":{"text":"Trois allers-retours."}} => item_set
        mia set {"item":"#act","fields":{"group":null}} => NOT_ALLOWED
        mia set {"item":"#x9","fields":{"text":"T"}} => NOT_ALLOWED
        mia set {"item":"#copil","fields":{"summary":"T"}} => NOT_ALLOWED
        mia set_all {"items":[{"item":"#x2","fields":{"done":true}}]} => item_set
        mia remove {"item":"#x2"} => items_removed
        mia remove {"item":"#x0"} => NOT_ALLOWED
        mia erase {"item":"#x0"} => NOT_ALLOWED
        mia submit_action {"action":"#act"} => item_set
        ana submit_action {"action":"#act"} => NOT_ALLOWED
        mia send_back {"action":"#act","remark":"R"} => NOT_ALLOWED
        mia validate_action {"as":"#v1","action":"#act","committee":"#copil","decided":"2027"} => NOT_ALLOWED
        officer validate_action {"as":"#v1","action":"#act","committee":"#copil","decided":"2027"}
        mia set {"item":"#act","fields":{"text":"Quatre"}} => VALIDATED
        mia follow_action {"action":"#act","to":"ongoing"} => NOT_ALLOWED
        mia revise_action {"action":"#act"} => NOT_ALLOWED
        officer set {"item":"#group","fields":{"role":"technical"}}
        mia add {"as":"#x7","noun":"action","fields":{"name":"Un abri","group":"#group"}} => NOT_ALLOWED
    "##,
    ]);
}

/// What each may do with a sheet in each state.
#[test]
fn the_table_of_sheets_is_as_agreed() {
    let reach = [
        ("to_discuss", r##"officer set {"item":"#act","fields":{"objective":null}}"##),
        ("draft", ""),
        ("to_validate", r##"officer submit_action {"action":"#act"}"##),
        (
            "validated",
            r##"officer validate_action {"as":"#v1","action":"#act","committee":"#copil","decided":"2027"}"##,
        ),
        ("ongoing", r##"officer follow_action {"action":"#act","to":"ongoing"}"##),
        ("paused", r##"officer follow_action {"action":"#act","to":"paused","reason":"R"}"##),
        ("done", r##"officer follow_action {"action":"#act","to":"done"}"##),
        ("abandoned", r##"officer follow_action {"action":"#act","to":"abandoned","reason":"R"}"##),
        ("new version", r##"officer revise_action {"action":"#act"}"##),
    ];
    let acts = [
        r##"set {"item":"#act","fields":{"text":"T"}}"##,
        r##"set {"item":"#act","fields":{"group":null}}"##,
        r##"add {"as":"#x1","noun":"step","fields":{"action":"#act","name":"E"}}"##,
        r##"set {"item":"#step","fields":{"done":true}}"##,
        r##"add {"as":"#x2","noun":"review","fields":{"action":"#act","year":2028}}"##,
        r##"remove {"item":"#step"}"##,
        r##"remove {"item":"#act"}"##,
        r##"submit_action {"action":"#act"}"##,
        r##"send_back {"action":"#act","remark":"R"}"##,
        r##"validate_action {"as":"#v9","action":"#act","committee":"#copil","decided":"2028"}"##,
        r##"follow_action {"action":"#act","to":"ongoing"}"##,
        r##"follow_action {"action":"#act","to":"abandoned","reason":"R"}"##,
        r##"revise_action {"action":"#act"}"##,
    ];
    let step = r##"officer add {"as":"#step","noun":"step","fields":{"action":"#act","name":"E"}}"##;
    let mut table = String::new();
    let mut before = vec![TERRITORY, PLAN, step];
    for (state, how) in reach {
        if state == "to_discuss" {
            before.push(how);
        } else if state == "draft" {
            before.pop();
        } else {
            before.push(how);
        }
        table += &format!("{state}\n");
        let story = check(&before);
        for act in acts {
            let came = ["officer", "mia", "ana", "public"].map(|who| {
                let said = story.would(&format!("{who} {act}"));
                format!("{who} {said}")
            });
            let name = act.replace(['"', '{', '}'], "").replace("#", "");
            table += &format!("  {name}: {}\n", came.join(", "));
        }
    }
    golden::check("sheets.txt", &table);
}

#[test]
fn numbers_follow_the_order_and_what_is_not_costed_is_never_nought() {
    let story = check(&[
        TERRITORY,
        PLAN,
        r##"
        officer add {"as":"#a0","noun":"axis","fields":{"name":"Proposé seulement","order":-5}}
        officer add {"as":"#a2","noun":"axis","fields":{"name":"Se loger","state":"retained","reason":"R","order":1}}
        officer add {"as":"#o2","noun":"objective","fields":{"axis":"#a2","name":"Loger les jeunes"}}
        officer add {"as":"#x1","noun":"action","fields":{"name":"Deux","objective":"#o2","order":2,"start":"2028-05","end":"2030"}}
        officer add {"as":"#x2","noun":"action","fields":{"name":"Un","objective":"#o2","order":1,"yearly":true}}
        officer add {"as":"#x3","noun":"action","fields":{"name":"Nulle part"}}
        officer add {"as":"#f1","noun":"funding","fields":{"action":"#x1","year":2028,"funder":"Caf","amount":1200.5}}
        officer add {"as":"#f2","noun":"funding","fields":{"action":"#x1","year":2028,"funder":"Commune","amount":"not_costed"}}
        officer add {"as":"#f3","noun":"funding","fields":{"action":"#act","funder":"Caf","amount":0}}
        officer add {"as":"#f4","noun":"funding","fields":{"action":"#act","year":2029,"amount":"withheld"}} => BAD_FIELD {"field":"amount"}
        officer add {"as":"#f5","noun":"funding","fields":{"action":"#x2","year":2029,"amount":300}}
    "##,
    ]);
    let dossier = Dossier::new(&story.state);
    let map = RoadMap::new(&dossier);
    let numbers: Vec<_> =
        map.actions().map(|(number, action)| (number, action.text("name").unwrap())).collect();
    assert_eq!(
        numbers,
        [("1.1.1", "Un"), ("1.1.2", "Deux"), ("2.1.1", "Faire passer un car le samedi"), ("", "Nulle part")]
    );
    assert_eq!(map.years, [2028, 2029, 2030]);
    let years: Vec<_> =
        map.actions().map(|(_, action)| map.years_of(action).into_iter().collect::<Vec<_>>()).collect();
    assert_eq!(years, [vec![2028, 2029, 2030], vec![2028, 2029, 2030], vec![2028], vec![]]);
    let budget = &map.budget;
    let sum = |euros: i128, costed, not_costed| Sum { euros: euros * 100_000, costed, not_costed };
    assert_eq!(budget.total, sum(15_005, 3, 1));
    assert_eq!(budget.by_year[&Some(2028)], sum(12_005, 1, 1));
    assert_eq!(budget.by_year[&None], sum(0, 1, 0), "0 is a sum, and not « non chiffré »");
    assert_eq!(budget.by_funder[&Some("Caf".to_owned())], sum(12_005, 2, 0));
    assert_eq!(budget.by_funder[&Some("Commune".to_owned())], sum(0, 0, 1));
    assert_eq!(budget.by_axis[&Some(protocol::programme::ItemId(id("axis")))], sum(0, 1, 0));
    assert_eq!(budget.silent, 1);
}

#[test]
fn an_import_brings_sheets_in_the_state_that_its_file_says_and_is_undone_until_one_is_validated() {
    check(&[
        TERRITORY,
        PLAN,
        r##"
        officer import_rows {"import":"#imp","part":1,"label":"plan.xlsx","items":[{"as":"#x0","noun":"action","fields":{"name":"En route","objective":"#aim","state":"ongoing"}},{"as":"#x1","noun":"action","fields":{"name":"Loin","state":"ongoing"}}]}
        see plan item:x0 => {"fields":{"state":"ongoing"}}
        see plan item:x1 => {"fields":{"state":"to_discuss"}}
        officer import_rows {"import":"#imp","part":2,"label":"plan.xlsx","items":[{"as":"#x2","noun":"step","fields":{"action":"#x0","name":"En route aussi"}}]}
        officer set {"item":"#x0","fields":{"text":"T"}} => VALIDATED
        officer undo_import {"import":"#imp"} => import_undone
        officer import_rows {"import":"#imp2","part":1,"label":"plan.xlsx","items":[{"as":"#x3","noun":"action","fields":{"name":"N","objective":"#aim","reason":"R","audience":["A"],"everywhere":true,"text":"T","lead":"L","yearly":true}},{"as":"#x4","noun":"measure","fields":{"action":"#x3","name":"M"}}]}
        officer submit_action {"action":"#x3"}
        officer validate_action {"as":"#v3","action":"#x3","committee":"#copil","decided":"2027"}
        officer undo_import {"import":"#imp2"} => ABANDON_INSTEAD
    "##,
    ]);
}

impl Story {
    /// What would come of a step.
    fn would(&self, step: &str) -> String {
        match self.decided(step) {
            Ok(0) => "has it".to_owned(),
            Ok(_) => "may".to_owned(),
            Err(refusal) => refusal.code(),
        }
    }
}

#[test]
fn a_sheet_says_of_which_years_there_is_a_review() {
    check(&[
        TERRITORY,
        PLAN,
        r##"
        see plan item:act => {"reviewed":null}
        mia add {"as":"#r1","noun":"review","fields":{"action":"#act","year":2029,"done":"Rien encore"}}
        mia add {"as":"#r2","noun":"review","fields":{"action":"#act","year":2028}}
        see plan item:act => {"reviewed":[2028,2029]}
        mia set {"item":"#r1","fields":{"year":2030}}
        see plan item:act => {"reviewed":[2028,2030]}
        mia remove {"item":"#r1"}
        see plan item:act => {"reviewed":[2028]}
    "##,
    ]);
}

#[test]
fn a_newsletter_knows_what_came_after_the_one_before_it_was_sent_whatever_happens_to_other_fields() {
    use programme::news::News;
    let news = |story: &Story| {
        let dossier = Dossier::new(&story.state);
        let letter = dossier.all(protocol::programme::Noun::Newsletter).last();
        News::of(&dossier, letter).map(|news| (news.axes.len(), news.validated.len(), news.done.len()))
    };
    let begun = r##"
        officer submit_action {"action":"#act"}
        officer validate_action {"as":"#v1","action":"#act","committee":"#copil","decided":"2027-11-02"}
        officer add {"as":"#l1","noun":"newsletter","fields":{"name":"Une","number":1,"state":"validated"}}
        officer add {"as":"#l2","noun":"newsletter","fields":{"name":"Deux","number":2}}
    "##;
    assert_eq!(news(&check(&[TERRITORY, PLAN, begun])), None, "none was sent");
    let sent = r##"officer set {"item":"#l1","fields":{"state":"sent"}}"##;
    assert_eq!(news(&check(&[TERRITORY, PLAN, begun, sent])), Some((0, 0, 0)));
    let since = r##"
        officer set {"item":"#axis","fields":{"name":"Se déplacer partout"}}
        officer set {"item":"#l1","fields":{"name":"Une lettre","state":"sent"}}
        officer follow_action {"action":"#act","to":"done"}
        officer follow_action {"action":"#act","to":"done","reason":"Le car roule"}
        officer add {"as":"#a2","noun":"axis","fields":{"name":"Se loger"}}
        officer set {"item":"#a2","fields":{"state":"retained","reason":"R"}}
    "##;
    assert_eq!(news(&check(&[TERRITORY, PLAN, begun, sent, since])), Some((1, 0, 1)));
    let again = r##"
        officer set {"item":"#l2","fields":{"state":"sent"}}
        officer add {"as":"#l3","noun":"newsletter","fields":{"name":"Trois","number":3}}
    "##;
    assert_eq!(news(&check(&[TERRITORY, PLAN, begun, sent, since, again])), Some((0, 0, 0)));
}
