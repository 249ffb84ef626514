//! Pictures as they are kept: PNG files in base64, looked at by their bytes.

use data_encoding::BASE64;
use png::{Decoder, Limits};
use protocol::limits::{LOGO_BYTES_MAX, LOGO_POINTS_MAX};
use std::io::Cursor;

const BEGIN: usize = 8;
/// The last chunk, which is empty: its length, its name and its checksum.
const END: [u8; 12] = *b"\0\0\0\0IEND\xAE\x42\x60\x82";
/// Chunks that say how a picture looks, and nothing else.
const PLAIN: [&[u8; 4]; 5] = [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"];

/// Width and height of a picture that is whole and not too large.
pub fn size(image: &str) -> Option<(u32, u32)> {
    size_of(&BASE64.decode(image.as_bytes()).ok()?)
}

/// Those of a picture beside whose points nothing stands: no words, no place, no time.
pub fn plain_size(image: &str) -> Option<(u32, u32)> {
    let file = BASE64.decode(image.as_bytes()).ok()?;
    let size = size_of(&file)?;
    is_plain(&file).then_some(size)
}

fn size_of(file: &[u8]) -> Option<(u32, u32)> {
    if file.len() > LOGO_BYTES_MAX || !file.ends_with(&END) {
        return None;
    }
    let points = LOGO_POINTS_MAX as usize * LOGO_POINTS_MAX as usize;
    // Four values of two bytes a point.
    let decoder = Decoder::new_with_limits(Cursor::new(file), Limits { bytes: points * 8 });
    let mut reader = decoder.read_info().ok()?;
    let (width, height) = reader.info().size();
    if width > LOGO_POINTS_MAX || height > LOGO_POINTS_MAX {
        return None;
    }
    let mut points = vec![0; reader.output_buffer_size()?];
    reader.next_frame(&mut points).ok()?;
    reader.finish().ok()?;
    Some((width, height))
}

/// Goes from chunk to chunk: length, name, what it holds, checksum. Nothing stands behind the last one.
fn is_plain(file: &[u8]) -> bool {
    let mut rest = file.get(BEGIN..).unwrap_or_default();
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let Some(name) = after.first_chunk::<4>().filter(|name| PLAIN.contains(name)) else { return false };
        if name == b"IEND" {
            return after.len() == END.len() - length.len();
        }
        let next = (u32::from_be_bytes(*length) as usize).checked_add(8);
        let Some(next) = next.and_then(|next| after.get(next..)) else { return false };
        rest = next;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use png::{BitDepth, ColorType, Encoder};

    fn file(words: Option<&str>) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, 3, 2);
        encoder.set_color(ColorType::Grayscale);
        encoder.set_depth(BitDepth::Eight);
        if let Some(words) = words {
            encoder.add_text_chunk("Author".to_owned(), words.to_owned()).unwrap();
        }
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&[7; 6]).unwrap();
        writer.finish().unwrap();
        file
    }

    #[test]
    fn a_plain_picture_has_points_alone() {
        let (plain, signed) = (file(None), file(Some("Bo")));
        let twice = [plain.clone(), plain.clone()].concat();
        for (file, expected, expected_plain) in [
            (plain.clone(), Some((3, 2)), Some((3, 2))),
            (signed, Some((3, 2)), None),
            // Readers stop at the first end: what stands behind it would travel unseen.
            (twice, Some((3, 2)), None),
            (plain[..plain.len() - 1].to_vec(), None, None),
            (Vec::new(), None, None),
        ] {
            let image = BASE64.encode(&file);
            assert_eq!((size(&image), plain_size(&image)), (expected, expected_plain));
        }
        assert_eq!(plain_size("é"), None);
    }
}
