use crate::story::{AXES, DAY, GROUP, MARKET, MORE, check, in_groups};
use forum::{Moments, export};
use jiff::Timestamp;
use protocol::command::Phase;
use std::collections::BTreeMap;

#[test]
fn what_was_said_before_stays_in_the_export() {
    let story = check(&[
        DAY,
        MARKET,
        "ana edit_topic topic=t1 title='Un car le samedi' question='Pour aller où ?'",
        GROUP,
        "
        bo edit contribution=k1 text='Aller au marché à pied'
        facilitator set_forum question='Que faire demain ?'
        facilitator axis as=a1 name=Transports
        facilitator axis as=a2 name=Marchés
        facilitator rename_axis axis=a1 name='Se déplacer'
        facilitator merge_axes axis=a2 into=a1
        ",
    ]);
    let export = export(&story.state, 1);
    assert_eq!(export.earlier_questions.len(), 1);
    assert_eq!(export.topics[0].title, "Un car le samedi");
    assert_eq!(export.topics[0].earlier, ["Un bus le samedi"]);
    assert_eq!(export.contributions[0].text.as_deref(), Some("Aller au marché à pied"));
    assert_eq!(export.contributions[0].earlier, ["Aller au marché"]);
    assert_eq!(export.axes[0].name, "Se déplacer");
    assert_eq!(export.axes[0].earlier, ["Transports", "Marchés"]);
    assert!(export.contributions[0].author.is_some());
    let nameless = serde_json::to_string(&export.clone().without_names()).unwrap();
    for name in ["Ana", "Bo", "Cy"] {
        assert!(export.people.iter().any(|person| person.name.as_deref() == Some(name)), "{name}");
        assert!(!nameless.contains(&format!("\"{name}\"")), "{name}: {nameless}");
    }
    assert_eq!(export.without_authors().contributions[0].author, None);
}

#[test]
fn what_was_taken_back_is_not_in_the_export() {
    let story = in_groups(
        "
        bo edit contribution=k1 text='Aller au marché à pied'
        bo retire contribution=k1
    ",
    );
    let export = export(&story.state, 1);
    assert_eq!(export.contributions[0].text, None);
    assert_eq!(export.contributions[0].earlier, Vec::<String>::new());
}

/// The story begins at eight.
fn at(minutes: i64) -> Timestamp {
    "2027-03-12T08:00:00Z".parse::<Timestamp>().unwrap() + jiff::SignedDuration::from_mins(minutes)
}

#[test]
fn the_export_says_when_things_came_to_be() {
    let story = check(&[
        "wait 1",
        DAY,
        "wait 1",
        MARKET,
        "wait 1",
        GROUP,
        "wait 1
        bo edit contribution=k1 text='Aller au marché à pied'
        wait 1
        ana post group=g1
        wait 1
        ana close group=g1
        ana reopen group=g1
        wait 1
        ana close group=g1
        bo disagree as=d1 about=contribution:k1 text=Non
        wait 1
        ana propose as=t2 title=Autre
        ana place as=g2 topic=t2 slot=s2 space=sp1
        ana open group=g2
        ana unopen groups=g2
        facilitator phase phase=marketplace
        facilitator phase phase=priorities
        facilitator axis as=a1 name=A
        facilitator axis as=a2 name=B
        facilitator attach_all axis=a1 contributions=1
        facilitator attach_all axis=a2 contributions=1
        wait 1
        facilitator open_vote
        wait 1
        facilitator close_vote
        wait 1
        facilitator end
        ",
    ]);
    let export = export(&story.state, 1);
    let phases = [
        (Phase::Welcome, at(0)),
        (Phase::Marketplace, at(8)),
        (Phase::Groups, at(3)),
        (Phase::Priorities, at(8)),
    ];
    let moments = Moments {
        phases: BTreeMap::from(phases),
        vote_opened: Some(at(9)),
        vote_closed: Some(at(10)),
        ended: Some(at(11)),
        last: at(11),
    };
    assert_eq!(export.moments, moments);
    assert_eq!(export.people[0].joined, at(1));
    assert_eq!([export.topics[0].proposed, export.topics[1].proposed], [at(2), at(8)]);
    let times = |group: usize| {
        let group = &export.groups[group];
        [group.opened_at, group.posted_at, group.closed_at]
    };
    assert_eq!(times(0), [3, 5, 7].map(|minutes| Some(at(minutes))));
    assert_eq!(times(1), [None; 3], "its opening was taken back");
    let [said, contrary] = export.contributions.as_slice() else { panic!("two") };
    assert_eq!((said.written, said.edited.as_slice()), (at(3), &[at(4)][..]));
    assert_eq!((contrary.written, contrary.edited.as_slice()), (at(7), &[][..]));
}

/// What a document says of a vote is the same whoever placed dots first, and when.
#[test]
fn no_time_orders_ballots() {
    let vote = |dots: &str| {
        let opened = "facilitator open_vote";
        let story = check(&[DAY, MORE, MARKET, GROUP, AXES, opened, dots, "facilitator close_vote"]);
        export(&story.state, 1)
    };
    let one = vote(
        "
        wait 1
        ana dot axis=a1 dots=2
        wait 2
        bo dot axis=a2 dots=1
        wait 3
    ",
    );
    let other = vote(
        "
        wait 4
        bo dot axis=a2 dots=1
        wait 1
        ana dot axis=a1 dots=2
        wait 1
    ",
    );
    assert_eq!(one, other);
}
