//! Golden files. `BOURDON_WRITE=1` writes them again.

use std::path::PathBuf;

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

pub(crate) fn read(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_default()
}

pub(crate) fn write(name: &str, text: &str) {
    std::fs::write(path(name), text).unwrap();
}

/// The file holds this text.
pub(crate) fn check(name: &str, text: &str) {
    if std::env::var_os("BOURDON_WRITE").is_some() {
        write(name, text);
    }
    assert_eq!(read(name), text, "{name} is stale: BOURDON_WRITE=1 writes it again");
}
