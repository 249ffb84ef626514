//! What files and forums bring.

use crate::story::{CAMPAIGN, TERRITORY, check};

#[test]
fn parts_come_one_after_the_other_and_go_together() {
    let story = check(&[
        TERRITORY,
        CAMPAIGN,
        r##"
        officer import_rows {"import":"#imp","part":2,"label":"f.csv"} => OUT_OF_TURN {"part":1}
        officer import_rows {"import":"#imp","part":1,"label":"f.csv","items":[{"as":"#t","noun":"theme","fields":{"name":"SECRET thème"}}],"campaign":"#camp","sheets":[{"as":"#s1","answers":{"#q4":"SECRET un"}}]} => part_imported item_added sheet_keyed
        officer import_rows {"import":"#imp","part":1,"label":"f.csv"} => nothing
        officer import_rows {"import":"#imp","part":2,"label":"f.csv","campaign":"#camp","sheets":[{"as":"#s2","number":1,"answers":{"#q3":0}},{"as":"#s3","number":1,"answers":{}}]} => ONE_REFUSED {"of":"#s3","refusal":{"code":"SHEET_TAKEN"}}
        officer import_rows {"import":"#imp","part":2,"label":"f.csv","campaign":"#camp","sheets":[{"as":"#s2","number":1,"answers":{"#q4":"SECRET deux"}}]} => part_imported sheet_keyed
        see office import:imp => {"label":"f.csv","parts":2,"rows":3}
        see sheets:camp sheet:s1 => {"way":"file"}
        officer undo_import {"import":"#imp"} => import_undone
        officer undo_import {"import":"#imp"} => nothing
        see sheets:camp sheet:s1 => gone
        see programme item:t => gone
        see office import:imp => gone
        officer import_rows {"import":"#imp","part":3,"label":"f.csv"} => OUT_OF_TURN
        officer key_sheet {"as":"#s4","campaign":"#camp","number":1,"answers":{"#q3":0}} => sheet_keyed
    "##,
    ]);
    assert!(!story.all_words().contains("SECRET"));
}

#[test]
fn what_is_used_by_others_is_not_undone() {
    check(&[
        TERRITORY,
        r##"
        officer import_rows {"import":"#imp","part":1,"label":"communes","items":[{"as":"#c","noun":"commune","fields":{"name":"C"}},{"as":"#d","noun":"commune","fields":{"name":"D","now_in":"#c"}}]}
        officer set {"item":"#brame","fields":{"now_in":"#c"}}
        officer undo_import {"import":"#imp"} => IN_USE
        officer set {"item":"#brame","fields":{"now_in":null}}
        officer undo_import {"import":"#imp"} => import_undone
    "##,
    ]);
}

#[test]
fn an_import_is_not_undone_as_it_was_before() {
    check(&[
        TERRITORY,
        CAMPAIGN,
        r##"
        officer import_rows {"import":"#imp","part":1,"label":"f","items":[{"as":"#t","noun":"theme","fields":{"name":"T"}}]}
        remember one
        officer import_rows {"import":"#imp","part":2,"label":"f","campaign":"#camp","sheets":[{"as":"#s1","answers":{"#q3":0}}]}
        bo undo_import {"import":"#imp","seen":"one"} => MOVED_ON
        remember both
        officer set {"item":"#t","fields":{"name":"Thème"}}
        bo undo_import {"import":"#imp","seen":"both"} => MOVED_ON
        remember named
        officer correct_sheet {"sheet":"#s1","answers":{"#q3":1}}
        bo undo_import {"import":"#imp","seen":"named"} => MOVED_ON
        remember all
        officer set {"item":"#copil","fields":{"name":"COPIL"}}
        bo undo_import {"import":"#imp","seen":"all"} => import_undone
        officer undo_import {"import":"#imp","seen":"one"} => nothing
    "##,
    ]);
}

#[test]
fn what_was_typed_under_an_imported_item_is_not_undone() {
    check(&[
        TERRITORY,
        r##"
        officer import_rows {"import":"#imp","part":1,"label":"instances","items":[{"as":"#c","noun":"committee","fields":{"name":"C","role":"other"}},{"as":"#m","noun":"meeting","fields":{"committee":"#c","day":"2027"}},{"as":"#forum","noun":"forum","fields":{"name":"F"}}]}
        officer add {"as":"#d","noun":"decision","fields":{"meeting":"#m","text":"Typed"}}
        officer undo_import {"import":"#imp"} => IN_USE
        see committee:c item:d => {"fields":{"text":"Typed"}}
        officer remove {"item":"#d"}
        officer bring_in {"forum":"#forum","contributions":[{"as":"#k","fields":{"text":"Un bus"}}]}
        officer undo_import {"import":"#imp"} => IN_USE
        officer remove {"item":"#k"}
        officer import_rows {"import":"#more","part":1,"label":"membres","items":[{"as":"#n","noun":"member","fields":{"committee":"#c","name":"N"}}]}
        officer undo_import {"import":"#imp"} => IN_USE
        officer undo_import {"import":"#more"} => import_undone
        officer undo_import {"import":"#imp"} => import_undone
        see programme item:c => gone
    "##,
    ]);
}

#[test]
fn a_forum_that_is_brought_in_twice_is_one() {
    let story = check(&[
        TERRITORY,
        r##"
        officer add {"as":"#forum","noun":"forum","fields":{"name":"Habitants","public":"residents"}}
        officer bring_in {"forum":"#forum","contributions":[{"as":"#k1","fields":{"text":"Un bus","kind":"need","topic":"Transports"}},{"as":"#k2","fields":{"text":"SECRET","kind":"idea","number":2}},{"as":"#k3","fields":{"kind":"idea","number":3}}]} => item_added item_added item_added
        see cards contribution:k1 => {"text":"Un bus","source":"#forum","about":"Transports"}
        see cards contribution:k3 => gone
        officer bring_in {"forum":"#forum","contributions":[{"as":"#k1","fields":{"text":"Un bus","kind":"need","topic":"Transports"}}]} => nothing
        officer mark {"card":{"contribution":"#k1"}} => card_marked
        officer mark {"card":{"contribution":"#k1"}} => nothing
        officer mark {"card":{"contribution":"#k3"}} => NOT_FOUND
        officer mark_all {"cards":[{"contribution":"#k1"},{"contribution":"#k3"}]} => NOT_FOUND
        officer mark_all {"cards":[{"contribution":"#k1"},{"contribution":"#k1"}]} => BAD_COMMAND
        officer mark_all {"cards":[{"contribution":"#k1"}]} => nothing
        officer mark_all {"cards":[{"contribution":"#k1"},{"contribution":"#k3"}],"on":false} => card_marked
        officer mark_all {"cards":[{"contribution":"#k1"}]} => card_marked
        see cards contribution:k1 => {"evidence":true}
        officer bring_in {"forum":"#forum","contributions":[{"as":"#k1","fields":{"text":"Un car"}},{"as":"#k2","fields":{"text":null}}]} => item_set words_erased
        see cards contribution:k1 => {"text":"Un car"}
        see forum:forum item:k2 => {"gone":{"text":"taken_back"},"fields":{"kind":"idea"}}
        officer erase {"item":"#k1","fields":["topic"]} => words_erased
        officer bring_in {"forum":"#forum","contributions":[{"as":"#k1","fields":{"text":"Un train","topic":"Transports"}}]} => item_set
        see forum:forum item:k1 => {"fields":{"text":"Un train"},"gone":{"topic":"taken_back"}}
        officer erase {"item":"#k1"} => words_erased
        officer bring_in {"forum":"#forum","contributions":[{"as":"#k1","fields":{"text":"Un car"}},{"as":"#k2","fields":{"text":"SECRET"}}]} => nothing
        see cards contribution:k1 => gone
        officer bring_in {"forum":"#forum","contributions":[{"as":"#jo","fields":{"text":"x"}}]} => ONE_REFUSED {"refusal":{"code":"BAD_COMMAND"}}
    "##,
    ]);
    assert!(!story.all_words().contains("SECRET") && !story.all_words().contains("Un car"));
}

#[test]
fn of_topics_and_axes_stands_what_the_forum_says_by_now_and_nothing_else() {
    let story = check(&[
        TERRITORY,
        r##"
        officer add {"as":"#forum","noun":"forum","fields":{"name":"Habitants"}}
        officer bring_in {"forum":"#forum","contributions":[{"as":"#k1","fields":{"text":"Un bus","topic":"SECRET sujet","axes":["SECRET axe","Se déplacer"]}},{"as":"#k2","fields":{"text":"Un car","topic":"SECRET sujet"}}]}
        officer bring_in {"forum":"#forum","contributions":[{"as":"#k1","fields":{"text":"Un bus","topic":"Transports","axes":["Se déplacer","Vivre ici"]}},{"as":"#k2","fields":{"text":"Un car","topic":null}}]} => words_erased item_set words_erased
        see forum:forum item:k1 => {"fields":{"topic":"Transports","axes":["Se déplacer","Vivre ici"]},"gone":null}
        see forum:forum item:k2 => {"fields":{"text":"Un car"},"gone":{"topic":"taken_back"}}
        officer bring_in {"forum":"#forum","contributions":[{"as":"#k1","fields":{"text":"Un bus","topic":"Transports","axes":["Se déplacer","Vivre ici"]}},{"as":"#k2","fields":{"text":"Un car","topic":"SECRET sujet"}}]} => nothing
        officer bring_in {"forum":"#forum","contributions":[{"as":"#k1","fields":{"text":"Un bus","axes":null}}]} => words_erased item_set
        officer bring_in {"forum":"#forum","contributions":[{"as":"#k1","fields":{"text":"Un bus","axes":["Se déplacer"]}}]} => item_set
        see forum:forum item:k1 => {"fields":{"topic":"Transports","axes":["Se déplacer"]},"gone":null}
    "##,
    ]);
    assert!(!story.all_words().contains("SECRET") && !story.all_words().contains("Vivre ici"));
}
