//! The sentences of documents, in French and in English.

use jiff::civil::{Date, Time};
use protocol::command::Kind;
use protocol::entity::{Gone, Withheld};
use protocol::programme::field::{Field, Kind as Takes, Label};
use protocol::programme::value::{Amount, Day, NoNumber, Number};
use protocol::time::TimeOfDay;
use serde::Deserialize;

/// A language that documents and pages on paper are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[expect(missing_docs, reason = "they are the names of languages")]
pub enum Language {
    #[default]
    #[serde(rename = "fr")]
    French,
    #[serde(rename = "en")]
    English,
}

use Language::{English, French};

impl Language {
    /// That of a document: French, unless people speak English.
    pub fn of(tag: &str) -> Self {
        if tag.split('-').next() == Some("en") { English } else { French }
    }

    /// BCP 47.
    pub fn tag(self) -> &'static str {
        self.say("fr", "en")
    }

    /// One of two wordings.
    pub fn say(self, french: &'static str, english: &'static str) -> &'static str {
        match self {
            French => french,
            English => english,
        }
    }

    /// A number and its noun; zero is singular in French and plural in English.
    pub(crate) fn count(self, number: usize, french: [&str; 2], english: [&str; 2]) -> String {
        let is_one = match self {
            French => number < 2,
            English => number == 1,
        };
        let [one, many] = if self == French { french } else { english };
        format!("{}\u{a0}{}", self.number(number), if is_one { one } else { many })
    }

    /// « 1 234 », "1,234".
    pub(crate) fn number(self, number: usize) -> String {
        let digits = number.to_string();
        let mut out = String::new();
        for (n, digit) in digits.chars().enumerate() {
            if n > 0 && (digits.len() - n).is_multiple_of(3) {
                out.push(if self == French { '\u{202f}' } else { ',' });
            }
            out.push(digit);
        }
        out
    }

    /// All digits, for programs: « 1234,5 », "1234.5".
    pub(crate) fn digits(self, number: Number) -> String {
        let millionths = number.millionths();
        let (whole, rest) = (millionths.unsigned_abs() / 1_000_000, millionths.unsigned_abs() % 1_000_000);
        let sign = if millionths < 0 { "-" } else { "" };
        if rest == 0 {
            return format!("{sign}{whole}");
        }
        let rest = format!("{rest:06}");
        format!("{sign}{whole}{}{}", self.say(",", "."), rest.trim_end_matches('0'))
    }

    /// Rounded to so many decimals, for people: « 1 234,5 », "1,234.5".
    pub(crate) fn decimal(self, number: Number, decimals: u8) -> String {
        let step = 10_u64.pow(u32::from(Number::DECIMALS.saturating_sub(decimals)));
        let steps = (number.millionths().unsigned_abs() + step / 2) / step;
        let one = 10_u64.pow(u32::from(decimals.min(Number::DECIMALS)));
        let sign = if number.millionths() < 0 && steps > 0 { "\u{2212}" } else { "" };
        let whole = self.number((steps / one) as usize);
        if decimals == 0 {
            return format!("{sign}{whole}");
        }
        let width = usize::from(decimals.min(Number::DECIMALS));
        format!("{sign}{whole}{}{:0width$}", self.say(",", "."), steps % one)
    }

    /// « 16 % », "16%".
    pub(crate) fn percent(self, part: u32, base: u32) -> String {
        let base = u64::from(base.max(1));
        let percent = (u64::from(part) * 200 + base) / (2 * base);
        format!("{}{}", self.number(percent as usize), self.say("\u{a0}%", "%"))
    }

    /// A number, what is known of it, or why there is none: a secret is not a gap, and neither is 0.
    pub(crate) fn amount(self, amount: Option<Amount>, decimals: u8) -> String {
        match amount {
            Some(Amount::Exact(number)) => self.decimal(number, decimals),
            Some(Amount::AtLeast { at_least }) => {
                format!("{}\u{a0}{}", self.say("plus de", "more than"), self.decimal(at_least, decimals))
            }
            Some(Amount::Not(NoNumber::Withheld)) => self.say("secret", "withheld").to_owned(),
            Some(Amount::Not(NoNumber::NotCosted)) => self.say("non chiffré", "not costed").to_owned(),
            None => "—".to_owned(),
        }
    }

    /// A value of a measure, with all its decimals.
    pub fn measured(self, amount: Option<Amount>) -> String {
        match amount {
            Some(Amount::Exact(number)) if number.has_decimals(0) => self.decimal(number, 0),
            Some(Amount::Exact(number)) => self.digits(number),
            other => self.amount(other, 0),
        }
    }

    /// « 12 000 € »; cents only where there are some.
    pub fn euros(self, amount: Option<Amount>) -> String {
        match amount {
            Some(Amount::Exact(number)) => {
                let decimals = if number.has_decimals(0) { 0 } else { 2 };
                format!("{}\u{a0}€", self.decimal(number, decimals))
            }
            other => self.amount(other, 0),
        }
    }

    /// As much of a day as is known: « 12 mars 2027 », « mars 2027 », « 2027 ».
    pub fn day(self, day: Day) -> String {
        let (written, first) = (String::from(day), day.first());
        match written.matches('-').count() {
            0 => written,
            1 => format!("{}\u{a0}{}", self.month(first), first.year()),
            _ => self.date(first),
        }
    }

    /// « 14 h 30 », "14:30".
    pub(crate) fn time_of_day(self, time: TimeOfDay) -> String {
        let minutes = i8::try_from(time.minutes() / 60).ok().zip(i8::try_from(time.minutes() % 60).ok());
        let time = minutes.and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok());
        time.map_or_else(String::new, |time| self.time(time))
    }

    /// A word of the table of nouns.
    pub(crate) fn label(self, label: Label) -> &'static str {
        self.say(label.fr, label.en)
    }

    /// One of the answers of a field that is a choice.
    pub fn choice(self, field: Option<&Field>, word: &str) -> &'static str {
        let answers = match field.map(|field| field.kind) {
            Some(Takes::Choice(answers) | Takes::Choices(answers)) => answers,
            _ => &[],
        };
        answers.iter().find(|answer| answer.word == word).map_or("", |answer| self.label(answer.label))
    }

    /// « 1er mars 2027 », "1 March 2027".
    pub fn date(self, date: Date) -> String {
        let day = match (self, date.day()) {
            (French, 1) => "1er".to_owned(),
            (_, day) => day.to_string(),
        };
        format!("{day}\u{a0}{}\u{a0}{}", self.month(date), date.year())
    }

    fn month(self, date: Date) -> &'static str {
        let months = match self {
            French => [
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
            ],
            English => [
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
            ],
        };
        usize::try_from(date.month() - 1).ok().and_then(|month| months.get(month)).unwrap_or(&"")
    }

    /// « 14 h 30 », "14:30".
    pub fn time(self, time: Time) -> String {
        match self {
            French if time.minute() == 0 => format!("{}\u{a0}h", time.hour()),
            French => format!("{}\u{a0}h\u{a0}{:02}", time.hour(), time.minute()),
            English => format!("{:02}:{:02}", time.hour(), time.minute()),
        }
    }

    pub(crate) fn contributions(self, number: usize) -> String {
        self.count(number, ["contribution", "contributions"], ["contribution", "contributions"])
    }

    pub(crate) fn groups(self, number: usize) -> String {
        self.count(number, ["groupe", "groupes"], ["group", "groups"])
    }

    pub(crate) fn supports(self, number: usize) -> String {
        self.count(number, ["appui", "appuis"], ["support", "supports"])
    }

    pub(crate) fn kind(self, kind: Kind) -> &'static str {
        match kind {
            Kind::Finding => self.say("Constat", "Finding"),
            Kind::Need => self.say("Besoin", "Need"),
            Kind::Idea => self.say("Idée", "Idea"),
            Kind::Proposal => self.say("Proposition", "Proposal"),
            Kind::Question => self.say("Question", "Question"),
            Kind::Disagreement => self.say("Désaccord", "Disagreement"),
            Kind::NextStep => self.say("Suite à donner", "Next step"),
        }
    }

    /// In the place of words that are gone.
    pub fn gone(self, why: Option<Gone>) -> &'static str {
        match why {
            Some(Gone::TakenBack) | None => {
                self.say("[Retiré par la personne qui l’a écrit.]", "[Taken back by whoever wrote it.]")
            }
            Some(Gone::Hidden) => self.say("[Retiré par l’animation.]", "[Taken off by the facilitators.]"),
            Some(Gone::Erased) => {
                self.say("[Effacé avec la personne qui l’a écrit.]", "[Erased with whoever wrote it.]")
            }
        }
    }

    pub(crate) fn withheld(self, withheld: Withheld) -> &'static str {
        match withheld {
            Withheld::Few => self.say(
                "Moins de cinq personnes ont voté\u{a0}: les résultats ne sont pas montrés.",
                "Fewer than five people voted: results are not shown.",
            ),
            Withheld::Changes => self.say(
                "Trop peu de bulletins ont changé depuis\u{a0}: ce sont les résultats montrés avant.",
                "Too few ballots have changed since: these are the results shown before.",
            ),
        }
    }

    /// Facts in one line: « 3 appuis ; axe A ».
    pub(crate) fn listed(self, facts: &[String]) -> String {
        facts.join(self.say("\u{a0}; ", "; "))
    }

    /// Somebody's own words.
    pub fn quoted(self, words: &str) -> String {
        match self {
            French => format!("«\u{a0}{words}\u{a0}»"),
            English => format!("“{words}”"),
        }
    }

    /// A label and what it says: « Titre : mots ».
    pub fn labelled(self, label: &str, words: &str) -> String {
        format!("{label}{}{words}", self.say("\u{a0}: ", ": "))
    }
}
