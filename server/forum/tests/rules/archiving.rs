//! What a forum takes elsewhere.

use crate::random::{day, morning};
use crate::story::{AXES, DAY, GROUP, MARKET, MORE, Story, check, hash, id, token};
use archive::{Archive, read};
use forum::{State, archive};
use proptest::prelude::*;
use protocol::command::Kind;
use protocol::entity::{Gone, Outcome};
use protocol::{ContributionId, ParticipantId, TextId};
use std::collections::BTreeSet;

const EPOCH: &str = "0123456789abcdef";

fn archived(story: &Story) -> Archive {
    archive(&story.state, EPOCH, story.commits.len() as u64)
}

fn text(archive: &Archive) -> String {
    String::from_utf8(archive.to_bytes()).unwrap()
}

/// A day with all that an archive can hold.
pub(crate) fn whole_day() -> Story {
    check(&[
        DAY,
        MORE,
        MARKET,
        "
        ana name_in_book on=true
        di name_in_book on=true
        facilitator remove_person person=di
        ed name_in_book on=true
        ed retire name=ed
        ana edit_topic topic=t1 title='Un car le samedi' question='Pour aller où ?'
        bo propose as=t2 title='Sujet retiré'
        bo retire topic=t2
        cy propose as=t3 title='Se rencontrer'
        cy place as=g2 topic=t3 slot=s2 space=sp2
        ",
        GROUP,
        "
        bo write as=k3 group=g1 kind=idea text='Brouillon'
        bo edit contribution=k3 text='Un minibus le soir'
        ana post group=g1
        bo edit contribution=k3 text='Un minibus le soir et le matin'
        bo write as=k4 group=g1 kind=idea text='Mots repris'
        bo retire contribution=k4
        bo write as=k5 group=g1 kind=idea text='Un minibus aussi'
        ana support contribution=k1
        ",
        AXES,
        "
        facilitator duplicate contribution=k5 of=k1
        facilitator outcome contributions=k3 outcome=outside_territory
        cy disagree as=k6 about=contribution:k1 text='Pas au marché'
        cy disagree as=k7 about=axis:a2 text='Pas besoin'
        facilitator set_forum question='Et demain ?' public_address=https://forum.example
        facilitator rename_axis axis=a1 name='Se déplacer'
        facilitator open_vote
        ana dot axis=a1 dots=2
        bo dot axis=a1 dots=1
        cy dot axis=a2 dots=1
        ed dot axis=a1 dots=1
        fa dot axis=a2 dots=2
        facilitator close_vote
        ",
    ])
}

#[test]
fn it_holds_what_was_said_and_what_became_of_it() {
    let archive = archived(&whole_day());
    let forum = &archive.forum;
    assert_eq!((forum.question.as_str(), forum.earlier_questions.len()), ("Et demain ?", 1));
    assert_eq!(forum.people, 5);
    let names = Vec::from_iter(archive.people.iter().filter_map(|person| person.name.said.text()));
    assert_eq!(names, ["Ana"], "not who was removed, nor who took the name back");
    let [bus, retired, meet] = archive.topics.as_slice() else { panic!("three") };
    assert_eq!((bus.title.said.text(), bus.hosts.len()), (Some("Un car le samedi"), 1));
    assert_eq!(bus.earlier[0].text, "Un bus le samedi");
    assert_eq!(retired.title.said.gone(), Some(Gone::TakenBack));
    assert!(meet.hosts.is_empty(), "Cy did not agree to be named");
    let said = |number: u32| archive.contributions.iter().find(|it| it.number == number).unwrap();
    assert_eq!(said(1).outcome, Some(Outcome::Attached));
    assert_eq!((said(1).supports, said(1).axes.len()), (1, 1));
    assert_eq!(said(2).earlier, ["Un minibus le soir"], "and no draft");
    assert_eq!((said(2).edited.len(), said(2).outcome), (1, Some(Outcome::OutsideTerritory)));
    assert_eq!((said(3).said.gone(), said(3).outcome), (Some(Gone::TakenBack), Some(Outcome::TakenBack)));
    assert_eq!(said(4).outcome, Some(Outcome::DuplicateOf(ContributionId(id("k1")))));
    assert_eq!((said(6).kind, said(6).outcome), (Kind::Disagreement, None));
    assert!(archive.contributions.iter().all(|it| it.receipt.is_some()));
    let results = archive.results.as_ref().unwrap();
    assert_eq!((results.voters, results.withheld), (5, None));
    assert_eq!(archive.axes[0].earlier[0].text, "Transports");
    assert_eq!(archive.axes[0].weight.duplicates, 1);
    let coverage = archive.coverage();
    assert_eq!((coverage.attached, coverage.duplicates, coverage.outside_territory), (2, 1, 1));
    assert_eq!((coverage.taken_back, coverage.unexamined), (1, 0));
    assert!(archive.colleges.iter().all(|college| college.people.is_none()), "one has a single person");
}

/// What this version writes of that day is kept for later ones, which read it for ever.
#[test]
fn a_golden_archive_is_kept() {
    let bytes = archived(&whole_day()).to_bytes();
    let golden =
        format!("{}/../archive/tests/golden/format-{}.jsonl", env!("CARGO_MANIFEST_DIR"), archive::FORMAT);
    if std::env::var_os("BOURDON_WRITE").is_some() && !std::fs::exists(&golden).unwrap() {
        std::fs::write(&golden, &bytes).unwrap();
    }
    let kept = read(&std::fs::read(golden).unwrap()).unwrap();
    assert_eq!(kept.archive, read(&bytes).unwrap().archive);
}

#[test]
fn what_may_not_leave_stays() {
    let story = whole_day();
    let text = text(&archived(&story));
    for secret in ["Bo", "Cy", "Di", "Ed", "Fa", "Brouillon", "Mots repris", "Sujet retiré", "ABCD2345"] {
        assert!(!text.contains(&format!("\"{secret}\"")), "{secret}: {text}");
    }
    for who in ["first", "ana", "bo", "cy"] {
        assert!(!text.contains(&String::from(token(who))) && !text.contains(&String::from(hash(who))));
    }
}

/// All ids of texts that still stand, each told by its words: every text is replaced by one of its own.
fn mark_texts(state: &mut State) -> BTreeSet<TextId> {
    for (id, text) in &mut state.texts {
        *text = format!("<{}>", id.0);
    }
    state.texts.keys().copied().collect()
}

fn marks(text: &str) -> BTreeSet<TextId> {
    let parts = text.split('<').skip(1).filter_map(|part| part.split_once('>'));
    parts.filter_map(|(id, _)| id.parse().ok().map(TextId)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever happened: every kept contribution is there once, nothing that was taken back, no name without
    /// consent, no token, key or ballot; and it can be read.
    #[test]
    fn an_archive_holds_what_stands_and_nothing_else(day in day()) {
        let mut story = morning();
        day.iter().for_each(|roll| drop(story.go_on(roll)));
        let standing = mark_texts(&mut story.state);
        let archive = archived(&story);
        let text = text(&archive);
        let read = read(text.as_bytes());
        prop_assert_eq!(read.map(|read| read.archive), Ok(archive.clone()), "{}", text);

        let held = marks(&text);
        prop_assert!(held.is_subset(&standing), "{:?}", held.difference(&standing));
        let export = forum::export(&story.state, 1);
        for person in &export.people {
            let name = marks(person.name.as_deref().unwrap_or_default());
            let is_held = !name.is_empty() && name.is_subset(&held);
            let agreed = person.in_book && !person.removed && person.gone.is_none();
            prop_assert_eq!(is_held, agreed, "{:?}", person);
        }
        let ids = Vec::from_iter(archive.contributions.iter().map(|it| (it.id, it.said.gone())));
        let exported = Vec::from_iter(export.contributions.iter().map(|it| (it.id, it.gone)));
        prop_assert_eq!(ids, exported);
        for contribution in export.contributions.iter().filter_map(|it| it.text.as_deref()) {
            prop_assert_eq!(text.matches(contribution).count(), 1, "{}", contribution);
        }
        prop_assert_eq!(archive.coverage(), export.coverage);
        for who in ["x0", "x1", "x2", "x3", "x9", "first"] {
            prop_assert!(!text.contains(&String::from(token(who))) && !text.contains(&String::from(hash(who))));
            let ballot = forum::hexadecimal(&ballot(ParticipantId(id(who))));
            prop_assert!(!text.contains(&ballot));
        }
        prop_assert!(!text.contains("ABCDEFG"), "a recovery code");
    }

    /// The same log gives the same bytes, also by way of a checkpoint.
    #[test]
    fn the_same_log_gives_the_same_bytes(day in day()) {
        let mut story = morning();
        day.iter().for_each(|roll| drop(story.go_on(roll)));
        let mut again = State::default();
        again.set_dot_key([7; 32]);
        for commit in &story.commits {
            commit.entries.iter().for_each(|entry| again.apply(entry, commit.seq, commit.at));
        }
        let mut stored = State::from_checkpoint(&story.state.to_checkpoint()).unwrap();
        stored.texts.clone_from(&story.state.texts);
        let seq = story.commits.len() as u64;
        let bytes = archived(&story).to_bytes();
        prop_assert_eq!(archive(&again, EPOCH, seq).to_bytes(), bytes.clone());
        prop_assert_eq!(archive(&stored, EPOCH, seq).to_bytes(), bytes);
    }
}

/// The ballot of somebody, as the rules make it.
fn ballot(person: ParticipantId) -> [u8; 16] {
    use hmac::{Hmac, KeyInit, Mac};
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&[7; 32]).unwrap();
    mac.update(person.0.as_bytes());
    mac.finalize().into_bytes()[..16].try_into().unwrap()
}
