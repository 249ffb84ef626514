//! How much of a thing is done, and from which seed: a dose in `tests/run`, all in `tests/run --long`.

/// As often as the variable of the environment says, or as usual.
pub fn dose(variable: &str, usual: usize) -> usize {
    number(variable).unwrap_or(usual)
}

/// The seed of a test: `SEED`, or another one each time. It is printed.
pub fn seed() -> u64 {
    let seed = number("SEED").unwrap_or_else(|| uuid::Uuid::new_v4().as_u64_pair().0);
    eprintln!("SEED={seed}");
    seed
}

fn number<T: std::str::FromStr>(variable: &str) -> Option<T> {
    std::env::var(variable).ok()?.parse().ok()
}
