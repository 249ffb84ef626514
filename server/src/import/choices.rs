//! Questions with choices: what an answer takes. Whatever is on no list takes one choice, and its words answer a question
//! of their own, so that they go with their sheet.

use super::value::plain;
use super::{derived, words};
use files::{Answer, Kind, Language, Other, Question};
use programme::{Known, State};
use protocol::programme::ItemId;
use protocol::programme::noun::Noun;
use protocol::text::Form;
use std::collections::{BTreeMap, BTreeSet};

/// Choices of a question, found by an answer.
pub(super) struct Choices {
    /// In the order of the file's.
    by_place: Vec<Option<ItemId>>,
    by_text: BTreeMap<String, ItemId>,
    several: bool,
    pub(super) unlisted: Option<Unlisted>,
}

/// Where that goes which is on no list.
#[derive(Clone, Copy)]
pub(super) struct Unlisted {
    pub(super) choice: ItemId,
    pub(super) words: Words,
    /// Not only what says so of itself.
    all: bool,
}

/// The question that asks for the words.
#[derive(Clone, Copy)]
pub(super) struct Words {
    pub(super) question: ItemId,
    pub(super) form: Form,
}

/// By their choice, questions of a campaign that are about the words of one choice alone, and are not answered from
/// elsewhere.
pub(super) fn words_of(
    state: &State,
    campaign: ItemId,
    answered: &BTreeSet<ItemId>,
) -> BTreeMap<ItemId, Words> {
    let asks = |(question, known): (ItemId, Known)| {
        let form = match known.text("kind")? {
            "short_text" => Form::Question,
            "long_text" => Form::Text,
            _ => return None,
        };
        let &[choice] = known.items("only_if_choices") else { return None };
        Some((choice, Words { question, form }))
    };
    let questions = state.known_under(campaign).filter(|(_, known)| known.noun == Noun::Question);
    questions.filter(|(question, _)| !answered.contains(question)).filter_map(asks).collect()
}

impl Choices {
    /// Those of a question that is there.
    pub(super) fn known(
        state: &State,
        question: ItemId,
        several: bool,
        of_file: &Question,
        words: &BTreeMap<ItemId, Words>,
    ) -> Self {
        let (mut by_text, mut unlisted) = (BTreeMap::new(), None);
        for (choice, known) in state.known_under(question) {
            for name in ["name", "code"].iter().filter_map(|field| known.text(field)) {
                by_text.entry(plain(name)).or_insert(choice);
                if let (Some(Other::Named), Some(words)) = (Other::of(name), words.get(&choice)) {
                    unlisted = unlisted.or(Some(Unlisted { choice, words: *words, all: false }));
                }
            }
        }
        let by_place = of_file.choices.iter().map(|label| by_text.get(&plain(label)).copied()).collect();
        Self { by_place, by_text, several, unlisted }
    }

    /// Those of a question that is made, and their labels: those of its list, or what people answered where there is
    /// none.
    pub(super) fn made<'a>(
        of_file: &'a Question,
        answers: &BTreeSet<&'a str>,
        question: ItemId,
        words: Words,
        language: Language,
    ) -> (Self, Vec<&'a str>) {
        let id = |place| derived(question, "choice", place);
        let is_said = |text: &str| Other::of(text) == Some(Other::Said);
        let (mut labels, mut by_place) = (Vec::new(), Vec::with_capacity(of_file.choices.len()));
        for label in &of_file.choices {
            let stands = !of_file.lists_answers() || !is_said(label);
            by_place.push(stands.then(|| id(labels.len())));
            labels.extend(stands.then_some(label.as_str()));
        }
        let listed: BTreeMap<String, usize> =
            labels.iter().enumerate().rev().map(|(place, label)| (plain(label), place)).collect();
        let mut is_unlisted = by_place.contains(&None);
        let mut by_text = BTreeMap::new();
        for text in answers {
            let at = match listed.get(&plain(text)) {
                Some(at) => *at,
                None if of_file.choices.is_empty() && !is_said(text) => {
                    labels.push(text);
                    labels.len() - 1
                }
                None => {
                    is_unlisted = true;
                    continue;
                }
            };
            by_text.insert((*text).to_owned(), id(at));
        }
        let unlisted = is_unlisted.then(|| {
            let named = labels.iter().position(|label| Other::of(label) == Some(Other::Named));
            let at = named.unwrap_or_else(|| {
                labels.push(words::other(language));
                labels.len() - 1
            });
            Unlisted { choice: id(at), words, all: true }
        });
        (Self { by_place, by_text, several: of_file.kind == Kind::Several, unlisted }, labels)
    }

    /// The choices that an answer takes.
    ///
    /// # Errors
    /// The text that is no choice, or all of them where one alone may be taken.
    pub(super) fn taken(&self, of_file: &Question, answer: &Answer<'_>) -> Result<BTreeSet<ItemId>, String> {
        let pieces = self.pieces(of_file, answer);
        let choice = |&(choice, text): &(Option<ItemId>, &str)| {
            choice.or_else(|| Some(self.unlisted(text)?.choice)).ok_or_else(|| text.to_owned())
        };
        // What is chosen twice, as its label and as its code, is chosen.
        let taken = pieces.iter().map(choice).collect::<Result<BTreeSet<_>, _>>()?;
        if taken.len() > 1 && !self.several {
            return Err(pieces.iter().map(|(_, text)| *text).collect::<Vec<_>>().join(" ; "));
        }
        Ok(taken)
    }

    /// The question about what is on no list, and what an answer says of it.
    pub(super) fn written(&self, of_file: &Question, answer: &Answer<'_>) -> Option<(Words, String)> {
        let words = self.unlisted?.words;
        let pieces = self.pieces(of_file, answer).into_iter();
        let written = pieces.filter(|(choice, text)| choice.is_none() && self.unlisted(text).is_some());
        let written: Vec<&str> = written.map(|(_, text)| text).collect();
        (!written.is_empty()).then(|| (words, written.join(" ; ")))
    }

    fn unlisted(&self, text: &str) -> Option<Unlisted> {
        self.unlisted.filter(|unlisted| unlisted.all || Other::of(text) == Some(Other::Said))
    }

    /// The texts of an answer, each with the choice that it is on the list.
    fn pieces<'a>(&self, of_file: &'a Question, answer: &Answer<'a>) -> Vec<(Option<ItemId>, &'a str)> {
        let of_text = |text: &&'a str| {
            let choice = self.by_text.get(*text).or_else(|| self.by_text.get(&plain(text)));
            (choice.copied(), *text)
        };
        let of_place = |place: &usize| {
            let label = of_file.choices.get(*place).map_or("", String::as_str);
            (self.by_place.get(*place).copied().flatten(), label)
        };
        match answer {
            Answer::NotAsked | Answer::Empty => Vec::new(),
            Answer::Text(text) => vec![of_text(text)],
            Answer::Choices(places, others) => {
                places.iter().map(of_place).chain(others.iter().map(of_text)).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn what_says_that_it_is_on_no_list_is_no_choice() {
        let cells = ["Bus, Vélo", "Bus", "Vélo", "À pied", "À pied, Bus", "Vélo, À pied", "À pied, Vélo"];
        let cells = cells.repeat(4).into_iter().chain(["Bus, Autre : chez Mme PRIVATE", "Autre : PRIVATE"]);
        let rows = cells.map(|cell| format!("2024/03/01 10:00:00 AM UTC+1,\"{cell}\"\n"));
        let file = "Horodateur,Moyens ?\n".to_owned() + &rows.collect::<String>();
        let reading = files::read(file.as_bytes(), None).unwrap();
        let question = reading.questions().iter().find(|question| question.label == "Moyens ?").unwrap();
        assert!(question.choices.iter().any(|label| label.contains("PRIVATE")), "{question:?}");
        let id = |number| ItemId(Uuid::from_u128(number));
        let words = Words { question: id(2), form: Form::Text };
        let (choices, labels) = Choices::made(question, &BTreeSet::new(), id(1), words, Language::French);
        assert_eq!(labels, ["Bus", "Vélo", "À pied", "Autre"]);
        let place = |place| derived(id(1), "choice", place);
        let both = reading.answer(28, question);
        assert_eq!(choices.taken(question, &both), Ok(BTreeSet::from([place(0), place(3)])));
        let (_, written) = choices.written(question, &both).unwrap();
        assert_eq!(written, "Autre : chez Mme PRIVATE");
        assert!(choices.written(question, &reading.answer(0, question)).is_none());
    }
}
