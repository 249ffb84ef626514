//! The agreement with its annexes (DOMAIN.md 2.6): articles in their order, who signs, how it was amended; then the
//! diagnosis, who decides, the action sheets, and by what they are evaluated.

use super::Binder;
use crate::model::{Block, Look};
use crate::writing::Writing;
use programme::dossier::Piece;
use protocol::programme::Noun;

/// What it says, article by article. Numbers are given to those that are written.
const ARTICLES: [&str; 13] = [
    "object",
    "fields_caf",
    "fields_community",
    "priorities",
    "commitments",
    "collaboration",
    "data",
    "communication",
    "duration",
    "execution",
    "confidentiality",
    "governance",
    "evaluation",
];

impl Binder<'_> {
    pub(super) fn agreement(&mut self) {
        let Some(agreement) = self.dossier.all(Noun::Agreement).last() else {
            self.tell("Aucune convention n’est encore écrite.", "No agreement is written yet.");
            return;
        };
        let facts = [("state", self.chosen(agreement, "state").map(str::to_owned))];
        let days = ["start", "end"].map(|name| (name, agreement.day(name).map(|day| self.language.day(day))));
        let facts = facts.into_iter().chain(days).filter_map(|(name, said)| {
            let label = self.language.label(Noun::Agreement.field(name)?.label);
            Some(self.language.labelled(label, &said?))
        });
        let facts = Vec::from_iter(facts).join(" · ");
        self.heading(1, agreement.text("name").unwrap_or("—"));
        self.say(Look::Lead, facts);
        self.parties(agreement);
        self.chapter("Préambule", "Preamble");
        if !self.words(Some(agreement), "preamble") {
            self.tell("Le préambule n’est pas encore écrit.", "The preamble is not written yet.");
        }
        self.articles(agreement);
        self.amendments(agreement);
        self.signatures(agreement);
        for (n, (french, english, write)) in (1..).zip(ANNEXES) {
            self.annex(n, self.say_in(french, english), *write);
        }
    }

    fn parties(&mut self, agreement: &Piece) {
        self.chapter("Entre", "Between");
        let rows = self.dossier.of(Noun::Signatory, "agreement", agreement.id).map(|party| {
            let decision = [
                party.text("decision").map(str::to_owned),
                party.day("decided").map(|day| self.language.day(day)),
            ];
            let decision = Vec::from_iter(decision.into_iter().flatten()).join(", ");
            vec![
                party.text("body").unwrap_or("—").to_owned(),
                called(party),
                if decision.is_empty() { "—".to_owned() } else { decision },
                self.chosen(party, "state").unwrap_or("—").to_owned(),
            ]
        });
        let rows = Vec::from_iter(rows);
        if rows.is_empty() {
            self.tell("Aucun signataire n’est encore inscrit.", "No signatory is listed yet.");
            return;
        }
        let columns = [
            (self.say_in("Structure", "Body"), 34, false),
            (self.say_in("Représentée par", "Represented by"), 28, false),
            (self.say_in("Délibération", "Decision"), 22, false),
            (self.say_in("État", "State"), 16, false),
        ];
        self.table(self.say_in("Signataires", "Signatories").to_owned(), &columns, rows);
    }

    fn articles(&mut self, agreement: &Piece) {
        let (mut number, mut missing) = (0, Vec::new());
        for field in ARTICLES.into_iter().filter_map(|name| Noun::Agreement.field(name)) {
            let label = self.language.label(field.label);
            if agreement.text(field.name).is_none() {
                missing.push(label);
                continue;
            }
            number += 1;
            self.heading(1, format!("Article {number} — {label}"));
            self.words(Some(agreement), field.name);
        }
        if !missing.is_empty() {
            let label = self.say_in("Ne sont pas encore écrits", "Not written yet");
            let note = self.language.labelled(label, &missing.join(", "));
            self.say(Look::Note, note);
        }
    }

    fn amendments(&mut self, agreement: &Piece) {
        let amendments = Vec::from_iter(self.dossier.of(Noun::Amendment, "agreement", agreement.id));
        if amendments.is_empty() {
            return;
        }
        self.chapter("Avenants", "Amendments");
        for amendment in amendments {
            self.heading(2, amendment.text("name").unwrap_or("—"));
            let state = self.chosen(amendment, "state").map(str::to_owned);
            let day = amendment.day("day").map(|day| self.language.day(day));
            self.say(Look::Lead, Vec::from_iter([state, day].into_iter().flatten()).join(" · "));
            self.words(Some(amendment), "text");
            self.fact("Pourquoi", "Why", amendment.text("reason").map(str::to_owned));
        }
    }

    /// Room to sign on paper.
    fn signatures(&mut self, agreement: &Piece) {
        let rows = self.dossier.of(Noun::Signatory, "agreement", agreement.id).map(|party| {
            let who = format!("{}\n{}", party.text("body").unwrap_or("—"), called(party));
            let day = party.day("signed").map_or_else(String::new, |day| self.language.day(day));
            vec![who, day, "\n\n\n".to_owned()]
        });
        let rows = Vec::from_iter(rows);
        if rows.is_empty() {
            return;
        }
        self.chapter("Signatures", "Signatures");
        let columns = [
            (self.say_in("Pour", "For"), 45, false),
            (self.say_in("Le", "On"), 20, false),
            (self.say_in("Signature", "Signature"), 35, false),
        ];
        self.table(self.say_in("Signatures", "Signatures").to_owned(), &columns, rows);
    }

    /// Another document of the programme, under its own heading.
    fn annex(&mut self, number: usize, title: &str, write: fn(&mut Self)) {
        let annex = self.say_in("Annexe", "Annex");
        self.page(1, format!("{annex} {number} — {title}"));
        let from = self.blocks.len();
        write(self);
        for block in &mut self.blocks[from..] {
            if let Block::Heading(heading) = block {
                heading.level = (heading.level + 1).min(3);
            }
        }
    }
}

type Annex = for<'a, 'd> fn(&'a mut Binder<'d>);

const ANNEXES: &[(&str, &str, Annex)] = &[
    ("Diagnostic partagé", "Shared diagnosis", |binder| binder.diagnosis()),
    ("Gouvernance", "Governance", |binder| binder.committees()),
    ("Fiches action", "Action sheets", |binder| binder.validated_sheets()),
    ("Évaluation", "Evaluation", |binder| binder.indicators()),
];

/// Who speaks for a party, and as what.
fn called(party: &Piece) -> String {
    let said = Vec::from_iter(["name", "title"].into_iter().filter_map(|field| party.text(field)));
    if said.is_empty() { "—".to_owned() } else { said.join(", ") }
}
