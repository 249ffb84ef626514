//! What is suggested for the forum of our own, byte by byte: every build on every machine gives the same.

use serde_json::Value;
use sha2::{Digest, Sha256};
use synthesis::{Card, Material, Model, OnTable, Reading, VERSION};

/// With the model and with words alone. Where the rules change, [`VERSION`] and these change with them.
const GOLDEN: (u32, [&str; 2]) = (
    2,
    [
        "e40da2347dd48cec32641facaae4f2fd141321ab82c1d64637cb820b2bc1d97f",
        "67acb0af1cd6568dff9d232071594b9a087bed0d4e2e757d40957e983b38dc7d",
    ],
);

#[test]
fn every_build_gives_the_same_bytes() {
    let model = Model::read(include_bytes!("../model/model.bin")).unwrap();
    let cards = include_str!("forum.jsonl").lines().enumerate().map(|(number, line)| {
        let line: Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| line[name].as_str().map(str::to_owned);
        let text = field("text").unwrap_or_default();
        Card { id: format!("{number:03}"), text, group: field("group"), ..Card::default() }
    });
    let cards: Vec<Card> = cards.collect();
    let places = ["Saint-Martin".to_owned()];
    let hash = |model| {
        let reading = Reading::new(&Material { cards: &cards, places: &places, model, threads: 2 });
        let first = reading.suggest(None);
        let mut on_table = OnTable::of(&first);
        on_table.axes[0].name = Some("Aller et venir".to_owned());
        on_table.pinned.insert("007".to_owned());
        let again = reading.redo(&on_table);
        let json = serde_json::to_vec(&(first, again)).unwrap();
        Sha256::digest(&json).iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    assert_eq!((VERSION, [hash(Some(&model)).as_str(), hash(None).as_str()]), GOLDEN);
}
