//! LimeSurvey: answers as codes or in full, headings as codes, texts or both.

pub(crate) mod structure;
pub(crate) mod vv;

use super::own::{self, Own};
use super::{Survey, by_column, personal_heading};
use crate::Unreadable;
use crate::frame::{Frame, is_one_of, plain};
use crate::kinds::Look;
use crate::question::{Blanks, Kind, Question, Reads, TAKEN, Tick};
use crate::said::Said;
use std::collections::{BTreeMap, BTreeSet};

const SUBMITTED: &[&str] = &[
    "submitdate",
    "date submitted",
    "date de soumission",
    "datum abgeschickt",
    "abgeschickt am",
    "fecha de envío",
    "data invio",
    "datum ingestuurd",
    "data de envio",
];
const NUMBER: &[&str] = &[
    "id",
    "response id",
    "id de la réponse",
    "id réponse",
    "antwort id",
    "antwort-id",
    "id de respuesta",
    "id risposta",
    "antwoord id",
    "id da resposta",
];
/// Columns that are nobody else's: two of them make a file one of LimeSurvey.
const SIGNS: &[Own] = &[
    Own {
        words: &[
            "lastpage",
            "last page",
            "dernière page",
            "letzte seite",
            "última página",
            "ultima pagina",
            "laatste pagina",
        ],
        fits: own::number,
    },
    Own {
        words: &[
            "startlanguage",
            "start language",
            "langue de départ",
            "start-sprache",
            "startsprache",
            "lenguaje inicial",
            "idioma inicial",
            "lingua iniziale",
            "begintaal",
        ],
        fits: own::language,
    },
    Own { words: &["seed", "tête de série", "zufallsstartwert", "semilla", "seme"], fits: own::number },
    Own { words: &["token", "access code", "code d'accès", "invitation"], fits: own::code },
    Own {
        words: &[
            "startdate",
            "date started",
            "date de lancement",
            "datum gestartet",
            "fecha de inicio",
            "data di inizio",
            "datum gestart",
        ],
        fits: own::moment,
    },
    Own {
        words: &[
            "datestamp",
            "date last action",
            "date de la dernière action",
            "datum letzte aktivität",
            "fecha de la última acción",
            "data ultima azione",
            "datum laatste actie",
        ],
        fits: own::moment,
    },
    Own { words: &["refurl", "referrer url", "url de référence"], fits: own::one_word },
    Own { words: &["quota exit"], fits: own::anything },
    Own { words: TOTAL_TIME, fits: own::number },
];
const OTHERS: &[Own] = &[
    Own { words: NUMBER, fits: own::number },
    Own { words: SUBMITTED, fits: own::moment },
    Own { words: LANGUAGE, fits: own::language },
    Own { words: super::MACHINE, fits: own::one_word },
    Own { words: &["firstname", "first name", "prénom"], fits: own::anything },
    Own { words: &["lastname", "last name", "nom"], fits: own::anything },
    Own { words: &["email", "email address"], fits: super::is_mail },
];
const TOTAL_TIME: &[&str] = &["interviewtime", "total time", "temps total", "gesamtzeit"];
const LANGUAGE: &[&str] = &["langue", "language", "sprache"];

const OTHER: &[&str] = &[
    "other",
    "autre",
    "autre:",
    "andere",
    "anderes",
    "sonstiges",
    "otro",
    "otra",
    "altro",
    "anders",
    "outro",
    "autre (précisez)",
    "autre, précisez",
    "autres",
    "autre :",
];
const COMMENT: &[&str] =
    &["comment", "commentaire", "kommentar", "comentario", "commento", "commentaar", "opmerking"];

/// What is written where a question was not shown.
const NOT_SHOWN: &[&str] = &["N/A"];

/// A heading taken apart.
#[derive(Clone, Debug, Default)]
struct Head {
    code: Option<String>,
    codes: Vec<String>,
    text: String,
    texts: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Code,
    CodeAndText,
    Text,
}

/// Whether the headings are those of LimeSurvey; with its structure any two that it knows will do.
pub(crate) fn recognise(frame: &Frame, form: Option<&structure::Form>) -> bool {
    if let Some(form) = form {
        let known = frame.headings.iter().filter(|heading| form.slot(heading).is_some()).count();
        if known > 0 && known * 3 > frame.headings.iter().filter(|heading| !is_own(heading)).count() {
            return true;
        }
    }
    let number = frame.find_any(NUMBER).is_some_and(|column| column < 3);
    let submitted = frame.find_any(SUBMITTED).is_some();
    let own =
        frame.headings.iter().filter(|heading| own::is_word(heading, SIGNS)).count() + usize::from(submitted);
    if own >= 2 || number && own >= 1 && (submitted || own > 1) {
        return true;
    }
    let heads: Vec<&String> =
        frame.headings.iter().filter(|heading| !heading.trim().is_empty() && !is_own(heading)).collect();
    // Codes with sub-questions, or both code and text, are nobody else's.
    let coded =
        heads.iter().filter(|heading| code_of(heading).is_some_and(|(_, subs, _)| !subs.is_empty())).count();
    if coded >= 2 && (number || coded * 2 >= heads.len() || style(&heads) != Style::Text) {
        return true;
    }
    let bracketed = heads.iter().filter(|heading| !brackets(heading).1.is_empty()).count();
    let language = frame.find_any(LANGUAGE).is_some_and(|column| column < 4);
    let not_shown = (0..frame.width())
        .filter(|column| frame.said_in(*column).any(|text| NOT_SHOWN.contains(&text)))
        .count();
    number && bracketed >= 2 && (language || not_shown >= 2)
}

/// Whether a heading is a word of the tool's own, wherever it stands.
fn is_own(heading: &str) -> bool {
    is_timing(heading) || own::is_word(heading, SIGNS) || own::is_word(heading, OTHERS)
}

fn is_timing(heading: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "Group time: ",
        "Question time: ",
        "Temps pour le groupe de questions",
        "Temps pour la question",
        "Gruppenzeit: ",
        "Fragenzeit: ",
    ];
    let heading = heading.trim();
    heading.strip_prefix("groupTime").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
        || BEGINNINGS.iter().any(|before| heading.starts_with(before))
}

/// Columns of the tool's own: before the questions, and behind them how long each took.
fn own_columns(frame: &Frame, form: Option<&structure::Form>) -> Vec<bool> {
    let asked = |column: usize| form.is_some_and(|form| form.slot(&frame.headings[column]).is_some());
    let mut own = own::before(frame, &[SIGNS, OTHERS], asked);
    let total = |column: &usize| {
        let heading = &frame.headings[*column];
        is_one_of(heading, TOTAL_TIME) || is_timing(heading)
    };
    let timing = |column: &usize| {
        (total(column) || frame.headings[*column].trim().ends_with("Time"))
            && !asked(*column)
            && frame.said_in(*column).all(|text| own::number(text.trim()))
    };
    // The time of the whole, or of a group, stands before those of questions: what is before it was asked.
    let timings: Vec<usize> = (0..frame.width()).rev().take_while(timing).collect();
    if let Some(first) = timings.iter().rposition(total) {
        timings[..=first].iter().for_each(|column| own[*column] = true);
    }
    own
}

/// `G1[SQ001]. Text`: the code, what stands in brackets behind it, and the rest.
fn code_of(heading: &str) -> Option<(&str, Vec<&str>, &str)> {
    let heading = heading.trim();
    let end =
        heading.find(|char: char| !(char.is_ascii_alphanumeric() || char == '_')).unwrap_or(heading.len());
    let (code, mut rest) = heading.split_at(end);
    if !code.starts_with(|char: char| char.is_ascii_alphabetic()) {
        return None;
    }
    let mut subs = Vec::new();
    while let Some(inside) = rest.strip_prefix('[') {
        let close = inside.find(']')?;
        if inside[..close].contains(' ') {
            return None;
        }
        subs.push(&inside[..close]);
        rest = &inside[close + 1..];
    }
    Some((code, subs, rest))
}

fn style(headings: &[&String]) -> Style {
    let most = |count: usize| count * 10 >= headings.len() * 9 && count > 0;
    let codes = headings
        .iter()
        .filter(|heading| code_of(heading).is_some_and(|(_, _, rest)| rest.is_empty()))
        .count();
    if most(codes) {
        return Style::Code;
    }
    let both = headings.iter().filter(|heading| {
        code_of(heading).is_some_and(|(_, subs, rest)| {
            separated(rest).is_some_and(|text| !text.is_empty() || !subs.is_empty())
        })
    });
    if most(both.count()) { Style::CodeAndText } else { Style::Text }
}

/// What follows the separator between code and text.
fn separated(rest: &str) -> Option<&str> {
    [".", ":", " -", "|", ")", ";"].iter().find_map(|separator| rest.strip_prefix(separator)).map(str::trim)
}

/// A text and what stands in brackets at its end.
fn brackets(heading: &str) -> (String, Vec<String>) {
    let mut text = heading.trim();
    let mut subs = Vec::new();
    while text.ends_with(']') {
        let mut depth = 0;
        let open = text.char_indices().rev().find(|(_, char)| {
            depth += match char {
                ']' => 1,
                '[' => -1,
                _ => 0,
            };
            depth == 0
        });
        let Some((open, _)) = open else { break };
        subs.push(text[open + 1..text.len() - 1].trim().to_owned());
        text = text[..open].trim_end();
    }
    subs.reverse();
    (text.to_owned(), subs)
}

fn head(heading: &str, style: Style) -> Head {
    match (style, code_of(heading)) {
        (Style::Code, Some((code, subs, _))) => Head {
            code: Some(code.to_owned()),
            codes: subs.into_iter().map(str::to_owned).collect(),
            ..Head::default()
        },
        (Style::CodeAndText, Some((code, subs, rest))) => {
            let (text, texts) = brackets(separated(rest).unwrap_or(rest));
            Head {
                code: Some(code.to_owned()),
                codes: subs.into_iter().map(str::to_owned).collect(),
                text,
                texts,
            }
        }
        _ => {
            let (text, texts) = brackets(heading);
            Head { text, texts, ..Head::default() }
        }
    }
}

impl Head {
    fn key(&self) -> &str {
        self.code.as_deref().unwrap_or(&self.text)
    }

    fn depth(&self) -> usize {
        if self.code.is_some() { self.codes.len() } else { self.texts.len() }
    }

    /// Question as code and text.
    fn question(&self) -> String {
        match &self.code {
            Some(code) if self.text.is_empty() => code.clone(),
            Some(code) => format!("{code}. {}", self.text),
            None => self.text.clone(),
        }
    }

    /// What the last bracket says: in words where there are any.
    fn sub(&self) -> String {
        let text = self.texts.last().filter(|text| !text.is_empty());
        text.or(self.codes.last()).cloned().unwrap_or_default()
    }

    fn is_other(&self) -> bool {
        self.codes.last().is_some_and(|code| code == "other")
            || self.codes.is_empty() && self.texts.last().is_some_and(|text| is_one_of(text, OTHER))
    }

    fn is_comment(&self) -> bool {
        self.codes.last().is_some_and(|code| code.ends_with("comment"))
            || self.codes.is_empty()
                && self.texts.len() > 1
                && self.texts.last().is_some_and(|text| is_one_of(text, COMMENT))
    }

    /// Row and column of a grid of two dimensions.
    fn grid(&self) -> Option<(String, String)> {
        match (self.codes.as_slice(), self.texts.as_slice()) {
            ([code], texts) => {
                let (row, column) = code.split_once('_')?;
                match texts {
                    [row, column] => Some((row.clone(), column.clone())),
                    _ => Some((row.to_owned(), column.to_owned())),
                }
            }
            ([], [row, column]) => Some((row.clone(), column.clone())),
            _ => None,
        }
    }
}

/// What ticks are written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ticks {
    /// Nobody but a multiple choice writes so.
    Surely,
    /// A grid could be written the same.
    Likely,
    No,
}

const NO: &[&str] = &["No", "Non", "Nein", "Nee", "Não", "0", "N", "2"];

fn is_tick(text: &str) -> bool {
    let text = text.trim();
    TAKEN.contains(&text) || NO.contains(&text) || NOT_SHOWN.contains(&text)
}

fn ticks(frame: &Frame, columns: &[usize]) -> Ticks {
    let mut words = BTreeSet::new();
    for column in columns {
        for text in frame.said_in(*column) {
            words.insert(text.trim());
            if words.len() > 6 {
                return Ticks::No;
            }
        }
    }
    let not_shown = NOT_SHOWN.iter().any(|word| words.remove(word));
    let blank = columns.iter().any(|column| frame.cells(*column).any(|cell| cell.said().is_none()));
    let yes: Vec<&str> = words.iter().copied().filter(|word| TAKEN.contains(word)).collect();
    let no: Vec<&str> = words.iter().copied().filter(|word| NO.contains(word)).collect();
    if yes.len() > 1 || no.len() > 1 || yes.len() + no.len() < words.len() {
        return Ticks::No;
    }
    match (yes.first(), no.first()) {
        (None, None) => Ticks::No,
        (Some(&"Y"), None) => Ticks::Surely,
        (Some(&"1"), None | Some(&"0")) => Ticks::Likely,
        // Yes and no may be written as 1 and 2: then every choice has one of them wherever the question was shown.
        (Some(&"1"), Some(&"2")) if columns.len() > 1 && all_or_nothing(frame, columns) => Ticks::Likely,
        (_, Some(&"2")) => Ticks::No,
        _ if not_shown => Ticks::Surely,
        // An array of yes and no leaves a cell empty, a multiple choice never does.
        _ if blank => Ticks::No,
        _ => Ticks::Likely,
    }
}

/// Whether each record fills all of some columns, or none.
fn all_or_nothing(frame: &Frame, columns: &[usize]) -> bool {
    frame.records.iter().all(|row| {
        let said =
            columns.iter().filter(|column| frame.sheet.table.cell(*row, **column).said().is_some()).count();
        said == 0 || said == columns.len()
    })
}

/// Reads the answers.
pub(crate) fn read(frame: &Frame, form: Option<&structure::Form>) -> Result<Survey, Unreadable> {
    let mut survey = Survey::default();
    let missing_not_asked = frame.sheet.tells_missing;
    let own = own_columns(frame, form);
    for column in (0..frame.width()).filter(|column| own[*column]) {
        if let Some(what) = personal_heading(&frame.headings[column])
            && frame.said_in(column).next().is_some()
        {
            survey.personal.push((column, what));
        }
        survey.own.push(column);
    }
    let is_date = |column: &usize| frame.said_in(*column).all(|text| own::moment(text.trim()));
    let submitted = frame.columns_of(SUBMITTED).filter(is_date);
    match submitted.min_by_key(|column| !own[*column]) {
        Some(column) => {
            let sent = |text: &&str| !NOT_SHOWN.contains(text);
            let dates = || frame.said_in(column).filter(sent);
            let count = dates().count();
            survey.submitted = Some(count);
            if count < frame.records.len() {
                survey.said.push(Said::NotSubmitted { count: frame.records.len() - count });
            }
            let undated = dates().filter(|date| date.starts_with("1980-01-01")).count();
            if undated > 0 {
                survey.said.push(Said::Undated { count: undated });
            }
        }
        None => survey.said.push(Said::NoSubmission),
    }
    match form {
        Some(form) => {
            let unknown: BTreeSet<usize> = form.questions(frame, &own, &mut survey)?.into_iter().collect();
            let headings: Vec<String> = unknown
                .iter()
                .filter(|column| !frame.headings[**column].trim().is_empty())
                .map(|column| frame.headings[*column].clone())
                .collect();
            if !headings.is_empty() {
                survey.said.push(Said::NotInStructure { headings });
            }
            // What the form does not know is read as without it.
            let known: Vec<bool> = (0..frame.width()).map(|column| !unknown.contains(&column)).collect();
            by_headings(frame, &known, &mut survey);
        }
        None => by_headings(frame, &own, &mut survey),
    }
    let unsure = |question: &&Question| {
        !missing_not_asked
            && match &question.reads {
                Reads::Column { column, .. } => frame.cells(*column).any(|cell| cell.said().is_none()),
                Reads::Ticks { ticks, .. } => ticks
                    .iter()
                    .filter(|tick| !tick.free)
                    .any(|tick| frame.cells(tick.column).any(|cell| cell.said().is_none())),
                _ => false,
            }
    };
    let count = survey.questions.iter().filter(unsure).count();
    if count > 0 {
        survey.said.push(Said::CannotTell { count });
    }
    Ok(survey)
}

fn by_headings(frame: &Frame, own: &[bool], survey: &mut Survey) {
    let asked: Vec<&String> = (0..frame.width())
        .filter(|column| !own[*column] && !frame.headings[*column].trim().is_empty())
        .map(|column| &frame.headings[column])
        .collect();
    let style = style(&asked);
    let heads: Vec<Head> = frame.headings.iter().map(|heading| head(heading, style)).collect();
    let blanks = Blanks { missing_not_asked: frame.sheet.tells_missing, not_asked: &[], unanswered: &[] };
    let mut column = 0;
    while column < frame.width() {
        if own[column] {
            column += 1;
            continue;
        }
        if frame.headings[column].trim().is_empty() {
            // A text that is shown has an empty heading; anything else without one is a number of the row.
            if frame.said_in(column).next().is_none() {
                let reads = Reads::Nothing;
                let label = frame.label(column);
                survey.questions.push(Question {
                    label,
                    kind: Kind::Note,
                    choices: Vec::new(),
                    personal: false,
                    reads,
                    blanks,
                });
            }
            column += 1;
            continue;
        }
        if heads[column].depth() == 0 {
            let question = single(frame, column, frame.label(column), blanks, survey);
            survey.questions.push(question);
            column += 1;
            continue;
        }
        let end = (column + 1..frame.width())
            .find(|next| own[*next] || heads[*next].depth() == 0 || heads[*next].key() != heads[column].key())
            .unwrap_or(frame.width());
        let columns: Vec<usize> = (column..end).collect();
        group(frame, &heads, &columns, blanks, survey);
        column = end;
    }
}

/// A question of one column. Questions of yes and no, and of gender, write N/A for want of an answer.
fn single(frame: &Frame, column: usize, label: String, blanks: Blanks, survey: &mut Survey) -> Question {
    let mut blanks = blanks;
    let look = Look::at(frame.said_in(column).map(str::trim));
    let not_applicable = look.different.get("N/A").copied().unwrap_or(0);
    if not_applicable > 0 && !look.many && look.different.len() <= 3 && look.answered == frame.records.len() {
        blanks.unanswered = &["N/A"];
        survey.said.push(Said::NotApplicable { question: label.clone(), count: not_applicable });
    }
    let mut question = by_column(frame, column, label, blanks, false);
    if !blanks.unanswered.is_empty() {
        question.kind = Kind::Single;
    }
    question
}

fn group(frame: &Frame, heads: &[Head], columns: &[usize], blanks: Blanks, survey: &mut Survey) {
    let (free, plain_columns): (Vec<usize>, Vec<usize>) =
        columns.iter().partition(|column| heads[**column].is_other() || heads[**column].is_comment());
    let question = heads[columns[0]].question();
    // A grid of two dimensions is a question a row.
    if !plain_columns.is_empty() && plain_columns.iter().all(|column| heads[*column].grid().is_some()) {
        let ticked = ticks(frame, &plain_columns) != Ticks::No;
        let mut rows: Vec<(String, Vec<usize>)> = Vec::new();
        for column in &plain_columns {
            let row = heads[*column].grid().map(|(row, _)| row).unwrap_or_default();
            match rows.last_mut() {
                Some((last, columns)) if *last == row => columns.push(*column),
                _ => rows.push((row, vec![*column])),
            }
        }
        for (row, columns) in rows {
            if ticked {
                let label = format!("{question} [{row}]");
                let choices = columns
                    .iter()
                    .map(|column| heads[*column].grid().map(|(_, column)| column).unwrap_or_default());
                survey.questions.push(several(label, choices.collect(), &columns, None, blanks));
            } else {
                survey.questions.extend(
                    columns
                        .iter()
                        .map(|column| by_column(frame, *column, frame.label(*column), blanks, true)),
                );
            }
        }
        return;
    }
    // Whatever is free text beside ticks is their « other », by whatever name.
    let (mut ticked, mut named_other) =
        (plain_columns.clone(), free.iter().copied().find(|column| heads[*column].is_other()));
    let mut kind = ticks(frame, &ticked);
    if kind == Ticks::No && named_other.is_none() && ticked.len() > 2 {
        let last = ticked.pop();
        kind = ticks(frame, &ticked);
        let own =
            last.is_some_and(|last| ticks(frame, &[last]) == Ticks::No && !frame.said_in(last).any(is_tick));
        if kind == Ticks::No || !own {
            kind = Ticks::No;
            ticked.extend(last);
        } else {
            named_other = last;
        }
    }
    if kind != Ticks::No {
        if kind == Ticks::Likely {
            survey.said.push(Said::TicksByWords { question: question.clone() });
        }
        let mut choices: Vec<String> = ticked.iter().map(|column| heads[*column].sub()).collect();
        choices.extend(named_other.map(|column| heads[column].sub()));
        survey.questions.push(several(question, choices, &ticked, named_other, blanks));
        let texts = columns.iter().filter(|column| !ticked.contains(column));
        for column in texts {
            survey.questions.push(by_column(frame, *column, frame.label(*column), blanks, false));
        }
        return;
    }
    if is_ranking(frame, heads, &plain_columns) {
        let reads = Reads::Ranks { columns: plain_columns.clone(), codes: BTreeMap::new() };
        survey.questions.push(Question {
            label: question,
            kind: Kind::Rank,
            choices: Vec::new(),
            personal: false,
            reads,
            blanks,
        });
        return;
    }
    for column in columns {
        survey.questions.push(by_column(frame, *column, frame.label(*column), blanks, true));
    }
}

/// A multiple choice. Its ticks are N/A where it was not shown.
fn several(
    label: String,
    choices: Vec<String>,
    columns: &[usize],
    other: Option<usize>,
    blanks: Blanks,
) -> Question {
    let mut ticks: Vec<Tick> = columns
        .iter()
        .enumerate()
        .map(|(choice, column)| Tick { column: *column, choice, free: false })
        .collect();
    ticks.extend(other.map(|column| Tick { column, choice: columns.len(), free: true }));
    let blanks = Blanks { not_asked: NOT_SHOWN, ..blanks };
    Question {
        label,
        kind: Kind::Several,
        choices,
        personal: false,
        reads: Reads::Ticks { ticks, whole: None },
        blanks,
    }
}

/// Ranks: numbered columns that are filled from the first on, with no answer twice in a record.
fn is_ranking(frame: &Frame, heads: &[Head], columns: &[usize]) -> bool {
    const RANK: &[&str] = &[
        "rank",
        "ranking",
        "classement",
        "rang",
        "rangfolge",
        "classificación",
        "clasificación",
        "classifica",
        "rangorde",
    ];
    let numbered = columns.iter().enumerate().all(|(index, column)| {
        let head = &heads[*column];
        let number = (index + 1).to_string();
        let code = head.codes.last().is_some_and(|code| *code == number);
        let text = head.texts.last().is_some_and(|text| {
            plain(text).strip_suffix(&number).is_some_and(|word| RANK.contains(&word.trim()))
        });
        if head.codes.is_empty() { text } else { code }
    });
    if columns.len() < 2 || !numbered {
        return false;
    }
    let mut some = false;
    frame.records.iter().all(|row| {
        let cells: Vec<Option<&str>> =
            columns.iter().map(|column| frame.sheet.table.cell(*row, *column).said()).collect();
        let answers: Vec<&str> = cells.iter().copied().flatten().collect();
        if cells.iter().take(answers.len()).any(Option::is_none) {
            return false;
        }
        let apart = answers.iter().collect::<BTreeSet<_>>().len() == answers.len();
        some |= answers.len() > 1;
        apart
    }) && some
}
