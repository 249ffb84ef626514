//! The logos of documents.

use super::{Decided, Draft, room};
use crate::event::{LogoTexts, LogosSet};
use protocol::command::{NewLogo, SetLogos};
use protocol::limits::{EARLIER_LOGOS_MAX, LOGOS_MAX};
use protocol::text::{self, Form};
use protocol::{Refusal, TextId};
use subject::picture;

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
        let (width, height) = picture::size(image).ok_or(Refusal::BadLogo { number })?;
        Ok(LogoTexts { name, image: self.store(image.clone()), width, height })
    }
}
