//! Other sheets that agree with everything told, and how far each withheld cell gets in them.

use super::{Condition, Key, Known, Layout, NARROW, Sets};
use crate::column::{ANSWERED, NOT_ASKED};
use crate::{Kind, Sheets};
use std::collections::{BTreeMap, BTreeSet};

/// Changes tried before one that costs something is looked for.
const TRIES: usize = 48;
/// Changes weighed to find the one that costs least.
const WEIGHED: usize = 400;
/// Changes tried before a cell counts as derivable.
const TRIES_MAX: usize = 12_000;

/// A column and all that are asked by its answer: they change together, so that other sheets are such as the form
/// allows.
struct Unit {
    columns: Vec<usize>,
    holds: Vec<bool>,
    layouts: Vec<usize>,
    /// Whether it is asked depends on a column outside.
    depends: bool,
}

/// What a sheet takes over in the columns of a unit.
#[derive(Clone, Copy, Debug)]
enum Gift {
    /// A code, where the unit is one column.
    Code(u16),
    /// What another sheet says now.
    From(usize),
}

/// One sheet takes over answers of another; or both exchange them.
#[derive(Clone, Copy, Debug)]
struct Step {
    unit: usize,
    sheet: usize,
    gift: Gift,
    exchange: bool,
}

/// Why a cell cannot get another number.
pub(super) struct Change {
    /// The tables with the cell.
    pub(super) cell_tables: Vec<usize>,
    /// The tables in which the least conspicuous change would show.
    pub(super) shows_in: Vec<usize>,
}

/// Cells that add up: one column varies, the rest is the same.
struct Line {
    rest: Key,
    column: usize,
    /// For each code its atom: codes that no cell tells apart; [`NO_ATOM`] where no cell holds it.
    atom: Vec<u16>,
    counts: Vec<i32>,
    /// Atoms between which a sheet moved, in other sheets.
    linked: Vec<u16>,
    /// Atoms of which there were more or fewer than are here, and none of another.
    open: Vec<bool>,
}

const NO_ATOM: u16 = u16::MAX;

impl Line {
    fn root(&self, mut atom: u16) -> u16 {
        while self.linked[usize::from(atom)] != atom {
            atom = self.linked[usize::from(atom)];
        }
        atom
    }
}

/// The sheets, and other sheets that agree with what is told of them.
pub(super) struct Walk {
    sets: Sets,
    pub(super) cells: Vec<Known>,
    pub(super) layouts: Vec<Layout>,
    /// The answers as they are, a column each.
    real: Vec<Vec<u16>>,
    /// Other answers.
    codes: Vec<Vec<u16>>,
    now: Vec<i32>,
    least: Vec<i32>,
    most: Vec<i32>,
    units: Vec<Unit>,
    lines: Vec<Line>,
    lines_of: Vec<Vec<u32>>,
    /// The cells that say how many sheets an edition has.
    totals: Vec<usize>,
    // What a step changes, kept between steps so that nothing is made anew.
    delta: Vec<i32>,
    touched: Vec<u32>,
    turn: u64,
}

/// How far a target got.
struct Reach {
    now: i32,
    least: i32,
    most: i32,
    /// Columns that show in many tables are tried too.
    wide: bool,
}

impl Reach {
    fn note(&mut self) {
        (self.least, self.most) = (self.least.min(self.now), self.most.max(self.now));
    }
}

/// What is to get another number: a cell, or the sum of some atoms of a line.
struct Target {
    key: Key,
    cell: Option<u32>,
    count: i32,
    need: i32,
}

impl Walk {
    pub(super) fn new(
        sheets: &Sheets,
        lives: &[u16],
        mut sets: Sets,
        cells: Vec<Known>,
        layouts: Vec<Layout>,
    ) -> Walk {
        let mut codes: Vec<Vec<u16>> =
            sheets.columns().iter().map(|column| column.codes().to_vec()).collect();
        codes.push(lives.to_vec());
        let several: Vec<bool> =
            sheets.columns().iter().map(|column| matches!(column.kind(), Kind::Several { .. })).collect();
        let (lines, lines_of) = lines(&mut sets, &cells, &several);
        let mut walk = Walk {
            totals: (0..cells.len()).filter(|cell| cells[*cell].fixed).collect(),
            units: units(sheets, &layouts),
            now: vec![0; cells.len()],
            least: Vec::new(),
            most: Vec::new(),
            delta: vec![0; cells.len()],
            touched: Vec::new(),
            real: codes.clone(),
            codes,
            sets,
            cells,
            layouts,
            lines,
            lines_of,
            turn: 0,
        };
        for sheet in 0..sheets.len() {
            for layout in &walk.layouts {
                layout.each_own(&walk.sets, &|column| walk.codes[column][sheet], |cell| {
                    walk.now[cell as usize] += 1
                });
            }
        }
        for total in walk.totals.clone() {
            walk.now[total] = walk.count(&walk.cells[total].key);
        }
        walk.least.clone_from(&walk.now);
        walk.most.clone_from(&walk.now);
        for (cell, count) in walk.cells.iter_mut().zip(&walk.now) {
            cell.count = *count;
        }
        for line in &mut walk.lines {
            for sheet in 0..sheets.len() {
                let atom = line.atom[usize::from(walk.codes[line.column][sheet])];
                if atom != NO_ATOM
                    && line
                        .rest
                        .iter()
                        .all(|(column, set)| walk.sets.holds(*set, walk.codes[usize::from(*column)][sheet]))
                {
                    line.counts[usize::from(atom)] += 1;
                }
            }
        }
        walk
    }

    /// Withholds cells until every withheld one, and every small sum or difference, is safe.
    pub(super) fn protect(&mut self, threshold: i32) -> Result<(), Change> {
        let mut settled: BTreeSet<Key> = BTreeSet::new();
        let mut groups = self.small_groups(threshold);
        groups.append(&mut self.small_rests(threshold));
        loop {
            self.widen_cells(threshold)?;
            if let Some((key, count)) = groups.pop_last() {
                // Wherever one changes, many others do.
                if self.count(&key) == count {
                    self.widen(&Target { key, cell: None, count, need: 1 })?;
                }
                continue;
            }
            let mut sums = self.small_sums(threshold);
            sums.retain(|target| !settled.contains(&target.key));
            if sums.is_empty() {
                return Ok(());
            }
            for target in sums {
                self.widen(&target)?;
                settled.insert(target.key);
            }
        }
    }

    fn widen_cells(&mut self, threshold: i32) -> Result<(), Change> {
        loop {
            let near: Vec<u32> = (0..self.cells.len() as u32)
                .filter(|id| {
                    let (at, known) = (*id as usize, &self.cells[*id as usize]);
                    !known.told && self.most[at] - self.least[at] < known.need(threshold)
                })
                .collect();
            if near.is_empty() {
                return Ok(());
            }
            for id in near {
                let known = &self.cells[id as usize];
                let target = Target {
                    key: known.key.clone(),
                    cell: Some(id),
                    count: known.count,
                    need: known.need(threshold),
                };
                self.widen(&target)?;
            }
        }
    }

    /// The small groups that one may ask for: of columns that stand together in a table, those in one set of each, or
    /// in one set and not in another one inside it.
    fn small_groups(&mut self, threshold: i32) -> BTreeSet<(Key, i32)> {
        let together: BTreeSet<Vec<u16>> =
            self.cells.iter().map(|known| known.key.iter().map(|(column, _)| *column).collect()).collect();
        let mut of: BTreeMap<u16, BTreeSet<u32>> = BTreeMap::new();
        for (column, set) in self.cells.iter().flat_map(|known| &known.key) {
            of.entry(*column).or_default().insert(*set);
        }
        for (column, sets) in &mut of {
            let all = self.sets.add(*column, self.sets.possible[usize::from(*column)].clone(), false);
            let mut more = BTreeSet::from([all]);
            for outer in sets.iter().copied().chain([all]) {
                if self.sets.overlapping[outer as usize] {
                    continue;
                }
                for inner in sets.iter().filter(|inner| **inner != outer) {
                    let (out, within) = (&self.sets.bits[outer as usize], &self.sets.bits[*inner as usize]);
                    if out.iter().zip(within).all(|(out, within)| *out || !*within) {
                        let rest = out.iter().zip(within).map(|(out, within)| *out && !*within).collect();
                        more.insert(self.sets.add(*column, rest, self.sets.overlapping[*inner as usize]));
                    }
                }
            }
            sets.extend(more);
        }
        for (column, sets) in &mut of {
            let answered = self.first_answer(*column);
            sets.retain(|set| self.sets.bits[*set as usize][answered..].contains(&true));
        }
        let members = self.members();
        let mut found: BTreeSet<(Key, i32)> = BTreeSet::new();
        for columns in together {
            let mut partial: Vec<(Vec<Condition>, Vec<u64>)> = vec![(Vec::new(), self.everybody())];
            for column in columns {
                let mut next = Vec::new();
                for (conditions, sheets) in &partial {
                    for set in &of[&column] {
                        let both: Vec<u64> =
                            sheets.iter().zip(&members[*set as usize]).map(|(a, b)| a & b).collect();
                        if both.iter().any(|word| *word != 0) {
                            next.push((conditions.iter().copied().chain([(column, *set)]).collect(), both));
                        }
                    }
                }
                partial = next;
            }
            for (conditions, sheets) in partial {
                let count = sheets.iter().map(|word| word.count_ones() as i32).sum();
                if (1..threshold).contains(&count) {
                    found.insert((self.sets.key(&conditions), count));
                }
            }
        }
        found
    }

    /// The small rests of groups that are told: where one group is what another one has in some set of a column, though
    /// no table crosses the two.
    fn small_rests(&mut self, threshold: i32) -> BTreeSet<(Key, i32)> {
        let told = self.told_groups();
        let members = self.members();
        let sized = |key: Key| {
            let sheets = self.in_all(&members, &key);
            (size(&sheets), key, sheets)
        };
        // The small ones first, so that those hardly larger than one stand together.
        let mut told: Vec<(i32, Key, Vec<u64>)> = told.into_iter().map(sized).collect();
        told.sort_unstable();
        let mut of_sheet = vec![Vec::new(); self.codes[0].len()];
        for (at, (_, _, sheets)) in told.iter().enumerate() {
            for (sheet, groups) in of_sheet.iter_mut().enumerate() {
                if sheets[sheet / 64] >> (sheet % 64) & 1 == 1 {
                    groups.push(at);
                }
            }
        }
        let mut rests = BTreeSet::new();
        for (many, inner, sheets) in &told {
            let Some(first) = sheets.iter().position(|word| *word != 0) else { continue };
            let around_it: &[usize] = &of_sheet[64 * first + sheets[first].trailing_zeros() as usize];
            let larger = around_it.partition_point(|at| told[*at].0 <= *many);
            let too_large = around_it.partition_point(|at| told[*at].0 < many + threshold);
            for at in &around_it[larger..too_large] {
                let (of, outer, around) = &told[*at];
                for (column, set) in inner {
                    let part = around.iter().zip(&members[*set as usize]).map(|(a, b)| a & b);
                    if part.eq(sheets.iter().copied()) {
                        rests.insert((outer.clone(), *column, self.outside(*column, &[*set]), of - many));
                    }
                }
            }
        }
        rests.retain(|(_, column, rest, _)| rest[self.first_answer(*column)..].contains(&true));
        rests
            .into_iter()
            .map(|(mut outer, column, rest, count)| {
                outer.push((column, self.sets.add(column, rest, false)));
                (self.sets.key(&outer), count)
            })
            .collect()
    }

    /// The codes of a column that are in none of its sets.
    fn outside(&self, column: u16, sets: &[u32]) -> Vec<bool> {
        let possible = self.sets.possible[usize::from(column)].iter().enumerate();
        possible
            .map(|(code, it)| *it && !sets.iter().any(|set| self.sets.bits[*set as usize][code]))
            .collect()
    }

    /// What is told, and what one can take away from it.
    fn told_groups(&mut self) -> Vec<Key> {
        let told: BTreeSet<Key> =
            self.cells.iter().filter(|known| known.told).map(|known| known.key.clone()).collect();
        let mut families: BTreeMap<(Key, u16), Vec<u32>> = BTreeMap::new();
        for key in &told {
            for (column, set) in key {
                let rest: Key = key.iter().copied().filter(|(other, _)| other != column).collect();
                if told.contains(&rest) {
                    families.entry((rest, *column)).or_default().push(*set);
                }
            }
        }
        let mut groups = told;
        for ((rest, column), sets) in families {
            for union in sets.iter().map(|set| vec![*set]).chain([sets.clone()]) {
                let bits = self.outside(column, &union);
                let conditions: Key =
                    rest.iter().copied().chain([(column, self.sets.add(column, bits, false))]).collect();
                groups.insert(self.sets.key(&conditions));
            }
        }
        groups.into_iter().collect()
    }

    /// The sheets in all these sets.
    fn in_all(&self, members: &[Vec<u64>], key: &[Condition]) -> Vec<u64> {
        key.iter().fold(self.everybody(), |sheets, (_, set)| {
            sheets.iter().zip(&members[*set as usize]).map(|(a, b)| a & b).collect()
        })
    }

    fn everybody(&self) -> Vec<u64> {
        let sheets = self.codes[0].len();
        (0..sheets.div_ceil(64))
            .map(|word| if sheets >= 64 * (word + 1) { u64::MAX } else { (1 << (sheets % 64)) - 1 })
            .collect()
    }

    /// From this code on something is said: who answered nothing said nothing that could be told.
    fn first_answer(&self, column: u16) -> usize {
        if usize::from(column) + 1 < self.codes.len() { usize::from(ANSWERED) } else { 0 }
    }

    /// For each set the sheets in it now.
    fn members(&self) -> Vec<Vec<u64>> {
        let mut column_of = vec![0; self.sets.bits.len()];
        self.sets.known.iter().for_each(|((column, _), set)| column_of[*set as usize] = usize::from(*column));
        let sheets = self.codes[0].len();
        (0..self.sets.bits.len())
            .map(|set| {
                let mut members = vec![0_u64; sheets.div_ceil(64)];
                for (sheet, code) in self.codes[column_of[set]].iter().enumerate() {
                    members[sheet / 64] |= u64::from(self.sets.bits[set][usize::from(*code)]) << (sheet % 64);
                }
                members
            })
            .collect()
    }

    /// Sums of atoms that no change has separated from their sum so far.
    fn small_sums(&mut self, threshold: i32) -> Vec<Target> {
        let mut found = Vec::new();
        for line in &self.lines {
            let mut sums: BTreeMap<u16, (i32, bool)> = BTreeMap::new();
            for atom in 0..line.counts.len() {
                let sum = sums.entry(line.root(atom as u16)).or_default();
                sum.0 += line.counts[atom];
                sum.1 |= line.open[atom];
            }
            for (root, (sum, open)) in sums {
                if open || !(1..threshold).contains(&sum) {
                    continue;
                }
                let bits =
                    line.atom.iter().map(|atom| *atom != NO_ATOM && line.root(*atom) == root).collect();
                let set = self.sets.add(line.column as u16, bits, true);
                let conditions: Vec<Condition> =
                    line.rest.iter().copied().chain([(line.column as u16, set)]).collect();
                found.push(Target { key: self.sets.key(&conditions), cell: None, count: sum, need: 1 });
            }
        }
        found
    }

    /// Changes answers until the target got numbers far enough apart, withholding what it takes.
    fn widen(&mut self, target: &Target) -> Result<(), Change> {
        let mut reach =
            Reach { now: self.count(&target.key), least: target.count, most: target.count, wide: false };
        let mut tries = WEIGHED;
        loop {
            if self.roam(target, true, &mut reach) {
                return Ok(());
            }
            let more = self.cheapest(&target.key, true, (tries, reach.wide));
            if self.roam(target, false, &mut reach) {
                return Ok(());
            }
            let floor = target.cell.map_or(0, |cell| self.cells[cell as usize].floor());
            let mut step =
                if reach.now > floor { self.cheapest(&target.key, false, (tries, reach.wide)) } else { None };
            if let Some((cost, _)) = more
                && step.is_none_or(|(other, _)| cost < other)
            {
                if self.roam(target, true, &mut reach) {
                    return Ok(());
                }
                step = self
                    .cheapest(&target.key, true, (tries, reach.wide))
                    .or_else(|| self.cheapest(&target.key, false, (tries, reach.wide)));
            }
            if let Some((_, step)) = step {
                self.withhold(step);
                self.take(step);
                reach.now = self.count(&target.key);
                reach.note();
            } else if !reach.wide {
                reach.wide = true;
            } else if tries < TRIES_MAX {
                tries = TRIES_MAX;
                self.go_back();
                reach.now = target.count;
            } else if let Some(cell) = target.cell
                && reach.most - reach.least >= NARROW.min(target.need)
            {
                self.cells[cell as usize].narrow = true;
                return Ok(());
            } else {
                let cell_tables =
                    target.cell.map_or(Vec::new(), |cell| self.cells[cell as usize].tables.clone());
                return Err(Change { cell_tables, shows_in: self.blame(&target.key) });
            }
        }
    }

    /// Goes one way as far as it gets without showing in anything told. Says whether that is far enough.
    fn roam(&mut self, target: &Target, up: bool, reach: &mut Reach) -> bool {
        loop {
            if let Some(cell) = target.cell {
                reach.least = reach.least.min(self.least[cell as usize]);
                reach.most = reach.most.max(self.most[cell as usize]);
            }
            if reach.most - reach.least >= target.need {
                return true;
            }
            let floor = target.cell.map_or(0, |cell| self.cells[cell as usize].floor());
            if !up && reach.now <= floor {
                return false;
            }
            let Some(step) = self.free(&target.key, up, reach.wide) else { return false };
            self.take(step);
            reach.now += if up { 1 } else { -1 };
            reach.note();
        }
    }

    /// The sheets as they are.
    fn go_back(&mut self) {
        self.codes.clone_from(&self.real);
        for (now, cell) in self.now.iter_mut().zip(&self.cells) {
            *now = cell.count;
        }
    }

    fn meets(&self, key: &[Condition], sheet: usize) -> bool {
        key.iter().all(|(column, set)| self.sets.holds(*set, self.codes[usize::from(*column)][sheet]))
    }

    fn count(&self, key: &[Condition]) -> i32 {
        (0..self.codes[0].len()).filter(|sheet| self.meets(key, *sheet)).count() as i32
    }

    /// A step that shows in nothing told.
    fn free(&mut self, key: &[Condition], up: bool, wide: bool) -> Option<Step> {
        let mut found = None;
        self.steps(key, up, (TRIES, wide), |walk, step| {
            found = step.filter(|step| walk.cost(*step, false) == Some(0));
            found.is_some()
        });
        found
    }

    /// The step this way for which least is withheld, and what that costs, of the first column that has one. Where some
    /// are free they were taken before.
    fn cheapest(&mut self, key: &[Condition], up: bool, effort: (usize, bool)) -> Option<(u64, Step)> {
        let mut best: Option<(u64, Step)> = None;
        self.steps(key, up, effort, |walk, step| {
            let Some(step) = step else { return best.is_some() };
            if let Some(cost) = walk.cost(step, false)
                && cost > 0
                && best.is_none_or(|(least, _)| cost < least)
            {
                best = Some((cost, step));
            }
            false
        });
        best
    }

    /// The tables in which the change that costs least would show, though it must not.
    fn blame(&mut self, key: &[Condition]) -> Vec<usize> {
        let mut best: Option<(u64, Step)> = None;
        for up in [true, false] {
            self.steps(key, up, (WEIGHED, true), |walk, step| {
                if let Some(step) = step
                    && let Some(cost) = walk.cost(step, true)
                    && best.is_none_or(|(least, _)| cost < least)
                {
                    best = Some((cost, step));
                }
                false
            });
        }
        let Some((_, step)) = best else { return Vec::new() };
        self.spread(step);
        let shown = self
            .touched
            .iter()
            .filter(|cell| self.delta[**cell as usize] != 0)
            .map(|cell| &self.cells[*cell as usize]);
        let tables = shown
            .filter(|known| known.fixed)
            .flat_map(|known| known.tables.iter().copied().take(1))
            .collect();
        self.clear();
        tables
    }

    /// Goes through steps, of which columns that show in few tables unless `wide`, by which one sheet more, or fewer, meets all conditions, until `each` has enough; a column
    /// after the other, with none after each.
    fn steps(
        &mut self,
        key: &[Condition],
        up: bool,
        (tries, wide): (usize, bool),
        mut each: impl FnMut(&mut Walk, Option<Step>) -> bool,
    ) {
        let sheets = self.codes[0].len();
        // The unit that shows in the fewest tables first.
        let mut units: Vec<usize> = (0..self.units.len())
            .filter(|unit| key.iter().any(|(column, _)| self.units[*unit].holds[usize::from(*column)]))
            .collect();
        units.sort_by_key(|unit| self.units[*unit].layouts.len());
        if !wide && let Some(first) = units.first() {
            let least = self.units[*first].layouts.len();
            units.retain(|unit| self.units[*unit].layouts.len() <= 3 * least);
        }
        for unit in units {
            let (inside, outside): (Key, Key) =
                key.iter().partition(|(column, _)| self.units[unit].holds[usize::from(*column)]);
            let mut takers = Vec::new();
            let mut givers = Vec::new();
            for sheet in 0..sheets {
                let (within, without) = (self.meets(&inside, sheet), self.meets(&outside, sheet));
                if without && within != up {
                    takers.push(sheet);
                }
                if within == up {
                    givers.push((sheet, without));
                }
            }
            if takers.is_empty() {
                continue;
            }
            let alone = self.units[unit].columns.len() == 1;
            let root = self.units[unit].columns[0];
            let mut gifts: Vec<Gift> = Vec::new();
            if alone {
                let possible = &self.sets.possible[root];
                let codes = (0..possible.len() as u16).filter(|code| possible[usize::from(*code)]);
                gifts.extend(
                    codes
                        .filter(|code| inside.iter().all(|(_, set)| self.sets.holds(*set, *code)) == up)
                        .map(Gift::Code),
                );
            } else {
                gifts.extend(givers.iter().map(|(sheet, _)| Gift::From(*sheet)));
            }
            givers.retain(|(_, without)| !without);
            for (exchange, many) in [(true, givers.len()), (false, gifts.len())] {
                let pairs = takers.len() * many;
                if pairs == 0 {
                    continue;
                }
                // Few are all tried, of many some, spread evenly: a stride that has no divisor in common with them.
                self.turn =
                    self.turn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let mut at = (self.turn >> 33) as usize % pairs;
                let stride = coprime((self.turn >> 17) as usize % pairs, pairs);
                for _ in 0..pairs.min(tries) {
                    let (sheet, other) = (takers[at % takers.len()], at / takers.len());
                    at = (at + stride) % pairs;
                    let gift = if exchange { Gift::From(givers[other].0) } else { gifts[other] };
                    let given = match gift {
                        Gift::Code(code) => code,
                        Gift::From(other) => self.codes[root][other],
                    };
                    let asked = |code: u16| code != NOT_ASKED;
                    if self.units[unit].depends && asked(given) != asked(self.codes[root][sheet]) {
                        continue;
                    }
                    if each(self, Some(Step { unit, sheet, gift, exchange })) {
                        return;
                    }
                }
            }
            if each(self, None) {
                return;
            }
        }
    }

    /// Works out what a step changes in all cells, into `delta`.
    fn spread(&mut self, step: Step) {
        let Walk { sets, layouts, codes, units, delta, touched, .. } = self;
        let unit = &units[step.unit];
        let given = |column: usize, sheet: usize, gift: Gift| {
            if !unit.holds[column] {
                return codes[column][sheet];
            }
            match gift {
                Gift::Code(code) => code,
                Gift::From(other) => codes[column][other],
            }
        };
        let mut add = |cell: u32, by: i32| {
            if delta[cell as usize] == 0 {
                touched.push(cell);
            }
            delta[cell as usize] += by;
        };
        let mut one = |sheet: usize, gift: Gift| {
            for layout in &unit.layouts {
                layouts[*layout].each_own(sets, &|column| codes[column][sheet], |cell| add(cell, -1));
                layouts[*layout].each_own(sets, &|column| given(column, sheet, gift), |cell| add(cell, 1));
            }
        };
        one(step.sheet, step.gift);
        if let (true, Gift::From(other)) = (step.exchange, step.gift) {
            one(other, Gift::From(step.sheet));
        }
    }

    fn clear(&mut self) {
        for cell in self.touched.drain(..) {
            self.delta[cell as usize] = 0;
        }
    }

    /// What must be withheld for a step; none where it cannot be. `through`: as if what was published could change.
    fn cost(&mut self, step: Step, through: bool) -> Option<u64> {
        self.spread(step);
        let mut cost = Some(0);
        for at in 0..self.touched.len() {
            let cell = self.touched[at] as usize;
            let by = self.delta[cell];
            if by == 0 {
                continue;
            }
            // Once a cell was touched, left and touched again it stands here twice.
            let known = &self.cells[cell];
            if !through && (self.now[cell] + by < known.floor() || (known.told && known.fixed)) {
                cost = None;
                break;
            }
            if known.told {
                cost = cost.map(|cost| cost + if known.fixed { 1 << 32 } else { known.cost() });
            }
        }
        self.clear();
        cost
    }

    fn withhold(&mut self, step: Step) {
        self.spread(step);
        for at in 0..self.touched.len() {
            let cell = self.touched[at] as usize;
            if self.delta[cell] != 0 {
                self.cells[cell].told = false;
            }
        }
        self.clear();
    }

    /// Takes a step, and notes how far cells got and which atoms exchanged a sheet.
    fn take(&mut self, step: Step) {
        self.spread(step);
        for at in 0..self.touched.len() {
            let cell = self.touched[at] as usize;
            self.now[cell] += std::mem::take(&mut self.delta[cell]);
            self.least[cell] = self.least[cell].min(self.now[cell]);
            self.most[cell] = self.most[cell].max(self.now[cell]);
        }
        self.clear();
        let mut moved: BTreeMap<(u32, u16), i32> = BTreeMap::new();
        let mut note = |walk: &Walk, sheet: usize, by: i32| {
            let mut atoms = Vec::new();
            walk.each_atom(step.unit, sheet, |line, atom| atoms.push((line, atom)));
            atoms.sort_unstable();
            atoms.dedup();
            for atom in atoms {
                *moved.entry(atom).or_default() += by;
            }
        };
        note(self, step.sheet, -1);
        match (step.gift, step.exchange) {
            (Gift::From(other), true) => {
                note(self, other, -1);
                for column in self.units[step.unit].columns.clone() {
                    self.codes[column].swap(step.sheet, other);
                }
                note(self, other, 1);
            }
            (gift, _) => {
                for column in self.units[step.unit].columns.clone() {
                    self.codes[column][step.sheet] = match gift {
                        Gift::Code(code) => code,
                        Gift::From(other) => self.codes[column][other],
                    };
                }
            }
        }
        note(self, step.sheet, 1);
        moved.retain(|_, by| *by != 0);
        let moved: Vec<((u32, u16), i32)> = moved.into_iter().collect();
        for of_line in moved.chunk_by(|((line, _), _), ((next, _), _)| line == next) {
            let line = &mut self.lines[of_line[0].0.0 as usize];
            match of_line {
                [((_, from), a), ((_, to), b)] if a + b == 0 => {
                    let (from, to) = (line.root(*from), line.root(*to));
                    line.linked[usize::from(from.max(to))] = from.min(to);
                }
                [((_, one), a), ((_, other), b)] if a.signum() == b.signum() => {
                    line.open[usize::from(*one)] = true;
                    line.open[usize::from(*other)] = true;
                }
                [((_, one), _)] => line.open[usize::from(*one)] = true,
                _ => {}
            }
        }
    }

    /// The atoms that a sheet is in, in lines that the columns of a unit have to do with.
    fn each_atom(&self, unit: usize, sheet: usize, mut each: impl FnMut(u32, u16)) {
        let unit = &self.units[unit];
        let mut of_cell = |cell: usize| {
            for id in &self.lines_of[cell] {
                let line = &self.lines[*id as usize];
                if unit.holds[line.column]
                    || line.rest.iter().any(|(column, _)| unit.holds[usize::from(*column)])
                {
                    let atom = line.atom[usize::from(self.codes[line.column][sheet])];
                    if atom != NO_ATOM {
                        each(*id, atom);
                    }
                }
            }
        };
        for layout in &self.layouts {
            layout.each_own(&self.sets, &|column| self.codes[column][sheet], |cell| of_cell(cell as usize));
        }
        for total in &self.totals {
            if self.meets(&self.cells[*total].key, sheet) {
                of_cell(*total);
            }
        }
    }
}

/// The lines among cells, and for each cell the lines it is in or is the total of.
fn lines(sets: &mut Sets, cells: &[Known], several: &[bool]) -> (Vec<Line>, Vec<Vec<u32>>) {
    let ids: BTreeMap<&Key, usize> = cells.iter().enumerate().map(|(id, known)| (&known.key, id)).collect();
    let mut families: BTreeMap<(Key, u16), Vec<(u32, usize)>> = BTreeMap::new();
    for (id, known) in cells.iter().enumerate() {
        for (column, set) in &known.key {
            let rest: Key = known.key.iter().copied().filter(|(other, _)| other != column).collect();
            families.entry((rest, *column)).or_default().push((*set, id));
        }
    }
    let mut lines = Vec::new();
    let mut lines_of = vec![Vec::new(); cells.len()];
    for ((rest, column), mut family) in families {
        // Who was asked, or not, stands under what decides it.
        let same: Vec<_> =
            sets.same.range((column, 0)..=(column, u32::MAX)).map(|(one, same)| (one.1, *same)).collect();
        for (set, condition) in same {
            let conditions: Vec<Condition> = rest.iter().copied().chain([condition]).collect();
            let key = sets.key(&conditions);
            family.extend(ids.get(&key).filter(|_| key != rest).map(|cell| (set, *cell)));
        }
        let overlaps =
            |set: u32| several.get(usize::from(column)) == Some(&true) && sets.overlapping[set as usize];
        // One choice of several is told apart from not taking it, not from other choices.
        let mut facets: Vec<Vec<(u32, usize)>> = family
            .iter()
            .filter(|(set, _)| overlaps(*set))
            .map(|one| family.iter().filter(|(set, _)| !overlaps(*set)).chain([one]).copied().collect())
            .collect();
        if facets.is_empty() {
            facets.push(family);
        }
        let total = ids.get(&rest).copied();
        for family in facets {
            let width = sets.bits[family[0].0 as usize].len();
            let mut known: BTreeMap<Vec<bool>, u16> = BTreeMap::new();
            let atom: Vec<u16> = (0..width)
                .map(|code| {
                    let held: Vec<bool> =
                        family.iter().map(|(set, _)| sets.bits[*set as usize][code]).collect();
                    if !sets.possible[usize::from(column)][code] || (total.is_none() && !held.contains(&true))
                    {
                        return NO_ATOM;
                    }
                    let next = known.len() as u16;
                    *known.entry(held).or_insert(next)
                })
                .collect();
            let id = lines.len() as u32;
            family.iter().map(|(_, cell)| *cell).chain(total).for_each(|cell| lines_of[cell].push(id));
            let atoms = known.len();
            lines.push(Line {
                rest: rest.clone(),
                column: usize::from(column),
                atom,
                counts: vec![0; atoms],
                linked: (0..atoms as u16).collect(),
                open: vec![false; atoms],
            });
        }
    }
    (lines, lines_of)
}

fn units(sheets: &Sheets, layouts: &[Layout]) -> Vec<Unit> {
    let columns = sheets.columns();
    (0..columns.len())
        .map(|root| {
            let mut holds = vec![false; columns.len() + 1];
            holds[root] = true;
            for (at, column) in columns.iter().enumerate().skip(root + 1) {
                holds[at] = column.parent().is_some_and(|parent| holds[parent]);
            }
            let layouts = layouts.iter().enumerate().filter(|(_, layout)| {
                holds[layout.rows.column]
                    || layout.columns.as_ref().is_some_and(|side| holds[side.column])
                    || layout.only.iter().any(|(column, _)| holds[usize::from(*column)])
            });
            Unit {
                columns: (root..columns.len()).filter(|column| holds[*column]).collect(),
                layouts: layouts.map(|(at, _)| at).collect(),
                depends: columns[root].parent().is_some(),
                holds,
            }
        })
        .collect()
}

fn size(sheets: &[u64]) -> i32 {
    sheets.iter().map(|word| word.count_ones() as i32).sum()
}

fn coprime(from: usize, of: usize) -> usize {
    let mut stride = from.max(1);
    while gcd(stride, of) != 1 {
        stride += 1;
    }
    stride
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}
