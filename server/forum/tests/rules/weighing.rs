//! What carries an axis is told, and nothing from which one person's part in it could be worked out.

use crate::story::{DAY, GROUP, MARKET, MORE, Story, check, id};
use forum::weighing::{Part, Profile, Size, profiles, voices};
use forum::{Audience, count, export};
use proptest::collection::vec;
use proptest::prelude::*;
use protocol::AxisId;
use protocol::entity::{Count, CountKey, Headcount, Untold, Voices};
use protocol::limits::SMALL_COUNT;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const FEW: Headcount = Headcount::Untold(Untold::Few);
const WITHHELD: Headcount = Headcount::Untold(Untold::Withheld);

/// All ways to choose one of each.
fn ways(of: &[Vec<u32>]) -> Vec<Vec<u32>> {
    of.iter().fold(vec![Vec::new()], |ways, next| {
        let longer =
            |way: &Vec<u32>| next.iter().map(|one| [way.as_slice(), &[*one]].concat()).collect::<Vec<_>>();
        ways.iter().flat_map(longer).collect()
    })
}

/// So many authors of each college, the last without one.
fn authors(people: &[u32]) -> Vec<Part> {
    let college = |n: usize| (n + 1 < people.len()).then_some(n as u32 + 1);
    let of = |(n, people): (usize, &u32)| {
        vec![Part { college: college(n), wrote: true, supported: false }; *people as usize]
    };
    people.iter().enumerate().flat_map(of).collect()
}

fn sizes(sizes: &[u32]) -> Vec<Size> {
    let college = |n: usize| (n + 1 < sizes.len()).then_some(n as u32 + 1);
    sizes.iter().enumerate().map(|(n, size)| (college(n), *size)).collect()
}

fn by_college(voices: &Voices) -> Vec<Headcount> {
    voices.colleges.iter().map(|it| it.people).collect()
}

/// Of each number that is not told whoever knows all colleges, how large they are, and how this is computed, is left
/// with at least two possible ones: unless everybody in all these colleges took part, which the sum says itself.
#[test]
fn what_is_withheld_by_college_stays_open() {
    let mut all_sizes = ways(&[(0..10).collect(), (0..10).collect()]);
    all_sizes.extend(ways(&vec![vec![0, 1, 2, 4, 5, 7]; 3]));
    all_sizes.extend(ways(&vec![vec![1, 5, 6]; 4]));
    let (mut withheld, mut told) = (0, 0);
    for of in all_sizes {
        let mut by_what_is_told: BTreeMap<(Headcount, Vec<Headcount>), Vec<Vec<u32>>> = BTreeMap::new();
        for people in ways(&of.iter().map(|size| (0..=*size).collect()).collect::<Vec<_>>()) {
            if people.iter().sum::<u32>() < SMALL_COUNT {
                continue;
            }
            let voices = voices(authors(&people), &sizes(&of));
            by_what_is_told.entry((voices.people, by_college(&voices))).or_default().push(people);
        }
        for ((sum, colleges), worlds) in by_what_is_told {
            assert_eq!(colleges.len(), of.len());
            let hidden =
                Vec::from_iter((0..of.len()).filter(|n| matches!(colleges[*n], Headcount::Untold(_))));
            let everybody = |world: &Vec<u32>| hidden.iter().all(|n| world[*n] == of[*n]);
            if worlds.iter().all(everybody) {
                continue;
            }
            for n in 0..of.len() {
                let possible: BTreeSet<_> = worlds.iter().map(|world| world[n]).collect();
                match colleges[n] {
                    Headcount::Counted(number) => {
                        told += 1;
                        assert_eq!(possible, BTreeSet::from([number]));
                        assert!(number == 0 || number >= SMALL_COUNT);
                    }
                    Headcount::Untold(_) => {
                        withheld += 1;
                        assert!(possible.len() > 1, "{of:?} {sum:?} {colleges:?} can only be {possible:?}");
                    }
                }
            }
        }
    }
    assert!(withheld > 1_000 && told > 1_000, "{withheld} {told}");
}

/// Seven people wrote two statements and supported them: that fewer than five wrote, or supported, says nothing more
/// than that to whoever reads the supports of each statement and all that is told of the people.
#[test]
fn how_few_wrote_or_supported_stays_open() {
    const PEOPLE: usize = 7;
    let college = |person: usize| Some(u32::from(person >= 5) + 1);
    let sizes = [(Some(1), 5), (Some(2), 2), (None, 0)];
    // The authors of two statements, and the sets of those who support each: nobody supports their own.
    let mut seen: BTreeMap<[u32; 2], BTreeMap<String, BTreeSet<[u32; 2]>>> = BTreeMap::new();
    for authors in ways(&vec![(0..PEOPLE as u32).collect(); 2]) {
        for first in 0..1_u32 << PEOPLE {
            for second in (0..1_u32 << PEOPLE).filter(|set| first.count_ones() >= set.count_ones()) {
                if first & (1 << authors[0]) != 0 || second & (1 << authors[1]) != 0 {
                    continue;
                }
                let mut parts = [Part::default(); PEOPLE];
                for (person, part) in parts.iter_mut().enumerate() {
                    part.college = college(person);
                    part.wrote = authors.contains(&(person as u32));
                    part.supported = (first | second) & (1 << person) != 0;
                }
                let took_part = parts.into_iter().filter(|part| part.wrote || part.supported);
                let told = voices(took_part, &sizes);
                let wrote = BTreeSet::from_iter(&authors).len() as u32;
                let supported = (first | second).count_ones();
                let read = [first.count_ones(), second.count_ones()];
                let told = serde_json::to_string(&told).unwrap();
                seen.entry(read).or_default().entry(told).or_default().insert([wrote, supported]);
            }
        }
    }
    let mut checked = 0;
    for (read, told) in seen {
        let open = |worlds: &BTreeSet<[u32; 2]>, n: usize| {
            let numbers = worlds.iter().map(|it| it[n]);
            numbers.filter(|number| *number < SMALL_COUNT).collect::<BTreeSet<_>>()
        };
        let all: BTreeSet<_> = told.values().flatten().copied().collect();
        for (told, worlds) in &told {
            let voices: Voices = serde_json::from_str(told).unwrap();
            for (n, told) in [voices.authors, voices.supporters].into_iter().enumerate() {
                // Six or seven of seven support: that all but one did says who the authors are, without any count.
                let nearly_all = voices.supporters > Headcount::Counted(PEOPLE as u32 - 2) && n == 0;
                if told == FEW && open(&all, n).len() > 1 && !nearly_all {
                    checked += 1;
                    assert!(open(worlds, n).len() > 1, "{read:?} {voices:?} can only be {worlds:?}");
                }
            }
        }
    }
    assert!(checked > 15, "{checked}");
}

#[test]
fn a_number_that_would_be_the_rest_is_withheld_with_a_second_one() {
    let told = |people: &[u32], of: &[u32]| by_college(&voices(authors(people), &sizes(of)));
    let number = Headcount::Counted;
    assert_eq!(told(&[20, 0, 9], &[40, 12, 30]), [number(20), number(0), number(9)], "a college is absent");
    assert_eq!(told(&[20, 3, 9], &[40, 12, 30]), [number(20), WITHHELD, WITHHELD]);
    assert_eq!(told(&[20, 3, 2], &[40, 12, 30]), [number(20), WITHHELD, WITHHELD]);
    assert_eq!(told(&[20, 4, 4], &[40, 12, 30]), [number(20), WITHHELD, WITHHELD], "not only four and four");
    assert_eq!(
        told(&[20, 0, 9], &[40, 2, 30]),
        [number(20), WITHHELD, WITHHELD],
        "a small college, absent or not"
    );
}

fn profile(story: &Story, axis: &str) -> Profile {
    profiles(&story.state).into_iter().find(|it| it.axis == AxisId(id(axis))).unwrap()
}

/// Seven people of two colleges; Ana's group has spoken, and there are two axes without anything.
const SORTED: &str = "
    gil join name=Gil
    di choose_college college=c1
    ed choose_college college=c1
    fa choose_college college=c1
    bo choose_college college=c1
    facilitator axis as=a1 name=Transports
    facilitator axis as=a2 name=Rencontres
    bo write as=k2 group=g1 kind=idea text='Un minibus'
    facilitator attach axis=a1 contribution=k1
    facilitator attach axis=a2 contribution=k2
";

#[test]
fn a_profile_says_what_stands_under_an_axis_and_who_carries_it() {
    let mut story = check(&[
        DAY,
        MARKET,
        GROUP,
        MORE,
        SORTED,
        "
        cy propose as=t2 title='Un marché'
        cy place as=g2 topic=t2 slot=s2 space=sp1
        cy open group=g2
        cy enter group=g2
        cy write as=k3 group=g2 kind=need text='Aller au marché le samedi'
        facilitator duplicate contribution=k3 of=k1
        count forum axis:a1 => contributions=1 duplicates=1 groups=2 slots=2
    ",
    ]);
    assert_eq!(profile(&story, "a1").voices, None, "nobody has been counted yet");
    story.line("ana disagree as=d1 about=contribution:k1 text='Trop cher'");
    story.line("ana disagree as=d2 about=axis:a1 text='Trop large'");
    assert_eq!(profile(&story, "a1").disagreements, 2);
    for person in ["ana", "cy", "di", "ed", "fa", "gil"] {
        story.line(&format!("{person} support contribution=k1"));
    }
    story.line("facilitator close group=g1");
    story.line("facilitator open_vote");
    let Profile { contributions, duplicates, groups, slots, voices, dots, .. } = profile(&story, "a1");
    assert_eq!((contributions, duplicates, groups, slots), (1, 1, 2, 2));
    let voices = voices.unwrap();
    assert_eq!(
        (voices.authors, voices.supporters, voices.people),
        (FEW, Headcount::Counted(6), Headcount::Counted(6))
    );
    assert_eq!(
        by_college(&voices),
        [WITHHELD, Headcount::Counted(0), WITHHELD],
        "Cy and Gil have no college; nobody is in the second one"
    );
    assert_eq!(dots, None, "dots are secret");
    assert_eq!(
        Vec::from_iter(profiles(&story.state).iter().map(|it| it.axis)),
        [AxisId(id("a1")), AxisId(id("a2"))]
    );

    for person in ["ana", "bo", "cy", "di", "ed"] {
        story.line(&format!("{person} dot axis=a2 dots=2"));
    }
    assert_eq!(profile(&story, "a2").dots, None);
    story.line("facilitator close_vote");
    let dots = profile(&story, "a2").dots.unwrap();
    assert_eq!((dots.dots, dots.people), (10, 5));

    let told = serde_json::to_string(&export(&story.state, 1).without_names().profiles).unwrap();
    assert_eq!(told, serde_json::to_string(&profiles(&story.state)).unwrap());
}

#[test]
fn axes_come_by_distinct_groups_then_by_people_and_not_by_what_is_written_most() {
    let mut story = check(&[DAY, MARKET, GROUP, MORE, SORTED]);
    for n in 3..9 {
        story.line(&format!("bo write as=k{n} group=g1 kind=idea text=Minibus{n}"));
        story.line(&format!("facilitator attach axis=a2 contribution=k{n}"));
    }
    let order = |story: &Story| Vec::from_iter(profiles(&story.state).iter().map(|it| it.axis));
    let (first, second) = (AxisId(id("a1")), AxisId(id("a2")));
    assert_eq!(order(&story), [first, second], "by name where nothing else tells them apart");
    for person in ["ana", "cy", "di", "ed", "fa"] {
        story.line(&format!("{person} support contribution=k3"));
    }
    assert_eq!(order(&story), [first, second], "what was not counted changes no order");
    story.line("facilitator open_vote");
    assert_eq!(order(&story), [second, first], "more people");
    story.line("facilitator close_vote");
    story.line("cy propose as=t2 title='Un marché'");
    story.line("cy place as=g2 topic=t2 slot=s2 space=sp1");
    story.line("cy open group=g2");
    story.line("cy enter group=g2");
    story.line("cy write as=k9 group=g2 kind=need text='Aller au marché'");
    story.line("facilitator attach axis=a1 contribution=k9");
    assert_eq!(order(&story), [first, second], "more groups");
}

#[derive(Clone, Debug)]
enum Step {
    Write { person: usize, axis: usize },
    Support { person: usize, contribution: usize, on: bool },
    Retire { person: usize, contribution: usize },
    Vote { open: bool },
}

const PEOPLE: [&str; 7] = ["ana", "bo", "cy", "di", "ed", "fa", "gil"];

fn step() -> impl Strategy<Value = Step> {
    let person = || 0..PEOPLE.len();
    prop_oneof![
        4 => (person(), 0..2_usize).prop_map(|(person, axis)| Step::Write { person, axis }),
        8 => (person(), 0..12_usize, any::<bool>())
            .prop_map(|(person, contribution, on)| Step::Support { person, contribution, on }),
        1 => (person(), 0..12_usize).prop_map(|(person, contribution)| Step::Retire { person, contribution }),
        3 => any::<bool>().prop_map(|open| Step::Vote { open }),
    ]
}

fn line(step: &Step, next: &mut usize) -> Vec<String> {
    match step {
        Step::Write { person, axis } => {
            *next += 1;
            let (person, axis) = (PEOPLE[*person], axis + 1);
            vec![
                format!("{person} enter group=g1"),
                format!("{person} write as=k{next} group=g1 kind=need text=Mot{next}"),
                format!("facilitator attach axis=a{axis} contribution=k{next}"),
            ]
        }
        Step::Support { person, contribution, on } => {
            vec![format!("{} support contribution=k{} on={on}", PEOPLE[*person], contribution + 1)]
        }
        Step::Retire { person, contribution } => {
            vec![format!("{} retire contribution=k{}", PEOPLE[*person], contribution + 1)]
        }
        Step::Vote { open: true } => vec!["facilitator open_vote".to_owned()],
        Step::Vote { open: false } => vec!["facilitator close_vote".to_owned()],
    }
}

/// Who wrote and who supports what stands under an axis, as the export with authors and each person's own phone say.
fn parts(story: &Story, axis: AxisId) -> BTreeMap<&'static str, (bool, bool)> {
    let under = export(&story.state, 1).contributions;
    let under = Vec::from_iter(under.iter().filter(|it| it.axes.contains(&axis) && it.text.is_some()));
    let supports = |person: &str, contribution| {
        let own = Audience::Own(protocol::ParticipantId(id(person)));
        forum::view(&story.state, own, protocol::Key::Support(contribution)).is_some()
    };
    let part = |person: &&'static str| {
        let author = Some(protocol::ParticipantId(id(person)));
        let wrote = under.iter().any(|it| it.author == author);
        (*person, (wrote, under.iter().any(|it| supports(person, it.id))))
    };
    PEOPLE.iter().map(part).filter(|(_, part)| *part != (false, false)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Who watches all screens while others write and support sees a number of people change only when five have
    /// changed since: no act shows by itself.
    #[test]
    fn what_is_told_next_differs_by_five_people(steps in vec(step(), 1..80)) {
        let mut story = check(&[DAY, MARKET, GROUP, MORE, SORTED]);
        let mut next = 2;
        let mut told: BTreeMap<&str, (Value, BTreeMap<_, _>)> = BTreeMap::new();
        for step in &steps {
            for line in line(step, &mut next) {
                story.line(&line);
            }
            for name in ["a1", "a2"] {
                let axis = AxisId(id(name));
                let Some(Count::Axis { voices, .. }) = count(&story.state, Audience::Forum, CountKey::Axis(axis)) else {
                    panic!("{name} is counted");
                };
                let (voices, now) = (json!(voices), parts(&story, axis));
                match told.get(name) {
                    Some((before, _)) if *before == voices => continue,
                    Some((_, then)) => {
                        let all: BTreeSet<_> = then.keys().chain(now.keys()).collect();
                        let changed = all.into_iter().filter(|person| then.get(*person) != now.get(*person));
                        prop_assert!(changed.count() >= SMALL_COUNT as usize, "{:?}", step);
                    }
                    None if voices.is_null() => continue,
                    None => {}
                }
                told.insert(name, (voices, now));
            }
        }
    }
}
