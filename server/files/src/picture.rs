//! Pictures: known by what they begin with, and drawn anew, so that nothing that stood beside the points goes on.

use crate::Language;
use crate::limits::{PICTURE, POINTS, POINTS_BYTES};
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::{CompressionType, FilterType, PngDecoder, PngEncoder};
use image::imageops::FilterType::Lanczos3;
use image::{DynamicImage, GrayImage, ImageDecoder, ImageError, Limits, Luma, Rgb, RgbImage};
use std::io::Cursor;

/// A picture as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// A PNG file with its points and nothing else.
    pub png: Vec<u8>,
    /// Its width and height.
    pub size: (u32, u32),
    /// Those of the picture that was brought.
    pub was: (u32, u32),
}

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPicture {
    /// It is drawn with lines, not points, and can hold scripts and addresses.
    Svg,
    /// A picture of another kind.
    Other(&'static str),
    /// Too many bytes.
    TooLarge,
    /// Too many points.
    TooManyPoints,
    /// It moves.
    Moves,
    /// It was cut or changed on its way.
    Damaged,
}

const PNG: &[u8] = b"\x89PNG\r\n\x1A\n";
const JPEG: &[u8] = b"\xFF\xD8\xFF";
/// Where they begin, and how.
const OTHERS: &[(usize, &[u8], &str)] = &[
    (0, b"GIF8", "GIF"),
    (8, b"WEBP", "WebP"),
    (0, b"II*\0", "TIFF"),
    (0, b"MM\0*", "TIFF"),
    (0, b"\0\0\x01\0", "ICO"),
    (4, b"ftypavi", "AVIF"),
    (4, b"ftyphei", "HEIC"),
    (4, b"ftypmif", "HEIC"),
    (0, b"8BPS", "Photoshop"),
    (0, b"%!PS", "EPS"),
    (0, b"\xC5\xD0\xD3\xC6", "EPS"),
];

/// What it is meant to be, by its first bytes.
enum Begins {
    Png,
    Jpeg,
    Svg,
    Other(&'static str),
}

fn begins(file: &[u8]) -> Option<Begins> {
    if file.starts_with(PNG) {
        return Some(Begins::Png);
    }
    if file.starts_with(JPEG) {
        return Some(Begins::Jpeg);
    }
    let is_other =
        |(at, begin, _): &&(usize, &[u8], &str)| file.get(*at..).is_some_and(|it| it.starts_with(begin));
    if let Some((.., name)) = OTHERS.iter().find(is_other) {
        return Some(Begins::Other(name));
    }
    is_svg(file).then_some(Begins::Svg)
}

/// Its first element, behind what may stand before it, is `svg`.
fn is_svg(file: &[u8]) -> bool {
    let begin = String::from_utf8_lossy(&file[..file.len().min(4_096)]);
    let begin = begin.trim_start_matches('\u{feff}').trim_start();
    let mut tags = begin.split('<').skip(1).filter(|tag| !tag.starts_with(['?', '!']));
    begin.starts_with('<') && tags.next().is_some_and(|tag| tag.to_ascii_lowercase().starts_with("svg"))
}

/// Whether a file is a picture, also one that is not taken.
pub fn is_picture(file: &[u8]) -> bool {
    begins(file).is_some()
}

/// Reads a picture, lays it on white paper and makes it as small as it has to be: at most so wide, so high and of so many
/// bytes.
pub fn picture(file: &[u8], within: (u32, u32), bytes: usize) -> Result<Picture, NoPicture> {
    let begins = begins(file).ok_or(NoPicture::Damaged)?;
    if file.len() > PICTURE && matches!(begins, Begins::Png | Begins::Jpeg) {
        return Err(NoPicture::TooLarge);
    }
    let image = match begins {
        Begins::Svg => return Err(NoPicture::Svg),
        Begins::Other(name) => return Err(NoPicture::Other(name)),
        Begins::Png => {
            let decoder = PngDecoder::with_limits(Cursor::new(file), limits()).map_err(why)?;
            if decoder.is_apng().map_err(why)? {
                return Err(NoPicture::Moves);
            }
            upright(decoder)?
        }
        // What is missing would be grey.
        Begins::Jpeg if !is_whole_jpeg(file) => return Err(NoPicture::Damaged),
        Begins::Jpeg => upright(JpegDecoder::new(Cursor::new(file)).map_err(why)?)?,
    };
    let was = (image.width(), image.height());
    let paper = on_paper(image);
    let mut size = fitting(was, within);
    loop {
        let png = written(&paper, size)?;
        if png.len() <= bytes || size == (1, 1) {
            return Ok(Picture { png, size, was });
        }
        size = (smaller(size.0), smaller(size.1));
    }
}

fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(POINTS);
    limits.max_image_height = Some(POINTS);
    limits.max_alloc = Some(POINTS_BYTES);
    limits
}

fn upright(mut decoder: impl ImageDecoder) -> Result<DynamicImage, NoPicture> {
    decoder.set_limits(limits()).map_err(why)?;
    if decoder.total_bytes() > POINTS_BYTES {
        return Err(NoPicture::TooManyPoints);
    }
    let orientation = decoder.orientation().map_err(why)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(why)?;
    image.apply_orientation(orientation);
    Ok(image)
}

fn why(error: ImageError) -> NoPicture {
    match error {
        ImageError::Limits(_) => NoPicture::TooManyPoints,
        _ => NoPicture::Damaged,
    }
}

/// Its last marker says that nothing more comes; some cameras fill up what is left.
fn is_whole_jpeg(file: &[u8]) -> bool {
    let filled = file.iter().rev().take_while(|byte| **byte == 0).count();
    file[..file.len() - filled].ends_with(b"\xFF\xD9")
}

/// Documents are printed on white: what can be seen through is white there.
fn on_paper(image: DynamicImage) -> DynamicImage {
    if !image.color().has_color() && !image.color().has_alpha() {
        return image.into_luma8().into();
    }
    let image = image.into_rgba8();
    let mix = |colour: u8, alpha: u8| {
        let (colour, alpha) = (u16::from(colour), u16::from(alpha));
        ((colour * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    let is_grey = image.pixels().all(|point| point[0] == point[1] && point[1] == point[2]);
    let (width, height) = image.dimensions();
    if is_grey {
        let at = |x, y| {
            let point = image.get_pixel(x, y);
            Luma([mix(point[0], point[3])])
        };
        return GrayImage::from_fn(width, height, at).into();
    }
    let at = |x, y| {
        let point = image.get_pixel(x, y);
        Rgb([0, 1, 2].map(|n| mix(point[n], point[3])))
    };
    RgbImage::from_fn(width, height, at).into()
}

/// As large as it may be, in its form; never larger than it is.
fn fitting((width, height): (u32, u32), within: (u32, u32)) -> (u32, u32) {
    if width <= within.0 && height <= within.1 {
        return (width, height);
    }
    let [w, h, most_w, most_h] = [width, height, within.0, within.1].map(u64::from);
    let (w, h) = if w * most_h > most_w * h { (most_w, most_w * h / w) } else { (most_h * w / h, most_h) };
    (w.max(1) as u32, h.max(1) as u32)
}

fn smaller(side: u32) -> u32 {
    (side * 4 / 5).max(1)
}

fn written(paper: &DynamicImage, size: (u32, u32)) -> Result<Vec<u8>, NoPicture> {
    let mut png = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut png, CompressionType::Best, FilterType::Adaptive);
    let drawn = if (paper.width(), paper.height()) == size {
        paper.write_with_encoder(encoder)
    } else {
        paper.resize_exact(size.0, size.1, Lanczos3).write_with_encoder(encoder)
    };
    drawn.map_err(|_| NoPicture::Damaged)?;
    Ok(png)
}

impl NoPicture {
    /// What is wrong, and what to do.
    pub fn sentence(self, language: Language) -> String {
        let side = POINTS;
        match (self, language) {
            (Self::Svg, Language::French) => {
                "Un logo en SVG n’est pas pris : il peut contenir des programmes et des adresses. Enregistrez-le en PNG, \
                 d’au moins 600 points de large, puis apportez ce fichier."
                    .to_owned()
            }
            (Self::Svg, Language::English) => {
                "A logo in SVG is not taken: it can hold programs and addresses. Save it as PNG, at least 600 points wide, \
                 and bring that file."
                    .to_owned()
            }
            (Self::Other(name), Language::French) => {
                format!("Un logo en {name} n’est pas pris. Enregistrez-le en PNG ou en JPEG, puis apportez ce fichier.")
            }
            (Self::Other(name), Language::English) => {
                format!("A logo in {name} is not taken. Save it as PNG or JPEG and bring that file.")
            }
            (Self::TooLarge, Language::French) => {
                "Ce logo dépasse 2 Mio. Enregistrez-le en plus petit, de 600 points de large par exemple.".to_owned()
            }
            (Self::TooLarge, Language::English) => {
                "This logo has more than 2 MiB. Save it smaller, 600 points wide for instance.".to_owned()
            }
            (Self::TooManyPoints, Language::French) => format!(
                "Ce logo a trop de points : {side} de côté au plus. Enregistrez-le en plus petit, de 600 points de large \
                 par exemple."
            ),
            (Self::TooManyPoints, Language::English) => format!(
                "This logo has too many points: at most {side} a side. Save it smaller, 600 points wide for instance."
            ),
            (Self::Moves, Language::French) => {
                "Ce logo est animé. Enregistrez une seule image en PNG, puis apportez ce fichier.".to_owned()
            }
            (Self::Moves, Language::English) => {
                "This logo moves. Save one picture of it as PNG and bring that file.".to_owned()
            }
            (Self::Damaged, Language::French) => {
                "Cette image est incomplète ou abîmée. Enregistrez-la de nouveau, en PNG si possible.".to_owned()
            }
            (Self::Damaged, Language::English) => {
                "This picture is not whole, or damaged. Save it again, as PNG if possible.".to_owned()
            }
        }
    }
}
