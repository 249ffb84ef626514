//! « Tableau des suites » : of every axis of a forum and of every contribution what the forum made of it and what the
//! committee did, in two columns. Nobody is named.

use super::Binder;
use super::cells::text;
use crate::model::{Look, Sheet, Value};
use crate::words::Language;
use crate::writing::Writing;
use programme::Counts;
use programme::dossier::{Dossier, Outcome};
use protocol::programme::{ItemId, Noun};

/// Rows of one table: office programs take minutes for one of thousands.
const ROWS_OF_A_TABLE: usize = 200;

impl<'d> Binder<'d> {
    pub(super) fn outcomes(&mut self) {
        self.chapter("De quoi s’agit-il\u{a0}?", "What is this?");
        self.tell(
            "Ce tableau dit, pour chaque axe d’un forum et pour chaque contribution, ce que le forum en a fait puis ce que le \
             comité en a décidé. Une contribution suit la décision de l’axe sous lequel elle se trouve, sauf si le comité en a \
             décidé autrement. Personne n’est nommé.",
            "This table says, for each axis of a forum and each contribution, what the forum made of it and then what the \
             committee decided. A contribution follows the decision of the axis it stands under, unless the committee decided \
             otherwise. Nobody is named.",
        );
        self.say(
            Look::Note,
            if self.dossier.is_finished {
                self.say_in("Le travail du comité est terminé.", "The committee’s work is finished.")
            } else {
                self.say_in(
                    "Le travail du comité n’est pas encore déclaré terminé.",
                    "The committee’s work was not said to be finished yet.",
                )
            },
        );
        self.covered();
        let dossier = self.dossier;
        if dossier.outcomes.is_empty() {
            self.tell(
                "Aucun axe ni aucune contribution de forum n’est encore importé.",
                "No axis or contribution of a forum was brought in yet.",
            );
        }
        for forum in dossier.all(Noun::Forum) {
            if let Some(outcomes) = dossier.outcomes.get(&forum.id) {
                self.heading(1, forum.text("name").unwrap_or("—"));
                self.of_forum(outcomes);
            }
        }
    }

    fn covered(&mut self) {
        let coverage = &self.dossier.coverage;
        let language = self.language;
        let number = |number: u32| language.number(number as usize);
        let row = |what: &str, it: &Counts| {
            let not_retained = it.not_retained.values().sum();
            let counts = [it.retained, it.joined, not_retained, it.without, it.needless].map(number);
            Vec::from_iter([what.to_owned(), number(it.all())].into_iter().chain(counts))
        };
        let rows = vec![
            row(self.say_in("Axes des forums", "Axes of forums"), &coverage.axes),
            row(self.say_in("Contributions", "Contributions"), &coverage.contributions),
        ];
        let columns = [
            ("", 22, false),
            (self.say_in("En tout", "In all"), 12, true),
            (self.say_in("Retenu", "Retained"), 12, true),
            (self.say_in("Réuni", "Joined"), 12, true),
            (self.say_in("Non retenu", "Not retained"), 14, true),
            (self.say_in("Sans suite", "No outcome"), 14, true),
            (self.say_in("Sans objet", "Not needed"), 14, true),
        ];
        self.table(self.say_in("Où en est le comité", "How far the committee is").to_owned(), &columns, rows);
        self.reasons_why();
        self.say(
            Look::Note,
            self.say_in(
                "«\u{a0}Sans objet\u{a0}»\u{a0}: paroles retirées, et désaccords, qui restent là où ils portent.",
                "“Not needed”: words that were taken back, and disagreements, which stay where they disagree.",
            ),
        );
    }

    /// Why what was not retained was not.
    fn reasons_why(&mut self) {
        let coverage = &self.dossier.coverage;
        let of = |counts: &Counts, why: &str| counts.not_retained.get(why).copied().unwrap_or_default();
        let language = self.language;
        let field = Noun::ForumAxis.field("why");
        let words = coverage.axes.not_retained.keys().chain(coverage.contributions.not_retained.keys());
        let words = std::collections::BTreeSet::from_iter(words);
        let rows = words.into_iter().map(|why| {
            let counts = [of(&coverage.axes, why), of(&coverage.contributions, why)];
            let [axes, contributions] = counts.map(|count| language.number(count as usize));
            vec![language.choice(field, why).to_owned(), axes, contributions]
        });
        let rows = Vec::from_iter(rows);
        if rows.is_empty() {
            return;
        }
        let columns = [
            (self.say_in("Raison", "Reason"), 56, false),
            (self.say_in("Axes des forums", "Axes of forums"), 22, true),
            (self.say_in("Contributions", "Contributions"), 22, true),
        ];
        let caption = self.say_in("Non retenu, par raison", "Not retained, by reason");
        self.table(caption.to_owned(), &columns, rows);
    }

    fn of_forum(&mut self, outcomes: &'d [Outcome]) {
        let axes = Vec::from_iter(outcomes.iter().filter(|it| it.noun == Noun::ForumAxis));
        let words = |axis: Option<ItemId>| {
            outcomes
                .iter()
                .filter(|it| it.noun == Noun::Contribution && it.under.first().copied() == axis)
                .collect::<Vec<_>>()
        };
        if !axes.is_empty() {
            self.outcome_rows(self.say_in("Axes du forum", "Axes of the forum"), &axes);
        }
        for axis in axes {
            let under = words(Some(axis.id));
            if !under.is_empty() {
                let name = said(axis, self.language).to_owned();
                self.heading(2, name);
                self.outcome_rows(self.say_in("Contributions", "Contributions"), &under);
            }
        }
        let apart = words(None);
        if !apart.is_empty() {
            self.heading(2, self.say_in("Sous aucun axe du forum", "Under no axis of the forum"));
            self.outcome_rows(self.say_in("Contributions", "Contributions"), &apart);
        }
    }

    pub(super) fn outcome_rows(&mut self, caption: &str, outcomes: &[&Outcome]) {
        let columns = [
            (self.say_in("N°", "No."), 8, true),
            (self.say_in("Ce qui a été dit", "What was said"), 44, false),
            (self.say_in("Suite du forum", "The forum’s outcome"), 18, false),
            (self.say_in("Suite du comité", "The committee’s outcome"), 30, false),
        ];
        let count = outcomes.len().div_ceil(ROWS_OF_A_TABLE);
        for (n, some) in outcomes.chunks(ROWS_OF_A_TABLE).enumerate() {
            let rows = some.iter().map(|it| {
                vec![
                    it.number.map_or_else(|| "—".to_owned(), |number| number.to_string()),
                    said(it, self.language).to_owned(),
                    self.sorted(it).unwrap_or("—").to_owned(),
                    self.outcome(it),
                ]
            });
            let rows = rows.collect();
            let caption =
                if count > 1 { format!("{caption} ({}/{count})", n + 1) } else { caption.to_owned() };
            self.table(caption, &columns, rows);
        }
    }

    /// What the forum made of it.
    fn sorted(&self, it: &Outcome) -> Option<&'static str> {
        let word = it.sorted.as_deref()?;
        Some(self.language.choice(it.noun.field("sorted"), word))
    }

    /// What the committee decided, in one cell.
    fn outcome(&self, it: &Outcome) -> String {
        let Some(decided) = &it.decided else {
            let needless = if it.said.is_ok() { "—" } else { "" };
            return if it.is_needed { self.say_in("Sans suite", "No outcome") } else { needless }.to_owned();
        };
        let mut cell = self.language.choice(it.noun.field("outcome"), &decided.outcome).to_owned();
        let why = decided.why.as_deref().map(|why| self.language.choice(it.noun.field("why"), why));
        let into = self.named(decided.into);
        if let Some(what) = into.or(why) {
            cell = self.language.labelled(&cell, what);
        }
        if let Some(remark) = &decided.remark {
            cell = format!("{cell}\n{remark}");
        }
        if decided.through.is_some() {
            cell += self.say_in(" (avec son axe)", " (with its axis)");
        }
        cell
    }
}

/// Its words, or why they are gone.
fn said(it: &Outcome, language: Language) -> &str {
    match &it.said {
        Ok(words) => words,
        Err(why) => language.gone(Some(*why)),
    }
}

/// All of them, one a row.
pub(super) fn sheet(dossier: &Dossier, language: Language) -> Sheet {
    let binder = Binder::new(dossier, language);
    let label = |field: &str| {
        Noun::Contribution.field(field).map_or("", |field| language.label(field.label)).to_owned()
    };
    let columns = vec![
        (language.label(Noun::Forum.spec().label).to_owned(), 28),
        (language.say("Quoi", "What").to_owned(), 14),
        (language.say("N°", "No.").to_owned(), 8),
        (language.say("Ce qui a été dit", "What was said").to_owned(), 60),
        (label("under"), 36),
        (label("sorted"), 20),
        (label("outcome"), 20),
        (label("into"), 36),
        (label("why"), 28),
        (label("remark"), 36),
        (language.say("Avec son axe", "With its axis").to_owned(), 12),
    ];
    let mut rows = Vec::new();
    for forum in dossier.all(Noun::Forum) {
        for it in dossier.outcomes.get(&forum.id).into_iter().flatten() {
            let decided = it.decided.as_ref();
            let chosen =
                |field, word: Option<&String>| word.map(|word| language.choice(it.noun.field(field), word));
            let under = Vec::from_iter(it.under.iter().filter_map(|axis| binder.named(Some(*axis))));
            let outcome = chosen("outcome", decided.map(|it| &it.outcome));
            let none = it.is_needed.then_some(language.say("Sans suite", "No outcome"));
            rows.push(vec![
                text(forum.text("name")),
                text(Some(language.label(it.noun.spec().label))),
                it.number.map_or(Value::Empty, Value::Number),
                text(Some(said(it, language))),
                text(Some(&under.join(" · "))),
                text(binder.sorted(it)),
                text(outcome.or(none)),
                text(binder.named(decided.and_then(|it| it.into))),
                text(chosen("why", decided.and_then(|it| it.why.as_ref()))),
                text(decided.and_then(|it| it.remark.as_deref())),
                text(decided.and_then(|it| it.through).map(|_| language.say("oui", "yes"))),
            ]);
        }
    }
    super::sheet(dossier, language, language.say("Suites", "Outcomes"), columns, rows)
}
