//! Items: what fields take, who changed what meanwhile, and what is removed with what.

use crate::story::{CAMPAIGN, TERRITORY, check};

#[test]
fn a_field_is_refused_by_its_name_and_why() {
    check(&[
        TERRITORY,
        r##"
        officer add {"as":"#a","noun":"committee","fields":{"name":"A"}} => BAD_FIELD {"field":"role","fault":"missing"}
        officer add {"as":"#a","noun":"committee","fields":{"name":" ","role":"steering"}} => BAD_FIELD {"field":"name","fault":"missing"}
        officer add {"as":"#a","noun":"committee","fields":{"name":"A","role":"chief"}} => BAD_FIELD {"field":"role","fault":"not_one_of"}
        officer add {"as":"#a","noun":"committee","fields":{"name":"A","role":"other","colour":"red"}} => BAD_FIELD {"field":"colour","fault":"unknown"}
        officer add {"as":"#a","noun":"committee","fields":{"name":3,"role":"other"}} => BAD_FIELD {"field":"name","fault":"not_a","kind":"text"}
        officer add {"as":"#a","noun":"member","fields":{"committee":"#brame","name":"A"}} => BAD_FIELD {"field":"committee","fault":"no_such_item","noun":"committee"}
        officer add {"as":"#a","noun":"meeting","fields":{"committee":"#copil","day":"12/03/2027"}} => BAD_FIELD {"field":"day","fault":"not_a","kind":"day"}
        officer add {"as":"#a","noun":"meeting","fields":{"committee":"#copil","day":"2027-03","time":"25:00"}} => BAD_FIELD {"field":"time"}
        officer add {"as":"#a","noun":"meeting","fields":{"committee":"#copil","day":"2027-03","present":["#jo","#jo"]}} => BAD_FIELD {"field":"present","fault":"twice"}
        officer add {"as":"#a","noun":"commune","fields":{"name":"A","code":"8608"}} => BAD_FIELD {"field":"code"}
        officer add {"as":"#a","noun":"commune","fields":{"name":"A","code":"2A004","point":[0.1,91]}} => BAD_FIELD {"field":"point","fault":"out_of_range"}
        officer add {"as":"#a","noun":"commune","fields":{"name":"A","population":-1}} => BAD_FIELD {"field":"population","fault":"out_of_range"}
        officer add {"as":"#a","noun":"commune","fields":{"name":"A","population":1.5}} => BAD_FIELD {"field":"population","fault":"too_precise"}
        officer add {"as":"#a","noun":"commune","fields":{"name":"A","population":"not_costed"}} => BAD_FIELD {"field":"population","fault":"not_a"}
        officer add {"as":"#programme","noun":"programme","fields":{"name":"B"}} => NOT_ALLOWED
        officer add {"as":"#copil","noun":"theme","fields":{"name":"B"}} => BAD_COMMAND
        officer set {"item":"#programme","fields":{"horizon_years":16}} => BAD_FIELD {"field":"horizon_years","fault":"out_of_range"}
        officer set {"item":"#programme","fields":{"name":null}} => BAD_FIELD {"field":"name","fault":"missing"}
        officer set {"item":"#nothing","fields":{}} => NOT_FOUND
    "##,
    ]);
}

#[test]
fn zero_missing_withheld_and_more_than_are_told_apart() {
    check(&[
        TERRITORY,
        r##"
        officer add {"as":"#i","noun":"indicator","fields":{"name":"Enfants","kind":"count"}}
        see diagnosis item:i => {"warnings":["no_source"]}
        officer add {"as":"#f","noun":"figure","fields":{"indicator":"#i","vintage":2024,"value":0}} => BAD_FIELD {"field":"commune","fault":"one_of"}
        officer add {"as":"#f","noun":"figure","fields":{"indicator":"#i","commune":"#brame","area":"region","vintage":2024}} => BAD_FIELD {"fault":"one_of"}
        officer add {"as":"#f","noun":"figure","fields":{"indicator":"#i","commune":"#brame","vintage":2024,"value":0}}
        see diagnosis item:f => {"fields":{"value":0,"vintage":2024}}
        officer set {"item":"#f","fields":{"value":"withheld"}} => item_set
        see diagnosis item:f => {"fields":{"value":"withheld"}}
        officer set {"item":"#f","fields":{"value":{"at_least":1000}}}
        see diagnosis item:f => {"fields":{"value":{"at_least":1000}}}
        officer set {"item":"#f","fields":{"value":12.345678}}
        see diagnosis item:f => {"fields":{"value":12.345678}}
        officer set {"item":"#f","fields":{"value":12.345678}} => nothing
        officer set {"item":"#f","fields":{"value":null}}
        see diagnosis item:f => {"fields":{"value":null,"commune":"#brame"}}
        officer set {"item":"#f","fields":{"commune":null,"area":"territory"}} => item_set
    "##,
    ]);
}

#[test]
fn different_fields_merge_and_the_same_field_shows_both() {
    check(&[
        TERRITORY,
        r##"
        officer set {"item":"#copil","fields":{"summary":"Un"},"was":{"summary":null}}
        bo set {"item":"#copil","fields":{"name":"COPIL"},"was":{"name":"Comité de pilotage"}} => item_set
        bo set {"item":"#copil","fields":{"summary":"Deux"},"was":{"summary":null}} => CHANGED_MEANWHILE {"item":"#copil","field":"summary","now":"Un","by":"#first"}
        bo set {"item":"#copil","fields":{"summary":"Deux"},"was":{"summary":"Zéro"}} => CHANGED_MEANWHILE {"now":"Un"}
        bo set {"item":"#copil","fields":{"summary":" Un "},"was":{"summary":null}} => nothing
        bo set {"item":"#copil","fields":{"summary":"Deux"},"was":{"summary":"Un"}} => item_set
        officer set {"item":"#copil","fields":{"summary":"Trois","state":"active"},"was":{"summary":"Un"}} => CHANGED_MEANWHILE {"now":"Deux","by":"#bo"}
        see programme item:copil => {"fields":{"summary":"Deux","name":"COPIL","state":null}}
        officer set_all {"items":[{"item":"#copil","fields":{"state":"active"}},{"item":"#jo","fields":{"name":null}}]} => ONE_REFUSED {"of":"#jo","refusal":{"code":"BAD_FIELD","field":"name"}}
        see programme item:copil => {"fields":{"state":null}}
        officer set_all {"items":[{"item":"#copil","fields":{"state":"active"}},{"item":"#copil","fields":{"state":"closed"}}]} => BAD_COMMAND
    "##,
    ]);
}

#[test]
fn later_items_of_a_list_refer_to_earlier_ones() {
    check(&[r##"
        officer add_all {"items":[{"as":"#c","noun":"committee","fields":{"name":"C","role":"technical"}},{"as":"#m","noun":"member","fields":{"committee":"#c","name":"M"}}]} => item_added item_added
        officer add_all {"items":[{"as":"#n","noun":"member","fields":{"committee":"#d","name":"N"}},{"as":"#d","noun":"committee","fields":{"name":"D","role":"other"}}]} => ONE_REFUSED {"of":"#n"}
        see committee:c item:m => {"number":1}
        see programme item:d => gone
    "##]);
}

#[test]
fn what_belongs_goes_along_and_what_is_used_stays() {
    check(&[
        TERRITORY,
        r##"
        officer add {"as":"#r1","noun":"meeting","fields":{"committee":"#copil","day":"2027-04-02","present":["#jo"]}}
        officer add {"as":"#d1","noun":"decision","fields":{"meeting":"#r1","text":"Lancer l’enquête","who":"#jo"}}
        officer set {"item":"#d1","fields":{"meeting":"#r1"}} => nothing
        officer set {"item":"#jo","fields":{"committee":"#health"}} => BAD_FIELD {"field":"committee","fault":"fixed"}
        officer remove {"item":"#jo"} => IN_USE
        officer remove {"item":"#copil"} => IN_USE
        officer revoke {"pass":"#ana"}
        remember before
        officer set {"item":"#d1","fields":{"done":true}}
        officer remove {"item":"#copil","seen":"before"} => MOVED_ON
        officer remove {"item":"#copil"} => items_removed
        see programme item:copil => gone
        see committee:copil item:d1 => gone
        officer remove {"item":"#copil"} => NOT_FOUND
        officer remove {"item":"#programme"} => NOT_ALLOWED
        officer add {"as":"#x","noun":"committee","fields":{"name":"X","role":"other"}}
        see programme item:x => {"number":2}
    "##,
    ]);
}

#[test]
fn what_does_not_fit_together_is_said_and_no_gate() {
    check(&[
        TERRITORY,
        CAMPAIGN,
        r##"
        see programme item:copil => {"warnings":null}
        officer remove {"item":"#lu"}
        see programme item:copil => {"warnings":["no_resident"]}
        officer remove {"item":"#jo"}
        see programme item:copil => {"warnings":["no_member"]}
        officer add {"as":"#r1","noun":"meeting","fields":{"committee":"#copil","day":"2027-04-02","state":"held"}}
        see committee:copil item:r1 => {"warnings":["no_minutes"]}
        officer set {"item":"#lot","fields":{"returned":41,"processed":30,"rejected":12}} => BAD_FIELD {"field":"reason","fault":"missing"}
        officer set {"item":"#lot","fields":{"returned":41,"processed":30,"rejected":12,"reason":"Illisibles"}}
        see campaign:camp item:lot => {"warnings":["more_returned","more_processed"]}
        officer add {"as":"#p","noun":"phase","fields":{"name":"P","start":"2027-03-12","end":"2027-03"}}
        see programme item:p => {"warnings":null}
        officer set {"item":"#p","fields":{"end":"2027-02"}}
        see programme item:p => {"warnings":["ends_before"]}
    "##,
    ]);
}

#[test]
fn wordings_of_before_stay_for_a_while() {
    let mut lines = String::new();
    for n in 0..40 {
        lines +=
            &format!("officer set {{\"item\":\"#copil\",\"fields\":{{\"summary\":\"Version {n}.\"}}}}\n");
    }
    let story = check(&[TERRITORY, &lines]);
    let kept: Vec<_> = story.state.texts.values().filter(|text| text.starts_with("Version")).collect();
    assert_eq!(kept.len(), 21, "the present one and twenty before it: {kept:?}");
}
