//! Somebody who has everything that was published and knows the form: which sheets could there be? Written apart from
//! the crate, from what its tables say they are.

use results::{Axis, Cell, Groups, Life, Sheets, Spec, Table};

/// What one sheet can say to one question.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub(crate) enum Say {
    NotAsked,
    Empty,
    Choices(Vec<u16>),
    Number(f64),
}

/// A way to fill in the sheet, with the editions in which it counts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Profile {
    pub says: Vec<Say>,
    pub life: Life,
}

fn lines(axis: &Axis, choices: u16, say: &Say) -> Vec<usize> {
    match (&axis.groups, say) {
        (Groups::Choices, Say::Choices(taken)) => taken.iter().map(|choice| usize::from(*choice)).collect(),
        (Groups::Merged { groups }, Say::Choices(taken)) => (0..groups.len())
            .filter(|group| groups[*group].iter().any(|choice| taken.contains(choice)))
            .collect(),
        (Groups::Bands { bounds }, Say::Number(number)) => {
            vec![bounds.iter().filter(|bound| *bound <= number).count()]
        }
        _ => {
            assert!(choices < u16::MAX);
            Vec::new()
        }
    }
}

fn answered(say: &Say) -> bool {
    matches!(say, Say::Choices(_) | Say::Number(_))
}

/// A cell of a table: who is in it, and what is said of it.
#[derive(Debug)]
pub(crate) struct Claim {
    pub of: Vec<bool>,
    pub cell: Cell,
    /// It stands in a line of a few sheets.
    pub in_few: bool,
}

/// Everything that a table claims about the profiles.
pub(crate) fn claims(
    profiles: &[Profile],
    spec: &Spec,
    table: &Table,
    few: &dyn Fn(&[bool]) -> bool,
) -> Vec<Claim> {
    let about = |profile: &Profile| {
        profile.life.holds(spec.edition)
            && spec.only.iter().all(|filter| {
                lines(&filter.axis, 0, &profile.says[filter.axis.column]).contains(&filter.group)
            })
    };
    let row = |profile: &Profile| lines(&spec.rows, 0, &profile.says[spec.rows.column]);
    let column = |profile: &Profile| {
        spec.columns.as_ref().map_or(Vec::new(), |axis| lines(axis, 0, &profile.says[axis.column]))
    };
    let both = |profile: &Profile| {
        answered(&profile.says[spec.rows.column])
            && spec.columns.as_ref().is_none_or(|axis| answered(&profile.says[axis.column]))
    };
    let mut claims = Vec::new();
    let mut claim = |cell: Cell, bases: &[&dyn Fn(&Profile) -> bool], who: &dyn Fn(&Profile) -> bool| {
        let set = |who: &dyn Fn(&Profile) -> bool| {
            profiles.iter().map(|profile| about(profile) && who(profile)).collect::<Vec<_>>()
        };
        claims.push(Claim { of: set(who), cell, in_few: bases.iter().any(|base| few(&set(base))) });
    };
    let all = |_: &Profile| true;
    claim(table.sheets, &[], &all);
    claim(table.answered, &[&all], &both);
    if let (Some(empty), Some(not_asked)) = (table.empty, table.not_asked) {
        claim(empty, &[&all], &|profile| profile.says[spec.rows.column] == Say::Empty);
        claim(not_asked, &[&all], &|profile| profile.says[spec.rows.column] == Say::NotAsked);
    }
    for (at, cell) in table.rows.iter().enumerate() {
        claim(*cell, &[&all, &both], &|profile| both(profile) && row(profile).contains(&at));
    }
    for (at, cell) in table.columns.iter().enumerate() {
        claim(*cell, &[&all, &both], &|profile| both(profile) && column(profile).contains(&at));
    }
    for (at, line) in table.cells.iter().enumerate() {
        for (other, cell) in line.iter().enumerate() {
            let in_row = |profile: &Profile| both(profile) && row(profile).contains(&at);
            let in_column = |profile: &Profile| both(profile) && column(profile).contains(&other);
            claim(*cell, &[&all, &both, &in_row, &in_column], &|profile| {
                in_row(profile) && in_column(profile)
            });
        }
    }
    claims
}

/// How many of `sheets` have each profile.
pub(crate) fn tally(profiles: &[Profile], filled: &[Profile]) -> Vec<u32> {
    profiles.iter().map(|profile| filled.iter().filter(|sheet| *sheet == profile).count() as u32).collect()
}

/// The sheets as the crate takes them.
pub(crate) fn sheets(kinds: &[results::Kind], asked_by: &[Option<usize>], filled: &[Profile]) -> Sheets {
    let columns = kinds.iter().enumerate().map(|(at, kind)| {
        let mut column = results::Column::new(*kind);
        if let Some(Some(parent)) = asked_by.get(at) {
            column = column.asked_by(*parent);
        }
        for sheet in filled {
            let answer = match (&sheet.says[at], kind) {
                (Say::NotAsked, _) => results::Answer::NotAsked,
                (Say::Empty, _) => results::Answer::Empty,
                (Say::Choices(taken), results::Kind::Single { .. }) => results::Answer::Choice(taken[0]),
                (Say::Choices(taken), _) => results::Answer::Choices(taken),
                (Say::Number(number), _) => results::Answer::Number(*number),
            };
            column.push(answer).unwrap();
        }
        column
    });
    let lives = filled.iter().map(|sheet| sheet.life).collect();
    Sheets::new(columns.collect()).unwrap().living(lives).unwrap()
}

/// A cell that stands apart from lines of a few sheets in one table does so wherever else it stands.
pub(crate) fn settle(claims: &mut [Claim]) {
    let apart: Vec<Vec<bool>> =
        claims.iter().filter(|claim| !claim.in_few).map(|claim| claim.of.clone()).collect();
    claims.iter_mut().for_each(|claim| claim.in_few &= !apart.contains(&claim.of));
}
