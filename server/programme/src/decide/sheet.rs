//! Answer sheets: keying, keying again, correcting, leaving out.

use super::{Decided, Draft, bad_field, fresh, room};
use crate::event::{Answer, SheetCorrected, SheetKeyed, SheetKeyedAgain, SheetWithdrawn};
use crate::sheet::{self, Sheet};
use crate::state::Item;
use protocol::limits::programme::{
    ANSWERS_MAX, SHEET_NUMBER_MAX, SHEETS_MAX, TAKEN_MAX, WEB_SHEETS_MAX, WEB_SHEETS_OF_A_CAMPAIGN_MAX,
};
use protocol::programme::ItemId;
use protocol::programme::command::{
    Answers, CorrectSheet, KeyAgain, KeySheet, NewSheet, Respond, WithdrawSheet,
};
use protocol::programme::entity::Way;
use protocol::programme::field::{Fault, Kind};
use protocol::programme::noun::Noun;
use protocol::programme::value::{Number, Value};
use protocol::secret::read_code;
use protocol::text::Form;
use protocol::{Refusal, TextId};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

impl<'a> Draft<'a> {
    pub(super) fn respond(&mut self, respond: &Respond) -> Decided {
        let campaign = respond.campaign;
        self.item_of(campaign, Noun::Campaign)?;
        let open = self.state.open.get(&campaign).filter(|it| it.open).ok_or(Refusal::CampaignClosed {})?;
        if let Some(secret) = &open.secret {
            let (Some(number), Some(typed)) = (respond.number, &respond.letters) else {
                return Err(Refusal::WrongLetters {});
            };
            if sheet::letters_of(secret, number) != read_code(typed) {
                return Err(Refusal::WrongLetters {});
            }
        } else if respond.number.is_some() {
            return Err(Refusal::WrongLetters {});
        }
        let sheet = NewSheet {
            r#as: respond.r#as,
            batch: None,
            number: respond.number,
            answers: respond.answers.clone(),
        };
        self.add_sheet(campaign, &sheet, Way::Web)
    }

    pub(super) fn key_sheet(&mut self, key: &KeySheet, way: Way) -> Decided {
        let KeySheet { r#as, campaign, batch, number, answers } = key;
        let sheet = NewSheet { r#as: *r#as, batch: *batch, number: *number, answers: answers.clone() };
        self.add_sheet(*campaign, &sheet, way)
    }

    pub(super) fn add_sheet(&mut self, campaign: ItemId, new: &NewSheet, way: Way) -> Decided {
        let NewSheet { r#as: id, batch, number, answers } = new;
        fresh(self.is_taken(*id))?;
        self.item_of(campaign, Noun::Campaign)?;
        room(self.state.sheets.len() + self.sheets.len(), SHEETS_MAX)?;
        if way == Way::Web {
            let web = &self.state.web;
            room(web.values().sum::<u32>() as usize, WEB_SHEETS_MAX)?;
            room(web.get(&campaign).map_or(0, |sheets| *sheets as usize), WEB_SHEETS_OF_A_CAMPAIGN_MAX)?;
        }
        if let Some(batch) = batch {
            let its = self.item_of(*batch, Noun::Batch)?;
            if its.parent() != Some(campaign) {
                return Err(Refusal::NotFound {});
            }
        }
        if let Some(number) = *number {
            if !(1..=SHEET_NUMBER_MAX).contains(&number) {
                let (min, max) = (Number::from(1), Number::from(SHEET_NUMBER_MAX));
                return Err(bad_field("number", Fault::OutOfRange { min, max }));
            }
            let keyed = self.state.numbered.get(&campaign).is_some_and(|sheets| sheets.contains_key(&number));
            if keyed || !self.numbers.insert((campaign, number)) {
                return Err(Refusal::SheetTaken { number });
            }
        }
        let answers = self.answers(campaign, answers)?;
        // That something was asked and not answered is known of paper alone.
        if !answers.values().any(|answer| way != Way::Web || *answer != Answer::Empty) {
            return Err(Refusal::NothingAnswered {});
        }
        let answers = answers.into_iter().map(|(question, answer)| (question, self.store_answer(answer)));
        let answers = answers.collect();
        self.sheets.insert(*id);
        self.happened(SheetKeyed { sheet: *id, campaign, batch: *batch, number: *number, way, answers });
        Ok(())
    }

    /// Somebody else keys it, and nothing of it is kept but where it differs; words that are gone are compared with
    /// nothing.
    pub(super) fn key_again(&mut self, KeyAgain { sheet: id, answers }: &KeyAgain) -> Decided {
        let sheet = self.sheet(*id)?;
        if sheet.again.is_some() || sheet.by == self.caller.pass() {
            return Err(Refusal::KeyedTwice {});
        }
        let again = self.answers(sheet.campaign, answers)?;
        let first: BTreeMap<u32, Answer<String>> =
            sheet.answers.iter().map(|(question, answer)| (*question, self.worded(answer))).collect();
        let stands = |question: &u32| {
            let text = sheet.answers.get(question).and_then(sheet::text);
            text.is_none_or(|text| self.state.texts.contains_key(&text))
        };
        let questions = first.keys().chain(again.keys()).copied();
        let questions: BTreeSet<u32> = questions.filter(stands).collect();
        let differs = questions.iter().filter(|question| first.get(question) != again.get(question));
        let differs = differs.copied().collect();
        self.happened(SheetKeyedAgain { sheet: *id, compared: questions.len() as u32, differs });
        Ok(())
    }

    pub(super) fn correct_sheet(&mut self, correct: &CorrectSheet) -> Decided {
        let sheet = self.sheet(correct.sheet)?;
        let mut answers = Vec::new();
        for (question, answer) in self.answers(sheet.campaign, &correct.answers)? {
            let now = sheet.answers.get(&question).map(|answer| self.worded(answer));
            if now.as_ref() != Some(&answer) {
                answers.push((question, self.store_answer(answer)));
            }
        }
        let mut not_asked = Vec::new();
        for question in &correct.not_asked {
            let (_, question) = self.question(sheet.campaign, question)?;
            if answers.iter().any(|(answered, _)| *answered == question.number) {
                return Err(Refusal::BadCommand {});
            }
            if sheet.answers.contains_key(&question.number) && !not_asked.contains(&question.number) {
                not_asked.push(question.number);
            }
        }
        if !answers.is_empty() || !not_asked.is_empty() {
            if answers.is_empty() && sheet.answers.len() == not_asked.len() {
                return Err(Refusal::NothingAnswered {});
            }
            let replaced = answers.iter().map(|(question, _)| question).chain(&not_asked);
            let replaced = replaced.filter_map(|question| sheet.answers.get(question));
            let replaced: Vec<_> = replaced.filter_map(sheet::text).collect();
            self.erase_texts(replaced);
            self.happened(SheetCorrected { sheet: correct.sheet, answers, not_asked });
        }
        Ok(())
    }

    /// Words that were corrected since are erased when it is withdrawn again.
    pub(super) fn withdraw_sheet(&mut self, &WithdrawSheet { sheet: id, on }: &WithdrawSheet) -> Decided {
        let sheet = self.sheet(id)?;
        let erased = on && self.erase_texts(sheet.texts());
        if erased || sheet.withdrawn != on {
            self.happened(SheetWithdrawn { sheet: id, on });
        }
        Ok(())
    }

    fn sheet(&self, id: ItemId) -> Result<&'a Sheet, Refusal> {
        self.state.sheets.get(&id).map(AsRef::as_ref).ok_or(Refusal::NotFound {})
    }

    /// A question of a campaign, by its id or its number.
    fn question(&self, campaign: ItemId, key: &str) -> Result<(ItemId, &'a Item), Refusal> {
        let id = match key.parse::<u32>() {
            Ok(number) => self.state.questions.get(&number).copied(),
            Err(_) => key.parse().ok(),
        };
        let id = id.ok_or(Refusal::NotFound {})?;
        let question = self.item_of(id, Noun::Question)?;
        if question.parent() == Some(campaign) { Ok((id, question)) } else { Err(Refusal::NotFound {}) }
    }

    /// Answers by the numbers of their questions.
    fn answers(&self, campaign: ItemId, answers: &Answers) -> Result<BTreeMap<u32, Answer<String>>, Refusal> {
        if answers.len() > ANSWERS_MAX {
            return Err(Refusal::LimitReached { max: ANSWERS_MAX as u32 });
        }
        let mut read = BTreeMap::new();
        for (key, json) in answers {
            let (id, question) = self.question(campaign, key)?;
            let bad = |fault| Refusal::BadAnswer { question: id, fault };
            let answer = self.answer(id, question, json).map_err(bad)?;
            fresh(read.insert(question.number, answer).is_some())?;
        }
        Ok(read)
    }

    fn answer(&self, id: ItemId, question: &Item, json: &Json) -> Result<Answer<String>, Fault> {
        let text = |form| {
            let value = Kind::Text(form).read(json)?;
            Ok(match value {
                Some(Value::Text(text)) => Answer::Text(text),
                _ => Answer::Empty,
            })
        };
        match question.choice("kind").unwrap_or_default() {
            _ if json.is_null() => Ok(Answer::Empty),
            "several" => {
                let max = match question.value("choices_max") {
                    Some(Value::Number(max)) => max.as_f64() as usize,
                    _ => TAKEN_MAX,
                };
                self.taken(id, json, max)
            }
            "single" => self.taken(id, json, 1),
            "number" | "scale" => {
                let number = serde_json::from_value::<Number>(json.clone())
                    .map_err(drop)
                    .ok()
                    .ok_or(Fault::NotA { kind: "number".to_owned() })?;
                let bound = |name, otherwise| match question.value(name) {
                    Some(Value::Number(bound)) => *bound,
                    _ => Number::from_millionths(otherwise),
                };
                let (min, max) = (bound("min", i64::MIN), bound("max", i64::MAX));
                let fits = (min..=max).contains(&number);
                fits.then_some(Answer::Number(number)).ok_or(Fault::OutOfRange { min, max })
            }
            "date" => Ok(match Kind::Day.read(json)? {
                Some(Value::Day(day)) => Answer::Day(day),
                _ => Answer::Empty,
            }),
            "short_text" => text(Form::Question),
            _ => text(Form::Text),
        }
    }

    /// The choices of a question that were taken: none of a list is an answer that is empty.
    fn taken(&self, question: ItemId, json: &Json, max: usize) -> Result<Answer<String>, Fault> {
        let list = json.as_array().map_or(std::slice::from_ref(json), Vec::as_slice);
        if list.len() > max {
            return Err(Fault::TooMany { max: max as u32 });
        }
        let mut taken = BTreeSet::new();
        for one in list {
            let by_number = one.as_u64().and_then(|number| u32::try_from(number).ok());
            let by_number = by_number.and_then(|number| self.state.choices.get(&number)).copied();
            let id = by_number.or_else(|| one.as_str().and_then(|id| id.parse().ok()));
            let choice = id.and_then(|id| self.state.items.get(&id));
            let choice = choice.filter(|it| it.noun == Noun::Choice && it.parent() == Some(question));
            let choice = choice.ok_or(Fault::NoSuchItem { noun: Noun::Choice })?;
            if !taken.insert(choice.number) {
                return Err(Fault::Twice {});
            }
        }
        Ok(if taken.is_empty() { Answer::Empty } else { Answer::Choices(taken.into_iter().collect()) })
    }

    fn store_answer(&mut self, answer: Answer<String>) -> Answer {
        answer.map(|text| self.store_text(text.clone()))
    }

    fn worded(&self, answer: &Answer<TextId>) -> Answer<String> {
        answer.map(|text| self.state.text(*text).to_owned())
    }
}
