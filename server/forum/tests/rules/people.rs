use crate::story::{DAY, check, hash, in_groups, on_a_day, on_the_market, with_axes};
use forum::{Audience, Caller, Holder, audience, hash_recovery, may_see};
use protocol::message::Role;
use protocol::{AxisId, GroupId, ParticipantId, PassId, Scope};

#[test]
fn joining_is_done_once() {
    on_a_day(
        "
        see facilitation person:ana => number=1 name=Ana college=c1 group=-
        see facilitation person:bo => number=2 name=Bo college=-
        count forum people => joined=3
        count facilitation college:c1 => joined=1
        ana join name=Ana => nothing
        ana join name=Ana token=other => NOT_ALLOWED
        dee join name=Dee token=ana => NOT_ALLOWED
        dee join name=Dee college=c9 => NOT_FOUND
        dee join name='' => EMPTY
        dee join name=Ana => joined
        see facilitation person:dee => number=4 name=Ana
        facilitator join name=x => NOT_ALLOWED
    ",
    );
}

#[test]
fn a_lost_answer_is_given_again_behind_a_closed_door() {
    on_a_day(
        "
        facilitator close_door
        ana join name=Ana => nothing
        dee join name=Dee => DOOR_CLOSED
    ",
    );
}

#[test]
fn a_recovery_code_brings_people_back() {
    let story = on_a_day(
        "
        facilitator close_door
        x come_back recovery=ABCD2346 token=phone => NOT_FOUND
        x come_back recovery=abcd-2345 token=phone => came_back
        x come_back recovery=ABCD2345 token=phone => nothing
        x come_back recovery=ABCD2345 token=ana => NOT_ALLOWED
        facilitator open_door
        dee join name= recovery=ABCD2345 => EMPTY
        dee join name= recovery=ABCD2346 => EMPTY
        dee join name=Dee recovery=ABCD2345 => joined
    ",
    );
    let bo = ParticipantId(crate::story::id("bo"));
    assert_eq!(story.state.caller(&hash("phone")), Some(Caller::Participant(bo)));
    let code = protocol::secret::RecoveryCode::try_from("ABCD 2345".to_owned()).unwrap();
    let code = hash_recovery(crate::story::forum_id(), &code);
    assert_eq!(story.state.holder(&code), Some(Holder::Recovery(bo)));
    assert_eq!(story.state.caller(&code), None, "a recovery code does not speak");
}

#[test]
fn a_name_stands_in_the_book_when_its_person_agrees() {
    let story = on_a_day(
        "
        see bo me => in_book=-
        bo name_in_book on=false => nothing
        bo name_in_book on=true => name_in_book_set
        bo name_in_book on=true => nothing
        see bo me => in_book=true
        ana name_in_book on=true => name_in_book_set
        ana name_in_book on=false => name_in_book_set
        see ana me => in_book=-
        cy name_in_book on=true => name_in_book_set
        facilitator name_in_book on=true => NOT_ALLOWED
        bo rename name=Bob => renamed
        see bo me => in_book=true
        bo retire name=bo => name_retired
        see bo me => in_book=-
        bo name_in_book on=true => NOT_FOUND
        bo rename name=Bob => renamed
        see bo me => in_book=-
        facilitator end
        bo name_in_book on=true => name_in_book_set
        facilitator remove_person person=cy => person_removed
    ",
    );
    let agreed: Vec<_> = forum::export(&story.state, 1).people.iter().map(|person| person.in_book).collect();
    assert_eq!(agreed, [false, true, false]);
}

#[test]
fn devices_of_a_person_are_bounded() {
    let devices = (2..=20).map(|n| format!("x come_back recovery=ABCD2345 token=phone{n} => came_back\n"));
    let devices: String = devices.collect();
    check(&[DAY, &devices, "x come_back recovery=ABCD2345 token=phone21 => LIMIT_REACHED max=20"]);
}

#[test]
fn people_rename_themselves() {
    in_groups(
        "
        bo take_pen group=g1
        bo rename name=Bo => nothing
        bo rename name='Bo P.' => renamed
        see bo me => name='Bo P.'
        see group:g1 member:bo => name='Bo P.'
        see forum group:g1 => scribe='Bo P.'
        bo rename name='a\u{E0041}b' => BAD_TEXT at=2 sign=U+E0041
        bo rename name=X person=ana => NOT_ALLOWED
        bo rename name=Bob person=bo => renamed
        facilitator rename name=Anne person=ana => renamed
        see forum topic:t1 => hosts=[Anne]
        facilitator rename name=X => BAD_COMMAND
        facilitator rename name=X person=zed => NOT_FOUND
    ",
    );
}

#[test]
fn a_college_is_chosen_until_the_vote() {
    with_axes(
        "
        bo choose_college college=c2 => college_chosen
        bo choose_college college=c2 => nothing
        count facilitation college:c2 => joined=1
        bo choose_college => college_chosen
        count facilitation college:c2 => joined=0
        bo choose_college college=c9 => NOT_FOUND
        bo choose_college college=c1 person=ana => NOT_ALLOWED
        facilitator open_vote
        bo choose_college college=c1 => COLLEGE_LOCKED
        facilitator close_vote
        bo choose_college college=c1 => COLLEGE_LOCKED
        facilitator choose_college college=c1 person=bo => college_chosen
        see facilitation person:bo => college=c1
    ",
    );
}

#[test]
fn passes_let_in_until_they_are_revoked() {
    let story = on_the_market(
        "
        facilitator add_facilitator as=co label=Accueil token=co => pass_added
        facilitator add_facilitator as=co label=Accueil token=co2 => BAD_COMMAND
        facilitator add_projector as=beam label=Mur token=co => BAD_COMMAND
        co add_projector as=beam label=Mur token=beam => pass_added
        see facilitation pass:beam => kind=projector label=Mur first=false
        co announce topic=t1 => topic_announced
        beam announce topic=t1 => NOT_ALLOWED
        ana revoke pass=co => NOT_ALLOWED
        co revoke pass=first => NOT_ALLOWED
        co revoke pass=nobody => NOT_FOUND
        co add_facilitator as=friend label=Ami token=friend => pass_added
        friend add_projector as=late label=Mur token=late => pass_added
        facilitator add_projector as=wall label=Mur token=wall => pass_added
        facilitator revoke pass=co => pass_revoked pass_revoked pass_revoked pass_revoked
        facilitator revoke pass=co => nothing
        see facilitation pass:co => gone
        see facilitation pass:wall => kind=projector label=Mur first=false
    ",
    );
    assert_eq!(story.state.caller(&hash("co")), None);
    let co = Caller::Facilitator(PassId(crate::story::id("co")));
    assert_eq!(story.state.role(&co), None, "a revoked pass says nothing any more");
    for made in ["beam", "friend", "late"] {
        assert_eq!(story.state.caller(&hash(made)), None, "what was made with it goes with it");
    }
    let wall = story.state.caller(&hash("wall")).unwrap();
    assert_eq!(story.state.role(&wall), Some(Role::Projector));
    assert_eq!(story.state.role(&Caller::Owner), Some(Role::Facilitator));
}

#[test]
fn everybody_sees_what_concerns_them() {
    let story = in_groups("facilitator add_projector as=beam label=Mur token=beam");
    let g1 = Audience::Group(GroupId(crate::story::id("g1")));
    let person = |name: &str| Caller::Participant(ParticipantId(crate::story::id(name)));
    let own = |name: &str| Audience::Own(ParticipantId(crate::story::id(name)));
    let beam = story.state.caller(&hash("beam")).unwrap();
    let posted = in_groups(
        "
        facilitator add_projector as=beam label=Mur token=beam
        ana post group=g1
        facilitator axis as=a1 name=Transports
    ",
    );
    let a1 = Audience::Axis(AxisId(crate::story::id("a1")));
    for (story, caller, audience, sees) in [
        (&story, person("cy"), Audience::Forum, true),
        (&story, person("cy"), g1, true),
        (&story, person("cy"), own("cy"), true),
        (&story, person("cy"), own("ana"), false),
        (&story, person("cy"), Audience::Facilitation, false),
        (&story, Caller::Owner, Audience::Facilitation, true),
        (&story, Caller::Owner, own("ana"), false),
        (&story, beam.clone(), Audience::Forum, true),
        (&story, beam.clone(), Audience::Facilitation, false),
        (&story, beam.clone(), g1, false),
        (&posted, beam.clone(), g1, true),
        (&posted, person("cy"), a1, true),
        (&posted, beam.clone(), a1, false),
        (&story, Caller::Newcomer, Audience::Forum, false),
        (&story, person("nobody"), Audience::Forum, false),
    ] {
        assert_eq!(may_see(&story.state, &caller, audience), sees, "{caller:?} {audience:?}");
    }
    assert_eq!(audience(&person("cy"), Scope::Own), Some(own("cy")));
    assert_eq!(audience(&Caller::Owner, Scope::Own), None);
}
