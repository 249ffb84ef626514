//! A survey: each record is an answer sheet, of a campaign that is there or of one made of the file's own questions.

use super::choices::{Choices, Unlisted, Words, words_of};
use super::value::{cut, day, number};
use super::{Part, Plan, Terms, bad_file, derived, parts_of, room, rows_of, words};
use files::{Answer, Kind, Language, Question, Reading};
use programme::State;
use protocol::Refusal;
use protocol::limits::programme::{ANSWERS_MAX, SHEETS_MAX};
use protocol::programme::ItemId;
use protocol::programme::command::{Answers, Fields, NewItem, NewSheet};
use protocol::programme::import::{RefusedLine, SurveyMapping};
use protocol::programme::noun::Noun;
use protocol::programme::value::Number;
use protocol::text::{Form, normalise_optional};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

struct Survey {
    reading: Box<Reading>,
    import: ItemId,
    label: String,
    language: Language,
    campaign: ItemId,
    batch: Option<ItemId>,
    asked: Vec<Asked>,
    /// The campaign with its questions and choices, as far as they are new.
    items: Vec<NewItem>,
}

/// A question that is taken over.
struct Asked {
    /// Its place in the file.
    from: usize,
    id: ItemId,
    takes: Takes,
}

/// What answers become.
enum Takes {
    Choices(Choices),
    Number,
    Day,
    Text(Form),
}

pub(super) fn plan(
    reading: Box<Reading>,
    mapping: &SurveyMapping,
    terms: &Terms<'_>,
) -> Result<impl Plan + use<>, Refusal> {
    let &Terms { import, label, language, state } = terms;
    if mapping.questions.len() > ANSWERS_MAX {
        return Err(Refusal::LimitReached { max: ANSWERS_MAX as u32 });
    }
    let campaign = mapping.campaign.unwrap_or_else(|| derived(import, "campaign", 0));
    let mut items = Vec::new();
    match mapping.campaign {
        Some(campaign) => {
            let is_one = state.known(campaign).is_some_and(|known| known.noun == Noun::Campaign);
            if !is_one {
                return Err(Refusal::NotFound {});
            }
        }
        None => {
            let name = json!(cut(label, Form::Title));
            items.push(item(campaign, Noun::Campaign, [("name", name)]));
        }
    }
    if let Some(batch) = mapping.batch {
        let its = state.known(batch).filter(|known| known.noun == Noun::Batch);
        its.filter(|known| known.item("campaign") == Some(campaign)).ok_or(Refusal::NotFound {})?;
    }
    let answered = mapping.questions.iter().filter_map(|question| question.to).collect();
    let words = mapping.campaign.map(|campaign| words_of(state, campaign, &answered)).unwrap_or_default();
    let (mut asked, mut seen) = (Vec::with_capacity(mapping.questions.len()), BTreeSet::new());
    for question in &mapping.questions {
        let from = question.from as usize;
        let of_file = reading.questions().get(from);
        let of_file = of_file.ok_or_else(|| bad_file(words::no_such_column(language, question.from)))?;
        let id = question.to.unwrap_or_else(|| derived(import, "question", from));
        if !seen.insert(id) {
            return Err(Refusal::BadCommand {});
        }
        let takes = match question.to {
            Some(to) => known(state, campaign, to, of_file, &words).ok_or(Refusal::NotFound {})?,
            None => made(&reading, of_file, &New { import, campaign, from, language }, &mut items),
        };
        asked.push(Asked { from, id, takes });
    }
    let answers = asked.len() + asked.iter().filter(|asked| asked.takes.unlisted().is_some()).count();
    if answers > ANSWERS_MAX {
        return Err(Refusal::LimitReached { max: ANSWERS_MAX as u32 });
    }
    let of =
        |noun| items.iter().filter(|item: &&NewItem| item.noun == noun && !state.stands(item.r#as)).count();
    for noun in [Noun::Campaign, Noun::Question, Noun::Choice] {
        room(of(noun), state.room_for(noun), noun.spec().max)?;
    }
    let new = (0..reading.rows()).filter(|record| !state.stands(derived(import, "sheet", *record))).count();
    room(new, state.room_for_sheets(), SHEETS_MAX)?;
    let (label, batch) = (cut(label, Form::Title), mapping.batch);
    Ok(Survey { reading, import, label, language, campaign, batch, asked, items })
}

fn item<const N: usize>(id: ItemId, noun: Noun, fields: [(&str, Value); N]) -> NewItem {
    let fields: Fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    NewItem { r#as: id, noun, fields }
}

/// What a question of a campaign takes.
fn known(
    state: &State,
    campaign: ItemId,
    id: ItemId,
    of_file: &Question,
    words: &BTreeMap<ItemId, Words>,
) -> Option<Takes> {
    let question = state.known(id)?;
    if question.noun != Noun::Question || question.item("campaign") != Some(campaign) {
        return None;
    }
    Some(match question.text("kind")? {
        kind @ ("single" | "several") => {
            Takes::Choices(Choices::known(state, id, kind == "several", of_file, words))
        }
        "number" | "scale" => Takes::Number,
        "date" => Takes::Day,
        "short_text" => Takes::Text(Form::Question),
        _ => Takes::Text(Form::Text),
    })
}

/// Where a question is made.
struct New {
    import: ItemId,
    campaign: ItemId,
    from: usize,
    language: Language,
}

/// Makes a question as the file has it, with its choices.
fn made(reading: &Reading, of_file: &Question, new: &New, items: &mut Vec<NewItem>) -> Takes {
    let &New { import, campaign, from, language } = new;
    let id = derived(import, "question", from);
    let texts = texts(reading, of_file);
    let all = |fits: &dyn Fn(&str) -> bool| texts.iter().all(|text| fits(text));
    let numbers: Option<Vec<Number>> = of_file.choices.iter().map(|label| number(label)).collect();
    let is_scale = of_file.kind == Kind::Scale && all(&|text| number(text).is_some());
    let scale = numbers.filter(|numbers| is_scale && !numbers.is_empty());
    let fits = |form: Form| all(&|text| text.chars().count() <= form.characters_max());
    let text = if fits(Form::Question) { ("short_text", Form::Question) } else { ("long_text", Form::Text) };
    let mut labels = Vec::new();
    let (kind, takes) = match of_file.kind {
        Kind::Scale if scale.is_some() => ("scale", Takes::Number),
        Kind::Single | Kind::Several | Kind::Scale => {
            let words = Words { question: derived(import, "words", from), form: Form::Text };
            let choices;
            (choices, labels) = Choices::made(of_file, &texts, id, words, language);
            let kind = if of_file.kind == Kind::Several { "several" } else { "single" };
            (kind, Takes::Choices(choices))
        }
        Kind::Number if all(&|text| number(text).is_some()) => ("number", Takes::Number),
        Kind::Date if all(&|text| day(text, None).is_some()) => ("date", Takes::Day),
        Kind::LongText => ("long_text", Takes::Text(Form::Text)),
        Kind::Number | Kind::Date | Kind::ShortText | Kind::Rank | Kind::Note => {
            (text.0, Takes::Text(text.1))
        }
    };
    let text = or_place(&cut(&of_file.label, Form::Question), from);
    let question = item(
        id,
        Noun::Question,
        [("campaign", json!(campaign)), ("text", json!(text)), ("kind", json!(kind)), ("order", json!(from))],
    );
    items.push(question);
    let mut names: BTreeMap<String, u32> = BTreeMap::new();
    for (place, label) in labels.iter().enumerate() {
        let mut name = or_place(&cut(label, Form::Title), place);
        let same = names.entry(name.clone()).or_default();
        *same += 1;
        if *same > 1 {
            // Two choices of one name stay two.
            name = format!("{} ({same})", cut(&name, Form::Name));
        }
        let fields = [("question", json!(id)), ("name", json!(name)), ("order", json!(place))];
        items.push(item(derived(id, "choice", place), Noun::Choice, fields));
    }
    if let Some(Unlisted { choice, words, .. }) = takes.unlisted() {
        let fields = [
            ("campaign", json!(campaign)),
            ("text", json!(cut(&words::which_other(language, &cut(&text, Form::Title)), Form::Question))),
            ("kind", json!("long_text")),
            ("only_if", json!(id)),
            ("only_if_choices", json!([choice])),
            ("order", json!(from as f64 + 0.5)),
        ];
        items.push(item(words.question, Noun::Question, fields));
    }
    takes
}

/// A name, or its number where nothing of it can be read.
fn or_place(name: &str, place: usize) -> String {
    match normalise_optional(Some(name), Form::Text) {
        Ok(Some(name)) => name,
        _ => format!("{}", place + 1),
    }
}

/// The answers to a question that are no choice of its list, each once.
fn texts<'a>(reading: &'a Reading, question: &Question) -> BTreeSet<&'a str> {
    let mut texts = BTreeSet::new();
    for record in 0..reading.rows() {
        match reading.answer(record, question) {
            Answer::Text(text) => drop(texts.insert(text)),
            Answer::Choices(_, others) => texts.extend(others),
            Answer::Empty | Answer::NotAsked => {}
        }
    }
    texts
}

impl Takes {
    fn unlisted(&self) -> Option<Unlisted> {
        if let Self::Choices(choices) = self { choices.unlisted } else { None }
    }
}

impl Plan for Survey {
    fn parts(&self) -> u32 {
        parts_of(self.items.len()) + parts_of(self.reading.rows())
    }

    fn part(&self, number: u32) -> Part {
        let of_items = parts_of(self.items.len());
        let mut part = Part::new(self.import, number, &self.label);
        part.rows.campaign = Some(self.campaign);
        if number <= of_items {
            part.rows.items = self.items[rows_of(number - 1, self.items.len())].to_vec();
        } else {
            for record in rows_of(number - 1 - of_items, self.reading.rows()) {
                let line = self.reading.line(record);
                match self.answers(record) {
                    Ok(answers) => {
                        let id = derived(self.import, "sheet", record);
                        part.lines.insert(id, line);
                        part.rows.sheets.push(NewSheet {
                            r#as: id,
                            batch: self.batch,
                            number: None,
                            answers,
                        });
                    }
                    Err(reason) => part.refused.push(RefusedLine { line, reason }),
                }
            }
        }
        part
    }
}

impl Survey {
    fn answers(&self, record: usize) -> Result<Answers, String> {
        let mut answers = Answers::new();
        for asked in &self.asked {
            let question = &self.reading.questions()[asked.from];
            let answer = self.reading.answer(record, question);
            if answer == Answer::NotAsked {
                continue;
            }
            answers.insert(asked.id.to_string(), self.value(asked, question, &answer)?);
            let Takes::Choices(choices) = &asked.takes else { continue };
            if let Some((words, text)) = choices.written(question, &answer) {
                let value = self.text(question, &text, words.form)?;
                answers.insert(words.question.to_string(), value);
            }
        }
        Ok(answers)
    }

    fn text(&self, question: &Question, text: &str, form: Form) -> Result<Value, String> {
        match normalise_optional(Some(text), form) {
            Ok(text) => Ok(json!(text)),
            Err(Refusal::TooLong { by }) => Err(words::too_long(self.language, &question.label, by)),
            Err(_) => Err(words::not_offered(self.language, &question.label, text)),
        }
    }

    fn value(&self, asked: &Asked, question: &Question, answer: &Answer<'_>) -> Result<Value, String> {
        let none = |text: &str| words::not_offered(self.language, &question.label, text);
        if *answer == Answer::Empty {
            return Ok(Value::Null);
        }
        let text = said(question, answer);
        match &asked.takes {
            Takes::Number => number(&text).map(|number| json!(number)).ok_or_else(|| none(&text)),
            Takes::Day => day(&text, None).map(|day| json!(day)).ok_or_else(|| none(&text)),
            Takes::Text(form) => self.text(question, &text, *form),
            Takes::Choices(choices) => {
                choices.taken(question, answer).map(|taken| json!(taken)).map_err(|text| none(&text))
            }
        }
    }
}

/// What an answer says, in its order.
fn said(question: &Question, answer: &Answer<'_>) -> String {
    match answer {
        Answer::NotAsked | Answer::Empty => String::new(),
        Answer::Text(text) => (*text).to_owned(),
        Answer::Choices(places, others) => {
            let labels = places.iter().filter_map(|place| question.choices.get(*place)).map(String::as_str);
            labels.chain(others.iter().copied()).collect::<Vec<_>>().join(" ; ")
        }
    }
}
