//! The system's random numbers.

/// So many random bytes.
pub(crate) fn random<const BYTES: usize>() -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).expect("the system has random numbers");
    bytes
}

/// One random byte.
pub(crate) fn random_byte() -> u8 {
    let [byte] = random();
    byte
}
