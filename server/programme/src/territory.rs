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
    /// Figures of different geographies stand side by side.
    pub mixed_geography: bool,
}

impl Computed {
    /// Whether it is the whole territory's; else it is what is known of it.
    pub fn is_complete(&self) -> bool {
        self.value.is_some() && self.withheld == 0 && self.missing == 0
    }
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
                figures.get(&whole).is_some_and(|whole| geography(whole) > geography(figure))
            }
            (Some(_), None) => false,
        };
        if holds_it {
            continue;
        }
        let Some(told) = figure.and_then(|figure| amount(figure)) else {
            computed.missing += 1;
            continue;
        };
        let Amount::Exact(value) = told else {
            computed.withheld += 1;
            continue;
        };
        let by = match &weights {
            None => Number::from(1),
            Some(weights) => match weights.get(commune).and_then(|figure| amount(figure)) {
                Some(Amount::Exact(weight)) => weight,
                Some(_) => {
                    computed.withheld += 1;
                    continue;
                }
                None => {
                    computed.missing += 1;
                    continue;
                }
            },
        };
        geographies.extend(figure.map(|figure| geography(figure)));
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

/// The figures of communes in a vintage.
fn figures(state: &State, indicator: ItemId, vintage: i16) -> BTreeMap<ItemId, &Item> {
    let figures = state.children(indicator).filter_map(|id| state.items.get(&id)).map(AsRef::as_ref);
    let figures = figures.filter(|figure: &&Item| figure.value("vintage") == Some(&Stored::Year(vintage)));
    figures.filter_map(|figure| Some((figure.item("commune")?, figure))).collect()
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
