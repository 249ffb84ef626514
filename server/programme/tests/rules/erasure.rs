//! Words that are taken back.

use crate::story::{CAMPAIGN, TERRITORY, check, id};
use serde_json::{Value, json};

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
        officer set {"item":"#copil","fields":{"summary":null},"was":{"summary":null}} => nothing
        officer set {"item":"#copil","fields":{"summary":"Autre"},"was":{"summary":"SECRET trois"}} => CHANGED_MEANWHILE {"field":"summary","now":null}
        officer set {"item":"#copil","fields":{"summary":"Autre"},"was":{"summary":null}} => item_set
        see programme item:copil => {"fields":{"summary":"Autre"},"gone":null}
        officer set {"item":"#programme","fields":{"partners":["Caf","SECRET six"]}}
        officer erase {"item":"#programme","fields":["partners"]}
        officer set {"item":"#programme","fields":{"partners":["Caf"]},"was":{"partners":null}} => item_set
        see programme item:programme => {"fields":{"partners":["Caf"]},"gone":null}
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
fn nothing_is_kept_of_words_that_were_typed_with_a_pass_and_are_gone() {
    let story = check(&[
        TERRITORY,
        r##"
        bo set {"item":"#copil","fields":{"summary":"Un","name":"Deux"}}
        officer erase {"item":"#copil"}
    "##,
    ]);
    let checkpoint: Value = serde_json::from_slice(&story.state.to_checkpoint()).unwrap();
    assert_eq!(checkpoint["state"]["passes"][id("bo").to_string()]["typed"], json!([]));
}

#[test]
fn labels_of_imports_and_notes_of_publications_are_words_too() {
    let story = check(&[
        TERRITORY,
        r##"
        officer import_rows {"import":"#imp","part":1,"label":"SECRET un.csv","items":[{"as":"#t","noun":"theme","fields":{"name":"T"}}]}
        officer publish {"as":"#pub1","document":"composition","note":"SECRET deux"}
        officer erase {"item":"#imp","fields":["note"]} => BAD_FIELD {"field":"note","fault":"unknown"}
        officer erase {"item":"#pub1","fields":["label"]} => BAD_FIELD {"field":"label"}
        officer erase {"item":"#imp","fields":[]} => nothing
        officer erase {"item":"#imp","fields":["label"]} => words_erased
        see office import:imp => {"label":"","gone":"taken_back","rows":1}
        officer erase {"item":"#imp"} => nothing
        officer erase {"item":"#pub1"} => words_erased
        see public publication:pub1 => {"note":null,"gone":"taken_back","version":1}
        officer import_rows {"import":"#imp","part":2,"label":"x","items":[{"as":"#u","noun":"theme","fields":{"name":"U"}}]}
        see office import:imp => {"label":"","gone":"taken_back","rows":2}
        officer undo_import {"import":"#imp"} => import_undone
        bo import_rows {"import":"#more","part":1,"label":"SECRET trois.csv","items":[{"as":"#v","noun":"theme","fields":{"name":"V"}}]}
        bo publish {"as":"#pub2","document":"composition","note":"SECRET quatre"}
        officer revoke {"pass":"#bo","erase":true}
        see office import:more => {"label":"","gone":"erased","rows":1}
        see public publication:pub2 => {"note":null,"gone":"erased"}
        officer import_rows {"import":"#last","part":1,"label":"SECRET cinq.csv"}
        officer undo_import {"import":"#last"} => import_undone
    "##,
    ]);
    assert!(!story.all_words().contains("SECRET"), "{}", story.all_words());
}

#[test]
fn words_of_an_item_that_was_removed_are_taken_back_where_they_were_published() {
    let story = check(&[
        TERRITORY,
        r##"
        officer set {"item":"#lu","fields":{"body":"SECRET"}}
        officer publish {"as":"#pub1","document":"composition"}
        officer remove {"item":"#lu"}
        officer erase {"item":"#lu","fields":["colour"]} => BAD_FIELD {"field":"colour","fault":"unknown"}
        officer erase {"item":"#lu","fields":["body"]} => words_erased
        see publication:pub1 item:lu => {"fields":{"name":"Lu Petit","body":null},"gone":{"body":"taken_back"}}
    "##,
    ]);
    assert!(!story.all_words().contains("SECRET"));
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
