//! What an indicator is for the whole territory: a sum, or a mean that is weighted by another indicator; never a mean
//! of rates.

use crate::event::Stored;
use crate::state::{Item, State};
use protocol::programme::ItemId;
use protocol::programme::noun::Noun;
use protocol::programme::value::{Amount, Number};
use std::collections::{BTreeMap, BTreeSet};

/// The value of a whole territory, and what it rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Computed {
    /// Nothing: no commune is known, or there is nothing to weigh with.
    pub value: Option<Number>,
    /// Communes that it rests on.
    pub communes: u32,
    /// Communes of which it is not told (« secret statistique »), or only that it is more than something.
    pub withheld: u32,
    /// Communes of which nothing was filled in.
    pub missing: u32,
    /// Communes of which two figures of the same geography say different things: none of them counts.
    pub twice: u32,
    /// Figures of different geographies stand side by side.
    pub mixed_geography: bool,
}

/// The value of the territory in a vintage, computed from its communes; nothing: this indicator cannot be computed.
/// A commune that became part of another one is left out where the other has a figure of a later geography.
pub fn territory(state: &State, indicator: ItemId, vintage: i16) -> Option<Computed> {
    let item = state.items.get(&indicator).filter(|item| item.noun == Noun::Indicator)?;
    let weight = match item.choice("total")? {
        "sum" => None,
        "weighted_mean" => Some(item.item("weight")?),
        _ => return None,
    };
    let figures = figures(state, indicator, vintage);
    let weights = weight.map(|weight| self::figures(state, weight, vintage));
    let mut computed = Computed::default();
    let mut geographies = BTreeSet::new();
    let (mut sum, mut weighed) = (0_i128, 0_i128);
    for (commune, of) in state.items.iter().filter(|(_, item)| item.noun == Noun::Commune) {
        let figure = figures.get(commune);
        let whole = of.item("now_in").filter(|whole| state.noun(*whole).is_some());
        let holds_it = match (figure, whole) {
            // It is counted with the commune of which it is part.
            (None, whole) => whole.is_some(),
            (Some(figure), Some(whole)) => {
                figures.get(&whole).is_some_and(|whole| whole.geography > figure.geography)
            }
            (Some(_), None) => false,
        };
        if holds_it {
            continue;
        }
        let weight = match &weights {
            None => Told::Exactly(Number::from(1)),
            Some(weights) => told(weights.get(commune)),
        };
        let (value, by) = match (told(figure), weight) {
            (Told::Exactly(value), Told::Exactly(by)) => (value, by),
            (Told::Exactly(_), unknown) | (unknown, _) => {
                match unknown {
                    Told::Twice => computed.twice += 1,
                    Told::Withheld => computed.withheld += 1,
                    Told::Exactly(_) | Told::Nothing => computed.missing += 1,
                }
                continue;
            }
        };
        geographies.extend(figure.map(|figure| figure.geography));
        computed.communes += 1;
        sum += i128::from(value.millionths()) * i128::from(by.millionths());
        weighed += i128::from(by.millionths());
    }
    let divisor = if weights.is_some() { weighed } else { i128::from(Number::from(1).millionths()) };
    if computed.communes > 0 && divisor > 0 {
        // To the nearest millionth.
        let rounded = (2 * sum + divisor * sum.signum()) / (2 * divisor);
        computed.value = i64::try_from(rounded).ok().map(Number::from_millionths);
    }
    computed.mixed_geography = geographies.len() > 1;
    Some(computed)
}

/// What is said of a commune in a vintage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Local {
    /// The year of whose communes it speaks.
    pub geography: Option<i16>,
    /// Nothing: nobody filled it in.
    pub amount: Option<Amount>,
    /// Another figure of the same geography says something else.
    pub twice: bool,
}

/// What is known of a commune.
enum Told {
    Exactly(Number),
    Withheld,
    Twice,
    Nothing,
}

fn told(figure: Option<&Local>) -> Told {
    match figure {
        Some(Local { twice: true, .. }) => Told::Twice,
        Some(Local { amount: Some(Amount::Exact(number)), .. }) => Told::Exactly(*number),
        Some(Local { amount: Some(_), .. }) => Told::Withheld,
        Some(Local { amount: None, .. }) | None => Told::Nothing,
    }
}

/// The figures of communes in a vintage: of several of a commune those of the latest geography.
pub(crate) fn figures(state: &State, indicator: ItemId, vintage: i16) -> BTreeMap<ItemId, Local> {
    let mut figures: BTreeMap<ItemId, Local> = BTreeMap::new();
    for item in state.children(indicator).filter_map(|id| state.items.get(&id)) {
        let Some(commune) = item.item("commune") else { continue };
        if item.value("vintage") != Some(&Stored::Year(vintage)) {
            continue;
        }
        let figure = Local { geography: geography(item), amount: amount(item), twice: false };
        match figures.get_mut(&commune) {
            Some(present) if present.geography > figure.geography => {}
            Some(present) if present.geography == figure.geography => {
                let differs = present.amount.zip(figure.amount).is_some_and(|(one, other)| one != other);
                present.twice |= differs;
                present.amount = present.amount.or(figure.amount);
            }
            _ => drop(figures.insert(commune, figure)),
        }
    }
    figures
}

fn amount(figure: &Item) -> Option<Amount> {
    match figure.value("value") {
        Some(Stored::Amount(amount)) => Some(*amount),
        _ => None,
    }
}

fn geography(figure: &Item) -> Option<i16> {
    match figure.value("geography") {
        Some(Stored::Year(year)) => Some(*year),
        _ => None,
    }
}
