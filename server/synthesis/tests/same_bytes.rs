//! What is suggested for the forum of our own, byte by byte: every build on every machine gives the same.

use serde_json::Value;
use sha2::{Digest, Sha256};
use synthesis::{Card, Material, Model, OnTable, Reading, VERSION};

/// With the model and with words alone. Where the rules change, [`VERSION`] and these change with them.
const GOLDEN: (u32, [&str; 2]) = (
    4,
    [
        "3f7ce90cb3e06c18d14353a146fdcf7ee32a3cbe55567d93d0c084d1a4b1168e",
        "28f940af0de42324b0062a4c01ad6c7f3d8bc4d288da25bb379695a7cf71b7c0",
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
