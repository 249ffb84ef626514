use crate::story::{DAY, GROUP, MARKET, check, in_groups, on_the_market, with_axes};

#[test]
fn groups_open_when_somebody_comes() {
    on_the_market(
        "
        bo open group=g1 => TOO_EARLY
        bo enter group=g1 => entered
        facilitator phase phase=groups
        bo open group=g9 => NOT_FOUND
        bo open group=g1 => group_opened
        bo open group=g1 => nothing
        see forum group:g1 => state=open
        bo close group=g1 => NOT_HOST person=ana
        ana close group=g1 => group_closed
        bo open group=g1 => GROUP_CLOSED
    ",
    );
    on_the_market("facilitator open group=g1 => group_opened");
}

#[test]
fn people_are_in_one_group_or_in_none() {
    in_groups(
        "
        facilitator place as=g2 topic=t1 slot=s2 space=sp1
        count forum group:g1 => members=1
        see group:g1 member:bo => name=Bo
        bo enter group=g1 => nothing
        bo enter group=g2 => left entered
        see bo me => group=g2
        see group:g1 member:bo => gone
        count forum group:g1 => members=0
        see facilitation person:bo => group=g2
        bo enter group=g9 => NOT_FOUND
        bo leave group=g1 => nothing
        bo leave group=g2 => left
        bo leave => nothing
        see bo me => group=-
        facilitator enter group=g1 => NOT_ALLOWED
        ana close group=g1
        bo enter group=g1 => GROUP_CLOSED
    ",
    );
}

#[test]
fn who_is_in_a_group_stays_when_it_closes() {
    in_groups(
        "
        ana close group=g1
        see bo me => group=g1
        bo enter group=g1 => nothing
        bo leave => left
    ",
    );
}

#[test]
fn one_person_holds_the_pen() {
    in_groups(
        "
        ana take_pen group=g1 => NOT_MEMBER
        ana take_pen group=g9 => NOT_FOUND
        bo hand_pen group=g1 to=bo => NOT_ALLOWED
        bo take_pen group=g1 => pen_taken
        bo take_pen group=g1 => nothing
        see forum group:g1 => scribe=Bo
        cy enter group=g1
        cy take_pen group=g1 => PEN_TAKEN person=bo
        cy hand_pen group=g1 to=cy => PEN_TAKEN person=bo
        ana hand_pen group=g1 to=cy => NOT_MEMBER
        bo hand_pen group=g1 to=ana => NOT_MEMBER
        bo hand_pen group=g1 to=cy => pen_taken
        see forum group:g1 => scribe=Cy
        facilitator hand_pen group=g1 to=cy => nothing
        facilitator hand_pen group=g1 to=bo => pen_taken
        bo leave => left
        see forum group:g1 => scribe=-
        cy take_pen group=g1 => pen_taken
        facilitator take_pen group=g1 => NOT_ALLOWED
        cy close group=g1 => group_closed
        cy take_pen group=g1 => GROUP_CLOSED
        cy hand_pen group=g1 to=cy => GROUP_CLOSED
    ",
    );
}

#[test]
fn a_group_ends_when_its_people_say_so() {
    check(&[
        DAY,
        MARKET,
        "
        facilitator phase phase=groups
        ana close group=g1 => GROUP_NOT_OPEN
        ana reopen group=g1 => GROUP_NOT_OPEN
        ana post group=g1 => GROUP_NOT_OPEN
    ",
        GROUP,
        "
        bo close group=g1 => NOT_HOST person=ana
        bo post group=g1 => NOT_HOST person=ana
        ana post group=g1 => group_posted
        ana post group=g1 => nothing
        see forum group:g1 => state=open posted=true
        ana reopen group=g1 => nothing
        ana close group=g1 => group_closed
        ana close group=g1 => nothing
        see forum group:g1 => state=closed posted=true
        bo reopen group=g1 => NOT_HOST person=ana
        ana reopen group=g1 => group_reopened
        see forum group:g1 => state=open posted=true
        facilitator close group=g1 => group_closed
        facilitator reopen group=g1 => group_reopened
        ana close group=g9 => NOT_FOUND
    ",
    ]);
}

#[test]
fn groups_rest_once_the_vote_was_opened() {
    with_axes(
        "
        ana close group=g1
        facilitator open_vote
        ana reopen group=g1 => VOTE_OPEN
        facilitator close_vote
        ana reopen group=g1 => VOTE_CLOSED
        facilitator reopen group=g1 => VOTE_CLOSED
    ",
    );
}
