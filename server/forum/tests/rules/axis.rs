use crate::story::{before_a_vote, id, in_groups, with_axes};
use forum::sorting;
use protocol::{AxisId, ContributionId};
use std::collections::BTreeSet;

#[test]
fn facilitators_name_axes_and_hosts_those_of_their_topics() {
    in_groups(
        "
        ana axis as=a1 name=Transports => TOO_EARLY
        facilitator axis as=a1 name=Transports => axis_created
        see forum axis:a1 => number=1 name=Transports
        facilitator axis as=a1 name=x => BAD_COMMAND
        facilitator axis as=a2 name='' => EMPTY
        facilitator phase phase=priorities
        ana axis as=a2 name=Marchés => axis_created
        cy axis as=a3 name=x => NOT_HOST person=-
        ana rename_axis axis=a2 name=x => NOT_ALLOWED
        cy attach axis=a2 contribution=k1 => NOT_HOST person=ana
        ana attach axis=a2 contribution=k1 => attached
        ana attach axis=a2 contribution=k1 => nothing
        ana detach axis=a2 contribution=k1 => detached
        ana detach axis=a2 contribution=k1 => nothing
        ana remove_axis axis=a2 => NOT_ALLOWED
        facilitator phase phase=actions
        ana attach axis=a2 contribution=k1 => NOT_ALLOWED
        facilitator attach axis=a2 contribution=k1 => attached
        facilitator rename_axis axis=a2 name='Marchés' => nothing
        facilitator rename_axis axis=a2 name='Aller au marché' => axis_renamed
        facilitator rename_axis axis=a9 name=x => NOT_FOUND
        see forum axis:a2 => name='Aller au marché'
    ",
    );
}

#[test]
fn the_first_axis_is_the_main_one() {
    with_axes(
        "
        facilitator attach axis=a2 contribution=k1
        see group:g1 contribution:k1 => axes=[a1,a2]
        see axis:a2 contribution:k1 => text='Aller au marché'
        facilitator detach axis=a1 contribution=k1
        see group:g1 contribution:k1 => axes=[a2]
        see axis:a1 contribution:k1 => gone
        facilitator attach axis=a9 contribution=k1 => NOT_FOUND
        facilitator attach axis=a1 contribution=k9 => NOT_FOUND
        facilitator detach axis=a9 contribution=k1 => NOT_FOUND
        facilitator detach axis=a1 contribution=k9 => NOT_FOUND
        bo retire contribution=k1
        facilitator attach axis=a1 contribution=k1 => NOT_FOUND
        facilitator detach axis=a2 contribution=k1 => detached
    ",
    );
}

#[test]
fn axes_merge_and_split() {
    with_axes(
        "
        cy disagree as=d1 about=axis:a1 text=Non
        facilitator attach axis=a2 contribution=k1
        facilitator merge_axes axis=a1 into=a1 => BAD_COMMAND
        facilitator merge_axes axis=a1 into=a9 => NOT_FOUND
        facilitator merge_axes axis=a9 into=a1 => NOT_FOUND
        facilitator merge_axes axis=a1 into=a2 => axes_merged
        see forum axis:a1 => gone
        see group:g1 contribution:k1 => axes=[a2]
        see axis:a2 contribution:d1 => about='{axis:a2}'
        count forum axis:a2 => contributions=2 groups=1 disagreements=1
        facilitator split_axis axis=a2 as=a3 name=Minibus contributions= => BAD_COMMAND
        facilitator split_axis axis=a2 as=a2 name=Minibus contributions=k2 => BAD_COMMAND
        facilitator split_axis axis=a2 as=a3 name=Minibus contributions=k9 => NOT_FOUND
        facilitator split_axis axis=a9 as=a3 name=Minibus contributions=k2 => NOT_FOUND
        facilitator split_axis axis=a2 as=a3 name='' contributions=k2 => EMPTY
        facilitator split_axis axis=a2 as=a3 name=Minibus contributions=k2 => axis_split
        see forum axis:a3 => number=3 name=Minibus
        see group:g1 contribution:k2 => axes=[a3]
        see axis:a2 contribution:k2 => gone
    ",
    );
}

#[test]
fn an_axis_is_removed_when_nothing_stands_under_it() {
    with_axes(
        "
        facilitator remove_axis axis=a9 => NOT_FOUND
        facilitator remove_axis axis=a1 => IN_USE
        bo retire contribution=k1
        cy disagree as=d1 about=axis:a1 text=Non
        facilitator remove_axis axis=a1 => IN_USE
        cy retire contribution=d1
        facilitator remove_axis axis=a1 => axis_removed
        see forum axis:a1 => gone
        see group:g1 contribution:k1 => axes=-
        see cy contribution:d1 => about=-
        facilitator confirm contribution=k2
        facilitator remove_axis axis=a2 => IN_USE
        facilitator remove_axis axis=a2 confirm=true => axis_removed
        see group:g1 contribution:k2 => axes=- pinned=-
    ",
    );
}

#[test]
fn what_a_person_places_or_confirms_is_pinned() {
    in_groups(
        "
        bo write as=k2 group=g1 kind=idea text='Un minibus'
        facilitator axis as=a1 name=Transports
        facilitator axis as=a2 name=Marchés
        see group:g1 contribution:k1 => axes=- pinned=-
        facilitator accept axis=a1 contributions=k1,k2 basis='version:1 seq:9' => accepted
        see group:g1 contribution:k1 => axes=[a1] pinned=-
        facilitator confirm contribution=k1 => confirmed
        facilitator confirm contribution=k1 => nothing
        see group:g1 contribution:k1 => axes=[a1] pinned=true
        see axis:a1 contribution:k1 => pinned=true
        facilitator confirm contribution=k1 on=false => confirmed
        see group:g1 contribution:k1 => pinned=-
        facilitator detach axis=a1 contribution=k1
        see group:g1 contribution:k1 => axes=- pinned=true
        facilitator confirm contribution=k1 on=false
        facilitator attach axis=a2 contribution=k1
        see group:g1 contribution:k1 => axes=[a2] pinned=true
        facilitator split_axis axis=a1 as=a3 name=Minibus contributions=k2
        see group:g1 contribution:k2 => axes=[a3] pinned=true
        bo confirm contribution=k1 => NOT_ALLOWED
        facilitator confirm contribution=k9 => NOT_FOUND
        bo retire contribution=k1
        facilitator confirm contribution=k1 => NOT_FOUND
    ",
    );
}

#[test]
fn an_accepted_suggestion_moves_nothing_that_is_pinned() {
    in_groups(
        "
        bo write as=k2 group=g1 kind=idea text='Un minibus'
        facilitator axis as=a1 name=Transports
        facilitator axis as=a2 name=Marchés
        facilitator attach axis=a2 contribution=k1
        facilitator accept axis=a1 contributions=k1 basis='version:1 seq:9' => nothing
        facilitator accept axis=a1 contributions=k1,k2,k2 basis='version:1 seq:9' => accepted
        see group:g1 contribution:k1 => axes=[a2]
        see group:g1 contribution:k2 => axes=[a1]
        count forum axis:a1 => contributions=1
        facilitator accept axis=a1 contributions=k2 basis='version:1 seq:9' => nothing
        facilitator accept axis=a1 contributions=k9 basis='version:1 seq:9' => NOT_FOUND
        facilitator accept axis=a9 contributions=k2 basis='version:1 seq:9' => NOT_FOUND
        facilitator accept axis=a1 contributions= basis='version:1 seq:9' => BAD_COMMAND
        facilitator accept axis=a2 contributions=k2 basis='version:1 seq:9 model:x' => BAD_COMMAND
        facilitator accept axis=a2 contributions=k2 basis='version:1 seq:9 heaps:13' => BAD_COMMAND
        ana accept axis=a2 contributions=k2 basis='version:1 seq:9' => NOT_ALLOWED
    ",
    );
}

#[test]
fn what_was_declined_is_remembered_where_it_stands() {
    let story = with_axes(
        "
        facilitator decline axis=a1 contribution=k2 => declined
        facilitator decline axis=a1 contribution=k2 => nothing
        facilitator decline axis=a9 contribution=k2 => NOT_FOUND
        facilitator decline axis=a1 contribution=k9 => NOT_FOUND
        ana decline axis=a1 contribution=k2 => NOT_ALLOWED
        facilitator decline axis=a1 contribution=k2 on=false => declined
        facilitator decline axis=a1 contribution=k2 on=false => nothing
        facilitator decline axis=a1 contribution=k2 => declined
        facilitator decline_alike contribution=k2 with=k1 => alike_declined
        facilitator decline_alike contribution=k1 with=k2 => nothing
        facilitator decline_alike contribution=k1 with=k2 on=false => alike_declined
        facilitator decline_alike contribution=k2 with=k1 => alike_declined
        facilitator decline_alike contribution=k1 with=k1 => BAD_COMMAND
        facilitator decline_alike contribution=k1 with=k9 => NOT_FOUND
        facilitator set_forum territory=Saint-Martin => forum_set
        facilitator set_forum territory=Saint-Martin => nothing
        facilitator set_forum territory='' => EMPTY
        see forum territory => names=[Saint-Martin]
        facilitator axis as=a3 name=Loisirs
        facilitator merge_axes axis=a1 into=a3
    ",
    );
    let sorting = sorting(&story.state);
    let [k1, k2] = ["k1", "k2"].map(|name| ContributionId(id(name)));
    assert_eq!(sorting.unlike, BTreeSet::from([(k1.min(k2), k1.max(k2))]));
    assert_eq!(sorting.territory, ["Saint-Martin"]);
    let card = sorting.cards.iter().find(|card| card.contribution == k2).unwrap();
    assert_eq!(card.declined, BTreeSet::from([AxisId(id("a3"))]));
}

#[test]
fn each_takes_back_what_they_declined_and_nobody_elses() {
    let declined = |acts: &str| {
        let story = with_axes(&format!("facilitator set_forum table=room\n{acts}"));
        let sorting = sorting(&story.state);
        let k1 = ContributionId(id("k1"));
        let card = sorting.cards.iter().find(|card| card.contribution == k1).unwrap();
        (!card.declined.is_empty(), !sorting.unlike.is_empty())
    };
    let both = "
        bo decline axis=a1 contribution=k1 => declined
        cy decline axis=a1 contribution=k1 on=false => nothing
        cy decline axis=a1 contribution=k1 => declined
        cy decline axis=a1 contribution=k1 => nothing
    ";
    assert_eq!(
        declined(&format!("{both} cy decline axis=a1 contribution=k1 on=false => declined")),
        (true, false)
    );
    assert_eq!(
        declined(&format!("{both} bo decline axis=a1 contribution=k1 on=false => declined")),
        (true, false)
    );
    let gone = "
        bo decline axis=a1 contribution=k1 on=false => declined
        cy decline axis=a1 contribution=k1 on=false => declined
    ";
    assert_eq!(declined(&format!("{both} {gone}")), (false, false));
    let merged = "
        facilitator merge_axes axis=a1 into=a2
        bo decline axis=a2 contribution=k1 on=false => declined
    ";
    assert_eq!(declined(&format!("{both} {merged}")), (true, false), "merged, cy's stays");
    let alike = "
        facilitator add_facilitator as=paul label=Paul token=paul
        facilitator decline_alike contribution=k1 with=k2 => alike_declined
        paul decline_alike contribution=k2 with=k1 => alike_declined
        facilitator decline_alike contribution=k2 with=k1 on=false => alike_declined
    ";
    assert_eq!(declined(alike), (false, true));
}

#[test]
fn axes_rest_while_the_vote_is_open() {
    before_a_vote(
        "
        facilitator open_vote
        facilitator axis as=a3 name=x => VOTE_OPEN
        facilitator rename_axis axis=a1 name=x => VOTE_OPEN
        facilitator attach axis=a1 contribution=k2 => VOTE_OPEN
        ana attach axis=a1 contribution=k2 => VOTE_OPEN
        facilitator merge_axes axis=a1 into=a2 => VOTE_OPEN
        cy dot axis=a1 dots=2
        ana dot axis=a1 dots=1
        bo dot axis=a1 dots=1
        di dot axis=a1 dots=1
        ed dot axis=a2 dots=1
        facilitator close_vote
        facilitator detach axis=a1 contribution=k1
        facilitator remove_axis axis=a1 => IN_USE
        facilitator merge_axes axis=a1 into=a2 => axes_merged
        see forum results => axes='[{axis:a2 dots:6 people:5}]'
        see cy dot:a2 => dots=2
        see cy dot:a1 => gone
    ",
    );
}
