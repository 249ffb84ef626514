//! How far two ways of sorting the same cards agree.

use std::collections::BTreeMap;

/// V-measure, 0 to 1; the same as mutual information normalised by the arithmetic mean.
#[must_use]
pub fn v_measure(labels: &[usize], truth: &[usize]) -> f64 {
    let entropy = |sizes: &[f64]| {
        let all = labels.len() as f64;
        -sizes.iter().map(|size| size / all * libm::log(size / all)).sum::<f64>()
    };
    let (own, human, both) =
        (entropy(&sizes(labels)), entropy(&sizes(truth)), entropy(&shared(labels, truth)));
    if own + human == 0.0 { 1.0 } else { 2.0 * (own + human - both) / (own + human) }
}

/// The adjusted Rand index: 1 is the same, 0 is chance.
#[must_use]
pub fn rand_index(labels: &[usize], truth: &[usize]) -> f64 {
    let pairs = |sizes: &[f64]| sizes.iter().map(|size| size * (size - 1.0) / 2.0).sum::<f64>();
    let (own, human, both) = (pairs(&sizes(labels)), pairs(&sizes(truth)), pairs(&shared(labels, truth)));
    let expected = own * human / pairs(&[labels.len() as f64]);
    let most = f64::midpoint(own, human);
    if most == expected { 1.0 } else { (both - expected) / (most - expected) }
}

fn sizes<T: Ord + Copy>(labels: &[T]) -> Vec<f64> {
    let mut sizes: BTreeMap<T, f64> = BTreeMap::new();
    for &label in labels {
        *sizes.entry(label).or_default() += 1.0;
    }
    sizes.into_values().collect()
}

fn shared(a: &[usize], b: &[usize]) -> Vec<f64> {
    sizes(&a.iter().copied().zip(b.iter().copied()).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agreement_is_whole_with_itself_and_none_with_chance() {
        let truth = [0, 0, 1, 1, 2, 2];
        let renamed = [5, 5, 3, 3, 4, 4];
        assert!((rand_index(&renamed, &truth) - 1.0).abs() < 1e-9);
        assert!((v_measure(&renamed, &truth) - 1.0).abs() < 1e-9);
        assert!(rand_index(&[0, 1, 0, 1, 0, 1], &truth) < 0.0);
    }

    #[test]
    fn one_card_astray() {
        let (labels, truth) = ([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 1]);
        assert!((rand_index(&labels, &truth) - 0.324_324).abs() < 1e-6);
        assert!((v_measure(&labels, &truth) - 0.478_704).abs() < 1e-6);
    }
}
