//! The action plan in the columns that Territoires en Transitions takes (its importer compares 28 headings in their order,
//! in the second row; data begin in the fourth). Values are exactly those of its lists, dates are dates, and what it
//! would drop in silence (a funder without an amount, a fourth one) is said in words. Columns behind the 28 are ours: its
//! importer leaves them aside, and ours reads them back.

use super::Binder;
use crate::words::Language;
use crate::xlsx::properties;
use programme::dossier::{Dossier, Piece};
use programme::roadmap::RoadMap;
use protocol::programme::Noun;
use protocol::programme::value::{Amount, Day, Number};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::collections::{BTreeMap, BTreeSet};

/// Each heading, and what belongs under it.
const COLUMNS: [(&str, &str); 31] = [
    ("Axe (x)", TEXT),
    ("Sous-axe (x.x)", TEXT),
    ("Sous-sous axe (x.x.x)", TEXT),
    ("Titre de l'action", TEXT),
    ("Titre de la sous-action", TEXT),
    ("Descriptif", TEXT),
    ("Instances de gouvernance", LIST),
    ("Objectifs", TEXT),
    ("Indicateurs liés", TEXT),
    ("Structure pilote", LIST),
    ("Moyens humains et techniques", TEXT),
    ("Partenaires", LIST),
    ("Direction ou service pilote", LIST),
    ("Personne pilote", LIST),
    ("Élu·e référent·e", LIST),
    ("Participation Citoyenne", WORD),
    ("Financements", TEXT),
    ("Financeur 1", TEXT),
    ("Montant € HT", NUMBER),
    ("Financeur 2", TEXT),
    ("Montant € HT", NUMBER),
    ("Financeur 3", TEXT),
    ("Montant € HT", NUMBER),
    ("Budget prévisionnel total € HT", NUMBER),
    ("Statut", WORD),
    ("Niveau de priorité", WORD),
    ("Date de début", DATE),
    ("Date de fin", DATE),
    ("Action en amélioration continue", WORD),
    ("Calendrier", TEXT),
    ("Numéro de la fiche", TEXT),
];
const TEXT: &str = "texte";
const LIST: &str = "liste, séparée par des virgules";
const WORD: &str = "un mot de la liste";
const NUMBER: &str = "nombre";
const DATE: &str = "date";

const FIRST_ROW: u32 = 3;
const FUNDERS: usize = 3;

/// The plan as an `.xlsx` file of that form.
pub(super) fn xlsx(dossier: &Dossier, language: Language) -> Result<Vec<u8>, XlsxError> {
    let binder = Binder::new(dossier, language);
    let mut book = Workbook::new();
    book.set_properties(&properties(binder.called(), dossier.at));
    let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let sheet = book.add_worksheet();
    sheet.set_name("Plan")?;
    sheet.write_string(0, 0, binder.called())?;
    for (column, (heading, what)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, 24)?;
        sheet.write_string_with_format(1, column, heading, &bold)?;
        sheet.write_string(2, column, what)?;
    }
    sheet.set_freeze_panes(FIRST_ROW, 4)?;
    let mut rows = Rows { sheet, row: FIRST_ROW, seen: BTreeSet::new() };
    let map = RoadMap::new(dossier);
    for part in &map.axes {
        for objective in &part.objectives {
            let axis = part.axis.and_then(|it| it.text("name")).unwrap_or_default();
            let sub = objective.objective.and_then(|it| it.text("name")).filter(|name| *name != axis);
            for (number, action) in &objective.actions {
                rows.action(&binder, [axis, sub.unwrap_or_default()], number, action)?;
            }
        }
    }
    book.save_to_buffer()
}

struct Rows<'s> {
    sheet: &'s mut Worksheet,
    row: u32,
    /// Axes and titles: two of one title under one axis would refuse the whole file.
    seen: BTreeSet<[String; 3]>,
}

impl Rows<'_> {
    fn action(
        &mut self,
        binder: &Binder<'_>,
        path: [&str; 2],
        number: &str,
        action: &Piece,
    ) -> Result<(), XlsxError> {
        let dossier = binder.dossier;
        let mut title = action.text("name").unwrap_or("—").to_owned();
        let key = |title: &str| [path[0].to_owned(), path[1].to_owned(), title.to_owned()];
        if !self.seen.insert(key(&title)) {
            title = format!("{title} ({number})");
            self.seen.insert(key(&title));
        }
        let found = action.text("context").map(|context| binder.language.labelled("Constat", context));
        let words = [found, action.text("text").map(str::to_owned)];
        let measures = dossier.of(Noun::Measure, "action", action.id).filter_map(|it| it.text("name"));
        let costs = Costs::of(binder, action);
        self.words(
            path,
            &title,
            [
                (5, Vec::from_iter(words.into_iter().flatten()).join("\n\n")),
                (6, binder.named(action.item("group")).map_or_else(String::new, one)),
                (8, Vec::from_iter(measures).join("\n")),
                (9, action.text("lead").map_or_else(String::new, one)),
                (10, action.text("means").unwrap_or_default().to_owned()),
                (11, Vec::from_iter(action.lines("partners").iter().map(|it| one(it))).join(", ")),
                (14, action.text("referent").map_or_else(String::new, one)),
                (15, participation(action).to_owned()),
                (16, costs.said.join("\n")),
                (24, state(action).to_owned()),
                (25, priority(action).to_owned()),
                (28, if action.is("yearly") { "VRAI" } else { "" }.to_owned()),
                (29, action.text("timing").unwrap_or_default().to_owned()),
                (30, number.to_owned()),
            ],
        )?;
        for ((funder, euros), column) in costs.funders.iter().zip((17..).step_by(2)) {
            self.sheet.write_string(self.row, column, funder)?;
            self.sheet.write_number(self.row, column + 1, *euros)?;
        }
        if let Some(total) = costs.total {
            self.sheet.write_number(self.row, 23, total)?;
        }
        let (start, end) = (action.day("start"), action.day("end"));
        self.day(26, start.map(Day::first))?;
        // The importer refuses a plan with an end before its start.
        let goes_on = start.is_none_or(|start| end.is_some_and(|end| end.last() >= start.first()));
        self.day(27, end.filter(|_| goes_on).map(Day::last))?;
        self.row += 1;
        for step in dossier.of(Noun::Step, "action", action.id) {
            let done = if step.is("done") { "Réalisé" } else { "" };
            let name = step.text("name").unwrap_or("—").to_owned();
            let notes = step.text("notes").unwrap_or_default().to_owned();
            self.words(path, &title, [(4, name), (5, notes), (24, done.to_owned())])?;
            self.day(27, step.day("due").map(Day::last))?;
            self.row += 1;
        }
        Ok(())
    }

    fn words<const N: usize>(
        &mut self,
        [axis, sub]: [&str; 2],
        title: &str,
        cells: [(u16, String); N],
    ) -> Result<(), XlsxError> {
        let above = [(0, axis.to_owned()), (1, sub.to_owned()), (3, title.to_owned())];
        for (column, text) in above.into_iter().chain(cells).filter(|(_, text)| !text.is_empty()) {
            self.sheet.write_string(self.row, column, text)?;
        }
        Ok(())
    }

    fn day(&mut self, column: u16, day: Option<jiff::civil::Date>) -> Result<(), XlsxError> {
        let Some(day) = day else { return Ok(()) };
        let part = |value: i8| u8::try_from(value).unwrap_or_default();
        // Excel knows no dates before 1900.
        if let Ok(date) =
            ExcelDateTime::from_ymd(day.year().unsigned_abs(), part(day.month()), part(day.day()))
        {
            let format = Format::new().set_num_format("dd/mm/yyyy");
            self.sheet.write_datetime_with_format(self.row, column, &date, &format)?;
        }
        Ok(())
    }
}

/// What an action costs, as three funders with amounts, a total, and the rest in words.
struct Costs {
    funders: Vec<(String, f64)>,
    total: Option<f64>,
    said: Vec<String>,
}

impl Costs {
    fn of(binder: &Binder<'_>, action: &Piece) -> Self {
        let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
        let (mut said, mut total) = (Vec::new(), None);
        for funding in binder.dossier.of(Noun::Funding, "action", action.id) {
            let funder = funding.text("funder").unwrap_or_default();
            match funding.amount("amount") {
                Some(Amount::Exact(number)) => {
                    let sum = sums.entry(funder).or_default();
                    *sum = sum.saturating_add(number.millionths());
                    total = Some(total.unwrap_or(0_i64).saturating_add(number.millionths()));
                }
                _ => {
                    let year = funding.year("year").map_or_else(String::new, |year| format!(" ({year})"));
                    said.push(format!("{funder}{year} : non chiffré").trim_start().to_owned());
                }
            }
        }
        let euros = |millionths| Number::from_millionths(millionths).as_f64();
        // An amount without a funder is dropped: it is in the total alone.
        let mut funders = Vec::from_iter(sums.into_iter().filter(|(funder, _)| !funder.is_empty()));
        funders.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
        for (funder, sum) in funders.iter().skip(FUNDERS) {
            said.push(format!("{funder} : {} €", binder.language.digits(Number::from_millionths(*sum))));
        }
        let funders = funders.into_iter().take(FUNDERS).map(|(funder, sum)| (funder.to_owned(), euros(sum)));
        Self { funders: funders.collect(), total: total.map(euros), said }
    }
}

/// One entry of a list that is taken apart at commas.
fn one(text: &str) -> String {
    if text.contains(',') { format!("«\u{a0}{text}\u{a0}»") } else { text.to_owned() }
}

fn participation(action: &Piece) -> &'static str {
    match action.choice("participation") {
        Some("none") => "Pas de participation citoyenne",
        Some("information") => "Information",
        Some("consultation") => "Consultation",
        Some("concertation") => "Concertation",
        Some("coconstruction") => "Co-construction",
        _ => "",
    }
}

fn state(action: &Piece) -> &'static str {
    match action.choice("state") {
        Some("validated" | "upcoming") => "À venir",
        Some("ongoing") => "En cours",
        Some("paused") => "En pause",
        Some("blocked") => "Bloqué",
        Some("done") => "Réalisé",
        Some("abandoned") => "Abandonné",
        // Without its accent, as the importer has it.
        _ => "A discuter",
    }
}

fn priority(action: &Piece) -> &'static str {
    match action.choice("priority") {
        Some("high") => "Élevé",
        Some("middle") => "Moyen",
        Some("low") => "Bas",
        _ => "",
    }
}
