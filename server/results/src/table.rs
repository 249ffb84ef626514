//! Tables: what is asked of the sheets, and what comes out.

use crate::column::{ANSWERED, EMPTY, NOT_ASKED};
use crate::{Kind, Sheets};
use serde::{Deserialize, Serialize};

/// How the answers to one question are put together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Groups {
    /// Every choice of its own; of a question of words or numbers, only that it was answered.
    Choices,
    /// Choices put together; each list is one line.
    Merged {
        /// Choices by their places.
        groups: Vec<Vec<u16>>,
    },
    /// Numbers in bands: below the first bound, from each to the next, from the last on.
    Bands {
        /// In rising order.
        bounds: Vec<f64>,
    },
}

/// One side of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Axis {
    /// Which column of the sheets.
    pub column: usize,
    /// How its answers are put together.
    pub groups: Groups,
}

/// Only the sheets in one line of an axis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// The axis.
    pub axis: Axis,
    /// The line.
    pub group: usize,
}

/// What a table counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spec {
    /// Its lines.
    pub rows: Axis,
    /// What they are crossed with.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub columns: Option<Axis>,
    /// The sheets that count, where that is not all of them.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub only: Vec<Filter>,
    /// Which edition of the results.
    #[serde(default)]
    pub edition: u32,
}

/// One number of a table, or that it is withheld. Why is not told: a cell that is small and one that is withheld
/// so that the small one cannot be computed look the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", untagged)]
pub enum Cell {
    /// So many sheets.
    Count(u32),
    /// Not told.
    Withheld(Withheld),
}

/// The word for a cell that is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withheld {
    /// `"withheld"`
    Withheld,
}

impl Cell {
    /// A cell that is not told.
    pub const WITHHELD: Cell = Cell::Withheld(Withheld::Withheld);

    /// Its number, where it is told.
    pub fn count(self) -> Option<u32> {
        match self {
            Cell::Count(count) => Some(count),
            Cell::Withheld(_) => None,
        }
    }
}

/// What a table may be used for. The sentence about it is its reader's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "use", rename_all = "snake_case")]
pub enum Use {
    /// Full counts, « de travail, non publiable ».
    Working,
    /// Protected together with everything published of this campaign.
    Published {
        /// Counts from one to below it are withheld, and others so that those cannot be computed.
        threshold: u32,
    },
}

/// Counts. Rates, medians and quartiles are computed from them by [`Table::rate`] and [`Table::quartile`], so that
/// nothing leaves with a table but what its counts tell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// What it may be used for.
    #[serde(flatten)]
    pub standing: Use,
    /// All sheets that it is about.
    pub sheets: Cell,
    /// Those that answered: the base of rates. In a crossing, those that answered both.
    pub answered: Cell,
    /// Those that were asked and did not answer; not counted in a crossing.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub empty: Option<Cell>,
    /// Those that were not asked; not counted in a crossing.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub not_asked: Option<Cell>,
    /// A number a line; of several choices their sum is more than those that answered.
    pub rows: Vec<Cell>,
    /// A number a column of a crossing.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub columns: Vec<Cell>,
    /// The cells of a crossing, line by line.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub cells: Vec<Vec<Cell>>,
}

impl Table {
    /// How many in a hundred of `base` are in `part`, without decimals; none where one of both is withheld or nobody
    /// is in the base.
    pub fn rate(part: Cell, base: Cell) -> Option<u32> {
        let (part, base) = (u64::from(part.count()?), u64::from(base.count()?));
        u32::try_from((part * 200 + base).checked_div(base * 2)?).ok()
    }

    /// Where a quarter (1), half (2) or three quarters (3) of a line of bands lie, as if each band were filled evenly.
    /// None where the counts that are told do not say it, or where it lies in a band without an end.
    pub fn quartile(bounds: &[f64], bands: &[Cell], quarter: u32) -> Option<f64> {
        let counts = bands.iter().map(|cell| cell.count()).collect::<Option<Vec<_>>>()?;
        let sum: u32 = counts.iter().sum();
        let (wanted, mut below) = (f64::from(sum) * f64::from(quarter) / 4.0, 0.0);
        for (band, count) in counts.iter().enumerate() {
            let count = f64::from(*count);
            if count > 0.0 && below + count >= wanted {
                let (from, to) = (bounds.get(band.checked_sub(1)?)?, bounds.get(band)?);
                return Some(from + (to - from) * (wanted - below) / count);
            }
            below += count;
        }
        None
    }
}

/// Most cells of a table, and most answers times lines where one is protected: 2 000 lines by 2 000, which nobody reads.
pub const CELLS_MAX: usize = 4_000_000;

/// A table that cannot be made of these sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// There is no such column.
    #[error("there is no column {column}")]
    Column {
        /// Which.
        column: usize,
    },
    /// It would have more than [`CELLS_MAX`] cells, or more lines than can be told apart.
    #[error("more than {CELLS_MAX} cells")]
    Large {},
    /// The column's answers cannot be put together so.
    #[error("the answers of column {column} cannot be put together so")]
    Groups {
        /// Which.
        column: usize,
    },
}

/// The lines of an axis: which codes are in each.
pub(crate) struct Lines {
    pub(crate) column: usize,
    /// The lines overlap: several choices.
    pub(crate) several: bool,
    pub(crate) len: usize,
    /// For each code its lines.
    pub(crate) of: Vec<Vec<u16>>,
}

impl Lines {
    pub(crate) fn new(sheets: &Sheets, axis: &Axis) -> Result<Lines, Unfit> {
        let column = sheets.columns().get(axis.column).ok_or(Unfit::Column { column: axis.column })?;
        let unfit = Unfit::Groups { column: axis.column };
        let kind = column.kind();
        let put_together = match &axis.groups {
            Groups::Choices => 0,
            Groups::Merged { groups } => groups.len(),
            Groups::Bands { bounds } => bounds.len() + 1,
        };
        if put_together > usize::from(u16::MAX) {
            return Err(Unfit::Large {});
        }
        let mut of = vec![Vec::new(); column.width()];
        let several = matches!(kind, Kind::Several { .. });
        let len = match (&axis.groups, kind) {
            (Groups::Choices, Kind::Single { choices }) => {
                for (choice, of) in (0..choices).zip(of.iter_mut().skip(usize::from(ANSWERED))) {
                    of.push(choice);
                }
                usize::from(choices)
            }
            (Groups::Choices, Kind::Several { choices }) => {
                for (code, of) in of.iter_mut().enumerate() {
                    *of = column.choices(code as u16).to_vec();
                }
                usize::from(choices)
            }
            (Groups::Choices, Kind::Number | Kind::Text) => 0,
            (Groups::Merged { groups }, Kind::Single { choices } | Kind::Several { choices }) => {
                let mut seen = vec![false; usize::from(choices)];
                for choice in groups.iter().flatten() {
                    match seen.get_mut(usize::from(*choice)) {
                        Some(seen) if !*seen => *seen = true,
                        _ => return Err(unfit),
                    }
                }
                for (group, choices) in groups.iter().enumerate() {
                    for (code, of) in of.iter_mut().enumerate().skip(usize::from(ANSWERED)) {
                        let taken = match kind {
                            Kind::Several { .. } => {
                                column.choices(code as u16).iter().any(|taken| choices.contains(taken))
                            }
                            _ => choices.contains(&(code as u16 - ANSWERED)),
                        };
                        if taken {
                            of.push(group as u16);
                        }
                    }
                }
                groups.len()
            }
            (Groups::Bands { bounds }, Kind::Number) => {
                if bounds.is_empty()
                    || !bounds.iter().all(|bound| bound.is_finite())
                    || !bounds.is_sorted_by(|a, b| a < b)
                {
                    return Err(unfit);
                }
                for (code, of) in of.iter_mut().enumerate() {
                    if let Some(number) = column.number(code as u16) {
                        of.push(bounds.partition_point(|bound| *bound <= number) as u16);
                    }
                }
                bounds.len() + 1
            }
            _ => return Err(unfit),
        };
        Ok(Lines { column: axis.column, several, len, of })
    }

    pub(crate) fn holds(&self, code: u16, group: usize) -> bool {
        self.of[usize::from(code)].iter().any(|line| usize::from(*line) == group)
    }
}

/// The full counts of a table, for those who work with it.
pub fn count(sheets: &Sheets, spec: &Spec) -> Result<Table, Unfit> {
    let rows = Lines::new(sheets, &spec.rows)?;
    let columns = spec.columns.as_ref().map(|axis| Lines::new(sheets, axis)).transpose()?;
    let only = spec
        .only
        .iter()
        .map(|filter| Ok((Lines::new(sheets, &filter.axis)?, filter.group)))
        .collect::<Result<Vec<_>, _>>()?;
    if columns.as_ref().is_some_and(|columns| rows.len * columns.len > CELLS_MAX) {
        return Err(Unfit::Large {});
    }
    let codes = sheets.columns()[rows.column].codes();
    let crossed = columns.as_ref().map(|lines| (lines, sheets.columns()[lines.column].codes()));
    let (mut all, mut answered, mut empty, mut not_asked) = (0, 0, 0, 0);
    let mut in_rows = vec![0; rows.len];
    let mut in_columns = vec![0; columns.as_ref().map_or(0, |columns| columns.len)];
    let mut cells = vec![vec![0; in_columns.len()]; if columns.is_some() { rows.len } else { 0 }];
    for sheet in (0..sheets.len()).filter(|sheet| sheets.lives()[*sheet].holds(spec.edition)) {
        let counts = only
            .iter()
            .all(|(lines, group)| lines.holds(sheets.columns()[lines.column].codes()[sheet], *group));
        if !counts {
            continue;
        }
        all += 1;
        let code = codes[sheet];
        let other = crossed.map_or(ANSWERED, |(_, codes)| codes[sheet]);
        empty += u32::from(code == EMPTY);
        not_asked += u32::from(code == NOT_ASKED);
        if code < ANSWERED || other < ANSWERED {
            continue;
        }
        answered += 1;
        let lines = &rows.of[usize::from(code)];
        lines.iter().for_each(|line| in_rows[usize::from(*line)] += 1);
        for other in crossed.iter().flat_map(|(columns, _)| &columns.of[usize::from(other)]) {
            in_columns[usize::from(*other)] += 1;
            lines.iter().for_each(|line| cells[usize::from(*line)][usize::from(*other)] += 1);
        }
    }
    let told = |counts: Vec<u32>| counts.into_iter().map(Cell::Count).collect();
    Ok(Table {
        standing: Use::Working,
        sheets: Cell::Count(all),
        answered: Cell::Count(answered),
        empty: columns.is_none().then_some(Cell::Count(empty)),
        not_asked: columns.is_none().then_some(Cell::Count(not_asked)),
        rows: told(in_rows),
        columns: told(in_columns),
        cells: cells.into_iter().map(told).collect(),
    })
}

/// Median and quartiles of the numbers given, for those who work with them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quartiles {
    /// How many numbers.
    pub answered: u32,
    /// The smallest.
    pub least: f64,
    /// A quarter lies below; between two numbers, in proportion.
    pub first: f64,
    /// Half lies below.
    pub median: f64,
    /// Three quarters lie below.
    pub third: f64,
    /// The largest.
    pub most: f64,
}

/// Median and quartiles of a column of numbers, of the sheets in all `only`; none where nobody gave one.
pub fn quartiles(
    sheets: &Sheets,
    column: usize,
    only: &[Filter],
    edition: u32,
) -> Result<Option<Quartiles>, Unfit> {
    let numbers = sheets.columns().get(column).ok_or(Unfit::Column { column })?;
    if numbers.kind() != Kind::Number {
        return Err(Unfit::Groups { column });
    }
    let only = only
        .iter()
        .map(|filter| Ok((Lines::new(sheets, &filter.axis)?, filter.group)))
        .collect::<Result<Vec<_>, _>>()?;
    let mut given: Vec<f64> = (0..sheets.len())
        .filter(|sheet| sheets.lives()[*sheet].holds(edition))
        .filter(|sheet| {
            only.iter()
                .all(|(lines, group)| lines.holds(sheets.columns()[lines.column].codes()[*sheet], *group))
        })
        .filter_map(|sheet| numbers.number(numbers.codes()[sheet]))
        .collect();
    given.sort_by(f64::total_cmp);
    let at = |quarter: usize| {
        let (whole, rest) = ((given.len() - 1) * quarter / 4, (given.len() - 1) * quarter % 4);
        let (low, high) = (given[whole], given[(whole + 1).min(given.len() - 1)]);
        low + (high - low) * rest as f64 / 4.0
    };
    Ok((!given.is_empty()).then(|| Quartiles {
        answered: given.len() as u32,
        least: at(0),
        first: at(1),
        median: at(2),
        third: at(3),
        most: at(4),
    }))
}
