//! Files as the tools write them, made by the tests: whatever was answered is read back with the same numbers.

#![expect(clippy::unwrap_used, reason = "a test fails where something is missing")]

mod writers;

use files::{Kind, Language, Preview, Tool, read};
use proptest::collection::vec;
use proptest::prelude::*;
use writers::{Quotes, csv, xlsx};

/// What one person answered to one question of several choices.
#[derive(Clone, Debug, PartialEq)]
enum Given {
    NotAsked,
    Empty,
    Taken(Vec<bool>),
}

/// A survey: a question of one choice, one of several, and a number.
#[derive(Clone, Debug)]
struct Made {
    single: Vec<Option<usize>>,
    several: Vec<Given>,
    number: Vec<Option<u32>>,
}

const ONE: [&str; 3] = ["Très bien", "Bien", "Pas bien"];
const MANY: [&str; 4] = ["À pied", "Vélo", "Train", "Bus"];

impl Made {
    fn rows(&self) -> usize {
        self.single.len()
    }

    fn taken(&self) -> [usize; 4] {
        std::array::from_fn(|choice| {
            self.several.iter().filter(|given| matches!(given, Given::Taken(taken) if taken[choice])).count()
        })
    }

    fn several(&self) -> (usize, usize, usize) {
        let count = |wanted: fn(&Given) -> bool| self.several.iter().filter(|given| wanted(given)).count();
        (
            count(|given| matches!(given, Given::Taken(_))),
            count(|given| *given == Given::Empty),
            count(|given| *given == Given::NotAsked),
        )
    }

    fn several_in(&self, row: usize, separator: &str, end: &str) -> String {
        match &self.several[row] {
            Given::Taken(taken) => {
                let names: Vec<&str> =
                    MANY.iter().zip(taken).filter(|(_, taken)| **taken).map(|(name, _)| *name).collect();
                format!("{}{end}", names.join(separator))
            }
            _ => String::new(),
        }
    }
}

/// Enough people that every choice was taken alone and with others: what a form of any use has.
fn made() -> impl Strategy<Value = Made> {
    let given = prop_oneof![
        Just(Given::NotAsked),
        Just(Given::Empty),
        vec(any::<bool>(), 4).prop_map(|taken| if taken.contains(&true) {
            Given::Taken(taken)
        } else {
            Given::Empty
        }),
    ];
    let person = (proptest::option::of(0..3_usize), given, proptest::option::of(11..99_u32));
    vec(person, 12..40).prop_map(|people| {
        let mut made = Made { single: Vec::new(), several: Vec::new(), number: Vec::new() };
        let fixed = (0..4).map(|choice| {
            let mut taken = vec![false; 4];
            taken[choice] = true;
            (Some(choice % 3), Given::Taken(taken), Some(20))
        });
        let pairs = [(0, 1), (2, 3), (1, 2), (0, 3)].map(|(one, other)| {
            let taken = (0..4).map(|choice| choice == one || choice == other).collect();
            (Some(0), Given::Taken(taken), Some(30))
        });
        for (single, several, number) in
            fixed.chain(pairs).chain([(Some(1), Given::NotAsked, None)]).chain(people)
        {
            made.single.push(single);
            made.several.push(several);
            made.number.push(number);
        }
        made
    })
}

/// The numbers of a file, by the beginning of the question's label.
struct Numbers(Preview);

impl Numbers {
    fn of(file: &[u8], tool: Tool) -> Self {
        let reading = read(file, None).unwrap();
        let preview = Preview::of(&reading, Language::English);
        assert_eq!(preview.tool, tool);
        assert!(preview.refused.is_empty(), "{:?}", preview.refused);
        for question in preview.questions.iter().flatten() {
            assert_eq!(question.answered + question.empty + question.not_asked, preview.rows, "{question:?}");
        }
        Self(preview)
    }

    fn three(&self, label: &str) -> (usize, usize, usize) {
        let question = self.question(label);
        (question.answered, question.empty, question.not_asked)
    }

    fn question(&self, label: &str) -> &files::Counted {
        let mut found =
            self.0.questions.iter().flatten().filter(|question| question.label.starts_with(label));
        found.next().unwrap_or_else(|| panic!("{label} is no question of {:?}", self.0))
    }

    fn taken(&self, label: &str, choice: &str) -> usize {
        let choices = self.question(label).choices.clone().unwrap().0;
        choices.iter().find(|(name, _)| name == choice).map_or(0, |(_, count)| *count)
    }

    /// Everything but what the tool cannot say: whether an empty question was put.
    fn agree(&self, made: &Made, tells_not_asked: bool) {
        assert_eq!(self.0.rows, made.rows());
        let (answered, empty, not_asked) = made.several();
        let expected =
            if tells_not_asked { (answered, empty, not_asked) } else { (answered, empty + not_asked, 0) };
        assert_eq!(self.three("Moyens"), expected);
        assert_eq!(self.question("Moyens").kind, Kind::Several);
        for (choice, count) in MANY.iter().zip(made.taken()) {
            assert_eq!(self.taken("Moyens", choice), count, "{choice}");
        }
        for (index, choice) in ONE.iter().enumerate() {
            assert_eq!(
                self.taken("Accueil", choice),
                made.single.iter().filter(|one| **one == Some(index)).count()
            );
        }
        assert_eq!(self.three("Accueil").0, made.single.iter().flatten().count());
        assert_eq!(self.three("Temps").0, made.number.iter().flatten().count());
    }
}

fn text(number: Option<u32>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

fn one(single: Option<usize>) -> String {
    single.map(|index| ONE[index].to_owned()).unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// LimeSurvey in full answers: N/A where a multiple choice was not shown, an empty cell elsewhere.
    #[test]
    fn limesurvey_in_full(made in made()) {
        let mut headings = vec!["ID de la réponse".to_owned(), "Date de soumission".to_owned(), "Dernière page".to_owned(), "Accueil ?".to_owned()];
        headings.extend(MANY.iter().map(|choice| format!("Moyens ? [{choice}]")));
        headings.push("Temps (min)".to_owned());
        let rows: Vec<Vec<String>> = (0..made.rows()).map(|row| {
            let mut cells = vec![(row + 1).to_string(), "2024-03-01 10:00:00".to_owned(), "3".to_owned(), one(made.single[row])];
            cells.extend((0..4).map(|choice| match &made.several[row] {
                Given::NotAsked => "N/A".to_owned(),
                Given::Empty => "Non".to_owned(),
                Given::Taken(taken) => if taken[choice] { "Oui".to_owned() } else { "Non".to_owned() },
            }));
            cells.push(text(made.number[row]));
            cells
        }).collect();
        Numbers::of(&xlsx("Réponses", &headings, &rows), Tool::LimeSurvey).agree(&made, true);
        Numbers::of(csv(&headings, &rows, ';', Quotes::All, "\r\n").as_bytes(), Tool::LimeSurvey).agree(&made, true);
    }

    /// LimeSurvey's CSV of codes: nothing at all where a question was not shown, quotes where it was left empty.
    #[test]
    fn limesurvey_in_codes(made in made()) {
        let mut out = "\u{feff}\"id\";\"submitdate\";\"lastpage\";\"Accueil\"".to_owned();
        for code in 1..=4 {
            out += &format!(";\"Moyens[SQ{code:03}]\"");
        }
        out += ";\"Temps\"\r\n";
        for row in 0..made.rows() {
            out += &format!("\"{}\";\"2024-03-01 10:00:00\";\"3\";\"{}\"", row + 1, one(made.single[row]));
            for choice in 0..4 {
                out += match &made.several[row] {
                    Given::NotAsked => ";",
                    Given::Empty => ";\"\"",
                    Given::Taken(taken) => if taken[choice] { ";\"Y\"" } else { ";\"\"" },
                };
            }
            out += &format!(";\"{}\"\r\n", text(made.number[row]));
        }
        let numbers = Numbers::of(out.as_bytes(), Tool::LimeSurvey);
        prop_assert_eq!(numbers.three("Moyens"), made.several());
        for (index, count) in made.taken().iter().enumerate() {
            prop_assert_eq!(numbers.taken("Moyens", &format!("SQ{:03}", index + 1)), *count);
        }
    }

    /// KoboToolbox: the joined cell and a column a choice; empty where nothing was answered.
    #[test]
    fn kobo_in_both_forms(made in made()) {
        let mut headings = vec!["start".to_owned(), "Accueil".to_owned(), "Moyens".to_owned()];
        headings.extend(MANY.iter().map(|choice| format!("Moyens/{choice}")));
        headings.extend(["Temps", "_id", "_uuid", "_submission_time", "_validation_status", "_index"].map(str::to_owned));
        let rows: Vec<Vec<String>> = (0..made.rows()).map(|row| {
            let mut cells = vec!["2024-01-02T10:00:00.000+01:00".to_owned(), one(made.single[row]), made.several_in(row, " ", "")];
            cells.extend((0..4).map(|choice| match &made.several[row] {
                Given::Taken(taken) => u8::from(taken[choice]).to_string(),
                _ => String::new(),
            }));
            cells.extend([text(made.number[row]), row.to_string(), format!("uuid-{row}"), "2024-01-02T10:00:00".to_owned(), String::new(), (row + 1).to_string()]);
            cells
        }).collect();
        Numbers::of(&xlsx("Enquête", &headings, &rows), Tool::Kobo).agree(&made, false);
        Numbers::of(csv(&headings, &rows, ';', Quotes::All, "\r\n").as_bytes(), Tool::Kobo).agree(&made, false);
        // Ona writes True and False, n/a where nothing was asked, and no joined cell.
        let mut headings: Vec<String> = headings.iter().map(|heading| heading.replace("_validation_status", "_duration")).collect();
        headings.remove(2);
        let headings: Vec<String> = headings.into_iter().filter(|heading| heading != "_index").collect();
        let rows: Vec<Vec<String>> = rows.into_iter().enumerate().map(|(row, mut cells)| {
            cells.remove(2);
            for cell in &mut cells[2..6] {
                *cell = match (&made.several[row], cell.as_str()) {
                    (Given::NotAsked, _) => "n/a",
                    (_, "1") => "True",
                    _ => "False",
                }.to_owned();
            }
            cells.pop();
            cells
        }).collect();
        Numbers::of(csv(&headings, &rows, ',', Quotes::Needed, "\n").as_bytes(), Tool::Ona).agree(&made, true);
    }

    /// Google and Microsoft: several choices in one cell.
    #[test]
    fn forms_in_one_cell(made in made()) {
        let headings: Vec<String> = ["Horodateur", "Accueil", "Moyens", "Temps"].map(str::to_owned).to_vec();
        let row = |row: usize, separator: &str, end: &str| vec![one(made.single[row]), made.several_in(row, separator, end), text(made.number[row])];
        let rows: Vec<Vec<String>> = (0..made.rows()).map(|index| {
            std::iter::once("25/10/2023 14:55:21".to_owned()).chain(row(index, ", ", "")).collect()
        }).collect();
        Numbers::of(csv(&headings, &rows, ',', Quotes::Needed, "\r\n").as_bytes(), Tool::GoogleForms).agree(&made, false);
        let headings: Vec<String> = ["ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom", "Accueil", "Moyens", "Temps"].map(str::to_owned).to_vec();
        let rows: Vec<Vec<String>> = (0..made.rows()).map(|index| {
            let own = [index.to_string(), "45000.5".to_owned(), "45000.6".to_owned(), "anonymous".to_owned(), String::new()];
            own.into_iter().chain(row(index, ";", ";")).collect()
        }).collect();
        Numbers::of(&xlsx("Sheet1", &headings, &rows), Tool::MicrosoftForms).agree(&made, false);
    }

    /// Framaforms: three rows of headings, a cross for each choice.
    #[test]
    fn framaforms_with_crosses(made in made()) {
        let mut out = "\"Enquête\"\n\"Détails de la soumission\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"\"\t\"Moyens\"\t\"\"\t\"\"\t\"\"\t\"\"\n".to_owned();
        out += "\"Série\"\t\"SID\"\t\"Brouillon\"\t\"Adresse IP\"\t\"UID\"\t\"Accueil\"";
        for choice in MANY {
            out += &format!("\t\"{choice}\"");
        }
        out += "\t\"Temps\"\n";
        for row in 0..made.rows() {
            out += &format!("\"{row}\"\t\"{row}\"\t\"0\"\t\"192.0.2.7\"\t\"0\"\t\"{}\"", one(made.single[row]));
            for choice in 0..4 {
                out += if matches!(&made.several[row], Given::Taken(taken) if taken[choice]) { "\t\"X\"" } else { "\t\"\"" };
            }
            out += &format!("\t\"{}\"\n", text(made.number[row]));
        }
        let numbers = Numbers::of(out.as_bytes(), Tool::Framaforms);
        numbers.agree(&made, false);
        prop_assert!(numbers.0.warnings.iter().any(|warning| warning.contains("IP addresses")));
    }

    /// Whatever stands in a cell of a CSV comes out as it went in.
    #[test]
    fn no_cell_is_changed(cells in vec(vec("[ -~éàœ\n\r\t«»€]{0,12}", 3), 1..12), separator in prop::sample::select(vec![',', ';', '\t'])) {
        let headings = ["un".to_owned(), "deux".to_owned(), "trois".to_owned()];
        let rows: Vec<Vec<String>> = cells.into_iter().map(|mut row| { row[0].insert(0, 'x'); row }).collect();
        let file = csv(&headings, &rows, separator, Quotes::All, "\r\n");
        let reading = read(file.as_bytes(), None).unwrap();
        prop_assert_eq!(reading.rows(), rows.len());
        for (record, row) in rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate() {
                prop_assert_eq!(reading.cell(record, column), cell);
            }
        }
    }

    /// Any bytes end in a reading or a sentence.
    #[test]
    fn any_bytes_end_well(bytes in vec(any::<u8>(), 0..400), front in prop::sample::select(vec!["", "PK\u{3}\u{4}", "{\"type\":", "id,submitdate,lastpage\n", "<?xml", "Horodateur,"])) {
        let file = [front.as_bytes(), &bytes].concat();
        if let Ok(reading) = read(&file, None) {
            let preview = Preview::of(&reading, Language::French);
            for question in preview.questions.iter().flatten() {
                prop_assert_eq!(question.answered + question.empty + question.not_asked, preview.rows);
            }
        }
    }
}
