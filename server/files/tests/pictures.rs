//! Pictures from strangers: what is taken of them, and what is refused.

#![expect(clippy::unwrap_used, reason = "a test fails where something is missing")]

use files::limits::{PICTURE, POINTS};
use files::{Language, NoPicture, Picture, is_picture, picture};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageEncoder, Rgba, RgbaImage};
use png::{BitDepth, ColorType, Encoder};
use proptest::prelude::*;

const WITHIN: (u32, u32) = (600, 240);
const BYTES: usize = 48 << 10;
/// What a camera notes of itself, and of where it was.
const SECRET: &[u8] = b"48.8566 N, 2.3522 E";

fn read(file: &[u8]) -> Result<Picture, NoPicture> {
    picture(file, WITHIN, BYTES)
}

/// A PNG file of these points, with words beside them.
fn png(width: u32, height: u32, colour: ColorType, points: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, width, height);
    encoder.set_color(colour);
    encoder.set_depth(BitDepth::Eight);
    encoder.add_text_chunk("Comment".to_owned(), String::from_utf8(SECRET.to_vec()).unwrap()).unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(points).unwrap();
    writer.finish().unwrap();
    file
}

fn plain(width: u32, height: u32) -> Vec<u8> {
    png(width, height, ColorType::Grayscale, &vec![7; (width * height) as usize])
}

/// A JPEG file, twice as wide as high, left half red; with what a camera notes, turned by a quarter where asked.
fn jpeg(turned: bool) -> Vec<u8> {
    let image =
        RgbaImage::from_fn(
            80,
            40,
            |x, _| if x < 40 { Rgba([220, 0, 0, 255]) } else { Rgba([0, 0, 220, 255]) },
        );
    let mut file = Vec::new();
    let mut encoder = JpegEncoder::new(&mut file);
    let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([if turned { 6 } else { 1 }, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(SECRET);
    encoder.set_exif_metadata(exif).unwrap();
    DynamicImage::from(image).into_rgb8().write_with_encoder(encoder).unwrap();
    file
}

fn holds(file: &[u8], words: &[u8]) -> bool {
    file.windows(words.len()).any(|it| it == words)
}

fn points(picture: &Picture) -> RgbaImage {
    image::load_from_memory(&picture.png).unwrap().into_rgba8()
}

/// The names of a PNG file's chunks.
fn chunks(mut file: &[u8]) -> Vec<String> {
    file = &file[8..];
    let mut names = Vec::new();
    while !file.is_empty() {
        let length = u32::from_be_bytes(file[..4].try_into().unwrap()) as usize;
        names.push(String::from_utf8(file[4..8].to_vec()).unwrap());
        file = &file[12 + length..];
    }
    names.dedup();
    names
}

#[test]
fn a_picture_is_drawn_anew_without_what_stood_beside_its_points() {
    let png = png(4, 2, ColorType::Rgb, &[[200, 10, 10].as_slice(); 8].concat());
    for (file, size) in [(png, (4, 2)), (jpeg(false), (80, 40))] {
        assert!(holds(&file, SECRET) && is_picture(&file));
        let picture = read(&file).unwrap();
        assert_eq!((picture.size, picture.was), (size, size));
        assert!(!holds(&picture.png, SECRET));
        assert_eq!(chunks(&picture.png), ["IHDR", "IDAT", "IEND"]);
        assert!(points(&picture).get_pixel(0, 0)[0] > 190);
        assert_eq!(read(&picture.png).unwrap(), picture, "once more changes nothing");
    }
}

#[test]
fn a_picture_stands_upright_on_white_paper() {
    let turned = read(&jpeg(true)).unwrap();
    assert_eq!(turned.size, (40, 80));
    assert!(points(&turned).get_pixel(20, 4)[0] > 190, "its left is above");
    let glass = png(2, 1, ColorType::Rgba, &[0, 0, 0, 0, 0, 0, 0, 255]);
    let points = points(&read(&glass).unwrap());
    assert_eq!([points.get_pixel(0, 0)[0], points.get_pixel(1, 0)[0]], [255, 0]);
}

#[test]
fn a_large_picture_is_made_smaller_in_its_form() {
    assert_eq!(read(&plain(1_200, 400)).unwrap().size, (600, 200));
    assert_eq!(read(&plain(400, 1_200)).unwrap().size, (80, 240));
    assert_eq!(read(&plain(POINTS, 1)).unwrap().size, (600, 1));
    // Noise cannot be packed: it has fewer points.
    let mut seed = 1_u32;
    let noise = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    });
    let noise = Vec::from_iter(noise.take(600 * 240 * 3));
    let picture = read(&png(600, 240, ColorType::Rgb, &noise)).unwrap();
    assert!(picture.png.len() <= BYTES && picture.size.0 > 100, "{:?}", picture.size);
}

#[test]
fn what_is_no_picture_that_can_be_kept_is_refused() {
    let (png, jpeg) = (plain(300, 200), jpeg(false));
    let mut wrong = png.clone();
    let middle = wrong.len() / 2;
    wrong[middle] ^= 1;
    let mut bomb = plain(1, 1);
    bomb[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    let with_checksum = |mut file: Vec<u8>| {
        let crc = crc(&file[12..29]);
        file[29..33].copy_from_slice(&crc.to_be_bytes());
        file
    };
    let mut wide = jpeg.clone();
    let frame = wide.windows(2).position(|it| it == [0xFF, 0xC0]).unwrap();
    wide[frame + 5..frame + 9].fill(0xFF);
    let mut moves = Vec::new();
    let mut encoder = Encoder::new(&mut moves, 1, 1);
    encoder.set_animated(2, 0).unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[1]).unwrap();
    writer.write_image_data(&[2]).unwrap();
    writer.finish().unwrap();
    let svg = "\u{feff}<?xml version=\"1.0\"?>\n<!-- a -->\n<SVG xmlns=\"http://www.w3.org/2000/svg\"/>";
    for (file, why) in [
        (png[..png.len() / 2].to_vec(), NoPicture::Damaged),
        (jpeg[..jpeg.len() / 2].to_vec(), NoPicture::Damaged),
        (wrong, NoPicture::Damaged),
        (with_checksum(bomb), NoPicture::TooManyPoints),
        (plain(POINTS + 1, 1), NoPicture::TooManyPoints),
        (wide, NoPicture::TooManyPoints),
        ([png, vec![0; PICTURE]].concat(), NoPicture::TooLarge),
        (moves, NoPicture::Moves),
        (svg.into(), NoPicture::Svg),
        (b"<svg onload=\"alert(1)\">".to_vec(), NoPicture::Svg),
        (b"GIF89a".to_vec(), NoPicture::Other("GIF")),
        (b"RIFF\0\0\0\0WEBPVP8 ".to_vec(), NoPicture::Other("WebP")),
    ] {
        assert!(is_picture(&file));
        assert_eq!(read(&file), Err(why));
        for language in [Language::French, Language::English] {
            assert!(why.sentence(language).contains(". "), "it says what to do: {why:?}");
        }
    }
    for file in
        ["", "<html><svg/></html>", "BMI;age\n1;2", "nom,code\nA,1", "{\"type\":\"Topology\"}", "%PDF-1.4"]
    {
        assert!(!is_picture(file.as_bytes()), "{file}");
    }
}

/// As PNG has it.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever is changed of a file, it is a small picture of points alone, or none.
    #[test]
    fn a_changed_file_is_a_small_picture_or_none(is_jpeg: bool, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6), end: prop::sample::Index) {
        let mut file = if is_jpeg { jpeg(true) } else { plain(40, 30) };
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        file.truncate(file.len() - end.index(file.len()) / 8);
        if let Ok(picture) = read(&file) {
            prop_assert!(picture.png.len() <= BYTES && picture.size.0 <= WITHIN.0 && picture.size.1 <= WITHIN.1);
            prop_assert_eq!(chunks(&picture.png), ["IHDR", "IDAT", "IEND"]);
        }
    }
}
