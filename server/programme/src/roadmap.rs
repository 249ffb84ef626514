//! The plan as it is read from above: strategic axes › objectives › action sheets with their numbers, their years, and
//! what they cost. « Non chiffré » is counted apart and is never 0; actions that were abandoned cost nothing any more.

use crate::dossier::{Dossier, Piece};
use crate::follow_up::is_over;
use jiff::civil::Date;
use protocol::programme::value::{Amount, Day, NoNumber};
use protocol::programme::{ItemId, Noun};
use std::collections::{BTreeMap, BTreeSet};

/// So many years at most stand beside each other.
const YEARS_MAX: usize = 12;

/// The plan, from above.
#[derive(Clone, Debug)]
pub struct RoadMap<'d> {
    /// The retained axes in their order, then nothing: sheets that have no objective yet.
    pub axes: Vec<Part<'d>>,
    /// The years in which something is done or paid, one after the other.
    pub years: Vec<i16>,
    /// What all of it costs.
    pub budget: Budget,
}

/// An axis with its objectives.
#[derive(Clone, Debug)]
pub struct Part<'d> {
    /// « 2 »; of what stands under no axis nothing.
    pub number: String,
    /// Nothing: what stands under no axis.
    pub axis: Option<&'d Piece>,
    /// In their order.
    pub objectives: Vec<Objective<'d>>,
}

/// An objective with its sheets.
#[derive(Clone, Debug)]
pub struct Objective<'d> {
    /// « 2.1 ».
    pub number: String,
    /// Nothing: sheets that have no objective yet.
    pub objective: Option<&'d Piece>,
    /// In their order, with their numbers « 2.1.3 ».
    pub actions: Vec<(String, &'d Piece)>,
}

/// What is known of some costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Euros, in millionths.
    pub euros: i128,
    /// So many amounts are in it.
    pub costed: u32,
    /// So many are « non chiffré ».
    pub not_costed: u32,
}

/// Costs by year, funder and axis: each comes to the same total.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// Nothing in the place of a year: no year was said.
    pub by_year: BTreeMap<Option<i16>, Sum>,
    /// By name; nothing: no funder was said.
    pub by_funder: BTreeMap<Option<String>, Sum>,
    /// Nothing: the sheet has no objective.
    pub by_axis: BTreeMap<Option<ItemId>, Sum>,
    /// All of it.
    pub total: Sum,
    /// So many sheets say nothing of what they cost.
    pub silent: u32,
}

impl Sum {
    /// What these come to.
    pub fn of(amounts: impl IntoIterator<Item = Amount>) -> Self {
        let mut sum = Self::default();
        amounts.into_iter().for_each(|amount| sum.add(amount));
        sum
    }

    fn add(&mut self, amount: Amount) {
        match amount {
            Amount::Exact(number) | Amount::AtLeast { at_least: number } => {
                self.euros += i128::from(number.millionths());
                self.costed += 1;
            }
            Amount::Not(NoNumber::NotCosted | NoNumber::Withheld) => self.not_costed += 1,
        }
    }
}

impl<'d> RoadMap<'d> {
    /// The plan of this dossier.
    pub fn new(dossier: &'d Dossier) -> Self {
        let axes = parts(dossier);
        Self { years: years(dossier), budget: budget(dossier), axes }
    }

    /// All sheets with their numbers, in their order.
    pub fn actions(&self) -> impl Iterator<Item = (&str, &'d Piece)> {
        let objectives = self.axes.iter().flat_map(|part| &part.objectives);
        objectives.flat_map(|objective| &objective.actions).map(|(number, action)| (number.as_str(), *action))
    }

    /// The years in which an action is under way, as far as its sheet says.
    pub fn years_of(&self, action: &Piece) -> BTreeSet<i16> {
        let (Some(first), Some(last)) = (self.years.first(), self.years.last()) else {
            return BTreeSet::new();
        };
        let (start, end) = (action.day("start").map(Day::first), action.day("end").map(Day::last));
        match (start, end, action.is("yearly")) {
            (None, None, false) => BTreeSet::new(),
            (start, end, yearly) => {
                let from = start.map_or(*first, Date::year);
                let alone = if yearly { *last } else { from };
                let to = end.map_or(alone, Date::year);
                (from..=to).filter(|year| self.years.contains(year)).collect()
            }
        }
    }
}

fn parts(dossier: &Dossier) -> Vec<Part<'_>> {
    let mut under: BTreeMap<Option<ItemId>, Vec<&Piece>> = BTreeMap::new();
    for action in dossier.all(Noun::Action) {
        let objective = action.item("objective").filter(|id| dossier.piece(*id).is_some());
        under.entry(objective).or_default().push(action);
    }
    // What was published is numbered as it was then.
    let number_of =
        |piece: &Piece, counted: String| dossier.numbers.get(&piece.id).cloned().unwrap_or(counted);
    let mut sheets = |objective: Option<ItemId>, number: &str| -> Vec<(String, &Piece)> {
        let actions = (1..).zip(under.remove(&objective).unwrap_or_default());
        actions.map(|(n, action)| (number_of(action, format!("{number}{n}")), action)).collect()
    };
    let retained = dossier.all(Noun::Axis).filter(|axis| axis.choice("state") == Some("retained"));
    let mut parts = Vec::new();
    for (n, axis) in (1..).zip(retained) {
        let objectives = (1..).zip(dossier.of(Noun::Objective, "axis", axis.id)).map(|(m, objective)| {
            let number = number_of(objective, format!("{n}.{m}"));
            let actions = sheets(Some(objective.id), &format!("{number}."));
            Objective { number, objective: Some(objective), actions }
        });
        parts.push(Part {
            number: number_of(axis, n.to_string()),
            axis: Some(axis),
            objectives: objectives.collect(),
        });
    }
    // Under an axis that is retained no more, and under none.
    let mut loose = sheets(None, "");
    let elsewhere: Vec<_> = under.into_values().flatten().collect();
    loose.extend(elsewhere.into_iter().map(|action| (String::new(), action)));
    for (number, _) in &mut loose {
        number.clear();
    }
    if !loose.is_empty() {
        let objectives = vec![Objective { number: String::new(), objective: None, actions: loose }];
        parts.push(Part { number: String::new(), axis: None, objectives });
    }
    parts
}

fn years(dossier: &Dossier) -> Vec<i16> {
    let of_action = |action: &Piece| {
        let start = action.day("start").map(|day| day.first().year());
        [start, action.day("end").map(|day| day.last().year())]
    };
    let actions = dossier.all(Noun::Action).flat_map(of_action).flatten();
    let paid = dossier.all(Noun::Funding).filter_map(|funding| funding.year("year"));
    let said: BTreeSet<_> = actions.chain(paid).collect();
    let (Some(first), Some(last)) = (said.first(), said.last()) else { return Vec::new() };
    (*first..=*last).take(YEARS_MAX).collect()
}

fn budget(dossier: &Dossier) -> Budget {
    let mut budget = Budget::default();
    let counts = |action: &Piece| action.choice("state") != Some("abandoned");
    let actions: BTreeMap<_, _> =
        dossier.all(Noun::Action).filter(|action| counts(action)).map(|it| (it.id, it)).collect();
    let mut silent: BTreeSet<_> = actions.keys().copied().collect();
    for funding in dossier.all(Noun::Funding) {
        let Some((action, amount)) = funding.item("action").zip(funding.amount("amount")) else { continue };
        let Some(sheet) = actions.get(&action) else { continue };
        silent.remove(&action);
        let axis = sheet.item("objective").and_then(|id| dossier.piece(id)).and_then(|it| it.item("axis"));
        let funder = funding.text("funder").map(str::to_owned);
        budget.total.add(amount);
        budget.by_year.entry(funding.year("year")).or_default().add(amount);
        budget.by_funder.entry(funder).or_default().add(amount);
        budget.by_axis.entry(axis).or_default().add(amount);
    }
    budget.silent = silent.len() as u32;
    budget
}

/// Whether an action is late on this day: its end, or the day of one of its open steps, is over and it is neither done nor
/// abandoned.
pub fn is_late(dossier: &Dossier, action: &Piece, today: Date) -> bool {
    if is_over(action) {
        return false;
    }
    let open = dossier.of(Noun::Step, "action", action.id).filter(|step| !step.is("done"));
    let due = open.filter_map(|step| step.day("due")).chain(action.day("end"));
    due.into_iter().any(|day| day.last() < today)
}
