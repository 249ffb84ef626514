//! What has to be asked about the action sheets, and of whom: on paper, as a table, for the calendars that people keep, and
//! for the page of the follow-up. Nobody is written to.

use super::Binder;
use super::calendar::{empty, whole_days};
use super::cells::text;
use crate::model::{Look, Sheet};
use crate::words::Language;
use crate::writing::Writing;
use icalendar::Component;
use jiff::ToSpan;
use jiff::civil::Date;
use programme::dossier::{Dossier, Piece};
use programme::follow_up::{Asked, Reminder, Whom, reminders};
use protocol::programme::reminder::Reminder as Shown;
use protocol::programme::value::Day;
use std::collections::BTreeMap;

impl<'d> Binder<'d> {
    pub(super) fn reminders(&mut self) {
        self.tell(
            "Ce qui est à demander à propos des fiches action, et à qui. Rien n’est envoyé à personne.",
            "What has to be asked about the action sheets, and of whom. Nothing is sent to anybody.",
        );
        let (late, to_come): (Vec<_>, Vec<_>) =
            self.asked().into_iter().partition(|it| it.day < self.today());
        self.chapter("En retard", "Late");
        if late.is_empty() {
            self.tell("Rien n’est en retard.", "Nothing is late.");
        }
        let mut by: BTreeMap<Whom<'d>, Vec<_>> = BTreeMap::new();
        for reminder in late {
            by.entry(reminder.whom).or_default().push(reminder);
        }
        for (whom, late) in by {
            self.heading(2, self.whom(whom));
            let rows = late
                .iter()
                .map(|it| vec![self.sheet_of(it), self.asked_in_words(it.what), self.language.date(it.day)]);
            let rows = rows.collect();
            let columns = [
                (self.say_in("Fiche", "Sheet"), 40, false),
                (self.say_in("À demander", "To be asked"), 34, false),
                (self.say_in("Pour le", "Due"), 26, false),
            ];
            self.table(self.say_in("À demander", "To be asked").to_owned(), &columns, rows);
        }
        self.chapter("À venir dans l’année", "To come within a year");
        if to_come.is_empty() {
            self.tell("Rien n’est à demander.", "Nothing has to be asked.");
            return;
        }
        let rows = to_come.iter().map(|it| {
            let asked = self.asked_in_words(it.what);
            vec![self.language.date(it.day), self.sheet_of(it), asked, self.whom(it.whom)]
        });
        let rows = rows.collect();
        let columns = [
            (self.say_in("Pour le", "Due"), 25, false),
            (self.say_in("Fiche", "Sheet"), 27, false),
            (self.say_in("À demander", "To be asked"), 25, false),
            (self.say_in("À qui", "Of whom"), 23, false),
        ];
        self.table(self.say_in("À venir", "To come").to_owned(), &columns, rows);
        self.say(
            Look::Note,
            self.say_in(
                "Le pilote de la fiche est à interroger, à défaut l’élu ou l’élue qui en répond, à défaut son groupe mixte.",
                "Who carries the sheet is to be asked, else the councillor in charge of it, else its mixed group.",
            ),
        );
    }

    /// All of the time before and of a year to come.
    pub(super) fn asked(&self) -> Vec<Reminder<'d>> {
        let until = self.today().checked_add(1.year()).unwrap_or(Date::MAX);
        reminders(self.dossier, until)
    }

    fn whom(&self, whom: Whom<'_>) -> String {
        let said = |name: &str, french, english| format!("{name} ({})", self.say_in(french, english));
        match whom {
            Whom::Lead(name) => said(name, "pilote", "carries the sheet"),
            Whom::Councillor(name) => said(name, "élu·e référent·e", "councillor in charge"),
            Whom::Group(name) => said(name, "groupe mixte", "mixed group"),
            Whom::Nobody => self.say_in("Personne n’est nommé", "Nobody is named").to_owned(),
        }
    }

    fn sheet_of(&self, reminder: &Reminder<'_>) -> String {
        let name = reminder.action.text("name").unwrap_or("—");
        format!("{} {name}", reminder.number).trim_start().to_owned()
    }

    pub(super) fn asked_in_words(&self, asked: Asked<'_>) -> String {
        let called = |piece: &Piece| piece.text("name").unwrap_or("—").to_owned();
        match asked {
            Asked::End => self.say_in("L’action est-elle terminée\u{a0}?", "Is the action done?").to_owned(),
            Asked::Step(step) => self.language.labelled(self.say_in("Étape", "Step"), &called(step)),
            Asked::Baseline(measure) => {
                self.language.labelled(self.say_in("Valeur de départ", "Baseline"), &called(measure))
            }
            Asked::Review(year) => match self.language {
                Language::French => format!("Bilan {year}"),
                Language::English => format!("Review of {year}"),
            },
            Asked::Value(measure, year) => {
                let label = match self.language {
                    Language::French => format!("Valeur {year}"),
                    Language::English => format!("Value of {year}"),
                };
                self.language.labelled(&label, &called(measure))
            }
        }
    }
}

/// One whole day for each; known by what is asked, so that a calendar that reads the file again has none twice.
pub(super) fn ics(dossier: &Dossier, language: Language) -> Vec<u8> {
    let binder = Binder::new(dossier, language);
    let mut calendar = empty(&format!("{} — {}", language.say("Relances", "Reminders"), binder.called()));
    for it in binder.asked() {
        let word = match it.what {
            Asked::End => "end".to_owned(),
            Asked::Step(_) => "due".to_owned(),
            Asked::Baseline(_) => "baseline".to_owned(),
            Asked::Review(year) => format!("review-{year}"),
            Asked::Value(_, year) => format!("value-{year}"),
        };
        let Ok(after) = it.day.checked_add(1.day()) else { continue };
        let mut event = whole_days(dossier, &format!("{}-{word}", it.what.of(it.action)), it.day, after);
        let asked = binder.asked_in_words(it.what);
        event
            .summary(&format!("{asked} — {}", binder.sheet_of(&it)))
            .description(
                &language.labelled(language.say("À demander à", "To be asked of"), &binder.whom(it.whom)),
            )
            .add_property("CATEGORIES", language.say("Relance", "Reminder"));
        calendar.push(event.done());
    }
    calendar.to_string().into_bytes()
}

/// One row for each.
pub(super) fn sheet(dossier: &Dossier, language: Language) -> Sheet {
    let binder = Binder::new(dossier, language);
    let rows = binder.asked().into_iter().map(|it| {
        let role = match it.whom {
            Whom::Lead(_) => Some(language.say("pilote", "carries the sheet")),
            Whom::Councillor(_) => Some(language.say("élu·e référent·e", "councillor in charge")),
            Whom::Group(_) => Some(language.say("groupe mixte", "mixed group")),
            Whom::Nobody => None,
        };
        vec![
            text(it.whom.name()),
            text(role),
            text(Some(&it.number)),
            text(it.action.text("name")),
            text(Some(&binder.asked_in_words(it.what))),
            text(Some(&it.day.to_string())),
            text((it.day < binder.today()).then_some(language.say("oui", "yes"))),
        ]
    });
    let rows = rows.collect();
    let column = |french, english, letters| (language.say(french, english).to_owned(), letters);
    let columns = vec![
        column("à qui", "of whom", 32),
        column("en tant que", "as", 20),
        column("n°", "no.", 8),
        column("fiche", "sheet", 48),
        column("à demander", "to be asked", 40),
        column("pour le", "due", 12),
        column("en retard", "late", 10),
    ];
    super::sheet(dossier, language, language.say("Relances", "Reminders"), columns, rows)
}

pub(super) fn json(dossier: &Dossier, language: Language) -> Vec<u8> {
    let binder = Binder::new(dossier, language);
    let shown = binder.asked().into_iter().filter_map(|it| {
        Some(Shown {
            action: it.action.id,
            name: it.action.text("name").unwrap_or("—").to_owned(),
            asked: binder.asked_in_words(it.what),
            day: Day::try_from(it.day.to_string()).ok()?,
            whom: it.whom.name().map(|_| binder.whom(it.whom)),
            number: it.number,
        })
    });
    serde_json::to_vec(&Vec::from_iter(shown)).expect("reminders are JSON")
}
