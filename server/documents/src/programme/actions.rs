//! Action sheets (« fiches action »), one after the other, in the order of the plan. What nobody filled in is room to be
//! filled in by hand.

use super::Binder;
use crate::model::Look;
use crate::words::Language;
use crate::writing::Writing;
use programme::dossier::Piece;
use programme::follow_up::{Standing, is_validated};
use programme::roadmap::RoadMap;
use protocol::programme::Noun;
use protocol::programme::field::Kind;
use protocol::programme::value::Number;

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
    pub(super) fn sheets_that(&mut self, are: fn(&Piece) -> bool) -> usize {
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
            let text = |field: &&str| dossier.piece(source.item(field)?)?.text("text");
            let named = ["forum_axis", "indicator"].iter().find_map(|field| source.item(field));
            let named = named.and_then(|id| self.named(Some(id))).or_else(|| text(&"question"));
            match (named, ["verbatim", "contribution"].iter().find_map(text)) {
                (Some(name), _) => lines.push(name.to_owned()),
                (None, Some(words)) => lines.push(self.language.quoted(words)),
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
                self.language.euros(one.amount("amount")),
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

    pub(super) fn measures(&mut self, action: &Piece) {
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
                self.standing(measure),
            ]
        });
        let rows = Vec::from_iter(rows);
        let columns = [
            (self.say_in("Indicateur", "Indicator"), 32, false),
            (self.say_in("Départ", "Baseline"), 12, true),
            (self.say_in("Cible", "Target"), 12, true),
            (self.say_in("Valeurs relevées", "Values taken"), 20, false),
            (self.say_in("Où il en est", "Where it stands"), 24, false),
        ];
        self.tabled(self.say_in("Évaluation", "Evaluation"), &columns, rows);
    }

    /// Where an indicator stands, and what it lacks for that to be said.
    fn standing(&self, measure: &Piece) -> String {
        let Standing { last, way } = Standing::of(self.dossier, measure);
        let Some((year, value)) = last else {
            return self.say_in("aucune valeur relevée", "no value taken").to_owned();
        };
        let value = self.language.measured(Some(value));
        let mut said = match self.language {
            Language::French => format!("{value} en {year}"),
            Language::English => format!("{value} in {year}"),
        };
        let lacking = [
            ("baseline", ", sans valeur de départ", ", without a baseline"),
            ("target", ", sans cible", ", without a target"),
        ];
        for (field, french, english) in lacking {
            if measure.amount(field).is_none() {
                said += self.say_in(french, english);
            }
        }
        if let Some(way) = way {
            said += &format!(", {}", self.way(way));
        }
        said
    }

    /// « 92 % du chemin ».
    fn way(&self, way: i64) -> String {
        let number = self.language.decimal(Number::from_millionths(way.saturating_mul(1_000_000)), 0);
        match self.language {
            Language::French => format!("{number}\u{a0}% du chemin"),
            Language::English => format!("{number}% of the way"),
        }
    }

    /// A value of a measure.
    pub(super) fn measured(&self, piece: &Piece, field: &str) -> String {
        self.language.measured(piece.amount(field))
    }

    pub(super) fn reviews(&mut self, action: &Piece) {
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
