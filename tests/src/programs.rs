//! The programs under test: those that the environment names, or built once in the profile of the
//! test itself.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// The server; `BOURDON` names another.
pub fn bourdon() -> PathBuf {
    named("BOURDON").unwrap_or_else(|| built().join("bourdon"))
}

/// The client; `BOURDON_CLIENT` names another.
pub fn bourdon_client() -> PathBuf {
    named("BOURDON_CLIENT").unwrap_or_else(|| built().join("bourdon-client"))
}

fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from)
}

fn built() -> &'static PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let test = std::env::current_exe().expect("a test knows its own program");
        let folder = test
            .ancestors()
            .skip(1)
            .find(|folder| !folder.ends_with("deps"))
            .expect("a test lies in a target folder")
            .to_owned();
        let mut build = Command::new(env!("CARGO"));
        build.current_dir(env!("CARGO_MANIFEST_DIR")).args(["build", "--workspace", "--bins", "--quiet"]);
        build.args(["--target-dir".as_ref(), folder.parent().expect("of a profile").as_os_str()]);
        if folder.ends_with("release") {
            build.arg("--release");
        }
        assert!(build.status().expect("cargo starts").success(), "the programs do not build");
        folder
    })
}
