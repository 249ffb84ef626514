//! The judge for tables too large to go through: linear programming over everything published. Whoever solves it knows
//! of each withheld cell between which numbers it lies.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod attack;

use attack::{Claim, Profile, Say, claims, tally};
use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOutcome};
use results::{Axis, Groups, Kind, Life, Published, Refusal, Sheets, Spec, Table, Wish, publish};

const THRESHOLD: u32 = 5;
const COMMUNES: u16 = 9;
const FINE: [f64; 10] = [11.0, 15.0, 18.0, 25.0, 30.0, 40.0, 50.0, 60.0, 65.0, 75.0];
const COARSE: [f64; 3] = [18.0, 40.0, 65.0];

fn profiles() -> Vec<Profile> {
    let ages = std::iter::once(FINE[0] - 1.0).chain(FINE);
    let life = Life { from: 0, until: None };
    ages.flat_map(|age| {
        (0..COMMUNES)
            .map(move |commune| Profile { says: vec![Say::Number(age), Say::Choices(vec![commune])], life })
    })
    .collect()
}

/// Invented people: few in small communes, fewer of some ages.
fn filled(profiles: &[Profile]) -> Vec<Profile> {
    let mut turn = 20_u64;
    let mut filled = Vec::new();
    for (at, profile) in profiles.iter().enumerate() {
        turn = turn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let commune = at % usize::from(COMMUNES);
        let many = (turn >> 33) as usize % (4 + commune * commune / 3);
        filled.extend(std::iter::repeat_n(profile.clone(), many));
    }
    filled
}

fn spec(bounds: &[f64]) -> Spec {
    let rows = Axis { column: 0, groups: Groups::Bands { bounds: bounds.to_vec() } };
    Spec { rows, columns: Some(Axis { column: 1, groups: Groups::Choices }), only: Vec::new(), edition: 0 }
}

fn wish(name: &str, bounds: &[f64]) -> Wish {
    Wish { name: name.to_owned(), spec: spec(bounds) }
}

fn published(sheets: &Sheets, earlier: &[Published], wishes: &[Wish]) -> Vec<Published> {
    let tables = publish(sheets, THRESHOLD, earlier, wishes).unwrap();
    wishes
        .iter()
        .zip(tables)
        .map(|(Wish { name, spec }, table)| Published { name: name.clone(), spec: spec.clone(), table })
        .collect()
}

/// Of each withheld cell its number and between which it lies; linear programming over all that is told.
fn ranges(profiles: &[Profile], real: &[u32], tables: &[&Published]) -> Vec<(Claim, u32, f64, f64)> {
    let count =
        |of: &[bool]| of.iter().zip(real).filter(|(holds, _)| **holds).map(|(_, count)| count).sum::<u32>();
    let few = |of: &[bool]| (1..THRESHOLD).contains(&count(of));
    let mut all: Vec<Claim> =
        tables.iter().flat_map(|Published { spec, table, .. }| claims(profiles, spec, table, &few)).collect();
    attack::settle(&mut all);
    let mut told: Vec<(&Vec<bool>, u32)> =
        all.iter().filter_map(|claim| Some((&claim.of, claim.cell.count()?))).collect();
    told.sort();
    told.dedup();
    let bound = |of: &[bool], direction: OptimizationDirection| {
        let mut problem = Problem::new(direction);
        let amounts: Vec<_> = of
            .iter()
            .map(|holds| problem.add_var(f64::from(u8::from(*holds)), (0.0, f64::INFINITY)))
            .collect();
        for (of, count) in &told {
            let sum: Vec<_> = of
                .iter()
                .zip(&amounts)
                .filter(|(holds, _)| **holds)
                .map(|(_, amount)| (*amount, 1.0))
                .collect();
            problem.add_constraint(&sum, ComparisonOp::Eq, f64::from(*count));
        }
        match problem.solve().unwrap() {
            SolveOutcome::Solution(solution) => solution.objective(),
            SolveOutcome::Interrupted(_) => unreachable!("it has no limit"),
        }
    };
    let withheld = all.iter().filter(|claim| claim.cell.count().is_none());
    let ranges: Vec<(f64, f64)> = withheld
        .map(|claim| {
            (
                bound(&claim.of, OptimizationDirection::Minimize),
                bound(&claim.of, OptimizationDirection::Maximize),
            )
        })
        .collect();
    let mut ranges = ranges.into_iter();
    all.into_iter()
        .filter(|claim| claim.cell.count().is_none())
        .map(|claim| {
            let (least, most) = ranges.next().unwrap();
            (count(&claim.of), claim, least, most)
        })
        .map(|(number, claim, least, most)| (claim, number, least, most))
        .collect()
}

fn derived(ranges: &[(Claim, u32, f64, f64)]) -> usize {
    ranges.iter().filter(|(_, _, least, most)| most - least < 0.5).count()
}

fn told(table: &Table) -> usize {
    table.cells.iter().flatten().filter(|cell| cell.count().is_some()).count()
}

#[test]
fn ages_fine_and_coarse_are_safe_together_where_each_alone_gives_the_other_away() {
    let profiles = profiles();
    let filled = filled(&profiles);
    let real = tally(&profiles, &filled);
    let sheets = attack::sheets(&[Kind::Number, Kind::Single { choices: COMMUNES }], &[], &filled);
    let (fine, coarse) = (wish("fine", &FINE), wish("coarse", &COARSE));

    // Each protected as if the other were not: this is what the test can find.
    let apart = [
        published(&sheets, &[], std::slice::from_ref(&fine)),
        published(&sheets, &[], std::slice::from_ref(&coarse)),
    ]
    .concat();
    let open = ranges(&profiles, &real, &apart.iter().collect::<Vec<_>>());
    assert!(derived(&open) > 0, "protected apart, they tell nothing of each other: {} withheld", open.len());

    // Together, and one after the other, in both orders. What is told of coarse ages may leave no room for fine ones.
    let together = published(&sheets, &[], &[fine.clone(), coarse.clone()]);
    let first = published(&sheets, &[], std::slice::from_ref(&fine));
    let then = published(&sheets, &first, std::slice::from_ref(&coarse));
    let coarse_first = published(&sheets, &[], std::slice::from_ref(&coarse));
    let fine_then = publish(&sheets, THRESHOLD, &coarse_first, std::slice::from_ref(&fine));
    let mut ways = vec![together, [first, then].concat()];
    match fine_then {
        Ok(mut tables) => {
            let fine = Published { name: fine.name, spec: fine.spec, table: tables.remove(0) };
            ways.push([coarse_first, vec![fine]].concat());
        }
        Err(refusal) => {
            assert_eq!(
                refusal,
                Refusal::Derivable { table: "fine".to_owned(), earlier: vec!["coarse".to_owned()] }
            );
            eprintln!("{refusal}");
        }
    }
    for tables in ways {
        let ranges = ranges(&profiles, &real, &tables.iter().collect::<Vec<_>>());
        for (claim, number, least, most) in &ranges {
            let need = if (1..THRESHOLD).contains(number) && !claim.in_few { 2 } else { 1 };
            assert!(most - least > f64::from(need) - 0.01, "{number} lies between {least} and {most}");
        }
        assert!(tables.iter().all(|table| told(&table.table) > 0));
        eprintln!(
            "{} cells of {} sheets withheld, {} derived, {} small ones less than {} apart; protected apart {} of {} derived",
            ranges.len(),
            sheets.len(),
            derived(&ranges),
            ranges
                .iter()
                .filter(|(claim, number, least, most)| *number < THRESHOLD
                    && !claim.in_few
                    && most - least < 3.99)
                .count(),
            THRESHOLD - 1,
            derived(&open),
            open.len()
        );
    }
}
