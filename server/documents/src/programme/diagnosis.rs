//! The diagnosis, to be read by everybody: figures by theme with their sources, and what they do not say.

use super::Binder;
use super::cells::{text, year};
use crate::model::{Look, Sheet, Value};
use crate::words::Language;
use crate::writing::Writing;
use programme::dossier::{Dossier, Piece, Series, Vintage};
use programme::{Computed, Local};
use protocol::programme::value::{Amount, NoNumber, Number};
use protocol::programme::{ItemId, Noun};
use std::collections::{BTreeMap, BTreeSet};

/// Vintages side by side on a page; earlier ones stand in the spreadsheet.
const VINTAGES: usize = 5;
/// What the names of places take of the width.
const PLACES_PERCENT: u8 = 35;

impl<'d> Binder<'d> {
    pub(super) fn diagnosis(&mut self) {
        self.in_short();
        self.how_to_read();
        self.communes();
        self.themes();
        let is_whole = self.dossier.version.is_none();
        if is_whole {
            self.gathered();
        }
        self.sources();
        self.method();
        if let Some(unheard) = &self.dossier.unheard {
            self.unheard(unheard);
        }
        self.chapter("Pour en savoir plus", "To know more");
        self.contact();
    }

    fn in_short(&mut self) {
        self.chapter("De quoi s’agit-il\u{a0}?", "What is this?");
        self.tell(
            "Ce document rassemble ce que l’on sait du territoire avant de décider\u{a0}: des chiffres, thème par thème, et \
             d’où ils viennent.",
            "This document gathers what is known of the territory before anything is decided: figures, theme by theme, \
             and where they come from.",
        );
        if self.dossier.unheard.is_some() {
            self.tell(
                "Il dit aussi ce que l’on ne sait pas, et qui n’a pas été entendu.",
                "It also says what is not known, and who was not heard.",
            );
        } else {
            self.tell(
                "Cette version publiée ne dit pas qui n’a pas été entendu.",
                "This published version does not say who was not heard.",
            );
        }
        let own = self.dossier.own();
        self.words(own, "summary");
        let of = |field: &str| own.and_then(|own| own.text(field)).map(str::to_owned);
        self.fact("La question posée", "The question", of("question"));
        self.fact("Territoire", "Territory", of("territory"));
        self.fact("Collectivité porteuse", "Lead authority", of("lead"));
        self.fact("Partenaires", "Partners", own.map(|own| own.lines("partners").join(", ")));
    }

    fn how_to_read(&mut self) {
        self.chapter("Comment lire les tableaux", "How to read the tables");
        self.tell(
            "Une valeur porte son millésime\u{a0}: l’année dont elle parle. «\u{a0}secret\u{a0}» veut dire secret \
             statistique\u{a0}: le nombre existe, il est trop petit pour être dit sans que l’on reconnaisse quelqu’un. «\u{a0}—\u{a0}» \
             veut dire que personne ne l’a renseigné. 0 veut dire zéro. Ce sont trois choses différentes.",
            "A value carries its vintage: the year of which it speaks. “withheld” means statistical secrecy: the number \
             exists, and is too small to be told without somebody being recognised. “—” means that nobody filled it in. 0 \
             means zero. These are three different things.",
        );
        self.tell(
            "La valeur du territoire est la somme des communes, ou une moyenne où chaque commune pèse selon sa taille. \
             Ce n’est jamais la moyenne de plusieurs taux.",
            "The territory’s value is the sum of its communes, or a mean in which each commune weighs by its size. It is \
             never a mean of rates.",
        );
    }

    fn communes(&mut self) {
        self.chapter("Le territoire", "The territory");
        let communes = Vec::from_iter(self.dossier.all(Noun::Commune));
        if communes.is_empty() {
            self.tell("Aucune commune n’est encore inscrite.", "No commune is listed yet.");
            return;
        }
        let language = self.language;
        let rows = communes.iter().map(|commune| {
            vec![
                self.commune(commune),
                commune.text("code").unwrap_or("—").to_owned(),
                language.amount(commune.amount("population"), 0),
            ]
        });
        let rows = rows.collect();
        let columns = [
            (self.say_in("Commune", "Commune"), 60, false),
            (self.say_in("Code officiel", "Official code"), 20, false),
            (self.say_in("Population", "Population"), 20, true),
        ];
        let caption = language.count(communes.len(), ["commune", "communes"], ["commune", "communes"]);
        self.table(caption, &columns, rows);
        let vintages = BTreeSet::from_iter(communes.iter().filter_map(|commune| commune.year("vintage")));
        if vintages.len() > 1 {
            let years = Vec::from_iter(vintages.iter().map(i16::to_string)).join(", ");
            let label = self.say_in(
                "Les communes sont celles de plusieurs géographies, dont les limites diffèrent",
                "The communes are those of several geographies, whose borders differ",
            );
            self.say(Look::Note, format!("{}.", language.labelled(label, &years)));
        } else if let Some(year) = vintages.first() {
            let label = self.say_in("Géographie au 1er janvier", "Geography of 1 January");
            self.say(Look::Note, format!("{label} {year}."));
        }
    }

    /// Its name, and of which commune it is part today.
    fn commune(&self, commune: &Piece) -> String {
        let name = commune.text("name").unwrap_or("—");
        match self.named(commune.item("now_in")) {
            Some(whole) => format!("{name} ({} {whole})", self.say_in("aujourd’hui", "today")),
            None => name.to_owned(),
        }
    }

    fn themes(&mut self) {
        let dossier = self.dossier;
        let by_theme = |theme: Option<ItemId>| {
            let of_theme = dossier.series.iter().filter_map(|series| {
                let indicator = dossier.piece(series.indicator)?;
                let known = indicator.item("theme").filter(|id| dossier.piece(*id).is_some());
                (known == theme).then_some((indicator, series))
            });
            Vec::from_iter(of_theme)
        };
        let mut empty = Vec::new();
        for theme in dossier.all(Noun::Theme) {
            let name = theme.text("name").unwrap_or_default();
            match by_theme(Some(theme.id)) {
                indicators if indicators.is_empty() => empty.push(name),
                indicators => self.theme(name, &indicators),
            }
        }
        let others = by_theme(None);
        if !others.is_empty() {
            self.theme(self.say_in("Sans thème", "Without a theme"), &others);
        }
        if dossier.series.is_empty() {
            self.chapter("Les indicateurs", "The indicators");
            self.tell(
                "Aucun indicateur n’est encore renseigné\u{a0}: ce diagnostic n’a pas de chiffres.",
                "No indicator is filled in yet: this diagnosis has no figures.",
            );
        } else if !empty.is_empty() {
            self.chapter("Thèmes dont aucun chiffre ne parle", "Themes of which no figure speaks");
            self.say(Look::Plain, format!("{}.", empty.join(", ")));
        }
    }

    fn theme(&mut self, name: &str, indicators: &[(&'d Piece, &'d Series)]) {
        self.heading(1, name);
        for (indicator, series) in indicators {
            self.indicator(indicator, series);
        }
    }

    fn indicator(&mut self, indicator: &'d Piece, series: &'d Series) {
        let language = self.language;
        self.heading(2, indicator.text("name").unwrap_or("—"));
        let source = indicator.text("source").map_or_else(
            || self.say_in("source non indiquée", "source not given").to_owned(),
            |source| language.labelled(self.say_in("source", "source"), source),
        );
        let unit = indicator.text("unit").map(|unit| language.labelled(self.say_in("unité", "unit"), unit));
        let about = Vec::from_iter(unit.into_iter().chain([source]));
        self.say(Look::Lead, about.join(" · "));
        self.words(Some(indicator), "comment");
        self.numbers(indicator, series);
    }

    /// Its figures: as a table, as drawings, and what they do not say.
    pub(super) fn numbers(&mut self, indicator: &'d Piece, series: &'d Series) {
        if series.vintages.is_empty() {
            self.tell("Aucune valeur n’est encore saisie.", "No figure is filled in yet.");
            return;
        }
        let shown = &series.vintages[series.vintages.len().saturating_sub(VINTAGES)..];
        let rows = self.rows(indicator, shown);
        let years = Vec::from_iter(shown.iter().map(|vintage| vintage.year.to_string()));
        let width = (100 - PLACES_PERCENT) / u8::try_from(years.len()).unwrap_or(1);
        let rest = 100 - width * u8::try_from(years.len()).unwrap_or(1);
        let mut columns = vec![(self.say_in("Où", "Where"), rest, false)];
        columns.extend(years.iter().map(|year| (year.as_str(), width, true)));
        self.table(indicator.text("name").unwrap_or("—").to_owned(), &columns, rows);
        self.lines(indicator, &series.vintages);
        if let Some(last) = shown.last() {
            self.bars(indicator, last);
            self.map(indicator, last);
        }
        if shown.len() < series.vintages.len() {
            let sentence = self.say_in(
                "Les millésimes plus anciens sont dans le tableau à part.",
                "Earlier vintages are in the separate table.",
            );
            self.say(Look::Note, sentence);
        }
        self.evolution(indicator, series);
        self.caveats(shown);
    }

    /// The territory and what holds it first, then the communes.
    fn rows(&self, indicator: &Piece, vintages: &[Vintage]) -> Vec<Vec<String>> {
        let (language, dossier) = (self.language, self.dossier);
        let decimals = decimals(dossier, indicator, vintages);
        let mut rows = Vec::new();
        if vintages.iter().any(|it| it.territory.is_some()) {
            let label = match indicator.choice("total") {
                Some("weighted_mean") => {
                    self.say_in("Territoire (moyenne pondérée)", "Territory (weighted mean)")
                }
                _ => self.say_in("Territoire (somme des communes)", "Territory (sum of communes)"),
            };
            let cell = |it: &Vintage| {
                let Some(computed) = it.territory else { return "—".to_owned() };
                let value = language.amount(computed.value.map(Amount::Exact), decimals);
                let is_part = computed.value.is_some() && !is_whole(&computed);
                if is_part { format!("{value}\u{a0}*") } else { value }
            };
            rows.push(std::iter::once(label.to_owned()).chain(vintages.iter().map(cell)).collect());
        }
        let mut areas: BTreeMap<_, BTreeMap<i16, &Piece>> = BTreeMap::new();
        for vintage in vintages {
            for figure in vintage.areas.iter().filter_map(|id| dossier.piece(*id)) {
                areas.entry(self.area(figure)).or_default().insert(vintage.year, figure);
            }
        }
        for ((_, label), figures) in areas {
            let cell = |it: &Vintage| {
                language.amount(figures.get(&it.year).and_then(|figure| figure.amount("value")), decimals)
            };
            rows.push(std::iter::once(label).chain(vintages.iter().map(cell)).collect());
        }
        for commune in dossier.all(Noun::Commune) {
            let figures = Vec::from_iter(vintages.iter().map(|it| it.communes.get(&commune.id)));
            // It is counted with the commune of which it is part.
            if figures.iter().all(Option::is_none) && self.named(commune.item("now_in")).is_some() {
                continue;
            }
            let cell = |figure: Option<&Local>| match figure {
                Some(figure) if figure.twice => self.say_in("deux valeurs", "two values").to_owned(),
                figure => language.amount(figure.and_then(|figure| figure.amount), decimals),
            };
            rows.push(std::iter::once(self.commune(commune)).chain(figures.into_iter().map(cell)).collect());
        }
        rows
    }

    /// What an area is called, and its place among the areas: from the territory to the country.
    pub(super) fn area(&self, figure: &Piece) -> (usize, String) {
        let word = figure.choice("area").unwrap_or_default();
        let order = ["territory", "departement", "region", "country", "other"];
        let label = self.chosen(figure, "area").unwrap_or("—");
        let place = order.iter().position(|it| *it == word).unwrap_or(order.len());
        match figure.text("area_name") {
            Some(name) => (place, format!("{name} ({})", lower(label))),
            None if word == "territory" => {
                (place, format!("{label} ({})", self.say_in("donné par la source", "as its source gives it")))
            }
            None => (place, label.to_owned()),
        }
    }

    /// From the first vintage to the last, for the whole territory.
    fn evolution(&mut self, indicator: &Piece, series: &Series) {
        let language = self.language;
        let given = |vintage: &Vintage| {
            let areas = vintage.areas.iter().filter_map(|id| self.dossier.piece(*id));
            let mut own = areas.filter(|it| it.choice("area") == Some("territory"));
            own.find_map(|it| match it.amount("value") {
                Some(Amount::Exact(number)) => Some((vintage.year, number)),
                _ => None,
            })
        };
        let computed = |vintage: &Vintage| {
            let whole = vintage.territory.filter(is_whole).filter(|it| !it.mixed_geography);
            Some((vintage.year, whole?.value?))
        };
        // Either all by its source or all by us: the two may count in different ways.
        let computed = Vec::from_iter(series.vintages.iter().filter_map(computed));
        let given = Vec::from_iter(series.vintages.iter().filter_map(given));
        let known = if computed.len() > 1 { computed } else { given };
        let [(from, before), .., (to, after)] = known[..] else { return };
        let difference = Number::from_millionths(after.millionths() - before.millionths());
        let is_ratio = matches!(indicator.choice("kind"), Some("rate" | "index"));
        let signed = |text: String, is_positive: bool| if is_positive { format!("+{text}") } else { text };
        let change = if is_ratio {
            let points = self.say_in("points", "points");
            let decimals = decimals(self.dossier, indicator, &series.vintages).max(1);
            format!(
                "{}\u{a0}{points}",
                signed(language.decimal(difference, decimals), difference.millionths() > 0)
            )
        } else {
            if before.millionths() <= 0 {
                return;
            }
            let tenths = i128::from(difference.millionths()) * 1_000 / i128::from(before.millionths());
            let percent = Number::from_millionths(i64::try_from(tenths * 100_000).unwrap_or_default());
            let percent = signed(language.decimal(percent, 1), difference.millionths() > 0);
            format!("{percent}{}", self.say_in("\u{a0}%", "%"))
        };
        let span = match language {
            Language::French => format!("De {from} à {to}, sur tout le territoire"),
            Language::English => format!("From {from} to {to}, for the whole territory"),
        };
        self.say(Look::Plain, format!("{}.", language.labelled(&span, &change)));
    }

    /// What the values of the territory do not hold.
    fn caveats(&mut self, vintages: &[Vintage]) {
        let language = self.language;
        for vintage in vintages {
            let Some(computed) = vintage.territory else { continue };
            if computed.mixed_geography {
                let sentence = self.say_in(
                    "des valeurs de plusieurs géographies sont côte à côte\u{a0}; les communes ont changé de limites entre elles.",
                    "values of several geographies stand side by side; communes changed their borders between them.",
                );
                self.say(Look::Note, language.labelled(&vintage.year.to_string(), sentence));
            }
            if is_whole(&computed) {
                continue;
            }
            let communes = ["commune", "communes"];
            let left_out = [
                (
                    computed.withheld,
                    self.say_in(
                        "sous secret statistique ou sans nombre exact",
                        "withheld or without an exact number",
                    ),
                ),
                (computed.missing, self.say_in("sans valeur", "without a value")),
                (
                    computed.twice,
                    self.say_in(
                        "avec deux valeurs qui se contredisent",
                        "with two values that contradict each other",
                    ),
                ),
            ];
            let left_out = left_out.into_iter().filter(|(number, _)| *number > 0);
            let left_out = left_out.map(|(number, why)| {
                format!("{} {why}", language.count(number as usize, communes, communes))
            });
            let left_out = Vec::from_iter(left_out).join(", ");
            let over = language.count(computed.communes as usize, communes, communes);
            let text = match language {
                Language::French => format!(
                    "* {}\u{a0}: calculé sur {over}, sans {left_out}. Ce n’est pas tout le territoire.",
                    vintage.year
                ),
                Language::English => format!(
                    "* {}: computed over {over}, without {left_out}. This is not the whole territory.",
                    vintage.year
                ),
            };
            self.say(Look::Note, text);
        }
    }

    /// What else was gathered, and where it is told.
    fn gathered(&mut self) {
        self.chapter("Les questionnaires, les entretiens, les forums", "Questionnaires, interviews, forums");
        let (dossier, language) = (self.dossier, self.language);
        let mut lines = Vec::new();
        for released in dossier.latest() {
            let Some(campaign) = released.pieces.get(&released.campaign) else { continue };
            let version = match language {
                Language::French => format!("résultats publiés, version {}", released.version),
                Language::English => format!("results published, version {}", released.version),
            };
            lines.push(format!("{} ({version})", campaign.text("name").unwrap_or("—")));
        }
        let interviews = dossier.all(Noun::Interview).count();
        if interviews > 0 {
            lines.push(language.count(
                interviews,
                ["entretien relu", "entretiens relus"],
                ["interview checked", "interviews checked"],
            ));
        }
        for forum in dossier.all(Noun::Forum) {
            let day = forum.day("day").map(|day| language.day(day));
            let facts = [day, forum.text("place").map(str::to_owned)];
            let facts = Vec::from_iter(facts.into_iter().flatten()).join(", ");
            let name = forum.text("name").unwrap_or("—");
            lines.push(if facts.is_empty() { name.to_owned() } else { format!("{name} ({facts})") });
        }
        if lines.is_empty() {
            self.tell(
                "Rien n’est encore publié des questionnaires, aucun entretien n’est relu, aucun forum n’est inscrit.",
                "Nothing is published of questionnaires yet, no interview was checked, no forum is listed.",
            );
        } else {
            self.tell("Chacun a son propre document.", "Each has a document of its own.");
        }
        for line in lines {
            self.say(Look::Plain, line);
        }
        if dossier.released.iter().any(|it| it.tables.is_some()) {
            self.self_selected();
        }
    }

    fn sources(&mut self) {
        self.chapter("Les sources", "Sources");
        let dossier = self.dossier;
        let mut by_source: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for series in &dossier.series {
            let Some(indicator) = dossier.piece(series.indicator) else { continue };
            let years = Vec::from_iter(series.vintages.iter().map(|it| it.year.to_string())).join(", ");
            let name = indicator.text("name").unwrap_or("—");
            let name = if years.is_empty() { name.to_owned() } else { format!("{name} ({years})") };
            by_source.entry(indicator.text("source").unwrap_or_default()).or_default().push(name);
        }
        if by_source.is_empty() {
            self.tell("Aucune source n’est encore indiquée.", "No source is given yet.");
            return;
        }
        let unknown = self.say_in("Source non indiquée", "Source not given");
        let name = |source: &str| if source.is_empty() { unknown } else { source }.to_owned();
        let listed = |names: Vec<String>| self.language.listed(&names);
        let rows = by_source.into_iter().map(|(source, names)| vec![name(source), listed(names)]).collect();
        let columns = [
            (self.say_in("Source", "Source"), 35, false),
            (self.say_in("Indicateurs et millésimes", "Indicators and vintages"), 65, false),
        ];
        self.table(
            self.say_in("D’où viennent les chiffres", "Where the figures come from").to_owned(),
            &columns,
            rows,
        );
    }

    fn method(&mut self) {
        self.chapter("Méthode et limites", "Method and limits");
        if !self.words(self.dossier.own(), "method") {
            self.tell(
                "La démarche ne décrit pas encore sa méthode.",
                "The programme does not describe its method yet.",
            );
        }
        let all = self.dossier.all(Noun::Indicator).count();
        let validated =
            self.dossier.all(Noun::Indicator).filter(|it| it.choice("state") == Some("validated"));
        let (validated, language) = (validated.count(), self.language);
        if validated < all {
            let text = match language {
                Language::French => format!(
                    "Indicateurs validés\u{a0}: {validated} sur {all}. Les autres peuvent encore changer."
                ),
                Language::English => {
                    format!("Indicators validated: {validated} of {all}. The others may still change.")
                }
            };
            self.say(Look::Plain, text);
        }
        self.tell(
            "Un chiffre dit combien, jamais pourquoi. Les petites communes varient beaucoup d’une année à l’autre, et une \
             comparaison entre deux millésimes ne vaut que si les limites des communes sont les mêmes.",
            "A figure says how many, never why. Small communes vary much from year to year, and two vintages can be \
             compared only where the borders of the communes are the same.",
        );
    }
}

/// Whether a value rests on all communes.
pub(super) fn is_whole(computed: &Computed) -> bool {
    computed.withheld + computed.missing + computed.twice == 0
}

/// Decimals of an indicator: as many as it says, else as its figures have.
pub(super) fn decimals(dossier: &Dossier, indicator: &Piece, vintages: &[Vintage]) -> u8 {
    if let Some(decimals) = indicator.number("decimals") {
        return u8::try_from(decimals.millionths() / 1_000_000).unwrap_or_default().min(Number::DECIMALS);
    }
    let of_areas =
        vintages.iter().flat_map(|it| &it.areas).filter_map(|id| dossier.piece(*id)?.amount("value"));
    let of_communes = vintages.iter().flat_map(|it| it.communes.values()).filter_map(|it| it.amount);
    let needed = of_areas.chain(of_communes).filter_map(|amount| match amount {
        Amount::Exact(number) => (0..=Number::DECIMALS).find(|decimals| number.has_decimals(*decimals)),
        Amount::AtLeast { .. } | Amount::Not(_) => None,
    });
    needed.max().unwrap_or_default()
}

fn lower(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// All figures, one a row.
pub(super) fn sheet(dossier: &Dossier, language: Language) -> Sheet {
    let binder = Binder::new(dossier, language);
    let column = |french, english, letters| (language.say(french, english).to_owned(), letters);
    let mut rows = Vec::new();
    for series in &dossier.series {
        let Some(indicator) = dossier.piece(series.indicator) else { continue };
        for vintage in &series.vintages {
            let row = |place: String,
                       code: Option<&str>,
                       geography: Option<i16>,
                       amount: Option<Amount>,
                       remark: &str| {
                let (value, known) = cells(language, amount);
                let remark =
                    Vec::from_iter([known, remark].into_iter().filter(|it| !it.is_empty())).join(", ");
                vec![
                    text(binder.named(indicator.item("theme"))),
                    text(indicator.text("name")),
                    text(indicator.text("unit")),
                    text(indicator.text("source")),
                    Value::Text(place),
                    text(code),
                    year(Some(vintage.year)),
                    year(geography),
                    value,
                    text(Some(&remark)),
                ]
            };
            if let Some(computed) = vintage.territory {
                let place = language.say("Territoire (calculé)", "Territory (computed)").to_owned();
                let part = if is_whole(&computed) {
                    ""
                } else {
                    language.say("calculé sur une partie des communes", "computed over some of the communes")
                };
                rows.push(row(place, None, None, computed.value.map(Amount::Exact), part));
            }
            for figure in vintage.areas.iter().filter_map(|id| dossier.piece(*id)) {
                let remark = figure.text("note").unwrap_or_default();
                rows.push(row(
                    binder.area(figure).1,
                    None,
                    figure.year("geography"),
                    figure.amount("value"),
                    remark,
                ));
            }
            for commune in dossier.all(Noun::Commune) {
                let Some(figure) = vintage.communes.get(&commune.id) else { continue };
                let twice = if figure.twice {
                    language.say("deux valeurs se contredisent", "two values contradict each other")
                } else {
                    ""
                };
                let amount = figure.amount.filter(|_| !figure.twice);
                rows.push(row(
                    binder.commune(commune),
                    commune.text("code"),
                    figure.geography,
                    amount,
                    twice,
                ));
            }
        }
    }
    let columns = vec![
        column("thème", "theme", 20),
        column("indicateur", "indicator", 32),
        column("unité", "unit", 14),
        column("source", "source", 24),
        column("lieu", "place", 28),
        column("code", "code", 8),
        column("millésime", "vintage", 10),
        column("géographie", "geography", 11),
        column("valeur", "value", 14),
        column("remarque", "remark", 28),
    ];
    super::sheet(dossier, language, language.say("Indicateurs", "Indicators"), columns, rows)
}

/// The number alone, and in words what is known where there is none, or only a part of it.
fn cells(language: Language, amount: Option<Amount>) -> (Value, &'static str) {
    match amount {
        Some(Amount::Exact(number)) => (Value::Decimal(number), ""),
        Some(Amount::AtLeast { at_least }) => {
            (Value::Decimal(at_least), language.say("plus de", "more than"))
        }
        Some(Amount::Not(NoNumber::Withheld)) => {
            (Value::Empty, language.say("secret statistique", "statistical secrecy"))
        }
        Some(Amount::Not(NoNumber::NotCosted)) => (Value::Empty, language.say("non chiffré", "not costed")),
        None => (Value::Empty, language.say("non renseigné", "not filled in")),
    }
}
