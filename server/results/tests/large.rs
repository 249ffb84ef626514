//! Questions with many different answers: counted in little memory, or refused.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use results::{
    Answer, Axis, Cell, Column, DIFFERENT_MAX, Groups, Kind, Misfit, Refusal, Sheets, Spec, Unfit, Wish,
    count, publish,
};

const DIFFERENT: u16 = 20_000;

fn bands(column: usize) -> Axis {
    Axis { column, groups: Groups::Bands { bounds: vec![5_000.0, 15_000.0] } }
}

fn choices(column: usize) -> Axis {
    Axis { column, groups: Groups::Choices }
}

fn cross(rows: Axis, columns: Axis) -> Spec {
    Spec { rows, columns: Some(columns), only: Vec::new(), edition: 0 }
}

/// The most memory that this process ever asked for, in kilobytes.
#[cfg(target_os = "linux")]
#[expect(clippy::disallowed_methods, reason = "a test may read how large it is")]
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmPeak:")).unwrap();
    peak.trim().trim_end_matches(" kB").parse().unwrap()
}

#[test]
fn two_questions_of_twenty_thousand_different_numbers_stay_small() {
    let columns = [1, 7_919].map(|step: u32| {
        let mut column = Column::new(Kind::Number);
        for sheet in 0..u32::from(DIFFERENT) {
            column.push(Answer::Number(f64::from(sheet * step % u32::from(DIFFERENT)))).unwrap();
        }
        column
    });
    let sheets = Sheets::new(columns.to_vec()).unwrap();
    let table = count(&sheets, &cross(bands(0), bands(1))).unwrap();
    let quarters = [5_000, 10_000, 5_000].map(Cell::Count);
    assert_eq!(
        (table.answered, &table.rows[..], &table.columns[..]),
        (Cell::Count(20_000), &quarters[..], &quarters[..])
    );
    let sum = |line: &Vec<Cell>| line.iter().filter_map(|cell| cell.count()).sum::<u32>();
    assert_eq!(table.cells.iter().map(sum).collect::<Vec<_>>(), [5_000, 10_000, 5_000]);
    // A number for each two answers would be 1.6 GB.
    #[cfg(target_os = "linux")]
    assert!(most_memory() < 1_000_000, "{} kB", most_memory());
}

#[test]
fn a_choice_too_many_is_refused() {
    for choices in [u16::MAX, 65_534] {
        let mut single = Column::new(Kind::Single { choices });
        let mut several = Column::new(Kind::Several { choices });
        let last = choices - 1;
        assert_eq!(single.push(Answer::Choice(last)), Err(Misfit::Different));
        assert_eq!(several.push(Answer::Choices(&[last])), Err(Misfit::Different));
        assert_eq!(single.push(Answer::Choice(choices)), Err(Misfit::Choice));
        let known = DIFFERENT_MAX as u16 - 1;
        single.push(Answer::Choice(known)).unwrap();
        several.push(Answer::Choices(&[known])).unwrap();
        let sheets = Sheets::new(vec![single, several]).unwrap();
        for column in [0, 1] {
            let table = count(
                &sheets,
                &Spec { columns: None, ..cross(self::choices(column), self::choices(column)) },
            );
            let rows = table.unwrap().rows;
            assert_eq!((rows.len(), rows[usize::from(known)]), (usize::from(choices), Cell::Count(1)));
        }
    }
}

#[test]
fn a_table_that_nobody_reads_is_refused() {
    let column = || Column::new(Kind::Single { choices: 2_001 });
    let mut columns = vec![column(), column()];
    columns.iter_mut().for_each(|column| column.push(Answer::Choice(2_000)).unwrap());
    let sheets = Sheets::new(columns).unwrap();
    let spec = cross(choices(0), choices(1));
    assert_eq!(count(&sheets, &spec), Err(Unfit::Large {}));
    let wish = Wish { name: "large".to_owned(), spec };
    let refusal = Refusal::Unfit { table: "large".to_owned(), unfit: Unfit::Large {} };
    assert_eq!(publish(&sheets, 5, &[], &[wish]), Err(refusal));
    let groups = Groups::Merged { groups: vec![Vec::new(); 65_536] };
    let spec = Spec { columns: None, ..cross(Axis { column: 0, groups }, choices(1)) };
    assert_eq!(count(&sheets, &spec), Err(Unfit::Large {}));
}
