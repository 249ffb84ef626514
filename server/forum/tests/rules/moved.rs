//! Acts that were asked for on a screen which showed what they act on as it was before.

use crate::story::{AXES, DAY, GROUP, MARKET, check, in_groups, on_a_day, on_the_market, with_axes};

#[test]
fn an_act_is_refused_when_its_thing_changed_meanwhile() {
    on_a_day(
        "
        remember early
        facilitator phase phase=opening seen=early => phase_set
        facilitator phase phase=marketplace seen=early => MOVED_ON
        facilitator phase phase=opening seen=early => nothing
        facilitator end seen=early => MOVED_ON
        facilitator close_door seen=early => door_closed
        facilitator open_door seen=early => MOVED_ON
        remember now
        facilitator phase phase=marketplace seen=now => phase_set
        facilitator open_door seen=now => door_opened
        facilitator phase phase=welcome => phase_set
    ",
    );
}

#[test]
fn changes_elsewhere_do_not_matter() {
    in_groups(
        "
        bo propose as=t2 title=Autre
        bo place as=g2 topic=t2 slot=s1 space=sp2
        remember then
        facilitator close_door
        ana post group=g1
        bo write as=k9 group=g1 kind=idea text=Encore
        cy enter group=g1
        bo open group=g2
        facilitator phase phase=reading
        ana close group=g1 seen=then => group_closed
        facilitator open_door seen=then => MOVED_ON
        ana reopen group=g1 seen=then => MOVED_ON
        facilitator unplace group=g2 seen=then => group_unplaced
    ",
    );
}

#[test]
fn cells_topics_and_groups_move_on_too() {
    on_the_market(
        "
        bo propose as=t2 title=Autre
        remember then
        bo place as=g2 topic=t2 slot=s2 space=sp2
        facilitator unplace group=g2
        facilitator place as=g3 topic=t1 slot=s2 space=sp2 seen=then => MOVED_ON
        facilitator place as=g3 topic=t2 slot=s2 space=sp3 seen=then => MOVED_ON
        facilitator move group=g1 slot=s2 space=sp3 seen=then => group_moved
        facilitator move group=g1 slot=s1 space=sp1 seen=then => MOVED_ON
        facilitator reorder_queue topics=t2,t1 seen=then => queue_reordered
        facilitator reorder_queue topics=t1,t2 seen=then => MOVED_ON
        cy interest topic=t1 seen=then => MOVED_ON
        remember later
        facilitator announce topic=t1
        cy interest topic=t1 seen=later => interest_set
        cy interest topic=t1 on=false seen=later => MOVED_ON
        facilitator return_to_queue topic=t1 seen=later => MOVED_ON
        facilitator leave_queue topic=t2 seen=later => queue_left
    ",
    );
}

#[test]
fn who_went_elsewhere_is_not_taken_back_by_a_kept_enter() {
    on_the_market(
        "
        bo propose as=t2 title=Autre
        bo place as=g2 topic=t2 slot=s1 space=sp2
        facilitator phase phase=groups
        remember then
        ana open group=g1
        cy enter group=g1 seen=then => entered
        cy enter group=g2 seen=then => MOVED_ON
        cy leave seen=then => MOVED_ON
        bo enter group=g1 seen=then => entered
        bo take_pen group=g1 seen=then => pen_taken
        bo leave
        cy take_pen group=g1 seen=then => MOVED_ON
        ana choose_college college=c2 seen=then => college_chosen
        ana choose_college college=c1 seen=then => MOVED_ON
    ",
    );
}

#[test]
fn axes_and_the_vote_move_on_too() {
    with_axes(
        "
        remember then
        facilitator attach axis=a2 contribution=k1 seen=then => attached
        facilitator detach axis=a1 contribution=k1 seen=then => MOVED_ON
        facilitator attach axis=a1 contribution=k2 seen=then => attached
        facilitator remove_axis axis=a1 confirm=true seen=then => MOVED_ON
        facilitator rename_axis axis=a2 name=Ensemble seen=then => axis_renamed
        facilitator merge_axes axis=a1 into=a2 seen=then => MOVED_ON
        facilitator rename_axis axis=a2 name=Tous seen=then => axis_renamed
        facilitator open_vote seen=then => vote_opened
        ana dot axis=a1 dots=1 seen=then => dots_placed
        facilitator phase phase=actions seen=then => MOVED_ON
        facilitator close_vote seen=then => MOVED_ON
        facilitator close_vote => vote_closed
        facilitator open_vote seen=then => MOVED_ON
    ",
    );
}

#[test]
fn lists_move_on_with_each_of_their_things() {
    check(&[
        DAY,
        MARKET,
        GROUP,
        AXES,
        "
        bo propose as=t2 title=Autre => TOPICS_CLOSED
        facilitator propose as=t2 title=Autre
        facilitator place as=g2 topic=t2 slot=s2 space=sp2
        remember then
        facilitator open group=g2
        facilitator open_all groups=1,2 seen=then => nothing
        facilitator unopen groups=2 seen=then => MOVED_ON
        facilitator close group=g2
        facilitator close_all groups=g1,g2 seen=then => MOVED_ON
        facilitator reopen_all groups=g2 seen=then => MOVED_ON
        facilitator attach axis=a2 contribution=k1
        facilitator attach_all axis=a1 contributions=k2 seen=then => attached
        facilitator detach_all axis=2 contributions=1,2 seen=then => MOVED_ON
        facilitator confirm_all contributions=2 on=false seen=then => MOVED_ON
        facilitator accept_all heaps=a3=Vélos:1 seen=then => axis_created
        facilitator remove_axes axes=a1,2 confirm=true seen=then => MOVED_ON
        remember later
        facilitator detach_all axis=2 contributions=1,2 seen=later => detached detached
    ",
    ]);
}

#[test]
fn what_a_rule_says_comes_first_and_words_are_kept() {
    in_groups(
        "
        remember then
        facilitator close group=g1
        bo open group=g1 seen=then => GROUP_CLOSED
        facilitator reopen group=g1
        bo edit contribution=k1 text='Aller au marché le samedi' seen=then => contribution_edited
        bo write as=k2 group=g1 kind=idea text='Un minibus' seen=then => contribution_written
        ana support contribution=k1 seen=then => support_set
        bo retire contribution=k1 seen=then => contribution_retired
    ",
    );
}

#[test]
fn nobody_asks_for_somebody_else_yet() {
    in_groups(
        "
        facilitator close_door for=bo => NOT_ALLOWED
        owner close_door for=bo => NOT_ALLOWED
        bo leave for=bo => NOT_ALLOWED
        bo write as=k2 group=g1 kind=idea text='Un minibus' for=cy => NOT_ALLOWED
    ",
    );
}
