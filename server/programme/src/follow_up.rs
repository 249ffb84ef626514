//! The follow-up of the plan: what has to be asked about its sheets, of whom and from which day on, and where its
//! indicators stand. What has no value says so; it is never 0.

use crate::action::{self, is_locked};
use crate::dossier::{Dossier, Piece};
use crate::roadmap::RoadMap;
use jiff::ToSpan;
use jiff::civil::Date;
use protocol::programme::value::{Amount, Day};
use protocol::programme::{ItemId, Noun};
use std::collections::BTreeMap;

/// Something that has to be asked about a sheet.
#[derive(Clone, Debug)]
pub struct Reminder<'d> {
    /// The sheet's number in the plan; empty: it has none yet.
    pub number: String,
    /// The sheet.
    pub action: &'d Piece,
    /// What is asked.
    pub what: Asked<'d>,
    /// Once this day is over it is late.
    pub day: Date,
    /// Whom to ask.
    pub whom: Whom<'d>,
}

/// What is asked about a sheet.
#[derive(Clone, Copy, Debug)]
pub enum Asked<'d> {
    /// Whether it is done: its end is over.
    End,
    /// Whether this step is done.
    Step(&'d Piece),
    /// The baseline of this indicator, before the action starts.
    Baseline(&'d Piece),
    /// The review of a year.
    Review(i16),
    /// The value of this indicator in a year.
    Value(&'d Piece, i16),
}

/// Whom to ask about a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "they say it")]
pub enum Whom<'d> {
    Lead(&'d str),
    Councillor(&'d str),
    Group(&'d str),
    /// Nobody is named in the sheet.
    Nobody,
}

/// Where an indicator stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The value of the latest year that has one, withheld ones too.
    pub last: Option<(i16, Amount)>,
    /// So many hundredths of the way from baseline to target are gone, where these three are numbers.
    pub way: Option<i64>,
}

impl Whom<'_> {
    /// The name of who is asked.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Lead(name) | Self::Councillor(name) | Self::Group(name) => Some(name),
            Self::Nobody => None,
        }
    }
}

impl Asked<'_> {
    /// The step or indicator that it is about, else the sheet.
    pub fn of(&self, action: &Piece) -> ItemId {
        match self {
            Self::Step(piece) | Self::Baseline(piece) | Self::Value(piece, _) => piece.id,
            Self::End | Self::Review(_) => action.id,
        }
    }
}

/// Whether a committee validated a sheet, whatever became of it since.
pub fn is_validated(action: &Piece) -> bool {
    action.choice("state").is_some_and(is_locked)
}

/// Whether nothing more is to come of a sheet.
pub fn is_over(action: &Piece) -> bool {
    action.choice("state").is_some_and(action::is_over)
}

/// All that has to be asked until this day, the earliest first.
pub fn reminders(dossier: &Dossier, until: Date) -> Vec<Reminder<'_>> {
    let map = RoadMap::new(dossier);
    let plan = Plan::new(dossier);
    let mut all = Vec::new();
    for (number, action) in map.actions() {
        let whom = whom(dossier, action);
        let asked = plan.asked(action, until).into_iter().filter(|(_, day)| *day <= until);
        let reminder = |(what, day)| Reminder { number: number.to_owned(), action, what, day, whom };
        all.extend(asked.map(reminder));
    }
    all.sort_by_key(|it| it.day);
    all
}

fn whom<'d>(dossier: &'d Dossier, action: &'d Piece) -> Whom<'d> {
    let group = || dossier.piece(action.item("group")?)?.text("name").map(Whom::Group);
    let lead = action.text("lead").map(Whom::Lead);
    lead.or_else(|| action.text("referent").map(Whom::Councillor)).or_else(group).unwrap_or(Whom::Nobody)
}

/// What belongs to the sheets, by what it belongs to.
struct Plan<'d> {
    steps: BTreeMap<ItemId, Vec<&'d Piece>>,
    measures: BTreeMap<ItemId, Vec<&'d Piece>>,
    /// Of a sheet the years of its reviews, of an indicator those of its values.
    years: BTreeMap<ItemId, Vec<i16>>,
    /// The last day of the agreement, after which nothing is asked any more.
    end: Option<Date>,
}

impl<'d> Plan<'d> {
    fn new(dossier: &'d Dossier) -> Self {
        let by = |noun, field| {
            let mut by: BTreeMap<_, Vec<&Piece>> = BTreeMap::new();
            for piece in dossier.all(noun) {
                if let Some(of) = piece.item(field) {
                    by.entry(of).or_default().push(piece);
                }
            }
            by
        };
        let reviews = dossier.all(Noun::Review).map(|it| (it.item("action"), it.year("year")));
        let values = dossier.all(Noun::Measured).map(|it| (it.item("measure"), it.year("year")));
        let mut years: BTreeMap<_, Vec<i16>> = BTreeMap::new();
        for (of, year) in reviews.chain(values).filter_map(|(of, year)| of.zip(year)) {
            years.entry(of).or_default().push(year);
        }
        Self {
            steps: by(Noun::Step, "action"),
            measures: by(Noun::Measure, "action"),
            years,
            end: dossier.all(Noun::Agreement).last().and_then(|it| it.day("end")).map(Day::last),
        }
    }

    /// Of a sheet that is over nothing is asked; of one that no committee validated only what is late.
    fn asked(&self, action: &'d Piece, until: Date) -> Vec<(Asked<'d>, Date)> {
        if is_over(action) {
            return Vec::new();
        }
        let mut asked = Vec::from_iter(action.day("end").map(|day| (Asked::End, day.last())));
        let open = self.steps.get(&action.id).into_iter().flatten().filter(|step| !step.is("done"));
        asked.extend(open.filter_map(|step| Some((Asked::Step(step), step.day("due")?.last()))));
        if !is_validated(action) {
            return asked;
        }
        let Some(start) = action.day("start").or_else(|| action.day("decided")) else { return asked };
        let end = [action.day("end").map(Day::last), self.end].into_iter().flatten().fold(until, Date::min);
        let years = (start.first().year()..=end.year())
            .filter_map(|year| Some((year, Date::new(year, 12, 31).ok()?)));
        let lacks = |of: ItemId, year: i16| !self.years.get(&of).is_some_and(|years| years.contains(&year));
        for (year, day) in years.clone().filter(|(year, _)| lacks(action.id, *year)) {
            asked.push((Asked::Review(year), day));
        }
        for measure in self.measures.get(&action.id).into_iter().flatten() {
            if measure.amount("baseline").is_none()
                && let Ok(before) = start.first().checked_sub(1.day())
            {
                asked.push((Asked::Baseline(measure), before));
            }
            let without = years.clone().filter(|(year, _)| lacks(measure.id, *year));
            asked.extend(without.map(|(year, day)| (Asked::Value(measure, year), day)));
        }
        asked
    }
}

impl Standing {
    /// That of an indicator of a sheet.
    pub fn of(dossier: &Dossier, measure: &Piece) -> Self {
        let values = dossier.of(Noun::Measured, "measure", measure.id);
        let last =
            values.filter_map(|it| it.year("year").zip(it.amount("value"))).max_by_key(|(year, _)| *year);
        let exact = |amount: Option<Amount>| match amount {
            Some(Amount::Exact(number)) => Some(i128::from(number.millionths())),
            _ => None,
        };
        let way = || {
            let from = exact(measure.amount("baseline"))?;
            let whole = exact(measure.amount("target"))? - from;
            let gone = exact(last.map(|(_, value)| value))? - from;
            // Rounded down, so that nothing is called reached that is not.
            (whole != 0).then(|| i64::try_from((gone * 100).div_euclid(whole)).ok()).flatten()
        };
        Self { last, way: way() }
    }
}
