//! Leaves the model out with `BOURDON_MODEL=skip`.

/// The hash and the name of the file.
const SHA256: &str = include_str!("model.bin.sha256");

fn main() {
    println!("cargo::rerun-if-env-changed=BOURDON_MODEL");
    println!("cargo::rerun-if-changed=model.bin");
    println!("cargo::rerun-if-changed=model.bin.sha256");
    println!("cargo::rustc-check-cfg=cfg(carried)");
    if std::env::var("BOURDON_MODEL").as_deref() != Ok("skip") {
        println!("cargo::rustc-cfg=carried");
        let digits = SHA256.split_whitespace().next().expect("the hash stands first");
        println!("cargo::rustc-env=MODEL_SHA256={digits}");
    }
}
