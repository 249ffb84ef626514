//! Results of a campaign: its sheets as columns, the counts that officers work with, and the tables that leave.
//!
//! Sheets that were published stay as they were then: what is corrected, added or withdrawn since begins an edition, and
//! the tables of all editions are protected together (crate `results`).

use crate::decide::at_most;
use crate::event::Answer;
use crate::sheet::Sheet;
use crate::state::{Item, State};
use ::results::{Axis, Column, Groups, Kind, Life, Misfit, Published, Sheets, Spec, Unfit, Use, Wish};
use protocol::Refusal;
use protocol::limits::programme::{BOUNDS_MAX, RESULTS_MAX, SHEETS_MAX};
use protocol::programme::ItemId;
use protocol::programme::noun::Noun;
use protocol::programme::results::{By, Count, Crossing, Quartiles, Side, Table, Withheld, Working};
use protocol::programme::value::{Number, Value};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Numbers from one to below it are not told, where the programme does not say another.
const THRESHOLD: u32 = 5;
/// A scale of so many steps has a line for each.
const STEPS_MAX: i64 = 20;
/// Numbers of one table.
const CELLS_MAX: usize = 20_000;
/// Numbers of all tables that a campaign ever told: sixty of ten choices by forty communes, and as many again. They are
/// held together, and whoever waits for the programme waits for that.
const TOLD_MAX: usize = 50_000;
/// Sheets of a campaign as they are and as they were when they were told.
const ROWS_MAX: usize = 2 * SHEETS_MAX;

/// The tables of one publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tables {
    /// Of the sheets: from 0.
    pub edition: u32,
    /// Counts from one to below it are not told.
    pub threshold: u32,
    /// At least one.
    pub tables: Vec<Table>,
}

/// Of what a column is; questions by their numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Of {
    Batch,
    Commune,
    /// With the kind of the question: one that becomes of another kind is another column.
    Question(u32, String),
}

impl Of {
    fn question(item: &Item) -> Self {
        Self::Question(item.number, item.choice("kind").unwrap_or_default().to_owned())
    }
}

/// A column of the sheets, and the numbers of its choices in the order in which they became known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    of: Of,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    choices: Vec<u32>,
}

/// A sheet as it counts in some editions: for each column what it says without its words; nothing: it was not asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Row {
    /// As long as it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sheet: Option<ItemId>,
    life: Life,
    answers: Vec<Option<Answer<()>>>,
}

/// The sheets of a campaign as they were published and are now, and all tables that were published of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Told {
    edition: u32,
    columns: Vec<Known>,
    rows: Vec<Row>,
    /// Each once, with the publication that told it first.
    tables: Vec<(ItemId, Published)>,
}

impl Told {
    /// What there is to tell of a campaign now: after what was told before, its sheets as they stand. A sheet stays the
    /// same for the protection as long as it says the same where something was told: else whatever a new sheet says
    /// would follow from two tables that have no sheet in common.
    fn now(state: &State, campaign: ItemId) -> Self {
        let mut told = state.told.get(&campaign).map_or_else(Self::default, |told| told.as_ref().clone());
        told.learn(state, campaign);
        let width = told.columns.len();
        let mut standing: BTreeMap<ItemId, Vec<Option<Answer<()>>>> = BTreeMap::new();
        for (id, sheet) in state.standing_sheets(campaign) {
            let answers = told.columns.iter().map(|column| column.answer(state, sheet)).collect();
            standing.insert(id, answers);
        }
        let used: BTreeSet<_> = told.tables.iter().flat_map(|(_, table)| columns_of(&table.spec)).collect();
        let next = told.edition + 1;
        let mut is_same = true;
        for row in &mut told.rows {
            row.answers.resize(width, None);
            let Some(sheet) = row.sheet else { continue };
            match standing.remove(&sheet) {
                Some(answers) if used.iter().all(|column| answers[*column] == row.answers[*column]) => {
                    row.answers = answers;
                }
                gone => {
                    standing.extend(gone.map(|answers| (sheet, answers)));
                    row.life.until = Some(next);
                    row.sheet = None;
                    is_same = false;
                }
            }
        }
        let is_other = !is_same || !standing.is_empty();
        if is_other && !told.tables.is_empty() {
            told.edition = next;
        }
        let life = Life { from: told.edition, until: None };
        let rows = standing.into_iter().map(|(sheet, answers)| Row { sheet: Some(sheet), life, answers });
        told.rows.extend(rows);
        told
    }

    /// Columns and choices that came since; none ever goes.
    fn learn(&mut self, state: &State, campaign: ItemId) {
        let under = |parent: ItemId, noun: Noun| {
            let items = state.children(parent).filter_map(|id| state.items.get(&id));
            items.filter(|item| item.noun == noun).map(|item| item.number).collect::<Vec<_>>()
        };
        let communes = state.items.values().filter(|item| item.noun == Noun::Commune);
        let mut present = vec![
            (Of::Batch, under(campaign, Noun::Batch)),
            (Of::Commune, communes.map(|item| item.number).collect()),
        ];
        for id in state.children(campaign) {
            if let Some(question) = state.items.get(&id).filter(|item| item.noun == Noun::Question) {
                present.push((Of::question(question), under(id, Noun::Choice)));
            }
        }
        for (of, mut choices) in present {
            choices.sort_unstable();
            match self.columns.iter_mut().find(|column| column.of == of) {
                Some(column) => {
                    choices.retain(|choice| !column.choices.contains(choice));
                    column.choices.extend(choices);
                }
                None => self.columns.push(Known { of, choices }),
            }
        }
    }

    /// The sheets with these columns alone, and where each of them stands there; with `rules` also the columns that
    /// decide whether these are asked.
    fn encode(
        &self,
        state: &State,
        wanted: impl IntoIterator<Item = usize>,
        rules: bool,
    ) -> Result<Encoded, Refusal> {
        // A column that decides about another one comes before it.
        let mut order: Vec<usize> = Vec::new();
        let mut asking = BTreeMap::new();
        for column in wanted {
            let mut chain = vec![column];
            while let Some(parent) =
                chain.last().and_then(|last| self.asked_by(state, *last)).filter(|_| rules)
                && !chain.contains(&parent)
            {
                chain.push(parent);
            }
            asking.extend(chain.windows(2).map(|pair| (pair[0], pair[1])));
            let new = chain.into_iter().rev().filter(|column| !order.contains(column)).collect::<Vec<_>>();
            order.extend(new);
        }
        let places: BTreeMap<usize, usize> =
            order.iter().enumerate().map(|(place, column)| (*column, place)).collect();
        let mut columns: Vec<Column> = Vec::new();
        for (place, at) in order.iter().enumerate() {
            let known = &self.columns[*at];
            let mut column = Column::new(known.kind());
            let parent = asking.get(at).and_then(|parent| places.get(parent));
            if let Some(parent) = parent.filter(|parent| **parent < place) {
                column = column.asked_by(*parent);
            }
            let choices =
                known.choices.iter().enumerate().map(|(place, number)| (*number, place as u16)).collect();
            for row in &self.rows {
                known.push(&mut column, row.answers[*at].as_ref(), &choices).map_err(
                    |misfit| match misfit {
                        Misfit::Different => Refusal::LimitReached { max: ::results::DIFFERENT_MAX as u32 },
                        Misfit::Kind | Misfit::Choice | Misfit::Number => Refusal::BadCommand {},
                    },
                )?;
            }
            columns.push(column);
        }
        let lives = self.rows.iter().map(|row| row.life).collect();
        let sheets = Sheets::new(columns).and_then(|sheets| sheets.living(lives));
        Ok(Encoded { sheets: sheets.map_err(|_| Refusal::BadCommand {})?, places })
    }

    /// The column whose answer decides whether this one is asked.
    fn asked_by(&self, state: &State, column: usize) -> Option<usize> {
        let Of::Question(number, _) = &self.columns[column].of else { return None };
        let question = state.items.get(state.questions.get(number)?)?;
        let before = Of::question(state.items.get(&question.item("only_if")?)?);
        self.columns.iter().position(|column| column.of == before)
    }

    /// A table of these columns; also the things that its lines and columns are.
    fn spec(&self, state: &State, campaign: ItemId, crossing: &Crossing) -> Result<Asked, Refusal> {
        let (rows, lines) = self.side(state, campaign, &crossing.rows)?;
        let columns = crossing.columns.as_ref().map(|side| self.side(state, campaign, side)).transpose()?;
        let (columns, column_lines) = columns.unzip();
        let column_lines = column_lines.unwrap_or_default();
        let spec = Spec { rows, columns, only: Vec::new(), edition: self.edition };
        Ok(Asked { spec, lines, column_lines })
    }

    fn side(&self, state: &State, campaign: ItemId, side: &Side) -> Result<(Axis, Vec<ItemId>), Refusal> {
        let of = match side.by {
            By::Batch => Of::Batch,
            By::Commune => Of::Commune,
            By::Question(id) => {
                let question = state.items.get(&id).filter(|item| item.noun == Noun::Question);
                let question =
                    question.filter(|item| item.parent() == Some(campaign)).ok_or(Refusal::NotFound {})?;
                Of::question(question)
            }
        };
        let column = self.columns.iter().position(|column| column.of == of).ok_or(Refusal::NotFound {})?;
        let known = &self.columns[column];
        let (groups, lines) = match known.kind() {
            Kind::Single { .. } | Kind::Several { .. } if side.bounds.is_empty() => {
                let mut lines = known.lines(state, campaign);
                lines.sort_by_key(|(_, id)| rank(state, *id));
                let groups = lines.iter().map(|(place, _)| vec![*place]).collect();
                (Groups::Merged { groups }, lines.into_iter().map(|(_, id)| id).collect())
            }
            Kind::Number if !side.bounds.is_empty() => {
                let bounds = side.bounds.iter().map(|bound| bound.as_f64()).collect();
                (Groups::Bands { bounds }, Vec::new())
            }
            Kind::Number | Kind::Text if side.bounds.is_empty() => (Groups::Choices, Vec::new()),
            _ => return Err(Refusal::BadCommand {}),
        };
        Ok((Axis { column, groups }, lines))
    }
}

/// Sheets with some of the columns.
struct Encoded {
    sheets: Sheets,
    places: BTreeMap<usize, usize>,
}

impl Encoded {
    /// The same table of these columns.
    fn spec(&self, spec: &Spec) -> Spec {
        let mut spec = spec.clone();
        for axis in [Some(&mut spec.rows), spec.columns.as_mut()].into_iter().flatten() {
            axis.column = self.places.get(&axis.column).copied().unwrap_or(usize::MAX);
        }
        spec
    }
}

fn columns_of(spec: &Spec) -> impl Iterator<Item = usize> {
    [Some(&spec.rows), spec.columns.as_ref()].into_iter().flatten().map(|axis| axis.column)
}

/// What a table counts, and what its lines and columns are.
struct Asked {
    spec: Spec,
    lines: Vec<ItemId>,
    column_lines: Vec<ItemId>,
}

impl Asked {
    /// How many numbers it has.
    fn cells(&self) -> usize {
        let width = |axis: &Axis| match &axis.groups {
            Groups::Choices => 1,
            Groups::Merged { groups } => groups.len() + 1,
            Groups::Bands { bounds } => bounds.len() + 2,
        };
        width(&self.spec.rows).saturating_mul(self.spec.columns.as_ref().map_or(1, width))
    }

    /// Refuses what is too large to be looked at.
    fn fits(self, crossing: &Crossing) -> Result<Self, Refusal> {
        let sides = [Some(&crossing.rows), crossing.columns.as_ref()].into_iter().flatten();
        at_most(sides.map(|side| side.bounds.len()).max().unwrap_or_default(), BOUNDS_MAX)?;
        at_most(self.cells(), CELLS_MAX)?;
        Ok(self)
    }
}

impl Known {
    fn kind(&self) -> Kind {
        let choices = self.choices.len() as u16;
        match &self.of {
            Of::Batch | Of::Commune => Kind::Single { choices },
            Of::Question(_, kind) => match kind.as_str() {
                "single" => Kind::Single { choices },
                "several" => Kind::Several { choices },
                "number" | "scale" => Kind::Number,
                _ => Kind::Text,
            },
        }
    }

    /// What a sheet says in this column.
    fn answer(&self, state: &State, sheet: &Sheet) -> Option<Answer<()>> {
        let one = |item: Option<u32>| item.map_or(Answer::Empty, |number| Answer::Choices(vec![number]));
        let batch = sheet.batch.and_then(|batch| state.items.get(&batch));
        match &self.of {
            Of::Batch => Some(one(batch.map(|batch| batch.number))),
            Of::Commune => {
                let place = batch.and_then(|batch| state.items.get(&batch.item("place")?));
                let commune = place.and_then(|place| state.items.get(&place.item("commune")?));
                Some(one(commune.map(|commune| commune.number)))
            }
            Of::Question(number, _) => {
                let answer = sheet.answers.get(number)?.map(|_| ());
                self.holds(&answer).then_some(answer)
            }
        }
    }

    /// Whether an answer is one to a question of this kind.
    fn holds(&self, answer: &Answer<()>) -> bool {
        match (self.kind(), answer) {
            (_, Answer::Empty) => true,
            (Kind::Single { .. }, Answer::Choices(taken)) => taken.len() == 1,
            (Kind::Several { .. }, Answer::Choices(_)) | (Kind::Number, Answer::Number(_)) => true,
            (Kind::Text, Answer::Text(()) | Answer::Day(_)) => true,
            _ => false,
        }
    }

    fn push(
        &self,
        column: &mut Column,
        answer: Option<&Answer<()>>,
        choices: &BTreeMap<u32, u16>,
    ) -> Result<(), Misfit> {
        match answer {
            None => column.push(::results::Answer::NotAsked),
            Some(Answer::Empty) => column.push(::results::Answer::Empty),
            Some(Answer::Number(number)) => column.push(::results::Answer::Number(number.as_f64())),
            Some(Answer::Text(()) | Answer::Day(_)) => column.push(::results::Answer::Text),
            Some(Answer::Choices(taken)) => {
                let places = taken.iter().map(|number| choices.get(number).copied());
                let places = places.collect::<Option<Vec<_>>>().ok_or(Misfit::Choice)?;
                match (self.kind(), places.as_slice()) {
                    (Kind::Single { .. }, [place]) => column.push(::results::Answer::Choice(*place)),
                    (_, places) => column.push(::results::Answer::Choices(places)),
                }
            }
        }
    }

    /// The choices that stand, by their places.
    fn lines(&self, state: &State, campaign: ItemId) -> Vec<(u16, ItemId)> {
        let of = |noun: Noun, ids: &mut dyn Iterator<Item = ItemId>| {
            let items = ids.filter_map(|id| Some((state.items.get(&id)?, id)));
            items.filter(|(item, _)| item.noun == noun).map(|(item, id)| (item.number, id)).collect()
        };
        let standing: BTreeMap<u32, ItemId> = match self.of {
            Of::Batch => of(Noun::Batch, &mut state.children(campaign)),
            Of::Commune => of(Noun::Commune, &mut state.items.keys().copied()),
            Of::Question(..) => self
                .choices
                .iter()
                .filter_map(|number| Some((*number, *state.choices.get(number)?)))
                .collect(),
        };
        let lines = self.choices.iter().enumerate();
        lines.filter_map(|(place, number)| Some((place as u16, *standing.get(number)?))).collect()
    }
}

/// The full counts of a campaign's sheets, for those who work with them.
///
/// # Errors
/// `NOT_FOUND` where there is no such campaign, question or choice; `BAD_COMMAND` for bounds that do not rise, or of a
/// question that is not for a number.
pub fn working(state: &State, campaign: ItemId, crossing: &Crossing) -> Result<Working, Refusal> {
    state.items.get(&campaign).filter(|item| item.noun == Noun::Campaign).ok_or(Refusal::NotFound {})?;
    let told = Told::now(state, campaign);
    let asked = told.spec(state, campaign, crossing)?.fits(crossing)?;
    let encoded = told.encode(state, columns_of(&asked.spec), false)?;
    let spec = encoded.spec(&asked.spec);
    let table = ::results::count(&encoded.sheets, &spec).map_err(unfit)?;
    let quartiles = match told.columns[asked.spec.rows.column].kind() {
        Kind::Number if crossing.columns.is_none() => {
            ::results::quartiles(&encoded.sheets, spec.rows.column, &[], told.edition).map_err(unfit)?
        }
        _ => None,
    };
    let quartiles = quartiles.map(|it| Quartiles {
        least: it.least,
        first: it.first,
        median: it.median,
        third: it.third,
        most: it.most,
    });
    Ok(Working { table: shown(crossing, asked, &table), quartiles })
}

/// The tables that leave: protected together, and with all that was published of the campaign before; nothing: there are
/// no sheets, or no questions.
///
/// # Errors
/// As [`working`]; `TELLS_SMALL_COUNTS` with the first table that cannot be told.
pub(crate) fn made(
    state: &State,
    campaign: ItemId,
    wanted: Option<&[Crossing]>,
) -> Result<Option<Tables>, Refusal> {
    let told = Told::now(state, campaign);
    let crossings = wanted.map_or_else(|| each_question(state, campaign), <[Crossing]>::to_vec);
    at_most(crossings.len(), RESULTS_MAX)?;
    if crossings.is_empty() || !told.rows.iter().any(|row| row.life.holds(told.edition)) {
        return Ok(None);
    }
    let asked = |crossing| told.spec(state, campaign, crossing)?.fits(crossing);
    let asked: Vec<_> = crossings.iter().map(asked).collect::<Result<_, Refusal>>()?;
    let before = told.tables.iter().map(|(_, table)| {
        table.table.rows.len()
            + table.table.cells.iter().map(Vec::len).sum::<usize>()
            + table.table.columns.len()
    });
    at_most(before.chain(asked.iter().map(Asked::cells)).sum(), TOLD_MAX)?;
    at_most(told.rows.len(), ROWS_MAX)?;
    let specs = told.tables.iter().map(|(_, table)| &table.spec).chain(asked.iter().map(|asked| &asked.spec));
    let encoded = told.encode(state, specs.flat_map(columns_of), true)?;
    let wishes: Vec<_> = asked
        .iter()
        .enumerate()
        .map(|(at, asked)| Wish { name: at.to_string(), spec: encoded.spec(&asked.spec) })
        .collect();
    let earlier: Vec<_> = told
        .tables
        .iter()
        .map(|(_, table)| Published { spec: encoded.spec(&table.spec), ..table.clone() })
        .collect();
    let threshold = threshold(state);
    let tables = ::results::publish(&encoded.sheets, threshold, &earlier, &wishes);
    let tables = tables.map_err(|refusal| match refusal {
        ::results::Refusal::Derivable { table, earlier } => Refusal::TellsSmallCounts {
            table: table.parse().unwrap_or_default(),
            earlier: earlier.iter().filter_map(|publication| publication.parse().ok()).collect(),
        },
        ::results::Refusal::TooFew { table } => {
            Refusal::TellsSmallCounts { table: table.parse().unwrap_or_default(), earlier: Vec::new() }
        }
        ::results::Refusal::Unfit { unfit: why, .. } => unfit(why),
        ::results::Refusal::Changed { .. } => Refusal::BadCommand {},
    })?;
    let tables = crossings.iter().zip(asked).zip(&tables);
    let tables = tables.map(|((crossing, asked), table)| shown(crossing, asked, table)).collect();
    Ok(Some(Tables { edition: told.edition, threshold, tables }))
}

impl State {
    /// Keeps what was told of a campaign: its sheets can no longer be others.
    pub(crate) fn tell(&mut self, campaign: ItemId, publication: ItemId, made: &Tables) {
        let mut told = Told::now(self, campaign);
        for table in &made.tables {
            // It was made of these columns.
            let Ok(asked) = told.spec(self, campaign, &table.crossing) else { continue };
            let name = publication.to_string();
            let published = Published { name, spec: asked.spec, table: counted(table, made.threshold) };
            let is_known =
                |(_, told): &(_, Published)| told.spec == published.spec && told.table == published.table;
            if !told.tables.iter().any(is_known) {
                told.tables.push((publication, published));
            }
        }
        self.told.insert(campaign, told.into());
    }
}

/// One table for each question, in the order of the form; of a scale a line a step.
fn each_question(state: &State, campaign: ItemId) -> Vec<Crossing> {
    let mut questions: Vec<_> =
        state.children(campaign).filter(|id| state.noun(*id) == Some(Noun::Question)).collect();
    questions.sort_by_key(|id| rank(state, *id));
    let crossing = |id: ItemId| {
        let rows = Side { by: By::Question(id), bounds: steps(state, id) };
        Crossing { rows, columns: None }
    };
    questions.into_iter().map(crossing).collect()
}

/// The bounds between the steps of a scale.
fn steps(state: &State, question: ItemId) -> Vec<Number> {
    let item = state.items.get(&question).filter(|item| item.choice("kind") == Some("scale"));
    let whole = |field| match item?.value(field)? {
        Value::Number(number) if number.has_decimals(0) => Some(number.millionths() / 1_000_000),
        _ => None,
    };
    match (whole("min"), whole("max")) {
        (Some(min), Some(max)) if (1..STEPS_MAX).contains(&(max - min)) => {
            (min + 1..=max).filter_map(Number::whole).collect()
        }
        _ => Vec::new(),
    }
}

/// Its place on the form: where it was put, else behind.
fn rank(state: &State, id: ItemId) -> (i64, u32) {
    let Some(item) = state.items.get(&id) else { return (i64::MAX, u32::MAX) };
    let order = match item.value("order") {
        Some(Value::Number(order)) => order.millionths(),
        _ => i64::MAX,
    };
    (order, item.number)
}

fn threshold(state: &State) -> u32 {
    match state.items.get(&state.own()).and_then(|own| own.value("small_count")) {
        Some(Value::Number(number)) => number.as_f64() as u32,
        _ => THRESHOLD,
    }
}

fn unfit(why: Unfit) -> Refusal {
    match why {
        Unfit::Large {} => Refusal::LimitReached { max: CELLS_MAX as u32 },
        Unfit::Column { .. } | Unfit::Groups { .. } => Refusal::BadCommand {},
    }
}

fn shown(crossing: &Crossing, asked: Asked, table: &::results::Table) -> Table {
    let count =
        |cell: &::results::Cell| cell.count().map_or(Count::Withheld(Withheld::Withheld), Count::Told);
    let counts = |cells: &Vec<::results::Cell>| cells.iter().map(count).collect();
    Table {
        crossing: crossing.clone(),
        lines: asked.lines,
        column_lines: asked.column_lines,
        sheets: count(&table.sheets),
        answered: count(&table.answered),
        empty: table.empty.as_ref().map(count),
        not_asked: table.not_asked.as_ref().map(count),
        totals: counts(&table.rows),
        column_totals: counts(&table.columns),
        cells: table.cells.iter().map(counts).collect(),
    }
}

fn counted(table: &Table, threshold: u32) -> ::results::Table {
    let cell = |count: &Count| match count {
        Count::Told(count) => ::results::Cell::Count(*count),
        Count::Withheld(_) => ::results::Cell::WITHHELD,
    };
    let cells = |counts: &Vec<Count>| counts.iter().map(cell).collect();
    ::results::Table {
        standing: Use::Published { threshold },
        sheets: cell(&table.sheets),
        answered: cell(&table.answered),
        empty: table.empty.as_ref().map(cell),
        not_asked: table.not_asked.as_ref().map(cell),
        rows: cells(&table.totals),
        columns: cells(&table.column_totals),
        cells: table.cells.iter().map(cells).collect(),
    }
}
