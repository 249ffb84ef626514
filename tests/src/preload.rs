//! Libraries that stand in front of the system's in a server under test (Linux).

use crate::folder::Folder;
use std::path::PathBuf;
use std::process::Command;

/// Builds `tests/NAME.c` as a library for `LD_PRELOAD`.
///
/// # Panics
/// When the C compiler, which SQLite needs as well, does not build it.
pub fn library(folder: &Folder, name: &str) -> PathBuf {
    let library = folder.path().join(format!("{name}.so"));
    let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("{name}.c"));
    let mut build = Command::new("cc");
    build.args(["-shared", "-fPIC", "-o"]).arg(&library).arg(source).arg("-ldl");
    assert!(build.status().expect("a C compiler").success(), "{name}.c builds");
    library
}
