//! Files from strangers: small ones that unfold to a lot, and work that grows with the square of something.

#![expect(clippy::unwrap_used, reason = "a test fails where something is missing")]

mod writers;

use files::{Kind, Language, Preview, Unreadable, read};
use writers::{ods, workbook};

fn seen(file: impl AsRef<[u8]>, structure: Option<&str>) -> Preview {
    Preview::of(&read(file.as_ref(), structure.map(str::as_bytes)).unwrap(), Language::English)
}

fn why(file: &[u8]) -> Option<Unreadable> {
    read(file, None).err()
}

/// Each cell counts with its text, also where the file holds it once for many, and over all sheets together.
#[test]
fn copied_cells_count_each_time() {
    let rows = |count: u32, cells: &str| -> String {
        (1..=count)
            .map(|row| format!("<row r=\"{row}\">{}</row>", cells.replace('#', &row.to_string())))
            .collect()
    };
    let text = |length: usize| format!("<si><t>{}</t></si>", "é".repeat(length / 2));
    let shared = "<c r=\"A#\" t=\"s\"><v>0</v></c>";
    let half = || ("Feuille", rows(140, shared));
    assert_eq!(why(&workbook(&[half()], &text(1 << 10), "")), None);
    assert_eq!(why(&workbook(&[half(), half()], &text(1 << 20), "")), Some(Unreadable::TooMuchInside));
    assert_eq!(
        why(&workbook(&[("Feuille", rows(300, shared))], &text(1 << 20), "")),
        Some(Unreadable::TooMuchInside)
    );
    // Far cells: what stands before them is paid for too.
    let far = |count: u32| ("Loin", rows(count, "<c r=\"BXX#\"><v>1</v></c>"));
    assert_eq!(why(&workbook(&[far(4)], "", "")), None);
    let sheets = [half(), ("Reste", rows(115, shared)), far(400)];
    assert_eq!(why(&workbook(&sheets, &text(1 << 20), "")), Some(Unreadable::TooMuchInside));
    let cell = |repeated: &str, text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\" {repeated}><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let columns = "table:number-columns-repeated=\"1999\"";
    let row = |repeated: &str, cells: &str| format!("<table:table-row {repeated}>{cells}</table:table-row>");
    for rows in [
        row("table:number-rows-repeated=\"50000\"", &cell(columns, &"x".repeat(100))),
        row("", &cell(columns, &"x".repeat(200_000))),
        row("", &(cell(columns, &"x".repeat(100_000)) + &cell("", &"x".repeat(100_000)))).repeat(2),
        row("", &cell("", &"<text:s text:c=\"1000\"/>".repeat(300_000))),
    ] {
        assert_eq!(why(&ods(&rows)), Some(Unreadable::TooMuchInside));
    }
    assert_eq!(
        read(&ods(&row("table:number-rows-repeated=\"10\"", &cell(columns, &"x".repeat(100)))), None)
            .unwrap()
            .rows(),
        9
    );
}

/// Fifty thousand labels, long joined cells, wide ticks, many names and questions: each costs once what it is.
#[test]
fn work_does_not_grow_with_the_square() {
    let own = "3/1/2024 10:00;3/1/2024 10:02;anonymous;;";
    let head = "ID;Heure de début;Heure de fin;Adresse de messagerie;Nom;Q\n";
    let rows: String = (0..20_000).map(|row| format!("{row};{own}\"choix {row};autre {row};\"\n")).collect();
    let preview = seen(format!("{head}{rows}"), None);
    assert_eq!(preview.questions.unwrap()[0].choices.as_ref().unwrap().0.len(), 40_000);

    let joined = |row: u32| (0..3_000).map(|at| format!("c{row}x{at};")).collect::<String>();
    let rows: String = (0..20).map(|row| format!("{row};{own}\"{}\"\n", joined(row))).collect();
    let preview = seen(format!("{head}{rows}"), None);
    assert_eq!(preview.questions.unwrap()[0].choices.as_ref().unwrap().0.len(), 60_000);

    let ticks = |row: usize| {
        (0..1_000).map(|at| if (row + at).is_multiple_of(3) { ";" } else { ";1" }).collect::<String>()
    };
    let names: String = (0..1_000).map(|at| format!(";q/c{at}")).collect();
    let rows: String = (0..999).map(|row| format!("{row};u{row};{row};c1{}\n", ticks(row))).collect();
    let preview = seen(format!("_id;_uuid;_index;q{names}\n{rows}"), None);
    let question = &preview.questions.unwrap()[0];
    assert_eq!((question.answered, question.choices.as_ref().unwrap().0[1].1), (999, 666));

    let open = format!("2020/04/12 3:24:10 PM UTC+2,\"un (b{} )\"\n", ", c".repeat(50_000));
    let preview = seen(format!("Horodateur,Q\n{}", open.repeat(2)), None);
    assert_eq!(preview.questions.unwrap()[0].kind, Kind::LongText);

    let heading = format!("q{}", "[a]".repeat(50_000));
    let preview = seen(format!("id,submitdate,lastpage,{heading}\n1,2024,1,x\n"), None);
    assert_eq!(preview.questions.unwrap()[0].answered, 1);

    let cdata = |name: &str, value: &str| format!("<{name}><![CDATA[{value}]]></{name}>");
    let row = |fields: &[(&str, &str)]| {
        format!("<row>{}</row>", fields.iter().map(|(name, value)| cdata(name, value)).collect::<String>())
    };
    let table = |name: &str, rows: String| format!("<{name}><rows>{rows}</rows></{name}>");
    let lss = |questions: u32, texts: u32| {
        let asked = (0..questions)
            .map(|id| row(&[("qid", &id.to_string()), ("type", "T"), ("title", &format!("q{id}"))]));
        let words = (0..texts).map(|id| row(&[("qid", &id.to_string()), ("question", &format!("Q {id}"))]));
        format!(
            "<?xml version=\"1.0\"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType>{}{}</document>",
            table("questions", asked.collect()),
            table("question_l10ns", words.collect())
        )
    };
    let questions = seen(lss(8_000, 8_000), None).questions.unwrap();
    assert_eq!((questions.len(), questions[7_999].label.as_str()), (8_000, "Q 7999"));
    assert_eq!(why(lss(30_000, 30_000).as_bytes()), Some(Unreadable::TooManyRows));
}

/// A structure lists choices once for many questions; a file has them for each of its columns.
#[test]
fn choices_of_a_structure_are_bounded() {
    let form = |choices: u32| {
        let asked: String = (0..300).map(|at| format!(",select_one villes,v{at},\n")).collect();
        let listed: String = (0..choices).map(|at| format!(",villes,{at},Ville {at}\n")).collect();
        format!("survey,,,\n,type,name,label\n{asked}choices,,,\n,list_name,name,label\n{listed}")
    };
    let names: Vec<String> = (0..300).map(|at| format!("v{at}")).collect();
    let file = format!("_id,_uuid,{}\n1,u1{}\n", names.join(","), ",7".repeat(300));
    let preview = seen(&file, Some(&form(1_000)));
    let question = &preview.questions.unwrap()[299];
    assert_eq!(
        (question.kind, question.choices.as_ref().unwrap().0[7].clone()),
        (Kind::Single, ("Ville 7".to_owned(), 1))
    );
    assert_eq!(read(file.as_bytes(), Some(form(30_000).as_bytes())).err(), Some(Unreadable::TooMuchInside));
}

/// Outlines: as many names as columns, and no more.
#[test]
fn names_of_outlines_are_bounded() {
    let place = |row: u32, names: u32| {
        let names: Vec<String> = (0..names).map(|at| format!("\"p{row}x{at}\":1")).collect();
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{{}}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[[0,1,9],[1,1],[1,0],[0,1]]]}}}}",
            names.join(",")
        )
    };
    let all = |rows: u32| {
        let places: Vec<String> = (0..rows).map(|row| place(row, 20)).collect();
        format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}]}}", places.join(",\n"))
    };
    assert_eq!(seen(all(100), None).columns.unwrap().len(), 2_000);
    assert_eq!(why(all(101).as_bytes()), Some(Unreadable::TooManyColumns { line: 102 }));
}
