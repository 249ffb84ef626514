//! Questionnaires on paper: A4, black and white, in the order and with the keys of the keying screen.

mod keys;

use crate::qr;
use crate::words::Language;
use keys::{Keys, keys};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use protocol::http::Questionnaire;
use protocol::programme::ItemId;
use protocol::programme::entity::Item;
use protocol::programme::noun::Noun;
use serde_json::Value;
use std::ops::RangeInclusive;

const STYLE: &str = include_str!("sheets.css");
/// Lines to write a long text on.
const LINES: usize = 5;
/// Boxes of a scale, as screens have them.
const DEGREES_MAX: f64 = 20.0;

/// The questionnaires of one print.
pub struct Sheets<'a> {
    /// What they ask.
    pub questionnaire: &'a Questionnaire,
    /// Their numbers.
    pub numbers: RangeInclusive<u32>,
    /// What the batch is called in which they are handed out.
    pub batch: Option<&'a str>,
    /// Where they are answered by phone; nothing: the campaign was never opened.
    pub form: Option<&'a str>,
    /// The letters beside a number; nothing: the campaign's numbers have none.
    pub letters: &'a dyn Fn(u32) -> Option<String>,
}

/// A page for the printer that needs nothing beside it.
pub fn sheets(sheets: &Sheets<'_>) -> String {
    let questionnaire = sheets.questionnaire;
    let language = Language::of(&questionnaire.language);
    let form = Form::of(questionnaire, language);
    let title = form.campaign.map_or(questionnaire.programme.as_str(), |campaign| text(campaign, "name"));
    let questions = form.questions();
    let page = html! {
        (DOCTYPE)
        html lang=(questionnaire.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                @for number in sheets.numbers.clone() { (form.sheet(sheets, title, number, &questions)) }
            }
        }
    };
    page.into_string()
}

/// What all sheets have in common.
struct Form<'a> {
    language: Language,
    programme: &'a str,
    campaign: Option<&'a Item>,
    /// With their choices.
    asked: Vec<(&'a Item, Vec<&'a Item>)>,
}

fn text<'a>(item: &'a Item, field: &str) -> &'a str {
    item.fields.get(field).and_then(Value::as_str).unwrap_or_default()
}

fn number(item: &Item, field: &str) -> Option<f64> {
    item.fields.get(field).and_then(Value::as_f64)
}

fn refers(item: &Item, field: &str) -> Option<ItemId> {
    item.fields.get(field).and_then(|value| serde_json::from_value(value.clone()).ok())
}

impl<'a> Form<'a> {
    fn of(questionnaire: &'a Questionnaire, language: Language) -> Self {
        let of = |noun| {
            let mut items: Vec<&Item> = questionnaire.items.iter().filter(|item| item.noun == noun).collect();
            let order = |item: &Item| number(item, "order").unwrap_or(f64::INFINITY);
            items.sort_by(|a, b| order(a).total_cmp(&order(b)).then(a.number.cmp(&b.number)));
            items
        };
        let choices = of(Noun::Choice);
        let own = |question: ItemId| {
            choices.iter().copied().filter(|choice| refers(choice, "question") == Some(question)).collect()
        };
        Self {
            language,
            programme: &questionnaire.programme,
            campaign: of(Noun::Campaign).into_iter().next(),
            asked: of(Noun::Question).into_iter().map(|question| (question, own(question.id))).collect(),
        }
    }

    /// One questionnaire. Its number stands in a head that printers repeat on each page.
    fn sheet(&self, sheets: &Sheets<'_>, title: &str, number: u32, questions: &Markup) -> Markup {
        let language = self.language;
        let letters = (sheets.letters)(number);
        let address = sheets.form.map(|form| match &letters {
            Some(letters) => format!("{form}-{number}-{letters}"),
            None => form.to_owned(),
        });
        let campaign = self.campaign;
        let said = |field| campaign.map(|campaign| text(campaign, field)).filter(|said| !said.is_empty());
        html! {
            table.sheet role="presentation" {
                thead { tr { td { div.strip {
                    span dir="auto" { (title) }
                    span.number {
                        @if let Some(batch) = sheets.batch {
                            (language.say("Lot", "Batch")) " " b dir="auto" { (batch) } " · "
                        }
                        "N° " b { (number) @if let Some(letters) = &letters { "\u{a0}" (letters) } }
                    }
                } } } }
                tbody { tr { td {
                    header {
                        div {
                            p dir="auto" { (self.programme) }
                            h1 dir="auto" { (title) }
                            @if let Some(summary) = said("summary") { p.summary dir="auto" { (summary) } }
                        }
                        @if let Some(address) = &address { (way(language, address)) }
                    }
                    p.how { (language.say(
                        "Cochez les cases au stylo. Les petits signes à côté des cases servent à la saisie.",
                        "Tick the boxes with a pen. The small signs beside the boxes are for whoever keys the answers.",
                    )) }
                    (questions)
                    @if let Some(thanks) = said("thanks") { p.thanks dir="auto" { (thanks) } }
                } } }
            }
        }
    }

    fn questions(&self) -> Markup {
        let keys = keys(self.asked.iter().map(|(question, choices)| (text(question, "kind"), choices.len())));
        html! {
            @for (at, ((question, choices), keys)) in self.asked.iter().zip(keys).enumerate() {
                section {
                    @if let Some(rule) = self.rule(question) { p.rule { (rule) } }
                    h2 dir="auto" { (at + 1) ". " (text(question, "text")) }
                    @let hint = text(question, "hint");
                    @if !hint.is_empty() {
                        p.hint dir="auto" { (hint) }
                    } @else if let Some(how) = self.how(question) {
                        p.hint { (how) }
                    }
                    (self.answer(question, choices, &keys))
                }
            }
        }
    }

    /// « Si vous avez répondu « Oui » à la question 2 : »
    fn rule(&self, question: &Item) -> Option<String> {
        let language = self.language;
        let before = refers(question, "only_if")?;
        let at = self.asked.iter().position(|(one, _)| one.id == before)?;
        let taken: Vec<ItemId> = question
            .fields
            .get("only_if_choices")
            .and_then(|ids| serde_json::from_value(ids.clone()).ok())
            .unwrap_or_default();
        let names = self.asked[at].1.iter().filter(|choice| taken.contains(&choice.id));
        let names: Vec<String> = names
            .map(|choice| match language {
                Language::French => format!("«\u{a0}{}\u{a0}»", text(choice, "name")),
                Language::English => format!("“{}”", text(choice, "name")),
            })
            .collect();
        let names = names.join(language.say(" ou ", " or "));
        let space = if names.is_empty() { "" } else { " " };
        Some(match language {
            Language::French => {
                format!("Seulement si vous avez répondu{space}{names} à la question {}\u{a0}:", at + 1)
            }
            Language::English => format!("Only if you answered{space}{names} to question {}:", at + 1),
        })
    }

    /// How it is answered, where boxes do not say it.
    fn how(&self, question: &Item) -> Option<String> {
        let language = self.language;
        let bound = |field| {
            number(question, field).map(|bound| bound.to_string().replace('.', language.say(",", ".")))
        };
        let how = match text(question, "kind") {
            "single" => language.say("Une seule réponse.", "One answer.").to_owned(),
            "several" => match number(question, "choices_max") {
                Some(most) if language == Language::French => format!("{most} réponses au plus."),
                Some(most) => format!("{most} answers at most."),
                None => {
                    language.say("Plusieurs réponses possibles.", "Several answers are possible.").to_owned()
                }
            },
            "number" => match (bound("min"), bound("max"), language) {
                (Some(min), Some(max), Language::French) => format!("Un nombre de {min} à {max}."),
                (Some(min), Some(max), Language::English) => format!("A number from {min} to {max}."),
                _ => language.say("Un nombre.", "A number.").to_owned(),
            },
            "date" => language.say("Jour, mois, année.", "Day, month, year.").to_owned(),
            _ => return None,
        };
        Some(how)
    }

    fn answer(&self, question: &Item, choices: &[&Item], keys: &Keys) -> Markup {
        match text(question, "kind") {
            "single" | "several" => html! {
                ul.long[choices.iter().any(|choice| text(choice, "name").chars().count() > 28)] {
                    @for (at, choice) in choices.iter().enumerate() {
                        li { span.box {} span.key { (keys.of(at)) } span dir="auto" { (text(choice, "name")) } }
                    }
                }
            },
            "scale" => {
                let from = number(question, "min").unwrap_or(1.0);
                let to = number(question, "max").unwrap_or(5.0).min(from + DEGREES_MAX);
                let degrees = (0..).map(|step| from + f64::from(step)).take_while(|degree| *degree <= to);
                html! { ul.scale { @for degree in degrees { li { span.box {} (degree) } } } }
            }
            "number" => html! { div.line.short {} },
            "date" => html! { p.day { span {} " / " span {} " / " span.year {} } },
            "short_text" => html! { div.line {} },
            _ => html! { @for _ in 0..LINES { div.line {} } },
        }
    }
}

/// The way to the same questions by phone.
fn way(language: Language, address: &str) -> Markup {
    let shown = address.trim_start_matches("https://").trim_start_matches("http://");
    let name = language.say("Code QR de ce questionnaire", "QR code of this questionnaire");
    html! {
        div.way {
            @if let Some(drawing) = qr::drawing(address, name) { (drawing) }
            p { (language.say("Par téléphone, visez le carré, ou écrivez\u{a0}:", "By phone, point at the square, or type:"))
                br; b { (shown) } }
        }
    }
}

#[cfg(test)]
mod tests;
