use crate::story::{AXES, DAY, GROUP, MARKET, check};
use forum::event::DotsSet;
use forum::{Caller, Event};

#[test]
fn a_vote_needs_axes_that_rest_on_words() {
    check(&[
        DAY,
        MARKET,
        GROUP,
        "
        facilitator open_vote => NOTHING_TO_CHOOSE
        facilitator axis as=a1 name=Transports
        facilitator open_vote => AXIS_WITHOUT_SOURCE
        facilitator attach axis=a1 contribution=k1
        facilitator open_vote => NOTHING_TO_CHOOSE
        facilitator axis as=a2 name=Rencontres
        facilitator open_vote => AXIS_WITHOUT_SOURCE
        facilitator attach axis=a2 contribution=k1
        bo retire contribution=k1
        facilitator open_vote => AXIS_WITHOUT_SOURCE
        facilitator close_vote => VOTE_NOT_OPEN
        bo dot axis=a1 dots=1 => VOTE_NOT_OPEN
        bo open_vote => NOT_ALLOWED
    ",
    ]);
}

#[test]
fn dots_are_secret_until_the_vote_closes() {
    check(&[
        DAY,
        MARKET,
        GROUP,
        AXES,
        "
        facilitator open_vote => vote_opened
        facilitator open_vote => nothing
        see ana me => can=[disagree,vote]
        ana dot axis=a1 dots=2 => dots_set
        ana dot axis=a1 dots=2 => nothing
        bo dot axis=a2 dots=1
        bo dot axis=a1 dots=1
        see ana dot:a1 => dots=2
        see forum results => gone
        count facilitation voters => voters=2
        bo dot axis=a2 dots=0 => dots_set
        bo dot axis=a1 dots=0
        count facilitation voters => voters=1
        bo dot axis=a2 dots=1
        facilitator dot axis=a1 dots=1 => NOT_ALLOWED
        facilitator set_forum dots=9 => VOTE_OPEN
        facilitator close_vote => vote_closed
        facilitator close_vote => nothing
        see forum results => voters=2 axes='[{axis:a1 dots:2 people:1},{axis:a2 dots:1 people:1}]'
        ana dot axis=a1 dots=1 => VOTE_CLOSED
        facilitator open_vote => vote_opened
        see forum results => gone
        ana dot axis=a1 dots=1 => dots_set
    ",
    ]);
}

#[test]
fn everybody_has_so_many_dots() {
    check(&[
        DAY,
        MARKET,
        GROUP,
        AXES,
        "
        facilitator set_forum dots=3
        facilitator open_vote
        ana dot axis=a9 dots=1 => NOT_FOUND
        ana dot axis=a1 dots=3 => TOO_MANY_DOTS max=2
        ana dot axis=a1 dots=2 => dots_set
        ana dot axis=a2 dots=2 => NO_DOT_LEFT dots=3
        ana dot axis=a2 dots=1 => dots_set
        ana dot axis=a1 dots=1 => dots_set
        ana dot axis=a2 dots=2 => dots_set
    ",
    ]);
}

#[test]
fn the_log_knows_a_ballot_and_no_person() {
    let story = check(&[
        DAY,
        MARKET,
        GROUP,
        AXES,
        "
        facilitator open_vote
        ana dot axis=a1 dots=2
        ana dot axis=a2 dots=1
        bo dot axis=a1 dots=1
    ",
    ]);
    let entries: Vec<_> = story.commits.iter().rev().take(3).map(|commit| &commit.entries[0]).collect();
    let ballots = entries.iter().map(|entry| match (&entry.caller, &entry.events[0]) {
        (Caller::Voter(caller), Event::DotsSet(DotsSet { ballot, .. })) if caller == ballot => ballot,
        _ => panic!("{entry:?}"),
    });
    let ballots: Vec<_> = ballots.collect();
    assert_eq!(ballots[1], ballots[2], "one ballot a person");
    assert_ne!(ballots[0], ballots[1]);
    for entry in entries {
        let json = serde_json::to_string(entry).unwrap();
        for person in ["ana", "bo"] {
            assert!(!json.contains(&crate::story::id(person).to_string()), "{json}");
        }
    }
}
