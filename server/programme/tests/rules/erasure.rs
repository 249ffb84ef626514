//! Words that are taken back.

use crate::story::{CAMPAIGN, TERRITORY, check};

#[test]
fn every_wording_goes_wherever_it_stands() {
    let story = check(&[
        TERRITORY,
        CAMPAIGN,
        r##"
        officer set {"item":"#copil","fields":{"summary":"SECRET un"}}
        officer set {"item":"#copil","fields":{"summary":"SECRET deux"}}
        officer publish {"as":"#pub1","document":"composition"}
        officer set {"item":"#copil","fields":{"summary":"SECRET trois"}}
        officer erase {"item":"#copil","fields":["colour"]} => BAD_FIELD {"field":"colour"}
        officer erase {"item":"#copil","fields":["summary"]} => words_erased
        see programme item:copil => {"fields":{"name":"Comité de pilotage","summary":null},"gone":{"summary":"taken_back"}}
        see publication:pub1 item:copil => {"gone":{"summary":"taken_back"}}
        officer erase {"item":"#copil","fields":["summary"]} => nothing
        officer set {"item":"#copil","fields":{"summary":"Autre"},"was":{"summary":null}} => CHANGED_MEANWHILE
        officer set {"item":"#copil","fields":{"summary":"Autre"}} => item_set
        see programme item:copil => {"fields":{"summary":"Autre"},"gone":null}
        officer key_sheet {"as":"#s1","campaign":"#camp","answers":{"#q4":"SECRET quatre","#q1":"#yes"}}
        officer erase {"item":"#s1"} => words_erased
        see sheets:camp sheet:s1 => {"answers":{"#q4":null,"#q1":["#yes"]},"gone":"taken_back"}
        officer erase {"item":"#s9"} => NOT_FOUND
        officer add {"as":"#t","noun":"theme","fields":{"name":"SECRET cinq"}}
        officer remove {"item":"#t"} => items_removed
    "##,
    ]);
    assert!(!story.all_words().contains("SECRET"), "{}", story.all_words());
}

#[test]
fn all_that_was_typed_with_a_pass_is_erased() {
    let story = check(&[
        TERRITORY,
        CAMPAIGN,
        r##"
        officer add_officer {"as":"#ci","label":"SECRET Ci","token":"ci"}
        ci set {"item":"#copil","fields":{"summary":"SECRET un"}}
        officer set {"item":"#copil","fields":{"summary":"Deux"}}
        ci add {"as":"#t","noun":"theme","fields":{"name":"SECRET trois"}}
        ci key_sheet {"as":"#s1","campaign":"#camp","answers":{"#q4":"SECRET quatre"}}
        officer revoke {"pass":"#ci"} => pass_revoked
        see programme item:t => {"fields":{"name":"SECRET trois"}}
        officer revoke {"pass":"#ci","erase":true} => pass_revoked
        officer revoke {"pass":"#ci","erase":true} => nothing
        see programme item:t => {"gone":{"name":"erased"}}
        see sheets:camp sheet:s1 => {"answers":{"#q4":null},"gone":"erased"}
        see programme item:copil => {"fields":{"summary":"Deux"}}
    "##,
    ]);
    assert!(!story.all_words().contains("SECRET"), "{}", story.all_words());
}
