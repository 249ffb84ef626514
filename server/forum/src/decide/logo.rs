//! The logos of documents.

use super::{Decided, Draft, room};
use crate::event::{LogoTexts, LogosSet};
use data_encoding::BASE64;
use png::{Decoder, Limits};
use protocol::command::{NewLogo, SetLogos};
use protocol::limits::{EARLIER_LOGOS_MAX, LOGO_BYTES_MAX, LOGO_POINTS_MAX, LOGOS_MAX};
use protocol::text::{self, Form};
use protocol::{Refusal, TextId};
use std::io::Cursor;

/// The last chunk of a PNG file, which is empty: its length, its name and its checksum.
const END: [u8; 12] = *b"\0\0\0\0IEND\xAE\x42\x60\x82";

impl Draft<'_> {
    /// What is not among the logos any more is erased when nothing new comes with it: an entry that brings texts
    /// cannot be noted in the journal, see [`State::erasing`](crate::State::erasing).
    pub(super) fn set_logos(&mut self, SetLogos { logos }: &SetLogos) -> Decided {
        let state = self.state;
        if logos.len() > LOGOS_MAX {
            return Err(Refusal::LimitReached { max: LOGOS_MAX as u32 });
        }
        let logos = logos.iter().zip(1..).map(|(logo, number)| self.logo(logo, number));
        let logos = logos.collect::<Result<Vec<_>, _>>()?;
        let stays = |text: &TextId| logos.iter().any(|logo| logo.all().contains(text));
        let gone = state.logos.iter().flat_map(|logo| logo.all()).filter(|text| !stays(text));
        if self.entry.texts.is_empty() {
            self.entry.erased.extend(gone.chain(state.earlier_logos.iter().copied()));
        } else {
            room(state.earlier_logos.len(), EARLIER_LOGOS_MAX)?;
        }
        if logos != state.logos {
            self.happened(LogosSet { logos });
        }
        Ok(())
    }

    fn logo(&mut self, NewLogo { name, image }: &NewLogo, number: u32) -> Result<LogoTexts, Refusal> {
        let state = self.state;
        let name = text::normalise(name, Form::Name)?;
        let known = |text: &str, which: fn(&LogoTexts) -> TextId| {
            state.logos.iter().find(|logo| state.text(which(logo)) == text)
        };
        let name = match known(&name, |logo| logo.name) {
            Some(logo) => logo.name,
            None => self.store(name),
        };
        if let Some(logo) = known(image, |logo| logo.image) {
            return Ok(LogoTexts { name, ..*logo });
        }
        let (width, height) = size(image).ok_or(Refusal::BadLogo { number })?;
        Ok(LogoTexts { name, image: self.store(image.clone()), width, height })
    }
}

/// Width and height of a PNG file that is whole and not too large.
fn size(image: &str) -> Option<(u32, u32)> {
    let file = BASE64.decode(image.as_bytes()).ok()?;
    if file.len() > LOGO_BYTES_MAX || !file.ends_with(&END) {
        return None;
    }
    let points = LOGO_POINTS_MAX as usize * LOGO_POINTS_MAX as usize;
    // Four values of two bytes a point.
    let decoder = Decoder::new_with_limits(Cursor::new(&*file), Limits { bytes: points * 8 });
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
