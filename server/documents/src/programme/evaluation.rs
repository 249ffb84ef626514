//! What became of the action sheets: by axis and objective their states, their yearly reviews, and where their indicators
//! stand. What has no value says so.

use super::Binder;
use super::cells::{text, year};
use crate::model::{Look, Sheet, Value};
use crate::words::Language;
use crate::writing::Writing;
use programme::dossier::{Dossier, Piece};
use programme::follow_up::{Asked, Reminder, Standing, is_validated};
use programme::roadmap::{Part, RoadMap};
use protocol::programme::field::Kind;
use protocol::programme::value::{Amount, Number};
use protocol::programme::{ItemId, Noun};
use std::collections::{BTreeMap, BTreeSet};

impl<'d> Binder<'d> {
    pub(super) fn evaluation(&mut self) {
        let map = RoadMap::new(self.dossier);
        self.tell(
            "Ce document dit, fiche par fiche, où en est ce qui a été décidé, ce qui en a été fait chaque année et ce que \
             valent les indicateurs. Ce qui n’a pas de valeur le dit\u{a0}: ce n’est jamais 0.",
            "This document says, sheet by sheet, where what was decided stands, what was done each year, and what the \
             indicators come to. What has no value says so: it is never 0.",
        );
        if map.actions().next().is_none() {
            self.tell("Aucune fiche action n’est encore inscrite.", "No action sheet is listed yet.");
            return;
        }
        self.chapter("Où en est le plan", "Where the plan stands");
        self.states(&map);
        let missing = self.missing();
        for part in &map.axes {
            let sheets = part.objectives.iter().flat_map(|it| &it.actions);
            if !sheets.into_iter().any(|(_, action)| is_validated(action)) {
                continue;
            }
            let title = self.axis_title(part);
            self.heading(1, title);
            for objective in &part.objectives {
                let validated = objective.actions.iter().filter(|(_, action)| is_validated(action));
                let validated = Vec::from_iter(validated);
                if let (Some(it), false) = (objective.objective, validated.is_empty()) {
                    self.heading(2, format!("{} {}", objective.number, it.text("name").unwrap_or("—")));
                }
                for (number, action) in validated {
                    let name = action.text("name").unwrap_or("—");
                    self.heading(3, format!("{number} {name}").trim_start());
                    let state = self.state_of(action);
                    self.say(Look::Lead, state);
                    self.fact("Raison", "Reason", action.text("state_reason").map(str::to_owned));
                    self.fact("Pilote", "Carried by", action.text("lead").map(str::to_owned));
                    self.reviews(action);
                    self.measures(action);
                    if let Some(missing) = missing.get(&action.id) {
                        self.fact("Il manque", "Missing", Some(missing.join("\u{a0}; ")));
                    }
                }
            }
        }
    }

    fn axis_title(&self, part: &Part<'_>) -> String {
        match part.axis {
            Some(axis) => format!("{}. {}", part.number, axis.text("name").unwrap_or("—")),
            None => self.say_in("Sans objectif", "Without an objective").to_owned(),
        }
    }

    /// Reviews and values of years that are over, and baselines, that nobody gave: by sheet.
    fn missing(&self) -> BTreeMap<ItemId, Vec<String>> {
        let mut missing: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let is_missing = |it: &Reminder<'_>| {
            it.day < self.today()
                && matches!(it.what, Asked::Review(_) | Asked::Value(..) | Asked::Baseline(_))
        };
        for it in self.asked().into_iter().filter(is_missing) {
            missing.entry(it.action.id).or_default().push(self.asked_in_words(it.what));
        }
        missing
    }

    /// So many sheets of each state by axis; what no sheet is in has no column.
    fn states(&mut self, map: &RoadMap<'_>) {
        let Some(Kind::Choice(answers)) = Noun::Action.field("state").map(|field| field.kind) else { return };
        let count = |part: &Part<'_>, word: &str| {
            let sheets = part.objectives.iter().flat_map(|it| &it.actions);
            sheets.filter(|(_, action)| action.choice("state").unwrap_or("to_discuss") == word).count()
        };
        let total = |word: &str| map.axes.iter().map(|part| count(part, word)).sum::<usize>();
        let answers = Vec::from_iter(answers.iter().filter(|answer| total(answer.word) > 0));
        let said = |numbers: Vec<usize>| {
            let all = numbers.iter().sum();
            Vec::from_iter([all].into_iter().chain(numbers).map(|number| self.language.number(number)))
        };
        let rows = map.axes.iter().map(|part| {
            let numbers = answers.iter().map(|answer| count(part, answer.word)).collect();
            [vec![self.axis_title(part)], said(numbers)].concat()
        });
        let whole = said(answers.iter().map(|answer| total(answer.word)).collect());
        let whole = [vec![self.say_in("Total", "Total").to_owned()], whole].concat();
        let rows = rows.chain([whole]).collect();
        let share = u8::try_from(70 / (answers.len() + 1)).unwrap_or(1);
        let mut columns =
            vec![(self.say_in("Axe", "Axis"), 30, false), (self.say_in("Fiches", "Sheets"), share, true)];
        columns.extend(answers.iter().map(|answer| (self.language.label(answer.label), share, true)));
        let caption = self.say_in("Les fiches de chaque axe par état", "The sheets of each axis by state");
        self.table(caption.to_owned(), &columns, rows);
    }

    /// By what the validated sheets are evaluated.
    pub(super) fn indicators(&mut self) {
        let map = RoadMap::new(self.dossier);
        let dossier = self.dossier;
        let actions = map.actions().filter(|(_, action)| is_validated(action));
        let rows = actions.flat_map(|(number, action)| {
            dossier.of(Noun::Measure, "action", action.id).map(move |measure| (number.to_owned(), measure))
        });
        let rows = rows.map(|(number, measure)| {
            let unit = measure.text("unit").map_or_else(String::new, |unit| format!(" ({unit})"));
            vec![
                number,
                format!("{}{unit}", measure.text("name").unwrap_or("—")),
                self.chosen(measure, "kind").unwrap_or("—").to_owned(),
                self.measured(measure, "baseline"),
                self.measured(measure, "target"),
            ]
        });
        let rows = Vec::from_iter(rows);
        if rows.is_empty() {
            self.tell(
                "Aucun indicateur d’évaluation n’est encore inscrit.",
                "No indicator of evaluation is listed yet.",
            );
            return;
        }
        let columns = [
            (self.say_in("N°", "No."), 10, false),
            (self.say_in("Indicateur", "Indicator"), 44, false),
            (self.say_in("Nature", "Nature"), 16, false),
            (self.say_in("Départ", "Baseline"), 15, true),
            (self.say_in("Cible", "Target"), 15, true),
        ];
        let caption = self.say_in("Indicateurs d’évaluation", "Indicators of evaluation");
        for (n, rows) in rows.chunks(ROWS_OF_A_TABLE).enumerate() {
            let caption = if n == 0 { caption.to_owned() } else { format!("{caption} ({})", n + 1) };
            self.table(caption, &columns, rows.to_vec());
        }
    }
}

/// Office programs take minutes for longer ones.
const ROWS_OF_A_TABLE: usize = 200;

/// One row an indicator, with a column a year; a sheet without one has a row of its own.
pub(super) fn sheet(dossier: &Dossier, language: Language) -> Sheet {
    let binder = Binder::new(dossier, language);
    let map = RoadMap::new(dossier);
    let years = BTreeSet::from_iter(dossier.all(Noun::Measured).filter_map(|it| it.year("year")));
    let said = |french, english, letters| (binder.say_in(french, english).to_owned(), letters);
    let mut columns = vec![
        said("N°", "No.", 8),
        said("Axe", "Axis", 30),
        said("Objectif", "Objective", 36),
        said("Action", "Action", 48),
        said("Pilote", "Carried by", 24),
        said("État", "State", 16),
        said("Raison", "Reason", 30),
        said("Bilans", "Reviews", 14),
        said("Indicateur", "Indicator", 36),
        said("Unité", "Unit", 14),
        said("Départ", "Baseline", 12),
        said("Relevé le", "Taken on", 12),
        said("Cible", "Target", 12),
    ];
    columns.extend(years.iter().map(|year| (year.to_string(), 12)));
    columns.extend([
        said("Dernière année", "Latest year", 12),
        said("Part du chemin (%)", "Part of the way (%)", 14),
    ]);
    let amount = |amount: Option<Amount>| match amount {
        Some(Amount::Exact(number)) => Value::Decimal(number),
        Some(other) => Value::Text(language.amount(Some(other), 0)),
        None => Value::Empty,
    };
    let mut rows = Vec::new();
    for part in &map.axes {
        for objective in &part.objectives {
            for (number, action) in objective.actions.iter().filter(|(_, action)| is_validated(action)) {
                let reviews = dossier.of(Noun::Review, "action", action.id).filter_map(|it| it.year("year"));
                let reviews = BTreeSet::from_iter(reviews).into_iter().map(|year| year.to_string());
                let above = [
                    text(Some(number)),
                    text(part.axis.and_then(|axis| axis.text("name"))),
                    text(objective.objective.and_then(|it| it.text("name"))),
                    text(action.text("name")),
                    text(action.text("lead")),
                    text(binder.chosen(action, "state")),
                    text(action.text("state_reason")),
                    text(Some(&Vec::from_iter(reviews).join(", "))),
                ];
                let measures = dossier.of(Noun::Measure, "action", action.id).map(Some);
                let measures = Vec::from_iter(measures);
                let measures = if measures.is_empty() { vec![None] } else { measures };
                for measure in measures {
                    let mut row = above.to_vec();
                    let of = |field: &str| measure.and_then(|it: &Piece| it.text(field));
                    let day = measure.and_then(|it| it.day("baseline_day")).map(|day| language.day(day));
                    row.extend([
                        text(of("name")),
                        text(of("unit")),
                        amount(measure.and_then(|it| it.amount("baseline"))),
                        text(day.as_deref()),
                        amount(measure.and_then(|it| it.amount("target"))),
                    ]);
                    let values =
                        measure.into_iter().flat_map(|it| dossier.of(Noun::Measured, "measure", it.id));
                    let values: BTreeMap<_, _> =
                        values.filter_map(|it| Some((it.year("year")?, it.amount("value")))).collect();
                    row.extend(years.iter().map(|year| amount(values.get(year).copied().flatten())));
                    let standing = measure.map(|it| Standing::of(dossier, it));
                    row.push(year(standing.and_then(|it| it.last).map(|(year, _)| year)));
                    let way = standing.and_then(|it| it.way);
                    let way = way.and_then(|way| i64::checked_mul(way, 1_000_000));
                    row.push(way.map_or(Value::Empty, |way| Value::Decimal(Number::from_millionths(way))));
                    rows.push(row);
                }
            }
        }
    }
    super::sheet(dossier, language, binder.say_in("Évaluation", "Evaluation"), columns, rows)
}
