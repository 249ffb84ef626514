//! What stands above the title: the logos of the forum.

use crate::model::{Image, Picture};
use data_encoding::BASE64;
use forum::export::Export;

/// The most that a logo takes on paper, in millimetres: three of them fill a line.
const SIZE: (u32, u32) = (50, 20);

/// The forum's logos, as large as the line allows.
pub(crate) fn logos(export: &Export) -> Vec<Picture> {
    let picture = |one: &forum::export::Logo| {
        let png = BASE64.decode(one.image.as_bytes()).ok()?;
        Some(Picture {
            name: one.logo.name.clone(),
            image: Image::Png(png),
            size: size(one.logo.width, one.logo.height),
        })
    };
    export.logos.iter().filter_map(picture).collect()
}

/// As high as it may be, or as wide.
fn size(width: u32, height: u32) -> (u32, u32) {
    let (width, height) = (width.max(1), height.max(1));
    if width * SIZE.1 > SIZE.0 * height {
        (SIZE.0, (SIZE.0 * height / width).max(1))
    } else {
        ((SIZE.1 * width / height).max(1), SIZE.1)
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_logo_keeps_its_form_and_its_place() {
        assert_eq!(size(1_000, 1_000), (20, 20));
        assert_eq!(size(1_000, 400), (50, 20));
        assert_eq!(size(1_000, 100), (50, 5));
        assert_eq!(size(1_000, 1), (50, 1));
        assert_eq!(size(1, 1_000), (1, 20));
    }
}
