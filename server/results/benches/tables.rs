//! What counting and protecting cost: `cargo bench -p results`. 1 000 invented sheets of 60 questions, from 40 communes.

#![expect(clippy::disallowed_methods, reason = "what it measures is time")]

use results::{
    Answer, Axis, Cell, Column, Filter, Groups, Kind, Published, Sheets, Spec, Wish, count, publish,
    quartiles,
};
use std::hint::black_box;
use std::time::{Duration, Instant};

const SHEETS: usize = 1_000;
const QUESTIONS: usize = 60;
const COMMUNES: u16 = 40;
const THRESHOLD: u32 = 5;
const ROUNDS: usize = 5;

struct Dice(u64);

impl Dice {
    /// Below `sides`; small numbers more often than large ones.
    fn roll(&mut self, sides: u16) -> u16 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let even = (self.0 >> 40) as f64 / (1_u64 << 24) as f64;
        (even * even * f64::from(sides)) as u16
    }
}

/// The commune, the age, then questions with two to seven choices; every sixth takes several.
fn sheets() -> Sheets {
    let mut dice = Dice(7);
    let mut columns = vec![Column::new(Kind::Single { choices: COMMUNES }), Column::new(Kind::Number)];
    for question in 0..QUESTIONS {
        let choices = 2 + question as u16 % 6;
        columns.push(Column::new(if question % 6 == 5 {
            Kind::Several { choices }
        } else {
            Kind::Single { choices }
        }));
    }
    for _ in 0..SHEETS {
        for (at, column) in columns.iter_mut().enumerate() {
            let pushed = match (at, column.kind()) {
                (0, _) => column.push(Answer::Choice(dice.roll(COMMUNES))),
                (1, _) => column.push(Answer::Number(f64::from(11 + dice.roll(80)))),
                _ if dice.roll(20) == 19 => column.push(Answer::Empty),
                (_, Kind::Several { choices }) => {
                    let taken: Vec<u16> = (0..=dice.roll(3)).map(|_| dice.roll(choices)).collect();
                    column.push(Answer::Choices(&taken))
                }
                (_, Kind::Single { choices }) => column.push(Answer::Choice(dice.roll(choices))),
                _ => Ok(()),
            };
            pushed.expect("it fits");
        }
    }
    Sheets::new(columns).expect("they are even")
}

fn alone(column: usize) -> Spec {
    Spec { rows: Axis { column, groups: Groups::Choices }, columns: None, only: Vec::new(), edition: 0 }
}

fn by(column: usize, rows: Axis) -> Spec {
    Spec { rows, columns: Some(Axis { column, groups: Groups::Choices }), ..alone(column) }
}

fn ages(bounds: &[f64]) -> Axis {
    Axis { column: 1, groups: Groups::Bands { bounds: bounds.to_vec() } }
}

fn communes() -> Axis {
    Axis { column: 0, groups: Groups::Choices }
}

fn wishes(specs: Vec<Spec>) -> Vec<Wish> {
    specs.into_iter().enumerate().map(|(at, spec)| Wish { name: format!("table {}", at + 1), spec }).collect()
}

fn median(rounds: usize, mut act: impl FnMut()) -> Duration {
    let mut times: Vec<_> = (0..rounds)
        .map(|_| {
            let start = Instant::now();
            act();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[rounds / 2]
}

fn say(what: &str, specs: Vec<Spec>, sheets: &Sheets, rounds: usize) {
    let wishes = wishes(specs);
    let mut said = String::new();
    let time = median(rounds, || {
        said = match publish(sheets, THRESHOLD, &[], &wishes) {
            Err(refusal) => refusal.to_string(),
            Ok(tables) => {
                let cells = tables
                    .iter()
                    .flat_map(|table| table.cells.iter().flatten().chain(&table.rows).chain(&table.columns));
                let (mut few, mut other, mut told, mut sheets_told) = (0, 0, 0, 0);
                let full =
                    wishes.iter().map(|wish| count(sheets, &wish.spec).expect("it fits")).collect::<Vec<_>>();
                let real = full
                    .iter()
                    .flat_map(|table| table.cells.iter().flatten().chain(&table.rows).chain(&table.columns));
                for (cell, real) in cells.zip(real) {
                    match (cell, real) {
                        (Cell::Count(count), _) => (told, sheets_told) = (told + 1, sheets_told + count),
                        (_, Cell::Count(count)) if (1..THRESHOLD).contains(count) => few += 1,
                        _ => other += 1,
                    }
                }
                format!("{told} cells told, {few} small and {other} others withheld")
            }
        };
    });
    eprintln!("{what:<58} {:>9.2} ms   {said}", time.as_secs_f64() * 1e3);
}

fn main() {
    let sheets = sheets();
    let questions = 2..QUESTIONS + 2;
    eprintln!("{SHEETS} sheets, {QUESTIONS} questions, {COMMUNES} communes; threshold {THRESHOLD}");
    let time = median(ROUNDS * 5, || {
        black_box(count(&sheets, &by(7, communes())).expect("it fits"));
    });
    eprintln!("{:<58} {:>9.4} ms", "count a question by commune", time.as_secs_f64() * 1e3);
    let time = median(ROUNDS * 5, || {
        for question in questions.clone() {
            black_box(count(&sheets, &alone(question)).expect("it fits"));
        }
        black_box(quartiles(&sheets, 1, &[], 0).expect("it fits"));
    });
    eprintln!(
        "{:<58} {:>9.4} ms",
        "count all questions and the quartiles of the ages",
        time.as_secs_f64() * 1e3
    );

    say("protect 60 questions", questions.clone().map(alone).collect(), &sheets, ROUNDS);
    let bands = [18.0, 25.0, 40.0, 60.0, 75.0];
    let mut mixed: Vec<Spec> = questions.clone().take(30).map(alone).collect();
    mixed.extend(questions.clone().take(10).map(|question| by(question, ages(&bands))));
    mixed.extend(
        questions
            .clone()
            .skip(10)
            .take(10)
            .map(|question| by(question, Axis { column: question + 1, groups: Groups::Choices })),
    );
    let filter = Filter { axis: Axis { column: 3, groups: Groups::Choices }, group: 0 };
    mixed.extend(
        questions
            .clone()
            .skip(20)
            .take(10)
            .map(|question| Spec { only: vec![filter.clone()], ..alone(question) }),
    );
    say("protect 30, 10 by age, 10 by another, 10 of a part", mixed, &sheets, ROUNDS);
    say(
        "protect 60 questions by age",
        questions.clone().map(|question| by(question, ages(&bands))).collect(),
        &sheets,
        ROUNDS,
    );
    say(
        "protect 60 questions by commune",
        questions.clone().map(|question| by(question, communes())).collect(),
        &sheets,
        ROUNDS,
    );

    let fine: Vec<f64> = (3..16).map(|five| f64::from(five * 5)).collect();
    let first = Wish { name: "fine".to_owned(), spec: Spec { rows: ages(&fine), ..by(0, communes()) } };
    let then =
        Wish { name: "coarse".to_owned(), spec: Spec { rows: ages(&bands[1..4]), ..by(0, communes()) } };
    let mut said = String::new();
    let time = median(ROUNDS, || {
        said = publish(&sheets, THRESHOLD, &[], std::slice::from_ref(&first))
            .and_then(|mut tables| {
                let table = tables.remove(0);
                let earlier = Published { name: first.name.clone(), spec: first.spec.clone(), table };
                publish(&sheets, THRESHOLD, &[earlier], std::slice::from_ref(&then))
            })
            .map_or_else(|refusal| refusal.to_string(), |_| "both published".to_owned());
    });
    eprintln!(
        "{:<58} {:>9.2} ms   {said}",
        "protect ages by commune, fine, then coarse",
        time.as_secs_f64() * 1e3
    );
}
