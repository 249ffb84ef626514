//! All sheets that there could be, for small campaigns and any sequence of publications: no withheld cell has one
//! number only, and no small count can be told from what is told.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod attack;

use attack::{Profile, Say, claims, tally};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use results::{Axis, Filter, Groups, Kind, Life, Published, Refusal, Spec, Wish, publish};

const THRESHOLD: u32 = 3;
const CASES: u32 = 400;
const ALWAYS: Life = Life { from: 0, until: None };

/// What a form is: its questions, what can be said to each, and which ways to fill it in there are.
struct Form {
    kinds: Vec<Kind>,
    asked_by: Vec<Option<usize>>,
    profiles: Vec<Profile>,
    specs: Vec<Spec>,
}

fn form(kinds: &[Kind], says: &[Vec<Say>], specs: Vec<Spec>) -> Form {
    let mut profiles = vec![Profile { says: Vec::new(), life: ALWAYS }];
    for says in says {
        profiles = profiles
            .into_iter()
            .flat_map(|profile| {
                says.iter().map(move |say| Profile {
                    says: [profile.says.clone(), vec![say.clone()]].concat(),
                    ..profile
                })
            })
            .collect();
    }
    Form { kinds: kinds.to_vec(), asked_by: vec![None; kinds.len()], profiles, specs }
}

fn one(choice: u16) -> Say {
    Say::Choices(vec![choice])
}

fn axis(column: usize) -> Axis {
    Axis { column, groups: Groups::Choices }
}

fn merged(column: usize, groups: &[&[u16]]) -> Axis {
    Axis { column, groups: Groups::Merged { groups: groups.iter().map(|group| group.to_vec()).collect() } }
}

fn bands(column: usize, bounds: &[f64]) -> Axis {
    Axis { column, groups: Groups::Bands { bounds: bounds.to_vec() } }
}

fn alone(rows: Axis) -> Spec {
    Spec { rows, columns: None, only: Vec::new(), edition: 0 }
}

fn cross(rows: Axis, columns: Axis) -> Spec {
    Spec { columns: Some(columns), ..alone(rows) }
}

fn only(spec: Spec, axis: Axis, group: usize) -> Spec {
    Spec { only: vec![Filter { axis, group }], ..spec }
}

/// Four choices or none, and yes or no or nothing; also with choices put together, and of one half only.
fn two_questions() -> Form {
    let (wide, narrow) = (|| axis(0), || axis(1));
    let grouped = || merged(0, &[&[0, 1], &[2]]);
    form(
        &[Kind::Single { choices: 3 }, Kind::Single { choices: 2 }],
        &[vec![Say::Empty, one(0), one(1), one(2)], vec![Say::Empty, one(0), one(1)]],
        vec![
            alone(wide()),
            alone(narrow()),
            alone(grouped()),
            cross(wide(), narrow()),
            cross(grouped(), narrow()),
            cross(merged(0, &[&[1, 2]]), narrow()),
            only(alone(wide()), narrow(), 0),
            only(alone(narrow()), wide(), 1),
            only(alone(narrow()), grouped(), 0),
        ],
    )
}

/// Three questions, each crossed with each.
fn three_questions() -> Form {
    form(
        &[Kind::Single { choices: 2 }; 3],
        &[vec![one(0), one(1)], vec![one(0), one(1)], vec![Say::Empty, one(0), one(1)]],
        vec![
            cross(axis(0), axis(1)),
            cross(axis(1), axis(2)),
            cross(axis(2), axis(0)),
            only(cross(axis(0), axis(1)), axis(2), 0),
            only(alone(axis(0)), axis(1), 1),
            alone(axis(2)),
        ],
    )
}

/// Some of three, and yes or no.
fn several() -> Form {
    let some: Vec<Say> = (1..8_u16)
        .map(|mask| Say::Choices((0..3).filter(|choice| mask >> choice & 1 == 1).collect()))
        .collect();
    form(
        &[Kind::Several { choices: 3 }, Kind::Single { choices: 2 }],
        &[[vec![Say::Empty], some].concat(), vec![one(0), one(1)]],
        vec![
            alone(axis(0)),
            cross(axis(0), axis(1)),
            cross(axis(1), axis(0)),
            alone(merged(0, &[&[0, 1]])),
            only(alone(axis(1)), axis(0), 2),
            alone(axis(1)),
        ],
    )
}

/// Ages, fine and coarse and shifted, and yes or no.
fn ages() -> Form {
    let says: Vec<Say> = [12.0, 17.0, 30.0, 50.0, 70.0].map(Say::Number).to_vec();
    form(
        &[Kind::Number, Kind::Single { choices: 2 }],
        &[says, vec![one(0), one(1)]],
        vec![
            alone(bands(0, &[15.0, 25.0, 40.0, 60.0])),
            alone(bands(0, &[25.0, 60.0])),
            alone(bands(0, &[15.0, 40.0])),
            cross(bands(0, &[15.0, 25.0, 40.0, 60.0]), axis(1)),
            cross(bands(0, &[25.0]), axis(1)),
            cross(axis(1), bands(0, &[40.0])),
            only(alone(bands(0, &[25.0, 60.0])), axis(1), 0),
        ],
    )
}

/// The second question is asked only of those who said the first choice to the first.
fn skipped() -> Form {
    let mut form = form(
        &[Kind::Single { choices: 2 }, Kind::Single { choices: 2 }, Kind::Single { choices: 2 }],
        &[vec![one(0), one(1)], vec![Say::NotAsked, Say::Empty, one(0), one(1)], vec![one(0), one(1)]],
        vec![
            alone(axis(0)),
            alone(axis(1)),
            cross(axis(1), axis(2)),
            cross(axis(0), axis(2)),
            only(alone(axis(1)), axis(2), 0),
        ],
    );
    form.asked_by[1] = Some(0);
    form.profiles.retain(|profile| (profile.says[0] == one(0)) != (profile.says[1] == Say::NotAsked));
    form
}

/// Sheets that stay, that come for the second edition, and that go with the first.
fn editions() -> Form {
    let mut form = form(
        &[Kind::Single { choices: 3 }],
        &[vec![one(0), one(1), one(2)]],
        vec![
            alone(axis(0)),
            Spec { edition: 1, ..alone(axis(0)) },
            alone(merged(0, &[&[0, 1]])),
            Spec { edition: 1, ..alone(merged(0, &[&[1, 2]])) },
        ],
    );
    let lives = [ALWAYS, Life { from: 1, until: None }, Life { from: 0, until: Some(1) }];
    form.profiles = form
        .profiles
        .iter()
        .flat_map(|profile| lives.map(|life| Profile { life, ..profile.clone() }))
        .collect();
    form
}

/// Publishes one after the other or some together, and attacks what is published then. Says how many were.
fn attack(form: &Form, filled: &[usize], order: &[(usize, bool)]) -> Result<usize, TestCaseError> {
    let filled: Vec<Profile> =
        filled.iter().map(|at| form.profiles[at % form.profiles.len()].clone()).collect();
    let sheets = attack::sheets(&form.kinds, &form.asked_by, &filled);
    let mut published: Vec<Published> = Vec::new();
    let mut wishes: Vec<Wish> = Vec::new();
    for (at, (spec, together)) in order.iter().enumerate() {
        let spec = form.specs[spec % form.specs.len()].clone();
        wishes.push(Wish { name: format!("table {at}"), spec });
        if *together && at + 1 < order.len() {
            continue;
        }
        match publish(&sheets, THRESHOLD, &published, &wishes) {
            Ok(tables) => {
                published.extend(
                    wishes.drain(..).zip(tables).map(|(Wish { name, spec }, table)| Published {
                        name,
                        spec,
                        table,
                    }),
                );
            }
            Err(Refusal::Derivable { earlier, .. }) => {
                prop_assert!(
                    !earlier.is_empty()
                        && earlier.iter().all(|name| published.iter().any(|table| table.name == *name))
                );
                wishes.clear();
            }
            Err(Refusal::TooFew { .. }) => wishes.clear(),
            Err(other) => return Err(TestCaseError::fail(other.to_string())),
        }
    }
    if !published.is_empty() {
        judge(form, &filled, &published)?;
    }
    Ok(published.len())
}

fn judge(form: &Form, filled: &[Profile], published: &[Published]) -> Result<(), TestCaseError> {
    let real = tally(&form.profiles, filled);
    let count = |of: &[bool], counts: &[u32]| {
        of.iter().zip(counts).filter(|(holds, _)| **holds).map(|(_, count)| count).sum::<u32>()
    };
    let few = |of: &[bool]| (1..THRESHOLD).contains(&count(of, &real));
    let mut claims: Vec<_> = published
        .iter()
        .flat_map(|Published { spec, table, .. }| claims(&form.profiles, spec, table, &few))
        .collect();
    attack::settle(&mut claims);
    let mut told = Vec::new();
    // Whoever believes that zeros are told knows more of these.
    let mut standing: Vec<Vec<bool>> = Vec::new();
    let mut sets: Vec<(Vec<bool>, u32)> = Vec::new();
    for claim in &claims {
        let number = count(&claim.of, &real);
        match claim.cell.count() {
            Some(said) => {
                prop_assert_eq!(said, number);
                prop_assert!(!(1..THRESHOLD).contains(&said), "a small count is told: {:?}", claim);
                told.push((claim.of.clone(), said));
            }
            // What the form leaves nobody is known to be nobody.
            None if !claim.of.contains(&true) => {}
            None => {
                if number > 0 && !claim.in_few {
                    standing.push(claim.of.clone());
                }
                let small = (1..THRESHOLD).contains(&number) && !claim.in_few;
                sets.push((claim.of.clone(), if small { THRESHOLD - 1 } else { 1 }));
            }
        }
    }
    // How many sheets there are is no secret.
    for table in published {
        let of: Vec<bool> =
            form.profiles.iter().map(|profile| profile.life.holds(table.spec.edition)).collect();
        told.push((of.clone(), count(&of, &real)));
    }
    told.sort();
    told.dedup();
    // Whatever one may call a small group in words of the form.
    sets.extend(products(form).into_iter().filter(|of| few(of)).map(|of| (of, 1)));
    // Sheets of another edition are nobody's concern here.
    let known: Vec<bool> = (0..form.profiles.len()).map(|at| told.iter().any(|(of, _)| of[at])).collect();
    sets.retain(|(of, _)| of.iter().zip(&known).all(|(holds, known)| *known || !holds));
    told.push((known.iter().map(|known| !known).collect(), 0));
    sets.sort();
    sets.dedup();
    let mut open: Vec<(Vec<bool>, u32, u32, u32)> =
        sets.into_iter().map(|(of, need)| (of, need, u32::MAX, 0)).collect();
    every(form.profiles.len(), &told, &mut |counts| {
        if standing.iter().any(|of| count(of, counts) == 0) {
            return false;
        }
        open.retain_mut(|(of, need, least, most)| {
            let number = count(of, counts);
            (*least, *most) = ((*least).min(number), (*most).max(number));
            *most - *least < *need
        });
        open.is_empty()
    });
    if let Some((of, _, least, most)) = open.first() {
        prop_assert!(
            false,
            "{} of {:?} lies between {least} and {most}, of {real:?}; published: {:#?}",
            count(of, &real),
            form.profiles
                .iter()
                .zip(of)
                .filter(|(_, holds)| **holds)
                .map(|(profile, _)| profile)
                .collect::<Vec<_>>(),
            published
                .iter()
                .map(|table| (&table.spec, serde_json::to_string(&table.table).unwrap()))
                .collect::<Vec<_>>()
        );
    }
    Ok(())
}

fn answers(say: &Say) -> bool {
    !matches!(say, Say::NotAsked | Say::Empty)
}

/// All groups that take some answers of each question; those without an answer to one say nothing of it.
fn products(form: &Form) -> Vec<Vec<bool>> {
    let mut all = vec![vec![true; form.profiles.len()]];
    for column in 0..form.kinds.len() {
        if matches!(form.kinds[column], Kind::Several { .. }) {
            continue;
        }
        let mut says: Vec<Say> = form.profiles.iter().map(|profile| profile.says[column].clone()).collect();
        says.sort_by(|a, b| a.partial_cmp(b).unwrap());
        says.dedup();
        all = all
            .iter()
            .flat_map(|of| {
                (1..1_u32 << says.len())
                    .filter(|mask| (0..says.len()).any(|at| mask >> at & 1 == 1 && answers(&says[at])))
                    .map(|mask| {
                        let says: Vec<&Say> = says
                            .iter()
                            .enumerate()
                            .filter(|(at, _)| mask >> at & 1 == 1)
                            .map(|(_, say)| say)
                            .collect();
                        of.iter()
                            .zip(&form.profiles)
                            .map(|(holds, profile)| *holds && says.contains(&&profile.says[column]))
                            .collect::<Vec<bool>>()
                    })
            })
            .collect();
    }
    all.sort();
    all.dedup();
    all
}

/// Goes through all sheets, so many of each profile, that agree with what is told, until `each` has seen enough.
fn every(profiles: usize, told: &[(Vec<bool>, u32)], each: &mut dyn FnMut(&[u32]) -> bool) {
    let mut left: Vec<u32> = told.iter().map(|(_, count)| *count).collect();
    let of: Vec<Vec<usize>> =
        (0..profiles).map(|at| (0..told.len()).filter(|claim| told[*claim].0[at]).collect()).collect();
    let last: Vec<Option<usize>> = told.iter().map(|(of, _)| of.iter().rposition(|holds| *holds)).collect();
    if told.iter().zip(&last).any(|((_, count), last)| last.is_none() && *count > 0) {
        return;
    }
    let closing: Vec<Vec<usize>> =
        (0..profiles).map(|at| (0..told.len()).filter(|claim| last[*claim] == Some(at)).collect()).collect();
    let mut counts = vec![0; profiles];
    go(0, &mut counts, &mut left, &of, &closing, each);
}

fn go(
    at: usize,
    counts: &mut [u32],
    left: &mut [u32],
    of: &[Vec<usize>],
    closing: &[Vec<usize>],
    each: &mut dyn FnMut(&[u32]) -> bool,
) -> bool {
    if at == counts.len() {
        return each(counts);
    }
    let most = of[at].iter().map(|claim| left[*claim]).min().expect("how many sheets there are is told");
    for count in 0..=most {
        counts[at] = count;
        of[at].iter().for_each(|claim| left[*claim] -= count);
        let enough =
            closing[at].iter().all(|claim| left[*claim] == 0) && go(at + 1, counts, left, of, closing, each);
        of[at].iter().for_each(|claim| left[*claim] += count);
        if enough {
            return true;
        }
    }
    counts[at] = 0;
    false
}

fn cases(sheets: std::ops::Range<usize>) -> impl Strategy<Value = (Vec<usize>, Vec<(usize, bool)>)> {
    // Few ways to fill in the sheet are many people's: zeros and small counts beside larger ones.
    let filled = prop_oneof![
        prop::collection::vec(0_usize..64, sheets.clone()),
        (prop::collection::vec(0_usize..64, 1..4), prop::collection::vec((0_usize..64, 0_usize..4), sheets))
            .prop_map(|(usual, all)| all
                .into_iter()
                .map(|(other, which)| if which == 0 { other } else { usual[which % usual.len()] })
                .collect()),
    ];
    (filled, prop::collection::vec((0_usize..16, any::<bool>()), 1..5))
}

/// What is published of many campaigns like this: not nothing, or the test would say nothing.
fn run(form: Form, sheets: std::ops::Range<usize>) {
    let (mut wished, mut published) = (0, 0);
    // The same campaigns each time; with CAMPAIGNS so many at random.
    let random = std::env::var("CAMPAIGNS").ok().map(|many| many.parse().unwrap());
    let config =
        ProptestConfig { failure_persistence: None, cases: random.unwrap_or(CASES), ..Default::default() };
    let mut runner = match random {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
    };
    let counts = std::cell::RefCell::new((&mut wished, &mut published));
    let result = runner.run(&cases(sheets), |(filled, order)| {
        let done = attack(&form, &filled, &order)?;
        let mut counts = counts.borrow_mut();
        *counts.0 += order.len();
        *counts.1 += done;
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    assert!(published * 3 > wished, "{published} of {wished} tables were published");
    eprintln!("{published} of {wished} tables were published");
}

#[test]
fn two_questions_and_their_groupings() {
    run(two_questions(), 6..13);
}

#[test]
fn three_questions_each_crossed_with_each() {
    run(three_questions(), 6..13);
}

#[test]
fn several_choices_and_the_base_they_have() {
    run(several(), 6..10);
}

#[test]
fn ages_fine_coarse_and_shifted() {
    run(ages(), 6..13);
}

#[test]
fn a_question_that_is_not_asked_of_all() {
    run(skipped(), 6..13);
}

#[test]
fn editions_that_differ_by_a_few_sheets() {
    run(editions(), 6..14);
}
