//! The JSON Schema of a programme's nouns, as other programs find it. `BOURDON_WRITE=1` writes it again.

#![expect(clippy::disallowed_methods, reason = "a test may read and write its golden file")]

use protocol::programme::schema::schema;
use std::path::Path;

#[test]
fn the_schema_follows_from_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/programme.schema.json");
    let written = serde_json::to_string_pretty(&schema()).expect("a schema is JSON") + "\n";
    if std::env::var_os("BOURDON_WRITE").is_some() {
        std::fs::write(&path, &written).expect("the file can be written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == written, "{} is stale: BOURDON_WRITE=1 writes it again", path.display());
}
