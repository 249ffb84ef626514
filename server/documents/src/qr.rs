//! An address as a picture that phones read from paper.

use crate::model::{Image, Picture};
use maud::{Markup, html};
use png::{BitDepth, ColorType, Encoder};
use qrcodegen::{QrCode, QrCodeEcc};

/// Modules of white around the code, as the standard asks for.
const MARGIN: i32 = 4;
/// Points of a module: paper is finer than screens.
const POINTS: i32 = 8;
/// On paper, in millimetres.
const SIZE: u32 = 35;

/// The code of an address as a drawing, which is there before a page is printed.
pub(crate) fn drawing(address: &str, name: &str) -> Option<Markup> {
    let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
    let modules = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
    let dark = modules.filter(|(x, y)| code.get_module(*x, *y));
    let dark: String = dark.map(|(x, y)| format!("M{} {}h1v1h-1z", x + MARGIN, y + MARGIN)).collect();
    let side = code.size() + 2 * MARGIN;
    Some(html! {
        svg role="img" aria-label=(name) viewBox={ "0 0 " (side) " " (side) } shape-rendering="crispEdges" {
            path d=(dark) {}
        }
    })
}

/// The code of an address; nothing for one that is too long for a code.
pub(crate) fn picture(address: &str, name: String) -> Option<Picture> {
    let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
    let side = (code.size() + 2 * MARGIN) * POINTS;
    let mut points = Vec::new();
    for y in 0..side {
        for x in 0..side {
            let is_dark = code.get_module(x / POINTS - MARGIN, y / POINTS - MARGIN);
            points.push(if is_dark { 0 } else { u8::MAX });
        }
    }
    let mut png = Vec::new();
    let side = side.unsigned_abs();
    let mut encoder = Encoder::new(&mut png, side, side);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::Eight);
    encoder.write_header().ok()?.write_image_data(&points).ok()?;
    Some(Picture { name, image: Image::Png(png), size: (SIZE, SIZE) })
}
