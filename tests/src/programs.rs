//! The programs under test, built once in the profile of the test itself.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// The server.
pub fn bourdon() -> PathBuf {
    built().join("bourdon")
}

/// The client.
pub fn bourdon_client() -> PathBuf {
    built().join("bourdon-client")
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
