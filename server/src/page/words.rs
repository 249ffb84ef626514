//! The words of the page, in both languages.

use jiff::civil::{Date, Time};
use protocol::entity::Gone;
use serde::Deserialize;

/// A language that a page can be read in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// French.
    #[default]
    Fr,
    /// English.
    En,
}

use Language::{En, Fr};

const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Language {
    pub(super) fn tag(self) -> &'static str {
        self.either("fr", "en")
    }

    /// The one of two wordings that is in this language.
    pub(super) fn either(self, fr: &'static str, en: &'static str) -> &'static str {
        match self {
            Fr => fr,
            En => en,
        }
    }

    pub(super) fn date(self, date: Date) -> String {
        let month = usize::from(date.month().unsigned_abs()) - 1;
        let (day, year) = (date.day(), date.year());
        match self {
            Fr if day == 1 => format!("1er {} {year}", MONTHS_FR[month]),
            Fr => format!("{day} {} {year}", MONTHS_FR[month]),
            En => format!("{day} {} {year}", MONTHS_EN[month]),
        }
    }

    pub(super) fn time(self, time: Time) -> String {
        let (hour, minute) = (time.hour(), time.minute());
        match self {
            Fr => format!("{hour}\u{a0}h\u{a0}{minute:02}"),
            En => format!("{hour}:{minute:02}"),
        }
    }

    pub(super) fn gone(self, gone: Gone) -> &'static str {
        match gone {
            Gone::TakenBack => {
                self.either("Retiré par la personne qui l’a écrit.", "Taken back by whoever wrote it.")
            }
            Gone::Hidden => self.either("Retiré par l’animation.", "Taken off by the facilitator."),
            Gone::Erased => {
                self.either("Effacé avec la personne qui l’a écrit.", "Erased with whoever wrote it.")
            }
        }
    }
}
