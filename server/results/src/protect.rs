//! What may leave: tables of one campaign, protected together with all that was published of it before.
//!
//! A withheld cell is safe when the sheets could just as well be others: when there are sheets that agree with
//! everything that is told, then and now, and in which the cell has another number. Such *other sheets* are looked for
//! by changing answers, one or two sheets at a time ([`Walk`]); where every change shows in a cell that is told, the
//! cell whose loss costs least is withheld too. What was published before never changes, so that a change that shows
//! there is none. A table for whose small cells no other sheets are found is refused.

mod walk;

use crate::table::{CELLS_MAX, Lines};
use crate::{Axis, Cell, Sheets, Spec, Table, Unfit, Use};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use walk::{Change, Walk};

/// A table that somebody wants to publish.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wish {
    /// What a refusal calls it.
    pub name: String,
    /// What it counts.
    pub spec: Spec,
}

/// A table as it was published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// What a refusal calls it.
    pub name: String,
    /// What it counts.
    pub spec: Spec,
    /// Its cells.
    pub table: Table,
}

/// Why nothing is published.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A table cannot be made of these sheets.
    #[error("{table}: {unfit}")]
    Unfit {
        /// Its name.
        table: String,
        /// Why.
        unfit: Unfit,
    },
    /// The sheets are not those of an earlier table: whoever corrects sheets begins an edition.
    #[error("{earlier} was published of other sheets")]
    Changed {
        /// Its name.
        earlier: String,
    },
    /// A small count could be computed from this table and earlier ones, however much of it is withheld.
    #[error("{table} would tell small counts together with {earlier:?}")]
    Derivable {
        /// Its name.
        table: String,
        /// The earlier tables that it would tell them together with.
        earlier: Vec<String>,
    },
    /// There are too few sheets for any table like this.
    #[error("{table} would tell small counts by itself: too few sheets")]
    TooFew {
        /// Its name.
        table: String,
    },
}

/// A column and a set of its codes, by their numbers.
type Condition = (u16, u32);
/// Which sheets a cell counts: those that meet all conditions, one a column, in the order of columns.
type Key = Vec<Condition>;

const NONE: u32 = u32::MAX;

/// The sets of codes that cells ask for. A code for « empty » or « not asked » that no sheet has is in none of them:
/// whoever knows the form may know that nobody can have it.
struct Sets {
    /// For each column the codes that there can be.
    possible: Vec<Vec<bool>>,
    known: BTreeMap<(u16, Vec<bool>), u32>,
    bits: Vec<Vec<bool>>,
    /// Sets that overlap others of their axis: one choice of several.
    overlapping: Vec<bool>,
    /// What the form makes one: who was asked, or not, is who said so before. The column that decides stands for both.
    same: BTreeMap<Condition, Condition>,
}

impl Sets {
    fn new(sheets: &Sheets, lives: &Lives) -> Sets {
        let mut possible: Vec<Vec<bool>> = sheets
            .columns()
            .iter()
            .map(|column| {
                let given = |code: usize| column.codes().iter().any(|other| usize::from(*other) == code);
                (0..column.width())
                    .map(|code| code >= usize::from(crate::column::ANSWERED) || given(code))
                    .collect()
            })
            .collect();
        possible.push(vec![true; lives.known.len()]);
        let known = BTreeMap::new();
        let mut sets =
            Sets { possible, known, bits: Vec::new(), overlapping: Vec::new(), same: BTreeMap::new() };
        for (at, column) in sheets.columns().iter().enumerate() {
            if let Some(parent) = column.parent() {
                sets.learn(sheets, at, parent);
            }
        }
        sets
    }

    /// Notes what was said to `parent` by those who were asked, where that is all it hangs on.
    fn learn(&mut self, sheets: &Sheets, column: usize, parent: usize) {
        let (given, codes) = (sheets.columns()[parent].codes(), sheets.columns()[column].codes());
        let was_asked = |code: &u16| *code != crate::column::NOT_ASKED;
        let mut leads = vec![false; sheets.columns()[parent].width()];
        given
            .iter()
            .zip(codes)
            .filter(|(_, code)| was_asked(code))
            .for_each(|(given, _)| leads[usize::from(*given)] = true);
        if !given.iter().zip(codes).all(|(given, code)| leads[usize::from(*given)] == was_asked(code)) {
            return;
        }
        for asked in [true, false] {
            let bits = (0..sheets.columns()[column].width() as u16).map(|code| was_asked(&code) == asked);
            let set = self.add(column as u16, bits.collect(), false);
            let before = self.add(parent as u16, leads.iter().map(|leads| *leads == asked).collect(), false);
            if self.bits[set as usize].contains(&true) && self.bits[set as usize] != self.possible[column] {
                self.same.insert((column as u16, set), (parent as u16, before));
            }
        }
    }

    fn add(&mut self, column: u16, mut bits: Vec<bool>, overlapping: bool) -> u32 {
        bits.iter_mut().zip(&self.possible[usize::from(column)]).for_each(|(bit, possible)| *bit &= possible);
        let next = self.bits.len() as u32;
        let set = *self.known.entry((column, bits.clone())).or_insert(next);
        if set == next {
            self.bits.push(bits);
            self.overlapping.push(false);
        }
        self.overlapping[set as usize] |= overlapping;
        set
    }

    fn holds(&self, set: u32, code: u16) -> bool {
        self.bits[set as usize][usize::from(code)]
    }

    /// Conditions as a key: one a column, none that everybody meets, and one for what is the same.
    fn key(&mut self, conditions: &[Condition]) -> Key {
        let mut key: Key = Vec::with_capacity(conditions.len());
        for condition in conditions {
            self.meet(&mut key, *condition);
        }
        while let Some((at, same)) =
            key.iter().enumerate().find_map(|(at, condition)| Some((at, *self.same.get(condition)?)))
        {
            key.remove(at);
            self.meet(&mut key, same);
        }
        key.retain(|(column, set)| self.bits[*set as usize] != self.possible[usize::from(*column)]);
        key.sort_unstable();
        key
    }

    /// One more condition that is to be met too.
    fn meet(&mut self, key: &mut Key, (column, set): Condition) {
        match key.iter_mut().find(|(known, _)| *known == column) {
            None => key.push((column, set)),
            Some((_, known)) if *known == set => {}
            Some((_, known)) => {
                let both = self.bits[*known as usize]
                    .iter()
                    .zip(&self.bits[set as usize])
                    .map(|(a, b)| *a && *b)
                    .collect();
                let overlapping = self.overlapping[*known as usize] || self.overlapping[set as usize];
                *known = self.add(column, both, overlapping);
            }
        }
    }
}

/// One axis of a table: its lines, then who answered and who did not, then all.
struct Side {
    column: usize,
    sets: Vec<u32>,
    /// For each code the places of the sets that hold it.
    of: Vec<Vec<u16>>,
    lines: usize,
}

impl Side {
    fn new(sheets: &Sheets, axis: &Axis, sets: &mut Sets) -> Result<Side, Unfit> {
        let lines = Lines::new(sheets, axis)?;
        let width = lines.of.len();
        if lines.len * width > CELLS_MAX {
            return Err(Unfit::Large {});
        }
        let column = axis.column as u16;
        let code = |wanted: usize| (0..width).map(|code| code == wanted).collect::<Vec<_>>();
        let mut all: Vec<(Vec<bool>, bool)> = (0..lines.len)
            .map(|line| ((0..width).map(|code| lines.holds(code as u16, line)).collect(), lines.several))
            .collect();
        all.push(((0..width).map(|code| code >= usize::from(crate::column::ANSWERED)).collect(), false));
        all.push((code(usize::from(crate::column::EMPTY)), false));
        all.push((code(usize::from(crate::column::NOT_ASKED)), false));
        all.push((vec![true; width], false));
        let of = (0..width)
            .map(|code| (0..all.len()).filter(|set| all[*set].0[code]).map(|set| set as u16).collect())
            .collect();
        let sets = all.into_iter().map(|(bits, overlapping)| sets.add(column, bits, overlapping)).collect();
        Ok(Side { column: axis.column, sets, of, lines: lines.len })
    }

    fn answered(&self) -> usize {
        self.lines
    }

    fn all(&self) -> usize {
        self.lines + 3
    }
}

/// Where the cells of a table are among all cells.
struct Layout {
    only: Vec<Condition>,
    rows: Side,
    columns: Option<Side>,
    /// The cell at each place of both sides; [`NONE`] where the table has none.
    ids: Vec<u32>,
    /// The same, without the cells that an earlier place has too.
    own: Vec<u32>,
}

impl Layout {
    fn width(&self) -> usize {
        self.columns.as_ref().map_or(1, |side| side.sets.len())
    }

    fn at(&self, row: usize, column: usize) -> u32 {
        self.ids[row * self.width() + column]
    }

    /// The cells of its own that a sheet with these codes is in.
    fn each_own(&self, sets: &Sets, code: &impl Fn(usize) -> u16, mut each: impl FnMut(u32)) {
        if self.only.iter().any(|(column, set)| !sets.holds(*set, code(usize::from(*column)))) {
            return;
        }
        let width = self.width();
        for row in &self.rows.of[usize::from(code(self.rows.column))] {
            let start = usize::from(*row) * width;
            let mut one = |column: usize| {
                let id = self.own[start + column];
                if id != NONE {
                    each(id);
                }
            };
            match &self.columns {
                None => one(0),
                Some(side) => side.of[usize::from(code(side.column))]
                    .iter()
                    .for_each(|column| one(usize::from(*column))),
            }
        }
    }
}

/// What is known of a cell that is told or not.
struct Known {
    key: Key,
    count: i32,
    /// Told.
    told: bool,
    /// Nothing can be withheld here: it was published, or says how many sheets there are.
    fixed: bool,
    /// It stands in a line that is withheld as a whole, zeros too.
    whole: bool,
    /// It stands elsewhere too.
    apart: bool,
    /// What is told around it leaves less room than it should have.
    narrow: bool,
    /// The tables with it, earlier ones first.
    tables: Vec<usize>,
}

/// How far apart the numbers of a small cell are at least, where earlier tables leave no more room.
const NARROW: i32 = 2;

impl Known {
    /// How far apart its numbers in other sheets must be.
    fn need(&self, threshold: i32) -> i32 {
        match (1..threshold).contains(&self.count) && !self.in_few() {
            true if self.narrow => NARROW.min(threshold - 1),
            true => threshold - 1,
            false => 1,
        }
    }

    /// Nobody can take it for more than nothing: wherever it stands the whole line is withheld.
    fn in_few(&self) -> bool {
        self.whole && !self.apart
    }

    /// Less than this it cannot be in other sheets, for whoever believes that zeros are told.
    fn floor(&self) -> i32 {
        i32::from(self.count > 0 && !self.in_few())
    }

    /// What withholding it costs: a total costs more than a cell.
    fn cost(&self) -> u64 {
        let depth = match self.key.len() {
            0 | 1 => 12,
            2 => 2,
            _ => 1,
        };
        let weight = if self.count == 0 { 512 } else { 48 + self.count.min(400) as u64 };
        weight * depth
    }
}

/// Protects `wishes` together, and with everything in `earlier`; the same input gives the same tables.
///
/// Counts from one to below `threshold` are withheld, and whole lines with so few sheets. Each withheld cell then has
/// at least two numbers that agree with everything told, and a small one numbers that lie `threshold - 1` apart, or two
/// where what is told around it leaves no more room. Each small count that is no cell but a difference or a sum of
/// cells has at least two numbers.
pub fn publish(
    sheets: &Sheets,
    threshold: u32,
    earlier: &[Published],
    wishes: &[Wish],
) -> Result<Vec<Table>, Refusal> {
    if wishes.is_empty() {
        return Ok(Vec::new());
    }
    let threshold = threshold.clamp(2, 1_000) as i32;
    let names: Vec<&str> = earlier
        .iter()
        .map(|table| table.name.as_str())
        .chain(wishes.iter().map(|wish| wish.name.as_str()))
        .collect();
    let specs: Vec<&Spec> =
        earlier.iter().map(|table| &table.spec).chain(wishes.iter().map(|wish| &wish.spec)).collect();
    let mut cells: Vec<Known> = Vec::new();
    let mut ids: BTreeMap<Key, u32> = BTreeMap::new();
    let lives = Lives::new(sheets);
    let mut sets = Sets::new(sheets, &lives);
    let mut layouts = Vec::new();
    for (at, spec) in specs.iter().enumerate() {
        let layout = lay(sheets, &lives, spec, at, &mut sets, &mut cells, &mut ids);
        layouts.push(layout.map_err(|unfit| Refusal::Unfit { table: names[at].to_owned(), unfit })?);
    }
    // How many sheets an edition has is told with the campaign, whether a table says it or not.
    for spec in &specs {
        let condition = lives.of(sheets, spec.edition, &mut sets);
        let key = sets.key(&[condition]);
        let next = cells.len() as u32;
        if *ids.entry(key.clone()).or_insert(next) == next {
            cells.push(Known {
                key,
                count: 0,
                told: true,
                fixed: true,
                whole: false,
                apart: false,
                narrow: false,
                tables: Vec::new(),
            });
        }
    }
    let mut walk = Walk::new(sheets, &lives.codes, sets, cells, layouts);
    for (at, table) in earlier.iter().enumerate() {
        let changed = || Refusal::Changed { earlier: table.name.clone() };
        walk.hold_to(at, &table.table).ok_or_else(changed)?;
    }
    for at in earlier.len()..names.len() {
        walk.withhold_small(at, threshold);
    }
    if let Err(Change { cell_tables, shows_in }) = walk.protect(threshold) {
        let new = cell_tables.iter().chain(&shows_in).copied().find(|table| *table >= earlier.len());
        let table = names[new.unwrap_or(earlier.len())].to_owned();
        let mut before: Vec<String> = shows_in
            .iter()
            .chain(&cell_tables)
            .filter(|at| **at < earlier.len())
            .map(|at| names[*at].to_owned())
            .collect();
        before.sort();
        before.dedup();
        return Err(if before.is_empty() {
            Refusal::TooFew { table }
        } else {
            Refusal::Derivable { table, earlier: before }
        });
    }
    Ok((earlier.len()..names.len()).map(|at| walk.table(at, threshold as u32)).collect())
}

/// Which editions a sheet counts in, as one more column.
struct Lives {
    known: Vec<crate::Life>,
    codes: Vec<u16>,
}

impl Lives {
    fn new(sheets: &Sheets) -> Lives {
        let mut known = sheets.lives().to_vec();
        known.sort_unstable();
        known.dedup();
        let codes =
            sheets.lives().iter().map(|life| known.partition_point(|other| other < life) as u16).collect();
        Lives { known, codes }
    }

    /// The sheets of an edition.
    fn of(&self, sheets: &Sheets, edition: u32, sets: &mut Sets) -> Condition {
        let column = sheets.columns().len() as u16;
        (column, sets.add(column, self.known.iter().map(|life| life.holds(edition)).collect(), false))
    }
}

/// Gives each cell of a table its place among all cells.
fn lay(
    sheets: &Sheets,
    lives: &Lives,
    spec: &Spec,
    at: usize,
    sets: &mut Sets,
    cells: &mut Vec<Known>,
    ids: &mut BTreeMap<Key, u32>,
) -> Result<Layout, Unfit> {
    let rows = Side::new(sheets, &spec.rows, sets)?;
    let columns = spec.columns.as_ref().map(|axis| Side::new(sheets, axis, sets)).transpose()?;
    let life = sheets.columns().len() as u16;
    let mut only = vec![lives.of(sheets, spec.edition, sets)];
    for filter in &spec.only {
        let side = Side::new(sheets, &filter.axis, sets)?;
        if filter.group >= side.lines {
            return Err(Unfit::Groups { column: filter.axis.column });
        }
        only.push((filter.axis.column as u16, side.sets[filter.group]));
    }
    let width = columns.as_ref().map_or(1, |side| side.sets.len());
    if rows.lines * columns.as_ref().map_or(1, |side| side.lines) > CELLS_MAX {
        return Err(Unfit::Large {});
    }
    let mut layout = Layout {
        ids: vec![NONE; rows.sets.len() * width],
        own: vec![NONE; rows.sets.len() * width],
        only,
        rows,
        columns,
    };
    for row in 0..layout.rows.sets.len() {
        for column in 0..width {
            let published = match &layout.columns {
                None => true,
                Some(side) => {
                    (row <= layout.rows.answered() && column <= side.answered())
                        || (row == layout.rows.all() && column == side.all())
                }
            };
            if !published {
                continue;
            }
            let mut conditions = layout.only.clone();
            conditions.push((layout.rows.column as u16, layout.rows.sets[row]));
            if let Some(side) = &layout.columns {
                conditions.push((side.column as u16, side.sets[column]));
            }
            let key = sets.key(&conditions);
            let next = cells.len() as u32;
            let id = *ids.entry(key.clone()).or_insert(next);
            let place = row * width + column;
            layout.ids[place] = id;
            if id == next {
                layout.own[place] = id;
                let fixed = key.iter().all(|(column, _)| *column == life);
                cells.push(Known {
                    key,
                    count: 0,
                    told: true,
                    fixed,
                    whole: false,
                    apart: false,
                    narrow: false,
                    tables: Vec::new(),
                });
            }
            if cells[id as usize].tables.last() != Some(&at) {
                cells[id as usize].tables.push(at);
            }
        }
    }
    Ok(layout)
}

impl Walk {
    /// Marks what an earlier table told, and what it did not; none where it counted other sheets.
    fn hold_to(&mut self, at: usize, table: &Table) -> Option<()> {
        for (place, cell) in places(&self.layouts[at], table)? {
            let known = &mut self.cells[self.layouts[at].ids[place] as usize];
            match cell {
                Cell::Count(count) if i64::from(count) == i64::from(known.count) => known.told = true,
                Cell::Count(_) => return None,
                Cell::Withheld(_) => known.told = false,
            }
            known.fixed = true;
        }
        if let Use::Published { threshold } = table.standing {
            self.mark_whole(at, |known| (1..threshold as i32).contains(&known.count));
        }
        Some(())
    }

    /// Withholds the small cells of a new table, and its small lines as a whole.
    fn withhold_small(&mut self, at: usize, threshold: i32) {
        let small = |count: i32| (1..threshold).contains(&count);
        for id in self.layouts[at].ids.iter().filter(|id| **id != NONE) {
            let known = &mut self.cells[*id as usize];
            if small(known.count) && !known.fixed {
                known.told = false;
            }
        }
        for id in self.mark_whole(at, |known| small(known.count)) {
            let known = &mut self.cells[id as usize];
            if !known.fixed {
                known.told = false;
            }
        }
    }

    /// The cells of lines whose bases are `few`.
    fn mark_whole(&mut self, at: usize, few: impl Fn(&Known) -> bool) -> BTreeSet<u32> {
        let layout = &self.layouts[at];
        let base = |row: usize, column: usize| few(&self.cells[layout.at(row, column) as usize]);
        let (answered, all) = (layout.rows.answered(), layout.rows.all());
        let mut whole = BTreeSet::new();
        match &layout.columns {
            None => {
                for row in 0..all {
                    if base(all, 0) || (row < answered && base(answered, 0)) {
                        whole.insert(layout.at(row, 0));
                    }
                }
            }
            Some(side) => {
                let everywhere = base(all, side.all()) || base(answered, side.answered());
                for row in 0..=answered {
                    for column in 0..=side.answered() {
                        let in_row = column < side.answered() && base(row, side.answered());
                        let in_column = row < answered && base(answered, column);
                        if everywhere || in_row || in_column {
                            whole.insert(layout.at(row, column));
                        }
                    }
                }
            }
        }
        // A base says by itself that there are some.
        let of_all = layout.at(answered, layout.columns.as_ref().map_or(0, Side::answered));
        for id in layout.ids.iter().filter(|id| **id != NONE) {
            let known = &mut self.cells[*id as usize];
            let in_few = whole.contains(id) && (*id != of_all || known.count == 0);
            known.whole |= in_few;
            known.apart |= !in_few;
        }
        whole
    }

    /// A table as it leaves.
    fn table(&self, at: usize, threshold: u32) -> Table {
        let layout = &self.layouts[at];
        let cell = |row: usize, column: usize| {
            let known = &self.cells[layout.at(row, column) as usize];
            if known.told { Cell::Count(known.count as u32) } else { Cell::WITHHELD }
        };
        let (answered, all) = (layout.rows.answered(), layout.rows.all());
        let base = layout.columns.as_ref().map_or(0, Side::answered);
        let one = layout.columns.is_none();
        Table {
            standing: Use::Published { threshold },
            sheets: cell(all, layout.columns.as_ref().map_or(0, Side::all)),
            answered: cell(answered, base),
            empty: one.then(|| cell(answered + 1, 0)),
            not_asked: one.then(|| cell(answered + 2, 0)),
            rows: (0..answered).map(|row| cell(row, base)).collect(),
            columns: (0..base).map(|column| cell(answered, column)).collect(),
            cells: if one {
                Vec::new()
            } else {
                (0..answered).map(|row| (0..base).map(|column| cell(row, column)).collect()).collect()
            },
        }
    }
}

/// The cells of a table with their places; none where the table has another shape.
fn places(layout: &Layout, table: &Table) -> Option<Vec<(usize, Cell)>> {
    let width = layout.width();
    let (answered, all) = (layout.rows.answered(), layout.rows.all());
    let base = layout.columns.as_ref().map_or(0, Side::answered);
    let fits = table.rows.len() == answered && table.columns.len() == base;
    let mut places = vec![
        (all * width + layout.columns.as_ref().map_or(0, Side::all), table.sheets),
        (answered * width + base, table.answered),
    ];
    if layout.columns.is_none() {
        places.extend([((answered + 1) * width, table.empty?), ((answered + 2) * width, table.not_asked?)]);
    } else if table.cells.len() != answered || table.cells.iter().any(|line| line.len() != base) {
        return None;
    }
    places.extend(table.rows.iter().enumerate().map(|(row, cell)| (row * width + base, *cell)));
    places.extend(table.columns.iter().enumerate().map(|(column, cell)| (answered * width + column, *cell)));
    for (row, line) in table.cells.iter().enumerate() {
        places.extend(line.iter().enumerate().map(|(column, cell)| (row * width + column, *cell)));
    }
    fits.then_some(places)
}
