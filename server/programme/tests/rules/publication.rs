//! What is published stays as it was published.

use crate::story::{CAMPAIGN, TERRITORY, check};

#[test]
fn a_version_is_never_changed_and_stays_in_reach() {
    check(&[
        TERRITORY,
        r##"
        officer publish {"as":"#pub1","document":"diagnosis"} => NOTHING_TO_PUBLISH
        officer publish {"as":"#pub1","document":"minutes"} => NOT_FOUND
        officer publish {"as":"#pub1","document":"composition","of":"#copil"} => BAD_COMMAND
        ana publish {"as":"#pub1","document":"composition"} => NOT_ALLOWED
        officer publish {"as":"#pub1","document":"composition","note":"Première"} => published
        see public publication:pub1 => {"version":1,"document":"composition","note":"Première","replaced":null}
        see publication:pub1 item:lu => {"fields":{"name":"Lu Petit","college":"resident","named":null}}
        see publication:pub1 item:jo => {"fields":{"name":null,"college":"local_councillor"}}
        officer set {"item":"#copil","fields":{"name":"COPIL"}}
        officer set {"item":"#jo","fields":{"named":true}}
        officer publish {"as":"#pub2","document":"composition"}
        see public publication:pub1 => {"version":1,"replaced":true}
        see public publication:pub2 => {"version":2}
        see publication:pub1 item:copil => {"fields":{"name":"Comité de pilotage"}}
        see publication:pub1 item:jo => {"fields":{"name":null}}
        see publication:pub2 item:copil => {"fields":{"name":"COPIL"}}
        see publication:pub2 item:jo => {"fields":{"name":"Jo Marin"}}
        officer remove {"item":"#lu"}
        see publication:pub1 item:lu => {"fields":{"name":"Lu Petit"}}
        officer erase {"item":"#lu"} => words_erased
        see publication:pub1 item:lu => {"fields":{"name":null},"gone":{"name":"taken_back"}}
    "##,
    ]);
}

#[test]
fn an_interview_shows_what_its_consent_allows() {
    check(&[
        TERRITORY,
        r##"
        officer add {"as":"#soc","noun":"interview_field","fields":{"name":"Action sociale","guide":"Demander…"}}
        officer add {"as":"#e1","noun":"interview","fields":{"field":"#soc","person":"Ada","role":"Directrice","structure":"CCAS","state":"checked","notes":"…"}}
        officer add {"as":"#v1","noun":"verbatim","fields":{"interview":"#e1","text":"On manque de bus."}}
        see interviews item:e1 => {"warnings":["no_consent"],"fields":{"person":"Ada"}}
        see cards verbatim:v1 => {"text":"On manque de bus.","source":"#soc"}
        officer publish {"as":"#pub1","document":"interviews","of":"#soc"}
        see publication:pub1 item:e1 => {"fields":{"person":null,"role":null,"structure":null,"notes":null,"field":"#soc"}}
        see publication:pub1 item:soc => {"fields":{"name":"Action sociale","guide":null}}
        officer set {"item":"#e1","fields":{"consent":"role_only"}}
        officer publish {"as":"#pub2","document":"interviews","of":"#soc"}
        see publication:pub2 item:e1 => {"fields":{"person":null,"role":"Directrice","structure":"CCAS"}}
        see publication:pub2 item:v1 => gone
        officer mark {"card":{"verbatim":"#v1"}}
        officer publish {"as":"#pub3","document":"interviews","of":"#soc"}
        officer mark {"card":{"verbatim":"#v1"},"on":false}
        see publication:pub3 item:v1 => {"fields":{"text":"On manque de bus."}}
    "##,
    ]);
}

#[test]
fn minutes_are_published_once_they_are_validated() {
    check(&[
        TERRITORY,
        CAMPAIGN,
        r##"
        officer add {"as":"#r1","noun":"meeting","fields":{"committee":"#copil","day":"2027-04-02","minutes":"Un.","minutes_state":"draft"}}
        officer publish {"as":"#pub1","document":"minutes","of":"#copil"} => NOTHING_TO_PUBLISH
        officer set {"item":"#r1","fields":{"minutes_state":"validated"}}
        officer publish {"as":"#pub1","document":"minutes","of":"#copil"} => published
        see publication:pub1 item:r1 => {"fields":{"minutes":"Un."}}
        officer publish {"as":"#pub2","document":"results","of":"#camp"} => published
        see publication:pub2 item:q1 => {"fields":{"kind":"single"}}
        officer publish {"as":"#pub3","document":"presentation"} => published
    "##,
    ]);
}

#[test]
fn results_say_of_a_batch_where_it_was_handed_out_and_nothing_of_its_sheets() {
    check(&[
        TERRITORY,
        CAMPAIGN,
        r##"
        officer set {"item":"#lot","fields":{"distributed":40,"returned":3,"processed":2,"rejected":1,"reason":"Signé par Ada"}}
        officer publish {"as":"#pub1","document":"results","of":"#camp"} => published
        see publication:pub1 item:lot => {"fields":{"distributed":40,"returned":null,"processed":null,"rejected":null,"reason":null}}
    "##,
    ]);
}
