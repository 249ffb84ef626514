//! Logos of documents: small pictures with nothing beside their points, in a scope of their own.

use crate::story::{TERRITORY, check, id};
use programme::dossier::{Dossier, Excerpt, published};
use protocol::programme::{ItemId, Noun};

/// Pictures of one point.
const DARK: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgBwAACQAIICPDjAAAAABJRU5ErkJggg==";
const GREY: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGPgBAAACwAKwyvukgAAAABJRU5ErkJggg==";
/// With an author's name beside the point.
const SIGNED: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAADXRFWHRBdXRob3IAU0VDUkVUGKmqYQAAAApJREFUeJxjYAcAAAkACCAjw4wAAAAASUVORK5CYII=";

fn add(name: &str, called: &str, picture: &str) -> String {
    format!(r##"{{"as":"#{name}","noun":"logo","fields":{{"name":"{called}","picture":"{picture}"}}}}"##)
}

#[test]
fn logos_are_small_pictures_in_a_scope_of_their_own() {
    let [good, signed, cut] = [DARK, SIGNED, &DARK[..40]].map(|picture| add("caf", "Caf", picture));
    let (long, empty) = (add("caf", "Caf", &"A".repeat(65_540)), add("caf", "", DARK));
    check(&[
        TERRITORY,
        &format!(
            r##"
            ana add {good} => NOT_ALLOWED
            public add {good} => NOT_ALLOWED
            officer add {signed} => BAD_FIELD {{"field":"picture","fault":"not_a"}}
            officer add {cut} => BAD_FIELD {{"field":"picture","fault":"not_a"}}
            officer add {long} => BAD_FIELD {{"field":"picture","fault":"too_long"}}
            officer add {empty} => BAD_FIELD {{"field":"name","fault":"missing"}}
            see logos item:caf => gone
            officer add {good} => item_added
            see logos item:caf => {{"noun":"logo","fields":{{"name":"Caf","picture":"{DARK}"}}}}
            see programme item:caf => gone
            officer set {{"item":"#caf","fields":{{"picture":"{GREY}"}}}} => BAD_FIELD {{"field":"picture","fault":"fixed"}}
            officer set {{"item":"#caf","fields":{{"name":"Caf de l’Ain","picture":"{DARK}","order":2}}}} => item_set
            see logos item:caf => {{"fields":{{"name":"Caf de l’Ain","order":2}}}}
            officer remove {{"item":"#caf"}} => items_removed
            see logos item:caf => gone
            "##
        ),
    ]);
}

#[test]
fn there_are_few_of_them() {
    let all: Vec<_> = (0..9).map(|n| format!("officer add {}", add(&format!("l{n}"), "Caf", DARK))).collect();
    let last = format!("{} => LIMIT_REACHED {{\"max\":8}}", all[8]);
    check(&[TERRITORY, &all[..8].join("\n"), &last]);
}

#[test]
fn a_version_keeps_the_logos_with_which_it_was_published() {
    let (caf, msa) = (add("caf", "Caf", DARK), add("msa", "MSA", GREY));
    let story = check(&[
        TERRITORY,
        &format!(
            r##"
            officer add {caf}
            officer publish {{"as":"#pub1","document":"composition"}} => published
            officer remove {{"item":"#caf"}} => items_removed
            officer add {msa}
            officer publish {{"as":"#pub2","document":"composition"}} => published
            officer add {}
            "##,
            add("later", "Plus tard", DARK)
        ),
    ]);
    let names = |dossier: Dossier| {
        Vec::from_iter(dossier.all(Noun::Logo).filter_map(|logo| logo.text("name").map(str::to_owned)))
    };
    let version = |story: &crate::story::Story, name: &str| {
        names(Dossier::from(&Excerpt::new(&story.state, ItemId(id(name))).unwrap()))
    };
    assert_eq!((version(&story, "pub1"), version(&story, "pub2")), (vec!["Caf".into()], vec!["MSA".into()]));
    assert_eq!(names(Dossier::new(&story.state)), ["MSA", "Plus tard"]);
    let page = published(&story.state).logos;
    assert_eq!(Vec::from_iter(page.iter().map(|logo| logo.text("name"))), [Some("MSA")]);
}

#[test]
fn what_is_removed_or_taken_back_is_kept_nowhere() {
    let [kept, shown] = [add("caf", "SECRET a", DARK), add("msa", "SECRET b", GREY)];
    let story = check(&[
        TERRITORY,
        &format!(
            r##"
            officer add {shown}
            officer publish {{"as":"#pub1","document":"composition"}}
            officer add {kept}
            officer remove {{"item":"#caf"}}
            officer remove {{"item":"#msa"}}
            see publication:pub1 item:msa => {{"fields":{{"name":"SECRET b"}}}}
            officer erase {{"item":"#msa"}} => words_erased
            see publication:pub1 item:msa => {{"gone":{{"name":"taken_back","picture":"taken_back"}}}}
            "##
        ),
    ]);
    let words = story.all_words();
    assert!(["SECRET", DARK, GREY].iter().all(|it| !words.contains(it)), "{words}");
}
