//! The road map: axes › objectives › actions with their years, and what they cost.

use super::Binder;
use super::cells::text;
use crate::model::{Block, Image, Look, Picture, Sheet, Value};
use crate::words::Language;
use crate::writing::Writing;
use charts::{Bars, Figure, Measure, Order, Place};
use programme::dossier::{Dossier, Piece};
use programme::roadmap::{Budget, Objective, RoadMap, Sum, is_late};
use protocol::programme::Noun;
use protocol::programme::chart::{Chart, Numbers, Shown};
use protocol::programme::value::Number;
use std::collections::BTreeSet;

/// What some costs come to, by what they are told apart.
struct Costs {
    caption: &'static str,
    what: &'static str,
    rows: Vec<(String, Sum)>,
}

impl<'d> Binder<'d> {
    pub(super) fn road_map(&mut self) {
        let map = RoadMap::new(self.dossier);
        self.tell(
            "Ce document dit ce qui est prévu, par axe et par objectif, qui s’en charge, quand, et ce que cela coûte.",
            "This document says what is planned, by axis and objective, who sees to it, when, and what it costs.",
        );
        if map.actions().next().is_none() {
            self.tell("Aucune fiche action n’est encore inscrite.", "No action sheet is listed yet.");
            return;
        }
        for part in &map.axes {
            match part.axis {
                Some(axis) => {
                    self.heading(1, format!("{}. {}", part.number, axis.text("name").unwrap_or("—")))
                }
                None => self.chapter("Sans objectif, à discuter", "Without an objective, to be discussed"),
            }
            if part.objectives.is_empty() {
                self.tell("Aucun objectif n’est encore inscrit.", "No objective is listed yet.");
            }
            for objective in &part.objectives {
                let caption = objective.objective.map_or_else(
                    || self.say_in("À discuter", "To be discussed").to_owned(),
                    |it| format!("{} {}", objective.number, it.text("name").unwrap_or("—")),
                );
                self.actions_of(&map, objective, caption);
            }
        }
        self.chapter("Budget", "Budget");
        self.budget(&map.budget);
    }

    /// The actions of an objective with their states, one a row.
    pub(super) fn actions_of(&mut self, map: &RoadMap<'_>, objective: &Objective<'_>, caption: String) {
        if objective.actions.is_empty() {
            self.say(Look::Lead, caption);
            self.tell("Aucune fiche.", "No sheet.");
            return;
        }
        let rows = objective.actions.iter().map(|(number, action)| {
            vec![
                number.clone(),
                action.text("name").unwrap_or("—").to_owned(),
                action.text("lead").unwrap_or("—").to_owned(),
                self.when_of(map, action),
                self.state_of(action),
            ]
        });
        let rows = rows.collect();
        let columns = [
            (self.say_in("N°", "No."), 9, false),
            (self.say_in("Action", "Action"), 39, false),
            (self.say_in("Pilote", "Carried by"), 20, false),
            (self.say_in("Années", "Years"), 14, false),
            (self.say_in("État", "State"), 18, false),
        ];
        self.table(caption, &columns, rows);
    }

    /// « 2028–2030 », or what the sheet says instead.
    pub(super) fn when_of(&self, map: &RoadMap<'_>, action: &Piece) -> String {
        let years = map.years_of(action);
        match (years.first(), years.last()) {
            (Some(first), Some(last)) if first == last => first.to_string(),
            (Some(first), Some(last)) => format!("{first}–{last}"),
            _ => action.text("timing").unwrap_or("—").to_owned(),
        }
    }

    /// The state of an action, and that it is late, on the day of the document.
    pub(super) fn state_of(&self, action: &Piece) -> String {
        let state = self.chosen(action, "state").unwrap_or("—");
        if self.dossier.revised.contains(&action.id) {
            format!("{state}, {}", self.say_in("en révision", "being revised"))
        } else if is_late(self.dossier, action, self.today()) {
            format!("{state}, {}", self.say_in("en retard", "late"))
        } else {
            state.to_owned()
        }
    }

    fn budget(&mut self, budget: &Budget) {
        if budget.total == Sum::default() {
            self.tell("Aucun montant n’est encore inscrit.", "No amount is listed yet.");
        }
        for costs in self.costs(budget) {
            self.costs_of(costs, budget.total);
        }
        self.tell(
            "Les actions abandonnées ne comptent pas. « Non chiffré » est compté à part\u{a0}: ce n’est jamais 0.",
            "Abandoned actions do not count. “Not costed” is counted apart: it is never 0.",
        );
        if budget.silent > 0 {
            let said = self.language.count(
                budget.silent as usize,
                ["fiche ne dit rien de son coût.", "fiches ne disent rien de leur coût."],
                ["sheet says nothing of what it costs.", "sheets say nothing of what they cost."],
            );
            self.say(Look::Note, said);
        }
    }

    fn costs(&self, budget: &Budget) -> Vec<Costs> {
        if budget.total == Sum::default() {
            return Vec::new();
        }
        let known = budget.by_year.iter().filter(|(year, _)| year.is_some());
        let unknown = budget.by_year.get(&None).map(|sum| (&None, sum));
        let years = known.chain(unknown).map(|(year, sum)| {
            let unsaid = self.say_in("Année non précisée", "No year given").to_owned();
            (year.map_or(unsaid, |year| year.to_string()), *sum)
        });
        let years = years.collect();
        let mut funders = Vec::from_iter(budget.by_funder.iter().map(|(funder, sum)| {
            let unsaid = || self.say_in("Financeur non précisé", "No funder given").to_owned();
            (funder.clone().unwrap_or_else(unsaid), *sum)
        }));
        funders.sort_by_key(|(_, sum)| std::cmp::Reverse(sum.euros));
        let retained =
            self.dossier.all(Noun::Axis).filter(|axis| budget.by_axis.contains_key(&Some(axis.id)));
        let axes = retained
            .map(|axis| (axis.text("name").unwrap_or("—").to_owned(), budget.by_axis[&Some(axis.id)]));
        let none = budget
            .by_axis
            .get(&None)
            .map(|sum| (self.say_in("Sans axe", "Without an axis").to_owned(), *sum));
        let axes = axes.chain(none).collect();
        vec![
            Costs {
                caption: self.say_in("Budget par année", "Budget by year"),
                what: self.say_in("Année", "Year"),
                rows: years,
            },
            Costs {
                caption: self.say_in("Budget par financeur", "Budget by funder"),
                what: self.say_in("Financeur", "Funder"),
                rows: funders,
            },
            Costs {
                caption: self.say_in("Budget par axe", "Budget by axis"),
                what: self.say_in("Axe", "Axis"),
                rows: axes,
            },
        ]
    }

    fn costs_of(&mut self, Costs { caption, what, rows }: Costs, total: Sum) {
        let places = rows.iter().map(|(name, sum)| {
            let figure = if sum.costed == 0 {
                Figure::NotCosted
            } else {
                Figure::Known(sum.euros as f64 / 1_000_000.0)
            };
            Place { name: name.clone(), figure }
        });
        let places = Vec::from_iter(places);
        if places.len() > 1 {
            let measure =
                Measure { title: caption.to_owned(), unit: "€".to_owned(), decimals: 0, note: None };
            self.draw(caption.to_owned(), |frame| {
                charts::bars(frame, &Bars { measure, places, references: Vec::new(), order: Order::Given })
            });
        }
        let whole = (self.say_in("Total", "Total").to_owned(), total);
        let cells = rows.into_iter().chain([whole]).map(|(name, sum)| {
            let not_costed = if sum.not_costed == 0 { "—".to_owned() } else { sum.not_costed.to_string() };
            vec![name, self.euros(sum), not_costed]
        });
        let cells = cells.collect();
        let columns = [
            (what, 50, false),
            (self.say_in("Montant", "Amount"), 28, true),
            (self.say_in("Non chiffré (montants)", "Not costed (amounts)"), 22, true),
        ];
        self.table(caption.to_owned(), &columns, cells);
    }

    /// « 12 000 € »; nothing costed is no number.
    fn euros(&self, sum: Sum) -> String {
        if sum.costed == 0 {
            return "—".to_owned();
        }
        let decimals = if sum.euros % 1_000_000 == 0 { 0 } else { 2 };
        let number = Number::from_millionths(i64::try_from(sum.euros).unwrap_or(i64::MAX));
        format!("{}\u{a0}€", self.language.decimal(number, decimals))
    }
}

/// The budget on a page: by year, by funder and by axis, each with its drawing so many points wide.
pub fn budget(dossier: &Dossier, language: Language, width: u16) -> Vec<Shown> {
    let map = RoadMap::new(dossier);
    let shown = Binder { width, ..Binder::new(dossier, language) }.costs(&map.budget).into_iter().zip(1..);
    let shown = shown.map(|(costs, n)| {
        let mut binder = Binder { width, ..Binder::new(dossier, language) };
        // Ids of drawings are told apart by the blocks before them.
        binder.blocks = vec![Block::Paragraph(Look::Plain, Vec::new()); n];
        binder.costs_of(costs, map.budget.total);
        let mut shown = Shown { charts: Vec::new(), table: None, notes: Vec::new() };
        for block in binder.blocks {
            match block {
                Block::Picture(Picture { name, image: Image::Svg(svg), .. }) => {
                    shown.charts.push(Chart { title: name, svg });
                }
                Block::Table(table) => {
                    let columns = table.columns.into_iter().map(|column| column.name).collect();
                    shown.table = Some(Numbers { caption: table.caption, columns, rows: table.rows });
                }
                Block::Paragraph(..) | Block::Heading(_) | Block::Picture(_) => {}
            }
        }
        shown
    });
    shown.collect()
}

/// One row an action: where it stands, who carries it, its years, and what it costs in each.
pub(super) fn sheet(dossier: &Dossier, language: Language) -> Sheet {
    let binder = Binder::new(dossier, language);
    let map = RoadMap::new(dossier);
    let years: BTreeSet<i16> = map.years.iter().copied().collect();
    let said = |french, english, letters| (binder.say_in(french, english).to_owned(), letters);
    let mut columns = vec![
        said("N°", "No.", 8),
        said("Axe", "Axis", 30),
        said("Objectif", "Objective", 36),
        said("Action", "Action", 48),
        said("Pilote", "Carried by", 24),
        said("État", "State", 16),
        said("En retard", "Late", 10),
        said("Début", "Start", 14),
        said("Fin", "End", 14),
    ];
    columns.extend(years.iter().map(|year| (year.to_string(), 8)));
    columns.extend([
        said("Coût connu (€)", "Known cost (€)", 16),
        said("Montants non chiffrés", "Amounts not costed", 14),
    ]);
    let yes = binder.say_in("oui", "yes");
    let mut rows = Vec::new();
    for part in &map.axes {
        for objective in &part.objectives {
            for (number, action) in &objective.actions {
                let when = map.years_of(action);
                let day = |field| action.day(field).map(|day| language.day(day));
                let mut row = vec![
                    text(Some(number)),
                    text(part.axis.and_then(|axis| axis.text("name"))),
                    text(objective.objective.and_then(|it| it.text("name"))),
                    text(action.text("name")),
                    text(action.text("lead")),
                    text(binder.chosen(action, "state")),
                    text(is_late(dossier, action, binder.today()).then_some(yes)),
                    text(day("start").as_deref()),
                    text(day("end").as_deref()),
                ];
                row.extend(years.iter().map(|year| text(when.contains(year).then_some("■"))));
                let costs =
                    dossier.of(Noun::Funding, "action", action.id).filter_map(|it| it.amount("amount"));
                let sum = Sum::of(costs);
                let known = Number::from_millionths(i64::try_from(sum.euros).unwrap_or(i64::MAX));
                row.push(if sum.costed == 0 { Value::Empty } else { Value::Decimal(known) });
                row.push(if sum.not_costed == 0 { Value::Empty } else { Value::Number(sum.not_costed) });
                rows.push(row);
            }
        }
    }
    super::sheet(dossier, language, binder.say_in("Feuille de route", "Road map"), columns, rows)
}
