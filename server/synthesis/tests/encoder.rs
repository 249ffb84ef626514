//! The encoder against vectors of a reference implementation.

use serde_json::Value;
use synthesis::Model;

const MODEL: &[u8] = include_bytes!("../model/model.bin");

#[test]
fn vectors_agree_with_the_reference() {
    let model = Model::read(MODEL).unwrap();
    let reference: Value = serde_json::from_str(include_str!("test-vectors.json")).unwrap();
    let texts = reference["vectors"].as_array().unwrap();
    let vectors: Vec<Vec<f32>> =
        texts.iter().map(|text| model.encode(text["text"].as_str().unwrap())).collect();
    for (a, row) in reference["cosines"].as_array().unwrap().iter().enumerate() {
        for (b, expected) in row.as_array().unwrap().iter().enumerate() {
            let cosine: f32 = vectors[a].iter().zip(&vectors[b]).map(|(a, b)| a * b).sum();
            let expected = expected.as_f64().unwrap() as f32;
            assert!((cosine - expected).abs() < 0.0005, "{a} and {b}: {cosine}, expected {expected}");
        }
    }
}

#[test]
fn a_cut_model_is_refused() {
    assert!(Model::read(&MODEL[..MODEL.len() / 2]).is_err());
    assert!(Model::read(b"another file").is_err());
    assert!(Model::read(b"").is_err());
}

#[test]
fn any_text_has_a_vector_of_unit_length() {
    let model = Model::read(MODEL).unwrap();
    for text in ["", " ", "\0", "ﷺ", "e\u{301}\u{301}", "👨‍👩‍👧‍👦", &"a".repeat(4000)] {
        let length: f32 = model.encode(text).iter().map(|value| value * value).sum();
        assert!((length - 1.0).abs() < 0.001, "{text:?}: {length}");
    }
}

#[test]
fn what_stands_behind_many_pieces_is_not_heard() {
    let model = Model::read(MODEL).unwrap();
    let address = "xqzkvwjhgf ".repeat(40);
    assert_eq!(model.encode(&address), model.encode(&format!("{address} Une cantine pour tous.")));
    assert_ne!(model.encode(&address), model.encode(&format!("Une cantine pour tous. {address}")));
}
