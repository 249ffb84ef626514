//! Words that are taken back, and people who are taken out.

use crate::bounds::{Day, facilitator, id, person, token};
use crate::random::{day, morning};
use crate::story::{AXES, DAY, GROUP, MARKET, Story, check, hash};
use forum::{Caller, Entry, Event, Holder, State, decide, export, hash_recovery};
use proptest::prelude::*;
use protocol::limits::{CONTRIBUTIONS_PER_PERSON_MAX, TOPICS_PER_PERSON, WORDINGS_MAX};
use protocol::{ParticipantId, Refusal, TextId};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn texts_with(state: &State, words: &str) -> usize {
    state.texts.values().filter(|text| text.contains(words)).count()
}

fn exported(story: &Story) -> Value {
    serde_json::to_value(export(&story.state, 1)).unwrap()
}

#[test]
fn a_topic_is_taken_back_and_keeps_its_place() {
    let story = check(&[
        DAY,
        MARKET,
        "
        ana edit_topic topic=t1 title='SECRET un' question='SECRET deux ?'
        ana edit_topic topic=t1 title='SECRET trois' question='SECRET quatre ?'
        bo retire topic=t1 => NOT_HOST person=ana
        bo retire topic=t9 => NOT_FOUND
        ana retire topic=t1 contribution=k1 => BAD_COMMAND
        ana retire => BAD_COMMAND
        ana retire topic=t1 => topic_retired
        ana retire topic=t1 => nothing
        see forum topic:t1 => title= question=- gone=taken_back number=1
        see forum group:g1 => topics=[t1]
        see forum queue => topics=[t1]
        ana edit_topic topic=t1 title='Un car' => topic_edited
        see forum topic:t1 => title='Un car' question=- number=1
        ana withdraw topic=t1
        ana retire topic=t1 => topic_retired
        see forum topic:t1 => gone
    ",
    ]);
    assert_eq!(texts_with(&story.state, "SECRET"), 0);
    assert_eq!(texts_with(&story.state, "Un car"), 0, "a withdrawn topic's words too");
    let export = exported(&story);
    assert_eq!(export["topics"][0]["gone"], "taken_back");
    assert_eq!(export["topics"][0]["earlier"], json!([]));
    assert_eq!(export["topics"][0]["withdrawn"], true);
}

#[test]
fn a_topic_that_has_written_keeps_what_was_written() {
    check(&[
        DAY,
        MARKET,
        GROUP,
        "
        facilitator retire topic=t1 => topic_retired
        see forum topic:t1 => title= gone=hidden
        see group:g1 contribution:k1 => text='Aller au marché'
        count forum group:g1 => contributions=1
        facilitator retire contribution=k1 => contribution_retired
        see group:g1 contribution:k1 => gone=hidden wordings=-
        facilitator propose as=t2 title='De la salle'
        facilitator retire topic=t2 => topic_retired
        see forum topic:t2 => gone=taken_back
        facilitator end
        facilitator retire topic=t1 => nothing
    ",
    ]);
}

#[test]
fn names_are_taken_back_with_those_before() {
    let story = check(&[
        DAY,
        MARKET,
        "
        ana rename name='SECRET deux'
        facilitator rename name='SECRET trois' person=ana
        bo retire name=ana => NOT_ALLOWED
        ana retire name=ana => name_retired
        ana retire name=ana => nothing
        see facilitation person:ana => name= gone=taken_back number=1
        see forum name:ana => name= gone=taken_back
        see ana me => name= gone=taken_back
        ana rename name=Anne => renamed
        see forum name:ana => name=Anne number=1
        facilitator retire name=bo => name_retired
        see facilitation person:bo => gone=hidden
        bo rename name=Bo => renamed
        facilitator end
        bo retire name=bo => name_retired
    ",
    ]);
    assert_eq!(texts_with(&story.state, "SECRET"), 0);
    assert_eq!(texts_with(&story.state, "Ana"), 0);
}

#[test]
fn who_is_removed_is_in_nobody_s_way() {
    let story = check(&[
        DAY,
        MARKET,
        GROUP,
        "
        ana support contribution=k1
        bo interest topic=t1
        ana enter group=g1
        bo take_pen group=g1
        bo choose_college college=c2
        ana remove_person person=bo => NOT_ALLOWED
        facilitator remove_person person=dee => NOT_FOUND
        facilitator remove_person person=bo => person_removed
        facilitator remove_person person=bo => nothing
        see facilitation person:bo => gone
        see forum group:g1 => scribe=-
        see group:g1 member:bo => gone
        see group:g1 contribution:k1 => text='Aller au marché'
        count forum people => joined=2
        count forum topic:t1 => interested=0
        count facilitation college:c2 => joined=0
        bo write as=k2 group=g1 kind=idea text=x => NOT_ALLOWED
        bo join name=Bo => REMOVED
        bo join name=Bo token=other => REMOVED
        x come_back recovery=ABCD2345 token=x => NOT_FOUND
        facilitator remove_person person=ana => person_removed
        count group:g1 contribution:k1 => supports=0
        see forum topic:t1 => title='Un bus le samedi' hosts=[Ana]
        facilitator edit_topic topic=t1 title='Un car' => TITLE_FIXED
        facilitator withdraw topic=t1 => HAS_CONTRIBUTIONS
        facilitator close group=g1 => group_closed
        dee join name=Dee => joined
        see facilitation person:dee => number=4
    ",
    ]);
    assert_eq!(story.state.holder(&hash("bo")), None);
    let code = protocol::secret::RecoveryCode::try_from("ABCD 2345".to_owned()).unwrap();
    assert_eq!(story.state.holder(&hash_recovery(crate::story::forum_id(), &code)), None);
}

#[test]
fn all_that_a_person_typed_is_erased() {
    let story = check(&[
        DAY,
        "
        bo rename name='SECRET Bob'
        bo rename name='SECRET Robert'
        facilitator phase phase=marketplace
        ana propose as=t1 title='Un bus'
        ana place as=g1 topic=t1 slot=s1 space=sp1
        bo propose as=t2 title='SECRET sujet' question='SECRET question'
        bo place as=g2 topic=t2 slot=s1 space=sp2
        bo edit_topic topic=t2 title='SECRET titre'
        bo propose as=t3 title='SECRET seul'
        bo propose as=t4 title='SECRET retiré'
        bo withdraw topic=t4
        facilitator phase phase=groups
        bo open group=g2
        bo open group=g1
        ana enter group=g2
        ana write as=k1 group=g2 kind=need text='De Ana'
        bo enter group=g1
        bo write as=k2 group=g1 kind=need text='SECRET un'
        bo edit contribution=k2 text='SECRET deux'
        bo disagree as=k3 about=contribution:k1 text='SECRET trois'
        facilitator phase phase=priorities
        bo axis as=a1 name='SECRET axe'
        bo axis as=a2 name='SECRET autre'
        facilitator rename_axis axis=a2 name='De la salle'
        facilitator attach axis=a1 contribution=k1
        facilitator remove_person person=bo erase=true => topic_withdrawn person_removed
        facilitator remove_person person=bo erase=true => nothing
        see forum topic:t3 => gone
        see forum topic:t2 => title= gone=erased hosts=[]
        see forum group:g2 => topics=[t2]
        see group:g2 contribution:k1 => text='De Ana'
        see group:g1 contribution:k2 => gone=erased
        see forum axis:a1 => name= gone=erased
        see forum axis:a2 => name='De la salle'
        count forum axis:a1 => contributions=1
        facilitator rename_axis axis=a1 name='Se loger'
        see forum axis:a1 => name='Se loger'
    ",
    ]);
    assert_eq!(texts_with(&story.state, "SECRET"), 0);
    assert!(!exported(&story).to_string().contains("SECRET"));
    assert!(texts_with(&story.state, "De Ana") == 1, "nobody else's words go");
    let export = exported(&story);
    assert_eq!(export["people"][1]["gone"], "erased");
    assert_eq!(export["people"][1]["removed"], true);
    assert_eq!(export["contributions"][1]["gone"], "erased");
}

#[test]
fn words_can_be_erased_after_their_person_is_gone() {
    let story = check(&[
        DAY,
        MARKET,
        GROUP,
        "
        facilitator remove_person person=bo => person_removed
        facilitator end
        facilitator remove_person person=bo erase=true => person_removed
        see group:g1 contribution:k1 => gone=erased
    ",
    ]);
    assert_eq!(texts_with(&story.state, "marché"), 0);
}

#[test]
fn a_ballot_goes_with_its_person_until_it_was_counted() {
    let more = "
        di join name=Di
        ed join name=Ed
        fa join name=Fa
        gu join name=Gu
    ";
    let votes = "
        ana dot axis=a1 dots=1
        bo dot axis=a1 dots=1
        cy dot axis=a1 dots=1
        di dot axis=a2 dots=1
        ed dot axis=a2 dots=1
        fa dot axis=a2 dots=1
    ";
    check(&[
        DAY,
        more,
        MARKET,
        GROUP,
        AXES,
        "facilitator open_vote",
        votes,
        "
        count facilitation voters => voters=6
        facilitator remove_person person=fa => person_removed
        facilitator remove_person person=gu => person_removed
        count facilitation voters => voters=5
        facilitator close_vote
        see forum results => voters=5
        facilitator remove_person person=ed erase=true => person_removed
        see forum results => voters=5
        count facilitation voters => voters=5
        facilitator open_vote => vote_opened
        facilitator remove_person person=cy => person_removed
        count facilitation voters => voters=5
        facilitator close_vote
        see forum results => voters=5
        facilitator seal_vote => vote_sealed
        facilitator remove_person person=di => person_removed
        see forum results => voters=5
    ",
    ]);
}

#[test]
fn a_removal_is_refused_when_the_person_changed_meanwhile() {
    check(&[
        DAY,
        "
        remember then
        bo rename name=Bob
        facilitator remove_person person=bo seen=then => MOVED_ON
        facilitator remove_person person=ana seen=then => person_removed
        facilitator remove_person person=cy seen=then => person_removed
    ",
    ]);
}

/// One person with as much as a share allows.
fn full() -> Day {
    let mut day = Day::new();
    day.group(2);
    for number in 1..TOPICS_PER_PERSON as usize {
        let propose = json!({"do": "propose", "as": id(b't', number), "title": "a", "question": "b"});
        day.give(&person(0), propose).unwrap();
        for edit in 0..WORDINGS_MAX / 2 {
            let edit = json!({"do": "edit_topic", "topic": id(b't', number),
                "title": format!("title {edit}"), "question": format!("question {edit}")});
            day.give(&person(0), edit).unwrap();
        }
    }
    for number in 0..CONTRIBUTIONS_PER_PERSON_MAX {
        let write = json!({"do": "write", "as": id(b'k', number), "group": id(b'g', 0), "kind": "need",
            "text": number.to_string()});
        day.give(&person(0), write).unwrap();
    }
    day
}

#[test]
fn a_person_is_erased_at_the_bounds_in_one_entry() {
    let mut day = full();
    let remove = json!({"id": id(b'o', 1), "do": "remove_person", "person": id(b'h', 0), "erase": true});
    let order = serde_json::from_value(remove).unwrap();
    let entry = decide(&day.state, &facilitator(), &order, day.now).unwrap();
    let topics = (TOPICS_PER_PERSON as usize - 1) * (2 + WORDINGS_MAX);
    assert_eq!(
        entry.erased.len(),
        CONTRIBUTIONS_PER_PERSON_MAX + topics + 2,
        "its name, the topic of the group"
    );
    assert!(entry.texts.is_empty(), "nothing is brought: it can be applied again after a restore");
    day.apply(&entry);
    let left = |words: &str| day.state.texts.values().any(|text| text.starts_with(words));
    assert!(!left("title") && !left("question") && !left("1"), "{:?}", day.state.texts);
    let export = serde_json::to_value(export(&day.state, 1)).unwrap();
    let gone =
        |list: &str| export[list].as_array().unwrap().iter().filter(|one| one["gone"] == "erased").count();
    assert_eq!((gone("people"), gone("topics")), (1, TOPICS_PER_PERSON as usize));
    assert_eq!(gone("contributions"), CONTRIBUTIONS_PER_PERSON_MAX);
    // The share and the place of one person are free again.
    assert_eq!(day.give(&person(0), json!({"do": "rename", "name": "B"})), Err(Refusal::NotAllowed {}));
    let again = json!({"do": "join", "as": id(b'h', 0), "name": "A", "token": token(0)});
    assert_eq!(day.give(&Caller::Newcomer, again), Err(Refusal::Removed {}));
}

/// The texts that a person typed, told by the entries alone.
fn typed_by(entries: &[&Entry], person: ParticipantId) -> BTreeSet<TextId> {
    let owner = |entry: &Entry| match entry.caller {
        Caller::Participant(person) => Some(person),
        _ => entry.events.iter().find_map(|event| match event {
            Event::Joined(joined) => Some(joined.person),
            Event::Renamed(renamed) => Some(renamed.person),
            _ => None,
        }),
    };
    let theirs = entries.iter().filter(|entry| owner(entry) == Some(person));
    theirs.flat_map(|entry| entry.texts.keys().copied()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever happened before: nothing that the person typed is left, everything else is.
    #[test]
    fn erasing_a_person_erases_what_they_typed_and_nothing_else(day in day(), who in 0..3_usize) {
        let mut story = morning();
        day.iter().for_each(|roll| drop(story.go_on(roll)));
        let name = ["x0", "x1", "x2"][who];
        let person = ParticipantId(crate::story::id(name));
        let standing: BTreeSet<_> = story.state.texts.keys().copied().collect();
        story.line(&format!("owner remove_person person={name} erase=true"));
        story.screens.agree_with(&story.state);
        let entries: Vec<_> = story.commits.iter().flat_map(|commit| &commit.entries).collect();
        let theirs = typed_by(&entries, person);
        let left: BTreeSet<_> = story.state.texts.keys().copied().collect();
        let wanted: BTreeSet<_> = standing.difference(&theirs).copied().collect();
        prop_assert_eq!(&left, &wanted);
        prop_assert_ne!(story.state.caller(&hash(name)), Some(Caller::Participant(person)));
        // Whatever is shown without a reason has its words.
        let export = exported(&story);
        for list in ["people", "topics", "axes", "contributions"] {
            for one in export[list].as_array().unwrap() {
                let words = one.get("text").or(one.get("title")).or(one.get("name")).unwrap();
                let has_words = words.as_str().is_some_and(|words| !words.is_empty());
                prop_assert_eq!(has_words, one.get("gone").is_none(), "{}: {}", list, one);
            }
        }
    }
}

#[test]
fn a_pass_is_no_person() {
    let story = check(&[DAY, "facilitator remove_person person=first => NOT_FOUND"]);
    assert!(matches!(story.state.holder(&hash("first")), Some(Holder::Pass(_))));
}
