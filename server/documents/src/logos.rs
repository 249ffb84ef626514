//! What stands above the title: the logos of a forum, or of a programme.

use crate::model::{Image, Picture};
use ::programme::dossier::{Dossier, Piece};
use data_encoding::BASE64;
use forum::export::Export;
use protocol::programme::Noun;

/// How high a logo is on paper at most, in millimetres.
const HEIGHT: u32 = 20;
/// How wide: three of them fill a line.
const WIDTH: u32 = 50;
/// How wide where there are more: four fill a line.
const NARROW: u32 = 37;
const WIDE: usize = 3;

/// The forum's logos, as large as the line allows.
pub(crate) fn logos(export: &Export) -> Vec<Picture> {
    let picture = |one: &forum::export::Logo| {
        let png = BASE64.decode(one.image.as_bytes()).ok()?;
        let size = size((one.logo.width, one.logo.height), WIDTH);
        Some(Picture { name: one.logo.name.clone(), image: Image::Png(png), size })
    };
    export.logos.iter().filter_map(picture).collect()
}

/// The programme's logos, as large as their lines allow.
pub(crate) fn of_programme(dossier: &Dossier) -> Vec<Picture> {
    let width = if dossier.all(Noun::Logo).count() > WIDE { NARROW } else { WIDTH };
    let picture = |logo: &Piece| {
        let png = BASE64.decode(logo.text("picture")?.as_bytes()).ok()?;
        let size = size(points(&png)?, width);
        Some(Picture { name: logo.text("name")?.to_owned(), image: Image::Png(png), size })
    };
    dossier.all(Noun::Logo).filter_map(picture).collect()
}

/// Width and height of a PNG file, as its first chunk says.
fn points(png: &[u8]) -> Option<(u32, u32)> {
    let side = |at: usize| Some(u32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?));
    Some((side(16)?, side(20)?))
}

/// As high as it may be, or as wide.
fn size((width, height): (u32, u32), most: u32) -> (u32, u32) {
    let (width, height) = (width.max(1), height.max(1));
    if width * HEIGHT > most * height {
        (most, (most * height / width).max(1))
    } else {
        ((HEIGHT * width / height).max(1), HEIGHT)
    }
}

#[cfg(test)]
mod tests {
    use super::{NARROW, WIDTH, size};

    #[test]
    fn a_logo_keeps_its_form_and_its_place() {
        for (points, most, paper) in [
            ((1_000, 1_000), WIDTH, (20, 20)),
            ((1_000, 400), WIDTH, (50, 20)),
            ((1_000, 100), WIDTH, (50, 5)),
            ((1_000, 1), WIDTH, (50, 1)),
            ((1, 1_000), WIDTH, (1, 20)),
            ((1_000, 400), NARROW, (37, 14)),
        ] {
            assert_eq!(size(points, most), paper);
        }
    }
}
