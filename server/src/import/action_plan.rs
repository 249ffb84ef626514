//! An action plan in the columns of Territoires en Transitions: axes, objectives, action sheets with their funding, and
//! sub-actions as steps. What has no field, or does not fit into one, goes into the sheet's notes under its heading.

use super::value::{cut, day, number, plain};
use super::{Part, Plan, Terms, derived, room, words};
use files::{Content, Language, Reading, Tool};
use programme::State;
use protocol::Refusal;
use protocol::limits::programme::ROWS_MAX;
use protocol::programme::ItemId;
use protocol::programme::command::{Fields, NewItem};
use protocol::programme::field::Kind;
use protocol::programme::import::{DayOrder, RefusedLine};
use protocol::programme::noun::Noun;
use protocol::programme::value::{NoNumber, Number};
use protocol::text::Form;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};

const AXIS: &str = "Axe (x)";
const SUB_AXIS: &str = "Sous-axe (x.x)";
const TITLES: [&str; 2] = ["Titre de l'action", "Titre de la fiche action"];
const SUB_ACTION: &str = "Titre de la sous-action";
const INDICATORS: &str = "Indicateurs liés";
const FUNDERS: [&str; 3] = ["Financeur 1", "Financeur 2", "Financeur 3"];
const BUDGET: &str = "Budget prévisionnel total € HT";
const STATE: &str = "Statut";
const LEADS: [&str; 3] = ["Structure pilote", "Direction ou service pilote", "Personne pilote"];

/// States of the tool, as it writes them; « en retard » is computed here.
const STATES: [(&str, &str); 9] = [
    ("à venir", "upcoming"),
    ("en cours", "ongoing"),
    ("en retard", "ongoing"),
    ("réalisé", "done"),
    ("en pause", "paused"),
    ("abandonné", "abandoned"),
    ("bloqué", "blocked"),
    ("à discuter", "to_discuss"),
    ("a discuter", "to_discuss"),
];
const PRIORITIES: [(&str, &str); 3] = [("élevé", "high"), ("moyen", "middle"), ("bas", "low")];
const PARTICIPATION: [(&str, &str); 6] = [
    ("pas de participation", "none"),
    ("pas de participation citoyenne", "none"),
    ("information", "information"),
    ("consultation", "consultation"),
    ("concertation", "concertation"),
    ("co-construction", "coconstruction"),
];

/// What a column says to a field of the sheet.
enum Says {
    Text,
    List,
    Word(&'static [(&'static str, &'static str)]),
    Day,
    Yes,
}

/// Columns that fill a field of their own.
const FIELDS: [(&str, &str, Says); 12] = [
    ("Descriptif", "text", Says::Text),
    ("Moyens humains et techniques", "means", Says::Text),
    ("Partenaires", "partners", Says::List),
    ("Élu·e référent·e", "referent", Says::Text),
    ("Participation Citoyenne", "participation", Says::Word(&PARTICIPATION)),
    (STATE, "state", Says::Word(&STATES)),
    ("Niveau de priorité", "priority", Says::Word(&PRIORITIES)),
    ("Date de début", "start", Says::Day),
    ("Date de fin", "end", Says::Day),
    ("Action en amélioration continue", "yearly", Says::Yes),
    ("Calendrier", "timing", Says::Text),
    ("Cibles", "audience", Says::List),
];

/// The columns of a file, by their headings.
struct Columns<'a> {
    reading: &'a Reading,
    headings: Vec<&'a str>,
    /// Of headings as they are compared; of several the first.
    places: HashMap<String, usize>,
    /// Columns that have no place of their own in a sheet.
    others: Vec<usize>,
}

impl<'a> Columns<'a> {
    fn of(reading: &'a Reading) -> Self {
        let headings = match &reading.content {
            Content::Table(headings) => headings.iter().map(|heading| heading.trim()).collect(),
            _ => Vec::new(),
        };
        let mut places = HashMap::new();
        for (place, heading) in headings.iter().enumerate() {
            places.entry(plain(heading)).or_insert(place);
        }
        let mut columns = Self { reading, headings, places, others: Vec::new() };
        let placed = columns.placed();
        columns.others = (0..columns.headings.len()).filter(|column| !placed.contains(column)).collect();
        columns
    }

    fn find(&self, heading: &str) -> Option<usize> {
        self.places.get(&plain(heading)).copied()
    }

    fn cell(&self, record: usize, column: usize) -> &'a str {
        self.reading.cell(record, column).trim()
    }

    fn said(&self, record: usize, heading: &str) -> Option<&'a str> {
        self.find(heading).map(|column| self.cell(record, column)).filter(|text| !text.is_empty())
    }

    fn title(&self, record: usize) -> &'a str {
        TITLES.iter().find_map(|heading| self.said(record, heading)).unwrap_or_default()
    }

    /// Axes from the outermost in.
    fn path(&self, record: usize) -> Vec<&'a str> {
        (0..3).map(|column| self.cell(record, column)).filter(|part| !part.is_empty()).collect()
    }

    /// The columns of the amounts of those who pay: each stands behind its funder.
    fn funders(&self) -> impl Iterator<Item = (usize, usize)> {
        FUNDERS.iter().filter_map(|heading| self.find(heading)).map(|column| (column, column + 1))
    }

    /// Columns that have their own place in a sheet.
    fn placed(&self) -> BTreeSet<usize> {
        let known = FIELDS.iter().map(|(heading, ..)| *heading).chain(LEADS).chain(TITLES);
        let known = known.chain([AXIS, SUB_AXIS, SUB_ACTION, INDICATORS, BUDGET]);
        let funders = self.funders().flat_map(|(funder, amount)| [funder, amount]);
        known.filter_map(|heading| self.find(heading)).chain(funders).collect()
    }
}

/// What somebody should know before the file is taken over.
pub(super) fn warnings(reading: &Reading, language: Language) -> Vec<String> {
    if reading.tool != Tool::ActionPlan {
        return Vec::new();
    }
    let columns = Columns::of(reading);
    let mut warnings = Vec::new();
    for (heading, name, says) in &FIELDS {
        let unfit = (0..reading.rows()).filter_map(|record| {
            let text = columns.said(record, heading)?;
            says.read(name, text).is_none().then_some((text, reading.line(record)))
        });
        let (values, lines): (Vec<_>, Vec<_>) = unfit.unzip();
        if !values.is_empty() {
            let values = Vec::from_iter(BTreeSet::from_iter(values));
            warnings.push(words::noted(language, heading, &values, &lines));
        }
    }
    let says = |column: &usize| (0..reading.rows()).any(|record| !columns.cell(record, *column).is_empty());
    let others =
        Vec::from_iter(columns.others.iter().copied().filter(says).map(|column| columns.headings[column]));
    if !others.is_empty() {
        warnings.push(words::in_notes(language, &others));
    }
    warnings
}

impl Says {
    /// The value of this field; nothing: it does not fit.
    fn read(&self, field: &str, text: &str) -> Option<Value> {
        let value = match self {
            Self::Text => json!(text),
            Self::List => json!(list(text)),
            Self::Word(known) => {
                let text = plain(text);
                json!(known.iter().find(|(written, _)| *written == text)?.1)
            }
            Self::Day => json!(day(text, Some(DayOrder::DayFirst))?),
            Self::Yes => match plain(text).as_str() {
                "vrai" | "true" | "oui" | "1" => json!(true),
                "faux" | "false" | "non" | "0" => json!(false),
                _ => return None,
            },
        };
        fits(Noun::Action, field, &value).then_some(value)
    }
}

fn fits(noun: Noun, field: &str, value: &Value) -> bool {
    noun.field(field).is_some_and(|field| field.kind.read(value).is_ok())
}

/// A list as the tool takes it apart: at commas that stand in no brackets and no quotation marks; none twice.
fn list(text: &str) -> Vec<String> {
    let (mut pieces, mut piece, mut depth, mut quoted) = (Vec::new(), String::new(), 0_i32, false);
    for sign in text.chars() {
        match sign {
            '(' | '«' => depth += 1,
            ')' | '»' => depth -= 1,
            '"' => quoted = !quoted,
            _ => {}
        }
        if sign == ',' && depth <= 0 && !quoted {
            pieces.push(std::mem::take(&mut piece));
        } else {
            piece.push(sign);
        }
    }
    pieces.push(piece);
    let mut seen = BTreeSet::new();
    let pieces = pieces.iter().map(|piece| piece.trim().to_owned());
    pieces.filter(|piece| !piece.is_empty() && seen.insert(plain(piece))).collect()
}

/// What is taken together, or not at all.
struct Row {
    line: u32,
    /// The sheet, or the step; then what belongs to it.
    items: Vec<NewItem>,
}

struct ActionPlan {
    import: ItemId,
    label: String,
    /// Axes and objectives that are new; then rows. Each as a part.
    parts: Vec<(Vec<NewItem>, Vec<Row>)>,
    refused: Vec<RefusedLine>,
}

/// Axes and objectives, those that stand and those that are new.
struct Outline {
    import: ItemId,
    reason: String,
    axes: BTreeMap<String, ItemId>,
    objectives: BTreeMap<(ItemId, String), ItemId>,
    new: Vec<NewItem>,
}

impl Outline {
    fn of(state: &State, import: ItemId, reason: String) -> Self {
        let standing = |noun| state.known_of(noun).filter(move |(_, known)| known.import != Some(import));
        let axes = standing(Noun::Axis).filter(|(_, known)| known.text("state") == Some("retained"));
        let axes = axes.filter_map(|(id, known)| Some((plain(known.text("name")?), id))).collect();
        let objectives = standing(Noun::Objective)
            .filter_map(|(id, known)| Some(((known.item("axis")?, plain(known.text("name")?)), id)));
        Self { import, reason, axes, objectives: objectives.collect(), new: Vec::new() }
    }

    /// The objective of this name under the axis of that name. Where a plan has only axes, each has one of its own name.
    fn objective(&mut self, axis: &str, objective: &str) -> ItemId {
        let axis_id = self.axes.get(&plain(axis)).copied().unwrap_or_else(|| {
            let id = derived(self.import, "axis", self.new.len());
            let name = cut(axis, Form::Heading);
            let fields =
                [("name", json!(name)), ("reason", json!(self.reason)), ("state", json!("retained"))];
            self.add(id, Noun::Axis, fields);
            self.axes.insert(plain(axis), id);
            id
        });
        let key = (axis_id, plain(objective));
        self.objectives.get(&key).copied().unwrap_or_else(|| {
            let id = derived(self.import, "objective", self.new.len());
            let fields = [("axis", json!(axis_id)), ("name", json!(cut(objective, Form::Heading)))];
            self.add(id, Noun::Objective, fields);
            self.objectives.insert(key, id);
            id
        })
    }

    fn add<const N: usize>(&mut self, id: ItemId, noun: Noun, fields: [(&str, Value); N]) {
        let fields = fields.map(|(name, value)| (name.to_owned(), value));
        self.new.push(NewItem { r#as: id, noun, fields: fields.into() });
    }
}

pub(super) fn plan(reading: &Reading, terms: &Terms<'_>) -> Result<impl Plan + use<>, Refusal> {
    let &Terms { import, label, language, state } = terms;
    let columns = Columns::of(reading);
    let mut outline = Outline::of(state, import, words::from_file(language, label));
    let (mut rows, mut refused, mut sheets) = (Vec::new(), Vec::new(), BTreeMap::new());
    let is_step = |record: &usize| columns.said(*record, SUB_ACTION).is_some();
    let (steps, actions): (Vec<_>, Vec<_>) = (0..reading.rows()).partition(is_step);
    for record in actions {
        let id = derived(import, "action", record);
        let path = columns.path(record);
        let axis = path.first().copied().unwrap_or(label);
        let objective = outline.objective(axis, path.get(1).copied().unwrap_or(axis));
        let line = reading.line(record);
        match (Sheet { columns: &columns, record, import, id, language, label }).items(objective) {
            Ok(items) => {
                sheets.insert((path, columns.title(record)), id);
                rows.push(Row { line, items });
            }
            Err(reason) => refused.push(RefusedLine { line, reason }),
        }
    }
    for record in steps {
        let line = reading.line(record);
        let parent = sheets.get(&(columns.path(record), columns.title(record)));
        match parent
            .ok_or_else(|| words::not_taken(language))
            .and_then(|parent| step(&columns, record, import, *parent, language))
        {
            Ok(item) => rows.push(Row { line, items: vec![item] }),
            Err(reason) => refused.push(RefusedLine { line, reason }),
        }
    }
    let wanted = rows.iter().flat_map(|row| &row.items).chain(&outline.new);
    for noun in [Noun::Axis, Noun::Objective, Noun::Action, Noun::Step, Noun::Funding, Noun::Measure] {
        let new = wanted.clone().filter(|item| item.noun == noun && !state.stands(item.r#as)).count();
        room(new, state.room_for(noun), noun.spec().max)?;
    }
    let parts = parts(outline.new, rows);
    Ok(ActionPlan { import, label: cut(label, Form::Title), parts, refused })
}

/// What is new above the sheets comes first; rows stay whole.
fn parts(above: Vec<NewItem>, rows: Vec<Row>) -> Vec<(Vec<NewItem>, Vec<Row>)> {
    let mut parts = Vec::from_iter(above.chunks(ROWS_MAX).map(|some| (some.to_vec(), Vec::new())));
    let mut room = 0;
    for row in rows {
        if parts.is_empty() || row.items.len() > room {
            parts.push((Vec::new(), Vec::new()));
            room = ROWS_MAX;
        }
        room -= row.items.len();
        if let Some((_, last)) = parts.last_mut() {
            last.push(row);
        }
    }
    parts
}

impl Plan for ActionPlan {
    fn parts(&self) -> u32 {
        self.parts.len().max(1) as u32
    }

    fn part(&self, number: u32) -> Part {
        let mut part = Part::new(self.import, number, &self.label);
        if number == 1 {
            part.refused.extend(self.refused.iter().cloned());
        }
        let Some((above, rows)) = self.parts.get(number as usize - 1) else { return part };
        part.rows.items.extend(above.iter().cloned());
        for Row { line, items } in rows {
            let [first, with @ ..] = items.as_slice() else { continue };
            part.lines.insert(first.r#as, *line);
            part.with.extend(with.iter().map(|item| (item.r#as, first.r#as)));
            part.rows.items.extend(items.iter().cloned());
        }
        part
    }
}

/// One record that is an action.
struct Sheet<'a> {
    columns: &'a Columns<'a>,
    record: usize,
    import: ItemId,
    id: ItemId,
    language: Language,
    label: &'a str,
}

impl Sheet<'_> {
    /// The sheet, and what belongs to it.
    fn items(&self, objective: ItemId) -> Result<Vec<NewItem>, String> {
        let Self { columns, record, id, .. } = *self;
        let mut notes = Notes::default();
        let mut fields = Fields::new();
        let mut put = |name: &str, value| drop(fields.insert(name.to_owned(), value));
        put("name", json!(columns.title(record)));
        put("objective", json!(objective));
        for (heading, name, says) in &FIELDS {
            let Some(text) = columns.said(record, heading) else { continue };
            match says.read(name, text) {
                Some(value) => put(name, value),
                None => notes.add(heading, text),
            }
        }
        if let Some(state) = columns.said(record, STATE)
            && matches!(plain(state).as_str(), "en pause" | "bloqué" | "abandonné")
        {
            put("state_reason", json!(words::from_file(self.language, self.label)));
        }
        if columns.said(record, STATE).is_some_and(|state| plain(state) == "en retard") {
            notes.add(STATE, "En retard");
        }
        let leads =
            LEADS.iter().filter_map(|heading| columns.said(record, heading)).collect::<Vec<_>>().join(", ");
        if fits(Noun::Action, "lead", &json!(leads)) {
            put("lead", json!(leads));
        } else {
            LEADS
                .iter()
                .for_each(|heading| notes.add(heading, columns.said(record, heading).unwrap_or_default()));
        }
        let mut items = self.fundings(&mut notes);
        items.extend(self.measures(&mut notes));
        for column in &columns.others {
            notes.add(columns.headings[*column], columns.cell(record, *column));
        }
        put("notes", json!(notes.0.join("\n")));
        let field = |name: &String| Noun::Action.field(name);
        for (field, value) in fields.iter().filter_map(|(name, value)| Some((field(name)?, value))) {
            let text = value.as_str().unwrap_or_default();
            field.kind.read(value).map_err(|fault| words::fault(self.language, field, text, &fault))?;
        }
        fields.retain(|_, value| value != "");
        let mut all = vec![NewItem { r#as: id, noun: Noun::Action, fields }];
        all.extend(items);
        Ok(all)
    }

    /// Who pays how much; a funder without an amount is not costed, and the total stands alone where nobody is named.
    fn fundings(&self, notes: &mut Notes) -> Vec<NewItem> {
        let Self { columns, record, .. } = *self;
        let (mut items, mut sum) = (Vec::new(), Some(Number::from(0)));
        for (place, (funder, amount)) in columns.funders().enumerate() {
            let [funder, said] = [funder, amount].map(|column| columns.cell(record, column));
            if funder.is_empty() && said.is_empty() {
                continue;
            }
            let euros = number(said).map(cents);
            let value = euros.map_or(json!(NoNumber::NotCosted), |euros| json!(euros));
            let named = json!(funder);
            if euros.is_none() && !said.is_empty()
                || !fits(Noun::Funding, "funder", &named)
                || !fits(Noun::Funding, "amount", &value)
            {
                notes.add(
                    columns.headings.get(amount).copied().unwrap_or(FUNDERS[place]),
                    &format!("{funder} : {said}"),
                );
                sum = None;
                continue;
            }
            sum = sum
                .zip(euros)
                .and_then(|(sum, euros)| sum.millionths().checked_add(euros.millionths()))
                .map(Number::from_millionths);
            let mut fields = Fields::from([("amount".to_owned(), value)]);
            if !funder.is_empty() {
                fields.insert("funder".to_owned(), named);
            }
            items.push(self.item("funding", place, Noun::Funding, fields));
        }
        if let Some(total) = columns.said(record, BUDGET) {
            let euros = number(total).map(cents).filter(|euros| fits(Noun::Funding, "amount", &json!(euros)));
            match euros {
                Some(euros) if items.is_empty() => {
                    let fields = Fields::from([("amount".to_owned(), json!(euros))]);
                    items.push(self.item("funding", FUNDERS.len(), Noun::Funding, fields));
                }
                Some(euros) if sum == Some(euros) => {}
                _ => notes.add(BUDGET, total),
            }
        }
        items
    }

    /// Indicators, one a line.
    fn measures(&self, notes: &mut Notes) -> Vec<NewItem> {
        const MOST: usize = 50;
        let said = self.columns.said(self.record, INDICATORS).unwrap_or_default();
        let lines = Vec::from_iter(said.lines().map(str::trim).filter(|line| !line.is_empty()));
        if lines.len() > MOST || !lines.iter().all(|line| fits(Noun::Measure, "name", &json!(line))) {
            notes.add(INDICATORS, said);
            return Vec::new();
        }
        let item = |(place, line): (usize, &&str)| {
            self.item("measure", place, Noun::Measure, Fields::from([("name".to_owned(), json!(line))]))
        };
        lines.iter().enumerate().map(item).collect()
    }

    fn item(&self, what: &str, place: usize, noun: Noun, mut fields: Fields) -> NewItem {
        fields.insert("action".to_owned(), json!(self.id));
        NewItem { r#as: derived(self.import, &format!("{what} {place}"), self.record), noun, fields }
    }
}

/// A sub-action: a step of its action, with all that is said of it.
fn step(
    columns: &Columns<'_>,
    record: usize,
    import: ItemId,
    action: ItemId,
    language: Language,
) -> Result<NewItem, String> {
    let mut fields = Fields::from([
        ("action".to_owned(), json!(action)),
        ("name".to_owned(), json!(columns.said(record, SUB_ACTION).unwrap_or_default())),
    ]);
    let mut notes = Notes::default();
    let mut said = BTreeSet::from_iter(
        TITLES.into_iter().chain([SUB_ACTION, AXIS, SUB_AXIS]).filter_map(|heading| columns.find(heading)),
    );
    said.insert(2);
    if let Some(due) = columns.said(record, "Date de fin").and_then(|text| Says::Day.read("end", text)) {
        fields.insert("due".to_owned(), due);
        said.extend(columns.find("Date de fin"));
    }
    if columns.said(record, STATE).is_some_and(|state| plain(state) == "réalisé") {
        fields.insert("done".to_owned(), json!(true));
        said.extend(columns.find(STATE));
    }
    for column in (0..columns.headings.len()).filter(|column| !said.contains(column)) {
        notes.add(columns.headings[column], columns.cell(record, column));
    }
    fields.insert("notes".to_owned(), json!(notes.0.join("\n")));
    fields.retain(|_, value| value != "");
    for (name, value) in &fields {
        let Some(field) = Noun::Step.field(name).filter(|field| !matches!(field.kind, Kind::Parent(_)))
        else {
            continue;
        };
        let text = value.as_str().unwrap_or_default();
        field.kind.read(value).map_err(|fault| words::fault(language, field, text, &fault))?;
    }
    Ok(NewItem { r#as: derived(import, "step", record), noun: Noun::Step, fields })
}

/// Euros to the cent: what spreadsheets compute has more decimals.
fn cents(number: Number) -> Number {
    const CENT: i64 = 10_000;
    Number::from_millionths(
        number.millionths().saturating_add(CENT / 2).div_euclid(CENT).saturating_mul(CENT),
    )
}

/// What is said under which heading.
#[derive(Default)]
struct Notes(Vec<String>);

impl Notes {
    fn add(&mut self, heading: &str, text: &str) {
        if !text.trim().is_empty() {
            self.0.push(format!("{heading} : {text}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_taken_apart_as_the_tool_does() {
        let pieces = list("Caf, Commune (Roche, Val), « Oui, nous », \"a, b\", caf,");
        assert_eq!(pieces, ["Caf", "Commune (Roche, Val)", "« Oui, nous »", "\"a, b\""]);
    }

    #[test]
    fn a_state_is_taken_as_it_is_written_or_not_at_all() {
        let read = |text| Says::Word(&STATES).read("state", text);
        assert_eq!(read(" En cours "), Some(json!("ongoing")));
        assert_eq!(read("En retard"), Some(json!("ongoing")));
        for unknown in ["non", "oui", "Clos", "forte"] {
            assert_eq!(read(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn a_bare_number_is_no_day() {
        let read = |text| Says::Day.read("end", text);
        assert_eq!(read("31/12/2025"), Some(json!("2025-12-31")));
        assert_eq!(read("2025-12-01 00:00:00"), Some(json!("2025-12-01")));
        for wrong in ["47727", "12/14/20", "bientôt"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn euros_have_cents() {
        let euros = |text| cents(number(text).unwrap()).millionths();
        assert_eq!(
            [euros("1999.994"), euros("1999,995"), euros("25 000")],
            [1_999_990_000, 2_000_000_000, 25_000_000_000]
        );
    }
}
