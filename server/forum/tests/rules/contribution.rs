use crate::story::{DAY, GROUP, MARKET, check, in_groups, with_axes};

#[test]
fn members_write_while_the_group_is_open() {
    check(&[DAY, MARKET, "
        facilitator phase phase=groups
        bo enter group=g1
        bo write as=k0 group=g1 kind=need text=x => GROUP_NOT_OPEN
    ", GROUP, "
        see group:g1 contribution:k1 => number=1 group=g1 kind=need text='Aller au marché' earlier=[] about=- axes=-
        see bo contribution:k1 => text='Aller au marché'
        see ana contribution:k1 => gone
        see facilitation contribution:k1 => kind=need
        count forum group:g1 => contributions=1
        ana write as=k2 group=g1 kind=idea text=x => NOT_MEMBER
        bo write as=k1 group=g1 kind=idea text=x => BAD_COMMAND
        bo write as=k2 group=g9 kind=idea text=x => NOT_FOUND
        bo write as=k2 group=g1 kind=idea text=' ' => EMPTY
        bo write as=k2 group=g1 kind=idea text='a\u{E0041}b' => BAD_TEXT at=2 sign=U+E0041
        bo write as=k2 group=g1 kind=disagreement text=Non => contribution_written
        facilitator write as=k3 group=g1 kind=idea text=x => NOT_ALLOWED
        ana close group=g1
        bo write as=k3 group=g1 kind=idea text=x => GROUP_CLOSED
    "]);
}

#[test]
fn the_scribe_finishes_the_record_in_half_an_hour() {
    in_groups(
        "
        bo take_pen group=g1
        cy enter group=g1
        wait 60
        ana close group=g1
        bo leave
        wait 30
        bo write as=k2 group=g1 kind=idea text='Après coup' => contribution_written
        cy write as=k3 group=g1 kind=idea text=x => GROUP_CLOSED
        wait 1
        bo write as=k3 group=g1 kind=idea text=x => GROUP_CLOSED
    ",
    );
}

#[test]
fn a_clock_set_forward_takes_no_time_from_the_scribe() {
    in_groups(
        "
        bo take_pen group=g1
        ana close group=g1
        wait 10
        skip 300
        bo write as=k2 group=g1 kind=idea text='Après coup' => contribution_written
        wait 21
        bo write as=k3 group=g1 kind=idea text=x => GROUP_CLOSED
    ",
    );
}

#[test]
fn after_posting_both_wordings_stay() {
    in_groups(
        "
        ana edit contribution=k1 text=x => NOT_AUTHOR
        facilitator edit contribution=k1 text=x => NOT_ALLOWED
        bo edit contribution=k9 text=x => NOT_FOUND
        bo edit contribution=k1 text='Aller au marché' => nothing
        bo edit contribution=k1 text='' => EMPTY
        bo edit contribution=k1 text=Marché => contribution_edited
        see group:g1 contribution:k1 => text=Marché earlier=[]
        ana close group=g1
        bo edit contribution=k1 text='Le marché' => contribution_edited
        see group:g1 contribution:k1 => text='Le marché' earlier=[Marché]
        see facilitation contribution:k1 => text='Le marché'
    ",
    );
}

#[test]
fn wordings_are_bounded() {
    let edits: String = (2..=50).map(|n| format!("bo edit contribution=k1 text=x{n}\n")).collect();
    check(&[DAY, MARKET, GROUP, &edits, "bo edit contribution=k1 text=x51 => LIMIT_REACHED max=50"]);
}

#[test]
fn words_taken_back_leave_a_tombstone() {
    let story = in_groups(
        "
        bo edit contribution=k1 text='Le marché'
        ana support contribution=k1
        ana retire contribution=k1 => NOT_AUTHOR
        ana retire contribution=k9 => NOT_FOUND
        bo retire contribution=k1 => contribution_retired
        bo retire contribution=k1 => nothing
        see group:g1 contribution:k1 => number=1 text=- earlier=[]
        count forum group:g1 => contributions=0
        count group:g1 contribution:k1 => supports=1
        bo edit contribution=k1 text=x => NOT_FOUND
        cy support contribution=k1 => NOT_FOUND
        ana support contribution=k1 on=false => support_set
        cy disagree as=d1 about=contribution:k1 text=x => NOT_FOUND
    ",
    );
    assert!(!story.state.texts.values().any(|text| text.contains("marché")), "every wording is gone");
    let erased: Vec<_> = story.commits.iter().flat_map(|commit| &commit.entries[0].erased).collect();
    assert_eq!(erased.len(), 2, "the log is told to erase both");
}

#[test]
fn support_comes_from_others() {
    in_groups(
        "
        bo support contribution=k1 => OWN_CONTRIBUTION
        cy support contribution=k9 => NOT_FOUND
        cy support contribution=k1 => support_set
        cy support contribution=k1 => nothing
        count group:g1 contribution:k1 => supports=1
        see cy support:k1 => contribution=k1
        cy support contribution=k1 on=false => support_set
        cy support contribution=k1 on=false => nothing
        count group:g1 contribution:k1 => supports=0
        facilitator support contribution=k1 => NOT_ALLOWED
    ",
    );
}

#[test]
fn disagreements_stand_beside_what_they_are_about() {
    with_axes(
        "
        cy disagree as=d1 about=contribution:k9 text=x => NOT_FOUND
        cy disagree as=d1 about=axis:a9 text=x => NOT_FOUND
        cy disagree as=k1 about=axis:a1 text=x => BAD_COMMAND
        cy disagree as=d1 about=axis:a1 text='' => EMPTY
        cy disagree as=d1 about=contribution:k1 text='Pas le samedi' => disagreed
        see group:g1 contribution:d1 => kind=disagreement group=g1 about='{contribution:k1}'
        see axis:a1 contribution:d1 => text='Pas le samedi'
        see axis:a2 contribution:d1 => gone
        cy disagree as=d2 about=axis:a1 text='Trop large' => disagreed
        see axis:a1 contribution:d2 => group=- about='{axis:a1}'
        count forum axis:a1 => contributions=1 groups=1 disagreements=1
        count axis:a1 contribution:d2 => supports=0
        cy edit contribution=d2 text='Bien trop large' => contribution_edited
        see axis:a1 contribution:d2 => earlier='[Trop large]'
        facilitator detach axis=a1 contribution=k1
        see axis:a1 contribution:d1 => gone
        facilitator disagree as=d3 about=axis:a1 text=x => NOT_ALLOWED
    ",
    );
}
