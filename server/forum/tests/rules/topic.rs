use crate::story::{in_groups, on_a_day, on_the_market};

#[test]
fn topics_are_proposed_in_their_phases() {
    on_a_day("
        ana propose as=t1 title=Bus => TOO_EARLY
        facilitator propose as=t0 title=Repas => topic_proposed
        facilitator phase phase=marketplace
        ana propose as=t1 title=Bus question='Pour qui ?' => topic_proposed
        see forum topic:t1 => number=2 title=Bus question='Pour qui ?' hosts=[Ana] announced=false
        see forum topic:t0 => hosts=[]
        see forum queue => topics=[t0,t1]
        facilitator phase phase=groups
        ana propose as=t2 title=Train => topic_proposed
        facilitator phase phase=reading
        ana propose as=t3 title=Vélo => TOPICS_CLOSED
        facilitator propose as=t3 title=Vélo => topic_proposed
        facilitator phase phase=actions
        ana propose as=t4 title=Marche question=' ' => topic_proposed
        see forum topic:t4 => question=-
        ana propose as=t4 title=x => BAD_COMMAND
        ana propose as=t5 title='' => EMPTY
        ana propose as=t5 title=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx => TOO_LONG by=1
    ");
}

#[test]
fn topics_of_a_person_may_be_limited() {
    on_the_market(
        "
        facilitator set_forum topics_per_person=2
        ana propose as=t2 title=Train
        ana propose as=t3 title=Vélo => TOO_MANY_TOPICS max=2
        see ana me => can=[choose_college,disagree]
        ana withdraw topic=t2
        see ana me => can=[propose,choose_college,disagree]
        ana propose as=t3 title=Vélo => topic_proposed
        facilitator set_forum topics_per_person=0 => forum_set
        see forum forum => topics_per_person=-
        ana propose as=t4 title=Marche => topic_proposed
        facilitator propose as=t5 title=Repas => topic_proposed
    ",
    );
}

#[test]
fn a_title_changes_until_its_group_opens() {
    on_the_market(
        "
        bo edit_topic topic=t1 title=x => NOT_HOST person=ana
        facilitator edit_topic topic=t1 title=x => NOT_HOST person=ana
        ana edit_topic topic=t9 title=x => NOT_FOUND
        ana edit_topic topic=t1 => nothing
        ana edit_topic topic=t1 title='Un bus le samedi' => nothing
        ana edit_topic topic=t1 question='Pour qui ?' => topic_edited
        ana edit_topic topic=t1 title='Un bus' => topic_edited
        see forum topic:t1 => title='Un bus' question='Pour qui ?'
        ana edit_topic topic=t1 question='' => topic_edited
        see forum topic:t1 => title='Un bus' question=-
        ana edit_topic topic=t1 title='' => EMPTY
        facilitator propose as=t2 title=Repas
        bo edit_topic topic=t2 title=x => NOT_HOST person=-
        facilitator edit_topic topic=t2 title='Repas partagé' => topic_edited
        facilitator open group=g1
        ana edit_topic topic=t1 title=x => TITLE_FIXED
    ",
    );
}

#[test]
fn the_queue_is_said_aloud() {
    on_the_market(
        "
        bo propose as=t2 title=Train
        cy propose as=t3 title=Vélo
        bo announce topic=t1 => NOT_HOST person=ana
        bo announce topic=t9 => NOT_FOUND
        bo reorder_queue topics=t3 => NOT_ALLOWED
        facilitator reorder_queue topics=t3,t9,t3 => queue_reordered
        see forum queue => topics=[t3,t1,t2]
        facilitator reorder_queue topics=t3,t1 => nothing
        facilitator reorder_queue topics= => nothing
        cy announce topic=t3 => topic_announced
        cy announce topic=t3 => nothing
        see forum topic:t3 => announced=true
        see forum queue => topics=[t1,t2]
        facilitator announce topic=t1 => topic_announced
        ana leave_queue topic=t2 => NOT_HOST person=bo
        bo leave_queue topic=t2 => queue_left
        bo leave_queue topic=t2 => nothing
        see forum queue => topics=[]
        see forum topic:t2 => announced=false
        bo announce topic=t2 => topic_announced
    ",
    );
}

#[test]
fn a_turn_at_the_microphone_can_be_taken_back() {
    on_the_market(
        "
        bo propose as=t2 title=Train
        cy propose as=t3 title=Vélo
        bo return_to_queue topic=t2 => nothing
        bo announce topic=t2 => topic_announced
        cy return_to_queue topic=t2 => NOT_HOST person=bo
        bo return_to_queue topic=t2 => queue_returned
        see forum queue => topics=[t1,t2,t3]
        see forum topic:t2 => announced=false
        facilitator leave_queue topic=t1
        facilitator leave_queue topic=t2
        facilitator return_to_queue topic=t2 => queue_returned
        facilitator return_to_queue topic=t1 => queue_returned
        see forum queue => topics=[t1,t2,t3]
        facilitator announce topic=t2
        facilitator reorder_queue topics=t3,t1
        facilitator return_to_queue topic=t2 => queue_returned
        see forum queue => topics=[t3,t1,t2]
        facilitator reorder_queue topics=t2,t1,t3
        see forum queue => topics=[t2,t1,t3]
        facilitator return_to_queue topic=t9 => NOT_FOUND
        bo withdraw topic=t2
        bo return_to_queue topic=t2 => TOPIC_WITHDRAWN
    ",
    );
}

#[test]
fn withdrawing_frees_the_cells() {
    on_the_market(
        "
        cy enter group=g1
        cy take_pen group=g1
        bo withdraw topic=t1 => NOT_HOST person=ana
        facilitator withdraw topic=t1 => NOT_HOST person=ana
        ana withdraw topic=t9 => NOT_FOUND
        ana withdraw topic=t1 => topic_withdrawn
        ana withdraw topic=t1 => nothing
        see forum topic:t1 => gone
        see forum group:g1 => gone
        see forum queue => topics=[]
        see cy me => group=-
        count forum topic:t1 => gone
        count forum group:g1 => gone
        bo propose as=t2 title=Train
        bo place as=g2 topic=t2 slot=s1 space=sp1 => group_placed
        ana place as=g3 topic=t1 slot=s2 space=sp1 => TOPIC_WITHDRAWN
        ana announce topic=t1 => TOPIC_WITHDRAWN
        ana leave_queue topic=t1 => TOPIC_WITHDRAWN
        ana edit_topic topic=t1 title=x => TOPIC_WITHDRAWN
        ana move group=g1 slot=s2 space=sp1 => TOPIC_WITHDRAWN
        facilitator open group=g1 => TOPIC_WITHDRAWN
        cy enter group=g1 => TOPIC_WITHDRAWN
        cy interest topic=t1 => TOPIC_WITHDRAWN
        facilitator propose as=t3 title=Repas
        facilitator withdraw topic=t3 => topic_withdrawn
    ",
    );
}

#[test]
fn what_was_written_is_not_withdrawn() {
    in_groups(
        "
        ana withdraw topic=t1 => HAS_CONTRIBUTIONS
        bo retire contribution=k1
        ana withdraw topic=t1 => HAS_CONTRIBUTIONS
    ",
    );
}

#[test]
fn interest_is_never_refused_while_the_topic_stands() {
    on_the_market(
        "
        bo interest topic=t1 => interest_set
        bo interest topic=t1 => nothing
        ana interest topic=t1 => interest_set
        count forum topic:t1 => interested=2
        see bo interest:t1 => topic=t1
        bo interest topic=t1 on=false => interest_set
        bo interest topic=t1 on=false => nothing
        see bo interest:t1 => gone
        count forum topic:t1 => interested=1
        bo interest topic=t9 => NOT_FOUND
        facilitator interest topic=t1 => NOT_ALLOWED
    ",
    );
}
