//! The words of the page, in both languages.

use jiff::civil::{Date, Time};
use protocol::command::Kind;
use protocol::entity::{Gone, Withheld};
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

    /// French counts none as one.
    pub(super) fn count(self, number: usize, fr: [&str; 2], en: [&str; 2]) -> String {
        let [one, many] = self.either_of(fr, en);
        let is_one = number == 1 || (number == 0 && self == Fr);
        format!("{number}\u{a0}{}", if is_one { one } else { many })
    }

    fn either_of<T>(self, fr: T, en: T) -> T {
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

    pub(super) fn kind(self, kind: Kind) -> &'static str {
        match kind {
            Kind::Finding => self.either("Constat", "Finding"),
            Kind::Need => self.either("Besoin", "Need"),
            Kind::Idea => self.either("Idée", "Idea"),
            Kind::Proposal => self.either("Proposition", "Proposal"),
            Kind::Question => self.either("Question", "Question"),
            Kind::Disagreement => self.either("Désaccord", "Disagreement"),
            Kind::NextStep => self.either("Suite à donner", "Next step"),
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

    pub(super) fn withheld(self, withheld: Withheld) -> &'static str {
        match withheld {
            Withheld::Few => self.either(
                "Moins de cinq personnes ont voté : les résultats ne sont pas montrés.",
                "Fewer than five people voted: results are not shown.",
            ),
            Withheld::Changes => self.either(
                "Trop peu de bulletins ont changé depuis : ce sont les résultats montrés avant.",
                "Too few ballots have changed since: these are the results shown before.",
            ),
        }
    }
}
