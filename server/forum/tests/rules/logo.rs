//! The logos of documents: PNG files, checked by their bytes, erased when they are taken away.

use crate::bounds::{Day, facilitator, person};
use data_encoding::BASE64;
use forum::{Audience, decide, export, logo_files, view};
use png::{BitDepth, ColorType, Encoder};
use proptest::prelude::*;
use protocol::command::Order;
use protocol::limits::{EARLIER_LOGOS_MAX, LOGO_BYTES_MAX, LOGO_POINTS_MAX, LOGOS_MAX};
use protocol::{CommandId, Entity, Key, Refusal};
use serde_json::{Value, json};

/// A picture of grey points; `noise` makes its file large.
pub(crate) fn png(width: u32, height: u32, noise: bool) -> Vec<u8> {
    let mut sum = width;
    let points = (0..width * height).map(|n| {
        sum = sum.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        if noise { (sum >> 24) as u8 } else { n as u8 / 4 }
    });
    let points = Vec::from_iter(points);
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, width, height);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::Eight);
    encoder.write_header().unwrap().write_image_data(&points).unwrap();
    file
}

pub(crate) fn logo(name: &str, file: &[u8]) -> Value {
    json!({"name": name, "image": BASE64.encode(file)})
}

fn set(logos: &[Value]) -> Value {
    json!({"do": "set_logos", "logos": logos})
}

fn shown(day: &Day) -> Vec<(String, u32, u32)> {
    match view(&day.state, Audience::Facilitation, Key::Logos) {
        Some(Entity::Logos(logos)) => {
            logos.logos.into_iter().map(|logo| (logo.name, logo.width, logo.height)).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn logos_are_shown_to_facilitators_by_name_and_size_and_exported_whole() {
    let mut day = Day::new();
    day.join(0).unwrap();
    let [caf, msa] = [logo(" Caf de l’Ain ", &png(60, 30, false)), logo("MSA", &png(20, 20, false))];
    assert_eq!(day.give(&person(0), set(std::slice::from_ref(&caf))), Err(Refusal::NotAllowed {}));
    day.prepare(set(&[caf.clone(), msa.clone()]));
    assert_eq!(shown(&day), [("Caf de l’Ain".to_owned(), 60, 30), ("MSA".to_owned(), 20, 20)]);
    assert_eq!(view(&day.state, Audience::Forum, Key::Logos), None);
    let exported = serde_json::to_value(export(&day.state, 1)).unwrap();
    assert_eq!(exported["logos"][1]["image"], msa["image"]);
    assert_eq!(serde_json::to_value(logo_files(&day.state)).unwrap()[0]["image"], caf["image"]);
    // Also when the day is over, and what stands already is done.
    day.prepare(json!({"do": "end"}));
    let again = serde_json::from_value(
        json!({"id": uuid::Uuid::from_u128(1), "do": "set_logos", "logos": [caf, msa]}),
    );
    assert!(decide(&day.state, &facilitator(), &again.unwrap(), day.now).unwrap().events.is_empty());
}

#[test]
fn what_is_no_picture_that_fits_is_refused_and_changes_nothing() {
    let mut day = Day::new();
    let good = png(LOGO_POINTS_MAX, 40, false);
    day.prepare(set(&[logo("Caf", &good)]));
    let mut broken = good.clone();
    broken[60] ^= 1;
    let with_more = [&good[..], b"GIF89a"].concat();
    for file in [
        &[][..],
        b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        b"\xFF\xD8\xFF\xE0\0\x10JFIF",
        &good[..good.len() - 1],
        &good[..good.len() / 2],
        &broken,
        &with_more,
        &png(LOGO_POINTS_MAX + 1, 4, false),
        &png(4, LOGO_POINTS_MAX + 1, false),
        &png(300, LOGO_BYTES_MAX as u32 / 300 + 1, true),
    ] {
        let refused = day.give(&facilitator(), set(&[logo("Caf", &good), logo("MSA", file)]));
        assert_eq!(refused, Err(Refusal::BadLogo { number: 2 }), "{} bytes", file.len());
    }
    let as_address = json!({"name": "A", "image": format!("data:image/png;base64,{}", BASE64.encode(&good))});
    assert_eq!(day.give(&facilitator(), set(&[as_address])), Err(Refusal::BadLogo { number: 1 }));
    for (name, refusal) in [
        ("  ", Refusal::Empty {}),
        (&*"a".repeat(61), Refusal::TooLong { by: 1 }),
        ("C\u{E0041}af", Refusal::BadText { sign: Some("U+E0041".to_owned()), at: Some(2) }),
    ] {
        assert_eq!(day.give(&facilitator(), set(&[logo(name, &good)])), Err(refusal));
    }
    let many = vec![logo("Caf", &good); LOGOS_MAX + 1];
    assert_eq!(day.give(&facilitator(), set(&many)), Err(Refusal::LimitReached { max: LOGOS_MAX as u32 }));
    assert_eq!(shown(&day), [("Caf".to_owned(), LOGO_POINTS_MAX, 40)]);
}

#[test]
fn a_logo_that_is_taken_away_is_erased_with_those_that_it_replaced() {
    let mut day = Day::new();
    let texts = day.state.texts.len();
    for number in 1..=EARLIER_LOGOS_MAX as u32 / 2 + 1 {
        day.prepare(set(&[logo(&format!("Caf {number}"), &png(number, 9, false))]));
    }
    let more = set(&[logo("Une de trop", &png(40, 9, false))]);
    let full = Refusal::LimitReached { max: EARLIER_LOGOS_MAX as u32 };
    assert_eq!(day.give(&facilitator(), more.clone()), Err(full));
    day.prepare(set(&[]));
    assert_eq!(day.state.texts.len(), texts);
    day.prepare(more);
}

#[test]
fn what_a_logo_replaced_is_erased_by_what_has_to_be_given_next() {
    let mut day = Day::new();
    let texts = day.state.texts.len();
    day.prepare(set(&[logo("Caf", &png(1, 9, false)), logo("MSA", &png(2, 9, false))]));
    assert_eq!(day.state.erasing().count(), 0);
    day.prepare(set(&[logo("Caf", &png(3, 9, false)), logo("MSA", &png(2, 9, false))]));
    assert_eq!(day.state.texts.len(), texts + 5);
    for command in Vec::from_iter(day.state.erasing()) {
        let order = Order::new(CommandId(uuid::Uuid::from_u128(1)), command);
        let entry = decide(&day.state, &facilitator(), &order, day.now).expect("a facilitator may");
        assert!(entry.texts.is_empty(), "the journal cannot note it");
        day.apply(&entry);
    }
    assert_eq!(day.state.texts.len(), texts + 4);
    assert_eq!(shown(&day), [("Caf".to_owned(), 3, 9), ("MSA".to_owned(), 2, 9)]);
    assert_eq!(day.state.erasing().count(), 0);
}

proptest! {
    /// Whatever is set and taken away: what stands is there, and nothing else once one was taken away alone.
    #[test]
    fn texts_of_logos_are_those_that_stand(steps in prop::collection::vec(prop::collection::vec((0..3u32, 1..4u32), 0..4), 1..12)) {
        let mut day = Day::new();
        let before = day.state.texts.len();
        for step in &steps {
            let logos = Vec::from_iter(step.iter().map(|(name, size)| logo(&name.to_string(), &png(*size, 1, false))));
            let order = json!({"id": uuid::Uuid::from_u128(1), "do": "set_logos", "logos": logos});
            let entry = decide(&day.state, &facilitator(), &serde_json::from_value(order).unwrap(), day.now).unwrap();
            prop_assert!(entry.erased.is_empty() || entry.texts.is_empty(), "the journal cannot note it");
            day.apply(&entry);
            prop_assert_eq!(serde_json::to_value(logo_files(&day.state)).unwrap(), json!(logos));
            if entry.texts.is_empty() && !entry.events.is_empty() {
                prop_assert!(day.state.texts.len() <= before + 2 * logos.len());
            }
        }
    }
}
