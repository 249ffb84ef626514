use crate::story::{AXES, DAY, GROUP, MARKET, MORE, before_a_vote, check, id, in_groups, with_axes};
use forum::event::Mark;
use forum::{Caller, Event};

#[test]
fn a_vote_needs_axes_that_rest_on_words() {
    in_groups(
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
    );
}

#[test]
fn who_has_placed_all_dots_has_finished_and_is_counted_from_five_on() {
    before_a_vote(
        "
        facilitator open_vote
        count forum finished => finished=0
        ana dot axis=a1 dots=2
        ana dot axis=a2 dots=2
        bo dot axis=a1 dots=2
        bo dot axis=a2 dots=2
        cy dot axis=a1 dots=2
        cy dot axis=a2 dots=2
        di dot axis=a1 dots=2
        di dot axis=a2 dots=2
        ed dot axis=a1 dots=2
        ed dot axis=a2 dots=1
        fa dot axis=a1 dots=1
        count forum finished => finished=0
        count facilitation voters => voters=6
        ed dot axis=a2 dots=2
        count forum finished => finished=5
        fa dot axis=a2 dots=2
        count forum finished => finished=5
        fa dot axis=a1 dots=2
        count forum finished => finished=6
        facilitator remove_person person=fa
        count forum finished => finished=5
        ana dot axis=a1 dots=0
        count forum finished => finished=0
        ana dot axis=a1 dots=2
        facilitator close_vote
        count forum finished => finished=0
    ",
    );
}

#[test]
fn dots_are_secret_until_the_vote_closes() {
    before_a_vote(
        "
        facilitator open_vote => vote_opened
        facilitator open_vote => nothing
        see ana me => can=[disagree,vote]
        ana dot axis=a1 dots=2 => dots_placed
        ana dot axis=a1 dots=2 => nothing
        bo dot axis=a2 dots=1
        bo dot axis=a1 dots=1
        see ana dot:a1 => dots=2
        see bo dot:a1 => dots=1
        see forum results => gone
        count facilitation voters => voters=2
        bo dot axis=a2 dots=0 => dots_placed
        bo dot axis=a1 dots=0
        count facilitation voters => voters=1
        bo dot axis=a2 dots=1
        cy dot axis=a1 dots=1
        di dot axis=a1 dots=1
        ed dot axis=a2 dots=2
        facilitator dot axis=a1 dots=1 => NOT_ALLOWED
        facilitator set_forum dots=9 => VOTE_OPEN
        facilitator close_vote => vote_closed
        facilitator close_vote => nothing
        see forum results => voters=5 axes='[{axis:a1 dots:4 people:3},{axis:a2 dots:3 people:2}]'
        ana dot axis=a1 dots=1 => VOTE_CLOSED
        facilitator open_vote => vote_opened
        see forum results => gone
        ana dot axis=a1 dots=1 => dots_placed
    ",
    );
}

#[test]
fn a_small_vote_shows_nothing_and_says_so() {
    before_a_vote(
        "
        facilitator open_vote
        ana dot axis=a1 dots=2
        bo dot axis=a2 dots=1
        cy dot axis=a2 dots=1
        di dot axis=a2 dots=1
        facilitator close_vote
        see forum results => voters=4 axes=[] withheld=few
        facilitator remove_axis axis=a1 confirm=true => IN_USE
        facilitator remove_axis axis=a2 confirm=true => IN_USE
        facilitator open_vote
        ed dot axis=a1 dots=1
        facilitator close_vote
        see forum results => voters=5 axes='[{axis:a1 dots:3 people:2},{axis:a2 dots:3 people:3}]'
    ",
    );
}

#[test]
fn what_was_shown_stays_until_five_ballots_are_others() {
    before_a_vote("
        facilitator open_vote
        ana dot axis=a1 dots=1
        bo dot axis=a1 dots=1
        cy dot axis=a1 dots=1
        di dot axis=a1 dots=1
        ed dot axis=a1 dots=1
        facilitator close_vote
        see forum results => voters=5 axes='[{axis:a1 dots:5 people:5},{axis:a2 dots:0 people:0}]'
        facilitator open_vote
        facilitator close_vote
        see forum results => voters=5 axes='[{axis:a1 dots:5 people:5},{axis:a2 dots:0 people:0}]'
        facilitator open_vote
        fa dot axis=a2 dots=2
        ana dot axis=a2 dots=1
        bo dot axis=a2 dots=1
        cy dot axis=a2 dots=1
        facilitator close_vote
        see forum results => voters=5 axes='[{axis:a1 dots:5 people:5},{axis:a2 dots:0 people:0}]' withheld=changes
        facilitator open_vote
        di dot axis=a1 dots=0
        facilitator close_vote
        see forum results => voters=5 axes='[{axis:a2 dots:5 people:4},{axis:a1 dots:4 people:4}]'
        facilitator open_vote
        ana dot axis=a1 dots=0
        bo dot axis=a1 dots=0
        cy dot axis=a1 dots=0
        ana dot axis=a2 dots=0
        bo dot axis=a2 dots=0
        cy dot axis=a2 dots=0
        fa dot axis=a2 dots=0
        di dot axis=a1 dots=1
        facilitator close_vote
        see forum results => voters=5 axes='[{axis:a2 dots:5 people:4},{axis:a1 dots:4 people:4}]' withheld=changes
    ");
}

#[test]
fn a_vote_is_closed_for_good_or_ends_with_the_forum() {
    let vote = "
        facilitator seal_vote => VOTE_NOT_OPEN
        facilitator open_vote
        facilitator seal_vote => VOTE_OPEN
        bo seal_vote => NOT_ALLOWED
        ana dot axis=a1 dots=2
        bo dot axis=a2 dots=1
        cy dot axis=a2 dots=1
        di dot axis=a2 dots=1
        ed dot axis=a2 dots=1
        facilitator close_vote
        facilitator open_vote
        fa dot axis=a2 dots=1
        facilitator close_vote
    ";
    let after = "
        see forum forum => vote=closed vote_final=true
        see ana dot:a1 => gone
        see forum results => voters=5 axes='[{axis:a2 dots:4 people:4},{axis:a1 dots:2 people:1}]' withheld=changes
        count facilitation voters => voters=5
    ";
    let sealed = "
        facilitator seal_vote => vote_sealed
        facilitator seal_vote => nothing
        facilitator open_vote => VOTE_CLOSED
        bo dot axis=a1 dots=1 => VOTE_CLOSED
        facilitator merge_axes axis=a1 into=a2
        see forum results => voters=5 axes='[{axis:a2 dots:6 people:5}]' withheld=changes
        facilitator end => forum_ended
    ";
    let ended = "
        facilitator open_vote
        ana dot axis=a1 dots=1
        facilitator end => vote_closed vote_sealed forum_ended
        facilitator reopen_forum
        facilitator open_vote => VOTE_CLOSED
    ";
    let day = [DAY, MARKET, GROUP, AXES, MORE, "facilitator close group=g1", vote].concat();
    let seal = ["facilitator seal_vote => vote_sealed", after].concat();
    let stories = [check(&[&day, &seal]), check(&[&day, sealed]), check(&[&day, ended, after])];
    for story in stories {
        let marks: Vec<_> = story
            .commits
            .iter()
            .flat_map(|commit| &commit.entries[0].events)
            .filter_map(|event| match event {
                Event::DotsPlaced(placed) => Some(placed.mark),
                _ => None,
            })
            .collect();
        assert!(marks.len() >= 6);
        let erased: Vec<_> = story.commits.iter().flat_map(|commit| &commit.entries[0].erased).collect();
        assert!(marks.iter().all(|mark| erased.contains(&mark)), "{marks:?} {erased:?}");
    }
}

#[test]
fn everybody_has_so_many_dots() {
    with_axes(
        "
        facilitator set_forum dots=3
        facilitator open_vote
        ana dot axis=a9 dots=1 => NOT_FOUND
        ana dot axis=a1 dots=3 => TOO_MANY_DOTS max=2
        ana dot axis=a1 dots=2 => dots_placed
        ana dot axis=a2 dots=2 => NO_DOT_LEFT dots=3
        ana dot axis=a2 dots=1 => dots_placed
        ana dot axis=a1 dots=1 => dots_placed
        ana dot axis=a2 dots=2 => dots_placed
    ",
    );
}

#[test]
fn the_log_knows_a_ballot_and_no_person() {
    let story = with_axes(
        "
        facilitator open_vote
        ana dot axis=a1 dots=2
        ana dot axis=a2 dots=1
        bo dot axis=a1 dots=1
    ",
    );
    let entries: Vec<_> = story.commits.iter().rev().take(3).map(|commit| &commit.entries[0]).collect();
    let ballots = entries.iter().map(|entry| match (&entry.caller, &entry.events[0]) {
        (Caller::Unnamed, Event::DotsPlaced(placed)) => {
            serde_json::from_str::<Mark>(entry.texts[&placed.mark].words().unwrap()).unwrap().ballot
        }
        _ => panic!("{entry:?}"),
    });
    let ballots: Vec<_> = ballots.collect();
    assert_eq!(ballots[1], ballots[2], "one ballot a person");
    assert_ne!(ballots[0], ballots[1]);
    for entry in entries {
        let all = format!("{entry:?}");
        for person in ["ana", "bo"] {
            assert!(!all.contains(&id(person).to_string()), "{all}");
        }
    }
}
