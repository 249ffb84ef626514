//! In which class a figure falls.

use crate::fill::Fill;
use crate::{Figure, Language, Measure, Unfit};

/// More classes than these nobody tells apart on paper.
pub const CLASSES_MAX: usize = 5;

/// How figures fall into classes.
#[derive(Clone, Debug, PartialEq)]
pub enum Limits {
    /// About as many communes in each of so many classes; the same number is always in the same class.
    Quantiles(usize),
    /// Where one class ends and the next begins.
    Given(Vec<f64>),
}

/// From pale to dark.
const RAMPS: [&[Fill]; CLASSES_MAX] = [
    &[Fill::Lines],
    &[Fill::Pale, Fill::Grid],
    &[Fill::Pale, Fill::Lines, Fill::Dark],
    &[Fill::Pale, Fill::Dots, Fill::Grid, Fill::Dark],
    &[Fill::Pale, Fill::Dots, Fill::Lines, Fill::Grid, Fill::Dark],
];

pub(super) struct Classes {
    /// Where each class but the first begins, as numbers are printed.
    begins: Vec<f64>,
    /// All numbers, as they are printed.
    values: Vec<f64>,
    decimals: u8,
    is_given: bool,
}

impl Classes {
    pub(super) fn of(
        figures: impl Iterator<Item = Figure>,
        limits: &Limits,
        decimals: u8,
    ) -> Result<Self, Unfit> {
        let mut values: Vec<f64> =
            figures.filter_map(Figure::value).map(|value| printed(value, decimals)).collect();
        values.sort_by(f64::total_cmp);
        let begins = match limits {
            Limits::Quantiles(classes) => quantiles(&values, *classes)?,
            Limits::Given(limits) => limits.clone(),
        };
        let rises = begins.iter().all(|limit| limit.is_finite()) && begins.is_sorted_by(|a, b| a < b);
        if !rises || begins.len() >= CLASSES_MAX {
            return Err(Unfit::Limits);
        }
        Ok(Self { begins, values, decimals, is_given: matches!(limits, Limits::Given(_)) })
    }

    fn class(&self, value: f64) -> usize {
        let value = printed(value, self.decimals);
        self.begins.partition_point(|begin| *begin <= value)
    }

    pub(super) fn fill(&self, value: f64) -> Fill {
        self.fills()[self.class(value)]
    }

    pub(super) fn fills(&self) -> Vec<Fill> {
        RAMPS[self.begins.len()].to_vec()
    }

    /// What each class says: the lowest and highest number in it, or its limits where they were given.
    pub(super) fn legend(&self, measure: &Measure, language: Language) -> Vec<(Fill, String)> {
        let short = |value| measure.short(Figure::Known(value), language);
        let words = |class: usize| {
            let begin = class.checked_sub(1).map(|before| self.begins[before]);
            if self.is_given {
                return Some(match (begin, self.begins.get(class)) {
                    (None, None) => language.say("toutes valeurs", "all values").to_owned(),
                    (None, Some(end)) => format!("{} {}", language.say("moins de", "under"), short(*end)),
                    (Some(begin), None) => match language {
                        Language::French => format!("{} et plus", short(begin)),
                        Language::English => format!("{} and over", short(begin)),
                    },
                    (Some(begin), Some(end)) => match language {
                        Language::French => format!("de {} à moins de {}", short(begin), short(*end)),
                        Language::English => format!("{} to under {}", short(begin), short(*end)),
                    },
                });
            }
            let mut inside = self.values.iter().filter(|value| self.class(**value) == class);
            let first = *inside.next()?;
            let last = *inside.next_back().unwrap_or(&first);
            Some(match language {
                _ if first == last => short(first),
                Language::French => format!("de {} à {}", short(first), short(last)),
                Language::English => format!("{} to {}", short(first), short(last)),
            })
        };
        let fills = self.fills().into_iter().enumerate();
        fills.filter_map(|(class, fill)| Some((fill, words(class)?))).collect()
    }
}

/// As it is printed, so that equal numbers on paper are in one class.
fn printed(value: f64, decimals: u8) -> f64 {
    let power = 10_f64.powi(i32::from(decimals.min(6)));
    let rounded = (value * power).round() / power;
    if rounded.is_finite() { rounded } else { value }
}

fn quantiles(values: &[f64], classes: usize) -> Result<Vec<f64>, Unfit> {
    if !(1..=CLASSES_MAX).contains(&classes) {
        return Err(Unfit::Limits);
    }
    let mut begins: Vec<f64> =
        (1..classes).filter_map(|class| values.get(values.len() * class / classes)).copied().collect();
    begins.dedup();
    // What begins at the lowest number would leave nothing below.
    begins.retain(|begin| values.first().is_some_and(|lowest| lowest < begin));
    Ok(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(values: &[f64], limits: Limits) -> Result<Vec<usize>, Unfit> {
        let classes = Classes::of(values.iter().map(|value| Figure::Known(*value)), &limits, 1)?;
        Ok(values.iter().map(|value| classes.class(*value)).collect())
    }

    #[test]
    fn the_same_printed_number_is_in_one_step() {
        assert_eq!(classes(&[1.0, 2.0, 3.0, 4.0], Limits::Quantiles(2)), Ok(vec![0, 0, 1, 1]));
        assert_eq!(classes(&[2.0, 2.0, 2.0, 4.0], Limits::Quantiles(4)), Ok(vec![0, 0, 0, 1]));
        assert_eq!(classes(&[1.96, 2.04, 5.0], Limits::Quantiles(3)), Ok(vec![0, 0, 1]));
        assert_eq!(classes(&[7.0], Limits::Quantiles(5)), Ok(vec![0]));
        assert_eq!(classes(&[1.0, 10.0, 11.0], Limits::Given(vec![10.0])), Ok(vec![0, 1, 1]));
        assert_eq!(classes(&[1.0], Limits::Given(vec![2.0, 2.0])), Err(Unfit::Limits));
        assert_eq!(classes(&[1.0], Limits::Quantiles(6)), Err(Unfit::Limits));
    }
}
