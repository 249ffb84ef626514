//! What becomes of contributions.

use crate::random::{day, morning};
use crate::story::{Story, with_axes};
use forum::{Audience, count, export};
use proptest::prelude::*;
use protocol::ContributionId;
use protocol::entity::{Count, CountKey, Coverage, Outcome};
use protocol::limits::DUPLICATES_MAX;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn a_contribution_keeps_so_many_duplicates_that_all_fit_when_they_are_let_go() {
    let mut story = with_axes("");
    for n in 0..=DUPLICATES_MAX {
        story.line(&format!("bo write as=d{n} group=g1 kind=idea text=Encore{n}"));
    }
    for n in 0..DUPLICATES_MAX {
        story.line(&format!("facilitator duplicate contribution=d{n} of=k1"));
    }
    let all = |story: &Story| match count(&story.state, Audience::Forum, CountKey::Coverage) {
        Some(Count::Coverage(coverage)) => (coverage.duplicates as usize, coverage.unexamined),
        other => panic!("{other:?}"),
    };
    assert_eq!(all(&story), (DUPLICATES_MAX, 1));
    story.line(&format!("facilitator duplicate contribution=d{DUPLICATES_MAX} of=k1"));
    assert_eq!(all(&story), (DUPLICATES_MAX, 1), "one more is refused");
    story.line("bo retire contribution=k1");
    assert_eq!(all(&story), (0, DUPLICATES_MAX as u32 + 1));
}

#[test]
fn a_person_says_why_a_contribution_stands_under_no_axis() {
    with_axes(
        "
        see group:g1 contribution:k1 => outcome=attached
        facilitator outcome contributions=k1 outcome=outside_territory => outcome_set
        facilitator outcome contributions=1 outcome=outside_territory => nothing
        see group:g1 contribution:k1 => outcome=outside_territory axes=- pinned=true
        see axis:a1 contribution:k1 => gone
        count forum coverage => attached=1 outside_territory=1 unexamined=0
        facilitator attach axis=a2 contribution=k1 => attached
        see group:g1 contribution:k1 => outcome=attached axes=[a2]
        facilitator detach axis=a2 contribution=k1 => detached
        see group:g1 contribution:k1 => outcome=-
        count forum coverage => attached=1 outside_territory=0 unexamined=1
        facilitator outcome contributions=k1,k2 outcome=not_attached => outcome_set
        count forum coverage => attached=0 not_attached=2 unexamined=0
        facilitator outcome contributions=k1,k2 outcome= => outcome_set
        count forum coverage => not_attached=0 unexamined=2
        facilitator outcome contributions=k1,k9 outcome=not_attached => ONE_REFUSED of=k9 refusal={code:NOT_FOUND}
        count forum coverage => not_attached=0 unexamined=2
        bo retire contribution=k1 => contribution_retired
        count forum coverage => taken_back=1 unexamined=1
        facilitator outcome contributions=k1 outcome=not_attached => ONE_REFUSED of=k1 refusal={code:NOT_FOUND}
        cy outcome contributions=k2 outcome=not_attached => NOT_ALLOWED
        cy disagree as=d1 about=contribution:k2 text=Non
        facilitator outcome contributions=d1 outcome=not_attached => ONE_REFUSED of=d1 refusal={code:BAD_COMMAND}
        count forum coverage => taken_back=1 unexamined=1
    ",
    );
}

#[test]
fn a_duplicate_is_one_more_voice_for_what_is_kept() {
    with_axes(
        "
        facilitator duplicate contribution=k2 of=k1 => duplicate_set
        facilitator duplicate contribution=k2 of=k1 => nothing
        see group:g1 contribution:k2 => outcome={duplicate_of:k1} axes=-
        count forum axis:a1 => contributions=1 duplicates=1 groups=1
        count forum coverage => attached=1 duplicates=1
        facilitator duplicate contribution=k1 of=k2 => IS_DUPLICATE of=k1
        facilitator duplicate contribution=k1 of=k1 => BAD_COMMAND
        facilitator duplicate contribution=k1 of=k9 => NOT_FOUND
        facilitator phase phase=groups
        bo write as=k3 group=g1 kind=idea text='Un bus'
        facilitator duplicate contribution=k1 of=k3 => HAS_DUPLICATES
        facilitator duplicate contribution=k3 of=k2 => IS_DUPLICATE of=k1
        facilitator duplicate contribution=k2 of= => duplicate_set
        see group:g1 contribution:k2 => outcome=-
        facilitator duplicate contribution=k2 of=k1
        facilitator attach axis=a2 contribution=k2 => attached
        see group:g1 contribution:k2 => outcome=attached
        facilitator duplicate contribution=k2 of=k1
        bo retire contribution=k1
        see group:g1 contribution:k2 => outcome=-
        count forum coverage => taken_back=1 duplicates=0 unexamined=2
    ",
    );
}

#[test]
fn several_become_duplicates_in_one_act_with_what_repeats_them() {
    with_axes(
        "
        facilitator phase phase=groups
        bo write as=k3 group=g1 kind=idea text='Un bus'
        bo write as=k4 group=g1 kind=idea text='Un car'
        facilitator duplicate contribution=k4 of=k3
        facilitator duplicate_all contributions=k3 of=k1 => ONE_REFUSED of=k3 refusal={code:HAS_DUPLICATES}
        facilitator duplicate_all contributions=k1,k2 of=k4 => ONE_REFUSED of=k1 refusal='{code:IS_DUPLICATE of:k3}'
        facilitator duplicate_all contributions=k2,k1 of=k1 => ONE_REFUSED of=k1 refusal={code:BAD_COMMAND}
        facilitator duplicate_all contributions=k2 of=k9 => NOT_FOUND
        cy duplicate_all contributions=k2 of=k1 => NOT_ALLOWED
        count forum coverage => attached=2 duplicates=1 unexamined=1
        facilitator duplicate_all contributions=k3,k4,2 of=k1 => duplicate_set duplicate_set duplicate_set
        see group:g1 contribution:k4 => outcome={duplicate_of:k1}
        see group:g1 contribution:k3 => outcome={duplicate_of:k1}
        count forum axis:a1 => contributions=1 duplicates=3
        facilitator duplicate_all contributions=k2,k3,k4 of=k1 => nothing
        facilitator duplicate_all contributions=k2,k3,k4 of= => duplicate_set duplicate_set duplicate_set
        count forum coverage => attached=1 duplicates=0 unexamined=3
        facilitator duplicate contribution=k3 of=k4 => duplicate_set
    ",
    );
}

/// What takes a move back leaves nothing pinned that was not: a later suggestion may place it.
#[test]
fn a_move_that_is_taken_back_pins_nothing() {
    with_axes(
        "
        facilitator set_forum table=room
        facilitator detach axis=a1 contribution=k1 pin=false => detached
        see group:g1 contribution:k1 => axes=- pinned=-
        cy attach axis=a2 contribution=k1 => attached
        see group:g1 contribution:k1 => axes=[a2] pinned=true
        cy detach axis=a2 contribution=k1 pin=false => detached
        see group:g1 contribution:k1 => axes=- pinned=-
        cy attach axis=a2 contribution=k1 pin=false => attached
        see group:g1 contribution:k1 => axes=[a2] pinned=-
        cy attach axis=a2 contribution=k1 => nothing
    ",
    );
}

#[test]
fn sorting_is_closed_by_an_act_and_open_again_when_something_is_not_sorted() {
    with_axes(
        "
        facilitator detach axis=a1 contribution=k1
        facilitator close_sorting => UNSORTED count=1
        see forum forum => sorting_closed=false
        facilitator outcome contributions=k1 outcome=not_attached
        facilitator close_sorting => sorting_closed
        facilitator close_sorting => nothing
        see forum forum => sorting_closed=true
        facilitator reopen_sorting => sorting_reopened
        facilitator reopen_sorting => nothing
        facilitator close_sorting
        facilitator attach axis=a1 contribution=k1
        see forum forum => sorting_closed=true
        facilitator detach axis=a1 contribution=k1
        see forum forum => sorting_closed=false
        facilitator attach axis=a1 contribution=k1
        facilitator close_sorting => sorting_closed
        facilitator phase phase=groups
        bo write as=k3 group=g1 kind=idea text='Un bus' => contribution_written
        see forum forum => sorting_closed=false
        facilitator phase phase=priorities => phase_set
        facilitator open_vote => vote_opened
        facilitator outcome contributions=k3 outcome=not_attached => VOTE_OPEN
        facilitator close_vote => vote_closed
        facilitator end
        facilitator close_sorting => FORUM_CLOSED
    ",
    );
}

#[test]
fn the_room_attaches_detaches_and_declines_at_its_table() {
    with_axes(
        "
        cy attach axis=a2 contribution=k1 => NOT_HOST person=ana
        cy decline axis=a2 contribution=k1 => NOT_ALLOWED
        cy set_forum table=room => NOT_ALLOWED
        facilitator set_forum table=room => forum_set
        facilitator set_forum table=room => nothing
        see forum forum => table=room
        cy attach axis=a2 contribution=k1 => attached
        cy detach axis=a1 contribution=k1 => detached
        cy decline axis=a1 contribution=k1 => declined
        cy decline axis=a1 contribution=k1 => nothing
        cy attach_all axis=a1 contributions=k1,k2 => ONE_REFUSED of=k1 refusal='{code:NOT_HOST person:ana}'
        cy rename_axis axis=a1 name=x => NOT_ALLOWED
        cy merge_axes axis=a1 into=a2 => NOT_ALLOWED
        facilitator set_forum table=facilitators => forum_set
        cy attach axis=a1 contribution=k1 => NOT_HOST person=ana
    ",
    );
}

/// What stands where: of each contribution that must have one its outcome, and its axes.
fn standing(story: &Story) -> BTreeMap<ContributionId, (Option<Outcome>, Vec<protocol::AxisId>)> {
    let written = export(&story.state, 1).contributions.into_iter();
    let sorted = written.filter(|it| it.about.is_none() && it.group.is_some());
    sorted.map(|it| (it.id, (it.outcome, it.axes))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever was grouped, split, merged, erased and undone: the parts add up to the whole.
    #[test]
    fn every_contribution_has_one_outcome_and_coverage_is_a_recount(day in day()) {
        let mut story = morning();
        for roll in &day {
            story.go_on(roll);
            let standing = standing(&story);
            let mut recount = Coverage::default();
            for (outcome, axes) in standing.values() {
                recount.add(*outcome);
                prop_assert!(axes.is_empty() || matches!(outcome, Some(Outcome::Attached | Outcome::TakenBack)));
                prop_assert!(!axes.is_empty() || *outcome != Some(Outcome::Attached));
                if let Some(Outcome::DuplicateOf(kept)) = outcome {
                    let kept = standing.get(kept).map(|(outcome, _)| *outcome);
                    prop_assert!(
                        !matches!(kept, None | Some(Some(Outcome::DuplicateOf(_) | Outcome::TakenBack))),
                        "{:?} is kept", kept
                    );
                }
            }
            let Coverage { attached, duplicates, not_attached, outside_territory, taken_back, unexamined } = recount;
            let parts = attached + duplicates + not_attached + outside_territory + taken_back + unexamined;
            prop_assert_eq!(parts as usize, standing.len());
            let shown = count(&story.state, Audience::Forum, CountKey::Coverage);
            prop_assert_eq!(shown, Some(Count::Coverage(recount)));
            let export = export(&story.state, 1);
            prop_assert_eq!(export.coverage, recount);
            prop_assert!(!export.forum.forum.sorting_closed || unexamined == 0);
            for axis in &export.axes {
                let under = export.contributions.iter().filter(|it| it.axes.contains(&axis.id)).map(|it| it.id);
                let listed = axis.contributions.iter().copied().collect::<BTreeSet<_>>();
                prop_assert_eq!(under.collect::<BTreeSet<_>>(), listed);
            }
        }
    }

    /// What was said is taken back by the words that undo it, and everything stands where it stood.
    #[test]
    fn undoing_puts_everything_back(day in day(), about in any::<prop::sample::Index>(), aside in any::<bool>()) {
        let mut story = morning();
        day.iter().for_each(|roll| drop(story.go_on(roll)));
        story.line("facilitator phase phase=groups");
        let before = standing(&story);
        let (id, (outcome, axes)) = before.iter().nth(about.index(before.len())).unwrap();
        let name = String::from_utf8(id.0.into_bytes()[..2].to_vec()).unwrap();
        let has_duplicates = before.values().any(|(outcome, _)| *outcome == Some(Outcome::DuplicateOf(*id)));
        story.line(&match before.keys().find(|kept| *kept != id) {
            Some(kept) if aside && !has_duplicates => {
                let kept = String::from_utf8(kept.0.into_bytes()[..2].to_vec()).unwrap();
                format!("facilitator duplicate contribution={name} of={kept}")
            }
            _ => format!("facilitator outcome contributions={name} outcome=not_attached"),
        });
        match outcome {
            Some(Outcome::Attached) => for axis in axes {
                let axis = String::from_utf8(axis.0.into_bytes()[..2].to_vec()).unwrap();
                story.line(&format!("facilitator attach axis={axis} contribution={name}"));
            },
            Some(Outcome::DuplicateOf(kept)) => {
                let kept = String::from_utf8(kept.0.into_bytes()[..2].to_vec()).unwrap();
                story.line(&format!("facilitator duplicate contribution={name} of={kept}"));
            }
            Some(Outcome::NotAttached) => story.line(&format!("facilitator outcome contributions={name} outcome=not_attached")),
            Some(Outcome::OutsideTerritory) => story.line(&format!("facilitator outcome contributions={name} outcome=outside_territory")),
            Some(Outcome::TakenBack) => {}
            None => story.line(&format!("facilitator outcome contributions={name} outcome=")),
        }
        prop_assert_eq!(standing(&story), before);
    }
}
