use crate::story::{DAY, GROUP, MARKET, check, in_groups, on_a_day, on_the_market};

#[test]
fn slots_spaces_and_colleges_are_added_and_changed() {
    on_a_day("
        see forum slot:s1 => number=1 label='9 h' start=09:00 end=10:00 day=-
        facilitator set_slot slot=s1 => nothing
        facilitator set_slot slot=s1 label='9 h 30' start=09:30 day=2027-03-13 => slot_set
        see forum slot:s1 => label='9 h 30' start=09:30 end=10:00 day=2027-03-13
        facilitator set_slot slot=s9 label=x => NOT_FOUND
        facilitator add_slot as=s1 label=x start=09:00 end=10:00 => BAD_COMMAND
        facilitator add_slot as=s3 label='' start=23:00 end=01:00 => slot_added
        see forum slot:s3 => number=3 label= start=23:00 end=01:00
        facilitator set_slot slot=s3 label=' ' => nothing
        facilitator set_slot slot=s3 label=Nuit => slot_set
        see forum slot:s3 => label=Nuit
        facilitator set_slot slot=s3 label='' start=23:30 => slot_set
        see forum slot:s3 => label= start=23:30 end=01:00
        facilitator set_slot slot=s3 label='xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' => TOO_LONG by=1
        see forum space:sp2 => number=2 label='Salle 2' places=20
        facilitator set_space space=sp2 places=20 => nothing
        facilitator set_space space=sp2 places=30 label=Grange => space_set
        see forum space:sp2 => label=Grange places=30
        facilitator set_space space=sp2 places=100001 => BAD_COMMAND
        facilitator set_space space=sp9 label=x => NOT_FOUND
        facilitator add_space as=sp1 label=x => BAD_COMMAND
        facilitator set_college college=c1 label='Habitant·e' => nothing
        facilitator set_college college=c1 label=Voisin => college_set
        see forum college:c1 => label=Voisin
        facilitator set_college college=c9 label=x => NOT_FOUND
        facilitator add_college as=c2 label=x => BAD_COMMAND
        ana add_slot as=s4 label=x start=09:00 end=10:00 => NOT_ALLOWED
    ");
}

#[test]
fn what_is_used_is_not_removed() {
    on_the_market(
        "
        facilitator remove_slot slot=s1 => IN_USE
        facilitator remove_space space=sp1 => IN_USE
        facilitator remove_college college=c1 => IN_USE
        facilitator remove_slot slot=s2 => slot_removed
        facilitator remove_slot slot=s2 => NOT_FOUND
        facilitator remove_space space=sp2 => space_removed
        facilitator remove_space space=sp2 => NOT_FOUND
        facilitator remove_college college=c2 => college_removed
        facilitator remove_college college=c2 => NOT_FOUND
        see forum slot:s2 => gone
        ana unplace group=g1
        facilitator remove_slot slot=s1 => slot_removed
    ",
    );
}

#[test]
fn a_host_places_a_topic_in_a_free_cell() {
    on_the_market(
        "
        see forum group:g1 => number=1 topics=[t1] cell='{slot:s1 space:sp1}' state=planned posted=false scribe=-
        bo place as=g2 topic=t1 slot=s2 space=sp1 => NOT_HOST person=ana
        ana place as=g1 topic=t1 slot=s2 space=sp1 => BAD_COMMAND
        ana place as=g2 topic=t9 slot=s2 space=sp1 => NOT_FOUND
        ana place as=g2 topic=t1 slot=s9 space=sp1 => NOT_FOUND
        ana place as=g2 topic=t1 slot=s2 space=sp9 => NOT_FOUND
        ana place as=g2 topic=t1 slot=s2 space=sp1 => group_placed
        facilitator place as=g3 topic=t1 slot=s1 space=sp2 confirm=true => group_placed
    ",
    );
}

#[test]
fn placing_keeps_to_the_phases_of_topics() {
    on_the_market(
        "
        facilitator phase phase=opening
        ana place as=g2 topic=t1 slot=s2 space=sp1 => TOO_EARLY
        facilitator phase phase=reading
        ana place as=g2 topic=t1 slot=s2 space=sp1 => TOPICS_CLOSED
        facilitator place as=g2 topic=t1 slot=s2 space=sp1 => group_placed
        facilitator phase phase=actions
        ana place as=g3 topic=t1 slot=s2 space=sp2 confirm=true => group_placed
    ",
    );
}

#[test]
fn a_taken_cell_names_the_nearest_free_one() {
    on_the_market(
        "
        bo propose as=t2 title='Un café'
        bo place as=g2 topic=t2 slot=s1 space=sp1 => CELL_TAKEN free='{slot:s1 space:sp2}'
        bo place as=g2 topic=t2 slot=s1 space=sp2
        facilitator place as=g3 topic=t2 slot=s1 space=sp2 confirm=true => CELL_TAKEN free='{slot:s1 space:sp3}'
        facilitator place as=g3 topic=t2 slot=s1 space=sp3 confirm=true
        facilitator place as=g4 topic=t2 slot=s1 space=sp2 confirm=true => CELL_TAKEN free='{slot:s2 space:sp2}'
        facilitator place as=g4 topic=t2 slot=s2 space=sp1
        facilitator place as=g5 topic=t2 slot=s2 space=sp2 confirm=true
        facilitator place as=g6 topic=t2 slot=s2 space=sp3 confirm=true
        facilitator place as=g7 topic=t2 slot=s2 space=sp3 confirm=true => CELL_TAKEN free=-
    ",
    );
}

#[test]
fn a_busy_host_may_confirm() {
    on_the_market(
        "
        ana propose as=t2 title='Un café'
        ana place as=g2 topic=t2 slot=s1 space=sp2 => HOST_BUSY slot=s1
        ana place as=g2 topic=t2 slot=s1 space=sp2 confirm=true => group_placed
        ana place as=g3 topic=t2 slot=s2 space=sp1 => group_placed
        ana move group=g3 slot=s1 space=sp3 => HOST_BUSY slot=s1
        ana move group=g3 slot=s2 space=sp2 => group_moved
        ana move group=g3 slot=s1 space=sp3 confirm=true => group_moved
    ",
    );
}

#[test]
fn a_host_is_busy_in_every_slot_at_the_same_time() {
    on_the_market(
        "
        facilitator add_slot as=long label='' start=09:30 end=12:00
        facilitator add_slot as=after label='' start=11:00 end=12:00
        facilitator add_slot as=other label='' start=09:00 end=12:00 day=2027-03-13
        facilitator add_slot as=night label='' start=23:00 end=01:00
        facilitator add_slot as=late label='' start=00:30 end=02:00
        ana propose as=t2 title='Un café'
        ana place as=g2 topic=t2 slot=long space=sp2 => HOST_BUSY slot=s1
        ana place as=g2 topic=t2 slot=s2 space=sp2 => group_placed
        ana move group=g2 slot=long space=sp2 => HOST_BUSY slot=s1
        ana move group=g2 slot=other space=sp2 => group_moved
        ana move group=g2 slot=after space=sp2 => group_moved
        ana move group=g1 slot=long space=sp1 => HOST_BUSY slot=after
        ana move group=g1 slot=night space=sp1 => group_moved
        ana move group=g2 slot=late space=sp2 => HOST_BUSY slot=night
        ana move group=g2 slot=late space=sp2 confirm=true => group_moved
        bo propose as=t3 title='Une école'
        bo place as=g3 topic=t3 slot=long space=sp1 => group_placed
    ",
    );
}

#[test]
fn groups_move_and_leave_the_wall_until_they_close() {
    check(&[
        DAY,
        MARKET,
        "
        bo move group=g1 slot=s1 space=sp2 => NOT_HOST person=ana
        ana move group=g9 slot=s1 space=sp2 => NOT_FOUND
        ana move group=g1 slot=s1 space=sp1 => nothing
        ana move group=g1 slot=s1 space=sp9 => NOT_FOUND
        ana move group=g1 slot=s1 space=sp2 => group_moved
        see forum group:g1 => cell='{slot:s1 space:sp2}'
        bo enter group=g1
        bo unplace group=g1 => NOT_HOST person=ana
        ana unplace group=g1 => group_unplaced
        ana unplace group=g1 => nothing
        see forum group:g1 => gone
        see bo me => group=-
        bo enter group=g1 => NOT_FOUND
        facilitator move group=g1 slot=s1 space=sp1 => group_moved
        see forum group:g1 => state=planned scribe=-
    ",
        GROUP,
        "
        facilitator unplace group=g1 => group_unplaced
        see forum group:g1 => state=open cell=-
        see bo me => group=g1
        ana close group=g1
        ana move group=g1 slot=s1 space=sp2 => GROUP_CLOSED
        ana unplace group=g1 => GROUP_CLOSED
    ",
    ]);
}

#[test]
fn a_closed_group_keeps_its_cell() {
    in_groups(
        "
        ana close group=g1
        ana place as=g2 topic=t1 slot=s1 space=sp1 => CELL_TAKEN free='{slot:s1 space:sp2}'
        ana place as=g2 topic=t1 slot=s1 space=sp2 => group_placed
    ",
    );
}

#[test]
fn a_limit_and_a_day_can_be_taken_away() {
    on_a_day(
        "
        facilitator set_space space=sp2 label='Grande salle'
        see forum space:sp2 => places=20
        facilitator set_space space=sp2 places=null => space_set
        see forum space:sp2 => places=-
        facilitator set_space space=sp2 places=null => nothing
        facilitator set_slot slot=s1 day=2027-03-13 => slot_set
        facilitator set_slot slot=s1 start=09:15
        see forum slot:s1 => day=2027-03-13
        facilitator set_slot slot=s1 day=null => slot_set
        see forum slot:s1 => day=-
    ",
    );
}
