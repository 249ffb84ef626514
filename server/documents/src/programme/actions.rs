//! Action sheets (« fiches action »), one after the other, in the order of the plan. What nobody filled in is room to be
//! filled in by hand.

use super::Binder;
use crate::model::Look;
use crate::writing::Writing;
use programme::dossier::Piece;
use programme::roadmap::RoadMap;
use protocol::programme::Noun;
use protocol::programme::field::Kind;
use protocol::programme::value::Amount;

/// Fields of a sheet that stand in its table, in the order of reading.
const FIELDS: [&str; 18] = [
    "context",
    "reason",
    "audience",
    "everywhere",
    "communes",
    "text",
    "lead",
    "referent",
    "partners",
    "start",
    "end",
    "yearly",
    "timing",
    "means",
    "participation",
    "priority",
    "group",
    "notes",
];
/// Of these only what is there is printed.
const OPTIONAL: [&str; 7] = ["notes", "reason", "everywhere", "communes", "yearly", "timing", "priority"];
const LONG: [&str; 3] = ["context", "text", "means"];

impl<'d> Binder<'d> {
    pub(super) fn action_sheets(&mut self) {
        self.tell(
            "Une fiche par action, dans l’ordre du plan. Ce qui est vide se remplit à la main.",
            "One sheet an action, in the order of the plan. What is empty is filled in by hand.",
        );
        if self.sheets_that(|_| true) == 0 {
            self.tell("Aucune fiche action n’est encore inscrite.", "No action sheet is listed yet.");
        }
    }

    /// The sheets that a committee validated; how many it did not is said.
    pub(super) fn validated_sheets(&mut self) {
        let all = self.dossier.all(Noun::Action).count();
        let validated = self.sheets_that(is_validated);
        if validated == 0 {
            self.tell("Aucune fiche action n’est encore validée.", "No action sheet is validated yet.");
        }
        if all > validated {
            let others = self.language.count(
                all - validated,
                ["fiche n’est pas encore validée.", "fiches ne sont pas encore validées."],
                ["sheet is not validated yet.", "sheets are not validated yet."],
            );
            self.say(Look::Note, others);
        }
    }

    /// Those of the sheets, one a page; how many.
    fn sheets_that(&mut self, are: fn(&Piece) -> bool) -> usize {
        let dossier = self.dossier;
        let map = RoadMap::new(dossier);
        let mut count = 0;
        for part in &map.axes {
            for objective in &part.objectives {
                for (number, action) in objective.actions.iter().filter(|(_, action)| are(action)) {
                    count += 1;
                    let name = action.text("name").unwrap_or("—");
                    let title = if number.is_empty() { name.to_owned() } else { format!("{number} {name}") };
                    self.page(1, title);
                    let above = [part.axis, objective.objective].into_iter().flatten();
                    let above = Vec::from_iter(above.filter_map(|it| it.text("name"))).join(" › ");
                    let state = self.state_of(action);
                    let lead = if above.is_empty() { state } else { format!("{above} · {state}") };
                    self.say(Look::Lead, lead);
                    self.action_sheet(action);
                }
            }
        }
        count
    }

    fn action_sheet(&mut self, action: &'d Piece) {
        self.fact("Raison", "Reason", action.text("state_reason").map(str::to_owned));
        if let (Some(committee), Some(day)) = (self.named(action.item("committee")), action.day("decided")) {
            let said = format!("{committee}, {}", self.language.day(day));
            self.fact("Validée par", "Validated by", Some(said));
        }
        let rows = FIELDS.iter().filter_map(|name| {
            let field = Noun::Action.field(name)?;
            let said = self.said_of(action, name, &field.kind);
            if said.is_empty() && OPTIONAL.contains(name) {
                return None;
            }
            let room = if LONG.contains(name) { "\n\n\n" } else { "\n" };
            let said = if said.is_empty() { room.to_owned() } else { said };
            Some(vec![self.language.label(field.label).to_owned(), said])
        });
        let rows = rows.collect();
        let columns = [
            (self.say_in("Rubrique", "Field"), 28, false),
            (self.say_in("Ce que dit la fiche", "What the sheet says"), 72, false),
        ];
        self.table(self.say_in("La fiche", "The sheet").to_owned(), &columns, rows);
        self.grounds(action);
        self.steps(action);
        self.funding(action);
        self.measures(action);
        self.reviews(action);
    }

    /// A field in words; nothing: nobody filled it in.
    fn said_of(&self, action: &Piece, name: &str, kind: &Kind) -> String {
        if let Some(why) = action.gone.get(name) {
            return self.language.gone(Some(*why)).to_owned();
        }
        match kind {
            Kind::Lines(_) => action.lines(name).join("\n"),
            Kind::Day => action.day(name).map_or_else(String::new, |day| self.language.day(day)),
            Kind::Yes => {
                if action.is(name) {
                    self.say_in("oui", "yes").to_owned()
                } else {
                    String::new()
                }
            }
            Kind::Choice(_) => self.chosen(action, name).unwrap_or_default().to_owned(),
            Kind::Item(_) | Kind::Items(_) => {
                let named = action.items(name).iter().filter_map(|id| self.named(Some(*id)));
                Vec::from_iter(named).join(", ")
            }
            _ => action.text(name).unwrap_or_default().to_owned(),
        }
    }

    /// What it rests on, as far as that may leave: words of a forum are counted, and read where they stand.
    fn grounds(&mut self, action: &Piece) {
        let dossier = self.dossier;
        let mut said = 0;
        let mut lines = Vec::new();
        for source in dossier.of(Noun::ActionSource, "action", action.id) {
            let named = ["forum_axis", "indicator", "question"].iter().find_map(|field| source.item(field));
            let verbatim = source.item("verbatim").and_then(|id| dossier.piece(id));
            match (named.and_then(|id| self.named(Some(id))), verbatim.and_then(|it| it.text("text"))) {
                (Some(name), _) => lines.push(name.to_owned()),
                (None, Some(words)) => lines.push(match self.language {
                    crate::words::Language::French => format!("«\u{a0}{words}\u{a0}»"),
                    crate::words::Language::English => format!("“{words}”"),
                }),
                (None, None) => said += 1,
            }
        }
        if said > 0 {
            lines.push(self.language.count(
                said,
                ["parole d’un forum ou d’un questionnaire", "paroles de forums ou de questionnaires"],
                ["statement of a forum or questionnaire", "statements of forums or questionnaires"],
            ));
        }
        if lines.is_empty() {
            return;
        }
        self.heading(2, self.say_in("D’où elle vient", "Where it comes from"));
        for line in lines {
            self.say(Look::Plain, line);
        }
    }

    fn steps(&mut self, action: &Piece) {
        let dossier = self.dossier;
        let rows = dossier.of(Noun::Step, "action", action.id).map(|step| {
            let due = step.day("due").map_or_else(|| "—".to_owned(), |day| self.language.day(day));
            let done = if step.is("done") { self.say_in("fait", "done") } else { "" };
            vec![step.text("name").unwrap_or("—").to_owned(), due, done.to_owned()]
        });
        let rows = Vec::from_iter(rows);
        let columns = [
            (self.say_in("Étape", "Step"), 60, false),
            (self.say_in("Pour le", "Due"), 25, false),
            (self.say_in("Fait", "Done"), 15, false),
        ];
        self.tabled(self.say_in("Étapes", "Steps"), &columns, rows);
    }

    fn funding(&mut self, action: &Piece) {
        let dossier = self.dossier;
        let rows = dossier.of(Noun::Funding, "action", action.id).map(|one| {
            vec![
                one.year("year").map_or_else(|| "—".to_owned(), |year| year.to_string()),
                one.text("funder").unwrap_or("—").to_owned(),
                self.chosen(one, "kind").unwrap_or("—").to_owned(),
                match one.amount("amount") {
                    Some(Amount::Exact(number)) => {
                        let decimals = if number.has_decimals(0) { 0 } else { 2 };
                        format!("{}\u{a0}€", self.language.decimal(number, decimals))
                    }
                    other => self.language.amount(other, 0),
                },
            ]
        });
        let rows = Vec::from_iter(rows);
        let columns = [
            (self.say_in("Année", "Year"), 15, false),
            (self.say_in("Financeur", "Funder"), 40, false),
            (self.say_in("Nature", "Nature"), 20, false),
            (self.say_in("Montant", "Amount"), 25, true),
        ];
        self.tabled(self.say_in("Financements", "Funding"), &columns, rows);
    }

    fn measures(&mut self, action: &Piece) {
        let dossier = self.dossier;
        let rows = dossier.of(Noun::Measure, "action", action.id).map(|measure| {
            let unit = measure.text("unit").map_or_else(String::new, |unit| format!(" ({unit})"));
            let values = dossier.of(Noun::Measured, "measure", measure.id);
            let mut values = Vec::from_iter(values.map(|it| (it.year("year"), self.measured(it, "value"))));
            values.sort();
            let values = values.into_iter().map(|(year, value)| {
                self.language.labelled(&year.map_or_else(|| "—".to_owned(), |year| year.to_string()), &value)
            });
            vec![
                format!("{}{unit}", measure.text("name").unwrap_or("—")),
                self.measured(measure, "baseline"),
                self.measured(measure, "target"),
                Vec::from_iter(values).join("\n"),
            ]
        });
        let rows = Vec::from_iter(rows);
        let columns = [
            (self.say_in("Indicateur", "Indicator"), 40, false),
            (self.say_in("Départ", "Baseline"), 15, true),
            (self.say_in("Cible", "Target"), 15, true),
            (self.say_in("Valeurs relevées", "Values taken"), 30, false),
        ];
        self.tabled(self.say_in("Évaluation", "Evaluation"), &columns, rows);
    }

    /// A value of a measure.
    pub(super) fn measured(&self, piece: &Piece, field: &str) -> String {
        match piece.amount(field) {
            Some(Amount::Exact(number)) if number.has_decimals(0) => self.language.decimal(number, 0),
            Some(Amount::Exact(number)) => self.language.digits(number),
            other => self.language.amount(other, 0),
        }
    }

    fn reviews(&mut self, action: &Piece) {
        let dossier = self.dossier;
        let rows = dossier.of(Noun::Review, "action", action.id).map(|review| {
            vec![
                review.year("year").map_or_else(|| "—".to_owned(), |year| year.to_string()),
                self.chosen(review, "state").unwrap_or("—").to_owned(),
                review.text("done").unwrap_or("—").to_owned(),
                review.text("next").unwrap_or("—").to_owned(),
            ]
        });
        let mut rows = Vec::from_iter(rows);
        rows.sort();
        let columns = [
            (self.say_in("Année", "Year"), 12, false),
            (self.say_in("État alors", "State then"), 18, false),
            (self.say_in("Ce qui a été fait", "What was done"), 40, false),
            (self.say_in("La suite", "What comes next"), 30, false),
        ];
        self.tabled(self.say_in("Bilans annuels", "Yearly reviews"), &columns, rows);
    }

    /// A table, where there is something in it.
    fn tabled(&mut self, caption: &'static str, columns: &[(&str, u8, bool)], rows: Vec<Vec<String>>) {
        if !rows.is_empty() {
            self.table(caption.to_owned(), columns, rows);
        }
    }
}

/// Whether a committee validated a sheet, whatever became of it since.
pub(super) fn is_validated(action: &Piece) -> bool {
    !matches!(action.choice("state"), None | Some("to_discuss" | "draft" | "to_validate"))
}
