//! What a survey of LimeSurvey asks: `.lss`, old and new, and the tab-separated text.

use super::super::{Survey, by_column};
use super::NOT_SHOWN;
use crate::frame::{Frame, plain};
use crate::question::{Blanks, Kind, Question, Reads, Tick};
use crate::said::Said;
use crate::sheet::Sheet;
use crate::xml::{push_reference, reader};
use crate::{Unreadable, limits};
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// A survey.
#[derive(Debug, Default)]
pub(crate) struct Form {
    asked: Vec<Asked>,
    slots: BTreeMap<String, Slot>,
    french: bool,
}

/// A question of it.
#[derive(Debug, Default)]
struct Asked {
    /// Its number in the database, which stands in the headings of old files.
    id: String,
    code: String,
    kind: char,
    texts: Vec<String>,
    subs: Vec<Sub>,
    answers: Vec<Sub>,
    other: bool,
    ticks: bool,
}

/// A sub-question, or an answer.
#[derive(Clone, Debug, Default)]
struct Sub {
    code: String,
    texts: Vec<String>,
    scale: u8,
}

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slot {
    Main(usize),
    Sub(usize, usize),
    Cell(usize, usize, usize),
    Scale(usize, usize, u8),
    Rank(usize, usize),
    Other(usize),
    Comment(usize, usize),
    File(usize),
}

type Row = BTreeMap<String, String>;

/// Reads a `.lss`.
pub(crate) fn of_xml(xml: &str) -> Result<Form, Unreadable> {
    let mut tables: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    let mut reader = reader(xml.as_bytes());
    let mut buffer = Vec::new();
    let mut path: Vec<String> = Vec::new();
    let mut row = Row::new();
    let mut text = String::new();
    let mut known = false;
    let mut count = 0;
    loop {
        match reader.read_event_into(&mut buffer)? {
            Event::Start(tag) => {
                path.push(tag.local_name().into_inner().to_owned());
                text.clear();
            }
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::CData(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(reference) => push_reference(&reference, &mut text),
            Event::End(_) => {
                let Some(name) = path.pop() else { continue };
                known |= name == "LimeSurveyDocType" && text.trim() == "Survey";
                match path.as_slice() {
                    [_, table, rows] if rows == "rows" => {
                        tables.entry(table.clone()).or_default().push(std::mem::take(&mut row));
                        count += 1;
                        if count > limits::ROWS {
                            return Err(Unreadable::TooManyRows);
                        }
                    }
                    [_, _, rows, _] if rows == "rows" => {
                        row.insert(name, std::mem::take(&mut text));
                    }
                    _ => {}
                }
                text.clear();
            }
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    if known { Ok(of_tables(&tables)) } else { Err(Unreadable::Xml) }
}

fn of_tables(tables: &BTreeMap<String, Vec<Row>>) -> Form {
    let rows = |name: &str| tables.get(name).map(Vec::as_slice).unwrap_or_default();
    let language = rows("surveys").first().and_then(|row| row.get("language")).cloned().unwrap_or_default();
    // The language of the survey first; the others are known too.
    let of = |rows: &[&Row], field: &str| -> Vec<String> {
        let mut rows: Vec<&&Row> = rows.iter().collect();
        rows.sort_by_key(|row| row.get("language").is_some_and(|of| *of != language));
        rows.iter()
            .filter_map(|row| row.get(field))
            .map(|text| without_tags(text))
            .filter(|text| !text.is_empty())
            .take(limits::LANGUAGES)
            .collect()
    };
    let get = |row: &Row, field: &str| row.get(field).cloned().unwrap_or_default();
    let by = |table: &str, field: &str| {
        let mut by: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
        rows(table).iter().for_each(|row| by.entry(get(row, field)).or_default().push(row));
        by
    };
    let (questions_in, answers_in) = (by("question_l10ns", "qid"), by("answer_l10ns", "aid"));
    let attributes = by("question_attributes", "qid");
    let texts = |id: &str, own: &[&Row]| of(questions_in.get(id).map_or(own, Vec::as_slice), "question");
    let mut form = Form { french: language.starts_with("fr"), ..Form::default() };
    let order = in_languages(rows("questions").iter().map(|row| (get(row, "qid"), row)));
    let mut subs_of = BTreeMap::new();
    for (id, rows) in by("subquestions", "parent_qid") {
        subs_of.insert(id, in_languages(rows.into_iter().map(|row| (get(row, "qid"), row))));
    }
    let mut answers_of = BTreeMap::new();
    for (id, rows) in by("answers", "qid") {
        let key = |row: &Row| format!("{}\u{0}{}", get(row, "code"), get(row, "scale_id"));
        answers_of.insert(id, in_languages(rows.into_iter().map(|row| (key(row), row))));
    }
    let by_order = |rows: &mut Vec<(String, Vec<&Row>)>, field: &str| {
        rows.sort_by_key(|(_, rows)| get(rows[0], field).parse::<i64>().unwrap_or(0));
    };
    for (id, rows_of_question) in order {
        let first = rows_of_question[0];
        let mut subs = subs_of.remove(&id).unwrap_or_default();
        by_order(&mut subs, "question_order");
        let mut answers = answers_of.remove(&id).unwrap_or_default();
        by_order(&mut answers, "sortorder");
        let scale = |row: &Row| get(row, "scale_id").parse().unwrap_or(0);
        form.asked.push(Asked {
            id: id.clone(),
            code: get(first, "title"),
            kind: get(first, "type").chars().next().unwrap_or('T'),
            texts: texts(&id, &rows_of_question),
            subs: subs
                .iter()
                .map(|(id, rows)| Sub {
                    code: get(rows[0], "title"),
                    texts: texts(id, rows),
                    scale: scale(rows[0]),
                })
                .collect(),
            answers: answers
                .iter()
                .map(|(_, own)| {
                    let aid = get(own[0], "aid");
                    let translated = answers_in.get(&aid).filter(|_| !aid.is_empty());
                    let texts = of(translated.map_or(own, Vec::as_slice), "answer");
                    Sub { code: get(own[0], "code"), texts, scale: scale(own[0]) }
                })
                .collect(),
            other: get(first, "other") == "Y",
            ticks: attributes
                .get(&id)
                .into_iter()
                .flatten()
                .any(|row| get(row, "attribute") == "multiflexible_checkbox" && get(row, "value") == "1"),
        });
    }
    form.index();
    form
}

/// Rows of the same id are one thing in several languages, in the order in which they come first.
fn in_languages<'a>(rows: impl Iterator<Item = (String, &'a Row)>) -> Vec<(String, Vec<&'a Row>)> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut things: Vec<(String, Vec<&Row>)> = Vec::new();
    for (id, row) in rows {
        let place = *places.entry(id.clone()).or_insert(things.len());
        match things.get_mut(place) {
            Some((_, rows)) => rows.push(row),
            None => things.push((id, vec![row])),
        }
    }
    things
}

/// Reads the tab-separated text: classes S, SL, G, Q, SQ and A in one table.
pub(crate) fn of_text(sheets: &[Sheet]) -> Option<Form> {
    let sheet = sheets.first().filter(|sheet| sheet.delimited)?;
    let heading = sheet.table.first_said(0)?;
    let find = |name: &str| {
        (0..sheet.table.cells(heading))
            .find(|column| plain(sheet.table.cell(heading, *column).text()) == name)
    };
    let (class, kind, name, text) = (find("class")?, find("type/scale")?, find("name")?, find("text")?);
    let (language, other) = (find("language")?, find("other"));
    let checkbox = find("multiflexible checkbox");
    let mut form = Form::default();
    let mut base = String::new();
    let mut questions: BTreeMap<String, usize> = BTreeMap::new();
    // Sub-questions and answers of the question that was named last.
    let mut last = 0;
    let mut parts: BTreeMap<(usize, bool, String, u8), usize> = BTreeMap::new();
    for row in heading + 1..sheet.table.rows() {
        let cell = |column: usize| sheet.table.cell(row, column).text().trim().to_owned();
        let words = || without_tags(&cell(text));
        match cell(class).as_str() {
            "S" if cell(name) == "language" => base = cell(text),
            "Q" => {
                let code = cell(name);
                last = *questions.entry(code.clone()).or_insert(form.asked.len());
                match form.asked.get_mut(last) {
                    // The other languages follow, each with all its questions again.
                    Some(known) => add(&mut known.texts, words()),
                    None => form.asked.push(Asked {
                        code,
                        kind: cell(kind).chars().next().unwrap_or('T'),
                        texts: vec![words()],
                        other: other.is_some_and(|other| cell(other) == "Y"),
                        ticks: checkbox.is_some_and(|checkbox| cell(checkbox) == "1"),
                        ..Asked::default()
                    }),
                }
                if base.is_empty() {
                    base = cell(language);
                }
            }
            class @ ("SQ" | "A") => {
                let scale = cell(kind).parse().unwrap_or(0);
                let Some(asked) = form.asked.get_mut(last) else { continue };
                let list = if class == "SQ" { &mut asked.subs } else { &mut asked.answers };
                let key = (last, class == "SQ", cell(name), scale);
                let place = *parts.entry(key).or_insert(list.len());
                match list.get_mut(place) {
                    Some(sub) => add(&mut sub.texts, words()),
                    None => list.push(Sub { code: cell(name), texts: vec![words()], scale }),
                }
            }
            _ => {}
        }
    }
    form.french = base.starts_with("fr");
    form.index();
    (!form.asked.is_empty()).then_some(form)
}

/// One language more.
fn add(texts: &mut Vec<String>, text: String) {
    if texts.len() < limits::LANGUAGES {
        texts.push(text);
    }
}

/// A text without the tags and references of HTML.
fn without_tags(html: &str) -> String {
    let mut plain = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        plain.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        let is_tag = after.starts_with(|char: char| char.is_ascii_alphabetic() || char == '/' || char == '!');
        match after.find('>').filter(|_| is_tag) {
            Some(close) => {
                let block = ["br", "p", "/p", "div", "/div", "li", "/li"];
                let name = after[..close].trim_end_matches('/').split_whitespace().next().unwrap_or_default();
                if block.contains(&name.to_lowercase().as_str()) {
                    plain.push(' ');
                }
                rest = &after[close + 1..];
            }
            None => {
                plain.push('<');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    for (reference, char) in [
        ("&nbsp;", " "),
        ("&#160;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#039;", "'"),
        ("&rsquo;", "’"),
        ("&eacute;", "é"),
        ("&egrave;", "è"),
        ("&agrave;", "à"),
        ("&ecirc;", "ê"),
        ("&ccedil;", "ç"),
        ("&ocirc;", "ô"),
        ("&ugrave;", "ù"),
        ("&icirc;", "î"),
        ("&acirc;", "â"),
        ("&amp;", "&"),
    ] {
        if plain.contains('&') {
            plain = plain.replace(reference, char);
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Form {
    fn index(&mut self) {
        let mut slots = BTreeMap::new();
        for (index, asked) in self.asked.iter().enumerate() {
            let mut put = |sub: &str, words: &[String], slot: Slot| {
                let code = &asked.code;
                let bracketed =
                    if sub.is_empty() { code.clone() } else { format!("{code}[{}]", sub.replace('#', "][")) };
                slots.entry(plain(&bracketed)).or_insert(slot);
                if !sub.is_empty() {
                    slots.entry(plain(&format!("{code}_{sub}"))).or_insert(slot);
                    slots.entry(plain(&format!("{code}[{sub}]"))).or_insert(slot);
                }
                for words in words {
                    slots.entry(plain(words)).or_insert(slot);
                }
                if !asked.id.is_empty() {
                    let name = format!("X{}", asked.id);
                    slots.entry(plain(&format!("{name}{sub}"))).or_insert(slot);
                    if !sub.is_empty() {
                        slots.entry(plain(&format!("{name}[{sub}]"))).or_insert(slot);
                    }
                }
            };
            let text = |sub: &str| -> Vec<String> {
                let with =
                    |text: &String| if sub.is_empty() { text.clone() } else { format!("{text} [{sub}]") };
                asked.texts.iter().map(with).collect()
            };
            let pair = |sub: &Sub| -> Vec<String> {
                let pairs = sub.texts.iter().enumerate().filter_map(|(language, sub)| {
                    let text = asked.texts.get(language).or(asked.texts.first())?;
                    Some(format!("{text} [{sub}]"))
                });
                pairs.collect()
            };
            match asked.kind {
                'M' | 'P' | 'A' | 'B' | 'C' | 'E' | 'F' | 'H' | 'K' | 'Q' => {
                    for (number, sub) in asked.subs.iter().enumerate() {
                        put(&sub.code, &pair(sub), Slot::Sub(index, number));
                        put(&format!("{}comment", sub.code), &[], Slot::Comment(index, number));
                    }
                }
                ':' | ';' => {
                    let of_scale =
                        |scale| asked.subs.iter().enumerate().filter(move |(_, sub)| sub.scale == scale);
                    let cells = of_scale(0).flat_map(|row| of_scale(1).map(move |column| (row, column)));
                    // No file has more columns.
                    for ((row, sub), (column, other)) in cells.take(limits::COLUMNS) {
                        let words = sub.texts.iter().zip(&other.texts).zip(&asked.texts);
                        let words: Vec<String> =
                            words.map(|((row, column), text)| format!("{text} [{row}][{column}]")).collect();
                        let code = format!("{}_{}", sub.code, other.code);
                        put(&code, &words, Slot::Cell(index, row, column));
                    }
                }
                '1' => {
                    for (number, sub) in asked.subs.iter().enumerate() {
                        for scale in 0..2_u8 {
                            let words = [format!(
                                "{}[{}]",
                                sub.texts.first().map_or("", String::as_str),
                                ["Scale 1", "Scale 2"][usize::from(scale)]
                            )];
                            let words: Vec<String> = words
                                .iter()
                                .flat_map(|words| {
                                    asked.texts.iter().map(move |text| format!("{text} [{words}"))
                                })
                                .collect();
                            put(&format!("{}#{scale}", sub.code), &words, Slot::Scale(index, number, scale));
                        }
                    }
                }
                'R' => {
                    for rank in 0..asked.answers.len().max(asked.subs.len()).min(limits::COLUMNS) {
                        let words: Vec<String> = ["Rank", "Classement", "Ranking"]
                            .iter()
                            .flat_map(|word| text(&format!("{word} {}", rank + 1)))
                            .collect();
                        put(&(rank + 1).to_string(), &words, Slot::Rank(index, rank));
                    }
                }
                _ => put("", &asked.texts, Slot::Main(index)),
            }
            if asked.kind == 'O' {
                put("comment", &text("Comment"), Slot::Comment(index, 0));
            }
            if asked.kind == '|' {
                put("filecount", &[], Slot::File(index));
                slots.entry(plain(&format!("{}_filecount", asked.code))).or_insert(Slot::File(index));
            }
            if asked.other {
                let code = &asked.code;
                let words = ["Other", "Autre"].iter().flat_map(|word| text(word));
                let all = words.chain([format!("{code}[other]"), format!("{code}_other")]);
                for heading in all {
                    slots.entry(plain(&heading)).or_insert(Slot::Other(index));
                }
            }
        }
        self.slots = slots;
    }

    /// What a column with this heading is for.
    pub(crate) fn slot(&self, heading: &str) -> Option<Slot> {
        self.slots.get(&plain(heading)).copied().or_else(|| {
            // Code and text: the code alone decides.
            let (code, subs, rest) = super::code_of(heading)?;
            super::separated(rest)?;
            let inside: String = subs.iter().map(|sub| format!("[{sub}]")).collect();
            self.slots.get(&plain(&format!("{code}{inside}"))).copied()
        })
    }

    fn choices(&self, asked: &Asked, scale: u8) -> Vec<Sub> {
        let sub = |code: &str, french: &str, english: &str| {
            let own = if self.french { french } else { english };
            Sub {
                code: code.to_owned(),
                texts: vec![own.to_owned(), french.to_owned(), english.to_owned()],
                scale: 0,
            }
        };
        let points = |last: u8| {
            (1..=last).map(|point| sub(&point.to_string(), &point.to_string(), &point.to_string())).collect()
        };
        let mut choices: Vec<Sub> = match asked.kind {
            'Y' => vec![sub("Y", "Oui", "Yes"), sub("N", "Non", "No")],
            'G' => vec![sub("F", "Femme", "Female"), sub("M", "Homme", "Male")],
            'C' => vec![sub("Y", "Oui", "Yes"), sub("U", "Incertain", "Uncertain"), sub("N", "Non", "No")],
            'E' => vec![
                sub("I", "Augmenter", "Increase"),
                sub("S", "Sans changement", "Same"),
                sub("D", "Diminuer", "Decrease"),
            ],
            '5' | 'A' => points(5),
            'B' => points(10),
            _ => asked.answers.iter().filter(|answer| answer.scale == scale).cloned().collect(),
        };
        if asked.other && matches!(asked.kind, 'L' | '!') {
            choices.push(sub("-oth-", "Autre", "Other"));
        }
        choices
    }

    /// The questions of a file, in the order of its columns; columns that the form does not know are handed back.
    pub(crate) fn questions(
        &self,
        frame: &Frame,
        own: &[bool],
        survey: &mut Survey,
    ) -> Result<Vec<usize>, Unreadable> {
        let slots: Vec<Option<Slot>> = frame
            .headings
            .iter()
            .enumerate()
            .map(|(column, heading)| self.slot(heading).filter(|_| !own[column]))
            .collect();
        // Each column has the choices of its question.
        let listed = |slot: &Slot| match slot {
            Slot::Main(index) | Slot::Sub(index, _) | Slot::Scale(index, _, _)
                if !matches!(self.asked[*index].kind, 'M' | 'P') =>
            {
                self.asked[*index].answers.len()
            }
            _ => 0,
        };
        if slots.iter().flatten().map(listed).sum::<usize>() > limits::CHOICES {
            return Err(Unreadable::TooMuchInside);
        }
        let mut done = vec![false; self.asked.len()];
        let mut unknown = Vec::new();
        let blanks = Blanks { missing_not_asked: frame.sheet.tells_missing, not_asked: &[], unanswered: &[] };
        for column in 0..frame.width() {
            let Some(slot) = slots[column] else {
                if !own[column] {
                    unknown.push(column);
                }
                continue;
            };
            let (Slot::Main(index)
            | Slot::Sub(index, _)
            | Slot::Cell(index, _, _)
            | Slot::Scale(index, _, _)
            | Slot::Rank(index, _)
            | Slot::Other(index)
            | Slot::Comment(index, _)
            | Slot::File(index)) = slot;
            let asked = &self.asked[index];
            let question = asked
                .texts
                .first()
                .cloned()
                .filter(|text| !text.is_empty())
                .unwrap_or_else(|| asked.code.clone());
            let column_of = |wanted: Slot| slots.iter().position(|slot| *slot == Some(wanted));
            let label_of = |sub: &Sub| {
                sub.texts.first().cloned().filter(|text| !text.is_empty()).unwrap_or_else(|| sub.code.clone())
            };
            let text = |label: String, kind: Kind| Question {
                label,
                kind,
                choices: Vec::new(),
                personal: false,
                reads: Reads::Column { column, codes: BTreeMap::new() },
                blanks,
            };
            let chosen = |label: String, choices: Vec<Sub>, blanks: Blanks| {
                let kind = if matches!(asked.kind, '5' | 'A' | 'B') { Kind::Scale } else { Kind::Single };
                let mut codes = BTreeMap::new();
                for (index, choice) in choices.iter().enumerate() {
                    codes.insert(choice.code.clone(), index);
                }
                for (index, choice) in choices.iter().enumerate() {
                    for text in &choice.texts {
                        codes.entry(text.clone()).or_insert(index);
                    }
                }
                Question {
                    label,
                    kind,
                    choices: choices.iter().map(label_of).collect(),
                    personal: false,
                    reads: Reads::Column { column, codes },
                    blanks,
                }
            };
            match slot {
                Slot::Sub(_, _) | Slot::Other(_) if matches!(asked.kind, 'M' | 'P') => {
                    if !done[index] {
                        done[index] = true;
                        let mut choices = Vec::new();
                        let mut ticks = Vec::new();
                        for (number, sub) in asked.subs.iter().enumerate() {
                            let Some(column) = column_of(Slot::Sub(index, number)) else { continue };
                            ticks.push(Tick { column, choice: choices.len(), free: false });
                            choices.push(label_of(sub));
                        }
                        if let Some(column) = column_of(Slot::Other(index)) {
                            ticks.push(Tick { column, choice: choices.len(), free: true });
                            choices.push(if self.french { "Autre".to_owned() } else { "Other".to_owned() });
                        }
                        let blanks = Blanks { not_asked: NOT_SHOWN, ..blanks };
                        let reads = Reads::Ticks { ticks, whole: None };
                        survey.questions.push(Question {
                            label: question.clone(),
                            kind: Kind::Several,
                            choices,
                            personal: false,
                            reads,
                            blanks,
                        });
                    }
                    if matches!(slot, Slot::Other(_)) {
                        let other = if self.french { "Autre" } else { "Other" };
                        survey.questions.push(text(format!("{question} [{other}]"), Kind::ShortText));
                    }
                }
                Slot::Sub(_, number) => {
                    let label = format!("{question} [{}]", label_of(&asked.subs[number]));
                    survey.questions.push(match asked.kind {
                        'K' => text(label, Kind::Number),
                        'Q' => text(label, Kind::ShortText),
                        _ => chosen(label, self.choices(asked, 0), blanks),
                    });
                }
                Slot::Cell(_, row, cell) => {
                    let row_label = label_of(&asked.subs[row]);
                    if asked.ticks {
                        let first = column_of(Slot::Cell(index, row, cell)) == Some(column)
                            && !slots[..column].iter().any(
                                |slot| matches!(slot, Some(Slot::Cell(i, r, _)) if *i == index && *r == row),
                            );
                        if first {
                            let mut choices = Vec::new();
                            let mut ticks = Vec::new();
                            for (column, slot) in slots.iter().enumerate() {
                                if let Some(Slot::Cell(i, r, cell)) = slot
                                    && *i == index
                                    && *r == row
                                {
                                    ticks.push(Tick { column, choice: choices.len(), free: false });
                                    choices.push(label_of(&asked.subs[*cell]));
                                }
                            }
                            let reads = Reads::Ticks { ticks, whole: None };
                            let label = format!("{question} [{row_label}]");
                            survey.questions.push(Question {
                                label,
                                kind: Kind::Several,
                                choices,
                                personal: false,
                                reads,
                                blanks,
                            });
                        }
                    } else {
                        let label = format!("{question} [{row_label}][{}]", label_of(&asked.subs[cell]));
                        survey.questions.push(text(
                            label,
                            if asked.kind == ':' { Kind::Number } else { Kind::ShortText },
                        ));
                    }
                }
                Slot::Scale(_, number, scale) => {
                    let label = format!("{question} [{}][{}]", label_of(&asked.subs[number]), scale + 1);
                    survey.questions.push(chosen(label, self.choices(asked, scale), blanks));
                }
                Slot::Rank(_, _) => {
                    if !done[index] {
                        done[index] = true;
                        let columns = slots
                            .iter()
                            .enumerate()
                            .filter(|(_, slot)| matches!(slot, Some(Slot::Rank(i, _)) if *i == index));
                        let columns = columns.map(|(column, _)| column).collect();
                        let choices = if asked.answers.is_empty() { &asked.subs } else { &asked.answers };
                        let codes = choices.iter().enumerate().flat_map(|(index, choice)| {
                            std::iter::once(&choice.code)
                                .chain(&choice.texts)
                                .map(move |text| (text.clone(), index))
                        });
                        let reads = Reads::Ranks { columns, codes: codes.collect() };
                        let choices = choices.iter().map(label_of).collect();
                        survey.questions.push(Question {
                            label: question,
                            kind: Kind::Rank,
                            choices,
                            personal: false,
                            reads,
                            blanks,
                        });
                    }
                }
                Slot::Other(_) => survey.questions.push(text(
                    format!("{question} [{}]", if self.french { "Autre" } else { "Other" }),
                    Kind::ShortText,
                )),
                Slot::Comment(_, number) => {
                    let sub =
                        asked.subs.get(number).map(|sub| format!(" [{}]", label_of(sub))).unwrap_or_default();
                    let word = if self.french { "Commentaire" } else { "Comment" };
                    survey.questions.push(text(format!("{question}{sub} [{word}]"), Kind::ShortText));
                }
                Slot::File(_) => survey.questions.push(text(frame.label(column), Kind::Number)),
                Slot::Main(_) => match asked.kind {
                    'L' | '!' | 'O' | '5' => {
                        survey.questions.push(chosen(question, self.choices(asked, 0), blanks))
                    }
                    'Y' | 'G' => {
                        let count = frame.said_in(column).filter(|text| *text == "N/A").count();
                        if count > 0 {
                            survey.said.push(Said::NotApplicable { question: question.clone(), count });
                        }
                        let blanks = Blanks { unanswered: &["N/A"], ..blanks };
                        survey.questions.push(chosen(question, self.choices(asked, 0), blanks));
                    }
                    'X' => survey
                        .questions
                        .push(Question { reads: Reads::Nothing, ..text(question, Kind::Note) }),
                    'N' => survey.questions.push(text(question, Kind::Number)),
                    'D' => survey.questions.push(text(question, Kind::Date)),
                    'T' | 'U' => survey.questions.push(text(question, Kind::LongText)),
                    'I' => survey.questions.push(by_column(frame, column, question, blanks, false)),
                    _ => survey.questions.push(text(question, Kind::ShortText)),
                },
            }
        }
        Ok(unknown)
    }

    /// The questions alone, as they stand in the structure: nobody has answered yet.
    pub(crate) fn alone(&self) -> Vec<Question> {
        self.asked
            .iter()
            .map(|asked| {
                let subs = matches!(asked.kind, 'M' | 'P' | 'R') && asked.answers.is_empty();
                let choices = if subs { asked.subs.clone() } else { self.choices(asked, 0) };
                let kind = match asked.kind {
                    'M' | 'P' => Kind::Several,
                    'R' => Kind::Rank,
                    '5' | 'A' | 'B' => Kind::Scale,
                    'L' | '!' | 'O' | 'Y' | 'G' | 'C' | 'E' | 'F' | 'H' | '1' | 'I' => Kind::Single,
                    'N' | 'K' | ':' => Kind::Number,
                    'D' => Kind::Date,
                    'T' | 'U' => Kind::LongText,
                    'X' => Kind::Note,
                    _ => Kind::ShortText,
                };
                let first = |sub: &Sub| sub.texts.first().cloned().unwrap_or_else(|| sub.code.clone());
                Question {
                    label: asked.texts.first().cloned().unwrap_or_else(|| asked.code.clone()),
                    kind,
                    choices: choices.iter().map(first).collect(),
                    personal: false,
                    reads: Reads::Nothing,
                    blanks: Blanks::default(),
                }
            })
            .collect()
    }
}
