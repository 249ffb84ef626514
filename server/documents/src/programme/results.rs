//! What campaigns of questionnaires came to: what was published of them, and nothing else.

use super::Binder;
use super::cells::text;
use crate::model::{Look, Sheet, Value};
use crate::words::Language;
use crate::writing::Writing;
use programme::dossier::{Dossier, Piece, Released};
use protocol::programme::results::{By, Count, Side, Table};
use protocol::programme::value::{Amount, Number};
use protocol::programme::{ItemId, Noun};

/// Columns of a crossing side by side on a page.
const COLUMNS: usize = 5;
/// What the names of lines take of the width.
const LINES_PERCENT: u8 = 40;

impl<'d> Binder<'d> {
    pub(super) fn results(&mut self) {
        self.chapter("De quoi s’agit-il\u{a0}?", "What is this?");
        self.tell(
            "Ce document rassemble ce qui a été publié des questionnaires\u{a0}: ce qui a été distribué, et les réponses. \
             Une part s’entend toujours des réponses effectives, dont le nombre est à côté.",
            "This document gathers what was published of the questionnaires: what was handed out, and the answers. A share is \
             always one of the effective answers, whose number stands beside it.",
        );
        self.self_selected();
        let dossier = self.dossier;
        let campaigns = Vec::from_iter(dossier.all(Noun::Campaign));
        if campaigns.is_empty() && dossier.released.is_empty() {
            self.tell(
                "Aucune campagne de questionnaires n’est inscrite.",
                "No campaign of questionnaires is listed.",
            );
        }
        for campaign in &campaigns {
            match dossier.latest().find(|it| it.campaign == campaign.id) {
                Some(released) => self.campaign(released),
                None => {
                    self.heading(1, campaign.text("name").unwrap_or("—"));
                    self.audience(campaign);
                    self.tell(
                        "Rien n’est encore publié de cette campagne.",
                        "Nothing is published of this campaign yet.",
                    );
                }
            }
        }
        let is_listed = |id| campaigns.iter().any(|campaign| campaign.id == id);
        for released in dossier.latest().filter(|it| !is_listed(it.campaign)) {
            self.campaign(released);
        }
    }

    fn audience(&mut self, campaign: &Piece) {
        self.fact("Public", "Audience", campaign.text("audience").map(str::to_owned));
        let days = [campaign.day("start"), campaign.day("end")];
        let days = Vec::from_iter(days.into_iter().flatten().map(|day| self.language.day(day)));
        self.fact("Période", "Period", Some(days.join(" – ")));
    }

    fn campaign(&mut self, latest: &'d Released) {
        let Some(campaign) = latest.pieces.get(&latest.campaign) else { return };
        self.heading(1, campaign.text("name").unwrap_or("—"));
        self.audience(campaign);
        let dossier = self.dossier;
        let versions = dossier.released.iter().filter(|it| it.campaign == latest.campaign);
        let versions = Vec::from_iter(versions.map(|it| self.version(it)));
        self.fact("Publié", "Published", Some(self.language.listed(&versions)));
        self.batches(latest);
        self.words(Some(campaign), "comment");
        let tables = standing(dossier, latest.campaign);
        if tables.is_empty() {
            self.tell(
                "Aucun tableau de réponses n’est publié de cette campagne.",
                "No table of answers is published of this campaign.",
            );
            return;
        }
        let threshold = tables.iter().map(|(_, threshold, _)| *threshold).max().unwrap_or_default();
        let number = threshold.to_string();
        let text = match self.language {
            Language::French => format!(
                "«\u{a0}non publié\u{a0}»\u{a0}: moins de {number} réponses, ou un nombre dont on pourrait en déduire un si petit."
            ),
            Language::English => {
                format!(
                    "“not published”: fewer than {number} answers, or a number from which one so small would follow."
                )
            }
        };
        self.say(Look::Note, text);
        for (released, _, table) in tables {
            self.result(released, table);
        }
    }

    fn version(&self, released: &Released) -> String {
        let day = self.language.date(jiff::tz::TimeZone::UTC.to_datetime(released.at).date());
        let version = match self.language {
            Language::French => format!("version {}, le {day}", released.version),
            Language::English => format!("version {}, {day}", released.version),
        };
        match &released.note {
            Some(note) => format!("{version} ({note})"),
            None => version,
        }
    }

    /// What was handed out. How much of it came back stays in the office: of few sheets it tells who answered.
    pub(super) fn batches(&mut self, released: &Released) {
        let mut batches = Vec::from_iter(released.pieces.values().filter(|it| it.noun == Noun::Batch));
        batches.sort_by_key(|batch| batch.number);
        if batches.is_empty() {
            self.tell(
                "Aucun lot de questionnaires n’est publié.",
                "No batch of questionnaires is published.",
            );
            return;
        }
        let language = self.language;
        let mut rows = Vec::from_iter(batches.iter().map(|batch| {
            let day = batch.day("distributed_on").map_or_else(|| "—".to_owned(), |day| language.day(day));
            vec![line(released, batch), language.amount(batch.amount("distributed"), 0), day]
        }));
        let all = self.say_in("Ensemble", "All").to_owned();
        rows.push(vec![all, language.amount(total(&batches, "distributed"), 0), String::new()]);
        let label = |field| Noun::Batch.field(field).map_or("", |field| language.label(field.label));
        let columns = [
            (self.say_in("Lot", "Batch"), 50, false),
            (label("distributed"), 20, true),
            (label("distributed_on"), 30, false),
        ];
        self.table(self.say_in("Ce qui a été distribué", "What was handed out").to_owned(), &columns, rows);
    }

    fn result(&mut self, released: &Released, table: &Table) {
        let language = self.language;
        let crossed = table.crossing.columns.as_ref();
        let title = side_name(language, released, &table.crossing.rows);
        let title = match crossed {
            Some(side) => {
                let by = self.say_in("selon", "by");
                format!("{title} — {by}\u{a0}: {}", side_name(language, released, side))
            }
            None => title,
        };
        self.heading(2, title.clone());
        self.base(table, released);
        let lines = lines(language, released, &table.crossing.rows, &table.lines, table.totals.len());
        if lines.is_empty() {
            self.tell(
                "Les réponses sont des mots ou des nombres libres\u{a0}: seul leur nombre est publié.",
                "The answers are words or free numbers: only how many there are is published.",
            );
            return;
        }
        match crossed {
            None => {
                let columns = [
                    (self.say_in("Réponse", "Answer"), 60, false),
                    (self.say_in("Nombre", "Number"), 20, true),
                    (self.say_in("Part des réponses", "Share of answers"), 20, true),
                ];
                let rows = lines.into_iter().zip(&table.totals);
                let rows = rows.map(|(name, count)| {
                    vec![name, told(language, *count), share(language, *count, table.answered)]
                });
                let rows = rows.collect();
                self.table(title, &columns, rows);
            }
            Some(side) => self.crossed(title, released, table, side, &lines),
        }
        if is_several(released, &table.crossing.rows) {
            let sentence = self.say_in(
                "Plusieurs réponses étaient possibles\u{a0}: les parts peuvent dépasser 100\u{a0}% ensemble.",
                "Several answers were possible: shares may be more than 100% together.",
            );
            self.say(Look::Note, sentence);
        }
    }

    /// How many answered, and of which version this is.
    fn base(&mut self, table: &Table, released: &Released) {
        let language = self.language;
        let mut facts = vec![match language {
            Language::French => format!(
                "Réponses effectives\u{a0}: {} sur {} questionnaires",
                told(language, table.answered),
                told(language, table.sheets)
            ),
            Language::English => format!(
                "Effective answers: {} of {} sheets",
                told(language, table.answered),
                told(language, table.sheets)
            ),
        }];
        let others = [
            (table.empty, self.say_in("sans réponse", "no answer")),
            (table.not_asked, self.say_in("question non posée", "not asked")),
        ];
        for (count, label) in others {
            facts.extend(count.map(|count| language.labelled(label, &told(language, count))));
        }
        facts.push(format!("version {}", released.version));
        self.say(Look::Lead, facts.join(" · "));
    }

    /// Count and share of the column in each cell; some columns at a time.
    fn crossed(&mut self, title: String, released: &Released, table: &Table, side: &Side, names: &[String]) {
        let language = self.language;
        let heads = lines(language, released, side, &table.column_lines, table.column_totals.len());
        let all = (0..heads.len()).collect::<Vec<_>>();
        for some in all.chunks(COLUMNS) {
            let width = (100 - LINES_PERCENT) / u8::try_from(some.len()).unwrap_or(1);
            let rest = 100 - width * u8::try_from(some.len()).unwrap_or(1);
            let mut columns = vec![(self.say_in("Réponse", "Answer"), rest, false)];
            columns.extend(some.iter().map(|at| (heads[*at].as_str(), width, true)));
            let cell = |row: &[Count], at: usize| {
                let count = row.get(at).copied().unwrap_or(Count::Told(0));
                let base = table.column_totals.get(at).copied().unwrap_or(Count::Told(0));
                match (count, share(language, count, base)) {
                    (Count::Told(_), share) if share != NO_SHARE => {
                        format!("{} ({share})", told(language, count))
                    }
                    _ => told(language, count),
                }
            };
            let rows = names.iter().zip(&table.cells).map(|(name, row)| {
                std::iter::once(name.clone()).chain(some.iter().map(|at| cell(row, *at))).collect()
            });
            let mut rows = Vec::from_iter(rows);
            let totals = some.iter().map(|at| told(language, table.column_totals[*at]));
            let base = self.say_in("Réponses (base)", "Answers (base)").to_owned();
            rows.push(std::iter::once(base).chain(totals).collect());
            self.table(title.clone(), &columns, rows);
        }
    }
}

/// The tables that stand: of each crossing the one that was published last, in the order of the form. With their
/// thresholds.
pub(super) fn standing(dossier: &Dossier, campaign: ItemId) -> Vec<(&Released, u32, &Table)> {
    let mut standing: Vec<(&Released, u32, &Table)> = Vec::new();
    for released in dossier.released.iter().rev().filter(|it| it.campaign == campaign) {
        let Some(published) = &released.tables else { continue };
        for table in &published.tables {
            if !standing.iter().any(|(_, _, it)| it.crossing == table.crossing) {
                standing.push((released, published.threshold, table));
            }
        }
    }
    standing.sort_by_key(|(released, _, table)| {
        let question = match table.crossing.rows.by {
            By::Question(id) => released.pieces.get(&id).map(Piece::rank),
            By::Batch | By::Commune => None,
        };
        (question.is_none(), question, table.crossing.columns.is_some())
    });
    standing
}

/// What there is no share for.
const NO_SHARE: &str = "—";

fn share(language: Language, part: Count, base: Count) -> String {
    match (part, base) {
        (Count::Told(part), Count::Told(base)) if base > 0 => language.percent(part, base),
        _ => NO_SHARE.to_owned(),
    }
}

fn told(language: Language, count: Count) -> String {
    match count {
        Count::Told(count) => language.number(count as usize),
        Count::Withheld(_) => language.say("non publié", "not published").to_owned(),
    }
}

/// The sum of batches; nothing where one of them says nothing.
fn total(batches: &[&Piece], field: &str) -> Option<Amount> {
    let (mut sum, mut is_exact) = (0_i64, true);
    for batch in batches {
        match batch.amount(field)? {
            Amount::Exact(number) => sum = sum.saturating_add(number.millionths()),
            Amount::AtLeast { at_least } => {
                sum = sum.saturating_add(at_least.millionths());
                is_exact = false;
            }
            Amount::Not(_) => return None,
        }
    }
    let sum = Number::from_millionths(sum);
    Some(if is_exact { Amount::Exact(sum) } else { Amount::AtLeast { at_least: sum } })
}

/// What a side of a table is about.
pub(super) fn side_name(language: Language, released: &Released, side: &Side) -> String {
    match side.by {
        By::Batch => language.say("Lot", "Batch").to_owned(),
        By::Commune => language.say("Commune", "Commune").to_owned(),
        By::Question(id) => {
            released.pieces.get(&id).and_then(|question| question.text("text")).unwrap_or("—").to_owned()
        }
    }
}

fn is_several(released: &Released, side: &Side) -> bool {
    let By::Question(id) = side.by else { return false };
    released.pieces.get(&id).is_some_and(|question| question.choice("kind") == Some("several"))
}

/// What the lines of a side are called; none: they are words, or free numbers.
pub(super) fn lines(
    language: Language,
    released: &Released,
    side: &Side,
    ids: &[ItemId],
    number: usize,
) -> Vec<String> {
    if !ids.is_empty() {
        let named =
            |id: &ItemId| released.pieces.get(id).map_or_else(|| "—".to_owned(), |it| line(released, it));
        return ids.iter().map(named).collect();
    }
    if number != side.bounds.len() + 1 {
        return Vec::new();
    }
    let question = match side.by {
        By::Question(id) => released.pieces.get(&id),
        By::Batch | By::Commune => None,
    };
    let end =
        |field| question.filter(|it| it.choice("kind") == Some("scale")).and_then(|it| it.number(field));
    // The steps of a scale end where it does.
    let first = end("min").filter(|min| side.bounds.first().is_some_and(|bound| is_next(*min, *bound)));
    let bounds = Vec::from_iter(side.bounds.iter().copied());
    let number = |number: Number| language.digits(number);
    let mut bands = vec![match first {
        Some(min) => number(min),
        None => format!(
            "{} {}",
            language.say("moins de", "below"),
            bounds.first().map_or_else(String::new, |it| number(*it))
        ),
    }];
    for (from, below) in bounds.iter().zip(bounds.iter().skip(1)) {
        bands.push(if is_next(*from, *below) {
            number(*from)
        } else {
            match language {
                Language::French => format!("de {} à moins de {}", number(*from), number(*below)),
                Language::English => format!("from {} to below {}", number(*from), number(*below)),
            }
        });
    }
    if let Some(last) = bounds.last() {
        let is_end = end("max") == Some(*last);
        bands.push(if is_end {
            number(*last)
        } else {
            format!("{} {}", number(*last), language.say("et plus", "and more"))
        });
    }
    bands
}

/// Whole numbers, one after the other.
fn is_next(number: Number, next: Number) -> bool {
    number.has_decimals(0) && next.millionths() - number.millionths() == 1_000_000
}

/// What a choice, a commune or a batch is called; a batch with its place.
fn line(released: &Released, piece: &Piece) -> String {
    let place = piece.item("place").and_then(|id| released.pieces.get(&id)?.text("name"));
    let names = Vec::from_iter([piece.text("name"), place].into_iter().flatten());
    if names.is_empty() { "—".to_owned() } else { names.join(" · ") }
}

/// All numbers that were published, one a row.
pub(super) fn sheet(dossier: &Dossier, language: Language) -> Sheet {
    let mut rows = Vec::new();
    for latest in dossier.latest() {
        for (released, _, table) in standing(dossier, latest.campaign) {
            let campaign = released.pieces.get(&released.campaign).and_then(|it| it.text("name"));
            let row = |line: &str, column: Option<&str>, count: Count, base: Count| {
                let count_cell = match count {
                    Count::Told(count) => Value::Number(count),
                    Count::Withheld(_) => Value::Empty,
                };
                let (base_cell, percent) = match (count, base) {
                    (Count::Told(part), Count::Told(base)) if base > 0 => {
                        let percent = f64::from(part) * 100.0 / f64::from(base);
                        let percent = Number::nearest((percent * 10.0).round() / 10.0);
                        (Value::Number(base), percent.map_or(Value::Empty, Value::Decimal))
                    }
                    (_, Count::Told(base)) => (Value::Number(base), Value::Empty),
                    (_, Count::Withheld(_)) => (Value::Empty, Value::Empty),
                };
                let remark =
                    matches!(count, Count::Withheld(_)).then(|| language.say("non publié", "not published"));
                let crossed = table.crossing.columns.as_ref();
                vec![
                    text(campaign),
                    Value::Number(released.version),
                    text(Some(&released.at.strftime("%Y-%m-%d").to_string())),
                    text(Some(&side_name(language, released, &table.crossing.rows))),
                    text(crossed.map(|side| side_name(language, released, side)).as_deref()),
                    text(Some(line)),
                    text(column),
                    count_cell,
                    base_cell,
                    percent,
                    text(remark),
                ]
            };
            let names = lines(language, released, &table.crossing.rows, &table.lines, table.totals.len());
            let answered = language.say("(réponses effectives)", "(effective answers)");
            rows.push(row(answered, None, table.answered, table.sheets));
            match &table.crossing.columns {
                None => {
                    rows.extend(
                        names
                            .iter()
                            .zip(&table.totals)
                            .map(|(name, count)| row(name, None, *count, table.answered)),
                    );
                }
                Some(side) => {
                    let heads =
                        lines(language, released, side, &table.column_lines, table.column_totals.len());
                    for (name, cells) in names.iter().zip(&table.cells) {
                        let cells = heads.iter().zip(cells).zip(&table.column_totals);
                        rows.extend(cells.map(|((head, count), base)| row(name, Some(head), *count, *base)));
                    }
                }
            }
        }
    }
    let column = |french, english, letters| (language.say(french, english).to_owned(), letters);
    let columns = vec![
        column("campagne", "campaign", 24),
        column("version", "version", 8),
        column("publié le", "published on", 12),
        column("question", "question", 40),
        column("croisée avec", "crossed with", 24),
        column("réponse", "answer", 32),
        column("colonne", "column", 24),
        column("nombre", "number", 9),
        column("base", "base", 9),
        column("part (%)", "share (%)", 9),
        column("remarque", "remark", 14),
    ];
    super::sheet(dossier, language, language.say("Résultats", "Results"), columns, rows)
}
